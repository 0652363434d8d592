"""The customer's person by what was learned of wording, beside what the rules found."""

from __future__ import annotations

from collections.abc import Sequence

from debrief.reading.facts.domain_names import bears_trade
from debrief.reading.facts.names import SURE, Names, likeliest, others_than_writer
from debrief.reading.facts.person_words import ENDS_COURTEOUSLY, is_reps, is_titled, words_of
from debrief.reading.facts.signed_names import is_firms
from debrief.reading.learned.roles import Spotted
from debrief.reading.machines import is_by_machine
from debrief.reading.verdicts.signals import Voice
from debrief.reading.wording import word_set

TITLED = 2.0  # log odds that a courtesy before a name adds to its being the person's
FIRM = 3.0  # log odds that a firm's words in it take from that
APART = 3.0  # how much likelier a person than a company the same words must be
_THEIRS = word_set(
    "their its ihr ihre ihren ihrem ihrer sein seine seinen seinem leur leurs sus hun haar hij zijn seus suas"
)  # before what somebody has
_AND = ("and", "und", "et", "y", "e", "en")  # between the names of two people


def person_of(names: Names, company: str | None) -> str | None:
    """Return the customer's person: as a rule found them, or as somebody told of is called."""
    found, verdict = names.found, names.mail.verdict
    if found.customer_name and not (names.told_of and found.customer_email is None):
        return found.customer_name
    people = [
        each
        for each in names.spotted["person"]
        if not _is_group(each) and not _is_owned(each) and not _is_our_reps(each)
    ]
    people = others_than_writer(people, names.mail.turn) if names.second_hand else people
    by_machine = verdict.voice is not Voice.OURS and is_by_machine(names.mail.turn)
    titled = TITLED / 2 if by_machine else TITLED
    people = _most_personal(people, names.spotted["company"], company, titled)
    person = likeliest(people, found.customer_name)
    if person is None:
        return found.customer_name
    person = _with_courtesy(people[0], person)
    if words_of(person) & names.mail.sides.names:
        return None
    strictly = by_machine or not names.told_of
    return person if _is_sure(people[0], names.spotted["company"], person, strictly) else None


def _is_group(found: Spotted) -> bool:
    """Tell whether a run names several people ("Yanis et Fanny")."""
    return any(word in _AND for word in found.run.plain.split()[1:-1])


def _is_owned(found: Spotted) -> bool:
    """Tell whether a single word is a thing that somebody has ("bei ihren Zetteln")."""
    run = found.run
    before = run.excerpt.words[run.first - 1] if run.first else ""
    return run.first == run.last and before in _THEIRS


def _is_our_reps(found: Spotted) -> bool:
    """Tell whether a run is called our rep ("rep Priya"), who may be new to the team file."""
    sentence = found.run.excerpt.sentence
    return is_reps(sentence.text[: sentence.spans[found.run.first][0]])


def _with_courtesy(spotted: Spotted, name: str) -> str:
    """Return a single name with the word of courtesy that stands before it ("Frau Semmler")."""
    courtesy = _courtesy_before(spotted) if " " not in name else None
    return f"{courtesy} {name}" if courtesy else name


def _courtesy_before(spotted: Spotted) -> str | None:
    """Return the word of courtesy before a name."""
    sentence = spotted.run.excerpt.sentence
    before = sentence.text[: sentence.spans[spotted.run.first][0]]
    match = ENDS_COURTEOUSLY.search(before[-24:])
    return match[0].strip() if match else None


def _is_sure(best: Spotted, firms: Sequence[Spotted], name: str, strictly: bool) -> bool:
    """Tell whether the likeliest person is one, and not a firm or the first word of a sentence.

    What a machine writes is full of capitals, so there a name must be whole.
    """
    if strictly and not is_titled(name) and (" " not in name or best.score < SURE + 2.0):
        return False
    firm = max((each.score for each in firms if each.run.plain == best.run.plain), default=-SURE)
    return is_titled(name) or (best.score >= SURE and best.score - firm >= APART)


def _most_personal(
    people: Sequence[Spotted], firms: Sequence[Spotted], company: str | None, titled: float
) -> list[Spotted]:
    """Return who may be the person, those first before whose names a courtesy stands, and firms last."""
    scores = {each.run.plain: each.score for each in firms}
    words = words_of(company or "")

    def weight(each: Spotted) -> float:
        text, plain = each.run.text, each.run.plain
        if is_titled(text) or _courtesy_before(each):
            return each.score + titled
        firm = is_firms(text) or bears_trade(plain) or "&" in text or words_of(text) <= words
        return each.score - (FIRM if firm else 0.0) - max(scores.get(plain, 0.0), 0.0)

    return sorted(people, key=lambda each: -weight(each))
