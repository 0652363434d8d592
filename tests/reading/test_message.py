"""Any bytes become a message; what can be read of it is read."""

from __future__ import annotations

import base64
from datetime import UTC, datetime, timedelta, timezone

import pytest

from debrief.reading.mail.addresses import Address, decode_words, parse_addresses, parse_parameters
from debrief.reading.mail.charsets import decode
from debrief.reading.mail.message import parse_message, unflow
from debrief.reading.reading import read_message


def raw(body: bytes = b"Hello", headers: bytes = b"", end: bytes = b"\r\n") -> bytes:
    head = b"From: Ida Lund <ida@seller.example>\nSubject: Hi\n" + headers
    return head.replace(b"\n", end) + end + body


def test_headers_are_read_and_decoded() -> None:
    message = parse_message(
        raw(
            b"Hello",
            b"To: Max <max@seller.example>,\n  =?utf-8?q?J=C3=BCrgen?= <j@buyer.example>\nCc: x@y.example\n"
            b"Reply-To: desk@seller.example\nDate: Fri, 09 Oct 2026 11:20:02 -0700\n"
            b"Message-ID: <1@a.example>\nIn-Reply-To: <0@a.example>\nReferences: <9@a.example>\n <0@a.example>\n",
        )
    )
    assert message.sender == Address("Ida Lund", "ida@seller.example")
    assert message.to == (
        Address("Max", "max@seller.example"),
        Address("Jürgen", "j@buyer.example"),
    )
    assert message.cc == (Address(None, "x@y.example"),)
    assert message.reply_to == (Address(None, "desk@seller.example"),)
    assert message.date == datetime(2026, 10, 9, 11, 20, 2, tzinfo=timezone(timedelta(hours=-7)))
    assert (message.message_id, message.in_reply_to) == ("1@a.example", ("0@a.example",))
    assert message.references == ("9@a.example", "0@a.example")
    assert message.header("SUBJECT") == "Hi"
    assert message.text == "Hello"
    assert message.defects == ()


@pytest.mark.parametrize("end", [b"\n", b"\r\n", b"\r"])
def test_any_line_end_separates_headers_and_lines(end: bytes) -> None:
    message = parse_message(raw(b"one" + end + b"two", end=end))
    assert message.subject == "Hi"
    assert message.text == "one\ntwo"


LISTS = {
    "": [],
    "a@x.example": [(None, "a@x.example")],
    "<a@x.example>": [(None, "a@x.example")],
    "A <a@x.example>, B <b@x.example>": [("A", "a@x.example"), ("B", "b@x.example")],
    '"Doe, Jane" <a@x.example>': [("Doe, Jane", "a@x.example")],
    "Doe, Jane <a@x.example>": [("Doe, Jane", "a@x.example")],
    "Doe, Jane <a@x.example>, b@x.example": [("Doe, Jane", "a@x.example"), (None, "b@x.example")],
    "a@x.example (Jane Doe)": [("Jane Doe", "a@x.example")],
    "undisclosed-recipients:;": [],
    "Team: A <a@x.example>, b@x.example;": [("A", "a@x.example"), (None, "b@x.example")],
    "A <a@x.example>; B <b@x.example>": [("A", "a@x.example"), ("B", "b@x.example")],
    'Jane "JD" Doe <a@x.example>': [("Jane JD Doe", "a@x.example")],
    '"a@x.example" <a@x.example>': [(None, "a@x.example")],
    "=?iso-8859-1?q?M=FCller=2C_J=F6rg?= <a@x.example>": [("Müller, Jörg", "a@x.example")],
    "'Jane' <a@x.example>": [("Jane", "a@x.example")],
    'Jane" Doe <a@x.example>': [("Jane Doe", "a@x.example")],
    "Jane Doe": [("Jane Doe", None)],
    "Jane <mailto:a@x.example>": [("Jane", "a@x.example")],
    "Jane <a@x.example": [("Jane", "a@x.example")],
}


@pytest.mark.parametrize("value", LISTS)
def test_address_lists_of_every_shape_are_read(value: str) -> None:
    assert [(one.name, one.email) for one in parse_addresses(value)] == LISTS[value]


