"""The index from terms to closed reviews: one file that only grows, one line a review.

A line is ``@ID CREATED HASH HASH … #CHECK``, where CREATED counts seconds (UTC). It is durable before its review moves to the closed ones,
and a hit is believed only when the review itself bears the term: the index may name too much,
never too little. Where a line inside is damaged, or a closed review has none, it is made anew
from the reviews. Finding a term is one pass over the file at the speed of memory.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from urllib.parse import quote, unquote

from debrief.model import Review
from store import disk
from store.shelves import digest
from store.text import clean

_WIDTH = 16  # hex digits of a term's hash


def term_hash(term: str) -> bytes:
    """Return the term as the index knows it."""
    return digest(clean(term), _WIDTH).encode()


def _mark(review_id: str) -> bytes:
    return b"@" + quote(clean(review_id), safe="").encode()


def line_of(review: Review) -> bytes:
    """Return the index line of a review."""
    created = b"%d" % review.created_at.timestamp()
    body = b" ".join([_mark(review.id), created, *sorted(map(term_hash, review.terms()))])
    return b"%s #%08x\n" % (body, zlib.crc32(body))


def read_line(line: bytes) -> tuple[str, int] | None:
    """Return a line's review and when it was created; None unless every byte is as written."""
    body, mark, check = line.partition(b" #")
    if not mark or not body.startswith(b"@") or check != b"%08x" % zlib.crc32(body):
        return None
    name, created = body[1:].split(b" ", 2)[:2]
    return unquote(name.decode()), int(created)


class TermIndex:
    """Names the closed reviews that may bear a term; whoever writes holds the index's lock."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def add(self, reviews: Iterable[Review]) -> None:
        """Make reviews findable by their terms, in one durable step."""
        lines = b"".join(map(line_of, reviews))
        if lines:
            disk.append(self.path, lines)

    def find(self, terms: frozenset[str]) -> set[str]:
        """Return the ids of the reviews that may bear one of the terms."""
        return {found for t in terms for found, _ in self._lines(b" %s " % term_hash(t))}

    def since(self, moment: datetime) -> set[str]:
        """Return the ids of the closed reviews created at the moment or later, and of few more."""
        seconds = int(moment.timestamp())
        lines = (read for _, read in self._all_lines() if read is not None)
        return {review_id for review_id, created in lines if created >= seconds}

    def forget(self, review_id: str) -> None:
        """Remove the review's lines."""
        mine = _mark(review_id) + b" "
        if any(True for _ in self._lines(mine)):
            raw = disk.read(self.path) or b""
            kept = [line for line in raw.splitlines(keepends=True) if not line.startswith(mine)]
            disk.replace(self.path, b"".join(kept))

    def ids(self) -> set[str] | None:
        """Return the ids of the reviews that have a line; None when the file is damaged inside."""
        lines = self._all_lines()
        whole = [read[0] for _, read in lines if read is not None]
        return set(whole) if len(whole) == len(lines) else None

    def mend(self, reviews: Iterable[Review]) -> None:
        """Replace the index by its whole lines and a line for each of these reviews.

        The whole lines stay because one may belong to a review that is about to be closed.
        """
        kept = [line for line, read in self._all_lines() if read is not None]
        disk.replace(self.path, b"".join([*kept, *map(line_of, reviews)]))

    def _all_lines(self) -> list[tuple[bytes, tuple[str, int] | None]]:
        raw = disk.read(self.path) or b""
        lines = raw[: raw.rfind(b"\n") + 1].splitlines(keepends=True)
        return [(line, read_line(line[:-1])) for line in lines]

    def _lines(self, needle: bytes) -> Iterator[tuple[str, int]]:
        """Yield the whole lines that contain the needle."""
        with disk.mapped(self.path) as text:
            at = text.find(needle)
            while at >= 0:
                start, end = text.rfind(b"\n", 0, at) + 1, text.find(b"\n", at)
                line = read_line(text[start:end]) if end >= 0 else None
                if line is not None:
                    yield line
                at = text.find(needle, end) if end >= 0 else -1
