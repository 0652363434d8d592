"""Whose deal it was: the account rep whom a mail tells or shows."""

from __future__ import annotations

import re

from debrief.reading.judged import Judged
from debrief.reading.mail.addresses import Address
from debrief.reading.mail.message import Message
from debrief.reading.people import Sides
from debrief.reading.quoting.turns import Turn
from debrief.reading.records.record_owners import owner_of
from debrief.reading.wording import fold
from debrief.team import Person, Team

LOOKED_AT = 4_000  # characters of a mail in which a rep says that the deal is another's
# "Your client asked for you while you were away", in the languages read; matched against folded text.
_FOR_YOU = re.compile(
    r"\b(?:(?:asked|looking|looked|message|news|call|word) for you|your (?:deal|client|customer|account|contact|prospect)\b|(?:while|because|as|since) you (?:were|are) (?:away|out|off|on|in|ill|sick|travelling|abroad)|in your absence|(?:could ?n[o']t|tried to) (?:reach|get|find|call) you|to tell you himself|to tell you herself|"
    r"fur dich\b|nach dir gefragt|(?:dein|deine[mnrs]?) (?:kund\w*|deal|kontakt|interessent\w*)|(?:weil|da|wahrend|als) du (?:\w+ ){0,4}(?:weg|urlaub|krank|unterwegs|flugzeug)|in deiner abwesenheit|dich nicht erreicht|wollte (?:eigentlich )?(?:dich|zu dir)|"
    r"pour toi\b|te cherchait|(?:ton|ta) (?:client\w*|prospect|dossier|affaire|contact)\b|en ton absence|(?:parce que|comme|pendant que|quand) tu (?:etais|es)|te joindre|demande (?:apres|a te)|"
    r"para ti\b|para vos\b|pregunto por ti|te (?:buscaba|buscaban|andaba buscando)|tu (?:cliente|contacto|prospecto|cuenta)\b|no te (?:localiz|encontr)\w+|mientras (?:estabas|andabas)|en tu ausencia|"
    r"voor jou\b|naar jou gevraagd|vroeg naar je|jouw (?:klant|deal|contact)|(?:omdat|terwijl|toen) (?:jij|je) (?:\w+ ){0,3}(?:ziek|weg|vakantie|vrij|was)|in je afwezigheid|je niet te pakken|jou niet bereiken|"
    r"p(?:a)?ra voce\b|falar com voce\b|perguntou por (?:ti|voce)|te procur\w+|(?:teu|tua|seu) (?:cliente|contacto|contato)\b|enquanto (?:voce|estavas|tu)|na tua ausencia|na sua ausencia|nao te (?:apanh|encontr)\w+)"
)


_OWNING = re.compile(
    r"\b(\w+s) (?:deal|auftrag|kund\w*|projekt|angebot|klant|opdracht|offerte)\b"
)  # folded


def account_rep(mail: Judged) -> Person | None:
    """Return whose deal it was: the record's owner, the addressee, the writer, or who is named."""
    sides, team = mail.sides, mail.sides.team
    if team is None:
        return None
    owner = mail.record.get("owner")
    found = owner_of(owner, sides) if owner else None
    if found is not None and found != team.manager:
        return found
    absent = _absent_rep(mail.turn, sides)
    if absent is not None:
        return absent
    for group in _parties(mail.turn, mail.turns, mail.message):
        for address in group:
            person = sides.member(address)
            if person is not None and person != team.manager:
                return person
    return _named_rep(mail.turns, mail.message, team)


def _absent_rep(turn: Turn, sides: Sides) -> Person | None:
    """Return the rep whom another rep tells what the customer wanted to tell the one who was away."""
    assert sides.team is not None
    writer = sides.member(turn.sender)
    if writer is None or writer == sides.team.manager or len(turn.to) != 1:
        return None
    reader = sides.member(turn.to[0])
    if reader in (None, writer, sides.team.manager):
        return None
    return reader if _FOR_YOU.search(fold(f"{turn.subject}\n{turn.text[:LOOKED_AT]}")) else None


def _parties(turn: Turn, turns: tuple[Turn, ...], message: Message) -> list[tuple[Address, ...]]:
    """Return the people around the news, the nearest first."""
    groups: list[tuple[Address, ...]] = []
    for each in (turn, *turns):
        groups += [(each.sender,) if each.sender else (), each.to, each.cc]
    return [*groups, message.to, message.cc]


def _named_rep(turns: tuple[Turn, ...], message: Message, team: Team) -> Person | None:
    text = fold("\n".join([message.subject, *(turn.text for turn in turns)]))
    full = [rep for rep in team.reps if fold(rep.name) in text]
    if len(full) == 1:
        return full[0]
    words = set(re.findall(r"\w+", text))
    words |= {word.removesuffix("s") for word in _OWNING.findall(text)}  # "Ingrids Deal"
    first = [rep for rep in team.reps if set(re.findall(r"\w+", fold(rep.first_name))) <= words]
    return first[0] if len(first) == 1 and not full else None
