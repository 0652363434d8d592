"""The customer of a lost deal: who decided or signed, at which address, for which company."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from debrief.reading.facts.domain_names import apart
from debrief.reading.facts.person_words import without_address
from debrief.reading.facts.public_bodies import public_body, told_body
from debrief.reading.facts.short_domains import shortened_to
from debrief.reading.facts.signed_names import (
    CLOSING,
    GREETING,
    LEGAL,
    NAME,
    TITLE,
    fits,
    is_firms,
    is_office,
    is_only_office,
    may_be,
    signature,
    signed_name,
)
from debrief.reading.machines import is_by_machine
from debrief.reading.mail.addresses import EMAIL, Address
from debrief.reading.people import Sides, domain, is_public, is_robot
from debrief.reading.quoting.turns import Turn
from debrief.reading.wording import fold, unmarked, words_in


@dataclass(frozen=True, slots=True)
class Customer:
    """The person to thank and to ask; what the mail does not tell is None."""

    name: str | None = None
    email: str | None = None
    company: str | None = None


def decider(turn: Turn, others: Iterable[Address], sides: Sides) -> Customer:
    """Return who of the customer wrote or signed the turn, with the address if the mail gives it."""
    block = signature(turn.text)
    sender = turn.sender or Address(None, None)
    signed = signed_name(block, sender.name, sender.email)
    outside = [a for a in others if a.email and not sides.ours(a.email)]
    name, email = sender.name, sender.email
    if name and is_office(name, email):
        name = None
    if signed and not (name and fits(name, signed)):
        match = next((a for a in outside if a.name and fits(a.name, signed)), None)
        if match is not None:
            name, email = signed, match.email
        elif not _is_own(name, email) and (name is None or len(signed.split()) > 1):
            reached = may_be(signed, email) or _is_reached(email)
            name, email = signed, email if reached else None
    name = without_address(name) if name else None
    if name and "," in name:
        last, _, first = name.partition(",")
        name = f"{first.strip()} {last.strip()}"
    if email and not name and not _is_reached(email):
        email = None
    if email and sides.ours(email):
        email = None
    return Customer(name, email.lower() if email else None)


def _is_own(name: str | None, email: str | None) -> bool:
    """Tell whether an address bears the last name shown with it, and is not an office's under its own name."""
    local = fold((email or "").partition("@")[0])
    words = (name or "").split()
    return len(words) > 1 and may_be(words[-1], email) and local not in fold(name or "").split()


def _is_reached(email: str | None) -> bool:
    """Tell whether an office's mailbox is read by somebody, as no machine's is."""
    return email is not None and not is_robot(Address(None, email))


def company_of(turn: Turn, email: str | None, texts: Iterable[str], subject: str) -> str | None:
    """Return the company's name as the mail writes it: by its domain, its signature or its legal form."""
    authority = told_body(turn.text)
    if is_robot(turn.sender) and (body := public_body(turn.text) or authority):
        return body
    block, shown = signature(turn.text), turn.name or ""
    signed = "\n".join(block)
    labels = [] if not email or is_public(email) or _is_anybodys(turn, email) else _labels(email)
    return (
        _spelled_out(labels, email, (signed, subject, *texts, "" if authority else shown))
        or _shortened(labels, email, shown, (signed, shown, subject, *texts))
        or _buyer(turn)
        or _by_legal_form(block[1:])
        or _below_signer(block, labels, shown)
        or authority
        or (apart(_parts(email or "")[0], (shown, signed, subject, turn.text)) if labels else None)
    )


def _spelled_out(labels: list[str], email: str | None, texts: Iterable[str]) -> str | None:
    """Return the words of the first of the texts that spell a domain's label out."""
    for text in texts:
        for label in labels:
            found = _spelled(label, text)
            if found:
                return _fuller(found, label, email or "", text)
    return None


def _shortened(
    labels: list[str], email: str | None, shown: str, texts: Iterable[str]
) -> str | None:
    """Return the name that a domain's label shortens, unless it is a person's, ``shown`` with the address."""
    for text in dict.fromkeys(texts):
        for label in labels:
            short = shortened_to(label, text)
            if short and not (shown and fits(shown, short) and not is_office(shown, email)):
                return short
    return None


def _buyer(turn: Turn) -> str | None:
    """Return the house for which a machine says that it writes."""
    match = _BUYER.search(turn.text) if is_robot(turn.sender) else None
    return match[1].strip(" .,") if match else None


def _by_legal_form(lines: Iterable[str]) -> str | None:
    """Return what the first line of a signature with a legal form ends in."""
    for line in lines:
        if LEGAL.search(line) and not EMAIL.search(line) and not TITLE.search(fold(line)):
            return re.split(r"\s[|·•–—]\s|\|", line)[-1].strip(" ,")
    return None


