"""Colleagues as Exchange Server's address book knows them; needs no right beyond the mailbox's.

ResolveNames with full contact data tells who reports to the manager (where Active Directory says
so), ExpandDL who is in a distribution list.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from exchangelib.errors import ErrorNameResolutionNoResults

from debrief.backends.directory import Colleague, distinct, expanded
from debrief.errors import BadInput, CannotDo

if TYPE_CHECKING:
    from debrief.backends.exchange import Exchange

LISTS = ("PublicDL", "PrivateDL", "GroupMailbox")


class ExchangeDirectory:
    """The organisation's address book."""

    what = "the people who report to you, as Exchange's address book says"

    def __init__(self, server: Exchange) -> None:
        self._server = server

    def colleagues(self) -> list[Colleague]:
        """Return who reports to the manager; raise `CannotDo` where nobody is said to."""
        with self._server.asked("look into the address book") as account:
            found: list[Any] = account.protocol.resolve_names(
                [self._server.mailbox],
                return_full_contact_data=True,
                search_scope="ActiveDirectory",
                shape="AllProperties",
            )
        contacts = [one[1] for one in found if isinstance(one, tuple) and one[1] is not None]
        reports = [_colleague(box) for c in contacts for box in c.direct_reports or ()]
        if not reports:
            raise CannotDo("Exchange's address book does not say who reports to you; name a group")
        return distinct(reports)

    def members(self, group: str) -> list[Colleague]:
        """Return everybody on a distribution list, lists on it included."""
        return expanded(group, self._of_one)

    def _of_one(self, group: str) -> tuple[list[Colleague], list[str]]:
        with self._server.asked(f"look into the group {group}") as account:
            try:
                found = account.protocol.expand_dl(group)
            except ErrorNameResolutionNoResults as err:
                raise BadInput(f"{group}: Exchange knows no such group; check its address") from err
        boxes = [box for box in found if box is not None and getattr(box, "email_address", None)]
        inner = [str(box.email_address) for box in boxes if box.mailbox_type in LISTS]
        return [_colleague(box) for box in boxes if box.mailbox_type not in LISTS], inner


def _colleague(box: Any) -> Colleague:  # noqa: ANN401 - exchangelib carries no types
    return Colleague(str(box.name or ""), str(box.email_address or ""))
