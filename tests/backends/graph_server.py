"""A stand-in for Microsoft Graph over real HTTP, with the faults of a real service to order.

Every request and every response is compared with Microsoft's published metadata where that lies
beside the project; what does not fit is kept in `faults` and answered with 500.
"""

from __future__ import annotations

import base64
import json
import re
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from tests.backends.csdl import Schema, graph_schema
from tests.backends.graph_office import FOLDERS, Box, Happening, Mail, Office, stamp, zoned
from tests.backends.graph_people import People

ROOT = "/v1.0"
Json = dict[str, Any]
Reply = tuple[int, Json | bytes | None]
_ANY = re.compile(
    r"singleValueExtendedProperties/Any\(ep: ep/id eq '((?:[^']|'')*)' and ep/value eq '((?:[^']|'')*)'\)"
)
_EQUAL = re.compile(r"(\w+) eq '((?:[^']|'')*)'")


@dataclass
class Fault:
    """Something that goes wrong with the next ``times`` requests that match.

    ``how``: "before" and "after" drop the connection before or after it is done; a number is a
    status, answered without doing anything; "late" does it and answers 504; "hang" says nothing
    for a second; "slow" takes a moment.
    """

    method: str
    path: str  # found in the path
    how: str | int
    times: int = 1
    code: str = "ServiceUnavailable"
    retry_after: str | None = None


@dataclass
class Refusal(Exception):
    """An error answer."""

    status: int
    code: str
    message: str = "no"


@dataclass(frozen=True)
class Request:
    """A request as the routes take it."""

    method: str
    path: str
    query: dict[str, str]
    body: Any
    mime: bytes | None
    prefer: dict[str, str]
    headers: dict[str, str]


