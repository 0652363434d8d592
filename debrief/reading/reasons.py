"""Why the customer decided so, and what mattered to them: the mail's own words, shortened."""

from __future__ import annotations

import re
from collections.abc import Iterable

from debrief.reading.clauses import Sentence
from debrief.reading.wording import fold

LONGEST_REASON = 240  # characters
MOST_PRIORITIES = 6
_ENOUGH = 1.0  # below this no sentence is called a reason

_CAUSE = re.compile(
    r"\b(?:because|as they|due to|reasons?|mainly|came down to|the fact that|owing to|tipped|settled|swayed|convinced|persuaded|decisive|deciding|what (?:mattered|counted|decided|made)|so that|"
    r"weil|da (?:sie|er|der|die|das|unser|wir|es)|wegen|aufgrund|gr[uo]nde?|ausschlaggebend|mass?geblich|entscheidend|vor allem|uberzeugt\w*|"
    r"parce que|car|en raison|raisons?|surtout|principalement|determinant|decisif|puisque|convaincu|"
    r"porque|debido|ya que|motivos?|principalmente|sobre todo|peso mas|pesaron|razon(?:es)?|"
    r"omdat|vanwege|redenen?|doorslag\w*|vooral|aangezien|belangrijkste|"
    r"devido|pois|decisiv[oa]s?|razao|sobretudo|ja que|perche|poiche|a causa|soprattutto)\b"
)
_WANT = re.compile(
    r"\b(?:wanted|wants|needed|need|needs|preferred|prefer|felt|hated|liked|loved|missing|lacked|lack|gap|weaker|stronger|cheaper|cheap|price|fee|cost|budget|froze|frozen|funding|integration|interface|hosting|support|already|"
    r"could not|couldn't|couldn t|can't|cannot|didn't|did not|never|too (?:long|late|slow|dear|expensive|big|small)|better|fit|comfortable|includes?|included|threw in|throws? in|for free|free|references?|certifi\w*|security|local|neighbou?r|rollout|merger|dated|scored|score|points|mandates?|requires?|looked|patience|weeks|board|"
    r"konnten?|fehlt\w*|preis\w*|gunstiger|referenz\w*|anbindung|schnittstelle|techniker|bereits|schon|eigenen?|gestrichen|budget|"
    r"prix|delai|deja|moins cher|mieux|besoin|outil|gele|locale?|connexion|manqu\w*|"
    r"precio|plazo|soporte|equipo|gratis|mejor|cerca|puede|barato|dan|damos|ofrece\w*|"
    r"prijs|gekoppeld|levert|wilden|tijd|goedkoper|lager|app|"
    r"preco|prazo|suporte|longo|cuida|oferece|barato|vicino|prezzo|migliore|esigenze)\b"
)
_SAYING = re.compile(
    r"\b(?:said|says|told|explained|according|meinte|sagte?|dit|dijo|contesto|zei|disse|ha detto|grund|reason|raison|motivo|reden)\b"
)
_WEAK = re.compile(
    r"\b(?:thank|thanks|danke?n?|merci|remerci\w+|gracias|agradec\w+|bedankt|dank|obrigad[oa]|grazie|ringrazia\w+|good luck|sorry|leid|call her|call him|look forward|keep your|happy to|best wishes|please|bitte|unsubscribe|"
    r"will call|tomorrow|morgen|demain|manana|amanha|close it out|closing out|update the crm|don't go|no reflection|not my choice|dear|hallo|bonjour|criteria|kriterien|criteres|criterios)\b"
)
_LIST_ITEM = re.compile(r"^[ \t>]*(?:\d{1,2}[.)]|[-*•–])[ \t]+(\S.{2,160})$", re.MULTILINE)
_MATTERED = re.compile(
    r"\b(?:mattered(?: most)?|what settled it|what decided it|priorit\w+|(?:award |decision |evaluation )?criteri\w+|decisive|deciding factors?|key (?:factors|points|requirements)|most important|weighed (?:most|more)|counted (?:most|double)|"
    r"mass?geblich|entscheidend|ausschlaggebend|wichtig(?:sten)?|kriteri\w+|decisifs?|determinants?|criteres?|priorites?|peso mas|pesaron|criterios?|prioridades|doorslag\w*|belangrijkst?e?|decisiv[oa]s?|determinantes?|pesou|pesaram|priorita|criteri|"
    r"worth more (?:to us )?than|(?:good deal|lot) of weight|(?:he|she|they|customer|client) (?:really )?(?:wanted|needed|asked for)|(?:sie|er) woll(?:te|ten)|ils? voulai\w+|querian?|ze wilden|main thing|factors?|scored highest|looked at most)\b"
)
_NUMBERED = re.compile(
    r"\b(?:first|second|third|one was|the other|numero un|le second|premier|erstens|zweitens)\b"
)
_AND = re.compile(r",\s*(?:and |und |et |y |en |e |sowie )?|;\s*|\s(?:and|und|et|y|en|sowie)\s")
_LEAD = re.compile(
    r"^\W*(?:(?:most )?(?:to|for|fur|pour|para|voor) \w+\W*)?(?:(?:was|were|is|are|waren|war|ist|sind|etaient|etait|est|sont|fueron|fue|era|eran|was|waren|is|foram|foi|era|sono|e)\b\W*)?(?:that |dass |die |der |das |the |a |an |la |le |les |el |los |de |het |our |o |il )?"
)
_VERBLIKE = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|could|did|do|does|hat|haben|ist|sind|war|est|sont|es|son|fue|heeft|zijn|tem|foi)\b"
)


