"""What a customer wishes in the mail that tells of the loss: no contact, another way, a time, somebody else."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from debrief.answers.contact_wishes import (
    asks_for_another_way,
    asks_for_no_contact,
    asks_for_removal,
    invites,
    tells_what_was,
)
from debrief.answers.rep_absence import days_away, says_away
from debrief.answers.written_wish import hands_over, successor_in
from debrief.lexicon import fold
from debrief.model import Slot
from debrief.reading.absence import ABSENT
from debrief.reading.mail.phrases import fold_phrase
from debrief.reading.quoting.signatures import strip_signature
from debrief.when.reply import NO_TIME, NOTHING
from debrief.when.words import read_date, read_times

MOST_SENTENCES = 200
LONGEST = 400  # characters of a sentence that are read, and shown
FARTHEST = timedelta(days=60)  # that a call is put off by itself
_FROM = re.compile(r"\b(?:from|starting|as of|ab|a partir|des|desde|vanaf)\b")
_IF = re.compile(
    r"(?:^|[, ]+)(?:(?:if|should) you|(?:falls|wenn|sofern|sollten) sie|si (?:vous|quiere\w*|desea\w*|lo desea\w*)|(?:als|indien|mocht) u|"
    r"(?:se|caso) (?:quis\w+|deseja\w*|desejar\w*))\b[^,.!?]*",
    re.IGNORECASE,
)
_SEASON = re.compile(
    r"\b(?:spring|summer|autumn|winter|q[1-4]|quarter|(?:next|new) year|fruhjahr|fruhling|sommer|herbst|quartal|(?:nachste[sn]|neue[sn]) jahr|"
    r"printemps|ete|automne|hiver|trimestre|l'annee prochaine|primavera|verano|otono|invierno|(?:proximo|nuevo|novo) ano|ano que (?:viene|vem)|"
    r"voorjaar|zomer|najaar|kwartaal|(?:volgend|nieuwe?) jaar|verao|outono|inverno|\d{1,2} ?(?:uhr|o'clock|am|pm|heures|uur|horas))\b"
)  # fmt: skip
_ANY_DAY = datetime(2026, 1, 1, tzinfo=UTC)  # whether they refuse does not depend on it
_SENTENCE = re.compile(
    r"(?<=[!?])\s+|(?<=[^\W\d]{2}\.)\s+(?=[^\W\da-zà-ÿ]|[¿¡])|(?<=[\d)]\.)\s+(?=[A-Z¿¡É])(?!(?:J[au]n|Fe?b|M[aä]|A[pbvugo]|[Jj]u|[Ss]ep|O[ckku]t|Nov|D[eé][zc])[a-zéûñ]*\b)|\n\s*\n|\n\s*[-*•]\s+"
)
_TALK = re.compile(
    r"\b(?:call(?! off)|ring|phone|reach|catch|contact|talk|speak|chat|debrief|available|free|try|"
    r"(?:an)?ruf\w*|erreich\w*|telefon\w*|sprech\w*|gesprach\w*|melden|versuch\w*|"
    r"(?:r)?appel\w*|joign\w*|joindre|parler|echang\w*|dispon\w*|contact\w*|"
    r"llam\w+|habl\w+|bel|bellen|bereik\w*|spreken|praten|beschikbaar|lig(?:ar|ue|uem)\w*|falar|contac?t\w*)\b"
)
_WILLING = re.compile(
    r"\b(?:please|(?:call|ring|phone|reach|catch|contact|try) (?:me|us)|happy|glad|available|free|can|could|would|let's|"
    r"if you (?:want|like|wish|need)|feel free|prefer|bitte|gern\w*|konn\w+|kann|erreichbar|erreich\w* (?:sie )?mich|(?:rufen|melden) sie|"
    r"appelez|contactez|pouvez|pourr\w+|volontiers|disponible|joignable|pued\w+|podem\w+|llam\w+me|encantad\w+|disponib\w+|"
    r"graag|kunt|kunnen|bel (?:me|mij|ons)|bereikbaar|beschikbaar|pode\w*|ligue\w*|prazer|disponivel)\b"
)
_THEY_COME = re.compile(
    r"\b(?:we|i)(?:'ll| will| shall| would| may| hope to)? (?:\w+ ){0,3}?(?:contact|get back|be in touch|reach out|come back|"
    r"call|write|invite|approach)\w* (?:to )?you\b|\b(?:wir|ich) (?:werde\w*|melde\w*|komme\w*|nehme\w*)\b|"
    r"\b(?:re)?(?:contacterons|viendrons|appellerai\w*)\b|\b(?:volveremos|contactaremos|pondremos|llamaremos)\b|"
    r"\b(?:wij|we|ik) (?:nemen|benaderen|zullen|komen|neem|kom)\b|\b(?:entraremos|voltaremos|contactaremos)\b"
)
_AWAY = re.compile(
    r"\b(?:away|travel+ing|abroad|closed|not (?:available|reachable|in)|unavailable|off|nicht (?:erreichbar|da|im haus)|"
    r"unterwegs|verreist|urlaub|auf reisen|geschlossen|betriebsferien|en deplacement|indisponible|absente?|conges?|fermes?|"
    r"de viaje|vacaciones|no (?:estoy|estare) (?:disponible)?|cerrad\w+|op reis|vakantie|niet bereikbaar|gesloten|em viagem|"
    r"ferias|indisponivel|fechad\w+)\b"
)
_UNTIL = re.compile(
    r"\b(?:until|till|til|through|back|return\w*|bis|zuruck|wieder da|jusqu\S*|retour|hasta|vuelvo|regreso|tot|terug|t/m|"
    r"ate|volto|regresso)\b|\bto \d|\ba(?:u|l) \d"
)


@dataclass(frozen=True, slots=True)
class Wishes:
    """What was found: their sentences; ``holds``: a person decides before anybody is reached.

    ``back`` is the day of return, ``windows`` are times at which they would talk.
    """

    quotes: tuple[str, ...] = ()
    holds: bool = False
    back: date | None = None
    windows: tuple[Slot, ...] = ()


def read_wishes(
    text: str, written: datetime, zone: str, own: str | None, now: datetime, length: timedelta
) -> Wishes:
    """Read the wishes in what somebody wrote at a moment; days and hours are of their ``zone``."""
    body = strip_signature(text)
    new, reader = successor_in(body, own), _Reader(written, zone, now, length)
    for sentence in sentences_of(body):
        named = new is not None and successor_in(sentence, own) is not None
        leaving = hands_over(sentence, addressed=new is not None)
        reader.read(sentence, holds=leaving or (named and new is not None and new.left))
        if leaving or named:
            reader.quotes.append(sentence)
    quotes = tuple(dict.fromkeys(reader.quotes))
    return Wishes(quotes, reader.holds, reader.back, tuple(reader.windows))


def sentences_of(text: str) -> list[str]:
    """Return the sentences of a mail; a line's end is none of a sentence."""
    parts = (" ".join(part.split()) for part in _SENTENCE.split(text))
    return [part[:LONGEST] for part in parts if part][:MOST_SENTENCES]


