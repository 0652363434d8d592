"""One line of an answer that goes through several deals."""

from __future__ import annotations

import pytest

from tests.test_worksheet import ROWS, expected_of, reading_of


@pytest.mark.parametrize("text", [
    "P1 for northwind, P3 for globex", "P1 northwind and P3 globex", "P1 für Northwind, P3 für Globex",
    "P1 pour northwind et P3 pour globex", "northwind P1, globex P3",
])  # fmt: skip
def test_each_deal_of_a_line_gets_its_own_practice(text: str) -> None:
    got = [(c.opportunity, c.practice, c.action) for c in reading_of(text).commitments]
    assert got == [(ROWS[0].name, 1, ""), (ROWS[1].name, 3, "")]


@pytest.mark.parametrize(
    ("text", "wanted", "none", "ended", "asks"),
    [
        ("northwind p1 - ring Marta by wed. globex p3 call cfo fri. stark nothing, hooli nothing",
         ["1 P1 wed", "2 P3 fri"], (4, 5), (), 0),
        ("Globex signed last week :) so only northwind. P1, i send it by thu",
         ["1 P1 thu"], (), ((2, "won"),), 0),
        ("initech pushed to Q1 so nothing there. stark p4 by fri", ["4 P4 fri"], (3,), (), 0),
        ("P3 for northwind and globex, will call both CFOs by fri. Nothing on the others",
         ["1 P3 fri", "2 P3 fri"], (3, 4, 5), (), 0),
        ("1 p1 fri 2 p3 mon 3 - 4 -", ["1 P1 fri", "2 P3 mon"], (3, 4), (), 0),
        ("1 none 2 none 3 p1 ref by fri 4 lost", ["3 P1 fri"], (1, 2), ((4, "lost"),), 0),
        ("2: p3 by fri, 3 none", ["2 P3 fri"], (3,), (), 0),
        ("Initech won!! P4 stark by fri", ["4 P4 fri"], (), ((3, "won"),), 0),
        ("Northwind p1 by fri, stark and hooli nothing", ["1 P1 fri"], (4, 5), (), 0),
        ("stark/hooli none, northwind p1 by fri", ["1 P1 fri"], (4, 5), (), 0),
        ("Stark and Hooli lost, globex p3 fri", ["2 P3 fri"], (), ((4, "lost"), (5, "lost")), 0),
        ("northwind p1 globex p3 fri", ["1 P1 -", "2 P3 fri"], (), (), 1),
        ("Globex: P3 call cfo by fri. Northwind: maybe the ref thing? rest n/a",
         ["2 P3 fri"], (3, 4, 5), (), 1),
        ("northwind: p1 vendredi, globex: rien, hooli: perdu", ["1 P1 fri"], (2,), ((5, "lost"),), 0),
        ("northwind p1 fri, same for globex", ["1 P1 fri", "2 P1 fri"], (), (), 0),
        ("Sorry so late. 1: P1 call cfo by fri, 2 none", ["1 P1 fri"], (2,), (), 0),
        ("Thanks Nadia. 1: P1 call cfo by fri", ["1 P1 fri"], (), (), 0),
        ("All good! 1: P1 call cfo by fri", ["1 P1 fri"], (), (), 0),
        ("Entschuldige die Verspätung. 2: P1 anrufen bis Freitag", ["2 P1 fri"], (), (), 0),
        ("Globex lost yesterday :( northwind p1 visit plant by fri", ["1 P1 fri"], (), ((2, "lost"),), 0),
        ("northwind p1 call cfo by fri \U0001f600 globex nothing", ["1 P1 fri"], (2,), (), 0),
        ("I'd use P1 with northwind, and with globex as well, by fri", ["1 P1 fri", "2 P1 fri"], (), (), 0),
        ("P1 for northwind, globex, and hooli: call by fri", ["1 P1 fri", "2 P1 fri", "5 P1 fri"], (), (), 0),
        ("P1 bei northwind bis Freitag anrufen, auch bei Globex", ["1 P1 fri", "2 P1 fri"], (), (), 0),
        ("P1 bij globex bellen vrijdag, de rest niet", ["2 P1 fri"], (1, 3, 4, 5), (), 0),
        ("Para globex P1 llamar el viernes; las otras no aplican", ["2 P1 fri"], (1, 3, 4, 5), (), 0),
        ("northwind p1 vendredi, les autres ne s'appliquent pas", ["1 P1 fri"], (2, 3, 4, 5), (), 0),
        ("northwind p1 fri, globex same but mon", ["1 P1 fri", "2 P1 mon"], (), (), 0),
        ("P1 on all of them by friday", [f"{n} P1 fri" for n in range(1, 6)], (), (), 0),
        ("P1 für alle bis Freitag", [f"{n} P1 fri" for n in range(1, 6)], (), (), 0),
    ],
)  # fmt: skip
def test_each_deal_of_a_line_gets_what_is_said_of_it(
    text: str, wanted: list[str], none: tuple[int, ...], ended: tuple[object, ...], asks: int
) -> None:
    reading = reading_of(text)
    promised = [expected_of(f"{line} x") for line in wanted]
    got = [(c.opportunity, c.practice, c.due) for c in reading.commitments]
    assert got == [(name, practice, due) for name, practice, _, due in promised]
    assert (reading.none_for, reading.ended, len(reading.unclear)) == (none, ended, asks)


@pytest.mark.parametrize(
    ("text", "row", "action"),
    [
        ("Northwind P1 ask Globex for a reference by Friday", 1, "ask Globex for a reference"),
        ("P1 for Northwind: ask Globex for a reference by Friday", 1, "ask Globex for a reference"),
        ("2 p3 call him at 4 no later than fri", 2, "call him at 4"),
        ("2: P3 call with 3 or 4 of them, none of ours, by Friday", 2, "call with 3 or 4 of them, none of ours"),
        ("Hooli: P1, bring the same reference as to Globex by Friday", 5, "bring the same reference as to Globex"),
        ("4: P3 send the plan, also for the team of Globex Berlin, by Friday", 4, "send the plan, also for the team of Globex Berlin"),
        ("4: P3 both teams meet by Friday", 4, "both teams meet"),
        ("4: P3 the rest not before the demo, call by Friday", 4, "the rest not before the demo, call"),
        ("4: P3 all of their buyers get a call by Friday", 4, "all of their buyers get a call"),
    ],
)  # fmt: skip
def test_another_deal_or_number_inside_a_promise_stays_in_it(
    text: str, row: int, action: str
) -> None:
    reading = reading_of(text)
    (promise,) = reading.commitments
    assert (promise.opportunity, promise.action) == (ROWS[row - 1].name, action)
    assert (reading.none_for, reading.unclear) == ((), ())


def test_a_line_that_names_two_customers_and_opens_with_neither_is_asked_about() -> None:
    reading = reading_of("Call the Northwind CFO with the Globex reference, P1, Friday")
    assert reading.commitments == ()
    (doubt,) = reading.unclear
    assert "1 (Northwind renewal) or 2 (Globex ERP rollout)" in doubt.question


@pytest.mark.parametrize(
    "text",
    ["1 and 2 -> both P1 by Friday", "ik doe P1 bij Northwind vrijdag en P1 bij Globex vrijdag"],
)
def test_words_that_name_no_deed_are_none(text: str) -> None:
    assert [c.action for c in reading_of(text).commitments] == ["", ""]
