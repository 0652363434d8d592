"""Signing in: a service account, the manager in a browser, and what has run out."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from debrief.backends import google, google_auth
from debrief.backends.base import Backend
from debrief.backends.google_auth import CLIENT, SCOPES, SERVICE_ACCOUNT, TOKEN
from debrief.backends.registry import open_backend
from debrief.errors import BadInput, SignInNeeded, TryLater
from tests.backends.contract import BackendContract, everything, inbound, soon
from tests.backends.google.discovery import discovery
from tests.backends.google.front import Fault, Front
from tests.backends.google.hands import GoogleHands
from tests.backends.google.site import OWNER, open_google, signed_in, site


def ask(backend: Backend) -> bool:
    return backend.calendar.busy([(OWNER, "UTC")], soon(0), soon(23))[OWNER] is not None


# -- a service account ---------------------------------------------------------------------------


@pytest.fixture(scope="module")
def key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(65537, 2048)


def service_account(front: Front, key: rsa.RSAPrivateKey) -> str:
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    public = key.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    front.service_key = public.decode()
    return json.dumps(
        {
            "type": "service_account",
            "private_key": private.decode(),
            "private_key_id": "k1",
            "client_email": "debrief@project.iam.gserviceaccount.example",
            "token_uri": f"{front.url}/token",
        }
    )


def test_a_service_account_acts_as_the_manager_with_the_least_scopes(
    calendar_front: Front, key: rsa.RSAPrivateKey, tmp_path: Path
):
    made = site(tmp_path, calendar_front, sign_in="service_account")
    made.credentials.put(SERVICE_ACCOUNT, service_account(calendar_front, key))
    assert ask(open_backend("google", made))
    assert calendar_front.claims["sub"] == OWNER
    assert calendar_front.claims["scope"].split() == list(SCOPES)


@pytest.mark.server
def test_each_scope_is_needed_and_no_other_is(front: Front, hands: GoogleHands, tmp_path: Path):
    backend, suite = open_google(tmp_path, front), BackendContract()
    hands.deliver(inbound("hello"))
    (message,) = everything(backend, None)[0]
    backend.mailbox.file(message.id, "handled")
    backend.mailbox.send(suite.mail(hands))
    suite.invite(backend, hands, suite.meeting(hands))
    assert ask(backend)
    allowed = [
        set(discovery(api).scopes(*asked.split(" "))) & set(SCOPES)
        for api in ("gmail.v1", "calendar.v3")
        for asked in front.asked
        if api.partition(".")[0] in asked
    ]
    assert all(allowed)
    assert {scope for few in allowed if len(few) == 1 for scope in few} == set(SCOPES)


def test_without_delegation_the_administrator_is_told(
    calendar_front: Front, key: rsa.RSAPrivateKey, tmp_path: Path
):
    made = site(tmp_path, calendar_front, sign_in="service_account")
    made.credentials.put(SERVICE_ACCOUNT, service_account(calendar_front, key))
    calendar_front.calendar.owner = "somebody-else@harbour.example"
    with pytest.raises(SignInNeeded, match="unauthorized_client"):
        ask(open_backend("google", made))


@pytest.mark.parametrize("text", ["", "no json", "[]", "{}", '{"type": "service_account"}'])
def test_a_key_that_is_none_is_named(calendar_front: Front, tmp_path: Path, text: str):
    made = site(tmp_path, calendar_front, sign_in="service_account")
    made.credentials.put(SERVICE_ACCOUNT, text)
    with pytest.raises(BadInput, match=SERVICE_ACCOUNT):
        open_backend("google", made)


# -- what has run out ----------------------------------------------------------------------------


def test_without_a_sign_in_nothing_is_opened(calendar_front: Front, tmp_path: Path):
    with pytest.raises(SignInNeeded, match="debrief sign-in"):
        open_backend("google", site(tmp_path, calendar_front))


def test_a_revoked_token_asks_for_a_new_sign_in(calendar_front: Front, calendar_backend: Backend):
    calendar_front.tokens.clear()
    with pytest.raises(SignInNeeded, match="debrief sign-in"):
        ask(calendar_backend)


@pytest.mark.parametrize("kind", ["drops it", "503"])
def test_a_sign_in_server_that_is_unwell_passes(
    calendar_front: Front, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kind: str
):
    monkeypatch.setattr("time.sleep", lambda _: None)  # the library's own patience
    made = site(tmp_path, calendar_front)
    made.credentials.put(TOKEN, signed_in(calendar_front, expiry="2020-01-01T00:00:00Z"))
    calendar_front.faults.append(Fault("oauth2/token", kind, times=20, reason="unavailable"))
    with pytest.raises(TryLater):
        ask(open_backend("google", made))


@pytest.mark.parametrize(
    ("section", "named"),
    [
        ({"sign_in": "magic"}, "google.sign_in"),
        ({"look_back_days": -1}, "google.look_back_days"),
        ({"speed": 3}, "google.speed"),
        ({"endpoint": "http://proxy.example/"}, "google.endpoint"),
    ],
)
def test_a_wrong_setting_is_named(section: dict[str, Any], named: str):
    with pytest.raises(BadInput, match=named):
        google_auth.read_settings(section)


# -- in a browser --------------------------------------------------------------------------------


@pytest.fixture
def browser(front: Front, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Return how the manager goes through Google's pages."""
    monkeypatch.setenv("OAUTHLIB_INSECURE_TRANSPORT", "1")  # the stand-in speaks plain HTTP
    monkeypatch.setattr(google_auth, "_has_browser", lambda: False)

    def go(url: str) -> None:
        page = requests.get(url, timeout=10).text
        form = dict(re.findall(r'name="(\w+)" value="([^"]*)"', page))
        form = {name: value.replace("&amp;", "&") for name, value in form.items()}
        assert front.gmail is not None
        form["email"] = f"{front.gmail.box}@boxes.example"
        parts = urlsplit(url)
        action = f"{parts.scheme}://{parts.netloc}/o/oauth2/v2/auth/callback"
        requests.post(action, data=form, timeout=10)

    return go


