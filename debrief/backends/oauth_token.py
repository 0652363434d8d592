"""Access tokens from a refresh token (RFC 6749, 6), for servers that take no password."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, field

import httpx

from debrief.backends.imap_settings import OAuth
from debrief.credentials import Credentials
from debrief.errors import SignInNeeded, TryLater

EARLY = 60.0  # seconds before its end a token is renewed


@dataclass(slots=True)
class AccessTokens:
    """Gives access tokens that last; ``name`` is the prefix of its secrets."""

    settings: OAuth
    credentials: Credentials
    name: str
    _token: str = ""
    _until: float = field(default=0.0)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def get(self, *, anew: bool = False) -> str:
        """Return a token that is valid now; ``anew`` after the server refused the last one.

        Raises `SignInNeeded` when the refresh token is no longer taken, `TryLater` when the token
        endpoint cannot be asked.
        """
        with self._lock:  # a refresh token may serve once only
            if anew or time.monotonic() >= self._until:
                self._renew()
            return self._token

    def _renew(self) -> None:
        refresh = f"{self.name}_refresh_token"
        form = {
            "grant_type": "refresh_token",
            "refresh_token": self.credentials.need(refresh, "the refresh token"),
            "client_id": self.settings.client_id,
        }
        secret = self.credentials.get(f"{self.name}_client_secret")
        form |= {"client_secret": secret} if secret else {}
        form |= {"scope": self.settings.scope} if self.settings.scope else {}
        answer = self._ask(form)
        self._token = str(answer["access_token"])
        self._until = time.monotonic() + float(str(answer.get("expires_in") or 300)) - EARLY
        if answer.get("refresh_token") and answer["refresh_token"] != form["refresh_token"]:
            self.credentials.put(refresh, str(answer["refresh_token"]))

    def _ask(self, form: dict[str, str]) -> dict[str, object]:
        where = self.settings.token_url
        try:
            got = httpx.post(where, data=form, timeout=30.0)
            answer = got.json() if got.content else {}
        except (httpx.HTTPError, ValueError) as err:
            raise TryLater(f"{where}: no token could be got ({err})") from err
        if got.status_code in (400, 401, 403):
            said = answer.get("error_description") or answer.get("error") or got.status_code
            place = self.credentials.place(f"{self.name}_refresh_token")
            raise SignInNeeded(f"{where}: {said}; put a new refresh token into {place}")
        if got.status_code != 200 or "access_token" not in answer:
            after = got.headers.get("Retry-After", "")
            raise TryLater(
                f"{where}: answered {got.status_code}", float(after) if after.isdigit() else None
            )
        return dict(answer)