@dataclass(slots=True)
class _Reader:
    """Reads sentence by sentence what was written at a moment, and keeps what it found."""

    written: datetime
    zone: str
    now: datetime
    length: timedelta
    quotes: list[str] = field(default_factory=list)
    holds: bool = False
    back: date | None = None
    windows: list[Slot] = field(default_factory=list)

    def read(self, sentence: str, *, holds: bool) -> None:
        """Take up one sentence; ``holds``: it is known to be for a person."""
        restrains = holds or _restrains(sentence)
        self.holds = self.holds or restrains
        if restrains or self._absence(sentence) or self._time(sentence):
            self.quotes.append(sentence)

    def _absence(self, sentence: str) -> bool:
        """Take up until when they are away; an end that is not clear is for a person."""
        folded = fold(sentence)
        away = says_away(sentence) or ABSENT.search(fold_phrase(sentence)) is not None
        ends = _UNTIL.search(folded) is not None
        if not away and not (ends and _AWAY.search(folded)):
            return False
        today = self._local(self.written)
        open_end = not ends and _FROM.search(folded) is not None
        days = None if open_end else days_away(sentence, today, today)
        back = days[1] if days else None
        if back is None:
            self.holds = self.holds or away
            return away
        if back <= self._local(self.now):
            return False
        self.back = max(filter(None, (self.back, back)))
        self.holds = self.holds or back - self._local(self.now) > FARTHEST
        return True

    def _time(self, sentence: str) -> bool:
        """Take up when they would talk; what cannot be read, or is past, is for a person."""
        folded = fold(sentence)
        if not (_TALK.search(folded) and _WILLING.search(folded)):
            return False
        if _THEY_COME.search(folded) or tells_what_was(sentence):
            return False
        said = read_times(_IF.sub(" ", sentence), self.written, self.zone, duration=self.length)
        if said.kind == "unclear":
            unread = said.why not in (NOTHING, NO_TIME) or _names_a_time(
                sentence, self._local(self.written)
            )
            self.holds = self.holds or unread
            return unread
        if said.kind != "windows" or said.anytime:
            return False
        left = [Slot(start=a, end=b) for a, b in said.windows if b > self.now]
        self.windows += left
        self.holds = self.holds or not left or left[0].start - self.now > FARTHEST
        return True

    def _local(self, moment: datetime) -> date:
        return moment.astimezone(ZoneInfo(self.zone)).date()


def _restrains(sentence: str) -> bool:
    return (
        asks_for_no_contact(sentence)
        or asks_for_another_way(sentence)
        or asks_for_removal(sentence)
        or (_is_prose(sentence) and read_times(sentence, _ANY_DAY, "UTC").kind == "never")
    )


def _is_prose(sentence: str) -> bool:
    """Tell whether a sentence is neither a link at a letter's foot nor asks not to hesitate."""
    return len(sentence.split()) > 2 and "://" not in sentence and not invites(sentence)


def _names_a_time(sentence: str, today: date) -> bool:
    return _SEASON.search(fold(sentence)) is not None or read_date(sentence, today) is not None
