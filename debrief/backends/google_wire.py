"""The way to Google's servers: one session, and its failures in our own words.

Requests are never repeated behind our back: the client library's usual transport sends a POST
again when the connection went stale, which is the one thing a sender of mail must not do.
What an answer means is told in Google's pages "Handle API errors" (Calendar) and "Resolve
errors" (Gmail).
"""

from __future__ import annotations

import json
import logging
import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any

import httplib2
import requests
from google.auth.exceptions import GoogleAuthError, RefreshError
from google.auth.transport.requests import AuthorizedSession
from googleapiclient.errors import HttpError
from urllib3.exceptions import ConnectTimeoutError, NewConnectionError

from debrief.errors import CannotDo, DebriefError, Doubtful, Refused, SignInNeeded, TryLater

if TYPE_CHECKING:
    from collections.abc import Callable

    from google.auth.credentials import Credentials

CONNECT_SECONDS = 10.0
TOO_FAST = frozenset(
    {"rateLimitExceeded", "userRateLimitExceeded", "concurrentLimitExceeded", "RESOURCE_EXHAUSTED"}
)
USED_UP = frozenset({"quotaExceeded", "dailyLimitExceeded", "limitExceeded"})
USED_UP_PAUSE = 3600.0  # seconds; such a quota comes back within a day
SCOPES_MISSING = frozenset({"insufficientPermissions", "ACCESS_TOKEN_SCOPE_INSUFFICIENT"})
SWITCHED_OFF = frozenset({"accessNotConfigured", "SERVICE_DISABLED", "domainPolicy"})
SIGN_IN = "run `debrief sign-in`, or see docs/google.md for a service account"

# It warns on the terminal of every refusal, each of which is told in our own words here.
logging.getLogger("googleapiclient.http").setLevel(logging.ERROR)

_RETRY_AFTER = re.compile(r"Retry after (\d{4}-\d\d-\d\dT[\d:.]{1,16}Z)", re.I)


class NotThere(Refused):
    """Report that there is no such thing at Google, or no longer (404, 410)."""


class Taken(Refused):
    """Report that this id is in use or was used once (409)."""


class Changed(Refused):
    """Report that the thing changed since it was read (412)."""


class Wire:
    """What `googleapiclient` sends its requests through; takes the place of `httplib2.Http`.

    ``renewed`` is called after the access token was renewed.
    """

    def __init__(
        self,
        credentials: Credentials,
        seconds: float,
        renewed: Callable[[], None] = lambda: None,
    ) -> None:
        self.session: Any = AuthorizedSession(credentials)
        self.seconds = seconds
        self.renewed = renewed

    def request(
        self,
        uri: str,
        method: str = "GET",
        body: str | bytes | None = None,
        headers: dict[str, str] | None = None,
        **_: object,
    ) -> tuple[httplib2.Response, bytes]:
        """Send one request, once; after a 401 the token is renewed and it is sent again."""
        data = body.encode("utf-8") if isinstance(body, str) else body
        limits = (min(CONNECT_SECONDS, self.seconds), self.seconds)
        before = self.session.credentials.token
        answer = self.session.request(method, uri, data=data, headers=headers, timeout=limits)
        if self.session.credentials.token != before:
            self.renewed()
        head = {name.lower(): value for name, value in answer.headers.items()}
        return httplib2.Response({**head, "status": str(answer.status_code)}), answer.content

    def close(self) -> None:
        """Close the connections."""
        self.session.close()


