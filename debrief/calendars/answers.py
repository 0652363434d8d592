"""Read what comes back on an invitation, and note it in the organizer's copy (RFC 5546).

Read are replies, counter-proposals, refreshes, and what others organize (requests and
cancellations). Nothing in a calendar part is believed here: whether the sender may speak for the
attendee is for the caller to check. Input that is broken yields None; nothing here raises.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo

from debrief.calendars.events import Found, first_time
from debrief.calendars.text import (
    Property,
    components,
    content_lines,
    mailto,
    read_properties,
    read_property,
    utc_time,
    with_parameters,
    write_lines,
)
from debrief.calendars.times import CalendarTime, own_zones, read_duration

METHODS = frozenset(
    {"REPLY", "COUNTER", "DECLINECOUNTER", "REQUEST", "CANCEL", "ADD", "REFRESH", "PUBLISH"}
)
ANSWERS = frozenset({"ACCEPTED", "DECLINED", "TENTATIVE", "DELEGATED", "NEEDS-ACTION"})
ANSWERED_PARAMETER = "X-DEBRIEF-ANSWERED"

_MOST_CHARACTERS = 2_000_000  # in a calendar part; real ones hold a few thousand


@dataclass(frozen=True, slots=True)
class CalendarAnswer:
    """One calendar message as it was understood; times are aware UTC, addresses in lower case.

    `proposed_start` and `proposed_end` are set by a COUNTER only (the end may be missing: as long
    as before); `start` and `end` are whatever
    time the message names, which tells what an answer without SEQUENCE was an answer to.
    `zone` is the IANA name the time was written in. `needs_human` with `why`: a part that
    matters could not be understood.
    """

    method: str
    uid: str
    sequence: int | None = None
    stamp: datetime | None = None
    attendee: str | None = None
    attendee_name: str = ""
    partstat: str | None = None
    delegated_to: str | None = None
    proposed_start: datetime | None = None
    proposed_end: datetime | None = None
    start: datetime | None = None
    end: datetime | None = None
    zone: str | None = None
    comment: str = ""
    summary: str = ""
    organizer: str | None = None
    needs_human: bool = False
    why: str = ""

    def about_earlier(self, sequence: int, start: datetime | None) -> bool:
        """Tell whether this answers an earlier time of the meeting, which says nothing of now.

        Servers count SEQUENCE on by themselves, so the time that a reply names counts as well.
        """
        if self.sequence is not None and self.sequence < sequence:
            return True
        return self.method == "REPLY" and None not in (self.start, start) and self.start != start


def read_answer(
    ics_text: str | bytes, *, sender: str | None = None, method: str | None = None
) -> CalendarAnswer | None:
    """Read a calendar part; None when it is none or is broken.

    `sender` picks the answering attendee where a message lists several; `method` is the mail
    header's, used only when the calendar itself names none.
    """
    if isinstance(ics_text, bytes):
        ics_text = ics_text.decode("utf-8", "replace")
    if len(ics_text) > _MOST_CHARACTERS:
        return None
    lines = content_lines(ics_text)
    event = next((read_properties(block) for block in components(lines, "VEVENT")), {})
    uid = _text(event, "UID").strip()
    named = _text(read_properties(next(components(lines, "VCALENDAR"), [])), "METHOD")
    verb = (named or method or "").strip().upper()
    if not uid or verb not in METHODS:
        return None
    return _answer(verb, uid, event, own_zones(lines), sender)


def apply_answer(ics: bytes, answer: CalendarAnswer) -> bytes:
    """Return the organizer's copy with the attendee's answer noted (PARTSTAT); safe to repeat.

    The copy comes back unchanged when the answer is for another meeting, for an older time of
    this one (SEQUENCE), from somebody not invited, or older than the answer already noted.
    Everything but the attendee's own line is kept as it was.
    """
    lines = content_lines(ics.decode("utf-8", "replace"))
    event = next((read_properties(block) for block in components(lines, "VEVENT")), {})
    if answer.partstat is None or not _is_about(event, answer):
        return ics
    changed = [_answered(line, answer) for line in lines]
    return ics if changed == lines else write_lines(_with_delegate(changed, event, answer))


def _answer(
    method: str, uid: str, event: Found, zones: Mapping[str, tzinfo], sender: str | None
) -> CalendarAnswer:
    """Build the answer from an event's properties."""
    attendee = _answering(event.get("ATTENDEE", []), sender, method)
    start, end = _times(event, zones)
    needs, why = _doubt(method, attendee, start, end)
    counter = method == "COUNTER" and not needs
    parameters = attendee.parameters if attendee else {}
    return CalendarAnswer(
        method=method,
        uid=uid,
        sequence=_number(event, "SEQUENCE"),
        stamp=_moment(first_time(event, "DTSTAMP", zones)),
        attendee=attendee.address if attendee else None,
        attendee_name=parameters.get("CN", ""),
        partstat=_partstat(attendee, method),
        delegated_to=_delegate(parameters),
        proposed_start=_moment(start) if counter else None,
        proposed_end=_moment(end) if counter else None,
        start=_moment(start),
        end=_moment(end),
        zone=getattr(start.zone, "key", None) if start else None,
        comment=_comment(event, attendee),
        summary=_text(event, "SUMMARY"),
        organizer=next((p.address for p in event.get("ORGANIZER", []) if p.address), None),
        needs_human=needs,
        why=why,
    )


