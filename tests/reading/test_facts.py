"""The facts of a loss, from prose, signatures, tables and records."""

import time

import pytest

from debrief.reading.mail.subject_line import bare_subject, topic
from debrief.reading.people import same_name
from tests.reading.test_verdict import BEN, DANA, PAT, verdict

NO = "Thank you for your proposal. We have decided to go with another vendor."


def facts(body, **arguments):
    reading = verdict(body, **arguments)
    assert reading.verdict == "loss", reading.why
    return reading.facts


def test_the_customer_is_who_signs_and_not_who_sends():
    body = f"Ben, Mr Stone asked me to pass this on.\n\n{NO}\n\nKind regards\nHarvey Stone\nDirector\nQuill Foods Ltd"
    found = facts(
        body,
        sender="Kim Page <kim.page@quillfoods.example>",
        Cc="Harvey Stone <harvey.stone@quillfoods.example>",
    )
    assert (found.customer_name, found.customer_email) == (
        "Harvey Stone",
        "harvey.stone@quillfoods.example",
    )


def test_an_address_that_the_mail_does_not_give_is_missing():
    found = facts(
        "We lost Quill Foods to Oakvane. $120k. Pat Quill called me.", sender=BEN, to=DANA
    )
    assert found.customer_name == "Pat Quill"
    assert found.customer_email is None
    assert "customer_email" in found.missing


def test_our_own_addresses_are_never_the_customers():
    found = facts(
        "We lost Quill Foods to Oakvane. $120k. Ask aisha.rahman@larkspur.example",
        sender=BEN,
        to=DANA,
    )
    assert found.customer_email is None


def test_an_address_in_prose_belongs_to_the_person_it_is_named_after():
    found = facts(
        "Joan Reeve at Quill Foods told me they chose Oakvane. $120k. joan.reeve@quillfoods.example",
        sender=BEN,
        to=DANA,
    )
    assert (found.customer_name, found.customer_email) == (
        "Joan Reeve",
        "joan.reeve@quillfoods.example",
    )
    assert found.company == "Quill Foods"
    assert found.competitor == "Oakvane"


def test_the_lost_part_is_the_amount_of_a_partial_loss():
    found = facts(
        "We keep Leeds (£40k) but Hull goes to Oakvane. £250k of the £290k is lost.",
        sender=BEN,
        to=DANA,
    )
    assert (found.amount, found.currency) == (250_000, "GBP")


def test_the_competitors_price_is_not_ours():
    found = facts(
        "Ben, we chose Oakvane. Your quote was $97,000, they came in at $78,000. Sorry. Pat"
    )
    assert found.amount == 97_000


def test_a_bare_amount_is_in_the_money_of_the_account_reps_country():
    ours = facts("lost quill foods to oakvane. 38k", sender=BEN, to=DANA)
    theirs = facts(f"{NO} I know it was 38k.")
    assert (ours.amount, ours.currency) == (38_000, "USD")
    assert (theirs.amount, theirs.currency) == (38_000, "USD")


def test_no_decision_has_no_competitor_to_miss():
    found = facts(
        "Ben, the board froze all capital spending, so the yard project is cancelled. Sorry.\n\nPat Quill"
    )
    assert found.competitor is None
    assert "competitor" not in found.missing


def test_an_unnamed_competitor_is_missing():
    assert "competitor" in facts(NO).missing


def test_a_list_under_what_mattered_becomes_the_priorities():
    found = facts(f"{NO} What mattered to us:\n\n1. local service\n2. a French interface\n\nPat")
    assert found.priorities == ("local service", "a French interface")


def test_without_such_words_there_are_no_priorities():
    assert facts(NO).priorities == ()


RECORD = """Deal: Quill rollout
Company: Quill Foods
Owner: {owner}
Amount: $47,250
Stage: Closed Lost
Contact: Kim Stone <kim@quillfoods.example>
Lost reason: Chose competitor (Oakvane)"""


@pytest.mark.parametrize(
    "owner", ["Ben Adler", "Ben A.", "B. Adler", "Adler, Ben", "ben.adler@larkspur.example"]
)
def test_a_records_owner_may_be_abbreviated(owner):
    found = facts(
        RECORD.format(owner=owner),
        sender="CRM <noreply@crm.example>",
        to=DANA,
        Auto_Submitted="auto-generated",
    )
    assert found.rep_email == "ben.adler@larkspur.example"
    assert (found.deal, found.company, found.competitor) == (
        "Quill rollout",
        "Quill Foods",
        "Oakvane",
    )
    assert (found.customer_name, found.customer_email) == ("Kim Stone", "kim@quillfoods.example")


def test_a_record_of_somebody_elses_team_is_no_loss_of_ours():
    reading = verdict(
        RECORD.format(owner="Keira Doyle"), sender="CRM <noreply@crm.example>", to=DANA
    )
    assert reading.verdict == "not_a_loss"


@pytest.mark.parametrize(
    ("given", "same"),
    [
        ("Devon Marsh", True),
        ("Devon M.", True),
        ("D. Marsh", True),
        ("Marsh, Devon", True),
        ("D. M.", False),
        ("Devon", False),
        ("Dana Marsh", False),
    ],
)
def test_names_are_compared_as_people_shorten_them(given, same):
    assert same_name("Devon Marsh", given) is same


@pytest.mark.parametrize(
    ("subject", "name"),
    [
        ("Re: FW: Scanners", "Scanners"),
        ("WG: Entscheidung", None),
        ("Closed lost: Quill rollout", "Quill rollout"),
        ("Opportunity closed as Lost - Quill rollout", "Quill rollout"),
        ("Bad news", None),
        ("Re: an update, our final decision.", None),
        ("Our anvil", "Our anvil"),
        ("Quill rollout - our decision", "Quill rollout"),
    ],
)
def test_the_deals_name_is_what_a_subject_says_beyond_the_news(subject, name):
    assert topic(subject) == name


@pytest.mark.parametrize(
    "words",
    ["please ship on ", "[x] ", "Proposal for Alpha Beta - ", '"a" ', "a ", "our decision ", "de "],
)
def test_a_subject_however_long_is_soon_read(words):
    start = time.process_time()
    topic(words * (10_000 // len(words)) + "Quill")
    assert time.process_time() - start < 1


def test_reply_prefixes_of_many_languages_are_taken_off():
    assert bare_subject("AW: RV: Antw: TR : ENC: offer") == "offer"


def test_the_rep_is_the_addressee_of_the_customers_mail():
    assert facts(NO, sender=PAT, to=DANA, Cc=BEN).rep_email == "ben.adler@larkspur.example"


@pytest.mark.parametrize(
    "body",
    [
        "Claire, Mme Pictet voulait te joindre, je l'ai eue pour toi. La banque a dit non, elle a choisi un autre fournisseur pour les rapports.",
        "Claire, your client Mr Pictet called while you were away. I am afraid we lost the deal, they have decided to go with another vendor.",
        "Claire, Herr Pictet hat nach dir gefragt. Wir haben den Auftrag leider verloren, sie haben sich für einen anderen Anbieter entschieden.",
    ],
)
def test_a_rep_who_passes_on_what_was_meant_for_another_has_not_lost_the_deal(body):
    sender, to = "Ben Adler <ben.adler@larkspur.example>", "claire.delacourt@larkspur.example"
    assert verdict(body, sender=sender, to=to).facts.rep_email == to
    told = "Claire, I lost the Pictet deal today, they have decided to go with another vendor."
    assert verdict(told, sender=sender, to=to).facts.rep_email == "ben.adler@larkspur.example"