def reason_of(parsed: Iterable[Sentence], deciding: Sentence | None) -> str | None:
    """Return the sentence that best says why, without its first words of courtesy; None if none does."""
    sentences = list(parsed)
    at = next((i for i, s in enumerate(sentences) if s is deciding), -1)
    best: tuple[float, str] | None = None
    for index, sentence in enumerate(sentences):
        score = _reasoning(sentence)
        score += 0.8 if index == at else 0.0
        score += 0.6 if at >= 0 and 0 < index - at <= 2 else 0.0
        text = _shorten(sentence.text)
        if len(text.split()) >= 2 and (best is None or score > best[0]):
            best = (score, text)
    if best is not None and best[0] >= _ENOUGH:
        return best[1]
    near = (*sentences[at + 1 : at + 3], sentences[at]) if at >= 0 else ()
    for sentence in near:
        enough = 12 if sentence is deciding else 5
        if (
            len(sentence.words) >= enough
            and not sentence.question
            and not _WEAK.search(fold(sentence.text))
        ):
            return _shorten(sentence.text)
    return None


_CONTACT = re.compile(
    r"\b(?:belde|called me|phoned me|rang|telefono|rief mich|angerufen|ligou|m'a appele|llamo|confirmo|confirmed)\b"
)


def _reasoning(sentence: Sentence) -> float:
    folded = fold(sentence.text)
    score = 2.0 if _CAUSE.search(folded) else 0.0
    score += min(len(_WANT.findall(folded)), 3) * 0.6
    score += 0.5 if _SAYING.search(folded) else 0.0
    score -= 1.5 if _WEAK.search(folded) else 0.0
    score -= 2.0 if sentence.question or folded.rstrip().endswith(":") else 0.0
    score -= 0.9 if "@" in folded or _CONTACT.search(folded) else 0.0
    return score - (1.5 if len(sentence.words) < 3 else 0.0)


def _shorten(text: str) -> str:
    """Return the sentence on one line, from its cause on where it is long."""
    line = " ".join(text.split()).strip(" .;,-*")
    if len(line) > 140:
        match = _CAUSE.search(fold(line))
        if match and match.start() > 40:
            line = line[match.start() :]
    return line[:LONGEST_REASON]


def priorities_of(text: str) -> tuple[str, ...]:
    """Return what the customer says mattered, as short phrases of the mail; empty if it does not say."""
    folded = fold(text)
    for head in _MATTERED.finditer(folded):
        items = _below(text, head.end())
        if items:
            return items
        found = _same_sentence(text, folded, head)
        if found:
            return found
    return ()


def _below(text: str, start: int) -> tuple[str, ...]:
    """Return the list that begins within two lines of the word."""
    first = _LIST_ITEM.search(text, start)
    if first is None or text.count("\n", start, first.start()) > 3:
        return ()
    items = [match[1].strip(" .;") for match in _LIST_ITEM.finditer(text, first.start())]
    return tuple(items[:MOST_PRIORITIES]) if len(items) >= 2 else ()


def _same_sentence(text: str, folded: str, head: re.Match[str]) -> tuple[str, ...]:
    """Return what is enumerated after a colon, else what "… was decisive" says before the word."""
    start = (
        max(folded.rfind(mark, 0, head.start()) for mark in (". ", "\n\n", "! ", ".\n", ": ", "; "))
        + 1
    )
    rest = text[head.end() : head.end() + 320]
    stop = re.search(r"(?<=[\w)])[.!?](?:\s|$)|\n[ \t]*\n", rest)
    rest = " ".join((rest[: stop.start()] if stop else rest).split())
    before = " ".join(text[start : head.start()].split())
    if ":" in rest[:80]:
        return _phrases(rest.partition(":")[2])
    plain = _LEAD.sub("", rest) if _LEAD.match(fold(rest)) else rest
    if (
        head.group().endswith(("wanted", "needed", "asked for", "wilden", "wollte", "wollten"))
        or "voul" in head.group()
        or "quer" in head.group()
    ):
        return _phrases(re.sub(r"\b(?:wanted|needed)\s+(?:it\s+)?", "", rest))
    if len(rest.split()) >= 2 and (fold(rest).lstrip().startswith(_COPULAS) or not before):
        return _phrases(plain)
    before = re.split(r",\s*(?:and |und |et |y )?(?:having )?", before)[-1]
    subject = re.sub(
        r"\s+(?:was|were|is|are|war|waren|ist|sind|etait|était|fue|foi|was|gaf|the|der|die|das|de|el|la|le|o)(?:\s+(?:the|der|die|das|de|el|la|le|o|a|an))*\s*$",
        "",
        before,
        flags=re.IGNORECASE,
    )
    if subject and len(subject.split()) <= 9 and subject != before:
        return (subject.strip(" ,;:"),)
    return ()


_COPULAS = ("was ", "were ", "is ", "are ", "to us", "for us", "war", "waren ", "ist ", "sind ", "etai", "est ", "fue", "era", "foi", "foram", "most", "gaf ", "fur uns", "pour nous")  # fmt: skip


def _phrases(text: str) -> tuple[str, ...]:
    """Split an enumeration into its phrases, the little words in front left away."""
    cleaned = re.sub(
        r"^\W*(?:(?:was|were|is|are|war|waren|ist|sind|fue|era|foi|est|gaf)\s+)?(?:that|dass|dat|que)?\s*",
        "",
        text.strip(),
    )
    pieces = [piece.strip(" .;:,-") for piece in _AND.split(cleaned)]
    kept = [piece for piece in pieces if 2 < len(piece) < 90]
    return tuple(kept[:MOST_PRIORITIES])