@dataclass
class GraphServer:
    """The service: an office, tokens that are valid, and faults to come."""

    office: Office
    tokens: set[str]
    schema: Schema | None = field(default_factory=graph_schema)
    faults: list[str] = field(default_factory=list)
    planned: list[Fault] = field(default_factory=list)
    seen: list[tuple[str, str]] = field(default_factory=list)
    forbidden: list[str] = field(default_factory=list)  # parts of paths without permission
    fate: Callable[[str, str], Fault | None] = lambda method, path: None  # what befalls unordered
    people: People = field(default_factory=People)
    at_once: int = 0
    most_at_once: int = 0

    def __post_init__(self) -> None:
        self.lock = threading.RLock()
        self.counting = threading.Lock()
        server = self

        class Handler(_Handler):
            graph = server

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.http.daemon_threads = True
        self.url = f"http://127.0.0.1:{self.http.server_port}{ROOT}"
        threading.Thread(target=self.http.serve_forever, args=(0.05,), daemon=True).start()

    def close(self) -> None:
        """End the service."""
        self.http.shutdown()
        self.http.server_close()

    def plan(self, method: str, path: str, how: str | int, times: int = 1, **more: Any) -> None:
        """Order a fault."""
        self.planned.append(Fault(method, path, how, times, **more))

    def count(self, method: str, path: str) -> int:
        """Return how many requests came that match, faulty ones included."""
        return sum(m == method and path in p for m, p in self.seen)

    def due(self, method: str, path: str) -> Fault | None:
        """Return the fault for this request, and count it down."""
        with self.counting:
            for fault in self.planned:
                if fault.method in {method, "*"} and fault.path in path and fault.times > 0:
                    fault.times -= 1
                    return fault
            return self.fate(method, path)

    # -- routes ------------------------------------------------------------------------------

    def answer(self, request: Request) -> Reply:
        """Do what a request asks for."""
        told = self.people.answer(request.path, request.query, lambda path: f"{self.url}{path}")
        if told is not None:
            return 200, told
        parts = [unquote(p).removesuffix("()") for p in request.path.strip("/").split("/")]
        if parts[0] != "users" or len(parts) < 3:
            raise Refusal(400, "BadRequest", f"no route {request.path}")
        box = self.office.boxes.get(parts[1].lower())
        if box is None:
            raise Refusal(404, "ErrorNonExistentMailbox", "no such mailbox")
        with self.lock:
            return self._route(request, box, parts[2:])

    def _route(self, request: Request, box: Box, parts: list[str]) -> Reply:
        match request.method, parts:
            case "GET", ["mailFolders", folder, "messages", "delta"]:
                return 200, self._delta(request, box, _folder(folder))
            case "GET", ["mailFolders", folder, "messages"]:
                return 200, self._mails(request, box, _folder(folder))
            case "GET", ["mailFolders", folder]:
                return 200, {"id": _folder(folder)}
            case "POST", ["mailFolders", folder, "messages"]:
                return 201, self._new_mail(request, box, _folder(folder))
            case "POST", ["messages"]:
                return 201, self._new_mail(request, box, "drafts")
            case "GET", ["messages"]:
                return 200, self._mails(request, box, None)
            case "GET", ["messages", name, "$value"]:
                return 200, _mail(box, name).raw
            case "POST", ["messages", name, "send"]:
                return self._send(box, name)
            case "GET", ["messages", name]:
                self.office.time_passes()
                return 200, shown_mail(_mail(box, name), _select(request))
            case "PATCH", ["messages", name]:
                return 200, self._change_mail(request, _mail(box, name))
            case "GET", ["calendar"]:
                allowed = ["teamsForBusiness"] if box.allows_teams else []
                return 200, {"id": "cal", "allowedOnlineMeetingProviders": allowed}
            case "POST", ["calendar", "getSchedule"]:
                return 200, self._schedule(request.body)
            case "GET", ["events"]:
                return 200, self._events(request, box)
            case "POST", ["events"]:
                return 201, self._new_event(request, box)
            case "PATCH", ["events", name]:
                event = _event(box, name)
                self.office.update(box, event, request.body)
                return 200, shown_event(box, event, ())
            case "DELETE", ["events", name]:
                self.office.cancel(box, _event(box, name))
                return 204, None
            case "POST", ["events", name, "cancel"]:
                event = _event(box, name)
                if not event.attendees:
                    raise Refusal(400, "ErrorInvalidRequest", "it is no meeting")
                self.office.cancel(box, event, (request.body or {}).get("Comment", ""))
                return 202, None
        raise Refusal(405, "MethodNotAllowed", f"{request.method} {request.path}")

    def _delta(self, request: Request, box: Box, folder: str) -> Json:
        """A round over a folder: pages of what came since the token, in no certain order."""
        if "immutable" not in request.prefer.get("idtype", "").lower():
            raise Refusal(400, "BadRequest", "the stand-in knows immutable ids only")
        query = request.query
        state = _token(query.get("$skiptoken") or query.get("$deltatoken"))
        if state is None:
            since = (query.get("$filter") or "").partition("receivedDateTime ge ")[2]
            state = {"from": 0, "since": since, "gen": self.office.generation, "done": []}
            state |= {"select": query.get("$select", ""), "only": query.get("changeType")}
        if state["gen"] != self.office.generation:
            raise Refusal(410, "SyncStateNotFound", "the sync state generation is not found")
        new = [
            m for m in box.mails.values()
            if m.folder == folder and m.id not in state["done"] and stamp(m.at) >= state["since"]
            and (m.number if state["only"] == "created" else m.changed) > state["from"]
        ]  # fmt: skip
        page = sorted(new, key=lambda m: m.id)[: int(request.prefer.get("odata.maxpagesize", "10"))]
        done = [*state["done"], *(m.id for m in page)]
        base = f"{self.url}/users/{box.address}/mailFolders/{folder}/messages/delta"
        body: Json = {"value": [shown_mail(m, state["select"].split(",")) for m in page]}
        if len(page) < len(new):
            body["@odata.nextLink"] = f"{base}?$skiptoken={_written({**state, 'done': done})}"
        else:
            last = max((m.changed for m in box.mails.values()), default=0)
            ended = {**state, "from": max(last, state["from"]), "done": [], "at": time.time()}
            body["@odata.deltaLink"] = f"{base}?$deltatoken={_written(ended)}"
        return body

    def _mails(self, request: Request, box: Box, folder: str | None) -> Json:
        wanted = request.query.get("$filter", "")
        test = _mail_filter(wanted)
        found = box.mail_where(lambda m: folder in (None, m.folder) and test(m))
        top = int(request.query.get("$top", "10"))
        return {"value": [shown_mail(m, _select(request)) for m in found[:top]]}

    def _new_mail(self, request: Request, box: Box, folder: str) -> Json:
        if request.mime is not None:
            try:
                raw = base64.b64decode(request.mime, validate=True)
            except ValueError:
                raise Refusal(400, "ErrorMimeContentInvalidBase64String") from None
            if len(request.mime) > 4 * 1024 * 1024:
                raise Refusal(413, "RequestEntityTooLarge")
            return shown_mail(self.office.put(box, folder, raw, draft=True), ())
        properties = _properties(request.body)
        raw = f"Subject: {request.body.get('subject', '')}\r\n\r\n".encode()
        mail = self.office.put(box, folder, raw, draft=True, properties=properties)
        return shown_mail(mail, ())

    def _send(self, box: Box, name: str) -> Reply:
        mail = _mail(box, name)
        if not mail.draft:
            raise Refusal(404, "ErrorItemNotFound", "it is no draft")
        self.office.send(box, mail)
        return 202, None

    def _change_mail(self, request: Request, mail: Mail) -> Json:
        etag = request.headers.get("if-match")
        if etag not in (None, _etag(mail)):
            raise Refusal(412, "ErrorIrresolvableConflict")
        mail.properties |= _properties(request.body)
        mail.categories = request.body.get("categories", mail.categories)
        mail.changed = self.office.next_number()
        return shown_mail(mail, ())

    def _events(self, request: Request, box: Box) -> Json:
        test = _event_filter(request.query.get("$filter", ""))
        expand = re.findall(r"id eq '([^']*)'", request.query.get("$expand", ""))
        return {"value": [shown_event(box, e, expand) for e in box.events.values() if test(e)]}

    def _new_event(self, request: Request, box: Box) -> Json:
        mark = request.body.get("transactionId")
        for event in (*box.events.values(), *box.removed.values()):
            if mark is not None and event.fields.get("transactionId") == mark:
                if event.id in box.removed or event.fields["subject"] != request.body["subject"]:
                    raise Refusal(400, "ErrorDuplicateTransactionId", "used for another event")
                return shown_event(box, event, ())
        return shown_event(box, self.office.create(box, request.body), ())

    def _schedule(self, body: Json) -> Json:
        start, end = (_moment(body[name]) for name in ("StartTime", "EndTime"))
        if len(body["Schedules"]) > 20 or (end - start).days > 62:
            raise Refusal(400, "ErrorInvalidParameter", "20 people and 62 days at most")
        if any("@" not in address for address in body["Schedules"]):
            raise Refusal(400, "ErrorInvalidParameter", "an address is malformed")
        step = body.get("AvailabilityViewInterval", 30)
        told = [a for a in body["Schedules"] if a not in self.office.left_out]
        return {"value": [self.office.schedule(a, start, end, step) for a in told]}


