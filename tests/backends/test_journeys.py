"""The demo's journey, played unchanged on every backend: the invented people read and answer."""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import pytest

from debrief.backends.local import Office
from debrief.calendars.standing import Standing
from debrief.demo import elsewhere
from debrief.demo.play import Outcome
from debrief.demo.show import show
from debrief.errors import BadInput, CannotDo, TryLater
from debrief.model import EffectStatus
from tests.plays.google import GoogleHouse
from tests.plays.house import House, ended_well, keep_managers_side, play_on, script

pytestmark = [
    pytest.mark.slow,
    pytest.mark.server,
    pytest.mark.filterwarnings("ignore:Requiring AUTH:UserWarning"),
]
BACKENDS = ("imap", "google", "exchange", "graph")


@pytest.mark.parametrize("disturbed", [False, True], ids=["calm", "disturbed"])
@pytest.mark.parametrize("backend", BACKENDS)
def test_the_journey_ends_as_in_the_embedded_office(tmp_path: Path, backend: str, disturbed: bool):
    module = import_module(f"tests.plays.{backend}")
    if lacking := module.missing():
        pytest.skip(f"missing: {lacking}")
    with module.house(script(1, tmp_path / "office", tmp_path / "data")) as house:
        outcome = play_on(house, disturbed=disturbed)
        ended_well(house, outcome)
        the_call_is_as_agreed(outcome)
        if isinstance(house, GoogleHouse):
            google_told_the_customer_of_each_time(house, outcome)
        if not disturbed:
            what_people_saw_can_be_opened(house, outcome)


def the_call_is_as_agreed(outcome: Outcome) -> None:
    (major,) = (r for r in outcome.reviews if r.major)
    standing = asked_again(lambda: outcome.desk.backend.calendar.standing(major.call.uid))
    assert standing is not None
    assert standing.start == major.call.slot.start
    assert standing.partstats[major.facts.customer_email] == "ACCEPTED"


def asked_again(ask: Callable[[], Standing | None]) -> Standing | None:
    """Ask the calendar again where the last of the disturbances meets the question."""
    for _ in range(5):
        with contextlib.suppress(TryLater):
            return ask()
    return ask()


def google_told_the_customer_of_each_time(house: GoogleHouse, outcome: Outcome) -> None:
    """Google mails invitations itself: as often as there were states of the call, to each once."""
    done = Counter(
        (e.event.uid, e.event.sequence) for r in outcome.reviews for e in r.effects
        if e.event is not None and e.status is EffectStatus.DONE
    )  # fmt: skip
    assert len(house.events()) == len({uid for uid, _ in done})
    customer = house.script.cast.deal.email
    calls = [e for e in house.events() if any(a["email"] == customer for a in e["attendees"])]
    times = sum(n for (uid, _), n in done.items() if uid.startswith("call"))
    assert sum(house.calendar.told[(customer, e["id"])] for e in calls) == times


def what_people_saw_can_be_opened(house: House, outcome: Outcome) -> None:
    """The demo's page is drawn from an office with everybody's mail and calendar in it."""
    keep_managers_side(house, outcome)
    office = Office(house.script.office)
    for who in (*house.script.ours, house.script.cast.deal.email):
        box = office.person(who) / "Maildir"
        assert list(box.glob("new/*")), who
        events = b"\n".join(office.events(who) or [])
        assert b"ATTENDEE" in events, who


def test_the_demo_shows_it_and_says_what_it_ran_on(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    office, data = tmp_path / "office", tmp_path / "data"
    assert show(office, data, 1, keep=False, backend="exchange") == 0
    told = capsys.readouterr().out
    assert "7 Follow-through" in told
    assert "Played on Exchange Web Services: a stand-in" in told.splitlines()[-1]
    page = (tmp_path / "index.html").read_text()
    assert "What happened" in page or "timeline" in page
    assert (
        page.count("Eleanor Whitcombe") + page.count("Gareth Ellwood") + page.count("Philippa") > 5
    )


def test_a_backend_that_is_unknown_and_servers_that_are_not_there_are_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    with pytest.raises(BadInput, match="imap, google, exchange, graph"):
        elsewhere.open_elsewhere("lotus", 1, tmp_path, tmp_path)
    monkeypatch.setattr(elsewhere, "SOURCE", tmp_path)  # as in an installed package
    with pytest.raises(CannotDo, match="make demo BACKEND=imap"):
        elsewhere.open_elsewhere("imap", 1, tmp_path, tmp_path)
