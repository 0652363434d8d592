"""In whose name somebody writes: an office manager, a secretary, an assistant for the one who decided."""

from __future__ import annotations

import re
from functools import lru_cache

from debrief.reading.facts.person_words import (
    FULL,
    TITLED,
    has_courtesy,
    is_bare,
    is_titled,
    words_of,
)
from debrief.reading.facts.signed_names import GREETING, is_firms
from debrief.reading.people import domain, is_robot
from debrief.reading.quoting.turns import Turn
from debrief.reading.wording import fold, word_set

MOST_GREETED = 8  # words of a line that greets
OPENING = 900  # characters of a mail in which somebody says for whom they write
CLOSING = 400  # characters at its end in which the signature says so
_ASKS = (
    r"(?:has |have |had )?(?:asked|instructed|requested|told) (?:me|us)\b|asks (?:me|us)\b|(?:has |have )?dictated\b|(?:would like|wishes|wants) me to|"
    r"lässt (?:Ihnen|Sie|dir|euch|uns)\b|(?:bittet|bat) mich|hat mi(?:ch|r) [^.!?]{0,40}?(?:gebeten|beauftragt|aufgetragen|diktiert)|hat mich gebeten|"
    r"me (?:charge|prie|demande)\b|m['’](?:a|avait) (?:demandé|chargée?|priée?|laissé|dicté|confié)|vous fait (?:savoir|dire)|a insisté pour que je|"
    r"me (?:ha )?(?:pidió|pide|pedido|encarga|encargó|encargado|solicita|solicitó|solicitado|dicta|dictó|dictado|dice que le diga)\b|"
    r"(?:heeft|had) (?:mij|me) (?:gevraagd|verzocht|opgedragen)|(?:vraagt|vroeg|verzoekt|verzocht) (?:mij|me)\b|laat u (?:weten|mededelen)|laat je weten|"
    r"(?:pediu|pede|encarregou|incumbiu|solicitou|mandou)-me\b|me (?:pediu|pede|encarregou|incumbiu|solicitou)\b|pede (?:que|para) lhe"
)
_ASKED = re.compile(rf"(?P<name>{TITLED})(?:, (?P<more>{TITLED}))?[^.!?:;]{{0,90}}?\b(?:{_ASKS})")
_ASKED_PLAINLY = re.compile(rf"(?P<name>{FULL})[^.!?:;]{{0,60}}?\b(?:{_ASKS})")
_INVERTED = re.compile(
    r"(?:\b(?:[Ii]ncumbiu|[Ii]ncumbe|[Ee]ncarrega|[Ee]ncarregou|[Pp]ede|[Pp]ediu|[Ss]olicitou)-me (?:o |a )?|"
    r"\b[Mm]e (?:encarga|pide|solicita|ha pedido|ha encargado) (?:el |la )?|\b[Mm]ich (?:bittet|beauftragt) )"
    rf"(?P<name>{TITLED})(?:, (?P<more>{TITLED}))?"
)
_ON_BEHALF = (
    r"[Oo]n behalf of|[Ii]m (?:Auftrage?|Namen)(?: von| des| der)?|i\. ?A\. von|p\. ?[op]\.|"
    r"[Dd]e la part de|[Aa]u nom de|[Pp]our le compte de|[Dd]e parte del?|[Ee]n nombre del?|[Pp]or (?:encargo|instrucci[oó]n|instrucciones|indicaci[oó]n|cuenta) del?|"
    r"[Nn]amens|[Ii]n opdracht van|[Ee]m nome d[oae]|[Aa] pedido d[oae]|[Dd]a parte d[oae]|[Pp]or (?:ordem|incumbência) d[oae]"
)
_FROM = (
    r"(?:[Mm]essage|[Rr]eply|[Ww]ord|[Nn]ote)? ?[Ff]rom|[Ss]chreiben von|[Nn]achricht von|[Aa]ntwort von|[Mm]essage de|[Rr]éponse de|"
    r"[Rr]ecado del?|[Mm]ensaje del?|[Ee]ncargo del?|[Rr]espuesta del?|[Aa]ntwoord van|[Bb]ericht van|[Rr]ecado d[oae]|[Mm]ensagem d[oae]|[Rr]esposta d[oae]"
)
_BETWEEN = (
    r",? (?:(?:el|la|o|a|os|den|dem|der|the) )?(?:[a-zà-ÿ-]{2,14}, )?(?:[a-zà-ÿ ]{2,14} ?\()?"
)
# "Zugleich im Namen von": who writes so speaks for themselves first.
_ALSO = r"(?<!\balso )(?<!\bauch )(?<!zugleich )(?<!également )(?<!\btambién )(?<!\bmede )(?<!\btambém )(?<!\book )"
_BEHALF = re.compile(rf"(?<!\w){_ALSO}(?:{_ON_BEHALF}){_BETWEEN}(?P<name>{TITLED})")
_BEHALF_PLAINLY = re.compile(rf"(?<!\w)(?:{_ON_BEHALF}){_BETWEEN}(?P<name>{FULL})")
_ANNOUNCED = re.compile(rf"(?<!\w)(?:{_ON_BEHALF}|{_FROM}){_BETWEEN}(?P<name>{TITLED})")
_OFFICE_OF = re.compile(
    r"(?:[Oo]ffice of|[Ss]ekretariat(?: [\w-]+)?|[Ss]ecr[ée]tariat(?: de)?|[Ss]ecretar[ií]a(?: del?| d[aoe])?|[Ss]ecretariaat(?: van)?|[Bb]üro(?: von)?|[Cc]abinet de|"
    rf"(?:^|[ (])(?:pour|für|para|voor|for)) (?P<name>{TITLED})|"
    rf"(?:\b[PE]A to|[Aa]ssistant to|[Ss]ecretary to|on behalf of|im Auftrag von|i\. ?A\. von) (?P<bare>{TITLED}|{FULL})"
)
# "Für Ihre Mühe, besonders …": for what, and for nobody.
_WHAT = r"(?:[Aa]ll|[Yy]our|Ihre?n?|[Ee]ure?n?|[Dd]ein|[Vv]otre|[Vv]os|[Ss]us?|[Vv]uestr|[Tt]od|[Tt]out|[Uu]w|[Jj]ullie|[Ss]uas?|[Ss]eus?|[Vv]oss)\w{0,3}\b"
_ASSISTS = re.compile(
    rf"\b(?:[Aa]ssistant|PA|EA|[Ss]ecretary) to (?:the )?(?P<name>{TITLED}|{FULL})|"
    rf"(?:^|\n|[,(] ?)(?:[Pp]our|[Ff]ür|[Ff]or|[Pp]ara|[Pp]or|[Vv]oor) (?!{_WHAT})(?P<bare>{TITLED}|{FULL}(?=, \w))"
)
# "EA to the Supply Chain Director", "The Committee asked me": a post or a body, and nobody's name.
_POST = re.compile(
    r"^the |\b(?:director|manager|officer|committee|board|council|chair(?:man|woman)?|president|partners?|leiter(?:in)?|leitung|geschaftsfuhr\w+|vorstand|direct(?:eur|rice)|gerente|diretor[a]?|directeur|bestuur)$"
)
_ASSISTANT = re.compile(
    r"\bassist|\basist|\bsecret|\bsekret|\bsecretar|\badjoint|office manager|\bvorzimmer|\b(?:pa|ea) to\b|\bin opdracht|\bdirectiesecr|\bpersonal assistant|\bvorstandssek|\bchef de cabinet|\bchefe de gabinete"
)
OFFICE_PARTS = re.compile(
    r"sek(?:r|retariat)|secr|^(?:pa|ea)[._-]|[._-](?:pa|ea)$|office|assist|asist|adjoint|buero|cabinet|gabinete|^sec[._-]|vorzimmer|presidencia|direccion|gerencia|accueil|empfang|reception|administra"
)


