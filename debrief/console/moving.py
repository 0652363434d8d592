"""The command `debrief move-records`: from the files in the data directory into PostgreSQL.

All of them stand in the database in one step, or none. The files are held from before the first
is read, and stay held: whoever would go on with them has to say `debrief take-over`, and what works
on the database sees that.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from debrief.backends.local import utc_now
from debrief.bootstrap import MOVED, Clock, files_of, holds_records, open_store
from debrief.config import FILE, Config, load_config
from debrief.engine import earlier_life
from debrief.engine.installation import HELD, KEPT, known
from debrief.errors import BadInput
from store.carrying import Inventory, carry, holds_work, inventory, unlike

if TYPE_CHECKING:
    from store.base import Store
    from store.postgres import PostgresStore
    from store.tiny import TinyStore

ORIGIN = "carried_from"  # the setting that names, in the database, the files it was filled from
MOVING = "the records are being moved into PostgreSQL; finish that with: debrief move-records"
SHOWN = ("reviews", "messages", "kept mails", "sendings", "practices", "funnels")


def move_records(data: Path | None, clock: Clock = utc_now) -> None:
    """Carry all records into the configured database and compare; safe to repeat.

    Raises `BadInput` while anybody works on either, or where the database holds other work.
    """
    from store.tiny import TinyStore

    config = load_config(data)
    if not config.dsn:
        raise BadInput(
            f"{config.data / FILE}: names no database; write there\n"
            '[store]\ndsn = "postgresql://user@host/database"'
        )
    if not holds_records(config):
        raise BadInput(f"{files_of(config)}: holds no records; there is nothing to move")
    source, target = TinyStore(files_of(config)), _database(config)
    with _nobody_at_work(source, "on the files"), _nobody_at_work(target, "on the database"):
        if target.setting(ORIGIN) == source.identity:
            _see_that_files_rest(source, clock())
            print("The records are in PostgreSQL already; nothing was to be done.")
        else:
            _see_that_it_is_free(target)
            _print_moved(_moved(source, target, clock()), config)


def _database(config: Config) -> PostgresStore:
    from store.postgres import PostgresStore

    store = open_store(config)
    assert isinstance(store, PostgresStore)
    return store


@contextmanager
def _nobody_at_work(store: Store, where: str) -> Iterator[None]:
    """Hold the locks without which nothing is taken in; raise `BadInput` when one is not free."""
    with ExitStack() as held:
        for name in ("run", "inbox", KEPT):
            claim = store.claim(name)
            if claim is None:
                raise BadInput(
                    f"another Debrief is at work {where}; end `debrief run` (and Prefect's workers), "
                    "then repeat this"
                )
            held.enter_context(claim)
        yield


def _see_that_files_rest(source: TinyStore, now: datetime) -> None:
    held = source.setting(HELD) or ""
    if not held.startswith((MOVING, MOVED)):
        raise BadInput(
            f"{source.folder}: was worked on again after its records were moved, and so was perhaps "
            "the database. Decide for one: take [store] dsn out of debrief.toml, or move the folder away"
        )
    _rest(source, now)


def _rest(source: TinyStore, now: datetime) -> None:
    if not (source.setting(HELD) or "").startswith(MOVED):
        source.save_setting(HELD, f"{MOVED} on {now:%Y-%m-%d %H:%M} UTC")


def _see_that_it_is_free(target: PostgresStore) -> None:
    if holds_work(target):
        raise BadInput(
            "the database holds records of other work, with which these cannot be mixed. Name an "
            "empty database in [store] dsn; or, where what is there may go, run in psql: "
            f"DROP SCHEMA {target.schema} CASCADE"
        )


def _moved(source: TinyStore, target: PostgresStore, now: datetime) -> Inventory:
    """Carry the records while the files are held; at a fault both are as before."""
    before = source.setting(HELD)
    if before and before.startswith(MOVED):
        raise BadInput(
            f"{before}, into another database than the one named now; that one may know more: bring it "
            "over with pg_dump. Where it is lost, take [store] dsn out of debrief.toml, run `debrief "
            "take-over`, put it back and repeat this"
        )
    source.save_setting(HELD, MOVING)
    try:
        with ExitStack() as claims:
            for review in source.open():
                claims.enter_context(_claimed(source, review.id))
            source.see_all_whole()
            with target.at_once():
                held = _carried(source, target, None if before == MOVING else before)
                _go_on_there(source, target, now)
    except BaseException:
        source.save_setting(HELD, before)
        raise
    _rest(source, now)
    return held


def _claimed(source: TinyStore, review_id: str) -> ExitStack:
    claim = source.claim(f"review-{review_id}")
    if claim is None:
        raise BadInput("another Debrief is at work on the files; repeat this in a minute")
    held = ExitStack()
    held.enter_context(claim)
    return held


def _carried(source: TinyStore, target: PostgresStore, held: str | None) -> Inventory:
    carry(source, target)
    there = inventory(target)
    if different := unlike(inventory(source), there):
        raise BadInput(
            f"not everything arrived as it was ({', '.join(different)}), so nothing is kept in the "
            "database and the files are as before; see that nobody changes them, then repeat this"
        )
    target.save_setting(HELD, held)
    target.save_setting(ORIGIN, source.identity)
    return there


def _go_on_there(source: TinyStore, target: PostgresStore, now: datetime) -> None:
    """Let the database claim the mailbox at its first start: a copy of the files then holds."""
    this = known(source)
    if this is None:
        return
    if this.lies_elsewhere(source.place()):  # a copy: it may know less than went out
        earlier_life.begin(target, now)
    target.save_setting(KEPT, this.at(target.place(), now).model_dump_json())


def _print_moved(held: Inventory, config: Config) -> None:
    print(f"In PostgreSQL now: {', '.join(f'{len(held[kind])} {kind}' for kind in SHOWN)}.")
    print("Each was compared with its file. Start with: debrief run")
    print(
        f"{files_of(config)} is kept and no longer used; remove it once the database is backed up "
        "with pg_dump (it still names customers)."
    )
