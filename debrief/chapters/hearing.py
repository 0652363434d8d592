"""Chapter 1, hear of the loss: receipt, corrections, go and stop, major or minor."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from debrief.answers.account_rep import place_suggested
from debrief.answers.bare_values import may_hold_value, suggested, with_labels
from debrief.answers.commands import Commands, after_yes, read_commands
from debrief.answers.company import company_suggested
from debrief.answers.forward_note import read_note
from debrief.answers.later_start import split_start
from debrief.answers.orders import admits_ignorance, holds_back
from debrief.answers.won_after_all import won_after_all
from debrief.chapters import (
    call_event,
    call_silence,
    customer_call,
    reconnecting,
    rep_word,
    team_meeting,
)
from debrief.chapters.corrected_facts import corrected, is_major_deal
from debrief.chapters.other_deals import uncovered
from debrief.chapters.planning import (
    changed,
    count_of,
    dropped,
    iso,
    marked,
    noted,
    planned_mail,
    unmarked,
)
from debrief.chapters.receipt import (
    HELD_MARK,
    NAME,
    PUT_OFF_MARK,
    START_MARK,
    Heeded,
    missing_facts,
    names_a_time,
    of_other_deal,
    send_receipt,
    settle,
    thread_subject,
)
from debrief.chapters.scene import Decision, Heard, Scene
from debrief.chapters.waiting import (
    REMINDED_MARK,
    answered_before,
    last_receipt,
    reminder_due,
    waits_since,
)
from debrief.lexicon import Doubt, words
from debrief.model import Call, Review, Stage, TeamMeeting
from debrief.timing import workdays

STOPPED_MARK = "stopped"  # when the stop was written: what is older than it starts nothing


def wake(review: Review, scene: Scene) -> datetime | None:
    """The receipt goes out at once; after that a mail wakes this chapter, the day to start on, or a reminder."""
    if review.stage is not Stage.ASKING:
        return None
    if "heard" not in review.marks:
        return scene.now
    return review.marks.get(START_MARK) or reminder_due(review, scene)


def advance(review: Review, scene: Scene) -> Decision:
    """Send the receipt and, for a complete request of a major deal, start."""
    due = wake(review, scene)
    if due is None or due > scene.now:
        return Decision(review)
    if "heard" in review.marks and START_MARK not in review.marks:
        return Decision(_reminded(review, scene))
    if "heard" in review.marks:
        review = _without_start(review)
        as_it_is = answered_before(review) or PUT_OFF_MARK in review.marks
        return Decision(settle(review if as_it_is else _started(review, scene), scene))
    review = marked(review, "heard", scene.now)
    source = review.source
    review, heeded = take_note(
        review, source.note, scene, above=source.forwarded, shared=source.shared
    )
    review = changed(review, major=is_major_deal(review.facts, scene.team))
    return Decision(settle(review, scene, heeded))


def _reminded(review: Review, scene: Scene) -> Review:
    """Send the receipt that waits for an answer once more; it starts nothing."""
    last, since = last_receipt(review), waits_since(review)
    review = marked(review, REMINDED_MARK, scene.now)
    if last is None:
        return review
    review = noted(review, scene.now, NAME, "The manager was reminded that it waits for a word")
    context = {**last.context, "changed": [], "waits_since": iso(since)}
    return send_receipt(review, scene, context | of_other_deal(review, scene))


def take_note(
    review: Review, text: str, scene: Scene, *, above: bool, shared: bool
) -> tuple[Review, Heeded]:
    """Take over what the manager wrote above a forward; also: what came of it.

    What restrains, or is not clear, holds the start; a day that it names puts it off.
    """
    begun = review.stage is not Stage.ASKING
    note = read_note(
        text, review.facts, scene.team, scene.now, above=above, begun=begun, shared=shared
    )
    doubts = [_asked_back(d) for d in note.doubts]
    review, changes, _ = corrected(review, note.commands, scene, doubts)
    if note.start is not None and begun and not call_event.nobody_told(review):
        doubts.append({"line": note.words, "nearest": None})
    if note.holds or doubts:
        review = marked(held_back(review), HELD_MARK, scene.now)
    elif note.start is not None:
        at = _morning_of(note.start, scene)
        review = _starting_on(review, scene, note.start) if begun else review
        review = review if begun else marked(review, PUT_OFF_MARK, at)
        changes = [*changes, ["start", f"as you wrote: “{note.words}”"]]
    return review, Heeded(tuple(changes), tuple(doubts), unread=note.unread)


def hear(review: Review, scene: Scene, heard: Heard) -> Decision:
    """Take the manager's commands: corrections, go, stop; and a rep's word, which is none."""
    team = scene.team
    if heard.sender != team.manager.email:
        return _hear_rep(review, scene, heard)
    heard = _as_proposed(review, heard)
    text, day = heard.text, None
    if heard.purpose == "receipt":
        text, day = _starting_day(heard, review, scene)
        text = with_labels(text, missing_facts(review.facts), team)
    commands = read_commands(text, review.facts, currency=team.major_deal_threshold.currency)
    won = won_after_all(heard.text)
    if commands.stop or (won and not commands.go):
        stopped = _stop(review, scene, won=won)
        stopped = marked(stopped, STOPPED_MARK, heard.written_at or scene.now)
        return Decision(stopped, outcome="answered")
    return _follow(review, scene, heard, commands, day)


def _hear_rep(review: Review, scene: Scene, heard: Heard) -> Decision:
    """Put a rep's word before the manager; while nobody has heard of it, it holds the start."""
    if (passed := rep_word.passed_on(review, scene, heard)) is not None:
        return Decision(passed, outcome="answered", why="the rep names somebody else")
    if review.stage is Stage.ASKING or call_event.nobody_told(review):
        review = marked(held_back(review), HELD_MARK, scene.now)
    return Decision(rep_word.put_before_manager(review, scene, heard), outcome="answered")


