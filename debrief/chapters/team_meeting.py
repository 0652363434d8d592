"""Chapter 5, the team meeting: a slot with quorum, groups of 3-4, group sheets, share-out."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from itertools import chain
from zoneinfo import ZoneInfo

from debrief import slots, workdays
from debrief.attendance import says_of_coming
from debrief.chapters import best_practices, practice_sharing
from debrief.chapters.call_slots import attendee
from debrief.chapters.team_groups import grouped, offset, with_pairs
from debrief.group_sheet import SheetReading, corrected, read_sheet
from debrief.group_sizes import rule_for
from debrief.groups import rebalance
from debrief.lexicon import WORD, fold, is_friendly, said
from debrief.meeting_wish import read_wish
from debrief.model import Draft, Effect, Event, Review, SheetReply, Slot, Stage, TeamMeeting
from debrief.moments import when
from debrief.planning import (
    asked_back,
    changed,
    count_of,
    event_uid,
    following_sequence,
    iso,
    marked,
    noted,
    planned_event,
    planned_mail,
    told_by_hand,
)
from debrief.recorded_answers import as_heard, recorded_answers, remembered
from debrief.scene import Decision, Heard, Scene
from debrief.team import Person

NAME = "team_meeting"
FEW = ("below_quorum", "one_comes", "nobody_comes")  # what the manager was told of
DOUBT = "meeting_doubted"  # something else stands against the meeting's time, and was told
CHOSEN = "meeting_chosen"  # the time is the manager's own
FOR_A_HUMAN = "a human should read this answer"
LOOK_EVERY = timedelta(hours=4)
AGENDA = (  # share of the meeting's length, title, what happens
    (
        0.25,
        "What we learned",
        "The manager tells what the customer said. The deal, not the person.",
    ),
    (
        0.40,
        "In groups",
        "Each group adds best practices that would have helped, here or elsewhere.",
    ),
    (0.20, "Share-out", "One minute a group. Everything is collected."),
    (0.15, "Our own deals", "Where could we use one of these? A worksheet follows by mail."),
)

TOGETHER = {  # where there is one group, instead
    "In groups": ("Together", "What else would have helped, here or elsewhere?"),
    "Share-out": ("Collected", "What we add is written down for everybody."),
}


def wake(review: Review, scene: Scene) -> datetime | None:
    """Book, look after the event, send the sheets, collect, share out."""
    if review.stage is not Stage.MEETING:
        return None
    meeting = review.meeting
    if meeting.state == "none":
        shared = best_practices.REP_FIRST + timedelta(minutes=5)  # the rep and the team hear first
        learned = review.marks.get("learned", review.created_at)
        return max(review.marks.get("meeting_again", learned), learned + shared)
    if meeting.state == "booked" and meeting.slot:
        looked = review.marks.get("meeting_looked", scene.now)
        return min(meeting.slot.start, looked + LOOK_EVERY)
    if meeting.state == "held" and meeting.slot:
        if _all_sheets_in(review) and scene.now >= meeting.slot.end:
            return scene.now
        return _collected_at(review, scene)
    if meeting.state == "approving":
        return best_practices_due(review, scene)
    return scene.now


def _collected_at(review: Review, scene: Scene) -> datetime | None:
    """Return until when sheets are waited for."""
    slot, hours = review.meeting.slot, scene.hours(scene.team.manager)
    return workdays.add_workdays(slot.end, scene.policy.sheet_days, hours) if slot else None


def advance(review: Review, scene: Scene) -> Decision:
    """Take the step that is due."""
    due = wake(review, scene)
    if due is None or due > scene.now:
        return Decision(review)
    state = review.meeting.state
    if state == "none":
        return _book(review, scene)
    if state == "booked":
        slot = review.meeting.slot
        review = _look(review, scene)
        begins = slot is not None and slot.start <= scene.now and review.meeting.slot == slot
        if begins and review.meeting.state == "booked":
            review = _send_sheets(review, scene)
            met = with_pairs(scene.book, review.id, review.meeting.groups)
            return Decision(review, book=met)
        return Decision(review)
    if state == "held":
        return Decision(_collect(review, scene))
    if state == "approving" and any(d.status == "draft" for d in review.drafts):
        if "approval_again" not in review.marks:
            review = marked(review, "approval_again", scene.now)
            return Decision(best_practices.show_again(review, scene))
        review = noted(review, scene.now, NAME, "The groups' drafts stay drafts: no answer")
    return Decision(_share_out(review, scene))


def hear(review: Review, scene: Scene, heard: Heard) -> Decision:
    """Take a calendar answer or a group sheet."""
    if heard.answer is not None:
        return Decision(_calendar_answer(review, scene, heard))
    if heard.sender == scene.team.manager.email:
        return _manager_says(review, scene, heard)
    person = scene.team.rep(heard.sender)
    coming = says_of_coming(heard.text) if review.meeting.state == "booked" else None
    if person is not None and coming is not None:
        return Decision(_attendance(review, scene, person.email, coming), why=coming)
    sheet = _is_sheet(review, heard)
    if not sheet and all(is_friendly(line) for line in said(heard.text)):
        return Decision(review, why="a friendly word")
    if person is None or not sheet:
        return Decision(review, outcome="set_aside", why=FOR_A_HUMAN)
    return _hear_sheet(review, scene, heard, person)


def _hear_sheet(review: Review, scene: Scene, heard: Heard, person: Person) -> Decision:
    """Take the ideas of a group or an absentee, and read them back to whoever wrote."""
    meeting, names = review.meeting, _names(scene)
    before = next((r for r in reversed(meeting.replies) if r.by == person.email), None)
    corrects = before is not None and heard.purpose == "group_sheet_readback"
    if before is not None and corrects:
        reading = corrected(before.items, heard.text, names)
    else:
        reading = read_sheet(heard.text, names)
    if reading == SheetReading() or (
        before is not None and corrects and reading == SheetReading(before.items)
    ):
        return Decision(review, why="a friendly word")
    if reading.asks or (heard.files and not reading.items and not reading.nothing):
        return Decision(review, outcome="set_aside", why=FOR_A_HUMAN)
    group = next((i for i, g in enumerate(meeting.groups, 1) if person.email in g), 0)
    reply = SheetReply(group=group, by=person.email, items=reading.items, at=scene.now)
    gathering = meeting.state in ("booked", "held")
    changes = before is not None and corrects and not set(before.items) <= set(reading.items)
    if changes and not gathering:
        return Decision(review, outcome="set_aside", why="ideas that are collected already")
    kept = tuple(r for r in meeting.replies if not (corrects and gathering and r is before))
    if reading.items or reading.nothing:
        meeting = meeting.model_copy(update={"replies": (*kept, reply)})
        review = changed(review, meeting=meeting)
        review = noted(
            review, scene.now, NAME, f"Group sheet {group or 'of an absentee'} came back"
        )
    review = _sheet_readback(review, scene, heard, person, reading, group)
    if gathering:
        return Decision(review, outcome="answered", why="a group sheet")
    drafts = review.drafts
    review = _with_drafts(review, (reply,), scene)
    if review.drafts != drafts:  # late, and still not lost
        review = best_practices.show_group_drafts(review, scene)
    return Decision(review, outcome="answered", why="a late group sheet")


def _sheet_readback(
    review: Review, scene: Scene, heard: Heard, person: Person, reading: SheetReading, group: int
) -> Review:
    collected = _collected_at(review, scene) if review.meeting.state == "held" else None
    return planned_mail(
        review,
        scene,
        NAME,
        "group_sheet_readback",
        person,
        {
            "group": group,
            "items": list(reading.items),
            "personal": list(reading.personal),
            "aside": list(reading.aside),
            "nothing": reading.nothing,
            "until": iso(collected),
        },
        generation=count_of(review, "group_sheet_readback", person.email) + 1,
        in_reply_to=heard.message_id,
    )


def _names(scene: Scene) -> frozenset[str]:
    """Return the first names and surnames of the team."""
    return frozenset(w for p in scene.team.people() for w in WORD.findall(p.name) if len(w) > 1)


def _is_sheet(review: Review, heard: Heard) -> bool:
    """Only an answer to a group sheet is one; other mail of the meeting may say anything."""
    return heard.purpose in ("group_sheet", "group_sheet_readback") or (
        not heard.purpose and review.meeting.state in ("held", "approving")
    )


# -- booking ---------------------------------------------------------------------------------


def _book(review: Review, scene: Scene) -> Decision:
    """Invite the whole team for the best slot within five business days of the notes."""
    hours = scene.hours(scene.team.manager)
    earliest = workdays.add_working_seconds(
        scene.now, scene.policy.meeting_notice_hours * 3600, hours
    )
    days = scene.policy.meeting_within_days
    promised = workdays.add_workdays(review.notes.at or scene.now, days, hours)
    later = workdays.add_workdays(scene.now, days, hours) + timedelta(hours=2)
    much_later = later + timedelta(days=7)
    quorum = scene.policy.quorum
    found = (
        _find(review, scene, earliest, promised, quorum)
        or _find(review, scene, earliest, later, quorum)
        or _find(review, scene, earliest, much_later, quorum)
        or _find(review, scene, earliest, much_later, 0.0)
    )
    if found is None:
        review = marked(review, "meeting_again", scene.now + timedelta(days=1))
        return Decision(noted(review, scene.now, NAME, "No time suits enough of the team yet"))
    slot, absent = found
    coming = tuple(p.email for p in scene.team.reps if p.email not in absent)
    off = _off_hours(scene, slot)
    missing = tuple(email for email in absent if email not in off)
    groups = grouped(coming, scene, slot, review.id)
    meeting = TeamMeeting(
        state="booked",
        uid=event_uid(review.id, "meeting", scene.team.company.domain),
        # After a stop and a new start the same event comes back, one state later.
        sequence=_following(review, scene) if review.meeting.uid else 0,
        slot=slot,
        attendees=coming,
        missing=missing,
        groups=groups,
    )
    review = marked(changed(review, meeting=meeting), "meeting_looked", scene.now)
    review = noted(
        review,
        scene.now,
        NAME,
        f"Team meeting set for {when(slot.start, scene.team.manager.time_zone)}",
    )
    review = _send_event(review, scene, "team_meeting")
    if missing:
        review = _name_missing(review, scene, "calendars")
    return Decision(review, book=with_pairs(scene.book, review.id, groups))


def _find(
    review: Review, scene: Scene, earliest: datetime, latest: datetime, quorum: float
) -> tuple[Slot, tuple[str, ...]] | None:
    if latest <= earliest:
        return None
    team = scene.team
    people = [team.manager, *team.reps]
    busy = scene.free_busy(people, earliest, latest, review.meeting.uid)
    attendees = [
        attendee(p, busy.get(p.email), _long_hours(scene, p), required=True) for p in people
    ]
    request = slots.SlotRequest(
        people=tuple(attendees),
        duration=scene.policy.meeting_minutes * 60,
        earliest=int(earliest.timestamp()),
        latest=int(latest.timestamp()),
        buffer=0,
        quorum=quorum,
        holds=tuple(
            (int(h.start.timestamp()), int(h.end.timestamp()))
            for h in scene.holds(review.meeting.uid)
        ),
    )
    for found in slots.find_slots(request).slots:
        absent = {*found.missing, *found.unknown}
        if team.manager.name in absent:
            continue
        slot = Slot(
            start=datetime.fromtimestamp(found.start, UTC),
            end=datetime.fromtimestamp(found.end, UTC),
        )
        return slot, tuple(p.email for p in team.reps if p.name in absent)
    return None


def _long_hours(scene: Scene, person: Person) -> workdays.Hours:
    """A team across an ocean meets early for some and late for others (7:00 to 20:00)."""
    hours = scene.hours(person)
    manager = scene.team.manager
    now = scene.now
    apart = abs(offset(person, now) - offset(manager, now))
    return replace(hours, start=time(7), end=time(20)) if apart >= 4 else hours


def _off_hours(scene: Scene, slot: Slot) -> frozenset[str]:
    """Return the reps who have no working hours at this time: they may come, but need not."""
    start, end = int(slot.start.timestamp()), int(slot.end.timestamp())
    off = set()
    for person in scene.team.reps:
        hours = replace(scene.hours(person), lunch=None)
        within = workdays.working_intervals(hours, start, end)
        if not any(a <= start and end <= b for a, b in within):
            off.add(person.email)
    return frozenset(off)


def _send_event(review: Review, scene: Scene, template: str, *, cancel: bool = False) -> Review:
    meeting = review.meeting
    if meeting.slot is None or meeting.uid is None:
        return review
    off = _off_hours(scene, meeting.slot)
    everybody = tuple(p.email for p in scene.team.reps)
    if len(off) == len(everybody):
        off = frozenset()  # a meeting of nobody is none
    event = Event(
        uid=meeting.uid,
        sequence=meeting.sequence,
        start=meeting.slot.start,
        end=meeting.slot.end,
        summary=f"Team: what we learn from {review.facts.company or 'a lost deal'}",
        required=tuple(email for email in everybody if email not in off),
        optional=tuple(email for email in everybody if email in off),
    )
    total = scene.policy.meeting_minutes
    one = len(meeting.groups) <= 1
    agenda = []
    for share, *words in AGENDA:
        title, text = TOGETHER.get(words[0], words) if one else words
        agenda.append({"minutes": round(total * share), "title": title, "text": text})
    names = [[_name(scene, a) for a in group] for group in meeting.groups]
    context = {
        "start": iso(meeting.slot.start),
        "end": iso(meeting.slot.end),
        "zone": scene.team.manager.time_zone,
        "zones": _other_zones(scene, meeting.slot.start, off),
        "answers_summary": practice_sharing.answer_rows(review),
        "practices": practice_sharing.shared_rows(review, scene.book, from_groups=False),
        "agenda": agenda,
        "groups": names,
        "rule": rule_for(sum(map(len, meeting.groups)), [len(group) for group in meeting.groups]),
    }
    return planned_event(
        review,
        scene,
        NAME,
        template,
        event,
        context,
        purpose="meeting",
        cancel=cancel,
        attach=("book",) if scene.book.approved() and not cancel else (),
    )


def _other_zones(scene: Scene, at: datetime, off: frozenset[str]) -> list[dict[str, object]]:
    """Return one zone for each clock on the team that then differs from the manager's.

    ``off`` is set where nobody of that clock has working hours.
    """
    ours = offset(scene.team.manager, at)
    clocks: dict[float, dict[str, object]] = {}
    for rep in scene.team.reps:
        if (clock := offset(rep, at)) != ours:
            known = clocks.setdefault(clock, {"zone": rep.time_zone, "off": True})
            known["off"] = known["off"] and rep.email in off
    return [zone for _, zone in sorted(clocks.items(), key=lambda item: item[0])]


# -- changes ---------------------------------------------------------------------------------


def _look(review: Review, scene: Scene) -> Review:
    """Follow the manager's own move of the event, with one update."""
    meeting = review.meeting
    review = marked(review, "meeting_looked", scene.now)
    effect = review.effect_for_event(meeting.uid or "")
    if effect is None or effect.status != "done" or meeting.slot is None or meeting.uid is None:
        return review
    standing = scene.standing(meeting.uid)
    if standing is None or standing.cancelled:
        return _called_off(review, scene)
    if (standing.start, standing.end) == (meeting.slot.start, meeting.slot.end):
        reps = (rep.email for rep in scene.team.reps)
        for answer in recorded_answers(review, standing, reps, meeting.sequence):
            review = _calendar_answer(review, scene, as_heard(answer, scene.now))
        return _doubted(_with_team_of_now(review, scene, effect), scene)
    slot = Slot(start=standing.start, end=standing.end)
    review = _moved(review, scene, slot, sequence=max(meeting.sequence, standing.sequence) + 1)
    review = told_by_hand(review, meeting.uid, scene)
    return _name_missing(review, scene, "moved") if review.meeting.missing else review


