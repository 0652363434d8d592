"""What a customer wishes in the mail of the loss is respected from the first word on."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from debrief.answers.loss_wishes import Wishes, read_wishes
from debrief.answers.written_wish import successor_in
from debrief.chapters.call_event import nobody_told
from debrief.chapters.call_silence import to_be_forgotten
from debrief.chapters.call_slots import customer_hours, zone_of
from debrief.chapters.planning import changed, marked
from debrief.chapters.scene import Scene
from debrief.model import Review, Stage
from debrief.reading.mail.message import Message
from debrief.reading.people import is_robot
from debrief.reading.quoting.forwarded import unwrap
from debrief.reading.quoting.turns import Turn, turns_of
from debrief.reading.reading import Reading
from debrief.reading.records.crm import read_record
from debrief.timing import workdays

WISH_MARK = "wish"  # their own words may speak against a call: a person decides
MOST_QUOTES = 5
WELL_AHEAD = timedelta(days=7)  # a time from which on it is looked for near that time alone
ROOM = timedelta(days=4)  # before it, in which the notice passes


def with_wishes(review: Review, reading: Reading, scene: Scene) -> tuple[Review, Wishes]:
    """Take up what a notification says of how, when and whether its customer would be reached.

    Returned with it is what was not known before.
    """
    found = [_read(review, turn, scene) for turn in _told_by(reading, scene)]
    known = review.source.wishes
    quotes = tuple(q for w in found for q in w.quotes if q not in known)
    holds = any(w.holds for w in found) and bool(quotes)
    if not quotes:
        return review, Wishes()
    source = review.source.model_copy(update={"wishes": (*known, *quotes)[:MOST_QUOTES]})
    review = changed(review, source=source)
    if review.stage is Stage.ASKING or nobody_told(review):
        for wishes in found:
            review = _at_their_time(review, wishes, scene)
    if holds:
        review = marked(review, WISH_MARK, scene.now)
    return review, Wishes(quotes, holds)


def following(review: Review) -> list[str]:
    """Say what follows from their wishes."""
    call, words, lines = review.call, " ".join(review.source.wishes), []
    new = successor_in(words, review.facts.customer_email)
    if new is not None:
        lines.append(
            f"They name {new.name or new.email}: `{new.command}` puts them in their place."
        )
    lines += filter(None, (to_be_forgotten(review, words),))
    if call.windows:
        lines.append("The call is looked for at the time they name.")
    elif call.not_before is not None:
        day = call.not_before.astimezone(ZoneInfo(call.zone))
        lines.append(f"No call before {day:%A} {day.day} {day:%B}.")
    return lines


def _told_by(reading: Reading, scene: Scene) -> list[Turn]:
    """Return what people wrote of the loss, the customer's mail last; nothing of the manager, and nothing older."""
    message, told = reading.message, []
    if message is None:
        return []
    for turn in turns_of(message, unwrap(message)):
        ours = turn.email is not None and scene.team.is_ours(turn.email)
        if turn.email != scene.team.manager.email and not _is_record(message, turn):
            told.append(turn)
        if not ours:
            break
    return told


def _is_record(message: Message, turn: Turn) -> bool:
    """Tell whether a sales system wrote it, whose fields are nobody's wishes."""
    return is_robot(turn.sender) or bool(read_record(message, turn.text).lost)


def _read(review: Review, turn: Turn, scene: Scene) -> Wishes:
    zone = zone_of(review, scene).zone
    written = turn.date or scene.now
    if written.tzinfo is None:
        written = written.replace(tzinfo=ZoneInfo(zone))
    return read_wishes(
        turn.text,
        min(written.astimezone(UTC), scene.now),
        zone,
        review.facts.customer_email,
        scene.now,
        timedelta(minutes=scene.policy.call_minutes),
    )


def _at_their_time(review: Review, wishes: Wishes, scene: Scene) -> Review:
    """Look for a call not before they are back, and within what they named."""
    call, earliest = review.call, [review.call.not_before]
    if wishes.back is not None:
        hours = customer_hours(review, scene)
        back = datetime.combine(wishes.back, hours.start, tzinfo=ZoneInfo(hours.zone))
        earliest.append(workdays.next_working_moment(back, hours))
    if wishes.windows and wishes.windows[0].start > scene.now + WELL_AHEAD:
        earliest.append(wishes.windows[0].start - ROOM)
    update = {
        "not_before": max((m for m in earliest if m is not None), default=None),
        "windows": wishes.windows or call.windows,
        "zone": zone_of(review, scene).zone,
    }
    return changed(review, call=call.model_copy(update=update))
