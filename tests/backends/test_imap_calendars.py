"""Calendars on a CalDAV server that people add, move and delete: our events are where they put them."""

from __future__ import annotations

import errno
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import httpx
import pytest

from debrief.backends.base import Backend
from debrief.backends.dav import Dav
from debrief.backends.registry import Site
from debrief.backends.which_calendar import which_calendar
from debrief.console.proving import prove
from debrief.errors import BadInput, Refused, TryLater
from tests.backends.hands import event_of
from tests.backends.test_imap import DavHands
from tests.servers.dovecot import Dovecot
from tests.servers.harbour import Harbour
from tests.servers.radicale import Radicale
from tests.servers.trouble import Answer, Between

pytestmark = [
    pytest.mark.server,
    pytest.mark.skipif(not Dovecot.installed(), reason="Dovecot cannot be started here"),
    pytest.mark.skipif(not Radicale.installed(), reason="Radicale is not installed"),
    pytest.mark.filterwarnings("ignore:Requiring AUTH:UserWarning"),
]
UID = "call-1"
START = datetime(2027, 3, 1, 10, tzinfo=UTC)
END = START + timedelta(minutes=30)


@pytest.fixture
def hands(harbour: Harbour) -> DavHands:
    people = DavHands(harbour)
    people.open_calendars()
    return people


@pytest.fixture
def site(harbour: Harbour, hands: DavHands, tmp_path: Path) -> Site:
    return harbour.site(tmp_path, hands.team)


@pytest.fixture
def backend(harbour: Harbour, hands: DavHands, site: Site) -> Backend:
    backend = harbour.backend(site.data, hands.team)
    _put(hands, "calendar", UID)
    return backend


def _ask(hands: DavHands, method: str, path: str, body: bytes = b"", **headers: str) -> None:
    url, auth = f"{hands.harbour.radicale.url}{hands.owner}/", (hands.owner, "secret")
    answer = httpx.request(method, url + path, content=body, auth=auth, headers=headers)
    assert answer.status_code < 300, answer.text


def _put(hands: DavHands, calendar: str, uid: str) -> None:
    event = event_of(uid, START, END)
    _ask(hands, "PUT", f"{calendar}/{uid}.ics", event, **{"Content-Type": "text/calendar"})


def _gone(backend: Backend) -> None:
    with pytest.raises(
        TryLater, match=r"no longer on the calendar server as it was; .* nobody is told"
    ):
        backend.calendar.standing(UID)


def test_our_calendar_stays_ours_whatever_other_ones_are_added(
    hands: DavHands, backend: Backend, site: Site
):
    for name in ("aaa", "b", "personal", "work", "zzz"):
        _ask(hands, "MKCALENDAR", f"{name}/")
    which = which_calendar("imap", site)
    said = {finding.name: finding.said for finding in prove("imap", site)}
    assert "/calendar/" in said["CalDAV"]
    again = hands.harbour.backend(site.data, hands.team)
    assert again.calendar.standing(UID) is not None
    assert which_calendar("imap", site) == which


def test_a_calendar_that_was_added_makes_its_owner_busy(hands: DavHands, site: Site):
    hands.harbour.backend(site.data, hands.team)
    _ask(hands, "MKCALENDAR", "private/")
    _put(hands, "private", "dentist")
    people = [(hands.owner, "Europe/Berlin")]
    backend = hands.harbour.backend(site.data, hands.team)
    times = backend.calendar.busy(people, START - timedelta(hours=2), END)[hands.owner]
    assert times is not None and len(times.busy) == 1


def test_a_calendar_that_is_deleted_removes_no_event(hands: DavHands, backend: Backend, site: Site):
    which = which_calendar("imap", site)
    _ask(hands, "DELETE", "calendar/")
    _gone(backend)
    assert backend.calendar.standing(UID) is None
    assert which_calendar("imap", site) != which


def test_a_calendar_made_anew_under_the_same_address_removes_no_event(
    hands: DavHands, backend: Backend, site: Site
):
    which = which_calendar("imap", site)
    _ask(hands, "DELETE", "calendar/")
    _ask(hands, "MKCALENDAR", "calendar/")
    _gone(backend)
    assert backend.calendar.standing(UID) is None
    assert which_calendar("imap", site) != which
    which = which_calendar("imap", site)
    _put(hands, "calendar", UID)
    _ask(hands, "DELETE", f"calendar/{UID}.ics")
    assert backend.calendar.standing(UID) is None  # this one was removed, by its owner
    assert which_calendar("imap", site) == which


def test_a_calendar_of_an_earlier_debrief_is_sealed_and_stays_ours(
    hands: DavHands, backend: Backend, site: Site
):
    path = site.data / "caldav.json"
    kept = json.loads(path.read_text())
    del kept["rooms"]["seal"]
    path.write_text(json.dumps(kept))
    which = which_calendar("imap", site)
    again = hands.harbour.backend(site.data, hands.team)
    _ask(hands, "DELETE", f"calendar/{UID}.ics")
    assert again.calendar.standing(UID) is None
    assert which_calendar("imap", site) == which