def _moved(review: Review, scene: Scene, slot: Slot, *, sequence: int) -> Review:
    """Move the meeting as the manager wants it; whoever declined the old time is asked anew."""
    absent = _busy_at(review, scene, slot)
    coming = tuple(p.email for p in scene.team.reps if p.email not in absent)
    off = _off_hours(scene, slot)
    update = {
        "slot": slot,
        "sequence": sequence,
        "attendees": coming,
        "missing": tuple(email for email in absent if email not in off),
        "declined": (),
        "groups": grouped(coming, scene, slot, review.id),
    }
    meeting = review.meeting.model_copy(update=update)
    marks = {k: v for k, v in review.marks.items() if k not in (*FEW, DOUBT)}
    review = marked(changed(review, meeting=meeting, marks=marks), CHOSEN, scene.now)
    review = noted(review, scene.now, NAME, "The manager moved it")
    return _send_event(review, scene, "team_meeting_moved")


def _busy_at(review: Review, scene: Scene, slot: Slot) -> tuple[str, ...]:
    """Return the reps who are known to be busy in a slot, or have no working hours then."""
    start, end = int(slot.start.timestamp()), int(slot.end.timestamp())
    busy = scene.free_busy(scene.team.reps, slot.start, slot.end, review.meeting.uid)
    off = _off_hours(scene, slot)
    known = {email: times.busy for email, times in busy.items() if times is not None}
    taken = {e for e, times in known.items() if any(a < end and start < b for a, b in times)}
    return tuple(p.email for p in scene.team.reps if p.email in taken or p.email in off)


