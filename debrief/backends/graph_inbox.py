"""Follow inboxes over Microsoft Graph's delta query: what is new, in order, and nothing lost.

Terminology
  round    one turn of the delta query: pages joined by nextLink, ended by a deltaLink
  link     where the next page or round begins; it is good until Graph forgets it (410)
  waiting  messages that a round has named and whose bytes were not read yet, oldest first

A round gives its messages in no certain order, so it is read to its end before the oldest are
handed out. Links and waiting messages are the cursor: throttled in the middle, we go on there.

https://learn.microsoft.com/graph/delta-query-messages
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import quote

from debrief.backends.graph_http import GONE, MOST_AT_ONCE, Answer, GraphClient
from debrief.errors import TryLater

PAGE = 100  # messages that a page names
MOST_WAITING = 2000  # named before their bytes are read; ordered among themselves
# Graph's words for a message that is no more, or never was.
NO_SUCH = frozenset(["ErrorItemNotFound", "ErrorInvalidIdMalformed", "ErrorInvalidId"])


@dataclass(frozen=True, slots=True)
class Place:
    """How far one inbox was read."""

    link: str | None = None  # None: from the start
    more: bool = False  # the link is in the middle of a round
    waiting: tuple[tuple[str, str], ...] = ()  # (id, received), oldest first


@dataclass(frozen=True, slots=True)
class Found:
    """One message of an inbox."""

    id: str
    received_at: datetime
    raw: bytes


@dataclass(frozen=True, slots=True)
class Inbox:
    """One mailbox's inbox; ``since`` bounds the very first round."""

    client: GraphClient
    address: str
    days_back: int
    folder: str = field(default="inbox")

    def fetch(self, place: Place, limit: int, now: datetime) -> tuple[list[Found], Place]:
        """Return up to ``limit`` messages behind the place, oldest first, and where that ends.

        Where nothing is new the very same place comes back.
        """
        begun, kept = place, not (place.waiting or place.more)
        while True:
            if not place.waiting:
                place, same = self._look(place, now)
                kept = kept and same
            found, place = self._read(place, limit)
            if found or not (place.waiting or place.more):
                return found, begun if kept and not found else place

    def _look(self, place: Place, now: datetime) -> tuple[Place, bool]:
        """Read on to the end of the round, so that what it names can be put in order.

        Also tells whether Graph knew the place: else this is a round from the start.
        """
        named: dict[str, str] = {}
        same = True
        while True:
            answer, known = self._page(place, now)
            same = same and known
            for entry in answer.values:
                if "@removed" not in entry and not entry.get("isDraft"):
                    named[str(entry["id"])] = str(entry.get("receivedDateTime") or "")
            on = answer.body.get("@odata.nextLink")
            place = Place(str(on or answer.body["@odata.deltaLink"]), more=on is not None)
            if not place.more or len(named) >= MOST_WAITING:
                waiting = tuple(sorted(named.items(), key=lambda item: item[::-1]))
                return replace(place, waiting=waiting), same

    def _page(self, place: Place, now: datetime) -> tuple[Answer, bool]:
        """Read a page; when Graph no longer knows the link, the first one of a new round."""
        prefer = f"odata.maxpagesize={PAGE}"
        if place.link is not None and self.client.ours(place.link):
            answer = self.client.get(place.link, prefer=prefer, wanted=(400, *GONE))
            if answer.status == 200:
                return answer, True
        path = f"/users/{quote(self.address)}/mailFolders/{self.folder}/messages/delta"
        since = now.astimezone(UTC) - timedelta(days=self.days_back)
        params = {
            "changeType": "created",
            "$select": "receivedDateTime,isDraft",
            "$filter": f"receivedDateTime ge {since:%Y-%m-%dT%H:%M:%SZ}",
        }
        return self.client.get(path, params, prefer=prefer), False

    def _read(self, place: Place, limit: int) -> tuple[list[Found], Place]:
        """Read the bytes of the next messages; what broke off in the middle goes on waiting."""
        found: list[Found] = []
        waiting = list(place.waiting)
        with ThreadPoolExecutor(MOST_AT_ONCE) as pool:
            while waiting and len(found) < limit:
                some = waiting[: min(MOST_AT_ONCE, limit - len(found))]
                reads = [pool.submit(self._bytes, name) for name, _ in some]
                for (name, received), read in zip(some, reads, strict=True):
                    try:
                        raw = read.result()
                    except TryLater:
                        if not found:
                            raise
                        return found, replace(place, waiting=tuple(waiting))
                    waiting.pop(0)
                    if raw is not None:  # else its owner moved or deleted it
                        found.append(Found(name, moment(received), raw))
        return found, replace(place, waiting=tuple(waiting))

    def _bytes(self, name: str) -> bytes | None:
        path = f"/users/{quote(self.address)}/messages/{quote(name, safe='')}/$value"
        answer = self.client.get(path, wanted=(404,))
        return answer.content if answer.status == 200 else None


def read_places(cursor: str | None) -> dict[str, Place]:
    """Read a cursor; one that nobody wrote is the start of everything."""
    try:
        table = json.loads(cursor or "{}")
        return {
            str(address): Place(
                str(entry["link"]),
                bool(entry["more"]),
                tuple((str(name), str(received)) for name, received in entry["waiting"]),
            )
            for address, entry in table.items()
        }
    except (ValueError, TypeError, KeyError, AttributeError):
        return {}


def write_places(places: Mapping[str, Place]) -> str:
    """Write a cursor."""
    table = {
        address: {"link": place.link, "more": place.more, "waiting": place.waiting}
        for address, place in sorted(places.items())
    }
    return json.dumps(table, separators=(",", ":"))


def moment(value: str) -> datetime:
    """Read Graph's DateTimeOffset; the earliest moment when there is none."""
    try:
        read = datetime.fromisoformat(value)
    except ValueError:
        return datetime.min.replace(tzinfo=UTC)
    return read if read.tzinfo else read.replace(tzinfo=UTC)


def is_gone(answer: Answer) -> bool:
    """Tell whether Graph says that there is no such message or event."""
    return answer.status in GONE or (answer.status == 400 and answer.code in NO_SUCH)


def addresses_of(recipients: Sequence[Mapping[str, Any]]) -> frozenset[str]:
    """Return the addresses of Graph's recipients, in lower case."""
    found = (str((r.get("emailAddress") or {}).get("address") or "") for r in recipients)
    return frozenset(address.lower() for address in found if address)