@lru_cache(maxsize=8)
def principal_of(turn: Turn, ours: frozenset[str] = frozenset()) -> str | None:
    """Return the person in whose name somebody else writes ("Sir Martin has asked me to …").

    ``ours`` are the folded words of our own people's names, in whose name no customer writes.
    """
    shown = turn.name or ""
    name = _named_in(turn, shown, ours)
    if name is None or words_of(name) & ours or not words_of(name):
        return None
    if _is_writer(name, shown, turn.email):
        return None
    if words_of(name) <= _OFFICES and not is_assistants(turn):
        return None  # a vice-rector writes for the rector, in their own right
    return _fullest(name, turn, shown)


def _named_in(turn: Turn, shown: str, ours: frozenset[str]) -> str | None:
    opening = _opening(turn.text)
    found: list[re.Match[str] | None] = [
        None if is_robot(turn.sender) else _OFFICE_OF.search(shown),
        _ASKED.search(opening),
        _INVERTED.search(opening),
        _ANNOUNCED.search(turn.subject),
        _BEHALF.search(opening),
        _ASSISTS.search(turn.text[-CLOSING:]),
    ]
    found = [each for each in found if each is not None and not _is_post(each)]
    if not any(found) and is_assistants(turn):  # who is an assistant may leave out the courtesy
        plain = (_ASKED_PLAINLY.search(opening), _BEHALF_PLAINLY.search(opening))
        found += [each for each in plain if each is not None and not _is_post(each)]
    if not any(found) and (match := _BEHALF_PLAINLY.search(turn.subject)):
        found += [None if is_firms(match["name"]) else match]
    if not any(found) and _is_assistants_mailbox(turn):
        found += [_told_of(turn.text[:OPENING], ours)]
    said = [_name_of(match) for match in found if match is not None]
    names = [each for each in said if not is_bare(each)]
    # One of ours stands first where two of them are greeted.
    name = next((name for name in names if not words_of(name) & ours), None)
    return None if name is None or _is_firm(name, turn.email) else name


