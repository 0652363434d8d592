"""What is held on a person, where traces of somebody are left, and what is forgotten in time."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from debrief.engine.inbox import key_in
from debrief.model import (
    OWN_MAIL,
    Inbound,
    InboundStatus,
    PracticeBook,
    Review,
    Worksheet,
    parts_of_key,
)
from debrief.reading.mail.message import parse_message

if TYPE_CHECKING:
    from store.base import Store


def held_on(address: str, store: Store) -> dict[str, Any]:
    """Return everything held on a person, customer or one of the team, as JSON-like values."""
    reviews = list(all_reviews(store))
    about = [r for r in reviews if concerns(r, address)]
    funnel = store.funnel(address)
    entries = entries_of(store, about, needles_of(address, about))
    return {
        "address": address,
        "as_of": datetime.now(UTC).isoformat(timespec="seconds"),
        "reviews": [_of_review(r, address) for r in about],
        "sent": [row for r in reviews for row in _sent(r, address)],
        "messages": [_of_message(e, store) for e in entries],
        "practices": _practices(store.book(), {r.id for r in about if _customer(r, address)}),
        "open_deals": funnel.model_dump(mode="json", exclude={"version"}) if funnel else None,
        "work_shared_with": sorted(_shared_with(store.book(), address)),
    }


def concerns(review: Review, address: str) -> bool:
    """Tell whether a review holds anything on the person of this address."""
    people = {review.facts.customer_email, review.facts.rep_email, review.source.sender}
    people |= {w.rep for w in review.worksheets} | {t.person for t in review.tokens}
    people |= {*review.call.guests, *review.meeting.attendees, *review.meeting.missing}
    people |= {r.by for r in review.meeting.replies}
    return address in people or any(address in (*e.to, *e.cc) for e in review.effects)


def _customer(review: Review, address: str) -> bool:
    return review.facts.customer_email == address


def _of_review(review: Review, address: str) -> dict[str, Any]:
    """Return what a review holds on this person, and nothing that others said in confidence."""
    if _customer(review, address):
        whole = review.model_dump(mode="json")
        kept = ("id", "stage", "created_at", "closed_at", "facts", "source", "call", "notes")
        about = {name: whole[name] for name in kept}
        return about | {"reconnect_on": whole["reconnect_on"], "drafts": whole["drafts"]}
    sheets = [w for w in review.worksheets if w.rep == address]
    about = {"id": review.id, "created_at": review.created_at.isoformat()}
    if review.facts.rep_email == address:
        about |= {"account_rep": True, "own_view": review.rep_view.model_dump(mode="json")}
    if address in review.call.guests:
        about |= {"guest_of_the_call": review.call.guests[address]}
    replies = [r.model_dump(mode="json") for r in review.meeting.replies if r.by == address]
    return about | {"worksheets": [_sheet(w) for w in sheets], "group_sheets": replies}


def _sheet(sheet: Worksheet) -> dict[str, Any]:
    return sheet.model_dump(mode="json", exclude={"practices"})


def _sent(review: Review, address: str) -> Iterator[dict[str, Any]]:
    for effect in review.effects:
        if effect.done_at is not None and address in (*effect.to, *effect.cc):
            yield {
                "at": effect.done_at.isoformat(),
                "what": effect.purpose,
                "review": review.id,
                "key": effect.key,
            }


def _of_message(entry: Inbound, store: Store) -> dict[str, Any]:
    raw = store.raw(entry.key)
    row = entry.model_dump(mode="json", exclude={"version", "attempts", "backend_id"})
    return row | {"mail": raw.decode("utf-8", "replace") if raw is not None else None}


def _practices(book: PracticeBook, reviews: set[str]) -> list[dict[str, Any]]:
    return [p.model_dump(mode="json") for p in book.practices if p.review_id in reviews]


def _shared_with(book: PracticeBook, address: str) -> set[str]:
    """Return with whom somebody has shared a group."""
    pairs = (name.partition(" ")[0].split("|") for name in book.past_pairs)
    return {other for pair in pairs if address in pair for other in pair if other != address}


def all_reviews(store: Store) -> Iterator[Review]:
    """Yield every review and errand."""
    yield from store.open()
    yield from store.closed()


def needles_of(address: str, reviews: Iterable[Review]) -> list[str]:
    """Return by what a customer, or a guest of theirs, is known: the address, and a name that is no common word."""
    known = list(reviews)
    names = [r.facts.customer_name for r in known if r.facts.customer_email == address]
    names += [r.call.guests.get(address) for r in known]
    return [address, *sorted({n.lower() for n in names if n and len(n.split()) > 1})]


def entries_of(store: Store, reviews: Iterable[Review], needles: Iterable[str]) -> list[Inbound]:
    """Return the messages that a person wrote or is named in, and those their reviews took in.

    ``needles`` are the address and then the names, in lower case.
    """
    words = list(needles)
    theirs = [r for r in reviews if is_customers(r, words[0])]
    keys = {k for r in theirs for k in r.handled}
    return [
        e
        for e in store.all_inbound()
        if e.sender.lower() == words[0]
        or e.key in keys
        or _is_ours_about(e, theirs, store)
        or any(w in e.subject.lower() for w in words)
        or ((raw := store.raw(e.key)) is not None and any(names(raw, w) for w in words))
    ]


def _is_ours_about(entry: Inbound, reviews: Iterable[Review], store: Store) -> bool:
    """Tell whether a message is a mail of our own that went out for one of these reviews."""
    if entry.why != OWN_MAIL:
        return False
    raw = store.raw(entry.key)
    key = key_in(parse_message(raw)) if raw is not None else ""
    subject = entry.subject.lower()
    return any(
        parts_of_key(key).review == r.id or (r.facts.company or "\n").lower() in subject
        for r in reviews
    )


def is_customers(review: Review, address: str) -> bool:
    """Tell whether a review holds this customer's address, wherever it stands in it."""
    return address in review.model_dump_json().lower()


def names(data: bytes, needle: str) -> bool:
    """Tell whether bytes hold the words: plainly, or within a mail's encoded parts."""
    if needle.encode() in data.lower():
        return True
    message = parse_message(data)
    people = (message.sender, *message.reply_to, *message.to, *message.cc)
    held = [message.text, message.html or "", message.calendar or "", message.subject]
    held += [part for p in people if p for part in (p.email or "", p.name or "")]
    return any(needle in text.lower() for text in held) or any(
        names(a.content, needle)
        if a.content_type == "message/rfc822"
        else needle.encode() in a.content.lower()
        for a in message.attachments
    )


def traces(folder: Path, needle: str) -> Iterator[Path]:
    """Yield every file below the data directory that still holds the words."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            with suppress(OSError):
                data = path.read_bytes()
                mail = path.suffix == ".eml"
                if names(data, needle) if mail else in_record(data, needle):
                    yield path


def in_record(data: bytes, needle: str) -> bool:
    """Records are JSON, in which other letters than ASCII may be written as escapes."""
    escaped = json.dumps(needle)[1:-1].encode()
    lowered = data.lower()
    return needle.encode() in lowered or escaped in lowered


def forget_raw(store: Store, now: datetime, days: int) -> int:
    """Delete the bytes of mails that ended more than ``days`` ago; return how many."""
    before = now - timedelta(days=days)
    old = (e for e in store.all_inbound() if e.received_at < before)
    return sum(store.drop_raw(e.key) for e in old if e.status is not InboundStatus.RECEIVED)
