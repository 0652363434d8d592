"""README's table says what the tests of backends came to, and nothing else."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests import backend_table as made
from tests.backend_table import PARTS, ROWS

ROOT = Path(__file__).resolve().parent.parent


def all_passed() -> dict[str, str]:
    """The results of a run in which everything passed."""
    found = {}
    for row in ROWS:
        for part in ("mail", "calendar"):
            found |= {f"{row.suite}::{name}": "passed" for name in made.expected(part)}
        found |= dict.fromkeys((*row.calm, *row.faulty), "passed")
    return found


def partstats(results: dict[str, str]) -> dict[str, str]:
    """The one test of the suite that runs once for each answer."""
    name = "test_an_answer_is_seen"
    several = ("ACCEPTED", "DECLINED", "TENTATIVE")
    return {
        (f"{node}[{answer}]" if node.endswith(name) else node): outcome
        for node, outcome in results.items()
        for answer in (several if node.endswith(name) else several[:1])
    }


def test_readme_shows_the_table_of_a_run_in_which_everything_passed():
    assert made.shown_in_readme() == made.table(made.cells(partstats(all_passed())))


def test_each_half_of_the_suite_has_tests_and_no_test_is_in_both():
    mail, calendar = made.expected("mail"), made.expected("calendar")
    assert len(mail) > 10
    assert len(calendar) > 10
    assert not set(mail) & set(calendar)


def test_a_failure_is_told_and_disagrees_with_the_table():
    results = partstats(all_passed())
    results[f"{ROWS[5].suite}::{made.expected('mail')[0]}"] = "failed"
    results[ROWS[6].faulty[0]] = "failed"
    wrong = made.disagreements(results)
    assert len(wrong) == 2
    assert "of" in made.cells(results)[ROWS[5].name, "mail"]
    assert "**fails**" in wrong[1]
    assert made.disagreements(partstats(all_passed())) == []


@pytest.mark.parametrize("outcome", ["skipped", None])
def test_what_did_not_run_is_not_compared_and_not_written(outcome: str | None):
    results = partstats(all_passed())
    for node in [n for n in results if n.startswith(ROWS[1].suite)]:
        if outcome is None:
            del results[node]
        else:
            results[node] = outcome
    assert made.disagreements(results) == []
    assert [f"{ROWS[1].name}, {p}" for p in PARTS[:2]] == list(made.missing(results))


def test_a_run_whose_results_disagree_fails_and_says_where(tmp_path: Path):
    """A real run of one backend's tests, with a README that says something else."""
    plugin = tmp_path / "fewer.py"
    plugin.write_text(
        "from tests import backend_table as made\n"
        "shown = made.shown_cells()\n"
        "first = made.ROWS[0].name\n"
        "made.shown_cells = lambda: {**shown, (first, 'mail'): 'all 999'}\n"
    )
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "fewer",
               "tests/backends/test_local.py", "-n", "0"]  # fmt: skip
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False,
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
    )  # fmt: skip
    assert done.returncode == 1, done.stdout + done.stderr
    assert "README says 'all 999'" in done.stdout
