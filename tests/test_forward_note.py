"""What the manager writes above a forward: facts put right, and what holds the start back."""

from __future__ import annotations

from email.message import EmailMessage
from email.policy import SMTP

import pytest

from debrief.answers.note_start import put_off
from debrief.model import Stage
from tests.losses import forward, noted_forward, passed_on, receipt, with_attached
from tests.world import World, utc


@pytest.mark.parametrize(
    "note",
    [
        "Please do NOT contact the customer, just log it",
        "lost. don't call them yet, I am talking to her on thursday",
        "below: FYI, lost, call Theo not Eleanor",
        "not sure if major?",
        "Not our loss I think, or is it? What do you think",
        "for the record only",
        "Stop",
        "?",
        "not yet",
        "Can you set up the call for next week? Wednesday is best",
        "she has left, new contact is Peter Holm peter.holm@pemberton-ceramics.example",
        "this one hurts, 1.2m!",
        "bitte erst nach meinem Gespräch am Donnerstag starten",
        "ne pas contacter pour le moment",
        "no la llaméis todavía",
        "nog niet bellen aub",
        "ainda não ligar",
    ],
)
def test_a_note_above_a_forward_that_restrains_or_is_unclear_holds_the_start(
    world: World, note: str
):
    noted_forward(world, note)
    world.pass_time(days=2)
    assert world.mails(world.customer) == []
    assert receipt(world)["mode"] == "held"
    world.reply(world.manager, "go", "receipt")
    assert world.review.stage is Stage.CALLING


@pytest.mark.parametrize(
    "note",
    [
        "pls handle",
        "Can you please set up a debrief on this one?",
        "Damn! We were so close. They liked our team but went for a cheaper offer.",
        "240k lost",
        "Not sure why we lost, price was fine. Please find out.",
        "Lost after 6 months of work. Let's learn from it.",
        "Bitte debriefen, leider verloren",
        "Para revisar, gracias",
        "Pour suite à donner, merci",
        "Please start a post-mortem on this.\n\nBest regards,\nNadia Ferrant\nRegional Sales Manager\n"
        "Mobile +1 312 555 0188\nnadia.ferrant@brightwater.example",
    ],
)
def test_a_note_that_merely_passes_a_loss_on_holds_nothing(world: World, note: str):
    noted_forward(world, note)
    assert receipt(world)["mode"] == "request"


def test_a_note_above_a_forward_puts_facts_right(world: World):
    noted_forward(world, f"amount: 290k\nrep: {world.reps[1]}")
    facts = world.review.facts
    assert (facts.amount, facts.rep_email) == (290_000, world.reps[1])
    assert receipt(world)["mode"] == "request"
    assert [name for name, _ in receipt(world)["changed"]] == ["amount", "rep_email"]


def test_a_note_above_another_forward_holds_what_was_about_to_start(world: World):
    noted_forward(world, "pls handle")
    world.pass_time(minutes=3)
    noted_forward(world, "Sorry, please do not write to her yet")
    world.pass_time(days=2)
    assert world.mails(world.customer) == []
    assert receipt(world)["mode"] == "held"


def test_a_question_above_the_same_forward_once_more_holds_nothing(world: World):
    noted_forward(world, "pls handle")
    noted_forward(world, "once more, did you get this?")
    world.pass_time(minutes=20)
    assert len(world.invitations(world.customer)) == 1


@pytest.mark.parametrize("note", ["amount: 145k", "Please do not contact them yet"])
def test_a_note_above_several_mails_holds_all_of_them(world: World, note: str):
    forward(world, f"{note}\n{passed_on(1)}{passed_on(2)}")
    world.pass_time(days=1)
    assert [r.stage for r in world.reviews()] == [Stage.ASKING] * 2
    assert sorted(r.facts.amount or 0 for r in world.reviews()) == [61_000, 62_000]
    assert note in world.text(world.manager, "receipt")


