"""The monthly page: when it falls due, and its way to the manager; its figures are `debrief.reports.monthly`'s."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import chain
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from debrief.chapters.waiting import waits_since
from debrief.reports.monthly import month_span, monthly_context, under_way
from debrief.timing import workdays

if TYPE_CHECKING:
    from debrief.engine.desk import Desk

LONGEST_REVIEW = timedelta(days=200)  # older ones have nothing for this month, or very rarely
LAST_TOLD = "monthly"  # the setting that holds the month whose page was the last to be due


class MonthlyPage:
    """Mails last month's page from a desk on the first working morning of a month."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def context(self, month: str) -> dict[str, Any]:
        """Return the figures of a month ("2026-11") as the page takes them; raises `ValueError` for others."""
        store, team = self._desk.store, self._desk.team
        return monthly_context(
            [*store.open(), *store.closed()],
            store.book(),
            month,
            team.manager.time_zone,
            self._desk.policy.practice_check_days,
            [f for p in team.reps if (f := store.funnel(p.email)) is not None],
        )

    def send(self) -> int:
        """Mail last month's page if it is due and tells something, once; return how many went out."""
        if not self.is_due():
            return 0
        month = self._last_month()
        context = self.context(month)
        told = bool(
            context["reviews"] or context["answers"] or context["checks"] or context["waiting"]
        )
        if told:
            self._desk.run_errand(
                f"m-{month}",
                "follow_through",
                "monthly",
                self._desk.team.manager,
                context,
                attach=("plots",),
            )
        self._desk.store.save_setting(LAST_TOLD, month)
        return int(told)

    def is_due(self) -> bool:
        """Tell whether last month's page is due and not dealt with yet."""
        now = self._desk.clock()
        if self._desk.store.setting(LAST_TOLD) == self._last_month():
            return False
        return now >= self._working_moment(self._first_of_month(now))

    def due(self) -> datetime | None:
        """Return when this month's page falls due; None while it has nothing to tell."""
        if not self._is_told():
            return None
        within_next = self._first_of_month(self._desk.clock()) + timedelta(days=32)
        return self._working_moment(self._first_of_month(within_next))

    def _is_told(self) -> bool:
        """Tell whether this month has something for its page so far."""
        first = self._first_of_month(self._desk.clock())
        span = month_span(f"{first:%Y-%m}", self._desk.team.manager.time_zone)
        store = self._desk.store
        closed = store.closed(since=span.start - LONGEST_REVIEW)  # read if no open one tells
        return any(
            under_way(review, span) or waits_since(review) for review in chain(store.open(), closed)
        )

    def _last_month(self) -> str:
        first = self._first_of_month(self._desk.clock())
        return f"{first - timedelta(days=1):%Y-%m}"

    def _first_of_month(self, moment: datetime) -> datetime:
        """Return nine o'clock on the first day of a moment's month, where the manager is."""
        local = moment.astimezone(ZoneInfo(self._desk.team.manager.time_zone))
        return local.replace(day=1, hour=9, minute=0, second=0, microsecond=0).astimezone(UTC)

    def _working_moment(self, moment: datetime) -> datetime:
        hours = self._desk.scene().hours(self._desk.team.manager)
        return workdays.next_working_moment(moment, hours)
