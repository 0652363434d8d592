"""The stand-in for Microsoft 365 as tests use it: both servers, the people, and the backend."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from debrief.backends.base import Backend
from debrief.backends.graph_mail import CATEGORIES
from debrief.backends.registry import Site, open_backend
from debrief.credentials import Credentials
from debrief.team import Team
from tests.backends.graph_login import CLIENT, SECRET, LoginServer
from tests.backends.graph_office import Box, Happening, Office
from tests.backends.graph_server import GraphServer
from tests.backends.hands import Hands

PEOPLE = (Hands.owner, Hands.colleague, "debrief@harbour.example")
TEAM = Team.model_validate(
    {
        "company": {"name": "Harbour", "domain": "harbour.example"},
        "manager": {"name": "Ines", "email": "ines@harbour.example"},
        "reps": [{"name": "Ben", "email": "ben@harbour.example"}],
    }
)


def utc_now() -> datetime:
    """Return the present moment."""
    return datetime.now(UTC)


class GraphHands(Hands):
    """People whose mail and calendars lie in Microsoft 365, and those outside."""

    patience = 1.0

    def __init__(self, office: Office, server: GraphServer) -> None:
        self.office = office
        self.server = server

    @property
    def box(self) -> Box:
        """The owner's mailbox."""
        return self.office.boxes[self.owner]

    def event(self, uid: str) -> Happening:
        """Return the event of this UID of ours, cancelled ones too."""
        events = (*self.box.events.values(), *self.box.removed.values())
        return next(e for e in events if uid in e.properties.values())

    def deliver(self, raw: bytes) -> None:
        self.office.deliver(self.owner, raw)

    def inbox_of(self, address: str) -> list[bytes]:
        box = self.office.boxes.get(address)
        if box is None:
            return list(self.office.outside.get(address, ()))
        return [m.raw for m in box.mail_where(lambda m: m.folder == "inbox")]

    def sent_copies(self) -> list[bytes]:
        return [m.raw for m in self.box.mail_where(lambda m: m.folder == "sentitems")]

    def filed(self, folder: str) -> int:
        return len(self.box.mail_where(lambda m: CATEGORIES[folder] in m.categories))

    def told(self, address: str, uid: str) -> int:
        return self.office.told.count((address, self.event(uid).uid))

    def answer(self, uid: str, attendee: str, partstat: str) -> None:
        self.office.respond(self.box, self.event(uid), attendee, partstat)

    def propose(self, uid: str, attendee: str, start: datetime, end: datetime) -> None:
        self.office.propose(self.box, self.event(uid), attendee, start, end)

    def move(self, uid: str, start: datetime, end: datetime) -> None:
        times = {
            name: {"dateTime": f"{at:%Y-%m-%dT%H:%M:%S}", "timeZone": "UTC"}
            for name, at in (("start", start), ("end", end))
        }
        self.office.update(self.box, self.event(uid), times)

    def delete(self, uid: str) -> None:
        self.office.cancel(self.box, self.event(uid))

    def book(self, address: str, start: datetime, end: datetime) -> None:
        self.office.boxes[address].appointments.append((start, end, "busy"))

    def broken(self) -> AbstractContextManager[None]:
        return self._broken()

    @contextmanager
    def _broken(self) -> Iterator[None]:
        self.server.plan("*", "", "before", times=10_000)
        yield
        self.server.planned.clear()


class GraphWorld:
    """Everything around one backend; ``open`` opens it anew, as after a restart."""

    def __init__(
        self, folder: Path, clock: Callable[[], datetime] = utc_now, people: Sequence[str] = PEOPLE
    ) -> None:
        self.folder = folder
        self.clock = clock
        self.office = Office(people, clock)
        self.login = LoginServer(folder)
        self.server = GraphServer(self.office, self.login.tokens)
        self.hands = GraphHands(self.office, self.server)
        self.credentials = Credentials(folder / "data")
        self.credentials.put("graph_client_secret", SECRET)

    def site(self, team: Team = TEAM, **settings: Any) -> Site:
        """Return what the backend is opened with."""
        section = {
            "tenant": "harbour.example",
            "client_id": CLIENT,
            "endpoint": self.server.url,
            "login": self.login.url,
            **settings,
        }
        data = self.folder / "data"
        return Site(team, data, data, {"graph": section}, self.credentials, self.clock)

    def open(self, team: Team = TEAM, **settings: Any) -> Backend:
        """Open the backend."""
        return open_backend("graph", self.site(team, **settings))


@contextmanager
def graph_world(
    folder: Path, clock: Callable[[], datetime] = utc_now, people: Sequence[str] = PEOPLE
) -> Iterator[GraphWorld]:
    """Start both servers; at the end nothing may have been against Microsoft's metadata."""
    world = GraphWorld(folder, clock, people)
    before = os.environ.get("REQUESTS_CA_BUNDLE")
    os.environ["REQUESTS_CA_BUNDLE"] = str(world.login.ca)
    try:
        yield world
        assert world.server.faults == []
    finally:
        if before is None:
            del os.environ["REQUESTS_CA_BUNDLE"]
        else:
            os.environ["REQUESTS_CA_BUNDLE"] = before
        world.server.close()
        world.login.close()
