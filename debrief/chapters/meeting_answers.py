"""What the team's and the manager's answers do to the team meeting."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from debrief.answers.attendance import comes_late, says_of_coming
from debrief.answers.meeting_wish import Wish, read_wish, split_no_meeting
from debrief.answers.rep_absence import days_away, says_away, says_more
from debrief.calendars.answers import CalendarAnswer
from debrief.calendars.recorded_answers import is_news, remembered
from debrief.chapters.meeting_event import (
    FEW,
    NAME,
    book_again,
    called_off,
    how_many_can,
    how_many_expected,
    manager_busy,
    moved,
    name_of,
    tell,
    wanted,
    was_invited,
    who_is_away,
)
from debrief.chapters.planning import (
    asked_back,
    changed,
    count_of,
    iso,
    marked,
    noted,
    planned_mail,
)
from debrief.chapters.scene import Decision, Heard, Scene
from debrief.chapters.shared_meeting import JOINED, apart
from debrief.chapters.team_groups import grouped
from debrief.groups.groups import rebalance
from debrief.model import EffectKind, Review, Slot
from debrief.moments import stamp
from debrief.team import Person, fold_address
from debrief.when.words import TimeAnswer, read_times

FOR_A_HUMAN = "a human should read this answer"
READ_BY_MANAGER = "the manager reads it"
NOT_INVITED = "an answer of somebody who is not invited"
ANSWERS = ("REPLY", "COUNTER")
MOST_QUOTED = 1000  # characters of what somebody wrote


def manager_says(review: Review, scene: Scene, heard: Heard) -> Decision:
    """Keep the meeting, move it or call it off as the manager replies."""
    slot, zone = review.meeting.slot, scene.team.manager.time_zone
    offer = _offered(review, scene, heard)
    wish = read_wish(heard.text, heard.at, zone, slot)
    if review.meeting_called_off:
        return _after_the_end(review, scene, heard, wish)
    if split_no_meeting(heard.text)[1] and review.meeting.state == "booked":
        wish = Wish("off")
    if JOINED in review.marks and review.meeting.state == "none":
        return _joined(review, scene, heard, wish)
    if wish.kind == "again" and review.meeting.state == "booked":
        return Decision(review, why="the meeting is booked already")
    if wish.kind == "keep" or (wish.kind == "yes" and offer is None):
        return Decision(review, why="the meeting stays")
    if review.meeting.state != "booked" or slot is None:
        return Decision(review, outcome="set_aside", why=FOR_A_HUMAN)
    if wish.kind == "off":
        review = tell(review, scene, "off")
        return Decision(called_off(review, scene), outcome="answered", why="called off")
    if wish.kind == "move":
        return _move(review, scene, wanted(review, scene, _within(wish, offer), slot))
    to_it = f"`move it to {stamp(offer.start, zone)}`, " if offer else ""
    look = "" if offer else "`move` (I look for another time), "
    expected = (
        f"`keep`, {to_it}a time such as `Friday 15:00`, {look}"
        "`cancel` (the meeting alone) or `stop` (the whole review)"
    )
    lines = [heard.text.strip()]
    review = asked_back(review, scene, NAME, scene.team.manager, heard, lines, expected)
    return Decision(review, outcome="answered")


def _joined(review: Review, scene: Scene, heard: Heard, wish: Wish) -> Decision:
    """Give a review that joined another one's meeting its own, where the manager says so."""
    if wish.kind in ("again", "move"):
        return book_again(apart(review, scene), scene, wish.windows)
    if wish.kind in ("yes", "keep", "off") or split_no_meeting(heard.text)[1]:
        return Decision(review, why="it joins the other meeting")
    lines = [heard.text.strip()]
    expected = "`own meeting` (for this loss alone) or a time for it, such as `Tuesday 10:00`"
    review = asked_back(review, scene, NAME, scene.team.manager, heard, lines, expected)
    return Decision(review, outcome="answered")


def _after_the_end(review: Review, scene: Scene, heard: Heard, wish: Wish) -> Decision:
    """Book a meeting that was called off, where the manager says so; thanks leave it off."""
    if wish.kind in ("yes", "off"):
        return Decision(review, why="the meeting stays called off")
    if wish.kind in ("again", "move"):
        return book_again(review, scene, wish.windows)
    expected = (
        "`book it again` (I look for a time), a time such as `Tuesday 10:00`, "
        "or `stop` (the whole review)"
    )
    lines = [heard.text.strip()]
    review = asked_back(review, scene, NAME, scene.team.manager, heard, lines, expected)
    return Decision(review, outcome="answered")


def _move(review: Review, scene: Scene, found: Slot | None) -> Decision:
    """Move the meeting to the time found, and say so; once."""
    if found is None:
        return Decision(tell(review, scene, "no_time"), outcome="answered")
    if found == review.meeting.slot:
        return Decision(review, why="it is at that time already")
    review = moved(review, scene, found)
    return Decision(tell(review, scene, "moved"), outcome="answered", why="moved")


