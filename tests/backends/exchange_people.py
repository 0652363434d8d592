"""The stand-in's address book: who reports to whom, and who is on a distribution list."""

from __future__ import annotations

from tests.backends.exchange_store import Organisation
from tests.backends.exchange_xml import NAMES, Element, M, Refusal, T, failure, response, success

PAGING = {"TotalItemsInView": "1", "IncludesLastItemInRange": "true"}


class AddressBook:
    """Answers ResolveNames and ExpandDL."""

    office: Organisation

    def do_ResolveNames(self, request: Element, who: str) -> Element:
        """Find people by a part of their address; their reports where full data is asked for."""
        entry = request.findtext("m:UnresolvedEntry", "", NAMES).lower()
        found = [a for a in self.office.boxes if entry in a]
        if not found:
            return response("ResolveNames", failure("ResolveNames", Refusal("ErrorNameResolutionNoResults")))  # fmt: skip
        full = request.get("ReturnFullContactData") == "true"
        entries = [T.Resolution(self._box(a), *([self._contact(a)] if full else [])) for a in found]
        told = M.ResolutionSet(*entries, **{**PAGING, "TotalItemsInView": str(len(found))})
        return response("ResolveNames", success("ResolveNames", told))

    def do_ExpandDL(self, request: Element, who: str) -> Element:
        """Tell who is on a list, lists on it as they are."""
        name = request.findtext("m:Mailbox/t:EmailAddress", "", NAMES).lower()
        if name not in self.office.lists:
            return response("ExpandDL", failure("ExpandDL", Refusal("ErrorNameResolutionNoResults")))  # fmt: skip
        members = [self._box(a) for a in self.office.lists[name]]
        told = M.DLExpansion(*members, **{**PAGING, "TotalItemsInView": str(len(members))})
        return response("ExpandDL", success("ExpandDL", told))

    def _contact(self, address: str) -> Element:
        reports = self.office.reports.get(address, ())
        parts = [T.DisplayName(self._name(address)), T.ContactSource("ActiveDirectory")]
        if reports:
            parts.append(T.DirectReports(*(self._box(a) for a in reports)))
        return T.Contact(*parts)

    def _box(self, address: str) -> Element:
        kind = "PublicDL" if address in self.office.lists else "Mailbox"
        parts = (T.Name(self._name(address)), T.EmailAddress(address), T.RoutingType("SMTP"))
        return T.Mailbox(*parts, T.MailboxType(kind))

    def _name(self, address: str) -> str:
        box = self.office.boxes.get(address)
        return box.name if box else address.partition("@")[0].title()
