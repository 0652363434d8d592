"""What we write onto Exchange's items to find them again, and requests that exchangelib lacks.

Our properties lie in a property set of our own (MS-OXPROPS, named properties). Keys and UIDs are
stored as hashes: Exchange compares texts without regard to case and may cut long ones short.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from exchangelib import CalendarItem, ExtendedProperty, Message, Q
from exchangelib.errors import (
    ErrorInvalidIdMalformed,
    ErrorItemNotFound,
    ResponseMessageError,
)
from exchangelib.fields import FieldPath
from exchangelib.folders import BaseFolder
from exchangelib.items import MeetingCancellation, MeetingRequest
from exchangelib.properties import ItemId
from exchangelib.restriction import Restriction
from exchangelib.services import FindItem, GetItem, GetUserAvailability, SyncFolderItems
from exchangelib.services.sync_folder_hierarchy import SyncFolder

from debrief.model import short_hash

PROPERTY_SET = "6b1a5b0e-6d0c-4f0b-9f53-3d1f6c6c7b5e"  # any GUID that nobody else uses
MOST_KEYS = 12  # remembered on one event: texts beyond 255 characters cannot be searched
READ_BACK = (0.0, 0.2, 0.5, 1.0, 2.0)  # seconds between looks for the copy in Sent
GONE = (ErrorItemNotFound, ErrorInvalidIdMalformed)


def key_mark(key: str) -> str:
    """Return the word that stands for an effect's key or an event's UID."""
    return short_hash("exchange", key, length=20)


class _Ours(ExtendedProperty):  # type: ignore[misc]  # exchangelib carries no types
    property_set_id = PROPERTY_SET
    property_type = "String"


class EffectKey(_Ours):
    """The key of the effect that a mail is."""

    property_name = "DebriefKey"


class EventUid(_Ours):
    """The UID of an event of ours."""

    property_name = "DebriefUid"


class EventKeys(_Ours):
    """The keys of every invitation to an event, parted by spaces, the newest last."""

    property_name = "DebriefKeys"


class CallingOff(_Ours):
    """The key of the cancellation that has begun."""

    property_name = "DebriefCallingOff"


class EventSequence(_Ours):
    """Our own SEQUENCE of an event; Exchange counts its own."""

    property_name = "DebriefSequence"
    property_type = "Integer"


class EventMoment(_Ours):
    """When an event's newest invitation was asked for: others change the event later."""

    property_name = "DebriefAt"


class _Header(ExtendedProperty):  # type: ignore[misc]
    """A header that Exchange writes into the mail it sends (MS-OXCMAIL, 2.1.3.2.4)."""

    distinguished_property_set_id = "InternetHeaders"
    property_type = "String"


class EffectHeader(_Header):
    """X-Debrief-Effect."""

    property_name = "X-Debrief-Effect"


class InstallationHeader(_Header):
    """X-Debrief-Installation."""

    property_name = "X-Debrief-Installation"


class AutoSubmitted(_Header):
    """Auto-Submitted (RFC 3834)."""

    property_name = "Auto-Submitted"


class MeetingId(ExtendedProperty):  # type: ignore[misc]
    """What an event and all messages about it have in common (PidLidCleanGlobalObjectId)."""

    distinguished_property_set_id = "Meeting"
    property_id = 0x23
    property_type = "Binary"


class JoinLink(ExtendedProperty):  # type: ignore[misc]
    """Where to join online, as Outlook's add-in for Teams writes it."""

    distinguished_property_set_id = "PublicStrings"
    property_name = "SkypeTeamsMeetingUrl"
    property_type = "String"


_REGISTERED: tuple[tuple[Any, str, type[Any]], ...] = (
    (Message, "debrief_key", EffectKey),
    (Message, "debrief_header", EffectHeader),
    (Message, "debrief_installation", InstallationHeader),
    (Message, "debrief_automatic", AutoSubmitted),
    (CalendarItem, "debrief_uid", EventUid),
    (CalendarItem, "debrief_keys", EventKeys),
    (CalendarItem, "debrief_calling_off", CallingOff),
    (CalendarItem, "debrief_sequence", EventSequence),
    (CalendarItem, "debrief_at", EventMoment),
    (CalendarItem, "debrief_link", JoinLink),
    (CalendarItem, "debrief_meeting", MeetingId),
    (Message, "debrief_meeting", MeetingId),
    (MeetingRequest, "debrief_meeting", MeetingId),
    (MeetingCancellation, "debrief_meeting", MeetingId),
)