WORDS = {
    "=?utf-8?B?SsO8cmdlbg==?=": "Jürgen",
    "=?UTF-8?Q?J=C3=BC?= =?UTF-8?Q?rgen?=": "Jürgen",
    "=?UTF-8?Q?J=C3?= =?UTF-8?Q?=BCrgen?=": "Jürgen",
    "Re: =?iso-8859-15?Q?10_=A4?= offer": "Re: 10 € offer",
    "=?windows-1251?B?z/Do4uXy?=": "Привет",
    "=?gb2312?B?xOO6ww==?=": "你好",
    "=?iso-2022-jp?B?GyRCJDMkcyRLJEEkTxsoQg==?=": "こんにちは",
    "=?nonsense?Q?J=C3=BCrgen?=": "Jürgen",
    "=?utf-8?B?SsO8cmdlbg?=": "Jürgen",
    "=?utf-8?Q?two words here?=": "two words here",
    "=?utf-8*de?Q?J=C3=BC?=": "Jü",
    "=?utf-8?X?abc?=": "=?utf-8?X?abc?=",
    "plain = ? =": "plain = ? =",
}


@pytest.mark.parametrize("value", WORDS)
def test_encoded_words_are_decoded_also_broken_ones(value: str) -> None:
    assert decode_words(value) == WORDS[value]


@pytest.mark.parametrize(
    ("data", "label", "text"),
    [
        ("Grüße €5".encode(), "utf-8", "Grüße €5"),
        ("Grüße €5".encode("cp1252"), "iso-8859-1", "Grüße €5"),
        ("Grüße".encode(), "iso-8859-1", "Grüße"),
        ("Grüße".encode("latin-1"), "us-ascii", "Grüße"),
        ("Grüße".encode("latin-1"), "utf-8", "Grüße"),
        ("Grüße".encode("latin-1"), None, "Grüße"),
        ("Grüße".encode(), "x-unknown", "Grüße"),
        ("Grüße".encode(), "", "Grüße"),
        ("Grüße".encode(), '"utf-8', "Grüße"),
        ("Grüße".encode(), "base64", "Grüße"),
        ("Grüße".encode(), "unicode_escape", "Grüße"),
        ("Grüße".encode("utf-16"), "utf-8", "Grüße"),
        ("Grüße".encode("utf-16-le"), None, "Grüße"),
        ("你好".encode("gb18030"), "gb2312", "你好"),
        ("日本語".encode("cp932"), "shift_jis", "日本語"),
        ("日本語".encode("iso-2022-jp"), "iso-2022-jp", "日本語"),
        ("안녕".encode("cp949"), "ks_c_5601-1987", "안녕"),
        ("Привет".encode("koi8-r"), "KOI8-R", "Привет"),
        ("Привет".encode("cp1251"), "windows1251", "Привет"),
        (b"\xef\xbb\xbfHi", "utf-8", "Hi"),
        (b"a\x00b", "utf-8", "ab"),
    ],
)
def test_text_is_decoded_whatever_its_label(data: bytes, label: str | None, text: str) -> None:
    assert decode(data, label)[0] == text


def alternative(plain: str, html: str) -> bytes:
    body = f"--b\nContent-Type: text/plain; charset=utf-8\n\n{plain}\n--b\nContent-Type: text/html; charset=utf-8\n\n{html}\n--b--\n"
    return raw(
        body.encode(), b'MIME-Version: 1.0\nContent-Type: multipart/alternative; boundary="b"\n'
    )


def test_the_plain_alternative_is_the_text_and_the_html_is_kept() -> None:
    message = parse_message(alternative("Hello\n> quoted", "<p>Hello</p>"))
    assert message.text == "Hello\n> quoted"
    assert message.html is not None
    assert "<p>Hello</p>" in message.html


@pytest.mark.parametrize("plain", ["", " \n ", "Your mail program does not show HTML."])
def test_an_empty_plain_alternative_gives_way_to_the_html(plain: str) -> None:
    html = "<p>We chose another supplier for the cold store and the freezer hall.</p>" * 10
    assert parse_message(alternative(plain, html)).text.startswith("We chose another supplier")


def test_boundaries_that_are_missing_or_broken_lose_no_text() -> None:
    unclosed = b"--b\nContent-Type: text/plain\n\nHello"
    assert (
        parse_message(raw(unclosed, b"Content-Type: multipart/mixed; boundary=b\n")).text == "Hello"
    )
    no_name = b"--zz\nContent-Type: text/plain\n\nHello\n--zz--\n"
    assert parse_message(raw(no_name, b"Content-Type: multipart/mixed\n")).text == "Hello"
    wrong = parse_message(raw(b"Hello there", b"Content-Type: multipart/mixed; boundary=other\n"))
    assert wrong.text == "Hello there"
    assert wrong.defects


