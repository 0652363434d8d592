"""Chapter 5: one meeting for the team, groups that mix anew, sheets, share-out."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from debrief.calendars.invitation import reply_ics
from debrief.calendars.standing import read_standing
from debrief.groups.sizes import sizes_for
from debrief.model import Stage
from debrief.moments import when
from debrief.timing import workdays
from tests.world import World, utc


def members(world: World) -> list[str]:
    return sorted(a for group in world.review.meeting.groups for a in group)


def test_the_meeting_lies_within_five_business_days_of_the_notes(world: World):
    world.learned()
    review = world.review
    hours = world.desk.scene().hours(world.desk.team.manager)
    assert review.meeting.slot.end <= workdays.add_workdays(review.notes.at, 5, hours)
    for rep in world.reps:
        assert world.office.get_event(rep, review.meeting.uid) is not None


def test_a_meeting_is_held_even_when_no_practice_was_approved(world: World):
    world.noted()
    world.reply(world.manager, "drop 1 and 2", "practice_drafts")
    world.pass_time(days=2)
    assert world.review.meeting.state == "booked"


def test_the_invitation_carries_summary_agenda_and_groups_and_blames_nobody(world: World):
    world.learned()
    text = world.text(world.reps[-1], "meeting")
    assert "They knew our plant" in text
    assert "minutes" in text or "min" in text
    first = next(p.name.split()[0] for p in world.desk.team.reps if p.email == world.rep)
    assert f"{first} lost" not in text


def test_the_invitation_tells_the_time_on_every_clock_of_the_team(world: World):
    world.learned()
    slot, text = world.review.meeting.slot, world.text(world.reps[-1], "meeting")
    assert slot is not None
    shown = " ".join(text.split())
    for person in world.desk.team.people():
        assert when(slot.start, person.time_zone).split(",")[0] in shown
        local = slot.start.astimezone(ZoneInfo(person.time_zone))
        assert f"{local:%H:%M}" in shown or f"{local.hour % 12 or 12}:{local:%M}" in shown


def test_a_decline_takes_the_person_out_and_keeps_everybody_else_in(world: World):
    world.learned()
    gone = world.reps[2]
    world.answer(gone, "DECLINED")
    assert members(world) == sorted(set(world.reps) - {gone})
    assert sorted(map(len, world.review.meeting.groups)) == sorted(sizes_for(len(members(world))))
    world.answer(gone, "ACCEPTED")
    assert members(world) == sorted(world.reps)


def test_too_many_declines_are_named_to_the_manager_once_and_to_nobody_else(world: World):
    world.learned()
    for rep in world.reps[:4]:
        world.answer(rep, "DECLINED")
    mails = world.mails(world.manager, "meeting_choice")
    assert len(mails) == 1
    assert all(not world.mails(rep, "meeting_choice") for rep in world.reps)


def test_pairs_are_counted_once_for_the_groups_that_met(world: World):
    world.learned()
    world.answer(world.reps[2], "DECLINED")
    world.until(world.review.meeting.slot.start)
    pairs = world.desk.store.book().past_pairs
    expected = sum(len(g) * (len(g) - 1) // 2 for g in world.review.meeting.groups)
    assert (len(pairs), set(pairs.values())) == (expected, {1})
    assert all(world.reps[2] not in name for name in pairs)


def test_a_booking_that_broke_off_after_the_book_was_saved_counts_nobody_twice(world: World):
    world.noted()
    world.reply(world.manager, "yes", "practice_drafts")
    save, broken = world.desk.store.save, []

    def breaks(review):
        if review.meeting.state == "booked" and not broken:
            broken.append(review)
            raise OSError("the power went")
        return save(review)

    world.desk.store.save = breaks
    try:
        world.pass_time(days=1)
    except OSError:
        world.open()
        world.pass_time(days=1)
    assert broken
    groups = world.review.meeting.groups
    pairs = world.desk.store.book().past_pairs
    assert len(pairs) == sum(len(g) * (len(g) - 1) // 2 for g in groups)
    assert set(pairs.values()) == {1}
    assert groups == broken[0].meeting.groups


def test_each_group_gets_one_sheet_and_each_absentee_their_own(world: World):
    world.learned()
    gone = world.reps[2]
    world.answer(gone, "DECLINED")
    world.until(world.review.meeting.slot.start)
    sheets = [e for e in world.review.effects if e.purpose == "group_sheet"]
    assert len(sheets) == len(world.review.meeting.groups) + 1
    assert all(len(world.mails(rep, "group_sheet")) == 1 for rep in world.reps)


def move(world: World, later: timedelta) -> None:
    meeting = world.review.meeting
    ics = world.office.get_event(world.manager, meeting.uid)
    for moment in (meeting.slot.start, meeting.slot.end):
        ics = ics.replace(
            f"{moment:%Y%m%dT%H%M%SZ}".encode(), f"{moment + later:%Y%m%dT%H%M%SZ}".encode()
        )
    world.office.put_event(world.manager, meeting.uid, ics)


def test_the_manager_moving_the_event_at_the_last_minute_moves_the_sheets_too(world: World):
    world.learned()
    start = world.review.meeting.slot.start
    world.until(start - timedelta(minutes=2))
    move(world, timedelta(days=1))
    world.until(start + timedelta(hours=1))
    assert world.review.meeting.slot.start == start + timedelta(days=1)
    assert all(not world.mails(rep, "group_sheet") for rep in world.reps)
    for rep in world.reps:
        standing = read_standing(world.office.get_event(rep, world.review.meeting.uid))
        assert standing.start == start + timedelta(days=1)


def test_the_manager_removing_the_event_calls_it_off_for_all_and_the_worksheets_follow(
    world: World,
):
    world.learned()
    world.office.event_file(world.manager, world.review.meeting.uid).unlink()
    world.pass_time(hours=5)
    assert all(b"METHOD:CANCEL" in world.invitations(rep)[-1][1] for rep in world.reps)
    assert world.review.stage is Stage.WORKSHEETS
    world.pass_time(hours=9)
    (text,) = choices(world)
    assert "You removed it" in text and "book it again" in text


@pytest.mark.parametrize(
    "times",
    [
        (";VALUE=DATE:20260930", ";VALUE=DATE:20261001"),
        (":20260930T150000", ":20260930T160000"),
        (":20200930T150000Z", ":20200930T160000Z"),
    ],
    ids=["a whole day", "floating", "past"],
)
def test_an_event_without_a_time_to_come_is_asked_about_and_nobody_else_hears(
    world: World, times: tuple[str, str]
):
    world.learned()
    slot, uid = world.review.meeting.slot, world.review.meeting.uid
    told = [len(world.invitations(rep)) for rep in world.reps]
    text = world.office.get_event(world.manager, uid).decode()
    for name, value in zip(("DTSTART", "DTEND"), times, strict=True):
        text = re.sub(rf"{name}[^\r\n]*", f"{name}{value}", text)
    world.office.put_event(world.manager, uid, text.encode())
    world.pass_time(hours=9)
    assert [len(world.invitations(rep)) for rep in world.reps] == told
    assert world.review.meeting.slot == slot
    (asked,) = choices(world)
    assert "no time that I can read" in " ".join(asked.split())


def far_away(world: World, zone: str = "Asia/Tokyo") -> str:
    """Let one rep live where the team's working day is night; return their address."""
    team = world.desk.team
    reps = (*team.reps[:-1], team.reps[-1].model_copy(update={"time_zone": zone, "country": None}))
    changed = team.model_copy(update={"reps": reps})
    path = world.data / "team.json"
    path.write_text(changed.model_dump_json())
    world.open()
    return reps[-1].email


