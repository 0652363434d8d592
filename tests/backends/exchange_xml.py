"""The words of Exchange Web Services: elements, moments, response messages and refusals."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from lxml import etree
from lxml.builder import ElementMaker

TNS = "http://schemas.microsoft.com/exchange/services/2006/types"
MNS = "http://schemas.microsoft.com/exchange/services/2006/messages"
NAMES = {"m": MNS, "t": TNS}
T = ElementMaker(namespace=TNS, nsmap=NAMES)
M = ElementMaker(namespace=MNS, nsmap=NAMES)
Element = Any


class Refusal(Exception):
    """A response code for one item, or for the whole request."""

    def __init__(self, code: str, text: str = "") -> None:
        super().__init__(text or code)
        self.code = code


def stamp(moment: datetime) -> str:
    """Return a moment as Exchange writes it."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def moment(text: str) -> datetime:
    """Read a moment; one without a zone is in the request's, which is UTC here."""
    found = datetime.fromisoformat(text.replace("Z", "+00:00"))
    return found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)


def local(element: Element) -> str:
    """Return an element's name without its namespace."""
    return etree.QName(element).localname


def property_of(uri: Element) -> tuple[str, str]:
    """Return the set and name of an ExtendedFieldURI."""
    where = uri.get("DistinguishedPropertySetId") or uri.get("PropertySetId") or "tag"
    name = uri.get("PropertyName") or uri.get("PropertyId") or uri.get("PropertyTag") or ""
    return where.lower(), name


def response(operation: str, *messages: Element) -> Element:
    """Wrap response messages into an operation's response."""
    return M(f"{operation}Response", M.ResponseMessages(*messages))


def success(operation: str, *children: Element) -> Element:
    """Return one response message that all is well."""
    return M(f"{operation}ResponseMessage", M.ResponseCode("NoError"), *children, ResponseClass="Success")  # fmt: skip


def failure(operation: str, err: Refusal, *children: Element) -> Element:
    """Return one response message that this one could not be done."""
    head = (M.MessageText(str(err)), M.ResponseCode(err.code), M.DescriptiveLinkKey("0"))
    return M(f"{operation}ResponseMessage", *head, *children, ResponseClass="Error")
