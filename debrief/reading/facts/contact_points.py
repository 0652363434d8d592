"""Whom a portal, a record or an office's mail names as the one to ask, and at which address."""

from __future__ import annotations

import re

from debrief.reading.facts.customer import Customer
from debrief.reading.facts.person_words import FULL, TITLED, words_of
from debrief.reading.facts.signed_names import is_firms
from debrief.reading.mail.addresses import EMAIL
from debrief.reading.people import Sides
from debrief.reading.wording import fold

LINES = 150  # lines looked at
_LABEL = re.compile(
    r"(?:^\W{0,12}|[.;(] )(?:contact(?:ing)?(?: officer| person| point| name| for \w+| du client)?|contracting officer|buyer(?:'s)?(?: contact| comment| message)?|posted by|quer(?:y|ies)|questions|enquiries|"
    r"(?:primarer |haupt)?kontakt(?:person)?|(?:haupt)?ansprechpartner(?:in)?|primary(?: contact)?|ansprechperson|gesprachspartner(?:in)?|ruckfragen|entscheider(?:in)?|sachbearbeiter(?:in)?|sachbearbeitung|vergabestelle|auftraggeber(?:in)?|zustandig|einkaufer(?:in)?|"
    r"interlocut(?:eur|rice)|responsable|decideur|commentaire (?:de l')?acheteur|renseignements|acheteur|personne(?: |-)contact|"
    r"contacto|encargad[oa]|(?:observacion|comentario|mensaje) del comprador|consultas|interlocutora?|persona de contacto|"
    r"contactpersoon|contact|inlichtingen|vragen|toelichting (?:van de )?(?:aan|in)koper|(?:aan|in)koper|"
    r"attendees|participants?|participantes|teilnehmer(?:innen)?|deelnemers|con(?=:)|met(?=:)|mit(?=:)|with(?=:)|avec(?= ?:)|com(?=:)|contato|responsavel|justificativa do comprador|(?:observacao|comentario) do comprador|pregoeir[oa]|juri|duvidas|esclarecimentos|gestora? do (?:contrato|processo|procedimento))\b"
)
_TO = re.compile(
    r"[\s:.…(?–-]*(?:(?:go to|(?:please )?ask|to|an|fragen sie|demandez à|pregunte a|vraag|pergunte a|von|à|a|aan|para|bei|via|by|par|por|del? \w+)\b[\s:.…(–-]*)?"
)
_TITLED, _FULL = re.compile(TITLED), re.compile(FULL)
_OFFICE_HOLDER = re.compile(
    r"\b(?i:pr[ée]sident[ea]?|vice-pr[ée]sident[ea]?|d[ée]l[ée]gation|delega[çc][ãa]o|delegaci[óo]n|directeur|directrice|direct(?:or|ora)|diretora?|jef[ea]|chef[ea]?|vereadora?|alcalde(?:sa)?|leiter(?:in)?|head|mayor|maire|burgemeester|hoofd|secretaris|concejala?)"
    rf"(?: (?:del?|d[oae]s?|of|of the|van de|der|des) [\w’'-]+){{0,2}}\s?,\s(?P<name>{TITLED}|{FULL})"
)
_MEETING = re.compile(r"attendees|participant|teilnehmer|deelnemers")
_FIRMS = re.compile(
    r"buyer$|acheteur|auftraggeber|vergabestelle"
)  # a firm stands there, or a person at one
_ATTENTION = re.compile(
    r"(?i:z\. ?hd\.|attn\.?:?|attention(?: of)?:?|t\.a\.v\.|à l['’]attention de|a la atenci[oó]n de|a/c:?)\s+"
)


def contact_named(text: str, sides: Sides) -> Customer | None:
    """Return the one person whom a labelled line names, with the address beside the name, if any."""
    lines = text.split("\n", LINES)[:LINES]
    for at, line in enumerate(lines):
        if len(line) > 400:
            continue
        label = _LABEL.search(fold(line))
        if label is None:
            continue
        rest = line[label.end() :]
        name = _name_in(rest, sides, label[0].strip(" .;("))
        if name:
            near = f"{rest} {lines[at + 1] if at + 1 < len(lines) else ''}"
            return Customer(name, _address_in(near, sides))
    return None


def _name_in(rest: str, sides: Sides, label: str) -> str | None:
    """Return the person named behind a label: with courtesy anywhere, else at once or "z. Hd."."""
    found = [*_TITLED.finditer(rest[:160])]
    if _MEETING.match(label):
        found += _FULL.finditer(rest[:160])
    elif attention := _ATTENTION.search(rest[:160]):
        found += [m for m in [_FULL.match(rest, attention.end())] if m]
    elif not _FIRMS.match(label):
        start = _TO.match(rest)
        found += [m for m in [_FULL.match(rest, start.end() if start else 0)] if m]
    for match in found:
        if _is_person(match[0], sides):
            return " ".join(match[0].split()).strip(" .")
    return None


def _is_person(name: str, sides: Sides) -> bool:
    words = words_of(name)
    return bool(words) and not words & sides.names and not is_firms(name)


def _address_in(text: str, sides: Sides) -> str | None:
    found = EMAIL.search(text)
    return found[0].rstrip(".-").lower() if found and not sides.ours(found[0]) else None


def addressed_contact(text: str, sides: Sides) -> str | None:
    """Return the address that a labelled line gives without a name ("Questions: purchasing@…")."""
    for line in text.split("\n", LINES)[:LINES]:
        if "@" in line and len(line) <= 400 and (label := _LABEL.search(fold(line))):
            address = _address_in(line[label.end() :], sides)
            if address:
                return address
    return None


def office_holder(text: str, sides: Sides) -> str | None:
    """Return who signed by office inside a letter that a portal passes on ("Le Président, Jean Roy")."""
    found = [m["name"] for m in _OFFICE_HOLDER.finditer(text[-1_500:])]
    people = [name for name in found if _is_person(name, sides)]
    return " ".join(people[-1].split()).strip(" .") if people else None
