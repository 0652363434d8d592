"""What a correction of the facts does to the call: before the invitation leaves, and after."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from debrief.calendars.invitation import Invitee, Meeting, event_ics
from debrief.calendars.standing import read_standing
from debrief.demo.cast import forwarded_loss
from debrief.model import Stage
from tests.losses import arrive, customers_mail, regret
from tests.world import World, no_effect_twice

RIGHT = "tom.reid@pemberton-ceramics.example"


def other_rep(world: World) -> tuple[str, str]:
    """Return name and address of a rep who did not lose the deal, in the manager's own zone."""
    reps = [p for p in world.cast.team["reps"] if p["name"] != world.cast.deal.rep]
    return next((p["name"], p["email"]) for p in reps if p["time_zone"] == "America/Chicago")


def booked(world: World) -> None:
    world.loss()
    world.pass_time(minutes=20)


def occupied(world: World, who: str, start: datetime, hours: float, uid: str = "other@x") -> None:
    me = Invitee(who, who)
    end = start + timedelta(hours=hours)
    meeting = Meeting(uid, 0, start, end, "Something else", "", me, (), key="none")
    world.office.put_event(who, uid, event_ics(meeting, world.clock.now))


def states(world: World, who: str) -> list[tuple[int, bool]]:
    """Return the SEQUENCE of what somebody got of the call, and whether it cancels."""
    found = []
    for mail, ics in world.invitations(who):
        if str(mail["X-Debrief-Effect"]).split("/")[1] == "customer_call":
            standing = read_standing(ics)
            assert standing is not None
            found.append((standing.sequence, b"METHOD:CANCEL" in ics))
    return found


def stands_for(world: World, who: str) -> bool:
    """Tell whether the call stands in somebody's calendar."""
    ics = world.office.get_event(who, world.review.call.uid or "none")
    standing = read_standing(ics) if ics else None
    return standing is not None and not standing.cancelled


def receipt(world: World) -> str:
    return " ".join(world.text(world.manager, "receipt").split())


def say(world: World, text: str, purpose: str = "receipt") -> None:
    """Let the manager answer the latest mail of a purpose, a minute later."""
    world.pass_time(minutes=1)
    world.reply(world.manager, text, purpose)


# -- before the invitation has left -------------------------------------------------------------


def test_a_rep_corrected_in_time_is_invited_and_the_other_is_not(world: World):
    name, email = other_rep(world)
    world.loss()
    first = world.review.call.slot
    assert first is not None
    occupied(world, email, first.start, 1)
    world.pass_time(minutes=10)
    say(world, f"rep: {name}")
    assert name.split()[0] in receipt(world) and "In 15 minutes" in receipt(world)
    world.pass_time(minutes=10)
    assert world.mails(world.customer) == []  # the time for a correction began anew
    world.pass_time(minutes=10)
    assert states(world, world.customer) == states(world, email) == [(0, False)]
    assert world.invitations(world.rep) == [] and world.mails(world.rep, "role_card") == []
    assert f"{name} will join" in world.text(world.customer, "call")
    slot = world.review.call.slot
    assert slot is not None and slot.start >= first.start + timedelta(hours=1)
    no_effect_twice(world)


def test_a_clock_corrected_in_time_finds_another_time(world: World):
    world.loss()
    say(world, "zone: America/Los_Angeles")
    world.pass_time(minutes=20)
    slot = world.review.call.slot
    assert slot is not None
    assert 8 <= slot.start.astimezone(ZoneInfo("America/Los_Angeles")).hour < 18
    assert states(world, world.customer) == [(0, False)]
    assert "Los Angeles" in world.text(world.customer, "call")


def test_a_name_corrected_in_time_is_greeted(world: World):
    world.loss()
    say(world, "customer: Tom Reid")
    world.pass_time(minutes=20)
    assert world.text(world.customer, "call").startswith("Hello Tom,")


def test_an_amount_below_the_threshold_in_time_invites_nobody(world: World):
    world.loss()
    say(world, "amount: 12k")
    told = receipt(world)
    assert "50,000" in told and "nothing from us" in told and "review" in told
    world.pass_time(days=3)
    assert world.mails(world.customer) == [] and world.invitations(world.rep) == []
    (review,) = world.reviews()
    assert review.stage is Stage.LOGGED
    say(world, "review")
    world.pass_time(minutes=20)
    assert states(world, world.customer) == [(0, False)]


def test_an_amount_put_right_again_starts_with_a_new_grace(world: World):
    world.loss()
    say(world, "amount: 12k")
    say(world, "amount: 120k")
    assert world.mails(world.customer) == [] and world.review.closed_at is None
    world.pass_time(minutes=20)
    assert states(world, world.customer) == [(0, False)]