def _offered(review: Review, scene: Scene, heard: Heard) -> Slot | None:
    """Return the time that the mail which is answered offers to move the meeting to."""
    effect = review.effect(heard.effect)
    start = effect.context.get("offer") if effect else None
    if not isinstance(start, str):
        return None
    begins = datetime.fromisoformat(start)
    return Slot(start=begins, end=begins + timedelta(minutes=scene.policy.meeting_minutes))


def _within(wish: Wish, offer: Slot | None) -> tuple[Slot, ...]:
    """Return where the meeting may be moved to: what was offered, where the words allow it."""
    if offer is None or wish.elsewhere:
        return wish.windows
    named = wish.windows
    allowed = not named or any(w.start <= offer.start and offer.end <= w.end for w in named)
    return (offer,) if allowed else named


def calendar_answer(review: Review, scene: Scene, heard: Heard) -> Decision:
    """Take a rep's answer to the invitation; what it says besides is the manager's to read."""
    answer, meeting, rep = heard.answer, review.meeting, scene.team.rep(heard.sender)
    if answer is None or answer.uid != meeting.uid or answer.method not in ANSWERS:
        return Decision(review)
    if rep is None or fold_address(answer.attendee or heard.sender) != heard.sender:
        known = scene.team.person(heard.sender) or was_invited(review, heard.sender)
        outcome = "handled" if rep is None and known else "set_aside"
        return Decision(review, outcome=outcome, why=NOT_INVITED)
    partstat, news = (answer.partstat or "").lower(), is_news(review, answer, meeting.sequence)
    if partstat == "delegated" or (answer.needs_human and answer.method == "REPLY"):
        return Decision(review, outcome="set_aside", why=answer.why or "the place was passed on")
    earlier = _about_earlier(review, answer)
    words = answer.comment.strip() if says_more(answer.comment, partstat, scene.now) else ""
    proposes = answer.method == "COUNTER" and not earlier and news
    if not earlier:
        review = remembered(review, answer, meeting.sequence, scene.now)
    if not (words or proposes):
        return Decision(review if earlier else attendance(review, scene, rep.email, partstat))
    if not earlier:
        review = attendance(review, scene, rep.email, partstat, quietly=True)
    wish = _wish(review, scene, answer, rep) if not earlier else None
    proposed = answer.proposed_start if proposes else None
    about = "time" if proposes or wish else partstat
    review = _pass_on(review, scene, rep, about, words, wish, proposed)
    return Decision(review, outcome="answered", why=READ_BY_MANAGER)


def says_coming(review: Review, heard: Heard, rep: Person | None) -> str | None:
    """Return whether the words say plainly that a rep comes or not; who is away that day does not come."""
    coming, slot = says_of_coming(heard.text), review.meeting.slot
    if coming is not None or rep is None or slot is None or not says_away(heard.text):
        return coming
    clock = ZoneInfo(rep.time_zone)
    today, asked = (moment.astimezone(clock).date() for moment in (heard.said_at, slot.start))
    days = days_away(heard.text, today, asked)
    return "declined" if days is not None and days[0] <= asked < days[1] else None


def hear_coming(review: Review, scene: Scene, heard: Heard, rep: Person, coming: str) -> Decision:
    """Take a rep's plain yes or no; a wish for another time beside it is the manager's to read."""
    quiet = attendance(review, scene, rep.email, coming, quietly=True)
    passed_on = hear_words(quiet, scene, heard, rep) if coming == "declined" else None
    return passed_on or Decision(attendance(review, scene, rep.email, coming), why=coming)


def hear_words(review: Review, scene: Scene, heard: Heard, rep: Person) -> Decision | None:
    """Take a rep's plain wish for another time; None where the words hold none."""
    late = comes_late(heard.text)
    if heard.purpose != "meeting" or review.meeting.state != "booked" or late:
        return None
    read = _read_times(review, heard.text, heard.said_at, rep)
    if read is None or read.kind not in ("windows", "other"):
        return None
    wish = _best(review, scene, read)
    review = _pass_on(review, scene, rep, "time", heard.text.strip(), wish)
    return Decision(review, outcome="answered", why=READ_BY_MANAGER)


def pass_words_on(review: Review, scene: Scene, heard: Heard, rep: Person) -> Decision:
    """Let the manager read what a rep answers to the invitation that is neither yes nor no nor a time."""
    review = _pass_on(review, scene, rep, "", heard.text.strip(), None)
    return Decision(review, outcome="answered", why=READ_BY_MANAGER)


def _about_earlier(review: Review, answer: CalendarAnswer) -> bool:
    """Tell whether this answers another time than the meeting's; one that was sent anew is the same."""
    meeting = review.meeting
    if meeting.slot is None:
        return True
    if answer.sequence is None or answer.sequence >= meeting.sequence:
        return answer.about_earlier(meeting.sequence, meeting.slot.start)
    states = [e for e in review.effects if e.event is not None and e.event.uid == meeting.uid]
    asked = {e.event.sequence for e in states if e.event}
    since = [e for e in states if e.event and e.event.sequence >= answer.sequence]
    same = all(
        e.kind is EffectKind.INVITE and e.event.start == meeting.slot.start
        for e in since
        if e.event
    )
    return answer.sequence not in asked or not same


