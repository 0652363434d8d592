"""What a lost deal is called."""

from __future__ import annotations

import re

from debrief.reading.crm import Record
from debrief.reading.subject_line import bare_subject, topic
from debrief.reading.turns import Turn
from debrief.reading.wording import fold, word_set

_KIND = (
    r"project|tender|rollout|programme|program|rfp|initiative|contract|deal|platform|work|evaluation|proposal|bid|projekt|ausschreibung|vergabeverfahren|projet|marche|offre|devis|proyecto|licitacion|oferta|propuesta|"
    r"aanbesteding|opdracht|offerte|projeto|proposta|progetto|gara"
)
_BEFORE = re.compile(
    rf"\b(?:for|on|about|regarding|concerning|buying|of|your|our|the|that)\s+(?:the |a |an |your |our )*((?:[\w&'’/-]+ ){{1,4}}(?:{_KIND}))\b",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"\b(?:projekt|projet|proyecto|project|projeto|progetto|ausschreibung|angebot|offre|devis|oferta|propuesta|offerte|proposta|angebot|pour|para)\s+((?:de |d'|du |des |für |fur |zur |zum |pour |para |voor |l'|la |le )+[\w'’-]+(?: [\w'’-]+){0,4})",
    re.IGNORECASE,
)
_FOR = re.compile(
    r"\bfor (?:the |our |all |all of the |all the |your )*((?:[\w'’-]+ ){1,4}[\w'’-]+)(?=[.,;:]|$)"
)
_NUMBER = re.compile(
    r"\b((?:RFP|RFQ|ITT|ITB|RFT)\s?(?:no\.?\s?)?[\w/-]*\d[\w/-]*|[A-Z]{1,5}[-/]\d[\w/-]*\d|\d{2,4}[-/]\d{2,5})\b"
)


_VAGUE = word_set(
    """the a an your our this that their my his her its of us it new next same other good best final long whole first second to be with and or from we they you is was not no all any some in at on for by will would revised lost"""
)


def deal_of(
    turn: Turn, turns: tuple[Turn, ...], company: str | None, rows: Record, deciding: str = ""
) -> str | None:
    """Return the deal's name: the subject where it says something, else the text's own words for it."""
    named = rows.get("deal")
    subject = topic(turn.subject)
    titled = _titled(turn, subject) or _product(turn, subject)
    if titled:
        return titled
    if subject and not (company and fold(subject) in fold(company)):
        return subject
    if named:
        return named
    for text in (turn.text, *(other.text for other in turns if other is not turn)):
        number = _NUMBER.search(text)
        if number:
            return number[1]
        words = _described(text)
        if words:
            return words
    wanted = _FOR.search(" ".join(deciding.split()))
    if not subject and wanted and fold(wanted[1]).split()[0] not in _VAGUE:
        return wanted[1]
    return (
        subject
        or next((found for other in turns if (found := topic(other.subject))), None)
        or company
        or bare_subject(turn.subject)
        or None
    )


_NOTICE = re.compile(
    r"notif|notice|rejet|resolucion|adjudica|vergabe|gunning|standstill|information|relatorio|decision|award|outcome|status|consultation|procedimento|expte|marche|tabulation|tender|aanbesteding|kenmerk"
)
_TITLE = re.compile(
    r"(?:(?:verfahren|vergabe|vorhaben|marché|consultation|expediente|procedimento|concurso|licitación|tender|contract|project|projet|projekt|aanbesteding|opdracht)\b[^\n.\"“„«]{0,40}[\"“„«]\s?(?P<quoted>[^\"”“»\n]{6,90}?)\s?[\"”“»]"
    r"|^(?:Contract|Project|Tender|Betreft|Objet|Objeto|Asunto|Betreff|Gegenstand|Projekt|Projet)\s?:\s*(?:Europese aanbesteding |Openbare aanbesteding )?(?P<labelled>[^\n,;]{6,90})"
    r"|(?:aanbesteding|consultation|concurso|expediente|verfahren|tender|procedimento)\s+(?:n[.ºo°]* )?[\w/-]*\d[\w/-]*\s?\((?P<inside>[^)\d]{6,80})\)"
    r"|(?:fourniture|achat|acquisition) d['’e]\s?(?:une? )?(?P<supply>[^\n.,;]{6,70}))",
    re.IGNORECASE | re.MULTILINE,
)


def _titled(turn: Turn, subject: str | None) -> str | None:
    """Return the title that a formal notice gives the tender, where the subject has only its number."""
    if not _NOTICE.search(fold(turn.subject)) or (subject and _WHAT.search(fold(subject))):
        return None
    return title_in(turn.text)


def title_in(text: str) -> str | None:
    """Return the title that a formal notice gives what was put out to tender."""
    match = _TITLE.search(text[:1_500])
    return " ".join(match[match.lastgroup or 0].split()) if match else None


_IDLE_TOPIC = re.compile(
    r"greeting|steering|on behalf|confidential|outcome|\blots?\b|suite (?:de|a)\b|fechas|dates?\b|perimetre|os dois|a word|a line|week\b|koffie|coffee|visit|besuch|termin|selection|message|voicemail|lunch|catching up|checking in|"
    r"hard one|hello|happy|weekend|news|nouvelles|noticias|nieuws|neuigkeit|where (?:are|we)|thursday|tuesday|monday|wednesday|friday|holiday|christmas|fair\b|feria|messe|open points|sandbox|build vs|afgelopen|bezoek|cafe|visita"
)
_GOODS = re.compile(
    r"\b((?:[a-zà-ÿ]+[- ]){1,2}(?:reporting|planning|analytics|reports|dashboards?|forecasting|system|suite|software|platform|module|tool|project|rapportage|controlling|planung))\b"
    r"|\b((?:sistema|informes|módulo|planejamento|planeación|painel|cuadro de mando|pilotage|tableaux? de bord|logiciel|solution|programa|partie|outil) (?:de |des |das |dos |do |da |du |del |d['’])[a-zà-ÿ]+(?: [a-zà-ÿ]{5,})?)"
)


def _product(turn: Turn, subject: str | None) -> str | None:
    """Return what the text calls the thing for sale, where the subject speaks of something idle."""
    if subject is None or not _IDLE_TOPIC.search(fold(subject)) or _WHAT.search(fold(subject)):
        return None
    for match in _GOODS.finditer(turn.text[:2_500]):
        words = match[0].split()
        while len(words) > 1 and fold(words[0]) in _VAGUE:
            words = words[1:]
        if len(words) > 1 or "-" in words[0]:
            return " ".join(words)
    return None


_WHAT = re.compile(
    r"report|planning|planung|analy|dashboard|forecast|system|software|platform|tool|losung|controlling|tableau|pilotage|logiciel|outil|informe|cuadro|sistema|planea|panel|painel|planej|rapportage|informatie"
)


def _described(text: str) -> str | None:
    """Return "yard-tracking project" from a text that speaks of it."""
    for match in _BEFORE.finditer(text):
        words = match[1].split()
        while words and fold(words[0]) in _VAGUE:
            words = words[1:]
        if len(words) > 1 and not any(fold(word) in _VAGUE for word in words[:-1]):
            return " ".join(words)
    after = _AFTER.search(text)
    return " ".join(after[0].split()) if after else None
