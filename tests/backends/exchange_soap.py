"""The operations of Exchange Web Services that Debrief uses, upon an `Organisation`."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterable
from datetime import datetime
from email import message_from_bytes
from email.policy import default
from typing import Any

from lxml import etree

from tests.backends.exchange_availability import availability
from tests.backends.exchange_people import AddressBook
from tests.backends.exchange_store import FOLDERS, MEETING_ID, Item, Organisation, Person
from tests.backends.exchange_xml import (
    NAMES,
    Element,
    M,
    Refusal,
    T,
    failure,
    local,
    moment,
    property_of,
    response,
    stamp,
    success,
)

# The order in which the schema wants what an item consists of.
ORDER = (
    *(
        "MimeContent",
        "ItemId",
        "ParentFolderId",
        "ItemClass",
        "Subject",
        "Body",
        "DateTimeReceived",
    ),
    *("Size", "Categories", "InReplyTo", "IsSubmitted", "IsDraft", "InternetMessageHeaders"),
    *("DateTimeSent", "DateTimeCreated", "ExtendedProperty", "LastModifiedTime", "TextBody"),
    *("From", "InternetMessageId", "References"),
    *("UID", "Start", "End", "LegacyFreeBusyStatus", "Location", "IsMeeting", "IsCancelled"),
    *("MeetingRequestWasSent", "IsResponseRequested", "Organizer", "RequiredAttendees"),
    *("OptionalAttendees", "AppointmentSequenceNumber", "StartTimeZone", "EndTimeZone"),
)


TRACE = ("Received", "Authentication-Results", "Return-Path", "Auto-Submitted", "X-MS-Exchange-Organization-AuthAs")  # fmt: skip


class Operations(AddressBook):
    """Answers requests; ``who`` is the mailbox that is impersonated or signed in."""

    def __init__(self, office: Organisation) -> None:
        self.office = office
        self.subscriptions: dict[str, tuple[str, str]] = {}  # id -> mailbox, folder
        self.answers_only: int | None = None  # of a batch; the rest fails
        self.meanwhile: Callable[[], None] = lambda: None  # after each folder looked through
        self.writes_anew = False  # mails from their properties, without the trace of transport

    def answer(self, request: Element, who: str) -> Element:
        """Perform one request."""
        operation = local(request).removesuffix("Request")
        method: Callable[[Element, str], Element] | None = getattr(self, f"do_{operation}", None)
        if method is None:
            raise Refusal("ErrorInvalidRequest", f"{operation} is not known to this stand-in")
        with self.office.changed:
            return method(request, who)

    # -- ids -----------------------------------------------------------------------------

    def folder_id(self, owner: str, name: str) -> str:
        """Return the id of a folder."""
        return "AQMk" + base64.b64encode(f"{owner}|{name}".encode()).decode()

    def folder(self, element: Element, who: str) -> tuple[str, str]:
        """Return the mailbox and the name of a folder that a request names."""
        name = element.get("Id")
        if local(element) == "DistinguishedFolderId":
            address = element.findtext("t:Mailbox/t:EmailAddress", who, NAMES).lower()
            if address not in self.office.boxes:
                raise Refusal("ErrorNonExistentMailbox")
            if address != who:
                raise Refusal("ErrorAccessDenied")
            return address, name
        owner, _, name = base64.b64decode(name[4:]).decode().partition("|")
        return owner, name

    def item(self, element: Element) -> Item:
        """Return the item that an ItemId or ReferenceItemId names."""
        found = self.office.find(element.get("Id"))
        if found is None:
            raise Refusal("ErrorItemNotFound")
        return found

    def current(self, element: Element) -> Item:
        """Return the item named, if it is named as it stands now: sending wants that."""
        found = self.item(element)
        if element.get("ChangeKey") is None:
            raise Refusal("ErrorChangeKeyRequired")
        if element.get("ChangeKey") != self.item_id(found).get("ChangeKey"):
            raise Refusal("ErrorStaleObject")
        return found

    def item_id(self, item: Item, name: str = "ItemId") -> Element:
        """Return an item's id as an element."""
        return T(name, Id=item.id, ChangeKey=f"CQ{item.version:06d}")

    # -- items ---------------------------------------------------------------------------

    def shown(self, item: Item, shape: Element) -> Element:
        """Return an item with the properties of a shape, in the schema's order."""
        uris = shape.findall("t:AdditionalProperties/*", NAMES)
        if item.fails and any(u.get("FieldURI") == "item:MimeContent" for u in uris):
            raise Refusal(item.fails)
        parts = [self.item_id(item)]
        for uri in uris:
            if local(uri) == "ExtendedFieldURI":
                value = item.own.get(property_of(uri))
                if value is not None:
                    parts.append(
                        T.ExtendedProperty(T.ExtendedFieldURI(**uri.attrib), T.Value(value))
                    )
            else:
                parts += self._field(item, uri.get("FieldURI").rpartition(":")[2])
        parts.sort(key=lambda p: ORDER.index(local(p)))
        return T(item.kind, *parts)

    def _field(self, item: Item, name: str) -> list[Element]:
        value = self._value(item, name)
        if value is None:
            return []
        if isinstance(value, list):
            return value
        if isinstance(value, bool):
            return [T(name, str(value).lower())]
        return [T(name, stamp(value) if isinstance(value, datetime) else str(value))]

    def _value(self, item: Item, name: str) -> Any:
        plain = {
            "Subject": item.fields.get("Subject") or _decoded(item, "Subject"),
            "DateTimeReceived": item.created,
            "DateTimeCreated": item.created,
            "LastModifiedTime": item.modified,
            "Size": len(item.mime) or 1000,
            "DateTimeSent": item.sent,
            "IsDraft": item.draft,
            "IsSubmitted": item.submitted,
            "IsCancelled": item.cancelled,
            "MeetingRequestWasSent": item.request_sent,
            "InternetMessageId": item.head["Message-ID"],
            "AppointmentSequenceNumber": item.sequence,
        }
        if name in plain:
            return plain[name]
        made = getattr(self, f"_show_{name}", None)
        return made(item) if made else item.fields.get(name)

    def _show_MimeContent(self, item: Item) -> list[Element]:
        content = item.mime
        if self.writes_anew:
            mail = message_from_bytes(content)
            for name in TRACE:
                del mail[name]
            content = mail.as_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
        return [T.MimeContent(base64.b64encode(content).decode(), CharacterSet="UTF-8")]

    def _show_ParentFolderId(self, item: Item) -> list[Element]:
        return [T.ParentFolderId(Id=self.folder_id(item.owner, item.folder), ChangeKey="AQ")]

    def _show_InternetMessageHeaders(self, item: Item) -> list[Element]:
        if item.draft:
            return []
        heads = [T.InternetMessageHeader(" ".join(str(v).split()), HeaderName=n) for n, v in item.head.items()]  # fmt: skip
        return [T.InternetMessageHeaders(*heads)]

    def _show_Body(self, item: Item) -> list[Element]:
        return [T.Body(item.fields.get("Body", ""), BodyType="HTML")]

    def _show_TextBody(self, item: Item) -> list[Element]:
        body = message_from_bytes(item.mime, policy=default).get_body(("plain",))
        return [T.TextBody(body.get_content() if body else "", BodyType="Text")]

    def _show_From(self, item: Item) -> list[Element]:
        sender = message_from_bytes(item.mime, policy=default)["From"].addresses[0]
        return [T.From(T.Mailbox(T.Name(sender.display_name), T.EmailAddress(sender.addr_spec)))]

    def _show_Categories(self, item: Item) -> list[Element]:
        given = item.fields.get("Categories")
        return [T.Categories(*(T.String(c) for c in given))] if given else []

    def _show_StartTimeZone(self, item: Item) -> list[Element]:
        return [T.StartTimeZone(Id="UTC", Name="(UTC) Coordinated Universal Time")]

    def _show_EndTimeZone(self, item: Item) -> list[Element]:
        return [T.EndTimeZone(Id="UTC", Name="(UTC) Coordinated Universal Time")]

    def _show_RequiredAttendees(self, item: Item) -> list[Element]:
        return self._attendees(item, "RequiredAttendees", required=True)

    def _show_OptionalAttendees(self, item: Item) -> list[Element]:
        return self._attendees(item, "OptionalAttendees", required=False)

    def _attendees(self, item: Item, name: str, *, required: bool) -> list[Element]:
        shown = []
        organizer = Person(self.office.boxes[item.owner].name, item.owner, response="Organizer")
        for person in (organizer, *item.people) if item.people else ():
            if person.required is not required:
                continue
            box = T.Mailbox(T.Name(person.name), T.EmailAddress(person.address), T.RoutingType("SMTP"))  # fmt: skip
            one = T.Attendee(box, T.ResponseType(person.response))
            if person.proposed:
                start, end = person.proposed
                one.extend([T.ProposedStart(stamp(start)), T.ProposedEnd(stamp(end))])
            shown.append(one)
        return [T(name, *shown)] if shown else []

    def each(self, operation: str, ids: Iterable[Element], make: Callable[[Item], list[Element]], *empty: Element) -> Element:  # fmt: skip
        """Do the same to every item of a batch, errors in place."""
        messages = []
        for number, one in enumerate(ids):
            try:
                if self.answers_only is not None and number >= self.answers_only:
                    raise Refusal("ErrorServerBusy")
                messages.append(success(operation, *make(self.item(one))))
            except Refusal as err:
                messages.append(failure(operation, err, *(etree.fromstring(etree.tostring(e)) for e in empty)))  # fmt: skip
        return response(operation, *messages)

    # -- operations on items -------------------------------------------------------------

    def do_GetItem(self, request: Element, who: str) -> Element:
        shape = request.find("m:ItemShape", NAMES)
        ids = request.findall("m:ItemIds/*", NAMES)
        return self.each("GetItem", ids, lambda i: [M.Items(self.shown(i, shape))], M.Items())

    def do_FindItem(self, request: Element, who: str) -> Element:
        shape = request.find("m:ItemShape", NAMES)
        condition = request.find("m:Restriction/*", NAMES)
        messages = []
        for one in request.findall("m:ParentFolderIds/*", NAMES):
            owner, name = self.folder(one, who)
            found = [i for i in self.office.in_folder(owner, name) if _matches(i, condition)]
            shown = [self.shown(i, shape) for i in found]
            self.meanwhile()
            root = M.RootFolder(
                T.Items(*shown),
                IndexedPagingOffset=str(len(found)),
                TotalItemsInView=str(len(found)),
                IncludesLastItemInRange="true",
            )
            messages.append(success("FindItem", root))
        return response("FindItem", *messages)

    def do_CreateItem(self, request: Element, who: str) -> Element:
        (given,) = request.find("m:Items", NAMES)
        kind = local(given)
        made: Callable[[Element, Element, str], list[Element]] = getattr(self, f"_create_{kind}")
        try:
            return response(
                "CreateItem", success("CreateItem", M.Items(*made(request, given, who)))
            )
        except Refusal as err:
            return response("CreateItem", failure("CreateItem", err, M.Items()))

    def _create_Message(self, request: Element, given: Element, who: str) -> list[Element]:
        owner, name = self.folder(request.find("m:SavedItemFolderId/*", NAMES), who)
        content = given.findtext("t:MimeContent", None, NAMES)
        if content is None or request.get("MessageDisposition") != "SaveOnly":
            raise Refusal("ErrorInvalidRequest", "only drafts with MIME content")
        item = self.office.item("Message", owner, name, mime=base64.b64decode(content))
        item.draft = True
        item.own = _own(given)
        self.office.add(item)
        return [T.Message(self.item_id(item))]

    def _create_CalendarItem(self, request: Element, given: Element, who: str) -> list[Element]:
        owner, name = self.folder(request.find("m:SavedItemFolderId/*", NAMES), who)
        item = self.office.item("CalendarItem", owner, name)
        item.own = _own(given)
        for part in given:
            _set_field(item, part)
        item.own[MEETING_ID] = base64.b64encode(item.fields["UID"].encode()).decode()
        self.office.add(item)
        if request.get("SendMeetingInvitations") != "SendToNone":
            self.office.tell(item, "REQUEST", item.people, item.fields.get("Body", ""))
        return [T.CalendarItem(self.item_id(item))]

    def _create_CancelCalendarItem(self, request: Element, given: Element, who: str) -> list[Element]:  # fmt: skip
        item = self.current(given.find("t:ReferenceItemId", NAMES))
        if item.cancelled or item.folder != "calendar":
            raise Refusal("ErrorCalendarIsCancelledForDecline")
        item.sequence += 1
        words = given.findtext("t:NewBodyContent", "", NAMES)
        self.office.tell(item, "CANCEL", item.people, words)
        item.cancelled = True
        self.office.move(item, "deleteditems")
        return [T.CalendarItem(self.item_id(item))]

    def do_UpdateItem(self, request: Element, who: str) -> Element:
        messages = []
        send = request.get("SendMeetingInvitationsOrCancellations", "SendToNone")
        for change in request.findall("m:ItemChanges/t:ItemChange", NAMES):
            try:
                item = self.item(change[0])
            except Refusal as err:
                messages.append(failure("UpdateItem", err, M.Items()))
                continue
            before = (item.fields.get("Start"), item.fields.get("End"))
            for update in change.find("t:Updates", NAMES):
                _update(item, update)
            if send != "SendToNone":
                self._tell_update(item, before)
            self.office.touch(item)
            shown = T(item.kind, self.item_id(item))
            conflicts = M.ConflictResults(T.Count("0"))
            messages.append(success("UpdateItem", M.Items(shown), conflicts))
        return response("UpdateItem", *messages)

    def _tell_update(self, item: Item, before: tuple[Any, Any]) -> None:
        if item.request_sent:
            item.sequence += 1
        if before != (item.fields.get("Start"), item.fields.get("End")):
            for person in item.people:
                person.response, person.proposed = "Unknown", None
        self.office.tell(item, "REQUEST", item.people, item.fields.get("Body", ""))

    def do_SendItem(self, request: Element, who: str) -> Element:
        saved = request.find("m:SavedItemFolderId/*", NAMES)
        name = self.folder(saved, who)[1] if saved is not None else "sentitems"
        ids = request.findall("m:ItemIds/*", NAMES)

        def send(item: Item) -> list[Element]:
            self.current(next(e for e in ids if e.get("Id") == item.id))
            if not item.draft or item.submitted:
                raise Refusal("ErrorItemNotFound")
            code = self.office.submit(item, name)
            if code:
                raise Refusal(code)
            return []

        return self.each("SendItem", ids, send)

    def do_SyncFolderItems(self, request: Element, who: str) -> Element:
        owner, name = self.folder(request.find("m:SyncFolderId/*", NAMES), who)
        shape = request.find("m:ItemShape", NAMES)
        most = int(request.findtext("m:MaxChangesReturned", "100", NAMES))
        state = request.findtext("m:SyncState", None, NAMES)
        found = self.office.changes(owner, name, state, most)
        if found is None:
            return response("SyncFolderItems", failure("SyncFolderItems", Refusal("ErrorInvalidSyncStateData")))  # fmt: skip
        changes, state, last = found
        shown = [s for what, i in changes if (s := self._change(what, i, shape)) is not None]
        parts = (
            M.SyncState(state),
            M.IncludesLastItemInRange(str(last).lower()),
            M.Changes(*shown),
        )
        return response("SyncFolderItems", success("SyncFolderItems", *parts))

    def _change(self, what: str, item_id: str, shape: Element) -> Element | None:
        if what == "Delete":
            return T.Delete(T.ItemId(Id=item_id, ChangeKey="CQ"))
        item = self.office.find(item_id)
        return T(what, self.shown(item, shape)) if item is not None else None

    # -- folders, subscriptions, versions ------------------------------------------------

    def do_GetFolder(self, request: Element, who: str) -> Element:
        messages = []
        for one in request.findall("m:FolderIds/*", NAMES):
            try:
                owner, name = self.folder(one, who)
                if name not in FOLDERS:
                    raise Refusal("ErrorFolderNotFound")
                messages.append(success("GetFolder", M.Folders(self._folder(owner, name))))
            except Refusal as err:
                messages.append(failure("GetFolder", err, M.Folders()))
        return response("GetFolder", *messages)

    def _folder(self, owner: str, name: str) -> Element:
        kind, contents = ("CalendarFolder", "IPF.Appointment") if name == "calendar" else ("Folder", "IPF.Note")  # fmt: skip
        return T(
            kind,
            T.FolderId(Id=self.folder_id(owner, name), ChangeKey="AQ"),
            T.ParentFolderId(Id=self.folder_id(owner, "root"), ChangeKey="AQ"),
            T.FolderClass(contents),
            T.DisplayName(name.title()),
            T.TotalCount(str(len(self.office.in_folder(owner, name)))),
            T.ChildFolderCount("0"),
        )

    def do_ConvertId(self, request: Element, who: str) -> Element:
        return response("ConvertId", failure("ConvertId", Refusal("ErrorInvalidIdMalformed")))

    def do_Subscribe(self, request: Element, who: str) -> Element:
        (kind,) = request
        owner, name = self.folder(kind.find("t:FolderIds/*", NAMES), who)
        subscription = f"S{len(self.subscriptions) + 1:04d}"
        self.subscriptions[subscription] = (owner, name)
        return response("Subscribe", success("Subscribe", M.SubscriptionId(subscription)))

    def do_Unsubscribe(self, request: Element, who: str) -> Element:
        self.subscriptions.pop(request.findtext("m:SubscriptionId", "", NAMES), None)
        return response("Unsubscribe", success("Unsubscribe"))

    def do_GetUserAvailability(self, request: Element, who: str) -> Element:
        return availability(self.office, request, self.answers_only)


