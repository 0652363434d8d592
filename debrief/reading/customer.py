"""The customer of a lost deal: who decided or signed, at which address, for which company."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from debrief.reading.addresses import Address
from debrief.reading.domain_names import apart
from debrief.reading.people import Sides, domain, is_public, is_robot, is_role, same_name
from debrief.reading.turns import Turn
from debrief.reading.wording import fold

EMAIL = re.compile(
    r"(?<![\w.+-])[A-Za-z0-9][\w.+-]{0,63}@[A-Za-z0-9][\w-]{0,62}(?:\.[A-Za-z0-9][\w-]{0,62}){1,6}"
)
_CLOSING = re.compile(
    r"^(?:alles gute|bis bald|bis dann|proost|hartelijk|tot (?:ziens|gauw|snel)|hasta pronto|bon courage|ate breve|take care|good luck|all the best|(?:many |kind |best |warm |with |all )*(?:regards|thanks|wishes|the best)|best|sincerely|yours|cheers|thanks|thank you|respectfully|cordially|"
    r"mit (?:freundlichen|besten|herzlichen)|freundliche|viele|beste|herzliche|liebe|schone|gruse|mfg|lg|vg|cordialement|bien (?:a vous|cordialement)|sinceres|salutations|amicalement|belle|"
    r"saludos|un (?:cordial )?saludo|atentamente|cordialmente|un abrazo|quedo|met (?:vriendelijke|hartelijke)|vriendelijke|groet|groeten|hartelijke|mvg|"
    r"veuillez agreer|je vous prie|hochachtungsvoll|hoogachtend|muy atentamente|im auftrag|i\. ?a\.|on behalf|atenciosamente|com os melhores|melhores|cumprimentos|abraco|abracos|att|obrigad[oa]|cordiali|distinti|saluti|un saluto)\b",
)  # matched against folded lines
_GREETING = re.compile(
    r"(?:hi|hello|hey|dear|good (?:morning|afternoon|evening)|morning|hallo|liebe[rs]?|guten|sehr geehrte|moin|bonjour|cher|chere|madame|monsieur|hola|estimad[oa]s?|buen[oa]s|beste|geachte|hoi|dag|ola|oi|boa|caro|cara|prezad[oa]|buongiorno|gentile|egregio)\b"
)
_COURTESY = re.compile(
    r"^(?:(?:Mr|Mrs|Ms|Miss|Sir|Herr|Frau|Hr|Fr|Sr|Sra|Srta|Mme|Mlle|Dhr|Mw|Sig|Sig\.ra|Lic|Ing)\.?\s+)+(?=\S)"
)
_PROXY = re.compile(
    r"^(?:i\. ?[AV]\.|p\. ?p\.|gez\.|ppa\.|pp|(?:mr|drs|ir|ing|mw|dhr)\.|Fdo\.?:?|Signé ?:?|Eng\.?º)\s+(?=[A-Z])"
)  # signed for somebody else
_DEVICE = re.compile(
    r"(?:sent|gesendet|envoye|enviado|verzonden|inviato|get outlook|von meinem|send) (?:from|von|de|depuis|desde|vanaf|met|do|da|for)\b"
)
_NAME = re.compile(
    r"(?:(?:Dr|Prof|Mr|Mrs|Ms|Dipl|Ing|Herr|Frau|Sr|Sra|Mme|M)\.?[ -]+){0,3}[^\W\d_][\w'’.-]*(?:[ ][^\W\d_][\w'’.-]*){0,4}"
)
_LEGAL = re.compile(
    r"\b(?:GmbH(?: & Co\.? KG)?|AG|KG|SE|Inc|LLC|LLP|Ltd|Limited|PLC|plc|Corp|Corporation|Co|Company|S\.?A\.?S?|SARL|SAS|S\.?L\.?U?|S\.?A\.? de C\.?V|B\.?V|N\.?V|Lda|Ltda|S\.?p\.?A|S\.?r\.?l|Oy|AB|AS|A/S|ApS|eG|e\.K|Group|Holdings?)\b\.?",
)
_ORGANISATION = re.compile(
    r"\b(?:co-?op(?:erative)?|district|department|university|hospital|clinic|council|county|city|school|schools|bank|trust|foundation|institute|stadtwerke|gemeente|ville|ayuntamiento|camara|brewing|foods|logistics|hotels?|labs?|energy|health|partners|systems|software|services|industries|marine|pharma|transport|railway|airlines)\b"
)
_TITLE = re.compile(
    r"\b(?:director|manager|head|chief|vp|vice president|president|officer|cto|cio|ceo|coo|cfo|lead|leiter|leiterin|leitung|buyer|purchasing|procurement|controller|engineer|owner|founder|partner|"
    r"einkauf|einkaufer|einkauferin|geschaftsfuhrer|geschaftsfuhrerin|prokurist|prokuristin|assistentin|assistent|assistant|responsable|directeur|directrice|chef|acheteur|acheteuse|gerente|jefe|jefa|directora?|coordinator|coordinador|coordinadora|"
    r"hoofd|inkoper|inkoop|manager|diretora?|gestora?|coordenadora?|responsabile|direttore|direttrice|ufficio|operations|logistics|it|analyst|specialist|secretary|treasurer|administrator|superintendent|ops|department|abteilung|service|division)\b"
)


@dataclass(frozen=True, slots=True)
class Customer:
    """The person to thank and to ask; what the mail does not tell is None."""

    name: str | None = None
    email: str | None = None
    company: str | None = None


def signature(text: str) -> tuple[str, ...]:
    """Return the lines below the closing words of a mail, at most eight."""
    lines = [line.strip(" \t*_>") for line in text.strip().split("\n")]
    lines = [_PROXY.sub("", line) for line in lines]
    lines = [line for line in lines if line and line != "--" and not _DEVICE.match(fold(line))]
    for index in range(len(lines) - 1, max(-1, len(lines) - 14), -1):
        if (
            len(lines[index]) < 45 or lines[index].startswith(("Veuillez", "Je vous prie"))
        ) and _CLOSING.match(fold(lines[index])):
            rest = lines[index].partition(",")[2].strip()
            rest = rest if _NAME.fullmatch(rest) and not _GREETING.match(fold(rest)) else ""
            return tuple([rest, *lines[index + 1 :]][:8] if rest else lines[index + 1 :][:8])
    first = len(lines)
    while first > 1 and len(lines) - first < 4 and _is_short(lines[first - 1]):
        first -= 1
    return tuple(lines[first:])


def _is_short(line: str) -> bool:
    """Tell a line of a signature from the last line of a text and from a greeting."""
    return len(line) < 60 and line[-1] not in ".!?:;," and not _GREETING.match(fold(line))


def decider(turn: Turn, others: Iterable[Address], sides: Sides) -> Customer:
    """Return who of the customer wrote or signed the turn, with the address if the mail gives it."""
    block = signature(turn.text)
    sender = turn.sender or Address(None, None)
    signed = _signed_name(block, sender.name)
    principal = principal_of(turn)
    if signed and _is_company(signed, sender.email):
        signed = None
    outside = [a for a in others if a.email and not sides.ours(a.email)]
    name, email = sender.name, sender.email
    if name and is_office(name, email):
        name = None
    if signed and not (name and _fits(name, signed)):
        match = next((a for a in outside if a.name and _fits(a.name, signed)), None)
        behalf = name is None or len(signed.split()) > 1
        if behalf:
            name, email = (
                signed,
                match.email
                if match
                else email
                if _may_be(signed, email) or _is_reached(email)
                else None,
            )
    name = _COURTESY.sub("", name) if name else None
    if name and "," in name:
        last, _, first = name.partition(",")
        name = f"{first.strip()} {last.strip()}"
    if principal is not None and not (name and _fits(name, _COURTESY.sub("", principal))):
        name = principal
    if email and not name and not _is_reached(email):
        email = None
    if email and sides.ours(email):
        email = None
    return Customer(name, email.lower() if email else None)


def _is_company(signed: str, email: str | None) -> bool:
    """Tell whether what stands where a name is expected is the firm that the domain names."""
    plain = re.sub(r"[^a-z0-9]", "", fold(signed))
    return len(plain) > 5 and any(
        plain in label or label in plain for label in _labels(email or "")
    )


_BEHALF = re.compile(
    r"\b(?:[Oo]n behalf of|[Aa] pedido d[oae]|[Dd]e parte de[l]?|[Ee]m nome d[oae]|[Dd]e la part de|[Nn]amens|[Ii]m (?:Auftrag|Namen) (?:von|des|der)|[Pp]or instrucciones de[l]?|[Pp]or encargo de[l]?|[Ii]n opdracht van|i\. ?A\. von|de la part de|au nom de|namens|en nombre de[l]?|por encargo de[l]?|"
    r"de parte de[l]?|em nome d[oae]|a pedido d[oae]|da parte d[oae])\s+"
    r"(?P<name>(?:(?:Mr|Mrs|Ms|Sir|Herrn?|Frau|M|Mme|Monsieur|Madame|de heer|mevrouw|dhr|mw|D|Dª|Don|Doña|Sr|Sra|señor|señora|Dr|Dra|Prof|Eng|Ing|Dipl|Lic|senhor|senhora)\b\.?[ -]?)+"
    r"[A-ZÀ-Þ][\w’'-]+(?: (?:van|von|de|da|der|den|del))?(?: [A-ZÀ-Þ][\w’'-]+){0,3})"
)
_ASKED = re.compile(
    r"(?P<name>(?:(?:Mr\.?|Mrs\.?|Ms\.?|Sir|Herr|Frau|Monsieur|Madame|M\.|Mme|De heer|Mevrouw|Don|Doña|D\.|Dr\.?|Dra\.?|Sr\.?|Sra\.?|El señor|La señora|O senhor|A senhora)\s)+[A-ZÀ-Þ][\w’'-]+(?: [A-ZÀ-Þ][\w’'-]+){0,2})"
    r"(?: is \w+ and)? (?:has asked me|asked me|hat mich gebeten|bat mich|m['’]a (?:demandé|chargée?|priée?)|me (?:prie|charge)|me (?:ha )?(?:pidió|pide|pedido|encargó)|heeft mij gevraagd|vroeg mij|pediu-me|encarregou-me)"
)


_ASSISTS = re.compile(
    r"\b(?:[Aa]ssistant|PA|EA|[Ss]ecretary) to (?:the )?(?P<name>(?:(?:Mr|Mrs|Ms|Sir|Dr|Prof)\b\.? )?[A-ZÀ-Þ][\w’'-]+(?: [A-ZÀ-Þ][\w’'-]+){1,3})"
)


@lru_cache(maxsize=8)
def principal_of(turn: Turn) -> str | None:
    """Return the person in whose name somebody else writes ("Sir Martin has asked me to …")."""
    text = f"{turn.subject}\n{turn.text[:600]}"
    match = _ASKED.search(text) or _BEHALF.search(text) or _ASSISTS.search(turn.text[-500:])
    return " ".join(match["name"].split()) if match else None


def _is_office_mailbox(email: str | None, shown: str | None) -> bool:
    """Tell whether the address is that of an office which the signer writes from."""
    office = is_role(email) or (shown is not None and is_office(shown, email)) or shown is None
    return office and _is_reached(email)


def _is_reached(email: str | None) -> bool:
    """Tell whether an office's mailbox is read by somebody, as no machine's is."""
    return email is not None and not is_robot(Address(None, email))


def _may_be(name: str, email: str | None) -> bool:
    """Tell whether the address can be this person's: it holds a part of the name, or the office's."""
    local = fold((email or "").partition("@")[0])
    return any(len(word) > 2 and word in local for word in fold(name).split())


def is_title(text: str) -> bool:
    """Tell whether what stands where a firm is expected is somebody's position."""
    return bool(_TITLE.search(fold(text))) and not _LEGAL.search(text)


