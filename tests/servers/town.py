"""The demo's people on real servers: mail by SMTP and Dovecot, calendars on Radicale."""

from __future__ import annotations

import smtplib
from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import httpx

from debrief.bootstrap import open_desk
from debrief.calendars.standing import read_standing
from debrief.config import load_config, write_config
from debrief.credentials import Credentials
from debrief.demo.cast import Cast, make_cast
from debrief.engine.desk import Desk
from tests.backends.hands import calendar_text, read_mail
from tests.servers.dovecot import PASSWORD
from tests.servers.harbour import AUTHSERV_ID, Harbour


class ServerTown:
    """Everybody has a mailbox; our own people have calendars, others a note of their own."""

    def __init__(self, harbour: Harbour, cast: Cast, clock: Callable[[], datetime]) -> None:
        self.harbour = harbour
        self.clock = clock
        self.ours = [str(p["email"]) for p in (cast.team["manager"], *cast.team["reps"])]
        self.manager = cast.manager
        self.notes: dict[tuple[str, str], bytes] = {}
        self.written: list[tuple[bytes, str]] = []  # what people wrote, and who
        self._http = httpx.Client(timeout=20)
        harbour.radicale.let_in(*self.ours)
        for who in self.ours:
            self._dav("MKCALENDAR", who, "")

    def letters(self, seen: Container[str]) -> Iterator[tuple[str, str, bytes]]:
        """Yield new mail; invitations are taken into calendars, as people's programs do."""
        for box in sorted((self.harbour.folder / "dovecot" / "mail").iterdir()):
            who = box.name
            for path in sorted(p for part in ("new", "cur") for p in box.glob(f"{part}/*")):
                name = f"{who}/{path.name.partition(':')[0].partition(',')[0]}"
                if name not in seen:
                    raw = path.read_bytes()
                    self._take_in(who, raw)
                    yield who, name, raw

    def _take_in(self, who: str, raw: bytes) -> None:
        """Note an invitation or a cancellation in the calendar of the one who got it."""
        if who == self.manager:
            return  # their calendar holds our own event
        text = calendar_text(read_mail(raw))
        if "METHOD:REQUEST" not in text and "METHOD:CANCEL" not in text:
            return
        new = read_standing(text.encode())
        own = self.get_event(who, new.uid) if new else None
        old = read_standing(own) if own else None
        if new is not None and (old is None or old.sequence < new.sequence):
            lines = [x for x in text.splitlines() if not x.startswith("METHOD:")]
            self.put_event(who, new.uid, "\r\n".join([*lines, ""]).encode())

    def post(self, raw: bytes, recipients: Iterable[str], sender: str) -> None:
        """Send what a person wrote by their mail host."""
        self.written.append((raw, sender))
        for last in (False, False, False, False, True):
            with smtplib.SMTP("127.0.0.1", self.harbour.smtp.port, timeout=20) as smtp:
                smtp.login(sender, PASSWORD)
                try:
                    smtp.sendmail(sender, list(recipients), raw)
                except smtplib.SMTPDataError:  # put off: a mail program tries again
                    if last:
                        raise
                    continue
                return

    def put_event(self, address: str, uid: str, ics: bytes) -> None:
        """Write a person's copy of an event."""
        if address in self.ours:
            self._dav("PUT", address, f"{uid}.ics", ics)
        else:
            self.notes[address, uid] = ics

    def get_event(self, address: str, uid: str) -> bytes | None:
        """Return a person's copy of an event."""
        if address not in self.ours:
            return self.notes.get((address, uid))
        answer = self._dav("GET", address, f"{uid}.ics")
        return answer.content if answer.status_code == 200 else None

    def events(self) -> Iterator[tuple[str, str, bytes]]:
        """Yield everybody's copies of events, with whose they are."""
        root = self.harbour.folder / "radicale" / "calendars" / "collection-root"
        for path in sorted(root.glob("*/calendar/*.ics")):
            yield path.parts[-3], path.stem, path.read_bytes()
        for (who, uid), ics in self.notes.items():
            yield who, uid, ics

    def _dav(self, method: str, who: str, name: str, body: bytes = b"") -> httpx.Response:
        url = f"{self.harbour.radicale.url}{who}/calendar/{name}"
        headers = {"Content-Type": "text/calendar"} if body else {}
        answer = self._http.request(
            method, url, content=body, auth=(who, PASSWORD), headers=headers
        )
        assert answer.status_code < 300 or answer.status_code == 404, answer.text
        return answer


def server_cast(seed: int) -> Cast:
    """Return a cast whose mail host vouches for senders."""
    cast = make_cast(seed)
    return replace(cast, team={**cast.team, "authserv_id": AUTHSERV_ID})


def server_desk(harbour: Harbour, cast: Cast, data: Path, clock: Callable[[], datetime]) -> Desk:
    """Return the desk of a team whose debrief.toml leads to these servers."""
    write_server_config(harbour, cast, data, data / "office")
    return open_desk(load_config(data), clock)


def write_server_config(harbour: Harbour, cast: Cast, data: Path, office: Path) -> None:
    """Write a debrief.toml that leads to these servers, and the secrets for them."""
    path = write_config(data, office, cast.team)
    reps = [str(p["email"]) for p in cast.team["reps"]]
    others = ", ".join(f'"{r}" = "{harbour.radicale.url}{r}/calendar/"' for r in reps)
    text = path.read_text().replace('backend = "embedded"', 'backend = "imap"')
    path.write_text(
        f'{text}\n[imap]\nhost = "127.0.0.1"\nsecurity = "plain"\nport = {harbour.dovecot.imap}\n'
        f'debrief_user = "{cast.team["debrief_address"]}"\n'
        f'[smtp]\nhost = "127.0.0.1"\nsecurity = "plain"\nport = {harbour.smtp.port}\n'
        f'[caldav]\nurl = "{harbour.radicale.url}"\nothers = {{ {others} }}\n'
    )
    for secret in ("imap_password", "imap_debrief_password"):
        Credentials(data).put(secret, PASSWORD)