def _manager_says(review: Review, scene: Scene, heard: Heard) -> Decision:
    """Keep the meeting, move it or call it off as the manager replies."""
    slot, zone = review.meeting.slot, scene.team.manager.time_zone
    wish = read_wish(heard.text, heard.at, zone, slot)
    if wish.kind == "keep":
        return Decision(review, why="the meeting stays")
    if review.meeting.state != "booked" or slot is None:
        return Decision(review, outcome="set_aside", why=FOR_A_HUMAN)
    if wish.kind == "off":
        review = _name_missing(review, scene, "off")
        return Decision(_called_off(review, scene), outcome="answered", why="called off")
    if wish.kind == "move":
        found = _wanted(review, scene, wish.windows, slot)
        if found is None:
            return Decision(_name_missing(review, scene, "no_time"), outcome="answered")
        review = _moved(review, scene, found, sequence=_following(review, scene))
        return Decision(_name_missing(review, scene, "moved"), outcome="answered", why="moved")
    expected = (
        "`keep`, a time such as `Friday 15:00`, `move` (I look for another time), "
        "`cancel` (the meeting alone) or `stop` (the whole review)"
    )
    lines = [heard.text.strip()]
    review = asked_back(review, scene, NAME, scene.team.manager, heard, lines, expected)
    return Decision(review, outcome="answered")


