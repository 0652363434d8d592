"""Notice words that blame or rank people, and suggest others; nothing is ever changed by itself."""

from __future__ import annotations

import re
from dataclasses import dataclass

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


def blaming_words(text: str) -> tuple[Hint, ...]:
    """Return what reads as blame in a text, in its order, at most `MOST`; linear in the text."""
    found = [
        (match.start(), Hint(" ".join(match.group().split()), hint))
        for pattern, hint in _FOUND
        for match in pattern.finditer(text.replace("’", "'")[:20_000])
    ]
    ordered = sorted(found, key=lambda item: item[0])
    return tuple(dict.fromkeys(hint for _, hint in ordered))[:MOST]


def hint_rows(text: str) -> list[dict[str, object]]:
    """Return what reads as blame, with what one might write instead, as templates take it."""
    return [{"words": hint.words, "instead": hint.instead} for hint in blaming_words(text)]
