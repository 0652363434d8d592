"""Keep the joining details that Teams writes under an event's words when the words change.

Microsoft asks for it: whoever replaces an event's body without them ends its online meeting
(https://learn.microsoft.com/graph/api/event-update). Teams sets them off with a line of
underscores; nothing else marks them reliably.
"""

from __future__ import annotations

import re
from html import escape

# The line itself with the elements that open right before it, whatever they are.
_BLOCK = re.compile(r"(?:<(?:div|p|span|br)\b[^<>]{0,300}>\s{0,20}){0,6}_{20,}", re.IGNORECASE)
_END = re.compile(r"</body\s*>", re.IGNORECASE)


def with_meeting_block(words: str, old: str, link: str) -> str:
    """Return the HTML ``words`` with the joining details of the ``old`` body below them.

    Where they are not found the ``link`` alone is written below.
    """
    found = _BLOCK.search(old)
    block = _inside(old[found.start() :]) if found else f'<p><a href="{escape(link)}">Join</a></p>'
    end = _END.search(words)
    at = end.start() if end else len(words)
    return f"{words[:at]}{block}{words[at:]}"


def _inside(rest: str) -> str:
    end = _END.search(rest)
    return rest[: end.start()] if end else rest