def _wanted(review: Review, scene: Scene, windows: tuple[Slot, ...], old: Slot) -> Slot | None:
    """Return the minute that the manager named, or the best time within what they named."""
    length = timedelta(minutes=scene.policy.meeting_minutes)
    soon = scene.now + timedelta(minutes=30)
    for window in windows:
        if window.end - window.start <= length:
            named = Slot(start=window.start, end=window.start + length)
            return named if named.start >= soon else None
    later = workdays.add_workdays(old.end, 5, scene.hours(scene.team.manager))
    ranges = windows or (Slot(start=max(old.end, soon), end=later),)
    for quorum in (scene.policy.quorum, 0.0):
        for window in ranges:
            found = _find(review, scene, max(window.start, soon), window.end, quorum)
            if found is not None:
                return found[0]
    return None


def call_off(review: Review, scene: Scene) -> Review:
    """Cancel the meeting for everybody who was or may have been invited."""
    states = [e for e in review.effects if e.event and e.event.uid == review.meeting.uid]
    out = [e for e in states if e.in_doubt or e.status in ("attempted", "done")]
    last = max(out, key=lambda e: e.event.sequence if e.event else 0, default=None)
    if last is None or (last.kind == "cancel" and not last.in_doubt):
        return review
    meeting = review.meeting.model_copy(update={"sequence": _following(review, scene)})
    return _send_event(
        changed(review, meeting=meeting), scene, "team_meeting_cancelled", cancel=True
    )


