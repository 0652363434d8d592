"""How what was learned is kept in the package, and what stands in for it while others are learned."""

from debrief.reading.learned import Held


def test_weights_are_read_once_and_others_stand_in_for_them_until_taken_back():
    read = []
    held = Held(lambda: read.append("read") or "own")
    assert [held.get(), held.get(), *read] == ["own", "own", "read"]
    held.use("others")
    assert held.get() == "others"
    held.use(None)
    assert held.get() == "own"
