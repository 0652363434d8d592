"""Any provider of IMAP and SMTP, with or without CalDAV: put together from its settings."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from imapclient import IMAPClient

from debrief.backends.base import Backend, Calendar, Capabilities
from debrief.backends.caldav_calendar import MOST_ASKED, DavFreeBusy, ScheduledCalendar
from debrief.backends.calendar_rooms import WhereRoomsAre
from debrief.backends.dav import Dav
from debrief.backends.directory import Directory
from debrief.backends.event_shelf import DavShelf, FileShelf
from debrief.backends.finding import VOUCHING, Finding, tried
from debrief.backends.imap_connection import Connection, SignIn
from debrief.backends.imap_folders import select_watched, sent_folder
from debrief.backends.imap_idle import Watcher
from debrief.backends.imap_mail import ImapMailbox
from debrief.backends.imap_outbox import Outbox
from debrief.backends.imap_settings import (
    CalDavSettings,
    ImapSettings,
    OAuth,
    SmtpSettings,
    read_section,
)
from debrief.backends.mailed_calendar import MailedCalendar, NobodyKnows
from debrief.backends.oauth_token import AccessTokens
from debrief.backends.smtp import SmtpSender

if TYPE_CHECKING:
    from debrief.backends.registry import Site

DOUBT = (
    "When the connection breaks between the end of a mail and the server's answer, nobody can tell "
    "whether it went out: it is not sent again, and the manager is asked."
)
NO_CALENDAR = (
    "Without [caldav] no calendar is read: nobody's free times are known, and an event that the "
    "manager moves by hand is not seen."
)
NO_AUTHSERV_ID = (
    'team.json names no "authserv_id": write the name of your own mail host there, as its '
    "Authentication-Results begin; `debrief check --send` shows it"
)
WANTED = ("IDLE", "MOVE", "UIDPLUS", "SPECIAL-USE", "CONDSTORE", "QRESYNC")
OWN_ONLY = "The calendar server tells the free times of the manager alone; the others' are unknown."


def open_backend(site: Site) -> Backend:
    """Return the backend; raises `BadInput` for settings that cannot be.

    A calendar server is asked once where its calendars are; the mail servers at the first use.
    """
    mailbox = open_mailbox(site)
    calendar, capabilities = _calendar(site, mailbox)
    return Backend("imap", mailbox, calendar, capabilities)


def findings(site: Site) -> Iterator[Finding]:
    """Yield what only these servers can tell of themselves; nothing is sent or changed."""
    mailbox = open_mailbox(site)
    for connection in mailbox.accounts.values():
        yield tried(f"IMAP {connection.where}", lambda c=connection: _imap_says(c))  # type: ignore[misc]
    if mailbox.settings.folders != ("INBOX",):
        yield tried("watched folders", lambda: _folders_say(mailbox))
    sender = mailbox.outbox.smtp
    yield tried(f"SMTP {sender.where}", lambda: f"signed in ({sender.check()})")
    if site.section("caldav"):
        yield from _calendar_says(site)
    if site.team.authserv_id is None:
        yield Finding(VOUCHING, False, NO_AUTHSERV_ID)


def _imap_says(connection: Connection) -> str:
    def ask(client: IMAPClient) -> str:
        can = [word for word in WANTED if client.has_capability(word)]
        idle = "" if "IDLE" in can else "; without IDLE new mail is seen every few seconds"
        return f"signed in; Sent is {sent_folder(client)!r}; offers {', '.join(can)}{idle}"

    return connection.run(ask)


def _folders_say(mailbox: ImapMailbox) -> str:
    connection, *_ = mailbox.accounts.values()
    for folder in mailbox.settings.folders:
        connection.run(lambda c, f=folder: select_watched(c, connection.where, f))  # type: ignore[misc]
    return ", ".join(mailbox.settings.folders)


def _calendar_says(site: Site) -> Iterator[Finding]:
    def look() -> str:
        rooms = _rooms(site).find()
        who = "the server itself" if rooms.schedules else "Debrief, by mail"
        return f"{rooms.calendar}; invitations are sent by {who}"

    yield tried("CalDAV", look)


def open_mailbox(site: Site) -> ImapMailbox:
    """Return the mailbox; nothing is connected yet."""
    settings = read_section("imap", site.section("imap"), ImapSettings)
    sign_in = _sign_in(site, "imap", settings.user, settings.oauth)
    accounts = [Connection(settings, sign_in)]
    folders = [(sign_in, folder) for folder in settings.folders]
    if settings.debrief_user:
        other = _sign_in(site, "imap_debrief", settings.debrief_user, settings.oauth)
        accounts.append(Connection(settings, other))
        folders.append((other, "INBOX"))
    outboxes = _outboxes(site, settings, sign_in)
    watchers = [Watcher(Connection(settings, who), folder) for who, folder in folders]
    return ImapMailbox(accounts, watchers, settings, outboxes, site.clock)


def _outboxes(site: Site, settings: ImapSettings, sign_in: SignIn) -> list[Outbox]:
    """Return the outboxes; each has connections of its own, so that sending waits for nobody."""
    smtp = read_section("smtp", site.section("smtp"), SmtpSettings)
    sender = _sign_in(site, "smtp", smtp.user, smtp.oauth or settings.oauth)
    owner, taken = site.team.manager.email, set[str]()
    return [
        Outbox(
            Connection(settings, sign_in),
            SmtpSender(smtp, sender),
            settings,
            owner,
            site.clock,
            smtp.keeps_sent,
            taken,
        )
        for _ in range(smtp.at_once)
    ]


def open_directory(site: Site) -> Directory:
    """Return what address books and mail tell of colleagues."""
    from debrief.backends.imap_directory import ImapDirectory

    settings = read_section("imap", site.section("imap"), ImapSettings)
    owner = site.team.manager.email
    connection = Connection(settings, _sign_in(site, "imap", settings.user, settings.oauth))
    dav = _dav(site) if site.section("caldav") else None
    return ImapDirectory(connection, dav, owner)


def _dav(site: Site) -> Dav:
    settings = read_section("caldav", site.section("caldav"), CalDavSettings)
    return Dav(settings, _sign_in(site, "caldav", settings.user, settings.oauth))


def _calendar(site: Site, mailbox: ImapMailbox) -> tuple[Calendar, Capabilities]:
    base = Capabilities(
        keeps_message_ids=None, free_busy_of_others=False, push=True, at_once=mailbox.at_once
    )
    if not site.section("caldav"):
        shelf = FileShelf(site.data / "calendar")
        calendar = MailedCalendar(shelf, NobodyKnows(), mailbox, site.clock)
        return calendar, _but(base, free_busy_of_owner=False, limits=(DOUBT, NO_CALENDAR))
    where = _rooms(site)
    rooms, events = where.rooms, DavShelf(where)
    free_busy = DavFreeBusy(where, events, site.team.manager.email, site.clock)
    knows = rooms.outbox is not None or bool(where.dav.settings.others)
    limits = (DOUBT,) if knows else (DOUBT, OWN_ONLY)
    can = _but(base, free_busy_of_others=knows, server_invites=rooms.schedules, limits=limits)
    can = _but(can, most_people_asked=MOST_ASKED)
    kind = ScheduledCalendar if rooms.schedules else MailedCalendar
    return kind(events, free_busy, mailbox, site.clock), can


def _rooms(site: Site) -> WhereRoomsAre:
    return WhereRoomsAre(_dav(site), site.data, site.clock)


def _sign_in(site: Site, name: str, user: str | None, oauth: OAuth | None) -> SignIn:
    tokens = None
    if oauth is not None and site.section(name.split("_")[0]).get("auth") in ("xoauth2", "bearer"):
        tokens = AccessTokens(oauth, site.credentials, name)
    return SignIn(user or site.team.manager.email, name, site.credentials, tokens)


def _but(capabilities: Capabilities, **changes: object) -> Capabilities:
    from dataclasses import replace

    return replace(capabilities, **changes)  # type: ignore[arg-type]
