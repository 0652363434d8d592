"""The pipeline: the reps' open deals, as a file, a mail or the connected CRM tells of them."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from debrief.chapters.scene import Heard
from debrief.errors import BadInput, DebriefError
from debrief.funnels.report import (
    Report,
    following,
    funnels_of,
    no_lists,
    preview_of,
    read_report,
)
from debrief.funnels.table import FunnelFile
from debrief.model import Funnel, short_hash

if TYPE_CHECKING:
    from debrief.engine.desk import Desk

TROUBLE = "pipeline_trouble"  # the setting that holds why the CRM's deals could not be had

log = logging.getLogger("debrief")


class Pipeline:
    """Takes over the open deals at a desk; ``read_crm`` is there where a CRM is connected."""

    def __init__(self, desk: Desk, read_crm: Callable[[date], FunnelFile] | None) -> None:
        self._desk = desk
        self._read_crm = read_crm

    def take_over(self, read: FunnelFile, source: str) -> list[Funnel]:
        """Keep the funnels of the team's reps that a file holds, and return them."""
        funnels = funnels_of(read, self._desk.team, self._desk.clock(), source)
        self._keep(funnels)
        return funnels

    @property
    def trouble(self) -> str | None:
        """What keeps the CRM's deals away, if one is connected."""
        return self._desk.store.setting(TROUBLE) if self._read_crm is not None else None

    def refresh(self) -> tuple[FunnelFile, list[Funnel]]:
        """Take over what the connected CRM shows; raises what its reader raises."""
        if self._read_crm is None:
            raise BadInput("no CRM is connected; name a file, or add [crm] to debrief.toml")
        read = self._read_crm(self._desk.clock().date())
        funnels = self.take_over(read, "the CRM")
        self._desk.store.save_setting(TROUBLE, None)
        return read, funnels

    def look_daily(self) -> None:
        """Refresh from the CRM, if one is connected; what keeps it from that is noted for the status."""
        if self._read_crm is None:
            return
        try:
            self.refresh()
        except Exception as err:  # a CRM that is away keeps nothing else waiting
            why = str(err) if isinstance(err, DebriefError) else f"{type(err).__name__}: {err}"
            log.warning("the CRM's open deals: %s", why)
            self._desk.store.save_setting(TROUBLE, why[:300])

    def hear(self, heard: Heard, *, tables: bool, addressed: bool) -> str | None:
        """Take over a report that one of ours has mailed and answer it; None where it is no report.

        ``tables``: the mail's own tables may be one, too. ``addressed``: it was sent to Debrief, so
        that its sender is told of a file that could not be read.
        """
        team, now = self._desk.team, self._desk.clock()
        is_manager = heard.sender == team.manager.email
        report = read_report(heard, team, now, is_manager=is_manager, tables=tables)
        if addressed:
            report = replace(report, problems=(*no_lists(heard), *report.problems))
        if not report.funnels and not (addressed and report.problems):
            return None
        self._keep(report.funnels)
        self._show(report, heard)
        return f"funnels of {len(report.funnels)} reps taken over"

    def _keep(self, funnels: Sequence[Funnel]) -> None:
        store = self._desk.store
        for funnel in funnels:
            store.save_funnel(following(store.funnel(funnel.rep), funnel))

    def _show(self, report: Report, heard: Heard) -> None:
        """Answer a report with how it was read; once, whatever breaks off in between."""
        self._desk.run_errand(
            f"f-{short_hash('funnels', heard.key)}",
            "funnel_worksheets",
            "funnel_preview",
            self._desk.team.person(heard.sender) or self._desk.team.manager,
            preview_of(report, self._desk.team),
            in_reply_to=heard.message_id,
        )