def test_whoever_has_no_working_hours_then_need_not_come_and_is_not_missed(world: World):
    far = far_away(world)
    world.learned()
    meeting = world.review.meeting
    assert far not in meeting.missing and far not in members(world)
    _, ics = world.invitations(far)[-1]
    invited = b"".join(ics.split(b"\r\n ")).split(b"ATTENDEE")
    mine = next(part for part in invited if far.encode() in part)
    assert b"OPT-PARTICIPANT" in mine
    text = " ".join(world.text(far, "meeting").split())
    assert "outside working hours" in text and "need not come" in text
    for choice in world.mails(world.manager, "meeting_choice"):
        assert world.desk.team.reps[-1].name not in str(choice.get_body(("plain",)).get_content())
    world.until(meeting.slot.start)
    said = " ".join(world.text(far, "group_sheet").split())
    assert "outside your working hours" in said and "could not be there" not in said


def test_whoever_comes_in_spite_of_the_hour_is_in_a_group(world: World):
    far = far_away(world)
    world.learned()
    world.answer(far, "ACCEPTED")
    assert far in members(world)


@pytest.mark.parametrize("purpose", ["meeting", "practices_shared_call", "summary_preview"])
@pytest.mark.parametrize(
    "word",
    ["ok", "Great stuff!", "Thanks, fine with me", "👍", "Passt, danke!", "Ça marche, merci", "Muy bueno, gracias", "Prima, tot dan", "Combinado, obrigado"],
)  # fmt: skip
def test_a_friendly_word_of_a_rep_is_no_work_for_the_manager(world: World, purpose: str, word: str):
    world.learned()
    world.pass_time(days=1)
    before = len(world.mails(world.manager))
    world.reply(world.rep, word, purpose)
    assert len(world.mails(world.manager)) == before


