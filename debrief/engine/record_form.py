"""Records that a newer Debrief wrote are refused whole: what cannot be read may say whom a customer heard from.

A Debrief that works keeps, in the records, the names of all that its records can hold. One that finds
names there that it does not know is the older one.
"""

from __future__ import annotations

import inspect
from enum import StrEnum
from functools import cache
from typing import Any, get_args

from pydantic import BaseModel

from debrief.engine.limits import Settings
from debrief.errors import BadInput
from debrief.model import SCHEMA, Funnel, Inbound, PracticeBook, Review

KEPT = "form"  # the setting
RECORDS = (Review, PracticeBook, Funnel, Inbound)


@cache
def names() -> frozenset[str]:
    """Return the names of all that a record of this Debrief can hold."""
    found: set[str] = set()
    for record in RECORDS:
        _gather(record, found)
    return frozenset(found | {f"form {number}" for number in range(1, SCHEMA + 1)})


def _gather(kind: Any, found: set[str]) -> None:  # noqa: ANN401 - any annotation
    if inspect.isclass(kind) and issubclass(kind, BaseModel):
        for name, field in kind.model_fields.items():
            said = f"{kind.__name__}.{name}"
            if said not in found:
                found.add(said)
                _gather(field.annotation, found)
    elif inspect.isclass(kind) and issubclass(kind, StrEnum):
        found.update(f"{kind.__name__} {value}" for value in kind)
    for part in get_args(kind):
        _gather(part, found)


class RecordForm:
    """Sees that all records can be read, and keeps what is written from now on."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._fits: str | None = None  # what was kept when all of it was known

    def see(self) -> None:
        """Raise `BadInput` where a newer Debrief has worked on these records."""
        kept = self._settings.setting(KEPT)
        if kept == self._fits:
            return
        if unknown := sorted(set((kept or "").split(",")) - names() - {""}):
            raise BadInput(
                f"the records were written by a newer Debrief: this one does not know {unknown[0]}. "
                "Install that version or a later one, or restore a backup that was made before the update"
            )
        self._fits = kept

    def keep(self) -> None:
        """Say what may stand in the records from now on; raise like `see`."""
        self.see()
        ours = ",".join(sorted(names()))
        if self._fits != ours:
            self._settings.save_setting(KEPT, ours)
            self._fits = ours
