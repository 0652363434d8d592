"""Best practices: one run advances every review that is due in this chapter."""

from __future__ import annotations

from prefect import flow

from flows.chapter_run import run_chapter, run_name


@flow(name="best practices", flow_run_name=run_name)
async def best_practices(data: str | None = None) -> int:
    """Ask for notes, draft practices from them, and take the manager's approval.

    ``data`` is the data directory (None: the default one). Safe to repeat at any moment;
    returns how many reviews changed.
    """
    return run_chapter("best_practices", data)
