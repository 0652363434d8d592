"""Chapter 6: everybody's own deals, answers in every form, kind reminders, privacy."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr
from io import BytesIO
from zoneinfo import ZoneInfo

import openpyxl
import pytest

from debrief.chapters.shared_worksheets import says_answered
from debrief.chapters.worksheet_status import status_told, team_commitments
from debrief.model import Commitment, Stage, Worksheet
from debrief.rendering import Renderer
from debrief.timing import workdays
from debrief.worksheets.file import commitments_xlsx
from tests.world import World


def sheet(world: World, rep: str):
    return next(w for w in world.review.worksheets if w.rep == rep)


def attached(
    world: World, rep: str, purpose: str, name: str, content: bytes, text: str = ""
) -> None:
    mail = world.mails(rep, purpose)[-1]
    message = world._answer_to(mail, rep, f"Re: {mail['Subject']}", None)
    message.set_content(text or "Attached.")
    message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    world.post(message, rep, world.manager)
    world.settle()


def test_every_rep_sees_only_their_own_deals(world: World):
    world.funnels()
    world.shared_out()
    for rep in world.reps:
        text = "".join(world.text(rep, "worksheet").split())
        own = rep.partition("@")[0]
        assert f"{own}one" in text
        for other in world.reps:
            if other != rep:
                assert f"{other.partition('@')[0]}one" not in text


def test_a_line_from_a_phone_is_read_and_a_correction_replaces_it(world: World):
    world.funnels()
    world.shared_out()
    rep = world.reps[1]
    world.reply(rep, "2: P1 call their CFO by Friday", "worksheet")
    (first,) = sheet(world, rep).commitments
    assert (first.practice, "CFO" in first.action, first.due.weekday()) == (1, True, 4)
    world.reply(rep, "2: P1 visit their plant by Friday", "worksheet_readback")
    (second,) = sheet(world, rep).commitments
    assert "plant" in second.action
    assert second.number == first.number
    assert sheet(world, rep).state == "answered"


def test_none_is_an_answer_and_ends_the_reminders(world: World):
    world.funnels()
    world.shared_out()
    rep = world.reps[1]
    world.reply(rep, "none apply", "worksheet")
    assert sheet(world, rep).nothing
    world.pass_time(days=12)
    assert world.mails(rep, "worksheet_reminder") == []


def test_none_after_a_promise_leaves_the_promise_and_says_so(world: World):
    world.funnels()
    world.shared_out()
    world.reply(world.rep, "1: P1 call their CFO by Friday", "worksheet")
    world.pass_time(minutes=5)
    world.reply(world.rep, "none", "worksheet")
    text = " ".join(world.text(world.rep, "worksheet_readback").split())
    assert "No practice fits" not in text
    assert "What you said before stands" in text


def test_a_thumb_on_a_worksheet_is_noted_as_thanks(world: World):
    world.funnels()
    world.shared_out()
    world.reply(world.rep, "👍", "worksheet")
    assert any(h.what.endswith("sent thanks") for h in world.review.history)
    assert world.mails(world.rep, "worksheet_readback") == []


def status(world: World) -> dict:
    found = [e for e in world.review.effects if e.template == "worksheets_status"]
    return found[-1].context


@pytest.mark.parametrize("text", ["the blue one, you know", "I'll look at it tomorrow"])
def test_a_reply_that_is_not_understood_is_asked_back_and_told(world: World, text: str):
    world.funnels()
    world.shared_out()
    rep = world.reps[1]
    world.reply(rep, text, "worksheet")
    assert text in world.text(rep, "worksheet_readback")
    world.pass_time(days=20)
    assert world.mails(rep, "worksheet_reminder") == []
    assert sheet(world, rep).state == "unread"
    name = world.desk.team.rep(rep).name
    assert status(world)["unread"] == [{"rep": name, "words": text}]
    assert name not in (*status(world)["answered"], *status(world)["silent"])
    assert text in world.text(world.manager, "worksheets_status")


def test_an_answer_that_is_understood_later_ends_the_reminders(world: World):
    world.funnels()
    world.shared_out()
    rep = world.reps[1]
    world.reply(rep, "2: the blue one, you know", "worksheet")
    world.reply(rep, "2: P1 call their CFO by Friday", "worksheet_readback")
    world.pass_time(days=20)
    assert world.mails(rep, "worksheet_reminder") == []
    assert sheet(world, rep).state == "answered"
    assert status(world)["unread"] == []


def test_the_attached_file_filled_in_and_sent_back_is_read(world: World):
    from io import BytesIO

    from openpyxl import load_workbook

    world.funnels()
    world.shared_out()
    rep = world.reps[1]
    mail = world.mails(rep, "worksheet")[-1]
    part = next(p for p in mail.iter_attachments() if str(p.get_filename()).endswith(".xlsx"))
    book = load_workbook(BytesIO(part.get_payload(decode=True)))
    page = book.worksheets[0]
    head = next(
        row
        for row in page.iter_rows()
        if sum(1 for c in row if c.value) > 2
        and any("practice" in str(c.value).lower() for c in row)
    )
    columns = {str(c.value).lower(): c.column for c in head if c.value}
    row = head[0].row + 1
    for name, column in columns.items():
        if "practice" in name:
            page.cell(row, column, "P1")
        elif "how" in name or "action" in name or "what" in name:
            page.cell(row, column, "call their CFO")
        elif "when" in name or ("date" in name and "close" not in name):
            page.cell(row, column, "2027-01-15")
    out = BytesIO()
    book.save(out)
    attached(world, rep, "worksheet", "worksheet.xlsx", out.getvalue())
    (commitment,) = sheet(world, rep).commitments
    assert (commitment.practice, commitment.action) == (1, "call their CFO")


def test_a_rep_without_a_list_is_asked_and_a_reply_is_enough(world: World):
    rep = world.reps[1]
    world.funnels(rep)
    world.shared_out()
    assert len(world.mails(rep, "funnel_request")) == 1
    world.reply(rep, "Northwind, renewal, 40k, proposal\nHollins, scanners", "funnel_request")
    assert [o.name for o in sheet(world, rep).rows][1].startswith("Hollins")
    assert len(world.mails(rep, "worksheet")) == 1


@pytest.mark.parametrize("text", ["none, sorry", "I have no open deals at the moment", "Nothing."])
def test_no_open_deals_is_an_answer(world: World, text: str):
    rep = world.reps[1]
    world.funnels(rep)
    world.shared_out()
    world.reply(rep, text, "funnel_request")
    assert sheet(world, rep).state == "answered"
    world.pass_time(days=12)
    assert len(world.mails(rep, "funnel_request")) == 1


def test_a_csv_is_read_and_the_deals_of_others_in_it_are_not_shown(world: World):
    rep, other = world.reps[1], world.desk.team.reps[2]
    world.funnels(rep)
    world.shared_out()
    mine = next(p.name for p in world.desk.team.reps if p.email == rep)
    csv = f"Opportunity Name,Owner,Amount\nNorthwind,{mine},40000\nHollins,{other.name},9000\n"
    attached(world, rep, "funnel_request", "deals.csv", csv.encode())
    assert [o.name for o in sheet(world, rep).rows] == ["Northwind"]


PICTURE = b"\xff\xd8\xff"


def test_an_ok_to_an_unanswered_worksheet_leaves_it_open(world: World):
    world.funnels()
    world.shared_out()
    world.reply(world.rep, "ok", "worksheet")
    assert sheet(world, world.rep).state == "sent"
    assert world.mails(world.rep, "worksheet_readback") == []
    world.pass_time(days=4)
    assert world.mails(world.rep, "worksheet_reminder")


def test_an_answer_after_the_last_word_to_the_manager_is_told_them(world: World):
    world.funnels()
    world.shared_out()
    world.pass_time(days=16)
    assert sheet(world, world.rep).state == "silent"
    before = len(world.mails(world.manager, "worksheets_status"))
    world.reply(world.rep, "Sorry so late. 1: P1 call their CFO next Friday, 2 none", "worksheet")
    assert len(world.mails(world.manager, "worksheets_status")) == before + 1
    told = " ".join(world.text(world.manager, "worksheets_status").split())
    assert "call their CFO" in told
    assert str(world.mails(world.manager, "worksheets_status")[-1]["Subject"]).endswith("are back")
    world.reply(world.rep, "1: P1 call their CEO next Friday", "worksheet_readback")
    assert len(world.mails(world.manager, "worksheets_status")) == before + 1


@pytest.mark.parametrize("purpose", ["group_sheet", "meeting", "practices_shared_call", ""])
def test_an_answer_to_the_worksheet_counts_wherever_it_is_written(world: World, purpose: str):
    world.funnels()
    world.shared_out()
    rep, text = world.reps[1], "1: P1 call their CFO by Friday\n2: none"
    if purpose:
        world.reply(rep, text, purpose)
    else:
        mail = EmailMessage()
        mail["From"], mail["To"], mail["Subject"] = rep, world.manager, "my worksheet"
        mail["Date"], mail["Message-ID"] = format_datetime(world.clock.now), "<own@x.example>"
        mail.set_content(text)
        world.post(mail, rep, world.manager)
        world.settle()
    (promise,) = sheet(world, rep).commitments
    assert (promise.practice, promise.action) == (1, "call their CFO")
    assert "I read 1 of 1" in world.text(rep, "worksheet_readback")
    assert (
        world.mails(world.manager, "practice_drafts")[-1:]
        == world.mails(world.manager, "practice_drafts")[:1]
    )


def test_an_idea_on_the_group_sheet_is_no_answer_to_a_worksheet(world: World):
    world.funnels()
    world.shared_out()
    world.reply(world.reps[1], "Bring the CFO in early, as in P1", "group_sheet")
    assert sheet(world, world.reps[1]).commitments == ()


def test_a_photo_of_the_worksheet_is_answered_with_what_can_be_read(world: World):
    world.funnels()
    world.shared_out()
    attached(world, world.rep, "worksheet", "IMG_7.jpg", PICTURE, "see photo")
    told = " ".join(world.text(world.rep, "not_understood").split())
    assert "IMG_7.jpg is a picture, which I cannot read." in told
    assert "2: P3 call their CFO by Friday" in told
    assert sheet(world, world.rep).unclear == ("see photo (IMG_7.jpg)",)
    world.reply(world.rep, "1: P1 call them by Friday", "not_understood")
    assert len(sheet(world, world.rep).commitments) == 1


def test_a_list_that_comes_as_a_table_in_the_reply_is_read_with_its_dates(world: World):
    world.shared_out()
    text = "Account\tDeal\tAmount\tClose\nAcme\tRenewal\tmany\t4.12.2026\nGlobex\tLine 4\t15k\t9.12.2026\n"
    world.reply(world.rep, text, "funnel_request", quote=False)
    rows = sheet(world, world.rep).rows
    assert [(o.name, o.company, str(o.close_date)) for o in rows] == [
        ("Renewal", "Acme", "2026-12-04"),
        ("Line 4", "Globex", "2026-12-09"),
    ]
    told = " ".join(world.text(world.rep, "worksheet").split())
    assert "What I was not sure of in your list" in told
    assert "amount 'many' is not understood" in told


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        (
            "deals.xls",
            b"\xd0\xcf\x11\xe0",
            "deals.xls: is an old Excel file (.xls), which I cannot",
        ),
        ("deals.pdf", b"%PDF-1.7", "deals.pdf is a PDF, which I cannot read"),
    ],
)
def test_a_list_of_deals_in_a_file_that_cannot_be_read_is_answered_with_why(
    world: World, name: str, content: bytes, why: str
):
    world.shared_out()
    attached(world, world.rep, "funnel_request", name, content, "here")
    assert why in " ".join(world.text(world.rep, "not_understood").split())
    assert sheet(world, world.rep).rows == ()


def test_a_csv_with_wrong_columns_is_named_in_the_answer(world: World):
    rep = world.reps[1]
    world.funnels(rep)
    world.shared_out()
    attached(world, rep, "funnel_request", "deals.csv", b"a,b\n1,2\n")
    assert "deals.csv" in world.text(rep, "not_understood")
    assert sheet(world, rep).state == "asked_funnel"


def test_reminders_come_after_two_and_four_business_days_and_never_on_a_day_off(world: World):
    world.funnels()
    world.shared_out()
    world.pass_time(days=14)
    for rep in world.reps:
        person = next(p for p in world.desk.team.reps if p.email == rep)
        hours = world.desk.scene().hours(person)
        sent = next(
            e.done_at for e in world.review.effects if e.purpose == "worksheet" and rep in e.to
        )
        reminders = [
            e.done_at
            for e in world.review.effects
            if e.purpose == "worksheet_reminder" and rep in e.to
        ]
        assert len(reminders) == 2
        for moment, days in zip(reminders, (2, 4), strict=True):
            local = moment.astimezone(ZoneInfo(person.time_zone))
            assert workdays.is_workday(local.date(), hours)
            assert abs((moment - workdays.add_workdays(sent, days, hours)).total_seconds()) < 60
    assert world.review.stage in (Stage.FOLLOWING, Stage.CLOSED)


def test_a_machine_that_was_off_sends_no_reminder_at_the_weekend(world: World):
    world.funnels()
    world.shared_out()
    while world.clock.now.weekday() != 5:  # nothing runs until Saturday of the next week
        world.clock.now = datetime.fromtimestamp(world.clock.now.timestamp() + 86400, UTC)
    world.clock.now = datetime.fromtimestamp(world.clock.now.timestamp() + 7 * 86400, UTC)
    world.settle()
    assert all(not world.mails(rep, "worksheet_reminder") for rep in world.reps)
    world.pass_time(days=2)
    assert all(world.mails(rep, "worksheet_reminder") for rep in world.reps)


def test_the_manager_alone_sees_who_is_missing_while_it_is_still_open(world: World):
    world.funnels()
    world.shared_out()
    answered, *others = world.reps
    world.reply(answered, "none apply", "worksheet")
    world.pass_time(days=14)
    first, last = (e for e in world.review.effects if e.purpose == "worksheets_status")
    assert len(first.context["missing"]) == len(others)
    assert last.context["missing"] == []
    assert len(last.context["silent"]) == len(others)
    assert all(not world.mails(rep, "worksheets_status") for rep in world.reps)


def test_a_late_answer_after_the_end_is_followed_up_too(world: World):
    world.funnels()
    world.shared_out()
    world.pass_time(days=14)
    assert world.review.stage is Stage.CLOSED
    rep = world.reps[1]
    world.reply(rep, "1: P1 call their CFO by Friday", "worksheet")
    assert world.review.stage is Stage.FOLLOWING
    world.pass_time(days=10)
    assert len(world.mails(rep, "commitment_due")) >= 1


def test_the_sender_of_every_worksheet_is_the_manager(world: World):
    world.funnels()
    world.shared_out()
    sheets = [mail for rep in world.reps for mail in world.mails(rep, "worksheet")]
    assert {parseaddr(str(sheet["From"]))[1] for sheet in sheets} == {world.manager}


def test_the_read_back_counts_lines_and_its_question_is_answered_in_a_word(world: World):
    world.funnels()
    world.shared_out()
    rep = world.reps[1]
    world.reply(rep, "2: P1 call their CFO", "worksheet")
    asked = world.mails(rep, "worksheet_readback")[-1]
    assert "I read 1 of 1, with a question" in asked["Subject"]
    world.pass_time(minutes=5)
    world.reply(rep, "Friday", "worksheet_readback")
    (promise,) = sheet(world, rep).commitments
    assert (promise.practice, promise.action, promise.due.weekday()) == (1, "call their CFO", 4)
    assert "All of it is clear" in " ".join(world.text(rep, "worksheet_readback").split())


def test_none_for_one_deal_is_an_answer(world: World):
    world.funnels()
    world.shared_out()
    rep = world.reps[1]
    world.reply(rep, "1: none", "worksheet")
    assert sheet(world, rep).state == "answered"
    assert "Nothing for" in world.text(rep, "worksheet_readback")


def test_a_lost_deal_leaves_the_list_and_nothing_is_asked_of_it(world: World):
    world.funnels()
    world.shared_out()
    rep = world.reps[1]
    name = sheet(world, rep).rows[0].name
    world.reply(rep, "1: P1 call their CFO by Friday", "worksheet")
    world.reply(rep, "1: lost", "worksheet_readback")
    assert sheet(world, rep).commitments == ()
    funnel = world.desk.store.funnel(rep)
    assert name not in [o.name for o in funnel.opportunities]
    assert [(d.name, d.outcome) for d in funnel.ended] == [(name, "lost")]


@pytest.mark.parametrize(
    "text",
    [
        "please stop sending me these",
        "I am on parental leave until December",
        "Bitte keine Mails mehr schicken",
    ],
)
def test_a_word_about_the_worksheet_itself_is_for_the_manager(world: World, text: str):
    world.funnels()
    world.shared_out()
    rep = world.reps[1]
    world.reply(rep, text, "worksheet")
    assert world.mails(rep, "worksheet_readback") == []
    assert text in world.text(world.manager, "set_aside") or world.mails(world.manager, "set_aside")
    world.pass_time(days=12)
    assert world.mails(rep, "worksheet_reminder") == []
    assert sheet(world, rep).state == "unread"


def test_what_is_not_understood_twice_is_for_the_manager(world: World):
    world.funnels()
    world.shared_out()
    rep = world.reps[1]
    world.reply(rep, "the blue one, you know what I mean", "worksheet")
    world.reply(rep, "well, that one we talked about", "worksheet_readback")
    assert len(world.mails(rep, "worksheet_readback")) == 1
    assert world.mails(world.manager, "set_aside")


def test_after_a_pause_the_second_reminder_keeps_its_distance(world: World):
    world.funnels()
    world.shared_out()
    rep = world.reps[1]
    world.clock.now = datetime.fromtimestamp(world.clock.now.timestamp() + 12 * 86400, UTC)
    world.open()
    world.pass_time(days=14)
    times = [e.done_at for e in world.review.effects
             if e.purpose == "worksheet_reminder" and rep in e.to]  # fmt: skip
    assert len(times) == 2
    assert (times[1] - times[0]).days >= 1
    statuses = [e.done_at for e in world.review.effects if e.purpose == "worksheets_status"]
    assert len(statuses) == len(set(statuses)) == 2


def another_review(world: World, stage: Stage = Stage.WORKSHEETS) -> str:
    """Let a second review of the same team have come to its worksheets; return its id."""
    first = world.reviews()[0]
    update = {"id": "r-second", "version": 0, "stage": stage, "due_at": world.clock.now}
    update |= {"worksheets": (), "effects": (), "tokens": (), "marks": {}, "handled": ()}
    world.desk.store.add(first.model_copy(update=update))
    world.settle()
    return "r-second"


def sheet_of(world: World, review: str, rep: str):
    return next(w for w in world.desk.store.get(review).worksheets if w.rep == rep)


def asked_for_list(tmp_path) -> tuple[World, str, str]:
    """Two reviews need the list of one rep, the second a day after the first."""
    world = World(tmp_path)
    rep = world.reps[1]
    world.funnels(rep)
    world.shared_out()
    world.pass_time(days=1)
    return world, rep, another_review(world)


def test_two_reviews_ask_a_rep_for_one_list_and_the_answer_serves_both(tmp_path):
    world, rep, second = asked_for_list(tmp_path)
    assert len(world.mails(rep, "funnel_request")) == 1
    world.reply(rep, "Northwind, renewal, 40k, proposal", "funnel_request")
    world.pass_time(days=4)
    assert len(world.mails(rep, "worksheet")) == 1
    assert sheet_of(world, second, rep).state == "awaited"
    assert len(world.mails(rep, "funnel_request")) == 1


@pytest.fixture
def two(tmp_path) -> tuple[World, str, str]:
    """A second review comes to its worksheets while a rep has the first one's."""
    world = World(tmp_path)
    world.funnels()
    world.shared_out()
    return world, world.reps[1], another_review(world)


