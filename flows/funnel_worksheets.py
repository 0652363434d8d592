"""Funnel worksheets: one run advances every review that is due in this chapter."""

from __future__ import annotations

from prefect import flow

from flows.chapter_run import run_chapter, run_name


@flow(name="funnel worksheets", flow_run_name=run_name)
async def funnel_worksheets(data: str | None = None) -> int:
    """Send each rep a worksheet of their funnel, remind kindly, and read it back.

    ``data`` is the data directory (None: the default one). Safe to repeat at any moment;
    returns how many reviews changed.
    """
    return run_chapter("funnel_worksheets", data)
