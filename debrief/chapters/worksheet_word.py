"""An answer to a worksheet that comes another way: under another mail of ours, or in a mail of its own."""

from __future__ import annotations

from debrief.chapters.scene import Heard
from debrief.model import Review
from debrief.worksheets.promises import Gap
from debrief.worksheets.worksheet import read_worksheet


def answers_worksheet(review: Review, heard: Heard) -> bool:
    """Tell whether a rep's mail says nothing but practices for deals of their worksheet: "2: P3 call Friday"."""
    sheet = review.worksheet_of(heard.sender)
    if sheet is None or not sheet.rows or not heard.text.strip():
        return False
    reading = read_worksheet(
        heard.text,
        rows=sheet.rows,
        practices=dict.fromkeys(sheet.practices, ""),
        today=heard.at.date(),
        sent_text=heard.sent_text,
    )
    named = [c for c in reading.commitments if c.practice is not None]
    sure = all(isinstance(doubt, Gap) for doubt in reading.unclear)
    return bool(named) and len(named) == len(reading.commitments) and sure
