"""Chapter 1: receipts, corrections, go and stop, major and minor, strangers."""

from __future__ import annotations

from email.message import EmailMessage
from pathlib import Path

import pytest

from debrief.demo.cast import forwarded_loss
from debrief.model import Stage
from tests.losses import arrive, customers_mail, forward, noted_forward, receipt, regret
from tests.world import World


def test_a_loss_that_merely_arrives_is_only_asked_about(world: World):
    arrive(world, customers_mail(world, regret(world)))
    world.pass_time(days=10)
    assert world.review.stage is Stage.ASKING
    assert len(world.mails(world.manager, "receipt")) == 1
    assert world.mails(world.customer) == []


def test_go_starts_it_and_the_invitation_goes_into_the_customers_thread(world: World):
    arrive(world, customers_mail(world, regret(world)))
    world.reply(world.manager, "go", "receipt")
    assert world.review.stage is Stage.CALLING
    mail, _ = world.invitations(world.customer)[0]
    assert mail["In-Reply-To"] == "<from-the-customer@pemberton-ceramics.example>"


def test_a_correction_is_taken_over_and_read_back(world: World):
    arrive(world, customers_mail(world, regret(world)))
    world.reply(world.manager, "amount: 120k\ncompetitor: Tellurix", "receipt")
    assert world.review.facts.amount == 120_000
    assert world.review.facts.competitor == "Tellurix"
    assert "120,000" in world.text(world.manager, "receipt")
    assert world.mails(world.customer) == []


@pytest.mark.parametrize(("word", "nobody_won"), [("unknown", False), ("none", True)])
def test_an_unknown_winner_is_not_the_same_as_none(world: World, word: str, nobody_won: bool):
    arrive(world, customers_mail(world, regret(world)))
    world.reply(world.manager, f"competitor: {word}\nrep: unknown", "receipt")
    facts = world.review.facts
    assert (facts.competitor, facts.no_decision, facts.rep_email) == (None, nobody_won, None)


def test_a_correction_below_the_threshold_makes_it_minor(world: World):
    arrive(world, customers_mail(world, regret(world)))
    world.reply(world.manager, "amount: 12k", "receipt")
    assert [r.stage for r in world.reviews()] == [Stage.LOGGED]


def test_a_minor_loss_can_be_reviewed_anyway(world: World):
    world.minor()
    world.settle()
    (minor,) = world.reviews()
    assert minor.stage is Stage.LOGGED
    world.reply(world.manager, "review\ncustomer_email: baker@tollgate-bakery.example", "receipt")
    (minor,) = world.reviews()
    assert minor.stage is Stage.CALLING


@pytest.mark.parametrize(
    ("amount", "mode"), [("EUR 45,000", "size_open"), ("EUR 240,000", "request")]
)
def test_an_amount_near_the_threshold_in_another_currency_is_asked_about(
    world: World, amount: str, mode: str
):
    noted_forward(world, "pls handle", amount=amount)
    assert receipt(world)["mode"] == mode
    world.reply(world.manager, "go", "receipt")
    assert world.review.stage is Stage.CALLING


def test_an_unknown_amount_is_asked_for(world: World):
    arrive(world, customers_mail(world, regret(world).replace("(USD 240,000)", "of last week")))
    review = world.reviews()[0]
    assert review.facts.amount is None
    assert review.effects[0].context["mode"] == "amount_unknown"
    world.reply(world.manager, "amount: 300000 USD\ngo", "receipt")
    assert world.review.stage is Stage.CALLING


@pytest.mark.parametrize(
    ("answer", "amount"),
    [("300k", 300_000), ("about 300.000 USD", 300_000), ("$1.2m\nJo", 1_200_000)],
)
def test_the_amount_that_was_asked_for_may_be_answered_alone(world: World, answer, amount):
    arrive(world, customers_mail(world, regret(world).replace("(USD 240,000)", "of last week")))
    world.reply(world.manager, answer, "receipt")
    assert world.review.facts.amount == amount
    assert world.review.effects[-1].context["doubts"] == []


