"""Who says their name and house on an answering machine: "it's Moira from Kilbrannan High"."""

from __future__ import annotations

import re

from debrief.reading.facts.customer import Customer
from debrief.reading.facts.person_words import COURTEOUSLY, words_of
from debrief.reading.people import Sides

_SAYING = (
    r"[Ii]t['’]s|[Ii]t is|[Tt]his is|[Ii]['’]m|[Ii] am|[Mm]y name is|[Hh]ier (?:ist|spricht|is)|[Ii]ch bin|[Mm]ein Name ist"
    r"|[Cc]['’]est|[Ii]ci|[Jj]e suis|[Ss]oy|(?:[Ll]e |[Tt]e )?[Hh]abla|[Aa]qu[ií] (?:habla |est[aá] )?"
    r"|(?:[Jj]e |[Uu] )?(?:[Ss]preekt )?[Mm]et|[Dd]it is|[Ii]k ben|[Aa]qui (?:fala|é)|[Dd]aqui (?:fala|é)?|[Ff]ala|[Ss]ou"
)
_OF = (
    r"(?:here |again )?(?:over )?(?:from|at|of|with|von|vom|bei|aus|chez|de|des|du|del|van|bij|namens|da|do|das|dos)"
    r"(?: (?:the|der|dem|den|la|las|los|le|les|de|het|a|o))?|d['’]"
)
_PART = r"[A-ZÀ-Þ][\w’'&-]{0,40}"
_PERSON = rf"{COURTEOUSLY}{{0,4}}{_PART}(?: {_PART}){{0,2}}"
_HOUSE = rf"{_PART}(?: (?:(?:de|du|des|da|do|of|and|&|von|van|der) )?{_PART}){{0,3}}"
_INTRODUCED = re.compile(
    rf"(?<!\w)(?:{_SAYING}) (?:der |die |le |la |el |o |a |um )?(?P<name>{_PERSON}),? (?:{_OF})\s?(?P<house>{_HOUSE})"
)


def introduced(text: str, sides: Sides) -> Customer | None:
    """Return who introduces themselves in what a machine passes on, and their house; never one of us."""
    for match in _INTRODUCED.finditer(text):
        name, house = match["name"].strip(), match["house"].strip()
        if not (words_of(name) | words_of(house)) & sides.names:
            return Customer(name, None, house)
    return None