def is_office(name: str, email: str | None) -> bool:
    """Tell whether a name shown with an address is an office's or a machine's, not a person's."""
    folded = fold(name)
    return (is_role(email) and not _may_be(name, email)) or bool(
        re.search(
            r"\b(?:team|sourcing|compras|contratacion|inkoop|achats|marches|gerencia|service des|direccion|departamento|secretariat\w*|counsel|purchasing|procurement|einkauf|office|department|notifications?|alerts?|portal|eprocurement|no.?reply|county|division|vergabestelle|crm|einkaufsportal|inkoopsysteem|security|infosec|suprimentos|aprovisionamento|contracting|events?|abastecimiento|secretaria|assistante de direction|tenders? unit)\b",
            folded,
        )
    )


def _fits(full: str, given: str) -> bool:
    """Tell whether the shorter name may be the same person as the longer one."""
    one, two = set(re.findall(r"\w+", fold(full))), set(re.findall(r"\w+", fold(given)))
    return bool(one & two) and (
        one <= two or two <= one or same_name(full, given) or len(one & two) > 1
    )


def _signed_name(block: tuple[str, ...], sender: str | None) -> str | None:
    """Return the full name in a signature: two to four capitalised words that are no title."""
    single = None
    for line in block[:3]:
        pieces = [piece.strip() for piece in re.split(r"\s[|·•–—-]\s|,|\|", line)]
        head = next(
            (
                piece
                for piece in pieces
                if _NAME.fullmatch(piece)
                and not fold(piece).startswith(
                    ("le ", "la ", "der ", "die ", "the ", "el ", "il ", "de ", "im ")
                )
            ),
            "",
        )
        match = _NAME.fullmatch(head)
        if (
            match is None
            or _GREETING.match(fold(head))
            or _TITLE.search(fold(head))
            or _LEGAL.search(head)
            or _CLOSING.match(fold(head))
        ):
            continue
        words = head.split()
        if any(
            word[0].islower()
            and word not in ("van", "von", "de", "der", "du", "da", "di", "la", "den", "zu", "del")
            for word in words
        ):
            continue
        if len(words) > 1 and not _ORGANISATION.search(fold(head)):
            return head
        if len(words) == 1 and sender and _fits(sender, head):
            return None  # signed with the first name of the one who sent it
        single = single or (head if len(words) == 1 else None)
    return single