def unknown(world: World) -> str:
    """Let the manager forward a mail that tells neither amount nor rep nor winner; return the rep's name."""
    deal = world.cast.deal
    text = (
        "One for a debrief.\n\n---------- Forwarded message ---------\n"
        f"From: {deal.customer} <{deal.email}>\nDate: Mon, 14 Sep 2026 at 11:02\n"
        "Subject: our decision\nTo: sales@brightwater.example\n\n\n"
        "Hi team,\n\nthank you for your offer for the line sensors. We have decided to go with another "
        f"supplier.\n\nBest regards,\n{deal.customer}\n{deal.company}\n"
    )
    forward(world, text)
    facts = world.review.facts
    assert (facts.amount, facts.rep_email, facts.competitor) == (None, None, None)
    return deal.rep


@pytest.mark.parametrize(
    "answer",
    [
        "80k, {first}, Corvane",
        "80k\n{first}\nCorvane",
        "1. 80k\n2. {first}\n3. Corvane",
        "- amount 80k\n- {lower}\n- Corvane",
        "amount 80k, rep {first}",
        "USD 80k / {full}",
        "{initial}; 80 k",
        "bedrag 80.000 USD, verkoper {first}",
    ],
)
def test_facts_that_were_asked_for_are_read_in_few_words(world: World, answer: str):
    rep = unknown(world)
    first, last = rep.split()
    said = answer.format(first=first, lower=first.lower(), full=rep, initial=f"{first} {last[0]}.")
    world.reply(world.manager, said, "receipt")
    facts = world.review.facts
    assert (facts.amount, facts.currency, facts.rep_email) == (80_000, "USD", world.rep)
    assert facts.competitor is None
    doubts = [(d["line"], d["nearest"]) for d in receipt(world)["doubts"]]
    assert doubts == ([("Corvane", "competitor: Corvane")] if "Corvane" in answer else [])


@pytest.mark.parametrize(
    ("answer", "nearest"),
    [
        ("{first} had it", "rep: {full}"),
        ("kommt von {first}", "rep: {full}"),
        ("$80-90k", "amount: 90k"),
        ("between 80 and 100k", "amount: 100k"),
    ],
)
def test_what_may_be_a_fact_is_asked_back_in_the_form_that_gives_it(
    world: World, answer: str, nearest: str
):
    rep = unknown(world)
    words = {"first": rep.split()[0], "full": rep}
    before = world.review.facts
    world.reply(world.manager, answer.format(**words), "receipt")
    assert world.review.facts == before
    assert [d["nearest"] for d in receipt(world)["doubts"]] == [nearest.format(**words)]


@pytest.mark.parametrize(
    "answer", ["email: ask Imani", "amount: lots", "clock: nowhere", "amount: 100-120k"]
)
def test_a_yes_to_an_example_takes_nothing_over(world: World, answer: str):
    arrive(world, customers_mail(world, regret(world)))
    world.reply(world.manager, answer, "receipt")
    before = world.review
    told = " ".join(world.text(world.manager, "receipt").split())
    assert "written like this" in told and "does what I proposed" not in told
    world.reply(world.manager, "yes", "receipt")
    assert world.review.facts == before.facts and world.review.call.zone != "Europe/Berlin"


def test_a_sum_that_says_more_is_proposed_itself(world: World):
    arrive(world, customers_mail(world, regret(world)))
    world.reply(world.manager, "amount was 130k btw", "receipt")
    assert [d["nearest"] for d in receipt(world)["doubts"]] == ["amount: 130k"]
    world.reply(world.manager, "yes", "receipt")
    assert (world.review.facts.amount, world.review.facts.currency) == (130_000, "USD")


