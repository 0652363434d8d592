"""Exchange Server 2013 and later, over Exchange Web Services with exchangelib.

Everything is asked for in the manager's mailbox, by a service account that impersonates it, by
one with full access to it, or by the manager's own. Nothing is asked before it is needed; every
request has a time limit and is tried once: trying again is the effect engine's business.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from threading import Lock
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import urlsplit

from exchangelib import Account, Configuration, Identity
from exchangelib import Credentials as Login
from exchangelib.autodiscover import cache
from exchangelib.credentials import (
    DELEGATE,
    IMPERSONATION,
    OAuth2Credentials,
    OAuth2LegacyCredentials,
)
from exchangelib.errors import ErrorAccessDenied, ErrorServerBusy, UnauthorizedError
from exchangelib.ewsdatetime import UTC
from exchangelib.protocol import FailFast, Protocol
from exchangelib.transport import BASIC, DIGEST, NTLM, OAUTH2
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from debrief.answers.wrong_values import in_section, is_web_address
from debrief.backends.base import Backend, Capabilities
from debrief.backends.exchange_busy import MOST_DAYS, MOST_PEOPLE
from debrief.backends.exchange_errors import ONLINE_ADVICE, is_online, translated
from debrief.credentials import Credentials
from debrief.errors import BadInput, CannotDo, SignInNeeded

if TYPE_CHECKING:
    from requests import Response

    from debrief.backends.directory import Directory
    from debrief.backends.registry import Site

_HOSTS_HERE = ("127.0.0.1", "localhost", "::1")
_KINDS = {"ntlm": NTLM, "basic": BASIC, "digest": DIGEST, "oauth": OAUTH2}
LIMITS = (
    "Exchange invites by itself: its invitations carry no X-Debrief-Effect and start a new thread.",
    "Exchange shows the manager's name from its directory as the sender.",
    "Exchange Server makes no link to join online; one that is put into the event is read.",
)


class Settings(BaseModel):
    """The section [exchange] of debrief.toml."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    url: str | None = None  # https://mail.company.example/EWS/Exchange.asmx
    server: str | None = None  # mail.company.example: the usual path there
    autodiscover: bool = False
    mailbox: str | None = None  # primary address, where it is not the manager's in team.json
    access: Literal["impersonation", "delegate", "own"] = "impersonation"
    sign_in: Literal["ntlm", "basic", "digest", "oauth"] = "ntlm"
    username: str | None = None  # COMPANY\\debrief or debrief@company.example
    client_id: str | None = None  # sign_in = "oauth"
    tenant: str | None = None
    token_url: str | None = None  # of AD FS; otherwise Entra ID's
    scope: str | None = None
    timeout: int = Field(default=60, ge=1, le=600)  # seconds for one request
    connections: int = Field(default=4, ge=2, le=10)  # at once, one of them for notifications
    push: bool = True
    working_hours: bool = True  # times outside somebody's own count as "rather not"
    look_back_days: int = Field(default=30, ge=0)  # how old mail may be at the first look


def read_settings(section: Mapping[str, Any]) -> Settings:
    """Check the section; raise `BadInput` that names the setting and the remedy."""
    try:
        settings = Settings.model_validate(dict(section))
    except ValidationError as err:
        said = next(in_section(err, Settings, "exchange"))
        raise BadInput(f"debrief.toml, {said}") from err
    ways = [settings.url, settings.server, settings.autodiscover or None]
    if sum(way is not None for way in ways) != 1:
        raise BadInput(
            'debrief.toml, exchange: give one of server = "mail.company.example", url = "https://…" '
            "or autodiscover = true"
        )
    address = settings.url or f"https://{settings.server or 'autodiscover'}"
    if not is_web_address(address):
        which = "url" if settings.url else "server"
        raise BadInput(
            f"debrief.toml, exchange.{which}: is no address; write it as mail.company.example, a "
            "url as https://mail.company.example/EWS/Exchange.asmx"
        )
    parts = urlsplit(address)
    host = (parts.hostname or "").lower()
    if is_online(host):
        raise BadInput(f"debrief.toml, exchange: {host}: {ONLINE_ADVICE}")
    if not host or (parts.scheme != "https" and host not in _HOSTS_HERE):
        raise BadInput(
            "debrief.toml, exchange.url: must start with https://; passwords travel there"
        )
    if settings.sign_in == "oauth":
        if not settings.client_id or not (settings.tenant or settings.token_url):
            raise BadInput("debrief.toml, exchange: oauth needs client_id, and tenant or token_url")
    elif not settings.username:
        raise BadInput("debrief.toml, exchange.username: is missing; add the account that signs in")
    return settings


class Once(FailFast):  # type: ignore[misc]  # exchangelib carries no types
    """Never try again by itself, and pass on how long a busy server wants to be left alone."""

    def raise_response_errors(self, response: Response) -> None:
        """Raise what an HTTP status means, before exchangelib guesses from other signs."""
        status = response.status_code
        if status in (429, 503):
            wait = response.headers.get("Retry-After", "")
            raise ErrorServerBusy(
                f"HTTP {status}", back_off=float(wait) if wait.isdigit() else None
            )
        if status == 401:
            raise UnauthorizedError("HTTP 401: the sign-in was not accepted")
        if status == 403:
            raise ErrorAccessDenied("HTTP 403: Exchange Web Services are closed to this account")
        super().raise_response_errors(response)


