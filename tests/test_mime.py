"""Mail as it leaves: safe lines, honest headers, threads that hold."""

from __future__ import annotations

from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest
from hypothesis import given
from hypothesis import strategies as st

from debrief.backends.base import FileOut, Outgoing
from debrief.backends.mime import build_mail, mail_bytes
from debrief.errors import BadInput

NOON = datetime(2026, 9, 14, 12, tzinfo=UTC)
KEY = "r-1/customer_call/call/a.rather.long.name@an-even-longer-domain-of-a-customer.example/1"
LONG_ID = "DB9PR04MB" + "A" * 80 + "@DB9PR04MB8888.eurprd04.prod.outlook.example"


def outgoing(**fields: object) -> Outgoing:
    values: dict[str, object] = {
        "key": KEY,
        "sender": ("Ines Valk", "ines@harbour.example"),
        "to": (("Ann", "ann@customer.example"),),
        "subject": "Your proposal",
        "text": "Hello,\n\nthank you.\n",
        "html": "<p>Hello</p>",
    }
    return Outgoing(**{**values, **fields})  # type: ignore[arg-type]


def raw(**fields: object) -> bytes:
    return mail_bytes(build_mail(outgoing(**fields), NOON))


def read(data: bytes) -> EmailMessage:
    found = message_from_bytes(data, policy=default)
    assert isinstance(found, EmailMessage)
    return found


@given(name=st.text(max_size=80), subject=st.text(max_size=200), text=st.text(max_size=500))
def test_any_text_makes_a_sound_mail_of_short_lines(name: str, subject: str, text: str) -> None:
    data = raw(to=((name, "ann@customer.example"),), subject=subject, text=text)
    assert data.isascii()
    assert all(len(line) <= 998 for line in data.split(b"\r\n"))
    mail = read(data)
    assert [part.defects for part in mail.walk() if part.defects] == []
    assert {n.lower() for n in mail.keys()} <= {  # noqa: SIM118 - a message is no mapping
        "date", "from", "to", "subject", "message-id", "x-debrief-effect", "auto-submitted",
        "x-auto-response-suppress", "mime-version", "content-type",
    }  # fmt: skip
    assert mail["To"].addresses[0].addr_spec == "ann@customer.example"


@pytest.mark.parametrize("text", ["Größe – Überblick", "提案について", "Ünï 🎉", 'a, "b" <c>'])
def test_names_and_subjects_come_back_as_they_were(text: str) -> None:
    mail = read(raw(to=((text, "ann@customer.example"),), subject=text))
    assert mail["To"].addresses[0].display_name == text
    assert str(mail["Subject"]) == text


def test_the_body_comes_back_as_it_was() -> None:
    text = "Grüße\n.\nFrom here\n" + "x" * 3000 + "\n"
    body = read(raw(text=text)).get_body(("plain",))
    assert body is not None
    assert body.get_content().replace("\r\n", "\n") == text


@pytest.mark.parametrize("evil", ["x\r\nBcc: e@evil.example", "x\nBcc: e", "x\u2028Bcc: e", "x\0"])
def test_no_name_or_subject_can_add_a_header(evil: str) -> None:
    mail = read(raw(to=((evil, "ann@customer.example"),), subject=evil))
    assert mail["Bcc"] is None
    assert len(mail["To"].addresses) == 1


def test_long_ids_are_carried_letter_for_letter() -> None:
    """Outlook's ids are longer than a line; an encoded-word in their place breaks the thread."""
    data = raw(in_reply_to=LONG_ID, references=("first@customer.example",))
    assert f"In-Reply-To: <{LONG_ID}>\r\n".encode() in data
    assert f"References: <first@customer.example>\r\n <{LONG_ID}>\r\n".encode() in data
    assert f"X-Debrief-Effect: {KEY}\r\n".encode() in data


def test_an_id_that_no_header_can_carry_is_left_out() -> None:
    assert read(raw(in_reply_to="ünï@x.example"))["In-Reply-To"] is None
    chain = read(raw(in_reply_to="a@x.example", references=("ü@x.example",)))["References"]
    assert chain == "<a@x.example>"


def test_a_long_thread_keeps_its_first_and_newest() -> None:
    ids = tuple(f"{n}@x.example" for n in range(100))
    chain = str(read(raw(in_reply_to="99@x.example", references=ids))["References"]).split()
    assert (chain[0], chain[-1]) == ("<0@x.example>", "<99@x.example>")
    assert len(chain) <= 20


def test_the_message_id_is_the_same_at_every_try() -> None:
    assert read(raw())["Message-ID"] == read(raw())["Message-ID"]


def test_a_domain_beyond_ascii_travels_in_its_ascii_form() -> None:
    mail = read(raw(to=(("B", "b@bücher.example"),), sender=("N", "n@bücher.example")))
    assert mail["To"].addresses[0].domain == "xn--bcher-kva.example"
    assert str(mail["Message-ID"]).endswith("@xn--bcher-kva.example>")


@pytest.mark.parametrize("address", ["jösé@c.example", "a b c", "@c.example"])
def test_what_no_mail_can_carry_is_said(address: str) -> None:
    with pytest.raises(BadInput, match="not a mail address"):
        raw(to=(("x", address),))


def test_an_invitation_has_the_shape_that_shows_buttons() -> None:
    calendar = b"BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n"
    mail = read(mail_bytes(build_mail(outgoing(), NOON, calendar=calendar)))
    assert mail.get_content_type() == "multipart/alternative"
    parts = list(mail.iter_parts())
    assert [p.get_content_type() for p in parts] == ["text/plain", "text/html", "text/calendar"]
    assert parts[2].get_param("method") == "REQUEST"
    assert parts[2].get_content_charset() == "utf-8"
    assert parts[2]["Content-Transfer-Encoding"] == "base64"
    assert parts[2].get_payload(decode=True) == calendar


def test_a_file_keeps_its_name_and_bytes() -> None:
    file = FileOut("wörk\r\nsheet.xlsx", "application/octet-stream", bytes(range(256)))
    (part,) = read(raw(files=(file,))).iter_attachments()
    assert part.get_filename() == "wörk sheet.xlsx"
    assert part.get_content() == bytes(range(256))