def test_sixty_levels_of_nesting_are_read_to_the_text() -> None:
    body = b"Content-Type: text/plain\n\ndeep"
    for level in range(55):
        mark = f"b{level}".encode()
        body = (
            b"Content-Type: multipart/mixed; boundary="
            + mark
            + b"\n\n--"
            + mark
            + b"\n"
            + body
            + b"\n--"
            + mark
            + b"--\n"
        )
    assert parse_message(b"From: a@x.example\n" + body).text == "deep"
    for level in range(500):
        mark = f"c{level}".encode()
        body = b"Content-Type: multipart/mixed; boundary=" + mark + b"\n\n--" + mark + b"\n" + body
    assert parse_message(b"From: a@x.example\n" + body).defects


def test_attachments_keep_their_bytes_and_names() -> None:
    data = bytes(range(256))
    body = (
        b"--b\nContent-Type: text/plain\n\nsee file\n--b\nContent-Type: application/pdf; name=x.pdf\n"
        b"Content-Disposition: attachment; filename*=utf-8''Angebot%20M%C3%BCller.pdf\nContent-Transfer-Encoding: base64\n\n"
        + base64.encodebytes(data)
        + b"--b--\n"
    )
    message = parse_message(raw(body, b"Content-Type: multipart/mixed; boundary=b\n"))
    assert message.text == "see file"
    assert [(one.filename, one.content_type, one.content) for one in message.attachments] == [
        ("Angebot Müller.pdf", "application/pdf", data)
    ]


def test_a_mail_sent_along_is_an_attachment_in_bytes() -> None:
    inner = b"From: olga@buyer.example\nSubject: Inner\n\nInner text"
    body = b"--b\n\nnote\n--b\nContent-Type: message/rfc822\n\n" + inner + b"\n--b--\n"
    message = parse_message(raw(body, b"Content-Type: multipart/mixed; boundary=b\n"))
    assert message.text == "note"
    assert parse_message(message.attachments[0].content).subject == "Inner"


def test_the_calendar_part_is_given_as_text() -> None:
    body = b"--b\n\nAccepted\n--b\nContent-Type: text/calendar; method=REPLY\n\nBEGIN:VCALENDAR\nMETHOD:REPLY\nEND:VCALENDAR\n--b--\n"
    message = parse_message(raw(body, b"Content-Type: multipart/alternative; boundary=b\n"))
    assert message.calendar is not None
    assert message.calendar.startswith("BEGIN:VCALENDAR")
    assert message.text == "Accepted"


def test_transfer_encodings_are_undone_as_far_as_they_go() -> None:
    quoted = raw(
        b"Gr=C3=BC=\nsse =ZZ =",
        b"Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: Quoted-Printable\n",
    )
    assert parse_message(quoted).text.startswith("Grüsse =ZZ")
    cut = base64.b64encode("Grüße aus Wien".encode())[:-3]
    assert parse_message(raw(cut, b"Content-Transfer-Encoding: base64\n")).text.startswith(
        "Grüße aus W"
    )


@pytest.mark.parametrize(
    ("headers", "word"),
    [
        (b"Content-Type: application/pkcs7-mime; smime-type=enveloped-data\n", "S/MIME"),
        (b"Content-Type: application/ms-tnef; name=winmail.dat\n", "TNEF"),
    ],
)
def test_an_unreadable_wrapper_is_named(headers: bytes, word: str) -> None:
    assert any(word in defect for defect in parse_message(raw(b"xyz", headers)).defects)


def test_flowed_text_is_joined_with_its_quotes() -> None:
    flowed = "a long line \nthat goes on\n> quoted line \n> goes on\n-- \nOlga"
    assert unflow(flowed) == "a long line that goes on\n> quoted line goes on\n-- \nOlga"
    assert unflow("to \ngether", delsp=True) == "together"


def test_damaged_headers_are_still_read() -> None:
    message = parse_message(
        b"Subject: a long subject that\nlost its indent\nFrom: a@x.example\n\nHello"
    )
    assert message.subject == "a long subject that lost its indent"
    assert message.sender == Address(None, "a@x.example")
    assert parse_message(b"no headers at all\njust text").text == "no headers at all\njust text"
    assert parse_message("Subject: Grüße\n\nHi".encode("latin-1")).subject == "Grüße"
    assert parse_message("Subject: Grüße\n\nHi".encode("utf-16")).subject == "Grüße"
    assert parse_message(b"From x Mon\nSubject: a\x00b\n\nHi").subject == "ab"