def test_a_rep_has_one_open_worksheet_and_its_answer_serves_the_next_review(two):
    world, rep, second = two
    assert len(world.mails(rep, "worksheet")) == 1
    assert sheet_of(world, second, rep).state == "awaited"
    world.pass_time(days=1)
    world.reply(rep, "1: P1 call their CFO by Friday", "worksheet")
    world.pass_time(days=4)
    assert len(world.mails(rep, "worksheet")) == 1
    assert sheet_of(world, second, rep).state == "answered"
    assert sheet_of(world, second, rep).commitments == ()


def test_the_answer_serves_the_next_review_although_the_first_has_ended(two):
    world, rep, second = two
    for each in world.reps:
        world.reply(each, "none apply", "worksheet")
    world.pass_time(days=4)
    assert len(world.mails(rep, "worksheet")) == 1
    assert sheet_of(world, second, rep).state == "answered"


def test_practices_that_the_answer_could_not_name_are_asked_about_beside_what_was_promised(two):
    world, rep, second = two
    world.reply(rep, "1: P1 call their CFO by 2027-02-05", "worksheet")
    review = world.desk.store.get(second)
    draft = review.drafts[0].model_copy(update={"book_number": 99, "status": "approved"})
    world.desk.store.save(review.model_copy(update={"drafts": (draft,)}))
    world.pass_time(days=4)
    assert len(world.mails(rep, "worksheet")) == 2
    text = " ".join(world.text(rep, "worksheet").split())
    assert "What you already wanted to try" in text and "call their CFO, by" in text