@pytest.mark.parametrize(
    "word", ["Not fine with me", "Is this right?", "She said three weeks, not two", "No thanks"]
)
def test_what_a_rep_objects_to_is_read_by_the_manager(world: World, word: str):
    world.learned()
    world.pass_time(days=1)
    world.reply(world.rep, word, "summary_preview")
    shown = " ".join(world.text(world.manager, "set_aside").split())
    assert word in shown


def choices(world: World) -> list[str]:
    bodies = (m.get_body(("plain",)) for m in world.mails(world.manager, "meeting_choice"))
    return [" ".join(str(body.get_content()).split()) for body in bodies if body]


def declined_by(world: World, count: int) -> None:
    world.learned()
    for rep in world.reps[:count]:
        world.answer(rep, "DECLINED")


def test_the_manager_reads_that_people_declined_and_again_when_nobody_is_left(world: World):
    declined_by(world, 7)
    texts = choices(world)
    assert len(texts) == 3
    declines = [text for text in texts if "some have said that they cannot come" in text]
    assert ["4 of 7" in t or "1 of 7" in t for t in declines] == [True, True]
    assert sum("Nobody can come" in text for text in texts) == 1
    assert not any("calendars" in text for text in texts)
    world.until(world.review.meeting.slot.end + timedelta(hours=1))
    assert all(len(world.mails(rep, "group_sheet")) == 1 for rep in world.reps)
    assert world.review.meeting.state == "held"


@pytest.mark.parametrize("text", ["cancel it", "Cancel", "Bitte absagen", "annulez", "zeg het af"])
def test_cancelling_the_meeting_leaves_the_review_alone(world: World, text: str):
    declined_by(world, 5)
    world.reply(world.manager, text, "meeting_choice")
    assert world.review.stage is Stage.WORKSHEETS
    assert all(b"METHOD:CANCEL" in world.invitations(rep)[-1][1] for rep in world.reps)
    assert any("called off" in text for text in choices(world))


def test_a_stop_beside_the_meeting_ends_the_review(world: World):
    declined_by(world, 5)
    world.reply(world.manager, "stop", "meeting_choice")
    assert world.review.stage is Stage.STOPPED