def _below_signer(block: tuple[str, ...], labels: list[str], shown: str) -> str | None:
    """Return what stands like a name below the signer's, as far as a domain may be that firm's."""
    for line in block[1:4]:
        pieces = [piece.strip() for piece in re.split(r",|\s[|·•–—-]\s|\|", line)]
        for piece in pieces[1:] if len(pieces) > 1 else pieces:
            person = line == block[0] or (shown and fits(shown, piece))
            if not _is_like_firm(piece) or person:
                continue
            if _akin(piece, labels) or not (labels or is_only_office(piece)):
                return piece
    return None


def _is_like_firm(piece: str) -> bool:
    """Tell whether a piece of a signature is written as a name, and is no title, greeting or number."""
    plain = fold(piece)
    return (
        piece[:1].isupper()
        and len(piece) < 50
        and not (GREETING.match(plain) or TITLE.search(plain) or CLOSING.match(plain))
        and not re.search(r"\d|@", piece)
        and NAME.fullmatch(piece.replace("&", "and")) is not None
    )


_HOUSE = re.compile(
    r"portal|portail|portaal|supplier|vendor|lieferant|fournisseur|proveedor|leverancier|fornecedor|inkoop|compras|achats|einkauf|procurement"
)


def _is_anybodys(turn: Turn, email: str) -> bool:
    """Tell whether an address is a service's that writes for many houses, so that its domain names none of them."""
    local = fold(email.partition("@")[0])
    own = email.lower() == (turn.email or "").lower() and is_by_machine(turn)
    return own and _HOUSE.match(local) is None and not is_akin_to_sender(turn)


def house_of_portal(turn: Turn) -> str | None:
    """Return the firm whose own portal for its suppliers writes; None where the sender is no such portal."""
    email, shown = turn.email or "", (turn.sender.name if turn.sender else None) or ""
    local = fold(email.partition("@")[0])
    if is_public(email) or not (_HOUSE.match(local) or _HOUSE.search(fold(shown))):
        return None
    for label in _labels(email):
        for text in (shown, turn.subject, turn.text):
            found = _spelled(label, text) or shortened_to(label, text)
            if found:
                return None if _HOUSE.search(fold(found)) else found  # a service for many houses
    return None


def is_akin_to_sender(turn: Turn) -> bool:
    """Tell whether the text, too, names the firm of the sender's domain."""
    return any(_spelled(label, turn.text) for label in _labels(turn.email or ""))


def is_spelled_out(email: str, texts: Iterable[str]) -> bool:
    """Tell whether one of the texts names the firm of an address's domain."""
    labels = _labels(email)
    return any(_spelled(label, text) for text in texts for label in labels)


def _akin(piece: str, labels: Iterable[str]) -> bool:
    """Tell whether a signature's line can be the firm of a domain: by a word of it, its initials, or its kind."""
    words = words_in(piece)
    initials = "".join(word[0] for word in words if len(word) > 2)
    house = is_firms(piece) and not is_only_office(piece)
    return house or any(
        (len(initials) > 1 and label.startswith(initials))
        or any(len(word) > 3 and (word in label or label in word) for word in words)
        for label in labels
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
            whole = joined == label or unmarked(joined) == unmarked(label)
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


def _fuller(found: str, label: str, email: str, text: str) -> str:
    """Return what the text calls the rest of a hyphenated domain where only its lesser part was found ("EHPAD")."""
    if _plain(found) == label or len(_plain(found)) * 2 >= len(label):
        return found
    pieces = [p for part in _parts(email) for p in part.split("-") if "-" in part and len(p) > 4]
    others = (_spelled(p, text) for p in pieces if not p.startswith(_plain(found)))
    return next((other for other in others if other), found)


def _mostly(joined: str, label: str) -> bool:
    return (
        len(joined) >= 5
        and len(joined) * 2 > len(label)
        and (label.startswith(joined) or joined.startswith(label))
    )


def _plain(word: str) -> str:
    return re.sub(r"[^a-z0-9]", "", fold(word))


def _extend(words: list[tuple[str, int, int]], last: int, text: str) -> int:
    """Return the end of the name with the capitalised words and the legal form that follow."""
    end = words[last][2]
    while last + 1 < len(words):
        legal = LEGAL.match(text, words[last + 1][1])
        if legal and text[end : words[last + 1][1]].strip() in ("", ","):
            return legal.end()
        gap = text[end : words[last + 1][1]]
        word = words[last + 1][0]
        if (
            gap not in (" ", " & ", " and ", ". ")
            or not word[0].isupper()
            or (TITLE.search(fold(word)) and not LEGAL.fullmatch(word))
        ):
            break
        last += 1
        end = words[last][2]
    return end


def emails_in(text: str, sides: Sides) -> tuple[str, ...]:
    """Return the addresses of people outside that stand in a text, each once."""
    found = dict.fromkeys(match[0].rstrip(".-").lower() for match in EMAIL.finditer(text))
    return tuple(email for email in found if not sides.ours(email))
