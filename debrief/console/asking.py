"""Questions on the terminal; where there is none, the usual answer or a plain error."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import TypeVar

from debrief.errors import BadInput

T = TypeVar("T")


def at_terminal() -> bool:
    """Tell whether somebody can be asked."""
    return sys.stdin.isatty()


def ask(question: str, usual: str = "") -> str:
    """Ask until there is an answer; without a terminal take the usual one, or raise `BadInput`."""
    if not at_terminal():
        if usual:
            return usual
        raise BadInput(f"{question}: not given; see `debrief init --help` for the options")
    hint = f" [{usual}]" if usual else ""
    answer = _line(f"{question}{hint}: ").strip() or usual
    return answer or ask(question, usual)


def ask_until(
    question: str, read: Callable[[str], T], given: str | None = None, usual: str = ""
) -> T:
    """Return what is read from the given words or the answer; at a terminal ask until it can be.

    ``read`` raises `BadInput` that says how to write it.
    """
    answer = given if given is not None else ask(question, usual)
    while True:
        try:
            return read(answer)
        except BadInput as err:
            if not at_terminal():
                raise
            print(err)
        answer = ask(question, usual)


def ask_freely(question: str) -> str:
    """Ask once; an empty answer is one, too."""
    return _line(f"{question}: ").strip() if at_terminal() else ""


def yes(question: str) -> bool:
    """Ask on the terminal; without one the answer is no."""
    return ask_freely(f"{question} [y/N]").lower() in ("y", "yes")


def _line(question: str) -> str:
    try:
        return input(question)
    except EOFError as err:
        raise BadInput("the terminal was closed before everything was answered") from err
