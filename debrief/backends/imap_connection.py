"""One connection to an IMAP server, opened when it is needed and anew when it broke."""

from __future__ import annotations

import logging
import re
import socket
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from imapclient import IMAPClient
from imapclient.exceptions import (
    CapabilityError,
    IMAPClientAbortError,
    IMAPClientError,
    LoginError,
)

from debrief.backends.imap_settings import Server
from debrief.backends.oauth_token import AccessTokens
from debrief.backends.unreachable import closed
from debrief.credentials import Credentials
from debrief.errors import BadInput, DebriefError, SignInNeeded, TryLater

T = TypeVar("T")
BROKEN = (IMAPClientAbortError, OSError, EOFError)
# A sign-in that a server does not take now, whatever the password: by the codes of RFC 5530, and by
# the words of servers that give none or only ALERT (Gmail, Dovecot, Exchange).
_NOT_NOW = re.compile(
    r"\[(?:UNAVAILABLE|INUSE|LIMIT|SERVERBUG)\]|\btoo many\b|\bmaximum number of\b|"
    r"\btry again\b|\btemporar(?:y|ily)\b|\bthrottled\b",
    re.I,
)
_CROWDED = re.compile(r"\[LIMIT\]|\bconnections\b", re.I)

log = logging.getLogger("debrief")


@dataclass(frozen=True, slots=True)
class SignIn:
    """Who signs in and with what; ``name`` is the prefix of the secrets ("imap", "smtp")."""

    user: str
    name: str
    credentials: Credentials
    tokens: AccessTokens | None = None

    def password(self) -> str:
        """Return the password; that of IMAP serves where the other has none."""
        own = self.credentials.get(f"{self.name}_password")
        found = own or self.credentials.need("imap_password", f"the password of {self.user}")
        if not found.isprintable():
            raise BadInput(
                f"the password of {self.user}: holds a line end or a control character; "
                f"write it as one line into {self._kept_in()}"
            )
        return found

    @property
    def is_plain(self) -> bool:
        """Whether name and password are of letters that every way of signing in can carry."""
        return self.user.isascii() and self.password().isascii()

    def remedy(self) -> str:
        """Say where what a server refused is to be put right."""
        if self.tokens is not None:
            place = self.credentials.place(f"{self.tokens.name}_refresh_token")
            return f"put a new refresh token into {place}"
        remedy = f"put the right password into {self._kept_in()}"
        if self.name == "imap" or self.credentials.get(f"{self.name}_password"):
            return remedy
        own = self.credentials.place(f"{self.name}_password")
        return f"{remedy}; if there is another one for this server, into {own}"

    def _kept_in(self) -> str:
        own = f"{self.name}_password"
        return self.credentials.place(own if self.credentials.get(own) else "imap_password")


def without_delay(sock: socket.socket | None) -> None:
    """Let a command's last bytes leave at once: else they wait for the receipt of those before
    them, which the other side holds back 40 ms or longer (RFC 896; RFC 1122, 4.2.3.2)."""
    if sock is not None:
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)


class Client(IMAPClient):  # type: ignore[misc]
    """Knows which folder it has selected, so that it is not selected again for nothing."""

    _selected: tuple[str, dict[bytes, Any]] | None = None

    def select_folder(self, folder: str, readonly: bool = False) -> dict[bytes, Any]:
        """Select a folder as it stands now."""
        self._selected = None
        state: dict[bytes, Any] = super().select_folder(folder, readonly)
        if not readonly:
            self._selected = folder, state
        return state

    def enter(self, folder: str) -> dict[bytes, Any]:
        """Have a folder selected for changes; what others did there meanwhile may be unseen."""
        if self._selected is not None and self._selected[0] == folder:
            return self._selected[1]
        return self.select_folder(folder)

    def within(self, folder: str, do: Callable[[dict[bytes, Any]], T]) -> T:
        """Do something in a folder, given its state; once more should it have changed meanwhile."""
        try:
            return do(self.enter(folder))
        except IMAPClientAbortError:
            raise
        except IMAPClientError:
            return do(self.select_folder(folder))


