"""Follow through: one run advances every review that is due in this chapter."""

from __future__ import annotations

from prefect import flow

from flows.chapter_run import run_chapter, run_name


@flow(name="follow through", flow_run_name=run_name)
async def follow_through(data: str | None = None) -> int:
    """Ask after promises and look after the account rep.

    ``data`` is the data directory (None: the default one). Safe to repeat at any moment;
    returns how many reviews changed.
    """
    return run_chapter("follow_through", data)
