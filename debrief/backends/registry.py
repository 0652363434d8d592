"""Which backends there are, and how each is opened; its module is imported only then."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import Any

from debrief.backends.base import Backend
from debrief.backends.directory import Directory
from debrief.credentials import Credentials
from debrief.errors import BadInput, CannotDo
from debrief.team import Team

BACKENDS: Mapping[str, str] = {  # name in debrief.toml -> module with `open_backend(site)`
    "embedded": "debrief.backends.local",
    "imap": "debrief.backends.imap",
    "graph": "debrief.backends.graph",
    "exchange": "debrief.backends.exchange",
    "google": "debrief.backends.google",
}

# Whose Authentication-Results count, where every mailbox of a backend has the same host.
PROVING_HOSTS: Mapping[str, str] = {"google": "mx.google.com"}


@dataclass(frozen=True, slots=True)
class Site:
    """What a backend is opened with.

    ``sections`` are the sections of debrief.toml that carry the backend's settings, as read;
    ``credentials`` keep what is secret; ``data`` is the data directory.
    """

    team: Team
    office: Path
    data: Path
    sections: Mapping[str, Mapping[str, Any]]
    credentials: Credentials
    clock: Callable[[], datetime]

    @property
    def watched(self) -> tuple[str, ...]:
        """Addresses besides the manager's whose mail is taken in."""
        return (self.team.debrief_address,) if self.team.debrief_address else ()

    def section(self, name: str) -> Mapping[str, Any]:
        """Return one section's settings; empty when it is not there."""
        return self.sections.get(name, {})


def open_backend(name: str, site: Site) -> Backend:
    """Open the backend of this name; raise `BadInput` for one that is unknown."""
    if name not in BACKENDS:
        raise BadInput(f"office.backend: {name!r} is unknown; use {', '.join(BACKENDS)}")
    backend: Backend = import_module(BACKENDS[name]).open_backend(site)
    return backend


def open_directory(name: str, site: Site) -> Directory:
    """Return what this backend knows of colleagues; raise `CannotDo` where it knows nothing."""
    module = import_module(BACKENDS[name])
    if not hasattr(module, "open_directory"):
        raise CannotDo(f"the backend {name!r} has no directory; name the reps with --reps")
    directory: Directory = module.open_directory(site)
    return directory


def sign_in_to_directory(name: str, site: Site, tell: Callable[[str], None]) -> None:
    """Let the manager grant what looking for reps needs; raise `BadInput` where nothing is."""
    module = import_module(BACKENDS[name])
    if not hasattr(module, "sign_in_to_directory"):
        raise BadInput(f"with the backend {name!r} looking for reps needs no sign-in of its own")
    module.sign_in_to_directory(site, tell)


def sign_in(name: str, site: Site, tell: Callable[[str], None]) -> None:
    """Let the manager sign in where a backend asks for it; ``tell`` shows them what to do.

    Raises `BadInput` where nobody has to.
    """
    if name not in BACKENDS:
        raise BadInput(f"office.backend: {name!r} is unknown; use {', '.join(BACKENDS)}")
    module = import_module(BACKENDS[name])
    if not hasattr(module, "sign_in"):
        raise BadInput(f"with the backend {name!r} nobody has to sign in; run `debrief check`")
    module.sign_in(site, tell)
