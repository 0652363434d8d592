"""Check requests and responses against a service's published OData metadata (CSDL 4.0, XML).

Compact and strict: names, primitive types, enum members, collections, nullability and derived
types, the path itself, bound actions and functions with their parameters, and the names in
``$select``, ``$expand`` and ``$orderby``. Stricter than the metadata in one point: open types may
carry no unknown property, so that a misspelt name is found. It cannot know behaviour.
"""

from __future__ import annotations

import base64
import binascii
import os
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import lru_cache
from pathlib import Path
from typing import Any
from uuid import UUID
from xml.etree import ElementTree

EDM = "{http://docs.oasis-open.org/odata/ns/edm}"
NAMESPACE = "microsoft.graph"
SHARED = "DEBRIEF_SHARED"
_COLLECTION = re.compile(r"Collection\((.+)\)")
_QUERY = {"$select", "$expand", "$filter", "$orderby", "$top", "$skip", "$count"}
_TOKENS = {"$skiptoken", "$deltatoken", "changeType"}


def metadata() -> Path | None:
    """Return Microsoft Graph's metadata: in $DEBRIEF_SHARED or ``shared`` above; None: absent."""
    root = Path(__file__).resolve().parents[2]
    places = [Path(os.environ[SHARED])] if os.environ.get(SHARED) else []
    for folder in (*places, *(above / "shared" for above in root.parents)):
        found = folder / "schemas/graph/v1.0.csdl"
        if found.is_file():
            return found
    return None


@dataclass(frozen=True)
class Member:
    """A property, a navigation property or a parameter."""

    type: str
    nullable: bool = True
    navigation: bool = False


@dataclass
class Kind:
    """An entity, complex or enumerated type."""

    name: str
    base: str | None = None
    abstract: bool = False
    stream: bool = False
    members: dict[str, Member] = field(default_factory=dict)
    names: frozenset[str] = frozenset()  # of an enumeration
    flags: bool = False


@dataclass(frozen=True)
class Operation:
    """A bound action or function."""

    name: str
    bound_to: str
    parameters: Mapping[str, Member]
    returns: str | None
    action: bool


@dataclass(frozen=True)
class Place:
    """What a path leads to."""

    type: str | None  # "x", "Collection(x)"; None: nothing
    operation: Operation | None = None
    stream: bool = False


class Wrong(Exception):
    """A path or name that the metadata does not have."""


