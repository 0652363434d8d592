"""Mail in Microsoft 365: what goes wrong on the way, and what the mailbox itself vouches for."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from debrief.backends.base import Backend, FileOut, Incoming, Outgoing, Receipt
from debrief.backends.graph_http import GraphClient
from debrief.errors import BadInput, Doubtful, Refused, SignInNeeded, TryLater
from tests.backends.contract import everything, inbound, subjects
from tests.backends.csdl import graph_schema
from tests.backends.graph_world import GraphWorld, graph_world
from tests.backends.hands import Hands, read_mail

KEY = "r-1/customer_call/chase/ann's/1"


@pytest.fixture
def world(tmp_path: Path) -> Iterator[GraphWorld]:
    with graph_world(tmp_path) as made:
        yield made


@pytest.fixture
def backend(world: GraphWorld) -> Backend:
    return world.open()


def mail(**fields: object) -> Outgoing:
    given: dict[str, object] = {
        "key": KEY,
        "sender": ("Ines", Hands.owner),
        "to": (("Ann", Hands.guest),),
        "subject": "What we could do better",
        "text": "Hello\n",
        "html": "<p>Hello</p>",
    }
    return Outgoing(**{**given, **fields})  # type: ignore[arg-type]


def persevering(send: Callable[[], Receipt], sent: Callable[[], Receipt | None]) -> Receipt:
    """Do as the effect engine does: after a doubt look first, then try again."""
    doubt = False
    for _ in range(12):
        try:
            if doubt and (found := sent()) is not None:
                return found
            return send()
        except TryLater:
            continue
        except Doubtful:
            doubt = True
    raise AssertionError("it never went out")


# -- sending through every fault -----------------------------------------------------------------

STEPS = [
    ("GET", "/messages"),
    ("POST", "/messages"),
    ("PATCH", "/messages/"),
    ("POST", "/send"),
    ("GET", "/messages/AAkA"),
    ("GET", "/mailFolders/outbox"),
]
FAULTS = ["before", "after", "late", 429, 500, 503, 504]


@pytest.mark.parametrize("how", FAULTS)
@pytest.mark.parametrize(("method", "path"), STEPS)
def test_a_mail_goes_out_once_whatever_breaks(
    world: GraphWorld, method: str, path: str, how: str | int
):
    backend = world.open()
    world.server.plan(method, path, how, times=2)
    receipt = persevering(lambda: backend.mailbox.send(mail()), lambda: backend.mailbox.sent(KEY))
    (got,) = [read_mail(raw) for raw in world.hands.inbox_of(Hands.guest)]
    assert str(got["Message-ID"]) == receipt.message_id
    assert len(world.hands.sent_copies()) == 1
    assert world.hands.box.mail_where(lambda m: m.folder == "drafts") == []


@pytest.mark.parametrize("step", ["/messages", "/send"])
def test_a_restart_in_the_middle_sends_once(world: GraphWorld, step: str):
    world.server.plan("POST", step, "after")
    with pytest.raises((TryLater, Doubtful)):
        world.open().mailbox.send(mail())
    again = world.open()
    if again.mailbox.sent(KEY) is None:
        again.mailbox.send(mail())
    assert len(world.hands.inbox_of(Hands.guest)) == 1
    assert world.server.count("POST", "/messages") == 2  # the draft and its sending, or two drafts
    assert world.hands.box.mail_where(lambda m: m.folder == "drafts") == []


def test_an_answer_lost_before_sending_is_no_doubt(world: GraphWorld, backend: Backend):
    world.server.plan("PATCH", "/messages/", "before")
    with pytest.raises(TryLater):
        backend.mailbox.send(mail())


@pytest.mark.parametrize("how", ["after", "late"])
def test_an_answer_lost_while_sending_is_a_doubt(world: GraphWorld, backend: Backend, how: str):
    world.server.plan("POST", "/send", how)
    with pytest.raises(Doubtful):
        backend.mailbox.send(mail())
    assert backend.mailbox.sent(KEY) is not None


def test_a_mail_still_on_its_way_is_neither_sent_nor_unsent(world: GraphWorld, backend: Backend):
    world.office.shows_sent_after = 3
    world.server.plan("POST", "/send", "after")
    with pytest.raises(Doubtful):
        backend.mailbox.send(mail())
    with pytest.raises(TryLater):
        backend.mailbox.sent(KEY)
    with pytest.raises(TryLater):
        backend.mailbox.send(mail())
    assert len(world.hands.inbox_of(Hands.guest)) == 1


def test_a_slow_outbox_is_waited_for(world: GraphWorld, backend: Backend):
    world.office.shows_sent_after = 1
    receipt = backend.mailbox.send(mail())
    assert receipt.message_id is not None
    assert len(world.hands.sent_copies()) == 1


def test_the_receipt_tells_what_the_message_id_became(world: GraphWorld, backend: Backend):
    world.office.overwrites_message_ids = True
    receipt = backend.mailbox.send(mail())
    (got,) = world.hands.inbox_of(Hands.guest)
    assert "prod.outlook.example" in str(receipt.message_id)
    assert str(read_mail(got)["Message-ID"]) == receipt.message_id


def test_a_mail_to_the_manager_themselves_is_found_once(world: GraphWorld, backend: Backend):
    receipt = backend.mailbox.send(mail(to=(("Ines", Hands.owner),)))
    assert backend.mailbox.sent(KEY) == receipt
    assert len(world.hands.inbox_of(Hands.owner)) == 1


def test_a_mail_too_large_for_graph_is_refused_and_says_so(backend: Backend):
    large = FileOut("deals.bin", "application/octet-stream", bytes(4_000_000))
    with pytest.raises(Refused, match="413"):
        backend.mailbox.send(mail(files=(large,)))


def test_categories_of_others_stay(world: GraphWorld, backend: Backend):
    world.hands.deliver(inbound("one"))
    (got,) = everything(backend, None)[0]
    (held,) = world.hands.box.mail_where(lambda m: m.folder == "inbox")
    held.categories = ["Red"]
    backend.mailbox.file(got.id, "set_aside")
    assert held.categories == ["Red", "Debrief: for you to read"]


# -- sign-in, permissions, throttling ------------------------------------------------------------


def test_a_token_that_ran_out_is_renewed_unseen(world: GraphWorld, backend: Backend):
    everything(backend, None)
    world.server.tokens.clear()
    receipt = backend.mailbox.send(mail())
    assert receipt.message_id is not None
    assert len(world.login.asked) == 2


def test_a_secret_that_ran_out_asks_for_a_new_one(world: GraphWorld, backend: Backend):
    everything(backend, None)
    world.server.tokens.clear()
    world.login.refuses = "invalid_client"
    with pytest.raises(SignInNeeded, match=r"docs/graph\.md"):
        backend.mailbox.fetch(None)


def test_a_token_that_is_never_taken_asks_to_sign_in(world: GraphWorld, backend: Backend):
    world.server.tokens = set()  # Graph and Entra disagree
    with pytest.raises(SignInNeeded):
        backend.mailbox.send(mail())
    assert world.hands.inbox_of(Hands.guest) == []


def test_a_revoked_permission_names_what_to_give(world: GraphWorld, backend: Backend):
    world.server.forbidden = ["/messages"]
    for act in (lambda: backend.mailbox.fetch(None), lambda: backend.mailbox.send(mail())):
        with pytest.raises(Refused, match=r"Mail\.ReadWrite, Mail\.Send and Calendars\.ReadWrite"):
            act()


def test_a_mailbox_that_is_not_there_names_the_setting(world: GraphWorld):
    with pytest.raises(BadInput, match=r"graph\.user"):
        world.open(user="nobody@harbour.example").mailbox.fetch(None)


def test_throttling_says_how_long_to_wait(world: GraphWorld, backend: Backend):
    world.server.plan("GET", "/delta", 429, retry_after="17")
    with pytest.raises(TryLater) as told:
        backend.mailbox.fetch(None)
    assert told.value.retry_after == 17
    world.server.plan("GET", "/delta", 503, retry_after="Wed, 21 Oct 2099 07:28:00 GMT")
    with pytest.raises(TryLater) as told:
        backend.mailbox.fetch(None)
    assert (told.value.retry_after or 0) > 1e9


def test_a_storm_of_throttling_slows_and_loses_nothing(world: GraphWorld, backend: Backend):
    for number in range(24):
        world.hands.deliver(inbound(f"number {number}"))
    for _ in range(8):  # every fifth request or so is refused
        for burst in (4, 1):
            world.server.plan("GET", "$value", "pass", times=burst)
            world.server.plan("GET", "$value", 429, times=burst)
    found: list[Incoming] = []
    cursor, refused = None, 0
    while len(found) < 24:
        try:
            batch = backend.mailbox.fetch(cursor, 10)
        except TryLater:
            refused += 1
            continue
        cursor = batch.cursor
        found += batch.messages
    assert subjects(found) == [f"number {n}" for n in range(24)]
    assert refused


def test_what_was_read_before_a_refusal_is_handed_out(world: GraphWorld, backend: Backend):
    for number in range(10):
        world.hands.deliver(inbound(f"number {number}"))
    world.server.plan("GET", "$value", "pass", times=6)
    world.server.plan("GET", "$value", 429, times=1000)
    first = backend.mailbox.fetch(None)
    assert 4 <= len(first.messages) <= 6  # four are asked for at once
    with pytest.raises(TryLater):
        backend.mailbox.fetch(first.cursor)
    world.server.planned.clear()
    rest, _ = everything(backend, first.cursor)
    assert subjects([*first.messages, *rest]) == [f"number {n}" for n in range(10)]


def test_no_more_requests_at_once_than_graph_allows(world: GraphWorld, backend: Backend):
    for number in range(40):
        world.hands.deliver(inbound(f"number {number}"))
    world.server.plan("GET", "$value", "slow", times=40)
    assert len(everything(backend, None)[0]) == 40
    assert 1 < world.server.most_at_once <= 4


# -- following the inbox -------------------------------------------------------------------------


def test_a_forgotten_delta_starts_anew_and_loses_nothing(world: GraphWorld, backend: Backend):
    world.hands.deliver(inbound("early"))
    _, cursor = everything(backend, None)
    world.hands.deliver(inbound("late"))
    world.office.generation = "another"
    found, cursor = everything(backend, cursor)
    assert subjects(found) == ["early", "late"]
    assert everything(backend, cursor)[0] == []
    world.hands.deliver(inbound("later"))
    assert subjects(everything(backend, cursor)[0]) == ["later"]


def test_a_forgotten_delta_over_an_empty_inbox_is_left_behind(world: GraphWorld, backend: Backend):
    _, cursor = everything(backend, None)
    world.office.generation = "another"
    batch = backend.mailbox.fetch(cursor)
    assert batch.cursor != cursor
    before = world.server.count("GET", "/delta")
    backend.mailbox.fetch(batch.cursor)
    assert world.server.count("GET", "/delta") == before + 1


def test_nothing_new_leaves_the_cursor_as_it_was(world: GraphWorld, backend: Backend):
    world.hands.deliver(inbound("one"))
    _, cursor = everything(backend, None)
    assert [backend.mailbox.fetch(cursor).cursor for _ in range(3)] == [cursor] * 3


def test_a_round_of_several_pages_is_put_in_order(world: GraphWorld, backend: Backend):
    for number in range(130):
        world.hands.deliver(inbound(f"number {number}"))
    found, _ = everything(backend, None, limit=50)
    assert subjects(found) == [f"number {n}" for n in range(130)]
    assert world.server.count("GET", "/delta") >= 2


def test_a_page_lost_in_the_middle_of_a_round_is_asked_for_again(
    world: GraphWorld, backend: Backend
):
    for number in range(130):
        world.hands.deliver(inbound(f"number {number}"))
    world.server.plan("GET", "/delta", "pass")
    world.server.plan("GET", "/delta", 503, times=2)
    with pytest.raises(TryLater):
        backend.mailbox.fetch(None)
    with pytest.raises(TryLater):
        backend.mailbox.fetch(None)
    assert len(everything(backend, None)[0]) == 130


def test_mail_deleted_before_it_was_read_is_no_hurdle(world: GraphWorld, backend: Backend):
    for number in range(6):
        world.hands.deliver(inbound(f"number {number}"))
    first = backend.mailbox.fetch(None, 1)
    for held in world.hands.box.mail_where(lambda m: b"number 2" in m.raw or b"number 1" in m.raw):
        del world.hands.box.mails[held.id]
    found, _ = everything(backend, first.cursor, limit=1)
    assert subjects(found) == ["number 3", "number 4", "number 5"]


def test_what_was_read_or_marked_since_does_not_come_again(world: GraphWorld, backend: Backend):
    world.hands.deliver(inbound("one"))
    (got,), cursor = everything(backend, None)
    backend.mailbox.file(got.id, "handled")
    assert everything(backend, cursor)[0] == []


def test_our_token_goes_nowhere_else(world: GraphWorld, backend: Backend):
    world.hands.deliver(inbound("one"))
    _, cursor = everything(backend, None)
    table = json.loads(cursor)
    table[Hands.owner]["link"] = "http://127.0.0.1:9/v1.0/users/x/mailFolders/inbox/messages/delta"
    assert subjects(everything(backend, json.dumps(table))[0]) == ["one"]


@pytest.mark.parametrize(
    "cursor", ["[]", "{}", "null", "7", '{"ines@harbour.example":{"link":"x"}}', "\x00", '"a"']
)
def test_any_broken_cursor_is_the_start(world: GraphWorld, backend: Backend, cursor: str):
    world.hands.deliver(inbound("one"))
    assert subjects(everything(backend, cursor)[0]) == ["one"]


def test_the_debrief_address_may_be_a_mailbox_of_its_own(world: GraphWorld):
    team = world.site().team.model_copy(update={"debrief_address": "debrief@harbour.example"})
    backend = world.open(team, own_mailbox=True)
    world.hands.deliver(inbound("to the manager"))
    world.office.deliver("debrief@harbour.example", inbound("to the address"))
    found, cursor = everything(backend, None)
    assert sorted(subjects(found)) == ["to the address", "to the manager"]
    for message in found:
        backend.mailbox.file(message.id, "handled")
    assert everything(backend, cursor)[0] == []
    filed = world.office.boxes["debrief@harbour.example"].mail_where(lambda m: bool(m.categories))
    assert len(filed) == 1


# -- who wrote it --------------------------------------------------------------------------------


def authenticated(world: GraphWorld, raw: bytes, *, inside: bool) -> bool | None:
    backend = world.open()
    world.office.deliver(Hands.owner, raw, inside=inside)
    (got,) = everything(backend, None)[0]
    return got.authenticated


def test_exchange_vouches_for_a_colleague(world: GraphWorld):
    raw = inbound("hello", sender=Hands.colleague)
    assert authenticated(world, raw, inside=True) is True


def test_nobody_vouches_for_who_only_looks_like_a_colleague(world: GraphWorld):
    raw = inbound("hello", sender=Hands.colleague)
    assert authenticated(world, raw, inside=False) is None


def test_a_mark_that_came_with_the_mail_counts_for_nothing(world: GraphWorld):
    raw = inbound("hello", sender=Hands.colleague)
    forged = b"X-MS-Exchange-Organization-AuthAs: Internal\r\n" + raw
    assert authenticated(world, forged, inside=False) is None


def test_the_mark_of_a_stranger_relayed_inside_counts_for_nothing(world: GraphWorld):
    raw = inbound("hello", sender="ann@customer.example")
    assert authenticated(world, raw, inside=True) is None


def test_the_mark_of_a_relay_that_may_claim_anybody_counts_for_nothing(world: GraphWorld):
    raw = inbound("hello", sender=Hands.colleague)
    raw = b"X-MS-Exchange-Organization-AuthMechanism: 10\r\n" + raw
    assert authenticated(world, raw, inside=True) is None


def test_two_writers_are_nobody(world: GraphWorld):
    raw = b"From: eve@elsewhere.example\r\n" + inbound("hello", sender=Hands.colleague)
    assert authenticated(world, raw, inside=True) is None


# -- the connection itself -----------------------------------------------------------------------


def test_a_service_that_says_nothing_is_given_up(world: GraphWorld):
    world.login.tokens.add("good")
    client = GraphClient(world.server.url, lambda _: "good", answer_seconds=0.2)
    world.server.plan("*", "", "hang", times=3)
    with pytest.raises(Doubtful):
        client.post("/users/ines@harbour.example/messages/x/send")
    with pytest.raises(TryLater):
        client.get("/users/ines@harbour.example/messages")


def test_a_service_that_is_not_there_has_done_nothing(world: GraphWorld):
    client = GraphClient("http://127.0.0.1:9/v1.0", lambda _: "good")
    with pytest.raises(TryLater):
        client.post("/users/ines@harbour.example/messages/x/send")


def test_what_was_asked_fits_microsofts_metadata(world: GraphWorld, backend: Backend):
    if graph_schema() is None:
        pytest.skip("Microsoft's metadata: ../shared/schemas/graph/v1.0.csdl is not there")
    backend.mailbox.send(mail())
    assert world.server.faults == []
    client = GraphClient(world.server.url, lambda _: next(iter(world.server.tokens)))
    with pytest.raises(Doubtful, match="message has no colour"):
        client.patch("/users/ines@harbour.example/messages/AAkA", {"colour": "red"})
    assert world.server.faults
    world.server.faults.clear()
