"""The writer's name and post below a text, set apart by nothing: off where it is sure, kept where it is a list."""

import pytest

from debrief.reading.mail.addresses import Address
from debrief.reading.quoting.own_signature import is_own_signature, is_signed_by
from debrief.reading.quoting.signatures import strip_signature

OLGA = Address("Olga Brandt", "olga.brandt@northmill.example")


@pytest.mark.parametrize(
    "below",
    [
        "Olga Brandt\nHead of Purchasing\nNorthmill A/S\nTel. +45 1234 5678",
        "Dr. Olga Brandt\nEinkauf, Northmill GmbH",
        "O. Brandt | Purchasing | Northmill",
        "Olga Brandt • Northmill • +45 1234 5678",
        "[cid:image001.png@01DCAB12.E8CA74A3]\nOlga Brandt\nHead of Purchasing\nNorthmill",
        "Northmill A/S\nOlga Brandt\nwww.northmill.example",
        "Olga\n\nOlga Brandt\nPurchasing, Northmill\nThis e-mail is confidential and intended for its addressee only.",
        "______________________________\nOlga Brandt\nHead of Purchasing\nTel. +45 1234 5678",
    ],
)
def test_the_writers_own_block_is_off(below: str) -> None:
    found = strip_signature(f"Thursday works.\n\n{below}", OLGA)
    assert found.removesuffix("\n\nOlga") == "Thursday works."


@pytest.mark.parametrize(
    "text",
    [
        "These will come:\n\nOlga Brandt\nPeter Lund\nAnna Ross",
        "Olga Brandt and I agree.\n\nOlga",
        "Thursday works.\n\nOlga Brandt",
        "Thursday works.\n\nOlga Brandt: I can do 14:00 on +45 1234 5678.",
        "Thursday works.\n\nOlga Brandt\nI would rather speak on the phone, +45 1234 5678.",
        "Best,\nOlga\n\n2026-03-11 works too",
        "Best,\nOlga\n\nQuill 45000\nTarn 12000",
        "Thursday works.\n\nOlga Brandt\nHead of Purchasing\n+45 1234 5678\n\nPS: please bring the drawings.",
    ],
)
def test_what_may_be_the_writers_words_stays(text: str) -> None:
    assert strip_signature(text, OLGA) == text


def test_a_block_is_nobodys_own_where_the_writer_is_unknown() -> None:
    block = "Olga Brandt\nHead of Purchasing\nTel. +45 1234 5678"
    assert is_own_signature(block, OLGA)
    assert not is_own_signature(block, None)
    assert not is_own_signature(block, Address("Peter Lund", "peter@lund.example"))


def test_a_text_is_signed_by_a_part_of_the_writers_name() -> None:
    assert is_signed_by("Please read on.\n\nOlga", OLGA)
    assert not is_signed_by("Please read on.\n\nPeter", OLGA)