class Schema:
    """The metadata of one service."""

    def __init__(self, text: bytes) -> None:
        root = ElementTree.fromstring(text)
        self.kinds: dict[str, Kind] = {}
        self.operations: list[Operation] = []
        self.roots: dict[str, str] = {}
        for schema in root.iter(f"{EDM}Schema"):
            if schema.get("Namespace") == NAMESPACE:
                for element in schema:
                    self._read(element)

    def _read(self, element: ElementTree.Element) -> None:
        tag, name = element.tag.removeprefix(EDM), element.get("Name", "")
        if tag in {"EntityType", "ComplexType"}:
            self.kinds[name] = _kind(element, name)
        elif tag == "EnumType":
            names = frozenset(m.get("Name", "") for m in element.iter(f"{EDM}Member"))
            self.kinds[name] = Kind(name, names=names, flags=element.get("IsFlags") == "true")
        elif tag in {"Action", "Function"} and element.get("IsBound") == "true":
            self.operations.append(_operation(element, name, tag == "Action"))
        elif tag == "EntityContainer":
            for entry in element:
                kind = entry.get("EntityType") or entry.get("Type")
                if kind:
                    many = entry.tag == f"{EDM}EntitySet"
                    plain = _plain(kind)
                    self.roots[entry.get("Name", "")] = f"Collection({plain})" if many else plain

    # -- types -------------------------------------------------------------------------------

    def lineage(self, name: str) -> Iterator[Kind]:
        """Yield a type and what it is derived from."""
        at: str | None = name
        while at is not None:
            kind = self.kinds.get(at)
            if kind is None:
                raise Wrong(f"no type {at}")
            yield kind
            at = kind.base

    def members(self, name: str) -> dict[str, Member]:
        """Return everything a value of this type may hold."""
        found: dict[str, Member] = {}
        for kind in self.lineage(name):
            found = {**kind.members, **found}
        return found

    # -- paths -------------------------------------------------------------------------------

    def resolve(self, path: str) -> Place:
        """Follow a path from the service's root; raise `Wrong` where it leads nowhere."""
        segments = [s for s in path.strip("/").split("/") if s]
        if not segments or segments[0] not in self.roots:
            raise Wrong(f"no entity set or singleton {segments[:1]}")
        place = Place(self.roots[segments[0]])
        for segment in segments[1:]:
            place = self._step(place, segment)
        return place

    def _step(self, place: Place, segment: str) -> Place:
        if place.operation is not None or place.type is None or place.stream:
            raise Wrong(f"nothing comes after {place}")
        if segment == "$value":
            if not any(kind.stream for kind in self.lineage(place.type)):
                raise Wrong(f"{place.type} has no stream")
            return Place(None, stream=True)
        operation = self._operation(place.type, segment)
        if operation is not None:
            return Place(operation.returns, operation)
        many = _COLLECTION.fullmatch(place.type)
        if many:
            return Place(many[1])  # a key
        member = self.members(place.type).get(segment)
        if member is None:
            raise Wrong(f"{place.type} has no {segment}")
        return Place(member.type)

    def _operation(self, type_: str, name: str) -> Operation | None:
        name = name.removeprefix(f"{NAMESPACE}.").partition("(")[0]
        many = _COLLECTION.fullmatch(type_)
        bases = [k.name for k in self.lineage(many[1] if many else type_)]
        bound = {f"Collection({b})" if many else b for b in bases}
        return next((o for o in self.operations if o.name == name and o.bound_to in bound), None)

    # -- messages ----------------------------------------------------------------------------

    def request_faults(
        self, method: str, path: str, query: Mapping[str, str], body: object
    ) -> list[str]:
        """Return everything that is wrong with a request; ``body`` None: it has none."""
        try:
            place = self.resolve(path)
            faults = list(self._query(place, query))
        except Wrong as err:
            return [f"{method} {path}: {err}"]
        if place.operation is not None:
            if (method == "POST") != place.operation.action:
                faults.append(f"{method} on {place.operation.name}")
            faults += self._parameters(place.operation, body)
        elif method in {"POST", "PATCH"}:
            kind = _element(place.type)
            faults += self.faults(body, kind, "body")
        elif body is not None:
            faults.append(f"{method} with a body")
        return faults

    def _parameters(self, operation: Operation, body: object) -> Iterator[str]:
        if body is None and (not operation.parameters or not operation.action):
            return
        if not isinstance(body, dict):
            yield f"{operation.name} wants an object with its parameters"
            return
        for name, value in body.items():
            if name not in operation.parameters:
                yield f"{operation.name} has no parameter {name}"
            else:
                yield from self._member(value, operation.parameters[name], name)

    def _query(self, place: Place, query: Mapping[str, str]) -> Iterator[str]:
        known = _QUERY | (_TOKENS if place.operation else set())
        yield from (f"no query option {name}" for name in query if name not in known)
        kind = _element(place.type) if place.type else None
        if kind is None or kind.startswith("Edm."):
            return
        members = self.members(kind)
        for name in filter(None, query.get("$select", "").split(",")):
            if name not in members or members[name].navigation:
                yield f"$select: {kind} has no {name}"
        expand = re.sub(r"\(.*\)", "", query.get("$expand", ""))
        for name in filter(None, expand.split(",")):
            if name not in members or not members[name].navigation:
                yield f"$expand: {kind} has no relation {name}"
        for part in filter(None, query.get("$orderby", "").split(",")):
            if part.split()[0] not in members:
                yield f"$orderby: {kind} has no {part}"

    def response_faults(self, path: str, status: int, body: object) -> list[str]:
        """Return everything that is wrong with a response that has a JSON body, or none."""
        if status >= 400:
            return list(_error_faults(body))
        try:
            place = self.resolve(path)
        except Wrong as err:
            return [f"{path}: {err}"]
        many = _COLLECTION.fullmatch(place.type or "")
        posted = many and place.operation is None and status == 201
        if place.type is None or body is None:
            wrong = (place.type is None) != (body is None) and status not in (202, 204)
            return [f"{path}: {status} with body {body!r:.80}"] if wrong else []
        if not many or posted:
            return self.faults(body, _element(place.type), "response")
        if not isinstance(body, dict) or not isinstance(body.get("value"), list):
            return [f"{path}: a collection answers with a list named value"]
        extra = [n for n in body if n != "value" and not n.startswith("@odata.")]
        return [f"{path}: {n} beside value" for n in extra] + [
            fault
            for number, entry in enumerate(body["value"])
            for fault in self.faults(entry, many[1], f"value[{number}]")
        ]

    # -- values ------------------------------------------------------------------------------

    def faults(self, value: object, type_: str, where: str) -> list[str]:
        """Return everything that is wrong with a value of a type."""
        return list(self._value(value, type_, where))

    def _member(self, value: object, member: Member, where: str) -> Iterator[str]:
        many = _COLLECTION.fullmatch(member.type)
        if value is None:
            if many or not member.nullable:
                yield f"{where}: null is not allowed"
        elif many:
            if not isinstance(value, list):
                yield f"{where}: {member.type} is no list: {value!r:.60}"
                return
            for number, entry in enumerate(value):
                yield from self._value(entry, many[1], f"{where}[{number}]")
        else:
            yield from self._value(value, member.type, where)

    def _value(self, value: object, type_: str, where: str) -> Iterator[str]:
        if type_.startswith("Edm."):
            check = PRIMITIVES.get(type_)
            if check is None or not check(value):
                yield f"{where}: {value!r:.60} is no {type_}"
            return
        kind = self.kinds[type_]
        if kind.names:
            words = value.split(",") if kind.flags and isinstance(value, str) else [value]
            yield from (f"{where}: {w!r} is not in {type_}" for w in words if w not in kind.names)
        elif not isinstance(value, dict):
            yield f"{where}: {type_} is no object: {value!r:.60}"
        else:
            yield from self._object(value, type_, where)

    def _object(self, value: Mapping[str, Any], type_: str, where: str) -> Iterator[str]:
        stated = str(value.get("@odata.type", type_)).removeprefix("#")
        actual = _plain(stated)
        if actual not in self.kinds or type_ not in {k.name for k in self.lineage(actual)}:
            yield f"{where}: {stated} is not derived from {type_}"
            return
        if self.kinds[actual].abstract:
            yield f"{where}: {actual} is abstract, @odata.type must name another"
        members = self.members(actual)
        for name, held in value.items():
            if "@" in name:
                if not re.match(r"(?:\w+)?@(?:odata\.|removed$)", name):
                    yield f"{where}: {name} is no annotation"
            elif name not in members:
                yield f"{where}: {actual} has no {name}"
            else:
                yield from self._member(held, members[name], f"{where}.{name}")


