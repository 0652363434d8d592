"""Give calendar mail the UID that Debrief knows an event by, where the server has its own.

A calendar server that makes up the UID itself sends answers under that UID. Everything outside a
backend knows only ours, so the backend translates at its edge.
"""

from __future__ import annotations

from collections.abc import Callable
from email import message_from_bytes
from email.message import Message

from debrief.calendars.text import content_lines, property_name, read_property, write_lines

MOST_BYTES = 2_000_000  # a mail with a calendar part larger than this is left as it is


def with_our_uid(raw: bytes, ours: Callable[[str], str | None]) -> bytes:
    """Return the mail with the UIDs in its calendar parts translated; others byte for byte.

    ``ours`` returns our UID of a server's, or None for an event that is not ours.
    """
    if b"text/calendar" not in raw.lower() or len(raw) > MOST_BYTES:
        return raw
    message = message_from_bytes(raw)
    parts = [part for part in message.walk() if part.get_content_type() == "text/calendar"]
    translated = [_translate(part, ours) for part in parts]
    return message.as_bytes() if any(translated) else raw


def _translate(part: Message, ours: Callable[[str], str | None]) -> bool:
    data = part.get_payload(decode=True)
    if not isinstance(data, bytes):
        return False
    lines = content_lines(data.decode("utf-8", "replace"))
    changed = [_line(line, ours) for line in lines]
    if changed == lines:
        return False
    del part["Content-Transfer-Encoding"]
    part.set_payload(write_lines(changed).decode(), "utf-8")
    return True


def _line(line: str, ours: Callable[[str], str | None]) -> str:
    item = read_property(line) if property_name(line) == "UID" else None
    known = ours(item.text.strip()) if item is not None else None
    return line if known is None else f"UID:{known}"
