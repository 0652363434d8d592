"""Numbered steps that bring a record written by an older Debrief to today's form.

``STEPS[n]`` turns a record of schema n into one of schema n + 1. A step is never changed once
released; records are migrated when they are read and keep the new form when they are next saved.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from debrief.errors import BadInput, NeedsHuman
from debrief.model import SCHEMA
from store.text import from_json

M = TypeVar("M", bound=BaseModel)

Step = Callable[[str, dict[str, Any]], dict[str, Any]]
"""Takes the record's kind ("review", "book", "funnel", "inbound", "word") and its fields."""

STEPS: Mapping[int, Step] = {}


def upgrade(
    kind: str,
    fields: dict[str, Any],
    schema: int,
    target: int = SCHEMA,
    steps: Mapping[int, Step] = STEPS,
) -> dict[str, Any]:
    """Return the fields in the ``target`` schema's form.

    Raise `BadInput` for a record from a newer Debrief, `NeedsHuman` when a step is missing.
    """
    if schema > target:
        raise BadInput(
            f"this {kind} was written by a newer Debrief (schema {schema}, here {target}); "
            "install that version or a later one."
        )
    for number in range(schema, target):
        step = steps.get(number)
        if step is None:
            raise NeedsHuman(
                f"no migration leads from schema {number} to {number + 1}; "
                "install the Debrief version in between, run it once, then come back."
            )
        fields = step(kind, fields)
    if "schema_number" in fields:
        fields = {**fields, "schema_number": target}
    return fields


def revive(kind: str, model: type[M], schema: int, data: bytes | str, where: str) -> M:
    """Return the record that JSON of this schema holds, in today's form.

    Raise `BadInput` or `NeedsHuman`, naming ``where`` it stands.
    """
    try:
        if schema == SCHEMA:
            return from_json(model, data, where)
        return model.model_validate(upgrade(kind, json.loads(data), schema))
    except ValidationError as err:
        first = err.errors()[0]
        field = ".".join(str(part) for part in first["loc"])
        raise NeedsHuman(
            f"{where}: the {kind} does not fit this version of Debrief ({field}: {first['msg']}); "
            "install the version that wrote it, or a later one."
        ) from err
    except (BadInput, NeedsHuman) as err:
        raise type(err)(f"{where}: {err}") from err
