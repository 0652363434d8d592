"""Replies of many mail programs and languages, written by somebody who knew no rule."""

from __future__ import annotations

import pytest

from debrief.reading.reading import read_message
from tests import corpus

CASES = corpus.rows("replies.jsonl")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_what_was_newly_written_is_kept_and_nothing_else(case: dict[str, str]) -> None:
    written = read_message(case["raw"].encode(), corpus.team()).as_contract("x")["reply_text"]
    assert (written or "").split() == case["expect"].split()
