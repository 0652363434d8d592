"""Free/busy as Exchange tells it: by rights, in the views that these allow, errors in place."""

from __future__ import annotations

from datetime import datetime, timedelta

from tests.backends.exchange_store import Mailbox, Organisation
from tests.backends.exchange_xml import NAMES, Element, M, Refusal, T, moment, stamp

MOST_PEOPLE = 100
MOST_DAYS = 42


def availability(office: Organisation, request: Element, answers_only: int | None) -> Element:
    """Answer GetUserAvailability, or only the first so many of those asked for."""
    window = request.find("t:FreeBusyViewOptions/t:TimeWindow", NAMES)
    start = moment(window.findtext("t:StartTime", "", NAMES))
    end = moment(window.findtext("t:EndTime", "", NAMES))
    people = request.findall("m:MailboxDataArray/t:MailboxData", NAMES)
    if len(people) > MOST_PEOPLE:
        raise Refusal("ErrorMailboxDataArrayTooBig")
    if end - start > timedelta(days=MOST_DAYS):
        raise Refusal("ErrorTimeIntervalTooBig")
    asked = [p.findtext("t:Email/t:Address", "", NAMES) for p in people]
    answers = [_answer(office, address, start, end) for address in asked[:answers_only]]
    return M.GetUserAvailabilityResponse(M.FreeBusyResponseArray(*answers))


def _answer(office: Organisation, address: str, start: datetime, end: datetime) -> Element:
    box = office.boxes.get(address.lower())
    if box is None:
        return _no_view("ErrorMailRecipientNotFound")
    if box.view == "None":
        return _no_view("ErrorNoFreeBusyAccess")
    events = office.busy(box.address, start, end)
    fine = M.ResponseMessage(M.ResponseCode("NoError"), ResponseClass="Success")
    return M.FreeBusyResponse(fine, _view(box, events, start, end))


def _no_view(code: str) -> Element:
    head = (M.MessageText(code), M.ResponseCode(code), M.DescriptiveLinkKey("0"))
    return M.FreeBusyResponse(
        M.ResponseMessage(*head, ResponseClass="Error"),
        M.FreeBusyView(T.FreeBusyViewType("None")),
    )


def _view(box: Mailbox, events: list[tuple[datetime, datetime, str, str]], start: datetime, end: datetime) -> Element:  # fmt: skip
    digits = {"Free": "0", "Tentative": "1", "Busy": "2", "OOF": "3", "NoData": "4"}
    step = timedelta(minutes=15)
    slots = int((end - start) / step)
    merged = ""
    for n in range(slots):
        at = start + n * step
        kinds = [digits.get(k, "4") for s, e, k, _ in events if s < at + step and e > at]
        merged += max(kinds, default="0")
    view = M.FreeBusyView(T.FreeBusyViewType(box.view))
    if box.view.endswith("Merged") or box.view == "MergedOnly":
        view.append(T.MergedFreeBusy(merged))
    if box.view != "MergedOnly":
        # Without the offset: Exchange answers in the zone that was asked for.
        shown = [
            T.CalendarEvent(T.StartTime(stamp(s)[:-1]), T.EndTime(stamp(e)[:-1]), T.BusyType(kind))
            for s, e, kind, _ in events
        ]
        if shown:
            view.append(T.CalendarEventArray(*shown))
        if box.hours:
            view.append(_hours(box))
    return view


def _hours(box: Mailbox) -> Element:
    bias, standard, daylight = box.zone

    def change(name: str, minutes: int, month: int) -> Element:
        parts = (T.Bias(str(minutes)), T.Time("03:00:00"), T.DayOrder("5"), T.Month(str(month)), T.DayOfWeek("Sunday"))  # fmt: skip
        return T(name, *parts)

    zone = T.TimeZone(T.Bias(str(bias)), change("StandardTime", standard, 10), change("DaylightTime", daylight, 3))  # fmt: skip
    periods = [
        T.WorkingPeriod(T.DayOfWeek(days), T.StartTimeInMinutes(str(a)), T.EndTimeInMinutes(str(b)))
        for days, a, b in box.hours
    ]
    return T.WorkingHours(zone, T.WorkingPeriodArray(*periods))
