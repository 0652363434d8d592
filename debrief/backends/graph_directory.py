"""Colleagues as Microsoft Entra knows them: who reports to the manager, who is in a group.

Asked for only when somebody looks for reps, with a permission of its own: ``User.Read`` for those
who report to whoever is signed in, ``GroupMember.Read.All`` for a group (an administrator must
grant that one). An application has no reports; it needs ``GroupMember.Read.All`` and
``User.ReadBasic.All``, or the members come without names and addresses.

https://learn.microsoft.com/graph/api/user-list-directreports
https://learn.microsoft.com/graph/api/group-list-transitivemembers
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any
from urllib.parse import quote

from debrief.backends.directory import Colleague, distinct
from debrief.backends.graph_http import GraphClient, quoted
from debrief.errors import BadInput, CannotDo, Refused

REPORTS_SCOPE = "User.Read"
GROUPS_SCOPE = "GroupMember.Read.All"
MOST_PAGES = 50
USER = "#microsoft.graph.user"

Clients = Callable[[str], GraphClient]  # by the permission that is needed


class GraphDirectory:
    """One tenant's people."""

    what = "the people who report to you in Microsoft 365"

    def __init__(self, clients: Clients, user: str, *, person: bool) -> None:
        self._clients = clients
        self._user = user
        self._person = person

    def colleagues(self) -> list[Colleague]:
        """Return who reports to the manager; raise `CannotDo` for an application, or for nobody."""
        if not self._person:
            raise CannotDo("an application cannot ask who reports to whom; name a group")
        path = f"/users/{quote(self._user)}/directReports"
        found = distinct(_people(self._pages(REPORTS_SCOPE, path)))
        if not found:
            raise CannotDo("Microsoft 365 does not say who reports to you; name a group")
        return found

    def members(self, group: str) -> list[Colleague]:
        """Return everybody in a group, groups within it included."""
        where = {"$filter": f"mail eq {quoted(group)}", "$select": "id,displayName"}
        groups = list(self._pages(GROUPS_SCOPE, "/groups", where))
        if not groups:
            raise BadInput(f"{group}: Microsoft 365 knows no such group; check its address")
        path = f"/groups/{quote(str(groups[0]['id']))}/transitiveMembers"
        people = [one for one in self._pages(GROUPS_SCOPE, path) if one.get("@odata.type") == USER]
        found = distinct(_people(people))
        if people and not found:
            raise Refused(f"{group}: its members' names may not be seen; docs/graph.md tells how")
        if not found:
            raise BadInput(f"the group {group} has no members that could be seen")
        return found

    def _pages(
        self, scope: str, path: str, params: Mapping[str, str] | None = None
    ) -> Iterator[Mapping[str, Any]]:
        client = self._clients(scope)
        answer = client.get(path, params)
        for _ in range(MOST_PAGES):
            yield from answer.values
            link = str(answer.body.get("@odata.nextLink") or "")
            if not link or not client.ours(link):
                return
            answer = client.get(link)


def _people(entries: Any) -> Iterator[Colleague]:  # noqa: ANN401 - what Graph answered
    for entry in entries:
        address = entry.get("mail") or entry.get("userPrincipalName") or ""
        yield Colleague(str(entry.get("displayName") or ""), str(address))
