"""Who signed a mail: the lines below its closing words, and the name among them."""

from __future__ import annotations

import re

from debrief.reading.facts.person_words import PARTICLES
from debrief.reading.facts.public_bodies import BODY, BODY_END
from debrief.reading.legal_forms import FORM
from debrief.reading.people import domain, is_role, same_name
from debrief.reading.wording import fold, words_in

CLOSING = re.compile(
    r"^(?:alles gute|(?:\w+ ){0,2}gru(?:ss|sse|s)\b|bis bald|pfiat|behut|servus|habe die ehre|tschuss|ciao|(?:\w+ ){0,2}groet(?:en|jes)?\b|(?:\w+ ){0,2}saludos?\b|(?:\w+ ){0,2}cumprimentos\b|bjs|abs\b|at\.?te|bem haja|a bientot|bonne (?:journee|continuation)|bis dann|proost|hartelijk|tot (?:ziens|gauw|snel)|hasta pronto|bon courage|ate breve|take care|good luck|all the best|(?:many |kind |best |warm |with |all )*(?:regards|thanks|wishes|the best)|best|sincerely|yours|cheers|thanks|thank you|respectfully|cordially|"
    r"mit (?:freundlichen|besten|herzlichen)|freundliche|viele|beste|herzliche|liebe|schone|gruse|mfg|lg|vg|cordialement|bien (?:a vous|cordialement)|sinceres|salutations|amicalement|belle|"
    r"saludos|un (?:cordial )?saludo|atentamente|cordialmente|un abrazo|quedo|met (?:vriendelijke|hartelijke)|vriendelijke|groet|groeten|hartelijke|mvg|"
    r"veuillez agreer|je vous prie|hochachtungsvoll|hoogachtend|muy atentamente|im auftrag|i\. ?a\.|on behalf|atenciosamente|com os melhores|melhores|cumprimentos|abraco|abracos|att|obrigad[oa]|cordiali|distinti|saluti|un saluto)\b",
)  # matched against folded lines
GREETING = re.compile(
    r"(?:hi|hello|hey|dear|good (?:morning|afternoon|evening)|morning|hallo|liebe[rs]?|guten|sehr geehrte|moin|bonjour|cher|chere|madame|monsieur|hola|estimad[oa]s?|buen[oa]s|beste|geachte|hoi|dag|ola|oi|boa|caro|cara|prezad[oa]|buongiorno|gentile|egregio)\b"
)
_PROXY = re.compile(
    r"^(?:i\. ?[AV]\.|p\. ?p\.|gez\.|ppa\.|pp|(?:Pfr|Pfrin|Dekan|Prof|Dr|Mag|Ing|Dipl-Ing|Dott|Lic|Econ|Eng|Arq|Adv)\.(?: i\. ?R\.)?|(?:mr|drs|ir|ing|mw|dhr)\.|Fdo\.?:?|Signé ?:?|Eng\.?º)\s+(?=[A-Z])"
)  # signed for somebody else
_DEVICE = re.compile(
    r"(?:sent|gesendet|envoye|enviado|verzonden|inviato|get outlook|von meinem|send) (?:from|von|de|depuis|desde|vanaf|met|do|da|for)\b"
)
NAME = re.compile(
    r"(?:(?:Dr|Prof|Mr|Mrs|Ms|Dipl|Ing|Herr|Frau|Sr|Sra|Mme|M)\.?[ -]+){0,3}[^\W\d_][\w'’.-]*(?:[ ][^\W\d_][\w'’.-]*){0,4}"
)
LEGAL = re.compile(rf"\b(?:{FORM}|Corporation|Company|Group|Holdings?)\b\.?")
# Beside public bodies: foundations, schools, and what firms are firms of.
_ORGANISATION = re.compile(
    rf"\b(?:{BODY}|{BODY_END}|misericordia|fundacion|stiftung|stichting|gremio|co-?op(?:erative)?|district|department|clinic|schools?|bank|foundation|institute"
    r"|brewing|foods|logistics|hotels?|labs?|energy|health|partners|systems|software|services|industries|marine|pharma|transport|railway|airlines)\b"
)
TITLE = re.compile(
    r"\b(?:director|manager|head|chief|vp|vice president|president|officer|cto|cio|ceo|coo|cfo|lead|leiter|leiterin|leitung|buyer|purchasing|procurement|controller|engineer|owner|founder|partner|"
    r"einkauf|einkaufer|einkauferin|geschaftsfuhrer|geschaftsfuhrerin|prokurist|prokuristin|assistentin|assistent|assistant|responsable|directeur|directrice|chef|acheteur|acheteuse|gerente|jefe|jefa|directora?|coordinator|coordinador|coordinadora|"
    r"hoofd|inkoper|inkoop|manager|avp|svp|md|bursar|registrar|buyer|direktor|direktorin|direktion|stv|inhaber|vorstand|bereichsleit\w*|dezernat|referat|leitung|reitor|pro-reitor|vicerrector|rector|prodekan|pregoeir[oa]|presidente|president|presidenta|vice-president|secretaria|secretario|secretaire|comptroller|superintendent|chairman|chair|jefatura|responsavel|chefe|gemeindeburo|buro|betriebsleit\w*|kaufm\w+|controlling|vergabestelle|einrichtungsleit\w*|presidente de \w+|medecin|pharmacien\w*|intendant\w*|diretora?|gestora?|coordenadora?|responsabile|direttore|direttrice|ufficio|operations|logistics|it|analyst|specialist|secretary|treasurer|administrator|superintendent|ops|department|abteilung|service|division)\b"
)
_OFFICE = re.compile(
    r"\b(?:team|sourcing|compras|contratacion|inkoop|achats|marches|gerencia|service des|direccion|departamento|secretariat\w*|sekretariat\w*|secretaria\w*|counsel|purchasing|procurement|einkauf|office|department|notifications?|alerts?|portal|eprocurement|no.?reply|county|division|vergabestelle|crm|einkaufsportal|inkoopsysteem|security|infosec|suprimentos|aprovisionamento|contracting|events?|abastecimiento|secretaria|assistante de direction|tenders? unit|unit|desk|bureau|commission|comissao|comision|gremium|geschaftsstelle|direktion|direction des?|divisao|gabinete|cabinet|archivo|area de|organo de|mesa de|records|communications|voicemail|plateforme|plataforma|platform|assistente virtual|assistant de reunion|agenda partage|documentaire informatie|asistencia de|\w+einkauf|sammelpostfach|postfach|postbus|\w*inkoop\w*|subgerencia|abastecimientos|licitacion(?:es)?|licitacao|juri|jury|oficina|disposition|beschaffung\w*|ausschreibung\w*|vergabe\w*|aanbesteding\w*|approvisionnements?|projecten)\b"
)
_PARTICLE = re.compile(PARTICLES)
_ARTICLE = re.compile(
    r"(?:an?|the|o|a|le|la|l'|el|der|die|das|de|il|im|mit|au|aux|que|con|com|avec|met|with|par) "
)
_FOR = re.compile(
    r"(?:for|pour|par|fur|im auftrag|por|para|pelo|pela|voor|namens|on behalf|p\. ?o\.|[ao]|le|la|el|der|die|de) "
)
_ASIDE = re.compile(r"\s*\([^()]{1,30}\)")
LAST = 80  # letters of a line that can be a signature's


