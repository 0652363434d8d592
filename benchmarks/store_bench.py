"""What saving one review costs as the history grows, and what it costs elsewhere.

``python benchmarks/store_bench.py [--full]``; ``--full`` goes to 100,000 reviews (4 GB of disk).
"""

from __future__ import annotations

import os
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tinydb import TinyDB
from tinydb.table import Document

from debrief.model import (
    Commitment,
    Effect,
    EffectKind,
    EffectStatus,
    Facts,
    Happened,
    Inbound,
    InboundStatus,
    Notes,
    Opportunity,
    Review,
    Source,
    Stage,
    Token,
    Worksheet,
    effect_key,
)
from store import disk
from store.records import encode
from store.shelves import Place
from store.terms import line_of
from store.text import as_json
from store.tiny import TinyStore

NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)
OPEN = 1_000
WORDS = "They listened to our plant people first, and then proposed a rollout in three steps. "


def realistic(number: int, stage: Stage = Stage.FOLLOWING) -> Review:
    """Return a review late in its life: a team of twelve, 40 mails and meetings out."""
    name = f"r{number:06}"
    reps = [f"rep{i}@us.example" for i in range(12)]
    effects = tuple(
        Effect(
            key=effect_key(name, "worksheets", f"step{i}", reps[i % 12]),
            kind=EffectKind.MAIL,
            status=EffectStatus.DONE,
            to=(reps[i % 12],),
            template="worksheet",
            context={"text": WORDS * 2, "rows": [{"deal": f"Deal {n}", "n": n} for n in range(3)]},
            message_id=f"<{name}.{i}@us.example>",
            done_at=NOON,
        )
        for i in range(40)
    )
    rows = tuple(Opportunity(name=f"Deal {n}", company=f"Buyer {n}", amount=1e5) for n in range(6))
    sheets = tuple(
        Worksheet(
            rep=rep,
            state="answered",
            rows=rows,
            practices=(1, 2, 3),
            sent_at=NOON,
            commitments=(Commitment(number=1, opportunity="Deal 1", practice=3, action=WORDS),),
        )
        for rep in reps
    )
    return Review(
        id=name,
        stage=stage,
        created_at=NOON + timedelta(minutes=number),
        facts=Facts(company=f"Buyer {number}", deal="Plant", amount=250_000, currency="EUR"),
        source=Source(received_at=NOON, message_id=f"<{name}@buyer.example>", text=WORDS * 20),
        notes=Notes(answers={str(i): WORDS * 2 for i in range(1, 6)}),
        worksheets=sheets,
        tokens=tuple(Token(word=f"{name}{rep}", person=rep, purpose="worksheet") for rep in reps),
        effects=effects,
        history=tuple(Happened(at=NOON, chapter="worksheets", what=WORDS) for _ in range(60)),
        due_at=NOON + timedelta(days=number % 30),
    )


def median(step: Callable[[], object], times: int) -> float:
    """Return the median time of the step, in seconds."""
    spent = []
    for _ in range(times):
        before = time.perf_counter()
        step()
        spent.append(time.perf_counter() - before)
    return statistics.median(spent)


def bare(path: Path, data: bytes) -> None:
    """Replace the file atomically and durably, with nothing else."""
    temporary = path.with_suffix(".tmp")
    fd = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    os.write(fd, data)
    os.fsync(fd)
    os.close(fd)
    os.replace(temporary, path)
    fd = os.open(path.parent, os.O_RDONLY)
    os.fsync(fd)
    os.close(fd)


def fill(store: TinyStore, start: int, end: int) -> None:
    """Put reviews into the store's folder: the first thousand open, the others closed."""
    lines = bytearray()
    places = (Place(store.folder / "open"), Place(store.folder / "closed", sharded=True))
    for number in range(start, end):
        closed = number >= OPEN
        review = realistic(number, Stage.CLOSED if closed else Stage.FOLLOWING)
        review, data = as_json(review.model_copy(update={"version": 1}))
        doc = {"kind": "review", "schema": 1, "version": 1, "data": data}
        path = places[closed].path(review.id)
        disk.make_folder(path.parent)
        path.write_bytes(encode({"record": {"1": doc}}))
        lines += line_of(review) if closed else b""
    disk.append(store.folder / "index.terms", bytes(lines))
    os.sync()


class Saver:
    """Saves one open review again and again, as a chapter does: each time with news in it."""

    def __init__(self, store: TinyStore) -> None:
        self.store = store
        self.review = store.add(realistic(999_999))

    def change(self) -> None:
        """Let one effect be done, and a line of history tell of it."""
        review = self.store.get(self.review.id)
        at = NOON + timedelta(seconds=review.version)
        number = review.version % len(review.effects)
        effects = list(review.effects)
        effects[number] = effects[number].model_copy(update={"done_at": at})
        history = (*review.history[1:], Happened(at=at, chapter="worksheets", what=WORDS))
        self.review = review.model_copy(update={"effects": tuple(effects), "history": history})

    def __call__(self) -> None:
        """Save once."""
        self.review = self.store.save(self.review)


