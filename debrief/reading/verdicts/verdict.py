"""Is this a lost deal of ours? The verdict with its certainty and its reason.

Every turn of the mail is heard in the voice of who wrote it; the newest turn that decides counts.
What the evidence adds up to is a number of log odds, so that the certainty means what it says.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from debrief.reading.facts.nobody import is_said
from debrief.reading.learned.experience import strangeness
from debrief.reading.learned.passage import Passage
from debrief.reading.machines import asks_for_secrets
from debrief.reading.mail.message import Message
from debrief.reading.people import Sides, domain, is_lookalike, is_robot, is_tenant
from debrief.reading.quoting.turns import Turn
from debrief.reading.records.crm import Record
from debrief.reading.records.placings import Placing, placing
from debrief.reading.records.record_news import news_of
from debrief.reading.verdicts.bargains import bargain_in
from debrief.reading.verdicts.clauses import Sentence
from debrief.reading.verdicts.evidence import find
from debrief.reading.verdicts.goes_ahead import tells_of_leaver
from debrief.reading.verdicts.impression import Told, clearest, fullest, impression, listen
from debrief.reading.verdicts.parts import (
    body_of,
    heads_of,
    is_plain,
    is_small_print,
    only_points,
    own_heads,
    parts_judged,
    voice_of,
)
from debrief.reading.verdicts.reports import is_sorted
from debrief.reading.verdicts.sayings import Label, why
from debrief.reading.verdicts.signals import Signal, Voice
from debrief.reading.verdicts.support import is_decisive, is_supported
from debrief.reading.verdicts.taken_back import taken_back
from debrief.reading.verdicts.weighing import (
    ASKED,
    DOUBT,
    LOSS,
    TURNED,
    Circumstances,
    Weight,
    handicap,
    names_winner,
    weigh,
)
from debrief.reading.verdicts.whose_deal import concerns_team, is_another_teams, may_be_ours

if TYPE_CHECKING:
    from debrief.reading.learned.encoder import Gist

LOOKED = 6.0  # log odds that all attention on one sentence counts, where one is quoted

UNEVENTFUL = 0.0  # log odds of everyday things, beyond which they count against a loss
UNTURNED = (
    -1.5
)  # log odds of a win from which a customer's words are believed that take back a no in two ways
TAKEN_BACK = 0.9  # how certain that is
TAKES_BACK = "The newest part takes back the no below it."
FIRST_OURS = "The table of bidders puts us first."

_SPOILING = frozenset(("won", "churn"))


@dataclass(frozen=True, slots=True)
class Verdict:
    """The judgement of one mail; ``turn`` is the one that decided, with the signals found in it."""

    label: Label
    confidence: float
    why: str
    turn: Turn | None = None
    voice: Voice | None = None
    signals: tuple[Signal, ...] = ()
    parsed: tuple[Sentence, ...] = ()
    said: tuple[Told, ...] = ()
    sale: bool = False  # a sale is spoken of

    @property
    def rival(self) -> str | None:
        """Return the winner's name as a deciding sentence gives it."""
        return next((signal.rival for signal in self.signals if signal.rival), None)

    @property
    def lost(self) -> str | None:
        """Return who was lost, where a deciding sentence says so outright."""
        return next((signal.lost for signal in self.signals if signal.lost), None)

    @property
    def no_decision(self) -> bool:
        """Tell whether nobody won: the project ended, or the customer stays as it is."""
        return is_said(self.signals)

    @property
    def news(self) -> Sentence | None:
        """Return the sentence that tells most clearly of a loss."""
        most = fullest(self.said)
        return most.sentence if most is not None else None

    def place_in(self, turns: Sequence[Turn]) -> int:
        """Return the place of the turn that decided; the newest one's where none did."""
        return next((at for at, turn in enumerate(turns) if turn is self.turn), 0)


def passage_of(verdict: Verdict, turns: tuple[Turn, ...], sides: Sides) -> Passage | None:
    """Return the turn that decided as the encoder reads it; None for a record."""
    turn, voice, parsed = verdict.turn, verdict.voice, verdict.parsed
    if turn is None or voice is None:
        return None
    return _around_news(Passage(parsed, heads_of(turn, turns), voice, sides.names), verdict.said)


def _around_news(passage: Passage, said: Sequence[Told]) -> Passage:
    """Return a passage with the sentence in its middle that tells most clearly of a loss; ``said`` begins with its body."""
    return replace(passage, middle=clearest(said[: len(passage.body)]))


