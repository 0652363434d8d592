"""From a loss mail's delivery to its receipt, on Dovecot with IDLE and SMTP.

The floor is a bare responder on the same servers in the same run: IDLE, fetch, SMTP, nothing else.
"""

from __future__ import annotations

import logging
import smtplib
import tempfile
import threading
import time
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from itertools import product
from pathlib import Path
from statistics import quantiles

from imapclient import IMAPClient

from debrief.backends.local import utc_now
from debrief.bootstrap import open_desk
from debrief.config import load_config
from debrief.demo.cast import Cast
from debrief.engine.running import Loop, Plainly
from tests.servers.dovecot import PASSWORD, Dovecot
from tests.servers.harbour import AUTHSERV_ID, Harbour, harbour_running
from tests.servers.town import server_cast, server_desk

ONE_BY_ONE = 30
AT_ONCE = 50
BARE = "bare@harbour.example"
REST = 1.5  # seconds between two: everybody waits in IDLE again
FIRST = ("Tollgate", "Larkfield", "Morrow", "Quayside", "Hartwell", "Denby", "Osprey", "Calder",
         "Winslow", "Ferris")  # fmt: skip
SECOND = ("Bakery", "Foundry", "Logistics", "Dairies", "Textiles", "Brewing", "Plastics", "Timber",
          "Pharma")  # fmt: skip
NAMES = [f"{a} {b}" for b, a in product(SECOND, FIRST)]


def rows() -> Iterator[tuple[str, str]]:
    """Yield each measurement; nothing where Dovecot cannot be started."""
    if not Dovecot.installed():
        yield "Dovecot cannot be started here", "skipped"
        return
    logging.getLogger("mail.log").setLevel(logging.ERROR)
    warnings.filterwarnings("ignore", message="Requiring AUTH")
    with tempfile.TemporaryDirectory() as name, harbour_running() as harbour:
        cast = server_cast(1)
        with bare_responder(harbour, BARE):
            floor = [one(harbour, BARE, plain(n)) for n in range(10)]
            time.sleep(REST)
            bare_burst = at_once(harbour, BARE, [plain(n) for n in range(AT_ONCE)])
        harbour.radicale.let_in(cast.manager)
        with working(harbour, cast, Path(name) / "data"):
            taken = [one(harbour, cast.manager, loss(cast, n)) for n in range(ONE_BY_ONE)]
            losses = [loss(cast, ONE_BY_ONE + n) for n in range(AT_ONCE)]
            burst = at_once(harbour, cast.manager, losses)
    yield "floor: a bare IDLE and SMTP responder, median", f"{middle(floor):.2f} s"
    yield f"{ONE_BY_ONE} losses one by one: receipt out, p50", f"{middle(taken):.2f} s"
    yield f"{ONE_BY_ONE} losses one by one: receipt out, p95", f"{late(taken):.2f} s"
    yield "p50 over the floor", f"{middle(taken) / middle(floor):.2f} x"
    yield f"floor: {AT_ONCE} mails at once, all answered", f"{bare_burst[-1]:.2f} s"
    yield f"{AT_ONCE} losses at once: first receipt", f"{burst[0]:.2f} s"
    yield f"{AT_ONCE} losses at once: all receipts", f"{burst[-1]:.2f} s"


