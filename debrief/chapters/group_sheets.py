"""The group sheets of a team meeting: sent, read back, collected, shared out."""

from __future__ import annotations

from datetime import datetime

from debrief.chapters import practice_sharing
from debrief.chapters.drafts import is_waiting, show_group_drafts
from debrief.chapters.meeting_answers import FOR_A_HUMAN
from debrief.chapters.meeting_event import NAME, name_of, off_hours, without_leavers
from debrief.chapters.planning import changed, count_of, iso, noted, planned_mail
from debrief.chapters.scene import Decision, Heard, Scene
from debrief.groups.sheet import SheetReading, corrected, read_sheet
from debrief.lexicon import WORD, fold
from debrief.model import Draft, Review, SheetReply, Stage
from debrief.team import Person
from debrief.timing import workdays


def hear_sheet(review: Review, scene: Scene, heard: Heard, person: Person) -> Decision:
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
        review = show_group_drafts(review, scene)
    return Decision(review, outcome="answered", why="a late group sheet")


def _sheet_readback(
    review: Review, scene: Scene, heard: Heard, person: Person, reading: SheetReading, group: int
) -> Review:
    collected = collected_at(review, scene) if review.meeting.state == "held" else None
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


def is_sheet(review: Review, heard: Heard) -> bool:
    """Only an answer to a group sheet is one; other mail of the meeting may say anything."""
    return heard.purpose in ("group_sheet", "group_sheet_readback") or (
        not heard.purpose and review.meeting.state in ("held", "approving")
    )


def send_sheets(review: Review, scene: Scene) -> Review:
    """One sheet a group, to all its members; absentees get their own."""
    review = without_leavers(review, scene)
    meeting = review.meeting
    practices = practice_sharing.shared_rows(review, scene.book, from_groups=False)
    start = iso(meeting.slot.start) if meeting.slot else None
    for number, group in enumerate(meeting.groups, 1):
        members = [p for a in group if (p := scene.team.rep(a)) is not None]
        if not members:
            continue
        context = {
            "group": number,
            "members": [name_of(scene, a) for a in group],
            "practices": practices,
            "start": start,
            "absent": False,
        }
        review = _sheet(review, scene, members, context)
    present = {a for group in meeting.groups for a in group}
    off = off_hours(scene, meeting.slot) if meeting.slot else frozenset()
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


def all_sheets_in(review: Review) -> bool:
    """Tell whether every group has answered."""
    groups = {r.group for r in review.meeting.replies}
    expected = range(1, len(review.meeting.groups) + 1)
    return bool(expected) and all(number in groups for number in expected)


def collected_at(review: Review, scene: Scene) -> datetime | None:
    """Return until when sheets are waited for."""
    slot, hours = review.meeting.slot, scene.hours(scene.team.manager)
    return workdays.add_workdays(slot.end, scene.policy.sheet_days, hours) if slot else None


def collect(review: Review, scene: Scene) -> Review:
    """Turn the sheets into drafts for the manager; credit goes to groups, not persons."""
    before = len(review.drafts)
    review = _with_drafts(review, review.meeting.replies, scene)
    added = len(review.drafts) - before
    meeting = review.meeting.model_copy(update={"state": "approving"})
    review = noted(
        changed(review, meeting=meeting), scene.now, NAME, f"The groups added {added} practices"
    )
    if not added:
        return share_out(review, scene)
    return show_group_drafts(review, scene)


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


def drafts_due(review: Review, scene: Scene) -> datetime:
    """When the groups' drafts need attention: at once when settled, else after patience."""
    if not is_waiting(review):
        return scene.now
    days = scene.policy.approval_days
    if "approval_again" in review.marks:
        days = scene.policy.approval_gives_up_days
    asked = review.marks.get("approval_asked", scene.now)
    return workdays.add_workdays(asked, days, scene.hours(scene.team.manager))


def share_out(review: Review, scene: Scene) -> Review:
    """Share what the groups added, and let the worksheets follow."""
    rows = practice_sharing.shared_rows(review, scene.book, from_groups=True)
    review = practice_sharing.share(review, scene, rows, "groups")
    meeting = review.meeting.model_copy(update={"state": "shared", "shared_at": scene.now})
    review = noted(review, scene.now, NAME, "Shared out; the worksheets follow")
    follow = review.stage is Stage.MEETING or not review.worksheets
    return changed(review, meeting=meeting, stage=Stage.WORKSHEETS if follow else review.stage)