def client(front: Front) -> str:
    return json.dumps(
        {
            "installed": {
                "client_id": "client",
                "client_secret": "not-so-secret",
                "auth_uri": f"{front.url}/o/oauth2/v2/auth",
                "token_uri": f"{front.url}/oauth2/token",
                "redirect_uris": ["http://localhost"],
            }
        }
    )


def sign_in(front: Front, folder: Path, go: Callable[[str], None], capsys: Any) -> None:
    """Sign in while a browser waits for the address that is shown."""
    made = site(folder, front)
    made.credentials.put(CLIENT, client(front))
    failed: list[BaseException] = []

    def run() -> None:
        try:
            google.sign_in(made, lambda _: None)
        except BaseException as err:
            failed.append(err)

    worker = threading.Thread(target=run, daemon=True)
    worker.start()
    shown = ""
    for _ in range(100):
        shown += capsys.readouterr().out
        if found := re.search(r"http\S+auth\?\S+", shown):
            go(found[0])
            break
        worker.join(0.1)
    worker.join(20)
    if failed:
        raise failed[0]


@pytest.mark.server
def test_the_manager_signs_in_and_an_expired_token_is_renewed(
    front: Front, browser: Callable[[str], None], tmp_path: Path, capsys: Any
):
    front.tokens.clear()
    sign_in(front, tmp_path, browser, capsys)
    kept = site(tmp_path, front).credentials.get(TOKEN)
    assert kept is not None
    assert ask(open_google(tmp_path, front))
    aged = {**json.loads(kept), "token": "old", "expiry": "2020-01-01T00:00:00Z"}
    site(tmp_path, front).credentials.put(TOKEN, json.dumps(aged))
    assert ask(open_google(tmp_path, front))
    renewed = json.loads(site(tmp_path, front).credentials.get(TOKEN) or "")
    assert renewed["token"] not in ("old", json.loads(kept)["token"])
    assert renewed["refresh_token"] == aged["refresh_token"]
    asked = front.count("oauth2/token")
    assert ask(open_google(tmp_path, front))
    assert front.count("oauth2/token") == asked
    mode = (tmp_path / "data" / "credentials" / TOKEN).stat().st_mode
    assert mode & 0o077 == 0


@pytest.mark.server
def test_a_withdrawn_consent_asks_for_a_new_sign_in(
    front: Front, browser: Callable[[str], None], tmp_path: Path, capsys: Any
):
    sign_in(front, tmp_path, browser, capsys)
    made = site(tmp_path, front)
    kept = json.loads(made.credentials.get(TOKEN) or "")
    requests.post(f"{front.url}/oauth2/revoke", data={"token": kept["refresh_token"]}, timeout=5)
    front.tokens.clear()
    with pytest.raises(SignInNeeded, match="debrief sign-in"):
        ask(open_google(tmp_path, front))


@pytest.mark.server
def test_somebody_else_who_signs_in_is_turned_away(
    front: Front, browser: Callable[[str], None], tmp_path: Path, capsys: Any
):
    assert front.gmail is not None
    front.gmail.owner = "eve@harbour.example"
    with pytest.raises(BadInput, match=r"eve@harbour\.example"):
        sign_in(front, tmp_path, browser, capsys)
    assert site(tmp_path, front).credentials.get(TOKEN) is None


def test_debrief_sign_in_says_where_nobody_has_to(tmp_path: Path):
    from tests.world import World

    world = World(tmp_path)
    done = run_debrief("sign-in", "--data", str(world.data))
    assert done.returncode == 1
    assert "nobody has to sign in" in done.stderr


def run_debrief(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "debrief.cli", *words], capture_output=True, text=True, timeout=60
    )
