"""Who else comes to the call: by the manager's word, never by the customer's alone."""

from __future__ import annotations

import pytest

from debrief.answers.commands import read_commands
from debrief.answers.company import guests_in, wished_company, with_company_named
from debrief.answers.left_out import left_out, with_left_out
from debrief.demo.cast import make_cast
from debrief.model import Facts, Stage
from debrief.team import Team
from tests.losses import arrive, customers_mail, regret
from tests.world import World

TEAM = Team.model_validate(make_cast(1).team)
REP = TEAM.reps[0].email
TOM = "tom.hart@pemberton-ceramics.example"
THEO = "theo.abernathy@brightwater.example"


@pytest.mark.parametrize(
    "words",
    [
        "Theo will join too",
        "please add Theo as well",
        "can you add Theo to the call?",
        "nimm bitte Theo dazu",
        "Theo kommt auch mit",
        "Ajoute Theo s'il te plaît",
        "Theo vient aussi",
        "Añade a Theo por favor",
        "Theo viene también",
        "Voeg Theo toe",
        "Theo komt ook",
        "Adiciona o Theo",
        "O Theo vem também",
        "Theo's joining us on the call",
        "theo joins as well",
        "pls add theo",
    ],
)
def test_these_put_a_rep_on_the_call(words: str) -> None:
    assert with_company_named(words, TEAM, REP) == "join: Theo Abernathy"


@pytest.mark.parametrize(
    "words",
    [
        f"Can you invite Tom Hart <{TOM}> too?",
        f"I'd like Tom Hart ({TOM}) to join as well",
        f"Bitte lade Tom Hart ({TOM}) auch ein",
        f"Peux-tu aussi inviter Tom Hart ({TOM}) ?",
        f"¿Puedes invitar también a Tom Hart ({TOM})?",
        f"Kun je Tom Hart ({TOM}) ook uitnodigen?",
        f"Pode convidar também o Tom Hart ({TOM})?",
    ],
)
def test_these_put_somebody_of_another_address_on_it(words: str) -> None:
    assert with_company_named(words, TEAM, REP) == f"join: Tom Hart <{TOM}>"


@pytest.mark.parametrize(
    "words",
    [
        "Should Theo join?",
        "Theo will join on Friday",
        "If Theo joins, go",
        "Theo does not join",
        "I'll join Theo in Berlin",
        "Theo was there too",
        "Theo knows them too",
        "Theo takes Imani's place",
        "we joined forces with Theo",
        "Theo ist auch der Meinung",
        "Imani will join",
        "> Theo will join too",
        "Theo joins Peakline next month",
        "add Theo to the CRM",
        "Theo kommt auch aus der Branche",
        "Theo vient aussi de chez eux",
        "I also invited jane@peakline.example to our webinar",
        "Jane Doe (jane@peakline.example) will be joining Peakline",
        "Jane (jane@peakline.example) also takes part in their decisions",
        "Please add jane@peakline.example to the CRM",
        "J'ai aussi invité jane@peakline.example à notre salon",
        "Ich habe jane@peakline.example auch zur Messe eingeladen",
        "Jane (jane@peakline.example) también viene de la competencia",
        "Their new address is eleanor@pc.example, please include it",
    ],
)
def test_these_put_nobody_on_it(words: str) -> None:
    assert with_company_named(words, TEAM, REP) == words


def test_a_yes_before_it_stays_a_yes(world: World) -> None:
    arrive(world, customers_mail(world, regret(world)))
    world.reply(world.manager, "yes please, and add theo", "receipt")
    assert world.review.stage is Stage.CALLING
    assert world.review.call.guests == {THEO: "Theo Abernathy"}
    assert with_company_named("yes, and Theo was there too", TEAM, REP).startswith("yes, and")


def test_guests_are_known_by_name_or_by_address() -> None:
    found = guests_in(f"Theo and Tom Hart <{TOM}>", TEAM, None)
    assert found == {THEO: "Theo Abernathy", TOM: "Tom Hart"}
    assert guests_in("Marta", TEAM, None) is None
    assert guests_in(f"{TEAM.debrief_address}, {TOM}", TEAM, TOM) is None


def test_an_order_that_says_more_is_proposed_and_its_yes_invites(world: World) -> None:
    world.loss()
    world.reply(world.manager, f"Please add their CFO, Tom Hart ({TOM})", "receipt")
    assert world.review.call.guests == {}
    assert f"join: Tom Hart <{TOM}>" in " ".join(world.text(world.manager, "receipt").split())
    world.reply(world.manager, "yes", "receipt")
    assert world.review.call.guests == {TOM: "Tom Hart"}
    assert world.review.facts.customer_email == world.customer