# -- how things are shown --------------------------------------------------------------------


def shown_mail(mail: Mail, select: tuple[str, ...] | list[str]) -> Json:
    """Return a message as Graph shows it; ``select`` names properties, none: all."""
    message = mail.parsed

    def people(name: str) -> list[Json]:
        header = message[name]
        found = header.addresses if header else ()
        return [{"emailAddress": {"name": a.display_name, "address": a.addr_spec}} for a in found]

    sender = people("From")
    whole: Json = {
        "id": mail.id,
        "receivedDateTime": stamp(mail.at),
        "sentDateTime": stamp(mail.at),
        "createdDateTime": stamp(mail.at),
        "lastModifiedDateTime": stamp(mail.at),
        "subject": str(message["Subject"] or ""),
        "internetMessageId": str(message["Message-ID"] or ""),
        "isDraft": mail.draft,
        "isRead": False,
        "parentFolderId": mail.folder,
        "categories": mail.categories,
        "importance": "normal",
        "toRecipients": people("To"),
        "ccRecipients": people("Cc"),
        "replyTo": people("Reply-To"),
        "bccRecipients": [],
        "flag": {"flagStatus": "notFlagged"},
        **({"from": sender[0], "sender": sender[0]} if sender else {}),
        **mail.about,
    }
    chosen = [name for name in select if name]
    kept = {k: v for k, v in whole.items() if not chosen or k in {*chosen, "id"}}
    typed = {"@odata.type": f"#microsoft.graph.{mail.kind}"} if mail.kind != "message" else {}
    return {**typed, "@odata.etag": _etag(mail), **kept}