def _following(review: Review, scene: Scene) -> int:
    return following_sequence(scene, review.meeting.uid, review.meeting.sequence)


def _with_team_of_now(review: Review, scene: Scene, invitation: Effect) -> Review:
    """Invite whoever joined the team since, and take out whoever left it."""
    review = _without_leavers(review, scene)
    meeting = review.meeting
    new = tuple(p.email for p in scene.team.reps if p.email not in invitation.to)
    if not new or meeting.slot is None or meeting.slot.start <= scene.now:
        return review
    attendees = tuple(dict.fromkeys((*meeting.attendees, *new)))
    coming = tuple(a for a in attendees if a not in meeting.declined)
    update = {
        "attendees": attendees,
        "groups": grouped(coming, scene, meeting.slot, review.id),
        "sequence": _following(review, scene),
    }
    review = changed(review, meeting=meeting.model_copy(update=update))
    who = ", ".join(_name(scene, a) for a in new)
    review = noted(review, scene.now, NAME, f"New on the team, and invited: {who}")
    return _send_event(review, scene, "team_meeting")


def _without_leavers(review: Review, scene: Scene) -> Review:
    """Take those who are no longer of the team out of the meeting and its groups."""
    meeting, ours = review.meeting, {p.email for p in scene.team.reps}
    named = {*meeting.attendees, *meeting.missing, *meeting.declined, *chain(*meeting.groups)}
    if named <= ours:
        return review
    update = {
        field: tuple(a for a in getattr(meeting, field) if a in ours)
        for field in ("attendees", "missing", "declined")
    }
    groups = rebalance(meeting.groups, named - ours)
    return changed(review, meeting=meeting.model_copy(update={**update, "groups": groups}))


