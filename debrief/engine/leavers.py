"""Who is no longer on the team: what was planned for them before does not go out."""

from __future__ import annotations

from collections.abc import Callable

from debrief.model import Effect, EffectKind, Event, Review
from debrief.team import Team


def gone(review: Review, effect: Effect, team: Team) -> frozenset[str]:
    """Return to whom an effect is addressed that is neither on the team nor ever was the customer.

    What takes a meeting off a calendar still goes to whoever has it there.
    """
    if effect.kind is EffectKind.CANCEL or effect.uninvites is not None:
        return frozenset()
    customers = {facts.customer_email for facts in (review.facts, *review.earlier_facts)}
    event = effect.event
    added = event.optional if event is not None and event.uid == review.call.uid else ()
    kept = customers.union(
        added
    )  # whom the manager put on the call by hand need not be on the team
    reached = (a for a in (*effect.to, *effect.cc) if a not in kept)
    return frozenset(a for a in reached if team.person(a) is None)


def without(effect: Effect, addresses: frozenset[str]) -> Effect:
    """Return the effect as it goes to the others alone; none may be left in its ``to``."""
    if not addresses:
        return effect

    def others(people: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(a for a in people if a not in addresses)

    fields: dict[str, object] = {"to": others(effect.to), "cc": others(effect.cc)}
    if effect.event is not None:
        fields["event"] = _without(effect.event, others)
    if "rep_name" in effect.context:
        fields["context"] = {**effect.context, "rep_name": None}
    return effect.model_copy(update=fields)


def _without(event: Event, others: Callable[[tuple[str, ...]], tuple[str, ...]]) -> Event:
    fields = {"required": others(event.required), "optional": others(event.optional)}
    return event.model_copy(update=fields)
