"""What is wrong with a value that a person wrote, in words that say what to write instead."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, get_args
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from pydantic import BaseModel, ValidationError
    from pydantic.fields import FieldInfo

_PLAIN = {  # pydantic's words for developers, in ours
    "missing": "is missing; add it",
    "tuple_type": "must be a list, written [ ... ]",
    "list_type": "must be a list, written [ ... ]",
    "too_long": "has too many values; take some out",
    "too_short": "has too few values; add some",
    "model_type": "must be an object, written { ... }",
    "dict_type": "must be an object, written { ... }",
    "string_type": 'must be a text, written in "..."',
    "string_pattern_mismatch": "must begin with https://",
    "bool_type": "must be true or false, without quotes",
    "bool_parsing": "must be true or false, without quotes",
    "int_type": "must be a whole number, without quotes",
    "int_parsing": "must be a whole number, without quotes",
    "int_from_float": "must be a whole number",
    "float_type": "must be a number, without quotes",
    "float_parsing": "must be a number, such as 100000",
    "finite_number": "must be a number, such as 100000",
}
_BOUNDS = {
    "greater_than": ("must be more than {}", "gt"),
    "greater_than_equal": ("must be at least {}", "ge"),
    "less_than": ("must be less than {}", "lt"),
    "less_than_equal": ("must be at most {}", "le"),
}
_KINDS = {int: "a whole number", float: "a number"}


def in_words(error: Mapping[str, Any], model: type[BaseModel] | None = None) -> str:
    """Return what one of pydantic's errors means; with its model, also which numbers it takes."""
    kind, place, details = error["type"], error["loc"], error.get("ctx") or {}
    if kind == "value_error":
        return str(error["msg"]).removeprefix("Value error, ")
    field = model.model_fields.get(str(place[0])) if model is not None and place else None
    if field is not None and (wanted := _numbers(field)):
        return wanted
    if kind in _BOUNDS:
        words, bound = _BOUNDS[kind]
        return words.format(f"{details[bound]:g}")
    if kind == "literal_error":
        return f"must be {details['expected']}"
    if kind == "extra_forbidden":
        return "is unknown; take it out"
    return _PLAIN.get(kind, "is not what belongs here; mend it")


def in_section(err: ValidationError, model: type[BaseModel], section: str) -> Iterator[str]:
    """Yield each thing that is wrong in a section, naming its setting."""
    for error in err.errors():
        said = in_words(error, model)
        if error["type"] == "extra_forbidden":
            said = f"is unknown; known are {', '.join(model.model_fields)}"
        yield f"{'.'.join((section, *_names(error['loc'])))}: {said}"


def is_web_address(text: str, *schemes: str) -> bool:
    """Tell whether a text is a whole address of the web; of http or https unless others are named."""
    try:
        parts = urlsplit(text)
        known = parts.port is None or parts.port > 0
    except ValueError:
        return False
    return known and parts.scheme in (schemes or ("https", "http")) and bool(parts.hostname)


def _names(place: tuple[int | str, ...]) -> tuple[str, ...]:
    return tuple(part for part in place if isinstance(part, str))


def _numbers(field: FieldInfo) -> str:
    """Say which numbers a field takes; empty where it takes none, or any."""
    kind, bounds, one = field.annotation, field.metadata, True
    parts = get_args(kind)
    if getattr(kind, "__origin__", None) is tuple and parts and hasattr(parts[0], "__metadata__"):
        kind, bounds, one = parts[0].__origin__, _constraints(parts[0].__metadata__), False
    elif parts and type(None) in parts:
        kind = next(part for part in parts if part is not type(None))
    least, most = _bound(bounds, "ge", "gt"), _bound(bounds, "le", "lt")
    if kind not in _KINDS or least is None or most is None:
        return ""
    what = _KINDS[kind] if one else "two whole numbers"
    start = "above 0" if _bound(bounds, "ge") is None and least == 0 else f"from {least:g}"
    usual = field.default if one else list(field.default)
    such = f", such as {usual}" if usual is not None else ""
    return f"must be {what} {start} to {most:g}, without quotes{such}"


def _constraints(metadata: tuple[Any, ...]) -> list[Any]:
    return [part for given in metadata for part in getattr(given, "metadata", [given])]


def _bound(metadata: list[Any], *names: str) -> float | None:
    found = (getattr(part, name, None) for part in metadata for name in names)
    return next((float(value) for value in found if value is not None), None)
