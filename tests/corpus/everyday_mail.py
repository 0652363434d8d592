"""Mails in which nothing about an offer of ours is decided: everyday mails of customers, with signatures, and an office's own."""

from __future__ import annotations

import random
from collections.abc import Iterator
from email.message import EmailMessage
from functools import cache

from tests.corpus import HERE, Case
from tests.corpus.rehearsal import note

_WRITERS = (
    ("Helen Marsh", "helen.marsh@greatoak.example", "Head of IT", "Greatoak Ltd", "Registered in England No. 01234567"),
    ("Jonas Weber", "jonas@weber-maschinen.example", "Leiter Einkauf", "Weber Maschinenbau GmbH", "HRB 12345 Amtsgericht Ulm"),
    ("Susan Poole", "s.poole@larchmontfoods.example", "Procurement Manager", "Larchmont Foods", "T 01632 960111"),
    ("Claire Aubert", "c.aubert@minoterie-aubert.example", "Responsable achats", "Minoterie Aubert SAS", "12 rue des Moulins, 69000 Lyon"),
    ("Lucía Ferrer", "lferrer@conservasferrer.example", "Jefa de compras", "Conservas Ferrer S.L.", "Tel. +34 900 555 011"),
    ("Bram de Wit", "bram@dewit-logistiek.example", "Inkoop", "De Wit Logistiek B.V.", "KvK 12345678"),
    ("Rita Sousa", "rita.sousa@ceramicas-vouga.example", "Direção de Compras", "Cerâmicas do Vouga, Lda", "Tlm. 900 555 022"),
    ("Dr. Amara Osei", "amara.osei@stjude-clinic.example", "Clinical Director", "St Jude Clinic", "www.stjude-clinic.example"),
)  # fmt: skip
_REPS = ("Ben Adler <ben.adler@larkspur.example>", "Aisha Rahman <aisha.rahman@larkspur.example>")
_MANAGER = "Dana Whitfield <dana.whitfield@larkspur.example>"


def rows(*, learned: bool) -> Iterator[tuple[int, str, str]]:
    """Yield number, subject and text of those learned from, or of those kept apart."""
    name = "everyday_learned.tsv" if learned else "everyday_apart.tsv"
    for at, line in enumerate((HERE / name).read_text(encoding="utf-8").splitlines()):
        _, subject, text = line.split("\t")
        yield at, subject, text.replace("\\n", "\n")


@cache
def mails(*, learned: bool) -> list[Case]:
    """Return the mails as they come, some with the manager on copy."""
    return [
        Case(f"everyday-{at}", _mail(at, subject, text), False, kind="everyday")
        for at, subject, text in rows(learned=learned)
    ]


def passed_on() -> list[Case]:
    """Return every other of the mails that are learned from as one of us writes it to the manager."""
    return [
        Case(
            f"everyday-ours-{at}",
            note(f"everyday-{at}", text, True, subject),
            False,
            kind="everyday",
        )
        for at, subject, text in rows(learned=True)
        if at % 2
    ]


@cache
def office() -> list[Case]:
    """Return ordinary mails of offices: minutes, suppliers chosen, projects stopped, games lost, from outside or a colleague."""
    found = []
    for at, line in enumerate((HERE / "office.tsv").read_text(encoding="utf-8").splitlines()):
        _, sender, subject, written = line.split("\t")
        text = written.replace("\\n", "\n")
        raw = (
            note(f"office-{at}", text, True, subject)
            if sender == "our"
            else _mail(at, subject, text)
        )
        found.append(Case(f"office-{at}", raw, False, kind="office"))
    return found


def _mail(at: int, subject: str, text: str) -> bytes:
    chance = random.Random(at)
    name, address, post, firm, more = chance.choice(_WRITERS)
    if chance.random() < 0.2:  # a mailbox that several write from
        _, address, *_ = chance.choice(_WRITERS)
    mail = EmailMessage()
    mail["From"], mail["To"] = f"{name} <{address}>", chance.choice(_REPS)
    if chance.random() < 0.4:
        mail["Cc"] = _MANAGER
    mail["Subject"] = subject
    mail["Message-ID"] = f"<everyday-{at}@{address.partition('@')[2]}>"
    signed = chance.choice(
        (
            "",
            f"\n\n{name.split()[0]}",
            f"\n\n{name}\n{post}\n{firm}",
            f"\n\n{name}\n{post} | {firm}\n{more}",
            f"\n\n-- \n{name}\n{firm}\n{more}",
        )
    )
    mail.set_content(f"{text}{signed}\n")
    return mail.as_bytes()