def _register() -> None:
    """Make exchangelib know our properties; it keeps them by class, once for the process."""
    for model, name, kind in _REGISTERED:
        if name not in {field.name for field in model.FIELDS}:
            model.register(name, kind)


_register()


class Sync(SyncFolderItems):  # type: ignore[misc]
    """One page of what changed in a folder; an error without a sync state is raised as it is."""

    def _get_element_container(self, message: Any, name: str | None = None) -> Any:  # noqa: ANN401
        if message.get("ResponseClass") == "Error":
            return super(SyncFolder, self)._get_element_container(message, name)
        return super()._get_element_container(message, name)

    def _elem_to_obj(self, elem: Any) -> Any:  # noqa: ANN401
        if self.change_types_map[elem.tag] in (self.CREATE, self.UPDATE):
            _known(elem[0])
        return super()._elem_to_obj(elem)


def _known(item: Any) -> Any:  # noqa: ANN401
    """Return an item's element; a kind that exchangelib lacks (SharingMessage) is a message."""
    if item.tag not in BaseFolder.ITEM_MODEL_MAP:
        item.tag = Message.response_tag()
    return item


class _Whole:
    """An answer handed to the parser at once: exchangelib's byte by byte takes 1.5 s a megabyte."""

    def __init__(self, response: Any) -> None:  # noqa: ANN401
        self._response = response

    def iter_content(self) -> bytes:
        """Return all of it."""
        return bytes(self._response.content)


class Items(GetItem):  # type: ignore[misc]
    """Items by id; what fails for one of them comes back in its place."""

    ERRORS_TO_CATCH_IN_RESPONSE = (ResponseMessageError,)

    @classmethod
    def _get_soap_parts(cls, response: Any) -> Any:  # noqa: ANN401
        return super()._get_soap_parts(_Whole(response))

    def _elem_to_obj(self, elem: Any) -> Any:  # noqa: ANN401
        return super()._elem_to_obj(_known(elem))


class Availability(GetUserAvailability):  # type: ignore[misc]
    """Free/busy of many; what fails for one person comes back in their place."""

    ERRORS_TO_CATCH_IN_RESPONSE = (ResponseMessageError,)


def paths(*names: str) -> set[FieldPath]:
    """Return fields of a message, as requests name them."""
    return {FieldPath(field=Message.get_field_by_fieldname(name)) for name in names}


def messages_of(account: Any, folders: list[Any], query: Q, *names: str) -> list[Any]:  # noqa: ANN401
    """Return the messages that a query finds, by one FindItem over the folders in this order.

    The library's own query would ask for each again by id, and pass over one that moves meanwhile.
    """
    answer = FindItem(account=account).call(
        folders=folders,
        additional_fields=paths(*names),
        restriction=Restriction(query, folders=folders, applies_to=Restriction.ITEMS),
        order_fields=None,
        shape="IdOnly",
        query_string=None,
        depth="Shallow",
        calendar_view=None,
        max_items=None,
        offset=0,
    )
    return raise_any(answer)


def items_by_id(account: Any, ids: list[str], *names: str) -> list[Any]:  # noqa: ANN401
    """Return the items of these ids with these fields, or the error in an item's place."""
    found = Items(account=account).call(
        items=[ItemId(id=one) for one in ids], additional_fields=paths(*names), shape="IdOnly"
    )
    return list(found)


def utc(moment: Any) -> datetime | None:  # noqa: ANN401
    """Return exchangelib's moment as a plain one in UTC."""
    return None if moment is None else datetime.fromtimestamp(moment.timestamp(), UTC)


def raise_any(results: Iterable[Any]) -> list[Any]:
    """Return the results; raise the first that is an error."""
    found = list(results)
    for one in found:
        if isinstance(one, Exception):
            raise one
    return found
