"""Google Calendar: ids of our own, doubts, busy times; against our stand-in only."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from debrief.backends.base import Backend
from debrief.backends.google_calendar import event_id, own_uid
from debrief.calendars.invitation import Invitee, Meeting
from debrief.errors import Doubtful, TryLater
from tests.backends.contract import BackendContract, soon
from tests.backends.google.front import Fault, Front
from tests.backends.google.hands import GoogleHands
from tests.backends.google.site import COLLEAGUE, OWNER, open_google
from tests.backends.hands import calendar_text, read_mail

GUEST = GoogleHands.guest
contract = BackendContract()


@pytest.fixture
def people(calendar_front: Front) -> GoogleHands:
    return GoogleHands(calendar_front)


def meeting(people: GoogleHands, **fields: object) -> Meeting:
    return contract.meeting(people, **fields)


def invite(backend: Backend, people: GoogleHands, wanted: Meeting) -> None:
    contract.invite(backend, people, wanted)


def span(start: datetime, end: datetime) -> tuple[int, int]:
    return int(start.timestamp()), int(end.timestamp())


# -- ids -----------------------------------------------------------------------------------------


@given(st.text(min_size=1, max_size=200), st.integers(0, 99))
def test_an_id_is_of_googles_letters_and_leads_back_to_our_uid(uid: str, generation: int):
    uid = uid.encode("utf-8", "ignore").decode()
    made = event_id(uid, generation)
    assert re.fullmatch(r"[a-v0-9]{5,1024}", made)
    assert own_uid(f"{made}@google.com") == uid


@pytest.mark.parametrize(
    "uid", ["", "abc@google.com", "debrief@google.com", "debrief!!@google.com", "call-1@a.example"]
)
def test_the_uid_of_another_event_is_none_of_ours(uid: str):
    assert own_uid(uid) is None


def test_a_deleted_event_is_made_anew_under_the_next_id(
    calendar_backend: Backend, people: GoogleHands
):
    first = meeting(people)
    invite(calendar_backend, people, first)
    people.delete(first.uid)
    later = contract.later(first, people)
    invite(calendar_backend, people, later)
    events = people.front.calendar.events
    assert [events[event_id(first.uid, g)]["status"] for g in (0, 1)] == ["cancelled", "confirmed"]
    standing = calendar_backend.calendar.standing(first.uid)
    assert standing is not None
    assert (standing.uid, standing.start) == (first.uid, later.start)


def test_an_invitation_that_went_out_is_not_repeated_after_a_deletion_by_hand(
    calendar_backend: Backend, people: GoogleHands
):
    wanted = meeting(people)
    invite(calendar_backend, people, wanted)
    people.delete(wanted.uid)
    invite(calendar_backend, people, wanted)
    assert people.told(GUEST, wanted.uid) == 1
    standing = calendar_backend.calendar.standing(wanted.uid)
    assert standing is not None
    assert standing.cancelled


# -- inviting ------------------------------------------------------------------------------------


def test_the_event_bears_our_words_and_who_may_stay_away(
    calendar_backend: Backend, people: GoogleHands
):
    wanted = meeting(
        people,
        invitees=(Invitee("Ann", GUEST), Invitee("Ben", COLLEAGUE, required=False)),
        location="Room 5",
    )
    invite(calendar_backend, people, wanted)
    event = people.front.calendar.event(event_id(wanted.uid, 0))
    assert (event["description"], event["location"]) == (wanted.description, "Room 5")
    assert {a["email"]: a["optional"] for a in event["attendees"]} == {
        OWNER: False,
        GUEST: False,
        COLLEAGUE: True,
    }


def test_without_meet_there_is_no_link(calendar_front: Front, people: GoogleHands, tmp_path: Path):
    backend = open_google(tmp_path, calendar_front, meet=False)
    wanted = meeting(people)
    invite(backend, people, wanted)
    standing = backend.calendar.standing(wanted.uid)
    assert standing is not None
    assert standing.link is None
    assert backend.capabilities.online_meetings is False


def test_where_meet_is_switched_off_people_are_invited_all_the_same(
    calendar_backend: Backend, people: GoogleHands
):
    people.front.calendar.meet = False
    wanted = meeting(people)
    invite(calendar_backend, people, wanted)
    assert people.told(GUEST, wanted.uid) == 1


def test_the_link_stays_when_the_event_moves(calendar_backend: Backend, people: GoogleHands):
    wanted = meeting(people)
    invite(calendar_backend, people, wanted)
    before = calendar_backend.calendar.standing(wanted.uid)
    invite(calendar_backend, people, contract.later(wanted, people))
    after = calendar_backend.calendar.standing(wanted.uid)
    assert before is not None
    assert after is not None
    assert before.link == after.link is not None


LOST = {
    "never arrived": "drops it",
    "its answer": "loses the answer",
    "half its answer": "half an answer",
    "patience": "stalls",
    "a 503 after all": "503 done",
    "a 503": "503",
}


@pytest.mark.server
@pytest.mark.parametrize("how", LOST)
@pytest.mark.parametrize("what", ["invitation", "move", "cancellation"])
@pytest.mark.parametrize("looks", [False, True])
def test_whatever_is_lost_people_are_told_once(
    front: Front, hands: GoogleHands, tmp_path: Path, what: str, how: str, looks: bool
):
    backend = open_google(tmp_path, front)
    if (what, how) == ("cancellation", "half its answer"):
        how = "its answer"  # a deletion is answered by a status alone
    wanted = meeting(hands)
    verb = {"invitation": "POST", "move": "PATCH", "cancellation": "DELETE"}[what]
    if what != "invitation":
        invite(backend, hands, wanted)
        status = "CANCELLED" if what == "cancellation" else "CONFIRMED"
        wanted = contract.later(wanted, hands, status=status)
    told = hands.told(GUEST, wanted.uid)
    do = backend.calendar.cancel if what == "cancellation" else backend.calendar.invite
    front.faults.append(Fault(f"{verb} .*/events", LOST[how]))
    with pytest.raises(Doubtful):
        do(wanted, contract.asking(wanted, hands))
    if looks:
        found = backend.calendar.invited(wanted.key)
        assert (found is not None) == (hands.told(GUEST, wanted.uid) > told)
    do(wanted, contract.asking(wanted, hands))
    assert hands.told(GUEST, wanted.uid) == told + 1
    assert backend.calendar.invited(wanted.key) is not None
    assert hands.inbox_of(GUEST) == []


@pytest.mark.server
@pytest.mark.parametrize("kind", ["drops it", "loses the answer"])
@pytest.mark.parametrize("what", ["invitation", "move", "cancellation"])
def test_wherever_the_connection_breaks_people_are_told_once(
    front: Front, hands: GoogleHands, tmp_path: Path, what: str, kind: str
):
    """Break each request in turn, restart, and finish as the effect engine does."""
    for number in range(20):
        front.faults = []
        wanted = meeting(hands)
        if what != "invitation":
            invite(open_google(tmp_path, front), hands, wanted)
            status = "CANCELLED" if what == "cancellation" else "CONFIRMED"
            wanted = contract.later(wanted, hands, status=status)
        before = hands.told(GUEST, wanted.uid)
        fault = Fault("/calendar/", kind, skip=number)
        front.faults = [fault]
        finish(tmp_path, front, wanted, hands)
        assert hands.told(GUEST, wanted.uid) == before + 1, number
        if fault.times:
            assert number >= 2
            return
    raise AssertionError("it takes too many requests")


def finish(folder: Path, front: Front, wanted: Meeting, hands: GoogleHands) -> None:
    """Do it as the effect engine does, a new process each time."""
    doubt = False
    for _ in range(5):
        calendar = open_google(folder, front).calendar
        do = calendar.cancel if wanted.status == "CANCELLED" else calendar.invite
        try:
            if not (doubt and calendar.invited(wanted.key)):
                do(wanted, contract.asking(wanted, hands))
            return
        except Doubtful:
            doubt = True
        except TryLater:
            continue
    raise AssertionError("it is never done")


def test_two_who_invite_at_once_invite_once(calendar_backend: Backend, people: GoogleHands):
    wanted = meeting(people)
    invite(calendar_backend, people, wanted)
    people.front.faults.append(Fault("GET .*/events/", "404"))  # the other was quicker
    invite(calendar_backend, people, wanted)
    assert people.told(GUEST, wanted.uid) == 1
    assert people.front.count("POST .*/events$") == 2


def test_an_answer_that_comes_while_the_event_is_moved_is_no_obstacle(
    calendar_backend: Backend, people: GoogleHands
):
    wanted = meeting(people)
    invite(calendar_backend, people, wanted)
    moved = contract.later(wanted, people)
    calendar, asked = people.front.calendar, people.front.asked
    original = calendar.handle

    def handle(verb: str, *rest: object) -> object:
        if verb == "PATCH" and sum("PATCH" in a for a in asked) == 1:
            people.front.calendar.answer(event_id(wanted.uid, 0), GUEST, "ACCEPTED")
        return original(verb, *rest)  # type: ignore[arg-type]

    calendar.handle = handle  # type: ignore[method-assign, assignment]
    invite(calendar_backend, people, moved)
    assert people.front.count("PATCH") == 2  # the first met a changed event: 412
    assert people.told(GUEST, wanted.uid) == 2


def test_cancelling_what_never_was_tells_nobody(calendar_backend: Backend, people: GoogleHands):
    wanted = meeting(people, status="CANCELLED", sequence=1)
    calendar_backend.calendar.cancel(wanted, contract.asking(wanted, people))
    assert people.front.count("POST|PATCH|DELETE") == 0


@pytest.mark.server
def test_guests_of_an_event_deleted_by_hand_get_a_cancellation_for_their_calendar(
    backend: Backend, hands: GoogleHands
):
    wanted = meeting(hands)
    invite(backend, hands, wanted)
    hands.delete(wanted.uid)
    off = contract.later(wanted, hands, start=wanted.start, end=wanted.end, status="CANCELLED")
    for _ in range(2):
        backend.calendar.cancel(off, contract.asking(off, hands))
    (mail,) = map(read_mail, hands.inbox_of(GUEST))
    text = calendar_text(mail)
    assert "METHOD:CANCEL" in text
    assert f"UID:{event_id(wanted.uid, 0)}@google.com" in text
    assert backend.calendar.invited(off.key) is not None


@pytest.mark.server
def test_a_cancellation_that_broke_off_before_the_deletion_is_not_done(
    front: Front, backend: Backend, hands: GoogleHands
):
    wanted = meeting(hands)
    invite(backend, hands, wanted)
    off = contract.later(wanted, hands, start=wanted.start, end=wanted.end, status="CANCELLED")
    front.faults.append(Fault("DELETE", "429"))
    with pytest.raises(TryLater):
        backend.calendar.cancel(off, contract.asking(off, hands))
    assert backend.calendar.invited(off.key) is None
    assert hands.told(GUEST, wanted.uid) == 1


def test_an_event_that_was_made_a_whole_day_is_still_read(
    calendar_backend: Backend, people: GoogleHands
):
    wanted = meeting(people)
    invite(calendar_backend, people, wanted)
    event = people.front.calendar.event(event_id(wanted.uid, 0))
    event["start"], event["end"] = {"date": "2030-05-06"}, {"date": "2030-05-07"}
    standing = calendar_backend.calendar.standing(wanted.uid)
    assert standing is not None
    assert standing.start == datetime(2030, 5, 6, tzinfo=UTC)


def test_of_an_event_deleted_long_ago_only_the_id_is_left(
    calendar_backend: Backend, people: GoogleHands
):
    wanted = meeting(people)
    invite(calendar_backend, people, wanted)
    people.delete(wanted.uid)
    event = people.front.calendar.event(event_id(wanted.uid, 0))
    for name in set(event) - {"id", "status", "etag", "kind"}:
        del event[name]
    assert calendar_backend.calendar.standing(wanted.uid) is None


# -- free and busy -------------------------------------------------------------------------------


def busy(
    backend: Backend, *who: str, ignoring: str | None = None, days: int = 1
) -> dict[str, object]:
    day = soon(0)
    people = [(w, "Europe/Berlin") for w in who]
    found = backend.calendar.busy(people, day, day + timedelta(days=days), ignoring)
    return {address: times and times.busy for address, times in found.items()}


def test_many_people_and_many_days_are_asked_for_in_parts(
    calendar_backend: Backend, people: GoogleHands
):
    crowd = [f"p{n}@harbour.example" for n in range(120)]
    people.front.calendar.people |= set(crowd)
    people.book("p119@harbour.example", soon(9, 90), soon(10, 90))
    found = busy(calendar_backend, *crowd, days=100)
    assert found["p119@harbour.example"] == (span(soon(9, 90), soon(10, 90)),)
    assert list(found.values()).count(()) == 119
    assert people.front.count("POST .*/freeBusy") == 3 * 2


def test_a_person_unknown_for_a_part_of_the_time_is_unknown(
    calendar_backend: Backend, people: GoogleHands
):
    calendar = people.front.calendar
    original = calendar.handle
    asked: list[str] = []

    def handle(verb: str, path: str, *rest: object) -> object:
        asked.append(path)
        if len(asked) == 2:
            calendar.people.discard(COLLEAGUE)
        return original(verb, path, *rest)  # type: ignore[arg-type]

    calendar.handle = handle  # type: ignore[method-assign, assignment]
    assert busy(calendar_backend, COLLEAGUE, OWNER, days=100) == {COLLEAGUE: None, OWNER: ()}


def test_who_declined_the_moved_event_is_busy_with_something_else(
    calendar_backend: Backend, people: GoogleHands
):
    wanted = meeting(people)
    invite(calendar_backend, people, wanted)
    people.book(COLLEAGUE, wanted.start, wanted.end)
    ours = (span(wanted.start, wanted.end),)
    assert busy(calendar_backend, COLLEAGUE, ignoring=wanted.uid) == {COLLEAGUE: ()}
    people.answer(wanted.uid, COLLEAGUE, "DECLINED")
    assert busy(calendar_backend, COLLEAGUE, ignoring=wanted.uid) == {COLLEAGUE: ours}


def test_what_surrounds_the_moved_event_stays_busy(calendar_backend: Backend, people: GoogleHands):
    wanted = meeting(people)
    invite(calendar_backend, people, wanted)
    before, after = wanted.start - timedelta(hours=1), wanted.end + timedelta(hours=1)
    people.book(COLLEAGUE, before, after)
    assert busy(calendar_backend, COLLEAGUE, ignoring=wanted.uid) == {
        COLLEAGUE: (span(before, wanted.start), span(wanted.end, after))
    }


def test_a_conflict_in_the_managers_own_calendar_is_seen(
    calendar_backend: Backend, people: GoogleHands
):
    wanted = meeting(people)
    invite(calendar_backend, people, wanted)
    people.book(OWNER, wanted.start, wanted.end)
    ours = (span(wanted.start, wanted.end),)
    assert busy(calendar_backend, OWNER, ignoring=wanted.uid) == {OWNER: ours}


def test_what_takes_no_time_in_the_managers_calendar_does_not_count(
    calendar_backend: Backend, people: GoogleHands
):
    wanted = meeting(people)
    invite(calendar_backend, people, wanted)
    calendar = people.front.calendar
    changes = (
        {"transparency": "transparent"},
        {"eventType": "workingLocation"},
        {"status": "cancelled"},
        {"attendees": [{"email": OWNER, "self": True, "responseStatus": "declined"}]},
        {"eventType": "outOfOffice"},
    )
    for hour, change in enumerate(changes, 13):
        people.book(OWNER, soon(hour), soon(hour + 1))
        list(calendar.events.values())[-1].update(change)  # type: ignore[call-overload]
    assert busy(calendar_backend, OWNER, ignoring=wanted.uid) == {
        OWNER: (span(soon(17), soon(18)),)
    }


def test_a_whole_day_away_is_busy_in_the_calendars_own_zone(
    calendar_backend: Backend, people: GoogleHands
):
    wanted = meeting(people)
    invite(calendar_backend, people, wanted)
    people.book(OWNER, soon(13), soon(14))
    event = list(people.front.calendar.events.values())[-1]
    day = soon(0, 7).date()
    event["start"], event["end"] = {"date": f"{day}"}, {"date": f"{day + timedelta(days=1)}"}
    found = busy(calendar_backend, OWNER, ignoring=wanted.uid)[OWNER]
    assert isinstance(found, tuple)
    assert found[0][0] == int(soon(0).timestamp())
    assert found[0][1] <= int(soon(23).timestamp())  # it ended before UTC's midnight, in Berlin