def side_by_side(folder: Path, times: int = 300) -> tuple[float, float]:
    """Return the medians of a save and of a bare replacement of the same bytes, taken by turns."""
    save = Saver(TinyStore(folder / "data"))
    data = (save.store.folder / "open" / "r999999.json").read_bytes()
    ours, theirs = [], []
    for _ in range(times):
        save.change()
        ours.append(median(save, 1))
        theirs.append(median(lambda: bare(folder / "bare.json", data), 1))
    save.store.delete("r999999")
    return statistics.median(ours), statistics.median(theirs)


def stock_tinydb(folder: Path, count: int) -> float:
    """Return the time of one save in stock TinyDB with all reviews in one file, in seconds."""
    with TinyDB(folder / f"stock{count}.json") as db:
        records = [realistic(number).model_dump(mode="json") for number in range(count)]
        db.insert_multiple(Document(record, number + 1) for number, record in enumerate(records))
        one = realistic(0)
        return median(lambda: db.update(one.model_dump(mode="json"), doc_ids=[1]), 3)


def sqlite(folder: Path, count: int) -> float:
    """Return the time of one save of the same JSON in SQLite (WAL, synchronous=FULL)."""
    with sqlite3.connect(folder / "reviews.sqlite", isolation_level=None) as db:
        db.execute("PRAGMA journal_mode=WAL")
        db.execute("PRAGMA synchronous=FULL")
        db.execute("CREATE TABLE review (id TEXT PRIMARY KEY, version INTEGER, record BLOB)")
        db.execute("BEGIN")
        text = as_json(realistic(0))[1]
        rows = ((f"r{number:06}", 1, text) for number in range(count))
        db.executemany("INSERT INTO review VALUES (?, ?, ?)", rows)
        db.execute("COMMIT")
        one = realistic(0)

        def save() -> None:
            changed = as_json(one.model_copy(update={"version": 2}))[1]
            db.execute("UPDATE review SET version = 2, record = ? WHERE id = 'r000000'", (changed,))

        return median(save, 300)


def rows(full: bool = False) -> list[tuple[str, str]]:
    """Return what was measured: each a name and a figure with its unit."""
    found: list[tuple[str, str]] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        store = TinyStore(folder / "data")
        size = len(as_json(realistic(0))[1])
        found.append(("a review's JSON", f"{size / 1000:.0f} kB"))
        start, first = 0, 0.0
        for count in (100, 1_000, 10_000, *([100_000] if full else [])):
            fill(store, start, count)
            start = count
            ours, theirs = side_by_side(folder)
            first = first or ours / theirs
            found.append((f"save one review, {count:,} reviews", f"{1000 * ours:.2f} ms"))
            found.append(("  of a bare atomic replacement", f"{ours / theirs:.2f}x"))
        found.append(
            (f"growth of that ratio from 100 to {start:,}", f"{ours / theirs / first:.2f}x")
        )
        found += looking(folder / "data", start)
        os.sync()
        lite = sqlite(folder, 10_000)
        found.append(("the same in SQLite (WAL, FULL), 10,000", f"{1000 * lite:.2f} ms"))
        for count in (100, 1_000):
            stock = stock_tinydb(folder, count)
            found.append(
                (f"the same in one stock TinyDB file, {count:,}", f"{1000 * stock:.0f} ms")
            )
    return found


def looking(folder: Path, count: int) -> list[tuple[str, str]]:
    """Return what it costs to look for due work and for the review that a mail names."""
    store = TinyStore(folder)
    now = NOON + timedelta(days=3)
    cold = median(lambda: store.due(now), 1)
    warm = median(lambda: store.due(now), 50)
    proof = median(lambda: store.find(frozenset({"<nobody@buyer.example>"})), 1)
    closed = frozenset({f"<r{count - 1:06}.3@us.example>"})
    found = store.find(closed)
    assert (found is not None) == (count > OPEN)
    messages = iter(range(10_000))

    def message() -> None:
        entry = Inbound(key=f"<{next(messages)}@x.example>", received_at=NOON)
        entry = store.save_inbound(entry)
        store.save_inbound(entry.model_copy(update={"status": InboundStatus.HANDLED}))

    return [
        (f"due(), {min(OPEN, count):,} open, {count:,} reviews", f"{1000 * warm:.1f} ms"),
        ("  the first time in a process", f"{1000 * cold:.0f} ms"),
        ("find() by a term, first time in a process", f"{1000 * proof:.0f} ms"),
        ("  a closed review", f"{1000 * median(lambda: store.find(closed), 50):.1f} ms"),
        ("note a message and mark it handled", f"{1000 * median(message, 300):.2f} ms"),
    ]


if __name__ == "__main__":
    for label, figure in rows("--full" in sys.argv[1:]):
        print(f"{label:52} {figure}")
