"""460 raw replies and forwards in 39 languages, as some sixty mail programs make them, by writers who knew no rule."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from debrief.reading.reading import read_message

FOLDER = Path(__file__).parent.parent / "corpus" / "by_client"
# Answers inside the quotation that nothing marks; a post below the name that nothing tells from a list; a
# name that begins the signature's block; all of it in one line.
REPLIES_MISSED = {
    *("reply-018", "reply-059", "reply-080", "reply-091", "reply-108", "reply-125"),
    *("reply2-024", "reply2-070", "reply2-075"),
}
# A full name or a firm alone below the note; a note below the text that nothing sets apart; a subject
# that the outer mail alone has.
FORWARDS_MISSED = {"fw019", "fw021", "fw041", "fw090", "fw091", "fw097", "fw2-078"}


def cases(kind: str) -> list[dict[str, Any]]:
    lines = (FOLDER / kind / "expected.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def read(kind: str, name: str) -> dict[str, Any]:
    return read_message((FOLDER / kind / f"{name}.eml").read_bytes(), None).as_contract(name)


def letters(text: str | None) -> str:
    """Return a text without blanks and what lists and quotations are drawn with."""
    return re.sub(r"[\s>*•·|–—_\u200b\ufeff-]+", "", text or "")


def unquoted(text: str) -> str:
    return "\n".join(line for line in text.split("\n") if not line.startswith(">"))


def plain(text: str | None) -> str:
    return " ".join(re.sub(r"(?m)^[> ]+", "", text or "").split())


@pytest.mark.parametrize("case", cases("replies"), ids=lambda case: case["id"])
def test_what_is_newly_written_is_found_whatever_program_wrote_it(case: dict[str, Any]) -> None:
    found = letters(read("replies", case["id"])["reply_text"])
    same = found == letters(unquoted(case["reply_text"]))
    assert same is (case["id"] not in REPLIES_MISSED), found


@pytest.mark.parametrize("case", cases("forwards"), ids=lambda case: case["id"])
def test_a_forward_is_taken_apart_whatever_program_wrote_it(case: dict[str, Any]) -> None:
    found = read("forwards", case["id"])["forward"]
    body = plain(found["body"]) if found else ""
    shown = {
        "from_name": found and found["from_name"],
        "from_email": found and found["from_email"],
        "subject": found and found["subject"],
        "date": found and (found["date"] or "")[:19],
        "body_start": body[:40],
        "body_end": body[-40:],
        "note": found and found["note"],
    }
    wanted = {key: case[key] for key in shown} | {"date": (case["date"] or "")[:19]}
    same = all(plain(shown[key]).casefold() == plain(wanted[key]).casefold() for key in shown)
    assert same is (case["id"] not in FORWARDS_MISSED), (shown, wanted)
