"""Write effects and history into a review; every step here may be repeated without harm."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from debrief.chapters.scene import Heard, Scene
from debrief.model import (
    Effect,
    EffectKind,
    EffectStatus,
    Event,
    Facts,
    Happened,
    Review,
    Slot,
    Source,
    Stage,
    Token,
    Worksheet,
    effect_key,
    short_hash,
)
from debrief.team import Person


def changed(review: Review, **fields: Any) -> Review:  # noqa: ANN401 - any field of the record
    """Return the review with these fields."""
    return review.model_copy(update=fields)


def with_facts(review: Review, facts: Facts) -> Review:
    """Return the review with other facts; what was sent before keeps those it was sent with."""
    if facts == review.facts:
        return review
    return changed(review, facts=facts, earlier_facts=(*review.earlier_facts, review.facts))


def noted(review: Review, at: datetime, chapter: str, what: str) -> Review:
    """Return the review with one more line of history; the same line twice stays one."""
    line = Happened(at=at, chapter=chapter, what=what)
    if review.history and review.history[-1] == line:
        return review
    return changed(review, history=(*review.history, line))


def marked(review: Review, name: str, at: datetime) -> Review:
    """Return the review with the one-time step marked as taken."""
    return changed(review, marks={**review.marks, name: at})


def unmarked(review: Review, *names: str) -> Review:
    """Return the review as if these steps had not been taken."""
    return changed(review, marks={k: v for k, v in review.marks.items() if k not in names})


def errand_review(review_id: str, now: datetime) -> Review:
    """Return a record for mail that belongs to no deal: a notice, the monthly page."""
    return Review(
        id=review_id,
        stage=Stage.CLOSED,
        created_at=now,
        closed_at=now,
        facts=Facts(),
        source=Source(received_at=now),
        errand=True,
    )


def planned(review: Review, effect: Effect) -> Review:
    """Return the review with the effect, unless its key is there already."""
    if review.effect(effect.key) is not None:
        return review
    return changed(review, effects=(*review.effects, effect))


def with_effect(review: Review, effect: Effect) -> Review:
    """Return the review with a newer state of one of its effects."""
    effects = tuple(effect if each.key == effect.key else each for each in review.effects)
    return changed(review, effects=effects)


def dropped(review: Review, purposes: Iterable[str]) -> Review:
    """Return the review with the not yet attempted effects of these purposes withdrawn."""
    names = frozenset(purposes)
    return dropped_where(review, lambda effect: not names or effect.purpose in names)


def dropped_where(review: Review, which: Callable[[Effect], bool]) -> Review:
    """Return the review with those of the not yet attempted effects withdrawn."""
    effects = tuple(
        e.model_copy(update={"status": EffectStatus.DROPPED})
        if e.status is EffectStatus.PLANNED and which(e)
        else e
        for e in review.effects
    )
    return changed(review, effects=effects)


def planned_mail(
    review: Review,
    scene: Scene,
    chapter: str,
    template: str,
    to: Person | tuple[str, str],
    context: Mapping[str, Any],
    *,
    generation: int = 1,
    purpose: str | None = None,
    not_before: datetime | None = None,
    in_reply_to: str | None = None,
    subject: str | None = None,
    attach: tuple[str, ...] = (),
    cc: tuple[str, ...] = (),
    uninvites: Event | None = None,
) -> Review:
    """Plan one mail to one person; ``to`` is one of ours or (name, address) of a customer.

    The review gets the token a reply will carry back.
    """
    name, email = (to.name, to.email) if isinstance(to, Person) else to
    purpose = purpose or template
    review, word = with_token(review, scene, email, purpose)
    return planned(
        review,
        Effect(
            key=effect_key(review.id, chapter, purpose, email, generation),
            kind=EffectKind.MAIL,
            to=(email,),
            cc=cc,
            names={email: name},
            template=template,
            context=dict(context),
            token=word,
            not_before=not_before,
            in_reply_to=in_reply_to,
            subject=subject,
            attach=attach,
            uninvites=uninvites,
        ),
    )


def planned_event(
    review: Review,
    scene: Scene,
    chapter: str,
    template: str,
    event: Event,
    context: Mapping[str, Any],
    *,
    purpose: str,
    cancel: bool = False,
    attach: tuple[str, ...] = (),
    not_before: datetime | None = None,
    in_reply_to: str | None = None,
    subject: str | None = None,
) -> Review:
    """Plan an invitation, its update (a higher sequence) or its cancellation.

    Update and cancellation supersede an invitation that was never attempted.
    """
    review, word = with_token(review, scene, event.required[0], purpose)
    generation = event.sequence + 1
    return planned(
        review,
        Effect(
            key=effect_key(review.id, chapter, purpose, event.uid.partition("@")[0], generation),
            kind=EffectKind.CANCEL if cancel else EffectKind.INVITE,
            to=(*event.required, *event.optional),
            names=event.names,
            template=template,
            context=dict(context),
            event=event,
            token=word,
            attach=attach,
            not_before=not_before,
            in_reply_to=in_reply_to,
            subject=subject,
        ),
    )


def with_token(review: Review, scene: Scene, email: str, purpose: str) -> tuple[Review, str]:
    """Return the review holding the reply word of this person and purpose, and the word."""
    word = scene.token(review.id, email, purpose)
    if any(t.word == word for t in review.tokens):
        return review, word
    token = Token(word=word, person=email, purpose=purpose)
    return changed(review, tokens=(*review.tokens, token)), word


def event_uid(review_id: str, purpose: str, domain: str, generation: int = 1) -> str:
    """Return the UID of a review's meeting: the same through all its updates."""
    return f"{purpose}-{short_hash(review_id, purpose, str(generation), length=16)}@{domain}"


