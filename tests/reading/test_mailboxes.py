"""Whole mailboxes of other companies, and the bluntest notes: what is read off mails nothing was learned from."""

import pytest

from tests import corpus, evaluate
from tests.corpus import mailboxes

KEPT_APART = [name for name, use in mailboxes.USES.items() if use != mailboxes.TAUGHT]

RECALL = {"hollinside": 0.88}  # whose customers say no in half a sentence
ADDRESSES = {
    "tavistone": 0.93,
    "calloway": 0.93,
    "hollinside": 0.94,
}  # where more than one is only in a note of ours
PRECISION = {
    "mirefield": 0.93,
    "hollinside": 0.94,
    "carnbrae": 0.9,
}  # where a threat, a churn and a deal given up before it was won sound alike


@pytest.mark.parametrize("name", KEPT_APART)
def test_losses_are_found_and_the_customer_is_never_invented(name):
    cases, team = mailboxes.folder_cases(mailboxes.HERE / name)
    score = evaluate.measure(name, cases, team, evaluate.read_once)
    losses = score.hits + len(score.misses)
    assert score.hits / losses >= RECALL.get(name, 0.95), score.misses
    assert score.hits / (score.hits + len(score.alarms)) >= PRECISION.get(name, 0.95), score.alarms
    right, asked = score.facts["customer_email"]
    assert right / asked >= ADDRESSES.get(name, 0.95), [
        line for line in score.wrong if "customer_email" in line
    ]


def test_a_mailbox_is_learned_from_under_our_peoples_names():
    mails = [
        case.raw.decode("utf-8", "replace") for case in mailboxes.learned_from(mailboxes.TAUGHT)
    ]
    assert len(mails) > 150
    for name in ("brightmoor", "cantlow"):
        team = mailboxes.folder_cases(mailboxes.HERE / name)[1]
        assert not any(person.email in mail for mail in mails for person in team.people())


def test_hardly_a_note_of_a_deal_won_is_taken_for_a_loss():
    score = evaluate.measure("wins", evaluate.win_cases(), corpus.team(), evaluate.read_once)
    assert len(score.alarms) <= 8, score.alarms


def test_most_blunt_notes_of_a_loss_are_understood():
    score = evaluate.measure("notes", evaluate.note_cases(), corpus.team(), evaluate.read_once)
    assert score.hits / (score.hits + len(score.misses)) >= 0.77, score.misses
    assert score.hits / (score.hits + len(score.alarms)) >= 0.95, score.alarms
