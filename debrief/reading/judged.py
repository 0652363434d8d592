"""A mail as it stands once it is judged: what the facts are read from."""

from __future__ import annotations

from dataclasses import dataclass

from debrief.reading.mail.message import Message
from debrief.reading.people import Sides
from debrief.reading.quoting.turns import Turn
from debrief.reading.records.crm import Record
from debrief.reading.verdicts.verdict import Verdict


@dataclass(frozen=True, slots=True)
class Judged:
    """A mail with the verdict on it, its turns, the newest first, its record, and who is on which side."""

    message: Message
    turns: tuple[Turn, ...]
    verdict: Verdict
    record: Record
    sides: Sides

    @property
    def turn(self) -> Turn:
        """The turn that decided, the whole mail where none did."""
        mail = self.message
        return self.verdict.turn or Turn(
            mail.sender, mail.to, mail.cc, mail.subject, mail.date, mail.text
        )

    @property
    def by_record(self) -> bool:
        """Tell whether a record told of the loss, in whose fields nobody speaks."""
        return self.verdict.voice is None