def _follow(
    before: Review, scene: Scene, heard: Heard, commands: Commands, day: date | None
) -> Decision:
    """Do what the manager's commands say; what is not clear is asked back, and starts nothing."""
    doubts = [
        _asked_back(replace(d, nearest=meant, example=False) if meant else d)
        for d in commands.not_understood
        for meant in [company_suggested(d.line, scene.team)]
    ]
    review, changes, said = corrected(before, commands, scene, doubts)
    goes_alone = commands.alone and words(heard.text)[:1] == ("go",)
    start = commands.go or commands.review_anyway or commands.write or goes_alone
    wait = commands.hold or commands.wait
    understood = bool(start or changes or wait or day)
    unread = _unread(commands, scene)
    objections = [line for line in unread if not understood or _objects(line, scene)]
    if not (understood or doubts or objections) and heard.text.strip() and _goes_on(review):
        return Decision(review, why="a friendly word")
    if understood or doubts:
        lines = _to_ask_about(before, heard, unread, objections, scene)
    else:
        lines = [heard.text.strip()[:300] or "(an empty reply)"]
    asked = _asked_for(before, heard)
    doubts += [_doubted(line, review, asked, scene) for line in dict.fromkeys(lines)]
    # It may be an objection, and nobody was told yet.
    wait = wait or (call_event.nobody_told(before) and bool(doubts))
    wait = wait or (_starts_by_itself(before) and any(_objects(x, scene) for x in unread))
    if wait or doubts:
        review = call_silence.kept_quiet(review, scene)
    elif start:
        review = call_silence.speaking_again(review)
    review = _moved(review, scene, start=start, wait=wait, day=day)
    begun = before.stage is Stage.CALLING  # what was under way has a grace before it begins anew
    heeded = Heeded(
        tuple(changes),
        tuple(doubts),
        said,
        go=start and not begun and day is None,
        held=wait,
        written=commands.write and review.call.state != "written",
    )
    review = settle(review, scene, heeded, heard)
    if heeded.written and review.stage is Stage.CALLING:
        review = customer_call.write_instead(review, scene)
    return Decision(review, outcome="answered")