def judge(
    message: Message, turns: tuple[Turn, ...], record: Record, sides: Sides, trusted: bool | None
) -> Verdict:
    """Return the verdict on a mail; ``trusted`` is what its authentication says."""
    placed = _placing(message, turns, sides)
    obstacle = _obstacle(message, record, sides, trusted, placed is not None)
    if obstacle is not None:
        return Verdict("not_a_loss", 0.97, obstacle)
    recorded = news_of(record, message, turns, sides)
    if recorded is not None:
        return Verdict(*recorded, turns[-1] if turns else None)
    return _placed(_heard(message, turns, sides), placed)


def _placing(message: Message, turns: tuple[Turn, ...], sides: Sides) -> Placing | None:
    """Return who comes first in a table of bidders that lists us."""
    if sides.team is None or not turns or not concerns_team(message, turns, sides):
        return None
    if is_another_teams(turns[-1], message, turns, sides):
        return None
    return placing(message.tables, turns[-1].text, sides.team.company.name)


def _placed(verdict: Verdict, placed: Placing | None) -> Verdict:
    """Let a table of bidders have the last word on who won; by its order alone it only breaks a doubt."""
    if placed is None:
        return verdict
    plainly = verdict.label == "loss" and names_winner(verdict.signals)
    sure = plainly if placed.ours else verdict.label == "not_a_loss"
    if sure and not placed.awarded:  # a ranking of who is best known is none of who won
        return verdict
    if placed.ours:
        return replace(verdict, label="not_a_loss", confidence=0.93, why=FIRST_OURS)
    told = f"The table of bidders puts {placed.first} first, before us."
    return replace(verdict, label="loss", confidence=max(verdict.confidence, 0.93), why=told)


def _heard(message: Message, turns: tuple[Turn, ...], sides: Sides) -> Verdict:
    """Return the verdict of what is said in the turns, the newest that decides first."""
    heard: list[Verdict] = []
    for at, turn in enumerate(turns):
        if at == 0 and len(turns) > 1 and only_points(turn.text):
            continue
        verdict = _hear(turn, message, turns, sides)
        if at == 0 and len(turns) > 1 and _takes_back(verdict, turns, sides):
            return replace(verdict, label="not_a_loss", confidence=TAKEN_BACK, why=TAKES_BACK)
        settled = _decides(verdict, at == 0) and not _is_answered(verdict, heard)
        if settled:  # older turns are heard only where they may say more
            return _decided(
                verdict, (_hear(older, message, turns, sides) for older in turns[at + 1 :])
            )
        heard.append(verdict)
    if not heard:
        return Verdict("not_a_loss", 0.95, "There is no text to judge.")
    return _by_note(heard) or _by_tone(heard) or heard[0]


def _obstacle(
    message: Message, record: Record, sides: Sides, trusted: bool | None, bidders: bool
) -> str | None:
    """Return why this mail is never a loss, whatever it says."""
    if trusted is False:
        return "The mail failed authentication, so nothing in it is believed."
    tenant = trusted is True and sides.team is not None and is_tenant(message.sender, sides.team)
    if sides.team is not None and not tenant and is_lookalike(message.sender, sides.team):
        return "The sender only looks like one of us."
    if (record.lost or is_robot(message.sender)) and asks_for_secrets(message.text):
        return "It asks for a password as a forged alert does."
    if not record.lost and _by_us_or_machine(message, sides) and is_sorted(message.text):
        return "It is a report that lists deals by where they stand."
    if record.rows >= 2 and not bidders:
        return f"It is a report that lists {record.rows} deals, not the news of one."
    return None


def _by_us_or_machine(message: Message, sides: Sides) -> bool:
    return sides.ours(message.sender.email if message.sender else None) or is_robot(message.sender)


def _hear(turn: Turn, message: Message, turns: tuple[Turn, ...], sides: Sides) -> Verdict:
    """Judge one turn by what it says and by who says it."""
    voice = voice_of(turn, sides)
    parsed, heads = body_of(turn), heads_of(turn, turns)
    own = own_heads(turn, heads)
    said = _said(parsed + own, is_plain(turn.text), voice, sides)
    decided = any(is_decisive(signal) for each in said for signal in each.signals)
    if not decided:  # a signature may not make a decision of "please find attached"
        parsed = body_of(turn, signed=False)
        said = _said(parsed + own, is_plain(turn.text), voice, sides)
    passage = _around_news(Passage(parsed, heads, voice, sides.names), said)
    found = [signal for each in said for signal in each.signals]
    numbers = impression(said, turn, message, voice, sides)
    supported = is_supported(found, voice, turn, parsed + heads, heads, sides)
    around = Circumstances(
        voice,
        against=handicap(turn, message, turns, sides, voice),
        supported=supported,
        ours=may_be_ours(message, turns, sides),
        bargain=bargain_in(turn.text),
        leaver=voice is Voice.OURS and tells_of_leaver(turn.text),
    )
    weight = weigh(found, numbers, around)
    weight = weight.among_strangers(strangeness(parsed)) if weight.open else weight
    whole = _gist(replace(passage, heads=own), weight) if weight.open else None
    score = weight.together(whole.loss) if whole else weight.apart
    if score > ASKED and not names_winner(found) and weight.plain < 0:
        # Short news of a win is much like that of a loss.
        turned = max(0.0, _won(passage) - TURNED)
        score -= turned
        numbers["most won"] = max(numbers["most won"], turned)
        if score > ASKED and not decided:
            score -= max(0.0, _everyday(passage) - UNEVENTFUL)
    label, certainty = _called(score)
    ordered = _ordered(found, said, label, whole)
    told = why(label, ordered, voice, numbers)
    return Verdict(label, certainty, told, turn, voice, ordered, parsed, said, supported)