@pytest.mark.parametrize(
    "answer",
    ["email: {}", "Email: {}", "- E-Mail: {}", "customer email is {}", "contact: {}", "Try {}"],
)
def test_a_label_beside_an_address_is_nobodys_name(world: World, answer: str):
    world.minor()
    world.settle()
    world.reply(world.manager, "review", "receipt")
    world.reply(world.manager, answer.format("tom.reid@northgate.example"), "receipt")
    (review,) = world.reviews()
    assert review.facts.customer_name is None
    asked = [d["nearest"] for d in receipt(world)["doubts"]]
    read = review.facts.customer_email == "tom.reid@northgate.example"
    assert read or asked == ["customer email: tom.reid@northgate.example"]
    assert read or not answer.lower().startswith(("email", "- e-mail", "customer"))


@pytest.mark.parametrize(
    "words", ["but do not write to her before Friday", "erst nach dem 1. Oktober anrufen"]
)
def test_a_restriction_beside_the_last_missing_facts_holds_the_start(world: World, words: str):
    rep = unknown(world)
    world.reply(world.manager, f"amount: 80k\nrep: {rep}\n{words}", "receipt")
    world.pass_time(days=1)
    assert world.review.facts.amount == 80_000
    assert world.mails(world.customer) == []
    assert receipt(world)["mode"] == "held"


def test_whoever_was_asked_for_may_be_named_alone(world: World):
    world.minor()
    world.settle()
    world.reply(world.manager, "review", "receipt")
    world.reply(world.manager, "Tom Reid tom.reid@northgate.example", "receipt")
    (review,) = world.reviews()
    assert review.facts.customer_name == "Tom Reid"
    assert review.facts.customer_email == "tom.reid@northgate.example"


def test_a_bare_value_that_nobody_asked_for_is_asked_back(world: World):
    arrive(world, customers_mail(world, regret(world)))
    before = world.review.facts
    for answer in ("80k", "tom.reid@northgate.example", "Thursday"):
        world.reply(world.manager, answer, "receipt")
        assert world.review.facts == before


def test_a_go_with_something_needed_missing_asks_for_it_by_name(world: World):
    world.minor()
    world.settle()
    world.reply(world.manager, "review", "receipt")
    (review,) = world.reviews()
    assert review.stage is Stage.ASKING
    assert "customer" in world.text(world.manager, "receipt").lower()
    assert review.effects[-1].context["mode"] == "incomplete"


def test_a_reply_that_is_not_understood_is_quoted_back(world: World):
    arrive(world, customers_mail(world, regret(world)))
    world.reply(world.manager, "Ask Theo what he thinks of the green one", "receipt")
    assert "green one" in world.text(world.manager, "receipt")
    assert world.review.stage is Stage.ASKING


@pytest.mark.parametrize("word", ["don't go", "please do not start yet", "go? not sure"])
def test_what_is_not_clearly_go_is_not_go(world: World, word: str):
    arrive(world, customers_mail(world, regret(world)))
    world.reply(world.manager, word, "receipt")
    world.pass_time(days=5)
    assert world.mails(world.customer) == []


@pytest.mark.parametrize("words", ["don't start yet", "please do not go", "not now"])
def test_a_request_can_be_held_back_within_the_grace(world: World, words: str):
    world.loss()
    world.reply(world.manager, words, "receipt")
    world.pass_time(days=5)
    assert world.review.stage is Stage.ASKING
    assert world.mails(world.customer) == []
    world.reply(world.manager, "go", "receipt")
    world.pass_time(hours=1)
    assert len(world.invitations(world.customer)) == 1


def test_the_same_message_delivered_twice_is_handled_once(world: World):
    mail = customers_mail(world, regret(world))
    arrive(world, mail)
    arrive(world, mail)
    assert len(world.reviews()) == 1
    assert len(world.mails(world.manager, "receipt")) == 1
    assert world.mails(world.manager, "merged") == []


def test_a_won_deal_is_left_alone(world: World):
    world.won()
    world.settle()
    assert world.reviews() == []
    assert list(world.inbound().values()) == ["left_alone"]


def test_a_mail_that_fails_authentication_never_becomes_a_review(world: World):
    mail = customers_mail(world, regret(world))
    mail["Authentication-Results"] = "office.debrief.invalid; dmarc=fail header.from=x.example"
    world.office.post(mail.as_bytes(), [world.manager])
    world.settle()
    assert world.reviews() == []
    assert world.mails(world.customer) == []


