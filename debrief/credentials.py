"""What is secret: passwords and tokens, outside debrief.toml and readable by their owner alone.

Looked for in this order: the environment (``DEBRIEF_SECRET_NAME``), then a file of mode 0600 in
``DATA/credentials/``. What we learn at sign-in (a refreshed token) is written to the file.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

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

        Raises `BadInput` for a file that others may read, or that cannot be read as UTF-8.
        """
        variable = self._variable(name)
        value = os.environ.get(variable)
        if value:
            if not _is_text(value):
                raise BadInput(f"${variable}: is not UTF-8 text; write it in UTF-8")
            return value
        path = self.folder / name
        try:
            mode = path.stat().st_mode
            if os.name == "posix" and mode & 0o077:
                raise BadInput(f"{path}: others may read it; run: chmod 600 {path}")
            return path.read_text(encoding="utf-8-sig").rstrip("\r\n")
        except FileNotFoundError:
            return None
        except UnicodeDecodeError as err:
            raise BadInput(f"{path}: is not UTF-8 text; save it as UTF-8") from err
        except OSError as err:
            raise BadInput(f"{path}: cannot be read ({err.strerror}); mend its rights") from err

    def place(self, name: str) -> str:
        """Say where this secret is taken from, or is to be put."""
        variable = self._variable(name)
        return (
            f"the environment as {variable}"
            if os.environ.get(variable)
            else str(self.folder / name)
        )

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
        disk.replace(self.folder / name, f"{value}\n".encode())

    def _variable(self, name: str) -> str:
        return PREFIX + self._plain(name).upper()

    def _plain(self, name: str) -> str:
        if not _NAME.fullmatch(name):
            raise BadInput(f"{name!r} cannot be the name of a secret; use a-z, 0-9 and _")
        return name


def _is_text(value: str) -> bool:
    """Tell whether a variable of the environment held UTF-8."""
    try:
        return bool(value.encode())
    except UnicodeEncodeError:
        return False
