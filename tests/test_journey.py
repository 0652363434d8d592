"""The whole journey: every chapter, every promise, for many seeds and for the small teams."""

from __future__ import annotations

import email
import email.policy
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from debrief.calendars.standing import read_standing
from debrief.demo.play import play
from debrief.engine.chapters import CHAPTERS
from debrief.groups.sizes import sizes_for
from debrief.model import EffectStatus, Review, Stage

SEEDS = (1, 2, 3)


@pytest.fixture(scope="module", params=SEEDS)
def outcome(request, tmp_path_factory):
    folder: Path = tmp_path_factory.mktemp(f"demo{request.param}")
    return play(folder / "office", folder / "data", request.param, lambda step: None), folder


def major(outcome) -> Review:
    return next(r for r in outcome.reviews if r.major)


def messages(folder: Path):
    for path in sorted((folder / "office").glob("*/Maildir/**/*")):
        if path.is_file() and path.parent.name in ("new", "cur"):
            yield path, email.message_from_bytes(path.read_bytes(), policy=email.policy.default)


def test_every_chapter_is_reached_and_the_review_closes(outcome):
    result, _ = outcome
    assert result.missed == ()
    assert major(result).stage is Stage.CLOSED
    assert set(result.reached) == set(CHAPTERS)


def test_no_recipient_gets_an_effect_twice(outcome):
    _, folder = outcome
    seen: set[tuple[str, str]] = set()
    for path, mail in messages(folder):
        if mail["X-Debrief-Effect"] and ".Sent" not in path.parts:
            key = (path.relative_to(folder / "office").parts[0], str(mail["X-Debrief-Effect"]))
            assert key not in seen
            seen.add(key)
    assert len(seen) > 40


def test_every_mail_parses_without_defects_and_carries_both_forms(outcome):
    _, folder = outcome
    for path, mail in messages(folder):
        assert not mail.defects, path
        for part in mail.walk():
            assert not part.defects, path
        if mail["X-Debrief-Effect"]:
            assert mail["Auto-Submitted"] in ("auto-generated", "auto-replied")
            assert mail.get_body(("plain",)) is not None
            assert mail.get_body(("html",)) is not None


def test_no_calendar_holds_a_uid_twice(outcome):
    _, folder = outcome
    for calendar in (folder / "office").glob("*/calendar"):
        uids = [read_standing(p.read_bytes()) for p in calendar.glob("*.ics")]
        names = [s.uid for s in uids if s is not None]
        assert len(names) == len(set(names))
        for path in calendar.glob("*.ics"):
            standing = read_standing(path.read_bytes())
            assert standing is not None
            assert path.stem == standing.uid


def test_every_rep_is_in_exactly_one_group_of_three_or_four(outcome):
    result, _ = outcome
    meeting = major(result).meeting
    members = [email for group in meeting.groups for email in group]
    assert len(members) == len(set(members))
    present = set(members) | set(meeting.missing) | set(meeting.declined)
    assert present == {p.email for p in result.desk.team.reps}
    assert sorted(map(len, meeting.groups)) == sorted(sizes_for(len(members)))


def test_the_crm_alert_joins_the_review_and_the_won_deal_is_left_alone(outcome):
    result, _ = outcome
    assert len(result.reviews) == 2  # the major and the minor one
    assert major(result).also
    entries = {e.subject: e.status.value for e in result.desk.store.all_inbound()}
    assert entries["We won Larkfield!"] == "left_alone"


def test_the_minor_loss_is_logged_and_its_customer_never_contacted(outcome):
    result, _ = outcome
    minor = next(r for r in result.reviews if r.major is False)
    assert minor.stage is Stage.LOGGED
    assert [e.purpose for e in minor.effects] == ["receipt"]


def test_the_account_rep_sees_the_summary_before_the_team(outcome):
    result, _ = outcome
    first: dict[str, object] = {}
    for effect in sorted(major(result).effects, key=lambda e: str(e.done_at)):
        first.setdefault(effect.purpose, effect.done_at)
    assert first["summary_preview"] < first["practices_shared_call"]
    assert first["summary_preview"] < first["meeting"]


def test_nobody_gets_another_reps_worksheet(outcome):
    result, _ = outcome
    purposes = ("worksheet", "worksheet_reminder", "worksheet_readback")
    sheets = [e for e in major(result).effects if e.purpose in purposes]
    assert sheets
    assert all(len(effect.to) == 1 and not effect.cc for effect in sheets)


def test_nothing_is_left_open_but_the_reconnect_reminder(outcome):
    result, _ = outcome
    left = [
        e.purpose
        for r in result.reviews
        for e in r.effects
        if e.status not in (EffectStatus.DONE, EffectStatus.DROPPED)
    ]
    assert set(left) <= {"reconnect"}


def test_a_page_is_mailed_once_for_each_month_in_which_the_review_was_open(outcome):
    result, _ = outcome
    records = [r for r in result.desk.store.closed() if r.errand and r.id.startswith("m-")]
    zone = ZoneInfo(str(result.cast.team["manager"]["time_zone"]))
    review = major(result)
    opened, closed = (
        f"{at.astimezone(zone):%Y-%m}" for at in (review.created_at, review.closed_at)
    )
    months = [r.id.removeprefix("m-") for r in records]
    assert months[0] == opened
    assert months == sorted(set(months))
    assert months[-1] == closed
    assert all(r.effects[0].status is EffectStatus.DONE for r in records)


@pytest.mark.parametrize("size", [1, 2, 3, 5])
def test_small_teams_walk_the_whole_journey_too(tmp_path, size, monkeypatch):
    from debrief.demo import play as module
    from debrief.demo.cast import make_cast

    def small(seed: int):
        cast = make_cast(seed)
        rep = next(p for p in cast.team["reps"] if p["name"] == cast.deal.rep)
        others = [p for p in cast.team["reps"] if p is not rep]
        from dataclasses import replace

        reps = [rep, *others][:size]
        team = {**cast.team, "reps": reps}
        return replace(cast, team=team)

    monkeypatch.setattr(module, "make_cast", small)
    monkeypatch.setattr(module, "_first_mails", _only_the_loss)
    result = play(tmp_path / "office", tmp_path / "data", 1, lambda step: None)
    assert result.missed == ()
    assert sorted(map(len, major(result).meeting.groups)) == sorted(sizes_for(size))


def _only_the_loss(cast, office, people):
    from datetime import timedelta

    from debrief.demo.cast import forwarded_loss

    def send() -> None:
        mail = forwarded_loss(cast, office.clock())
        office.post(mail.as_bytes(), [str(cast.team["debrief_address"])], sender=cast.manager)

    people.later(timedelta(0), send)