def call(request: Any, *, acts: bool = False) -> Any:  # noqa: ANN401 - Google's own types
    """Perform a request of the client library and return the answer as it came.

    ``acts`` tells that it may tell other people something: after a lost answer that is a doubt.
    Raises only errors of our tree; `NotThere`, `Taken` and `Changed` are for the caller to handle.
    """
    try:
        answer = request.execute(num_retries=0)
    except HttpError as err:
        raise _meaning(err, acts) from err
    except RefreshError as err:
        if err.retryable:
            raise TryLater(f"Google's sign-in does not answer ({_first(err)})") from err
        raise SignInNeeded(f"Google refused the sign-in ({_first(err)}); {SIGN_IN}") from err
    except GoogleAuthError as err:  # the token server was not reached: nothing was asked for yet
        raise TryLater(f"Google's sign-in cannot be reached ({_first(err)})") from err
    except requests.exceptions.RequestException as err:
        if acts and not _never_left(err):
            raise Doubtful(f"the connection to Google broke ({type(err).__name__})") from err
        raise TryLater(f"Google cannot be reached ({type(err).__name__})") from err
    if isinstance(answer, str) and answer:  # what is no JSON comes back as it is
        kind = Doubtful if acts else TryLater
        raise kind("something else than Google answered, such as a proxy; mend the way there")
    return answer


def _meaning(err: HttpError, acts: bool) -> DebriefError:
    status, reasons, said = int(err.resp.status), _reasons(err), _said(err)
    what = f"Google answered {status}: {said}"
    special: dict[int, type[Refused]] = {404: NotThere, 410: NotThere, 409: Taken, 412: Changed}
    if status in special:
        return special[status](what)
    if status == 401:
        return SignInNeeded(f"{what}; {SIGN_IN}")
    if status == 429 or (status == 403 and reasons & TOO_FAST):
        return TryLater(what, _retry_after(err, said))
    if status == 403 and reasons & USED_UP:
        return TryLater(what, _retry_after(err, said) or USED_UP_PAUSE)
    if status == 403:
        return _forbidden(what, reasons)
    if status >= 500 and acts:
        return Doubtful(what, _retry_after(err, said))
    if status >= 500 or status == 408:
        return TryLater(what, _retry_after(err, said))
    return Refused(what)


def _forbidden(what: str, reasons: frozenset[str]) -> DebriefError:
    if reasons & SCOPES_MISSING:
        return SignInNeeded(f"{what}; grant all scopes named in docs/google.md and sign in again")
    if reasons & SWITCHED_OFF:
        return CannotDo(f"{what}; the administrator must allow it, see docs/google.md")
    return Refused(what)


def _reasons(err: HttpError) -> frozenset[str]:
    """Return every reason the answer names, of the old form and the new."""
    found = _error(err)
    stated: list[object] = [found.get("status")]
    for name in ("errors", "details"):
        items = found.get(name)
        if isinstance(items, list):
            stated += [item.get("reason") for item in items if isinstance(item, dict)]
    return frozenset(text for text in stated if isinstance(text, str))


def _said(err: HttpError) -> str:
    said = _error(err).get("message")
    return str(said or err.resp.reason or "no reason given").strip()[:300]


def _error(err: HttpError) -> dict[str, object]:
    try:
        found = json.loads(err.content)
    except (ValueError, TypeError):
        return {}
    error = found.get("error") if isinstance(found, dict) else None
    return error if isinstance(error, dict) else {}


def _retry_after(err: HttpError, said: str) -> float | None:
    """Return the seconds to wait: of the header (RFC 9110, 10.2.3) or of Gmail's own sentence."""
    value = str(err.resp.get("retry-after", "")).strip()
    if value.isdigit():
        return float(value)
    moments: list[Callable[[], datetime]] = [lambda: parsedate_to_datetime(value)]
    if found := _RETRY_AFTER.search(said):
        moments.append(lambda: datetime.fromisoformat(found[1].replace("Z", "+00:00")))
    for moment in moments:
        try:
            return max(0.0, (moment() - datetime.now(UTC)).total_seconds())
        except (ValueError, TypeError):
            continue
    return None


def _never_left(err: requests.exceptions.RequestException) -> bool:
    """Tell whether no connection was ever made, so that nothing can have been done."""
    reason = getattr(err.args[0] if err.args else None, "reason", None)
    return isinstance(reason, NewConnectionError | ConnectTimeoutError)


def _first(err: Exception) -> str:
    return str(err.args[0] if err.args else err)[:200]