def _wish(review: Review, scene: Scene, answer: CalendarAnswer, rep: Person) -> Slot | None:
    """Return the time that a rep proposes by button or in the comment, where the meeting could be."""
    slot = review.meeting.slot
    if slot is None or review.meeting.state != "booked":
        return None
    if answer.proposed_start is not None:
        wish = Slot(start=answer.proposed_start, end=answer.proposed_start)
        return wanted(review, scene, (wish,), slot)
    read = _read_times(review, answer.comment, scene.now, rep)
    return _best(review, scene, read) if read is not None and read.kind == "windows" else None


def _read_times(review: Review, text: str, at: datetime, rep: Person) -> TimeAnswer | None:
    slot = review.meeting.slot
    if slot is None or not text.strip():
        return None
    length = slot.end - slot.start
    return read_times(text, at, rep.time_zone, proposed=(slot.start,), duration=length)


def _best(review: Review, scene: Scene, read: TimeAnswer) -> Slot | None:
    """Return the best time within what was named, unless it is the one that does not suit."""
    slot, windows = review.meeting.slot, tuple(Slot(start=a, end=b) for a, b in read.windows)
    if slot is None or not windows:
        return None
    found = wanted(review, scene, windows, slot)
    elsewhere = found is not None and (found.end <= slot.start or slot.end <= found.start)
    return found if elsewhere else None


def _pass_on(
    review: Review,
    scene: Scene,
    rep: Person,
    about: str,
    words: str,
    wish: Slot | None,
    proposed: datetime | None = None,
) -> Review:
    """Let the manager read what a rep wrote or proposes, and what can be done about it."""
    slot = review.meeting.slot if review.meeting.state == "booked" else None
    return planned_mail(
        review,
        scene,
        NAME,
        "meeting_word",
        scene.team.manager,
        {
            "who": rep.name,
            "about": about,
            "words": words[:MOST_QUOTED],
            "start": iso(slot.start) if slot else None,
            "proposed": iso(proposed),
            "offer": iso(wish.start) if wish else None,
            "suits": how_many_can(review, scene, wish) if wish else 0,
            "clash": wish is not None and manager_busy(review, scene, wish),
            "missing_names": [name_of(scene, a) for a in who_is_away(review, scene)],
            "total": how_many_expected(review, scene),
            "team_size": len(scene.team.reps),
        },
        purpose="meeting_choice",
        generation=count_of(review, "meeting_choice") + 1,
    )


def attendance(
    review: Review, scene: Scene, who: str, partstat: str, *, quietly: bool = False
) -> Review:
    """Take a rep out of the meeting and its groups, or in again.

    ``quietly``: the manager reads how the meeting stands in another mail.
    """
    meeting = review.meeting
    if partstat == "declined" and who not in meeting.declined:
        declined = (*meeting.declined, who)
        groups = meeting.groups
        if meeting.state == "booked":
            groups = rebalance(groups, {who})
        meeting = meeting.model_copy(update={"declined": declined, "groups": groups})
        review = changed(review, meeting=meeting)
        review = noted(review, scene.now, NAME, f"{name_of(scene, who)} cannot come")
        return _below_quorum(review, scene, quietly=quietly)
    away = who in meeting.declined or who not in meeting.attendees
    if partstat == "accepted" and away and meeting.state == "booked" and meeting.slot:
        declined = tuple(a for a in meeting.declined if a != who)
        missing = tuple(a for a in meeting.missing if a != who)
        attendees = (*(a for a in meeting.attendees if a != who), who)
        coming = tuple(a for a in attendees if a not in declined)
        groups = grouped(coming, scene, meeting.slot, review.id)
        update = {
            "declined": declined,
            "missing": missing,
            "attendees": attendees,
            "groups": groups,
        }
        review = changed(review, meeting=meeting.model_copy(update=update))
        return noted(review, scene.now, NAME, f"{name_of(scene, who)} comes after all")
    return review


def _below_quorum(review: Review, scene: Scene, *, quietly: bool = False) -> Review:
    """Name who cannot come to the manager, once too many are away, all but one, and all."""
    total, away = how_many_expected(review, scene), len(who_is_away(review, scene))
    there = total - away
    few = [there < scene.policy.quorum * total, there <= 1 < total - 1, there <= 0]
    news = [mark for mark, true in zip(FEW, few, strict=True) if true and mark not in review.marks]
    if review.meeting.state != "booked" or not news:
        return review
    for mark in news:
        review = marked(review, mark, scene.now)
    if quietly:
        return review
    return tell(review, scene, "declines" if there > 0 else "nobody")
