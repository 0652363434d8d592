"""README's table of backends, written from a run of the tests: `python -m tests.backend_table`.

The plugin in `tests.table_plugin` keeps what each test of a backend came to; here it becomes cells.
A cell says how many tests passed, never how long they took, so that it changes only with them.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from tests.backends.contract_calendar import CalendarContract
from tests.backends.contract_mail import MailContract

ROOT = Path(__file__).resolve().parent.parent
README = ROOT / "README.md"
RESULTS = ROOT / "build" / "backends.json"
BEGIN, END = "<!-- backends: written by make table -->", "<!-- backends: end -->"
PARTS = ("mail", "calendar", "journey", "journey with faults")
SUITES: Mapping[str, type] = {"mail": MailContract, "calendar": CalendarContract}
Cell = tuple[str, str]  # backend, part


@dataclass(frozen=True, slots=True)
class Row:
    """One backend: the class that runs the suite on it, its journeys, and what it has met."""

    name: str
    suite: str  # file::Class
    met: str
    calm: tuple[str, ...] = ()  # beginnings of node ids
    faulty: tuple[str, ...] = ()


def _journey(backend: str, how: str) -> tuple[str, ...]:
    test = "test_the_journey_ends_as_in_the_embedded_office"
    return (f"tests/backends/test_journeys.py::{test}[{backend}-{how}]",)


ROWS = (
    Row(
        "**embedded** (a folder)",
        "tests/backends/test_local.py::TestEmbedded",
        "itself: the folder is the office",
        ("tests/test_journey.py::test_every_chapter_is_reached_and_the_review_closes",),
        (
            "tests/test_crash_points.py::test_a_journey_killed_in_every_step_ends_with_the_same_office",
        ),
    ),
    Row(
        "**IMAP, SMTP, CalDAV**: Dovecot, aiosmtpd, Radicale",
        "tests/backends/test_imap.py::TestRadicale",
        "real servers that we did not write; no commercial provider",
        _journey("imap", "calm"),
        _journey("imap", "disturbed"),
    ),
    Row(
        "… without a calendar server: Dovecot, aiosmtpd",
        "tests/backends/test_imap.py::TestMailAlone",
        "real servers that we did not write; no commercial provider",
    ),
    Row(
        "… with a server that invites by itself: Cyrus",
        "tests/backends/test_cyrus.py::TestCyrus",
        "a real server that we did not write; no commercial provider",
    ),
    Row(
        "**Google Workspace**",
        "tests/backends/google/test_contract.py::TestGoogle",
        "mail: an emulator by others; calendar: a stand-in of ours; both held to Google's discovery "
        "documents; **never the real service**",
        _journey("google", "calm"),
        _journey("google", "disturbed"),
    ),
    Row(
        "**Exchange Server** (EWS)",
        "tests/backends/test_exchange.py::TestExchange",
        "a stand-in of ours, held to Microsoft's schema; **never a real Exchange Server**",
        _journey("exchange", "calm"),
        _journey("exchange", "disturbed"),
    ),
    Row(
        "**Microsoft 365** (Graph)",
        "tests/backends/test_graph.py::TestGraph",
        "a stand-in of ours, held to Microsoft's metadata; **never the real service**",
        _journey("graph", "calm"),
        _journey("graph", "disturbed"),
    ),
)


def cell_of(node: str) -> Cell | None:
    """Return the cell that a test counts for."""
    for row in ROWS:
        place, _, name = node.rpartition("::")
        if place == row.suite:
            half = [p for p in SUITES if name.partition("[")[0] in expected(p)]
            return (row.name, half[0]) if half else None  # else a test of its own
        if node.startswith(row.calm):
            return (row.name, "journey")
        if node.startswith(row.faulty):
            return (row.name, "journey with faults")
    return None


def expected(part: str) -> list[str]:
    """Return the names of the suite's tests in one half."""
    return [name for name in dir(SUITES[part]) if name.startswith("test_")]


