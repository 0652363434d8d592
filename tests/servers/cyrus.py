"""Cyrus: IMAP, LMTP and a CalDAV server that invites by itself (RFC 6638)."""

from __future__ import annotations

import shutil
import smtplib
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

from imapclient import IMAPClient

from tests.servers import free_port, listening, stop, wait_for

IMAPD = Path("/usr/local/lib/debrief-tests/cyrus/imapd")  # see install_servers.sh
PROGRAMS = Path("/usr/lib/cyrus/bin")
PASSWORD = "secret"
FOLDERS = (
    "lib/db lib/socket lib/proc lib/log lib/msg lib/user lib/quota lib/sieve lib/ptclient "
    "lib/sync lib/backup lib/lock spool/stage. run/proc run/lock"
)
IMAPD_CONF = """
configdirectory: {folder}/lib
partition-default: {folder}/spool
defaultpartition: default
servername: {domain}
admins: cyrus
virtdomains: userid
defaultdomain: internal.invalid
unixhierarchysep: yes
altnamespace: yes
allowplaintext: yes
sasl_mech_list: PLAIN LOGIN
sasl_pwcheck_method: auxprop
sasl_auxprop_plugin: sasldb
sasl_sasldb_path: {folder}/sasldb2
httpmodules: caldav ischedule freebusy
calendar_user_address_set: {domain}
caldav_allowscheduling: on
idlesocket: {folder}/run/idle
lmtpsocket: {folder}/run/lmtp
notifysocket: {folder}/run/notify
proc_path: {folder}/run/proc
mboxname_lockpath: {folder}/run/lock
smtp_backend: host
smtp_host: 127.0.0.1:{smtp}
"""
CYRUS_CONF = """
START {{
  recover cmd="{programs}/ctl_cyrusdb -C {conf} -r"
}}
SERVICES {{
  imap cmd="{imapd} -C {conf}" listen="127.0.0.1:{imap}" prefork=1
  http cmd="{programs}/httpd -C {conf}" listen="127.0.0.1:{http}" prefork=1
  lmtp cmd="{programs}/lmtpd -a -C {conf}" listen="127.0.0.1:{lmtp}" prefork=0
}}
DAEMON {{
  idled cmd="{idled} -C {conf}"
}}
EVENTS {{
  checkpoint cmd="{programs}/ctl_cyrusdb -C {conf} -c" period=30
}}
"""


@dataclass
class Cyrus:
    """One server; mail to outsiders leaves by the given SMTP port."""

    folder: Path
    smtp: int
    domain: str = "harbour.example"
    imap: int = field(default_factory=free_port)
    http: int = field(default_factory=free_port)
    lmtp: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    @staticmethod
    def installed() -> bool:
        """Tell whether it can be started here."""
        return IMAPD.exists() and (PROGRAMS / "httpd").exists()

    def url(self, user: str) -> str:
        """Where a user's client begins."""
        return f"http://127.0.0.1:{self.http}/dav/principals/user/{user}/"

    def start(self) -> None:
        """Start it and wait until it listens."""
        for name in FOLDERS.split():
            (self.folder / name).mkdir(parents=True, exist_ok=True)
        conf = self.folder / "imapd.conf"
        conf.write_text(IMAPD_CONF.format(folder=self.folder, domain=self.domain, smtp=self.smtp))
        idled = next(p for p in (PROGRAMS / "idled", IMAPD.with_name("idled")) if p.exists())
        (self.folder / "cyrus.conf").write_text(
            CYRUS_CONF.format(programs=PROGRAMS, imapd=IMAPD, idled=idled, conf=conf,
                              imap=self.imap, http=self.http, lmtp=self.lmtp)
        )  # fmt: skip
        self._account("cyrus", self.domain)
        for path in (self.folder, *self.folder.rglob("*")):
            shutil.chown(path, "cyrus", "mail")
        self.process = subprocess.Popen(
            ["/usr/sbin/cyrmaster", "-D", "-C", conf, "-M", self.folder / "cyrus.conf",
             "-p", self.folder / "run" / "master.pid"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )  # fmt: skip
        wait_for(lambda: listening(self.imap) and listening(self.http), "Cyrus")

    def stop(self) -> None:
        """Stop it."""
        stop(self.process)
        self.process = None

    def deliver(self, raw: bytes, recipients: list[str], sender: str = "") -> None:
        """Hand a mail over as a mail host does."""
        with smtplib.LMTP("127.0.0.1", self.lmtp, timeout=20) as lmtp:
            for recipient in recipients:  # smtplib reads but one answer to each DATA
                lmtp.sendmail(sender, [recipient], raw)

    def let_in(self, *users: str) -> None:
        """Give people an account with a mailbox and Sent."""
        for user in users:
            self._account(*user.split("@"))
            shutil.chown(self.folder / "sasldb2", "cyrus", "mail")
        with IMAPClient("127.0.0.1", self.imap, ssl=False, timeout=10) as admin:
            admin.login("cyrus", PASSWORD)
            for user in users:
                admin.create_folder(f"user/{user}")
                admin.create_folder(f"user/{user.replace('@', '/Sent@')}")

    def _account(self, name: str, domain: str) -> None:
        command = ["saslpasswd2", "-p", "-c", "-f", self.folder / "sasldb2", "-u", domain, name]
        subprocess.run(command, input=PASSWORD.encode(), check=True, capture_output=True)
