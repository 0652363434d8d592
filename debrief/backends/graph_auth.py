"""Sign in at Microsoft Entra: as an application, or once by hand with a device code.

msal does it, Microsoft's own library: it signs the certificate's assertion, renews tokens, keeps
them in a cache and knows Entra's many error codes; none of that is Debrief's business.

Secrets, in the data directory's credentials: ``graph_certificate`` (PEM: private key and
certificate) or ``graph_client_secret`` for an application; ``graph_tokens`` is msal's cache after
a sign-in with a device code.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol

import msal
import requests

from debrief.credentials import Credentials
from debrief.errors import BadInput, SignInNeeded, TryLater

CERTIFICATE = "graph_certificate"
SECRET = "graph_client_secret"  # noqa: S105 - the secret's name
TOKENS = "graph_tokens"
# What a person grants to the application: their own mail and calendar, and nothing else.
DELEGATED = ("Mail.ReadWrite", "Mail.Send", "Calendars.ReadWrite")
ANSWER_SECONDS = 30.0
_PEM = re.compile(r"-----BEGIN ([A-Z ]+)-----.+?-----END \1-----", re.DOTALL)
_PASSING = frozenset(["temporarily_unavailable", "server_error", "service_unavailable"])

SIGN_IN = "run: debrief sign-in"

Tell = Callable[[str], None]
Got = Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class Tenant:
    """Where a company signs in and what tokens are for; ``known``: at Microsoft's own address."""

    url: str
    resource: str
    known: bool = True


class SignIn(Protocol):
    """Gives tokens for Graph."""

    def token(self, refused: str | None) -> str:
        """Return a token that is valid now, and another one than the ``refused``."""
        ...


class ApplicationSignIn:
    """The application itself, without a person: a service on a server."""

    def __init__(self, tenant: Tenant, client_id: str, credentials: Credentials) -> None:
        self._tenant = tenant
        self._client_id = client_id
        self._secret = _client_credential(credentials)
        self._scopes = [f"{tenant.resource}/.default"]
        self._lock = threading.Lock()

    def token(self, refused: str | None) -> str:
        """Return a token; raise `SignInNeeded` when the secret is wrong or has run out."""
        with self._lock:
            got = self._ask()
            if got and got.get("access_token") == refused is not None:
                self._app.remove_tokens_for_client()
                got = self._ask()
        return _token(got, "renew the application's secret or certificate (docs/graph.md)")

    def _ask(self) -> Got:
        got: Got = _reached(lambda: self._app.acquire_token_for_client(self._scopes))
        return got

    @cached_property
    def _app(self) -> msal.ConfidentialClientApplication:
        return msal.ConfidentialClientApplication(
            self._client_id,
            client_credential=self._secret,
            authority=self._tenant.url,
            instance_discovery=self._tenant.known,
            timeout=ANSWER_SECONDS,
        )


class PersonSignIn:
    """The manager, who signed in once with a device code."""

    def __init__(
        self,
        tenant: Tenant,
        client_id: str,
        credentials: Credentials,
        scopes: tuple[str, ...] = DELEGATED,
    ) -> None:
        self._tenant = tenant
        self._client_id = client_id
        self._credentials = credentials
        self._cache = msal.SerializableTokenCache()
        self._scopes = [f"{tenant.resource}/{name}" for name in scopes]
        self._lock = threading.Lock()
        if kept := credentials.get(TOKENS):
            self._cache.deserialize(kept)

    def token(self, refused: str | None) -> str:
        """Return a token; raise `SignInNeeded` when nobody signed in or it was revoked."""
        with self._lock:
            got = self._ask(renew=False)
            if got and got.get("access_token") == refused is not None:
                got = self._ask(renew=True)
            self._keep()
        return _token(got, SIGN_IN)

    def _ask(self, *, renew: bool) -> Got:
        accounts = _reached(lambda: self._app.get_accounts())
        if not accounts:
            raise SignInNeeded(f"nobody is signed in to Microsoft 365; {SIGN_IN}")
        got: Got = _reached(
            lambda: self._app.acquire_token_silent_with_error(
                self._scopes, accounts[0], force_refresh=renew
            )
        )
        return got

    @cached_property
    def _app(self) -> msal.PublicClientApplication:
        return msal.PublicClientApplication(
            self._client_id,
            authority=self._tenant.url,
            instance_discovery=self._tenant.known,
            token_cache=self._cache,
            timeout=ANSWER_SECONDS,
        )

    def sign_in(self, tell: Tell, user: str) -> None:
        """Let the manager sign in on any device; ``tell`` shows them where and with which code.

        Waits until they have, at most the quarter of an hour that Entra gives. Raises
        `SignInNeeded` when they did not, `BadInput` when somebody else did.
        """
        flow = _reached(lambda: self._app.initiate_device_flow(self._scopes))
        if "message" not in flow:
            _token(flow, "allow public client flows for the application (docs/graph.md)")
        tell(str(flow["message"]))
        got = _reached(lambda: self._app.acquire_token_by_device_flow(flow))
        _token(got, SIGN_IN)
        who = str((got or {}).get("id_token_claims", {}).get("preferred_username", ""))
        if who and who.casefold() != user.casefold():
            for account in self._app.get_accounts():
                self._app.remove_account(account)
            self._keep()
            raise BadInput(f"{who} signed in, but the manager's mailbox is {user}; sign in as them")
        self._keep()

    def _keep(self) -> None:
        if self._cache.has_state_changed:
            self._credentials.put(TOKENS, self._cache.serialize())
            self._cache.has_state_changed = False


def _client_credential(credentials: Credentials) -> str | dict[str, str]:
    pem = credentials.get(CERTIFICATE)
    if pem is None:
        return credentials.need(SECRET, "the application's secret at Microsoft Entra")
    blocks = {match[1]: match[0] for match in _PEM.finditer(pem)}
    key = next((text for name, text in blocks.items() if name.endswith("PRIVATE KEY")), None)
    if key is None or "CERTIFICATE" not in blocks:
        raise BadInput(f"{CERTIFICATE}: needs the private key and the certificate, both as PEM")
    return {"private_key": key, "public_certificate": blocks["CERTIFICATE"]}


def _reached(call: Callable[[], Any]) -> Any:  # noqa: ANN401 - msal is not annotated
    try:
        return call()
    except requests.RequestException as err:
        raise TryLater(f"Microsoft Entra cannot be reached ({err}); try later") from err
    except ValueError as err:
        raise BadInput(
            f"graph.tenant, graph.client_id or the certificate: {str(err).splitlines()[0]}"
        ) from err


def _token(got: Got, remedy: str) -> str:
    if got and "access_token" in got:
        return str(got["access_token"])
    code = str((got or {}).get("error") or "no account")
    said = str((got or {}).get("error_description") or "it gave no reason").splitlines()[0]
    if code in _PASSING:
        raise TryLater(f"Microsoft Entra is not ready ({said}); try later")
    raise SignInNeeded(f"Microsoft Entra refused to sign in: {code} ({said}); {remedy}")
