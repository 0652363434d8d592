"""The house of the tests: Dovecot, the SMTP receiver and Radicale together, and a team in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from debrief.backends.base import Backend
from debrief.backends.imap import open_backend
from debrief.backends.registry import Site
from debrief.credentials import Credentials
from debrief.team import Team
from tests.servers import listening, wait_for
from tests.servers.dovecot import PASSWORD, Dovecot
from tests.servers.radicale import Radicale
from tests.servers.smtp import Receiver

AUTHSERV_ID = "mx.harbour.example"
_numbers = count(1)


@dataclass(frozen=True, slots=True)
class People:
    """The manager, one rep, one customer."""

    owner: str
    colleague: str
    guest: str

    def team(self) -> Team:
        """Return them as a team."""
        zone = "Europe/Berlin"
        return Team.model_validate(
            {
                "company": {"name": "Harbour", "domain": "harbour.example"},
                "manager": {"name": "Ines", "email": self.owner, "time_zone": zone},
                "reps": [{"name": "Ben", "email": self.colleague, "time_zone": zone}],
                "debrief_address": self.owner.replace("@", "+debrief@"),
                "authserv_id": AUTHSERV_ID,
            }
        )


def new_people() -> People:
    """Return people nobody has met before: servers forget badly."""
    number = next(_numbers)
    return People(
        f"ines{number}@harbour.example",
        f"ben{number}@harbour.example",
        f"ann{number}@customer.example",
    )


@dataclass
class Harbour:
    """Three servers that stay up while their data is emptied between tests."""

    folder: Path
    dovecot: Dovecot
    smtp: Receiver
    radicale: Radicale

    def sections(self, team: Team, *, caldav: bool = True) -> dict[str, Mapping[str, Any]]:
        """Return the settings that lead to these servers."""
        plain = {"host": "127.0.0.1", "security": "plain", "timeout": 5}
        found: dict[str, Mapping[str, Any]] = {
            "imap": {**plain, "port": self.dovecot.imap},
            "smtp": {**plain, "port": self.smtp.port},
        }
        if caldav:
            others = {r.email: f"{self.radicale.url}{r.email}/calendar/" for r in team.reps}
            found["caldav"] = {"url": self.radicale.url, "timeout": 5, "others": others}
        return found

    def site(self, data: Path, team: Team, **more: Any) -> Site:
        """Return a site of this house; ``caldav=False`` leaves the calendar server out."""
        clock: Callable[[], datetime] = more.get("clock") or (lambda: datetime.now(UTC))
        credentials = Credentials(data)
        credentials.put("imap_password", PASSWORD)
        credentials.put("caldav_password", PASSWORD)
        return Site(
            team=team,
            office=data / "office",
            data=data,
            sections={
                **self.sections(team, caldav=more.get("caldav", True)),
                **more.get("but", {}),
            },
            credentials=credentials,
            clock=clock,
        )

    def backend(self, data: Path, team: Team, **more: Any) -> Backend:
        """Return the backend of a site of this house."""
        return open_backend(self.site(data, team, **more))

    def new_people(self) -> People:
        """Return people nobody has met before, with accounts here."""
        people = new_people()
        self.radicale.let_in(people.owner, people.colleague)
        self.smtp.refused.clear()
        self.smtp.after_data = ""
        return people

    @contextmanager
    def broken(self) -> Iterator[None]:
        """Stop all three for a while."""
        self.dovecot.stop()
        self.smtp.stop()
        self.radicale.stop()
        wait_for(lambda: not listening(self.dovecot.imap), "the end of Dovecot")
        try:
            yield
        finally:
            self.start()

    def start(self) -> None:
        """Start all three."""
        self.dovecot.start()
        self.smtp.start()
        self.radicale.start()

    def stop(self) -> None:
        """Stop all three."""
        self.dovecot.stop()
        self.smtp.stop()
        self.radicale.stop()


@contextmanager
def harbour_running(**dovecot_options: Any) -> Iterator[Harbour]:
    """Run the three servers for a while, in a folder that Dovecot's own user may enter.

    Not in pytest's: it closes its own to everybody else again and again.
    """
    with TemporaryDirectory(prefix="harbour-") as name:
        folder = Path(name)
        folder.chmod(0o711)
        for part in ("dovecot", "radicale"):
            (folder / part).mkdir()
        dovecot = Dovecot(folder / "dovecot", **dovecot_options)
        house = Harbour(folder, dovecot, Receiver(_stamped(dovecot)), Radicale(folder / "radicale"))
        try:
            house.start()
            yield house
        finally:
            house.stop()


def _stamped(dovecot: Dovecot) -> Callable[[bytes, list[str], str], None]:
    """Return the way into the mailboxes, with the mail host's word on the sender."""

    def hand_on(raw: bytes, recipients: list[str], sender: str) -> None:
        domain = sender.rpartition("@")[2]
        stamp = f"Authentication-Results: {AUTHSERV_ID}; dmarc=pass header.from={domain}\r\n"
        dovecot.deliver(stamp.encode() + raw, recipients, sender)

    return hand_on
