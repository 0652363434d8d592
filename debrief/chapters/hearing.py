"""Chapter 1, hear of the loss: receipt, corrections, go and stop, major or minor."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from debrief.answers.addressees import may_be_theirs
from debrief.answers.bare_values import find_rep, may_hold_value, suggested, with_labels
from debrief.answers.commands import Commands, read_commands
from debrief.answers.forward_note import read_note
from debrief.answers.later_start import split_start
from debrief.answers.orders import admits_ignorance, holds_back
from debrief.answers.won_after_all import won_after_all
from debrief.chapters import (
    call_corrections,
    call_event,
    call_silence,
    call_slots,
    customer_call,
    customer_language,
    loss_wishes,
    reconnecting,
    rep_word,
    team_meeting,
)
from debrief.chapters.other_deals import (
    BESIDE_MARK,
    how_it_stands,
    marked_beside,
    may_cover,
    uncovered,
)
from debrief.chapters.planning import (
    changed,
    count_of,
    counted,
    dropped,
    iso,
    marked,
    noted,
    planned_mail,
    unmarked,
    with_facts,
)
from debrief.chapters.scene import Decision, Heard, Scene
from debrief.chapters.waiting import REMINDED_MARK, last_receipt, reminder_due, waits_since
from debrief.engine.earlier_life import answered_before
from debrief.lexicon import Doubt, words
from debrief.model import (
    Call,
    EffectKind,
    EffectStatus,
    Facts,
    Review,
    Stage,
    TeamMeeting,
)
from debrief.reading.facts.fact_record import FIELDS
from debrief.reading.facts.money import is_major
from debrief.team import Team
from debrief.timing import workdays
from debrief.when.words import read_times

NAME = "watch_inbox"
HELD_MARK = "held"  # the manager said not yet, or something that may mean it
START_MARK = "start_at"  # when a review starts by itself, as the manager said
PUT_OFF_MARK = (
    "put_off"  # before when it starts only by a word of the manager's, as their note said
)
STOPPED_MARK = "stopped"  # when the stop was written: what is older than it starts nothing

# What a receipt is that waits for a word or a fact.
_WAITING = (
    "ask",
    "again",
    "old",
    "lost_track",
    "wish",
    "unsure",
    "incomplete",
    "amount_unknown",
    "size_open",
)

# Without these no customer can be invited; everything else may stay missing.
NEEDED = ("customer_email", "rep_email", "amount")


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
    note, above = review.source.note, review.source.forwarded
    shared = review.source.shared
    review, changes, doubts, unread = take_note(review, note, scene, above=above, shared=shared)
    review = changed(review, major=is_major_deal(review.facts, scene.team))
    return Decision(settle(review, scene, changes=changes, doubts=doubts, unread=unread))


def _reminded(review: Review, scene: Scene) -> Review:
    """Send the receipt that waits for an answer once more; it starts nothing."""
    last, since = last_receipt(review), waits_since(review)
    review = marked(review, REMINDED_MARK, scene.now)
    if last is None:
        return review
    review = noted(review, scene.now, NAME, "The manager was reminded that it waits for a word")
    context = {**last.context, "changed": [], "waits_since": iso(since)}
    return _receipt(review, scene, context | _of_other_deal(review, scene))


def _of_other_deal(review: Review, scene: Scene) -> dict[str, Any]:
    """Return what a receipt says of another deal of the same customer that is under way."""
    other = scene.asked_before(review) if BESIDE_MARK in review.marks else None
    if other is None:
        return {"why": review.why, "both_with": ""}
    with_whom = other.facts.customer_name or "them"
    return {
        "why": f"{how_it_stands(other)} {review.why}",
        "both_with": with_whom if may_cover(other) else "",
    }


def take_note(
    review: Review, text: str, scene: Scene, *, above: bool, shared: bool
) -> tuple[Review, list[list[str]], list[dict[str, Any]], tuple[str, ...]]:
    """Take over what the manager wrote above a forward; also: its changes, doubts, and what changed nothing.

    What restrains, or is not clear, holds the start; a day that it names puts it off.
    """
    begun = review.stage is not Stage.ASKING
    note = read_note(
        text, review.facts, scene.team, scene.now, above=above, begun=begun, shared=shared
    )
    doubts = [_asked_back(d) for d in note.doubts]
    review, changes, _ = _correct(review, note.commands, scene, doubts)
    if note.start is not None and begun and not call_event.nobody_told(review):
        doubts.append({"line": note.words, "nearest": None})
    if note.holds or doubts:
        review = marked(held_back(review), HELD_MARK, scene.now)
    elif note.start is not None:
        at = _morning_of(note.start, scene)
        review = _starting_on(review, scene, note.start) if begun else review
        review = review if begun else marked(review, PUT_OFF_MARK, at)
        changes = [*changes, ["start", f"as you wrote: “{note.words}”"]]
    return review, changes, doubts, note.unread


def hear(review: Review, scene: Scene, heard: Heard) -> Decision:
    """Take the manager's commands: corrections, go, stop; and a rep's word, which is none."""
    team, text = scene.team, heard.text
    if heard.sender != team.manager.email:
        if review.stage is Stage.ASKING or call_event.nobody_told(review):
            review = marked(held_back(review), HELD_MARK, scene.now)
        return Decision(rep_word.put_before_manager(review, scene, heard), outcome="answered")
    day: date | None = None
    if heard.purpose == "receipt":
        text, day = _starting_day(heard, review, scene)
        text = with_labels(text, missing_facts(review.facts), team)
    commands = read_commands(text, review.facts, currency=team.major_deal_threshold.currency)
    won = won_after_all(heard.text)
    if commands.stop or (won and not commands.go):
        stopped = _stop(review, scene, won=won)
        stopped = marked(stopped, STOPPED_MARK, heard.written_at or scene.now)
        return Decision(stopped, outcome="answered")
    before, silent = review, call_event.nobody_told(review)
    doubts = [_asked_back(d) for d in commands.not_understood]
    review, new_fields, said = _correct(review, commands, scene, doubts)
    start = commands.go or commands.review_anyway or commands.write
    wait = commands.hold or commands.wait
    understood = bool(start or new_fields or wait or day)
    unread = _unread(commands, scene)
    objections = [line for line in unread if not understood or _objects(line, scene)]
    if not (understood or doubts or objections) and heard.text.strip() and _goes_on(review):
        return Decision(review, why="a friendly word")
    asked = missing_facts(before.facts) if heard.purpose == "receipt" else []
    lines = [*objections] if silent or _starts_by_itself(before) else []
    if asked and not _goes_on(before):
        lines += [line for line in unread if may_hold_value(line, asked, team)]
    if not (understood or doubts):
        lines = [heard.text.strip()[:300] or "(an empty reply)"]
    doubts += [
        {"line": line, "nearest": suggested(line, asked, team)} for line in dict.fromkeys(lines)
    ]
    # It may be an objection, and nobody was told yet.
    wait = wait or (silent and bool(doubts))
    wait = wait or (_starts_by_itself(before) and any(_objects(x, scene) for x in unread))
    if wait or doubts:
        review = call_silence.kept_quiet(review, scene)
    elif start:
        review = call_silence.speaking_again(review)
    if wait:
        review = marked(held_back(review), HELD_MARK, scene.now)
    elif day is not None:
        review = _starting_on(review, scene, day)
    elif start and review.covered_by is not None:
        review = _started(uncovered(review), scene)
    elif start and review.stage in (Stage.ASKING, Stage.LOGGED, Stage.STOPPED):
        review = _started(review, scene)
    begun = before.stage is Stage.CALLING  # what was under way has a grace before it begins anew
    review = settle(
        review,
        scene,
        changes=new_fields,
        doubts=doubts,
        heard=heard,
        go=start and not begun and day is None,
        said=said,
        held=wait,
        written=commands.write and review.call.state != "written",
    )
    if commands.write and review.stage is Stage.CALLING and review.call.state != "written":
        review = customer_call.write_instead(review, scene)
    return Decision(review, outcome="answered")


def _asked_back(doubt: Doubt) -> dict[str, Any]:
    """Return a line to ask about; a start is never suggested for it, nor what another mail asks for."""
    hidden = doubt.nearest in ("wait", "alone", "go", "review")
    return {
        "line": doubt.line,
        "nearest": None if hidden else doubt.nearest,
        "may_start": doubt.nearest == "go",
    }


def _unread(commands: Commands, scene: Scene) -> list[str]:
    """Return the lines that were neither understood nor doubted, without the manager's name."""
    own = frozenset(words(scene.team.manager.name))
    return [line for line in commands.prose if not own.issuperset(words(line))]


