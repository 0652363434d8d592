"""Read the open deals that a rep lists in a reply, in lines or in prose: "Northwind - renewal, 120k, Dec 4"."""

from __future__ import annotations

import re
from datetime import date

from debrief.amounts import amounts_in, read_amount
from debrief.funnels.columns import is_closed
from debrief.lexicon import (
    BULLET,
    NO,
    NOTHING,
    QUOTED,
    YES,
    ends_letter,
    fold,
    is_closing,
    is_greeting,
    is_pleasantry,
    listed,
)
from debrief.model import Opportunity
from debrief.when.due_date import split_due

_LONGEST_LINE = 2_000  # characters
_STAGES = re.compile(
    r"\b(?:prospecting|qualification|qualified|discovery|demo|proposal|negotiation|"
    r"contract(?: sent)?|evaluation|"
    r"verhandlung|angebot|qualifizierung|proposition|negociation|propuesta|negociacion|offerte|"
    r"onderhandeling|"
    r"proposta|negociacao|poc|pilot|trial|shortlist|verbal)\b",
)  # fmt: skip
_COUNT = r"(?:\d{1,2}|two|three|four|zwei|drei|deux|trois|dos|tres|twee|drie|dois)(?: deals?)?\s*[:–-]\s*"
_I_HAVE = re.compile(  # "I've got Acme 120k", "just 2: Acme and Globex"
    rf"(?i)^(?:(?:i'?ve(?: got)?|(?:i|we) have(?: got)?|my deals are|mine are|ich habe|j'ai|tengo|ik heb|tenho)\s+(?:{_COUNT})?|"
    rf"(?:just|only|nur|seulement|solo|alleen|só)\s+{_COUNT})(?=\S*[A-Z])"
)
_THAT_IS_IT = re.compile(
    r"(?i)[.,;–-]\s+(?:that'?s (?:it|all)|das war'?s|das ist alles|c'est tout|(?:eso )?es todo|dat is alles|é tudo)\W*$"
)
_LONGEST_LISTED = 300  # characters of a line that may hold several deals
_SPEAKS = re.compile(
    r"^(?:(?:here|hier|aqui)(?:'s| (?:is|are|you|my|it|the|they|goes|ist|sind|meine|die|das|bitte|esta|estan|tiene|van?|estao|segue|mijn|zijn|is|de)\b|$)|"
    r"(?:voici|voila|segue|seguem|hierbij|anbei|beigefugt|see below|siehe unten)\b)|"
    r"^(?:i|i'm|i'll|i've|we|we're|we'll|it|it's|they|you|he|she|there|please|sorry|can|could|will|see|look|its|"
    r"all (?:in|of|my)|everything|alles|tout|todo|check|take|use|ask|attached|same|later|ich|wir|sie|es|bitte|siehe|kann|konnen|anbei|spater|je|j'ai|nous|on|"
    r"voir|voyez|ci-joint|plus tard|yo|estoy|tengo|ver|vea|adjunto|puedes?|luego|ik|wij|zie|kun|bijgevoegd|eu|"
    r"estou|veja|anexo|em anexo|pode)\b(?![^\s]*@)|\b(?:i'll|i will|i am|i'm|ich bin|je suis|estoy|ik ben|estou)\b|"
    r"\b(?:in|im|dans|en|no|na) (?:(?:the|our|der|le|el|o) )?(?:crm|salesforce|sfdc|hubspot|pipedrive|dynamics|zoho|system)$|"
    r"\?\s*$"
)
_FURTHER = re.compile(
    r"(?:[,;.]|\s(?:and|und|et|y|en|e|&|\+))\s+(?:one (?:at|with|for|is)\s+|(?:and|und|et|y|en|e)\s+)?(?=[^\W\d_])"
)
_DAY = re.compile(
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|q[1-4]|clos|due|by|next|end)"
)
_NO_WORDS = listed(
    "no, not, keine, pas, aucun, aucune, ninguna, ningún, geen, não, nenhum, nenhuma"
)
_DEAL_WORDS = listed(
    "deal, deals, opportunity, opportunities, geschäfte, projekte, affaire, affaires, d'affaires, oportunidad, oportunidades,"
    "negocio, negocios, negócios, kansen"
)
_MOST_SAID = 8  # words of a sentence that says that there are none


