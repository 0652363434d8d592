"""The rules of RFC 5545 and RFC 5546 that a calendar message can break, each said when broken.

Read with the library `icalendar`, not with our own reader.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

from icalendar import Calendar, Event

ONCE, MAYBE, SOME, ANY, NEVER = (1, 1), (0, 1), (1, 999), (0, 999), (0, 0)
# RFC 5546, 3.2.2, 3.2.3, 3.2.5, 3.2.7, 3.2.8: how often each property may stand in a VEVENT.
TABLE = {
    "REQUEST": {
        "ATTENDEE": SOME,
        "DTSTART": ONCE,
        "SUMMARY": ONCE,
        "SEQUENCE": MAYBE,
        "REQUEST-STATUS": NEVER,
    },
    "REPLY": {"ATTENDEE": ONCE, "SEQUENCE": MAYBE, "REQUEST-STATUS": ANY},
    "CANCEL": {"ATTENDEE": ANY, "SEQUENCE": ONCE, "REQUEST-STATUS": NEVER},
    "COUNTER": {"ATTENDEE": ANY, "DTSTART": ONCE, "SUMMARY": ONCE, "SEQUENCE": ONCE},
    "DECLINECOUNTER": {"ATTENDEE": ANY, "SEQUENCE": ONCE},
    "": {"ATTENDEE": ANY, "DTSTART": ONCE, "ORGANIZER": MAYBE},
}
ALWAYS = {"UID": ONCE, "DTSTAMP": ONCE, "ORGANIZER": ONCE}
AT_MOST_ONCE = [
    "CLASS",
    "CREATED",
    "DESCRIPTION",
    "DTSTART",
    "DTEND",
    "DURATION",
    "GEO",
    "LAST-MODIFIED",
    "LOCATION",
    "PRIORITY",
    "RECURRENCE-ID",
    "SEQUENCE",
    "STATUS",
    "SUMMARY",
    "TRANSP",
    "URL",
    "RRULE",
]
STATUS = {
    "REQUEST": {"TENTATIVE", "CONFIRMED"},
    "CANCEL": {"CANCELLED"},
    "": {"TENTATIVE", "CONFIRMED", "CANCELLED"},
}
WITHOUT_ALARM = {"REPLY", "CANCEL"}
LINE = re.compile(rb"[A-Za-z0-9-]+(?:;[A-Za-z0-9-]+=(?:\"[^\"\x00-\x1f]*\"|[^\"\x00-\x1f:;,]*))*:")


def broken(ics: bytes) -> list[str]:
    """Return a sentence for each rule that a calendar object breaks."""
    return [*_form(ics), *_content(Calendar.from_ical(ics))]


def _form(ics: bytes) -> list[str]:
    said = []
    if b"\n" in ics.replace(b"\r\n", b"") or not ics.endswith(b"\r\n"):
        said.append("a line does not end in CRLF")
    said += [f"longer than 75 octets: {x[:30]!r}" for x in ics.split(b"\r\n") if len(x) > 75]
    unfolded = re.sub(rb"\r\n[ \t]", b"", ics).split(b"\r\n")[:-1]
    said += [f"no content line: {x[:60]!r}" for x in unfolded if not LINE.match(x)]
    if re.search(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", ics):
        said.append("a control character")
    ics.decode("utf-8")
    return said


def _content(calendar: Calendar) -> list[str]:
    said = []
    if str(calendar.get("VERSION")) != "2.0" or not calendar.get("PRODID"):
        said.append("VERSION or PRODID is missing")
    method = str(calendar.get("METHOD", ""))
    events = calendar.walk("VEVENT")
    if method not in TABLE:
        said.append(f"METHOD {method!r}")
    if len({str(event.get("UID")) for event in events}) != 1:
        said.append("not exactly one UID")
    for event in events:
        said += _counts(method, event) + _values(method, event, calendar)
    return said


def _counts(method: str, event: Event) -> list[str]:
    rules = {**dict.fromkeys(AT_MOST_ONCE, MAYBE), **ALWAYS, **TABLE.get(method, {})}
    said = []
    for name, (least, most) in rules.items():
        value = event.get(name)
        count = len(value) if isinstance(value, list) else int(value is not None)
        if not least <= count <= most:
            said.append(f"{method}: {count} x {name}")
    if "DTEND" in event and "DURATION" in event:
        said.append("DTEND and DURATION")
    if method in WITHOUT_ALARM and event.walk("VALARM"):
        said.append(f"{method}: an alarm")
    return said


def _values(method: str, event: Event, calendar: Calendar) -> list[str]:
    said = [f"unreadable: {error}" for error in event.errors]
    status = event.get("STATUS")
    if status is not None and method in STATUS and str(status) not in STATUS[method]:
        said.append(f"{method}: STATUS {status}")
    people = event.get("ATTENDEE", [])
    for person in [event.get("ORGANIZER"), *(people if isinstance(people, list) else [people])]:
        if person is not None and not re.fullmatch(r"mailto:[^\s@]+@[^\s@]+", str(person)):
            said.append(f"no address: {person}")
    stamp = event["DTSTAMP"].dt
    if not isinstance(stamp, datetime) or stamp.utcoffset() != UTC.utcoffset(None):
        said.append("DTSTAMP is not in UTC")
    zones = {str(zone["TZID"]) for zone in calendar.walk("VTIMEZONE")}
    for name in ("DTSTART", "DTEND"):
        if name in event:
            zone = event[name].params.get("TZID")
            if zone is not None and zone not in zones:
                said.append(f"{name}: no VTIMEZONE for {zone}")
    return [*said, *_span(event)]


def _span(event: Event) -> list[str]:
    start, end = (event[name].dt if name in event else None for name in ("DTSTART", "DTEND"))
    if start is None or end is None:
        return []
    if isinstance(start, datetime) != isinstance(end, datetime) or not isinstance(start, date):
        return ["DTSTART and DTEND are of different kinds"]
    if isinstance(start, datetime) and (start.tzinfo is None) != (end.tzinfo is None):
        return ["only one of DTSTART and DTEND has a zone"]
    return [] if start < end else ["it does not end after it starts"]