def _objects(line: str, scene: Scene) -> bool:
    """Tell whether a line may speak against going on: it holds a word of restraint, or a time."""
    return (holds_back(line) and not admits_ignorance(line)) or _names_a_time(line, scene)


def _starts_by_itself(review: Review) -> bool:
    """Tell whether a review that waits for facts starts once they are there."""
    waits = review.source.requested or START_MARK in review.marks
    return review.stage is Stage.ASKING and waits


def _names_a_time(line: str, scene: Scene) -> bool:
    return bool(read_times(line, scene.now, scene.team.manager.time_zone).windows)


def _may_mean_later(doubt: dict[str, Any], scene: Scene) -> bool:
    """Tell whether what was not understood may be a go for another day."""
    return doubt.get("may_start", False) or _names_a_time(str(doubt["line"]), scene)


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


def missing_facts(facts: Facts) -> list[str]:
    """Return the names of the facts that are not known; no decision needs no competitor."""
    values = facts.model_dump()
    return [
        name
        for name in FIELDS
        if not values[name] and not (name == "competitor" and facts.no_decision)
    ]


def settle(
    review: Review,
    scene: Scene,
    *,
    changes: list[list[str]] | None = None,
    doubts: list[dict[str, Any]] | None = None,
    heard: Heard | None = None,
    go: bool = False,
    said: tuple[str, ...] = (),
    held: bool = False,
    written: bool = False,
    unread: tuple[str, ...] = (),
) -> Review:
    """Decide what the review waits for, and say so in a receipt.

    ``written``: where a call would be offered, the questions go out in writing instead.
    """
    facts = review.facts
    missing = missing_facts(facts)
    lacking = [name for name in NEEDED if name in missing]
    underway = review.stage not in (Stage.ASKING, Stage.LOGGED)
    requested = review.source.requested and review.verdict == "loss"
    wanted = review.confirmed or requested
    if wanted and not underway and BESIDE_MARK not in review.marks:
        other = scene.asked_before(review)  # the address may have been learnt since
        if other is not None:
            review = changed(marked_beside(review, scene.now), confirmed=False)
    mode, starts = "ask", False
    if underway:
        mode = "underway"
    elif START_MARK in review.marks:
        mode = "later"
    elif facts.amount is None and not review.confirmed:
        mode = "amount_unknown"
    elif review.major is False and not review.confirmed:
        mode = "minor"
        review = changed(review, stage=Stage.LOGGED, closed_at=scene.now)
        review = noted(review, scene.now, NAME, "Minor: logged, no customer contact")
    elif answered_before(review) and not review.confirmed:
        mode = "lost_track"
    elif HELD_MARK in review.marks and not review.confirmed:
        mode = "held"
    elif wanted and loss_wishes.WISH_MARK in review.marks and not review.confirmed:
        mode = "wish"
    elif wanted and BESIDE_MARK in review.marks and not review.confirmed:
        mode = "again"
    elif review.verdict == "unsure" and not review.confirmed:
        mode = "unsure"
    elif wanted and _is_old(review, scene) and not review.confirmed:
        mode = "old"
    elif wanted and review.major is None and not review.confirmed:
        mode = "size_open"  # another currency, near the threshold, or none told
    elif wanted and [n for n in lacking if n != "amount" or not review.confirmed]:
        mode = "incomplete"
    elif wanted and not review.confirmed and _put_off_until(review, scene):
        mode = "later"
        review = marked(review, START_MARK, review.marks[PUT_OFF_MARK])
        review = noted(review, scene.now, NAME, "Put off, as the manager's note said")
    elif wanted:
        mode, starts = "request", True
        review = changed(review, confirmed=True, stage=Stage.CALLING, closed_at=None)
        review = noted(review, scene.now, NAME, "Started: the customer call is being booked")
        if not go:  # a request starts by itself: leave time for a correction or a stop
            grace = scene.now + timedelta(minutes=scene.policy.grace_minutes)
            review = marked(review, "grace", grace)
    written = written and review.stage is Stage.CALLING
    if written:
        plan = ["The five questions go out in writing, and no call is offered."]
    elif mode != "underway":
        plan = [*_plan(review, scene, mode, starts), *loss_wishes.following(review)]
        if not starts and any(_may_mean_later(d, scene) for d in doubts or ()):
            day = scene.now + timedelta(days=7)
            plan.append(
                f"`go` starts it at once; for a later day, name it: `go on {day.day} {day:%B}`."
            )
    else:
        plan = [*said, *_standing(review, scene, changed=bool(changes), held=held)]
    guess = call_slots.zone_of(review, scene)
    context = {
        "mode": mode,
        "confidence": review.confidence,
        "missing": missing,
        "changed": changes or [],
        "doubts": doubts or [],
        "threshold_text": _money(scene.team),
        "wishes": list(review.source.wishes),
        "zone": guess.zone,
        "zone_source": guess.source,
        "tongue": customer_language.NAMES.get(review.source.language),
        "tongue_source": review.source.language_from,
        "plan": plan,
        "starts": starts and not written,
        "start_on": iso(review.marks.get(START_MARK)) if mode == "later" else None,
        "why": review.why,
        "both_with": "",
        "waits_since": None,
        "unread": list(unread),
    }
    if not underway and not starts:
        context |= _of_other_deal(review, scene)
    return _receipt(review, scene, context, heard)


