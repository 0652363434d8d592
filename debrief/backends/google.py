"""Google Workspace: the manager's Gmail and Google Calendar, by Google's own client library.

Opening asks nothing of the network: the interfaces are built from the discovery documents that
the library brings along.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from googleapiclient.discovery import build

from debrief.backends.base import Backend, Capabilities
from debrief.backends.google_auth import TOKEN, keep, proof_of, read_settings
from debrief.backends.google_auth import sign_in as sign_in_with_browser
from debrief.backends.google_busy import MOST_DAYS, MOST_PEOPLE
from debrief.backends.google_calendar import GoogleCalendar
from debrief.backends.google_directory import (
    DIRECTORY_SCOPES,
    DIRECTORY_TOKEN,
    GoogleDirectory,
    sign_in_to_directory,
)
from debrief.backends.google_mail import GoogleMailbox
from debrief.backends.google_outbox import Outbox
from debrief.backends.google_sending import Sending
from debrief.backends.google_wire import Wire, call
from debrief.errors import BadInput
from debrief.team import fold_address

if TYPE_CHECKING:
    from debrief.backends.directory import Directory
    from debrief.backends.registry import Site

__all__ = ["open_backend", "open_directory", "sign_in", "sign_in_to_directory"]

LIMITS = (
    "Google mails the invitations itself, in its own layout; our words stand in the description.",
    "Another time that a guest proposes is read from their mail only; Google keeps none.",
    "Working hours set in Google Calendar are not read: Google offers no way to.",
    "Above 200 guests Google does not pass answers on.",
    "A conflict inside a meeting's own hour is seen in the manager's calendar, not in others'.",
    "New mail is asked for every few seconds; push would need Cloud Pub/Sub.",
)


def open_backend(site: Site) -> Backend:
    """Return the manager's Gmail and calendar as a backend.

    Raises `SignInNeeded` when nobody has signed in yet, `BadInput` for a wrong setting.
    """
    settings = read_settings(site.section("google"))
    owner = site.team.manager.email
    proof = proof_of(settings, site.credentials, owner)
    wire = Wire(proof, settings.timeout_seconds, lambda: keep(proof, site.credentials))
    gmail = _api("gmail", "v1", wire, settings.endpoint, "")
    events = _api("calendar", "v3", wire, settings.endpoint, "calendar/v3/")
    sending = Sending(gmail, owner, Outbox(site.data / "google"), site.clock)
    calendar = GoogleCalendar(events, owner, settings.meet, sending, site.clock)
    watched = site.watched
    return Backend(
        "google",
        GoogleMailbox(gmail, owner, watched, sending, settings, site.clock, calendar.confirms),
        calendar,
        Capabilities(
            keeps_message_ids=False,
            server_invites=True,
            online_meetings=settings.meet,
            most_people_asked=MOST_PEOPLE,
            most_days_asked=MOST_DAYS,
            limits=LIMITS,
        ),
    )


def sign_in(site: Site, tell: Callable[[str], None]) -> None:
    """Let the manager sign in with a browser on this machine; ``tell`` shows them where.

    Raises `BadInput` for a service account, which signs in by itself, and for somebody else than
    the manager.
    """
    settings = read_settings(site.section("google"))
    owner = site.team.manager.email
    if settings.sign_in != "user":
        raise BadInput('google.sign_in is "service_account": nobody has to sign in')
    proof = sign_in_with_browser(site.credentials, owner, tell)
    gmail = _api("gmail", "v1", Wire(proof, settings.timeout_seconds), settings.endpoint, "")
    who = fold_address(call(gmail.users().getProfile(userId="me"))["emailAddress"])
    if who != fold_address(owner):
        raise BadInput(f"{who} signed in, but the manager's mailbox is {owner}; sign in as them")
    site.credentials.put(TOKEN, proof.to_json())
    tell(f"Signed in as {who}.")


def open_directory(site: Site) -> Directory:
    """Return what Google Workspace tells of colleagues; raise `SignInNeeded` before its sign-in."""
    settings = read_settings(site.section("google"))
    proof = proof_of(
        settings,
        site.credentials,
        site.team.manager.email,
        scopes=DIRECTORY_SCOPES,
        kept_as=DIRECTORY_TOKEN,
        remedy="run `debrief find-reps --sign-in`",
    )
    wire = Wire(proof, settings.timeout_seconds)
    people = _api("people", "v1", wire, settings.endpoint, "")
    return GoogleDirectory(people, _api("cloudidentity", "v1", wire, settings.endpoint, ""))


def _api(name: str, version: str, wire: Wire, endpoint: str | None, path: str) -> Any:  # noqa: ANN401
    options = {"api_endpoint": f"{endpoint.rstrip('/')}/{path}"} if endpoint else None
    return build(
        name,
        version,
        http=wire,
        static_discovery=True,
        cache_discovery=False,
        client_options=options,
    )
