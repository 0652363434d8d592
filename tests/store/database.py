"""A real PostgreSQL server of Debian's package, in a folder of its own."""

from __future__ import annotations

import shutil
import signal
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

import pytest


@dataclass
class Server:
    """A PostgreSQL server that listens on a socket in its own folder."""

    binaries: Path
    folder: Path
    user: str | None  # the system user it runs as; PostgreSQL refuses root
    process: subprocess.Popen[bytes] | None = None

    @property
    def dsn(self) -> str:
        return f"host={self.folder} user=app dbname=postgres"

    def start(self) -> None:
        """Start it and wait until it answers."""
        data, log = self.folder / "data", self.folder / "log"
        options = ["-c", "listen_addresses=", "-c", f"unix_socket_directories={self.folder}"]
        with log.open("ab") as out:
            self.process = subprocess.Popen(
                [self.binaries / "postgres", "-D", data, "-c", "fsync=off", *options],
                user=self.user,
                stdout=out,
                stderr=out,
                cwd=self.folder,
            )
        for _ in range(200):
            ready: list[str | Path] = [self.binaries / "pg_isready", "-q", "-h", self.folder]
            if subprocess.run(ready, check=False).returncode == 0:
                return
            time.sleep(0.05)
        pytest.fail(f"PostgreSQL does not start: {log.read_text()}")

    def create(self) -> None:
        """Make the data folder."""
        init: list[str | Path] = [
            self.binaries / "initdb",
            "-D",
            self.folder / "data",
            "-U",
            "app",
            "--auth=trust",
        ]
        subprocess.run(
            [*init, "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"],
            user=self.user,
            check=True,
            stdout=subprocess.DEVNULL,
            cwd=self.folder,
        )

    def stop(self) -> None:
        """Stop it at once; safe to repeat."""
        if self.process is not None:
            self.process.send_signal(signal.SIGINT)
            self.process.wait(20)
            self.process = None


def binaries() -> Path | None:
    """Return the newest installed server's programs."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda p: int(p.parts[-3]))
    on_path = shutil.which("initdb")
    return found[-1].parent if found else Path(on_path).parent if on_path else None
