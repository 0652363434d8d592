"""Many hands: different reviews at once, the same review never."""

from __future__ import annotations

import subprocess
import sys
import threading

from debrief.engine.crew import Crew


def test_different_reviews_are_worked_on_at_once():
    crew = Crew(3)
    met = threading.Barrier(3, timeout=10)
    for name in "abc":
        crew.give(name, lambda: met.wait() and None)
    assert crew.finish() == {}
    crew.close()


def test_one_review_is_in_one_hand_and_can_be_waited_for():
    crew = Crew(3)
    done: list[int] = []
    go = threading.Event()

    def work(number: int) -> None:
        if number == 0:
            go.wait(10)
        done.append(number)

    crew.give("a", lambda: work(0))
    threading.Timer(0.05, go.set).start()
    crew.give("a", lambda: work(1))
    crew.wait_for("a")
    assert done == [0, 1]
    crew.wait_for("nobody's")
    crew.close()


def test_what_went_wrong_is_told_by_review():
    crew = Crew(2)
    trouble = ValueError("no")

    def fail() -> None:
        raise trouble

    crew.give("a", fail)
    crew.give("b", lambda: None)
    crew.give("a", lambda: None)
    crew.wait_for("a")
    assert crew.finish() == {"a": trouble}
    assert crew.finish() == {}
    crew.close()


def test_a_hand_that_hangs_does_not_keep_the_process_from_ending():
    program = "import time; from debrief.engine.crew import Crew; Crew(2).give('a', lambda: time.sleep(600))"
    subprocess.run([sys.executable, "-c", program], check=True, timeout=60)