@pytest.mark.parametrize(
    "text",
    [
        "same as what I sent for pemberton yesterday",
        "already answered yesterday, see my other mail",
        "schon beantwortet, siehe meine andere Mail",
        "déjà répondu hier",
        "igual que ayer, ya respondí",
        "al beantwoord",
        "já respondi ontem",
    ],
)
def test_answered_before_is_an_answer_where_it_is_true(two, text):
    world, rep, second = two
    world.reply(rep, "1: P1 call their CFO by 2027-02-05", "worksheet")
    review = world.desk.store.get(second)
    draft = review.drafts[0].model_copy(update={"book_number": 99, "status": "approved"})
    world.desk.store.save(review.model_copy(update={"drafts": (draft,)}))
    world.pass_time(days=4)
    world.reply(rep, text, "worksheet")
    assert sheet_of(world, second, rep).state == "answered"
    readback = " ".join(world.text(rep, "worksheet_readback").split())
    assert "call their CFO" in readback


@pytest.mark.parametrize(
    "text",
    [
        "already sent them the plan",
        "did you get the same list?",
        "hab den Plan schon geschickt",
        "j'ai déjà envoyé le plan",
        "ya envié el plan",
        "heb het plan al gestuurd",
        "já enviei o plano",
    ],
)
def test_what_was_done_before_is_not_answered_before(text: str):
    assert not says_answered(text)


