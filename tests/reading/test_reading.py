"""One mail in, one contract line out, whatever the mail looks like."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from debrief.reading.mail.message import parse_message
from debrief.reading.reading import read_message
from tests import corpus

TEAM = corpus.team()
CASES = {case.name: case for case in corpus.messages()}
KEYS = {
    "id", "kind", "loss", "verdict", "confidence", "why", "customer_name", "customer_email", "company", "deal", "amount",
    "currency", "rep_email", "competitor", "priorities", "reason_given", "major", "missing", "authenticated", "forward", "reply_text",
}  # fmt: skip


@pytest.mark.parametrize(
    "name",
    ["direct-chosen-plain", "crm-salesforce-table", "newsletter-jobs", "fwd-apple", "bounce"],
)
def test_the_contract_has_exactly_its_keys_and_is_json(name):
    line = read_message(CASES[name].raw, TEAM).as_contract(name)
    assert set(line) == KEYS
    assert json.loads(json.dumps(line)) == line


def test_a_team_whose_company_has_no_name_is_read_for_all_the_same():
    nameless = TEAM.model_copy(update={"company": TEAM.company.model_copy(update={"name": " "})})
    assert read_message(CASES["crm-hubspot"].raw, nameless).loss


def test_a_loss_is_a_loss_notification_even_when_a_machine_sent_it():
    assert read_message(CASES["crm-hubspot"].raw, TEAM).kind == "loss_notification"


def test_what_is_no_loss_has_no_facts():
    line = read_message(CASES["won-crm"].raw, TEAM).as_contract("x")
    assert line["loss"] is False
    assert line["missing"] == []
    assert all(
        line[name] in (None, [])
        for name in ("customer_email", "amount", "competitor", "priorities", "major")
    )


def test_a_forward_names_its_original_sender_and_keeps_the_note():
    forward = read_message(CASES["fwd-gmail-customer"].raw, TEAM).as_contract("x")["forward"]
    assert forward["from_email"] == "mtrujillo@redmesahealth.example"
    assert forward["note"].startswith("Didn't see this coming")
    assert forward["subject"] == "Where we landed"


@pytest.mark.parametrize(
    "case", [case for case in CASES.values() if case.loss], ids=lambda case: case.name
)
def test_no_address_and_no_name_is_ever_invented(case):
    reading = read_message(case.raw, TEAM)
    message = parse_message(case.raw)
    whole = " ".join(
        [
            message.text,
            message.subject,
            *(value for _, value in message.headers),
            *(f"{a.name} {a.email}" for a in (*message.to, *message.cc, message.sender) if a),
        ]
    )
    facts = reading.facts
    if facts.customer_email:
        assert facts.customer_email in whole.lower()
        assert not TEAM.is_ours(facts.customer_email)
    for name in (facts.customer_name, facts.competitor):
        assert name is None or all(word in whole for word in name.split())


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=600))
def test_any_bytes_are_read_without_an_exception(raw):
    for team in (TEAM, None):
        line = read_message(raw, team).as_contract("x")
        assert line["id"] == "x"
        assert line.get("loss", False) is False


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(sorted(CASES)), st.integers(0, 3_000), st.binary(max_size=12))
def test_a_damaged_mail_is_read_without_an_exception(name, at, noise):
    raw = CASES[name].raw
    reading = read_message(raw[:at] + noise + raw[at + len(noise) :], TEAM)
    assert 0 <= reading.confidence <= 1


def test_reading_twice_gives_the_same():
    for case in list(CASES.values())[:20]:
        assert read_message(case.raw, TEAM).as_contract("x") == read_message(
            case.raw, TEAM
        ).as_contract("x")


def opinion(**answer):
    return lambda text: answer


def test_a_second_reader_may_only_doubt_a_loss():
    raw = CASES["direct-chosen-plain"].raw
    doubted = read_message(raw, TEAM, second_reader=opinion(loss=False))
    assert doubted.verdict == "unsure"
    assert doubted.confidence <= 0.5


def test_a_second_reader_never_makes_a_loss():
    raw = CASES["customer-question"].raw
    assert read_message(raw, TEAM, second_reader=opinion(loss=True)).verdict == "not_a_loss"


def test_a_second_reader_may_ask_for_a_look_by_a_sentence_of_the_mail():
    raw = mail("Ben, I am afraid we like the veranda better, swallows and all.")
    assert read_message(raw, TEAM).verdict == "not_a_loss"
    asked = read_message(raw, TEAM, second_reader=opinion(loss=True, quote="swallows and all"))
    assert asked.verdict == "unsure"
    assert asked.kind == "loss_notification"
    invented = opinion(loss=True, quote="we chose another vendor")
    assert read_message(raw, TEAM, second_reader=invented).verdict == "not_a_loss"


def mail(text):
    head = "From: Pat <pat@quillfoods.example>\nTo: ben.adler@larkspur.example\nSubject: news\n\n"
    return (head + text).encode()


def test_a_second_reader_fills_a_gap_only_with_words_of_the_mail():
    raw = CASES["direct-declined-polite"].raw
    filled = read_message(
        raw, TEAM, second_reader=opinion(loss=True, competitor="Oakvane", company="Someone Else")
    )
    assert filled.facts.competitor is None
    assert filled.facts.company == "Tollbridge Care"


def test_a_broken_second_reader_changes_nothing():
    def broken(text):
        raise OSError("no route")

    raw = CASES["direct-chosen-plain"].raw
    assert read_message(raw, TEAM, second_reader=broken).as_contract("x") == read_message(
        raw, TEAM
    ).as_contract("x")


def test_an_absence_note_tells_of_no_lost_deal():
    raw = (
        b"From: Maria Keller <m.keller@kellerbau.example>\nTo: ben.adler@larkspur.example\n"
        b"Subject: Out of office: Our proposal\n\nI am no longer with Kellerbau. We have chosen another"
        b" supplier for this; please write to office@kellerbau.example.\n"
    )
    reading = read_message(raw, TEAM)
    assert (reading.kind, reading.verdict) == ("auto_reply", "not_a_loss")


def test_what_answers_a_mail_of_ours_is_read_for_its_answer_alone():
    asked = []
    raw = mail("Thursday after 3 works.\n\nOn Mon Ben wrote:\n> We lost Tollbridge to Oakvane.")
    reading = read_message(raw, TEAM, second_reader=asked.append, answers=True)
    assert (reading.verdict, reading.loss, asked) == ("not_a_loss", False, [])
    assert reading.reply_text == read_message(raw, TEAM).reply_text == "Thursday after 3 works."