def test_another_address_in_time_begins_the_grace_anew_and_says_whom_it_goes_to(world: World):
    world.loss()
    world.pass_time(minutes=12)
    say(world, f"email: {RIGHT}")
    assert RIGHT in receipt(world) and "customer: " in receipt(world)
    world.pass_time(minutes=12)
    assert world.mails(RIGHT) == []
    say(world, "customer: Tom Reid")
    world.pass_time(minutes=20)
    assert world.text(RIGHT, "call").startswith("Hello Tom,")
    assert states(world, RIGHT) == [(0, False)] and world.mails(world.customer) == []


def test_what_no_invitation_shows_leaves_it_as_it_is(world: World):
    world.loss()
    before = world.review.call
    world.pass_time(minutes=10)
    say(world, "competitor: Zenith")
    assert world.review.call == before and "goes out" in receipt(world)
    world.pass_time(minutes=6)
    assert states(world, world.customer) == [(0, False)]


@pytest.mark.parametrize("text", ["email: unknown", "rep: unknown", "amount: unknown"])
def test_a_needed_fact_taken_away_in_time_holds_the_invitation(world: World, text: str):
    world.loss()
    say(world, text)
    world.pass_time(days=2)
    assert world.mails(world.customer) == []
    assert world.review.stage is Stage.ASKING


def test_a_rep_nobody_knows_is_asked_about_beside_another_correction(world: World):
    world.loss()
    say(world, "rep: Zoe Unknown\ncompetitor: Zenith")
    assert "Zoe Unknown" in receipt(world)
    world.pass_time(minutes=20)
    assert world.mails(world.customer) == []


# -- after it has left --------------------------------------------------------------------------


def test_a_rep_corrected_later_takes_the_others_place_in_the_same_event(world: World):
    name, email = other_rep(world)
    world.booked()
    uid, slot = world.review.call.uid, world.review.call.slot
    say(world, f"rep: {name}")
    world.pass_time(minutes=20)
    call = world.review.call
    assert (call.uid, call.slot, call.sequence, call.answer) == (uid, slot, 1, "accepted")
    assert states(world, world.customer) == [(0, False), (1, False)]
    assert states(world, email) == [(1, False)]
    assert states(world, world.rep) == [(0, False), (1, True)]
    assert stands_for(world, email) and not stands_for(world, world.rep)
    words = " ".join(world.text(world.customer, "call").split())
    assert f"{name} will join" in words and "had to move" not in words
    assert name.split()[0] in world.text(email, "role_card")
    assert len(world.mails(email, "role_card")) == 1
    say(world, "stop")
    assert states(world, email)[-1] == states(world, world.customer)[-1] == (2, True)
    assert states(world, world.rep) == [(0, False), (1, True)]


def test_a_rep_who_is_not_free_at_the_calls_time_is_a_question_for_the_manager(world: World):
    name, email = other_rep(world)
    world.booked()
    slot = world.review.call.slot
    assert slot is not None
    occupied(world, email, slot.start, 1)
    say(world, f"rep: {name}")
    asked = " ".join(world.text(world.manager, "call_update").split())
    assert name in asked and "alone" in asked
    world.pass_time(hours=3)
    assert states(world, world.customer) == [(0, False)] and states(world, email) == []
    assert stands_for(world, world.rep)
    say(world, "stop")
    assert states(world, world.rep)[-1] == states(world, world.customer)[-1] == (1, True)
    assert states(world, email) == []


@pytest.mark.parametrize("alone", [True, False])
def test_the_managers_answer_to_that_question_is_done(world: World, alone: bool):
    name, email = other_rep(world)
    world.booked()
    slot = world.review.call.slot
    assert slot is not None
    occupied(world, email, slot.start, 1)
    say(world, f"rep: {name}")
    day = slot.start.astimezone(ZoneInfo("America/Chicago")) + timedelta(days=1)
    say(world, "alone" if alone else f"{day:%A} 10:00", "call_update")
    assert states(world, world.customer) == [(0, False), (1, False)]
    assert states(world, world.rep) == [(0, False), (1, True)]
    assert states(world, email) == ([] if alone else [(1, False)])


def test_going_alone_takes_the_rep_off_the_event(world: World):
    booked(world)
    say(world, "alone")
    assert states(world, world.rep) == [(0, False), (1, True)]
    assert not stands_for(world, world.rep) and stands_for(world, world.customer)


def test_a_clock_corrected_later_moves_only_what_lies_outside_their_hours(world: World):
    booked(world)
    slot = world.review.call.slot
    say(world, "zone: Europe/Paris")
    assert world.review.call.slot == slot and states(world, world.customer) == [(0, False)]
    assert "stays" in receipt(world)
    say(world, "zone: America/Los_Angeles")
    assert states(world, world.customer) == [(0, False), (1, False)]
    moved = world.review.call.slot
    assert moved is not None
    assert 8 <= moved.start.astimezone(ZoneInfo("America/Los_Angeles")).hour < 18
    assert "moved" in receipt(world)