def test_answered_before_is_asked_back_where_nothing_was(world: World):
    world.funnels()
    world.shared_out()
    world.reply(world.reps[1], "already answered yesterday", "worksheet")
    assert sheet(world, world.reps[1]).state == "sent"


def test_a_reply_for_two_reviews_with_the_same_deals_is_read_for_both(two):
    world, rep, second = two
    review = world.desk.store.get(second)
    facts = review.facts.model_copy(update={"company": "Tarn Foods"})
    world.desk.store.save(review.model_copy(update={"facts": facts}))
    company = world.desk.store.get(world.reviews()[0].id).facts.company.split()[0]
    text = f"sorry for the late reply!\n{company}: 1: P1 bring a reference by Friday\nTarn: 2: P1 call them by Friday\nrest none"
    world.reply(rep, text, "worksheet")
    made = [c for r in world.reviews() for w in r.worksheets if w.rep == rep for c in w.commitments]
    assert [c.action for c in made] == ["bring a reference", "call them"]


def test_who_left_the_team_is_no_row_of_the_status(world: World):
    world.funnels()
    world.shared_out()
    gone = world.reps[2]
    left = tuple(p for p in world.desk.team.reps if p.email != gone)
    world.desk.team = world.desk.team.model_copy(update={"reps": left})
    world.pass_time(days=15)
    assert gone not in str(status(world))
    assert gone not in world.text(world.manager, "worksheets_status")


