"""Put together what several words say as one: "halb elf", "the week after", "the Monday after"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from debrief.when_tokens import Token

TIMED = {"NUMBER", "TIME", "COUNT", "DATE", "DAY", "PART", "AHEAD", "MONTH", "AT"}


def with_phrases(tokens: Sequence[Token]) -> list[Token]:
    """Return the tokens with spoken fractions and relative weeks resolved."""
    return _with_weeks(with_fractions(tokens))


def _with_weeks(tokens: Sequence[Token]) -> list[Token]:
    """Count "the following week" and "the Monday after" on from the week named before."""
    found: list[Token] = []
    ahead = 0
    for at, token in enumerate(tokens):
        relative = token.kind == "WEEK_AFTER" or _stands_alone(tokens, at)
        if relative:
            ahead += 1
            token = replace(token, kind="NEXT_WEEK", meanings=(("NEXT_WEEK", str(ahead)),))
        elif (weeks := token.means("NEXT_WEEK")) is not None:
            ahead = int(weeks)
        elif token.kind == "NEXT" and "WEEK" in (_kind(tokens, at - 1), _kind(tokens, at + 1)):
            ahead = 1
        found.append(token)
    return found


def _stands_alone(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether "after" says "the week after" of the weekday before it."""
    if tokens[at].text not in {"after", "after that"} or _kind(tokens, at - 1) != "DAY":
        return False
    following = next((t.kind for t in tokens[at + 1 :] if t.kind != "FILLER"), "")
    return following not in TIMED


def _kind(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].kind if 0 <= at < len(tokens) else ""


def with_fractions(tokens: Sequence[Token]) -> list[Token]:
    """Return the tokens with every spoken fraction and its hour as one TIME token.

    "halb elf" is 10:30, "viertel vor zehn" 9:45; German "viertel zehn" stays: it has two meanings.
    """
    found: list[Token] = []
    at = 0
    while at < len(tokens):
        token, after = (
            _ahead_of_hour(tokens, at) or _behind_hour(tokens, at) or (tokens[at], at + 1)
        )
        found.append(token)
        at = after
    return found


def _ahead_of_hour(tokens: Sequence[Token], at: int) -> tuple[Token, int] | None:
    minutes = tokens[at].means("PAST_HOUR")
    if minutes is None or at + 1 >= len(tokens):
        return None
    return _shifted(tokens[at + 1], int(minutes), tokens[at].text, at + 2)


def _behind_hour(tokens: Sequence[Token], at: int) -> tuple[Token, int] | None:
    minutes = tokens[at + 1].means("PAST_COUNT") if at + 1 < len(tokens) else None
    if minutes is None:
        return None
    return _shifted(tokens[at], int(minutes), tokens[at + 1].text, at + 2)


def _shifted(hour: Token, minutes: int, spoken: str, after: int) -> tuple[Token, int] | None:
    """Return the time that many minutes from a full hour; None when there is no full hour."""
    value = _full_hour(hour)
    if value is None:
        return None
    total = (value * 60 + minutes) % (24 * 60)
    sure = int(value > 12 or (hour.kind == "TIME" and bool(hour.numbers[2])))
    if total < 60 and not sure:
        total += 12 * 60  # "halb eins" is half past twelve
    text = f"{spoken} {hour.text}"
    return Token("TIME", "", (total // 60, total % 60, sure), text), after


def _full_hour(token: Token) -> int | None:
    count = token.means("COUNT")
    if count is not None:
        return int(count)
    if token.kind == "NUMBER" and 1 <= token.numbers[0] <= 24 and token.numbers[1] <= 2:
        return token.numbers[0]
    if token.kind == "TIME" and not token.numbers[1]:
        return token.numbers[0]
    return None
