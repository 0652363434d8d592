"""A record's text: made from parts that were written before, and never a stale one."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from benchmarks.store_bench import realistic
from debrief.demo.play import play
from debrief.model import EffectStatus, Happened, Inbound, PracticeBook, Review
from store import text
from store.text import as_json, from_json
from store.tiny import TinyStore

NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)


def plainly(record: BaseModel) -> Any:
    return json.loads(record.model_dump_json())


def test_a_text_of_parts_says_what_the_whole_record_says() -> None:
    for record in (realistic(1), PracticeBook(), Inbound(key="m", received_at=NOON)):
        assert json.loads(as_json(record)[1]) == plainly(record)


def test_of_a_changed_review_the_new_parts_are_written_and_the_old_ones_kept() -> None:
    review = as_json(realistic(1))[0]
    done = review.effects[3].model_copy(update={"status": EffectStatus.FAILED, "error": "no"})
    line = Happened(at=NOON, chapter="worksheets", what="new")
    changed = review.model_copy(
        update={
            "effects": (*review.effects[:3], done, *review.effects[4:-1]),
            "history": (*review.history, line),
        }
    )
    assert json.loads(as_json(changed)[1]) == plainly(changed)
    assert json.loads(as_json(review)[1]) == plainly(review)


def test_a_part_forgotten_meanwhile_is_written_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text, "_MOST_PARTS", 7)
    monkeypatch.setattr(text, "_MOST_RECORDS", 2)
    for number in range(6):
        review = realistic(number)
        made = as_json(review)[1]
        assert json.loads(made) == plainly(review)
        assert from_json(Review, made, f"place {number % 3}") == review


def test_what_stands_somewhere_is_read_again_only_when_it_has_changed() -> None:
    first, second = as_json(realistic(1))[1], as_json(realistic(2))[1]
    read = from_json(Review, first, "a place")
    assert from_json(Review, first, "a place") is read
    assert from_json(Review, second, "a place").id == "r000002"
    assert from_json(Review, first, "a place") == read
    with pytest.raises(ValueError, match="received_at"):
        from_json(Inbound, first, "a place")


@pytest.mark.slow
def test_in_a_whole_journey_what_is_saved_comes_back_the_very_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Types included: so it makes no difference whether a record was read again or kept."""
    save = TinyStore._save
    saved: list[Review] = []

    def watched(self: TinyStore, review: Review, new: bool) -> Review:
        saved.append(save(self, review, new))
        return saved[-1]

    monkeypatch.setattr(TinyStore, "_save", watched)
    play(tmp_path / "office", tmp_path / "data", 1, lambda _: None)
    assert len(saved) > 200
    for review in saved:
        again = Review.model_validate_json(review.model_dump_json())
        assert_same(review.model_dump(), again.model_dump(), "review")


def assert_same(kept: object, read: object, where: str) -> None:
    if isinstance(kept, datetime) and isinstance(read, datetime):
        assert (kept, kept.utcoffset()) == (read, read.utcoffset()), where
        return
    assert type(kept) is type(read), where
    if isinstance(kept, dict) and isinstance(read, dict):
        assert list(kept) == list(read), where
        for name, value in kept.items():
            assert_same(value, read[name], f"{where}.{name}")
    elif isinstance(kept, list | tuple) and isinstance(read, list | tuple):
        assert len(kept) == len(read), where
        for one, other in zip(kept, read, strict=True):
            assert_same(one, other, where)
    else:
        assert kept == read, where
