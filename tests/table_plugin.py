"""Keeps what the tests of backends came to, and holds README's table against it at the end."""

from __future__ import annotations

import json
import os

import pytest

from tests import backend_table

WRITING = "DEBRIEF_TABLE"  # set where the table is about to be written anew
results: dict[str, str] = {}  # of this run, by node id


def disagreements() -> list[str]:
    """Return where README says something else than this run."""
    return [] if WRITING in os.environ else backend_table.disagreements(results)


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    """Note what became of a test; a failure before or after it is a failure of it."""
    if backend_table.cell_of(report.nodeid) is None:
        return
    if report.when == "call" or report.outcome != "passed":
        worst = results.get(report.nodeid) == "failed"
        results[report.nodeid] = "failed" if worst else report.outcome


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """Keep the results beside those of earlier runs; a table that disagrees is a failure."""
    if hasattr(session.config, "workerinput") or not results:
        return  # xdist's workers report to the one that started them
    path = backend_table.RESULTS
    kept = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps({**kept, **results}, indent=1, sort_keys=True), encoding="utf-8")
    if disagreements() and session.exitstatus == 0:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say where README's table disagrees."""
    if wrong := disagreements():
        terminalreporter.section("README's table of backends disagrees with this run")
        for line in wrong:
            terminalreporter.line(line)
        terminalreporter.line("If that is meant: make table")
