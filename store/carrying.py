"""Carry every record of one store into another, and compare what both hold."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

from debrief.model import Funnel, Inbound, PracticeBook, Review
from store.base import Store
from store.text import as_json

T = TypeVar("T", Inbound, Funnel, PracticeBook)
Inventory = dict[str, dict[str, str]]  # by kind and name, the digest of each record

_TOGETHER = 100  # messages saved in one step


def holds_work(store: Store) -> bool:
    """Tell whether anything but cursors and settings is in the store."""
    kinds: Iterable[Iterator[object]] = (
        store.open(), store.closed(), store.all_inbound(), store.all_funnels(),
    )  # fmt: skip
    return store.book() != PracticeBook() or any(True for kind in kinds for _ in kind)


def carry(source: Store, target: Store) -> None:
    """Copy everything into a store that holds no work; versions begin anew there.

    Cursors and settings that were in the target give way.
    """
    for review in (*source.open(), *source.closed()):
        target.add(review)
    messages = source.all_inbound()
    while entries := list(islice(messages, _TOGETHER)):
        raws = {e.key: raw for e in entries if (raw := source.raw(e.key)) is not None}
        target.save_all_inbound([_anew(entry) for entry in entries], raws)
    for funnel in source.all_funnels():
        target.save_funnel(_anew(funnel))
    if (book := source.book()) != PracticeBook():
        target.save_book(_anew(book))
    for name, cursor in source.words("cursors").items():
        target.save_cursor(name, cursor)
    settings = source.words("settings")
    for name in settings | target.words("settings"):
        target.save_setting(name, settings.get(name))


def _anew(record: T) -> T:
    return record.model_copy(update={"version": 0})


def inventory(store: Store) -> Inventory:
    """Return the digest of every record, without its version, and of every kept mail."""
    messages = {e.key: _digest(e) for e in store.all_inbound()}
    raws = ((key, store.raw(key)) for key in messages)
    book, reviews = store.book(), (*store.open(), *store.closed())
    return {
        "reviews": {r.id: _digest(r) for r in reviews},
        "sendings": {e.key: e.status.value for r in reviews for e in r.effects},
        "messages": messages,
        "kept mails": {key: _sum(raw) for key, raw in raws if raw is not None},
        "practices": {str(p.number): _sum(p.model_dump_json().encode()) for p in book.practices},
        "practice books": {"book": _digest(book)},
        "funnels": {f.rep: _digest(f) for f in store.all_funnels()},
        "cursors": store.words("cursors"),
        "settings": store.words("settings"),
    }


def unlike(one: Inventory, other: Inventory) -> list[str]:
    """Return the kinds in which something of the first is missing, or different, in the other."""
    return [kind for kind in one if not one[kind].items() <= other[kind].items()]


def _digest(record: Review | Inbound | Funnel | PracticeBook) -> str:
    return _sum(as_json(record.model_copy(update={"version": 0}))[1])


def _sum(text: bytes) -> str:
    return hashlib.sha256(text).hexdigest()
