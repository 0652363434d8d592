"""Signing in at Microsoft Entra, against a stand-in over HTTPS."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from debrief.backends import graph
from debrief.backends.graph import read_settings
from debrief.errors import BadInput, SignInNeeded, TryLater
from tests.backends.graph_login import CLIENT, certificate
from tests.backends.graph_world import GraphWorld, graph_world


@pytest.fixture
def world(tmp_path: Path) -> Iterator[GraphWorld]:
    with graph_world(tmp_path) as made:
        yield made


def signed_in(world: GraphWorld) -> list[str]:
    told: list[str] = []
    graph.sign_in(world.site(sign_in="person"), told.append)
    return told


# -- the application -----------------------------------------------------------------------------


def test_an_application_signs_in_with_its_secret(world: GraphWorld):
    backend = world.open()
    assert world.login.asked == []  # opening asks nothing
    backend.mailbox.fetch(None)
    backend.mailbox.fetch(None)
    (asked,) = world.login.asked
    assert asked["grant_type"] == "client_credentials"
    assert asked["scope"] == "https://graph.microsoft.com/.default"


def test_an_application_signs_in_with_its_certificate(world: GraphWorld):
    key, made = certificate("debrief")
    world.login.trusted = made
    world.credentials.put("graph_certificate", (made + key).decode())
    world.open().mailbox.fetch(None)
    assert "client_secret" not in world.login.asked[0]


def test_a_certificate_that_entra_does_not_know_is_told(world: GraphWorld):
    key, made = certificate("debrief")
    world.login.trusted = certificate("another")[1]
    world.credentials.put("graph_certificate", (key + made).decode())
    with pytest.raises(SignInNeeded, match="certificate"):
        world.open().mailbox.fetch(None)


@pytest.mark.parametrize("pem", ["nothing", "-----BEGIN PRIVATE KEY-----\nx\n-----END PRIVATE KEY-----"])  # fmt: skip
def test_half_a_certificate_is_told(world: GraphWorld, pem: str):
    world.credentials.put("graph_certificate", pem)
    with pytest.raises(BadInput, match="private key and the certificate"):
        world.open()


def test_a_wrong_secret_is_told(world: GraphWorld):
    world.credentials.put("graph_client_secret", "old")
    with pytest.raises(SignInNeeded, match="invalid_client"):
        world.open().mailbox.fetch(None)


def test_a_missing_secret_says_where_to_put_it(world: GraphWorld):
    (world.folder / "data/credentials/graph_client_secret").unlink()
    with pytest.raises(SignInNeeded, match="DEBRIEF_SECRET_GRAPH_CLIENT_SECRET"):
        world.open()


def test_entra_out_of_reach_is_a_passing_fault(world: GraphWorld):
    backend = world.open(login="https://127.0.0.1:9")
    with pytest.raises(TryLater):
        backend.mailbox.fetch(None)


def test_entra_not_ready_is_a_passing_fault(world: GraphWorld):
    world.login.refuses = "temporarily_unavailable"
    with pytest.raises(TryLater):
        world.open().mailbox.fetch(None)


# -- a person ------------------------------------------------------------------------------------


def test_the_manager_signs_in_once_with_a_code(world: GraphWorld):
    (told,) = signed_in(world)
    assert "ABCD" in told
    kept = world.folder / "data/credentials/graph_tokens"
    assert kept.stat().st_mode & 0o077 == 0
    before = len(world.login.asked)
    for _ in range(2):  # restarts
        world.open(sign_in="person").mailbox.fetch(None)
    assert len(world.login.asked) == before


def test_a_persons_token_that_ran_out_is_renewed(world: GraphWorld):
    signed_in(world)
    backend = world.open(sign_in="person")
    world.server.tokens.clear()
    backend.mailbox.fetch(None)
    assert world.login.asked[-1]["grant_type"] == "refresh_token"
    world.open(sign_in="person").mailbox.fetch(None)  # the new one was kept


def test_only_what_is_needed_is_asked_for(world: GraphWorld):
    signed_in(world)
    scopes = set(world.login.asked[0]["scope"].split())
    names = {s.removeprefix("https://graph.microsoft.com/") for s in scopes if "/" in s}
    assert names == {"Mail.ReadWrite", "Mail.Send", "Calendars.ReadWrite"}
    assert scopes - {f"https://graph.microsoft.com/{n}" for n in names} <= {
        "openid",
        "profile",
        "offline_access",
    }


def test_without_a_sign_in_it_says_what_to_run(world: GraphWorld):
    with pytest.raises(SignInNeeded, match="debrief sign-in"):
        world.open(sign_in="person").mailbox.fetch(None)


def test_a_revoked_sign_in_says_what_to_run(world: GraphWorld):
    signed_in(world)
    backend = world.open(sign_in="person")
    world.server.tokens.clear()
    world.login.refresh.clear()
    with pytest.raises(SignInNeeded, match="debrief sign-in"):
        backend.mailbox.fetch(None)


def test_somebody_else_signing_in_is_not_taken_for_the_manager(world: GraphWorld):
    world.login.who = "eve@harbour.example"
    with pytest.raises(BadInput, match=r"eve@harbour\.example"):
        signed_in(world)
    with pytest.raises(SignInNeeded):
        world.open(sign_in="person").mailbox.fetch(None)


def test_a_refused_device_code_is_told(world: GraphWorld):
    world.login.refuses = "unauthorized_client"
    with pytest.raises(SignInNeeded, match="public client flows"):
        signed_in(world)


def test_an_application_needs_nobody_to_sign_in(world: GraphWorld):
    with pytest.raises(BadInput, match="nobody has to sign in"):
        graph.sign_in(world.site(), print)


# -- settings ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"tenant": None}, "graph.tenant"),
        ({"tenant": "a/b"}, "graph.tenant"),
        ({"client_id": ""}, "graph.client_id"),
        ({"sign_in": "magic"}, "graph.sign_in"),
        ({"days_back": 0}, "graph.days_back"),
        ({"endpoint": "http://graph.example"}, "https"),
        ({"tennant": "x"}, "graph.tennant"),
    ],
)
def test_a_wrong_setting_is_named(change: dict[str, object], said: str):
    with pytest.raises(BadInput, match=said):
        read_settings({"tenant": "harbour.example", "client_id": CLIENT, **change})


def test_a_missing_setting_says_where_to_find_it():
    with pytest.raises(BadInput, match=r"graph\.tenant: is missing; docs/graph\.md"):
        read_settings({"client_id": CLIENT})


def test_every_cloud_has_its_own_addresses():
    given = {"tenant": "harbour.example", "client_id": CLIENT}
    settings = read_settings({**given, "cloud": "us"})
    assert settings.signs_in_at.url == "https://login.microsoftonline.us/harbour.example"
    assert settings.url == "https://graph.microsoft.us/v1.0"
    assert read_settings(given).signs_in_at.known
