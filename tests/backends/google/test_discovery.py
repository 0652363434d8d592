"""The judge of requests and answers is itself strict: a mistake of ours would be seen."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.backends.google.discovery import discovery

EVENTS = "/calendar/v3/calendars/primary/events"
EVENT: dict[str, Any] = {
    "id": "debrief0",
    "start": {"dateTime": "2030-01-01T10:00:00+00:00"},
    "end": {"dateTime": "2030-01-01T10:30:00+00:00"},
}


def faults(
    api: str, verb: str, path: str, asked: Any = None, answered: Any = None, **query: list[str]
) -> list[str]:
    body = b"" if asked is None else json.dumps(asked).encode()
    made = b"" if answered is None else json.dumps(answered).encode()
    return discovery(api).faults(verb, path, query, body, 200, made)


def test_a_right_request_has_no_fault():
    found = faults("calendar.v3", "POST", EVENTS, EVENT, {"id": "debrief0"}, sendUpdates=["all"])
    assert found == []


@pytest.mark.parametrize(
    ("change", "query", "named"),
    [
        ({"sequenze": 1}, {}, "sequenze"),
        ({"sequence": "1"}, {}, "sequence"),
        ({"start": None}, {}, "start"),
        ({"attendees": [{"email": "a@b.example", "responseStatus": 3}]}, {}, "responseStatus"),
        ({"extendedProperties": {"private": {"a": 1}}}, {}, "private"),
        ({}, {"sendUpdates": ["everybody"]}, "sendUpdates"),
        ({}, {"sendUpdate": ["all"]}, "sendUpdate"),
        ({}, {"conferenceDataVersion": ["2"]}, "conferenceDataVersion"),
    ],
)
def test_a_wrong_event_is_seen(change: dict[str, Any], query: dict[str, list[str]], named: str):
    found = faults("calendar.v3", "POST", EVENTS, {**EVENT, **change}, {}, **query)
    assert any(named in fault for fault in found), found


def test_what_the_vendor_requires_must_be_there():
    without = {"id": "debrief0", "start": EVENT["start"]}
    assert faults("calendar.v3", "POST", EVENTS, without, {}) == [
        "calendar.events.insert: request: end is required"
    ]


@pytest.mark.parametrize(
    "answered",
    [
        {"kind": 3},
        {"colour": "red"},
        {"updated": "yesterday"},
        {"sequence": 2**40},
    ],
)
def test_a_wrong_answer_is_seen(answered: dict[str, Any]):
    assert faults("calendar.v3", "GET", f"{EVENTS}/debrief0", None, answered) != []


def test_gmail_ids_and_bytes_are_looked_at():
    path = "/gmail/v1/users/me/messages/m1"
    assert faults("gmail.v1", "GET", path, None, {"id": "m1", "raw": "a+b", "historyId": "x"}) != []
    assert faults("gmail.v1", "GET", path, None, {"id": "m1", "raw": "a-b", "historyId": "7"}) == []


def test_a_method_that_does_not_exist_is_seen():
    assert faults("gmail.v1", "GET", "/gmail/v1/users/me/mails") == [
        "GET /gmail/v1/users/me/mails: no such method"
    ]