def _text(found: Found, name: str) -> str:
    """Return the first value of a TEXT property, or an empty text."""
    return next((item.text for item in found.get(name, [])), "")


def _number(found: Found, name: str) -> int | None:
    value = _text(found, name).strip()
    return int(value) if value.isascii() and value.isdigit() and len(value) < 10 else None


def _moment(time: CalendarTime | None) -> datetime | None:
    return time.moment if time is not None else None


def _times(
    event: Found, zones: Mapping[str, tzinfo]
) -> tuple[CalendarTime | None, CalendarTime | None]:
    """Return start and end; an end given as a length is counted in real time."""
    start, end = first_time(event, "DTSTART", zones), first_time(event, "DTEND", zones)
    length = next((read_duration(item.value) for item in event.get("DURATION", [])), None)
    if end is None and start is not None and start.moment is not None and length is not None:
        end = _later(start.moment, length)
    return start, end


def _later(start: datetime, length: timedelta) -> CalendarTime | None:
    try:
        return CalendarTime((start + length).replace(tzinfo=None), UTC)
    except OverflowError:
        return None


def _doubt(
    method: str,
    attendee: Property | None,
    start: CalendarTime | None,
    end: CalendarTime | None,
) -> tuple[bool, str]:
    """Tell whether a person has to look, and why."""
    if method in {"REPLY", "COUNTER"} and attendee is None:
        return True, "it does not say who answers"
    if method == "REPLY" and _partstat(attendee, method) is None:
        return True, "it does not say what the answer is"
    if method != "COUNTER":
        return False, ""
    if start is None or start.whole_day:
        return True, "it proposes no time of day"
    if start.moment is None or (end is not None and end.moment is None):
        return True, "the proposed time is in a time zone that is not known"
    finish = _moment(end)
    if finish is not None and finish <= start.moment:
        return True, "the proposed time ends before it starts"
    return False, ""


def _answering(attendees: list[Property], sender: str | None, method: str) -> Property | None:
    """Pick who answers: the sender, else the only one listed, else the only one with an answer."""
    folded = (sender or "").strip().lower()
    for item in attendees:
        sent_by = item.parameters.get("SENT-BY", "").lower().removeprefix("mailto:")
        if folded and folded in {item.address, sent_by}:
            return item
    named = [item for item in attendees if item.address]
    if method not in {"REPLY", "COUNTER", "REFRESH", "DECLINECOUNTER"}:
        return None
    if len(named) > 1:
        named = [item for item in named if _partstat(item, method) not in {None, "NEEDS-ACTION"}]
    return named[0] if len(named) == 1 else None


def _partstat(attendee: Property | None, method: str) -> str | None:
    """Return the attendee's answer in this message, None when it has none or an unknown one."""
    if attendee is None or method not in {"REPLY", "COUNTER"}:
        return None
    value = attendee.parameters.get("PARTSTAT", "").upper()
    return value if value in ANSWERS else None


def _delegate(parameters: Mapping[str, str]) -> str | None:
    first = parameters.get("DELEGATED-TO", "").partition(",")[0]
    return Property("", {}, first).address


def _comment(event: Found, attendee: Property | None) -> str:
    """Return the words with the answer: COMMENT, or what Google and Outlook use instead."""
    words = _text(event, "COMMENT").strip()
    if not words and attendee is not None:
        words = attendee.parameters.get("X-RESPONSE-COMMENT", "").strip()
    return words


def _is_about(event: Found, answer: CalendarAnswer) -> bool:
    """Tell whether an answer is for this meeting at its present time."""
    if _text(event, "UID").strip() != answer.uid:
        return False
    current = _number(event, "SEQUENCE") or 0
    if answer.sequence is not None:
        return answer.sequence >= current
    # Without SEQUENCE, the time that the answer repeats tells what it is about.
    return current == 0 or answer.start == _moment(first_time(event, "DTSTART", {}))


def _answered(line: str, answer: CalendarAnswer) -> str:
    """Return the line, rewritten if it is the attendee's and the answer is not outdated."""
    item = read_property(line)
    if item is None or item.name != "ATTENDEE" or item.address != answer.attendee:
        return line
    noted = item.parameters.get(ANSWERED_PARAMETER, "")
    stamp = utc_time(answer.stamp) if answer.stamp else noted
    if stamp < noted:
        return line
    changes = {"PARTSTAT": answer.partstat, "RSVP": None, ANSWERED_PARAMETER: stamp or None}
    if answer.delegated_to:
        changes["DELEGATED-TO"] = mailto(answer.delegated_to)
    return with_parameters(line, changes)


def _with_delegate(lines: list[str], event: Found, answer: CalendarAnswer) -> list[str]:
    """Add whom a place was handed on to (RFC 5546, 2.1.2), unless they are invited already."""
    invited = {item.address for item in event.get("ATTENDEE", [])}
    if answer.delegated_to is None or answer.delegated_to in invited:
        return lines
    parameters = {"PARTSTAT": "NEEDS-ACTION", "RSVP": "TRUE"}
    if answer.attendee:
        parameters["DELEGATED-FROM"] = mailto(answer.attendee)
    added = with_parameters(f"ATTENDEE:{mailto(answer.delegated_to)}", parameters)
    end = next(i for i, line in enumerate(lines) if line.strip().upper() == "END:VEVENT")
    return [*lines[:end], added, *lines[end:]]
