"""Answers that a calendar server noted by itself, without a mail that reached us.

Google, Exchange, Microsoft 365 and CalDAV servers with scheduling write an invitee's answer into
the organiser's event. Whenever a chapter looks at its event it compares what stands there with
what it has heard, and hears the difference once, as if it had come by mail. What is compared is
the latest answer of each person at each SEQUENCE, so an answer that comes both ways counts once,
and a change of mind counts each time.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from debrief.calendars.answers import CalendarAnswer
from debrief.calendars.standing import Standing
from debrief.chapters.planning import marked
from debrief.chapters.scene import Heard
from debrief.model import Review

SAID = frozenset({"ACCEPTED", "DECLINED", "TENTATIVE"})


def recorded_answers(
    review: Review, standing: Standing, people: Iterable[str | None], sequence: int
) -> Iterator[CalendarAnswer]:
    """Yield what these people answered to the event as it stands and the review has not heard."""
    for who in people:
        if who is None:
            continue
        for answer in _answers_of(standing, who, sequence):
            if is_news(review, answer, sequence):
                yield answer


def is_news(review: Review, answer: CalendarAnswer, sequence: int) -> bool:
    """Tell whether this is another answer than the latest that was heard of this person."""
    prefix = _prefix(answer, sequence)
    heard = {at: name for name, at in review.marks.items() if name.startswith(prefix)}
    return not heard or heard[max(heard)] != prefix + _said(answer)


def remembered(review: Review, answer: CalendarAnswer, sequence: int, at: datetime) -> Review:
    """Return the review that has heard this answer; safe to repeat."""
    if not _said(answer):
        return review
    return marked(review, _prefix(answer, sequence) + _said(answer), at)


def as_heard(answer: CalendarAnswer, at: datetime) -> Heard:
    """Return the answer as a chapter hears one."""
    return Heard(
        key=f"recorded/{answer.uid}/{answer.attendee}/{_said(answer)}",
        at=at,
        sender=answer.attendee or "",
        subject="",
        text="",
        kind="calendar_response",
        answer=answer,
    )


def _answers_of(standing: Standing, who: str, sequence: int) -> Iterator[CalendarAnswer]:
    wish = standing.proposals.get(who)
    if wish is not None:
        yield CalendarAnswer(
            method="COUNTER",
            uid=standing.uid,
            sequence=sequence,
            attendee=who,
            partstat="TENTATIVE",
            proposed_start=wish[0],
            proposed_end=wish[1],
            start=wish[0],
            end=wish[1],
        )
        return
    partstat = standing.partstats.get(who, "")
    if partstat in SAID:
        yield CalendarAnswer(
            method="REPLY",
            uid=standing.uid,
            sequence=sequence,
            attendee=who,
            partstat=partstat,
            start=standing.start,
            end=standing.end,
        )


def _prefix(answer: CalendarAnswer, sequence: int) -> str:
    return f"answer/{answer.uid}/{sequence}/{answer.attendee}/"


def _said(answer: CalendarAnswer) -> str:
    if answer.method == "COUNTER" and answer.proposed_start is not None:
        return f"proposes {answer.proposed_start.isoformat()}"
    return answer.partstat or ""