def _receipt(
    review: Review, scene: Scene, context: dict[str, Any], heard: Heard | None = None
) -> Review:
    """Send a receipt in the thread of what it answers."""
    return planned_mail(
        review,
        scene,
        NAME,
        "receipt",
        scene.team.manager,
        context,
        generation=count_of(review, "receipt") + 1,
        in_reply_to=(heard.message_id if heard else None) or review.source.message_id,
        subject=_thread_subject(review),
    )


def _put_off_until(review: Review, scene: Scene) -> bool:
    """Tell whether the note above the forward lets it start only on a day to come."""
    return review.marks.get(PUT_OFF_MARK, scene.now) > scene.now


def _is_old(review: Review, scene: Scene) -> bool:
    """Tell whether a decision lies so far back that thanks for it may puzzle the customer.

    Where the manager put the start off, they know how old it is by then.
    """
    latest = scene.now.date() - timedelta(days=scene.policy.old_loss_days)
    decided = review.facts.date
    waited = review.marks.get(PUT_OFF_MARK, scene.now) < scene.now
    return decided is not None and decided < latest and not waited


def _plan(review: Review, scene: Scene, mode: str, starts: bool) -> list[str]:
    facts = review.facts
    rep = scene.team.rep(facts.rep_email)
    who = facts.customer_name or facts.customer_email or "the customer"
    company = f" with you and {rep.first_name}" if rep else " with you"
    invite = f"A {scene.policy.call_minutes}-minute call{company} is offered to {who}."
    if starts and "grace" in review.marks:
        first = f" If {rep.first_name} has no time soon, you choose first." if rep else ""
        return [
            f"In {scene.policy.grace_minutes} minutes: {invite}{first}",
            "You get the five questions as soon as the call is booked, and again an hour before.",
        ]
    if starts or mode in (*_WAITING, "later"):
        return [invite, "You get the five questions as soon as the call is booked."]
    if mode == "held":
        return [f"Once you say go: {invite}"]
    return ["It is recorded for the monthly page. Nobody is contacted."]