def test_a_calendar_under_another_address_is_found_with_its_events(
    hands: DavHands, backend: Backend, site: Site
):
    _ask(hands, "MKCALENDAR", "work/")
    _put(hands, "work", "other")
    _ask(hands, "DELETE", "calendar/")
    _put(hands, "work", UID)
    _gone(backend)
    assert backend.calendar.standing(UID) is not None


def test_an_event_that_was_moved_into_another_calendar_of_theirs_stands(
    hands: DavHands, backend: Backend
):
    _ask(hands, "MKCALENDAR", "customers/")
    _ask(hands, "DELETE", f"calendar/{UID}.ics")
    assert backend.calendar.standing(UID) is None
    _ask(hands, "MKCALENDAR", "made-just-now/")
    _put(hands, "made-just-now", UID)
    standing = backend.calendar.standing(UID)
    assert standing is not None and standing.start == START


def test_a_full_disk_is_told_and_no_other_calendar_is_worked_with(
    hands: DavHands, backend: Backend, site: Site, monkeypatch: pytest.MonkeyPatch
):
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    _ask(hands, "DELETE", "calendar/")
    with monkeypatch.context() as patched:
        patched.setattr("debrief.backends.calendar_rooms.write_whole", full)
        found = {finding.name: finding for finding in prove("imap", site)}
        assert found["CalDAV"].good is False and "No space left" in found["CalDAV"].said
        with pytest.raises(TryLater, match="No space left"):
            backend.calendar.standing(UID)
    which = which_calendar("imap", site)
    _gone(backend)
    assert which_calendar("imap", site) != which


def test_a_calendar_whose_name_was_changed_since_is_worked_with_until_a_check(
    hands: DavHands, harbour: Harbour, tmp_path: Path
):
    section = {**harbour.sections(hands.team)["caldav"], "calendar": f"/{hands.owner}/calendar/"}
    backend = harbour.backend(tmp_path, hands.team, but={"caldav": section})
    where = backend.calendar.shelf.where  # type: ignore[attr-defined]
    where.dav.settings = where.dav.settings.model_copy(update={"calendar": "As it was called"})
    assert backend.calendar.standing(UID) is None
    with pytest.raises(BadInput, match="'As it was called' is not there"):
        where.find()


@pytest.fixture
def between(harbour: Harbour) -> Iterator[Between]:
    made = Between(harbour.radicale.port, "dav")
    yield made
    made.close()


@pytest.fixture
def troubled(harbour: Harbour, hands: DavHands, between: Between, tmp_path: Path) -> Backend:
    url = f"http://127.0.0.1:{between.port}/"
    backend = harbour.backend(tmp_path, hands.team, but={"caldav": {"url": url, "timeout": 5}})
    _put(hands, "calendar", UID)
    return backend


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        (".", (200, {"Content-Type": "text/html"}, b"<html>Please sign in to the network</html>")),
        ("^(GET|REPORT)", (404, {}, b"")),
        (".", (404, {}, b"")),
        (".", (403, {}, b"")),
        ("^(GET|REPORT)", (405, {}, b"")),
    ],
)
def test_a_calendar_that_cannot_be_read_removes_no_event_and_ends_nothing(
    troubled: Backend, between: Between, asked: str, answer: Answer
):
    between.trouble.on(asked, answer)
    with pytest.raises(TryLater):
        troubled.calendar.standing(UID)
    between.trouble.over()
    assert troubled.calendar.standing(UID) is not None


@pytest.mark.parametrize(
    ("status", "remedy"),
    [
        (403, "the right to write there"),
        (405, "the right to write there"),
        (301, "the right to write there"),
        (413, "limit raised"),
        (507, "calendar is full"),
    ],
)
def test_an_event_that_is_not_taken_is_never_thought_written(
    troubled: Backend, between: Between, status: int, remedy: str
):
    shelf = troubled.calendar.shelf  # type: ignore[attr-defined]
    between.trouble.on("^PUT", (status, {}, b"<D:need-privileges/>"))
    with pytest.raises(Refused, match=remedy) as told:
        shelf.write("call-2", event_of("call-2", START, END), None)
    assert "need-privileges" not in str(told.value)
    assert troubled.calendar.standing("call-2") is None


def test_two_teams_that_seal_one_calendar_at_once_leave_each_other_theirs(
    hands: DavHands, backend: Backend, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    _ask(hands, "MKCALENDAR", "shared/")
    mine, theirs = (tmp_path / name for name in ("mine", "theirs"))
    second: list[Backend] = []
    keep, calls = Dav.keep, count()

    def in_the_midst(dav: Dav, url: str, name: str, value: str) -> None:
        if next(calls) == 0:
            second.append(hands.harbour.backend(theirs, hands.team))
        keep(dav, url, name, value)

    with monkeypatch.context() as patched:
        patched.setattr(Dav, "keep", in_the_midst)
        first = hands.harbour.backend(mine, hands.team)
    for each in (first, *second):
        where = each.calendar.shelf.where  # type: ignore[attr-defined]
        assert where.rooms.seal is not None
        where.see_what_is_gone()  # raises where the calendar is thought to be another one
        assert each.calendar.standing(UID) is not None