def signature(text: str) -> tuple[str, ...]:
    """Return the lines below the closing words of a mail, at most eight."""
    lines = [line.strip(" \t*_>") for line in text.strip().split("\n")]
    lines = [_PROXY.sub("", line) for line in lines]
    lines = [line for line in lines if line and line != "--" and not _DEVICE.match(fold(line))]
    for index in range(len(lines) - 1, max(-1, len(lines) - 14), -1):
        if (
            len(lines[index]) < 45 or lines[index].startswith(("Veuillez", "Je vous prie"))
        ) and CLOSING.match(fold(lines[index])):
            rest = lines[index].partition(",")[2].strip() or _after_closing(lines[index])
            rest = rest if NAME.fullmatch(rest) and not GREETING.match(fold(rest)) else ""
            return tuple([rest, *lines[index + 1 :]][:8] if rest else lines[index + 1 :][:8])
    first = len(lines)
    while first > 1 and len(lines) - first < 4 and _is_short(lines[first - 1]):
        first -= 1
    return tuple(lines[first:])


def _is_short(line: str) -> bool:
    """Tell a line of a signature from the last line of a text and from a greeting."""
    ends = line[-1] not in ".!?:;," or _LEGAL_END.search(line) is not None
    return len(line) < LAST and ends and not GREETING.match(fold(line))


_LEGAL_END = re.compile(
    r"(?:S\.A\.C|S\.A|S\.L|S\.L\.U|B\.V|N\.V|Inc|Ltd|Co|Corp|E\.I\.R\.L|C\.V|R\.L|e\.V|plc|Lda|Ltda|Ph\.D|Ed\.D|M\.A)\.$"
)
_CLOSED = re.compile(
    r"(?i:gruß|gruss|groet|groetjes|abs|saludos|salut|cheers|best|regards|at\.?te),? (?=[A-ZÀ-Þ])"
)