def test_a_rep_who_sends_no_list_is_asked_and_reminded_by_one_review_only(tmp_path):
    world, rep, second = asked_for_list(tmp_path)
    world.pass_time(days=20)
    assert len(world.mails(rep, "funnel_request")) == 2
    assert sheet_of(world, second, rep).state == "silent"
    world.pass_time(days=20)
    third = world.desk.store.get(second).model_copy(
        update={"id": "r-third", "version": 0, "stage": Stage.WORKSHEETS, "worksheets": ()}
        | {"effects": (), "due_at": world.clock.now, "closed_at": None}
    )
    world.desk.store.add(third)
    world.pass_time(days=3)
    assert len(world.mails(rep, "funnel_request")) > 2  # that was long ago: a new loss asks anew


def test_no_open_deals_is_an_answer_to_every_review_that_needs_the_list(tmp_path):
    world, rep, second = asked_for_list(tmp_path)
    world.reply(rep, "no open deals at the moment", "funnel_request")
    world.pass_time(days=4)
    assert sheet_of(world, second, rep).nothing
    assert len(world.mails(rep, "funnel_request")) == 1


def test_a_rep_who_has_just_said_that_there_are_no_deals_is_not_asked_by_the_next_review(tmp_path):
    world = World(tmp_path)
    rep = world.reps[1]
    world.funnels(rep)
    world.shared_out()
    world.reply(rep, "none", "funnel_request")
    second = another_review(world)
    world.pass_time(days=10)
    assert sheet_of(world, second, rep).state == "answered"
    assert len(world.mails(rep, "funnel_request")) == 1


