"""Team meeting: one run advances every review that is due in this chapter."""

from __future__ import annotations

from prefect import flow

from flows.chapter_run import run_chapter, run_name


@flow(name="team meeting", flow_run_name=run_name)
async def team_meeting(data: str | None = None) -> int:
    """Book the team meeting, send agendas and group sheets, and merge what comes back.

    ``data`` is the data directory (None: the default one). Safe to repeat at any moment;
    returns how many reviews changed.
    """
    return run_chapter("team_meeting", data)