def _after_closing(line: str) -> str:
    """Return the name on the line of the closing words themselves ("Gruß Ralf")."""
    match = _CLOSED.search(line)
    return line[match.end() :].strip() if match else ""


def signed_name(block: tuple[str, ...], sender: str | None, email: str | None) -> str | None:
    """Return the full name in a signature: two to four capitalised words that are no title."""
    single = None
    for line in block[:4]:
        head = _name_on(line, email)
        if head is None:
            continue
        words = head.split()
        if len(words) > 1 or (_FOR.match(fold(line)) and "," in line):
            return head
        if sender and fits(sender, head):
            return None  # signed with the first name of the one who sent it
        single = single or head
    return single


def _name_on(line: str, email: str | None) -> str | None:
    """Return the person's name that a line of a signature begins with, or holds after an office."""
    pieces = [piece.strip() for piece in re.split(r"\s[|·•–—:-]\s|,|\|", _ASIDE.sub("", line))]
    for at, piece in enumerate(pieces[:3]):
        proxy = _PROXY.match(piece)
        name = piece[proxy.end() :] if proxy else piece
        if _is_name(name, email) and (at == 0 or proxy or _FOR.match(fold(line))):
            return name
        if (
            at == 0
            and not _FOR.match(fold(line))
            and NAME.fullmatch(piece)
            and not _PROXY_LATER.search(line)
        ):
            return None
    return None


_PROXY_LATER = re.compile(r", ?(?:i\. ?[AV]\.|gez\.|p\. ?[op]\.)")


def _is_name(text: str, email: str | None) -> bool:
    plain = fold(text)
    if NAME.fullmatch(text) is None or _ARTICLE.match(plain):
        return False
    if GREETING.match(plain) or TITLE.search(plain) or LEGAL.search(text) or CLOSING.match(plain):
        return False
    if any(word[0].islower() and not _PARTICLE.fullmatch(word) for word in text.split()):
        return False
    return not (_ORGANISATION.search(plain) or _OFFICE.search(plain) or is_firm(text, email))


def is_firm(signed: str, email: str | None) -> bool:
    """Tell whether what stands where a name is expected is the firm that the domain names."""
    words = [word for word in words_in(signed) if len(word) > 2]
    if len("".join(words)) < 6 or may_be(signed, email):
        return False
    labels = [re.sub(r"[^a-z0-9]", "", part) for part in domain(email).split(".")[:-1]]
    return any(len(label) > 3 and all(word in label for word in words) for label in labels)


def may_be(name: str, email: str | None) -> bool:
    """Tell whether the address can be this person's: it holds a part of the name, or the office's."""
    local = fold((email or "").partition("@")[0])
    return any(len(word) > 2 and word in local for word in fold(name).split())


def is_title(text: str) -> bool:
    """Tell whether what stands where a firm is expected is somebody's position."""
    return bool(TITLE.search(fold(text))) and not LEGAL.search(text)


def is_firms(text: str) -> bool:
    """Tell whether a name holds words that only organisations bear."""
    plain = fold(text)
    return bool(LEGAL.search(text) or _ORGANISATION.search(plain) or _OFFICE.search(plain))


def is_only_office(text: str) -> bool:
    """Tell whether a line of a signature is an office within a house ("Geschäftsstelle"), and no house itself."""
    plain = fold(text)
    house = LEGAL.search(text) or _ORGANISATION.search(plain)
    return _OFFICE.search(plain) is not None and not house


def is_legal(text: str) -> bool:
    """Tell whether a run of words is nothing but the form in which a firm is registered ("S.A. de C.V")."""
    rest = LEGAL.sub(" ", text + ".")
    return not re.search(r"[^\W\d_]{4,}", rest)


def is_office(name: str, email: str | None) -> bool:
    """Tell whether a name shown with an address is an office's or a machine's, not a person's."""
    return (is_role(email) and not may_be(name, email)) or bool(_OFFICE.search(fold(name)))


def fits(full: str, given: str) -> bool:
    """Tell whether the shorter name may be the same person as the longer one."""
    one, two = set(re.findall(r"\w+", fold(full))), set(re.findall(r"\w+", fold(given)))
    return bool(one & two) and (
        one <= two or two <= one or same_name(full, given) or len(one & two) > 1
    )
