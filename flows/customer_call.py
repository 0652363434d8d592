"""Customer call: one run advances every review that is due in this chapter."""

from __future__ import annotations

from prefect import flow

from flows.chapter_run import run_chapter, run_name


@flow(name="customer call", flow_run_name=run_name)
async def customer_call(data: str | None = None) -> int:
    """Book the customer call, chase politely, and follow every answer.

    ``data`` is the data directory (None: the default one). Safe to repeat at any moment;
    returns how many reviews changed.
    """
    return run_chapter("customer_call", data)
