"""Microsoft 365 over Microsoft Graph: mailbox, calendar, free/busy.

Plain httpx, which Prefect brings along, rather than Microsoft's msgraph-sdk: that takes 392 MB on
disk and 2.3 s to import for the twelve requests that Debrief makes. Sign-in is msal's.

    [graph]
    tenant = "company.example"      # the tenant's id or one of its domains
    client_id = "…"                 # the application's id
    sign_in = "application"         # or "person": the manager, once, by `debrief sign-in`

What an administrator does beforehand is told in docs/graph.md.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from debrief.answers.wrong_values import in_section, is_web_address
from debrief.backends.base import Backend, Capabilities
from debrief.backends.directory import Directory
from debrief.backends.graph_auth import ApplicationSignIn, PersonSignIn, Tenant
from debrief.backends.graph_busy import MOST_DAYS, MOST_PEOPLE
from debrief.backends.graph_calendar import GraphCalendar
from debrief.backends.graph_directory import GROUPS_SCOPE, REPORTS_SCOPE, GraphDirectory
from debrief.backends.graph_events import Events
from debrief.backends.graph_http import GraphClient
from debrief.backends.graph_mail import GraphMailbox
from debrief.backends.registry import Site
from debrief.errors import BadInput

CLOUDS: Mapping[str, tuple[str, str]] = {  # sign-in, Graph
    "global": ("https://login.microsoftonline.com", "https://graph.microsoft.com"),
    "us": ("https://login.microsoftonline.us", "https://graph.microsoft.us"),
    "us_dod": ("https://login.microsoftonline.us", "https://dod-graph.microsoft.us"),
    "china": ("https://login.chinacloudapi.cn", "https://microsoftgraph.chinacloudapi.cn"),
}
LIMITS = (
    "Invitations and cancellations are mails of Exchange's own: they do not stand in the "
    "customer's thread, and carry no X-Debrief-Effect header.",
    "A mail with its files may have 3 MB.",
    "New mail is seen when it is looked for: Graph pushes only to a public address.",
)


class GraphSettings(BaseModel):
    """The section [graph] of debrief.toml."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)

    tenant: str = Field(min_length=1, pattern=r"^[A-Za-z0-9.-]+$")
    client_id: str = Field(min_length=1)
    sign_in: Literal["application", "person"] = "application"
    cloud: Literal["global", "us", "us_dod", "china"] = "global"
    user: str | None = None  # the manager's user principal name, where it is not their address
    own_mailbox: bool = False  # the debrief address is a mailbox, not an alias of the manager's
    online_meeting: bool = True
    working_hours: bool = True  # time outside those set in Outlook counts as "rather not"
    days_back: int = Field(default=30, ge=1, le=365)  # how far the very first look goes
    endpoint: str | None = None  # another Graph and sign-in than the cloud's, as for a test server
    login: str | None = None

    @field_validator("endpoint", "login")
    @classmethod
    def _safe(cls, value: str | None) -> str | None:
        near = ("https://", "http://127.0.0.1:", "http://localhost:")
        if value and not (value.startswith(near) and is_web_address(value)):
            raise ValueError("must begin with https://: a token goes there")
        return value.rstrip("/") if value else None

    @property
    def signs_in_at(self) -> Tenant:
        """Where this tenant signs in."""
        login, resource = CLOUDS[self.cloud]
        return Tenant(f"{self.login or login}/{self.tenant}", resource, self.login is None)

    @property
    def url(self) -> str:
        """Where Graph's version 1.0 answers."""
        return self.endpoint or f"{CLOUDS[self.cloud][1]}/v1.0"


def open_backend(site: Site) -> Backend:
    """Return the manager's mailbox and calendar in Microsoft 365; asks nothing of it yet."""
    settings = read_settings(site.section("graph"))
    signs_in = ApplicationSignIn if settings.sign_in == "application" else PersonSignIn
    sign_in = signs_in(settings.signs_in_at, settings.client_id, site.credentials)
    client = GraphClient(settings.url, sign_in.token)
    user = settings.user or site.team.manager.email
    events = Events(client, user)
    mailbox = GraphMailbox(
        client,
        user,
        site.watched if settings.own_mailbox else (),
        clock=site.clock,
        own_uid=events.own_uid,
        domains=(site.team.company.domain,),
        days_back=settings.days_back,
    )
    calendar = GraphCalendar(
        client,
        user,
        site.clock,
        events=events,
        send=mailbox.send,
        online=settings.online_meeting,
        hours=settings.working_hours,
    )
    return Backend("Microsoft 365", mailbox, calendar, _capabilities(settings))


def sign_in(site: Site, tell: Callable[[str], None]) -> None:
    """Let the manager sign in with a device code; ``tell`` shows them what to do.

    Raises `BadInput` where the application signs in by itself.
    """
    settings = read_settings(site.section("graph"))
    if settings.sign_in != "person":
        raise BadInput('graph.sign_in is "application": nobody has to sign in')
    person = PersonSignIn(settings.signs_in_at, settings.client_id, site.credentials)
    person.sign_in(tell, settings.user or site.team.manager.email)


def open_directory(site: Site) -> Directory:
    """Return what Microsoft Entra tells of colleagues, each question with its own permission."""
    settings = read_settings(site.section("graph"))
    person = settings.sign_in == "person"

    def client(scope: str) -> GraphClient:
        if not person:
            app = ApplicationSignIn(settings.signs_in_at, settings.client_id, site.credentials)
            return GraphClient(settings.url, app.token)
        return GraphClient(settings.url, _person(site, settings, (scope,)).token)

    user = settings.user or site.team.manager.email
    return GraphDirectory(client, user, person=person)


def sign_in_to_directory(site: Site, tell: Callable[[str], None]) -> None:
    """Let the manager grant what looking for reps needs, beside what Debrief works with."""
    settings = read_settings(site.section("graph"))
    if settings.sign_in != "person":
        raise BadInput("the application needs the permissions of docs/graph.md, 'Finding reps'")
    user = settings.user or site.team.manager.email
    _person(site, settings, (REPORTS_SCOPE, GROUPS_SCOPE)).sign_in(tell, user)


def _person(site: Site, settings: GraphSettings, scopes: tuple[str, ...]) -> PersonSignIn:
    return PersonSignIn(settings.signs_in_at, settings.client_id, site.credentials, scopes)


def read_settings(section: Mapping[str, Any]) -> GraphSettings:
    """Read [graph]; raise `BadInput` naming the setting and the remedy."""
    try:
        return GraphSettings.model_validate(dict(section))
    except ValidationError as err:
        said = next(in_section(err, GraphSettings, "graph"))
        missing = said.replace("add it", "docs/graph.md tells where to find it")
        raise BadInput(f"debrief.toml, {missing}") from err


def _capabilities(settings: GraphSettings) -> Capabilities:
    return Capabilities(
        keeps_message_ids=None,
        server_invites=True,
        vouches=True,
        online_meetings=settings.online_meeting,
        working_hours=settings.working_hours,
        most_people_asked=MOST_PEOPLE,
        most_days_asked=MOST_DAYS,
        limits=LIMITS,
    )
