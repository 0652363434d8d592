"""Notice words that blame, rank or name people, and suggest others; nothing is ever changed by itself."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from debrief.lexicon import fold
from debrief.reading.learned.role_weights import is_ordinary

MOST = 5  # suggestions in one mail


@dataclass(frozen=True, slots=True)
class Hint:
    """Words as they were written, and what one might write instead."""

    words: str
    instead: str


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


def blaming_words(text: str, names: Iterable[str] = ()) -> tuple[Hint, ...]:
    """Return what reads as blame in a text or names one of ours, in its order, at most `MOST`.

    ``names`` are those of our people. Linear in the text.
    """
    plain = text.replace("’", "'")[:20_000]
    found = [
        (match.start(), Hint(" ".join(match.group().split()), hint))
        for pattern, hint in _FOUND
        for match in pattern.finditer(plain)
    ]
    found += [(at, Hint(name, _NO_NAME)) for name in names for at in _named_at(plain, name)]
    ordered = sorted(found, key=lambda item: item[0])
    return tuple(dict.fromkeys(hint for _, hint in ordered))[:MOST]


def hint_rows(text: str, names: Iterable[str] = ()) -> list[dict[str, object]]:
    """Return what reads as blame, with what one might write instead, as templates take it."""
    return [{"words": h.words, "instead": h.instead} for h in blaming_words(text, names)]


def name_parts(names: Iterable[str], theirs: str = "") -> tuple[str, ...]:
    """Return first and last names of our people, but for those that the customer bears as well."""
    taken = set(fold(theirs).split())
    parts = (part.strip(".,") for name in names if "@" not in name for part in name.split())
    return tuple(dict.fromkeys(p for p in parts if len(p) >= _SHORTEST and fold(p) not in taken))


def _named_at(text: str, name: str) -> list[int]:
    """Return where a name stands; one that is a word as well counts with its capital inside a sentence."""
    word = is_ordinary(fold(name))
    found = re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.NOFLAG if word else re.I)
    return [m.start() for m in found if not word or _INSIDE.search(text[: m.start()][-3:])]


_INSIDE = re.compile(r"[^\W\d_][,;]? $")