def _doubted(review: Review, scene: Scene) -> Review:
    """Tell the manager, once, that something now stands against a time that we chose."""
    slot, manager = review.meeting.slot, scene.team.manager
    if slot is None or DOUBT in review.marks or CHOSEN in review.marks:
        return review
    day = slot.start.astimezone(ZoneInfo(manager.time_zone)).date()
    reason = "" if workdays.is_workday(day, scene.hours(manager)) else "holiday"
    if not reason:
        start, end = int(slot.start.timestamp()), int(slot.end.timestamp())
        busy = scene.free_busy([manager], slot.start, slot.end, review.meeting.uid)
        times = busy.get(manager.email)
        if times is not None and any(a < end and start < b for a, b in times.busy):
            reason = "busy"
    return _name_missing(marked(review, DOUBT, scene.now), scene, reason) if reason else review


def _called_off(review: Review, scene: Scene) -> Review:
    """The manager does not want the meeting: everybody is told, the worksheets follow."""
    review = call_off(review, scene)
    meeting = review.meeting
    review = noted(review, scene.now, NAME, "The manager called the meeting off")
    meeting = meeting.model_copy(update={"state": "shared", "slot": None})
    return changed(review, meeting=meeting, stage=Stage.WORKSHEETS)


def _calendar_answer(review: Review, scene: Scene, heard: Heard) -> Review:
    answer, meeting = heard.answer, review.meeting
    if answer is None or answer.uid != meeting.uid or scene.team.rep(heard.sender) is None:
        return review
    if answer.about_earlier(meeting.sequence, meeting.slot.start if meeting.slot else None):
        return review
    review = remembered(review, answer, meeting.sequence, scene.now)
    return _attendance(review, scene, heard.sender, (answer.partstat or "").lower())


def _attendance(review: Review, scene: Scene, who: str, partstat: str) -> Review:
    """Take a rep out of the meeting and its groups, or in again."""
    meeting = review.meeting
    if partstat == "declined" and who not in meeting.declined:
        declined = (*meeting.declined, who)
        groups = meeting.groups
        if meeting.state == "booked":
            groups = rebalance(groups, {who})
        meeting = meeting.model_copy(update={"declined": declined, "groups": groups})
        review = changed(review, meeting=meeting)
        review = noted(review, scene.now, NAME, f"{_name(scene, who)} cannot come")
        return _below_quorum(review, scene)
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
        return noted(review, scene.now, NAME, f"{_name(scene, who)} comes after all")
    return review


def _below_quorum(review: Review, scene: Scene) -> Review:
    """Name who cannot come to the manager, once too many are away, all but one, and all."""
    total, away = _expected(review, scene), len(_away(review, scene))
    there = total - away
    few = [there < scene.policy.quorum * total, there <= 1 < total - 1, there <= 0]
    news = [mark for mark, true in zip(FEW, few, strict=True) if true and mark not in review.marks]
    if review.meeting.state != "booked" or not news:
        return review
    for mark in news:
        review = marked(review, mark, scene.now)
    return _name_missing(review, scene, "declines" if there > 0 else "nobody")


def _away(review: Review, scene: Scene) -> tuple[str, ...]:
    """Return who cannot come of those who are expected."""
    off = _off_hours(scene, review.meeting.slot) if review.meeting.slot else frozenset()
    gone = dict.fromkeys((*review.meeting.missing, *review.meeting.declined))
    return tuple(email for email in gone if email not in off and scene.team.rep(email))


def _expected(review: Review, scene: Scene) -> int:
    """Return how many reps are there or missed: those who need not come are neither, unless they do."""
    slot, meeting = review.meeting.slot, review.meeting
    off = _off_hours(scene, slot) if slot else frozenset()
    come = set(meeting.attendees) - set(meeting.declined)
    return sum(p.email in come or p.email not in off for p in scene.team.reps)