def promised(world: World, rep: str) -> list[str]:
    return [c.action for c in sheet(world, rep).commitments]


@pytest.mark.parametrize(
    "text",
    [
        "oops",
        "Undo that please",
        "Sorry, wrong one!",
        "Ups, falsche Zeile",
        "désolé, je me suis trompé",
        "perdón, me equivoqué",
        "maak dat ongedaan",
        "foi engano, desculpe",
    ],
)
def test_a_second_thought_takes_the_last_reply_back_and_no_other(world: World, text: str):
    world.funnels()
    world.shared_out()
    rep = world.reps[1]
    world.reply(rep, "2: P1 call their CFO by Friday", "worksheet")
    (kept,) = sheet(world, rep).commitments
    world.reply(rep, "1: P1 visit their plant by Friday", "worksheet_readback")
    assert len(promised(world, rep)) == 2
    world.pass_time(minutes=1)
    world.reply(rep, text, "worksheet_readback")
    assert sheet(world, rep).commitments == (kept,)
    read_back = " ".join(world.text(rep, "worksheet_readback").split())
    assert "Your last reply counts no more. This stands:" in read_back
    world.pass_time(minutes=1)
    world.reply(rep, text, "worksheet_readback")
    assert sheet(world, rep).commitments == (kept,)
    assert "no reply of yours that I could take back" in " ".join(
        world.text(rep, "worksheet_readback").split()
    )