def _called(score: float) -> tuple[Label, float]:
    """Return what a sum of log odds is called, and how certain that is."""
    chance = 1 / (1 + math.exp(-score))
    if chance < DOUBT:
        return "not_a_loss", round(1 - chance, 3)
    return "loss" if chance >= LOSS else "unsure", round(chance, 3)


def _gist(passage: Passage, weight: Weight) -> Gist:
    """Return what the turn tells as a whole, as deep as its weight leaves it in doubt."""
    from debrief.reading.learned.encoder import (
        gist,  # it takes numpy, which most commands never need
    )

    return gist(passage, weight.doubtful)


def _won(passage: Passage) -> float:
    """Return the log odds that a turn tells rather of a deal won than of one lost."""
    from debrief.reading.learned.whole import won  # it takes numpy, which most commands never need

    return won(passage)


def _everyday(passage: Passage) -> float:
    """Return the log odds that nothing about an offer is decided in a turn."""
    from debrief.reading.learned.whole import everyday

    return everyday(passage)


def _said(parts: tuple[Sentence, ...], plain: bool, voice: Voice, sides: Sides) -> tuple[Told, ...]:
    return tuple(
        listen(part, tuple(find(part, voice, sides.names, plain)), voice, sides.names)
        for part in parts
    )


def turn_numbers(
    turn: Turn, message: Message, turns: tuple[Turn, ...], sides: Sides
) -> dict[str, float] | None:
    """Return the numbers a turn is judged by, for learning; None for what we wrote to others."""
    voice = voice_of(turn, sides)
    if voice is Voice.OUTBOUND:
        return None
    parts = parts_judged(turn, turns)
    return impression(_said(parts, is_plain(turn.text), voice, sides), turn, message, voice, sides)


def _ordered(
    found: list[Signal], said: tuple[Told, ...], label: Label, whole: Gist | None
) -> tuple[Signal, ...]:
    """Return the findings, the weightiest first; where no rule decided, the sentence that tells most."""
    ordered = sorted(found, key=lambda signal: -signal.weight)
    if label != "not_a_loss" and not any(map(is_decisive, ordered)):
        most = _telling(said, whole)
        if most is not None:
            ordered.insert(0, Signal("told", 1.0 + max(0.0, most.loss), most.sentence))
    return tuple(ordered)


def _telling(said: tuple[Told, ...], whole: Gist | None) -> Told | None:
    """Return the sentence that tells most clearly of a loss, by itself and in the whole."""
    looked = dict(zip(map(id, said), whole.looked, strict=False)) if whole is not None else {}
    said = tuple(each for each in said if not is_small_print(each.sentence)) or said
    return max(said, key=lambda each: each.loss + LOOKED * looked.get(id(each), 0.0), default=None)


def _takes_back(newest: Verdict, turns: tuple[Turn, ...], sides: Sides) -> bool:
    """Tell whether the newest turn takes back an older no."""
    if newest.turn is None or newest.voice in (None, Voice.OUTBOUND):
        return False
    said = taken_back(newest.turn.text, newest.voice is Voice.OURS)
    passage = passage_of(newest, turns, sides) if said else None
    if passage is None or names_winner(newest.signals):
        return False
    if said > 1 and newest.voice is Voice.CUSTOMER:
        return said > 2 or _won(passage) > UNTURNED
    return newest.label != "loss" and _won(passage) > TURNED


def _decides(verdict: Verdict, newest: bool) -> bool:
    """Tell whether a turn settles what the mail tells: between ourselves many things are won."""
    if verdict.label != "not_a_loss":
        return True
    aside = verdict.voice is Voice.OURS and not newest and not verdict.sale
    return not aside and bool({signal.name for signal in verdict.signals} & _SPOILING)


def _is_answered(verdict: Verdict, newer: Sequence[Verdict]) -> bool:
    """Tell whether it is what one of us wrote without a clear word of a loss, and the customer answers of a sale."""
    if verdict.voice is not Voice.OURS or not _is_vague(verdict):
        return False
    return any(each.voice is Voice.CUSTOMER and each.sale for each in newer)