@pytest.mark.parametrize(
    ("words", "email", "rest"),
    [
        (f"could you add {TOM}?", TOM, ""),
        (
            f"Yes that works. Please also invite my colleague Tom Hart ({TOM}).",
            TOM,
            "Yes that works.",
        ),
        ("my colleague Tom should join", "", ""),
        (f"Ja gern. Bitte laden Sie auch meinen Kollegen Tom ein: {TOM}", TOM, "Ja gern."),
        (f"D'accord. Merci d'inviter aussi Tom Hart ({TOM})", TOM, "D'accord."),
        (f"Sí, perfecto. Invite también a mi compañero Tom ({TOM})", TOM, "Sí, perfecto."),
        (f"Akkoord. Kunt u ook mijn collega Tom uitnodigen? {TOM}", TOM, "Akkoord."),
        (f"Sim. Por favor inclua também o meu colega Tom, {TOM}", TOM, "Sim."),
    ],
)
def test_a_customer_wishes_company(words: str, email: str, rest: str) -> None:
    wish, left = wished_company(words, "eleanor@pemberton-ceramics.example")
    assert wish is not None
    assert (wish.email, left.strip()) == (email, rest)


@pytest.mark.parametrize(
    "words",
    [
        f"Please talk to my colleague Tom Hart, {TOM}",
        f"My colleague Tom will take the call instead, {TOM}",
        "I'm also out that week",
        "I'll be joining from my car",
        "Please add it to my calendar",
        "Can I join by phone?",
        "Bitte fügen Sie einen Link hinzu",
        "Please include a Teams link",
        "Please do not add my colleague Tom",
    ],
)
def test_these_wish_no_company(words: str) -> None:
    assert wished_company(words, "eleanor@pemberton-ceramics.example")[0] is None


def test_whom_the_manager_adds_before_the_invitation_is_on_it(world: World) -> None:
    world.loss()
    world.reply(world.manager, "Theo will join too", "receipt")
    assert "Theo Abernathy" in world.text(world.manager, "receipt")
    world.pass_time(minutes=20)
    (_mail, ics), *more = world.invitations(world.customer)
    assert not more
    assert THEO.encode() in ics.replace(b"\r\n ", b"")
    assert "Also invited: Theo Abernathy" in world.text(world.customer, "call")
    assert len(world.invitations(THEO)) == 1


def test_whom_the_manager_adds_later_comes_at_the_same_time_and_stays_when_it_moves(
    world: World,
) -> None:
    world.booked()
    before = world.review.call.slot
    world.reply(world.manager, "nimm bitte Theo dazu", "question_script")
    assert (world.review.call.slot, world.review.call.answer) == (before, "accepted")
    assert "Somebody else joins us" in world.text(world.customer, "call")
    world.answer(world.rep, "DECLINED")
    assert world.review.call.slot != before
    assert len(world.invitations(THEO)) == 2


def test_whom_the_customer_would_bring_is_the_managers_to_invite(world: World) -> None:
    world.loss()
    world.pass_time(minutes=20)
    words = f"Yes that works. Please also invite my colleague Tom Hart ({TOM})."
    world.reply(world.customer, words, "call")
    assert world.review.call.answer == "accepted"
    assert f"join: Tom Hart <{TOM}>" in " ".join(world.text(world.manager, "call_update").split())
    assert not (world.office.folder / TOM).exists()
    world.reply(world.manager, f"join: Tom Hart <{TOM}>", "call_update")
    assert len(world.invitations(TOM)) == 1
    assert world.review.facts.customer_email == world.customer
    assert world.review.call.answer == "accepted"


def test_company_without_an_address_is_put_before_the_manager(world: World) -> None:
    world.loss()
    world.pass_time(minutes=20)
    world.reply(world.customer, "my colleague Tom should join", "call")
    assert "join: name <address>" in world.text(world.manager, "call_update")
    known = len(world.mails(world.customer))
    world.pass_time(days=4)
    assert len(world.mails(world.customer)) == known


def test_nobody_joins_a_call_that_is_over(world: World) -> None:
    world.called()
    world.reply(world.manager, "1. Theo should join earlier\n4. Add Theo as well", "notes_request")
    assert world.review.call.guests == {}
    assert world.invitations(THEO) == []