def test_a_name_or_an_amount_corrected_later_changes_only_our_records(world: World):
    booked(world)
    say(world, "customer: Tom Reid\namount: 12k")
    world.pass_time(hours=2)
    facts = world.reviews()[0].facts
    assert (facts.customer_name, facts.amount) == ("Tom Reid", 12_000)
    assert states(world, world.customer) == [(0, False)]
    assert "went out before" in receipt(world) and "stop" in receipt(world)


def test_another_address_later_is_invited_after_a_grace_of_its_own(world: World):
    booked(world)
    say(world, f"email: {RIGHT}")
    assert states(world, world.customer) == [(0, False), (1, True)]
    assert world.mails(RIGHT) == [] and RIGHT in receipt(world)
    say(world, "customer: Tom Reid")
    world.pass_time(minutes=20)
    assert world.text(RIGHT, "call").startswith("Hello Tom,")
    assert states(world, RIGHT) == [(0, False)]
    assert states(world, world.customer) == [(0, False), (1, True)]


def test_another_address_after_the_conversation_calls_nobody_again(world: World):
    world.noted()
    say(world, f"email: {RIGHT}")
    world.pass_time(days=2)
    assert world.mails(RIGHT) == [] and len(states(world, world.customer)) == 1


# -- held ---------------------------------------------------------------------------------------

WAITING = [
    "don't send anything", "hold on, wait", "wait", "Wait!", "not yet", "please hold", "hang on",
    "nicht senden", "bitte noch nicht senden", "warte", "Moment bitte", "niet versturen",
    "nog niet sturen", "wacht even", "pas encore, attendez", "n'envoyez rien", "attendez",
    "espera", "todavía no", "no enviar", "aguarde", "ainda não", "não envie",
]  # fmt: skip


@pytest.mark.parametrize("text", WAITING)
def test_plain_words_of_waiting_hold_the_invitation(world: World, text: str):
    world.loss()
    say(world, text)
    told = receipt(world)
    assert "held" in told.lower() and "could not read" not in told
    world.pass_time(days=3)
    assert world.mails(world.customer) == [] and world.invitations(world.rep) == []
    say(world, "go")
    world.pass_time(minutes=1)
    assert states(world, world.customer) == [(0, False)]


@pytest.mark.parametrize(
    "text",
    [
        "wait until Friday",
        "Please call them only after 1 October",
        "Ask Theo what he thinks of the green one",
        "She is in hospital.",
        "competitor: Zenith\nbut talk to me before you write to her",
        "amount: lots",
    ],
)
def test_what_is_not_understood_holds_the_invitation_and_says_so(world: World, text: str):
    world.loss()
    say(world, text)
    told = receipt(world)
    assert "held" in told.lower() and "go" in told and "stop" in told
    assert "taken over" not in told or "competitor" in text
    assert "Perhaps wait" not in told
    world.pass_time(days=3)
    assert world.mails(world.customer) == []


@pytest.mark.parametrize("text", ["thanks", "Thank you!", "Danke", "ok", "👍", "go", "looks good"])
def test_a_friendly_word_or_an_approval_holds_nothing(world: World, text: str):
    world.loss()
    say(world, text)
    assert "could not read" not in receipt(world) and "correction" not in receipt(world)
    world.pass_time(minutes=20)
    assert states(world, world.customer) == [(0, False)]


def test_a_correction_with_a_name_below_holds_nothing(world: World):
    world.loss()
    say(world, "competitor: Zenith\n\nNadia Ferrant\nSales Director")
    world.pass_time(minutes=20)
    assert states(world, world.customer) == [(0, False)]


def test_a_hold_after_the_invitation_says_that_it_is_out(world: World):
    booked(world)
    say(world, "hold on")
    assert "out already" in receipt(world) and "stop" in receipt(world)
    assert world.review.stage is Stage.CALLING


def test_what_is_not_understood_later_claims_no_correction(world: World):
    booked(world)
    say(world, "Ask Theo what he thinks of the green one")
    assert "correction" not in receipt(world) and "taken over" not in receipt(world)


# -- with other commands, times and notices beside ----------------------------------------------


def test_another_address_and_the_questions_in_one_answer_call_the_first_off(world: World):
    booked(world)
    first = world.customer
    world.office.open_for(RIGHT)
    say(world, f"email: {RIGHT}\nwrite")
    world.pass_time(minutes=60)
    assert states(world, first)[-1] == (1, True)
    assert len(world.mails(RIGHT, "written_questions")) == 1
    assert world.invitations(RIGHT) == []


