"""Which of the times that our mails showed an answer of the customer means, and when it does not say so."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, timedelta

from debrief.answers.written_wish import takes_back, wants_peace, wants_writing
from debrief.calendars.answers import CalendarAnswer
from debrief.chapters.call_slots import last_day
from debrief.chapters.scene import Heard, Scene
from debrief.model import Review
from debrief.when.words import TimeAnswer, read_times

_ALTERNATIVE = re.compile(r"\balternati(?:ve|va|ef)\b", re.IGNORECASE)
_NUMBERED_ONE = re.compile(r"\w 1\b(?![:.h]\d)|\b1\. ")


def read_answer(review: Review, scene: Scene, heard: Heard, words: str | None = None) -> TimeAnswer:
    """Read what they wrote when they wrote it, against the times that our mail showed them."""
    text = heard.text if words is None else words
    listed, shown = _shown(review, heard)
    if listed:  # the list is all that there is to choose from
        text = _ALTERNATIVE.sub("option", text)
    said = read_alone(review, scene, text, heard, shown)
    several = len(shown) > 1 and listed
    numbered = said.counted == 1 and _NUMBERED_ONE.search(text)  # "Vorschlag 1"
    in_doubt = numbered or 1 < said.counted < len(shown)
    if not listed and len(shown) > 1 and in_doubt:  # of all, or of the other times?
        return TimeAnswer("unclear", why="It is not certain which of the times is meant.")
    if several and said.kind == "accept" and not said.counted:
        alone = read_alone(review, scene, text, heard)
        if alone.kind == "accept":
            return TimeAnswer("unclear", why="They agree, but do not say to which time.")
    return said


def read_alone(
    review: Review, scene: Scene, text: str, heard: Heard, shown: tuple[datetime, ...] = ()
) -> TimeAnswer:
    """Read the words when they were written, against the times that are given, by themselves without."""
    said = read_times(
        text,
        heard.said_at,
        review.call.zone,
        proposed=shown,
        duration=timedelta(minutes=scene.policy.call_minutes),
    )
    return said.from_now(scene.now)


def _shown(review: Review, heard: Heard) -> tuple[bool, tuple[datetime, ...]]:
    """Return whether the mail they answer only listed times, and these; else the call's come first."""
    effect, call = review.effect(heard.effect), review.call
    rows = effect.context.get("alternatives") if effect else None
    others = tuple(
        datetime.fromisoformat(str(row["start"]))
        for row in (rows if isinstance(rows, list) else [])
        if isinstance(row, dict)
    )
    if effect is not None and effect.template == "other_times":
        return True, others
    first = _invited_to(review, heard) or (call.slot.start if call.slot else None)
    return False, (*((first,) if first else ()), *(others or (s.start for s in call.alternatives)))


def _invited_to(review: Review, heard: Heard) -> datetime | None:
    """Return the time of the invitation or chase that a mail answers; it may have moved since."""
    effect = review.effect(heard.effect)
    if effect is None or effect.purpose not in ("call", "chase") or review.call.state != "booked":
        return None
    start = effect.context.get("start")
    return datetime.fromisoformat(start) if isinstance(start, str) else None


def is_to_earlier(review: Review, heard: Heard) -> bool:
    """Tell whether a mail answers one that offered another time than the call's."""
    start, slot = _invited_to(review, heard), review.call.slot
    return slot is not None and start not in (None, slot.start)


def names_minute(said: TimeAnswer, scene: Scene) -> bool:
    """Tell whether an answer names the very minute of a call, and no span of time."""
    minute = timedelta(minutes=scene.policy.call_minutes)
    return said.kind == "windows" and all(end - start <= minute for start, end in said.windows)


def doubted_words(
    review: Review, scene: Scene, heard: Heard, answer: CalendarAnswer
) -> TimeAnswer | None:
    """Return the words beside a button as unclear where they say other than the button does.

    A yes beside another time, a refusal or a wish; a no beside a far day.
    """
    words, slot = answer.comment, review.call.slot
    said = read_answer(review, scene, heard, words)
    named = said.kind == "windows"
    if answer.partstat == "ACCEPTED":
        other = named and not (slot and said.holds(slot.start, slot.end))
        refused = said.kind in ("other", "decline", "never") or takes_back(words)
        doubted = other or refused or wants_writing(words) or wants_peace(words)
    else:
        doubted = named and min(start for start, _ in said.windows) > last_day(scene)
        doubted = doubted and answer.partstat in ("TENTATIVE", "DECLINED")
    return replace(said, kind="unclear", windows=()) if doubted else None