def shown_event(box: Box, event: Happening, expand: tuple[str, ...] | list[str]) -> Json:
    """Return an event as Graph shows it, with the expanded properties that it has."""
    own = {"emailAddress": {"name": "", "address": box.address}}
    sequence = {"Integer {00062002-0000-0000-C000-000000000046} Id 0x8201": str(event.sequence)}
    held = {**event.properties, **sequence}
    properties = [
        {"id": name.replace("d4a1b1e", "D4A1B1E"), "value": held[name]}
        for name in expand
        if name in held
    ]
    shown = {
        "@odata.etag": f'W/"{event.changed.timestamp()}"',
        "id": event.id,
        "iCalUId": event.uid,
        "createdDateTime": stamp(event.created),
        "lastModifiedDateTime": stamp(event.changed),
        "start": zoned(event.start),
        "end": zoned(event.end),
        "attendees": list(event.attendees.values()),
        "organizer": own,
        "isOrganizer": True,
        "isCancelled": False,
        "type": "singleInstance",
        "showAs": "busy",
        **event.fields,
    }
    return {**shown, "singleValueExtendedProperties": properties} if properties else shown


def _etag(mail: Mail) -> str:
    return f'W/"{mail.changed}"'


def _folder(name: str) -> str:
    if name not in FOLDERS:
        raise Refusal(404, "ErrorFolderNotFound")
    return name


def _mail(box: Box, name: str) -> Mail:
    if not name.startswith("AAkA"):
        raise Refusal(400, "ErrorInvalidIdMalformed", "Id is malformed.")
    if name not in box.mails:
        raise Refusal(404, "ErrorItemNotFound")
    return box.mails[name]


def _event(box: Box, name: str) -> Happening:
    if name not in box.events:
        raise Refusal(404, "ErrorItemNotFound")
    return box.events[name]


def _select(request: Request) -> list[str]:
    return request.query.get("$select", "").split(",")


def _properties(body: Json) -> dict[str, str]:
    return {p["id"]: p["value"] for p in body.get("singleValueExtendedProperties", ())}


def _unquoted(text: str) -> str:
    return text.replace("''", "'")


def _mail_filter(text: str) -> Callable[[Mail], bool]:
    if not text:
        return lambda _: True
    if found := _ANY.fullmatch(text):
        name, value = _unquoted(found[1]), _unquoted(found[2])
        return lambda m: m.properties.get(name) == value
    if (found := _EQUAL.fullmatch(text)) and found[1] == "internetMessageId":
        return lambda m: str(m.parsed["Message-ID"]) == _unquoted(found[2])
    raise Refusal(400, "ErrorInvalidUrlQueryFilter", text)


def _event_filter(text: str) -> Callable[[Happening], bool]:
    if found := _ANY.fullmatch(text):
        name, value = _unquoted(found[1]), _unquoted(found[2])
        return lambda e: e.properties.get(name) == value
    if (found := _EQUAL.fullmatch(text)) and found[1] == "iCalUId":
        return lambda e: e.uid == _unquoted(found[2])
    raise Refusal(400, "ErrorInvalidUrlQueryFilter", text)


def _moment(value: Json) -> datetime:
    return datetime.fromisoformat(value["dateTime"]).replace(tzinfo=UTC)


def _written(state: Json) -> str:
    return base64.urlsafe_b64encode(json.dumps(state).encode()).decode()


def _token(text: str | None) -> Json | None:
    if text is None:
        return None
    try:
        state = json.loads(base64.urlsafe_b64decode(text))
    except ValueError:
        raise Refusal(400, "BadRequest", "the token is malformed") from None
    return dict(state)