def _standing(review: Review, scene: Scene, *, changed: bool, held: bool) -> list[str]:
    """Say where a review that is under way stands, after what was just answered."""
    call, who = review.call, review.facts.customer_name or "the customer"
    if review.stage is Stage.STOPPED:
        return ["The review is stopped; nothing goes out."]
    if call_event.nobody_told(review):
        if call.state != "booked":
            return [f"The invitation to {who} goes out once a time is found that suits."]
        left = (review.marks.get("grace", scene.now) - scene.now).total_seconds()
        when = counted(max(1, round(left / 60)), "minute")
        return [f"The invitation to {who} goes out in {when}."]
    lines = ["It is in our records; what is under way goes on."] if changed else []
    if review.major is False and changed:
        lines.append(f"The deal is below {_money(scene.team)} now. `stop` ends the review.")
    if call_silence.is_quiet(review):
        lines.append(f"No reminder goes to {who} meanwhile. `go` lets them go out again.")
    if held:
        lines.append(f"{who} has heard from us: the invitation is out already. `stop` cancels it.")
    elif not changed:
        lines.append("Nothing was changed; what is under way goes on.")
    return lines


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
        call = Call(generation=earlier.generation, with_rep=earlier.with_rep, chases=earlier.chases)
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
        subject=_thread_subject(review),
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


