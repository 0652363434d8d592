"""The shared store keeps the contract on a real server, and says what is wrong with one."""

from __future__ import annotations

import json
import uuid
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from debrief.backends.base import Outgoing, Receipt
from debrief.bootstrap import open_desk
from debrief.config import load_config
from debrief.console.office_work import print_status
from debrief.console.setting_up import check_data
from debrief.demo.cast import forwarded_loss
from debrief.engine.desk import Desk
from debrief.engine.running import run
from debrief.errors import BadInput, Conflict, TryLater
from debrief.model import EffectStatus, Inbound
from store.base import Store
from store.postgres import PostgresStore
from store.postgres_server import _remedy
from tests.faulty import Fate, Faulty, faulty_backend, make_faulty
from tests.store.database import Server
from tests.store.store_contract import NOON, StoreContract, ids, review, token
from tests.world import World

pytestmark = pytest.mark.server


@pytest.fixture
def schema() -> str:
    return f"Team {uuid.uuid4().hex[:8]}"  # needs quoting, as a name may


@pytest.fixture
def store(postgres_server: Server, schema: str) -> PostgresStore:
    return PostgresStore(postgres_server.dsn, schema)


class TestPostgresStore(StoreContract):
    @pytest.fixture
    def store(self, postgres_server: Server, schema: str) -> Store:
        return PostgresStore(postgres_server.dsn, schema)

    @pytest.fixture
    def opening(self, postgres_server: Server, schema: str) -> str:
        return (
            "from store.postgres import PostgresStore\n"
            f"store = PostgresStore({postgres_server.dsn!r}, {schema!r})"
        )


def test_teams_in_one_database_do_not_see_each_other(
    store: PostgresStore, postgres_server: Server, schema: str
) -> None:
    other = PostgresStore(postgres_server.dsn, schema + "2")
    store.add(review("a1", tokens=(token("word"),)))
    assert other.find(frozenset({"word"})) is None
    other.add(review("a1", why="other"))
    assert store.get("a1").why == ""
    held = store.claim("inbox")
    assert held is not None
    assert other.claim("inbox") is not None


def test_many_records_come_in_order_over_several_pages(
    store: PostgresStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("store.postgres._PAGE", 3)
    names = [f"r{number}" for number in range(10)]
    for name in reversed(names):
        store.add(review(name))
        store.save_inbound(Inbound(key=name, received_at=NOON))
    assert ids(store.open()) == names
    assert [entry.key for entry in store.all_inbound()] == names


def test_due_work_leaves_out_what_another_worker_is_saving(
    store: PostgresStore, postgres_server: Server, schema: str
) -> None:
    import psycopg

    for name in ("a1", "b1"):
        store.add(review(name, due_at=NOON))
    with psycopg.connect(postgres_server.dsn) as other:
        other.execute(f'SELECT 1 FROM "{schema}".review WHERE id = %s FOR UPDATE', ("a1",))
        assert ids(store.due(NOON)) == ["b1"]
    assert ids(store.due(NOON)) == ["a1", "b1"]


def test_the_terms_and_the_due_moment_are_answered_from_an_index(
    store: PostgresStore, postgres_server: Server, schema: str
) -> None:
    import psycopg

    with psycopg.connect(postgres_server.dsn) as other:
        other.execute("SET enable_seqscan = off")
        for where, index in [
            ("terms && ARRAY['x']", "review_terms"),
            ("due_at <= now()", "review_due"),
        ]:
            plan = other.execute(
                f'EXPLAIN SELECT 1 FROM "{schema}".review WHERE {where}'
            ).fetchall()
            assert index in str(plan)


def test_a_server_that_went_away_is_a_passing_fault_and_comes_back(
    store: PostgresStore, postgres_server: Server
) -> None:
    store.add(review("a1"))
    postgres_server.stop()
    for _ in range(2):
        with pytest.raises(TryLater, match="PostgreSQL"):
            store.get("a1")
    postgres_server.start()
    assert store.get("a1").id == "a1"


def test_a_lost_connection_is_a_passing_fault_once(
    store: PostgresStore, postgres_server: Server
) -> None:
    import psycopg

    store.add(review("a1"))
    with psycopg.connect(postgres_server.dsn, autocommit=True) as other:
        other.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
            " AND application_name = 'debrief'"
        )
    with pytest.raises(TryLater):
        store.get("a1")
    assert store.get("a1").id == "a1"