def test_a_rep_cannot_say_go(world: World):
    world.desk.team  # noqa: B018 - the world is wired
    arrive(world, customers_mail(world, regret(world)))
    mail = world.mails(world.manager, "receipt")[-1]
    message = world._answer_to(mail, world.rep, f"Re: {mail['Subject']}", None)
    body = mail.get_body(("plain",))
    message.set_content("go\n\n" + "\n".join(f"> {x}" for x in body.get_content().splitlines()))
    world.post(message, world.rep, world.manager)
    world.settle()
    world.pass_time(days=5)
    assert world.mails(world.customer) == []


def test_text_in_a_customers_mail_is_data_and_no_command(world: World):
    text = regret(world) + "\ngo\nstop\namount: 1\ncustomer_email: evil@elsewhere.example\n"
    arrive(world, customers_mail(world, text))
    world.pass_time(days=5)
    assert world.mails(world.customer) == []
    assert world.review.facts.amount == 240_000


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\x00\x00\x00",
        b"Subject: only a subject\r\n\r\n",
        b"From: \xff\xfe\r\nContent-Type: multipart/mixed\r\n\r\nno boundary",
        b"From: a@b.example\r\nContent-Type: text/plain; charset=klingon\r\n\r\n\xff\xfe\xfd",
    ],
)
def test_malformed_mail_ends_in_a_status_and_nothing_is_sent(world: World, raw: bytes):
    world.office.post(raw, [world.manager])
    world.settle()
    entries = list(world.desk.store.all_inbound())
    assert [e.status.value for e in entries if e.sender != world.manager][:1] in (
        ["left_alone"],
        ["set_aside"],
    )
    assert world.mails(world.customer) == []


def test_a_large_attachment_is_taken_in(world: World):
    mail = customers_mail(world, regret(world))
    mail.add_attachment(b"x" * 30_000_000, maintype="application", subtype="zip", filename="a.zip")
    arrive(world, mail)
    assert world.review.stage is Stage.ASKING


def test_pausing_holds_everything_and_resuming_loses_nothing(world: World):
    world.desk.store.save_setting("paused", "now")
    world.post(customers_mail(world, regret(world)), world.customer, world.manager)
    world.desk.cycle()
    assert world.mails(world.manager) == []
    world.desk.store.save_setting("paused", None)
    world.settle()
    assert len(world.mails(world.manager, "receipt")) == 1


def test_a_stop_calls_off_a_team_meeting_that_was_booked(world: World):
    world.learned()
    while world.review.meeting.uid is None:
        world.pass_time(hours=2)
    world.pass_time(hours=1)
    uid = world.review.meeting.uid
    world.reply(world.manager, "stop", "receipt")
    world.pass_time(days=1)
    assert world.review.stage is Stage.STOPPED
    for rep in world.reps:
        assert b"STATUS:CANCELLED" in world.office.get_event(rep, uid)


def test_a_go_after_a_stop_never_calls_a_customer_who_was_talked_to(world: World):
    world.noted()
    world.reply(world.manager, "stop", "receipt")
    before = len(world.mails(world.customer))
    world.pass_time(hours=2)
    world.reply(world.manager, "go", "receipt")
    world.pass_time(days=3)
    assert world.review.stage not in (Stage.STOPPED, Stage.ASKING, Stage.CALLING)
    assert len(world.mails(world.customer)) == before


def test_a_go_after_a_stop_never_writes_to_a_customer_who_said_no(world: World):
    world.booked()
    world.answer(world.customer, "DECLINED", "No thank you, please do not contact me again.")
    world.reply(world.manager, "stop", "receipt")
    before = len(world.mails(world.customer))
    world.reply(world.manager, "go", "receipt")
    world.pass_time(days=5)
    assert len(world.mails(world.customer)) == before


