"""The journey on the stand-in for Microsoft 365."""

from __future__ import annotations

import importlib.util
import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from debrief.config import load_config, write_config
from debrief.credentials import Credentials
from tests.backends.graph_login import CLIENT, SECRET
from tests.backends.graph_server import Fault
from tests.backends.graph_world import GraphWorld, graph_world
from tests.plays.house import House, Script, SeenOffice


def missing() -> str:
    """Return what has to be installed; nothing but Python packages is needed."""
    lacking = [m for m in ("msal", "cryptography") if not importlib.util.find_spec(m)]
    return f"the Python packages {', '.join(lacking)}" if lacking else ""


class GraphHouse(House):
    """A tenant of Microsoft 365."""

    ran_on = (
        "Microsoft Graph: a stand-in of ours over HTTP, which answers as Microsoft's metadata and "
        "documentation say; not the real service."
    )

    def __init__(self, made: Script, world: GraphWorld) -> None:
        self.script = made
        self.world = world
        office = world.office
        office.aliases[str(made.cast.team["debrief_address"])] = made.cast.manager

        def hand_over(raw: bytes, address: str, sender: str | None) -> None:
            office.deliver(address, raw, inside=sender in office.boxes)

        self.town = SeenOffice(made, hand_over, world.hands.book)
        office.arrived.append(self.town.show)
        section = {
            "tenant": "harbour.example", "client_id": CLIENT,
            "endpoint": world.server.url, "login": world.login.url,
        }  # fmt: skip
        write_config(
            made.data, made.office, made.cast.team, backend="graph", sections={"graph": section}
        )
        Credentials(made.data).put("graph_client_secret", SECRET)
        self.config = load_config(made.data)

    def disturb(self, seed: int) -> None:
        """Lose requests before or after, put them off, or let the token run out."""
        self.world.server.fate = _fate(self.world, seed)

    def received(self) -> dict[str, list[bytes]]:
        """Return everybody's inbox."""
        office = self.world.office
        boxes = office.boxes.items()
        inside = {a: [m.raw for m in b.mail_where(lambda m: m.folder == "inbox")] for a, b in boxes}
        return inside | office.outside

    def sent(self) -> list[bytes]:
        """Return what the manager's Sent Items hold."""
        return self._in("sentitems")

    def drafts(self) -> int:
        """Return how many drafts are left over."""
        return len(self._in("drafts"))

    def problems(self) -> list[str]:
        """Return what was against Microsoft's metadata."""
        return self.world.server.faults

    def _in(self, folder: str) -> list[bytes]:
        box = self.world.office.boxes[self.script.cast.manager]
        return [m.raw for m in box.mail_where(lambda m: m.folder == folder)]


def _fate(world: GraphWorld, seed: int) -> Callable[[str, str], Fault | None]:
    draw = random.Random(seed)
    ways: list[str | int] = ["before", "after", "late", 429, 503, 500]

    def decide(method: str, path: str) -> Fault | None:
        if draw.random() < 0.01:
            world.server.tokens.clear()
        if draw.random() > (0.15 if method in {"POST", "PATCH"} else 0.02):
            return None
        return Fault(method, path, draw.choice(ways), retry_after="20")

    return decide


@contextmanager
def house(made: Script) -> Iterator[House]:
    """Run both servers for a while."""
    with (
        TemporaryDirectory(prefix="graph-") as name,
        graph_world(Path(name), made.clock, made.ours) as world,
    ):
        yield GraphHouse(made, world)
