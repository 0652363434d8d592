"""What is secret: passwords and tokens, outside debrief.toml and readable by their owner alone.

Looked for in this order: the environment (``DEBRIEF_SECRET_NAME``), then a file of mode 0600 in
``DATA/credentials/``. What we learn at sign-in (a refreshed token) is written to the file.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from uuid import uuid4

from debrief.errors import BadInput, SignInNeeded
from store import disk

PREFIX = "DEBRIEF_SECRET_"
_NAME = re.compile(r"[a-z][a-z0-9_]{0,60}")


class Credentials:
    """The secrets of one data directory."""

    def __init__(self, data: Path) -> None:
        self.folder = data / "credentials"

    def get(self, name: str) -> str | None:
        """Return the secret of this name; None when there is none.

        Raises `BadInput` for a file that others may read.
        """
        value = os.environ.get(PREFIX + self._plain(name).upper())
        if value:
            return value
        path = self.folder / name
        try:
            mode = path.stat().st_mode
            if os.name == "posix" and mode & 0o077:
                raise BadInput(f"{path}: others may read it; run: chmod 600 {path}")
            return path.read_text(encoding="utf-8").rstrip("\n")
        except FileNotFoundError:
            return None

    def need(self, name: str, what: str) -> str:
        """Return the secret or raise `SignInNeeded` that says where to put it."""
        value = self.get(name)
        if value is None:
            raise SignInNeeded(
                f"{what} is not known; put it into {self.folder / name} (mode 600), or into the "
                f"environment as {PREFIX}{name.upper()}"
            )
        return value

    def put(self, name: str, value: str) -> None:
        """Keep a secret, replacing the file in one step."""
        self._plain(name)
        disk.make_folder(self.folder)
        temporary = self.folder / f".{uuid4().hex}.tmp"
        descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
            stream.write(value + "\n")
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(self.folder / name)

    def _plain(self, name: str) -> str:
        if not _NAME.fullmatch(name):
            raise BadInput(f"{name!r} cannot be the name of a secret; use a-z, 0-9 and _")
        return name
