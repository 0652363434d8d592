"""The team: its manager, its reps, and when a loss is major."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any, Self
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from debrief.answers.wrong_values import in_words
from debrief.errors import BadInput
from debrief.first_names import first_name

MOST_TOLD = 5  # mistakes told at once
# One "@", something on both sides, no white space: the shape every address of ours has.
ADDRESS = re.compile(r"[^@\s<>,;\"]+@[^@\s<>,;\"]+\.[^@\s<>,;\".]+")


class Frozen(BaseModel):
    """A value: never changed in place, unknown fields refused."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def fold_address(address: str) -> str:
    """Return the address as Debrief compares it: trimmed and in lower case."""
    return address.strip().lower()


def untagged(address: str) -> str:
    """Return the mailbox of a plus-address: jane+debrief@x is jane@x."""
    name, at, domain = address.rpartition("@")
    return (name.partition("+")[0] or name) + at + domain


def _mail_address(value: str) -> str:
    if not ADDRESS.fullmatch(value.strip()) or not value.strip().isprintable() or "/" in value:
        raise ValueError(f"{value!r} is not a mail address; write it as name@company.example")
    return fold_address(value)


class Person(Frozen):
    """Somebody of ours: a name, an address, and the zone and country they work in."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    name: str
    email: str
    time_zone: str = "UTC"
    country: str | None = None  # ISO 3166-1 alpha-2, for public holidays
    subdivision: str | None = None  # ISO 3166-2 part, as the library `holidays` names it

    @field_validator("name")
    @classmethod
    def _named(cls, value: str) -> str:
        shown = " ".join("".join(c if c.isprintable() else " " for c in value).split())
        if not shown:
            raise ValueError("is empty; write the person's name")
        return shown

    @field_validator("email")
    @classmethod
    def _address(cls, value: str) -> str:
        return _mail_address(value)

    @field_validator("country")
    @classmethod
    def _country(cls, value: str | None) -> str | None:
        code = (value or "").strip().upper()
        if value is not None and not re.fullmatch("[A-Z]{2}", code):
            raise ValueError(f"{value!r} is not a country code; write it as DE, GB or US")
        return {"UK": "GB"}.get(code, code) or None

    @field_validator("time_zone")
    @classmethod
    def _zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (KeyError, ValueError, OSError):
            from zoneinfo import available_timezones

            near = difflib.get_close_matches(value, sorted(available_timezones()), n=1, cutoff=0.5)
            hint = f"; did you mean {near[0]!r}?" if near else "; write it as Europe/Berlin"
            raise ValueError(f"{value!r} is not a time zone{hint}") from None
        return value

    @property
    def first_name(self) -> str:
        """The name to greet with."""
        return first_name(self.name) or self.name or self.email


class Company(Frozen):
    """Our own company: its name and mail domain."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    name: str
    domain: str

    @field_validator("domain")
    @classmethod
    def _domain(cls, value: str) -> str:
        domain = value.strip().removeprefix("@").lower()
        if not ADDRESS.fullmatch(f"x@{domain}"):
            raise ValueError(f"{value!r} is not a mail domain; write it as company.example")
        return domain


class Money(Frozen):
    """An amount in one currency (ISO 4217)."""

    amount: float = Field(gt=0, allow_inf_nan=False)
    currency: str

    @field_validator("currency")
    @classmethod
    def _code(cls, value: str) -> str:
        code = value.strip().upper()
        if not re.fullmatch("[A-Z]{3}", code):
            raise ValueError(f"{value!r} is not a currency; write its code, such as USD or EUR")
        return code


