"""The facts of a lost deal, as a mail states them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

FIELDS = (
    "customer_name", "customer_email", "company", "deal", "amount", "currency",
    "rep_email", "competitor", "priorities", "reason_given",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of the lost deal; ``no_decision`` means that there is no winner to name.

    A review keeps its own `debrief.model.Facts`, which may be answered and corrected later; only
    `debrief.chapters.notification` makes one of the other.
    """

    customer_name: str | None = None
    customer_email: str | None = None
    company: str | None = None
    deal: str | None = None
    amount: float | None = None
    currency: str | None = None
    rep_email: str | None = None
    competitor: str | None = None
    priorities: tuple[str, ...] = ()
    reason_given: str | None = None
    date: datetime | None = None
    major: bool | None = None
    no_decision: bool = False

    @property
    def missing(self) -> tuple[str, ...]:
        """Return the facts that the mail does not tell, by name."""
        empty = [name for name in FIELDS if getattr(self, name) in (None, ())]
        return tuple(name for name in empty if not (name == "competitor" and self.no_decision))
