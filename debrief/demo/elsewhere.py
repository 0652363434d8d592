"""The demo on a mail server or a stand-in for one, which come with the source, not the package."""

from __future__ import annotations

import sys
from contextlib import AbstractContextManager
from importlib import import_module
from pathlib import Path
from typing import Any

from debrief.errors import BadInput, CannotDo

SOURCE = Path(__file__).resolve().parents[2]
NAMES = ("imap", "google", "exchange", "graph")


def open_elsewhere(
    backend: str, seed: int, office: Path, data: Path
) -> tuple[AbstractContextManager[Any], Any]:
    """Return the servers of a backend, to be entered, and the module that plays on them.

    Raises `CannotDo` where the source is not at hand, `BadInput` that names what to install.
    """
    if backend not in NAMES:
        raise BadInput(f"--backend {backend!r}: is unknown; use embedded, {', '.join(NAMES)}")
    if not (SOURCE / "tests" / "plays").is_dir():
        raise CannotDo(
            "the servers that this demo plays on come with the source, not with the package: clone "
            f"it, then run: make demo BACKEND={backend}"
        )
    if str(SOURCE) not in sys.path:
        sys.path.insert(0, str(SOURCE))
    try:
        module, plays = import_module(f"tests.plays.{backend}"), import_module("tests.plays.house")
    except ImportError as err:
        raise BadInput(
            f"{err.name or err} is not installed; run: make demo BACKEND={backend}"
        ) from err
    if lacking := module.missing():
        raise BadInput(
            f"missing: {lacking}. `make demo BACKEND={backend}` installs it with the rights to"
        )
    return module.house(plays.script(seed, office, data)), plays
