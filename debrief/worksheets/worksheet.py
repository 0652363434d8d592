"""Read a rep's reply to a worksheet: which practice, in which deal, how, and by when.

Forgiving in form: "2: P3 call their CFO by Friday", answers under each row, tables, free text.
Strict in meaning: what is not certain is asked back precisely, never guessed and never dropped.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from debrief.answers.followup import Followup, read_followup, read_followups
from debrief.model import Commitment, Opportunity
from debrief.worksheets.deals import Deals
from debrief.worksheets.file import read_worksheet_xlsx, worksheet_xlsx
from debrief.worksheets.lines import Scan
from debrief.worksheets.promises import Promises, WorksheetReading

__all__ = [
    "Followup",
    "WorksheetReading",
    "read_followup",
    "read_followups",
    "read_worksheet",
    "read_worksheet_xlsx",
    "worksheet_xlsx",
]

_MAX_LINES = 2_000
_MAX_LINE = 4_000
_MAX_COMPLETING = 20  # lines without a deal that are tried on what was asked


def read_worksheet(
    text: str,
    *,
    rows: Sequence[Opportunity],
    practices: Mapping[int, str],
    today: date,
    sent_text: str | None = None,
    earlier: Sequence[Commitment] = (),
    pending: Sequence[str] = (),
) -> WorksheetReading:
    """Read a reply to the worksheet with these rows (numbered from 1) and practices.

    ``sent_text`` is the worksheet as it was sent: where the reply differs from it, the difference
    is the answer. ``earlier`` are commitments already read, so that corrections can replace them;
    ``pending`` are lines that were asked about, so that "Friday" or "2" can complete them.
    Never raises; linear in the text for a given number of rows.
    """
    scan = Scan(Deals(rows), practices, sent_text)
    for line in text.splitlines()[:_MAX_LINES]:
        scan.line(line[:_MAX_LINE])
    for line in text.splitlines()[_MAX_LINES:]:
        scan.leftover(line[:_MAX_LINE])
    promise = Promises(Deals(rows), practices, today, earlier, pending)
    for entry in scan.entries:
        promise.take(entry.rows, " ".join(entry.lines), entry.question, own=entry.own)
    promise.name_asked()
    first = [line for line in scan.loose[:_MAX_COMPLETING] if not promise.complete(line)]
    loose = [*first, *scan.loose[_MAX_COMPLETING:]]
    return promise.result(loose, said_none=scan.said_none, rest_none=scan.rest_none)
