"""Notice words that blame, rank or name people, and suggest others; nothing is ever changed by itself."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from debrief.lexicon import fold, word_list
from debrief.reading.learned.role_weights import is_ordinary

MOST = 5  # suggestions in one mail


@dataclass(frozen=True, slots=True)
class Hint:
    """Words as they were written, and what one might write instead."""

    words: str
    instead: str


@dataclass(frozen=True, slots=True)
class Name:
    """A word of the name of one of ours, and whether it is the given one."""

    text: str
    given: bool = True


_THE_DEAL = "what happened in the deal, without a person: “the reference came late”"
_LIST: tuple[tuple[str, str], ...] = (
    (r"(?:it (?:is|was) )?(?:your|his|her|their|\w+'s) (?:fault|mistake|failure|blunder)", _THE_DEAL),
    (r"(?:is|was) to blame|(?:i )?blames?|blaming|guilty|ist schuld|selber schuld|schuld (?:ist|war|hat)|"
     r"c'est (?:ta|sa|votre) faute|por (?:tu|su) culpa|eigen schuld", _THE_DEAL),
    (r"should have known(?: better)?|hätte (?:es )?wissen müssen|aurait dû savoir|debería haber sabido",
     "what we know now and can ask next time"),
    (r"(?:you|he|she|they) (?:screwed|messed|blew|botched|ruined|wrecked)(?: (?:it|this|that))?(?: up)?|"
     r"dropped the ball|(?:hat|hast) (?:es )?(?:vermasselt|verbockt)|(?:a|as) tout gâché|la cagó|verprutst",
     "which step was missing, and how we do it from now on"),
    (r"(?:you|he|she) (?:never|always) (?:\w+)", "the one time that mattered here, and what would have helped"),
    (r"(?:you|he|she) failed(?: to \w+)?|failure of \w+|(?:hat|hast) versagt|(?:a|as) échoué|fracasó|faalde",
     "what the customer missed, in their words"),
    (r"lazy|careless|incompetent|sloppy|negligent|clueless|stupid|idiot\w*|unprofessional|schlampig|"
     r"arrogant\w*|rude|unfriendly|unreliable|dishonest|condescending|pushy|unhöflich|unfreundlich|unzuverlässig|"
     r"überheblich|impolie?s?|désagréables?|prepotente|maleducad[oa]|grosero|grosera|onbeleefd|onbetrouwbaar|mal-educad[oa]|"
     r"unfähig|dumm|paresseux|incompétent|négligent|perezos[oa]|incompetente|descuidad[oa]|slordig|"
     r"onbekwaam|preguiços[oa]|desleixad[oa]",
     "what was done or not done, not what somebody is"),
    (r"(?:the )?(?:worst|weakest|poorest) (?:rep|seller|performer|one of (?:us|you))|schlechteste\w* \w+|"
     r"le pire vendeur|el peor vendedor|de slechtste", "nothing that ranks people"),
    (r"(?:unlike|not like) (?:the others|everybody else|[A-Z]\w+)|as (?:everybody|everyone) else (?:can|does)",
     "nothing that compares people"),
    (r"no excuse|excuses|keine ausrede|pas d'excuse|sin excusas|geen excuus", "the question what would make it easier"),
    (r"disappoint(?:ed|ing) (?:in|with|by) (?:you|him|her|\w+)|enttäuscht von|déçue? (?:de|par)|decepcionad[oa] (?:con|de)",
     "what you would like to see next time"),
)  # fmt: skip
_FOUND = tuple(
    (re.compile(rf"(?<!\w)(?:{pattern})(?!\w)", re.IGNORECASE), hint) for pattern, hint in _LIST
)


_NO_NAME = "“we”, or what happened, without a name"
_SHORTEST = 3  # letters of a name


def blaming_words(text: str, names: Iterable[Name] = ()) -> tuple[Hint, ...]:
    """Return what reads as blame in a text or names one of ours, in its order, at most `MOST`.

    ``names`` are those of our people. Linear in the text.
    """
    plain = text.replace("’", "'")[:20_000]
    found = [
        (match.start(), Hint(" ".join(match.group().split()), hint))
        for pattern, hint in _FOUND
        for match in pattern.finditer(plain)
    ]
    found += [(at, Hint(name.text, _NO_NAME)) for name in names for at in _named_at(plain, name)]
    ordered = sorted(found, key=lambda item: item[0])
    return tuple(dict.fromkeys(hint for _, hint in ordered))[:MOST]


def hint_rows(text: str, names: Iterable[Name] = ()) -> list[dict[str, object]]:
    """Return what reads as blame, with what one might write instead, as templates take it."""
    return [{"words": h.words, "instead": h.instead} for h in blaming_words(text, names)]


def name_parts(names: Iterable[str], theirs: str = "") -> tuple[Name, ...]:
    """Return first and last names of our people, but for those that the customer bears as well."""
    taken = set(fold(theirs).split())
    people = [[part.strip(".,") for part in name.split()] for name in names if "@" not in name]
    parts = [(part, part == parts[0]) for parts in people for part in parts]
    unique = {p: given for p, given in reversed(parts) if len(p) >= _SHORTEST}
    return tuple(Name(p, unique[p]) for p in dict(parts) if p in unique and fold(p) not in taken)


def _named_at(text: str, name: Name) -> list[int]:
    """Return where a name stands.

    One that is a word as well counts with its capital inside a sentence; at the start of one a given
    name counts, unless it is among `_WORDS`, and with the verb of somebody who did something even those.
    """
    word = fold(name.text)
    starts = re.finditer(rf"(?<!\w){re.escape(name.text)}(?!\w)", text, re.I)
    if not is_ordinary(word):
        return [found.start() for found in starts]
    sure = name.given and word not in _WORDS
    return [
        found.start()
        for found in starts
        if (found[0] == name.text and (sure or _INSIDE.search(text[: found.start()][-3:])))
        or (name.given and (sure or found[0] == name.text) and _ACTS.match(text, found.end()))
    ]


_INSIDE = re.compile(r"[^\W\d_][,;]? $")
# Given names that begin sentences as words, in one of the six languages.
_WORDS = frozenset(
    word_list(
        "will may jan les bas pierre claire rose luz sol mar paz lot mei art guy don per mark max rich miles chance "
        "chase drew grant hope joy faith dawn eve summer april june august bill bob cash chip dean earl frank gene "
        "grace hunter jack lance lane major mason melody norm olive patience pearl penny ray reed river rod roman "
        "sandy scout skip stone sterling sue victor ward warren ernst wolf esperanza clara linda flor franco justo "
        "angel pilar mercedes dolores blanca branca bela gloria vera iris fleur bart rob"
    )
)


def is_only_a_name(word: str) -> bool:
    """Tell whether a name is meant however it is written: no mail has it as a word."""
    plain = fold(word)
    return len(plain) >= _SHORTEST and plain not in _WORDS and not is_ordinary(plain)


# What somebody did, was or had: "took", "didn't", "hat", "n'a pas", "llegó", "esqueceu".
_ACTS = re.compile(
    r"(?:'s)?\s+(?:(?:never|always|also|just|only|still|nie|auch|nunca|también|também|nooit)\s+)?(?:(?:is|was|has|had|does|did)(?:n't)?|"
    r"couldn't|wouldn't|took|sent|gave|came|went|said|told|forgot|kept|left|lost|made|met|put|ran|saw|wrote|got|let|brought|"
    r"\w{2,}ed|ist|war|hat|hatte|kam|ging|nahm|gab|schrieb|sprach|vergaß|ließ|\w{3,}te|est|était|a|avait|n'\w+|"
    r"es|era|fue|ha|había|tardó|no|\w{2,}ó|heeft|had|kwam|nam|vergat|é|foi|tinha|não|\w{2,}[eo]u)(?!\w)",
    re.I,
)