def next_sequence(review: Review, uid: str) -> int:
    """Return a SEQUENCE that no state of this event has had, withdrawn ones included."""
    found = (e.event.sequence for e in review.effects if e.event and e.event.uid == uid)
    return max(found, default=-1) + 1


def following_sequence(scene: Scene, uid: str | None, known: int) -> int:
    """Return a SEQUENCE above ours and above what the calendar shows.

    Some calendar programs raise it at a mere touch; what stands below it would count as old.
    """
    standing = scene.standing(uid) if uid else None
    return max(known, standing.sequence if standing else 0) + 1


def counted(number: int, thing: str) -> str:
    """Return "1 commitment", "2 commitments"."""
    return f"{number} {thing}" + ("" if number == 1 else "s")


def iso(moment: datetime | None) -> str | None:
    """Return a moment as templates take it."""
    return moment.isoformat() if moment else None


def slot_rows(slots: Iterable[Slot]) -> list[dict[str, str]]:
    """Return slots as templates take them."""
    return [{"start": s.start.isoformat(), "end": s.end.isoformat()} for s in slots]


def count_of(review: Review, purpose: str, whom: str = "") -> int:
    """Return how many effects of this purpose (and person) the review has planned so far."""
    return sum(1 for e in review.effects if e.purpose == purpose and (not whom or whom in e.to))


def asked_back(
    review: Review,
    scene: Scene,
    chapter: str,
    whom: Person,
    heard: Heard,
    lines: Iterable[str | Mapping[str, object]],
    expected: str,
) -> Review:
    """Quote to one of ours what was not understood (a row may name the nearest answer), and say what would be."""
    rows = [{"line": e[:300], "nearest": None} if isinstance(e, str) else e for e in lines]
    return planned_mail(
        review,
        scene,
        chapter,
        "not_understood",
        whom,
        {"lines": rows, "expected": expected},
        generation=count_of(review, "not_understood") + 1,
        in_reply_to=heard.message_id,
    )


def with_sheet(review: Review, sheet: Worksheet) -> Review:
    """Return the review with a rep's worksheet in the place of their last one."""
    sheets = tuple(sheet if each.rep == sheet.rep else each for each in review.worksheets)
    return changed(review, worksheets=sheets)


def told_by_hand(review: Review, uid: str, scene: Scene) -> Review:
    """Take the event's latest state as told where a person changed it in a calendar whose server
    tells the invitees by itself: a second update from us would be one too many."""
    effect = review.effect_for_event(uid)
    if not scene.server_invites or effect is None or effect.status is not EffectStatus.PLANNED:
        return review
    told = effect.model_copy(update={"status": EffectStatus.DONE, "done_at": scene.now})
    return with_effect(review, told)