@pytest.mark.parametrize("text", ["ok", "keep", "keep it", "👍", "leave it", "fine", "bleibt so"])
def test_a_meeting_that_is_kept_stays_without_a_further_mail(world: World, text: str):
    declined_by(world, 5)
    before = world.review.meeting
    count = len(world.mails(world.manager))
    world.reply(world.manager, text, "meeting_choice")
    assert world.review.meeting == before
    assert len(world.mails(world.manager)) == count


@pytest.mark.parametrize(
    ("text", "day", "hour"),
    [("Friday 15:00", 4, 15), ("move it to Friday", 4, None), ("move", None, None)],
)
def test_the_manager_moves_the_meeting_by_reply(
    world: World, text: str, day: int | None, hour: int | None
):
    declined_by(world, 5)
    old = world.review.meeting.slot
    world.reply(world.manager, text, "meeting_choice")
    meeting = world.review.meeting
    local = meeting.slot.start.astimezone(ZoneInfo(world.desk.team.manager.time_zone))
    assert meeting.slot != old and meeting.declined == ()
    assert day is None or local.weekday() == day
    assert hour is None or (local.hour, local.minute) == (hour, 0)
    for rep in world.reps:
        standing = read_standing(world.office.get_event(rep, meeting.uid))
        assert standing.start == meeting.slot.start
    assert any("new time" in text for text in choices(world))


@pytest.mark.parametrize("text", ["don't cancel it", "cancel Friday, take Monday", "no", "hm"])
def test_what_is_unclear_about_the_meeting_is_asked(world: World, text: str):
    declined_by(world, 5)
    before = world.review.meeting
    world.reply(world.manager, text, "meeting_choice")
    assert world.review.meeting == before and world.review.stage is Stage.MEETING
    assert "cancel" in world.text(world.manager, "not_understood")


def local(world: World, moment: datetime) -> datetime:
    return moment.astimezone(ZoneInfo(world.desk.team.manager.time_zone))


def offered(world: World) -> str:
    """Return the words that the latest mail on the meeting offers to move it with."""
    found = re.search(r"move it to \w+ \d+ \w+, \d+:\d\d(?: [ap]m)?", choices(world)[-1])
    assert found is not None
    return found[0]


@pytest.mark.parametrize(
    "asked",
    [
        "I'm at the dentist, could we do Friday?",
        "Zahnarzt, sorry. Lieber Freitag 14 Uhr",
        "Je suis chez le client, plutôt vendredi matin ?",
        "no puedo, mejor el viernes",
        "kan niet, vrijdag?",
        "não posso, sexta de manhã?",
    ],
)
def test_a_decline_that_asks_for_another_time_reaches_the_manager_once(world: World, asked: str):
    world.learned()
    world.answer(world.reps[1], "DECLINED", asked)
    (text,) = choices(world)
    assert asked in text and "6 of 7" in text
    assert local(world, world.review.meeting.slot.start).weekday() == 3
    world.reply(world.manager, words := offered(world), "meeting_choice")
    assert local(world, world.review.meeting.slot.start).weekday() == 4
    assert len(choices(world)) == 2 and "new time" in choices(world)[-1]
    world.reply(world.manager, words, "meeting_choice")
    assert len(choices(world)) == 2


@pytest.mark.parametrize("words", ["", "Sorry!", "Sorry, can't make it", "Bin leider im Urlaub"])
def test_a_decline_that_says_no_more_than_no_is_no_mail(world: World, words: str):
    world.learned()
    before = len(world.mails(world.manager))
    world.answer(world.reps[1], "DECLINED", words)
    assert world.reps[1] in world.review.meeting.declined
    assert len(world.mails(world.manager)) == before


@pytest.mark.parametrize(
    ("partstat", "words"),
    [
        ("DECLINED", "I'd rather not sit through this one again."),
        ("ACCEPTED", "Can we speak about the price list as well?"),
        ("TENTATIVE", "depends on the train from Leeds"),
    ],
)
def test_words_beside_any_answer_reach_the_manager(world: World, partstat: str, words: str):
    world.learned()
    slot = world.review.meeting.slot
    world.answer(world.reps[1], partstat, words)
    assert words in choices(world)[-1] and "move it to" not in choices(world)[-1]
    assert world.review.meeting.slot == slot
    assert "answered" in world.inbound().values()


