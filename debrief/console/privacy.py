"""The commands `debrief export` and `debrief erase`: what is held on a person, shown and removed."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from debrief.bootstrap import open_desk
from debrief.config import Config, load_config
from debrief.console.run_history import forget_in_history
from debrief.engine.personal_data import (
    all_reviews,
    entries_of,
    held_on,
    in_record,
    is_customers,
    needles_of,
    traces,
)
from debrief.errors import BadInput, TryLater
from debrief.model import Inbound, InboundStatus, Review
from debrief.reports.timeline import deal_title, timeline_key
from debrief.team import ADDRESS, fold_address
from store import disk

if TYPE_CHECKING:
    from store.base import Store

NOTHING_HELD = 3  # the exit status of an erasure that found nothing
HISTORY = Path("prefect") / "prefect.db"  # of the private server that `debrief run` starts


@dataclass(frozen=True, slots=True)
class Swept:
    """What was removed, and what names the customer still."""

    runs: int
    pages: int
    others: int  # runs over other data directories, which are not ours to remove
    logs_left: bool


def export_person(data: Path | None, address: str, output: Path | None) -> None:
    """Write everything held on an address as JSON, for the person to read (GDPR, article 15)."""
    desk = open_desk(load_config(data))
    held = held_on(fold_address(address), desk.store)
    text = json.dumps(held, indent=1, ensure_ascii=False) + "\n"
    if output is None:
        print(text, end="")
        return
    try:
        disk.write_private(output, text.encode())
    except OSError as err:
        raise BadInput(f"{output}: cannot be written ({err.strerror}); choose another") from err
    print(f"{output}: {len(held['reviews'])} reviews, {len(held['messages'])} messages")


def erase_customer(data: Path | None, customer: str, *, yes: bool) -> int:
    """Remove every review, message and trace of a customer's address; return the exit status."""
    config = load_config(data)
    desk = open_desk(config)
    address = fold_address(customer)
    if not ADDRESS.fullmatch(address):
        raise BadInput(f"{customer!r} is no mail address; give the customer's, as name@company")
    if desk.team.person(address) is not None:
        raise BadInput(f"{address}: is one of the team; take them out of the team file instead")
    store = desk.store
    reviews = [r for r in all_reviews(store) if not r.errand and is_customers(r, address)]
    needles = needles_of(address, reviews)
    entries = entries_of(store, reviews, needles)
    print(f"{address}: {len(reviews)} reviews, {len(entries)} messages held")
    errands = [r for r in all_reviews(store) if r.errand and _mentions(r, needles)]
    if not reviews and not entries and not errands:
        for line in _on_shared_server(config, reviews, needles):
            print(line)
        return _proof_again(config, address, needles)  # an earlier erasure may have been hindered
    if not yes and not sys.stdin.isatty():
        raise BadInput("nothing was removed; add --yes where nobody can be asked")
    if not yes and input("Remove all of it for good? (yes/no) ").strip().lower() != "yes":
        print("Nothing was removed.")
        return 1
    _blank_book(store, {review.id for review in reviews})
    for errand in errands:
        _blank_errand(store, errand)
    for entry in entries:
        store.drop_raw(entry.key)
        _blank_entry(store, entry)
    for line in _on_shared_server(config, reviews, needles):
        print(line)
    for review in reviews:  # last: they tell by which name the rest is found after a break
        store.delete(review.id)
    for line in _yours_to_clean(reviews):
        print(line)
    print("Removed.")
    return _proof(config, needles)


def _proof_again(config: Config, address: str, needles: list[str]) -> int:
    """Complete an erasure that was hindered; say so where nothing tells of such a customer."""
    known = any(True for needle in needles for _ in traces(config.data, needle))
    status = _proof(config, needles)
    if known or status:
        return status
    print(
        f"Nothing of {address} is here: it was erased before, or is written otherwise "
        "(`debrief status` names the customers)."
    )
    return NOTHING_HELD


