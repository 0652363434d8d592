"""Dovecot: IMAP for reading, LMTP for delivering; every address has a mailbox."""

from __future__ import annotations

import os
import shutil
import signal
import smtplib
import subprocess
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from tests.servers import free_port, listening, stop, wait_for

PASSWORD = "secret"
CONF = """
base_dir = {folder}/run
state_dir = {folder}/state
log_path = {folder}/dovecot.log
protocols = imap lmtp
hostname = mx.harbour.example
listen = 127.0.0.1
{tls}
disable_plaintext_auth = no
auth_mechanisms = plain login xoauth2
first_valid_uid = 1
mail_location = maildir:{folder}/mail/%Lu
mail_uid = {user}
mail_gid = {user}
auth_cache_size = 0
auth_failure_delay = 0
service anvil {{
  unix_listener anvil-auth-penalty {{
    mode = 0
  }}
}}
mail_max_userip_connections = 100
passdb {{
  driver = static
  args = password=secret
}}
passdb {{
  driver = static
  args = password=schlüssel-é
}}
{oauth}
userdb {{
  driver = static
  args = uid={user} gid={user} home={folder}/home/%Lu allow_all_users=yes
}}
service imap-login {{
  inet_listener imap {{
    port = {imap}
  }}
  inet_listener imaps {{
    port = {imaps}
  }}
}}
service lmtp {{
  inet_listener lmtp {{
    address = 127.0.0.1
    port = {lmtp}
  }}
}}
recipient_delimiter = +
lmtp_save_to_detail_mailbox = no
protocol lmtp {{
  auth_username_format = %Lu
}}
namespace inbox {{
  inbox = yes
  separator = /
  mailbox Sent {{
    auto = subscribe
    special_use = \\Sent
  }}
}}
"""
OAUTH = """
passdb {{
  driver = oauth2
  mechanisms = xoauth2
  args = {folder}/oauth.conf
}}
"""


@dataclass
class Dovecot:
    """One server; its accounts come into being when they are first used."""

    folder: Path
    certificate: tuple[Path, Path] | None = None  # certificate and key: TLS on both ports
    introspection: str | None = None  # where access tokens are looked up
    imap: int = field(default_factory=free_port)
    imaps: int = field(default_factory=free_port)
    lmtp: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    @staticmethod
    def installed() -> bool:
        """Tell whether it can be started here: it wants to begin as root."""
        return shutil.which("dovecot") is not None and os.geteuid() == 0

    def start(self) -> None:
        """Start it and wait until it greets."""
        for name in ("mail", "home"):
            (self.folder / name).mkdir(exist_ok=True, mode=0o700)
            shutil.chown(self.folder / name, "dovecot", "dovecot")
        (self.folder / "dovecot.conf").write_text(self._conf())
        self.process = subprocess.Popen(
            ["dovecot", "-c", self.folder / "dovecot.conf", "-F"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        wait_for(lambda: listening(self.imap) and listening(self.lmtp), "Dovecot")

    def stop(self) -> None:
        """Stop it, and the sessions of those who are still there."""
        if self.process is None:
            return
        own = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children")
        children = [int(pid) for pid in own.read_text().split()] if own.exists() else []
        stop(self.process)
        for pid in children:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.process = None

    def deliver(self, raw: bytes, recipients: list[str], sender: str = "") -> None:
        """Hand a mail over as a mail host does; every recipient must be taken."""
        with smtplib.LMTP("127.0.0.1", self.lmtp, timeout=20) as lmtp:
            for recipient in recipients:  # smtplib reads but one answer to each DATA
                lmtp.sendmail(sender, [recipient], raw)

    def mails(self, address: str, folder: str = "") -> list[bytes]:
        """Return what lies in a folder on the server's disk, oldest first; "" is the inbox."""
        box = self.folder / "mail" / address.lower() / (f".{folder}" if folder else "")
        paths = [p for part in ("new", "cur") for p in box.glob(f"{part}/*")]
        return [p.read_bytes() for p in sorted(paths, key=_came)]

    def _conf(self) -> str:
        tls = "ssl = no"
        if self.certificate:
            tls = f"ssl = yes\nssl_cert = <{self.certificate[0]}\nssl_key = <{self.certificate[1]}"
        oauth = ""
        if self.introspection:
            oauth = OAUTH.format(folder=self.folder)
            (self.folder / "oauth.conf").write_text(
                f"introspection_url = {self.introspection}\nintrospection_mode = post\n"
                "username_attribute = username\nactive_attribute = active\nactive_value = true\n"
            )
        return CONF.format(
            folder=self.folder,
            user="dovecot",
            tls=tls,
            oauth=oauth,
            imap=self.imap,
            imaps=self.imaps if self.certificate else 0,
            lmtp=self.lmtp,
        )


def _came(path: Path) -> tuple[int, int]:
    """Return when Dovecot stored a message: its names carry seconds and microseconds."""
    seconds, _, rest = path.name.partition(".M")
    return int(seconds), int(rest.partition("P")[0])
