"""Chapter 4, the notes: asked for, taken, read back; what may not be the customer's is asked about."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from debrief.answers.approval import with_words_for_signs
from debrief.answers.free_notes import Placed, placed
from debrief.answers.instead_of_notes import (
    comes_later,
    no_notes,
    says_no_call,
    wants_another_time,
    who_has_them,
    without_announcements,
)
from debrief.answers.notes import NotesReading, read_notes
from debrief.chapters import customer_call
from debrief.chapters.call_event import called_off
from debrief.chapters.call_silence import is_quiet, kept_quiet
from debrief.chapters.planning import (
    asked_back,
    changed,
    count_of,
    iso,
    marked,
    noted,
    planned_mail,
    unmarked,
)
from debrief.chapters.practice_sharing import names_of_ours
from debrief.chapters.question_script import question_rows
from debrief.chapters.reconnecting import with_reconnect_day
from debrief.chapters.scene import Heard, Scene
from debrief.lexicon import YES, ends_letter, fold, is_pleasantry, said
from debrief.model import Notes, Review, Stage
from debrief.practices.blameless import MOST, hint_rows
from debrief.practices.questions import questions_for
from debrief.timing import workdays

NAME = "best_practices"
PROMISED = "notes_promised"  # until when the manager said that notes would come
WITHOUT_CUSTOMER = ("silent", "declined", "unreachable")
RIGHT = re.compile(
    r"(?:(?:yes|ok|that|this|it|all|everything|looks?|is|seems?|very) ?){0,4}"
    r"(?:'s )?(?:all )?(?:right|correct|good|fine|perfect)(?:,? thank(?:s| you))?"
)
_APART = (
    "notes on one call. The numbers begin twice, so these may be of two customers, and nothing is taken. "
    "Send each by itself, or put its name above: `Ashdown:` and, below it, 1 to 5"
)
TAKES = re.compile(
    r"(?:please )?(?:take|keep|use) (?:it|them|that|this)(?: as it is)?|as it stands"
)
ADDS = re.compile(  # what a customer wrote after the call, where its numbers were proposed
    r"(?:(?:yes|ok|please|pls) ,?)*add(?: (?:it|this|that|them))?(?: to (?:the )?(?:notes|(?:number |no\.? )?[1-5](?: ?(?:,|and|&) ?[1-5])*))?(?: please)?"
)


def notes_due(review: Review, scene: Scene) -> datetime:
    """Say when notes are asked for, again or given up."""
    if "notes_asked" not in review.marks:
        return _ask_at(review, scene)
    if PROMISED in review.marks:
        return review.marks[PROMISED]
    hours = scene.hours(scene.team.manager)
    return workdays.add_workdays(review.marks["notes_asked"], _patience(review, scene), hours)


def notes_overdue(review: Review, scene: Scene) -> Review:
    """Ask for notes, ask once more, or end without any."""
    if "notes_asked" not in review.marks:
        return _ask_notes(review, scene)
    if PROMISED in review.marks:
        review = marked(unmarked(review, PROMISED), "notes_asked", scene.now)
        return _notes_request(marked(review, "notes_again", scene.now), scene)
    if "notes_again" not in review.marks:
        return _notes_request(marked(review, "notes_again", scene.now), scene)
    return _closed_without_notes(review, scene)


def _ask_at(review: Review, scene: Scene) -> datetime:
    slot = review.call.slot
    if review.call.outcome is not None or slot is None:
        return scene.now
    return slot.end + timedelta(minutes=scene.policy.notes_after_minutes)


def _ask_notes(review: Review, scene: Scene) -> Review:
    review = marked(review, "notes_asked", scene.now)
    review = noted(review, scene.now, NAME, "The manager was asked for notes")
    if review.call.outcome == "answered in writing" and review.notes.answers:
        return _read_back(review, scene, ())
    return _notes_request(review, scene)


def _notes_request(review: Review, scene: Scene) -> Review:
    slot = review.call.slot
    return planned_mail(
        review,
        scene,
        NAME,
        "notes_request",
        scene.team.manager,
        {
            "questions": question_rows(review),
            "start": iso(slot.start) if slot else None,
            "again": False,
            "missing": [],
            "no_call": review.call.outcome in WITHOUT_CUSTOMER,
            "outcome": review.call.outcome,
        },
        generation=count_of(review, "notes_request") + 1,
    )


def _patience(review: Review, scene: Scene) -> int:
    if "notes_again" in review.marks:
        return scene.policy.approval_gives_up_days
    return scene.policy.approval_days


def _closed_without_notes(review: Review, scene: Scene) -> Review:
    agreed = review.call.answer in ("accepted", "tentative")
    outcome = review.call.outcome or ("held" if agreed or review.notes.at else "silent")
    call = review.call.model_copy(
        update={
            "outcome": outcome,
            "outcome_at": review.call.outcome_at or review.marks["notes_asked"],
            "state": "over",
        }
    )
    review = noted(review, scene.now, NAME, "No notes came: the review ends with its outcome")
    return changed(review, call=call, stage=Stage.CLOSED, closed_at=scene.now)


def take_notes(review: Review, scene: Scene, heard: Heard) -> Review:
    """Take what the manager writes after the call; what may be no note is shown first."""
    before = review.notes
    reading = read_notes(heard.text, earlier=before)
    if reading.twice:
        return asked_back(review, scene, NAME, scene.team.manager, heard, [heard.text], _APART)
    if reading.no_show and not reading.answers:
        return _offered_anew(review, scene, heard)
    if not reading.numbered and _over(review, scene):
        other = _in_place_of_notes(review, scene, heard)
        if other is not None:
            return other
    same = reading.answers == before.answers and reading.opinion == before.opinion
    if same and not reading.numbered:
        return _free_text(review, scene, heard, reading)
    proposed = before.proposed if reading.agreed else {}
    return _taken(review, scene, reading, proposed)


def _in_place_of_notes(review: Review, scene: Scene, heard: Heard) -> Review | None:
    """Answer what is written when there are no notes (yet); None where it may be some."""
    text = heard.text
    who = who_has_them(text)
    if who is not None or (no_notes(text) and not review.notes.answers):
        return _without_notes(review, scene, heard, who)
    if wants_another_time(text):
        return _offered_anew(review, scene, heard)
    zone = ZoneInfo(scene.team.manager.time_zone)
    later, day = comes_later(text, scene.now.astimezone(zone).date())
    if later:
        return _waited_for(review, scene, heard, day)
    return None


def _offered_anew(review: Review, scene: Scene, heard: Heard) -> Review:
    """Offer the customer another time, as long as the call has no outcome."""
    if review.stage is not Stage.LISTENING or review.call.outcome is not None:
        return _unread(review, scene, heard, ())
    review = unmarked(review, "notes_asked", "notes_again", PROMISED)
    notes = review.notes.model_copy(update={"proposed": {}})
    return customer_call.no_show(changed(review, notes=notes), scene)


def _waited_for(review: Review, scene: Scene, heard: Heard, day: date | None) -> Review:
    """Wait for announced notes until the business day after the one they are announced for."""
    hours = scene.hours(scene.team.manager)
    zone = ZoneInfo(hours.zone)
    today = scene.now.astimezone(zone).date()
    start = max(today, day or today)
    until = workdays.add_workdays(workdays.at_nine(start, hours.zone), 1, hours)
    waiting = review.stage is Stage.LISTENING
    if waiting:
        review = marked(review, PROMISED, until)
    shown = iso(until) if waiting else None
    asked = waiting and review.notes.at is None
    return _later_mail(review, scene, heard, {"who": None, "until": shown, "again": asked})


def _free_text(review: Review, scene: Scene, heard: Heard, reading: NotesReading) -> Review:
    """Take free text as notes where it surely is; else show what it would be, for a yes."""
    if says_yes(heard.text):
        if not review.notes.proposed:
            return review
        return _taken(review, scene, reading, review.notes.proposed)
    if all(_agrees(line) for line in said(heard.text)):
        return review
    if not _over(review, scene):
        return _unread(review, scene, heard, reading.unplaced)
    today = scene.now.astimezone(ZoneInfo(scene.team.manager.time_zone)).date()
    found = placed(without_announcements(heard.text, today), review.facts.competitor)
    no_call = _may_be_missed(review) and says_no_call(heard.text)
    if found.sure and not no_call and not review.notes.answers:
        missing = tuple(n for n in range(1, 6) if str(n) not in found.answers)
        return _taken(review, scene, NotesReading(answers=found.answers, missing=missing))
    if review.notes.answers and not found.answers:
        return _unread(review, scene, heard, reading.unplaced)
    return _shown_first(review, scene, heard, found, no_call=no_call)


def offered(
    review: Review, scene: Scene, heard: Heard, answers: dict[str, str], text: str, lead: str
) -> Review:
    """Show what came another way than as an answer to the request for notes; a yes files it.

    ``lead`` says which way.
    """
    found = Placed(answers, sure=False)
    return _shown_first(review, scene, replace(heard, text=text), found, no_call=False, lead=lead)


def _may_be_missed(review: Review) -> bool:
    return review.call.outcome is None and not review.notes.answers


def _shown_first(
    review: Review,
    scene: Scene,
    heard: Heard,
    found: Placed,
    *,
    no_call: bool,
    lead: str = "",
) -> Review:
    """Ask whether these are the customer's words; nothing is taken before the yes."""
    notes = review.notes.model_copy(update={"proposed": found.answers})
    texts = {str(q.number): q.text for q in questions_for(review.facts)}
    return planned_mail(
        changed(review, notes=notes),
        scene,
        NAME,
        "notes_check",
        scene.team.manager,
        {
            "words": heard.text.strip()[:600],
            "proposed": [
                {"number": int(n), "question": texts.get(n, ""), "text": text}
                for n, text in found.answers.items()
            ],
            "no_call": no_call,
            "lead": lead,
            "may_offer": _may_be_missed(review),
            "adds": bool(review.notes.answers),
        },
        generation=count_of(review, "notes_check") + 1,
        in_reply_to=heard.message_id,
    )


