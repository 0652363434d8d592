"""Whatever arrives, every reader returns, in bounded time, with storable text."""

from __future__ import annotations

import random
import statistics
import time
from datetime import UTC, datetime
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from debrief.reading.kinds import absence_until, bounced, is_automatic, mechanical_kind
from debrief.reading.mail.addresses import decode_words, parse_addresses, parse_parameters
from debrief.reading.mail.authentication import authenticated
from debrief.reading.mail.charsets import decode
from debrief.reading.mail.html_text import read_html
from debrief.reading.mail.lines import split_lines
from debrief.reading.mail.message import Message, parse_message, unflow
from debrief.reading.quoting.attribution import attribution_at
from debrief.reading.quoting.dates import parse_printed_date
from debrief.reading.quoting.forwarded import split_thread, unwrap
from debrief.reading.quoting.printed_people import read_people, read_sender
from debrief.reading.quoting.replies import new_text
from debrief.reading.reading import read_message
from tests import corpus, mutate
from tests.reading.test_replies import new_text_of

NOW = datetime(2026, 10, 9, tzinfo=UTC)
PIECES = [
    "From: ", "To: ", "Subject: ", "Date: ", "Von: ", "Gesendet: ", "Objet : ", "Re: ", "Fwd: ", "Content-Type: multipart/mixed; boundary=b",
    "Content-Type: text/html", "Content-Type: message/rfc822", "Content-Transfer-Encoding: base64", "Content-Transfer-Encoding: quoted-printable",
    "charset=utf-16", "--b", "--b--", "\n", "\r", "\r\n", "\n\n", "\x00", "\ufeff", "> ", ">> ", ">", "-- ", "________________", "---------- Forwarded message ---------",
    "-----Original Message-----", "Begin forwarded message:", "On Fri, Oct 9, 2026 at 10:51 AM Max <m@s.example> wrote:", "<b>", "<blockquote>", "</td>", "<table>",
    "<!--", "&#x110000;", "&amp", "=?utf-8?q?=C3?=", "=?x?b?A?=", "a@b.example", "<a@b.example>", ",", ";", '"', "(", ")", "\\", "2026年10月9日", "9/10/2026", "10:51", "ß", "İ", "\udc80",
    "Auto-Submitted: auto-replied", "Return-Path: <>", "BEGIN:VCALENDAR", "METHOD:REPLY", "until 31/31", "back on 99 Foo", "wrote:", "：",
]  # fmt: skip
soup = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=12)), max_size=60).map("".join)


def storable(text: str) -> bool:
    return "\x00" not in text and text.encode("utf-8", "strict") is not None


def read_all(message: Message) -> None:
    assert storable(message.text)
    assert storable(message.subject)
    assert storable(new_text(message))
    for forward in unwrap(message):
        assert storable(forward.body)
        assert storable(forward.note)
    mechanical_kind(message)
    is_automatic(message)
    bounced(message)
    absence_until(message, NOW)
    authenticated(message, None)
    authenticated(message, "mx.example")


@settings(deadline=None, max_examples=300)
@given(soup)
def test_any_soup_of_mail_like_pieces_is_read(text: str) -> None:
    read_all(parse_message(text.encode("utf-8", "surrogatepass")))


@settings(deadline=None, max_examples=200)
@given(st.binary(max_size=400))
def test_any_bytes_are_read(data: bytes) -> None:
    read_all(parse_message(data))
    read_all(parse_message(b"From: a@b.example\nContent-Type: text/html\n\n" + data))
    decode(data, None)
    decode(data, "utf-7")


@settings(deadline=None, max_examples=300)
@given(soup, soup)
def test_any_text_is_taken_apart(text: str, other: str) -> None:
    new_text_of(text, other, html=other, sent_text=other)
    split_thread(text)
    read_html(text)
    unflow(text)
    decode_words(text)
    parse_addresses(text)
    parse_parameters(text)
    parse_printed_date(text, NOW)
    read_sender(text)
    read_people(text)
    lines = split_lines(text)
    assert len(lines) == text.count("\n") + 1
    for index in range(len(lines)):
        attribution_at(lines, index)


@settings(deadline=None, max_examples=200)
@given(
    st.text(
        alphabet=st.characters(exclude_characters=">\n:", exclude_categories=["C"]), max_size=200
    )
)
def test_a_line_without_any_mark_is_wholly_the_writers(line: str) -> None:
    kept = "".join(new_text_of(f"Dear Max\n\n{line}\n\nSee you there").split())
    assert kept.startswith("DearMax")