class Team(Frozen):
    """One manager with their reps; the unit that Debrief runs for."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    company: Company
    manager: Person
    reps: tuple[Person, ...]
    major_deal_threshold: Money = Money(amount=100_000, currency="USD")
    debrief_address: str | None = None  # where an explicit request is forwarded to
    authserv_id: str | None = None  # the only Authentication-Results header to trust

    @field_validator("debrief_address")
    @classmethod
    def _reachable(cls, value: str | None) -> str | None:
        return _mail_address(value) if value else None

    @model_validator(mode="after")
    def _unique(self) -> Team:
        seen: set[str] = set()
        for person in self.people():
            if person.email in seen:
                raise ValueError(f"{person.email} is listed twice; give each person one entry")
            seen.add(person.email)
        if self.rep(self.debrief_address) is not None:
            raise ValueError(
                f"debrief_address {self.debrief_address} is a rep's own; give one whose mail comes "
                "into the manager's mailbox"
            )
        if not self.reps:
            raise ValueError("reps is empty; list at least one rep")
        return self

    def people(self) -> Iterator[Person]:
        """Yield the manager, then the reps."""
        yield self.manager
        yield from self.reps

    def person(self, email: str | None) -> Person | None:
        """Return who of the team has exactly this address."""
        return self.by_address.get(fold_address(email or ""))

    @cached_property
    def by_address(self) -> Mapping[str, Person]:
        """Everybody of the team; looked up for each address of each mail."""
        return {p.email: p for p in self.people()}

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> Self:
        """Return a copy, which may be of other people and so looks them up for itself."""
        copied = super().model_copy(update=update, deep=deep)
        vars(copied).pop("by_address", None)
        return copied

    def rep(self, email: str | None) -> Person | None:
        """Return the rep with exactly this address."""
        found = self.person(email)
        return found if found is not None and found != self.manager else None

    def is_ours(self, email: str | None) -> bool:
        """Tell whether the address is of our own company or team."""
        folded = fold_address(email or "")
        domain = folded.rpartition("@")[2]
        own = self.company.domain.lower()
        return domain == own or domain.endswith("." + own) or self.person(folded) is not None


def load_team(path: Path) -> Team:
    """Read a team file (JSON); raise `BadInput` naming the field and the remedy."""
    try:
        data: Any = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as err:
        why = err.strerror
        raise BadInput(f"{path}: cannot be read ({why}); give the path of a team file") from err
    except UnicodeDecodeError as err:
        raise BadInput(f"{path}: is not UTF-8 text; save it as UTF-8") from err
    except json.JSONDecodeError as err:
        raise BadInput(f"{path}, line {err.lineno}: {err.msg}; mend the JSON there") from err
    except RecursionError as err:
        raise BadInput(f"{path}: is nested too deeply to be a team file") from err
    return check_team(data, path)


def check_team(data: object, path: Path) -> Team:
    """Return the team that a parsed team file describes; raise `BadInput` line by line."""
    from pydantic import ValidationError

    try:
        team = Team.model_validate(data)
    except ValidationError as err:
        lines = [f"{path}, {_where(e['loc'])}: {in_words(e)}" for e in err.errors()]
        lines += _misspelt(data, path)
        raise BadInput("\n".join(lines[:MOST_TOLD])) from err
    if wrong := _misspelt(data, path):
        raise BadInput("\n".join(wrong[:MOST_TOLD]))
    return team


def _where(place: tuple[int | str, ...]) -> str:
    """Name a field as its reader counts: ``reps, entry 2, email``."""
    parts = (f"entry {part + 1}" if isinstance(part, int) else part for part in place)
    return ", ".join(parts) or "the file"


def unknown_keys(path: Path) -> Iterator[tuple[str, str | None]]:
    """Yield where a team file has keys that count for nothing, each with the one it looks like."""
    data: Any = json.loads(path.read_text(encoding="utf-8-sig"))
    for place, key, model in _strange(data):
        yield _where((*place, key)), _near(key, model)


def _misspelt(data: object, path: Path) -> list[str]:
    """Find keys that stand for a known one: ``timezone`` would silently be UTC."""
    found = ((_where((*p, key)), _near(key, model)) for p, key, model in _strange(data, alone=True))
    return [f"{path}, {where}: is unknown; did you mean {near!r}?" for where, near in found if near]


def _near(key: str, model: type[BaseModel]) -> str | None:
    """Return the known key that another one looks like, or is short for (``threshold``)."""
    near = difflib.get_close_matches(key.lower(), model.model_fields, 1, 0.75)
    parts = key.lower().split("_")
    short = (
        field
        for field in model.model_fields
        if len(parts[-1]) > 3 and set(parts) < set(field.split("_")) and field.endswith(parts[-1])
    )
    return next(iter((*near, *short)), None)


def _strange(
    data: object, *, alone: bool = False
) -> Iterator[tuple[tuple[int | str, ...], str, type[BaseModel]]]:
    """Yield the keys that no model knows; ``alone``: not beside the known one that they look like."""
    if not isinstance(data, dict):
        return
    people = data.get("reps")
    parts: list[tuple[tuple[int | str, ...], object, type[BaseModel]]] = [
        ((), data, Team),
        (("manager",), data.get("manager"), Person),
        (("company",), data.get("company"), Company),
        *(
            (("reps", number), rep, Person)
            for number, rep in enumerate(people if isinstance(people, list) else [])
        ),
    ]
    for place, value, model in parts:
        if not isinstance(value, dict):
            continue
        for key in value:
            if key in model.model_fields:
                continue
            if not alone or _near(str(key), model) not in value:
                yield place, str(key), model
