"""Other deals of one customer: who hears from us about one is not asked about the next unless a person says so.

The manager may have it covered in the call there is: `both`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from debrief.chapters import question_script
from debrief.chapters.call_event import nobody_told
from debrief.chapters.planning import changed, count_of, marked, noted, planned_mail
from debrief.chapters.same_deal import same_customer
from debrief.chapters.scene import Decision, Heard, Scene
from debrief.model import Call, Review, Stage
from debrief.moments import money

NAME = "watch_inbox"
BESIDE_MARK = "beside"  # the same customer was asked for a call about another deal
COVERED = "covered in another call"  # how such a review ends


def beside(review: Review, known: Iterable[Review], now: datetime) -> Review:
    """Mark a review whose customer hears from us about another deal: a person decides on more."""
    other = asked_in(review, known)
    return review if other is None else marked_beside(review, now)


def asked_in(review: Review, known: Iterable[Review]) -> Review | None:
    """Return the first of other reviews in which the same customer, or a colleague, is asked for a call."""
    return next(
        (
            r
            for r in known
            if review.facts.customer_email
            and r.id != review.id
            and same_customer(r.facts, review.facts)
            and (r.call.uid is not None or r.call.state == "written" or r.stage is Stage.CALLING)
        ),
        None,
    )


def marked_beside(review: Review, now: datetime) -> Review:
    """Mark a review that waits beside another of the same customer."""
    return marked(review, BESIDE_MARK, now)


def how_it_stands(other: Review) -> str:
    """Say what the customer has heard from us about the other deal."""
    has = "is about to hear" if nobody_told(other) else "has heard"
    when = f", in {other.created_at:%B %Y}" if other.over else ""
    return f"{_whom(other)} {has} from us about {_deal(other)}{when}."


def may_cover(other: Review) -> bool:
    """Tell whether the call about the other deal is still ahead, and is to be a call."""
    ahead = other.call.state in ("none", "finding", "choosing", "booked")
    return other.stage is Stage.CALLING and ahead and other.call.outcome is None


def covering(review: Review, other: Review, scene: Scene) -> Review:
    """Return the other review with this deal in the script of its call; sent anew where it is out."""
    facts, rep = review.facts, scene.team.rep(review.facts.rep_email)
    told = (
        money(facts.amount, facts.currency) if facts.amount else "",
        f"lost to {facts.competitor}" if facts.competitor else "",
        rep.name if rep else "",
    )
    line = f"{_deal(review)} ({', '.join(part for part in told if part)})".replace(" ()", "")
    if line in other.covers:
        return other
    other = changed(other, covers=(*other.covers, line))
    other = noted(other, scene.now, NAME, f"The call covers {_deal(review)} as well")
    return question_script.sent_again(other, scene)


def covered_in(other: Review) -> Callable[[Review, Scene, Heard], Decision]:
    """Return how a review ends that is covered in the call about another deal."""

    def close(review: Review, scene: Scene, heard: Heard) -> Decision:
        call = Call(outcome=COVERED, outcome_at=scene.now, state="over")
        review = changed(
            review,
            stage=Stage.CLOSED,
            closed_at=scene.now,
            confirmed=True,
            covered_by=other.id,
            call=call,
        )
        review = noted(review, scene.now, NAME, f"Covered in the call with {_whom(other)}")
        context = {
            "whom": _whom(other),
            "about": _deal(other),
            "booked": other.call.uid is not None,
        }
        review = planned_mail(
            review,
            scene,
            NAME,
            "covered",
            scene.team.manager,
            context,
            generation=count_of(review, "covered") + 1,
            in_reply_to=heard.message_id,
        )
        return Decision(review, outcome="answered", why="covered in the call about another deal")

    return close


def uncovered(review: Review) -> Review:
    """Return a review that was covered elsewhere and gets a call of its own after all."""
    return changed(review, covered_by=None, call=Call())


def _whom(review: Review) -> str:
    return review.facts.customer_name or review.facts.customer_email or "the customer"


def _deal(review: Review) -> str:
    return review.facts.deal or review.source.subject or "another deal"