def _unread(review: Review, scene: Scene, heard: Heard, lines: Iterable[str]) -> Review:
    shown = list(lines)[:5] or [heard.text.strip() or "(an empty reply)"]
    slot = review.call.slot
    if slot is not None and scene.now < slot.start:
        of_now = "a time such as `Thursday 15:00`, `alone`, `rep: name` or `join: name` for the call, your notes once it was held, "
    else:
        of_now = "your notes under the numbers 1 to 5, `delete 3`, `share 3`, `later`, `they did not come`, "
    expected = f"{of_now}or `stop` to call it off and end the review"
    review = kept_quiet(review, scene)  # it may be an objection
    if is_quiet(review):
        expected += ". No reminder goes out meanwhile; `go` sends them"
    return asked_back(review, scene, NAME, scene.team.manager, heard, shown, expected)


def _taken(
    review: Review, scene: Scene, reading: NotesReading, proposed: dict[str, str] | None = None
) -> Review:
    """Keep the notes, read them back, and let the call be over."""
    before = review.notes
    answers = dict(reading.answers)
    for number, text in (proposed or {}).items():
        if int(number) not in reading.placed:
            answers[number] = "\n".join(t for t in (answers.get(number), text) if t)
    answers = {n: answers[n] for n in sorted(answers)}
    missing = tuple(n for n in range(1, 6) if str(n) not in answers and n not in reading.withdrawn)
    still = {n for n in before.shared if answers.get(n) == before.answers.get(n)}
    notes = Notes(
        answers=answers,
        opinion=reading.opinion or before.opinion,
        at=before.at or scene.now,
        asked_missing=before.asked_missing or bool(missing),
        shared=tuple(sorted(still | {str(n) for n in reading.shared})),
    )
    review = changed(unmarked(review, PROMISED), notes=notes)
    review = _call_over(review, scene)
    if review.stage is Stage.CLOSED and "learned" not in review.marks:
        review = changed(review, stage=Stage.LISTENING, closed_at=None)
    review = marked(review, "notes_asked", review.marks.get("notes_asked", scene.now))
    review = noted(review, scene.now, NAME, f"Notes: {len(notes.answers)} of 5 answers")
    review = with_reconnect_day(review, scene, before)
    return _read_back(review, scene, reading.unplaced, () if before.asked_missing else missing)