def from_their_office(world: World, text: str) -> None:
    """Let the customer's office answer the invitation in the customer's thread."""
    world.reply(world.customer, text, "call", sender="office@pemberton-ceramics.example")


def test_what_an_assistant_agrees_to_counts_by_the_managers_yes(world: World) -> None:
    world.loss()
    world.pass_time(minutes=20)
    from_their_office(world, "Eleanor asked me to let you know that the time works.")
    assert world.review.call.answer is None
    world.reply(world.manager, "yes", "call_update")
    assert world.review.call.answer == "accepted"


def test_another_time_of_an_assistants_is_agreed_to_by_no_bare_yes(world: World) -> None:
    world.loss()
    world.pass_time(minutes=20)
    from_their_office(world, "Could we do Wednesday 16 September at 15:00?")
    world.reply(world.manager, "yes", "call_update")
    assert world.review.call.answer is None


def test_a_yes_to_an_assistant_counts_for_no_time_to_which_the_call_moved_since(
    world: World,
) -> None:
    world.loss()
    world.pass_time(minutes=20)
    from_their_office(world, "Eleanor asked me to let you know that the time works.")
    asked = world.mails(world.manager, "call_update")[-1]
    world.answer(world.rep, "DECLINED")
    message = world._answer_to(asked, world.manager, f"Re: {asked['Subject']}", None)
    message.set_content("yes")
    world.post(message, world.manager, world.manager)
    world.settle()
    assert world.review.call.answer is None


def test_a_yes_to_the_wish_that_nobody_be_contacted_agrees_to_nothing_and_reminds_nobody(
    world: World,
) -> None:
    world.loss()
    world.pass_time(minutes=20)
    from_their_office(world, "Please do not contact Eleanor any more.")
    known = len(world.mails(world.customer))
    world.reply(world.manager, "yes", "call_update")
    assert world.review.call.answer is None
    world.pass_time(days=4)
    assert len(world.mails(world.customer)) == known


def with_guests(world: World) -> None:
    """Let Tom and Theo be invited beside the customer."""
    world.loss()
    world.reply(world.manager, f"join: Tom Hart <{TOM}>, Theo", "receipt")
    world.pass_time(minutes=20)


def test_what_a_guest_writes_is_no_answer_of_the_customers(world: World) -> None:
    with_guests(world)
    world.reply(TOM, "The time works for me.", "call")
    told = " ".join(world.text(world.manager, "call_update").split())
    assert "Tom Hart is on the call as well, and nothing was changed." in told
    assert "is not invited" not in told and "counts the time" not in told
    world.reply(world.manager, "yes", "call_update")
    assert world.review.call.answer is None
    world.reply(THEO, "I will be five minutes late.", "call")
    told = " ".join(world.text(world.manager, "call_update").split())
    assert "Theo Abernathy is on the call as well" in told


def test_what_a_guest_says_beside_a_button_reaches_the_manager(world: World) -> None:
    with_guests(world)
    known = len(world.mails(world.manager, "call_update"))
    world.answer(TOM, "ACCEPTED")
    assert len(world.mails(world.manager, "call_update")) == known
    world.answer(TOM, "DECLINED", "Eleanor has left us, by the way.")
    assert "Eleanor has left us" in world.text(world.manager, "call_update")


def test_guests_of_a_customer_do_not_meet_another_one_who_was_meant(world: World) -> None:
    with_guests(world)
    world.reply(world.manager, "email: joan@othercorp.example", "receipt")
    assert "Tom Hart is not invited" in world.text(world.manager, "receipt")
    world.pass_time(minutes=30)
    assert len(world.invitations("joan@othercorp.example")) == 1
    assert [e.kind for e in world.review.effects if TOM in e.to] == ["invite", "cancel"]
    assert world.review.call.guests == {THEO: "Theo Abernathy"}


def test_guests_stay_where_another_of_their_company_is_asked(world: World) -> None:
    with_guests(world)
    world.reply(world.manager, "email: joan@pemberton-ceramics.example", "receipt")
    assert TOM in world.review.call.guests


@pytest.mark.parametrize(
    "words",
    [
        "My assistant Jane (jane@pemberton-ceramics.example) will find a time with you.",
        "Meine Assistentin meldet sich wegen eines Termins.",
        "Mon assistante vous proposera une date.",
    ],
)
def test_a_time_left_to_an_assistant_is_the_managers_to_agree_on(world: World, words: str) -> None:
    world.loss()
    world.pass_time(minutes=20)
    known = len(world.mails(world.customer))
    world.reply(world.customer, words, "call")
    assert "leave it to an assistant" in world.text(world.manager, "call_update")
    world.pass_time(days=4)
    assert len(world.mails(world.customer)) == known


