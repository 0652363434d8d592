"""Every mail of the corpus, with what must be read off it."""

import time

import pytest

from debrief.reading.reading import read_message
from tests import corpus, evaluate
from tests.corpus import rehearsal
from tests.evaluate import read_once

TEAM = corpus.team()
CASES = corpus.messages()


def test_the_corpus_is_large_and_half_of_it_are_losses():
    losses = sum(case.loss for case in CASES)
    assert len(CASES) >= 150
    assert 0.4 <= losses / len(CASES) <= 0.6
    assert len({case.name for case in CASES}) == len(CASES)


@pytest.mark.parametrize("case", [case for case in CASES if case.loss], ids=lambda case: case.name)
def test_a_loss_is_recognised(case):
    reading = read_once(case.raw, TEAM)
    assert reading.verdict == "loss", f"{reading.confidence} {reading.why}"


@pytest.mark.parametrize(
    "case", [case for case in CASES if not case.loss], ids=lambda case: case.name
)
def test_what_only_looks_like_a_loss_is_not_one(case):
    reading = read_once(case.raw, TEAM)
    assert reading.verdict != "loss", f"{reading.confidence} {reading.why}"


EVERYDAY = (corpus.HERE / "everyday.txt").read_text(encoding="utf-8").splitlines()
WAYS = [
    ("Pat Doe <pat@outside.example>", "Ben Adler <ben.adler@larkspur.example>", TEAM),
    (
        "Ben Adler <ben.adler@larkspur.example>",
        "Dana Whitfield <dana.whitfield@larkspur.example>",
        TEAM,
    ),
    ("Pat Doe <pat@outside.example>", "Ben Adler <ben@inside.example>", None),
    ("Pat Doe <pat@inside.example>", "Ben Adler <ben@inside.example>", None),
]


@pytest.mark.parametrize(
    ("sender", "to", "team"), WAYS, ids=["customer", "rep", "unknown", "internal"]
)
def test_everyday_losing_choosing_and_declining_is_no_lost_deal(sender, to, team):
    alarms = []
    for line in EVERYDAY:
        head = f"From: {sender}\nTo: {to}\nSubject: hi\nContent-Type: text/plain; charset=utf-8\n\n"
        if read_message(f"{head}Hi,\n\n{line}\n\nThanks".encode(), team).loss:
            alarms.append(line)
    assert alarms == []


@pytest.mark.parametrize(
    "piece",
    [
        "a",
        "we lost ",
        "1 111",
        "$1,",
        "A.B.",
        "Ab ",
        "\n> ",
        "\n1. x",
        "x@y.z ",
        "\t|",
        "“",
        "Price: ",
    ],
)
def test_time_grows_with_length_and_not_faster(piece):
    head = "From: Pat <pat@quillfoods.example>\nTo: Ben Adler <ben.adler@larkspur.example>\nSubject: x\n\n"
    raw = (
        head + "We chose another vendor over your proposal. " + piece * (200_000 // len(piece))
    ).encode()
    start = time.process_time()
    read_message(raw, TEAM)
    assert time.process_time() - start < 5


@pytest.mark.parametrize("case", [case for case in CASES if case.loss], ids=lambda case: case.name)
def test_addresses_reps_and_amounts_are_read_off_it(case):
    want = evaluate.labels(case)
    got = read_once(case.raw, TEAM).as_contract(case.name)
    for name in ("customer_email", "rep_email", "amount", "currency"):
        assert got[name] == want[name], name


@pytest.fixture(scope="module")
def score():
    return evaluate.measure("all", evaluate.own_cases(), TEAM, read_once)


@pytest.mark.parametrize(
    ("fact", "share"),
    [
        ("customer_name", 0.95),
        ("company", 0.95),
        ("competitor", 0.95),
        ("deal", 0.9),
        ("reason_given", 0.75),
        ("forward", 1.0),
    ],
)
def test_the_other_facts_are_right_nearly_always(score, fact, share):
    right, total = score.facts[fact]
    assert right / total >= share


@pytest.mark.parametrize(
    ("cases", "each", "a_second"),
    [(corpus.messages, 1, 5), (rehearsal.ordinary, 10, 8)],
    ids=("deals", "others"),
)
def test_a_mail_is_read_in_some_milliseconds(cases, each, a_second):
    some = cases()[::each]
    read_message(some[0].raw, TEAM)  # what is loaded once is no mail's own cost
    start = time.process_time()
    for case in some:
        read_message(case.raw, TEAM)
    assert len(some) / (time.process_time() - start) > a_second
