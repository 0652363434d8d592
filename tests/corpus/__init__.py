"""Mails written for the tests, with what must be read off them; `messages` turns them into bytes."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.utils import formataddr, parseaddr
from functools import cache, cached_property, partial
from html import escape
from pathlib import Path
from typing import Any

from debrief.demo.people import READING
from debrief.team import Team

HERE = Path(__file__).parent
MANAGER = "dana"


@dataclass(frozen=True)
class Case:
    """One mail, whether it tells of a loss, and the facts it states (names as in the source files)."""

    name: str
    mail: bytes | Callable[[], bytes]  # or what writes it: of many cases only the name is asked for
    loss: bool
    expected: dict[str, str] = field(default_factory=dict)
    forwarded: tuple[str, str, str] | None = (
        None  # sender's address, subject, body of the outermost forward
    )

    kind: str = ""  # the author's class of the mail, where the file gives one
    lang: str = ""

    @cached_property
    def raw(self) -> bytes:
        """Return the mail."""
        return self.mail if isinstance(self.mail, bytes) else self.mail()

    @property
    def part(self) -> str:
        """Name the part of the corpus: "seen" while the rules were written, "held out", "later"."""
        if self.name.startswith(("u-", "v-", "w-", "x-", "y-")):
            return "later"
        return "held out" if zlib.crc32(self.name.encode()) % 3 == 0 else "seen"


def team() -> Team:
    """Return the team that the corpus is addressed to."""
    return Team.model_validate(json.loads((HERE / "team.json").read_text(encoding="utf-8")))


SETTLED = (
    ("losses.txt", True),
    ("others.txt", False),
    ("unseen_losses.txt", True),
    ("unseen_others.txt", False),
)
# Ordinary wording that the rules do not wholly cover yet: measured, not required.
FRESH = (("fresh_losses.txt", True), ("fresh_others.txt", False))


# Authors of mails who knew no rule, and what their mails serve for.
AUTHORS = {
    "author2": "learned from",
    "author3": "learned from",
    "author4": "learned from",
    "author5": "learned from",
    "author6": "learned from",
    "author7": "learned from",
    "author8": "learned from",
    "author12": "learned from",
    "author13": "learned from",
    "author14": "learned from",
    "author15": "learned from",
    "author16": "learned from",
    "author19": "learned from",
    "author20": "learned from",
    "author21": "learned from",
    "author22": "learned from",
    "author23": "learned from",
    "author24": "learned from",
    "author27": "learned from",
    "author28": "learned from",
    "author29": "learned from",
    "author30": "learned from",
    "author31": "learned from",
    "author32": "learned from",
    "author33": "learned from",
    "author34": "learned from",
    "author35": "learned from",
    "author36": "learned from",
    "author37": "learned from",
    "author40": "learned from",
    "author41": "learned from",
    "author44": "learned from",
    "author45": "learned from",
    "author46": "learned from",
    "author47": "learned from",
    "author48": "learned from",
    "author49": "learned from",
    "author55": "learned from",
    "author54": "learned from",
    "author56": "learned from",
    "author58": "learned from",
    "author59": "learned from",
    "author60": "learned from",
    "author61": "learned from",
    "author62": "learned from",
    "author63": "learned from",
    "author65": "learned from",
    "author66": "learned from",
    "author68": "learned from",
    "author72": "learned from",
    "author70": "learned from",
    "author69": "learned from",
    "author71": "learned from",
    "author9": "kept apart",
    "author17": "kept apart",
    "author18": "kept apart",
    "author25": "kept apart",
    "author57": "kept apart",
    "author52": "kept apart",
    "author64": "kept apart",
    "author67": "kept apart",
    "author73": "kept apart",
    "author53": "kept apart",
    "author51": "learned from",
    "author50": "learned from",
    "author26": "kept apart",
    "author38": "kept apart",
    "author39": "kept apart",
    "author42": "kept apart",
    "author43": "kept apart",
}
NOBODY = ("none", "none-or-null")  # how an author says that no winner is named
LEARNED_FROM = tuple(author for author, use in AUTHORS.items() if use == "learned from")
KEPT_APART = tuple(author for author, use in AUTHORS.items() if use == "kept apart")


@cache
def written(author: str) -> list[Case]:
    """Return the mails that an author wrote without knowing the rules (``mails/AUTHOR-*.txt``)."""
    people = _people()
    return [
        _case(block, None, people)
        for path in sorted((HERE / "mails").glob(f"{author}-*.txt"))
        for block in blocks(path)
    ]


def telling() -> dict[str, tuple[str, ...]]:
    """Return how the sentences begin that tell of the loss, of mails in which no rule finds a clear word."""
    found: dict[str, tuple[str, ...]] = {}
    for row in (HERE / "telling.tsv").read_text(encoding="utf-8").splitlines():
        name, _, start = row.partition("\t")
        found[name] = (*found.get(name, ()), start)
    return found


def rows(name: str) -> list[dict[str, Any]]:
    """Return the cases of a file that holds one JSON object a line."""
    return [json.loads(line) for line in (HERE / name).read_text("utf-8").splitlines()]


def blocks(path: Path) -> list[str]:
    """Return the mails of a source file, each from its name on."""
    text = "\n" + path.read_text(encoding="utf-8")
    return text.split("\n@@ ")[1:]


@cache
def _people() -> dict[str, tuple[str, str]]:
    return {
        person.email.partition(".")[0]: (person.name, person.email) for person in team().people()
    }


@cache
def messages(files: tuple[tuple[str, bool], ...] = SETTLED) -> list[Case]:
    """Return the cases; the files named ``unseen_…`` were written after the first rules."""
    people = _people()
    return [_case(block, loss, people) for path, loss in files for block in blocks(HERE / path)]


def hand_notes() -> list[Case]:
    """Return short notes that a manager or a rep typed, nothing forwarded (``hand_notes/LANGUAGE.tsv``)."""
    people = _people()
    found = []
    for path in sorted((HERE / "hand_notes").glob("*.tsv")):
        for at, row in enumerate(path.read_text(encoding="utf-8").splitlines()):
            label, writer, subject, text, facts = row.split("\t")
            head = (
                f"hand-{path.stem}-{at + 1:02}\nFrom: {writer}\nTo: {MANAGER}\nSubject: {subject}"
            )
            lines = text.replace(" / ", "\n")
            found.append(_case(f"{head}\n\n{lines}\n% {facts}", label == "loss", people))
    return found


def _case(block: str, loss: bool | None, people: dict[str, tuple[str, str]]) -> Case:
    name, _, rest = block.partition("\n")
    head, _, body = rest.partition("\n\n")
    fields: dict[str, str] = {}
    rows = []
    extra: list[tuple[str, str]] = []
    for line in head.split("\n"):
        label, _, value = line.partition(":")
        if label == "Table":
            rows.append([cell.strip() for cell in value.split("|")])
        elif label == "Header":
            name_, _, content = value.strip().partition(":")
            extra.append((name_.strip(), content.strip()))
        else:
            fields[label] = value.strip()
    body, _, facts = body.partition("\n% ")
    pairs = [pair.split(": ", 1) for pair in facts.strip().split("; ") if ": " in pair]
    expected = {key: value.strip() for key, value in pairs}
    if "rep" in expected:
        expected["rep"] = _address(expected["rep"], people)[1]
    if "priorities" in expected:
        expected["wants"] = expected["priorities"].replace(" | ", "|")
    text, forwarded = _body(fields, body.strip("\n"), people)
    if loss is None:
        loss = fields["Loss"].lower() == "yes"
    mail = partial(_mail, name, fields, text, rows, people, extra)
    return Case(
        name, mail, loss, expected, forwarded, fields.get("Class", ""), fields.get("Lang", "")
    )


def _address(value: str, people: dict[str, tuple[str, str]]) -> tuple[str, str]:
    known = people.get(value.strip())
    shown, _, email = value.rpartition("<")  # a name may hold a comma
    return known or ((shown.strip(' "'), email.strip(" >")) if "@" in email else parseaddr(value))


def _line(value: str, people: dict[str, tuple[str, str]]) -> str:
    name, email = _address(value, people)
    return f"{name} <{email}>" if name else email


def _list(value: str, people: dict[str, tuple[str, str]]) -> str:
    parts = [part for part in value.split(", ") if part]
    return ", ".join(formataddr(_address(part, people)) for part in parts)


_LAYOUTS = {
    "gmail": ("---------- Forwarded message ---------", "From: {f}\nDate: Mon, Oct 19, 2026 at 9:58 AM\nSubject: {s}\nTo: {t}\n", "Fwd: "),
    "gmail-de": ("---------- Forwarded message ---------", "Von: {f}\nDate: Mo., 19. Okt. 2026 um 09:58 Uhr\nSubject: {s}\nTo: {t}\n", "Fwd: "),
    "gmail-fr": ("---------- Forwarded message ---------", "De : {f}\nDate: lun. 19 oct. 2026 à 09:58\nSubject: {s}\nTo: {t}\n", "Fwd: "),
    "outlook": ("", "From: {f}\nSent: Monday, October 19, 2026 9:58 AM\nTo: {t}\nSubject: {s}", "FW: "),
    "outlook-de": ("-----Ursprüngliche Nachricht-----", "Von: {f}\nGesendet: Montag, 19. Oktober 2026 09:58\nAn: {t}\nBetreff: {s}", "WG: "),
    "outlook-fr": ("-----Message d'origine-----", "De : {f}\nEnvoyé : lundi 19 octobre 2026 09:58\nÀ : {t}\nObjet : {s}", "TR : "),
    "outlook-es": ("-----Mensaje original-----", "De: {f}\nEnviado el: lunes, 19 de octubre de 2026 9:58\nPara: {t}\nAsunto: {s}", "RV: "),
    "outlook-nl": ("-----Oorspronkelijk bericht-----", "Van: {f}\nVerzonden: maandag 19 oktober 2026 09:58\nAan: {t}\nOnderwerp: {s}", "FW: "),
    "outlook-pt": ("-----Mensagem original-----", "De: {f}\nEnviada em: segunda-feira, 19 de outubro de 2026 09:58\nPara: {t}\nAssunto: {s}", "ENC: "),
    "thunderbird": ("-------- Forwarded Message --------", "Subject: \t{s}\nDate: \tMon, 19 Oct 2026 09:58:10 +0000\nFrom: \t{f}\nTo: \t{t}\n", "Fwd: "),
    "apple": ("Begin forwarded message:", "\nFrom: {f}\nSubject: {s}\nDate: October 19, 2026 at 9:58:41 AM GMT\nTo: {t}", "Fwd: "),
}  # fmt: skip


def _wrap(via: str, note: str, sender: str, to: str, subject: str, body: str) -> str:
    """Put a forwarder's note and the client's header block above the original."""
    separator, header, _ = _LAYOUTS[via]
    block = header.format(f=sender, t=to, s=subject)
    inner = "\n".join(part for part in (separator, block, "", body) if part or part == "")
    if via == "apple":
        inner = "\n".join("> " + line for line in inner.split("\n"))
    return f"{note}\n\n{inner.lstrip()}" if note else inner.lstrip()


def _body(
    fields: dict[str, str], body: str, people: dict[str, tuple[str, str]]
) -> tuple[str, tuple[str, str, str] | None]:
    via = fields.get("Via")
    if via is None:
        return body, None
    if "Inner-Via" in fields:
        sender, to = _line(fields["Inner-From"], people), _line(fields["Inner-To"], people)
        body = _wrap(
            fields["Inner-Via"], fields["Inner-Note"], sender, to, fields["Inner-Subject"], body
        )
    sender = _line(fields["Orig-From"], people)
    to = _line(fields.get("Orig-To", fields["From"]), people)
    subject = fields["Orig-Subject"]
    fields["Subject"] = _LAYOUTS[via][2] + subject
    return _wrap(via, fields.get("Note", ""), sender, to, subject, body), (
        parseaddr(sender)[1],
        subject,
        body,
    )


def _mail(
    name: str,
    fields: dict[str, str],
    text: str,
    rows: list[list[str]],
    people: dict[str, tuple[str, str]],
    extra: list[tuple[str, str]],
) -> bytes:
    mail = EmailMessage(policy=READING)
    sender = _address(fields["From"], people)
    domain = sender[1].rpartition("@")[2]
    result = "fail" if fields.get("Auth") == "fail" else "pass"
    mail["Received"] = f"from out.{domain} by mx.larkspur.example; Mon, 19 Oct 2026 10:00:02 +0000"
    if not any(label.lower() == "authentication-results" for label, _ in extra):
        mail["Authentication-Results"] = (
            f"mx.larkspur.example; spf={result} smtp.mailfrom={sender[1]}; dkim={result} header.d={domain}; dmarc={result} header.from={domain}"
        )
    mail["From"] = formataddr(sender)
    mail["To"] = _list(fields["To"], people)
    if "Cc" in fields:
        mail["Cc"] = _list(fields["Cc"], people)
    mail["Subject"] = fields["Subject"]
    mail["Date"] = "Mon, 19 Oct 2026 10:00:00 +0000"
    mail["Message-ID"] = f"<{name}@{domain}>"
    if "Auto" in fields:
        mail["Auto-Submitted"] = "auto-replied" if fields["Auto"] == "replied" else "auto-generated"
    if "Bulk" in fields:
        mail["List-Unsubscribe"] = f"<https://{domain}/u/1>"
        mail["Precedence"] = "bulk"
    for label, value in extra:
        mail[label] = value
    if text.lstrip().startswith("<") and "Html" in fields:
        mail.set_content(text, subtype="html")
    elif rows or "Html" in fields:
        cells = "".join(
            "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows
        )
        page = "".join(
            f"<p>{escape(part)}</p>".replace("\n", "<br>") for part in text.split("\n\n")
        )
        mail.set_content(f"<html><body><table>{cells}</table>{page}</body></html>", subtype="html")
    else:
        mail.set_content(text)
    return mail.as_bytes()
