"""What a mail calls the offer itself ("your proposal of 9 October", "quote Q-3391"), and the number of a tender."""

from __future__ import annotations

import re

from debrief.reading.mail.subject_line import bare_subject
from debrief.reading.wording import fold

MOST_LOOKED_AT = 2_500  # characters of a text
_OFFER = (
    r"proposals?|offers?|quotations?|quotes?|bids?|tender|project|contract|rfp|rfq|angebote?s?|offerten?|projekte?s?|ausschreibung|auftrage?s?|anfrage"
    r"|offres?|proposition|devis|soumission|projet|marche|appel d'offres|oferta|propuesta|cotizacion|presupuesto|proyecto|licitacion|concurso|contrato"
    r"|voorstel|aanbieding|aanbesteding|opdracht|aanvraag|proposta|orcamento|cotacao|projeto"
)
_DATED = r"(?: (?:of|from|dated|vom|von|du|de|del|van|do) \d{1,2}(?:[.º]?(?: ?(?:de |of )?[a-z]{3,10})?|\.\d{1,2}\.?))?"
_OURS = re.compile(
    rf"\b(?:your|our|ihr|ihre[mnrs]?|unser(?:e[mnrs]?)?|euer|eure?|votre|vos|notre|nos|su|vuestra|nuestra|nuestro|uw|jullie|onze?|sua|vossa|nossa|nosso|seu|vosso) (?:[a-z]+ )?((?:{_OFFER}){_DATED})(?!\w)"
)
_ANY = re.compile(rf"\b((?:{_OFFER})(?: (?:n[.ºor°]* ?)?[\w/-]*\d[\w/-]{{2,}})?{_DATED})(?!\w)")
_NUMBER = re.compile(
    r"(?<![\w/-])(?:(?:RFP|RFQ|ITT|ITB|RFT|RFx)\s?(?:[Nn]o\.?\s?)?[\w/-]*\d[\w/-]*|[A-Z]{1,6}[-/][\w/-]*\d{2,}|\d{4}[-/]\w{0,6}-?\d{3,})(?![\w/-])"
)


def offer_in(subject: str, news: str, text: str) -> str | None:
    """Return the mail's own word for what was offered, with its number or date where it gives one."""
    subject, news = bare_subject(subject), " ".join(news.split())
    text = " ".join(text[:MOST_LOOKED_AT].split())
    for pattern, source in ((_ANY, subject), (_OURS, text), (_ANY, news), (_ANY, text)):
        match = pattern.search(fold(source))
        if match:
            return source[match.start(1) : match.end(1)]
    return number_in(subject) or number_in(text)


def number_in(text: str) -> str | None:
    """Return the number of a tender or an offer ("RFP 26-114", "QB-2291")."""
    match = _NUMBER.search(text)
    return match[0] if match else None
