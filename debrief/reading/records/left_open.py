"""How a field says that nothing stands in it: left empty, not entered, or not known."""

from __future__ import annotations

import re

from debrief.reading.wording import fold

# With or without brackets: "-", "n/a", "(empty)", "not entered", "non renseigné", "keine Angabe", "inconnu".
_LEFT_OPEN = re.compile(
    r"\W*(?:(?:not|nicht|non|niet|no|nao) (?:yet |noch |encore |aun |ainda )?(?:entered|specified|set|given|provided|recorded|stated|filled in|available|known|named|disclosed|angegeben|erfasst|ausgefullt|eingetragen|hinterlegt|gesetzt|bekannt|genannt|renseignee?|precisee?|indiquee?|saisie?|specifiee?|communiquee?|connue?|disponible"
    r"|ingevuld|opgegeven|vermeld|ingesteld|bekend(?:gemaakt)?|informad[oa]|indicad[oa]|especificad[oa]|definid[oa]|divulgad[oa]|preenchid[oa]|rellenad[oa]|registrad[oa]|registad[oa]|introducid[oa]|consta|disponivel)"
    r"|un ?disclosed|un ?bekannt|unknown|inconnue?|desconocid[oa]s?|desconhecid[oa]s?|onbekend"
    r"|n/?a|none|keine|null|tbd|tbc|no value|empty|(?:left )?blank|leer|vide|vaci[oa]|vazi[oa]|leeg|e[mn] (?:branco|blanco)"
    r"|(?:keine|ohne) angabe|k\. ?a\.|(?:sin|sem|geen) (?:datos?|dados|informar|informacion|informacao|gegevens|opgave|definir)|a (?:definir|completer|renseigner)|por definir)?\W*"
)  # folded


def is_left_open(value: str) -> bool:
    """Tell whether nothing stands in a field, or only that nothing is known."""
    return _LEFT_OPEN.fullmatch(fold(value)) is not None
