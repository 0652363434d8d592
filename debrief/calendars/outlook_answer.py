"""Read the meeting answers that Exchange wraps into a `winmail.dat` (TNEF) part.

The form is that of [MS-OXTNEF]; which property says what is in [MS-OXOCAL] 2.2. Nothing is believed
here, as in `calendars.answers`; input that is broken yields None, nothing raises.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from debrief.calendars.answers import CalendarAnswer

SIGNATURE = 0x223E9F78
MESSAGE_CLASS, PROPERTIES = 0x8008, 0x9003  # attributes
BODY, NORMALIZED_SUBJECT = 0x1000, 0x0E1D  # MAPI properties
MEETING = UUID("6ed8da90-450b-101b-98da-00aa003f1305")
APPOINTMENT = UUID("00062002-0000-0000-c000-000000000046")
OBJECT_ID, CLEAN_OBJECT_ID = (MEETING, 0x0003), (MEETING, 0x0023)
SEQUENCE, START, END = (APPOINTMENT, 0x8201), (APPOINTMENT, 0x820D), (APPOINTMENT, 0x820E)
COUNTER = (APPOINTMENT, 0x8257)
PROPOSED_START, PROPOSED_END = (APPOINTMENT, 0x8250), (APPOINTMENT, 0x8251)
FOREIGN_UID = b"vCal-Uid\x01\x00\x00\x00"  # before the UID of a meeting that no Outlook made
ANSWERS = {"pos": "ACCEPTED", "p": "ACCEPTED", "neg": "DECLINED", "n": "DECLINED"}
ANSWERS |= {"tent": "TENTATIVE", "a": "TENTATIVE"}
MOST_BYTES = 2_000_000
_FIXED = {0x02: 4, 0x03: 4, 0x04: 4, 0x0A: 4, 0x0B: 4, 0x05: 8, 0x06: 8, 0x07: 8, 0x14: 8}
_FIXED |= {0x40: 8, 0x48: 16}
_EPOCH = datetime(1601, 1, 1, tzinfo=UTC)

Name = int | tuple[UUID, int]
Value = int | bytes


@dataclass(slots=True)
class _Bytes:
    """Bytes that are read from front to back; beyond their end it raises struct.error."""

    data: bytes
    at: int = 0

    def take(self, length: int) -> bytes:
        if length < 0 or self.at + length > len(self.data):
            raise struct.error("the data ends too early")
        self.at += length
        return self.data[self.at - length : self.at]

    def number(self, form: str) -> int:
        return int(struct.unpack("<" + form, self.take(struct.calcsize("<" + form)))[0])

    def padded(self, length: int) -> bytes:
        found = self.take(length)
        self.at = min(len(self.data), self.at + -length % 4)
        return found


def read_outlook_answer(tnef: bytes, sender: str | None) -> CalendarAnswer | None:
    """Read a meeting answer; None when it is none, or names no meeting of ours.

    The attendee is the sender: the wrapping itself names none.
    """
    if len(tnef) > MOST_BYTES:
        return None
    try:
        attributes = dict(_attributes(tnef))
        found = dict(_properties(attributes.get(PROPERTIES, b"")))
    except (struct.error, ValueError, OverflowError):
        return None
    partstat = _partstat(attributes.get(MESSAGE_CLASS, b""))
    uid = _uid(found.get(CLEAN_OBJECT_ID)) or _uid(found.get(OBJECT_ID))
    if partstat is None or uid is None:
        return None
    proposes = bool(found.get(COUNTER)) and PROPOSED_START in found
    sequence = found.get(SEQUENCE)
    return CalendarAnswer(
        method="COUNTER" if proposes else "REPLY",
        uid=uid,
        sequence=sequence if isinstance(sequence, int) else None,
        attendee=sender,
        partstat=partstat,
        proposed_start=_moment(found.get(PROPOSED_START)) if proposes else None,
        proposed_end=_moment(found.get(PROPOSED_END)) if proposes else None,
        start=_moment(found.get(START)),
        end=_moment(found.get(END)),
        comment=_text(found.get(BODY)),
        summary=_text(found.get(NORMALIZED_SUBJECT)),
    )


def _attributes(tnef: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the message's attributes ([MS-OXTNEF] 2.1.1)."""
    stream = _Bytes(tnef)
    if stream.number("I") != SIGNATURE:
        raise ValueError("no TNEF")
    stream.take(2)
    while stream.at + 9 <= len(tnef):
        level, number, length = stream.number("B"), stream.number("I"), stream.number("I")
        data = stream.take(length)
        stream.take(2)  # a checksum, which some writers leave wrong
        if level == 1:
            yield number & 0xFFFF, data


def _properties(data: bytes) -> Iterator[tuple[Name, Value]]:
    """Yield the single-valued MAPI properties ([MS-OXTNEF] 2.1.3.4)."""
    stream = _Bytes(data)
    for _ in range(stream.number("I") if data else 0):
        kind, number = stream.number("H"), stream.number("H")
        name: Name | None = number if number < 0x8000 else _name(stream)
        base = kind & 0x0FFF
        several = bool(kind & 0x1000) or base not in _FIXED
        for _ in range(stream.number("I") if several else 1):
            size = _FIXED.get(base)
            raw = stream.padded(stream.number("I") if size is None else size)
            if name is not None and not kind & 0x1000:
                yield name, raw if size is None else int.from_bytes(raw, "little")


def _name(stream: _Bytes) -> Name | None:
    """Read the name behind a number from 0x8000 on; those with words are of no interest."""
    space = UUID(bytes_le=stream.take(16))
    if stream.number("I") == 0:
        return space, stream.number("I")
    stream.padded(stream.number("I"))
    return None


def _partstat(message_class: bytes) -> str | None:
    """Read "IPM.Schedule.Meeting.Resp.Pos", or its older name "IPM.Microsoft Schedule.MtgRespP"."""
    name = message_class.split(b"\x00")[0].decode("ascii", "replace").lower()
    if not name.startswith(("ipm.schedule.meeting.resp.", "ipm.microsoft schedule.mtgresp")):
        return None
    return ANSWERS.get(name.rpartition(".")[2].removeprefix("mtgresp"))


def _uid(object_id: Value | None) -> str | None:
    """Return the UID inside a global object id ([MS-OXCICAL] 2.1.3.1.1.20.26)."""
    if not isinstance(object_id, bytes):
        return None
    _, found, rest = object_id.partition(FOREIGN_UID)
    uid = rest.split(b"\x00")[0].decode("utf-8", "replace").strip()
    if found:
        return uid or None
    return object_id.hex().upper() or None


def _moment(ticks: Value | None) -> datetime | None:
    if not isinstance(ticks, int):
        return None
    try:
        return _EPOCH + timedelta(microseconds=ticks // 10)
    except OverflowError:
        return None


def _text(value: Value | None) -> str:
    """Return a text property, in either of its encodings."""
    if not isinstance(value, bytes):
        return ""
    wide = len(value) > 1 and value[1:2] == b"\x00"
    return value.decode("utf-16-le" if wide else "cp1252", "replace").rstrip("\x00").strip()
