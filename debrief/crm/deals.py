"""What a CRM tells of open deals, in our own words, and the one place that knows the CRMs."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.util import find_spec
from typing import Any

from debrief.credentials import Credentials
from debrief.errors import BadInput, CannotDo
from debrief.funnels.funnel import read_funnel_table
from debrief.funnels.owners import owners_of
from debrief.funnels.table import FunnelFile
from debrief.team import Team

MOST_DEALS = 10_000
COLUMNS = (
    "Opportunity Name",
    "Account Name",
    "Owner Email",
    "Amount",
    "Currency",
    "Stage",
    "Close Date",
)


@dataclass(frozen=True, slots=True)
class Deal:
    """One open opportunity as a CRM holds it; every value is text, "" where there is none."""

    name: str
    company: str = ""
    owner_email: str = ""
    amount: str = ""
    currency: str = ""
    stage: str = ""
    close_date: str = ""  # ISO 8601


Reader = Callable[[Mapping[str, Any], Credentials], Sequence[Deal]]


LIBRARIES = {"salesforce": "simple_salesforce", "hubspot": "hubspot"}


def see_library(kind: str) -> None:
    """Raise `BadInput` for a CRM we do not know, `CannotDo` where its library is not installed."""
    crm_reader(kind)
    if find_spec(LIBRARIES[kind]) is None:
        raise CannotDo(f"{kind} needs its library: pip install 'debrief[{kind}]'")


def crm_reader(kind: str) -> Reader:
    """Return the reader of a CRM; raise `BadInput` for one we do not know."""
    if kind == "salesforce":
        from debrief.crm.salesforce import open_deals

        return open_deals
    if kind == "hubspot":
        from debrief.crm.hubspot import open_deals as hubspot_deals

        return hubspot_deals
    raise BadInput(f"debrief.toml, crm.kind: {kind!r} is unknown; use salesforce or hubspot")


def read_pipeline(
    settings: Mapping[str, Any], credentials: Credentials, team: Team, today: date
) -> FunnelFile:
    """Return the open deals of the team's reps; raises what the CRM's reader raises."""
    kind = str(settings.get("kind", ""))
    deals = crm_reader(kind)(settings, credentials)
    rows = [
        (d.name, d.company, d.owner_email, d.amount, d.currency, d.stage, d.close_date)
        for d in deals[:MOST_DEALS]
    ]
    if not rows:
        return FunnelFile(by_rep={})
    owners = owners_of(team)
    table = [COLUMNS, *rows]
    return read_funnel_table([table], name=kind, today=today, owners=owners, whole=True)
