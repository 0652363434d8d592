"""Question script: one run advances every review that is due in this chapter."""

from __future__ import annotations

from prefect import flow

from flows.chapter_run import run_chapter, run_name


@flow(name="question script", flow_run_name=run_name)
async def question_script(data: str | None = None) -> int:
    """Send the question script to the manager and the role card to the rep.

    ``data`` is the data directory (None: the default one). Safe to repeat at any moment;
    returns how many reviews changed.
    """
    return run_chapter("question_script", data)
