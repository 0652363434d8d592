"""Chapter 5, the team meeting: a slot with quorum, groups of 3-4, group sheets, share-out."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from debrief import slots, workdays
from debrief.chapters import best_practices
from debrief.chapters.call_slots import attendee
from debrief.groups import rebalance, rule_for, split_into_groups
from debrief.model import Draft, Event, PracticeBook, Review, SheetReply, Slot, Stage, TeamMeeting
from debrief.moments import when
from debrief.planning import (
    changed,
    event_uid,
    iso,
    marked,
    noted,
    planned_event,
    planned_mail,
)
from debrief.practices import read_sheet
from debrief.scene import Decision, Heard, Scene
from debrief.team import Person

NAME = "team_meeting"
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


def wake(review: Review, scene: Scene) -> datetime | None:
    """Book, look after the event, send the sheets, collect, share out."""
    if review.stage is not Stage.MEETING:
        return None
    meeting = review.meeting
    if meeting.state == "none":
        shared = best_practices.REP_FIRST + timedelta(minutes=5)  # the rep and the team hear first
        return max(
            review.marks.get("meeting_again", scene.now), _learned_at(review, scene) + shared
        )
    if meeting.state == "booked" and meeting.slot:
        looked = review.marks.get("meeting_looked", scene.now)
        return min(meeting.slot.start, looked + LOOK_EVERY)
    if meeting.state == "held" and meeting.slot:
        if _all_sheets_in(review) and scene.now >= meeting.slot.end:
            return scene.now
        return workdays.add_workdays(
            meeting.slot.end, scene.policy.sheet_days, scene.hours(scene.team.manager)
        )
    if meeting.state == "approving":
        return best_practices_due(review, scene)
    return scene.now


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
        if slot is not None and slot.start <= scene.now:
            return Decision(_send_sheets(review, scene))
        return Decision(_look(review, scene))
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
    person = scene.team.person(heard.sender)
    items = read_sheet(heard.text)
    if person is None or not items:
        return Decision(review, outcome="set_aside", why="no additional practice found in it")
    group = next((i for i, g in enumerate(review.meeting.groups, 1) if person.email in g), 0)
    reply = SheetReply(group=group, by=person.email, items=items, at=scene.now)
    meeting = review.meeting.model_copy(update={"replies": (*review.meeting.replies, reply)})
    review = changed(review, meeting=meeting)
    review = noted(review, scene.now, NAME, f"Group sheet {group or 'of an absentee'} came back")
    if meeting.state not in ("booked", "held"):
        return Decision(review, outcome="set_aside", why="the sheets are already shared out")
    return Decision(review, why="a group sheet")


# -- booking ---------------------------------------------------------------------------------


def _book(review: Review, scene: Scene) -> Decision:
    """Invite the whole team for the best slot within five business days of the notes."""
    hours = scene.hours(scene.team.manager)
    earliest = workdays.add_working_seconds(
        scene.now, scene.policy.meeting_notice_hours * 3600, hours
    )
    notes_at = review.notes.at or scene.now
    latest = workdays.add_workdays(
        max(notes_at, scene.now), scene.policy.meeting_within_days, hours
    )
    found = _find(review, scene, earliest, latest + timedelta(hours=2))
    if found is None:
        found = _find(review, scene, earliest, latest + timedelta(days=7))
    if found is None:
        review = marked(review, "meeting_again", scene.now + timedelta(days=1))
        return Decision(noted(review, scene.now, NAME, "No time suits enough of the team yet"))
    slot, missing = found
    coming = tuple(p.email for p in scene.team.reps if p.email not in missing)
    groups = _grouped(coming, scene, slot)
    meeting = TeamMeeting(
        state="booked",
        uid=event_uid(review.id, "meeting", scene.team.company.domain),
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
        review = planned_mail(
            review,
            scene,
            NAME,
            "meeting_choice",
            scene.team.manager,
            {
                "start": iso(slot.start),
                "missing_names": [_name(scene, a) for a in missing],
                "total": len(scene.team.reps),
            },
        )
    return Decision(review, book=_with_pairs(scene.book, groups))


def _find(
    review: Review, scene: Scene, earliest: datetime, latest: datetime
) -> tuple[Slot, tuple[str, ...]] | None:
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
        quorum=scene.policy.quorum,
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
    apart = abs(_offset(person, now) - _offset(manager, now))
    return replace(hours, start=time(7), end=time(20)) if apart >= 4 else hours


def _grouped(people: tuple[str, ...], scene: Scene, slot: Slot) -> tuple[tuple[str, ...], ...]:
    pairs = {frozenset(names.split("|")): times for names, times in scene.book.past_pairs.items()}
    zones = {p.email: _offset(p, slot.start) for p in scene.team.reps if p.email in people}
    return split_into_groups(people, past_pairs=pairs, zones=zones)


def _with_pairs(book: PracticeBook, groups: tuple[tuple[str, ...], ...]) -> PracticeBook:
    """Count who now works with whom, so that the next meeting mixes anew."""
    pairs = dict(book.past_pairs)
    for group in groups:
        for i, left in enumerate(group):
            for right in group[i + 1 :]:
                name = "|".join(sorted((left, right)))
                pairs[name] = pairs.get(name, 0) + 1
    return book.model_copy(update={"past_pairs": pairs})


def _send_event(review: Review, scene: Scene, template: str) -> Review:
    meeting = review.meeting
    if meeting.slot is None or meeting.uid is None:
        return review
    event = Event(
        uid=meeting.uid,
        sequence=meeting.sequence,
        start=meeting.slot.start,
        end=meeting.slot.end,
        summary=f"Team: what we learn from {review.facts.company or 'a lost deal'}",
        required=tuple(p.email for p in scene.team.reps),
    )
    total = scene.policy.meeting_minutes
    agenda = [
        {"minutes": round(total * share), "title": title, "text": text}
        for share, title, text in AGENDA
    ]
    names = [[_name(scene, a) for a in group] for group in meeting.groups]
    context = {
        "start": iso(meeting.slot.start),
        "end": iso(meeting.slot.end),
        "zone": scene.team.manager.time_zone,
        "answers_summary": best_practices.answer_rows(review),
        "practices": best_practices.shared_rows(review, scene.book, from_groups=False),
        "agenda": agenda,
        "groups": names,
        "rule": rule_for(len(meeting.attendees)),
    }
    return planned_event(review, scene, NAME, template, event, context, purpose="meeting")


# -- changes ---------------------------------------------------------------------------------


def _look(review: Review, scene: Scene) -> Review:
    """Follow the manager's own move of the event, with one update."""
    meeting = review.meeting
    review = marked(review, "meeting_looked", scene.now)
    effect = review.effect_for_event(meeting.uid or "")
    if effect is None or effect.status != "done" or meeting.slot is None or meeting.uid is None:
        return review
    standing = scene.standing(meeting.uid)
    if standing is None or (standing.start, standing.end) == (meeting.slot.start, meeting.slot.end):
        return review
    slot = Slot(start=standing.start, end=standing.end)
    sequence = max(meeting.sequence, standing.sequence) + 1
    meeting = meeting.model_copy(update={"slot": slot, "sequence": sequence})
    review = noted(changed(review, meeting=meeting), scene.now, NAME, "The manager moved it")
    return _send_event(review, scene, "team_meeting_moved")


