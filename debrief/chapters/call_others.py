"""What a call hears of those it did not ask: a mail server, somebody who is not invited."""

from __future__ import annotations

from debrief.chapters.call_event import tell
from debrief.chapters.planning import changed
from debrief.chapters.scene import Heard, Scene
from debrief.model import Review, Stage


def bounced(review: Review, scene: Scene, heard: Heard) -> Review:
    """An address that is refused for good waits for the right one; what is only late changes nothing."""
    bounce = heard.bounce
    if (
        bounce is None
        or not bounce.permanent
        or review.stage is not Stage.CALLING
        or review.call.state == "unreached"
        or (bounce.recipient or "").lower() != (review.facts.customer_email or "")
    ):
        return review
    call = review.call.model_copy(update={"state": "unreached", "waiting_since": scene.now})
    review = changed(review, call=call)
    return tell(
        review,
        scene,
        "bounced",
        "Reply with the right address, such as `customer_email: name@company.example`.",
        needs_reply=True,
    )


def stranger(review: Review, scene: Scene, heard: Heard) -> Review:
    """Put what somebody wrote who is not invited before the manager."""
    words = heard.answer.comment if heard.answer else heard.text
    return tell(
        review,
        scene,
        "forwarded",
        f"{heard.sender or 'Somebody'} is not invited; nothing was changed.",
        words[:500] or None,
        needs_reply=True,
    )
