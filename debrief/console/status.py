"""Where each review stands, for `debrief status`: whose deal it is, what it waits for, what needs the manager."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from debrief.chapters.call_event import nobody_told
from debrief.chapters.receipt import START_MARK
from debrief.chapters.waiting import last_receipt, waits_since
from debrief.model import Review, Stage
from debrief.moments import day, stamp

_WAITS = {
    Stage.LEARNING: "your word on the draft practices",
    Stage.MEETING: "the team meeting",
    Stage.WORKSHEETS: "the reps' worksheets",
    Stage.FOLLOWING: "what the reps promised",
}


def needs_manager(review: Review) -> bool:
    """Tell whether a review waits for a word or for notes of the manager."""
    asked = review.stage is Stage.ASKING and START_MARK not in review.marks
    return asked or review.stage in (Stage.LISTENING, Stage.LEARNING)


def by_urgency(reviews: list[Review]) -> list[Review]:
    """Return what needs the manager first, then what runs by itself, then what is over."""
    return sorted(reviews, key=lambda r: (r.over, not needs_manager(r)))


def title_of(review: Review) -> str:
    """Name company, deal and contact, as far as they are known."""
    facts = review.facts
    named = " – ".join(part for part in (facts.company, facts.deal) if part)
    named = named or review.source.subject or review.id
    return f"{named} ({facts.customer_name})" if facts.customer_name else named


def waits_for(review: Review, zone: str) -> str:
    """Say what a review waits for; empty where it is over."""
    if review.stage is Stage.ASKING:
        return _word_wanted(review, zone)
    if review.stage is Stage.CALLING:
        return _call_wanted(review, zone)
    if review.stage is Stage.LISTENING:
        slot = review.call.slot
        return f"your notes on the call of {_day(slot.start, zone)}" if slot else "your notes"
    return _WAITS.get(review.stage, "")


def _word_wanted(review: Review, zone: str) -> str:
    start = review.marks.get(START_MARK)
    if start is not None:
        return f"its start on {_day(start, zone)}"
    receipt = last_receipt(review)
    since = waits_since(review) or (receipt.done_at if receipt else None)
    return f"your go since {_day(since, zone)}" if since else "your go"


def _call_wanted(review: Review, zone: str) -> str:
    call, who = review.call, review.facts.customer_name or "the customer"
    if call.state == "written":
        return f"{who}'s answers in writing"
    if call.slot is None or call.state != "booked":
        return f"a time for the call with {who}"
    at = stamp(call.slot.start, zone)
    if nobody_told(review):
        return f"the invitation of {who} to the call on {at} to go out"
    return (
        f"the call on {at}" if call.answer == "accepted" else f"{who}'s answer to the call on {at}"
    )


def _day(moment: datetime, zone: str) -> str:
    return day(moment.astimezone(ZoneInfo(zone)).date())