def test_a_go_after_a_stop_before_the_call_invites_afresh(world: World):
    world.booked()
    world.reply(world.manager, "stop", "receipt")
    world.reply(world.manager, "go", "receipt")
    assert world.review.stage is Stage.CALLING
    parts = [ics for _, ics in world.invitations(world.customer)]
    assert sorted(b"METHOD:CANCEL" in part for part in parts) == [False, False, True]


def answer_quoting(world: World, mail: EmailMessage, text: str, change: str = "") -> None:
    """Let the manager answer this very mail, quoting it whole; ``change`` replaces its amount."""
    body = mail.get_body(("plain",))
    assert body is not None
    lines = [
        change if change and line.startswith("Amount:") else line
        for line in str(body.get_content()).splitlines()
    ]
    quoted = "\n".join(f"> {line}" for line in lines)
    message = world._answer_to(mail, world.manager, f"Re: {mail['Subject']}", None)
    message.set_content(f"{text}\n\nOn Monday, Debrief wrote:\n{quoted}\n")
    world.post(message, world.manager, world.manager)
    world.settle()


def test_an_answer_to_an_older_receipt_takes_no_correction_back(world: World):
    world.loss()
    first = world.mails(world.manager, "receipt")[-1]
    world.pass_time(minutes=1)
    answer_quoting(world, first, "amount: 800k\ncompetitor: Zenith")
    world.pass_time(minutes=1)
    answer_quoting(world, first, "priorities: price, speed")
    facts = world.review.facts
    assert (facts.amount, facts.competitor) == (800_000, "Zenith")
    assert facts.priorities == ("price", "speed")


def test_a_line_changed_inside_an_older_receipt_still_counts(world: World):
    world.loss()
    first = world.mails(world.manager, "receipt")[-1]
    world.pass_time(minutes=1)
    answer_quoting(world, first, "competitor: Zenith")
    world.pass_time(minutes=1)
    answer_quoting(world, first, "", change="Amount:      USD 190,000")
    assert (world.review.facts.amount, world.review.facts.competitor) == (190_000, "Zenith")


@pytest.mark.parametrize(
    "text",
    [
        "We won it after all! They came back this morning.",
        "Wir haben doch gewonnen.",
        "It's not lost",
    ],
)
def test_a_deal_that_was_won_after_all_ends_the_review(world: World, text: str):
    world.loss()
    world.reply(world.manager, text, "receipt")
    world.pass_time(days=3)
    assert world.review.stage is Stage.STOPPED and world.mails(world.customer) == []


def test_talk_of_what_was_won_elsewhere_ends_nothing(world: World):
    world.loss()
    world.reply(world.manager, "competitor: Zenith, who won it on price", "receipt")
    world.pass_time(minutes=20)
    assert world.review.stage is Stage.CALLING


@pytest.mark.parametrize(
    ("words", "purpose"),
    [
        ("they came back to us, we have the order!", "receipt"),
        ("hold off please", "receipt"),
        ("hold off please", "question_script"),
        ("no more mails to her", "call_update"),
        ("they came back to us, we have the order!", "question_script"),
        ("no more mails to Helen", "question_script"),
        ("Helen called me, all settled", "question_script"),
    ],
)
def test_a_word_that_may_object_keeps_the_reminders_back(world: World, words: str, purpose: str):
    world.loss()
    world.pass_time(minutes=20)
    if purpose == "call_update":
        world.pass_time(days=3)
    world.reply(world.manager, words, purpose)
    heard = len(world.mails(world.customer))
    world.pass_time(days=4)
    assert len(world.mails(world.customer)) == heard
    world.reply(world.manager, "go", "not_understood" if purpose == "call_update" else "receipt")
    world.pass_time(days=4)
    assert len(world.mails(world.customer)) > heard


def unknown_place(world: World) -> None:
    """Forward a loss whose mail tells nothing of where the customer is."""
    mail = forwarded_loss(world.cast, world.clock.now)
    body = mail.get_body(("plain",))
    assert body is not None
    text = str(body.get_content())
    kept = [line for line in text.splitlines() if "+" not in line and ", UK" not in line]
    body.set_content("\n".join(kept))
    world.post(mail, world.manager, world.debrief_address)
    world.settle()