def _kind(element: ElementTree.Element, name: str) -> Kind:
    base = element.get("BaseType")
    kind = Kind(
        name,
        _plain(base) if base else None,
        element.get("Abstract") == "true",
        element.get("HasStream") == "true" or name == "message",  # documented, not in the metadata
    )
    for part in element:
        tag = part.tag.removeprefix(EDM)
        if tag in {"Property", "NavigationProperty"}:
            kind.members[part.get("Name", "")] = _member_of(part, tag == "NavigationProperty")
    return kind


def _member_of(part: ElementTree.Element, navigation: bool = False) -> Member:
    return Member(_typed(part.get("Type", "")), part.get("Nullable") != "false", navigation)


def _operation(element: ElementTree.Element, name: str, action: bool) -> Operation:
    parameters = {p.get("Name", ""): _member_of(p) for p in element.iter(f"{EDM}Parameter")}
    first = next(iter(parameters), "")
    bound_to = parameters.pop(first).type if first else ""
    returned = element.find(f"{EDM}ReturnType")
    returns = _typed(returned.get("Type", "")) if returned is not None else None
    return Operation(name, bound_to, parameters, returns, action)


def _typed(type_: str) -> str:
    many = _COLLECTION.fullmatch(type_)
    return f"Collection({_plain(many[1])})" if many else _plain(type_)


def _plain(name: str) -> str:
    return name.removeprefix("graph.").removeprefix(f"{NAMESPACE}.")


def _element(type_: str | None) -> str:
    many = _COLLECTION.fullmatch(type_ or "")
    return many[1] if many else type_ or ""


def _error_faults(body: object) -> Iterator[str]:
    """OData JSON 4.01, 21.1: an object named error with code and message, both texts."""
    error = body.get("error") if isinstance(body, dict) else None
    for name in ("code", "message"):
        if not isinstance(error, dict) or not isinstance(error.get(name), str):
            yield f"an error without {name}: {body!r:.80}"


def _parses(parse: Callable[[str], object]) -> Callable[[object], bool]:
    def check(value: object) -> bool:
        if not isinstance(value, str):
            return False
        try:
            return parse(value) is not None
        except (ValueError, binascii.Error):
            return False

    return check


def _moment(value: str) -> datetime:
    at = datetime.fromisoformat(value)
    if at.tzinfo is None or "T" not in value:
        raise ValueError("DateTimeOffset needs a time and an offset")
    return at


def _whole(bits: int) -> Callable[[object], bool]:
    edge = 1 << (bits - 1)
    return lambda v: isinstance(v, int) and not isinstance(v, bool) and -edge <= v < edge


def _number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


PRIMITIVES: dict[str, Callable[[object], bool]] = {
    "Edm.String": lambda v: isinstance(v, str),
    "Edm.Boolean": lambda v: isinstance(v, bool),
    "Edm.Int16": _whole(16),
    "Edm.Int32": _whole(32),
    "Edm.Int64": _whole(64),
    "Edm.Byte": lambda v: isinstance(v, int) and not isinstance(v, bool) and 0 <= v < 256,
    "Edm.Double": _number,
    "Edm.Single": _number,
    "Edm.Decimal": _number,
    "Edm.DateTimeOffset": _parses(_moment),
    "Edm.Date": _parses(date.fromisoformat),
    "Edm.TimeOfDay": _parses(time.fromisoformat),
    "Edm.Duration": _parses(
        lambda v: re.fullmatch(r"-?P(?=.)(\d+D)?(T(?=.)(\d+H)?(\d+M)?([\d.]+S)?)?", v)
    ),
    "Edm.Guid": _parses(UUID),
    "Edm.Binary": _parses(lambda v: base64.b64decode(v, validate=True)),
    "Edm.Stream": _parses(lambda v: base64.b64decode(v, validate=True)),
}


@lru_cache(maxsize=1)
def graph_schema() -> Schema | None:
    """Return Microsoft Graph's metadata, read once; None where it is absent."""
    path = metadata()
    return Schema(path.read_bytes()) if path else None
