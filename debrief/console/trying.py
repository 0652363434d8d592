"""While `debrief init` asks: try what was entered, say what is wrong, and let it be put right."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from getpass import getpass
from typing import Any

from debrief.backends.finding import VOUCHING, Finding
from debrief.backends.registry import Site
from debrief.console.asking import ask_until, at_terminal, yes
from debrief.console.proving import prove
from debrief.errors import BadInput

Sections = Mapping[str, Mapping[str, Any]]
PASSWORDS = {"imap": "imap_password", "exchange": "exchange_password"}  # asked for by init
WAYS = ("change", "again", "later")


def tried(
    name: str,
    sections: Sections,
    site_with: Callable[[Sections], Site],
    asked_again: Callable[[Sections], Sections],
) -> Sections:
    """Return the sections as they are after trying them, if that is wanted: they work, or wait.

    Only reads and signs in. Where nobody can be asked, or a sign-in has to come first, nothing is tried.
    """
    if name not in PASSWORDS or not at_terminal() or not yes("Try now whether this works?"):
        return sections
    while troubles := _troubles(name, site_with(sections)):
        for trouble in troubles:
            print(trouble)
        way = ask_until(f"What now: {', '.join(WAYS)}?", _way, usual="change")
        if way == "later":
            print(
                "It is kept as entered. What cannot be entered here (ca_file …) goes into debrief.toml; "
                "`debrief check` tries it again."
            )
            return sections
        if way == "change":
            sections = asked_again(sections)
            _ask_password(name, site_with(sections))
    print("It works: mail and calendar can be reached.")
    return sections


def know_password(name: str, site: Site) -> None:
    """Ask for the password where one is needed and not known yet."""
    secret = PASSWORDS.get(name)
    if secret and at_terminal() and site.credentials.get(secret) is None:
        _ask_password(name, site)


def _ask_password(name: str, site: Site) -> None:
    secret = PASSWORDS[name]
    known = site.credentials.get(secret)
    hint = " (Enter: as before)" if known else ""
    typed = getpass(f"The password of {site.team.manager.email}{hint}: ")
    if typed or known is None:
        site.credentials.put(secret, typed)


def _troubles(name: str, site: Site) -> list[Finding]:
    know_password(name, site)
    print("Trying …", flush=True)
    return [f for f in prove(name, site) if f.good is False and f.name != VOUCHING]


def _way(text: str) -> str:
    found = [way for way in WAYS if text.strip() and way.startswith(text.strip().lower())]
    if not found:
        raise BadInput(f"{text!r}: answer with {', '.join(WAYS)}")
    return found[0]
