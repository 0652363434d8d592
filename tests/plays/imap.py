"""The journey on Dovecot, an SMTP receiver and Radicale."""

from __future__ import annotations

import logging
import random
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

from debrief.backends.local import Office
from debrief.config import load_config
from tests.backends.hands import read_mail
from tests.plays.house import House, Script
from tests.servers.dovecot import Dovecot
from tests.servers.harbour import AUTHSERV_ID, Harbour, harbour_running
from tests.servers.radicale import Radicale
from tests.servers.town import ServerTown, write_server_config


def missing() -> str:
    """Return what has to be installed."""
    lacking = [] if Dovecot.installed() else [
        "Dovecot, which must be started as root (apt-get install dovecot-imapd dovecot-lmtpd)"
    ]  # fmt: skip
    return " and ".join([*lacking, *([] if Radicale.installed() else ["the package radicale"])])


class ImapHouse(House):
    """Three real servers on this machine."""

    ran_on = (
        "IMAP, SMTP and CalDAV: Dovecot, aiosmtpd and Radicale on this machine, real servers that we "
        "did not write."
    )

    def __init__(self, made: Script, harbour: Harbour) -> None:
        self.script = made
        self.harbour = harbour
        self.town = ServerTown(harbour, made.cast, made.clock)
        write_server_config(harbour, made.cast, made.data, made.office)
        self.config = load_config(made.data)

    def disturb(self, seed: int) -> None:
        """Put mails off, and restart each server now and then, whatever is connected to it.

        No answer is lost after a mail's last byte: plain SMTP leaves a doubt there for good, which
        is asked about and not mended (tested on its own).
        """
        draw = random.Random(seed)
        house, hand_on = self.harbour, self.harbour.smtp.hand_on

        def unsteady(raw: bytes, recipients: list[str], sender: str) -> None:
            if draw.random() < 0.15:
                raise OSError("put off by the play")
            hand_on(raw, recipients, sender)
            if draw.random() < 0.1:
                server = draw.choice((house.dovecot, house.radicale))
                server.stop()
                server.start()

        house.smtp.hand_on = unsteady

    def received(self) -> dict[str, list[bytes]]:
        """Return everybody's inbox."""
        boxes = sorted((self.harbour.folder / "dovecot" / "mail").iterdir())
        return {box.name: self.harbour.dovecot.mails(box.name) for box in boxes}

    def sent(self) -> list[bytes]:
        """Return what the manager's Sent holds."""
        return self.harbour.dovecot.mails(self.script.cast.manager, "Sent")

    def drafts(self) -> int:
        """Return how many mails wait in "Debrief sending"."""
        return len(self.harbour.dovecot.mails(self.script.cast.manager, "Debrief sending"))

    def keep(self, office: Office) -> None:
        """Write mailboxes and calendars into an office, before the servers end."""
        for who, mails in self.received().items():
            for number, raw in enumerate(mails):
                office.deliver(raw, who, f"{number:06d}", read_mail(raw)["Date"].datetime)
        for number, (raw, sender) in enumerate(self.town.written):
            office.keep_sent(raw, sender, f"own-{number:04d}", read_mail(raw)["Date"].datetime)
        for who, uid, ics in self.town.events():
            office.put_event(who, uid, ics)


@contextmanager
def house(made: Script) -> Iterator[House]:
    """Run the three servers for a while."""
    logging.getLogger("mail.log").setLevel(logging.ERROR)  # aiosmtpd warns of plain sign-ins here
    warnings.filterwarnings("ignore", "Requiring AUTH", UserWarning)
    with harbour_running() as harbour:
        yield ImapHouse(made.vouched_by(AUTHSERV_ID), harbour)