class _Handler(BaseHTTPRequestHandler):
    """Speaks HTTP for the service."""

    protocol_version = "HTTP/1.1"
    wbufsize = -1  # head and body in one packet, or each request waits 40 ms
    graph: GraphServer

    def log_message(self, *args: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        """Answer."""
        with self.graph.counting:
            self.graph.at_once += 1
            self.graph.most_at_once = max(self.graph.most_at_once, self.graph.at_once)
        try:
            with suppress(BrokenPipeError, ConnectionResetError):
                self._serve()
        finally:
            with self.graph.counting:
                self.graph.at_once -= 1

    do_POST = do_PATCH = do_DELETE = do_GET

    def _serve(self) -> None:
        request = self._request()
        graph = self.graph
        graph.seen.append((request.method, request.path))
        fault = graph.due(request.method, request.path)
        if fault is not None and fault.how in {"before", "hang"}:
            time.sleep(1.0 if fault.how == "hang" else 0.0)
            return self._drop()
        if fault is not None and isinstance(fault.how, int):
            return self._say(fault.how, _error(fault.code, "as ordered"), fault.retry_after)
        if fault is not None and fault.how == "slow":
            time.sleep(0.03)
        status, body = self._checked(request)
        if fault is not None and fault.how == "after":
            return self._drop()
        if fault is not None and fault.how == "late":
            status, body = 504, _error("GatewayTimeout", "too late")
        self._say(status, body, fault.retry_after if fault else None)
        return None

    def _checked(self, request: Request) -> Reply:
        graph, schema = self.graph, self.graph.schema
        token = request.headers.get("authorization", "").removeprefix("Bearer ")
        if token not in graph.tokens:
            return 401, _error("InvalidAuthenticationToken", "Lifetime validation failed")
        if any(part in request.path for part in graph.forbidden):
            return 403, _error("ErrorAccessDenied", "Access is denied.")
        if schema is not None:
            body = {} if request.mime is not None else request.body
            link = f"{graph.url}{request.path}?$skiptoken={request.query.get('$skiptoken')}"
            query = {} if link in graph.people.links else request.query
            wrong = schema.request_faults(request.method, request.path, query, body)
            if wrong:
                graph.faults += [f"request: {fault}" for fault in wrong]
                return 500, _error("Schema", "; ".join(wrong))
        try:
            status, answer = graph.answer(request)
        except Refusal as refusal:
            status, answer = refusal.status, _error(refusal.code, refusal.message)
        if isinstance(answer, dict) and status < 400:
            answer = {"@odata.context": f"{graph.url}/$metadata#x", **answer}
        if schema is not None and not isinstance(answer, bytes):
            wrong = schema.response_faults(request.path, status, answer)
            graph.faults += [f"response to {request.method}: {fault}" for fault in wrong]
        return status, answer

    def _request(self) -> Request:
        split = urlsplit(self.path)
        length = int(self.headers.get("Content-Length") or 0)
        data = self.rfile.read(length) if length else b""
        plain = self.headers.get("Content-Type", "").startswith("text/plain")
        wishes = [w.strip().partition("=") for w in self.headers.get("Prefer", "").split(",")]
        return Request(
            self.command,
            split.path.removeprefix(ROOT),
            dict(parse_qsl(split.query)),
            json.loads(data) if data and not plain else None,
            data if plain else None,
            {name.lower(): value.strip('"') for name, _, value in wishes},
            {name.lower(): value for name, value in self.headers.items()},
        )

    def _say(self, status: int, body: Json | bytes | None, retry_after: str | None) -> None:
        data = body if isinstance(body, bytes) else json.dumps(body).encode() if body else b""
        kind = "text/plain" if isinstance(body, bytes) else "application/json"
        self.send_response(status)
        if retry_after is not None:
            self.send_header("Retry-After", retry_after)
        if body is not None:
            self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def _drop(self) -> None:
        """Break the connection off without a word."""
        self.close_connection = True


def _error(code: str, message: str) -> Json:
    return {"error": {"code": code, "message": message}}
