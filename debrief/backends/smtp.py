"""Hand a mail to an SMTP server and know, as far as that is possible, whether it was taken.

Plain SMTP leaves one moment of doubt: between the end of the message and the server's answer
(RFC 5321, 4.5.3.2.6; RFC 1047). Everything before it is certain not to have been sent, and so is
whatever the server answers with 4yz or 5yz. Commands go one at a time, never pipelined, so that
every answer belongs to its command.
"""

from __future__ import annotations

import re
import smtplib
import threading
import time
from base64 import b64encode
from collections.abc import Callable, Sequence

from debrief.backends.imap_connection import SignIn, without_delay
from debrief.backends.imap_settings import SmtpSettings
from debrief.backends.unreachable import closed
from debrief.errors import Doubtful, Refused, SignInNeeded, TryLater

REUSED_SECONDS = 20.0  # a connection idle for longer is opened anew
REFUSED_SECONDS = (
    900.0  # a password that was refused is not tried again: more tries could lock the account
)
_LONE = re.compile(rb"\r\n|\r|\n")
_DOT = re.compile(rb"(?m)^\.")


class SmtpSender:
    """Sends through one server, one mail at a time."""

    def __init__(self, server: SmtpSettings, sign_in: SignIn) -> None:
        self.server = server
        self.sign_in = sign_in
        self._smtp: smtplib.SMTP | None = None
        self._used = 0.0
        self._refused: tuple[str, float, str] | None = None  # the password, when, the answer
        self._lock = threading.Lock()

    @property
    def where(self) -> str:
        """The server, as messages name it."""
        return f"{self.sign_in.user} at {self.server.host}"

    def deliver(
        self, sender: str, recipients: Sequence[str], raw: bytes, going: Callable[[], None]
    ) -> None:
        """Send to everybody or, when one recipient is refused, to nobody.

        ``going`` is called when the next step can no longer be taken back. Raises `TryLater` and
        `Refused` when nothing was sent, `Doubtful` when the answer was lost.
        """
        with self._lock:
            try:
                smtp = self._ready()
                self._envelope(smtp, sender, recipients, len(raw))
                going()
                self._body(smtp, raw)
                self._used = time.monotonic()
            except (TryLater, Refused, Doubtful, SignInNeeded):
                self.close()
                raise
            except (smtplib.SMTPException, OSError) as err:
                self.close()
                raise TryLater(f"{self.where}: the mail could not be handed over ({err})") from err

    def check(self) -> str:
        """Connect and sign in; return what the server calls itself."""
        with self._lock:
            smtp = self._ready()
            return (smtp.ehlo_resp or b"").decode("utf-8", "replace").split("\n")[0]

    @property
    def port(self) -> int:
        """The server's port; the usual one where none is set."""
        usual = {"tls": 465, "starttls": 587, "plain": 25}
        return self.server.port or usual[self.server.security]

    def close(self) -> None:
        """Leave the connection; the next mail opens another."""
        if self._smtp is not None:
            self._smtp.close()
            self._smtp = None

    def _ready(self) -> smtplib.SMTP:
        if self._smtp is not None and time.monotonic() - self._used < REUSED_SECONDS:
            try:
                if self._smtp.noop()[0] == 250:
                    return self._smtp
            except (smtplib.SMTPException, OSError):
                pass  # the server ended it meanwhile, as it may
        self.close()
        if self._refused is not None:
            password, at, answer = self._refused
            if time.monotonic() - at < REFUSED_SECONDS and password == self.sign_in.password():
                raise SignInNeeded(answer)
        try:
            self._smtp = self._open()
        except (smtplib.SMTPException, OSError) as err:
            server = self.server
            why = closed(err, "smtp", server.host, self.port, server.security)
            raise TryLater(f"{self.where}: {why}") from err
        return self._smtp

    def _open(self) -> smtplib.SMTP:
        server = self.server
        port = self.port
        smtp: smtplib.SMTP
        if server.security == "tls":
            smtp = smtplib.SMTP_SSL(server.host, port, timeout=server.timeout, context=server.tls())
        else:
            smtp = smtplib.SMTP(server.host, port, timeout=server.timeout)
        try:
            without_delay(smtp.sock)
            smtp.ehlo_or_helo_if_needed()
            if server.security == "starttls":
                smtp.starttls(context=server.tls())  # raises where it is not offered
                smtp.ehlo()
            self._log_in(smtp)
        except BaseException:
            smtp.close()
            raise
        return smtp

    def _log_in(self, smtp: smtplib.SMTP) -> None:
        if not smtp.has_extn("auth") and self.server.security == "plain":
            return  # a relay on this machine that asks nobody
        tokens = self.sign_in.tokens
        try:
            if tokens is None:
                _by_password(smtp, self.sign_in)
            else:
                _bearer(smtp, self.sign_in.user, tokens.get)
        except smtplib.SMTPAuthenticationError as err:
            said = _words(err.smtp_error)
            if err.smtp_code < 500:
                raise TryLater(f"{self.where}: cannot sign in now ({said})") from err
            refused = SignInNeeded(
                f"{self.where}: the server does not take our sign-in ({said}); "
                f"{self.sign_in.remedy()}"
            )
            if tokens is None:
                self._refused = self.sign_in.password(), time.monotonic(), str(refused)
            raise refused from err
        except (smtplib.SMTPServerDisconnected, OSError):
            raise
        except smtplib.SMTPException as err:
            raise TryLater(
                f"{self.where}: no sign-in that Debrief knows is offered at port {self.port}; "
                "mail is handed in at port 587 or 465: mend port and security in [smtp]"
            ) from err

    def _envelope(
        self, smtp: smtplib.SMTP, sender: str, recipients: Sequence[str], size: int
    ) -> None:
        most = smtp.esmtp_features.get("size", "")
        if most.isdigit() and 0 < int(most) < size:
            raise Refused(f"{self.where}: takes at most {most} bytes, the mail has {size}")
        options = [f"SIZE={size}"] if smtp.has_extn("size") else []
        self._expect(smtp.mail(sender, options), f"the sender {sender}")
        for recipient in dict.fromkeys(recipients):
            self._expect(smtp.rcpt(recipient), f"the recipient {recipient}")
        self._expect(smtp.docmd("DATA"), "the mail")

    def _body(self, smtp: smtplib.SMTP, raw: bytes) -> None:
        """Send the message; only its very last bytes make it one."""
        text = _DOT.sub(b"..", _LONE.sub(b"\r\n", raw))
        smtp.send(text if text.endswith(b"\r\n") else text + b"\r\n")
        try:
            smtp.send(b".\r\n")
            answer = smtp.getreply()
        except (smtplib.SMTPException, OSError) as err:
            raise Doubtful(
                f"{self.where}: the connection broke before the server said whether it took the "
                f"mail ({err})"
            ) from err
        self._expect(answer, "the mail")

    def _expect(self, answer: tuple[int, bytes], what: str) -> None:
        code, said = answer
        if code in (250, 251, 252, 354):
            return
        why = f"{self.where}: did not take {what} ({code} {_words(said)})"
        if 500 <= code < 600:
            raise Refused(why)
        raise TryLater(why)