def middle(seconds: list[float]) -> float:
    """Return the median."""
    return sorted(seconds)[len(seconds) // 2]


def late(seconds: list[float]) -> float:
    """Return the 95th percentile."""
    return quantiles(seconds, n=20)[-1]


def plain(number: int) -> bytes:
    """Return a mail for the bare responder."""
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "a@b.example", "bare@harbour.example", str(number)
    mail.set_content("hello\n")
    return mail.as_bytes()


def loss(cast: Cast, number: int) -> bytes:
    """Return a rep's word of a loss of its own."""
    name = NAMES[number % len(NAMES)]
    rep = cast.team["reps"][1]
    mail = EmailMessage()
    mail["From"] = f"{rep['name']} <{rep['email']}>"
    mail["To"] = cast.manager
    mail["Subject"] = f"{name} - lost"
    mail["Message-ID"] = f"<loss-{number}@{cast.manager.partition('@')[2]}>"
    mail.set_content(f"Hi,\n\nwe lost {name}, {150 + number}k USD. They went with Peakline.\n")
    domain = str(rep["email"]).partition("@")[2]
    stamp = f"Authentication-Results: {AUTHSERV_ID}; dmarc=pass header.from={domain}\r\n"
    return stamp.encode() + mail.as_bytes()


def one(harbour: Harbour, to: str, raw: bytes) -> float:
    """Deliver one mail after a rest; return the seconds until an answer left, which must come."""
    time.sleep(REST)
    before = len(harbour.smtp.taken)
    begun = time.monotonic()
    harbour.dovecot.deliver(raw, [to])
    wait(lambda: len(harbour.smtp.taken) > before)
    return harbour.smtp.taken_at[before] - begun


def at_once(harbour: Harbour, to: str, mails: list[bytes]) -> list[float]:
    """Deliver many mails at once; return when each answer left."""
    before = len(harbour.smtp.taken)
    with smtplib.LMTP("127.0.0.1", harbour.dovecot.lmtp) as lmtp:
        begun = time.monotonic()
        for raw in mails:
            lmtp.sendmail("", [to], raw)
    wait(lambda: len(harbour.smtp.taken) >= before + len(mails))
    return [at - begun for at in harbour.smtp.taken_at[before : before + len(mails)]]


def wait(ready: Callable[[], bool], seconds: float = 60.0) -> None:
    """Wait until something is so."""
    end = time.monotonic() + seconds
    while not ready():
        if time.monotonic() > end:
            raise TimeoutError("no answer came")
        time.sleep(0.005)


@contextmanager
def working(harbour: Harbour, cast: Cast, data: Path) -> Iterator[None]:
    """Run what `debrief run` runs, on these servers."""
    server_desk(harbour, cast, data, utc_now)
    desk = open_desk(load_config(data))
    stop = threading.Event()
    loop = Loop(desk, Plainly(desk), stop, lambda _: None)
    worker = threading.Thread(target=loop.until_stopped, daemon=True)
    worker.start()
    time.sleep(2.0)  # it has begun to watch
    try:
        yield
    finally:
        stop.set()
        worker.join(10)


@contextmanager
def bare_responder(harbour: Harbour, who: str) -> Iterator[None]:
    """Answer every new mail by SMTP as soon as IDLE tells of it."""
    stop = threading.Event()

    def respond() -> None:
        with signed_in(harbour, who) as watching, signed_in(harbour, who) as reading:
            watching.idle()
            seen: set[int] = set()
            while not stop.is_set():
                if not watching.idle_check(timeout=1):
                    continue
                reading.noop()
                fresh = sorted(set(reading.search()) - seen)
                if not fresh:
                    continue
                reading.fetch(fresh, ["BODY.PEEK[]"])
                with smtplib.SMTP("127.0.0.1", harbour.smtp.port) as smtp:
                    smtp.login(who, PASSWORD)
                    for _ in fresh:
                        smtp.sendmail(who, ["out@elsewhere.example"], plain(0))
                seen |= set(fresh)

    worker = threading.Thread(target=respond, daemon=True)
    worker.start()
    time.sleep(1.0)
    try:
        yield
    finally:
        stop.set()
        worker.join(5)


@contextmanager
def signed_in(harbour: Harbour, who: str) -> Iterator[IMAPClient]:
    """Give a connection to somebody's inbox."""
    with IMAPClient("127.0.0.1", harbour.dovecot.imap, ssl=False) as client:
        client.login(who, PASSWORD)
        client.select_folder("INBOX", readonly=True)
        yield client
