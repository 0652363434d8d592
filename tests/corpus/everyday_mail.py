"""Everyday mails of customers in which nothing about an offer is decided, as they write them: with signatures."""

from __future__ import annotations

import random
from collections.abc import Iterator
from email.message import EmailMessage
from functools import cache

from tests.corpus import HERE, Case

ONE_IN = 3  # mails kept apart, to be measured only
VARIANTS = 2  # of each mail that is learned from, signed in different ways
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


def rows(*, learned: bool) -> Iterator[tuple[int, str, str, str]]:
    """Yield number, language, subject and text of those learned from, or of those kept apart."""
    lines = (HERE / "everyday_mail.tsv").read_text(encoding="utf-8").splitlines()
    for at, line in enumerate(lines):
        language, subject, text = line.split("\t")
        if (at % ONE_IN != 0) is learned:
            yield at, language, subject, text.replace("\\n", "\n")


@cache
def mails(*, learned: bool) -> list[Case]:
    """Return the mails as they come, some with the manager on copy."""
    return [
        Case(f"everyday-{at}-{kind}", _mail(at, kind, subject, text), False, kind="everyday")
        for at, _, subject, text in rows(learned=learned)
        for kind in range(VARIANTS if learned else 1)
    ]


def _mail(at: int, kind: int, subject: str, text: str) -> bytes:
    chance = random.Random(31 * at + kind)
    name, address, post, firm, more = chance.choice(_WRITERS)
    mail = EmailMessage()
    mail["From"], mail["To"] = f"{name} <{address}>", chance.choice(_REPS)
    if chance.random() < 0.4:
        mail["Cc"] = _MANAGER
    mail["Subject"] = subject
    mail["Message-ID"] = f"<everyday-{at}-{kind}@{address.partition('@')[2]}>"
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
