"""The journey on the stand-in for Exchange Server."""

from __future__ import annotations

import importlib.util
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from debrief.config import load_config, write_config
from debrief.credentials import Credentials
from tests.backends.exchange_server import ExchangeServer, Fault
from tests.plays.house import House, Script, SeenOffice

ACTING = ("SendItem", "CreateItem", "UpdateItem")


def missing() -> str:
    """Return what has to be installed; nothing but Python packages is needed."""
    lacking = [m for m in ("exchangelib", "lxml", "spnego") if not importlib.util.find_spec(m)]
    return f"the Python packages {', '.join(lacking)}" if lacking else ""


class ExchangeHouse(House):
    """An organisation on one server."""

    ran_on = (
        "Exchange Web Services: a stand-in of ours over HTTP, which answers as Microsoft's schema "
        "and documentation say; no real Exchange Server."
    )

    def __init__(self, made: Script) -> None:
        self.script = made
        self.server = ExchangeServer(*made.ours, clock=made.clock)
        office = self.server.office
        office.aliases[str(made.cast.team["debrief_address"])] = made.cast.manager

        def hand_over(raw: bytes, address: str, sender: str | None) -> None:
            office.hand_over(raw, address, internal=sender in office.boxes)

        self.town = SeenOffice(made, hand_over, office.book)
        office.arrived.append(self.town.show)
        section = {"url": self.server.url, "username": r"HARBOUR\debrief", "sign_in": "basic"}
        team = made.cast.team
        write_config(
            made.data, made.office, team, backend="exchange",
            sections={"exchange": {**section, "push": False}},
        )  # fmt: skip
        Credentials(made.data).put("exchange_password", "secret")
        self.config = load_config(made.data)

    def disturb(self, seed: int) -> None:
        """Lose a few in a hundred before or after they are done, or put them off."""
        self.server.fate = _fate(seed)

    def received(self) -> dict[str, list[bytes]]:
        """Return everybody's inbox."""
        office = self.server.office
        inside = {a: [i.mime for i in office.in_folder(a, "inbox")] for a in office.boxes}
        return inside | office.outside

    def sent(self) -> list[bytes]:
        """Return what the manager's Sent Items hold."""
        items = self.server.office.in_folder(self.script.cast.manager, "sentitems")
        return [i.mime for i in items]

    def drafts(self) -> int:
        """Return how many drafts are left over."""
        return len(self.server.office.in_folder(self.script.cast.manager, "drafts"))

    def problems(self) -> list[str]:
        """Return what was against Microsoft's schema."""
        return self.server.invalid


def _fate(seed: int) -> Callable[[str], Fault | None]:
    draw = random.Random(seed)
    ways = ("drop before", "drop after", "busy", "http", "soap")

    def decide(operation: str) -> Fault | None:
        if draw.random() > (0.15 if operation in ACTING else 0.02):
            return None
        return Fault(operation, draw.choice(ways), status=503, seconds=20)

    return decide


@contextmanager
def house(made: Script) -> Iterator[House]:
    """Run the server for a while."""
    one = ExchangeHouse(made)
    try:
        yield one
    finally:
        one.server.stop()