def company_of(turn: Turn, email: str | None, texts: Iterable[str], subject: str) -> str | None:
    """Return the company's name as the mail writes it: by its domain, its signature or its legal form."""
    block = signature(turn.text)
    labels = [] if not email or is_public(email) else _labels(email)
    shown = turn.sender.name if turn.sender and turn.sender.name else ""
    authority = _AUTHORITY.search(turn.text)
    for text in ("\n".join(block), subject, *texts, "" if authority else shown):
        for label in labels:
            found = _spelled(label, text)
            if found:
                return found
    if is_robot(turn.sender):
        match = _BUYER.search(turn.text)
        if match:
            return match[1].strip(" .,")
    for line in block[1:]:
        if _LEGAL.search(line) and not EMAIL.search(line) and not _TITLE.search(fold(line)):
            return re.split(r"\s[|·•–—]\s|\|", line)[-1].strip(" ,")
    for line in block[1:4]:
        pieces = [piece.strip() for piece in re.split(r",|\s[|·•–—-]\s|\|", line)]
        for piece in pieces[1:] if len(pieces) > 1 else pieces:
            if (
                piece
                and piece[0].isupper()
                and len(piece) < 50
                and not _GREETING.match(fold(piece))
                and not _TITLE.search(fold(piece))
                and not re.search(r"\d|@", piece)
                and _NAME.fullmatch(piece.replace("&", "and"))
                and line != block[0]
                and not (shown and _fits(shown, piece))
            ):
                return piece
    if authority:
        return authority[0]
    return apart(_parts(email or "")[0]) if labels else None