def cells(results: Mapping[str, str]) -> dict[Cell, str]:
    """Return what each cell says, of the cells in which something ran."""
    found: dict[Cell, list[str]] = {}
    for node, outcome in results.items():
        if (cell := cell_of(node)) is not None:
            found.setdefault(cell, []).append(outcome)
    return {cell: _said(cell[1], outcomes) for cell, outcomes in found.items()}


def _said(part: str, outcomes: list[str]) -> str:
    passed = outcomes.count("passed")
    if passed == 0 and set(outcomes) == {"skipped"}:
        return "not run"
    if part.startswith("journey"):
        return "passes" if passed == len(outcomes) else "**fails**"
    return f"all {passed}" if passed == len(outcomes) else f"**{passed} of {len(outcomes)}**"


def table(said: Mapping[Cell, str]) -> str:
    """Return the table in Markdown."""
    lines = [
        "| backend | mail | calendar | the demo's journey | with faults | what it has met |",
        "|---|---|---|---|---|---|",
    ]
    for row in ROWS:
        journeys = {"journey": row.calm, "journey with faults": row.faulty}
        shown = [
            "–"
            if part in journeys and not journeys[part]
            else said.get((row.name, part), "not run")
            for part in PARTS
        ]
        lines.append(f"| {' | '.join([row.name, *shown, row.met])} |")
    return "\n".join(lines)


def shown_in_readme() -> str:
    """Return the table as README has it."""
    text = README.read_text(encoding="utf-8")
    return text.partition(BEGIN)[2].partition(END)[0].strip()


def shown_cells() -> dict[Cell, str]:
    """Return what each cell of README's table says."""
    rows = [line.strip("| ").split(" | ") for line in shown_in_readme().splitlines()[2:]]
    return {
        (row[0], part): word for row in rows for part, word in zip(PARTS, row[1:5], strict=True)
    }


def disagreements(results: Mapping[str, str]) -> list[str]:
    """Return where README's table says something else than a run.

    Cells of which not everything ran (a chosen test, a server that is missing) are not compared.
    """
    shown = shown_cells()
    wrong = []
    for cell, word in cells(results).items():
        if word != "not run" and _whole(cell, results) and shown.get(cell) != word:
            wrong.append(f"{cell[0]}, {cell[1]}: README says {shown.get(cell)!r}, the run {word!r}")
    return wrong


def _whole(cell: Cell, results: Mapping[str, str]) -> bool:
    """Tell whether everything that counts for a cell ran."""
    ran = {n for n, o in results.items() if cell_of(n) == cell and o != "skipped"}
    names = {node.rpartition("::")[2].partition("[")[0] for node in ran}
    return cell[1].startswith("journey") or names >= set(expected(cell[1]))


def write(results: Mapping[str, str]) -> None:
    """Write the table between its marks in README."""
    text = README.read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    after = rest.partition(END)[2]
    README.write_text(f"{before}{BEGIN}\n{table(cells(results))}\n{END}{after}", encoding="utf-8")


def missing(results: Mapping[str, str]) -> Iterable[str]:
    """Yield the cells that cannot be written, since not everything of them ran."""
    said = cells(results)
    for row in ROWS:
        for part in PARTS:
            if part.startswith("journey") and not (row.calm if part == "journey" else row.faulty):
                continue
            cell = (row.name, part)
            if said.get(cell, "not run") == "not run" or not _whole(cell, results):
                yield f"{row.name}, {part}"


def main() -> None:
    """Write the table from the last run; refuse where something of it did not run."""
    results = json.loads(RESULTS.read_text(encoding="utf-8")) if RESULTS.exists() else {}
    if lacking := list(missing(results)):
        sys.exit("not written, these did not run whole: " + "; ".join(lacking))
    write(results)
    print(f"{README}: table written")


if __name__ == "__main__":
    main()