class Exchange:
    """One sign-in to one mailbox, made when it is first used and anew after it was refused."""

    def __init__(self, settings: Settings, mailbox: str, credentials: Credentials) -> None:
        self.settings = settings
        self.mailbox = mailbox
        self._credentials = credentials
        self._account: Account | None = None
        self._lock = Lock()

    @contextmanager
    def asked(self, doing: str, *, acting: bool = False) -> Iterator[Account]:
        """Give the account for some requests; errors come out as ours (see `translated`)."""
        try:
            yield self.account()
        except Exception as err:
            ours = translated(err, doing, acting=acting)
            if isinstance(ours, SignInNeeded):
                self._forget()
            if ours is None or ours is err:
                raise
            raise ours from err

    def account(self) -> Account:
        """Return the account, signing in if need be."""
        with self._lock:
            if self._account is None:
                self._account = self._open()
            return self._account

    def __del__(self) -> None:
        with suppress(Exception):  # at the end of the process anything may be gone already
            self._forget()

    def _open(self) -> Account:
        settings = self.settings
        if settings.autodiscover:
            # What was discovered is kept in a pickle: not where anybody may write one.
            self._credentials.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            cache.AUTODISCOVER_PERSISTENT_STORAGE = self._credentials.folder / "autodiscover"
        login = self._login()
        login.used_by = id(self)  # exchangelib shares connections among equal sign-ins
        config = Configuration(
            credentials=login,
            server=settings.server,
            service_endpoint=settings.url,
            auth_type=_KINDS[settings.sign_in],
            retry_policy=Once(),
            max_connections=settings.connections,
        )
        account = Account(
            self.mailbox,
            config=config,
            autodiscover=settings.autodiscover,
            access_type=IMPERSONATION if settings.access == "impersonation" else DELEGATE,
            default_timezone=UTC,
            locale="en_US",
        )
        account.protocol.TIMEOUT = settings.timeout
        host = urlsplit(account.protocol.service_endpoint).hostname or ""
        if is_online(host.lower()):
            raise CannotDo(f"{self.mailbox} lies on {host}: {ONLINE_ADVICE}")
        return account

    def _login(self) -> Any:  # noqa: ANN401 - exchangelib carries no types
        settings = self.settings
        if settings.sign_in == "oauth":
            return self._token_login()
        secret = self._credentials.need("exchange_password", f"the password of {settings.username}")
        return Login(settings.username, secret)

    def _token_login(self) -> Any:  # noqa: ANN401
        """With a user name: a token in this user's name; without: in the application's own."""
        settings = self.settings
        secret = self._credentials.need("exchange_client_secret", "the client secret for Exchange")
        given: dict[str, Any] = {
            "client_id": settings.client_id,
            "client_secret": secret,
            "tenant_id": settings.tenant,
        }
        if settings.access == "impersonation":
            given["identity"] = Identity(primary_smtp_address=self.mailbox)
        if settings.username:
            given["username"] = settings.username
            given["password"] = self._credentials.need(
                "exchange_password", f"the password of {settings.username}"
            )
        base = OAuth2LegacyCredentials if settings.username else OAuth2Credentials
        return _own_tokens(base, settings)(**given)

    def _forget(self) -> None:
        """Drop the sign-in, so that a mended password is read and connections start afresh."""
        with self._lock:
            account, self._account = self._account, None
            if account is not None:
                with suppress(KeyError):
                    del Protocol[account.protocol.config]


def _own_tokens(base: type[Any], settings: Settings) -> type[Any]:
    """Return the credentials' class with the token's address and scope of these settings."""

    def token_url(self: Any) -> str:  # noqa: ANN401
        return settings.token_url or str(base.token_url.fget(self))

    def scope(self: Any) -> list[str]:  # noqa: ANN401
        return settings.scope.split() if settings.scope else list(base.scope.fget(self))

    return type(
        base.__name__, (base,), {"token_url": property(token_url), "scope": property(scope)}
    )


def open_backend(site: Site) -> Backend:
    """Return the manager's mailbox and calendar on Exchange Server; asks the server nothing yet."""
    from debrief.backends.exchange_calendar import ExchangeCalendar
    from debrief.backends.exchange_mail import ExchangeMailbox

    server = _server(site)
    mailbox = ExchangeMailbox(server, site.clock)
    calendar = ExchangeCalendar(server, mailbox, site.clock)
    return Backend("exchange", mailbox, calendar, _capabilities(server.settings))


def open_directory(site: Site) -> Directory:
    """Return the organisation's address book."""
    from debrief.backends.exchange_directory import ExchangeDirectory

    return ExchangeDirectory(_server(site))


def _server(site: Site) -> Exchange:
    settings = read_settings(site.section("exchange"))
    library = logging.getLogger("exchangelib")
    if library.level == logging.NOTSET:
        library.setLevel(logging.CRITICAL)  # it writes whole mails into the log when one fails
    return Exchange(settings, settings.mailbox or site.team.manager.email, site.credentials)


def _capabilities(settings: Settings) -> Capabilities:
    return Capabilities(
        keeps_message_ids=None,
        server_invites=True,
        vouches=True,
        working_hours=settings.working_hours,
        push=settings.push,
        most_people_asked=MOST_PEOPLE,
        most_days_asked=MOST_DAYS,
        limits=LIMITS,
    )
