"""The receipt: what a review waits for, and how the manager reads of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from debrief.chapters import call_event, call_silence, call_slots, customer_language, loss_wishes
from debrief.chapters.other_deals import BESIDE_MARK, how_it_stands, marked_beside, may_cover
from debrief.chapters.planning import changed, count_of, counted, iso, marked, noted, planned_mail
from debrief.chapters.scene import Heard, Scene
from debrief.chapters.waiting import answered_before
from debrief.model import Facts, Review, Stage
from debrief.reading.facts.fact_record import FIELDS
from debrief.team import Team
from debrief.when.words import read_times

NAME = "watch_inbox"

HELD_MARK = "held"  # the manager said not yet, or something that may mean it
START_MARK = "start_at"  # when a review starts by itself, as the manager said
# Before when it starts only by a word of the manager's, as their note said.
PUT_OFF_MARK = "put_off"
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


@dataclass(frozen=True, slots=True)
class Heeded:
    """What came of the words that a receipt answers.

    ``changes`` are facts as they are now, ``doubts`` what is asked back, ``said`` what follows for the call,
    ``unread`` what changed nothing. ``go``: it starts at once. ``held``: it starts nothing. ``written``: where a call
    would be offered, the questions go out in writing instead.
    """

    changes: tuple[list[str], ...] = ()
    doubts: tuple[dict[str, Any], ...] = ()
    said: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    go: bool = False
    held: bool = False
    written: bool = False


NOTHING_HEEDED = Heeded()


def missing_facts(facts: Facts) -> list[str]:
    """Return the names of the facts that are not known; no decision needs no competitor."""
    values = facts.model_dump()
    return [
        name
        for name in FIELDS
        if not values[name] and not (name == "competitor" and facts.no_decision)
    ]


def settle(
    review: Review, scene: Scene, heeded: Heeded = NOTHING_HEEDED, heard: Heard | None = None
) -> Review:
    """Decide what the review waits for, and say so in a receipt that answers what was heard."""
    wanted = _is_wanted(review)
    review = _seen_beside(review, scene) if wanted else review
    mode = _mode(review, scene, wanted=wanted)
    review = _gone_on(review, scene, mode, at_once=heeded.go)
    guess = call_slots.zone_of(review, scene)
    context = {
        "mode": mode,
        "confidence": review.confidence,
        "missing": missing_facts(review.facts),
        "changed": list(heeded.changes),
        "doubts": list(heeded.doubts),
        "threshold_text": threshold_text(scene.team),
        "wishes": list(review.source.wishes),
        "zone": guess.zone,
        "zone_source": guess.source,
        "tongue": customer_language.NAMES.get(review.source.language),
        "tongue_source": review.source.language_from,
        "plan": _following(review, scene, mode, heeded),
        "starts": mode == "request" and not heeded.written,
        "start_on": iso(review.marks.get(START_MARK)) if mode == "later" else None,
        "why": review.why,
        "both_with": "",
        "waits_since": None,
        "unread": list(heeded.unread),
    }
    if mode not in ("underway", "request"):
        context |= of_other_deal(review, scene)
    return send_receipt(review, scene, context, heard)


def _is_wanted(review: Review) -> bool:
    """Tell whether the manager asked for the review of a mail that is surely of a loss, or said go."""
    return review.confirmed or (review.source.requested and review.verdict == "loss")


def _seen_beside(review: Review, scene: Scene) -> Review:
    """Return the review with word of another deal of the same customer: their address may have been learnt since."""
    if review.stage not in (Stage.ASKING, Stage.LOGGED) or BESIDE_MARK in review.marks:
        return review
    if scene.asked_before(review) is None:
        return review
    return changed(marked_beside(review, scene.now), confirmed=False)


def _mode(review: Review, scene: Scene, *, wanted: bool) -> str:
    """Return what the review waits for, as the receipt calls it; "request" waits for nothing."""
    marks = review.marks
    lacking = set(NEEDED).intersection(missing_facts(review.facts))
    if review.stage not in (Stage.ASKING, Stage.LOGGED):
        return "underway"
    if START_MARK in marks:
        return "later"
    if review.confirmed:
        return "incomplete" if lacking - {"amount"} else "request"
    if review.facts.amount is None:
        return "amount_unknown"
    if review.major is False:
        return "minor"
    if answered_before(review):
        return "lost_track"
    if HELD_MARK in marks:
        return "held"
    if wanted and loss_wishes.WISH_MARK in marks:
        return "wish"
    if wanted and BESIDE_MARK in marks:
        return "again"
    if review.verdict == "unsure":
        return "unsure"
    if not wanted:
        return "ask"
    if _is_old(review, scene):
        return "old"
    if review.major is None:
        return "size_open"  # another currency, near the threshold, or none told
    if lacking:
        return "incomplete"
    return "later" if _put_off_until(review, scene) else "request"


def _gone_on(review: Review, scene: Scene, mode: str, *, at_once: bool) -> Review:
    """Return the review as it goes on from here: logged, put off or started."""
    if mode == "minor":
        review = changed(review, stage=Stage.LOGGED, closed_at=scene.now)
        return noted(review, scene.now, NAME, "Minor: logged, no customer contact")
    if mode == "later" and START_MARK not in review.marks:
        review = marked(review, START_MARK, review.marks[PUT_OFF_MARK])
        return noted(review, scene.now, NAME, "Put off, as the manager's note said")
    if mode != "request":
        return review
    review = changed(review, confirmed=True, stage=Stage.CALLING, closed_at=None)
    review = noted(review, scene.now, NAME, "Started: the customer call is being booked")
    if at_once:
        return review
    # a request starts by itself: leave time for a correction or a stop
    grace = scene.now + timedelta(minutes=scene.policy.grace_minutes)
    return marked(review, "grace", grace)


def _following(review: Review, scene: Scene, mode: str, heeded: Heeded) -> list[str]:
    """Return what happens next, in sentences."""
    if heeded.written and review.stage is Stage.CALLING:
        return ["The five questions go out in writing, and no call is offered."]
    if mode == "underway":
        standing = _standing(review, scene, changed=bool(heeded.changes), held=heeded.held)
        return [*heeded.said, *standing]
    plan = [*heeded.said, *_plan(review, scene, mode), *loss_wishes.following(review)]
    plan += _beyond_the_team(review, mode)
    if mode != "request" and any(_may_mean_later(d, scene) for d in heeded.doubts):
        day = scene.now + timedelta(days=7)
        plan.append(
            f"`go` starts it at once; for a later day, name it: `go on {day.day} {day:%B}`."
        )
    return plan


def of_other_deal(review: Review, scene: Scene) -> dict[str, Any]:
    """Return what a receipt says of another deal of the same customer that is under way."""
    other = scene.asked_before(review) if BESIDE_MARK in review.marks else None
    if other is None:
        return {"why": review.why, "both_with": ""}
    with_whom = other.facts.customer_name or "them"
    return {
        "why": f"{how_it_stands(other)} {review.why}",
        "both_with": with_whom if may_cover(other) else "",
    }


def send_receipt(
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
        subject=thread_subject(review),
    )


def _may_mean_later(doubt: dict[str, Any], scene: Scene) -> bool:
    """Tell whether what was not understood may be a go for another day."""
    return doubt.get("may_start", False) or names_a_time(str(doubt["line"]), scene)


def names_a_time(line: str, scene: Scene) -> bool:
    """Tell whether a line of the manager names a time."""
    return bool(read_times(line, scene.now, scene.team.manager.time_zone).windows)


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


def _plan(review: Review, scene: Scene, mode: str) -> list[str]:
    facts, starts = review.facts, mode == "request"
    rep = scene.team.rep(facts.rep_email)
    who = facts.customer_name or facts.customer_email or "the customer"
    company = f" with you and {rep.first_name}" if rep else " with you"
    invite = f"A {scene.policy.call_minutes}-minute call{company} is offered to {who}."
    if guests := review.call.guests.values():
        invite += f" Also invited: {', '.join(guests)}; the time does not wait for their calendars."
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


def _beyond_the_team(review: Review, mode: str) -> list[str]:
    """Say who else of the company may ask the same customer."""
    others = review.source.also_to
    if not others or mode == "minor":
        return []
    return [
        f"The same mail went to {', '.join(others)}, not of your team. Should they ask this customer, too, agree on who "
        "does, so that nobody is asked twice; `stop` leaves it to them."
    ]


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
        lines.append(f"The deal is below {threshold_text(scene.team)} now. `stop` ends the review.")
    if call_silence.is_quiet(review):
        lines.append(f"No reminder goes to {who} meanwhile. `go` lets them go out again.")
    if held:
        lines.append(f"{who} has heard from us: the invitation is out already. `stop` cancels it.")
    elif not changed:
        lines.append("Nothing was changed; what is under way goes on.")
    return lines


def thread_subject(review: Review) -> str | None:
    """Return the subject with which the mail that told of the loss is answered; None where it has none."""
    if not review.source.message_id or not review.source.subject:
        return None
    subject = review.source.subject
    return subject if subject.lower().startswith("re:") else f"Re: {subject}"


def threshold_text(team: Team) -> str:
    """Return from which sum on a deal is major, as mails show it."""
    threshold = team.major_deal_threshold
    return f"{threshold.currency} {threshold.amount:,.0f}"
