"""Holds requests and answers against the vendor's own discovery documents.

The documents come with google-api-python-client. Everything unknown is an error: a parameter, a
field, a value outside an enumeration; so are missing required ones and wrong formats.
"""

from __future__ import annotations

import json
import re
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import googleapiclient
from jsonschema import Draft202012Validator, FormatChecker

DOCUMENTS = Path(googleapiclient.__file__).parent / "discovery_cache" / "documents"
FORMATS = FormatChecker(formats=())
INTEGERS = {"int32": 32, "uint32": 32}


@FORMATS.checks("google-int64")
def _int64(value: object) -> bool:
    return not isinstance(value, str) or re.fullmatch(r"-?\d+", value) is not None


@FORMATS.checks("google-date-time")
def _date_time(value: object) -> bool:
    if not isinstance(value, str):
        return True
    if not re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)", value):
        return False
    datetime.fromisoformat(value.replace("Z", "+00:00"))
    return True


@FORMATS.checks("google-byte")
def _byte(value: object) -> bool:
    return not isinstance(value, str) or re.fullmatch(r"[A-Za-z0-9_-]*={0,2}", value) is not None


class Discovery:
    """One API's document: finds the method of a request and judges both sides of it."""

    def __init__(self, name: str) -> None:
        self.document = json.loads((DOCUMENTS / f"{name}.json").read_text("utf-8"))
        base = "/" + self.document["servicePath"]
        self.methods = [(_pattern(base + _flat(m)), m) for m in _methods(self.document)]
        self.schemas = {name: _schema(s) for name, s in self.document["schemas"].items()}

    def method(self, verb: str, path: str) -> dict[str, Any] | None:
        """Return the method that a request calls; literal paths win over templates."""
        fitting = [m for p, m in self.methods if m["httpMethod"] == verb and p.fullmatch(path)]
        return min(fitting, key=lambda m: _flat(m).count("{"), default=None)

    def scopes(self, verb: str, path: str) -> list[str]:
        """Return the scopes of which a request needs one."""
        method = self.method(verb, path)
        return [] if method is None else list(method.get("scopes", []))

    def faults(
        self,
        verb: str,
        path: str,
        query: dict[str, list[str]],
        asked: bytes,
        status: int,
        answered: bytes,
    ) -> list[str]:
        """Return what is wrong with a request and its answer."""
        method = self.method(verb, path)
        if method is None:
            return [f"{verb} {path}: no such method"]
        found = [*self._query(method, query), *self._asked(method, asked)]
        found += self._answered(method, status, answered)
        return [f"{method['id']}: {fault}" for fault in found]

    def _query(self, method: dict[str, Any], query: dict[str, list[str]]) -> list[str]:
        known = {**self.document["parameters"], **method.get("parameters", {})}
        found = []
        for name, values in query.items():
            if name not in known:
                found.append(f"unknown parameter {name}")
                continue
            if len(values) > 1 and not known[name].get("repeated"):
                found.append(f"parameter {name} is not repeated")
            found += [f"{name}={v!r}" for v in values if not _fits(known[name], v)]
        given = [n for n, p in known.items() if p.get("required") and p["location"] == "query"]
        return found + [f"parameter {n} is missing" for n in given if n not in query]

    def _asked(self, method: dict[str, Any], body: bytes) -> list[str]:
        schema = method.get("request")
        if schema is None:
            return ["a body where none is known"] if body else []
        value = json.loads(body or b"{}")
        found = self._judge(schema["$ref"], value, "request")
        properties = self.document["schemas"][schema["$ref"]].get("properties", {})
        for name, property_ in properties.items():
            needed = property_.get("annotations", {}).get("required", [])
            if method["id"] in needed and name not in value:
                found.append(f"request: {name} is required")
        return found

    def _answered(self, method: dict[str, Any], status: int, body: bytes) -> list[str]:
        if status >= 400:
            return self._error(status, body)
        schema = method.get("response")
        if schema is None:
            return ["an answer where none is known"] if body else []
        return self._judge(schema["$ref"], json.loads(body), "answer")

    def _error(self, status: int, body: bytes) -> list[str]:
        try:
            error = json.loads(body)["error"]
            fine = error["code"] == status and isinstance(error["message"], str)
            reasons = [(e["domain"], e["reason"], e["message"]) for e in error["errors"]]
        except (ValueError, KeyError, TypeError):
            fine, reasons = False, []
        return [] if fine and reasons else [f"error {status} has not the documented form"]

    def _judge(self, name: str, value: Any, what: str) -> list[str]:
        return [
            f"{what}.{'.'.join(map(str, e.absolute_path))}: {e.message[:200]}"
            for e in self._validator(name).iter_errors(value)
        ]

    @cache  # noqa: B019 - two documents, as long as the tests
    def _validator(self, name: str) -> Draft202012Validator:
        schema = {"$ref": f"#/$defs/{name}", "$defs": self.schemas}
        return Draft202012Validator(schema, format_checker=FORMATS)


@cache
def discovery(name: str) -> Discovery:
    """Return the judge of one API ("gmail.v1", "calendar.v3")."""
    return Discovery(name)


def _methods(resource: dict[str, Any]) -> list[dict[str, Any]]:
    found = list(resource.get("methods", {}).values())
    for inner in resource.get("resources", {}).values():
        found += _methods(inner)
    return found


def _flat(method: dict[str, Any]) -> str:
    """Return a method's path with each part of a name as a template of its own."""
    return str(method.get("flatPath", method["path"]))


def _pattern(template: str) -> re.Pattern[str]:
    parts = re.split(r"\{\+?(\w+)\}", template)
    return re.compile("".join(re.escape(p) if n % 2 == 0 else "[^/]+" for n, p in enumerate(parts)))


def _schema(given: dict[str, Any]) -> dict[str, Any]:
    """Turn a discovery schema into JSON Schema that allows nothing unknown."""
    if "$ref" in given:
        return {"$ref": f"#/$defs/{given['$ref']}"}
    kind = given["type"]
    if kind == "any":
        return {}
    made: dict[str, Any] = {"type": kind}
    if kind == "array":
        made["items"] = _schema(given["items"])
    if kind == "object":
        made["properties"] = {n: _schema(p) for n, p in given.get("properties", {}).items()}
        others = given.get("additionalProperties")
        made["additionalProperties"] = _schema(others) if others else False
    if "enum" in given:
        made["enum"] = given["enum"]
    if kind == "string" and given.get("format") in ("int64", "uint64"):
        made["format"] = "google-int64"
    elif kind == "string" and given.get("format") in ("date-time", "byte"):
        made["format"] = f"google-{given['format']}"
    elif given.get("format") in INTEGERS:
        bits = INTEGERS[given["format"]]
        made |= {"minimum": -(2 ** (bits - 1)), "maximum": 2**bits - 1}
    return made


def _fits(parameter: dict[str, Any], text: str) -> bool:
    value = unquote(text)
    if "enum" in parameter and value not in parameter["enum"]:
        return False
    if parameter["type"] == "boolean":
        return value in ("true", "false")
    if parameter["type"] == "integer":
        low, high = parameter.get("minimum"), parameter.get("maximum")
        whole = re.fullmatch(r"-?\d+", value) is not None
        return (
            whole
            and (low is None or int(value) >= int(low))
            and (high is None or int(value) <= int(high))
        )
    if "pattern" in parameter and not re.search(parameter["pattern"], value):
        return False
    return parameter.get("format") != "google-datetime" or _date_time(value)