def _call_over(review: Review, scene: Scene) -> Review:
    """Record that the call was held, and call off a meeting that nobody needs any more."""
    if review.call.outcome is not None or review.stage not in (Stage.CALLING, Stage.LISTENING):
        return review
    if review.call.slot is not None and review.call.slot.start > scene.now:
        review = called_off(review, scene)  # they spoke earlier: nobody waits for the meeting
    outcome = "answered in writing" if review.call.state == "written" else "held"
    update = {"outcome": outcome, "outcome_at": scene.now, "state": "over"}
    call = review.call.model_copy(update=update)
    review = changed(review, call=call, stage=Stage.LISTENING)
    return noted(review, scene.now, NAME, f"Outcome: {outcome}")


def _over(review: Review, scene: Scene) -> bool:
    """Whether the call is over, so that what is written about it are notes."""
    slot = review.call.slot
    return review.stage is Stage.LISTENING or bool(slot and slot.end <= scene.now)


def _without_notes(review: Review, scene: Scene, heard: Heard, who: str | None) -> Review:
    """There are no notes, or somebody else has them: say how it goes on."""
    if who is None and review.stage is Stage.LISTENING:
        review = _closed_without_notes(review, scene)
    return _later_mail(review, scene, heard, {"who": who, "until": None, "again": False})