def _is_vague(verdict: Verdict) -> bool:
    """Tell whether it is doubtful, or no rule finds a decision in what sounds like the news of one."""
    return verdict.label == "unsure" or not any(
        is_decisive(signal) for signal in verdict.signals if signal.name != "told"
    )


def _decided(verdict: Verdict, older: Iterator[Verdict]) -> Verdict:
    """Return what holds where this is the newest turn that decides."""
    if verdict.label == "not_a_loss":
        return verdict
    if _is_vague(verdict):
        heard = list(older)
        losses = [other for other in heard if other.label == "loss"]
        clear = next((other for other in losses if not _is_vague(other)), None)
        told = clear or _most_telling(losses, heard)
        if told is None or told is clear:
            return told or _by_customer(verdict, heard)
        return _by_customer(told, heard)
    return _by_customer(verdict, older)


def _by_customer(verdict: Verdict, older: Iterable[Verdict]) -> Verdict:
    """Let the customer's own mail speak where one of us only passes it on with a word of regret."""
    if verdict.voice is Voice.CUSTOMER:
        return verdict
    vague: list[Verdict] = []
    passed: Verdict | None = None  # the newest that was forwarded, where it is no loss by itself
    for other in older:
        if other.voice is not Voice.CUSTOMER or other.turn is None:
            continue
        below = passed is not None or bool(vague)
        if other.label == "loss" and (
            below or other.turn.forwarded or other.confidence > verdict.confidence
        ):
            if not _is_vague(other):
                return other
            vague.append(other)
        elif not below and other.turn.forwarded:
            passed = _heard_in(verdict, other) if _tells(other) else verdict
    return max(vague, key=lambda other: other.confidence, default=passed or verdict)


def _tells(verdict: Verdict) -> bool:
    """Tell whether a turn that is called no loss by itself says something of one."""
    most = fullest(verdict.said)
    return any(map(is_decisive, verdict.signals)) or (most is not None and most.loss > 0.0)


def _heard_in(verdict: Verdict, other: Verdict) -> Verdict:
    """Return what was judged with another turn as the one that tells it."""
    return replace(
        verdict,
        turn=other.turn,
        voice=other.voice,
        signals=other.signals,
        parsed=other.parsed,
        said=other.said,
    )


def _most_telling(losses: Sequence[Verdict], heard: Sequence[Verdict]) -> Verdict | None:
    """Return the first vague loss, or what is below it of another house and tells more clearly of one.

    Who hands a mail on that was handed to them ("I thought you should hear it from me") decided nothing.
    """
    first = next(iter(losses), None)
    if first is None or first.voice is not Voice.CUSTOMER or first.turn is None:
        return first
    house, least = domain(first.turn.email), _loss_told(first)
    below = [
        other
        for other in heard[heard.index(first) + 1 :]
        if other.voice is Voice.CUSTOMER and other.label != "not_a_loss"
        if other.turn is not None and domain(other.turn.email) not in ("", house)
    ]
    best = max(below, key=_loss_told, default=None)
    if best is None or _loss_told(best) <= least:
        return first
    return _heard_in(first, best)


def _loss_told(verdict: Verdict) -> float:
    """Return how clearly a turn's most telling sentence tells of a loss (log odds)."""
    most = fullest(verdict.said)
    return most.loss if most is not None else -math.inf


def _by_note(heard: list[Verdict]) -> Verdict | None:
    """Call it a loss where a weakly worded refusal is passed on with a note that laments it."""
    if len(heard) < 2 or heard[0].voice is not Voice.OURS:
        return None
    if not any(signal.name in ("regret", "lost") for signal in heard[0].signals):
        return None
    for other in heard[1:]:
        if other.voice is Voice.CUSTOMER and any(map(is_decisive, other.signals)):
            return replace(
                other,
                label="loss",
                confidence=0.65,
                why=why("loss", other.signals, Voice.CUSTOMER, {}),
            )
    return None


def _by_tone(heard: list[Verdict]) -> Verdict | None:
    """Ask somebody to look where a customer takes leave of our offer without saying no."""
    for verdict in heard:
        names = {signal.name for signal in verdict.signals}
        against = any(signal.weight < 0 for signal in verdict.signals)
        leaving = (
            "farewell" in names
            and names & {"regret", "thanks"}
            and names & {"our offer", "selection"}
        )
        against = against or (verdict.turn is not None and bool(bargain_in(verdict.turn.text)))
        if verdict.voice is Voice.CUSTOMER and leaving and not against:
            why = "The customer takes leave of our offer, but nowhere says no."
            return replace(verdict, label="unsure", confidence=0.4, why=why)
    return None