_AUTHORITY = re.compile(
    r"\b(?:(?:Ayuntamiento|Diputación|Gobierno|Concello) de|Câmara Municipal d[eoa]s?|Município d[eoa]s?|Landkreis|Stadt|Gemeinde|Kreis|Gemeente|Waterschap|Provincie|Ville de|Commune de|Métropole|Département d[eu]|Comune di|Ajuntament de|City of|County of|Town of|State of)"
    r"(?: (?:de |da |do |la |las |los |el |am |an der |sur )?[A-ZÀ-Þ][\w’'-]+){1,4}"
)


_BUYER = re.compile(
    r"\b(?:on behalf of|(?:cancelled|canceled|withdrawn|issued|published|managed|awarded|closed) by|buyer:|authority:|im auftrag von|pour le compte de|en nombre de|namens)\s+(?:the |der |des |la |de )?((?:[A-Z][\w&'’.-]*)(?: (?:of |de |and )?[A-Z][\w&'’-]*){0,4})"
)


def _labels(email: str) -> list[str]:
    """Return the labels of a domain that may be a name, in letters and digits alone."""
    return [re.sub(r"[^a-z0-9]", "", part) for part in _parts(email)]


def _parts(email: str) -> list[str]:
    parts = domain(email).split(".")
    kept = [
        fold(part)
        for part in parts[:-1]
        if part not in ("co", "com", "org", "example", "mail", "bids", "gov", "net", "edu", "eu")
    ]
    return [part for part in reversed(kept) if len(part) > 2]