def test_a_deal_taken_off_the_list_by_mistake_comes_back(world: World):
    world.funnels()
    world.shared_out()
    rep = world.reps[1]
    before = world.desk.store.funnel(rep)
    world.reply(rep, "2: lost", "worksheet")
    assert len(world.desk.store.funnel(rep).opportunities) == 1
    world.reply(rep, "sorry, wrong line", "worksheet_readback")
    after = world.desk.store.funnel(rep)
    assert (after.opportunities, after.ended) == (before.opportunities, before.ended)
    assert sheet(world, rep).state == "sent"
    world.pass_time(days=4)
    assert len(world.mails(rep, "worksheet_reminder")) >= 1


def test_what_was_asked_after_since_is_not_taken_back(world: World):
    world.funnels()
    world.shared_out()
    rep = world.reps[1]
    world.reply(rep, "2: P1 call their CFO tomorrow", "worksheet")
    world.pass_time(days=3)
    assert world.mails(rep, "commitment_due")
    world.reply(rep, "oops", "worksheet_readback")
    assert len(promised(world, rep)) == 1


MOST_BYTES = 90_000  # Gmail cuts a mail off at 102 kB


@pytest.mark.parametrize(
    "told", [("answered",), ("sent",), ("unread",), ("answered", "unread", "silent")]
)
def test_the_managers_page_of_three_hundred_reps_is_no_longer_than_a_mail_program_shows(
    world: World, told: tuple[str, ...]
):
    world.funnels()
    world.shared_out()
    scene = world.desk.scene()
    one = scene.team.reps[0]
    reps = tuple(
        one.model_copy(update={"name": f"Maximiliane Okonkwo-{n}", "email": f"rep{n}@{n}.example"})
        for n in range(300)
    )
    scene = replace(scene, team=scene.team.model_copy(update={"reps": reps}))
    promises = tuple(
        Commitment(number=k, opportunity=f"Depot planning, phase {k}", practice=1,
                   action="ask delivery to join on site " * 12, due=date(2026, 12, k))
        for k in range(1, 9)
    )  # fmt: skip
    sheets = tuple(
        Worksheet(rep=rep.email, state=state, commitments=promises if state == "answered" else (),
                  unclear=("the blue one, you know " * 30,) if state == "unread" else ())
        for n, rep in enumerate(reps) for state in (told[n % len(told)],)
    )  # fmt: skip
    review = status_told(world.review.model_copy(update={"worksheets": sheets}), scene)
    mail = review.effects[-1]
    page = Renderer(scene.team).render(
        mail.template, to=scene.team.manager, facts=review.facts, context=mail.context
    )
    assert max(len(page.html.encode()), len(page.text.encode())) < MOST_BYTES
    behind = [rep for rep, s in zip(reps, sheets, strict=True) if s.state != "answered"]
    words = " ".join(page.text.split())
    assert all(rep.name in words for rep in behind)
    if "answered" in told:
        every = team_commitments(review, scene.team, scene.book)
        assert mail.attach == ("commitments",)
        assert f"All {len(every)} are in the attached table" in words
        assert {row["due"] for row in mail.context["commitments"]} == {"2026-12-01"}
        table = openpyxl.load_workbook(BytesIO(commitments_xlsx(every)))
        rows = list(table["Commitments"].values)
        assert len(rows) == len(every) + 1
        assert rows[1][:3] == (reps[0].name, "Depot planning, phase 1", "P1")


