"""What the account rep's answer does to a call."""

from __future__ import annotations

import re
from datetime import UTC, datetime, time, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from debrief.answers.account_rep import passes_on
from debrief.answers.attendance import says_of_coming
from debrief.answers.rep_absence import days_away, means_whole_day, says_away, says_more
from debrief.calendars.answers import CalendarAnswer
from debrief.chapters.call_event import may_move, move, tell
from debrief.chapters.call_slots import agreed_on, find_again
from debrief.chapters.planning import changed, marked
from debrief.chapters.rep_word import told
from debrief.chapters.scene import Decision, Heard, Scene
from debrief.lexicon import fold, is_only_friendly, said
from debrief.model import Review, Slot, Stage
from debrief.when.words import TimeAnswer, read_times


def rep_answers(review: Review, scene: Scene, answer: CalendarAnswer) -> Review:
    """A no of the rep's calendar moves the call, once; another time that it proposes is a no."""
    words = answer.comment.strip()
    declined = answer.partstat == "DECLINED" or answer.method == "COUNTER"
    if declined and (_for_others(words, scene, review) or says_away(words)):
        return _rep_declines(review, scene, words, scene.now).review
    if declined:
        wish = named_time(review, scene, words, scene.now)
        within = _slots(wish) if wish else ()
        if answer.proposed_start and answer.proposed_end:
            within = (Slot(start=answer.proposed_start, end=answer.proposed_end),)
        return _rep_cannot(review, scene, words, within=within)
    if answer.partstat == "ACCEPTED":
        call = review.call.model_copy(update={"rep_answer": "accepted"})
        review = changed(review, call=call)
        return rep_says(review, scene, words) if says_more(words, "accepted", scene.now) else review
    return rep_says(review, scene, words) if words else review


def misses_call(review: Review, scene: Scene, heard: Heard) -> bool:
    """Tell whether an absence note of the account rep's reaches past the day of the call, and nobody was told yet."""
    slot, back = review.call.slot, heard.away_until
    rep = scene.team.rep(review.facts.rep_email)
    if slot is None or back is None or rep is None or heard.sender != rep.email:
        return False
    coming = (
        review.stage is Stage.CALLING and review.call.state == "booked" and review.call.with_rep
    )
    day = slot.start.astimezone(ZoneInfo(rep.time_zone)).date()
    return (
        coming and scene.now < slot.start and day < back and _absent_mark(slot) not in review.marks
    )


def rep_absent(review: Review, scene: Scene, heard: Heard) -> Decision:
    """Let the manager read an absence note of the rep's, once for each time; a program's word moves no call."""
    slot = review.call.slot
    if slot is None or not misses_call(review, scene, heard):
        return Decision(review, why="an automatic answer of one of ours")
    following = (
        "It is an automatic note, so nothing was changed. Reply `alone` to keep the call without the rep, `rep: name` to "
        "give the place to somebody else, or a time, such as `Thursday 15:00`."
    )
    review = tell(
        marked(review, _absent_mark(slot), scene.now),
        scene,
        "rep_away",
        following,
        heard.text,
        needs_reply=None,
    )
    return Decision(review, outcome="answered", why="the rep is away on the day of the call")


def _absent_mark(slot: Slot) -> str:
    return f"rep away {slot.start:%Y-%m-%d %H:%M}"


def rep_writes(review: Review, scene: Scene, heard: Heard) -> Decision:
    """A rep's plain words count as the button does where they are clear; else a human reads them."""
    away = says_away(heard.text)
    coming = "declined" if away else says_of_coming(heard.text)
    if coming is None and said(heard.text) and is_only_friendly(heard.text):
        return Decision(review, why="a friendly word")
    if review.stage is not Stage.CALLING or review.call.state != "booked":
        return Decision(review, outcome="set_aside", why="the rep wrote about the call in words")
    if coming is None:
        why = "the rep wrote about the call in words"
        wish = named_time(review, scene, heard.text, heard.said_at)
        review = rep_says(review, scene, heard.text, wish)
        return Decision(told(review, scene, heard), outcome="answered", why=why)
    if coming == "declined":
        return _rep_declines(review, scene, heard.text, heard.said_at)
    call = review.call.model_copy(update={"rep_answer": "accepted"})
    return Decision(changed(review, call=call), why="the rep comes")


def named_time(review: Review, scene: Scene, words: str, at: datetime) -> TimeAnswer | None:
    """Return the other times that the rep names for the call, on the rep's clock; None where there are none."""
    rep, slot = scene.team.rep(review.facts.rep_email), review.call.slot
    if rep is None or slot is None:
        return None
    read = read_times(words, at, rep.time_zone, proposed=(slot.start,)).from_now(scene.now)
    return read if read.kind == "windows" and not read.anytime else None


def rep_says(review: Review, scene: Scene, words: str, wish: TimeAnswer | None = None) -> Review:
    """Let the manager read what the rep writes about the call, and the time named in it; it changes nothing by itself."""
    time = "Reply with a time, such as `Thursday 15:00`,"
    if wish is not None and not wish.only_refuses(scene.now):
        time = f"Reply {_as_order(wish.windows[0], review, scene)} to move it to the time that they name (on your clock),"
    following = (
        f"Nothing was changed, and without a word of yours all goes on. {time} "
        "or `alone` to hold the call without the rep, should that follow from it."
    )
    return tell(review, scene, "rep_says", following, words.strip()[:500], needs_reply=None)


