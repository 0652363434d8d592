"""One HTTP server that stands for Google: Gmail behind it, Calendar, sign-in, and faults on order.

Every request and every answer is held against the vendor's discovery documents; what does not fit
is kept in ``problems``.
"""

from __future__ import annotations

import json
import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from google.auth import jwt
from google.auth.exceptions import GoogleAuthError

from debrief.backends.google_auth import SCOPES
from debrief.backends.google_directory import DIRECTORY_SCOPES
from tests.backends.google.calendar_server import CalendarServer
from tests.backends.google.discovery import discovery
from tests.backends.google.gmail import Gmail
from tests.backends.google.people import People


@dataclass
class Fault:
    """Something that goes wrong with the next ``times`` requests that fit ``where``.

    ``kind``: "drops it" (nothing was done), "loses the answer" (it was done), "half an answer",
    "stalls" (done, answered too late), "garbled" (done, answered by something else), or a status with which it refuses to do it; "503 done"
    does it and answers 503.
    """

    where: str
    kind: str
    times: int = 1
    reason: str = ""
    message: str = "Sorry."
    headers: dict[str, str] = field(default_factory=dict)
    skip: int = 0  # fitting requests that go well before


class Front:
    """The server; ``url`` is what the backend takes for Google."""

    def __init__(self, calendar: CalendarServer, gmail: Gmail | None) -> None:
        self.calendar = calendar
        self.gmail = gmail
        self.people = People()
        self.tokens = {"good"}
        self.faults: list[Fault] = []
        self.problems: list[str] = []
        self.asked: list[str] = []
        self.service_key: str | None = None  # public key (PEM) of the service account
        self.claims: dict[str, Any] = {}
        self.broken = False
        self._lock = threading.Lock()
        front = self

        class Handler(_Handler):
            server_front = front

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()

    def close(self) -> None:
        """End it."""
        self.server.shutdown()
        self.server.server_close()

    def count(self, where: str) -> int:
        """Return how many requests fitted."""
        return sum(re.search(where, asked) is not None for asked in self.asked)

    def fault_for(self, what: str) -> Fault | None:
        """Take the fault that befalls this request."""
        with self._lock:
            self.asked.append(what)
            for fault in self.faults:
                if fault.times > 0 and re.search(fault.where, what):
                    if fault.skip > 0:
                        fault.skip -= 1
                        return None
                    fault.times -= 1
                    return fault
        return None

    def answer(self, verb: str, target: str, headers: dict[str, str], body: bytes) -> Any:
        """Do what is asked; return status, headers and body."""
        parts = urlsplit(target)
        query = parse_qs(parts.query, keep_blank_values=True)
        if parts.path == "/token":
            return self._token(parse_qs(body.decode()))
        if parts.path.startswith(("/o/oauth2", "/oauth2")):
            return self._sign_in(verb, target, headers, body)
        if headers.get("authorization", "").removeprefix("Bearer ") not in self.tokens:
            return 401, {}, error(401, "authError", "Invalid Credentials")
        with self._lock:
            status, more, made = self._api(verb, parts.path, query, headers, body)
        judge = discovery(_document(parts.path))
        faults = judge.faults(verb, parts.path, query, body, status, made)
        granted = DIRECTORY_SCOPES if parts.path.startswith("/v1/") else SCOPES
        if not set(judge.scopes(verb, parts.path)) & set(granted):
            faults.append(f"{verb} {parts.path}: none of our scopes allows it")
        self.problems += faults
        return status, more, made

    def _api(
        self,
        verb: str,
        path: str,
        query: dict[str, list[str]],
        headers: dict[str, str],
        body: bytes,
    ) -> tuple[int, dict[str, str], bytes]:
        if path.startswith("/v1/"):
            found, told = self.people.answer(path, query)
            return found, {}, told
        if path.startswith("/gmail"):
            assert self.gmail is not None, "this test has no Gmail"
            answered, made_there = self.gmail.handle(verb, path, query, body)
            return answered, {}, made_there
        status, more, made = self.calendar.handle(verb, path, query, headers, body)
        return status, more, b"" if made is None else json.dumps(made).encode()

    def _token(self, form: dict[str, list[str]]) -> tuple[int, dict[str, str], bytes]:
        """Give a service account a token for whom it may act as (RFC 7523)."""
        assert self.service_key is not None
        try:
            self.claims = dict(jwt.decode(form["assertion"][0], certs=self.service_key))
        except (ValueError, GoogleAuthError):
            return 400, {}, b'{"error": "invalid_grant", "error_description": "Invalid JWT"}'
        if self.claims.get("sub") != self.calendar.owner:
            said = b'{"error": "unauthorized_client", "error_description": "not delegated"}'
            return 401, {}, said
        self.tokens.add("service")
        given = {"access_token": "service", "token_type": "Bearer", "expires_in": 3600}
        return 200, {}, json.dumps(given).encode()

    def _sign_in(
        self, verb: str, target: str, headers: dict[str, str], body: bytes
    ) -> tuple[int, dict[str, str], bytes]:
        """Let the emulator do the sign-in; its tokens then open the mailbox."""
        if self.gmail is None:  # no sign-in that is still good
            return 400, {}, b'{"error": "invalid_grant", "error_description": "Token revoked"}'
        kind = headers.get("content-type", "")
        got = self.gmail.emulator.ask(verb, target, None, body, kind)
        if target.startswith("/oauth2/token") and got.status_code == 200:
            self.tokens.add(got.json()["access_token"])
        more = {n: v for n, v in got.headers.items() if n.lower() in ("location", "content-type")}
        return got.status_code, more, got.content

    @contextmanager
    def down(self) -> Iterator[None]:
        """Break every connection for a while."""
        self.broken = True
        try:
            yield
        finally:
            self.broken = False


