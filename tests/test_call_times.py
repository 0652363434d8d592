"""Times in answers about the call: wished for, agreed to, told apart; docs/answers.md has the rest."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from debrief.calendars.invitation import reply_ics
from debrief.model import Slot
from tests.calls import WISH, absent, accepted, booked, busy, events, sequences, with_comment
from tests.world import World, utc


@pytest.mark.parametrize(
    "words",
    [
        "Sure, any time works for me.",
        "Any day this week is fine.",
        "Whenever suits you.",
        "Jederzeit, gern auch mobil unter 0171 5551234.",
        "N'importe quand me convient.",
        "Cualquier hora me viene bien.",
        "Elk moment is goed.",
        "Qualquer hora serve.",
    ],
)
def test_any_time_is_a_yes_to_the_time_proposed(world: World, words: str):
    booked(world)
    slot = world.review.call.slot
    world.reply(world.customer, words, "call")
    assert accepted(world) and world.review.call.slot == slot
    assert sequences(world, world.customer) == [0]


def test_a_wide_wish_never_shortens_the_notice(world: World):
    booked(world)
    now = world.clock.now
    world.reply(world.customer, "Could we do it today or tomorrow, but earlier in the day?", "call")
    slot = world.review.call.slot
    assert slot is not None and slot.start >= now + timedelta(hours=4)


@pytest.mark.parametrize(
    ("words", "purpose", "back"),
    [
        ("I'm on holiday until {:%d %B}", "call", 14),
        ("I'm on holiday until {:%d %B}, could you move it?", "role_card", 14),
        ("Ich bin diese Woche krank", "role_card", None),
        ("Ich bin bis {:%d.%m.} im Urlaub.", "call", 9),
        ("Je suis en vacances jusqu'au {:%d/%m/%Y}.", "call", 16),
        ("Estoy de baja esta semana.", "call", None),
        ("Ik ben deze week met vakantie.", "call", None),
        ("Estou doente esta semana.", "call", None),
    ],
)
def test_a_rep_who_is_away_for_days_is_waited_for(
    world: World, words: str, purpose: str, back: int | None
):
    booked(world)
    today = world.clock.now
    day = today + timedelta(days=7 - today.weekday() if back is None else back)
    world.reply(world.rep, words.format(day), purpose)
    assert world.review.call.slot.start.date() >= day.date()
    assert events(world) == ["rep_declined"] and sequences(world, world.customer) == [0, 1]
    said = " ".join(world.text(world.manager, "call_update").split())
    assert words.format(day).split(",")[0] in said


def test_a_rep_away_on_other_days_changes_nothing(world: World):
    booked(world)
    slot = world.review.call.slot
    world.reply(world.rep, "I'm on holiday next week", "call")
    assert world.review.call.slot == slot and events(world) == ["rep_away"]


@pytest.mark.parametrize("purpose", ["receipt", "question_script"])
@pytest.mark.parametrize(
    "words",
    [
        "Wednesday 9:30am",
        "could we move it to Wednesday at 9:30?",
        "I can't make it then. Wednesday 9:30am works.",
        "Können wir das auf Mittwoch 9:30 Uhr verschieben?",
        "Peut-on le déplacer à mercredi 9h30 ?",
        "¿Podemos moverlo al miércoles a las 9:30?",
        "Kunnen we het verplaatsen naar woensdag 9:30 uur?",
        "Podemos mudar para quarta-feira às 9h30?",
    ],
)
def test_the_manager_moves_the_call_by_answering_receipt_or_script(
    world: World, words: str, purpose: str
):
    booked(world)
    world.reply(world.manager, words, purpose)
    assert world.review.call.slot.start == WISH and events(world) == ["moved"]
    assert sequences(world, world.customer) == sequences(world, world.rep) == [0, 1]


@pytest.mark.parametrize("words", ["Wednesday 3:00am", "today at 10am", "Wednesday 4pm"])
def test_a_time_of_the_managers_keeps_the_customers_hours_and_the_notice(world: World, words: str):
    booked(world)
    slot = world.review.call.slot
    world.reply(world.manager, words, "receipt")
    assert world.review.call.slot == slot and events(world) == ["no_slot"]
    assert sequences(world, world.customer) == [0]


def test_notes_and_thanks_below_the_script_are_no_time(world: World):
    booked(world)
    slot = world.review.call.slot
    world.reply(world.manager, "1. They decided on Friday at 11, after a visit.", "question_script")
    assert world.review.call.slot == slot and world.review.notes.answers
    assert events(world) == []


def written_before(world: World, who: str, purpose: str, text: str, read_at: datetime) -> None:
    """Let a reply that is written now be taken in later."""
    mail = world.mails(who, purpose)[-1]
    message = world._answer_to(mail, who, f"Re: {mail['Subject']}", None)
    message.set_content(text)
    world.clock.now = read_at
    world.post(message, who, world.manager)
    world.settle()


@pytest.mark.parametrize(
    "words",
    [
        "tomorrow at 3:30pm works",
        "morgen um 15:30 Uhr",
        "demain à 15h30",
        "mañana a las 15:30",
        "morgen om 15:30 uur",
        "amanhã às 15h30",
    ],
)
def test_tomorrow_counts_from_when_it_was_written(world: World, words: str):
    booked(world)
    world.until(utc("2026-09-14 22:50"))
    written_before(world, world.customer, "call", words, utc("2026-09-15 06:00"))
    assert accepted(world) and world.review.call.slot.start == utc("2026-09-15 14:30")


@pytest.mark.parametrize("who", ["customer", "manager"])
def test_a_day_that_was_over_when_the_mail_was_read_is_asked_about(world: World, who: str):
    booked(world)
    slot = world.review.call.slot
    purpose = "call" if who == "customer" else "question_script"
    words = "today at 5pm please"
    written_before(world, getattr(world, who), purpose, words, utc("2026-09-15 06:00"))
    assert world.review.call.slot == slot and not accepted(world)
    assert sequences(world, world.customer) == [0]
    assert events(world) == (["unclear"] if who == "customer" else [])


@pytest.mark.parametrize(
    "words", ["Thursday 8 October at 3pm works", "In October please", "the week of 5 October"]
)
def test_a_far_day_is_looked_up_before_it_is_agreed_to(world: World, words: str):
    booked(world)
    busy(world, world.rep, utc("2026-10-01 00:00"), utc("2026-11-01 00:00"))
    world.reply(world.customer, words, "call")
    assert not accepted(world) and sequences(world, world.customer) == [0]
    assert len(world.mails(world.customer, "other_times")) == 1


def on_thursday(world: World, words: str = "Thursday after 3 works.") -> Slot:
    booked(world)
    world.reply(world.customer, words, "call")
    slot = world.review.call.slot
    assert slot is not None and slot.start.date() == utc("2026-09-17 00:00").date()
    return slot


def test_a_decline_keeps_the_call_within_what_the_customer_wished(world: World):
    before = on_thursday(world)
    world.answer(world.rep, "DECLINED")
    slot = world.review.call.slot
    assert slot.start > before.start and slot.start.date() == before.start.date()


@pytest.mark.parametrize("what", ["decline", "conflict"])
@pytest.mark.parametrize("how", ["words", "counter", "the manager's", "dragged"])
def test_a_time_that_was_agreed_on_is_not_left_without_a_word(world: World, how: str, what: str):
    booked(world)
    if how == "words":
        world.reply(world.customer, "Only Wednesday at 3:30pm is possible for me.", "call")
    elif how == "counter":
        world.counter(world.customer, WISH)
    elif how == "the manager's":
        world.reply(world.manager, "Wednesday 9:30am", "question_script")
    else:
        slot, uid = world.review.call.slot, world.review.call.uid
        ics = world.office.get_event(world.manager, uid)
        for old, new in ((slot.start, WISH), (slot.end, WISH + timedelta(minutes=30))):
            ics = ics.replace(f"{old:%Y%m%dT%H%M%SZ}".encode(), f"{new:%Y%m%dT%H%M%SZ}".encode())
        world.office.put_event(world.manager, uid, ics)
        world.pass_time(hours=2)
    assert world.review.call.slot.start == WISH
    if what == "decline":
        world.answer(world.rep, "DECLINED")
    else:
        busy(world, world.rep, WISH, WISH + timedelta(minutes=30))
        world.pass_time(hours=2)
    assert world.review.call.slot.start == WISH and sequences(world, world.customer) == [0, 1]
    assert events(world)[-1] == ("rep_declined" if what == "decline" else "conflict")
    if what == "decline":
        world.pass_time(minutes=5)
        world.reply(world.manager, "alone", "call_update")
        assert world.review.call.slot.start == WISH and not world.review.call.with_rep
        assert accepted(world) == (how in ("words", "counter"))
        assert "stays as it was" in world.text(world.customer, "call")


def test_an_answer_for_which_no_time_is_found_is_never_chased(world: World):
    booked(world)
    slot = world.review.call.slot
    busy(world, world.rep, world.clock.now, world.clock.now + timedelta(days=60))
    world.reply(world.customer, "Thursday after 3 works.", "call")
    assert events(world) == ["no_slot"] and world.review.call.slot == slot
    assert "Thursday after 3" in world.text(world.manager, "call_update")
    world.pass_time(days=12)
    assert world.mails(world.customer, "chase") == [] == world.mails(world.customer, "other_times")
    assert sequences(world, world.customer) == [0]


@pytest.mark.parametrize(
    "words", ["any afternoon this week", "Thursday is bad, all other days fine"]
)
def test_a_time_among_those_they_name_stays_and_is_no_yes(world: World, words: str):
    booked(world)
    slot = world.review.call.slot
    world.reply(world.customer, words, "call")
    assert world.review.call.slot == slot and not accepted(world)
    assert events(world) == ["among_them"] and sequences(world, world.customer) == [0]
    world.pass_time(days=3)
    assert world.mails(world.customer, "chase") == []


def test_the_time_they_want_to_leave_is_neither_offered_nor_chased_with(world: World):
    booked(world)
    slot = world.review.call.slot
    world.reply(world.customer, "Another time would be better, could you suggest one?", "call")
    offered = [s.start for s in world.review.call.alternatives]
    assert offered and slot.start not in offered
    world.pass_time(days=3)
    assert world.mails(world.customer, "chase") == [] and world.review.call.slot != slot


@pytest.mark.parametrize(
    ("words", "number"),
    [("the first one", 0), ("The second one please", 1), ("Die zweite Alternative", 1)],
)
def test_the_list_of_other_times_is_counted_as_it_was_shown(world: World, words: str, number: int):
    booked(world)
    world.reply(world.customer, "Could we find another time?")
    offered = world.review.call.alternatives
    world.reply(world.customer, words, "other_times")
    assert accepted(world) and world.review.call.slot == offered[number]


@pytest.mark.parametrize("words", ["Option 1", "Vorschlag 2 bitte"])
def test_a_number_that_may_count_with_our_time_or_without_is_asked_about(world: World, words: str):
    booked(world)
    world.reply(world.customer, words, "call")
    assert not accepted(world) and events(world) == ["unclear"]


def test_a_yes_to_a_list_of_times_is_asked_about(world: World):
    booked(world)
    world.reply(world.customer, "Could we find another time?")
    world.reply(world.customer, "Yes, that works.", "other_times")
    assert not accepted(world) and events(world)[-1] == "unclear"


def test_the_second_of_an_invitation_is_asked_about(world: World):
    booked(world)
    world.reply(world.customer, "I could do the second one", "call")
    assert not accepted(world) and events(world) == ["unclear"]


@pytest.mark.parametrize(
    ("words", "counts"),
    [("Yes, that works.", False), ("Passt, danke!", False), ("Yes, {:%A at %H:%M} works", True)],
)
def test_a_yes_to_an_older_invitation_is_no_yes_to_the_new_time(
    world: World, words: str, counts: bool
):
    booked(world)
    mail = world.mails(world.customer, "call")[0]
    world.answer(world.rep, "DECLINED")
    slot = world.review.call.slot
    message = world._answer_to(mail, world.customer, f"Re: {mail['Subject']}", None)
    message.set_content(words.format(slot.start + timedelta(hours=1)))
    world.post(message, world.customer, world.manager)
    world.settle()
    assert accepted(world) == counts and world.review.call.slot == slot
    assert events(world)[-1] == ("accepted" if counts else "unclear")


def test_a_chase_goes_out_with_no_time_that_they_wanted_to_leave(world: World):
    booked(world)
    world.reply(world.customer, "Could we find another time?")
    slot = world.review.call.slot
    busy(world, world.rep, slot.end, slot.end + timedelta(days=60))
    world.pass_time(days=4)
    assert events(world) == ["other_wanted", "no_slot"] and world.review.call.slot == slot
    assert sequences(world, world.customer) == [0]


@pytest.mark.parametrize(
    "words",
    [
        "accepted by mistake, sorry, I do not want a call",
        "Sorry, wrong button",
        "Versehentlich zugesagt",
        "Accepté par erreur",
        "Aceptado por error",
        "Per ongeluk geaccepteerd",
        "Aceite por engano",
        "Could you suggest another time?",
        "I'd rather have the questions by mail, please",
    ],
)
def test_a_yes_by_button_beside_words_against_it_is_asked_about(world: World, words: str):
    booked(world)
    with_comment(world, -1, "ACCEPTED", words)
    assert not accepted(world) and world.review.call.outcome is None


@pytest.mark.parametrize("words", ["Looking forward to it", "Please call +44 7700 900123", "Gern!"])
def test_a_yes_by_button_beside_other_words_is_a_yes(world: World, words: str):
    booked(world)
    with_comment(world, -1, "ACCEPTED", words)
    assert accepted(world)


@pytest.mark.parametrize(
    "words", ["Please try again in January", "Melden Sie sich im Januar wieder"]
)
def test_a_no_by_button_beside_a_far_day_books_nothing(world: World, words: str):
    booked(world)
    with_comment(world, -1, "DECLINED", words)
    assert events(world) == ["unclear"] and sequences(world, world.customer) == [0]


def test_a_place_handed_on_by_button_names_to_whom(world: World):
    booked(world)
    mail, ics = world.invitations(world.customer)[-1]
    part = reply_ics(ics, world.customer, "DELEGATED", world.clock.now).decode()
    part = part.replace(
        "PARTSTAT=DELEGATED", 'PARTSTAT=DELEGATED;DELEGATED-TO="mailto:tom@x.example"'
    )
    world._calendar_reply(world.customer, mail, part.encode())
    assert events(world) == ["successor"]
    assert "email: tom@x.example" in world.text(world.manager, "call_update")


def test_a_rep_who_declines_again_and_again_has_the_call_moved_once(world: World):
    booked(world)
    for _ in range(3):
        world.answer(world.rep, "DECLINED")
        world.pass_time(minutes=1)
    assert sequences(world, world.customer) == [0, 1]
    assert "leave it to you" in " ".join(world.text(world.manager, "call_update").split())
    world.reply(world.manager, "Wednesday 9:30am", "call_update")
    assert sequences(world, world.customer) == [0, 1, 2]


def test_who_is_away_for_months_is_not_chased_and_the_manager_hears_of_the_colleague(world: World):
    booked(world)
    words = "On maternity leave until March 2027. Please contact Anna Wood, anna.wood@x.example"
    absent(world, words)
    assert events(world) == ["successor"]
    world.pass_time(days=8)
    assert sequences(world, world.customer) == [0] and not world.mails(world.customer, "chase")


def test_the_number_that_stands_beside_a_maybe_is_kept_for_the_call(world: World):
    booked(world)
    world.answer(world.customer, "TENTATIVE", "You can ring me on +44 20 7946 0321.")
    assert world.review.call.answer == "tentative"
    assert world.review.call.phone == "+44 20 7946 0321"


@pytest.mark.parametrize(
    ("words", "start"), [("Wednesday at 2pm", 13), ("Wednesday at 7.30 pm", 18.5)]
)
def test_the_minute_they_name_may_lie_early_or_late_in_our_day(
    world: World, words: str, start: float
):
    booked(world)
    world.reply(world.customer, f"{words} would be good.")
    assert world.review.call.slot.start == utc("2026-09-16 00:00") + timedelta(hours=start)
    assert accepted(world) and world.mails(world.customer, "other_times") == []


def test_a_minute_in_our_night_is_none_and_what_they_wrote_is_quoted_without_their_signature(
    world: World,
):
    booked(world)
    world.reply(
        world.customer, "Wednesday at 8am would be good.\n\nKind regards\nEleanor Whitcombe"
    )
    said = world.text(world.customer, "other_times")
    assert "does not work on our side" in said and "> Kind regards" not in said
    assert "8am" in said and not accepted(world)


@pytest.mark.parametrize(
    "words",
    [
        "today doesn't work for me", "heute klappt bei mir nicht", "hoy no puedo", "vandaag lukt me niet",
        "hoje não posso", "aujourd'hui je ne peux pas",
    ],
)  # fmt: skip
def test_the_managers_refusal_of_a_day_moves_nobody(world: World, words: str):
    booked(world)
    slot = world.review.call.slot
    world.reply(world.manager, words, "question_script")
    assert world.review.call.slot == slot and events(world) == ["manager_cannot"]
    assert sequences(world, world.customer) == [0]


def test_any_other_day_is_a_choice_of_the_managers(world: World):
    booked(world)
    day = f"{world.review.call.slot.start:%A}"
    words = f"{day} doesn't work for me, any other day is fine."
    world.reply(world.manager, words, "question_script")
    assert f"{world.review.call.slot.start:%A}" != day and events(world) == ["moved"]
