"""Mails on which a rule for the common case is easily wrong: a second look must find what they say."""

import pytest

from tests import corpus
from tests.reading.test_verdict import verdict

CASES = corpus.rows("second_looks.jsonl")


@pytest.mark.parametrize("case", CASES, ids=map(str, range(len(CASES))))
def test_the_verdict_or_the_sum_is_what_the_mail_says(case):
    found = verdict(case["text"], **case.get("headers", {}))
    if isinstance(case["expected"], str):
        assert found.verdict == case["expected"], found.why
    else:
        assert found.facts.amount == case["expected"]
