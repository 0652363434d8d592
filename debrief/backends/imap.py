"""Any provider of IMAP and SMTP, with or without CalDAV: put together from its settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from debrief.backends.base import Backend, Calendar, Capabilities
from debrief.backends.caldav_calendar import (
    MOST_ASKED,
    DavFreeBusy,
    Rooms,
    ScheduledCalendar,
    discover,
)
from debrief.backends.dav import Dav
from debrief.backends.event_shelf import DavShelf, FileShelf
from debrief.backends.imap_connection import Connection, SignIn
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
OWN_ONLY = "The calendar server tells the free times of the manager alone; the others' are unknown."


def open_backend(site: Site) -> Backend:
    """Return the backend; raises `BadInput` for settings that cannot be.

    A calendar server is asked once where its calendars are; the mail servers at the first use.
    """
    mailbox = open_mailbox(site)
    calendar, capabilities = _calendar(site, mailbox)
    return Backend("imap", mailbox, calendar, capabilities)


def open_mailbox(site: Site) -> ImapMailbox:
    """Return the mailbox; nothing is connected yet."""
    settings = read_section("imap", site.section("imap"), ImapSettings)
    smtp = read_section("smtp", site.section("smtp"), SmtpSettings)
    owner = site.team.manager.email
    sign_in = _sign_in(site, "imap", settings.user, settings.oauth)
    accounts = [Connection(settings, sign_in)]
    folders = [(sign_in, folder) for folder in settings.folders]
    if settings.debrief_user:
        other = _sign_in(site, "imap_debrief", settings.debrief_user, settings.oauth)
        accounts.append(Connection(settings, other))
        folders.append((other, "INBOX"))
    sender = SmtpSender(smtp, _sign_in(site, "smtp", smtp.user, smtp.oauth or settings.oauth))
    outgoing = Connection(settings, sign_in)  # its own, so that sending never waits for taking in
    outbox = Outbox(outgoing, sender, settings, owner, site.clock, smtp.keeps_sent)
    watchers = [Watcher(Connection(settings, who), folder) for who, folder in folders]
    return ImapMailbox(accounts, watchers, settings, outbox, site.clock)


def _calendar(site: Site, mailbox: ImapMailbox) -> tuple[Calendar, Capabilities]:
    base = Capabilities(keeps_message_ids=None, free_busy_of_others=False, push=True)
    if not site.section("caldav"):
        shelf = FileShelf(site.data / "calendar")
        calendar = MailedCalendar(shelf, NobodyKnows(), mailbox, site.clock)
        return calendar, _but(base, free_busy_of_owner=False, limits=(DOUBT, NO_CALENDAR))
    dav, rooms = open_dav(site)
    events = DavShelf(dav, rooms.calendar)
    free_busy = DavFreeBusy(dav, rooms, events, site.team.manager.email, site.clock)
    knows = rooms.outbox is not None or bool(dav.settings.others)
    limits = (DOUBT,) if knows else (DOUBT, OWN_ONLY)
    can = _but(base, free_busy_of_others=knows, server_invites=rooms.schedules, limits=limits)
    can = _but(can, most_people_asked=MOST_ASKED)
    kind = ScheduledCalendar if rooms.schedules else MailedCalendar
    return kind(events, free_busy, mailbox, site.clock), can


def open_dav(site: Site) -> tuple[Dav, Rooms]:
    """Return the calendar server and where things are on it."""
    settings = read_section("caldav", site.section("caldav"), CalDavSettings)
    dav = Dav(settings, _sign_in(site, "caldav", settings.user, settings.oauth))
    return dav, discover(dav)


def _sign_in(site: Site, name: str, user: str | None, oauth: OAuth | None) -> SignIn:
    tokens = None
    if oauth is not None and site.section(name.split("_")[0]).get("auth") in ("xoauth2", "bearer"):
        tokens = AccessTokens(oauth, site.credentials, name)
    return SignIn(user or site.team.manager.email, name, site.credentials, tokens)


def _but(capabilities: Capabilities, **changes: object) -> Capabilities:
    from dataclasses import replace

    return replace(capabilities, **changes)  # type: ignore[arg-type]