def _name_missing(review: Review, scene: Scene, reason: str) -> Review:
    """Tell the manager how the meeting stands, who cannot come, and what to reply."""
    slot = review.meeting.slot
    return planned_mail(
        review,
        scene,
        NAME,
        "meeting_choice",
        scene.team.manager,
        {
            "reason": reason,
            "start": iso(slot.start) if slot else None,
            "missing_names": [_name(scene, a) for a in _away(review, scene)],
            "total": _expected(review, scene),
        },
        generation=count_of(review, "meeting_choice") + 1,
    )


# -- sheets and share-out --------------------------------------------------------------------


def _send_sheets(review: Review, scene: Scene) -> Review:
    """One sheet a group, to all its members; absentees get their own."""
    review = _without_leavers(review, scene)
    meeting = review.meeting
    practices = practice_sharing.shared_rows(review, scene.book, from_groups=False)
    start = iso(meeting.slot.start) if meeting.slot else None
    for number, group in enumerate(meeting.groups, 1):
        members = [p for a in group if (p := scene.team.rep(a)) is not None]
        if not members:
            continue
        context = {
            "group": number,
            "members": [_name(scene, a) for a in group],
            "practices": practices,
            "start": start,
            "absent": False,
        }
        review = _sheet(review, scene, members, context)
    present = {a for group in meeting.groups for a in group}
    off = _off_hours(scene, meeting.slot) if meeting.slot else frozenset()
    for person in scene.team.reps:
        if person.email not in present:
            context = {
                "group": 0,
                "members": [person.name],
                "practices": practices,
                "start": start,
                "absent": "off" if person.email in off else True,
            }
            review = _sheet(review, scene, [person], context)
    review = changed(review, meeting=meeting.model_copy(update={"state": "held"}))
    return noted(review, scene.now, NAME, f"Group sheets sent to {len(meeting.groups)} groups")


def _sheet(
    review: Review, scene: Scene, members: list[Person], context: dict[str, object]
) -> Review:
    """One mail to the whole group; any member may answer it."""
    first, *others = members
    cc = tuple(p.email for p in others)
    return planned_mail(review, scene, NAME, "group_sheet", first, context, cc=cc)


def _all_sheets_in(review: Review) -> bool:
    groups = {r.group for r in review.meeting.replies}
    expected = range(1, len(review.meeting.groups) + 1)
    return bool(expected) and all(number in groups for number in expected)


def _collect(review: Review, scene: Scene) -> Review:
    """Turn the sheets into drafts for the manager; credit goes to groups, not persons."""
    before = len(review.drafts)
    review = _with_drafts(review, review.meeting.replies, scene)
    added = len(review.drafts) - before
    meeting = review.meeting.model_copy(update={"state": "approving"})
    review = noted(
        changed(review, meeting=meeting), scene.now, NAME, f"The groups added {added} practices"
    )
    if not added:
        return _share_out(review, scene)
    return best_practices.show_group_drafts(review, scene)


def _with_drafts(review: Review, replies: tuple[SheetReply, ...], scene: Scene) -> Review:
    """Add what the sheets say as drafts; what two groups say in the same words comes once."""
    drafts = list(review.drafts)
    known = {fold(d.text) for d in drafts} | {fold(p.text) for p in scene.book.approved()}
    number = max((d.number for d in drafts), default=0)
    for reply in replies:
        origin = f"group {reply.group}" if reply.group else "group of absentees"
        for item in reply.items:
            if fold(item) not in known:
                known.add(fold(item))
                number += 1
                drafts.append(Draft(number=number, text=item, words=item, origin=origin))
    return changed(review, drafts=tuple(drafts))


def best_practices_due(review: Review, scene: Scene) -> datetime:
    """When the groups' drafts need attention: at once when settled, else after patience."""
    if not any(d.status == "draft" for d in review.drafts):
        return scene.now
    days = scene.policy.approval_days
    if "approval_again" in review.marks:
        days = scene.policy.approval_gives_up_days
    asked = review.marks.get("approval_asked", scene.now)
    return workdays.add_workdays(asked, days, scene.hours(scene.team.manager))


def _share_out(review: Review, scene: Scene) -> Review:
    rows = practice_sharing.shared_rows(review, scene.book, from_groups=True)
    review = practice_sharing.share(review, scene, rows, "groups")
    meeting = review.meeting.model_copy(update={"state": "shared", "shared_at": scene.now})
    review = noted(review, scene.now, NAME, "Shared out; the worksheets follow")
    return changed(review, meeting=meeting, stage=Stage.WORKSHEETS)


def _name(scene: Scene, email: str) -> str:
    person = scene.team.person(email)
    return person.name if person else email
