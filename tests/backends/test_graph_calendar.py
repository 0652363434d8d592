"""The calendar in Microsoft 365: once and no more, free/busy in every shape, answers and links."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from debrief.backends import graph_mail, graph_meeting_mail
from debrief.backends.base import Backend, Outgoing, Receipt
from debrief.backends.graph_busy import read_time
from debrief.backends.graph_hours import outside_hours
from debrief.backends.meeting_block import with_meeting_block
from debrief.calendars.answers import read_answer
from debrief.calendars.invitation import Invitee, Meeting, reply_ics
from debrief.demo.play import SimulatedClock
from debrief.errors import Doubtful, Refused, TryLater
from debrief.reading.mail.message import parse_message
from tests.backends.contract import everything, inbound, soon
from tests.backends.graph_world import GraphWorld, graph_world
from tests.backends.hands import Hands, read_mail, with_calendar

HOUR = timedelta(hours=1)
UID = "d-o'1@harbour.example"


@pytest.fixture
def world(tmp_path: Path) -> Iterator[GraphWorld]:
    with graph_world(tmp_path) as made:
        yield made


@pytest.fixture
def backend(world: GraphWorld) -> Backend:
    return world.open()


def meeting(sequence: int = 0, **fields: object) -> Meeting:
    start = soon() + timedelta(hours=sequence)
    made = Meeting(
        uid=UID,
        sequence=sequence,
        start=start,
        end=start + timedelta(minutes=30),
        summary="A few questions",
        description="Thank you for telling us.\n",
        organizer=Invitee("Ines", Hands.owner, partstat="ACCEPTED"),
        invitees=(Invitee("Ann", Hands.guest), Invitee("Ben", Hands.colleague, required=False)),
        key=f"r-1/customer_call/call/ann/{sequence + 1}",
    )
    return replace(made, **fields)  # type: ignore[arg-type]


def asking(about: Meeting, words: str = "<p>Grüße</p>") -> Outgoing:
    people = tuple((i.name, i.email) for i in about.invitees)
    return Outgoing(about.key, ("Ines", Hands.owner), people, about.summary, "Grüße\n", words)


def persevering(act: Callable[[], Receipt], look: Callable[[], Receipt | None]) -> Receipt:
    """Do as the effect engine does: after a doubt look first, then try again."""
    doubt = False
    for _ in range(12):
        try:
            if doubt and (found := look()) is not None:
                return found
            return act()
        except TryLater:
            continue
        except Doubtful:
            doubt = True
    raise AssertionError("it never came through")


FAULTS = ["before", "after", "late", 429, 500, 503, 504]
STEPS = [
    ("GET", "/events"),
    ("POST", "/events"),
    ("PATCH", "/events/"),
    ("POST", "/cancel"),
    ("GET", "/calendar"),
    ("GET", "/sentitems"),
    ("POST", "/deleteditems"),
    ("GET", "/messages"),
]


@pytest.fixture
def prompt(monkeypatch: pytest.MonkeyPatch):
    """Wait a tenth as long between looks: the stand-in files at once what it files at all."""
    for module in (graph_mail, graph_meeting_mail):
        monkeypatch.setattr(module, "LOOKS", tuple(pause / 10 for pause in module.LOOKS))


@pytest.mark.usefixtures("prompt")
@pytest.mark.parametrize("how", FAULTS)
@pytest.mark.parametrize(("method", "path"), STEPS)
def test_everybody_is_told_once_whatever_breaks(
    world: GraphWorld, method: str, path: str, how: str | int
):
    backend = world.open()
    calendar = backend.calendar
    for number, about in enumerate((meeting(), meeting(1))):
        world.server.plan(method, path, how, times=2)
        persevering(
            lambda about=about: calendar.invite(about, asking(about)),  # type: ignore[misc]
            lambda about=about: calendar.invited(about.key),  # type: ignore[misc]
        )
        assert len(world.hands.box.events) == 1
        assert world.hands.told(Hands.guest, UID) == number + 1
    off = meeting(2, key="r-1/customer_call/call/ann/off", status="CANCELLED")
    world.server.plan(method, path, how, times=2)
    persevering(lambda: calendar.cancel(off, asking(off)), lambda: calendar.invited(off.key))
    assert world.hands.box.events == {}
    assert world.hands.told(Hands.guest, UID) == 3
    assert calendar.invited(off.key) is not None
    assert calendar.invited(meeting().key) is None


def test_a_lost_answer_to_an_invitation_is_a_doubt(world: GraphWorld, backend: Backend):
    world.server.plan("POST", "/events", "after")
    with pytest.raises(Doubtful):
        backend.calendar.invite(meeting(), asking(meeting()))
    again = world.open()
    assert again.calendar.invited(meeting().key) is not None


def test_a_second_creation_is_refused_by_graph_itself(world: GraphWorld, backend: Backend):
    backend.calendar.invite(meeting(), asking(meeting()))
    (event,) = world.hands.box.events.values()
    event.properties.clear()  # as if our own marks were lost
    other = meeting(summary="Another subject")
    with pytest.raises(Refused):
        backend.calendar.invite(other, asking(other))
    assert len(world.hands.box.events) == 1


def test_an_event_removed_by_hand_is_not_made_again_under_the_same_key(
    world: GraphWorld, backend: Backend
):
    backend.calendar.invite(meeting(), asking(meeting()))
    world.hands.delete(UID)
    with pytest.raises(Refused, match="removed since"):
        backend.calendar.invite(meeting(), asking(meeting()))


def test_a_cancellation_is_known_after_a_restart(world: GraphWorld, backend: Backend):
    backend.calendar.invite(meeting(), asking(meeting()))
    off = meeting(1, status="CANCELLED")
    first = backend.calendar.cancel(off, asking(off))
    again = world.open().calendar
    found = again.invited(off.key)
    assert found is not None
    assert abs(found.at - first.at) < timedelta(seconds=5)
    again.cancel(off, asking(off))
    assert world.hands.told(Hands.guest, UID) == 2


def test_what_was_removed_without_a_word_is_told_by_mail_once(world: GraphWorld, backend: Backend):
    backend.calendar.invite(meeting(), asking(meeting()))
    world.office.remove_silently(world.hands.box, world.hands.event(UID))
    off = meeting(0, key="r-1/customer_call/call/ann/off", status="CANCELLED")
    world.server.plan("POST", "/deleteditems", "before")
    with pytest.raises(Doubtful):
        backend.calendar.cancel(off, asking(off))
    backend.calendar.cancel(off, asking(off))
    keys = [read_mail(raw)["X-Debrief-Effect"] for raw in world.hands.inbox_of(Hands.guest)]
    assert keys == [None, off.key]
    assert backend.calendar.invited(off.key) is not None


def test_what_was_removed_with_a_word_is_not_told_again(world: GraphWorld, backend: Backend):
    backend.calendar.invite(meeting(), asking(meeting()))
    world.hands.delete(UID)
    off = meeting(0, key="r-1/customer_call/call/ann/off", status="CANCELLED")
    backend.calendar.cancel(off, asking(off))
    assert len(world.hands.inbox_of(Hands.guest)) == 2


def test_a_cancellation_is_dated_when_it_was_told(tmp_path: Path):
    clock = SimulatedClock(soon(9))
    with graph_world(tmp_path, clock) as world:
        calendar = world.open().calendar
        calendar.invite(meeting(), asking(meeting()))
        told = clock.now
        world.hands.delete(UID)
        clock.now += HOUR
        off = meeting(0, key="r-1/customer_call/call/ann/off", status="CANCELLED")
        assert abs(calendar.cancel(off, asking(off)).at - told) < timedelta(minutes=1)


def test_the_words_of_a_cancellation_go_along(world: GraphWorld, backend: Backend):
    backend.calendar.invite(meeting(), asking(meeting()))
    off = meeting(1, status="CANCELLED")
    backend.calendar.cancel(off, asking(off))
    body = read_mail(world.hands.inbox_of(Hands.guest)[-1]).get_body(("plain",))
    assert body is not None
    assert "Grüße" in body.get_content()


def test_the_message_id_of_the_servers_invitation_is_read_back(world: GraphWorld, backend: Backend):
    receipt = backend.calendar.invite(meeting(), asking(meeting()))
    (got,) = world.hands.inbox_of(Hands.guest)
    assert str(read_mail(got)["Message-ID"]) == receipt.message_id


def test_an_older_invitation_in_sent_is_not_taken_for_it(tmp_path: Path):
    clock = SimulatedClock(soon(9))
    with graph_world(tmp_path, clock) as world:
        calendar = world.open().calendar
        first = calendar.invite(meeting(), asking(meeting()))
        assert first.message_id is not None
        clock.now += HOUR
        world.office.files_meeting_mail = False
        other = meeting(uid="d-2@harbour.example", key="r-2/customer_call/call/ann/1")
        assert calendar.invite(other, asking(other)).message_id is None


def test_invitees_are_asked_as_required_and_optional(world: GraphWorld, backend: Backend):
    backend.calendar.invite(meeting(location="Room 4"), asking(meeting()))
    event = world.hands.event(UID)
    assert {who: a["type"] for who, a in event.attendees.items()} == {
        Hands.guest: "required",
        Hands.colleague: "optional",
    }
    assert event.fields["location"] == {"displayName": "Room 4"}
    assert "<p>Grüße</p>" in event.fields["body"]["content"]


def test_the_organiser_is_not_invited_to_their_own_meeting(world: GraphWorld, backend: Backend):
    own = (*meeting().invitees, Invitee("Ines", Hands.owner.title()))
    backend.calendar.invite(meeting(invitees=own), asking(meeting()))
    assert set(world.hands.event(UID).attendees) == {Hands.guest, Hands.colleague}


def test_a_meeting_with_nobody_else_is_made_and_taken_away_again(
    world: GraphWorld, backend: Backend
):
    alone = meeting(invitees=(Invitee("Ines", Hands.owner),))
    backend.calendar.invite(alone, asking(alone))
    assert backend.calendar.standing(UID) is not None
    off = replace(alone, sequence=1, status="CANCELLED", key="r-1/customer_call/call/ann/off")
    for _ in range(2):
        backend.calendar.cancel(off, asking(off))
    assert backend.calendar.standing(UID) is None
    assert backend.calendar.invited(off.key) is not None
    assert world.office.told == []
    assert world.hands.inbox_of(Hands.owner) == []


# -- online meetings -----------------------------------------------------------------------------


def test_a_moved_meeting_keeps_its_link_and_gets_its_new_words(world: GraphWorld, backend: Backend):
    page = "<html><body><p>{}</p></body></html>"
    backend.calendar.invite(meeting(), asking(meeting(), page.format("first")))
    before = backend.calendar.standing(UID)
    backend.calendar.invite(meeting(1), asking(meeting(1), page.format("second")))
    after = backend.calendar.standing(UID)
    assert before is not None
    assert after is not None
    assert before.link == after.link is not None
    content = world.hands.event(UID).fields["body"]["content"]
    assert "second" in content
    assert "first" not in content
    assert content.count("Join the meeting now") == 1


def test_without_teams_the_meeting_has_no_link(world: GraphWorld, backend: Backend):
    world.hands.box.allows_teams = False
    backend.calendar.invite(meeting(), asking(meeting()))
    standing = backend.calendar.standing(UID)
    assert standing is not None
    assert standing.link is None


def test_no_link_is_asked_for_where_the_settings_say_so(world: GraphWorld):
    backend = world.open(online_meeting=False)
    backend.calendar.invite(meeting(), asking(meeting()))
    assert not backend.capabilities.online_meetings
    assert world.hands.event(UID).fields["onlineMeeting"] is None
    assert world.server.count("GET", "/calendar") == 0


@pytest.mark.parametrize(
    ("words", "old", "expected"),
    [
        ("<p>new</p>", "<p>old</p><div>" + "_" * 40 + "</div>J", "<p>new</p><div>" + "_" * 40 + "</div>J"),
        ("<body>new</body>", f"old<br>{'_' * 80}J</body></html>", f"<body>new<br>{'_' * 80}J</body>"),
        ("new", "old", 'new<p><a href="https://t.example/?a=1&amp;b">Join</a></p>'),
        ("new", "old ____ too short", 'new<p><a href="https://t.example/?a=1&amp;b">Join</a></p>'),
    ],
)  # fmt: skip
def test_joining_details_stay_below_new_words(words: str, old: str, expected: str):
    assert with_meeting_block(words, old, "https://t.example/?a=1&b") == expected


def test_a_body_made_to_keep_us_busy_does_not():
    begun = datetime.now().astimezone()
    with_meeting_block("new", "<div>" * 200_000 + "_" * 19, "https://t.example")
    assert datetime.now().astimezone() - begun < timedelta(seconds=5)


# -- answers -------------------------------------------------------------------------------------


def test_an_answer_by_mail_carries_our_uid(world: GraphWorld, backend: Backend):
    backend.calendar.invite(meeting(), asking(meeting()))
    _, cursor = everything(backend, None)
    world.hands.answer(UID, Hands.guest, "ACCEPTED")
    (got,) = everything(backend, cursor)[0]
    message = parse_message(got.raw)
    answer = read_answer(message.calendar or "", sender=Hands.guest)
    assert answer is not None
    assert (answer.uid, answer.partstat) == (UID, "ACCEPTED")
    assert message.sender is not None
    assert message.sender.email == Hands.guest


def test_an_answer_about_somebody_elses_event_is_left_as_it_is(world: GraphWorld, backend: Backend):
    theirs = replace(meeting(), uid="theirs@customer.example")
    part = reply_ics(theirs, Hands.guest, "ACCEPTED", soon())
    raw = with_calendar(part, "REPLY", Hands.guest, Hands.owner)
    world.hands.deliver(raw)
    (got,) = everything(backend, None)[0]
    assert got.raw.endswith(raw)


def test_a_plain_mail_asks_nothing_of_the_calendar(world: GraphWorld, backend: Backend):
    world.hands.deliver(inbound("hello"))
    everything(backend, None)
    assert world.server.count("GET", "/events") == 0


def test_a_proposal_and_a_move_by_hand_are_seen(world: GraphWorld, backend: Backend):
    backend.calendar.invite(meeting(), asking(meeting()))
    start = soon(15)
    world.hands.propose(UID, Hands.guest, start, start + timedelta(minutes=30))
    standing = backend.calendar.standing(UID)
    assert standing is not None
    assert standing.proposals == {Hands.guest: (start, start + timedelta(minutes=30))}
    assert standing.partstats[Hands.guest] == "TENTATIVE"
    world.hands.move(UID, start, start + timedelta(minutes=30))
    standing = backend.calendar.standing(UID)
    assert standing is not None
    assert (standing.start, standing.sequence, standing.proposals) == (start, 1, {})


@pytest.mark.parametrize(
    ("value", "hour"),
    [
        ({"dateTime": "2026-12-01T10:00:00.0000000", "timeZone": "UTC"}, 10),
        ({"dateTime": "2026-12-01T10:00:00", "timeZone": "W. Europe Standard Time"}, 9),
        ({"dateTime": "2026-07-01T10:00:00", "timeZone": "Europe/Berlin"}, 8),
        ({"dateTime": "2026-12-01T10:00:00Z", "timeZone": None}, 10),
        ({"dateTime": "2026-12-01T10:00:00", "timeZone": "Nowhere Standard Time"}, None),
        ({"dateTime": "soon", "timeZone": "UTC"}, None),
        ({}, None),
        (None, None),
    ],
)
def test_times_are_read_in_every_zone_graph_may_write(
    value: dict[str, str] | None, hour: int | None
):
    read = read_time(value)
    assert (read.hour if read else None) == hour


# -- free and busy -------------------------------------------------------------------------------


def span(first: int, last: int) -> tuple[int, int]:
    return int(soon(first).timestamp()), int(soon(last).timestamp())


def test_each_kind_of_appointment_counts_as_what_it_is(world: GraphWorld):
    backend = world.open(working_hours=False)
    kinds = ["free", "tentative", "busy", "oof", "workingElsewhere"]
    for number, status in enumerate(kinds):
        hour = 8 + 2 * number
        world.office.boxes[Hands.colleague].appointments.append(
            (soon(hour), soon(hour + 1), status)
        )
    found = backend.calendar.busy([(Hands.colleague, "UTC")], soon(0), soon(23))
    times = found[Hands.colleague]
    assert times is not None
    assert times.busy == (span(12, 13), span(14, 15))
    assert times.tentative == (span(10, 11),)


def test_whoever_shows_only_free_or_busy_is_read_from_the_digits(
    world: GraphWorld, backend: Backend
):
    world.hands.book(Hands.colleague, soon(9), soon(10))
    world.hands.book(Hands.colleague, soon(10), soon(11))
    world.office.boxes[Hands.colleague].shares = "digits"
    times = backend.calendar.busy([(Hands.colleague, "UTC")], soon(0), soon(23))[Hands.colleague]
    assert times is not None
    assert times.busy == (span(9, 11),)


def test_whoever_shows_nothing_is_unknown(world: GraphWorld, backend: Backend):
    world.office.boxes[Hands.colleague].shares = "nothing"
    found = backend.calendar.busy(
        [(Hands.colleague, "UTC"), (Hands.owner, "UTC")], soon(0), soon(23)
    )
    assert found[Hands.colleague] is None
    assert found[Hands.owner] is not None


def test_whoever_an_answer_forgets_is_unknown(world: GraphWorld, backend: Backend):
    world.office.left_out = {Hands.colleague}
    found = backend.calendar.busy(
        [(Hands.colleague, "UTC"), (Hands.owner, "UTC")], soon(0), soon(23)
    )
    assert found[Hands.colleague] is None
    assert found[Hands.owner] is not None


def test_two_hundred_people_take_ten_requests(world: GraphWorld, backend: Backend):
    people = [(f"p{n}@harbour.example", "UTC") for n in range(199)]
    world.server.plan("POST", "getSchedule", "slow", times=10)
    found = backend.calendar.busy([*people, (Hands.owner, "UTC")], soon(0), soon(23))
    assert len(found) == 200
    assert world.server.count("POST", "getSchedule") == 10
    assert 1 < world.server.most_at_once <= 4


def test_one_address_that_graph_refuses_spoils_nobody_elses(world: GraphWorld, backend: Backend):
    people = [("no address", "UTC"), (Hands.owner, "UTC"), (Hands.colleague, "UTC")]
    found = backend.calendar.busy(people, soon(0), soon(23))
    assert found["no address"] is None
    assert found[Hands.owner] is not None
    assert found[Hands.colleague] is not None


def test_one_window_that_fails_makes_the_person_unknown(world: GraphWorld, backend: Backend):
    world.server.plan("POST", "getSchedule", 400, code="ErrorInternal")
    found = backend.calendar.busy([(Hands.owner, "UTC")], soon(0), soon(0, 100))
    assert found[Hands.owner] is None


def test_without_the_right_to_ask_everybody_is_unknown(world: GraphWorld, backend: Backend):
    world.server.forbidden = ["getSchedule"]
    assert backend.calendar.busy([(Hands.owner, "UTC")], soon(0), soon(23)) == {Hands.owner: None}


def test_throttled_free_busy_is_asked_again_later(world: GraphWorld, backend: Backend):
    world.server.plan("POST", "getSchedule", 429, retry_after="9")
    with pytest.raises(TryLater) as told:
        backend.calendar.busy([(Hands.owner, "UTC")], soon(0), soon(23))
    assert told.value.retry_after == 9


def test_only_our_own_event_is_left_out(world: GraphWorld):
    backend = world.open(working_hours=False)
    backend.calendar.invite(meeting(), asking(meeting()))
    at = meeting()
    world.hands.book(Hands.owner, at.start, at.end)  # something else at the very same time
    people = [(Hands.owner, "UTC"), (Hands.colleague, "UTC")]
    found = backend.calendar.busy(people, soon(0), soon(23), ignoring=UID)
    owner, colleague = found[Hands.owner], found[Hands.colleague]
    assert owner is not None
    assert colleague is not None
    assert owner.busy == ((int(at.start.timestamp()), int(at.end.timestamp())),)
    assert (colleague.busy, colleague.tentative) == ((), ())


def test_time_outside_somebodys_working_hours_is_rather_not(world: GraphWorld, backend: Backend):
    monday = datetime(2026, 12, 7, tzinfo=UTC)
    found = backend.calendar.busy([(Hands.owner, "UTC")], monday, monday + timedelta(days=2))
    times = found[Hands.owner]
    assert times is not None
    assert times.busy == ()
    hours = [(h * 3600 + int(monday.timestamp())) for h in (0, 7, 16, 31, 40, 48)]
    assert times.tentative == tuple(zip(hours[::2], hours[1::2], strict=True))


WEEK = ["monday", "tuesday", "wednesday", "thursday", "friday"]


@pytest.mark.parametrize(
    ("hours", "expected"),
    [
        (None, []),
        ({}, []),
        ({"daysOfWeek": WEEK, "startTime": "08:00:00", "endTime": "17:00:00", "timeZone": {"name": "Customized Time Zone"}}, []),
        ({"daysOfWeek": WEEK, "startTime": "soon", "endTime": "17:00:00", "timeZone": {"name": "UTC"}}, []),
        ({"daysOfWeek": [], "startTime": "08:00:00", "endTime": "17:00:00", "timeZone": {"name": "UTC"}}, []),
        ({"daysOfWeek": ["monday"], "startTime": "08:00:00.0000000", "endTime": "17:00:00.0000000", "timeZone": {"name": "UTC"}}, [(0, 8), (17, 24)]),
        ({"daysOfWeek": ["tuesday"], "startTime": "08:00:00", "endTime": "17:00:00", "timeZone": {"name": "UTC"}}, [(0, 24)]),
        ({"daysOfWeek": ["sunday", "monday"], "startTime": "22:00:00", "endTime": "06:00:00", "timeZone": {"name": "UTC"}}, [(6, 22)]),
        ({"daysOfWeek": WEEK, "startTime": "08:00:00", "endTime": "17:00:00", "timeZone": {"name": "Tokyo Standard Time"}}, [(8, 23)]),
    ],
)  # fmt: skip
def test_working_hours_are_read_in_their_own_zone(
    hours: dict[str, object] | None, expected: list[tuple[int, int]]
):
    monday = datetime(2026, 12, 7, tzinfo=UTC)
    found = outside_hours(hours, monday, monday + timedelta(days=1))
    assert [((a - monday) / HOUR, (b - monday) / HOUR) for a, b in found] == expected