def _later_mail(
    review: Review, scene: Scene, heard: Heard, context: dict[str, str | bool | None]
) -> Review:
    return planned_mail(
        review,
        scene,
        NAME,
        "notes_later",
        scene.team.manager,
        context,
        generation=count_of(review, "notes_later") + 1,
        in_reply_to=heard.message_id,
    )


def _agrees(line: str) -> bool:
    return is_pleasantry(line) or fold(line) in YES or bool(RIGHT.fullmatch(fold(line)))


def says_yes(text: str) -> bool:
    """Tell whether the text says yes and nothing else; thanks alone are no yes."""
    lines = [x for x in said(with_words_for_signs(text)) if not ends_letter(x)]
    parts = [part.strip() for line in lines for part in re.split(r"[,.!;]", line) if part.strip()]
    plain = [fold(part) for part in parts]
    clear = [p in YES or any(form.fullmatch(p) for form in (RIGHT, TAKES, ADDS)) for p in plain]
    friendly = [is_pleasantry(part) for part in parts]
    return any(clear) and all(c or f for c, f in zip(clear, friendly, strict=True))


def _read_back(
    review: Review, scene: Scene, unplaced: Iterable[str], missing: Iterable[int] = ()
) -> Review:
    texts = {str(q.number): q.text for q in questions_for(review.facts)}
    review, hints = _guarded(review, scene)
    answers = [
        {
            "number": int(n),
            "question": texts.get(n, ""),
            "text": text,
            "rep_text": review.rep_view.answers.get(n),
        }
        for n, text in sorted(review.notes.answers.items())
    ]
    return planned_mail(
        review,
        scene,
        NAME,
        "notes_readback",
        scene.team.manager,
        {
            "answers": answers,
            "missing": list(missing),
            "opinion": review.notes.opinion,
            "unplaced": list(unplaced),
            "hints": hints,
            "withheld": [int(n) for n in review.notes.withheld],
        },
        generation=count_of(review, "notes_readback") + 1,
    )


def _guarded(review: Review, scene: Scene) -> tuple[Review, list[dict[str, object]]]:
    """Keep from the team what blames or names one of ours, and return what to point at."""
    notes, names = review.notes, names_of_ours(review, scene.team)
    found = {n: hint_rows(t, names) for n, t in sorted(notes.answers.items())}
    withheld = tuple(n for n, hints in found.items() if hints and n not in notes.shared)
    hints = [row for rows in found.values() for row in rows] + hint_rows(notes.opinion)
    unique = [row for place, row in enumerate(hints) if row not in hints[:place]]
    review = changed(review, notes=notes.model_copy(update={"withheld": withheld}))
    return review, unique[:MOST]