class Connection:
    """A signed-in connection; one thread at a time uses it."""

    def __init__(self, server: Server, sign_in: SignIn) -> None:
        self.server = server
        self.sign_in = sign_in
        self._client: Client | None = None
        self._lock = threading.RLock()

    @property
    def where(self) -> str:
        """The server, as messages name it."""
        return f"{self.sign_in.user} at {self.server.host}"

    @property
    def port(self) -> int:
        """The server's port; the usual one where none is set."""
        return self.server.port or (993 if self.server.security == "tls" else 143)

    def run(self, do: Callable[[Client], T]) -> T:
        """Do something, once more on a new connection when the old one turned out broken.

        ``do`` must therefore be safe to repeat. Raises `TryLater` or `SignInNeeded`.
        """
        with self._lock:
            fresh = self._client is None
            try:
                return self._try(do)
            except BROKEN as err:
                later = self._later(err)
                self.close()
                if fresh:
                    raise later from err
            try:
                return self._try(do)
            except BROKEN as err:
                later = self._later(err)
                self.close()
                raise later from err

    def close(self) -> None:
        """Leave the connection; the next use opens another."""
        with self._lock:
            client, self._client = self._client, None
            if client is not None:
                try:
                    client.shutdown()
                except (IMAPClientError, OSError) as err:
                    log.debug("closing %s: %s", self.where, err)

    def client(self) -> Client:
        """Return the open client; whatever breaks is the caller's to translate."""
        if self._client is None:
            self._client = self._open()
        return self._client

    def _try(self, do: Callable[[Client], T]) -> T:
        try:
            return do(self.client())
        except IMAPClientAbortError:
            raise
        except CapabilityError as err:
            later = self._later(err)
            self.close()
            raise later from err
        except IMAPClientError as err:
            self.close()  # whatever was selected, begin anew
            raise TryLater(f"{self.where}: {_refusal(err)}") from err

    def _later(self, err: BaseException) -> TryLater:
        if self._client is not None:
            return TryLater(f"{self.where}: the connection to the mail server broke ({err})")
        server = self.server
        return TryLater(
            f"{self.where}: {closed(err, 'imap', server.host, self.port, server.security)}"
        )

    def _open(self) -> Client:
        server = self.server
        client = Client(
            server.host,
            port=self.port,
            ssl=server.security == "tls",
            ssl_context=server.tls() if server.security == "tls" else None,
            timeout=server.timeout,
        )
        client.normalise_times = False  # aware times, not this machine's
        try:
            without_delay(client.socket())
            if server.security == "starttls":
                client.starttls(server.tls())
            self._log_in(client)
        except (DebriefError, IMAPClientError, OSError):
            client.shutdown()
            raise
        return client

    def _log_in(self, client: IMAPClient) -> None:
        tokens = self.sign_in.tokens
        try:
            if tokens is None:
                self._log_in_by_password(client)
                return
            try:
                client.oauth2_login(self.sign_in.user, tokens.get())
            except LoginError:
                client.oauth2_login(self.sign_in.user, tokens.get(anew=True))
        except LoginError as err:
            if isinstance(err.__context__, BROKEN):  # as which imapclient tells a broken line, too
                raise err.__context__ from err
            said = _said(err)
            if _NOT_NOW.search(said):
                raise TryLater(f"{self.where}: {_not_now(said)}") from err
            raise SignInNeeded(
                f"{self.where}: the server does not take our sign-in ({said}); "
                f"{self.sign_in.remedy()}"
            ) from err

    def _log_in_by_password(self, client: IMAPClient) -> None:
        """Sign in; what is not ASCII goes as UTF-8, which LOGIN cannot carry (RFC 4616)."""
        user, password = self.sign_in.user, self.sign_in.password()
        if self.sign_in.is_plain:
            client.login(user, password)
        elif client.has_capability("AUTH=PLAIN"):
            client.plain_login(user, password)
        else:
            raise SignInNeeded(
                f"{self.where}: the server takes only plain letters, digits and signs in a "
                f"password (it offers no AUTH=PLAIN); choose such a one, and "
                f"{self.sign_in.remedy()}"
            )


def _refusal(err: IMAPClientError) -> str:
    """Say what a server refused, and the remedy where its code tells (RFC 5530, 9208)."""
    if "OVERQUOTA" in str(err).upper():
        return f"the mailbox is full: delete mail in it, or have its quota raised ({err})"
    return f"the mail server said no ({err})"


def _not_now(said: str) -> str:
    """Say why a server takes no sign-in now, and the remedy where its words tell."""
    if not _CROWDED.search(said):
        return f"the mail server cannot check sign-ins now ({said})"
    return (
        f"the mail server takes no more connections at a time ({said}); end other programs on this "
        "mailbox, or lower at_once in [smtp]"
    )


def _said(err: LoginError) -> str:
    """Return a server's own words, which imapclient may give as bytes."""
    return re.sub(r"^b'(.*)'$", r"\1", str(err))[:200]
