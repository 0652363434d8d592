"""Colleagues as each backend's directory knows them; the stand-ins are held to vendors' schemas.

Radicale and Dovecot are real servers; Exchange, Graph and Google have met stand-ins of ours only.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from debrief.backends import registry
from debrief.backends.directory import Colleague, Directory
from debrief.backends.google_auth import TOKEN
from debrief.backends.google_directory import DIRECTORY_TOKEN
from debrief.backends.local import utc_now
from debrief.credentials import Credentials
from debrief.errors import BadInput, CannotDo, Refused, SignInNeeded
from tests.backends.contract import inbound
from tests.backends.exchange_hands import TEAM as EXCHANGE_TEAM
from tests.backends.exchange_server import ExchangeServer
from tests.backends.google.calendar_server import CalendarServer
from tests.backends.google.front import Front
from tests.backends.google.site import COLLEAGUE, OWNER, signed_in, site
from tests.backends.graph_world import GraphWorld, graph_world
from tests.backends.hands import Hands
from tests.servers.dovecot import PASSWORD, Dovecot
from tests.servers.harbour import Harbour, People, harbour_running
from tests.servers.radicale import Radicale

pytestmark = pytest.mark.filterwarnings("ignore:Requiring AUTH:UserWarning")

SALES, NORTH = "sales@harbour.example", "north@harbour.example"
OUTSIDER = "ann@customer.example"


def addresses(found: list[Colleague]) -> list[str]:
    return [one.email for one in found]


# -- Exchange Server ---------------------------------------------------------------------------


@pytest.fixture
def exchange() -> Iterator[ExchangeServer]:
    made = ExchangeServer(Hands.owner, Hands.colleague, "cleo@harbour.example")
    made.office.lists = {SALES: [Hands.colleague, NORTH, OUTSIDER], NORTH: ["cleo@harbour.example"]}
    yield made
    made.stop()
    assert made.invalid == []


def on_exchange(server: ExchangeServer, data: Path) -> Directory:
    credentials = Credentials(data)
    credentials.put("exchange_password", "secret")
    section = {"url": server.url, "username": r"HARBOUR\debrief", "sign_in": "basic"}
    made = registry.Site(EXCHANGE_TEAM, data, data, {"exchange": section}, credentials, utc_now)
    return registry.open_directory("exchange", made)


def test_exchange_tells_who_reports_to_the_manager(exchange: ExchangeServer, tmp_path: Path):
    exchange.office.reports = {Hands.owner: [Hands.colleague, "cleo@harbour.example"]}
    found = on_exchange(exchange, tmp_path).colleagues()
    assert found == [Colleague("Ben", Hands.colleague), Colleague("Cleo", "cleo@harbour.example")]


def test_exchange_without_reports_says_what_else_there_is(exchange: ExchangeServer, tmp_path: Path):
    with pytest.raises(CannotDo, match="name a group"):
        on_exchange(exchange, tmp_path).colleagues()


def test_exchange_expands_lists_within_lists(exchange: ExchangeServer, tmp_path: Path):
    exchange.office.lists[NORTH].append(SALES)  # a circle
    found = on_exchange(exchange, tmp_path).members(SALES)
    assert addresses(found) == [Hands.colleague, OUTSIDER, "cleo@harbour.example"]


def test_exchange_names_a_group_that_is_not_there(exchange: ExchangeServer, tmp_path: Path):
    with pytest.raises(BadInput, match="no such group"):
        on_exchange(exchange, tmp_path).members("south@harbour.example")


# -- Microsoft 365 -----------------------------------------------------------------------------


@pytest.fixture
def graph(tmp_path: Path) -> Iterator[GraphWorld]:
    with graph_world(tmp_path) as made:
        people = made.server.people
        people.names = {Hands.colleague: "Ben Adler", "cleo@harbour.example": "Cleo Roth"}
        people.reports = {
            Hands.owner: [Hands.colleague, "cleo@harbour.example", "d@harbour.example"]
        }
        people.groups = {SALES: [NORTH, Hands.colleague, OUTSIDER], NORTH: ["cleo@harbour.example"]}
        yield made


def at_microsoft(world: GraphWorld, sign_in: str) -> Directory:
    return registry.open_directory("graph", world.site(sign_in=sign_in))


def test_graph_tells_who_reports_to_the_manager_after_a_sign_in_for_that(graph: GraphWorld):
    made = graph.site(sign_in="person")
    with pytest.raises(SignInNeeded):
        at_microsoft(graph, "person").colleagues()
    told: list[str] = []
    registry.sign_in_to_directory("graph", made, told.append)
    assert "ABCD" in told[0]
    asked = set(graph.login.scopes.split())
    assert {s.rpartition("/")[2] for s in asked if "/" in s} == {
        "User.Read",
        "GroupMember.Read.All",
    }
    found = at_microsoft(graph, "person").colleagues()
    assert found[0] == Colleague("Ben Adler", Hands.colleague)
    assert len(found) == 3  # over two pages


def test_graph_tells_an_application_of_groups_alone(graph: GraphWorld):
    directory = at_microsoft(graph, "application")
    with pytest.raises(CannotDo, match="name a group"):
        directory.colleagues()
    assert addresses(directory.members(SALES)) == [
        "cleo@harbour.example",
        Hands.colleague,
        OUTSIDER,
    ]
    with pytest.raises(BadInput, match="no such group"):
        directory.members("o'brien@harbour.example")


def test_graph_says_when_names_may_not_be_seen(graph: GraphWorld):
    graph.server.people.hidden = True
    with pytest.raises(Refused, match=r"docs/graph\.md"):
        at_microsoft(graph, "application").members(SALES)


def test_graph_names_the_permission_that_is_missing(graph: GraphWorld):
    graph.server.forbidden = ["/groups"]
    with pytest.raises(Refused, match=r"GroupMember\.Read\.All"):
        at_microsoft(graph, "application").members(SALES)


# -- Google Workspace --------------------------------------------------------------------------


@pytest.fixture
def google() -> Iterator[Front]:
    made = Front(CalendarServer(OWNER, {OWNER, COLLEAGUE}, utc_now), None)
    made.people.names = {
        OWNER: "Ines", COLLEAGUE: "Ben Adler", "cleo@harbour.example": "Cleo Roth",
    }  # fmt: skip
    made.people.groups = {SALES: [NORTH, COLLEAGUE, OUTSIDER], NORTH: ["cleo@harbour.example"]}
    yield made
    made.close()
    assert made.problems == []


def at_google(front: Front, folder: Path) -> Directory:
    made = site(folder, front)
    made.credentials.put(DIRECTORY_TOKEN, signed_in(front))
    return registry.open_directory("google", made)


def test_google_lists_the_domains_people(google: Front, tmp_path: Path):
    found = at_google(google, tmp_path).colleagues()
    assert found[1:] == [
        Colleague("Ben Adler", COLLEAGUE), Colleague("Cleo Roth", "cleo@harbour.example"),
    ]  # fmt: skip


def test_google_needs_a_sign_in_of_its_own_for_that(google: Front, tmp_path: Path):
    made = site(tmp_path, google)
    made.credentials.put(TOKEN, signed_in(google))  # what Debrief works with every day
    with pytest.raises(SignInNeeded, match="find-reps --sign-in"):
        registry.open_directory("google", made)


@pytest.mark.parametrize("hidden", [False, True])
def test_google_expands_groups_and_names_people_where_it_may(
    google: Front, tmp_path: Path, hidden: bool
):
    google.people.hidden = hidden
    found = at_google(google, tmp_path).members(SALES)
    assert addresses(found) == [COLLEAGUE, OUTSIDER, "cleo@harbour.example"]
    assert found[0].name == ("" if hidden else "Ben Adler")


def test_google_names_a_group_that_is_not_there(google: Front, tmp_path: Path):
    with pytest.raises(BadInput, match="no such group"):
        at_google(google, tmp_path).members("south@harbour.example")


def test_google_says_when_the_directory_is_hidden(google: Front, tmp_path: Path):
    google.people.hidden = True
    with pytest.raises(Refused, match="Directory sharing is off"):
        at_google(google, tmp_path).colleagues()


# -- IMAP and CardDAV --------------------------------------------------------------------------


@pytest.fixture(scope="module")
def harbour() -> Iterator[Harbour]:
    if not (Dovecot.installed() and Radicale.installed()):
        pytest.skip("Dovecot or Radicale cannot be started here")
    with harbour_running() as house:
        yield house


def card(name: str, *mails: str, prefix: str = "") -> bytes:
    lines = ["BEGIN:VCARD", "VERSION:3.0", f"UID:{name}", f"FN:{name}", f"N:{name};;;;"]
    lines += [f"{prefix}EMAIL;TYPE=INTERNET:{mail}" for mail in mails]
    return "\r\n".join([*lines, "END:VCARD", ""]).encode()


def put_cards(harbour: Harbour, owner: str, *cards: bytes) -> None:
    """Make an address book and put cards into it, as an address program does."""
    book = f"{harbour.radicale.url}{owner}/people/"
    body = """<mkcol xmlns="DAV:" xmlns:R="urn:ietf:params:xml:ns:carddav"><set><prop>
