"""How a record becomes JSON text that both stores can keep and give back unchanged.

Values never change, so nothing is made twice: a record whose text was just written or read is not
read again, and the text of its parts (effects, lines of history, worksheets) not written again.
"""

from __future__ import annotations

import functools
from typing import Any, TypeVar, get_args, get_origin

from pydantic import BaseModel, TypeAdapter
from pydantic_core import PydanticSerializationError

M = TypeVar("M", bound=BaseModel)

_NUL = b"\\u0000"
_MOST_RECORDS = 64  # kept in memory with their texts: about 10 MB of long reviews
_MOST_PARTS = 10_000  # about 5 MB

_records: dict[str, tuple[bytes | str, BaseModel]] = {}  # by the place where they stand
_parts: dict[int, tuple[BaseModel, bytes]] = {}  # by identity, which lasts while it is kept here


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
        text = _text(record)
    except PydanticSerializationError:
        text = _NUL
    if _NUL in text:
        record = form.validate_python(_cleaned(record.model_dump()))
        text = _text(record)
    return record, text


def from_json(model: type[M], text: bytes | str, where: str) -> M:
    """Return the record of this text, which stands at ``where``; raise `ValidationError`."""
    known = _records.get(where)
    if known is not None and known[0] == text and isinstance(known[1], model):
        return known[1]
    record = model.model_validate_json(text)
    remember(record, text, where)
    return record


def remember(record: BaseModel, text: bytes | str, where: str) -> None:
    """Keep in mind what text of a record stands at ``where``."""
    if len(_records) >= _MOST_RECORDS:
        _records.clear()
    _records[where] = text, record


def _text(record: BaseModel) -> bytes:
    lists = _lists_of_parts(type(record))
    rest: bytes = type(record).__pydantic_serializer__.to_json(record, exclude=set(lists))
    fields = [rest[1:-1]] if rest != b"{}" else []
    for name, part in lists.items():
        texts = b",".join(_text_of_part(part, value) for value in getattr(record, name))
        fields.append(b'"%s":[%s]' % (name.encode(), texts))
    return b"{%s}" % b",".join(fields)


def _text_of_part(part: type[BaseModel], value: BaseModel) -> bytes:
    known = _parts.get(id(value))
    if known is not None and known[0] is value:
        return known[1]
    if len(_parts) >= _MOST_PARTS:
        _parts.clear()
    text: bytes = part.__pydantic_serializer__.to_json(value)
    _parts[id(value)] = value, text
    return text


@functools.cache
def _lists_of_parts(model: type[BaseModel]) -> dict[str, type[BaseModel]]:
    """Return the fields that hold any number of values of one of our models."""
    found = {}
    for name, field in model.model_fields.items():
        inside: tuple[Any, ...] = get_args(field.annotation)
        of_any_length = get_origin(field.annotation) is tuple and inside[1:] == (...,)
        if of_any_length and isinstance(inside[0], type) and issubclass(inside[0], BaseModel):
            found[name] = inside[0]
    return found


def clean(text: str) -> str:
    """Return the text as a store keeps it."""
    if text.isascii() and "\0" not in text:
        return text
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
