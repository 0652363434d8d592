"""Radicale: a CalDAV server without scheduling."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from tests.servers import free_port, listening, stop, wait_for

CONF = """
[server]
hosts = 127.0.0.1:{port}
[auth]
type = htpasswd
htpasswd_filename = {folder}/users
htpasswd_encryption = plain
delay = 0
[rights]
type = from_file
file = {folder}/rights
[storage]
filesystem_folder = {folder}/calendars
[logging]
level = warning
"""
RIGHTS = """
[root]
user: .+
collection:
permissions: R
[own]
user: .+
collection: {user}(/.*)?
permissions: RrWw
[shared]
user: .+
collection: [^/]+@.+(/.*)?
permissions: Rr
"""


@dataclass
class Radicale:
    """One server; everybody may read everybody's calendars."""

    folder: Path
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    @staticmethod
    def installed() -> bool:
        """Tell whether it can be started here."""
        return importlib.util.find_spec("radicale") is not None

    @property
    def url(self) -> str:
        """Where clients begin."""
        return f"http://127.0.0.1:{self.port}/"

    def start(self) -> None:
        """Start it and wait until it listens."""
        (self.folder / "users").touch()
        (self.folder / "rights").write_text(RIGHTS)
        conf = self.folder / "radicale.conf"
        conf.write_text(CONF.format(folder=self.folder, port=self.port))
        log = (self.folder / "radicale.log").open("ab")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "radicale", "--config", conf], stdout=log, stderr=log
        )
        log.close()
        wait_for(lambda: listening(self.port), "Radicale")

    def let_in(self, *users: str) -> None:
        """Give people an account, with the password of all."""
        with (self.folder / "users").open("a") as file:
            file.writelines(f"{user}:secret\n" for user in users)

    def stop(self) -> None:
        """Stop it."""
        stop(self.process)
        self.process = None
