"""A sign-in service: gives access tokens for a refresh token and tells which are valid."""

from __future__ import annotations

import json
import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit


@dataclass
class TokenService:
    """One account; ``failing`` is a status that the token endpoint answers instead."""

    user: str = ""
    refresh: str = "refresh-1"
    lasts: int = 3600
    failing: int = 0
    valid: set[str] = field(default_factory=set)
    given: int = 0
    port: int = 0
    rotates: bool = False
    server: ThreadingHTTPServer | None = None

    def start(self) -> None:
        """Listen on a free port."""
        service = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                length = int(self.headers.get("Content-Length") or 0)
                form = parse_qs(self.rfile.read(length).decode())
                status, answer = service.answer(urlsplit(self.path).path, form)
                body = json.dumps(answer).encode()
                self.send_response(status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                if status == 503:
                    self.send_header("Retry-After", "7")
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *args: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        """Stop listening."""
        if self.server is not None:
            self.server.shutdown()
            self.server.server_close()

    def answer(self, path: str, form: dict[str, list[str]]) -> tuple[int, dict[str, object]]:
        """Answer one request."""
        if path == "/introspect":
            good = form.get("token", [""])[0] in self.valid
            return 200, {"active": good, "username": self.user}
        if self.failing:
            return self.failing, {"error": "invalid_grant" if self.failing == 400 else "busy"}
        if form.get("refresh_token") != [self.refresh]:
            return 400, {"error": "invalid_grant", "error_description": "the token was revoked"}
        self.given += 1
        token = f"access-{self.given}"
        self.valid.add(token)
        answer: dict[str, object] = {"access_token": token, "expires_in": self.lasts}
        if self.rotates:
            self.refresh = f"refresh-{self.given + 1}"
            answer["refresh_token"] = self.refresh
        return 200, answer