def test_a_note_above_several_mails_makes_none_of_them_a_loss(world: World):
    order = EmailMessage(policy=SMTP)
    order["From"], order["Subject"] = "Peter Holm <peter.holm@ashdown-mills.example>", "Probes"
    order["To"], order["Date"] = world.rep, "Fri, 11 Sep 2026 10:00:00 +0000"
    order.set_content(
        "Hi,\n\nthank you for the cold store probes proposal (USD 90,000). Our purchase order is "
        "attached, we look forward to working with you.\n\nPeter Holm\nAshdown Mills\n"
    )
    mail = with_attached(world, "Two losses, please debrief", 1)
    mail.add_attachment(order)
    world.post(mail, world.manager, world.debrief_address)
    world.pass_time(days=1)
    assert sorted(r.verdict for r in world.reviews()) == ["loss", "unsure"]
    assert world.mails("peter.holm@ashdown-mills.example") == []


@pytest.mark.parametrize(
    ("note", "day"),
    [
        ("can you set this up for the week of Jan 11", "2027-01-11"),
        ("please do this one in January", "2027-01-04"),
        ("pls handle in the new year", "2027-01-04"),
        ("Theo is on vacation until Jan 4, pls handle", "2027-01-05"),
        ("run it when Theo's back (Dec 14)", "2026-12-14"),
        ("handle this one please, not between the years though", "2027-01-04"),
        ("merry xmas. after the break pls", "2027-01-04"),
        ("pls run this after new year", "2027-01-04"),
        ("Please take care of this next week.\n\nThanks\nNadia", "2026-12-07"),
        ("Bitte im neuen Jahr erledigen", "2027-01-04"),
        ("Theo ist bis 4. Januar im Urlaub, bitte erledigen", "2027-01-05"),
        ("à traiter en janvier svp", "2027-01-04"),
        ("pas pendant les fêtes svp", "2027-01-04"),
        ("hazlo en enero por favor", "2027-01-04"),
        ("Theo está de vacaciones hasta el 4 de enero", "2027-01-05"),
        ("in het nieuwe jaar oppakken graag", "2027-01-04"),
        ("trata disto em janeiro", "2027-01-04"),
    ],
)
def test_a_note_that_names_when_lets_the_review_start_then_and_quotes_it(
    world: World, note: str, day: str
):
    world.clock.now = utc("2026-12-02 15:00")
    noted_forward(world, note, sent="2 December 2026 08:11")
    assert receipt(world)["mode"] == "later"
    assert str(receipt(world)["start_on"])[:10] == day
    quoted = next(value for name, value in receipt(world)["changed"] if name == "start")
    assert set(quoted.split("“")[1].rstrip("”").split()) <= set(note.split())
    world.pass_time(days=2)
    assert world.mails(world.customer) == []
    world.until(utc(f"{day} 23:00"))
    assert len(world.invitations(world.customer)) == 1
    slot = world.review.call.slot
    assert slot is not None and f"{slot.start:%Y-%m-%d}" >= day


@pytest.mark.parametrize(
    "note",
    [
        "please handle before Christmas",
        "They go live on Jan 11",
        "Lost to Corvane, project starts in January",
        "Theo was on vacation when it came in",
        "they may tender again in January",
        "Merry Christmas!",
        "vor Weihnachten bitte erledigen",
        "avant Noël svp",
        "antes de Navidad por favor",
        "Ihr Budget beginnt im Januar",
    ],
)
def test_a_deadline_and_a_day_of_the_customers_own_put_nothing_off(note: str):
    assert put_off(note, utc("2026-12-02 15:00"), "America/Chicago") is None


@pytest.mark.parametrize(
    "note", ["Can you do this in early January?", "Mach das bitte in der Woche vom 11. Januar"]
)
def test_a_time_to_start_that_is_not_certain_is_held_and_quoted(world: World, note: str):
    world.clock.now = utc("2026-12-02 15:00")
    noted_forward(world, note, sent="2 December 2026 08:11")
    assert receipt(world)["mode"] in ("held", "later")
    assert note in " ".join(world.text(world.manager, "receipt").split())


def test_a_note_that_names_when_is_no_go_for_a_deal_of_unknown_size(world: World):
    world.clock.now = utc("2026-12-02 15:00")
    noted_forward(world, "please do this one in January", "2 December 2026 08:11", "")
    assert receipt(world)["mode"] == "amount_unknown"
    world.pass_time(days=50)
    assert world.mails(world.customer) == []