def _spelled(label: str, text: str) -> str | None:
    """Return the words of the text that, written together, are the domain's label (or begin with it)."""
    words = [
        (m.group(), m.start(), m.end())
        for m in re.finditer(r"[^\W_]+(?:[’'][^\W_]+)?", text)
        if "@" not in text[max(0, m.start() - 1) : m.end() + 1]
    ]
    best: tuple[int, int, int] | None = None
    for first in range(len(words)):
        if not words[first][0][0].isupper() and not words[first][0][0].isdigit():
            continue
        joined = ""
        for last in range(first, min(first + 6, len(words))):
            if last > first and "\n" in text[words[last - 1][2] : words[last][1]]:
                break
            piece = _plain(words[last][0])
            if piece in ("and", "und", "et", "y") and not label.startswith(joined + piece):
                continue
            joined += piece
            whole = joined == label or _german(joined) == _german(label)
            if (
                whole
                or (len(joined) >= 4 and label.startswith(joined) and last + 1 == len(words))
                or _mostly(joined, label)
            ):
                size = len(joined) + (50 if whole else 0)
                if best is None or size > best[0]:
                    best = (size, first, last)
            if not label.startswith(joined[:4]) or len(joined) > len(label) + 12:
                break
    if best is None:
        return None
    _, first, last = best
    return text[words[first][1] : _extend(words, last, text)]


def _mostly(joined: str, label: str) -> bool:
    return (
        len(joined) >= 5
        and len(joined) * 2 > len(label)
        and (label.startswith(joined) or joined.startswith(label))
    )


def _plain(word: str) -> str:
    return re.sub(r"[^a-z0-9]", "", fold(word))


def _german(text: str) -> str:
    return text.replace("ae", "a").replace("oe", "o").replace("ue", "u").replace("ss", "s")


def _extend(words: list[tuple[str, int, int]], last: int, text: str) -> int:
    """Return the end of the name with the capitalised words and the legal form that follow."""
    end = words[last][2]
    while last + 1 < len(words):
        legal = _LEGAL.match(text, words[last + 1][1])
        if legal and text[end : words[last + 1][1]].strip() in ("", ","):
            return legal.end()
        gap = text[end : words[last + 1][1]]
        word = words[last + 1][0]
        if (
            gap not in (" ", " & ", " and ", ". ")
            or not word[0].isupper()
            or (_TITLE.search(fold(word)) and not _LEGAL.fullmatch(word))
        ):
            break
        last += 1
        end = words[last][2]
    return end


def emails_in(text: str, sides: Sides) -> tuple[str, ...]:
    """Return the addresses of people outside that stand in a text, each once."""
    found = dict.fromkeys(match[0].rstrip(".-").lower() for match in EMAIL.finditer(text))
    return tuple(email for email in found if not sides.ours(email))