def _correct(
    review: Review, commands: Commands, scene: Scene, doubts: list[dict[str, Any]]
) -> tuple[Review, list[list[str]], tuple[str, ...]]:
    """Take over corrected facts; return them, and what follows for the call, in sentences.

    A rep is named by address or name. One who is not of the team, and one of our own for the customer,
    are added to the doubts.
    """
    address = commands.changes.get("customer_email")
    if address and scene.team.is_ours(str(address)):
        doubts.append({"line": f"email: {address}", "nearest": None})
        left = {k: v for k, v in commands.changes.items() if k != "customer_email"}
        commands, address = replace(commands, changes=left), None
    before, zone = review.facts, commands.changes.get("zone")
    facts = commands.apply_to(before)
    told = [name for name in commands.changes if name in FIELDS and name != "rep_email"]
    told += [name for name in commands.cleared if name in FIELDS]
    named = str(commands.changes.get("rep_email", ""))
    rep = find_rep(scene.team, named)
    if rep is not None:
        facts, told = facts.model_copy(update={"rep_email": rep.email}), [*told, "rep_email"]
    elif named:
        doubts.append({"line": f"rep: {named}", "nearest": None})
    if (
        address
        and "customer_name" not in commands.changes
        and not may_be_theirs(before, str(address))
    ):
        facts, told = facts.model_copy(update={"customer_name": None}), [*told, "customer_name"]
    shown = [[name, as_shown(getattr(facts, name))] for name in dict.fromkeys(told)]
    if zone:
        call = review.call.model_copy(
            update={"zone": str(zone), "zone_source": call_slots.MANAGERS_WORD}
        )
        review = changed(review, call=call)
        shown.append(["zone", str(zone)])
    if language := commands.changes.get("language"):
        review = customer_language.stated(review, str(language))
        shown.append(["language", customer_language.NAMES[str(language)]])
    if not shown:
        return review, [], ()
    was_major = review.major
    review = changed(with_facts(review, facts), major=is_major_deal(facts, scene.team))
    what = ", ".join(f"{name} = {value}" for name, value in shown)
    review = noted(review, scene.now, NAME, f"Corrected: {what}")
    review = customer_language.with_language(review, scene)
    review, said = call_corrections.carried(
        review, before, scene, zone=bool(zone), language=bool(language)
    )
    if review.stage is Stage.ASKING and was_major and not review.major:
        # whoever said go took it for a major deal
        review = changed(_without_start(review), confirmed=False)
    return review, shown, said


def is_major_deal(facts: Facts, team: Team) -> bool | None:
    """Tell whether a deal is major by the team's threshold; None where that cannot be told."""
    return is_major(facts.amount, facts.currency, team.major_deal_threshold)


def _thread_subject(review: Review) -> str | None:
    if not review.source.message_id or not review.source.subject:
        return None
    subject = review.source.subject
    return subject if subject.lower().startswith("re:") else f"Re: {subject}"


def _money(team: Team) -> str:
    threshold = team.major_deal_threshold
    return f"{threshold.currency} {threshold.amount:,.0f}"


def as_shown(value: object) -> str:
    """Return a fact as mails show it."""
    if isinstance(value, tuple | list):
        return "; ".join(str(item) for item in value)
    if isinstance(value, float):
        return f"{value:,.2f}".removesuffix(".00")
    return "none" if value is None else str(value)


def not_sent(review: Review, key: str, scene: Scene) -> Review:
    """Tell the manager that one effect could not be sent, or perhaps was, and how to resume."""
    effect = review.effect(key)
    if effect is None or effect.status is not EffectStatus.FAILED:
        return review
    what = {
        EffectKind.MAIL: "a mail",
        EffectKind.INVITE: "an invitation",
        EffectKind.CANCEL: "a cancellation",
    }[effect.kind]
    if effect.purpose == "could_not_send":
        return review
    remedy = f"Mend the cause, then run: debrief retry {review.id}"
    if effect.in_doubt:
        remedy = f"Look whether it arrived. If it did not, run: debrief retry {effect.key}"
    return planned_mail(
        review,
        scene,
        NAME,
        "could_not_send",
        scene.team.manager,
        {
            "what": f"{what} ({effect.purpose.replace('_', ' ')})",
            "whom": ", ".join(effect.to),
            "error": effect.error or "",
            "remedy": remedy,
            "in_doubt": effect.in_doubt,
        },
        purpose="could_not_send",
        generation=count_of(review, "could_not_send") + 1,
    )
