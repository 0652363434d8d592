"""Watch inbox: one run takes in all new mail and lets the reviews it concerns answer."""

from __future__ import annotations

from collections import Counter

from prefect import flow, get_client, task
from prefect.cache_policies import NO_CACHE
from prefect.logging import get_run_logger
from prefect.runtime import flow_run

from debrief.bootstrap import open_desk_in
from debrief.engine.desk import Desk
from debrief.reports.timeline import deal_title
from flows.chapter_run import passing, run_chapter, show_timeline, titled


@flow(name="watch inbox", flow_run_name="watch inbox · nothing new")
async def watch_inbox(data: str | None = None) -> int:
    """Take in all new mail, each message once, then do what is due in this chapter.

    ``data`` is the data directory (None: the default one). Safe to repeat at any moment; returns
    how many messages were taken in.
    """
    desk = open_desk_in(data)
    taken, touched = take_in_mail(desk)
    run_chapter("watch_inbox", data)
    if taken:
        deals = list(dict.fromkeys(deal_title(desk.store.get(key)) for key in touched))
        await rename_run(titled("watch inbox", deals or [f"{taken} read, none of ours"]))
    return taken


@task(
    name="take in mail",
    cache_policy=NO_CACHE,
    retries=3,
    retry_delay_seconds=[1, 5, 20],
    retry_condition_fn=passing,
)
def take_in_mail(desk: Desk) -> tuple[int, list[str]]:
    """Take in what is new; return how many messages, and the ids of the reviews they touched."""
    logger = get_run_logger()
    touched: Counter[str] = Counter()
    desk.watchers.append(lambda progress: touched.update([progress.review.id]))
    taken = desk.take_in_mail()
    for entry in taken:
        logger.info("%s: message %s", entry.status, entry.key)  # many may read it: no subject
    for review_id in touched:
        show_timeline(desk, review_id)
    return len(taken), list(touched)


async def rename_run(name: str) -> None:
    """Name the present run after what it turned out to be about."""
    async with get_client() as client:
        await client.update_flow_run(flow_run.id, name=name)