def _proof(config: Config, needles: list[str]) -> int:
    """Clean Prefect's history, then say where the words still stand; the office is mailboxes."""
    cleaned = forget_in_history(
        config.data / HISTORY, lambda data: any(in_record(data, needle) for needle in needles)
    )
    left = sorted({path for needle in needles for path in traces(config.data, needle)})
    records = [path for path in left if not path.is_relative_to(config.office)]
    for path in left:
        place = "still there" if path in records else "yours to clean, in the office's mailboxes"
        print(f"{place}: {path}")
    if not cleaned:
        print(f"{config.data / HISTORY}: is in use or damaged, and was not cleaned")
    print(f"{len(records)} files of Debrief's still name {' or '.join(needles)}.")
    if cleaned and not records:
        return 0
    print(
        f"Stop `debrief run`, delete what is named above, then prove it: debrief erase {needles[0]}"
    )
    return 1


def _yours_to_clean(reviews: Iterable[Review]) -> Iterator[str]:
    """Say what this machine cannot reach: calendars and the mailbox."""
    meetings = {e.event.uid: e.event for r in reviews for e in r.effects if e.event}
    for event in meetings.values():
        at = f"{event.start:%Y-%m-%d %H:%M} UTC"
        yield f"yours to clean: in calendars, {event.summary!r} on {at} (UID {event.uid})"
    yield "yours to clean: the mailbox, where mail of theirs and to them may lie (also in Sent)"


def _on_shared_server(
    config: Config, reviews: Iterable[Review], needles: Iterable[str]
) -> Iterator[str]:
    """Remove our own runs and pages from a Prefect server that is named, and say what is left there."""
    url = os.environ.get("PREFECT_API_URL")
    if not url:
        return
    where = f"the Prefect server at {url.rpartition('@')[2]}"
    keys = [timeline_key(review) for review in reviews]
    titles = [deal_title(review) for review in reviews]
    os.environ.setdefault("PREFECT_HOME", str(config.data / "prefect"))
    try:
        from flows.quiet_server import silent

        if why_not := silent(url):
            raise TryLater(why_not)
        from flows.shared_history import sweep

        swept = sweep(keys, list(dict.fromkeys([*needles, *titles])), config.data)
    except Exception as err:  # whatever Prefect or its server says: a person has to look there
        why = (str(err).splitlines() or [type(err).__name__])[0]
        yield (
            f"yours to clean: {where} was not searched ({why}); delete there the artifacts "
            f"{', '.join(keys) or 'of their reviews'} and the flow runs that name the deal, with their logs"
        )
        return
    yield f"removed from {where}: {swept.runs} flow runs with their logs, {swept.pages} artifacts"
    if swept.logs_left:
        yield f"yours to clean: {where} still holds logs of them; repeat this in a minute"
    if swept.others:
        yield (
            f"yours to clean: {swept.others} flow runs there name them or the deal, but are of another "
            "data directory"
        )
    yield (
        f"what is left: events at {where} name runs until it forgets them "
        "(PREFECT_SERVER_EVENTS_RETENTION_PERIOD, 7 days as delivered), and so do backups of its database"
    )


def _mentions(review: Review, needles: Iterable[str]) -> bool:
    text = review.model_dump_json().lower()
    return any(needle in text for needle in needles)


def _blank_errand(store: Store, errand: Review) -> None:
    """Keep that a notice or a monthly page went out, without what it said."""
    effects = tuple(e.model_copy(update={"context": {}, "error": None}) for e in errand.effects)
    blank = errand.model_copy(update={"effects": effects, "history": (), "tokens": ()})
    for _ in range(2):  # the store keeps one earlier version: that one is to be blank, too
        blank = store.save(blank)


def _blank_entry(store: Store, entry: Inbound) -> None:
    blank = {"subject": "", "sender": "", "why": "erased", "review_id": None}
    if entry.status is InboundStatus.RECEIVED:
        blank |= {"status": InboundStatus.LEFT_ALONE}
    for _ in range(2):  # as above
        entry = store.save_inbound(entry.model_copy(update=blank))


def _blank_book(store: Store, erased: set[str]) -> None:
    """Keep the practices, which are the team's own, without the customer's words and name."""
    book = store.book()
    practices = tuple(
        p.model_copy(update={"words": "", "company": ""}) if p.review_id in erased else p
        for p in book.practices
    )
    if practices != book.practices:
        blank = book.model_copy(update={"practices": practices})
        for _ in range(2):  # as above
            blank = store.save_book(blank)