@pytest.mark.parametrize("end", ["restart", "connections"])
def test_a_claim_that_is_lost_in_the_midst_of_a_sending_lets_nobody_send_it_again(
    tmp_path: Path, postgres_server: Server, end: str
):
    import psycopg

    name = f"team_{uuid.uuid4().hex[:8]}"
    with psycopg.connect(postgres_server.dsn, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
    world = World(tmp_path)
    path, dsn = (
        world.data / "debrief.toml",
        postgres_server.dsn.replace("dbname=postgres", f"dbname={name}"),
    )
    path.write_text(f"{path.read_text()}\n[store]\ndsn = {json.dumps(dsn)}\n")
    calm = Faulty(Fate(0, 0.0))

    def worker() -> Desk:
        backend = faulty_backend(
            world.office, world.manager, (world.debrief_address,), calm, server="server"
        )
        return make_faulty(open_desk(load_config(world.data), world.clock), backend, calm)

    def lose_all_claims() -> None:
        if end == "restart":
            postgres_server.stop()
            postgres_server.start()
            return
        with psycopg.connect(postgres_server.dsn, autocommit=True) as connection:
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE application_name = 'debrief'"
            )

    def cycle(desk: Desk) -> None:
        for _ in range(4):
            with suppress(TryLater, Conflict):
                desk.cycle()

    one, two = worker(), worker()
    cycle(one)
    mailbox: Any = one.backend.mailbox
    real = mailbox.inner.send
    sent: list[str] = []

    def send(mail: Outgoing) -> Receipt:
        sent.append(mail.key)
        if len(sent) == 1:
            lose_all_claims()
            cycle(two)
        return real(mail)

    mailbox.inner.send = send
    world.post(forwarded_loss(world.cast, world.clock.now), world.manager, world.debrief_address)
    cycle(one)
    for _ in range(4):
        cycle(one)
        cycle(two)
        world.clock.now += timedelta(minutes=6)
    assert len(world.mails(world.manager, "receipt")) == 1
    assert len(world.invitations(world.customer)) == 1
    (review,) = two.store.open()
    assert all(
        e.status is EffectStatus.DONE for e in review.effects if e.purpose in ("receipt", "call")
    )


def test_a_connection_string_that_cannot_be_read_says_how_to_write_it() -> None:
    with pytest.raises(BadInput, match="postgresql://"):
        PostgresStore("postgresql://user@host/db?nonsense=1")


def test_a_user_without_rights_is_told_which(postgres_server: Server, store: PostgresStore) -> None:
    import psycopg

    with psycopg.connect(postgres_server.dsn, autocommit=True) as other:
        other.execute("DROP ROLE IF EXISTS guest")
        other.execute("CREATE ROLE guest LOGIN")
    with pytest.raises(BadInput, match="right to create"):
        PostgresStore(postgres_server.dsn.replace("user=app", "user=guest"), "of_no_rights")


def test_tables_made_by_a_newer_debrief_are_left_alone(
    postgres_server: Server, store: PostgresStore, schema: str
) -> None:
    import psycopg

    with psycopg.connect(postgres_server.dsn, autocommit=True) as other:
        other.execute(f'UPDATE "{schema}".layout SET number = 99')
    with pytest.raises(BadInput, match="newer"):
        PostgresStore(postgres_server.dsn, schema)


@pytest.mark.parametrize(
    "dsn",
    [
        "postgresql+psycopg://app:TOP%secret@h/db", "postgresql://app:TOP%secret@h/db",
        "postgresql://app:TOP@secret@h.invalid/db", "app:TOPsecret@h/db", "mysql://app:TOPsecret@h/db",
        "host=h password=TOP secret",
        "postgresql://app:TOPsecret", "postgresql://app:TOP/secret@h/db", "postgresql://app:1/secret@h/db", "://TOPsecret", "postgresql+x:/TOPsecret",
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_not_shown(dsn: str):
    with pytest.raises(BadInput, match="postgres_password") as told:
        PostgresStore(dsn)
    assert "TOP" not in str(told.value)
    assert "secret" not in str(told.value)
    assert told.value.__cause__ is None


def test_a_driver_named_as_for_other_tools_and_a_password_apart_are_taken(
    postgres_server: Server, schema: str
):
    from psycopg.conninfo import conninfo_to_dict

    parts = conninfo_to_dict(postgres_server.dsn)
    query = "&".join(f"{k}={quote(str(v), safe='')}" for k, v in parts.items() if k != "password")
    url = f"postgresql+psycopg:///?{query}"
    store = PostgresStore(url, schema, password="apart")
    assert store.setting("nothing") is None
    store.close()


def test_records_in_files_that_a_database_hides_are_named(
    world: World, postgres_server: Server, capsys: pytest.CaptureFixture[str]
):
    path = world.data / "debrief.toml"
    written = path.read_text()
    shared = f"{written}\n[store]\ndsn = {json.dumps(postgres_server.dsn)}\n"
    said: list[str] = []

    def shown() -> list[str]:
        config = load_config(world.data)
        said.clear()
        run(config, prefect=False, once=True, say=said.append)
        outputs = ["".join(said)]
        print_status(world.data, None, None)
        outputs.append(capsys.readouterr().out)
        check_data(world.data, None, None)
        return [*outputs, capsys.readouterr().out]

    path.write_text(shared)
    assert not any("not used" in text for text in shown())
    assert "Records in PostgreSQL" in shown()[1]
    path.write_text(written)
    world.loss()
    path.write_text(shared)
    assert [f"{world.data}/records holds records that are not used" in t for t in shown()] == [
        True
    ] * 3


@pytest.mark.parametrize(
    ("old", "new", "remedy"),
    [("dbname=", "dbname=none_such_", "createdb"), ("user=", "user=none_such_", "mend user")],
)
def test_a_database_or_user_that_is_not_there_is_told_with_its_remedy(
    postgres_server: Server, schema: str, old: str, new: str, remedy: str
) -> None:
    with pytest.raises(TryLater, match=remedy):
        PostgresStore(postgres_server.dsn.replace(old, new), schema).next_due()


def test_a_full_disk_of_the_server_is_told_with_its_remedy() -> None:
    said = 'could not extend file "base/5/1": No space left on device'
    assert _remedy(said) == "free some space on the database's disk"
