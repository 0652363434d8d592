"""Meeting answers in winmail.dat: understood, or not at all."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from debrief.calendars.outlook_answer import read_outlook_answer
from tests import tnef

START = datetime(2026, 11, 26, 14, 0, tzinfo=UTC)
END = START + timedelta(minutes=30)
UID = "call-7f3a@our.example"
ACCEPTED = tnef.answer(
    "IPM.Schedule.Meeting.Resp.Pos", UID, 1, START, END, comment="Bis dann, grüße"
)


@pytest.mark.parametrize(
    ("message_class", "partstat"),
    [
        ("IPM.Schedule.Meeting.Resp.Pos", "ACCEPTED"),
        ("IPM.Schedule.Meeting.Resp.Tent", "TENTATIVE"),
        ("IPM.Schedule.Meeting.Resp.Neg", "DECLINED"),
        ("IPM.Microsoft Schedule.MtgRespP", "ACCEPTED"),
        ("IPM.Microsoft Schedule.MtgRespA", "TENTATIVE"),
        ("IPM.Microsoft Schedule.MtgRespN", "DECLINED"),
    ],
)
def test_each_class_of_answer_is_known_by_both_its_names(message_class, partstat):
    found = read_outlook_answer(tnef.answer(message_class, UID, 2, START, END), "i@c.example")
    assert found is not None
    assert (found.method, found.partstat, found.uid) == ("REPLY", partstat, UID)
    assert (found.sequence, found.start, found.end) == (2, START, END)
    assert found.attendee == "i@c.example"


def test_a_proposed_time_is_a_counter():
    wish = (START + timedelta(days=1), END + timedelta(days=1))
    sent = tnef.answer("IPM.Schedule.Meeting.Resp.Tent", UID, 0, START, END, proposed=wish)
    found = read_outlook_answer(sent, None)
    assert found is not None
    assert (found.method, found.proposed_start, found.proposed_end) == ("COUNTER", *wish)


def test_the_comment_is_kept():
    found = read_outlook_answer(ACCEPTED, None)
    assert found is not None
    assert (found.comment, found.summary) == ("Bis dann, grüße", "A few questions")


@pytest.mark.parametrize("sent", [b"", b"\x78\x9f\x3e\x22", tnef.winmail("IPM.Note")])
def test_what_is_no_answer_is_none(sent):
    assert read_outlook_answer(sent, None) is None


@given(st.integers(0, len(ACCEPTED)), st.binary(max_size=8))
def test_damaged_bytes_do_not_make_the_reader_raise(at, noise):
    read_outlook_answer(ACCEPTED[:at] + noise + ACCEPTED[at + len(noise) :], None)
    read_outlook_answer(ACCEPTED[:at], None)
