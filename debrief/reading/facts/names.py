"""Which words of a mail may name the customer, the winner and the deal, by role."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from debrief.reading.facts.fact_record import Facts
from debrief.reading.facts.person_words import words_of
from debrief.reading.facts.signed_names import is_office, signature, signed_name
from debrief.reading.judged import Judged
from debrief.reading.learned import roles
from debrief.reading.learned.role_traits import Hints
from debrief.reading.learned.roles import Spotted
from debrief.reading.learned.tags import Tagged
from debrief.reading.legal_forms import FORM
from debrief.reading.people import is_robot
from debrief.reading.quoting.turns import Turn
from debrief.reading.verdicts.clauses import Sentence
from debrief.reading.verdicts.parts import is_plain
from debrief.reading.verdicts.signals import Voice
from debrief.reading.wording import fold, unmarked

SURE = 4.0  # log odds from which on somebody told of in a note is taken for the customer's person
_ASIDE = re.compile(r"\s*\([^()]*\)")
_TAIL = re.compile(rf"\.?(?:,? ?{FORM}\b\.?)+")


def by_role(found: Facts) -> dict[str, str | None]:
    """Return the facts that are names, by role."""
    return {
        "rival": found.competitor,
        "deal": found.deal,
        "company": found.company,
        "person": found.customer_name,
    }


@dataclass(frozen=True, slots=True)
class Names:
    """What the words of one mail may name, by role, and what is known of the mail besides."""

    found: Facts  # by rule
    mail: Judged
    hints: Hints
    spotted: dict[str, list[Spotted]]
    second_hand: (
        bool  # somebody between the customer and us wrote, so the customer's name is looked for
    )

    @property
    def told_of(self) -> bool:
        """Tell whether the customer is told of and does not write."""
        return self.mail.verdict.voice is Voice.OURS or self.second_hand


def spot(found: Facts, mail: Judged, tags: Tagged, second_hand: bool = False) -> Names | None:
    """Return what may be a name in a mail; None where nothing has capitals, so that names do not show."""
    turns, verdict, sides = mail.turns, mail.verdict, mail.sides
    if verdict.turn is None or is_plain(verdict.turn.text):
        return None
    hints = roles.hints_of(turns, verdict, sides, by_role(found))
    spotted = roles.spotted(roles.excerpts_of(turns, verdict, sides, tags), hints)
    spotted["person"] = _not_ours(spotted["person"], mail)
    return Names(found, mail, hints, spotted, second_hand)


def _not_ours(people: Sequence[Spotted], mail: Judged) -> list[Spotted]:
    """Return the people without our colleagues on the mail, who need not be of the team."""
    written = [a for each in mail.turns for a in (each.sender, *each.to, *each.cc) if a]
    ours = [words_of(a.name or "") for a in written if mail.sides.ours(a.email)]
    return [e for e in people if not any(words_of(e.run.text) <= each for each in ours if each)]


def others_than_writer(people: Sequence[Spotted], turn: Turn) -> list[Spotted]:
    """Return who may be the customer where somebody between us wrote: not the writer, nor their firm."""
    own, host = words_of(writer_of(turn)), unmarked(turn.email or "").partition("@")[2]
    parts = frozenset(re.split(r"[.-]", host.rpartition(".")[0]))
    return [
        each
        for each in people
        if not own & (words := words_of(each.run.text))
        and not any(unmarked(w) in (host if len(w) > 3 else parts) for w in words)
    ]


def writer_of(turn: Turn) -> str:
    """Return the name of who wrote a turn: as shown, or as signed where an office's name is shown.

    What a machine adds in parentheses is the house for which it writes ("TenderGate (Quill Foods)").
    """
    shown = turn.name or ""
    if is_robot(turn.sender):
        return _ASIDE.sub("", shown)
    if shown and not is_office(shown, turn.email):
        return shown
    return signed_name(signature(turn.text), turn.name, turn.email) or shown


def likeliest(spotted: Sequence[Spotted], ruled: str | None) -> str | None:
    """Return the likeliest wording; where the rules found the same and more of it, theirs."""
    if not spotted or spotted[0].score <= 0:
        return None
    text = whole(spotted[0])
    if ruled and fold(text) in fold(ruled) and len(ruled) - len(text) < len(text):
        return ruled
    return text


def whole(found: Spotted) -> str:
    """Return a run as written, with the legal form that follows a name."""
    return found.run.text + _tail(found.run.excerpt.sentence, found.run.last)


def whole_at(sentence: Sentence, first: int, last: int) -> str:
    """Return some words of a sentence as written, with the legal form that follows a name."""
    return sentence.text[sentence.spans[first][0] : sentence.spans[last][1]] + _tail(sentence, last)


def _tail(sentence: Sentence, last: int) -> str:
    tail = _TAIL.match(sentence.text, sentence.spans[last][1])
    return tail[0] if tail else ""