def _document(path: str) -> str:
    """Return the discovery document that a path belongs to."""
    documents = {"/gmail": "gmail.v1", "/v1/people": "people.v1", "/v1/groups": "cloudidentity.v1"}
    return next((d for start, d in documents.items() if path.startswith(start)), "calendar.v3")


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1  # an answer leaves in one piece; in two, each costs 40 ms (RFC 896)
    disable_nagle_algorithm = True
    server_front: Front

    def _serve(self) -> None:
        front = self.server_front
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        fault = front.fault_for(f"{self.command} {urlsplit(self.path).path}")
        kind = "drops it" if front.broken else fault.kind if fault else ""
        if kind == "drops it":
            return self._hang_up()
        if fault is not None and kind.isdigit():
            made = error(int(kind), fault.reason, fault.message)
            return self._send(int(kind), fault.headers, made)
        headers = {name.lower(): value for name, value in self.headers.items()}
        status, more, made = front.answer(self.command, self.path, headers, body)
        if kind == "loses the answer":
            return self._hang_up()
        if kind == "garbled":
            return self._send(200, {"Content-Type": "text/html"}, b"<html>A proxy says hello")
        if kind == "stalls":
            time.sleep(1.5)
        if kind == "503 done":
            return self._send(503, fault.headers if fault else {}, error(503, "backendError", "!"))
        self._send(status, more, made, half=kind == "half an answer")
        return None

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = _serve

    def _hang_up(self) -> None:
        self.close_connection = True
        self.connection.close()

    def _send(self, status: int, more: dict[str, str], body: bytes, *, half: bool = False) -> None:
        try:
            self.send_response(status)
            if not any(name.lower() == "content-type" for name in more):
                self.send_header("Content-Type", "application/json; charset=UTF-8")
            for name, value in more.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body[: len(body) // 2] if half else body)
            if half:
                self.wfile.flush()
                self._hang_up()
        except OSError:
            self.close_connection = True  # the client had no patience left

    def log_message(self, *_: object) -> None:
        """Keep quiet."""


def error(status: int, reason: str, message: str) -> bytes:
    """Return an error answer as Google writes it."""
    errors = [{"domain": "global", "reason": reason, "message": message}]
    return json.dumps({"error": {"code": status, "message": message, "errors": errors}}).encode()
