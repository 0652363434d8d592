"""A stand-in for Exchange Server over real HTTP, with its sign-ins and its ways to fail.

Every request and every answer is checked with Microsoft's published schema where that is there
(`tests.backends.exchange_schema`); what is wrong is kept in ``invalid`` and a test ends with it
empty. It proves the shape of what we say, and our habits towards the habits Microsoft documents;
no real Exchange has met us yet.
"""

from __future__ import annotations

import base64
import socket
import sys
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

from lxml import etree

from tests.backends.exchange_schema import mistakes
from tests.backends.exchange_soap import Operations
from tests.backends.exchange_store import Organisation, now
from tests.backends.exchange_xml import MNS, NAMES, M, Refusal, T, local, response, stamp, success

SOAP = "http://schemas.xmlsoap.org/soap/envelope/"
ERRORS = "http://schemas.microsoft.com/exchange/services/2006/errors"
VERSION = {"MajorVersion": "15", "MinorVersion": "1", "MajorBuildNumber": "2507", "MinorBuildNumber": "6", "Version": "V2017_07_11"}  # fmt: skip
HEARTBEAT = 0.5  # seconds between signs of life on a streaming answer


@dataclass
class Fault:
    """What goes wrong with the next requests of one operation (or of any, by "*")."""

    operation: str
    what: str  # drop before, drop after, busy, soap, http, slow, code
    times: int = 1
    code: str = "ErrorInternalServerError"
    status: int = 503
    headers: dict[str, str] = field(default_factory=dict)
    seconds: float = 0.0


class ExchangeServer:
    """The server; ``url`` is where its Exchange.asmx answers."""

    def __init__(self, *addresses: str, sign_in: str = "basic", **habits: Any) -> None:
        self.office = Organisation(*addresses, **habits)
        self.operations = Operations(self.office)
        self.sign_in = sign_in
        self.users = {"HARBOUR\\debrief": "secret"}
        self.may_impersonate = set(addresses)
        self.full_access = set(addresses)
        self.tokens: set[str] = set()
        self.faults: list[Fault] = []
        self.fate: Callable[[str], Fault | None] = lambda operation: None
        self.broken = False
        self.invalid: list[str] = []
        self.seen: list[str] = []  # operations, in order
        self.grants: list[dict[str, str]] = []
        self.most_at_once = 0
        self._now = 0
        self._counting = threading.Lock()
        self.http = _Listener(self)
        self._open: set[socket.socket] = set()
        threading.Thread(target=self.http.serve_forever, args=(0.05,), daemon=True).start()

    @property
    def url(self) -> str:
        """Where its web services are."""
        return f"http://127.0.0.1:{self.http.server_port}/EWS/Exchange.asmx"

    @property
    def connections(self) -> int:
        """How many connections are open."""
        return len(self._open)

    def stop(self) -> None:
        """End it and every connection to it."""
        self.broken = True
        self.http.shutdown()
        self.http.server_close()
        self.hang_up()

    def hang_up(self) -> None:
        """Break every open connection."""
        for one in list(self._open):
            try:
                one.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue

    @contextmanager
    def broken_for_a_while(self) -> Iterator[None]:
        """Answer nothing at all within this block."""
        self.broken = True
        self.hang_up()
        try:
            yield
        finally:
            self.broken = False

    def fault(self, operation: str) -> Fault | None:
        """Return what is to go wrong with this request."""
        for one in self.faults:
            if one.operation in (operation, "*") and one.times > 0:
                one.times -= 1
                return one
        return self.fate(operation)

    @contextmanager
    def counted(self) -> Iterator[None]:
        """Count how many requests are answered at once."""
        with self._counting:
            self._now += 1
            self.most_at_once = max(self.most_at_once, self._now)
        try:
            yield
        finally:
            with self._counting:
                self._now -= 1


