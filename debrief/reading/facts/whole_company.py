"""A company's name as its signature writes it, where less of it was found: "Laiterie de l'Ouest", not "Laiterie"."""

from __future__ import annotations

import re

from debrief.reading.facts.signed_names import is_title
from debrief.reading.legal_forms import FORM
from debrief.reading.wording import fold

_MOST = 60  # characters of a line that is a name
# What goes on behind a first word: "de la Loire", "del Norte", "do Vouga", "im Füchschen".
_ONWARD = r"(?:de|du|des|del|do|da|dos|das|di|von|vom|im|am|zum|zur|van|of)"
_SMALL = rf"(?:{_ONWARD}|la|le|les|los|las|el|o|a|os|as|den|der|het|e|et|y|und|en|&|und)"
_WORD = r"(?:[ldLD]['’])?[A-ZÀ-ÖØ-Þ][\w'’&.-]*"
_TAIL = rf"(?:(?: {_SMALL}){{0,3}} {_WORD}){{1,4}}"
_LEGAL = rf"(?:,? {FORM}\.?)"
# Behind the name: "de l'Ouest", "do Vouga, Lda"; or more of it up to its legal form: "Bakkerijen B.V."
_BEHIND = re.compile(
    rf"(?=(?: {_ONWARD}(?= )| d['’])){_TAIL}{_LEGAL}?|(?: d['’]){_WORD}{_LEGAL}?|(?: {_WORD}){{1,3}}{_LEGAL}"
)
# Before it: "Brauerei im", "Gebr.".
_BEFORE = re.compile(
    rf"(?:{_WORD} ){{1,2}}(?:im|am|zum|zur|in der|an der) |(?:Les |Los |Las |Os |As |Die )?"
    r"(?:Gebr\.|Gebrüder|Frères|Hermanos|Irmãos|Gebroeders) |(?:Les|Los|Las|Os|As) |"
    rf"(?:Van de[nr]?|Van|Van 't) (?:{_WORD} )?"
)
_PERSON = re.compile(r"\b(?:herr|frau|mr|mrs|ms|m|mme|sr|sra|dr)\b")


def as_signed(company: str, text: str) -> str:
    """Return the name in the fullest form in which a line of its own gives it; else as it is."""
    found = company
    for line in text.splitlines():
        for piece in (line.strip(" \t*>|"), *re.split(r"\s[|·•–—-]\s", line.strip(" \t*>"))):
            if len(piece) > len(found) and company in piece and _is_name(piece.strip(), company):
                found = piece.strip()
    return found


def _is_name(piece: str, company: str) -> bool:
    if len(piece) > _MOST or re.search(r"[\d@:]", piece) or is_title(piece):
        return False
    if _PERSON.search(fold(piece)):
        return False
    before, _, behind = piece.partition(company)
    if before and not _BEFORE.fullmatch(before):
        return False
    if not before or (behind and not re.fullmatch(_LEGAL, behind)):
        return _BEHIND.fullmatch(behind) is not None  # a legal form alone changes no name
    return True
