"""A stand-in for Microsoft Entra's sign-in over HTTPS, with a certificate made for the run."""

from __future__ import annotations

import base64
import json
import ssl
import threading
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl
from uuid import uuid4

import jwt
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID

CLIENT = "11111111-2222-4333-8444-555555555555"
SECRET = "a long secret"


@lru_cache(maxsize=4)  # making a key takes a moment
def certificate(name: str) -> tuple[bytes, bytes]:
    """Return a key and a certificate signed by itself, both PEM."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    who = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    names = [x509.DNSName("localhost"), x509.IPAddress(ip_address("127.0.0.1"))]
    made = (
        x509.CertificateBuilder()
        .subject_name(who)
        .issuer_name(who)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(days=2))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    return pem, made.public_bytes(serialization.Encoding.PEM)


@dataclass
class LoginServer:
    """Gives out tokens; ``tokens`` are those that Graph takes."""

    folder: Path
    tokens: set[str] = field(default_factory=set)
    trusted: bytes | None = None  # the application's certificate, PEM
    who: str = "ines@harbour.example"  # who signs in with the device code
    pending: int = 1  # polls until they have
    refuses: str | None = None  # an error code for everything
    asked: list[dict[str, str]] = field(default_factory=list)
    refresh: set[str] = field(default_factory=set)
    scopes: str = ""  # as they were asked for

    def __post_init__(self) -> None:
        key, made = certificate("localhost")
        self.ca = self.folder / "ca.pem"
        self.ca.write_bytes(made)
        (self.folder / "key.pem").write_bytes(key)
        server = self

        class Handler(_Handler):
            login = server

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.http.daemon_threads = True
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.ca, self.folder / "key.pem")
        self.http.socket = context.wrap_socket(self.http.socket, server_side=True)
        self.url = f"https://localhost:{self.http.server_port}"
        threading.Thread(target=self.http.serve_forever, args=(0.05,), daemon=True).start()

    def close(self) -> None:
        """End the service."""
        self.http.shutdown()
        self.http.server_close()

    def answer(self, path: str, form: dict[str, str]) -> tuple[int, dict[str, Any]]:
        """Answer as Entra's v2.0 endpoints do."""
        base = f"{self.url}/harbour.example"
        if path.endswith("openid-configuration"):
            return 200, {
                "issuer": f"{base}/v2.0",
                "authorization_endpoint": f"{base}/oauth2/v2.0/authorize",
                "token_endpoint": f"{base}/oauth2/v2.0/token",
                "device_authorization_endpoint": f"{base}/oauth2/v2.0/devicecode",
            }
        self.asked.append(form)
        if self.refuses:
            return 400, {"error": self.refuses, "error_description": f"AADSTS: {self.refuses}"}
        if path.endswith("devicecode"):
            self.scopes = form["scope"]
            return 200, {
                "device_code": "device", "user_code": "ABCD", "interval": 1, "expires_in": 30,
                "verification_uri": "https://login.example/device",
                "message": "To sign in, open https://login.example/device and enter ABCD",
            }  # fmt: skip
        return self._grant(form)

    def _grant(self, form: dict[str, str]) -> tuple[int, dict[str, Any]]:
        kind = form["grant_type"]
        if kind == "client_credentials":
            if form.get("client_secret") == SECRET or self._asserted(form.get("client_assertion")):
                return 200, self._token({})
            return 401, {"error": "invalid_client", "error_description": "AADSTS7000215: no"}
        if kind == "refresh_token" and form["refresh_token"] not in self.refresh:
            return 400, {"error": "invalid_grant", "error_description": "AADSTS50173: revoked"}
        if kind.endswith("device_code") and self.pending > 0:
            self.pending -= 1
            return 400, {"error": "authorization_pending", "error_description": "wait"}
        return 200, self._token(self._person())

    def _asserted(self, assertion: str | None) -> bool:
        if assertion is None or self.trusted is None:
            return False
        key = x509.load_pem_x509_certificate(self.trusted).public_key()
        token_url = f"{self.url}/harbour.example/oauth2/v2.0/token"
        try:
            jwt.decode(assertion, key, algorithms=["RS256", "PS256"], audience=token_url)  # type: ignore[arg-type]
        except jwt.PyJWTError:
            return False
        return True

    def _person(self) -> dict[str, Any]:
        refresh = f"refresh-{uuid4().hex}"
        self.refresh.add(refresh)
        claims = {
            "iss": f"{self.url}/harbour.example/v2.0", "sub": self.who, "aud": CLIENT,
            "exp": 4_000_000_000, "iat": 1_700_000_000, "preferred_username": self.who,
            "oid": "oid", "tid": "tid",
        }  # fmt: skip
        info = json.dumps({"uid": "oid", "utid": "tid"}).encode()
        return {
            "refresh_token": refresh,
            "id_token": jwt.encode(claims, "k" * 32, algorithm="HS256"),
            "client_info": base64.urlsafe_b64encode(info).decode().rstrip("="),
            "scope": self.scopes,
        }

    def _token(self, more: dict[str, Any]) -> dict[str, Any]:
        token = f"token-{uuid4().hex}"
        self.tokens.add(token)
        return {"token_type": "Bearer", "expires_in": 3600, "access_token": token, **more}


class _Handler(BaseHTTPRequestHandler):
    """Speaks HTTP for the service."""

    protocol_version = "HTTP/1.1"
    wbufsize = -1  # head and body in one packet, or each request waits 40 ms
    login: LoginServer

    def log_message(self, *args: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        """Answer."""
        length = int(self.headers.get("Content-Length") or 0)
        form = dict(parse_qsl(self.rfile.read(length).decode()))
        status, body = self.login.answer(self.path.partition("?")[0], form)
        data = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    do_POST = do_GET
