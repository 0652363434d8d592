"""Forwards of many mail programs and languages, written by somebody who knew no rule."""

from __future__ import annotations

import pytest

from debrief.reading.reading import read_message
from tests import corpus

FIELDS = ("from_email", "from_name", "subject", "date", "body_first_line", "body_last_line", "note")
CASES = corpus.rows("forwards.jsonl")


def shown(forward: dict[str, str | None]) -> dict[str, str | None]:
    """Return the fields as the corpus states them."""
    lines = [line.strip() for line in (forward["body"] or "").splitlines() if line.strip()]
    ends = {"body_first_line": lines[0], "body_last_line": lines[-1]} if lines else {}
    day = (forward["date"] or "")[:10] or None
    return {**forward, **ends, "date": day}


def plain(value: str | None) -> str:
    return " ".join((value or "").split())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_forward_is_taken_apart(case: dict[str, object]) -> None:
    forward = read_message(str(case["raw"]).encode(), corpus.team()).as_contract("x")["forward"]
    assert forward is not None
    want = {name: plain(value) for name, value in case["expect"].items() if name in FIELDS}  # type: ignore[attr-defined]
    got = shown(forward)
    assert {name: plain(got[name]) for name in want} == want
