"""Colleagues as Google Workspace knows them: the domain's directory, and who is in a group.

Asked for only when somebody looks for reps, by a sign-in of its own whose token lies apart
(``google_directory_token``), so that what Debrief works with every day cannot read the directory.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from debrief.backends.directory import Colleague, distinct, expanded
from debrief.backends.google_auth import read_settings
from debrief.backends.google_auth import sign_in as sign_in_with_browser
from debrief.backends.google_wire import NotThere, call
from debrief.errors import BadInput, CannotDo, Refused

if TYPE_CHECKING:
    from debrief.backends.registry import Site

# The one scope that lists the domain's people, and the one that shows who is in a group.
DIRECTORY_SCOPES = (
    "https://www.googleapis.com/auth/directory.readonly",
    "https://www.googleapis.com/auth/cloud-identity.groups.readonly",
)
DIRECTORY_TOKEN = "google_directory_token"  # noqa: S105 - the secret's name
PAGE = 500
MOST_PAGES = 40
FIELDS = "names,emailAddresses"
PROFILES = "DIRECTORY_SOURCE_TYPE_DOMAIN_PROFILE"


class GoogleDirectory:
    """One domain's people and groups."""

    what = "the people in your Google Workspace directory"

    def __init__(self, people: Any, groups: Any) -> None:  # noqa: ANN401 - Google's own types
        self._people = people
        self._groups = groups

    def colleagues(self) -> list[Colleague]:
        """Return everybody in the domain's directory whom the manager may see."""
        found = distinct(self._listed())
        if not found:
            raise CannotDo("Google's directory shows you nobody; name a group")
        return found

    def members(self, group: str) -> list[Colleague]:
        """Return everybody in a group, groups within it included."""
        found = expanded(group, self._of_one)
        return distinct([*found, *self._names(found)]) if found else found

    def _listed(self) -> Iterator[Colleague]:
        page: str | None = None
        for _ in range(MOST_PAGES):
            answer = call(
                self._people.people().listDirectoryPeople(
                    readMask=FIELDS, sources=[PROFILES], pageSize=PAGE, pageToken=page
                )
            )
            yield from (_colleague(person) for person in answer.get("people", ()))
            page = answer.get("nextPageToken")
            if not page:
                return

    def _names(self, found: list[Colleague]) -> list[Colleague]:
        """Return what the directory calls these people; a group alone shows addresses only."""
        wanted = {one.email for one in found}
        try:
            return [one for one in distinct(self._listed()) if one.email in wanted]
        except (Refused, CannotDo):  # the administrator hides the directory: names are guessed
            return []

    def _of_one(self, group: str) -> tuple[list[Colleague], list[str]]:
        try:
            name = call(self._groups.groups().lookup(groupKey_id=group))["name"]
        except (NotThere, Refused) as err:  # Google answers 403 for a group that is not there, too
            raise BadInput(f"{group}: no such group, or not one that you may look into") from err
        people: list[Colleague] = []
        inner: list[str] = []
        page: str | None = None
        for _ in range(MOST_PAGES):
            answer = call(
                self._groups.groups()
                .memberships()
                .list(parent=name, view="FULL", pageSize=PAGE, pageToken=page)
            )
            for member in answer.get("memberships", ()):
                address = str((member.get("preferredMemberKey") or {}).get("id", ""))
                if member.get("type") == "GROUP":
                    inner.append(address)
                elif member.get("type", "USER") == "USER":
                    people.append(Colleague("", address))
            page = answer.get("nextPageToken")
            if not page:
                break
        return people, inner


def sign_in_to_directory(site: Site, tell: Callable[[str], None]) -> None:
    """Let the manager grant the two reading scopes; kept apart from the daily sign-in."""
    settings = read_settings(site.section("google"))
    if settings.sign_in != "user":
        raise BadInput("the service account needs the two scopes of docs/google.md, 'Finding reps'")
    proof = sign_in_with_browser(
        site.credentials, site.team.manager.email, tell, scopes=DIRECTORY_SCOPES
    )
    site.credentials.put(DIRECTORY_TOKEN, proof.to_json())


def _colleague(person: dict[str, Any]) -> Colleague:
    def first(name: str, value: str) -> str:
        entries = person.get(name) or [{}]
        best = next((e for e in entries if (e.get("metadata") or {}).get("primary")), entries[0])
        return str(best.get(value) or "")

    return Colleague(first("names", "displayName"), first("emailAddresses", "value"))
