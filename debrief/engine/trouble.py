"""What keeps work waiting: since when and why, for `debrief status`; the manager hears of it once.

A fault that passes is nobody's business. One that has lasted for an hour is told by mail, where mail
itself can still be sent, once for as long as anything is in trouble.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from typing import TYPE_CHECKING

from pydantic import AwareDatetime, TypeAdapter

from debrief.errors import Conflict, DebriefError
from debrief.model import short_hash
from debrief.team import Frozen

if TYPE_CHECKING:
    from debrief.engine.desk import Desk

KEPT = "trouble"  # the setting
LASTS = timedelta(hours=1)
MAIL, FILING = "mail", "filing"  # what is kept waiting, if not a review by its id
_WHAT = {
    MAIL: "New mail waits to be taken in",
    FILING: "Mail cannot be marked or moved in your mailbox; all else goes on",
}
_REVIEW = "What is due in a review waits"

log = logging.getLogger("debrief")


class Trouble(Frozen):
    """Something that waits."""

    since: AwareDatetime
    why: str
    told: bool = False


_KEPT = TypeAdapter(dict[str, Trouble])


class Troubles:
    """Notes at a desk what is kept waiting."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def now(self) -> dict[str, Trouble]:
        """Return what is in trouble, by what it is."""
        return self._current(self._desk.store.setting(KEPT))

    def _current(self, kept: str | None) -> dict[str, Trouble]:
        """Return what is kept without reviews that have ended, or were erased, meanwhile."""
        known = _read(kept)
        return {k: t for k, t in known.items() if k in _WHAT or self._is_open(k)}

    def _is_open(self, review_id: str) -> bool:
        try:
            review = self._desk.store.get(review_id)
        except DebriefError:
            return False
        return not review.over and not review.errand

    @contextmanager
    def noted(self, what: str) -> Iterator[None]:
        """Note a fault within as what keeps this waiting; without one it waits no more."""
        try:
            yield
        except Conflict:
            raise
        except Exception as err:
            self.begins(what, err)
            raise
        self.ends(what)

    def begins(self, what: str, err: Exception) -> None:
        """Note what something waits for, and tell the manager where that has lasted."""
        if what not in _WHAT and not self._is_open(what):
            return
        why = str(err) if isinstance(err, DebriefError) else f"{type(err).__name__}: {err}"
        now = self._desk.clock()

        def add(kept: str | None) -> str:
            known = self._current(kept)
            before = known.get(what) or Trouble(since=now, why="")
            told = before.told or any(each.told for each in known.values())
            fields = {"why": why[:500].rstrip("."), "told": told}
            return _written({**known, what: before.model_copy(update=fields)})

        with suppress(DebriefError):  # the records may be what is away, and tell that by themselves
            known = _read(self._desk.store.change_setting(KEPT, add))
            if not known[what].told and now - known[what].since >= LASTS and self._mail_is_read():
                self._tell(known)

    def ends(self, what: str) -> None:
        """Note that something waits no more."""
        store = self._desk.store
        if what not in self.now():
            return
        store.change_setting(
            KEPT, lambda kept: _written({k: t for k, t in _read(kept).items() if k != what})
        )

    def _mail_is_read(self) -> bool:
        """Tell whether the mailbox answers: where it does not, no word of it would go out either."""
        try:
            self._desk.has_mail()
        except DebriefError:
            return False
        return True

    def _tell(self, known: dict[str, Trouble]) -> None:
        rows = {(spoken(what), each.why): each.since for what, each in reversed(known.items())}
        first = min(each.since for each in known.values())
        waiting = [
            {"what": what, "why": why, "since": since.isoformat()}
            for (what, why), since in sorted(rows.items(), key=lambda row: row[1])
        ]
        errand = f"e-{short_hash('trouble', first.isoformat())}"
        self._desk.run_errand(
            errand, "watch_inbox", "trouble", self._desk.team.manager, {"waiting": waiting[:5]}
        )
        told = {what: each.model_copy(update={"told": True}) for what, each in known.items()}
        self._desk.store.change_setting(KEPT, lambda kept: _written({**_read(kept), **told}))


def spoken(what: str) -> str:
    """Say what waits."""
    return _WHAT.get(what, _REVIEW)


def _read(kept: str | None) -> dict[str, Trouble]:
    return _KEPT.validate_json(kept) if kept else {}


def _written(known: dict[str, Trouble]) -> str:
    return json.dumps(_KEPT.dump_python(known, mode="json"))
