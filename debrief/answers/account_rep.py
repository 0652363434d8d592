"""Who stands for an account, in words: "rep: me", "take Theo instead of Imani", "I'm leaving on Friday, Theo takes over"."""

from __future__ import annotations

import re

from debrief.answers.bare_values import find_rep, reps_named
from debrief.answers.orders import STRONG_LIMITS
from debrief.answers.written_wish import hands_over
from debrief.lexicon import QUOTED, SENTENCE_END, fold, listed
from debrief.practices.blameless import is_only_a_name
from debrief.reading.quoting.dates import weekday_of
from debrief.team import Person, Team, fold_address

MOST_WORDS = 14  # of a sentence that puts one in another's place
_MYSELF = listed(
    "me, myself, me myself, i, mine, ich, ich selbst, mir, mich, selbst, moi, moi-même, yo, yo mismo, yo misma, mí, "
    "ik, ikzelf, ik zelf, mij, eu, eu mesmo, eu mesma, eu próprio, eu própria, mim"
)
_NOBODY = listed(
    "none, nobody, no one, no rep, keiner, niemand, kein, personne, aucun, ninguno, nadie, geen, niemand, nenhum, ninguém"
)
IN_PLACE = re.compile(
    r"\b(?:can (?:take|do|handle) (?:it|this|that|the call)|covers? for|instead|in (?:the )?place of|in \w+ (?:place|stead)|tak(?:e|es|ing|en) over|my place|replac\w+|steps? in|fills? in|stands? in|"
    r"statt|stattdessen|anstatt|anstelle|ubernimmt|ubernehmen|ersetzt|einspring\w*|springt\b.{0,20}\bein|vertritt|"
    r"a la place|remplac\w+|repren(?:d|dra|ne)|en lugar de|en vez de|en su lugar|sustituy\w+|sustituir\w*|reemplaz\w+|"
    r"in plaats van|vervang\w+|neemt\b.{0,40}\bover|em vez de|no lugar de|substitu\w+|assume|assumira)\b"
)
# Behind these stands who is replaced.
_OF = (
    r"(?:instead of|place of|from|for|replac\w+|statt|anstatt|anstelle(?: von)?|von|fur|ersetzt|vertritt|place d[e']|d[e']|"
    r"remplac\w+|lugar de|vez de|a|sustituy\w+ a|reemplaz\w+ a|van|voor|vervang\w+|substitu\w+ (?:o|a))"
)
# The writer's own place; a manager's is no account rep's.
_WRITERS = re.compile(
    r"\b(?:my (?:place|stead)|(?:instead of|for|from) me|an meiner stelle|statt mir|fur mich|mich|a ma place|me remplac\w+|en mi lugar|me sustituy\w+|"
    r"(?:in )?mijn plaats|mij|(?:n?o )?meu lugar|me substitu\w+|substitui-me)\b"
)
_HOLIDAY = re.compile(
    r"\b(?:holiday|vacation|urlaub|ferien|vacances|conge|vacaciones|vakantie|ferias)\w*"
)
_NO_MORE = re.compile(
    r"\b(?:(?:not|isn't|no longer) my (?:account|customer|deal|client)|my (?:account|customer|deal|client) any ?more|not mine any ?more|"
    r"nicht mehr mein\w*|plus mon (?:client|compte)|ya no es mi (?:cliente|cuenta)|niet meer mijn|ja nao e (?:o )?meu)\b"
)


def account_rep(team: Team, named: str) -> Person | None:
    """Return who the manager says lost the deal: a rep, or themselves, who are alone then."""
    if fold(named).strip(" .!") in _MYSELF | _NOBODY:
        return team.manager
    manager = team.manager
    own = fold_address(named) == manager.email or fold(named) == fold(manager.name)
    return manager if own else find_rep(team, named)


def with_rep_named(text: str, team: Team, current: str | None) -> str:
    """Return a reply in which a sentence that puts one rep in another's place is the fact that it states.

    A question, a condition, a "not" or a day leaves it to be asked about.
    """
    return "\n".join(
        line
        if QUOTED.match(line)
        else " ".join(_as_fact(s, team, current) for s in SENTENCE_END.split(line))
        for line in text.split("\n")
    )


def place_suggested(line: str, team: Team, current: str | None) -> str | None:
    """Return the fact that a manager's line may mean which names one other rep where somebody is away or leaves."""
    folded = fold(line)
    others = _others(line, team, current)
    spoken_of = current is not None and len(reps_called(line, team)) > len(others)
    placed = IN_PLACE.search(folded) is not None and not _WRITERS.search(folded)
    return f"rep: {others[0].name}" if len(others) == 1 and (placed or spoken_of) else None


def passes_on(text: str, team: Team, sender: str) -> tuple[bool, Person | None]:
    """Tell whether a rep writes that somebody else may stand for the account, and whom they name."""
    for sentence in (
        s for line in text.splitlines() if not QUOTED.match(line) for s in SENTENCE_END.split(line)
    ):
        folded = fold(sentence)
        others = _others(sentence, team, sender)
        placed = bool(others) and IN_PLACE.search(folded) is not None
        leaves = hands_over(sentence, addressed=False) and not _HOLIDAY.search(folded)
        if placed or leaves or _NO_MORE.search(folded):
            return True, others[0] if len(others) == 1 else None
    return False, None


def _as_fact(sentence: str, team: Team, current: str | None) -> str:
    folded = fold(sentence)
    if len(folded.split()) > MOST_WORDS or not IN_PLACE.search(folded):
        return sentence
    others = _others(sentence, team, current)
    new = others[0] if len(others) == 1 else None
    days = any(weekday_of(word) is not None for word in re.findall(r"\w+", folded))
    if new is None or days or "?" in sentence or STRONG_LIMITS.search(folded):
        return sentence
    if _WRITERS.search(folded):
        return sentence
    replaced = rf"\b{_OF} {re.escape(fold(new.first_name))}\b"
    return sentence if re.search(replaced, folded) else f"rep: {new.name}."


def _others(sentence: str, team: Team, than: str | None) -> list[Person]:
    """Return the reps whom a sentence names, but for the one of this address."""
    return [rep for rep in reps_called(sentence, team) if rep.email != than]


def reps_called(sentence: str, team: Team) -> list[Person]:
    """Return the reps whom a sentence names: "theo" is Theo, while "will" without its capital is no Will."""
    named = (w for w in re.findall(r"[\w-]+", sentence) if w[0].isupper() or is_only_a_name(w))
    return reps_named(" ".join(named), team)
