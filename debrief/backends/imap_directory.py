"""Colleagues where there is no directory: address books (CardDAV), else who writes to whom.

Nothing more is asked for than what the mailbox and calendar are opened with anyway. Of mail only
the envelopes are read, and only addresses of the manager's own domain are kept.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from typing import Any
from urllib.parse import urljoin

from imapclient import IMAPClient

from debrief.backends.calendar_rooms import principal_of
from debrief.backends.dav import DAV, SPACES, Dav
from debrief.backends.directory import Colleague, distinct
from debrief.backends.imap_connection import Connection
from debrief.backends.imap_folders import sent_folder
from debrief.calendars.text import components, content_lines, read_property
from debrief.errors import CannotDo, DebriefError
from debrief.team import fold_address

CARD = "{urn:ietf:params:xml:ns:carddav}"
QUERY = f"""<R:addressbook-query {SPACES}><D:prop><R:address-data/></D:prop><R:filter/>
</R:addressbook-query>"""
GROUP = re.compile(r"^[A-Za-z0-9-]{1,40}\.(?=[A-Za-z-]+[;:])")  # "item1.EMAIL" (RFC 6350, 3.3)
MOST_LETTERS = 500  # the newest of each folder
NOBODY = ("noreply", "no-reply", "donotreply", "do-not-reply", "postmaster", "mailer-daemon")


class ImapDirectory:
    """The manager's address books, and their mail."""

    what = "people of your own domain in your address books and mail"

    def __init__(self, connection: Connection, dav: Dav | None, owner: str) -> None:
        self._connection = connection
        self._dav = dav
        self._owner = fold_address(owner)

    def colleagues(self) -> list[Colleague]:
        """Return who of the own domain is in an address book or in mail, most frequent first."""
        cards = list(cards_of(self._dav)) if self._dav is not None else []
        letters = self._connection.run(_correspondents)
        often = Counter(fold_address(one.email) for one in letters)
        found = [one for one in distinct([*cards, *letters]) if self._is_near(one.email)]
        if not found:
            raise CannotDo("nobody of your domain is in your address books or mail; type the reps")
        return sorted(found, key=lambda one: (-often[one.email], one.email))

    def members(self, group: str) -> list[Colleague]:
        """Raise `CannotDo`: a mail server does not tell who is on a list."""
        raise CannotDo(f"{group}: a mail server does not tell who is in a group; use --reps")

    def _is_near(self, address: str) -> bool:
        name, _, domain = address.partition("@")
        near = domain == self._owner.partition("@")[2] and address != self._owner
        return near and name.split("+")[0] not in NOBODY


def cards_of(dav: Dav) -> Iterator[Colleague]:
    """Yield everybody in the address books beside the calendars (RFC 6352); none is no fault."""
    try:
        homes = [h for r in dav.find(principal_of(dav), "R:addressbook-home-set")
                 for h in r.hrefs(f"{CARD}addressbook-home-set")]  # fmt: skip
        for home in homes:
            for book in dav.find(dav.absolute(home), "D:resourcetype", depth=1):
                kind = book.properties.get(f"{DAV}resourcetype")
                if kind is not None and kind.find(f"{CARD}addressbook") is not None:
                    for card in dav.report(urljoin(dav.absolute(home), book.href), QUERY):
                        yield from read_card(card.text(f"{CARD}address-data"))
    except DebriefError:  # a calendar server without address books answers as it likes
        return


def read_card(text: str) -> Iterator[Colleague]:
    """Yield the people of a vCard (RFC 6350) with each of their addresses."""
    for block in components(content_lines(text), "VCARD"):
        names: list[str] = []
        addresses: list[str] = []
        for line in block:
            found = read_property(GROUP.sub("", line))
            if found is not None and found.name.upper() in ("FN", "EMAIL"):
                (names if found.name.upper() == "FN" else addresses).append(found.text.strip())
        for address in addresses:
            yield Colleague(names[0] if names else "", address.removeprefix("mailto:"))


def _correspondents(client: IMAPClient) -> list[Colleague]:
    """Return everybody in the envelopes of the newest mails in INBOX and Sent."""
    found: list[Colleague] = []
    for folder in ("INBOX", sent_folder(client)):
        client.select_folder(folder, readonly=True)
        uids = sorted(client.search(["NOT", "DELETED"]))[-MOST_LETTERS:]
        for data in client.fetch(uids, ["ENVELOPE"]).values() if uids else ():
            envelope: Any = data.get(b"ENVELOPE")
            for group in (envelope.from_, envelope.to, envelope.cc) if envelope else ():
                found += [_colleague(one) for one in group or () if one.mailbox and one.host]
    client.unselect_folder() if client.has_capability("UNSELECT") else client.close_folder()
    return found


def _colleague(one: Any) -> Colleague:  # noqa: ANN401 - imapclient's Address
    address = f"{one.mailbox.decode('utf-8', 'replace')}@{one.host.decode('utf-8', 'replace')}"
    written = (one.name or b"").decode("utf-8", "replace")
    try:
        name = str(make_header(decode_header(written)))
    except (HeaderParseError, LookupError, ValueError):
        name = written
    return Colleague("" if "@" in name else name, address)