class _Listener(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, exchange: ExchangeServer) -> None:
        self.exchange = exchange
        super().__init__(("127.0.0.1", 0), _Handler)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A connection that breaks is in order; a mistake of the stand-in is not."""
        err = sys.exception()
        if not isinstance(err, OSError):
            self.exchange.invalid.append(f"the stand-in failed: {traceback.format_exc()}")


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True  # or every answer waits 40 ms for an acknowledgement
    ntlm: Any = None  # of this connection
    signed_in = False

    @property
    def exchange(self) -> ExchangeServer:
        return self.server.exchange  # type: ignore[attr-defined,no-any-return]

    def setup(self) -> None:
        super().setup()
        self.exchange._open.add(self.connection)

    def finish(self) -> None:
        self.exchange._open.discard(self.connection)
        super().finish()

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        if self.exchange.broken:
            return self._hang_up()
        if self.path == "/token":
            return self._token(parse_qs(body.decode()))
        if not self._admitted():
            return None
        envelope = etree.fromstring(body)
        request = envelope.find(f"{{{SOAP}}}Body")[0]
        operation = local(request).removesuffix("Request")
        self.exchange.seen.append(operation)
        self.exchange.invalid += [f"request {m}" for m in mistakes(request)]
        with self.exchange.counted():
            return self._serve(envelope, request, operation)

    def _serve(self, envelope: Any, request: Any, operation: str) -> None:
        fault = self.exchange.fault(operation)
        if fault is not None and fault.what == "slow":
            time.sleep(fault.seconds)
        elif fault is not None and fault.what != "drop after":
            return self._fail(fault)
        try:
            who = self._mailbox(envelope)
            if operation == "GetStreamingEvents":
                return self._stream(request)
            answer = self.exchange.operations.answer(request, who)
        except Refusal as err:
            return self._soap_fault(err.code, str(err))
        self.exchange.invalid += [f"answer {m}" for m in mistakes(answer)]
        if fault is not None and fault.what == "drop after":
            return self._hang_up()
        return self._send(200, _envelope(answer))

    # -- who is asking -------------------------------------------------------------------

    def _admitted(self) -> bool:
        given = self.headers.get("Authorization", "")
        kind, _, token = given.partition(" ")
        exchange = self.exchange
        if exchange.sign_in == "basic" and kind == "Basic":
            name, _, password = base64.b64decode(token).decode().partition(":")
            if exchange.users.get(name) == password:
                return True
        if exchange.sign_in == "oauth" and kind == "Bearer" and token in exchange.tokens:
            return True
        if exchange.sign_in == "ntlm":
            return self._ntlm(kind, token)
        self._challenge({"basic": 'Basic realm="mail"', "oauth": "Bearer"}[exchange.sign_in])
        return False

    def _ntlm(self, kind: str, token: str) -> bool:
        """Let a real NTLM library of the server's side decide; it needs $NTLM_USER_FILE."""
        import spnego

        if self.signed_in and not token:
            return True
        if kind != "NTLM":
            self._challenge("NTLM")
            return False
        if self.ntlm is None:
            self.ntlm = spnego.server(protocol="ntlm", options=spnego.NegotiateOptions.use_ntlm)
        try:
            answer = self.ntlm.step(base64.b64decode(token))
        except spnego.exceptions.SpnegoError:
            self.ntlm = None
            self._challenge("NTLM")
            return False
        if self.ntlm.complete:
            self.signed_in = True
            return True
        self._challenge("NTLM " + base64.b64encode(answer or b"").decode())
        return False

    def _challenge(self, how: str) -> None:
        self._send(401, b"", {"WWW-Authenticate": how}, kind="text/html")

    def _token(self, form: dict[str, list[str]]) -> None:
        given = {name: values[0] for name, values in form.items()}
        self.exchange.grants.append(given)
        if given.get("client_secret") != "app-secret":
            return self._send(401, b'{"error": "invalid_client"}', kind="application/json")
        token = f"token-{len(self.exchange.grants)}"
        self.exchange.tokens.add(token)
        text = f'{{"access_token": "{token}", "token_type": "Bearer", "expires_in": 3600}}'
        return self._send(200, text.encode(), kind="application/json")

    def _mailbox(self, envelope: Any) -> str:
        """Return whose mailbox is meant: impersonated, or named by the folders."""
        named = envelope.find(f"{{{SOAP}}}Header/{{{NAMES['t']}}}ExchangeImpersonation//{{{NAMES['t']}}}PrimarySmtpAddress")  # fmt: skip
        if named is not None:
            if named.text not in self.exchange.may_impersonate:
                raise Refusal("ErrorImpersonateUserDenied")
            return str(named.text)
        asked = envelope.findtext(f".//{{{NAMES['t']}}}DistinguishedFolderId/{{{NAMES['t']}}}Mailbox/{{{NAMES['t']}}}EmailAddress")  # fmt: skip
        if asked is not None and asked not in self.exchange.full_access:
            raise Refusal("ErrorAccessDenied")
        return asked or next(iter(self.exchange.office.boxes))

    # -- answering -----------------------------------------------------------------------

    def _fail(self, fault: Fault) -> None:
        if fault.what == "drop before":
            return self._hang_up()
        if fault.what == "busy":
            value = f"{int(fault.seconds * 1000)}"
            return self._soap_fault("ErrorServerBusy", "The server cannot service this request", {"BackOffMilliseconds": value})  # fmt: skip
        if fault.what == "http":
            return self._send(fault.status, b"<html/>", fault.headers, kind="text/html")
        return self._soap_fault(fault.code, "An internal server error occurred.")

    def _soap_fault(self, code: str, text: str, values: dict[str, str] | None = None) -> None:
        fault = etree.Element(f"{{{SOAP}}}Fault", nsmap={"s": SOAP})
        etree.SubElement(fault, "faultcode").text = f"a:{code}"
        etree.SubElement(fault, "faultstring").text = text
        detail = etree.SubElement(fault, "detail")
        etree.SubElement(detail, f"{{{ERRORS}}}ResponseCode").text = code
        etree.SubElement(detail, f"{{{ERRORS}}}Message").text = text
        if values:
            xml = T.MessageXml(*(T.Value(v, Name=n) for n, v in values.items()))
            detail.append(xml)
        self._send(500, _envelope(fault))

    def _stream(self, request: Any) -> None:
        """Tell of what comes, one SOAP envelope after the other on one answer."""
        wanted = [e.text for e in request.iter(f"{{{NAMES['t']}}}SubscriptionId")]
        minutes = int(request.findtext("m:ConnectionTimeout", "1", NAMES))
        office, known = self.exchange.office, self.exchange.operations.subscriptions
        self.send_response(200)
        self.send_header("Content-Type", "text/xml; charset=utf-8")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        end = time.monotonic() + minutes * 60
        seen = {s: len(office.boxes[known[s][0]].log) for s in wanted if s in known}
        while time.monotonic() < end and not self.exchange.broken:
            with office.changed:
                office.changed.wait(HEARTBEAT)
                news = {s: office.boxes[known[s][0]].log[n:] for s, n in seen.items() if s in known}
                seen = {s: n + len(news.get(s, [])) for s, n in seen.items()}
            answer = self._notification(news)
            self.exchange.invalid += [f"answer {m}" for m in mistakes(answer)]
            if not self._chunk(_envelope(_as_sent(answer))):
                return
        self._chunk(b"")

    def _notification(self, news: dict[str, list[tuple[str, str, str]]]) -> Any:
        parts = []
        for subscription, entries in news.items():
            folder = self.exchange.operations.subscriptions[subscription]
            events = [
                T.NewMailEvent(
                    T.Watermark("AQ"),
                    T.TimeStamp(stamp(now())),
                    T.ItemId(Id=item_id, ChangeKey="CQ"),
                    T.ParentFolderId(
                        Id=self.exchange.operations.folder_id(*folder), ChangeKey="AQ"
                    ),
                )
                for where, what, item_id in entries
                if what == "Create" and where == folder[1]
            ]
            if events:
                parts.append(T.Notification(T.SubscriptionId(subscription), *events))
        told = [M.Notifications(*parts)] if parts else []
        return response("GetStreamingEvents", success("GetStreamingEvents", *told, M.ConnectionStatus("OK")))  # fmt: skip

    def _chunk(self, data: bytes) -> bool:
        try:
            self.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")
            self.wfile.flush()
        except OSError:
            self.close_connection = True
            return False
        return True

    def _send(self, status: int, body: bytes, headers: dict[str, str] | None = None, kind: str = "text/xml; charset=utf-8") -> None:  # fmt: skip
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def _hang_up(self) -> None:
        self.close_connection = True
        self.connection.shutdown(socket.SHUT_RDWR)


def _as_sent(answer: Any) -> Any:
    """Exchange sends notifications in the namespace of messages, apart from its own schema."""
    for part in answer.iter(f"{{{NAMES['t']}}}Notification"):
        part.tag = f"{{{MNS}}}Notification"
    return answer


def _envelope(content: Any) -> bytes:
    envelope = etree.Element(f"{{{SOAP}}}Envelope", nsmap={"s": SOAP})
    header = etree.SubElement(envelope, f"{{{SOAP}}}Header")
    if local(content) != "Fault":
        header.append(T.ServerVersionInfo(**VERSION))
    etree.SubElement(envelope, f"{{{SOAP}}}Body").append(content)
    data: bytes = etree.tostring(envelope, xml_declaration=True, encoding="utf-8")
    return data
