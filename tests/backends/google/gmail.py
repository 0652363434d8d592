"""What the Gmail emulator lacks, added in front of it as Gmail documents it.

Added: the profile, the 404 of an expired history, a Message-ID replaced at sending, headers of
our own in `format=metadata`, `rfc822msgid:` in a search, and delivery: to other people, and of
what the owner sends to themselves (one message, in Sent and in the inbox).
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterable
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import getaddresses, parseaddr
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from tests.backends.google.emulator import Emulator

USER = "/gmail/v1/users/me"
Answer = tuple[int, bytes]


class Gmail:
    """One mailbox of the emulator, seen through what is added."""

    def __init__(self, emulator: Emulator, owner: str, aliases: Iterable[str] = ()) -> None:
        self.emulator = emulator
        self.box = emulator.new_box()
        self.owner = owner
        self.own = {owner, *aliases}
        self.post: Callable[[str, bytes], None] = lambda *_: None  # to whom it may concern
        self.oldest_history = 0
        self.keeps_headers = True

    def handle(self, verb: str, path: str, query: dict[str, list[str]], body: bytes) -> Answer:
        """Answer one request."""
        place = path.removeprefix(USER)
        if (verb, place) == ("GET", "/profile"):
            return 200, json.dumps(self._profile()).encode()
        start = query.get("startHistoryId", ["0"])[0]
        if (verb, place) == ("GET", "/history") and int(start) < self.oldest_history:
            return 404, NOT_FOUND
        if (verb, place) == ("GET", "/messages") and query.get("q", [""])[0].startswith(
            "rfc822msgid:"
        ):
            return 200, json.dumps(self._search(query["q"][0].partition(":")[2])).encode()
        if (verb, place) == ("POST", "/drafts"):
            body = self._drafted(json.loads(body))
        status, answered = self.ask(verb, place, query, body)
        if (verb, place) == ("POST", "/drafts/send") and status == 200:
            self._deliver(json.loads(answered)["id"])
        if query.get("format") == ["metadata"] and status == 200:
            answered = self._with_headers(json.loads(answered), query.get("metadataHeaders", []))
        return status, answered

    def ask(
        self, verb: str, place: str, query: dict[str, list[str]] | None = None, body: bytes = b""
    ) -> Answer:
        """Ask the emulator itself."""
        text = f"?{urlencode(query, doseq=True)}" if query else ""
        answer = self.emulator.ask(verb, USER + place + text, self.box, body)
        return answer.status_code, answer.content

    # -- what people do --------------------------------------------------------------------------

    def receive(self, raw: bytes, *, verified: bool = True) -> str:
        """Take a mail from outside, stamped as Gmail stamps it; return Gmail's id of it."""
        sender = parseaddr(str(message_from_bytes(raw, policy=policy.default)["From"]))[1]
        domain = sender.rpartition("@")[2]
        stamp = (
            f"Delivered-To: {self.owner}\r\n"
            f"Authentication-Results: mx.google.com; dmarc={'pass' if verified else 'fail'} "
            f"header.from={domain}\r\n"
            f"Received: from mail.{domain} (mail.{domain}. [203.0.113.5]) by mx.google.com\r\n"
        )
        return self.insert(stamp.encode() + raw, ["INBOX", "UNREAD"])

    def insert(self, raw: bytes, labels: list[str]) -> str:
        """Put a message into the mailbox as it is."""
        body = {"raw": base64.urlsafe_b64encode(raw).decode(), "labelIds": labels}
        status, answered = self.ask("POST", "/messages", body=json.dumps(body).encode())
        assert status == 200, answered
        return str(json.loads(answered)["id"])

    def write(self, raw: bytes) -> str:
        """Let the owner send a mail from Gmail's own page; return Gmail's id of it."""
        message = self.insert(raw, ["SENT"])
        self._deliver(message)
        return message

    def expire(self) -> None:
        """Let every history id before the present one be too old."""
        self.oldest_history = int(self._profile()["historyId"])

    def labelled(self, name: str) -> list[str]:
        """Return the ids of the messages that bear a label."""
        labels = json.loads(self.ask("GET", "/labels")[1])["labels"]
        ids = [label["id"] for label in labels if label["name"] == name]
        if not ids:
            return []
        found = json.loads(self.ask("GET", "/messages", {"labelIds": ids})[1])
        return [m["id"] for m in found["messages"]]

    def copies(self) -> list[bytes]:
        """Return the mails in Sent."""
        return [self.raw(message) for message in self.labelled("SENT")]

    def drafts(self) -> list[str]:
        """Return the ids of the drafts."""
        return [d["id"] for d in json.loads(self.ask("GET", "/drafts")[1])["drafts"]]

    def raw(self, message: str) -> bytes:
        """Return a message as it is."""
        found = json.loads(self.ask("GET", f"/messages/{message}", {"format": ["raw"]})[1])
        return base64.urlsafe_b64decode(found["raw"] + "==")

    def thread(self, message: str) -> str:
        """Return the thread of a message."""
        return str(json.loads(self.ask("GET", f"/messages/{message}")[1])["threadId"])

    def erase(self, message: str) -> None:
        """Let the owner delete a message for good."""
        assert self.ask("DELETE", f"/messages/{message}")[0] == 204

    def remove_label(self, name: str) -> None:
        """Let the owner remove a label."""
        labels = json.loads(self.ask("GET", "/labels")[1])["labels"]
        (found,) = [label["id"] for label in labels if label["name"] == name]
        assert self.ask("DELETE", f"/labels/{found}")[0] == 204

    # -- what is added ---------------------------------------------------------------------------

    def _profile(self) -> dict[str, Any]:
        watched = json.loads(self.ask("POST", "/watch", body=b'{"topicName": "t"}')[1])
        return {
            "emailAddress": self.owner,
            "messagesTotal": 0,
            "threadsTotal": 0,
            "historyId": watched["historyId"],
        }

    def _drafted(self, given: Any) -> bytes:
        """Replace the Message-ID, keeping the old one where Gmail keeps it."""
        raw = base64.urlsafe_b64decode(given["message"]["raw"] + "==")
        head, gap, rest = raw.partition(b"\r\n\r\n")
        lines = head.split(b"\r\n")
        for at, line in enumerate(lines):
            if line.lower().startswith(b"message-id:"):
                lines[at] = b"X-Google-Original-Message-ID:" + line.partition(b":")[2]
        if not self.keeps_headers:
            lines = [line for line in lines if not line.startswith(b"X-Debrief-Effect")]
        lines.append(f"Message-ID: <CA+{uuid4().hex}@mail.gmail.com>".encode())
        raw = b"\r\n".join(lines) + gap + rest
        given["message"]["raw"] = base64.urlsafe_b64encode(raw).decode()
        return json.dumps(given).encode()

    def _deliver(self, message: str) -> None:
        raw = self.raw(message)
        head = message_from_bytes(raw, policy=policy.default)
        values = [str(v) for name in ("To", "Cc", "Bcc") for v in head.get_all(name, [])]
        addresses = dict.fromkeys(a.lower() for _, a in getaddresses(values))
        if self.own & set(addresses):
            body = json.dumps({"addLabelIds": ["INBOX", "UNREAD"]}).encode()
            self.ask("POST", f"/messages/{message}/modify", body=body)
        for address in dict.fromkeys(self.owner if a in self.own else a for a in addresses):
            self.post(address, raw)

    def _with_headers(self, found: Any, names: list[str]) -> bytes:
        mail: EmailMessage = message_from_bytes(self.raw(found["id"]), policy=policy.default)  # type: ignore[assignment]
        wanted = [n.lower() for n in names]
        found["payload"]["headers"] = [
            {"name": n, "value": str(v)} for n, v in mail.items() if n.lower() in wanted
        ]
        return json.dumps(found).encode()

    def _search(self, message_id: str) -> dict[str, Any]:
        found = json.loads(self.ask("GET", "/messages", {"maxResults": ["500"]})[1])["messages"]
        for message in found:
            mail = message_from_bytes(self.raw(message["id"]), policy=policy.default)
            if str(mail["Message-ID"] or "").strip("<> ") == message_id.strip("<> "):
                return {"messages": [message], "resultSizeEstimate": 1}
        return {"resultSizeEstimate": 0}


NOT_FOUND = json.dumps(
    {
        "error": {
            "code": 404,
            "message": "Requested entity was not found.",
            "errors": [
                {
                    "message": "Requested entity was not found.",
                    "domain": "global",
                    "reason": "notFound",
                }
            ],
            "status": "NOT_FOUND",
        }
    }
).encode()
