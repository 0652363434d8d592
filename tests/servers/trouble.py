"""What stands between Debrief and a real server and makes trouble: a refusal, a broken line, a wait."""

from __future__ import annotations

import http.client
import re
import socket
import threading
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import StreamRequestHandler, ThreadingTCPServer
from typing import Any, ClassVar

_LITERAL = re.compile(rb"\{(\d+)\+?\}\r\n$")
LOST = "lost"  # it was done, and the answer never came
BROKEN = "broken"  # it never reached the server
Answer = str | tuple[int, dict[str, str], bytes]  # of IMAP: NO …; of HTTP: status, headers, body


@dataclass
class Trouble:
    """Commands that match a pattern get this answer, or are `LOST` or `BROKEN`, so many times."""

    rules: list[tuple[re.Pattern[str], Answer, list[int]]] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def on(self, pattern: str, answer: Answer, times: int = 1_000_000) -> None:
        self.rules.append((re.compile(pattern), answer, [times]))

    def over(self) -> None:
        self.rules.clear()

    def of(self, command: str) -> Answer | None:
        self.asked.append(command)
        for pattern, answer, left in self.rules:
            if left[0] and pattern.search(command):
                left[0] -= 1
                return answer
        return None


class _Imap(StreamRequestHandler):
    server: Any

    def handle(self) -> None:
        with suppress(OSError), socket.create_connection(("127.0.0.1", self.server.behind)) as up:
            self.up, self.lost = up, b""
            back = threading.Thread(target=self._back, daemon=True)
            back.start()
            with suppress(OSError):
                self._forth()
            with suppress(OSError):
                up.shutdown(socket.SHUT_RDWR)
            back.join()

    def _forth(self) -> None:
        while line := self.rfile.readline():
            tag, _, command = line.rstrip(b"\r\n").partition(b" ")
            answer = self.server.trouble.of(command.decode("latin-1"))
            if answer == BROKEN:
                return
            if answer == LOST:
                self.lost = tag + b" "
            elif isinstance(answer, str):
                self.wfile.write(tag + b" " + answer.encode() + b"\r\n")
                continue
            self.up.sendall(line)
            while (literal := _LITERAL.search(line)) is not None:
                self.up.sendall(self.rfile.read(int(literal[1])))
                line = self.rfile.readline()
                self.up.sendall(line)

    def _back(self) -> None:
        with suppress(OSError, ValueError), self.up.makefile("rb") as answers:
            while line := answers.readline():
                if self.lost and line.startswith(self.lost):
                    break
                literal = _LITERAL.search(line)
                self.wfile.write(line + (answers.read(int(literal[1])) if literal else b""))
        with suppress(OSError):
            self.connection.shutdown(socket.SHUT_RDWR)


class _Dav(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Any
    DROPPED: ClassVar = ("content-length", "transfer-encoding", "connection", "date", "server")

    def __getattr__(self, name: str) -> Any:
        if name.startswith("do_"):
            return self._pass
        raise AttributeError(name)

    def log_message(self, format: str, *args: object) -> None:
        pass

    def _pass(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        answer = self.server.trouble.of(f"{self.command} {self.path}")
        if isinstance(answer, tuple):
            self._say(*answer)
            return
        if answer != BROKEN:
            said = self._asked(body)
        if answer in (BROKEN, LOST):
            self.connection.shutdown(socket.SHUT_RDWR)
            self.close_connection = True
            return
        self._say(*said)

    def _asked(self, body: bytes) -> tuple[int, dict[str, str], bytes]:
        behind = http.client.HTTPConnection("127.0.0.1", self.server.behind, timeout=20)
        headers = {k: v for k, v in self.headers.items() if k.lower() != "content-length"}
        behind.request(self.command, self.path, body, headers)
        answer = behind.getresponse()
        kept = {k: v for k, v in answer.getheaders() if k.lower() not in self.DROPPED}
        return answer.status, kept, answer.read()

    def _say(self, status: int, headers: dict[str, str], body: bytes) -> None:
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)


class _ImapServer(ThreadingTCPServer):
    daemon_threads = True


class _DavServer(ThreadingHTTPServer):
    daemon_threads = True


class Between:
    """Listens on a port of its own and hands on what it is asked to the server behind it."""

    def __init__(self, behind: int, protocol: str) -> None:
        self.trouble = Trouble()
        kind = {"imap": (_ImapServer, _Imap), "dav": (_DavServer, _Dav)}[protocol]
        self._server: Any = kind[0](("127.0.0.1", 0), kind[1])
        self._server.behind, self._server.trouble = behind, self.trouble
        self.port = int(self._server.server_address[1])
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