def _slots(wish: TimeAnswer) -> tuple[Slot, ...]:
    return tuple(Slot(start=start, end=end) for start, end in wish.windows)


def _as_order(window: tuple[datetime, datetime], review: Review, scene: Scene) -> str:
    """Return the manager's answer that moves the call to a time of the rep's, or to a whole day on the rep's clock."""
    rep, length = scene.team.rep(review.facts.rep_email), window[1] - window[0]
    whole = length >= timedelta(days=1)
    start = window[0].astimezone(ZoneInfo((rep if rep and whole else scene.team.manager).time_zone))
    day = f"{start.day} {start:%B}"
    exact = length <= timedelta(minutes=scene.policy.call_minutes)
    return f"`{day}`" if whole else f"`{day} {'' if exact else 'after '}{start:%H:%M}`"


def _rep_declines(review: Review, scene: Scene, words: str, at: datetime) -> Decision:
    """A no in words: whoever names somebody else, or would have it go on without them, moves nothing."""
    slot = review.call.slot
    if (following := _for_others(words, scene, review)) is not None:
        call = review.call.model_copy(update={"rep_answer": "declined"})
        review = changed(review, call=call)
        review = tell(review, scene, "rep_declined", following, words, needs_reply=True)
        return Decision(review, why="the rep would have it go on without them")
    if slot and (says_away(words) or means_whole_day(words)):
        return _rep_away(review, scene, words, at, slot)
    wish = named_time(review, scene, words, at)
    within = _slots(wish) if wish else ()
    return Decision(_rep_cannot(review, scene, words, within=within), why="the rep cannot come")


def _for_others(words: str, scene: Scene, review: Review) -> str | None:
    """Return what the manager may answer to a rep who leaves the call to others; None where they do not."""
    leaves, new = passes_on(words, scene.team, review.facts.rep_email or "")
    if not leaves and not _WITHOUT_ME.search(fold(words)):
        return None
    swap = f"`rep: {new.name}` gives the place to {new.first_name}, " if new else ""
    return (
        f"They would not have it moved for them, so the call stays. {swap}`alone` keeps it without a rep, and a time, "
        "such as `Thursday 15:00`, moves it."
    )


_WITHOUT_ME = re.compile(r"\b(?:without me|ohne mich|sans moi|sin mi|zonder mij|sem mim)\b")


def _rep_away(review: Review, scene: Scene, words: str, at: datetime, slot: Slot) -> Decision:
    """A rep who is away declines every day until they are back, not the hour alone."""
    rep = scene.team.rep(review.facts.rep_email)
    clock = ZoneInfo((rep or scene.team.manager).time_zone)
    today, asked = (moment.astimezone(clock).date() for moment in (at, slot.start))
    days = days_away(words, today, asked)
    if days is None:
        following = (
            "I am not sure until when, so nothing was changed. Reply with a time, such as "
            "`Thursday 15:00`, or `alone` to keep it without the rep."
        )
        review = tell(review, scene, "rep_away", following, words, needs_reply=True)
        return Decision(review, outcome="answered", why="the rep is away, until when is not clear")
    start, end = (datetime.combine(day, time(0), tzinfo=clock) for day in days)
    span = Slot(start=start.astimezone(UTC), end=end.astimezone(UTC))
    if not (span.start < slot.end and slot.start < span.end):
        following = "The call is not on those days, so it stays as it is."
        return Decision(
            tell(review, scene, "rep_away", following, words), why="away at other times"
        )
    return Decision(_rep_cannot(review, scene, words, span), why="the rep is away")


def _rep_cannot(
    review: Review,
    scene: Scene,
    words: str,
    away: Slot | None = None,
    *,
    within: tuple[Slot, ...] = (),
) -> Review:
    """Move the call, once, to where the rep can come; the manager reads the rep's words.

    ``away`` is the time that does not suit them, where it is more than the call's own; ``within`` is when they could.
    What the customer wished or the manager chose is kept.
    """
    slot = away or review.call.slot
    call = review.call.model_copy(
        update={
            "rep_answer": "declined",
            "excluded": (*review.call.excluded, *((slot,) if slot else ())),
        }
    )
    review = changed(review, call=call)
    after = away.end if away else None
    find = partial(find_again, review, scene, with_rep=True, after=after, within=within)
    found = find() if may_move(review) else None
    if found is None:
        agreed = " within what was agreed" if agreed_on(review, scene) else ""
        agreed += " when they could" if within else ""
        why = (
            f"I found no other time{agreed} that suits everybody, so the call stays."
            if may_move(review)
            else "I moved the call for our side before, so this time I leave it to you."
        )
        return tell(
            review,
            scene,
            "rep_declined",
            f"{why} Reply with a time, such as `Thursday 15:00`, or `alone` to keep it without the rep.",
            quote=words or None,
            needs_reply=True,
        )
    review = move(review, scene, found[0], found[1], unasked=True)
    return tell(
        review,
        scene,
        "rep_declined",
        "It was moved, once, with an updated invitation.",
        quote=words or None,
    )