def test_a_friendly_word_beside_an_acceptance_is_no_mail(world: World):
    world.learned()
    before = len(world.mails(world.manager))
    world.answer(world.reps[1], "ACCEPTED", "Looking forward, thanks!")
    assert len(world.mails(world.manager)) == before


@pytest.mark.parametrize("answer", ["offered", "move it", "yes, move it please"])
def test_a_time_proposed_by_button_is_moved_to_when_the_manager_says_so(world: World, answer: str):
    world.learned()
    wish = world.review.meeting.slot.start + timedelta(days=1)
    world.counter(world.reps[1], wish)
    (text,) = choices(world)
    assert "would like another time" in text and "There then" in text
    assert world.review.meeting.slot.start != wish
    world.reply(world.manager, offered(world) if answer == "offered" else answer, "meeting_choice")
    meeting = world.review.meeting
    assert (meeting.slot.start, meeting.slot.end) == (wish, wish + timedelta(hours=1))
    assert len(choices(world)) == 2


@pytest.mark.parametrize("answer", ["keep", "leave it as it is", "bleibt so"])
def test_a_proposal_that_is_not_taken_changes_nothing(world: World, answer: str):
    world.learned()
    before = world.review.meeting
    world.counter(world.reps[1], before.slot.start + timedelta(days=1))
    world.reply(world.manager, answer, "meeting_choice")
    assert world.review.meeting == before and len(choices(world)) == 1


@pytest.mark.parametrize("answer", ["yes", "ok", "👍", "that works"])
def test_a_bare_yes_to_a_proposal_is_asked_back_and_its_answer_understood(
    world: World, answer: str
):
    world.learned()
    before = world.review.meeting
    world.counter(world.reps[1], before.slot.start + timedelta(days=1))
    words = offered(world)
    world.reply(world.manager, answer, "meeting_choice")
    assert world.review.meeting == before
    assert words in " ".join(world.text(world.manager, "not_understood").split())
    world.reply(world.manager, words, "not_understood")
    assert world.review.meeting.slot.start == before.slot.start + timedelta(days=1)


def test_a_wish_for_another_time_in_plain_words_reaches_the_manager_with_an_offer(world: World):
    world.learned()
    world.reply(world.reps[1], "Busy that day, would Friday afternoon do?", "meeting")
    assert "would Friday afternoon do?" in choices(world)[-1] and offered(world)
    assert not world.mails(world.manager, "set_aside")


@pytest.mark.parametrize(
    ("text", "mails"),
    [
        ("no puedo, mejor el viernes", 1),
        ("I'm afraid I can't make it", 0),
        ("Ich kann leider nicht kommen", 0),
    ],
)
def test_a_plain_no_counts_and_a_time_named_beside_it_reaches_the_manager(
    world: World, text: str, mails: int
):
    world.learned()
    world.reply(world.reps[1], text, "meeting")
    assert world.reps[1] in world.review.meeting.declined
    assert len(choices(world)) == mails


def test_a_place_that_is_passed_on_is_set_aside(world: World):
    world.learned()
    world.answer(world.reps[1], "DELEGATED")
    assert "set_aside" in world.inbound().values()


def test_a_time_that_cannot_be_is_told_and_not_offered(world: World):
    world.learned()
    world.counter(world.reps[1], world.clock.now + timedelta(minutes=5))
    assert "would like another time" in choices(world)[-1]
    assert "move it to" not in choices(world)[-1] and "Instead" in choices(world)[-1]


