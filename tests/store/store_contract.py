"""What every store must do; each implementation's tests subclass `StoreContract`."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from debrief.errors import Conflict, NotFound
from debrief.model import (
    Effect,
    EffectKind,
    EffectStatus,
    Event,
    Facts,
    Funnel,
    Inbound,
    InboundStatus,
    Opportunity,
    Practice,
    PracticeBook,
    Review,
    Source,
    Stage,
    Token,
)
from store.base import Store

NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def review(review_id: str, **fields: object) -> Review:
    """Return a small review, an hour older for each lower last digit of its id."""
    plain: dict[str, object] = {
        "id": review_id,
        "stage": Stage.CALLING,
        "created_at": NOON,
        "facts": Facts(company="Harbour Mills"),
        "source": Source(received_at=NOON),
    }
    return Review.model_validate({**plain, **fields})


def effect(name: str, **fields: object) -> Effect:
    """Return a planned mail."""
    plain: dict[str, object] = {
        "key": f"r/calling/{name}/ann@buyer.example/1",
        "kind": EffectKind.MAIL,
        "template": "chase",
    }
    return Effect.model_validate({**plain, **fields})


def ids(reviews: object) -> list[str]:
    """Return the ids of the reviews."""
    return [r.id for r in reviews]  # type: ignore[attr-defined]


@contextlib.contextmanager
def another_process(code: str) -> Iterator[subprocess.Popen[str]]:
    """Run Python code that prints a line when it is ready; kill it at the end."""
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(p for p in sys.path if p)}
    process = subprocess.Popen(
        [sys.executable, "-P", "-c", code], stdout=subprocess.PIPE, text=True, env=env
    )
    try:
        assert process.stdout is not None
        assert process.stdout.readline().strip() == "ready"
        yield process
    finally:
        process.kill()
        process.communicate()


class StoreContract:
    """The suite; a subclass gives the fixtures ``store`` and ``opening``.

    ``opening`` is Python source that binds ``store`` to another opening of the same data.
    """

    @pytest.fixture
    def store(self) -> Store:
        raise NotImplementedError

    @pytest.fixture
    def opening(self, store: Store) -> str:
        raise NotImplementedError

    @pytest.fixture
    def again(self, opening: str) -> Store:
        """Another opening of the same data in this process."""
        names: dict[str, Store] = {}
        exec(opening, names)
        return names["store"]

    # Reviews

    def test_a_new_review_is_version_one_and_comes_back_equal(self, store: Store) -> None:
        kept = store.add(review("a1", version=7, effects=(effect("ask"),)))
        assert kept.version == 1
        assert store.get("a1") == kept

    def test_a_review_is_added_once(self, store: Store) -> None:
        store.add(review("a1"))
        with pytest.raises(Conflict):
            store.add(review("a1", why="second"))
        assert store.get("a1").why == ""

    def test_an_unknown_review_is_not_found(self, store: Store) -> None:
        with pytest.raises(NotFound):
            store.get("nobody")
        with pytest.raises(NotFound):
            store.save(review("nobody", version=1))

    def test_a_save_counts_the_version_up(self, store: Store) -> None:
        kept = store.add(review("a1"))
        saved = store.save(kept.model_copy(update={"why": "new"}))
        assert (saved.version, saved.why) == (2, "new")
        assert store.get("a1") == saved

    def test_a_save_from_an_old_reading_is_a_conflict_and_changes_nothing(
        self, store: Store
    ) -> None:
        old = store.add(review("a1"))
        store.save(old.model_copy(update={"why": "first"}))
        with pytest.raises(Conflict):
            store.save(old.model_copy(update={"why": "second"}))
        assert store.get("a1").why == "first"

    def test_what_one_opening_saves_another_sees_at_once(self, store: Store, again: Store) -> None:
        kept = store.add(review("a1", due_at=NOON))
        assert ids(again.due(NOON)) == ["a1"]
        for turn in range(20):  # quicker than a file system's clock ticks
            kept = store.save(kept.model_copy(update={"why": f"{turn:03}"}))
            assert next(iter(again.open())).why == f"{turn:03}"
        assert again.get("a1") == kept

    def test_ids_that_differ_only_in_case_or_signs_stay_apart(self, store: Store) -> None:
        names = ["a", "A", "a.", "../a", "a/b", "", "ä", "con", "x" * 300, "=a", ".a", "a b"]
        for name in names:
            store.add(review(name, why=name))
        assert [store.get(name).why for name in names] == names
        assert sorted(ids(store.open())) == sorted(names)

    def test_the_same_records_lie_in_the_same_place(self, store: Store, again: Store) -> None:
        store.add(review("a1"))
        assert store.place()
        assert again.place() == store.place()

    def test_an_erased_review_is_gone_everywhere(self, store: Store, again: Store) -> None:
        kept = store.add(review("a1", due_at=NOON, tokens=(token("secret"),)))
        kept = store.save(kept)
        store.save(kept.model_copy(update={"stage": Stage.CLOSED}))
        assert store.delete("a1") is True
        assert store.delete("a1") is False
        for each in (store, again):
            assert ids([*each.open(), *each.closed(), *each.due(NOON)]) == []
            assert each.find(frozenset({"secret"})) is None
            with pytest.raises(NotFound):
                each.get("a1")
        with pytest.raises(NotFound):
            store.save(kept)

    def test_an_erased_id_may_be_used_again(self, store: Store) -> None:
        store.add(review("a1", why="old"))
        store.delete("a1")
        assert store.add(review("a1", why="new")).version == 1
        assert store.get("a1").why == "new"

    def test_reviews_come_oldest_first(self, store: Store) -> None:
        for number, stage in [(3, Stage.CALLING), (1, Stage.CALLING), (2, Stage.CALLING)]:
            store.add(review(f"o{number}", stage=stage, created_at=NOON + number * HOUR))
            store.add(review(f"c{number}", stage=Stage.CLOSED, created_at=NOON + number * HOUR))
        assert ids(store.open()) == ["o1", "o2", "o3"]
        assert ids(store.closed()) == ["c1", "c2", "c3"]

    def test_recently_created_closed_reviews_can_be_had_alone(
        self, store: Store, again: Store
    ) -> None:
        for number in (1, 2, 3):
            at = NOON + number * HOUR + timedelta(milliseconds=500)
            store.add(review(f"c{number}", stage=Stage.CLOSED, created_at=at))
            store.add(review(f"o{number}", created_at=at))
        last = effect("last")
        store.add(review("e", stage=Stage.CLOSED, created_at=NOON + 9 * HOUR, effects=(last,)))
        exactly = NOON + 2 * HOUR + timedelta(milliseconds=500)
        for each in (store, again):
            assert ids(each.closed(since=exactly)) == ["c2", "c3", "e"]
            assert ids(each.closed(since=exactly + timedelta(milliseconds=1))) == ["c3", "e"]
            assert ids(each.closed(since=NOON + 99 * HOUR)) == []

    def test_a_review_that_is_over_is_closed_and_may_be_opened_again(self, store: Store) -> None:
        kept = store.add(review("a1"))
        kept = store.save(kept.model_copy(update={"stage": Stage.STOPPED}))
        assert (ids(store.open()), ids(store.closed())) == ([], ["a1"])
        kept = store.save(kept.model_copy(update={"stage": Stage.CALLING}))
        assert (ids(store.open()), ids(store.closed())) == (["a1"], [])
        assert store.get("a1") == kept

    # Due work

    def test_a_review_is_due_at_its_moment_and_not_before(self, store: Store) -> None:
        store.add(review("a1", due_at=NOON))
        assert ids(store.due(NOON - timedelta(microseconds=1))) == []
        assert ids(store.due(NOON)) == ["a1"]
        assert store.next_due() == NOON

    def test_a_review_without_a_moment_waits_for_mail(self, store: Store) -> None:
        store.add(review("a1"))
        assert store.due(NOON) == []
        assert store.next_due() is None

    @pytest.mark.parametrize(
        ("fields", "moment"),
        [
            ({}, NOON - 99 * HOUR),
            ({"not_before": NOON}, NOON),
            ({"next_try_at": NOON}, NOON),
            ({"not_before": NOON, "next_try_at": NOON - HOUR}, NOON),
            ({"not_before": NOON - HOUR, "next_try_at": NOON}, NOON),
            ({"status": EffectStatus.ATTEMPTED, "next_try_at": NOON}, NOON),
        ],
    )
    @pytest.mark.parametrize("stage", [Stage.CALLING, Stage.CLOSED])
    def test_an_open_effect_makes_a_review_due_even_when_it_is_over(
        self, store: Store, fields: dict[str, object], moment: datetime, stage: Stage
    ) -> None:
        store.add(review("a1", stage=stage, effects=(effect("ask", **fields),)))
        assert ids(store.due(moment)) == ["a1"]
        assert (store.next_due() or moment) <= moment
        if fields:
            assert store.due(moment - timedelta(seconds=1)) == []

    @pytest.mark.parametrize("status", ["done", "failed", "dropped"])
    def test_an_effect_that_is_over_wakes_nobody(self, store: Store, status: str) -> None:
        store.add(review("a1", effects=(effect("ask", status=EffectStatus(status)),)))
        assert store.due(NOON) == []
        assert store.next_due() is None

    def test_a_closed_review_is_not_due_by_its_old_moment(self, store: Store) -> None:
        store.add(review("a1", stage=Stage.CLOSED, due_at=NOON))
        later = effect("last", not_before=NOON + HOUR)
        store.add(review("a2", stage=Stage.CLOSED, due_at=NOON, effects=(later,)))
        assert store.due(NOON) == []
        assert ids(store.due(NOON + HOUR)) == ["a2"]

    def test_due_reviews_come_soonest_first(self, store: Store) -> None:
        for number in (2, 3, 1):
            store.add(review(f"a{number}", due_at=NOON + number * HOUR))
        assert ids(store.due(NOON + 9 * HOUR)) == ["a1", "a2", "a3"]
        assert store.next_due() == NOON + HOUR

    # Finding by what a mail carries

    @pytest.mark.parametrize("stage", [Stage.CALLING, Stage.CLOSED])
    def test_a_review_is_found_by_message_id_token_and_event(
        self, store: Store, again: Store, stage: Stage
    ) -> None:
        event = Event(uid="u@x", sequence=0, start=NOON, end=NOON, summary="", required=())
        sent = effect("ask", message_id="<sent@x>", event=event, status=EffectStatus.DONE)
        kept = review(
            "a1",
            stage=stage,
            tokens=(token("tok en"),),
            source=Source(received_at=NOON, message_id="<first@x>"),
            also=("<crm@x>",),
            effects=(sent,),
        )
        store.add(review("b1"))
        store.add(kept)
        for term in kept.terms():
            for each in (store, again):
                found = each.find(frozenset({term, "<other@x>"}))
                assert found is not None
                assert found.id == "a1"
        assert len(kept.terms()) == 5
        assert store.find(frozenset({"<other@x>"})) is None
        assert store.find(frozenset()) is None

    def test_a_term_that_a_review_lost_no_longer_finds_it(self, store: Store) -> None:
        for stage in (Stage.CALLING, Stage.CLOSED):
            name = stage.value
            kept = store.add(review(name, stage=stage, tokens=(token(name),)))
            store.save(kept.model_copy(update={"tokens": (token("new" + name),)}))
            assert store.find(frozenset({name})) is None
            assert ids([store.find(frozenset({"new" + name}))]) == [name]

    def test_the_review_that_bears_most_terms_is_found_then_the_open_one(
        self, store: Store
    ) -> None:
        store.add(review("c", stage=Stage.CLOSED, tokens=(token("x"), token("y"))))
        store.add(review("o", tokens=(token("x"),)))
        assert ids([store.find(frozenset({"x"}))]) == ["o"]
        assert ids([store.find(frozenset({"x", "y"}))]) == ["c"]

    # What goes in comes out

    def test_a_map_keeps_its_order(self, store: Store) -> None:
        context = {"zebra": 1, "a": {"y": 1, "b": 2}, "mm": [{"q": 1, "c": 2}]}
        store.add(review("a1", effects=(effect("ask", context=context),)))
        back = store.get("a1").effects[0].context
        assert str(back) == str(context)

    @pytest.mark.parametrize(
        ("text", "kept"),
        [
            ("a\0b", "a\ufffdb"),
            ("a\ud800b", "a\ufffdb"),
            ("\\u0000 \\ud800", "\\u0000 \\ud800"),
            ("👍 naïve\u2028", "👍 naïve\u2028"),
        ],
    )
    def test_characters_that_no_store_can_hold_become_the_replacement_character(
        self, store: Store, text: str, kept: str
    ) -> None:
        saved = store.add(review("a1", why=text, marks={text: NOON}))
        assert (saved.why, list(saved.marks)) == (kept, [kept])
        assert store.get("a1") == saved

    def test_names_with_such_characters_are_found_again(self, store: Store) -> None:
        for odd in ("k\0", "k\ud800", "ké\udcff"):
            entry = store.save_inbound(Inbound(key=odd, received_at=NOON))
            assert store.inbound(odd) == entry
            assert store.inbound(entry.key) == entry
            assert entry in store.waiting_inbound()
            store.keep_raw(odd, b"raw")
            assert store.raw(odd) == b"raw"
            store.add(review(odd, tokens=(token("open" + odd),)))
            store.add(review("c" + odd, stage=Stage.CLOSED, tokens=(token("closed" + odd),)))
            for word in ("open", "closed"):
                assert store.find(frozenset({word + odd})) is not None
            assert store.drop_inbound(odd) is True
            assert store.delete(odd) is True
            assert store.delete("c" + odd) is True

    def test_threads_may_look_while_others_save(self, store: Store) -> None:
        kept = store.add(review("a1", due_at=NOON, tokens=(token("word"),)))
        seen: list[tuple[list[str], list[str]]] = []

        def look() -> None:
            for _ in range(60):
                seen.append((ids(store.due(NOON)), ids([store.find(frozenset({"word"}))])))

        threads = [threading.Thread(target=look) for _ in range(3)]
        for thread in threads:
            thread.start()
        while any(thread.is_alive() for thread in threads):
            kept = store.save(kept)
        assert len(seen) == 180
        assert all(found == ["a1"] for _, found in seen)

    def test_any_text_and_amount_comes_back_as_it_was_returned(self, store: Store) -> None:
        @settings(max_examples=40, deadline=None)
        @given(
            st.text(st.characters(), max_size=40), st.floats(allow_nan=False, allow_infinity=False)
        )
        def comes_back(text: str, amount: float) -> None:
            store.delete("h1")
            saved = store.add(review("h1", why=text, facts=Facts(amount=amount, deal=text)))
            assert store.get("h1") == saved
            assert saved.facts.amount == amount

        comes_back()

    # The other records

    def test_the_book_starts_empty_and_is_saved_by_version(self, store: Store) -> None:
        assert store.book() == PracticeBook()
        practice = Practice(number=1, text="Ask", review_id="a1", approved_at=NOON)
        book = store.save_book(PracticeBook(practices=(practice,)))
        assert store.book() == book
        assert book.version == 1
        with pytest.raises(Conflict):
            store.save_book(PracticeBook())

    def test_a_funnel_belongs_to_an_address_whatever_its_case(self, store: Store) -> None:
        assert store.funnel("ann@us.example") is None
        row = Opportunity(name="Deal", amount=10.5, currency="EUR")
        funnel = store.save_funnel(Funnel(rep="Ann@us.example", opportunities=(row,)))
        assert store.funnel("ann@US.example") == funnel
        assert store.funnel("bob@us.example") is None
        assert list(store.all_funnels()) == [funnel]
        with pytest.raises(Conflict):
            store.save_funnel(Funnel(rep="ann@us.example"))

    def test_an_inbound_message_waits_until_it_is_dealt_with(self, store: Store) -> None:
        for number in (2, 1):
            at = NOON + number * HOUR
            store.save_inbound(Inbound(key=f"<m{number}@x>", received_at=at))
        assert [entry.key for entry in store.waiting_inbound()] == ["<m1@x>", "<m2@x>"]
        first = store.inbound("<m1@x>")
        assert first is not None
        done = store.save_inbound(first.model_copy(update={"status": InboundStatus.HANDLED}))
        assert store.inbound("<m1@x>") == done
        assert [entry.key for entry in store.waiting_inbound()] == ["<m2@x>"]
        assert [entry.key for entry in store.all_inbound()] == ["<m1@x>", "<m2@x>"]
        with pytest.raises(Conflict):
            store.save_inbound(first)
        assert store.drop_inbound("<m1@x>") is True
        assert store.drop_inbound("<m1@x>") is False
        assert store.inbound("<m1@x>") is None

    def test_several_messages_are_saved_together_or_on_a_conflict_none(
        self, store: Store, again: Store
    ) -> None:
        entries = [Inbound(key=f"m{n}", received_at=NOON + n * HOUR) for n in range(40)]
        raws = {entry.key: entry.key.encode() for entry in entries[:30]}
        saved = store.save_all_inbound(entries, raws)
        assert [entry.version for entry in saved] == [1] * 40
        assert again.waiting_inbound() == saved
        assert [again.raw(e.key) for e in entries] == [*raws.values(), *[None] * 10]
        done = [e.model_copy(update={"status": InboundStatus.HANDLED}) for e in saved[:20]]
        assert store.save_all_inbound(done) == [again.inbound(e.key) for e in done]
        assert again.waiting_inbound() == saved[20:]
        with pytest.raises(Conflict):
            again.save_all_inbound([*saved[20:], saved[0]], {"m39": b"late"})
        assert store.waiting_inbound() == saved[20:]
        assert store.raw("m39") is None
        assert store.save_all_inbound([]) == []

    def test_a_message_is_noted_once_even_when_two_workers_note_it(
        self, store: Store, again: Store
    ) -> None:
        store.save_inbound(Inbound(key="m", received_at=NOON))
        with pytest.raises(Conflict):
            again.save_inbound(Inbound(key="m", received_at=NOON))

    def test_raw_bytes_are_kept_as_they_are_until_dropped(self, store: Store) -> None:
        raw = bytes(range(256)) * 300
        assert store.raw("<m@x>") is None
        store.keep_raw("<m@x>", raw)
        store.keep_raw("<m@x>", b"something else")
        assert store.raw("<m@x>") == raw
        assert store.drop_raw("<m@x>") is True
        assert store.drop_raw("<m@x>") is False
        assert store.raw("<m@x>") is None

    def test_a_cursor_and_a_setting_keep_the_last_word(self, store: Store, again: Store) -> None:
        assert store.cursor("ann@us.example") is None
        assert store.setting("paused") is None
        for word in ("1", "2", ""):
            store.save_cursor("ann@us.example", word)
            store.save_setting("paused", word)
            assert (again.cursor("ann@us.example"), again.setting("paused")) == (word, word)
        assert again.cursor("paused") is None
        assert again.words("settings") == {"paused": ""}
        assert again.words("cursors") == {"ann@us.example": ""}
        again.save_setting("paused", None)
        again.save_setting("paused", None)
        assert store.setting("paused") is None

    def test_a_setting_that_was_set_outright_is_changed_all_the_same(self, store: Store) -> None:
        store.save_setting("count", "1")
        store.save_setting("count", "4")

        def one_more(kept: str | None) -> str:
            calls.append(kept)
            assert len(calls) < 5
            return str(int(kept or 0) + 1)

        calls: list[str | None] = []
        assert store.change_setting("count", one_more) == "5"
        assert store.setting("count") == "5"

    def test_a_setting_is_changed_by_what_it_is_whoever_saves_in_between(
        self, store: Store, again: Store
    ) -> None:
        seen: list[str | None] = []

        def one_more(kept: str | None) -> str:
            seen.append(kept)
            if (
                len(seen) < 3
            ):  # another worker comes first, when there is none and when there is one
                again.change_setting("count", lambda other: str(int(other or 0) + 1))
            return str(int(kept or 0) + 1)

        assert store.change_setting("count", one_more) == "3"
        assert seen == [None, "1", "2"]
        assert again.setting("count") == "3"
        assert store.change_setting("count", lambda kept: kept or "") == "3"

    # Several workers

    def test_a_claim_is_held_by_one_worker_at_a_time(self, store: Store, again: Store) -> None:
        first = store.claim("inbox")
        assert first is not None
        with first:
            assert again.claim("inbox") is None
            assert store.claim("inbox") is None
            assert again.claim("other") is not None
        second = again.claim("inbox")
        assert second is not None
        with second:
            assert store.claim("inbox") is None

    def test_a_killed_worker_gives_its_claim_back(self, store: Store, opening: str) -> None:
        code = f"{opening}\nheld = store.claim('inbox')\nprint('ready', flush=True)\n"
        with another_process(code + "import time; time.sleep(60)") as worker:
            assert store.claim("inbox") is None
            os.kill(worker.pid, signal.SIGKILL)
            worker.wait()
            assert taken_within(store, "inbox", seconds=5)

    def test_no_update_is_lost_between_threads_and_openings(
        self, store: Store, opening: str
    ) -> None:
        store.add(review("a1"))
        code = f"{COUNTING}\n{opening}\nprint('ready', flush=True)\ncount(store, 'p', 15)\n"
        names: dict[str, Any] = {}
        exec(f"{COUNTING}\n{opening}", names)
        with another_process(code) as worker:
            threads = [
                threading.Thread(target=names["count"], args=(names["store"], f"t{n}", 15))
                for n in range(2)
            ]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
            assert worker.wait(30) == 0
        end = store.get("a1")
        assert end.version == 46
        assert sorted(end.handled) == sorted(
            f"{w}-{n}" for w in ("p", "t0", "t1") for n in range(15)
        )


COUNTING = """
from debrief.errors import Conflict
def count(store, worker, turns):
    for turn in range(turns):
        while True:
            review = store.get("a1")
            handled = (*review.handled, f"{worker}-{turn}")
            try:
                store.save(review.model_copy(update={"handled": handled}))
                break
            except Conflict:
                pass
"""


def token(word: str) -> Token:
    """Return a token of the customer's."""
    return Token(word=word, person="ann@buyer.example", purpose="review")


def taken_within(store: Store, name: str, seconds: float) -> bool:
    """Tell whether the claim becomes free in time."""
    end = datetime.now(UTC) + timedelta(seconds=seconds)
    while datetime.now(UTC) < end:
        if store.claim(name) is not None:
            return True
    return False
