"""How what was learned is kept in the package, and what stands in for it while others are learned."""

import pytest

from benchmarks.weights_file import closed
from debrief.reading.learned.package import Held, in_package, opened


def test_weights_are_read_once_and_others_stand_in_for_them_until_taken_back():
    read = []
    held = Held(lambda: read.append("read") or "own")
    assert [held.get(), held.get(), *read] == ["own", "own", "read"]
    held.use("others")
    assert held.get() == "others"
    held.use(None)
    assert held.get() == "own"


@pytest.mark.parametrize("name", ["experience.bin", "grounds.bin", "roles.bin"])
def test_a_file_of_weights_opened_and_closed_again_is_the_same(name):
    raw = in_package(name)
    assert closed(*opened(raw)) == raw
