"""The stand-in's directory of Google Workspace: the domain's people and its groups, in pages."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]
PAGE = 2  # smaller than what is asked for, as Google may


@dataclass
class People:
    """Names by address, members by a group's address."""

    names: dict[str, str] = field(default_factory=dict)
    groups: dict[str, list[str]] = field(default_factory=dict)
    hidden: bool = False  # the administrator does not share the directory

    def answer(self, path: str, query: dict[str, list[str]]) -> tuple[int, bytes]:
        """Answer a GET of the People API or of Cloud Identity."""
        status, body = self._answer(path, query)
        return status, json.dumps(body).encode()

    def _answer(self, path: str, query: dict[str, list[str]]) -> tuple[int, Json]:
        at = int(query.get("pageToken", ["0"])[0])
        if path == "/v1/people:listDirectoryPeople":
            if self.hidden:
                return _refused(403, "Directory sharing is off")
            page = list(self.names.items())[at : at + PAGE]
            return 200, {"people": [_person(*one) for one in page], **_next(at, len(self.names))}
        if path == "/v1/groups:lookup":
            group = query["groupKey.id"][0]
            if group not in self.groups:
                return _refused(403, "Error(2028): Permission denied for resource (or it may not exist)")  # fmt: skip
            return 200, {"name": f"groups/{group.replace('@', '-at-')}"}
        group = path.split("/")[3].replace("-at-", "@")
        members = self.groups[group]
        page_of = [self._membership(group, m) for m in members[at : at + PAGE]]
        return 200, {"memberships": page_of, **_next(at, len(members))}

    def _membership(self, group: str, member: str) -> Json:
        return {
            "name": f"groups/{group}/memberships/{member}",
            "preferredMemberKey": {"id": member},
            "roles": [{"name": "MEMBER"}],
            "type": "GROUP" if member in self.groups else "USER",
        }


def _person(address: str, name: str) -> Json:
    return {
        "resourceName": f"people/{address}",
        "etag": "%Eg==",
        "names": [{"displayName": name, "metadata": {"primary": True}}] if name else [],
        "emailAddresses": [
            {"value": f"old.{address}"},
            {"value": address, "metadata": {"primary": True}},
        ],
    }


def _next(at: int, count: int) -> Json:
    return {"nextPageToken": str(at + PAGE)} if at + PAGE < count else {}


def _refused(status: int, message: str) -> tuple[int, Json]:
    errors = [{"domain": "global", "reason": "forbidden", "message": message}]
    return status, {"error": {"code": status, "message": message, "errors": errors}}
