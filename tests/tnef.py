"""Write meeting answers the way Exchange wraps them into `winmail.dat` ([MS-OXTNEF])."""

from __future__ import annotations

import struct
from datetime import UTC, datetime
from uuid import UUID

MEETING = UUID("6ed8da90-450b-101b-98da-00aa003f1305")
APPOINTMENT = UUID("00062002-0000-0000-c000-000000000046")
EPOCH = datetime(1601, 1, 1, tzinfo=UTC)


def winmail(message_class: str, *properties: bytes) -> bytes:
    """Return a TNEF stream with a message class and MAPI properties."""
    name = message_class.encode() + b"\x00"
    block = struct.pack("<I", len(properties)) + b"".join(properties)
    return (
        struct.pack("<IH", 0x223E9F78, 7)
        + _attribute(0x00089006, struct.pack("<I", 0x00010000))
        + _attribute(0x00069007, struct.pack("<II", 1252, 0))
        + _attribute(0x00078008, name)
        + _attribute(0x00069003, block)
    )


def _attribute(number: int, data: bytes) -> bytes:
    checksum = sum(data) & 0xFFFF
    return struct.pack("<BII", 1, number, len(data)) + data + struct.pack("<H", checksum)


def named(space: UUID, number: int, kind: int, value: bytes) -> bytes:
    head = struct.pack("<HH", kind, 0x8001) + space.bytes_le + struct.pack("<II", 0, number)
    return head + _value(kind, value)


def tagged(number: int, kind: int, value: bytes) -> bytes:
    return struct.pack("<HH", kind, number) + _value(kind, value)


def _value(kind: int, value: bytes) -> bytes:
    if kind in (0x03, 0x0B, 0x40):
        return value
    return struct.pack("<II", 1, len(value)) + value + b"\x00" * (-len(value) % 4)


def object_id(uid: str) -> bytes:
    """Return the global object id of a meeting that another program made ([MS-OXCICAL])."""
    data = b"vCal-Uid\x01\x00\x00\x00" + uid.encode() + b"\x00"
    start = bytes.fromhex("040000008200E00074C5B7101A82E008") + b"\x00" * 20
    return start + struct.pack("<I", len(data)) + data


def moment(at: datetime) -> bytes:
    return struct.pack("<Q", int((at - EPOCH).total_seconds()) * 10_000_000)


def answer(
    message_class: str,
    uid: str,
    sequence: int,
    start: datetime,
    end: datetime,
    *,
    proposed: tuple[datetime, datetime] | None = None,
    comment: str = "",
) -> bytes:
    """Return a whole meeting answer; ``proposed`` makes it a proposal of another time."""
    properties = [
        tagged(0x0E1D, 0x1F, "A few questions\x00".encode("utf-16-le")),
        named(MEETING, 0x0023, 0x102, object_id(uid)),
        named(APPOINTMENT, 0x8201, 0x03, struct.pack("<i", sequence)),
        named(APPOINTMENT, 0x820D, 0x40, moment(start)),
        named(APPOINTMENT, 0x820E, 0x40, moment(end)),
    ]
    if comment:
        properties.append(tagged(0x1000, 0x1F, f"{comment}\x00".encode("utf-16-le")))
    if proposed:
        properties += [
            named(APPOINTMENT, 0x8257, 0x0B, struct.pack("<I", 1)),
            named(APPOINTMENT, 0x8250, 0x40, moment(proposed[0])),
            named(APPOINTMENT, 0x8251, 0x40, moment(proposed[1])),
        ]
    return winmail(message_class, *properties)
