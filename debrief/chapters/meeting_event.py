"""The team meeting as an event: its slot with quorum, its moves, its cancellation, and word of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from itertools import chain

from debrief.chapters import practice_sharing
from debrief.chapters.call_slots import attendee
from debrief.chapters.planning import (
    changed,
    count_of,
    dropped_where,
    event_uid,
    following_sequence,
    iso,
    marked,
    next_sequence,
    noted,
    planned_event,
    planned_mail,
    unmarked,
)
from debrief.chapters.scene import Decision, Scene
from debrief.chapters.team_groups import grouped, offset, with_pairs
from debrief.groups.groups import rebalance
from debrief.groups.sizes import rule_for
from debrief.model import Effect, EffectKind, EffectStatus, Event, Review, Slot, Stage, TeamMeeting
from debrief.moments import when
from debrief.team import Person
from debrief.timing import slots, workdays

NAME = "team_meeting"
FEW = ("below_quorum", "one_comes", "nobody_comes")  # what the manager was told of
UNCLEAR = "meeting_unclear"  # the event has no time to come in the manager's calendar, and was told
DOUBT = "meeting_doubted"  # something else stands against the meeting's time, and was told
UNINVITED = "meeting_uninvited"  # the mail to somebody who left the team
CHOSEN = "meeting_chosen"  # the time is the manager's own
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


def book(review: Review, scene: Scene) -> Decision:
    """Invite the whole team for the best slot within five business days of the notes."""
    found = _soonest(review, scene)
    if found is None:
        review = marked(review, "meeting_again", scene.now + timedelta(days=1))
        return Decision(noted(review, scene.now, NAME, "No time suits enough of the team yet"))
    review = _booked(review, scene, *found)
    if review.meeting.missing:
        review = tell(review, scene, "calendars")
    return Decision(review, book=with_pairs(scene.book, review.id, review.meeting.groups))


def book_again(review: Review, scene: Scene, windows: tuple[Slot, ...]) -> Decision:
    """Book a meeting that was called off: within what the manager named, or as soon as it suits."""
    if windows:
        slot = wanted(review, scene, windows, windows[0])
        found = (slot, _busy_at(review, scene, slot)) if slot else None
    else:
        found = _soonest(review, scene)
    if found is None:
        return Decision(tell(review, scene, "none_again"), outcome="answered")
    review = unmarked(review, *FEW, DOUBT, CHOSEN)
    if windows:
        review = marked(review, CHOSEN, scene.now)
    if review.stage is Stage.CLOSED:
        review = changed(review, stage=Stage.FOLLOWING, closed_at=None)
    review = tell(_booked(review, scene, *found), scene, "again")
    met = with_pairs(scene.book, review.id, review.meeting.groups)
    return Decision(review, book=met, outcome="answered", why="booked again")


def _soonest(review: Review, scene: Scene) -> tuple[Slot, tuple[str, ...]] | None:
    """Return the best slot that keeps the promised days, or else the next days."""
    hours = scene.hours(scene.team.manager)
    earliest = workdays.add_working_seconds(
        scene.now, scene.policy.meeting_notice_hours * 3600, hours
    )
    days = scene.policy.meeting_within_days
    promised = workdays.add_workdays(review.notes.at or scene.now, days, hours)
    later = workdays.add_workdays(scene.now, days, hours) + timedelta(hours=2)
    much_later = later + timedelta(days=7)
    quorum = scene.policy.quorum
    return (
        find_time(review, scene, earliest, promised, quorum)
        or find_time(review, scene, earliest, later, quorum)
        or find_time(review, scene, earliest, much_later, quorum)
        or find_time(review, scene, earliest, much_later, 0.0)
    )


def _booked(review: Review, scene: Scene, slot: Slot, absent: tuple[str, ...]) -> Review:
    """Book the meeting in this slot, and invite to it."""
    coming = tuple(p.email for p in scene.team.reps if p.email not in absent)
    off = off_hours(scene, slot)
    missing = tuple(email for email in absent if email not in off)
    groups = grouped(coming, scene, slot, review.id)
    meeting = TeamMeeting(
        state="booked",
        uid=event_uid(review.id, "meeting", scene.team.company.domain),
        # Where it was called off before, the same event comes back, one state later.
        sequence=_next_sequence(review, scene) if review.meeting.uid else 0,
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
    return send_event(review, scene, "team_meeting")


def find_time(
    review: Review, scene: Scene, earliest: datetime, latest: datetime, quorum: float
) -> tuple[Slot, tuple[str, ...]] | None:
    """Return the best slot within a span, and who of the team cannot come then."""
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


def off_hours(scene: Scene, slot: Slot) -> frozenset[str]:
    """Return the reps who have no working hours at this time: they may come, but need not."""
    start, end = int(slot.start.timestamp()), int(slot.end.timestamp())
    off = set()
    for person in scene.team.reps:
        hours = replace(scene.hours(person), lunch=None)
        within = workdays.working_intervals(hours, start, end)
        if not any(a <= start and end <= b for a, b in within):
            off.add(person.email)
    return frozenset(off)


def send_event(review: Review, scene: Scene, template: str, *, cancel: bool = False) -> Review:
    """Plan the invitation as the meeting stands now, or its cancellation."""
    meeting = review.meeting
    if meeting.slot is None or meeting.uid is None:
        return review
    off = off_hours(scene, meeting.slot)
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
    names = [[name_of(scene, a) for a in group] for group in meeting.groups]
    context = {
        "start": iso(meeting.slot.start),
        "end": iso(meeting.slot.end),
        "zone": scene.team.manager.time_zone,
        "zones": _other_zones(scene, meeting.slot.start, off),
        "answers_summary": practice_sharing.answer_rows(review),
        "practices": practice_sharing.shared_rows(review, scene.book, from_groups=False),
        "agenda": _agenda(scene, one_group=len(meeting.groups) <= 1),
        "groups": names,
        "rule": rule_for(sum(map(len, meeting.groups)), [len(group) for group in meeting.groups]),
    }
    review = planned_event(
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
    return _without_them(review, scene, event)


def _agenda(scene: Scene, *, one_group: bool) -> list[dict[str, object]]:
    """Return the time boxes of the meeting."""
    rows: list[dict[str, object]] = []
    for share, *words in AGENDA:
        title, text = TOGETHER.get(words[0], words) if one_group else words
        minutes = round(scene.policy.meeting_minutes * share)
        rows.append({"minutes": minutes, "title": title, "text": text})
    return rows


def _without_them(review: Review, scene: Scene, event: Event) -> Review:
    """Take the event off the calendars of those who left the team.

    A server that invites by itself tells them by itself.
    """
    if scene.server_invites or event.start <= scene.now:
        return review
    for email in _invited(review, scene):
        if scene.team.person(email) is not None:
            continue
        review = planned_mail(
            review,
            scene,
            NAME,
            "team_meeting_without_you",
            (email, email),
            {"start": iso(event.start), "zone": scene.team.manager.time_zone},
            purpose=UNINVITED,
            generation=count_of(review, UNINVITED, email) + 1,
            uninvites=event.model_copy(update={"required": (email,), "optional": ()}),
        )
    return review


def _invited(review: Review, scene: Scene) -> tuple[str, ...]:
    """Return who may have the meeting in their calendar."""
    uid = review.meeting.uid
    told = [e for e in review.effects if e.event and e.event.uid == uid and _is_out(e)]
    asked: dict[str, int] = {}
    for effect in sorted(told, key=lambda e: e.event.sequence if e.event else 0):
        if effect.kind is EffectKind.CANCEL or scene.server_invites:
            asked = {}
        if effect.kind is EffectKind.INVITE and effect.event:
            asked |= dict.fromkeys(effect.to, effect.event.sequence)
    gone = {
        email: e.uninvites.sequence
        for e in review.effects
        if e.uninvites and e.uninvites.uid == uid and e.status is not EffectStatus.DROPPED
        for email in e.to
    }
    return tuple(email for email, at in asked.items() if at > gone.get(email, -1))


def _is_out(effect: Effect) -> bool:
    """Tell whether an effect went out, or may have."""
    return effect.in_doubt or effect.status in (EffectStatus.ATTEMPTED, EffectStatus.DONE)


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


def moved(review: Review, scene: Scene, slot: Slot, *, after: int = 0) -> Review:
    """Move the meeting as the manager wants it; whoever declined the old time is asked anew.

    ``after`` is the SEQUENCE that the event has where the manager moved it by hand.
    """
    absent = _busy_at(review, scene, slot)
    coming = tuple(p.email for p in scene.team.reps if p.email not in absent)
    off = off_hours(scene, slot)
    update = {
        "slot": slot,
        "sequence": max(_next_sequence(review, scene), after + 1),
        "attendees": coming,
        "missing": tuple(email for email in absent if email not in off),
        "declined": (),
        "groups": grouped(coming, scene, slot, review.id),
    }
    meeting = review.meeting.model_copy(update=update)
    review = changed(unmarked(review, *FEW, DOUBT), meeting=meeting)
    review = marked(review, CHOSEN, scene.now)
    review = noted(review, scene.now, NAME, "The manager moved it")
    return send_event(review, scene, "team_meeting_moved")


def _busy_at(review: Review, scene: Scene, slot: Slot) -> tuple[str, ...]:
    """Return the reps who are known to be busy in a slot, or have no working hours then."""
    start, end = int(slot.start.timestamp()), int(slot.end.timestamp())
    busy = scene.free_busy(scene.team.reps, slot.start, slot.end, review.meeting.uid)
    off = off_hours(scene, slot)
    known = {email: times.busy for email, times in busy.items() if times is not None}
    taken = {e for e, times in known.items() if any(a < end and start < b for a, b in times)}
    return tuple(p.email for p in scene.team.reps if p.email in taken or p.email in off)


def wanted(review: Review, scene: Scene, windows: tuple[Slot, ...], old: Slot) -> Slot | None:
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
            found = find_time(review, scene, max(window.start, soon), window.end, quorum)
            if found is not None:
                return found[0]
    return None


def call_off(review: Review, scene: Scene) -> Review:
    """Cancel the meeting for everybody who was or may have been invited."""
    states = [e for e in review.effects if e.event and e.event.uid == review.meeting.uid]
    out = [e for e in states if _is_out(e)]
    last = max(out, key=lambda e: e.event.sequence if e.event else 0, default=None)
    if last is None or (last.kind == "cancel" and not last.in_doubt):
        return review
    meeting = review.meeting.model_copy(update={"sequence": _next_sequence(review, scene)})
    return send_event(
        changed(review, meeting=meeting), scene, "team_meeting_cancelled", cancel=True
    )


def with_team_of_now(review: Review, scene: Scene, invitation: Effect) -> Review:
    """Invite whoever joined the team since, and take out whoever left it."""
    review = without_leavers(review, scene)
    meeting, invited = review.meeting, _invited(review, scene)
    if meeting.slot is None or meeting.slot.start <= scene.now or invitation.event is None:
        return review
    new = tuple(p.email for p in scene.team.reps if p.email not in invited)
    left = any(scene.team.person(email) is None for email in invited)
    if not new and not (left and scene.server_invites):
        state = invitation.event.model_copy(update={"sequence": _next_sequence(review, scene)})
        return _without_them(review, scene, state)
    attendees = tuple(dict.fromkeys((*meeting.attendees, *new)))
    coming = tuple(a for a in attendees if a not in meeting.declined)
    update = {
        "attendees": attendees,
        "groups": grouped(coming, scene, meeting.slot, review.id),
        "sequence": _next_sequence(review, scene),
    }
    review = changed(review, meeting=meeting.model_copy(update=update))
    if new:
        who = ", ".join(name_of(scene, a) for a in new)
        review = noted(review, scene.now, NAME, f"New on the team, and invited: {who}")
    return send_event(review, scene, "team_meeting")


def _next_sequence(review: Review, scene: Scene) -> int:
    """Return a SEQUENCE after every state of the event that anybody was told."""
    uid = review.meeting.uid or ""
    gone = (e.uninvites.sequence for e in review.effects if e.uninvites and e.uninvites.uid == uid)
    shown = following_sequence(scene, uid, review.meeting.sequence)
    return max(shown, next_sequence(review, uid), *(n + 1 for n in gone))


def without_leavers(review: Review, scene: Scene) -> Review:
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


def called_off(review: Review, scene: Scene) -> Review:
    """The manager does not want the meeting: everybody is told, the worksheets follow."""
    uid = review.meeting.uid
    review = dropped_where(
        review, lambda e: e.kind is EffectKind.INVITE and e.event is not None and e.event.uid == uid
    )
    review = call_off(review, scene)
    meeting = review.meeting
    review = noted(review, scene.now, NAME, "The manager called the meeting off")
    meeting = meeting.model_copy(update={"state": "shared", "slot": None})
    stage = Stage.WORKSHEETS if review.stage is Stage.MEETING else review.stage
    return changed(review, meeting=meeting, stage=stage)


def who_is_away(review: Review, scene: Scene) -> tuple[str, ...]:
    """Return who cannot come of those who are expected."""
    off = off_hours(scene, review.meeting.slot) if review.meeting.slot else frozenset()
    gone = dict.fromkeys((*review.meeting.missing, *review.meeting.declined))
    return tuple(email for email in gone if email not in off and scene.team.rep(email))


def how_many_can(review: Review, scene: Scene, slot: Slot) -> int:
    """Return how many reps are not known to be busy or off work in a slot."""
    return len(scene.team.reps) - len(_busy_at(review, scene, slot))


def manager_busy(review: Review, scene: Scene, slot: Slot) -> bool:
    """Tell whether the manager is known to have something else in a slot."""
    manager = scene.team.manager
    busy = scene.free_busy([manager], slot.start, slot.end, review.meeting.uid)
    start, end = int(slot.start.timestamp()), int(slot.end.timestamp())
    times = busy.get(manager.email)
    return times is not None and any(a < end and start < b for a, b in times.busy)


def was_invited(review: Review, email: str) -> bool:
    """Tell whether an invitation to the meeting was ever meant for this address."""
    uid = review.meeting.uid
    return any(e.event and e.event.uid == uid and email in e.to for e in review.effects)


def how_many_expected(review: Review, scene: Scene) -> int:
    """Return how many reps are there or missed: those who need not come are neither, unless they do."""
    slot, meeting = review.meeting.slot, review.meeting
    off = off_hours(scene, slot) if slot else frozenset()
    come = set(meeting.attendees) - set(meeting.declined)
    return sum(p.email in come or p.email not in off for p in scene.team.reps)


def tell(review: Review, scene: Scene, reason: str) -> Review:
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
            "missing_names": [name_of(scene, a) for a in who_is_away(review, scene)],
            "total": how_many_expected(review, scene),
        },
        generation=count_of(review, "meeting_choice") + 1,
    )


def tell_joined(review: Review, scene: Scene, other: Review) -> Review:
    """Tell the manager in which meeting this review's practices are talked about."""
    review = noted(review, scene.now, NAME, f"Joins the team meeting on {other.facts.title}")
    practices = [d.text for d in review.drafts if d.status == "approved"]
    return planned_mail(
        review,
        scene,
        NAME,
        "meeting_joined",
        scene.team.manager,
        {
            "start": iso(other.meeting.slot.start) if other.meeting.slot else None,
            "other": other.facts.title or other.source.subject,
            "practices": practices,
        },
        purpose="meeting_choice",
        generation=count_of(review, "meeting_choice") + 1,
    )


def name_of(scene: Scene, email: str) -> str:
    """Return what one of the team is called; whoever is not of it, by address."""
    person = scene.team.person(email)
    return person.name if person else email