def test_a_rep_who_is_away_is_left_in_peace_until_they_are_back(world: World):
    world.funnels()
    world.shared_out()
    rep = world.reps[3]
    back = world.clock.now.date() + timedelta(days=14)
    world.reply(rep, f"can't do, on holiday, back on {back:%d %B}", "worksheet")
    assert "No hurry" in world.text(rep, "worksheet_readback")
    assert world.mails(world.manager, "set_aside") == []
    world.pass_time(days=12)
    assert world.mails(rep, "worksheet_reminder") == []
    world.pass_time(days=5)
    assert world.mails(rep, "worksheet_reminder")
    world.reply(rep, "none", "worksheet_reminder")
    assert sheet(world, rep).state == "answered"


def test_a_question_of_a_rep_is_put_before_the_manager_and_the_rep_told(world: World):
    world.funnels()
    world.shared_out()
    rep, other = world.reps[3:5]
    world.reply(rep, "what does P2 mean exactly? and is it for the small ones too", "worksheet")
    assert "what does P2 mean" in world.text(world.manager, "set_aside")
    assert "has it now" in " ".join(world.text(rep, "worksheet_readback").split())
    assert sheet(world, rep).state == "sent"
    world.reply(other, "2 p1 call cfo fri. whats the budget for visits?", "worksheet")
    assert len(sheet(world, other).commitments) == 1
    assert "budget for visits" in world.text(world.manager, "set_aside")


def test_a_promise_without_a_deed_is_listed_without_a_gap(world: World):
    world.funnels()
    world.shared_out()
    for rep in world.reps:
        world.reply(rep, "2: P1", "worksheet")
    text = " ".join(world.text(world.manager, "worksheets_status").split())
    assert "– P1, no date yet" in text
    world.pass_time(days=30)
    asked = " ".join(world.text(world.reps[0], "commitment_due").split())
    assert "What: not said" in asked
    assert "chose this day" not in asked
