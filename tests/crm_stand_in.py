"""A small HTTP server that answers as Salesforce's and HubSpot's REST APIs do, over TLS if wanted.

It knows what the readers use: the query with its pages, owners, pipelines, deals and companies.
"""

from __future__ import annotations

import datetime as dt
import json
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

TOKEN = "token-of-the-test"
OPPORTUNITIES: list[dict[str, Any]] = []
DEALS: list[dict[str, Any]] = []
OWNERS: list[dict[str, Any]] = []
COMPANIES: dict[str, str] = {}
TROUBLE: list[tuple[int, dict[str, str]]] = []  # answered first, once each
ASKED: list[str] = []
PAGE = 2


class Answers(BaseHTTPRequestHandler):
    """Answers one request."""

    def do_GET(self) -> None:
        ASKED.append(self.path)
        if self.headers.get("Authorization") != f"Bearer {TOKEN}":
            return self._say(
                401, [{"message": "Session expired", "errorCode": "INVALID_SESSION_ID"}]
            )
        if TROUBLE:
            status, headers = TROUBLE.pop(0)
            return self._say(status, [{"errorCode": "REQUEST_LIMIT_EXCEEDED"}], headers)
        path, query = urlsplit(self.path).path, parse_qs(urlsplit(self.path).query)
        if path.startswith("/services/data/"):
            return self._salesforce(path, query)
        return self._hubspot(path, query)

    def _salesforce(self, path: str, query: dict[str, list[str]]) -> None:
        start = int(path.rpartition("-")[2]) if "q" not in query else 0
        if "q" in query:
            assert "IsClosed = false" in query["q"][0]
        page = OPPORTUNITIES[start : start + PAGE]
        done = start + PAGE >= len(OPPORTUNITIES)
        answer: dict[str, Any] = {"totalSize": len(OPPORTUNITIES), "done": done, "records": page}
        if not done:
            answer["nextRecordsUrl"] = f"/services/data/v59.0/query/01g-{start + PAGE}"
        self._say(200, answer)

    def _hubspot(self, path: str, query: dict[str, list[str]]) -> None:
        if path == "/crm/v3/owners" or path == "/crm/v3/owners/":
            return self._say(200, {"results": OWNERS})
        if path == "/crm/v3/pipelines/deals":
            return self._say(200, {"results": [PIPELINE]})
        if path == "/crm/v3/objects/deals":
            start = int(query.get("after", ["0"])[0])
            answer: dict[str, Any] = {"results": DEALS[start : start + PAGE]}
            if start + PAGE < len(DEALS):
                answer["paging"] = {"next": {"after": str(start + PAGE)}}
            return self._say(200, answer)
        if path.startswith("/crm/v3/objects/companies/"):
            number = path.rpartition("/")[2]
            return self._say(200, hub_object(number, {"name": COMPANIES[number]}))
        return self._say(404, {"message": path})

    def _say(self, status: int, body: Any, headers: dict[str, str] | None = None) -> None:
        data = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def hub_object(number: str, properties: dict[str, str], company: str = "") -> dict[str, Any]:
    """Return an object as HubSpot's CRM API gives it."""
    made = {
        "id": number,
        "properties": properties,
        "createdAt": "2026-01-01T00:00:00Z",
        "updatedAt": "2026-01-01T00:00:00Z",
        "archived": False,
    }
    if company:
        linked = {"results": [{"id": company, "type": "deal_to_company"}]}
        made["associations"] = {"companies": linked}
    return made


def _stage(number: str, label: str, closed: str) -> dict[str, Any]:
    return {
        "id": number,
        "label": label,
        "displayOrder": 0,
        "metadata": {"isClosed": closed, "probability": "0.4"},
        "createdAt": "2026-01-01T00:00:00Z",
        "updatedAt": "2026-01-01T00:00:00Z",
        "archived": False,
        "writePermissions": "CRM_PERMISSIONS_ENFORCEMENT",
    }


PIPELINE = {
    "id": "default",
    "label": "Sales",
    "displayOrder": 0,
    "createdAt": "2026-01-01T00:00:00Z",
    "updatedAt": "2026-01-01T00:00:00Z",
    "archived": False,
    "stages": [
        _stage("s1", "Proposal", "false"),
        _stage("won", "Closed won", "true"),
        _stage("lost", "Closed lost", "true"),
    ],
}


@contextmanager
def crm_server(certificate: Path | None = None) -> Iterator[str]:
    """Serve on a free port; yield the address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    scheme = "http"
    if certificate is not None:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        server.socket = context.wrap_socket(server.socket, server_side=True)
        scheme = "https"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    ASKED.clear()
    TROUBLE.clear()
    try:
        yield f"{scheme}://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)


def own_certificate(path: Path) -> Path:
    """Write a key and a certificate for 127.0.0.1 that signs itself."""
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = dt.datetime.now(dt.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=2))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    secret = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    path.write_bytes(secret + certificate.public_bytes(serialization.Encoding.PEM))
    return path