def read_funnel_reply(text: str, *, today: date | None = None) -> tuple[Opportunity, ...]:
    """Read the deals a rep lists in a reply, one a line: "Northwind - renewal, 120k, Dec 4"."""
    found: list[Opportunity] = []
    closed = False
    for raw in text.splitlines()[:1000]:
        if QUOTED.match(raw):
            continue
        line = re.sub(r"^\s*[(#]?\d{1,3}\s*[.):]\s+", "", BULLET.sub("", raw)).strip()[
            :_LONGEST_LINE
        ]
        if ends_letter(line):
            closed = closed or bool(found) or is_closing(line)
            continue
        line = _THAT_IS_IT.sub("", _I_HAVE.sub("", line))
        skip = not line or is_greeting(line) or is_pleasantry(line) or line.endswith(":")
        if skip or _says_none(line) or (closed and len(line.split()) <= 5):
            continue
        if _is_sentence(line):
            continue
        deals = (_listed_deal(part, today) for part in _several(line))
        found.extend(deal for deal in deals if deal is not None)
        if len(found) >= 500:
            break
    return tuple(dict.fromkeys(found))


def _is_sentence(line: str) -> bool:
    """Tell whether a line speaks to us, and lists no deal: "see CRM", "I'll send it tomorrow"."""
    plain = fold(line).strip(" .!,")
    return (
        plain in YES or plain in NO or (_SPEAKS.search(plain) is not None and not amounts_in(line))
    )


def _several(line: str) -> list[str]:
    """Cut "1. Acme 2. Globex" and "Acme; Globex; Initech"; the fields of one deal stay together."""
    if len(line) > _LONGEST_LISTED:
        return [line]
    numbered = re.split(r"(?:^|\s)\d{1,2}[.):]\s+(?=[^\W\d_])", line)
    if len(numbered) > 2 or (len(numbered) == 2 and numbered[0].strip()):
        return [part.strip(" ;,") for part in numbered if part.strip(" ;,")]
    for sign, least in ((";", 2), (",", 3)):
        parts = [part.strip() for part in line.split(sign)]
        named = all(part[:1].isupper() for part in parts)
        fields = amounts_in(line) or _STAGES.search(fold(line))
        if len(parts) >= least and named and not fields:
            return parts
    return _with_own_sums(line)


def _with_own_sums(line: str) -> list[str]:
    """Cut "Acme 120k closing in Dec, Globex 80k and one at Initech" where a sum ends a deal."""
    if len(amounts_in(line)) < 2:
        return [line]
    cuts = [(0, 0)]
    for match in _FURTHER.finditer(line):
        before, after = line[cuts[-1][1] : match.start()], line[match.end() :]
        name = (
            after[:1].isupper() and not _STAGES.match(fold(after)) and not _DAY.match(fold(after))
        )
        if name and amounts_in(before) and before.count("(") == before.count(")"):
            cuts.append((match.start(), match.end()))
    ends = [start for start, _ in cuts[1:]] + [len(line)]
    return [line[start:end].strip(" ;,") for (_, start), end in zip(cuts, ends, strict=True)]


def _says_none(line: str) -> bool:
    """Tell whether a line says that there are no deals: "nothing right now", "no open deals"."""
    plain = fold(line).strip(" .!")
    first = re.match(
        r"(?:nothing|none|no(?= (?:open|deals?|opp))|keine?|nichts|aucune?|rien|ningun[oa]|nada|"
        r"geen|niets|nenhuma?)\b",
        plain,
    )
    few = len(plain.split()) <= 6
    said = plain.split()
    no_deals = bool(_NO_WORDS & {*said}) and bool(_DEAL_WORDS & {*said})
    spoken = no_deals and len(said) <= _MOST_SAID and not any(c in line for c in "0123456789,;–|")
    return plain in NOTHING or (first is not None and few) or spoken


def _listed_deal(line: str, today: date | None) -> Opportunity | None:
    """Read one listed deal; the first part is its name, amounts and dates are taken out."""
    amount: float | None = None
    currency: str | None = None
    rest = line
    for piece in amounts_in(line):
        read = read_amount(piece)
        if read is not None:
            amount, currency = read
            rest = rest.replace(piece, " ; ", 1)
            break
    day: date | None = None
    if today is not None:
        rest, day = split_due(rest, today)
    stage = _STAGES.search(fold(rest))
    parts = [p.strip(" .,;()") for p in re.split(r"[;|\t]|,\s|\s[-–—]\s|\(", rest)]
    parts = [p for p in parts if p and fold(p) not in ("closing", "closes", "close", "by", "stage")]
    if not parts or not any(c.isalpha() for c in parts[0]) or is_closed(stage[0] if stage else ""):
        return None
    if len(parts[0].split()) > 12:
        return None
    second = parts[1] if len(parts) > 1 and not _STAGES.fullmatch(fold(parts[1])) else ""
    return Opportunity(
        name=f"{parts[0]} – {second}" if second else parts[0],
        company=parts[0],
        amount=amount,
        currency=currency,
        stage=stage[0] if stage else "",
        close_date=day,
    )