def _by_password(smtp: smtplib.SMTP, sign_in: SignIn) -> None:
    """Sign in; what is not ASCII goes as UTF-8 (RFC 4616), which smtplib itself cannot send."""
    user, password = sign_in.user, sign_in.password()
    ways = smtp.esmtp_features.get("auth", "").upper().split()
    if sign_in.is_plain or not {"PLAIN", "LOGIN"} & set(ways):
        smtp.login(user, password)
        return
    if "PLAIN" in ways:
        code, said = smtp.docmd("AUTH", "PLAIN " + _coded(f"\0{user}\0{password}"))
    else:
        code, said = smtp.docmd("AUTH", f"LOGIN {_coded(user)}")
        if code == 334:
            code, said = smtp.docmd(_coded(password))
    if code not in (235, 503):
        raise smtplib.SMTPAuthenticationError(code, said)


def _coded(text: str) -> str:
    return b64encode(text.encode()).decode("ascii")


def _bearer(smtp: smtplib.SMTP, user: str, token: Callable[..., str]) -> None:
    """Sign in with XOAUTH2, once more with a new token when the old one was refused."""

    def text(challenge: bytes | None = None, *, anew: bool = False) -> str:
        # After an error's challenge the client sends an empty line to get the final answer.
        return "" if challenge else f"user={user}\1auth=Bearer {token(anew=anew)}\1\1"

    try:
        smtp.auth("XOAUTH2", text, initial_response_ok=True)
    except smtplib.SMTPAuthenticationError:
        smtp.auth("XOAUTH2", lambda challenge=None: text(challenge, anew=True))


def _words(said: bytes | str) -> str:
    text = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    return " ".join(text.split())[:200]
