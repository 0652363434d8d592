"""Keeping house: what belongs to no review and is done once a day, or once a month."""

from __future__ import annotations

from typing import TYPE_CHECKING

from debrief.engine.limits import OUTSIDE, Limit
from debrief.engine.personal_data import forget_raw
from debrief.model import short_hash

if TYPE_CHECKING:
    from debrief.engine.desk import Desk

DAILY = "daily"  # the setting that holds the day whose daily work was the last to be done


class House:
    """Keeps house at a desk."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk

    def keep(self) -> int:
        """Do what belongs to no review, once however many workers come; return how many pages went out."""
        with self.desk.claimed("house") as mine:
            if not mine or not self.desk.begin_work():
                return 0
            pages = self.desk.monthly_page.send()
            self._once_a_day()
            self._tell_held_back()
            return pages

    def is_due(self) -> bool:
        """Tell whether something that belongs to no review is due; changes nothing."""
        return self.desk.store.setting(DAILY) != self._today() or self.desk.monthly_page.is_due()

    def _once_a_day(self) -> None:
        """Delete mails that have been kept long enough, and look at the CRM."""
        today = self._today()
        if self.desk.store.setting(DAILY) == today:
            return
        forget_raw(self.desk.store, self.desk.clock(), self.desk.policy.raw_days)
        self.desk.pipeline.look_daily()
        self.desk.store.save_setting(DAILY, today)

    def _today(self) -> str:
        return f"{self.desk.clock():%Y-%m-%d}"

    def _tell_held_back(self) -> None:
        """Tell the manager once a day that mail to customers waits for the next."""
        now = self.desk.clock()
        limit = Limit(self.desk.store, OUTSIDE, self.desk.policy.external_mails_a_day)
        if not limit.reached(OUTSIDE, now) or not limit.reached("held", now, most=1):
            return
        self.desk.run_errand(
            f"e-{short_hash('held', f'{now:%Y-%m-%d}')}",
            "watch_inbox",
            "held_back",
            self.desk.team.manager,
            {"most": self.desk.policy.external_mails_a_day},
        )
