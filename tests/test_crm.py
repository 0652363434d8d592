"""Open deals from Salesforce and HubSpot, through their libraries, against a real HTTP stand-in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from debrief.credentials import Credentials
from debrief.crm.deals import crm_reader, read_pipeline
from debrief.errors import BadInput, SignInNeeded, TryLater
from debrief.model import Stage
from tests import crm_stand_in as crm
from tests.command_line import debrief, fails
from tests.crm_stand_in import TOKEN, crm_server, hub_object, own_certificate
from tests.world import World


def opportunity(name: str, owner: str, amount: float | None = 40_000.0) -> dict:
    return {
        "attributes": {"type": "Opportunity"},
        "Name": name,
        "Account": {"Name": name.split()[0]},
        "Owner": {"Email": owner},
        "Amount": amount,
        "StageName": "Proposal",
        "CloseDate": "2026-12-18",
    }


@pytest.fixture
def salesforce(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[dict[str, str]]:
    pytest.importorskip("simple_salesforce")
    certificate = own_certificate(tmp_path / "own.pem")
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(certificate))
    Credentials(world.data).put("salesforce_token", TOKEN)
    owners = world.reps
    crm.OPPORTUNITIES[:] = [
        opportunity("Norvale Dairy line", owners[0]),
        opportunity("Umber Glassworks kiln", owners[0], None),
        opportunity("Zephyr Coatings oven", owners[1].upper()),
        opportunity("Somebody else's", "stranger@elsewhere.example"),
        {**opportunity("Ownerless", ""), "Owner": None, "Account": None},
    ]
    with crm_server(certificate) as url:
        yield {"kind": "salesforce", "url": url}


@pytest.fixture
def hubspot(world: World) -> Iterator[dict[str, str]]:
    pytest.importorskip("hubspot")
    Credentials(world.data).put("hubspot_token", TOKEN)
    crm.OWNERS[:] = [
        {
            "id": str(number),
            "email": email,
            "firstName": "",
            "lastName": "",
            "userId": number,
            "createdAt": "2026-01-01T00:00:00Z",
            "updatedAt": "2026-01-01T00:00:00Z",
            "archived": False,
            "type": "PERSON",
        }
        for number, email in enumerate(world.reps, 1)
    ]
    crm.COMPANIES.update({"71": "Norvale Dairy"})
    open_deal = {
        "amount": "40000",
        "deal_currency_code": "EUR",
        "dealstage": "s1",
        "closedate": "2026-12-18T10:00:00Z",
    }
    crm.DEALS[:] = [
        hub_object("1", {**open_deal, "dealname": "Line", "hubspot_owner_id": "1"}, "71"),
        hub_object("2", {**open_deal, "dealname": "Kiln", "hubspot_owner_id": "1"}, "71"),
        hub_object(
            "3", {**open_deal, "dealname": "Won", "hubspot_owner_id": "1", "dealstage": "won"}
        ),
        hub_object("4", {"dealname": "Bare", "hubspot_owner_id": "2", "dealstage": "s1"}),
        hub_object("5", {**open_deal, "dealname": "Nobody's"}),
    ]
    with crm_server() as url:
        yield {"kind": "hubspot", "url": url}


def connected(world: World, settings: dict[str, str]) -> None:
    """Write the CRM into the configuration, and open the desk anew."""
    path = world.data / "debrief.toml"
    lines = "".join(f'{name} = "{value}"\n' for name, value in settings.items())
    path.write_text(path.read_text() + f"\n[crm]\n{lines}")
    world.open()


def read(world: World, settings: dict[str, str]):
    today = world.clock.now.date()
    return read_pipeline(settings, Credentials(world.data), world.desk.team, today)


def test_salesforces_open_deals_go_to_their_reps_page_by_page(world: World, salesforce):
    found = read(world, salesforce)
    first, second = found.by_rep[world.reps[0]], found.by_rep[world.reps[1]]
    assert [o.name for o in first] == ["Norvale Dairy line", "Umber Glassworks kiln"]
    assert (first[0].company, first[0].amount, first[0].stage) == ("Norvale", 40_000, "Proposal")
    assert first[1].amount is None
    assert str(first[0].close_date) == "2026-12-18"
    assert len(second) == 1
    assert (found.foreign, found.unowned) == (1, 1)
    assert len(crm.ASKED) == 3


def test_hubspots_open_deals_go_to_their_reps_and_closed_ones_to_nobody(world: World, hubspot):
    found = read(world, hubspot)
    first, second = found.by_rep[world.reps[0]], found.by_rep[world.reps[1]]
    assert [o.name for o in first] == ["Line", "Kiln"]
    assert (first[0].company, first[0].currency, first[0].stage) == (
        "Norvale Dairy",
        "EUR",
        "Proposal",
    )
    assert (second[0].name, second[0].amount, second[0].close_date) == ("Bare", None, None)
    assert found.unowned == 1
    assert sum("/companies/" in path for path in crm.ASKED) == 1  # asked for once


@pytest.mark.parametrize("kind", ["salesforce", "hubspot"])
def test_a_refused_token_a_busy_and_an_absent_crm_are_told_apart(world: World, kind, request):
    settings = request.getfixturevalue(kind)
    crm.TROUBLE.append((429 if kind == "hubspot" else 403, {"Retry-After": "30"}))
    with pytest.raises(TryLater) as busy:
        read(world, settings)
    assert busy.value.retry_after == (30.0 if kind == "hubspot" else None)
    Credentials(world.data).put(f"{kind}_token", "old")
    with pytest.raises(SignInNeeded, match="refused"):
        read(world, settings)
    Credentials(world.data).put(f"{kind}_token", TOKEN)
    away = {**settings, "url": settings["url"].rpartition(":")[0] + ":9"}
    with pytest.raises(TryLater, match="cannot be reached"):
        read(world, away)


def test_without_a_secret_it_says_where_to_put_it(world: World):
    pytest.importorskip("hubspot")
    with pytest.raises(SignInNeeded, match="hubspot_token"):
        read(world, {"kind": "hubspot"})


def test_an_unknown_crm_and_a_bare_address_are_named():
    with pytest.raises(BadInput, match="salesforce or hubspot"):
        crm_reader("excel")
    pytest.importorskip("simple_salesforce")
    with pytest.raises(BadInput, match="https://"):
        crm_reader("salesforce")({"url": "http://plain.example"}, Credentials(Path("x")))


def test_the_desk_looks_once_a_day_and_worksheets_hold_what_it_saw(world: World, hubspot):
    connected(world, hubspot)
    world.shared_out()
    assert world.review.stage is Stage.WORKSHEETS
    sheet = next(w for w in world.review.worksheets if w.rep == world.reps[0])
    assert [o.name for o in sheet.rows] == ["Line", "Kiln"]
    looked = sum(path.startswith("/crm/v3/pipelines") for path in crm.ASKED)
    days = (world.clock.now - world.cast.start) / timedelta(days=1)
    assert 2 <= looked <= days + 1


def test_a_crm_that_is_away_keeps_nothing_else_waiting_and_status_tells(world: World, hubspot):
    connected(world, {**hubspot, "url": "http://127.0.0.1:9"})
    world.loss()
    assert world.mails(world.manager, "receipt")
    assert b"CRM       HubSpot cannot be reached" in debrief("status", "--data", world.data).stdout


def test_the_command_takes_the_deals_over_at_once(world: World, hubspot):
    fails(debrief("funnel", "--data", world.data), "no CRM is connected", "[crm]")
    connected(world, hubspot)
    done = debrief("funnel", "--data", world.data)
    assert done.returncode == 0, done.stderr
    assert f"{world.reps[0]}: 2 open deals".encode() in done.stdout
    world.open()
    funnel = world.desk.store.funnel(world.reps[0])
    assert funnel is not None and funnel.source == "the CRM"