def test_where_nothing_tells_the_receipt_says_so_with_the_command_that_corrects_it(world: World):
    unknown_place(world)
    said = " ".join(world.text(world.manager, "receipt").split())
    assert "Nothing tells me where they are" in said
    assert "zone: Europe/Lisbon" in said
    world.pass_time(minutes=1)
    world.reply(world.manager, "customer's clock: New York time", "receipt")
    said = " ".join(world.text(world.manager, "receipt").split())
    assert "Nothing tells me where they are" not in said
    assert "New York time (your own word)" in said


def test_where_nothing_tells_the_clock_of_a_rep_abroad_is_nearer_than_our_own(world: World):
    unknown_place(world)
    ours = world.cast.team["manager"]["country"]
    abroad = next(r for r in world.cast.team["reps"] if r["country"] != ours)
    world.pass_time(minutes=1)
    world.reply(world.manager, f"rep: {abroad['email']}", "receipt")
    said = " ".join(world.text(world.manager, "receipt").split())
    assert f"nothing in their mail; {abroad['name']}'s zone" in said


@pytest.mark.parametrize(
    ("to", "requested"),
    [
        (("{name}@{domain}",), True),
        (("{name}+debrief@{domain}",), True),
        (("{name}+losses@{domain}", "{name}@{domain}"), True),
        (("{name}+debrief@elsewhere.example",), False),
        (("{name}x+debrief@{domain}",), False),
        (("{name}+debrief@{domain}", "colleague@{domain}"), False),
    ],
)
def test_what_the_manager_forwards_to_an_address_of_their_own_is_a_request(
    world: World, to: tuple[str, ...], requested: bool
):
    name, _, domain = world.manager.partition("@")
    mail = forwarded_loss(world.cast, world.clock.now)
    del mail["To"]
    mail["To"] = ", ".join(address.format(name=name, domain=domain) for address in to)
    world.post(mail, world.manager, world.manager)
    world.pass_time(minutes=20)
    assert bool(world.invitations(world.customer)) == requested


@pytest.mark.parametrize(
    ("sent", "mode"),
    [
        ("9 March 2026 08:11", "old"),
        ("12 July 2026 08:11", "old"),
        ("20 July 2026 08:11", "request"),
    ],
)
def test_a_decision_of_long_ago_is_asked_about_before_the_customer_hears(
    world: World, sent: str, mode: str
):
    noted_forward(world, "pls handle", sent)
    world.pass_time(hours=1)
    assert receipt(world)["mode"] == mode
    assert bool(world.mails(world.customer)) == (mode == "request")
    if mode == "old":
        assert sent.partition(" 2026")[0] in world.text(world.manager, "receipt")
        world.reply(world.manager, "go", "receipt")
    assert world.review.stage is Stage.CALLING


def test_a_decision_of_long_ago_starts_neither_by_a_fact_nor_by_another_forward(world: World):
    noted_forward(world, "amount: unknown", "9 March 2026 08:11")
    world.reply(world.manager, "amount: 240k", "receipt")
    noted_forward(world, "here it is", "9 March 2026 08:11")
    world.pass_time(days=1)
    assert receipt(world)["mode"] == "old"
    assert world.mails(world.customer) == []


def test_how_old_a_decision_may_be_is_the_teams_to_say(tmp_path: Path):
    world = World(tmp_path, policy="old_loss_days = 365")
    noted_forward(world, "pls handle", "9 March 2026 08:11")
    assert receipt(world)["mode"] == "request"


@pytest.mark.parametrize(
    "words", ["Yes we lost this one", "yes it is lost", "ja, verloren", "oui, perdu"]
)
def test_the_question_whether_it_is_lost_may_be_answered_in_its_own_words(world: World, words: str):
    arrive(world, customers_mail(world, regret(world)))
    world.reply(world.manager, words, "receipt")
    assert world.review.stage is Stage.CALLING


