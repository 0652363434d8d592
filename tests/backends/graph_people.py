"""The stand-in's directory: who reports to whom, and who is in a group, in pages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

Json = dict[str, Any]
PAGE = 2  # small, so that there is more than one


@dataclass
class People:
    """Names by address, reports by the manager's address, members by the group's."""

    names: dict[str, str] = field(default_factory=dict)
    reports: dict[str, list[str]] = field(default_factory=dict)
    groups: dict[str, list[str]] = field(default_factory=dict)
    hidden: bool = False  # the permission to see names is missing
    links: set[str] = field(default_factory=set)  # handed out: where the next page is

    def answer(
        self, path: str, query: Mapping[str, str], link: Callable[[str], str]
    ) -> Json | None:
        """Answer a GET; None for what is no question about people."""
        parts = [unquote(p) for p in path.strip("/").split("/")]
        match parts:
            case ["users", address, "directReports"]:
                return self._page(self.reports.get(address.lower(), []), query, link(path))
            case ["groups"]:
                wanted = query["$filter"].removeprefix("mail eq ").strip("'")
                found = [{"id": f"id-{wanted}", "displayName": wanted}]
                return {"value": found if wanted in self.groups else []}
            case ["groups", name, "transitiveMembers"]:
                return self._page(self._all_in(name.removeprefix("id-")), query, link(path))
        return None

    def _all_in(self, group: str) -> list[str]:
        found: list[str] = []
        for member in self.groups[group]:
            found += [member, *(self._all_in(member) if member in self.groups else ())]
        return found

    def _page(self, addresses: list[str], query: Mapping[str, str], url: str) -> Json:
        at = int(query.get("$skiptoken", "0"))
        body: Json = {"value": [self._shown(a) for a in addresses[at : at + PAGE]]}
        if at + PAGE < len(addresses):
            body["@odata.nextLink"] = f"{url}?$skiptoken={at + PAGE}"
            self.links.add(body["@odata.nextLink"])
        return body

    def _shown(self, address: str) -> Json:
        kind = "group" if address in self.groups else "user"
        shown: Json = {"@odata.type": f"#microsoft.graph.{kind}", "id": f"id-{address}"}
        if self.hidden:
            return {**shown, "displayName": None, "mail": None}
        return {**shown, "displayName": self.names.get(address), "mail": address}
