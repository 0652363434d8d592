"""Open deals from HubSpot, through hubspot-api-client (``pip install debrief[hubspot]``).

Signs in with a private app's token, the secret ``hubspot_token``, whose scopes are
``crm.objects.deals.read``, ``crm.objects.companies.read`` and ``crm.objects.owners.read``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from debrief.credentials import Credentials
from debrief.crm.deals import MOST_DEALS, Deal
from debrief.errors import BadInput, CannotDo, SignInNeeded, TryLater

PROPERTIES = (
    "dealname",
    "amount",
    "deal_currency_code",
    "dealstage",
    "closedate",
    "hubspot_owner_id",
)
PAGE = 100


def open_deals(settings: Mapping[str, Any], credentials: Credentials) -> Sequence[Deal]:
    """Return every open deal the app may see.

    Raises `CannotDo` without the library, `BadInput`, `SignInNeeded`, `TryLater`.
    """
    try:
        from hubspot import HubSpot
        from urllib3.exceptions import HTTPError
    except ImportError as err:
        raise CannotDo("HubSpot needs its library: pip install 'debrief[hubspot]'") from err
    token = credentials.need("hubspot_token", "a private app's token for HubSpot")
    more = {"host": str(settings["url"]).rstrip("/")} if settings.get("url") else {}
    client = HubSpot(access_token=token, retry=False, **more)
    try:
        return _deals(client)
    except HTTPError as err:
        raise TryLater(f"HubSpot cannot be reached: {_short(err)}") from err
    except Exception as err:  # each of the library's packages has an ApiException of its own
        raise _translated(err) from err


def _translated(err: Exception) -> Exception:
    status = getattr(err, "status", None)
    if status is None:
        return err
    said = f"{status} {getattr(err, 'reason', '')}"
    if status in (401, 403):
        return SignInNeeded(f"HubSpot refused the token ({said}); check it and its scopes")
    if status == 429 or status >= 500:
        headers = getattr(err, "headers", None) or {}
        after = str(headers.get("Retry-After", ""))
        return TryLater(f"HubSpot is busy ({said})", float(after) if after.isdigit() else None)
    return BadInput(f"HubSpot did not answer the query: {said}")


def _deals(client: Any) -> list[Deal]:  # noqa: ANN401 - untyped
    owners = {str(o.id): o.email or "" for o in client.crm.owners.get_all()}
    stages = _open_stages(client)
    companies: dict[str, str] = {}
    found: list[Deal] = []
    for deal in _pages(client):
        values = deal.properties
        stage = stages.get(values.get("dealstage") or "", "")
        if stage is None:
            continue
        found.append(
            Deal(
                name=values.get("dealname") or "",
                company=_company(client, deal, companies),
                owner_email=owners.get(values.get("hubspot_owner_id") or "", ""),
                amount=values.get("amount") or "",
                currency=values.get("deal_currency_code") or "",
                stage=stage,
                close_date=(values.get("closedate") or "")[:10],
            )
        )
        if len(found) >= MOST_DEALS:
            break
    return found


def _open_stages(client: Any) -> dict[str, str | None]:  # noqa: ANN401 - untyped
    """Return each stage's label; None for a stage in which a deal is closed."""
    pipelines = client.crm.pipelines.pipelines_api.get_all(object_type="deals").results
    return {
        stage.id: None if (stage.metadata or {}).get("isClosed") == "true" else stage.label
        for pipeline in pipelines
        for stage in pipeline.stages
    }


def _pages(client: Any) -> Iterator[Any]:  # noqa: ANN401 - untyped
    after: str | None = None
    while True:
        page = client.crm.deals.basic_api.get_page(
            limit=PAGE,
            after=after,
            properties=list(PROPERTIES),
            associations=["companies"],
            archived=False,
        )
        yield from page.results
        after = page.paging.next.after if page.paging and page.paging.next else None
        if after is None:
            return


def _company(client: Any, deal: Any, known: dict[str, str]) -> str:  # noqa: ANN401 - untyped
    """Return the name of the deal's first company; each company is asked for once."""
    linked = (deal.associations or {}).get("companies")
    if not linked or not linked.results:
        return ""
    number = str(linked.results[0].id)
    if number not in known:
        found = client.crm.companies.basic_api.get_by_id(number, properties=["name"])
        known[number] = str(found.properties.get("name") or "")
    return known[number]


def _short(err: Exception) -> str:
    return " ".join(str(err).split())[:200]
