"""A real SMTP receiver (aiosmtpd) that hands everything to an LMTP server, and can misbehave."""

from __future__ import annotations

import asyncio
import re
import smtplib
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

from tests.servers import free_port

Hand = Callable[[bytes, list[str], str], None]


class _Server(SMTP):
    """Counts the sessions and can break off after the message was taken."""

    receiver: Receiver

    async def smtp_MAIL(self, arg: str | None) -> None:
        """Take what RFC 4954 lets a client that signed in add; aiosmtpd knows it not."""
        await super().smtp_MAIL(re.sub(r" AUTH=\S*", "", arg) if arg else arg)

    async def push(self, status: Any) -> None:
        if self.receiver.silent_once and b"taken" in str(status).encode():
            self.receiver.silent_once = False
            self.transport.abort()
            return
        await super().push(status)


@dataclass
class Receiver:
    """The mail host in front of the mailboxes.

    ``refused`` are recipients that get an answer of their own; ``silent_once`` breaks the
    connection once, after a mail was taken and before that is said; ``lost_once`` breaks it
    before the mail was taken.
    """

    hand_on: Hand
    password: str = "secret"
    auth: bool = True
    tls: ssl.SSLContext | None = None
    port: int = field(default_factory=free_port)
    refused: dict[str, str] = field(default_factory=dict)
    after_data: str = ""
    silent_once: bool = False
    lost_once: bool = False
    before_data: Callable[[], None] | None = None  # happens while a recipient is being taken
    taken: list[tuple[str, list[str], bytes]] = field(default_factory=list)
    taken_at: list[float] = field(default_factory=list)  # seconds, monotonic
    sessions: int = 0
    tokens: set[str] = field(default_factory=set)
    controller: Controller | None = None

    def start(self) -> None:
        """Listen on the port."""
        receiver = self

        class _Controller(Controller):
            def factory(self) -> SMTP:
                receiver.sessions += 1
                server = _Server(self.handler, **self.SMTP_kwargs)
                server.receiver = receiver
                return server

        self.controller = _Controller(
            self,
            hostname="127.0.0.1",
            port=self.port,
            authenticator=self._authenticate,
            auth_required=self.auth,
            auth_require_tls=self.tls is not None,
            tls_context=self.tls,
            require_starttls=self.tls is not None,
            enable_SMTPUTF8=True,
            data_size_limit=20_000_000,
        )
        self.controller.start()

    def stop(self) -> None:
        """Stop listening; safe to repeat."""
        if self.controller is not None:
            self.controller.stop()
            self.controller = None

    def _authenticate(
        self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any
    ) -> AuthResult:
        good = getattr(data, "password", None) == self.password.encode()
        return AuthResult(success=good, handled=False)

    async def auth_XOAUTH2(self, server: SMTP, args: list[str]) -> AuthResult:
        """Take a bearer token."""
        import base64

        text = base64.b64decode(args[1]).decode() if len(args) > 1 else ""
        token = text.partition("Bearer ")[2].partition("\1")[0]
        return AuthResult(success=token in self.tokens, handled=False)

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Take or refuse one recipient."""
        if self.before_data is not None:
            await asyncio.to_thread(self.before_data)
        if address in self.refused:
            return self.refused[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """Hand the mail on."""
        if self.lost_once:
            self.lost_once = False
            server.transport.abort()
            return "250 never heard"
        if self.after_data:
            return self.after_data
        content = envelope.original_content or b""
        sender, recipients = envelope.mail_from or "", list(envelope.rcpt_tos)
        try:
            await asyncio.to_thread(self.hand_on, content, recipients, sender)
        except (OSError, smtplib.SMTPException) as err:
            return f"451 cannot hand it on: {err}"
        self.taken.append((sender, recipients, content))
        self.taken_at.append(time.monotonic())
        return "250 taken"
