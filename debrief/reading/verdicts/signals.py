"""What a sentence can say about a deal, and how certainly: condition, negation, subject."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

from debrief.reading.verdicts.clauses import Mark, Sentence
from debrief.reading.wording import fold, word_set

PLAIN = 1.9  # weight from which a finding is plain


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
    lost: str | None = None  # who was lost, where the same words say so


_PAST_CHOICES = word_set(
    "went gone chose chosen selected picked preferred opted signed awarded decided settled decision choice proceeded "
    "gave given sided switched committed ordered bought contracted landed placed partnered ruled moved"
)


_UNLESS = word_set("if unless wenn falls si until otherwise")


def is_conditional(sentence: Sentence, mark: Mark) -> bool:
    """Tell whether the mark stands under an "if", a "would" or a fear of the future."""
    for other in sentence.all("IF"):
        over = other.first <= mark.last and other.last >= mark.first and mark.tag != "SOFT"
        if over and other.first == mark.first and other.last < mark.last:
            continue  # "would suit us better" is a term of its own
        if over or sentence.words[other.first] in _BETWEEN:
            return True
        if (
            other.last < mark.first
            and (mark.first - other.last <= 14 or other.first == 0)
            and not _clause_between(sentence, other, mark)
            and not _only_wished(sentence, other, mark)
        ):
            return True
        undone = sentence.words[mark.first] not in _PAST_CHOICES
        if other.first > mark.last and undone and sentence.words[other.first] in _UNLESS:
            return True
    return False


_BETWEEN = word_set("between entre zwischen tussen")


def _clause_between(sentence: Sentence, first: Mark, second: Mark) -> bool:
    """Tell whether a full side clause ends between the two marks ("Before you ask: …")."""
    between = sentence.text[sentence.spans[first.last][1] : sentence.spans[second.first][0]]
    return ":" in between or " but " in between


def _only_wished(sentence: Sentence, first: Mark, second: Mark) -> bool:
    """Tell a wish from what others did ("I would have gone with you, the board chose Oakvane")."""
    between = sentence.text[sentence.spans[first.last][1] : sentence.spans[second.first][0]]
    others = _OTHERS_DID.search(between) is not None
    return (
        sentence.words[first.first] == "would"
        and others
        and sentence.words[second.first] in _PAST_CHOICES
    )


_OTHERS_DID = re.compile(r", (?:and )?(?:the \w+|they|we)(?: \w+)? \Z")
_BUT = word_set("but aber sondern mais pero sino maar mas ma while whereas")


def is_negated(sentence: Sentence, mark: Mark, reach: int = 4) -> bool:
    """Tell whether a negation stands shortly before the mark."""
    if sentence.words[mark.first] in _BUT:
        return False  # "not with us but with Optidat"
    other = sentence.near(mark, "NEG", before=reach)
    return other is not None


_OBJECTS = word_set("ihnen euch dir dich les le os nos uns us ons te ti them him her")


_BODIES = word_set(
    "board committee panel council group management directors owners family partners vorstand geschaftsleitung geschaftsfuhrung direction comite direccion directie bestuur direcao diretoria administracao direzione"
)
_PREPOSITIONS = word_set(
    "to with from for by gegen fur von an mit against contre pour avec de contra para con com aan voor tegen met than over let tell inform"
)


def subject_of(sentence: Sentence, mark: Mark) -> str:
    """Return who does it: the nearest of WE, YOU and THEY before the mark, else an empty text.

    BODY is a board or the like, which is the writer's own where a customer writes.
    """
    for index in range(mark.first - 1, max(-1, mark.first - 9), -1):
        word = sentence.words[index]
        gap = sentence.text[sentence.spans[index][1] : sentence.spans[index + 1][0]]
        if word in _BUT or ":" in gap:
            return ""
        follows = sentence.words[index + 1]
        if word in _OBJECTS or (index and sentence.words[index - 1] in _PREPOSITIONS):
            continue
        for tag in ("WE", "THEY", "YOU"):
            for other in sentence.marks.get(tag, ()):
                if other.last == index and not (
                    tag == "YOU" and follows in ("that", "know", "dass", "que", "of")
                ):
                    a_body = word in _BODIES and sentence.words[other.first] != "our"
                    return "BODY" if tag == "WE" and a_body else tag
        if word in ("who", "which", "wer"):
            return ""
    return ""


def weigh(
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


def our_offer(sentence: Sentence, possessive: str) -> Mark | None:
    """Return the noun of "your (revised) proposal"."""
    if possessive == "YOUR" and sentence.has("YOURS"):
        return sentence.all("YOURS")[0]
    for owner in sentence.all(possessive):
        noun = sentence.near(owner, "OFFER", after=4)
        if noun is not None:
            return noun
    return None


def is_own(name: str, own: frozenset[str]) -> bool:
    """Tell whether a name is our company's or one of our people's."""
    return any(word in own for word in fold(name).split())