@pytest.mark.parametrize(
    "words", ["yes, not lost", "lost? yes and no", "yes but lost for now only"]
)
def test_a_doubtful_answer_to_that_question_starts_nothing(world: World, words: str):
    arrive(world, customers_mail(world, regret(world)))
    world.reply(world.manager, words, "receipt")
    assert world.review.stage is Stage.ASKING


WON = (
    "no, we won it back",
    "they changed their mind, it's a deal",
    "Good news: they came back to us and signed!",
    "Wir haben den Auftrag doch noch bekommen",
    "On a finalement gagné !",
    "Finalmente nos dieron el pedido",
    "We hebben de opdracht toch gekregen",
    "afinal ganhámos",
)


@pytest.mark.parametrize("words", WON)
def test_a_deal_that_is_ours_after_all_ends_the_review_on_the_managers_word(
    world: World, words: str
):
    world.loss()
    world.reply(world.manager, words, "receipt")
    assert (world.review.stage, world.mails(world.customer)) == (Stage.STOPPED, [])
    assert "won after all" in world.review.history[-1].what
    assert "congratulations" in world.text(world.manager, "stopped")


def test_a_deal_that_is_ours_after_all_takes_the_call_off_the_calendar(world: World):
    world.booked()
    world.reply(world.manager, WON[0], "question_script")
    world.pass_time(days=10)
    assert world.review.stage is Stage.STOPPED
    assert b"METHOD:CANCEL" in world.invitations(world.customer)[-1][1]
    assert len(world.mails(world.customer)) == 2


OPEN = (
    "did we win it back?",
    "we might win it back",
    "we won't win it back",
    "Peakline won it back",
    "we won the technical part but lost on price",
    "we won another order of theirs last year",
    "we won the follow-up",
    "we got the order for the smaller part",
    "the order was ours to lose",
)


@pytest.mark.parametrize("words", OPEN)
def test_what_leaves_open_whether_it_is_won_ends_nothing(world: World, words: str):
    world.booked()
    world.reply(world.manager, words, "question_script")
    assert world.review.stage is Stage.CALLING


@pytest.mark.parametrize(
    "answer",
    [
        "yes",
        "Yes please",
        "👍",
        "ja",
        "oui",
        "sí",
        "Hi,\nyes.\n\nBest regards\nNadia",
        "ok, that's it",
    ],
)
def test_a_yes_to_what_a_receipt_proposes_is_that_and_no_start(world: World, answer: str):
    world.loss()
    world.reply(
        world.manager, "not her, her boss: Peter Hale <peter.hale@pemberton.example>", "receipt"
    )
    (doubt,) = receipt(world)["doubts"]
    assert doubt["nearest"] == "customer: Peter Hale <peter.hale@pemberton.example>"
    world.reply(world.manager, answer, "receipt")
    world.pass_time(days=1)
    facts = world.review.facts
    assert (facts.customer_name, facts.customer_email) == (
        "Peter Hale",
        "peter.hale@pemberton.example",
    )
    assert world.review.stage is Stage.ASKING
    assert not world.mails(world.customer)


@pytest.mark.parametrize("out", [False, True])
def test_a_yes_to_a_stop_that_a_receipt_proposes_never_reaches_the_customer(
    world: World, out: bool
):
    world.loss()
    world.pass_time(minutes=20 if out else 0)
    world.reply(world.manager, "don't contact her, talk to Peter Hale instead", "receipt")
    assert [d["nearest"] for d in receipt(world)["doubts"]] == ["stop"]
    had = len(world.invitations(world.customer))
    world.reply(world.manager, "yes", "receipt")
    world.pass_time(days=12)
    assert world.review.stage is Stage.STOPPED
    assert len(world.invitations(world.customer)) == (2 * had)  # what is out is called off


def test_a_go_beside_what_a_receipt_proposes_is_a_go(world: World):
    world.loss()
    world.reply(world.manager, "it should be peter.hale@pemberton.example", "receipt")
    world.reply(world.manager, "go", "receipt")
    assert world.review.stage is Stage.CALLING