def test_declines_with_words_that_leave_too_few_are_one_mail_each(world: World):
    world.learned()
    for rep in world.reps[:4]:
        world.answer(rep, "DECLINED", "Could we do it another day?")
    assert len(choices(world)) == 4 and any("3 of 7" in text for text in choices(world))


def test_an_answer_of_somebody_who_was_not_invited_is_set_aside(world: World):
    world.learned()
    mail, ics = world.invitations(world.reps[1])[-1]
    part = reply_ics(ics, "someone@elsewhere.example", "ACCEPTED", world.clock.now)
    world._calendar_reply("someone@elsewhere.example", mail, part)
    assert "set_aside" in world.inbound().values()


def called_off(world: World, how: str) -> None:
    world.learned()
    if how == "by hand":
        world.office.event_file(world.manager, world.review.meeting.uid).unlink()
        world.pass_time(hours=5)
    else:
        world.answer(world.reps[1], "DECLINED", "Could we do it another day?")
        world.pass_time(minutes=5)
        world.reply(world.manager, "cancel", "meeting_choice")
        world.pass_time(minutes=5)
    assert "called off" in choices(world)[-1]


@pytest.mark.parametrize("how", ["by hand", "by reply"])
@pytest.mark.parametrize(
    ("text", "weekday"),
    [("book it again", None), ("Tuesday 10:00", 1), ("Bitte neu ansetzen", None)],
)
def test_a_meeting_that_was_called_off_is_booked_again_by_reply_once(
    world: World, how: str, text: str, weekday: int | None
):
    called_off(world, how)
    for _ in range(2):
        world.reply(world.manager, text, "meeting_choice")
        world.pass_time(minutes=5)
    meeting = world.review.meeting
    start = local(world, meeting.slot.start)
    assert meeting.state == "booked" and weekday in (None, start.weekday())
    assert sum("booked again" in text for text in choices(world)) == 1
    for rep in world.reps:
        standing = read_standing(world.office.get_event(rep, meeting.uid))
        assert standing.start == meeting.slot.start and not standing.cancelled
        assert len(world.mails(rep, "meeting")) == 3
    world.until(meeting.slot.start)
    assert all(len(world.mails(rep, "group_sheet")) == 1 for rep in world.reps)
    world.reply(meeting.groups[0][0], "Ask for the plant manager", "group_sheet")
    world.pass_time(days=5)
    world.reply(world.manager, "yes", "practice_drafts")
    world.pass_time(days=3)
    assert all(len(world.mails(rep, "practices_shared_groups")) == 1 for rep in world.reps)
    assert all(not world.mails(rep, "practices_shared_later") for rep in world.reps)
    assert world.review.meeting.state == "shared"
    world.pass_time(days=30)
    assert world.review.stage is Stage.CLOSED
    assert len(world.mails(world.manager, "worksheets_status")) <= 2


@pytest.mark.parametrize("text", ["ok", "Thanks!", "👍", "cancel it"])
def test_a_meeting_that_was_called_off_stays_so_after_a_friendly_word(world: World, text: str):
    called_off(world, "by reply")
    before, mails = world.review.meeting, len(world.mails(world.manager))
    world.reply(world.manager, text, "meeting_choice")
    assert world.review.meeting == before and len(world.mails(world.manager)) == mails


@pytest.mark.parametrize("text", ["keep it", "don't book it again", "hm, that was a mistake"])
def test_what_is_unclear_about_a_meeting_that_was_called_off_is_asked(world: World, text: str):
    called_off(world, "by reply")
    before = world.review.meeting
    world.reply(world.manager, text, "meeting_choice")
    assert world.review.meeting == before
    assert "book it again" in world.text(world.manager, "not_understood")
    world.reply(world.manager, "book it again", "not_understood")
    assert world.review.meeting.state == "booked"


def test_a_meeting_is_booked_again_also_when_the_review_had_ended(world: World):
    called_off(world, "by reply")
    world.pass_time(days=40)
    assert world.review.stage is Stage.CLOSED
    world.reply(world.manager, "book it again", "meeting_choice")
    slot = world.review.meeting.slot
    assert slot is not None and world.review.stage is not Stage.CLOSED
    world.until(slot.end + timedelta(days=4))
    assert world.review.stage is Stage.CLOSED and world.review.meeting.state == "shared"