TYPICAL = (
    b"From: Olga <olga@buyer.example>\r\nTo: Max <max@seller.example>\r\nSubject: Re: A call\r\nIn-Reply-To: <1@s.example>\r\n"
    b'MIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary="b"\r\n\r\n--b\r\nContent-Type: text/plain; charset=utf-8\r\n'
    b"Content-Transfer-Encoding: quoted-printable\r\n\r\nThursday works =E2=80=93 see you.\r\n\r\nOn Fri, Oct 9, 2026 at 10:51 AM Max <max@seller.example> wrote:\r\n"
    b"> Dear Olga,\r\n> could we talk?\r\n\r\n--b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<div>Thursday works &ndash; see you.</div><blockquote>Dear Olga</blockquote>\r\n--b--\r\n"
)


def test_a_thousand_slightly_damaged_mails_are_read() -> None:
    rng = random.Random(7)
    for _ in range(1000):
        data = bytearray(TYPICAL)
        for _ in range(rng.randint(1, 12)):
            at = rng.randrange(len(data))
            action = rng.random()
            if action < 0.5:
                data[at] = rng.randrange(256)
            elif action < 0.75:
                del data[at : at + rng.randint(1, 40)]
            else:
                data[at:at] = data[rng.randrange(len(data)) :][: rng.randint(1, 80)]
        read_all(parse_message(bytes(data)))


HOSTILE = [
    b"From: a\n", b"Subject: =?utf-8?q?", b"To: \"", b"To: (", b"To: <", b"To: a,", b"\n--", b"--b\n", b"--b\n\n", b"X: y\n z\n", b"<", b"<!--", b"<a href=\"", b"=", b"=\n",
    b"&#", b"> ", b"On 1/1/2026 ", b"12:00 ", b"Received: from a by b\n", b"Authentication-Results: a; (", b";a=", b"\x00", b"\xff", b"\r", b"wrote:\n", b"a@", b"-- \n", b"[mailto:",
    b"Fwd: ", b"_", b"- ", b"\xe2\x80\x8f", b": ", b"http://", b"until ", b"begin 644 x\n", b" ", b" \t", b"a", b"1", b"%27", b"*0*=",
]  # fmt: skip