@pytest.mark.parametrize("then", ["amount: 400k", "customer: Tom Reid", "wait"])
def test_whoever_has_the_questions_in_writing_is_invited_no_more(world: World, then: str):
    world.loss()
    say(world, "write")
    say(world, then)
    world.pass_time(days=1)
    assert world.invitations(world.customer) == []
    assert len(world.mails(world.customer, "written_questions")) == 1


def test_a_receipt_for_questions_in_writing_promises_no_call(world: World):
    world.loss()
    say(world, "wait")
    say(world, "write")
    assert "no call is offered" in receipt(world)
    assert "30-minute call" not in receipt(world)
    assert len(world.mails(world.customer, "written_questions")) == 1


def test_a_second_order_to_write_is_answered(world: World):
    world.loss()
    say(world, "write")
    before = len(world.mails(world.manager))
    say(world, "write")
    assert len(world.mails(world.manager)) == before + 1
    assert len(world.mails(world.customer, "written_questions")) == 1


@pytest.mark.parametrize("correction", ["customer: Tom Reid", "amount: 400k"])
def test_the_managers_time_outlives_a_correction(world: World, correction: str):
    world.loss()
    say(world, "Friday 9:00")
    start = world.review.call.slot
    say(world, correction)
    world.pass_time(minutes=20)
    assert world.review.call.slot == start
    assert len(world.invitations(world.customer)) == 1


def test_a_time_that_does_not_suit_lets_nobody_be_invited_before_another_is_named(world: World):
    world.loss()
    say(world, "Friday 11:00")  # five in the afternoon at the customer's
    world.pass_time(minutes=60)
    assert world.invitations(world.customer) == []
    say(world, "Friday 9:00", "call_update")
    world.pass_time(minutes=20)
    slot = world.review.call.slot
    assert slot is not None and slot.start.weekday() == 4
    assert len(world.invitations(world.customer)) == 1


def test_a_time_beside_a_correction_is_not_passed_over(world: World):
    world.loss()
    say(world, "customer: Tom Reid\nFriday 9:00")
    world.pass_time(minutes=60)
    assert world.invitations(world.customer) == []
    assert "Friday 9:00" in receipt(world)


def test_a_second_notice_after_another_rep_is_of_the_same_deal(world: World):
    name, _ = other_rep(world)
    world.loss()
    say(world, f"rep: {name}")
    again = forwarded_loss(world.cast, world.clock.now)
    del again["Message-ID"]
    again["Message-ID"] = "<again@brightwater.example>"
    world.post(again, world.manager, world.debrief_address)
    world.pass_time(minutes=20)
    assert len(world.reviews()) == 1
    assert len(world.invitations(world.customer)) == 1


def test_a_second_notice_brings_no_other_name_to_a_corrected_address(world: World):
    world.loss()
    name = world.review.facts.customer_name
    say(world, f"email: {RIGHT}")
    again = forwarded_loss(world.cast, world.clock.now)
    del again["Message-ID"]
    again["Message-ID"] = "<again@brightwater.example>"
    world.post(again, world.manager, world.debrief_address)
    world.pass_time(minutes=5)
    assert world.review.facts.customer_name != name


def test_questions_that_come_first_thank_and_speak_of_no_call(world: World):
    world.loss()
    say(world, "write")
    text = " ".join(world.text(world.customer, "written_questions").split())
    assert "Thank you for telling us about your decision." in text
    assert "A call may not fit" not in text


def test_questions_after_an_invitation_speak_of_the_call(world: World):
    booked(world)
    say(world, "write", "question_script")
    text = " ".join(world.text(world.customer, "written_questions").split())
    assert "A call may not fit into your days" in text


@pytest.mark.parametrize(
    "words", ["go, alone please", "go alone", "Imani ist krank, mach ich allein, los"]
)
def test_a_go_alone_invites_without_the_rep(world: World, words: str):
    arrive(world, customers_mail(world, regret(world)))
    world.reply(world.manager, words, "receipt")
    assert world.review.stage is Stage.CALLING and not world.review.call.with_rep
    mail, ics = world.invitations(world.customer)[-1]
    body = mail.get_body(("plain",))
    assert body and "Imani" not in body.get_content() and b"imani" not in ics


def test_alone_beside_a_fact_is_heard_before_and_after_the_invitation(world: World):
    world.loss()
    world.reply(world.manager, "amount: 130k, alone", "receipt")
    world.pass_time(minutes=20)
    assert (
        not world.review.call.with_rep and b"imani" not in world.invitations(world.customer)[0][1]
    )


def test_alone_beside_a_fact_leaves_the_rep_out_of_a_call_that_stands(world: World):
    world.booked()
    world.reply(world.manager, "amount: 130k; alone", "receipt")
    assert (
        not world.review.call.with_rep and b"imani" not in world.invitations(world.customer)[-1][1]
    )
    assert "You are free again" in str(world.mails(world.rep)[-1]["Subject"])
