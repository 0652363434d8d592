"""Speak HTTP with Microsoft Graph: tokens, time limits, throttling and errors, in one place.

Every answer that is no success becomes an error of ours here. A request that only reads is tried
a second time when the connection breaks; one that acts never is: after it was sent, only the
mailbox itself knows (`Doubtful`).

https://learn.microsoft.com/graph/errors, https://learn.microsoft.com/graph/throttling
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

import httpx

from debrief.errors import BadInput, DebriefError, Doubtful, Refused, SignInNeeded, TryLater

MOST_AT_ONCE = 4  # requests of one application to one mailbox (Graph's limit for Outlook)
CONNECT_SECONDS = 10.0
ANSWER_SECONDS = 60.0
GONE = (404, 410)
_THROTTLED = (429, 503)  # refused before anything was done
_NO_MAILBOX = frozenset(
    ["ErrorNonExistentMailbox", "MailboxNotEnabledForRESTAPI", "Request_ResourceNotFound"]
)
_CONFLICTS = (409, 412, 423)
_NOT_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)

Token = Callable[[str | None], str]  # given one that was refused, another


@dataclass(frozen=True, slots=True)
class Answer:
    """What Graph answered: a success, or a status that the caller wanted to see."""

    status: int
    content: bytes
    body: Mapping[str, Any]

    @property
    def values(self) -> list[Mapping[str, Any]]:
        """The entries of a collection."""
        return list(self.body.get("value") or ())

    @property
    def code(self) -> str:
        """Graph's own name of an error; empty for a success."""
        return str((self.body.get("error") or {}).get("code") or "")


class GraphClient:
    """A connection to one Graph endpoint; may be used by several threads."""

    def __init__(self, endpoint: str, token: Token, answer_seconds: float = ANSWER_SECONDS) -> None:
        self.endpoint = endpoint.rstrip("/")
        self._token = token
        self._places = threading.BoundedSemaphore(MOST_AT_ONCE)
        self._http = httpx.Client(
            timeout=httpx.Timeout(answer_seconds, connect=CONNECT_SECONDS), follow_redirects=False
        )

    def get(
        self,
        path: str,
        params: Mapping[str, str] | None = None,
        *,
        prefer: str = "",
        wanted: Collection[int] = (),
    ) -> Answer:
        """Read; ``path`` may be a link that Graph gave, ``wanted`` are statuses to hand back."""
        request = self._request("GET", path, params=params, prefer=prefer)
        return self._perform(request, acts=False, wanted=wanted)

    def ask(self, path: str, body: Mapping[str, Any], wanted: Collection[int] = ()) -> Answer:
        """POST what only asks a question and changes nothing."""
        return self._perform(self._request("POST", path, json=body), acts=False, wanted=wanted)

    def post(
        self,
        path: str,
        body: Mapping[str, Any] | None = None,
        *,
        mime: bytes | None = None,
        wanted: Collection[int] = (),
    ) -> Answer:
        """Do something; ``mime`` is a body in Graph's MIME form, base64."""
        if mime is not None:
            request = self._request("POST", path, content=mime)
            request.headers["Content-Type"] = "text/plain"
        else:
            request = self._request("POST", path, json=body)
        return self._perform(request, acts=True, wanted=wanted)

    def patch(
        self, path: str, body: Mapping[str, Any], *, etag: str | None = None,
        wanted: Collection[int] = (),
    ) -> Answer:  # fmt: skip
        """Change something; with an ``etag`` only what nobody changed since."""
        request = self._request("PATCH", path, json=body)
        if etag:
            request.headers["If-Match"] = etag
        return self._perform(request, acts=True, wanted=wanted)

    def delete(self, path: str, wanted: Collection[int] = ()) -> Answer:
        """Delete something."""
        return self._perform(self._request("DELETE", path), acts=True, wanted=wanted)

    def ours(self, link: str) -> bool:
        """Tell whether a link leads to this endpoint: our token goes nowhere else."""
        return link.startswith(self.endpoint + "/")

    def _request(self, method: str, path: str, prefer: str = "", **parts: Any) -> httpx.Request:  # noqa: ANN401 - as httpx takes them
        url = path if self.ours(path) else self.endpoint + path
        request = self._http.build_request(method, url, **parts)
        # IDs that survive a move between folders, and times in UTC.
        wishes = ['IdType="ImmutableId"', 'outlook.timezone="UTC"', prefer]
        request.headers["Prefer"] = ", ".join(wish for wish in wishes if wish)
        return request

    def _perform(self, request: httpx.Request, *, acts: bool, wanted: Collection[int]) -> Answer:
        token = self._token(None)
        response = self._send(request, acts, token)
        if response.status_code == 401:  # nothing was done: once more with a new token
            response = self._send(request, acts, self._token(token))
        answer = Answer(response.status_code, response.content, _body(response))
        if response.is_success or response.status_code in wanted:
            return answer
        raise _error(answer, response.headers.get("Retry-After"), request, acts)

    def _send(self, request: httpx.Request, acts: bool, token: str) -> httpx.Response:
        request.headers["Authorization"] = f"Bearer {token}"
        with self._places:
            try:
                return self._http.send(request)
            except _NOT_SENT as err:
                raise TryLater(f"{request.url.host} cannot be reached ({err}); try later") from err
            except httpx.TransportError as err:
                if acts:
                    why = f"{_what(request)}: the answer was lost ({err}); it may have been done"
                    raise Doubtful(why) from err
            try:
                return self._http.send(request)
            except httpx.TransportError as err:
                raise TryLater(f"{_what(request)}: no answer ({err}); try later") from err