def test_a_meeting_that_was_booked_again_is_stopped_with_the_review(world: World):
    called_off(world, "by reply")
    world.reply(world.manager, "book it again", "meeting_choice")
    uid = world.review.meeting.uid
    world.reply(world.manager, "stop", "meeting_choice")
    assert world.review.stage is Stage.STOPPED
    assert all(read_standing(world.office.get_event(r, uid)).cancelled for r in world.reps)


def test_a_meeting_of_one_speaks_of_no_groups(world: World):
    team = world.desk.team
    only = tuple(r for r in team.reps if r.email == world.rep)
    path = world.data / "team.json"
    path.write_text(team.model_copy(update={"reps": only}).model_dump_json())
    world.open()
    world.learned()
    invited = world.text(world.rep, "meeting")
    world.until(world.review.meeting.slot.start)
    sheet = world.text(world.rep, "group_sheet")
    for text in (invited, sheet):
        assert not any(w in text for w in ("Group 1", "a group", "Each group", "One of you"))


def test_the_manager_hears_once_that_the_meeting_now_lies_on_a_holiday(world: World, monkeypatch):
    world.learned()
    zone = ZoneInfo(world.desk.team.manager.time_zone)
    day = world.review.meeting.slot.start.astimezone(zone).date()
    real = workdays.is_workday
    monkeypatch.setattr(workdays, "is_workday", lambda d, hours: d != day and real(d, hours))
    world.until(world.review.meeting.slot.start - timedelta(minutes=1))
    mails = world.mails(world.manager, "meeting_choice")
    assert len([m for m in mails if "holiday" in str(m["Subject"])]) == 1


@pytest.mark.parametrize(
    "words",
    [
        "move to Friday 2pm",
        "please move the team meeting to Friday 14:00",
        "bitte auf Freitag 14 Uhr verschieben",
        "décale à vendredi 14h",
        "muévela al viernes a las 14",
        "verzet het naar vrijdag 14 uur",
        "mude para sexta às 14h",
    ],
)
def test_the_meeting_is_moved_in_reply_to_the_mail_on_what_was_published(world: World, words: str):
    world.learned()
    world.reply(world.manager, words, "practices_decided")
    slot = world.review.meeting.slot
    assert slot is not None and slot.start == utc("2026-09-18 19:00")
    assert [p.status for p in world.desk.store.book().practices] == ["approved", "approved"]


def test_the_meeting_is_called_off_in_reply_to_the_mail_on_what_was_published(world: World):
    world.learned()
    world.reply(world.manager, "skip the meeting", "practices_decided")
    assert world.review.meeting_called_off


@pytest.mark.parametrize(
    "words",
    ["I'll tell them tomorrow", "P1: move the meeting to their plant", "thanks, see you Friday"],
)
def test_what_only_names_a_day_or_a_practice_moves_no_meeting(world: World, words: str):
    world.learned()
    before = world.review.meeting.slot
    world.reply(world.manager, words, "practices_decided")
    assert world.review.meeting.slot == before


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("could we start 30 min later?", "would like another time"),
        ("is it mandatory? I have a customer visit", "writes to you"),
        ("will be 10 min late", "writes to you"),
        ("ich komme 10 Minuten später", "writes to you"),
    ],
)
def test_what_a_rep_answers_to_the_invitation_reaches_the_manager_with_what_can_be_done(
    world: World, words: str, title: str
):
    world.learned()
    world.reply(world.reps[2], words, "meeting")
    assert world.mails(world.manager, "set_aside") == []
    assert title in str(world.mails(world.manager, "meeting_choice")[-1]["Subject"])
    assert words in choices(world)[-1] and "keep" in choices(world)[-1]