def _decoded(item: Item, name: str) -> str:
    value = message_from_bytes(item.mime, policy=default)[name] if item.mime else None
    return str(value or "")


def _own(given: Element) -> dict[tuple[str, str], str]:
    found = given.findall("t:ExtendedProperty", NAMES)
    return {property_of(p[0]): p.findtext("t:Value", "", NAMES) for p in found}


def _set_field(item: Item, part: Element) -> None:
    name = local(part)
    if name == "ExtendedProperty":
        item.own[property_of(part[0])] = part.findtext("t:Value", "", NAMES)
    elif name in ("RequiredAttendees", "OptionalAttendees"):
        _set_people(item, part, required=name == "RequiredAttendees")
    elif name in ("Start", "End"):
        item.fields[name] = moment(part.text)
    elif name == "Categories":
        item.fields[name] = [one.text for one in part]
    elif len(part) == 0:
        item.fields[name] = part.text or ""


def _set_people(item: Item, part: Element, *, required: bool) -> None:
    known = {p.address.lower(): p for p in item.people}
    kept = [p for p in item.people if p.required is not required]
    for one in part:
        address = one.findtext("t:Mailbox/t:EmailAddress", "", NAMES)
        name = one.findtext("t:Mailbox/t:Name", address, NAMES)
        person = known.get(address.lower()) or Person(name, address)
        person.required = required
        kept.append(person)
    item.people = kept


def _update(item: Item, update: Element) -> None:
    if local(update) == "DeleteItemField":
        uri = update[0]
        item.fields.pop((uri.get("FieldURI") or "").rpartition(":")[2], None)
        item.own.pop(property_of(uri), None)
        return
    (part,) = update[1]
    _set_field(item, part)


def _matches(item: Item, condition: Element | None) -> bool:
    if condition is None:
        return True
    value = item.own.get(property_of(condition.find("t:ExtendedFieldURI", NAMES)))
    wanted = condition.find(".//t:Constant", NAMES).get("Value")
    if value is None:
        return False
    if local(condition) == "Contains":
        return wanted.lower() in value.lower()
    return value.lower() == wanted.lower()