def quoted(value: str) -> str:
    """Return a text as OData writes it in a filter (OData 4.01 ABNF, string)."""
    return "'" + value.replace("'", "''") + "'"


def _body(response: httpx.Response) -> Mapping[str, Any]:
    if "json" not in response.headers.get("Content-Type", ""):
        return {}
    try:
        body = response.json()
    except ValueError:
        return {}
    return body if isinstance(body, dict) else {}


def _asks_the_directory(request: httpx.Request) -> bool:
    return "/groups" in request.url.path or request.url.path.endswith("/directReports")


def _error(
    answer: Answer, retry_after: str | None, request: httpx.Request, acts: bool
) -> DebriefError:
    """Return the error of ours that an answer means."""
    status, what = answer.status, _what(request)
    said = (answer.body.get("error") or {}).get("message") or "no reason given"
    told = f"{what}: Microsoft 365 answered {status} {answer.code} ({said})"
    if status == 401:
        return SignInNeeded(f"{told}; sign in again, or renew the application's secret")
    if status == 403 and _asks_the_directory(request):
        return Refused(
            f"{told}; grant User.Read (who reports to you), GroupMember.Read.All (groups) and, to "
            "an application, User.ReadBasic.All, as docs/graph.md tells under 'Finding reps'"
        )
    if status == 403:
        return Refused(
            f"{told}; give the application Mail.ReadWrite, Mail.Send and Calendars.ReadWrite for "
            "this mailbox, as docs/graph.md tells"
        )
    if status in _THROTTLED:
        return TryLater(f"{told}; it is tried again later", _seconds(retry_after))
    if status >= 500:
        if acts:
            return Doubtful(f"{told}; it may have been done", _seconds(retry_after))
        return TryLater(f"{told}; it is tried again later", _seconds(retry_after))
    if status in _CONFLICTS:
        return TryLater(f"{told}; somebody else was changing it, it is tried again")
    if answer.code in _NO_MAILBOX:
        return BadInput(
            f"{told}; there is no such mailbox: check the addresses, or name the manager's "
            "user principal name as graph.user"
        )
    return Refused(told)


def _what(request: httpx.Request) -> str:
    """Name a request without the ids and tokens in it."""
    words = [word for word in request.url.path.split("/") if word and len(word) < 40]
    return f"{request.method} {'/'.join(words[-2:])}"


def _seconds(retry_after: str | None) -> float | None:
    """Read Retry-After: seconds or a date (RFC 9110, 10.2.3)."""
    if retry_after is None:
        return None
    try:
        return max(0.0, float(retry_after))
    except ValueError:
        pass
    try:
        at = parsedate_to_datetime(retry_after)
    except ValueError:
        return None
    at = at if at.tzinfo else at.replace(tzinfo=UTC)
    return max(0.0, (at - datetime.now(UTC)).total_seconds())