<resourcetype><collection/><R:addressbook/></resourcetype></prop></set></mkcol>"""
    auth = (owner, PASSWORD)
    assert httpx.request("MKCOL", book, content=body, auth=auth).status_code == 201
    for number, one in enumerate(cards):
        kind = {"Content-Type": "text/vcard"}
        answer = httpx.put(f"{book}{number}.vcf", content=one, auth=auth, headers=kind)
        assert answer.status_code == 201, answer.text


@pytest.mark.parametrize("caldav", [True, False])
def test_imap_offers_who_is_in_address_books_and_mail(
    harbour: Harbour, people: People, tmp_path: Path, caldav: bool
):
    put_cards(
        harbour, people.owner,
        card("Ben Adler", people.colleague, prefix="item1."), card("Zoé Brandt", "Zoe@Harbour.example"),
        card("A Customer", OUTSIDER),
    )  # fmt: skip
    for number in range(3):
        harbour.dovecot.deliver(
            inbound(f"{number}", sender="rolf.klein@harbour.example"), [people.owner]
        )
    harbour.dovecot.deliver(inbound("x", sender="noreply@harbour.example"), [people.owner])
    made = harbour.site(tmp_path, people.team(), caldav=caldav)
    found = registry.open_directory("imap", made).colleagues()
    mail = [a for a in addresses(found) if a != "ines@harbour.example"]  # the mails' own To
    assert mail[0] == "rolf.klein@harbour.example"
    assert mail[1:] == ([people.colleague, "zoe@harbour.example"] if caldav else [])
    if caldav:
        assert {one.name for one in found} >= {"Ben Adler", "Zoé Brandt"}


def test_imap_knows_no_groups(harbour: Harbour, people: People, tmp_path: Path):
    directory = registry.open_directory("imap", harbour.site(tmp_path, people.team()))
    with pytest.raises(CannotDo, match="--reps"):
        directory.members(SALES)