def _calendar_answer(review: Review, scene: Scene, heard: Heard) -> Review:
    answer, meeting = heard.answer, review.meeting
    if answer is None or answer.uid != meeting.uid or scene.team.rep(heard.sender) is None:
        return review
    if answer.sequence is not None and answer.sequence < meeting.sequence:
        return review
    who = heard.sender
    if answer.partstat == "DECLINED" and who not in meeting.declined:
        declined = (*meeting.declined, who)
        groups = meeting.groups
        if meeting.state == "booked":
            groups = rebalance(groups, {who})
        meeting = meeting.model_copy(update={"declined": declined, "groups": groups})
        return noted(
            changed(review, meeting=meeting), scene.now, NAME, f"{_name(scene, who)} cannot come"
        )
    if answer.partstat == "ACCEPTED" and who in meeting.declined and meeting.state == "booked":
        declined = tuple(a for a in meeting.declined if a != who)
        coming = tuple(a for a in meeting.attendees if a not in declined)
        groups = _grouped(coming, scene, meeting.slot) if meeting.slot else meeting.groups
        meeting = meeting.model_copy(update={"declined": declined, "groups": groups})
        return changed(review, meeting=meeting)
    return review


# -- sheets and share-out --------------------------------------------------------------------


def _send_sheets(review: Review, scene: Scene) -> Review:
    """One sheet a group, to all its members; absentees get their own."""
    meeting = review.meeting
    practices = best_practices.shared_rows(review, scene.book, from_groups=False)
    start = iso(meeting.slot.start) if meeting.slot else None
    for number, group in enumerate(meeting.groups, 1):
        first = scene.team.person(group[0])
        if first is None:
            continue
        context = {
            "group": number,
            "members": [_name(scene, a) for a in group],
            "practices": practices,
            "start": start,
            "absent": False,
        }
        review = _sheet(review, scene, first, group, context)
    present = {a for group in meeting.groups for a in group}
    for person in scene.team.reps:
        if person.email not in present:
            context = {
                "group": 0,
                "members": [person.name],
                "practices": practices,
                "start": start,
                "absent": True,
            }
            review = _sheet(review, scene, person, (person.email,), context)
    review = changed(review, meeting=meeting.model_copy(update={"state": "held"}))
    return noted(review, scene.now, NAME, f"Group sheets sent to {len(meeting.groups)} groups")


