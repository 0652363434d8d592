"""Open opportunities from Salesforce, through simple-salesforce (``pip install debrief[salesforce]``).

Signs in as a connected app (client credentials flow) with ``consumer_key`` in ``debrief.toml`` and
the secret ``salesforce_secret``; or with a token of your own, ``salesforce_token``. The user of
the app needs to read Opportunity, Account and User, nothing else.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from debrief.credentials import Credentials
from debrief.crm.deals import MOST_DEALS, Deal
from debrief.errors import BadInput, CannotDo, SignInNeeded, TryLater

FIELDS = "Name, Account.Name, Owner.Email, Amount, StageName, CloseDate"
BUSY = ("REQUEST_LIMIT_EXCEEDED", "SERVER_UNAVAILABLE", "UNABLE_TO_LOCK_ROW")


def open_deals(settings: Mapping[str, Any], credentials: Credentials) -> Sequence[Deal]:
    """Return every open opportunity the app may see.

    Raises `CannotDo` without the library, `BadInput`, `SignInNeeded`, `TryLater`.
    """
    try:
        from requests.exceptions import RequestException
        from simple_salesforce.exceptions import (
            SalesforceAuthenticationFailed,
            SalesforceError,
            SalesforceExpiredSession,
        )
    except ImportError as err:
        raise CannotDo("Salesforce needs its library: pip install 'debrief[salesforce]'") from err
    try:
        return _query(_client(settings, credentials), multi=bool(settings.get("currencies")))
    except (SalesforceAuthenticationFailed, SalesforceExpiredSession) as err:
        raise SignInNeeded("Salesforce refused the sign-in; renew its secret or token") from err
    except SalesforceError as err:
        text = " ".join(str(getattr(err, "content", err)).split())[:200]
        if any(word in text for word in BUSY) or getattr(err, "status", 0) in (429, 500, 503):
            raise TryLater(f"Salesforce is busy: {text}") from err
        raise BadInput(f"Salesforce did not answer the query: {text}") from err
    except RequestException as err:
        raise TryLater(f"Salesforce cannot be reached: {_short(err)}") from err


def _client(settings: Mapping[str, Any], credentials: Credentials) -> Any:  # noqa: ANN401 - untyped
    from simple_salesforce.api import Salesforce

    url = str(settings.get("url", "")).rstrip("/")
    if not url.startswith("https://"):
        raise BadInput("debrief.toml, crm.url: write it as https://yourcompany.my.salesforce.com")
    key = settings.get("consumer_key")
    if not key:
        token = credentials.need("salesforce_token", "an access token for Salesforce")
        return Salesforce(instance_url=url, session_id=token)
    secret = credentials.need("salesforce_secret", "the connected app's consumer secret")
    domain = url.removeprefix("https://").removesuffix(".salesforce.com")
    return Salesforce(consumer_key=str(key), consumer_secret=secret, domain=domain)


def _query(client: Any, *, multi: bool) -> list[Deal]:  # noqa: ANN401 - untyped
    """Read page by page; CurrencyIsoCode exists only where several currencies are switched on."""
    fields = f"{FIELDS}, CurrencyIsoCode" if multi else FIELDS
    soql = f"SELECT {fields} FROM Opportunity WHERE IsClosed = false ORDER BY CloseDate"  # noqa: S608 - no outside text
    deals: list[Deal] = []
    for row in client.query_all_iter(soql):
        deals.append(_deal(row))
        if len(deals) >= MOST_DEALS:
            break
    return deals


def _deal(row: Mapping[str, Any]) -> Deal:
    def text(*path: str) -> str:
        value: Any = row
        for name in path:
            value = (value or {}).get(name)
        return "" if value is None else str(value)

    return Deal(
        name=text("Name"),
        company=text("Account", "Name"),
        owner_email=text("Owner", "Email"),
        amount=text("Amount"),
        currency=text("CurrencyIsoCode"),
        stage=text("StageName"),
        close_date=text("CloseDate"),
    )


def _short(err: Exception) -> str:
    return " ".join(str(err).split())[:200]