def _asked_for(review: Review, heard: Heard) -> list[str]:
    """Return the facts for which the receipt asked that is answered."""
    return missing_facts(review.facts) if heard.purpose == "receipt" else []


def _to_ask_about(
    review: Review, heard: Heard, unread: list[str], objections: list[str], scene: Scene
) -> list[str]:
    """Return the lines beside an answer that are asked about: objections in time, what may be a fact that lacks."""
    in_time = call_event.nobody_told(review) or _starts_by_itself(review)
    lines = [*objections] if in_time else []
    asked = _asked_for(review, heard)
    if asked and not _goes_on(review):
        lines += [line for line in unread if may_hold_value(line, asked, scene.team)]
    return lines


def _doubted(line: str, review: Review, asked: list[str], scene: Scene) -> dict[str, Any]:
    """Return a line to ask about, with the order or the fact that it may mean."""
    nearest = (
        company_suggested(line, scene.team)
        or suggested(line, asked, scene.team)
        or place_suggested(line, scene.team, review.facts.rep_email)
    )
    return {"line": line, "nearest": nearest}


def _moved(review: Review, scene: Scene, *, start: bool, wait: bool, day: date | None) -> Review:
    """Hold a review, put it off or let it begin."""
    if wait:
        return marked(held_back(review), HELD_MARK, scene.now)
    if day is not None:
        return _starting_on(review, scene, day)
    if start and review.covered_by is not None:
        return _started(uncovered(review), scene)
    if start and review.stage in (Stage.ASKING, Stage.LOGGED, Stage.STOPPED):
        return _started(review, scene)
    return review


def _as_proposed(review: Review, heard: Heard) -> Heard:
    """Return a yes to a receipt that asked "perhaps ...?" as what was proposed there: it starts nothing else."""
    effect = review.effect(heard.effect) if heard.purpose == "receipt" else None
    doubts: Any = effect.context.get("doubts") if effect else None
    near = [
        str(doubt["nearest"])
        for doubt in doubts or ()
        if doubt["nearest"] and not doubt.get("example")
    ]
    rest = after_yes(heard.text) if near else None
    return heard if rest is None else replace(heard, text="\n".join([*near, rest]))


def _asked_back(doubt: Doubt) -> dict[str, Any]:
    """Return a line to ask about; a start is never suggested for it, nor what another mail asks for."""
    hidden = doubt.nearest in ("wait", "alone", "go", "review")
    return {
        "line": doubt.line,
        "nearest": None if hidden else doubt.nearest,
        "may_start": doubt.nearest == "go",
        "example": doubt.example,
    }


def _unread(commands: Commands, scene: Scene) -> list[str]:
    """Return the lines that were neither understood nor doubted, without the manager's name."""
    own = frozenset(words(scene.team.manager.name))
    return [line for line in commands.prose if not own.issuperset(words(line))]


def _objects(line: str, scene: Scene) -> bool:
    """Tell whether a line may speak against going on: it holds a word of restraint, or a time."""
    return (holds_back(line) and not admits_ignorance(line)) or names_a_time(line, scene)


def _starts_by_itself(review: Review) -> bool:
    """Tell whether a review that waits for facts starts once they are there."""
    waits = review.source.requested or START_MARK in review.marks
    return review.stage is Stage.ASKING and waits


def _starting_day(heard: Heard, review: Review, scene: Scene) -> tuple[str, date | None]:
    """Return a reply to a receipt without the day to start on, while the customer knows of nothing."""
    stopped = review.stage is Stage.STOPPED and not _customer_heard(review, scene)
    silent = review.stage in (Stage.ASKING, Stage.LOGGED) or call_event.nobody_told(review)
    if not (stopped or silent):
        return heard.text, None
    return split_start(heard.text, heard.said_at, scene.team.manager.time_zone)


