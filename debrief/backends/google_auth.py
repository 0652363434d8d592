"""Sign in at Google: as the manager in a browser (installed app), or as a service account.

The installed app waits on the loopback address for the browser (RFC 8252, 7.3) and proves itself
with PKCE. A service account needs domain-wide delegation and acts as the manager. What is secret
lies in `Credentials`: ``google_client`` (the OAuth client's JSON file), ``google_token`` (what the
sign-in gave us) and ``google_service_account`` (the key's JSON file).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any, Literal
from urllib.parse import urlsplit

from google.auth.credentials import Credentials as Proof
from google.oauth2.credentials import Credentials as UserProof
from google.oauth2.service_account import Credentials as ServiceProof
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from debrief.answers.wrong_values import in_section
from debrief.credentials import Credentials
from debrief.errors import BadInput, SignInNeeded

# gmail.modify is the least single scope that may mark a mail with a label; it can read and send,
# and cannot delete for good. Events only in calendars the manager owns; of others free or busy.
SCOPES = (
    "https://www.googleapis.com/auth/gmail.modify",
    "https://www.googleapis.com/auth/calendar.events.owned",
    "https://www.googleapis.com/auth/calendar.freebusy",
)
CLIENT, TOKEN, SERVICE_ACCOUNT = "google_client", "google_token", "google_service_account"
SIGN_IN_SECONDS = 300


class GoogleSettings(BaseModel):
    """The section ``[google]`` of debrief.toml."""

    model_config = ConfigDict(extra="forbid")

    sign_in: Literal["user", "service_account"] = "user"
    meet: bool = True  # ask for a Google Meet link with every meeting
    look_back_days: int = Field(default=30, ge=0, le=3650)  # of mail taken in at the first start
    poll_seconds: float = Field(default=2.0, ge=0.05, le=3600)
    timeout_seconds: float = Field(default=60.0, gt=0, le=600)
    endpoint: str | None = None  # of a private access point; Google's own otherwise

    @field_validator("endpoint")
    @classmethod
    def _safe(cls, value: str | None) -> str | None:
        """Let tokens go over TLS only, or stay on this machine."""
        parts = urlsplit(value or "https://")
        if parts.scheme != "https" and parts.hostname not in ("127.0.0.1", "::1", "localhost"):
            raise ValueError("must begin with https://")
        return value


def read_settings(section: Mapping[str, Any]) -> GoogleSettings:
    """Return the settings; raise `BadInput` naming the first that is wrong."""
    try:
        return GoogleSettings.model_validate(dict(section))
    except ValidationError as err:
        said = next(in_section(err, GoogleSettings, "google"))
        raise BadInput(f"debrief.toml, {said}") from err


def proof_of(
    settings: GoogleSettings,
    secrets: Credentials,
    manager: str,
    *,
    scopes: tuple[str, ...] = SCOPES,
    kept_as: str = TOKEN,
    remedy: str = "run `debrief sign-in`",
) -> Proof:
    """Return what we sign requests with; its tokens are renewed when they are used.

    Raises `SignInNeeded` when there is none yet, `BadInput` for a file that is no such thing.
    """
    if settings.sign_in == "service_account":
        return _service_proof(secrets, manager, scopes)
    text = secrets.get(kept_as)
    if text is None:
        raise SignInNeeded(f"nobody has signed in to Google as {manager}: {remedy}")
    proof: Proof = _made(kept_as, text, lambda info: _user_proof(info, scopes))
    return proof


def keep(proof: Proof, secrets: Credentials) -> None:
    """Keep a renewed access token where the one before lies, so that it is asked for hourly only."""
    if isinstance(proof, UserProof) and (secrets.folder / TOKEN).exists():
        secrets.put(TOKEN, proof.to_json())


def sign_in(
    secrets: Credentials,
    manager: str,
    tell: Callable[[str], None],
    seconds: int = SIGN_IN_SECONDS,
    scopes: tuple[str, ...] = SCOPES,
) -> UserProof:
    """Let the manager sign in with a browser on this machine; return what it gives us.

    Raises `SignInNeeded` without an OAuth client or without consent to every scope.
    """
    from google_auth_oauthlib.flow import InstalledAppFlow

    text = secrets.need(CLIENT, "the OAuth client of the Google Cloud project (its JSON file)")
    flow = _made(CLIENT, text, lambda info: InstalledAppFlow.from_client_config(info, scopes))
    tell("Open this address in a browser on this machine and sign in:")
    try:
        proof: UserProof = flow.run_local_server(
            host="127.0.0.1",
            port=0,
            open_browser=_has_browser(),
            authorization_prompt_message="{url}",
            success_message="Debrief is signed in. You may close this window.",
            timeout_seconds=seconds,
            access_type="offline",
            prompt="consent",
            login_hint=manager,
        )
    except Exception as err:  # the library raises what its own libraries raise
        raise SignInNeeded(f"the sign-in did not end well ({err}); try again") from err
    granted = set(proof.granted_scopes or proof.scopes or ())
    if missing := [scope for scope in scopes if scope not in granted]:
        raise SignInNeeded(f"not granted: {', '.join(missing)}; sign in again and tick every box")
    return proof


def _user_proof(info: Mapping[str, str], scopes: tuple[str, ...]) -> UserProof:
    kept: UserProof = UserProof.from_authorized_user_info(info, scopes)
    if "token_uri" not in info:
        return kept
    proof: UserProof = kept.with_token_uri(info["token_uri"])  # as the OAuth client says
    proof.expiry = kept.expiry  # which the library loses on the way
    return proof


def _has_browser() -> bool:
    import webbrowser

    try:
        webbrowser.get()
    except webbrowser.Error:
        return False
    return True


def _service_proof(secrets: Credentials, manager: str, scopes: tuple[str, ...]) -> Proof:
    text = secrets.need(SERVICE_ACCOUNT, "the key of the service account (its JSON file)")
    proof: Proof = _made(
        SERVICE_ACCOUNT,
        text,
        lambda info: ServiceProof.from_service_account_info(info, scopes=scopes, subject=manager),
    )
    return proof


def _made(name: str, text: str, make: Callable[[Any], Any]) -> Any:  # noqa: ANN401 - Google's types
    """Make something of a secret's JSON; raise `BadInput` where it is none."""
    try:
        return make(json.loads(text))
    except (ValueError, KeyError, TypeError, AttributeError) as err:
        raise BadInput(
            f"the secret {name} is not the JSON file that Google gave out ({err}); put it there "
            "again as it was downloaded"
        ) from err