@pytest.mark.parametrize("piece", HOSTILE)
@pytest.mark.parametrize(
    "head",
    [
        b"",
        b"From: a@b.example\nSubject: Re: x\n\n",
        b"From: a@b.example\nSubject: Re: x\n\nFrom: x",
        b"Content-Type: text/plain; x=y",
        b"To: x\n y",
        b"From: a@b.example\nContent-Type: text/html\n\n",
        b"From: a@b.example\nContent-Type: multipart/mixed; boundary=b\n\n--b\n",
    ],
)
def test_forty_kilobytes_of_anything_are_read_ten_times_over_in_little_time(
    piece: bytes, head: bytes
) -> None:
    data = head + piece * (40_000 // len(piece))
    start = time.process_time()
    read_all(parse_message(data))
    assert time.process_time() - start < 1.5


def test_damaged_mails_of_the_corpus_are_read_by_all_of_read() -> None:
    outcome = mutate.run(600, seed=20)
    assert not outcome.failures, "\n".join(outcome.failures)


REPLY = b"From: Olga <olga@buyer.example>\nTo: max@seller.example\nSubject: Re: offer\nIn-Reply-To: <1@s.example>\n"
FORWARD = b"From: Ida <ida@seller.example>\nTo: max@seller.example\nSubject: Fwd: offer\n\n"
TEXT, PAGE = REPLY + b"\n", REPLY + b"Content-Type: text/html\n\n"
ENCODED = REPLY + b"Content-Transfer-Encoding: "


def nested(levels: int, kind: bytes = b"multipart/mixed", closed: bool = True) -> bytes:
    body = b"Content-Type: text/plain\n\ndeep"
    for level in range(levels):
        mark = b"b%d" % level
        body = b"Content-Type: " + kind + b"; boundary=" + mark + b"\n\n--" + mark + b"\n" + body
        body += b"\n--" + mark + b"--\n" if closed else b""
    return b"From: a@b.example\n" + body


SIZE = 60_000
MONSTERS = {
    "only quote marks": TEXT + b">" * SIZE, "quote marks on lines": TEXT + b">\n" * (SIZE // 2), "every other line quoted": TEXT + b"> a\nb\n" * (SIZE // 6),
    "nested 1000": nested(1000), "nested and never closed": nested(1000, closed=False), "nested digests": nested(300, b"multipart/digest"),
    "ten thousand parts": REPLY + b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nx\n" * 10_000,
    "mails in mails": b"From: x@y.example\nSubject: Fwd: 1\nContent-Type: message/rfc822\n\n" * 500 + b"From: x@y.example\n\nhello",
    "hundred thousand headers": b"X-A: a\n" * 100_000 + b"\nhi", "as many senders": b"From: a@b.example\n" * 20_000 + b"\nhi", "as many commas": b"From: " + b"," * 100_000 + b"\n\nhi",
    "one long line": TEXT + b"a" * (10 * SIZE), "an address without end": TEXT + b"a" * 50_000 + b"@" + b"b" * 50_000, "at signs": TEXT + b"@" * SIZE, "brackets": TEXT + b"<[(" * (SIZE // 3),
    "digits": TEXT + b"1,000 " * (SIZE // 6), "dates": TEXT + b"9/10/2026 10:51\n" * (SIZE // 16), "headers": TEXT + b"From: a\nTo: b\n" * (SIZE // 14),
    "blocks": FORWARD + b"From: a <a@b.example>\nSent: 9/10/2026 10:51\nTo: b\nSubject: c\n\nhi\n\n" * (SIZE // 80),
    "attributions": TEXT + b"On Fri, Oct 9, 2026 at 10:51 AM Max <m@s.example> wrote:\n> hi\n\n" * (SIZE // 64), "verbs": TEXT + b"wrote:\n" * (SIZE // 7), "openings": TEXT + b"On Fri, Oct 9, 2026 at 10:51 AM\n" * (SIZE // 32),
    "separators": FORWARD + b"---------- Forwarded message ---------\n" * (SIZE // 40), "phone lines": TEXT + b"Sent from my iPhone\n" * (SIZE // 20), "signature lines": TEXT + b"-- \nx\n" * (SIZE // 6),
    "cells": PAGE + b"<table><tr>" + b"<td>a" * (SIZE // 5), "tables": PAGE + b"<table><tr><td>" * (SIZE // 15), "comments": PAGE + b"<!--" * (SIZE // 4), "quotes": PAGE + b"<blockquote>" * (SIZE // 12), "half a tag": PAGE + b'<a href="' * (SIZE // 9),
    "no base64": ENCODED + b"base64\n\n" + b"!@#$" * (SIZE // 4), "only padding": ENCODED + b"base64\n\n" + b"=" * SIZE, "soft breaks": ENCODED + b"quoted-printable\n\n" + b"=\n" * (SIZE // 2),
    "utf-7": REPLY + b"Content-Type: text/plain; charset=utf-7\n\n" + b"+AAA-" * (SIZE // 5), "no charset": REPLY + b"Content-Type: text/plain; charset=" + b"a" * 50_000 + b"\n\nhi", "any byte": REPLY + b"\n" + bytes(range(256)) * 250,
    "only NULs": REPLY + b"\n" + b"\0" * SIZE, "lone surrogates": TEXT + b"\xed\xa0\x80" * (SIZE // 3), "only CR": REPLY.replace(b"\n", b"\r") + b"\r" + b"a\r" * (SIZE // 2), "marks on a letter": TEXT + b"a" + "\u0301".encode() * (SIZE // 2),
    "TNEF": b"From: a@b.example\nContent-Type: application/ms-tnef; name=winmail.dat\n\n\x78\x9f\x3e\x22" + b"\0" * SIZE, "nothing": b"", "a colon": b":", "spaces": b" " * SIZE,
}  # fmt: skip


@cache
def usual() -> float:
    """Return the seconds that a kilobyte of an ordinary mail takes, in the median."""
    team, took = corpus.team(), []
    for case in corpus.messages()[:60]:
        read_message(case.raw, team)  # what is loaded once is no mail's own cost
        start = time.process_time()
        read_message(case.raw, team)
        took.append((time.process_time() - start) * 1024 / len(case.raw))
    return statistics.median(took)


@pytest.mark.parametrize("name", MONSTERS)
def test_a_monster_takes_at_most_fifty_times_the_usual_time_for_its_size(name: str) -> None:
    data, limit = MONSTERS[name], 50 * usual()
    start = time.process_time()
    reading = read_message(data, corpus.team())
    took = time.process_time() - start
    assert reading.error is None
    assert took < limit * (4 + len(data) / 1024)
