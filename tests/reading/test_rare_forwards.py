"""Forwards of rare build, each with what must be read from it."""

from __future__ import annotations

from typing import Any

import pytest

from debrief.reading.mail.message import parse_message
from debrief.reading.quoting.forwarded import split_forward
from tests import corpus

CASES = corpus.rows("rare_forwards.jsonl")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_rare_forward_is_taken_apart(case: dict[str, Any]) -> None:
    html, expected = case["html"], dict(case["expect"])
    head = f"From: Ida Lund <ida@seller.example>\nTo: Max Roth <max@seller.example>\nSubject: {case['subject']}\nDate: Fri, 09 Oct 2026 12:10:00 +0200\n"
    kind = f"MIME-Version: 1.0\nContent-Type: text/{'html' if html else 'plain'}; charset=utf-8\n\n"
    found = split_forward(parse_message((head + kind + case["text"]).encode()))
    assert found is not None
    got = {
        "from_name": found.from_name,
        "from_email": found.from_email,
        "subject": found.subject,
        "date": found.date.isoformat() if found.date else None,
        "body": found.body,
        "note": found.note,
    }
    for key in ("body", "note"):
        if html:
            got[key], expected[key] = (
                " ".join((got[key] or "").split()),
                " ".join((expected[key] or "").split()),
            )
    assert got == expected