def _is_post(match: re.Match[str]) -> bool:
    return _POST.search(fold(_name_of(match))) is not None


def _name_of(match: re.Match[str]) -> str:
    groups = match.groupdict()
    return " ".join((groups.get("more") or groups.get("name") or groups["bare"]).split())


def _opening(text: str) -> str:
    """Return the beginning of a mail on one line, without whom it greets."""
    first, _, rest = text[:OPENING].strip().partition("\n")
    greets = GREETING.match(fold(first)) is not None and len(first.split()) <= MOST_GREETED
    return " ".join((rest if greets else text[:OPENING]).split())


def _told_of(opening: str, ours: frozenset[str]) -> re.Match[str] | None:
    """Return the first with a word of courtesy whom an assistant tells of, and does not greet."""
    return next((m for m in _TOLD_OF.finditer(opening) if not words_of(m["name"]) & ours), None)


def _is_assistants_mailbox(turn: Turn) -> bool:
    """Tell whether the mailbox, or the name shown with it, is an assistant's."""
    local = fold((turn.email or "").partition("@")[0])
    return bool(OFFICE_PARTS.search(local) or _ASSISTANT.search(fold(turn.name or "")))


def _is_firm(name: str, email: str | None) -> bool:
    """Tell whether a name without courtesy is the firm that the writer's domain spells."""
    plain = re.sub(r"[^a-z0-9]", "", fold(name))
    host = re.sub(r"[^a-z0-9.]", "", domain(email))
    return not is_titled(name) and any(
        (part and part in plain) or plain in part for part in host.split(".")[:-1]
    )


def _is_writer(name: str, shown: str, email: str | None) -> bool:
    """Tell whether the one named is the one who writes, under that name and from no office's mailbox."""
    if OFFICE_PARTS.search(fold((email or "").partition("@")[0])) or _ASSISTANT.search(fold(shown)):
        return False
    mine = words_of(_OFFICE_OF.sub(" ", shown))
    return bool(mine) and bool(words_of(name) & mine)


def _fullest(name: str, turn: Turn, shown: str) -> str:
    """Return the fullest form in which a mail writes a name, without "Herrn"."""
    mine, best = words_of(name), name
    last = fold(name).split()[-1].strip(".")
    others = words_of(_OFFICE_OF.sub(" ", shown))
    text = "\n".join((turn.subject, shown, turn.text[:OPENING], turn.text[-CLOSING:]))
    for match in (*_TITLED.finditer(text), *_FULL.finditer(text)):
        found = " ".join(match[0].split()).strip(" .")
        words = words_of(found)
        if not mine < words or len(words) > len(mine) + 2 or words - mine <= others:
            continue
        bare = not is_titled(found)
        if bare and (has_courtesy(found) or not fold(found).endswith(last)):
            continue  # "Recado de D. Eusebio", "VanHolt Dredging"
        if _is_firm(found, turn.email):
            continue
        if len(words) > len(words_of(best)):
            best = found
    return best.replace("Herrn ", "Herr ")


_TOLD_OF = re.compile(rf"(?P<name>{TITLED})")
_OFFICES = word_set(
    """reitor rector rektor provedor comendador presidente president prasident director direktor diretor directeur alcalde burgermeister chairman
    superintendent"""
)
_TITLED = re.compile(TITLED)
_FULL = re.compile(FULL)


def is_assistants(turn: Turn) -> bool:
    """Tell whether the mailbox or the signature is an assistant's."""
    return _is_assistants_mailbox(turn) or bool(_ASSISTANT.search(fold(turn.text[-CLOSING:])))
