"""What could not be sent, told to the manager with the way to resume."""

from __future__ import annotations

from debrief.chapters.planning import (
    count_of,
    planned_mail,
)
from debrief.chapters.receipt import NAME
from debrief.chapters.scene import Scene
from debrief.model import (
    EffectKind,
    EffectStatus,
    Review,
)


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
    remedy = f"Whoever runs Debrief mends the cause, then runs: debrief retry {review.id}"
    if review.facts.customer_email in effect.to:
        remedy += (
            ". If the address is wrong, reply with the right one: `email: name@company.example`."
        )
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