def _sheet(
    review: Review, scene: Scene, first: Person, group: tuple[str, ...], context: dict[str, object]
) -> Review:
    """One mail to the whole group; any member may answer it."""
    return planned_mail(review, scene, NAME, "group_sheet", first, context, cc=tuple(group[1:]))


def _all_sheets_in(review: Review) -> bool:
    groups = {r.group for r in review.meeting.replies}
    return all(number in groups for number in range(1, len(review.meeting.groups) + 1))


def _collect(review: Review, scene: Scene) -> Review:
    """Turn the sheets into drafts for the manager; credit goes to groups, not persons."""
    number = max((d.number for d in review.drafts), default=0)
    drafts = list(review.drafts)
    for reply in review.meeting.replies:
        origin = f"group {reply.group}" if reply.group else "group of absentees"
        for item in reply.items:
            number += 1
            drafts.append(Draft(number=number, text=item, words=item, origin=origin))
    added = len(drafts) - len(review.drafts)
    meeting = review.meeting.model_copy(update={"state": "approving"})
    review = changed(review, meeting=meeting, drafts=tuple(drafts))
    review = noted(review, scene.now, NAME, f"The groups added {added} practices")
    if not added:
        return _share_out(review, scene)
    return best_practices.show_group_drafts(review, scene)


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
    rows = best_practices.shared_rows(review, scene.book, from_groups=True)
    review = best_practices.share(review, scene, rows, "groups")
    meeting = review.meeting.model_copy(update={"state": "shared", "shared_at": scene.now})
    review = noted(review, scene.now, NAME, "Shared out; the worksheets follow")
    return changed(review, meeting=meeting, stage=Stage.WORKSHEETS)


def _learned_at(review: Review, scene: Scene) -> datetime:
    shared = [
        e.not_before
        for e in review.effects
        if e.purpose == "practices_shared_call" and e.not_before
    ]
    return min(shared, default=scene.now) - best_practices.REP_FIRST


def _offset(person: Person, at: datetime) -> float:
    delta = at.astimezone(ZoneInfo(person.time_zone)).utcoffset()
    return delta.total_seconds() / 3600 if delta else 0.0


def _name(scene: Scene, email: str) -> str:
    person = scene.team.person(email)
    return person.name if person else email