@pytest.mark.parametrize(
    "value",
    [b"", b"rubbish", b"Fri, 99 Oct 2026 99:99:99 +9999", b"1", b"Fri, 09 Oct 99999 10:00 +0000"],
)
def test_an_unreadable_date_is_unknown(value: bytes) -> None:
    assert parse_message(raw(b"", b"Date: " + value + b"\n")).date is None


def test_a_date_without_zone_counts_as_utc() -> None:
    assert parse_message(raw(b"", b"Date: 9 Oct 2026 10:51\n")).date == datetime(
        2026, 10, 9, 10, 51, tzinfo=UTC
    )


def test_several_senders_are_counted() -> None:
    assert parse_message(raw()).senders == 1
    assert parse_message(raw(b"", b"From: b@x.example\n")).senders == 2
    assert parse_message(b"From: a@x.example, b@x.example\n\n").senders == 2


def test_parameters_in_pieces_are_joined() -> None:
    value = "attachment; filename*0*=utf-8''Ang%C3%BC; filename*1=bot.pdf"
    assert parse_parameters(value) == ("attachment", {"filename": "Angübot.pdf"})


def test_text_never_holds_nul_surrogate_or_carriage_return() -> None:
    message = parse_message(
        raw(b"a\x00b\r\nc\rd\xed\xa0\x80e", b"Content-Type: text/plain; charset=utf-8\n")
    )
    assert "\x00" not in message.text
    assert "\r" not in message.text
    message.text.encode("utf-8")


def test_clear_signed_text_is_read_without_its_armour() -> None:
    body = b"-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nHello\n- -- \nOlga\n-----BEGIN PGP SIGNATURE-----\n\nabc=\n-----END PGP SIGNATURE-----\n"
    assert parse_message(raw(body)).text == "Hello\n-- \nOlga"
    assert any(
        "PGP" in defect
        for defect in parse_message(raw(b"-----BEGIN PGP MESSAGE-----\n\nabc\n")).defects
    )


def test_an_unnamed_second_text_marked_as_attachment_is_kept_as_one() -> None:
    body = b"--b\n\nHello\n--b\nContent-Disposition: attachment\n\nlog\n--b--\n"
    message = parse_message(raw(body, b"Content-Type: multipart/mixed; boundary=b\n"))
    assert message.text == "Hello"
    assert [one.content for one in message.attachments] == [b"log"]


@pytest.mark.parametrize("written", ["31 Dec 9999 23:59:59 -2359", "1 Jan 1850 00:00:00 +2359"])
def test_a_year_in_which_nobody_wrote_mail_is_no_date(written):
    raw = (
        f"From: Ben <ben@larkspur.example>\nDate: {written}\nSubject: WG: x\n\n"
        "-----Ursprüngliche Nachricht-----\nVon: Pat <pat@quill.example>\n"
        "Gesendet: Dienstag, 20. Oktober 2026 11:57\nAn: Ben\nBetreff: x\n\nNein danke.\n"
    )
    assert parse_message(raw.encode()).date is None
    assert read_message(raw.encode(), None).error is None


def test_blanks_without_end_are_cut_to_what_tells_anything():
    text = "customer" + " \u00a0" * 40_000 + ": Quill" + "\n" * 9_000 + "end"
    mail = f"Subject: x\nContent-Type: text/plain; charset=utf-8\n\n{text}\n".encode()
    read = parse_message(mail).text
    assert len(read) < 1_000
    assert read.split() == ["customer", ":", "Quill", "end"]


def test_a_subject_longer_than_any_header_is_cut() -> None:
    assert len(parse_message(b"Subject: " + b"word " * 20_000 + b"\n\nhi").subject) <= 2_000


@pytest.mark.parametrize(
    ("kind", "body"),
    [("plain", b"a\n" * 400_000), ("html", b"<blockquote>a" * 20_000)],
)
def test_a_text_longer_than_a_book_is_cut(kind: str, body: bytes) -> None:
    message = parse_message(b"Content-Type: text/" + kind.encode() + b"\n\n" + body)
    assert 400_000 < len(message.text) <= 500_000
