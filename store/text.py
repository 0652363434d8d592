"""How a record becomes JSON text that both stores can keep and give back unchanged."""

from __future__ import annotations

import functools
from typing import TypeVar

from pydantic import BaseModel, TypeAdapter
from pydantic_core import PydanticSerializationError

M = TypeVar("M", bound=BaseModel)

_NUL = b"\\u0000"


@functools.cache
def _form(model: type[M]) -> TypeAdapter[M]:
    return TypeAdapter(model)


def as_json(record: M) -> tuple[M, bytes]:
    r"""Return the record as it will come back, and its JSON (UTF-8).

    Lone surrogates and NUL characters, which UTF-8 and PostgreSQL cannot hold, become U+FFFD;
    mail with broken charset labels brings both.
    """
    form = _form(type(record))
    try:
        text = form.dump_json(record)
    except PydanticSerializationError:
        text = _NUL
    if _NUL not in text:
        return record, text
    cleaned = form.validate_python(_cleaned(record.model_dump()))
    return cleaned, form.dump_json(cleaned)


def clean(text: str) -> str:
    """Return the text as a store keeps it."""
    return (
        text.replace("\0", "\ufffd").encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    )


def _cleaned(value: object) -> object:
    if type(value) is str:
        return clean(value)
    if isinstance(value, dict):
        return {_cleaned(k): _cleaned(v) for k, v in value.items()}
    if isinstance(value, list | tuple):
        return [_cleaned(v) for v in value]
    return value