GUESTS = {THEO: "Theo Abernathy", TOM: "Tom Hart"}


@pytest.mark.parametrize(
    ("words", "who"),
    [
        ("Theo will not join after all", [THEO]),
        ("theo can't make it", [THEO]),
        ("take Tom Hart off again please", [TOM]),
        ("can you take Theo off the invite?", [THEO]),
        ("uninvite Tom and Theo", [THEO, TOM]),
        ("without: Theo", [THEO]),
        ("remove: Tom", [TOM]),
        ("nimm Theo wieder raus", [THEO]),
        ("Theo kommt doch nicht mit", [THEO]),
        ("bitte ohne Theo", [THEO]),
        ("Theo ne vient pas finalement", [THEO]),
        ("sans Theo s'il te plaît", [THEO]),
        ("Theo no viene", [THEO]),
        ("quita a Tom", [TOM]),
        ("Theo komt toch niet mee", [THEO]),
        ("haal Theo er weer af", [THEO]),
        ("O Theo não vem", [THEO]),
        ("tira o Theo", [THEO]),
    ],
)
def test_these_take_guests_off_the_call(words: str, who: list[str]) -> None:
    read = read_commands(with_left_out(words, TEAM, GUESTS, REP), Facts(), currency="USD")
    assert sorted(left_out(str(read.changes["left_out"]), TEAM, GUESTS)) == sorted(who)
    assert not read.alone


@pytest.mark.parametrize(
    "words",
    [
        "Should Theo not join?",
        "If Theo does not join, stop",
        "Theo can't make the numbers work",
        "Theo did not like the offer",
        "Theo is not the rep",
        "Theo will not join before Friday",
        "without Imani",
        "Imani can't come",
        "> without Theo",
        "no doubt Theo is right",
    ],
)
def test_these_take_nobody_off_it(words: str) -> None:
    assert with_left_out(words, TEAM, GUESTS, REP) == words


def test_who_is_no_guest_is_not_the_rep_who_stays_away(world: World) -> None:
    world.booked()
    world.reply(world.manager, "without Theo", "question_script")
    assert world.review.call.with_rep
    assert "without: Theo Abernathy (not invited)" in world.text(world.manager, "receipt")


def test_a_guest_is_taken_off_by_mail_told_so_and_does_not_come_back(world: World) -> None:
    world.booked()
    slot = world.review.call.slot
    world.reply(world.manager, f"join: Theo, Tom Hart <{TOM}>", "receipt")
    assert "without: Tom Hart" in world.text(world.manager, "receipt")
    world.reply(world.manager, "Tom won't join after all", "receipt")
    mail, ics = world.invitations(TOM)[-1]
    assert b"METHOD:CANCEL" in ics and "goes on without you" in str(mail["Subject"])
    mail, ics = world.invitations(world.customer)[-1]
    assert b"tom.hart" not in ics and b"theo.abernathy" in ics
    body = mail.get_body(("plain",))
    assert body and "fewer than planned" in body.get_content()
    assert (world.review.call.slot, world.review.call.answer) == (slot, "accepted")
    world.reply(world.manager, "without: Theo", "receipt")
    world.reply(world.manager, "move it to Thursday 10:00", "question_script")
    assert world.review.call.slot != slot
    _, ics = world.invitations(world.customer)[-1]
    assert b"tom.hart" not in ics and b"theo.abernathy" not in ics
    assert "You are free again" in str(world.mails(THEO)[-1]["Subject"])
    world.reply(world.manager, "join: Theo", "receipt")
    assert b"theo.abernathy" in world.invitations(world.customer)[-1][1]
    assert b"METHOD:REQUEST" in world.invitations(THEO)[-1][1]


def test_a_manager_alone_with_a_guest_is_not_alone_with_the_customer(world: World) -> None:
    world.booked()
    world.reply(world.manager, "join: Theo", "receipt")
    world.reply(world.manager, "alone", "question_script")
    body = world.invitations(world.customer)[-1][0].get_body(("plain",))
    assert body and "just the two of us" not in body.get_content()
    assert "without Imani" in str(world.mails(world.manager, "call_update")[-1]["Subject"])
