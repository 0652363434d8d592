"""What one sentence says about a decision: who turned whom down, who was chosen, how certainly.

A rule names the parts that must stand together (an offer of ours, a refusal, somebody else chosen)
and never a whole phrase, so that it holds for words put differently and in another language.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from debrief.reading.clauses import Mark, Sentence
from debrief.reading.proper_names import is_plain_name, name_at, name_ending
from debrief.reading.wording import fold, word_set


class Voice(Enum):
    """Who speaks: it decides what "we", "you" and "your offer" mean."""

    CUSTOMER = "customer"  # outside, to us
    OURS = "ours"  # one of us, to one of us
    OUTBOUND = "outbound"  # one of us, to somebody outside


@dataclass(frozen=True, slots=True)
class Signal:
    """One finding: positive weights speak for a lost deal, negative ones against it (log odds)."""

    name: str
    weight: float
    sentence: Sentence
    rival: str | None = None


_PAST_CHOICES = word_set(
    "went gone chose chosen selected picked preferred opted signed awarded decided settled decision choice proceeded "
    "gave given sided switched committed ordered bought contracted landed placed partnered ruled moved"
)


def is_conditional(sentence: Sentence, mark: Mark) -> bool:
    """Tell whether the mark stands under an "if", a "would" or a fear of the future."""
    for other in sentence.all("IF"):
        if (other.first <= mark.last and other.last >= mark.first) or sentence.words[
            other.first
        ] in _BETWEEN:
            return True
        if (
            other.first < mark.first
            and (mark.first - other.last <= 14 or other.first == 0)
            and not _clause_between(sentence, other, mark)
        ):
            return True
        if other.first > mark.last and sentence.words[mark.first] not in _PAST_CHOICES:
            if sentence.words[other.first] in (
                "if",
                "unless",
                "wenn",
                "falls",
                "si",
                "until",
                "otherwise",
            ):
                return True
    return False


_BETWEEN = word_set("between entre zwischen tussen")


def _clause_between(sentence: Sentence, first: Mark, second: Mark) -> bool:
    """Tell whether a full side clause ends between the two marks ("Before you ask: …")."""
    between = sentence.text[sentence.spans[first.last][1] : sentence.spans[second.first][0]]
    return ":" in between or " but " in between


def is_negated(sentence: Sentence, mark: Mark, reach: int = 4) -> bool:
    """Tell whether a negation stands shortly before the mark."""
    other = sentence.near(mark, "NEG", before=reach)
    return other is not None


def _subject(sentence: Sentence, mark: Mark) -> str:
    """Return who does it: the nearest of WE, YOU and THEY before the mark, else an empty text."""
    for index in range(mark.first - 1, max(-1, mark.first - 9), -1):
        word = sentence.words[index]
        follows = sentence.words[index + 1]
        if word in _OBJECTS or (index and sentence.words[index - 1] in _PREPOSITIONS):
            continue
        for tag in ("WE", "THEY", "YOU"):
            for other in sentence.marks.get(tag, ()):
                if other.last == index and not (
                    tag == "YOU" and follows in ("that", "know", "dass", "que", "of")
                ):
                    return tag
        if word in ("who", "which", "wer"):
            return ""
    return ""


_OBJECTS = word_set("ihnen euch dir dich les le os nos uns us ons te ti them him her")
_PREPOSITIONS = word_set(
    "to with from for by gegen fur von an mit against contre pour avec de contra para con com aan voor tegen met than over let tell inform"
)


def find(
    sentence: Sentence, voice: Voice, own: frozenset[str], plain: bool = False
) -> Iterator[Signal]:
    """Yield what the sentence says, heard in this voice.

    ``own`` holds our own names, folded; ``plain`` is set for notes typed without capital letters.
    """
    if not sentence.marks:
        return
    found = list(_decisive(sentence, voice, own, plain))
    yield from found
    yield from _against(sentence, voice, bool(found) and found[0].weight > 1.5)


def _decisive(
    sentence: Sentence, voice: Voice, own: frozenset[str], plain: bool
) -> Iterator[Signal]:
    if voice is Voice.CUSTOMER:
        yield from _refused(sentence)
        yield from _chosen(sentence, voice, own, plain)
        yield from _gets(sentence, own)
        yield from _no_decision(sentence)
    elif voice is Voice.OURS:
        yield from _lost(sentence, own, plain)
        yield from _chosen(sentence, voice, own, plain)
        yield from _gets(sentence, own)
        yield from _refused_us(sentence)
        yield from _no_decision(sentence)


def _weigh(
    sentence: Sentence, mark: Mark, name: str, weight: float, rival: str | None = None
) -> Signal:
    """Return the signal, weakened by doubt: a question, a condition, a quotation, another time."""
    if sentence.question:
        weight *= 0.1
    if is_conditional(sentence, mark):
        return Signal("conditional", -1.0, sentence)
    if sentence.has("PAST_TIME") and name in ("lost", "chosen", "named"):
        return Signal("history", -1.0, sentence)
    if sentence.quoted(mark):
        weight *= 0.85
    return Signal(name, weight, sentence, rival)


def _our_offer(sentence: Sentence, possessive: str) -> Mark | None:
    """Return the noun of "your (revised) proposal"."""
    if possessive == "YOUR" and sentence.has("YOURS"):
        return sentence.all("YOURS")[0]
    for owner in sentence.all(possessive):
        noun = sentence.near(owner, "OFFER", after=4)
        if noun is not None:
            return noun
    return None


def _refused(sentence: Sentence) -> Iterator[Signal]:
    """Yield "your proposal was not selected", "we have decided not to proceed with you"."""
    if sentence.has("MATTER", "JOB", "RENEW", "CLAUSE"):
        return
    noun = _our_offer(sentence, "YOUR")
    refusal = next((m for m in sentence.all("REFUSE") if not is_negated(sentence, m, 2)), None)
    refusal = refusal or _not_accepted(sentence)
    if refusal is None:
        return
    you = sentence.has("YOU", "YOUR")
    meeting = sentence.has("MEETING") and noun is None
    if meeting:
        return
    if noun is not None:
        yield _weigh(sentence, refusal, "refused", 3.4)
    elif sentence.has("OFFER", "PROJECT", "DEAL") and sentence.has("WE", "DECIDE", "REGRET"):
        yield _weigh(sentence, refusal, "refused", 2.4)
    elif you and sentence.has("DECIDE", "REGRET", "WE"):
        yield _weigh(sentence, refusal, "refused", 2.1)
    elif _subject(sentence, refusal) == "WE" and sentence.words[refusal.first].startswith(
        ("proceed", "mov", "go", "continu", "forward", "further", "pursu", "buy", "avan", "verder")
    ):
        yield _weigh(sentence, refusal, "declined", 2.4)
    elif you or sentence.has("DECIDE") or _subject(sentence, refusal) == "WE":
        yield _weigh(sentence, refusal, "declined", 1.6)


def _not_accepted(sentence: Sentence) -> Mark | None:
    """Return the accepting word that a negation turns round."""
    for mark in sentence.all("ACCEPT"):
        if sentence.near(mark, "NEG", before=6) is not None:
            return mark
        if sentence.words[mark.first] in _GERMAN_VERBS and sentence.near(mark, "NEG", before=9):
            return mark
    return None


_GERMAN_VERBS = word_set(
    "annehmen angenommen berucksichtigen berucksichtigt weiterverfolgen entschieden erhalten zusagen"
)


def _chosen(sentence: Sentence, voice: Voice, own: frozenset[str], plain: bool) -> Iterator[Signal]:
    """Yield "we chose another vendor", "they signed with Stackhaven"; or the same said of us."""
    for mark in sentence.all("CHOOSE"):
        subject = _subject(sentence, mark)
        other = _other(sentence, mark)
        name = (
            name_at(sentence, mark.last + 1, lower=plain)
            or _object_before(sentence, mark)
            or _given_to(sentence, mark)
            or _whom(sentence, mark)
        )
        if name is not None and _is_own(name, own):
            if not is_negated(sentence, mark):
                yield Signal("won", -3.0, sentence)
            return
        if (
            (other is None and name is None)
            or is_negated(sentence, mark)
            or sentence.has("JOB", "MATTER")
        ):
            continue
        if subject == ("YOU" if voice is Voice.CUSTOMER else "WE"):
            yield Signal("we chose", -2.5, sentence)
        elif other is not None:
            yield _weigh(sentence, mark, "chosen", 2.8, name or _named_other(sentence, other))
            return
        elif name is not None:
            weight = 2.0 if voice is Voice.CUSTOMER else 2.1
            yield _weigh(
                sentence,
                mark,
                "named",
                weight - (1.5 if sentence.has("ONGOING", "MEETING") else 0.0),
                name,
            )
            return


def _whom(sentence: Sentence, mark: Mark) -> str | None:
    """Return the name that "… so that's who we're going with" points back to."""
    lead = sentence.words[max(0, mark.first - 4) : mark.first]
    if not {"who", "whom"} & set(lead):
        return None
    names = (name_at(sentence, index, skip=0) for index in range(mark.first))
    return next((name for name in names if name), None)


_GIVING = (
    "award",
    "adjudi",
    "attrib",
    "confi",
    "vergeb",
    "gegund",
    "gunnen",
    "gave",
    "given",
    "affid",
    "aggiud",
    "auftra",
    "zuschl",
    "opdrac",
    "asign",
    "otorg",
    "entreg",
    "assegn",
    "contract",
    "handed",
    "toegew",
)


def _given_to(sentence: Sentence, mark: Mark) -> str | None:
    """Return to whom something was awarded ("awarded the load forecasting contract to Gridmind")."""
    if not sentence.words[mark.first].startswith(_GIVING):
        return None
    for index in range(mark.last + 1, min(mark.last + 12, len(sentence.words) - 1)):
        if sentence.words[index] in ("to", "an", "a", "au", "aan", "para", "auf"):
            name = name_at(sentence, index + 1)
            if name is not None:
                return name
    return None


_FOR = word_set("fur voor pour mit met avec con com per")


def _object_before(sentence: Sentence, mark: Mark) -> str | None:
    """Return whom a verb at the end of its clause chose ("… haben uns für Messwerk entschieden")."""
    if sentence.words[mark.first][:6] not in ("entsch", "gekoze", "beauft", "gewahl", "ausgew"):
        return None
    for index in range(mark.first - 1, max(0, mark.first - 8), -1):
        if sentence.words[index] in _FOR:
            return name_at(sentence, index + 1)
    return None


def _named_other(sentence: Sentence, other: Mark) -> str | None:
    """Return the name given right after "another vendor" or "the firm"."""
    return name_at(sentence, other.last + 1, skip=1)


def _other(sentence: Sentence, mark: Mark) -> Mark | None:
    """Return the competitor, or "another vendor", that belongs to the choice."""
    for direct in sentence.all("COMPETITOR"):
        if -12 <= direct.first - mark.last <= 12:
            return direct
    for another in sentence.all("ANOTHER"):
        if not -12 <= another.first - mark.last <= 12:
            continue
        noun = sentence.near(another, "VENDOR", after=4) or sentence.near(another, "OFFER", after=4)
        if noun is not None or sentence.words[another.first] == "one":
            return noun or another
    noun = sentence.near(mark, "VENDOR", after=6)
    if (
        noun is not None
        and noun.first - mark.last <= 4
        and sentence.words[noun.first - 1] not in ("your", "our", "ihr")
    ):
        return noun
    return None


def _is_own(name: str, own: frozenset[str]) -> bool:
    return any(word in own for word in fold(name).split())


_HELPERS = word_set(
    "has have will was been hat a ha were se wurde is are would soll fue foi est ont è e werd"
)


def _gets(sentence: Sentence, own: frozenset[str]) -> Iterator[Signal]:
    """Yield "Stackhaven gets the contract", "Den Zuschlag erhält die Firma Lagerhelm"."""
    if sentence.has("THING", "JOB", "MATTER"):
        return
    for mark in sorted(sentence.all("GETS"), key=lambda mark: mark.first - mark.last):
        phrase = mark.last > mark.first
        if (
            not phrase
            and not sentence.near(mark, "DEAL", after=4)
            and not _object_it(sentence, mark)
        ):
            continue
        start = mark.first - 1
        while start > 0 and sentence.words[start] in _HELPERS:
            start -= 1
        name = name_ending(sentence, start) if start >= 0 else None
        if mark.last + 1 < len(sentence.words) and sentence.words[mark.last + 1] in (
            "by",
            "von",
            "par",
            "por",
            "door",
            "da",
        ):
            continue
        if name is None and phrase and sentence.words[mark.last] not in ("out", "first", "highest"):
            name = name_at(sentence, mark.last + 1)
        if name is None or is_negated(sentence, mark):
            continue
        if _is_own(name, own):
            if phrase or sentence.has("DEAL"):
                yield Signal("won", -2.0, sentence)
            return
        yield _weigh(sentence, mark, "named", 2.0, name)
        return


def _object_it(sentence: Sentence, mark: Mark) -> bool:
    after = mark.last + 1
    return after < len(sentence.words) and sentence.words[after] == "it"


def _no_decision(sentence: Sentence) -> Iterator[Signal]:
    """Yield "the project is cancelled", "we are staying on our spreadsheets", "we build it ourselves"."""
    for mark in sentence.all("CANCELLED"):
        if is_negated(sentence, mark, 3):
            continue
        what = sentence.near(mark, "PROJECT", before=10, after=6)
        if what is not None and not sentence.has("MATTER", "MEETING"):
            yield _weigh(sentence, mark, "no decision", 2.0)
            return
    for mark in sentence.all("NOBODY"):
        if sentence.has("DEAL", "PROJECT", "ACCEPT", "GETS", "OFFER", "SELECTION"):
            yield _weigh(sentence, mark, "no decision", 2.0)
            return
    for mark in sentence.all("STAY"):
        if sentence.near(mark, "CURRENT", after=6) and not is_negated(sentence, mark, 3):
            yield _weigh(sentence, mark, "no decision", 2.0)
            return
    for mark in sentence.all("INHOUSE"):
        if sentence.has("WE", "THEY", "DECIDE") and not is_negated(sentence, mark, 3):
            yield _weigh(sentence, mark, "no decision", 1.8)
            return


_PRONOUNS = word_set("it this them one that him her")


def _lost(sentence: Sentence, own: frozenset[str], plain: bool) -> Iterator[Signal]:
    """Yield "we lost the Kettleby deal", "Kettleby is lost", "marked it closed lost"."""
    for mark in sentence.all("MARKED"):
        yield _weigh(sentence, mark, "lost", 2.8)
        return
    for mark in sentence.all("LOST"):
        if sentence.near(mark, "MANY", before=4, after=4):
            yield Signal("history", -1.5, sentence)
            return
        if (
            sentence.near(mark, "THING", before=5, after=5)
            or sentence.near(mark, "SPAN", before=2, after=4)
            or is_negated(sentence, mark, 4)
        ):
            yield Signal("not lost", -1.5, sentence)
            continue
        weight, rival = _lost_weight(sentence, mark, own, plain)
        if weight < 0:
            yield Signal("not lost", weight, sentence)
            return
        if weight:
            yield _weigh(sentence, mark, "lost", weight, rival)
            return


def _lost_weight(
    sentence: Sentence, mark: Mark, own: frozenset[str], plain: bool
) -> tuple[float, str | None]:
    words, after = sentence.words, mark.last + 1
    subject = _subject(sentence, mark)
    previous = name_ending(sentence, mark.first - 1) if mark.first else None
    if (
        previous is not None
        and not _is_own(previous, own)
        and subject != "WE"
        and words[mark.first] == "lost"
    ):
        return -1.5, None  # "Stackhaven lost": somebody else did
    if after < len(words) and words[after] == "to":
        rival = name_at(sentence, after + 1, lower=plain)
        return (2.8, rival) if rival or sentence.has("COMPETITOR", "ANOTHER") else (0.0, None)
    rival = _lost_to(sentence, after, plain)
    if after < len(words) and (words[after] in _PRONOUNS or words[after] in ("out",)):
        return (2.4, rival)
    if sentence.near(mark, "DEAL", before=5, after=6):
        return 2.8, rival
    if name_at(sentence, after) is not None or (
        plain and after < len(words) and is_plain_name(words[after])
    ):
        return 2.4, rival
    if words[mark.first] not in ("lost",) and subject in ("WE", ""):
        return 2.0, rival
    if subject == "WE" or mark.first == 0:
        return 1.5, rival
    return (
        (1.6, rival)
        if mark.first and words[mark.first - 1] in ("is", "s", "was", "are", "been")
        else (0.0, None)
    )


def _lost_to(sentence: Sentence, after: int, plain: bool) -> str | None:
    """Return whom it was lost to."""
    for index in range(after, min(after + 9, len(sentence.words) - 1)):
        if sentence.words[index] in (
            "to",
            "an",
            "gegen",
            "contre",
            "contra",
            "aan",
            "para",
            "frente",
        ):
            name = name_at(sentence, index + 1, lower=plain)
            if name is not None:
                return name
    return None


def _refused_us(sentence: Sentence) -> Iterator[Signal]:
    """Yield "they turned us down", "Pickwise got it", "we came second"."""
    noun = _our_offer(sentence, "OUR")
    refusal = next((m for m in sentence.all("REFUSE") if not is_negated(sentence, m, 2)), None)
    refusal = refusal or (_not_accepted(sentence) if noun is not None else None)
    if noun is not None and refusal is not None and _subject(sentence, refusal) != "WE":
        yield _weigh(sentence, refusal, "refused", 2.8)
        return
    for mark in sentence.all("BEATEN"):
        yield _weigh(sentence, mark, "lost", 2.0)
        return
    for mark in sentence.all("HINTED"):
        if not is_negated(sentence, mark, 3) and not sentence.has(
            "MEETING", "THING", "MATTER", "JOB"
        ):
            yield _weigh(sentence, mark, "hinted", 1.4)
            return
    if (
        refusal is not None
        and refusal.tag == "REFUSE"
        and _subject(sentence, refusal) != "WE"
        and sentence.has("US", "THEY")
    ):
        yield _weigh(sentence, refusal, "refused", 1.4)


def _against(sentence: Sentence, voice: Voice, decided: bool) -> Iterator[Signal]:
    """Yield what speaks against a lost deal, and the small courtesies that speak for one."""
    won = next((m for m in sentence.all("WON") if not is_negated(sentence, m, 3)), None)
    if (
        won is not None
        and not decided
        and not sentence.question
        and not is_conditional(sentence, won)
        and _is_win(sentence, won, voice)
    ):
        yield Signal("won", -3.0, sentence)
    if voice is Voice.CUSTOMER and _accepted(sentence):
        yield Signal("won", -3.0, sentence)
    if _is_churn(sentence):
        yield Signal("churn", -4.0, sentence)
    elif sentence.has("EXISTING"):
        yield Signal("existing customer", -1.5, sentence)
    if voice is Voice.CUSTOMER and sentence.question and sentence.has("HELP"):
        yield Signal("asks us", -3.0, sentence)
    if sentence.has("SLIP"):
        yield Signal("slipping", -1.6, sentence)
    if sentence.has("OPEN"):
        yield Signal("open", -1.2, sentence)
    if sentence.has("FEAR"):
        yield Signal("fear", -1.4, sentence)
    if sentence.has("REGRET"):
        yield Signal("regret", 0.5, sentence)
    if sentence.has("ONGOING"):
        yield Signal("ongoing", -0.9, sentence)
    if sentence.has("MATTER"):
        yield Signal("other matter", -0.9, sentence)
    if voice is Voice.CUSTOMER and sentence.has("THANKS"):
        yield Signal("thanks", 0.4, sentence)
    if voice is Voice.CUSTOMER and sentence.has("FAREWELL"):
        yield Signal("farewell", 0.5, sentence)
    if voice is Voice.CUSTOMER and sentence.has("SELECTION") and not sentence.question:
        yield Signal("selection", 0.4, sentence)
    if voice is Voice.CUSTOMER and _our_offer(sentence, "YOUR") is not None:
        yield Signal("our offer", 0.6, sentence)


def _is_win(sentence: Sentence, mark: Mark, voice: Voice) -> bool:
    """Tell whether the winning is ours: a customer's "we won" or "signed contract" is not."""
    subject = _subject(sentence, mark)
    first = sentence.words[mark.first]
    if first in ("great", "good", "fantastic"):
        return True
    if first in ("pleased", "delighted", "happy", "glad", "look", "welcome", "kick", "kickoff"):
        return voice is Voice.CUSTOMER
    return voice is not Voice.CUSTOMER and (subject != "THEY" or mark.last > mark.first)


def _accepted(sentence: Sentence) -> bool:
    """Tell "we accept your offer" from "your offer was not accepted"."""
    if sentence.has("NEG", "REFUSE", "IF", "COMPETITOR") or sentence.question:
        return False
    noun = _our_offer(sentence, "YOUR")
    accept = next(iter(sentence.all("ACCEPT")), None)
    if noun is None or accept is None or sentence.has("ANOTHER"):
        return False
    return abs(accept.first - noun.first) <= 8 and sentence.words[accept.first] not in (
        "considered",
        "continue",
        "forward",
        "further",
    )


def _is_churn(sentence: Sentence) -> bool:
    """Tell a customer leaving from a deal lost."""
    for mark in sentence.all("RENEW"):
        if sentence.near(mark, "NEG", before=5, after=3) or sentence.has("QUIT", "SUBSCRIPTION"):
            return not sentence.has("CURRENT", "COMPETITOR")
    quitting = sentence.all("QUIT")
    return (
        bool(quitting) and sentence.near(quitting[0], "SUBSCRIPTION", before=6, after=6) is not None
    )