def _starting_on(review: Review, scene: Scene, day: date) -> Review:
    """Let a review start by itself when the manager's working day begins on a day, or the next."""
    at = _morning_of(day, scene)
    review = changed(held_back(review), stage=Stage.ASKING, stopped_at=None, closed_at=None)
    review = noted(review, scene.now, NAME, f"To start on {at:%Y-%m-%d}, as the manager said")
    return marked(review, START_MARK, at)


def _morning_of(day: date, scene: Scene) -> datetime:
    """Return when the manager's work begins on a day, or on their next working day."""
    begin = datetime.combine(day, time(0), tzinfo=ZoneInfo(scene.team.manager.time_zone))
    return workdays.next_working_moment(begin, scene.hours(scene.team.manager))


def _without_start(review: Review) -> Review:
    """Return a review that starts on no day by itself."""
    return unmarked(review, START_MARK)


def _goes_on(review: Review) -> bool:
    """Tell whether a review waits for no answer to its receipt."""
    return review.stage is not Stage.ASKING


def _started(review: Review, scene: Scene) -> Review:
    """Let a review begin; a stopped one whose customer was heard goes on where it stood."""
    review = _without_start(review)
    at = review.stopped_at or Stage.ASKING
    if review.stage is Stage.STOPPED and _customer_heard(review, scene):
        review = noted(review, scene.now, NAME, "Taken up again where it stood")
    else:
        at = Stage.ASKING
    return changed(review, confirmed=True, stage=at, stopped_at=None, closed_at=None)


def _customer_heard(review: Review, scene: Scene) -> bool:
    """Tell whether the customer has been talked to, asked in writing, or has said no.

    They are not asked a second time, whatever is stopped and begun again.
    """
    call = review.call
    past = call.slot is not None and call.slot.end <= scene.now
    return call.outcome is not None or call.state in ("written", "unreached", "over") or past


def _stop(review: Review, scene: Scene, *, won: bool) -> Review:
    call, heard = review.call, _customer_heard(review, scene)
    known, in_doubt = len(review.effects), False
    at = review.stopped_at if review.stage is Stage.STOPPED else review.stage
    review = _without_start(dropped(review, ()))
    if call.uid is not None and call.state == "booked" and not heard:
        last = review.effect_for_event(call.uid)
        in_doubt = last is not None and last.in_doubt
        review = call_event.called_off(review, scene)
    meeting = review.meeting
    if meeting.state == "booked":
        review = team_meeting.call_off(review, scene)
        meeting = TeamMeeting(uid=meeting.uid, sequence=review.meeting.sequence)
    cancelled = len(review.effects) > known
    review = reconnecting.withdraw(review, scene)
    review = unmarked(review, "reconnect")  # a later `go` sets it anew
    if not heard:  # a later `go` starts afresh, with an event of its own
        earlier = review.call
        call = Call(
            generation=earlier.generation,
            with_rep=earlier.with_rep,
            chases=earlier.chases,
            guests=earlier.guests,
        )
    review = changed(
        review,
        stage=Stage.STOPPED,
        stopped_at=at,
        closed_at=scene.now,
        call=call,
        meeting=meeting,
    )
    why = ": the deal was won after all" if won else ""
    review = noted(review, scene.now, NAME, f"Stopped by the manager{why}")
    return planned_mail(
        review,
        scene,
        NAME,
        "stopped",
        scene.team.manager,
        {"cancelled_meeting": cancelled, "in_doubt": in_doubt, "won": won},
        generation=count_of(review, "stopped") + 1,
        in_reply_to=review.source.message_id,
        subject=thread_subject(review),
    )


def held_back(review: Review) -> Review:
    """ "Don't start yet": what has not gone out to the customer waits for a clear `go`."""
    review = _without_start(review)
    if review.stage is not Stage.ASKING and not call_event.nobody_told(review):
        return review
    purposes = {e.purpose for e in review.effects} - {"call", call_event.UNINVITED}
    review = dropped(review, purposes)
    review = call_event.taken_back(review, with_rep=review.call.with_rep, asked=True)
    source = review.source.model_copy(update={"requested": False})
    return changed(review, confirmed=False, source=source)
