"""What the flows share: one run of one chapter, one task for each review that is due.

A run may be repeated, killed or overtaken by another at any moment: the desk does each thing
once. Nothing here keeps state, and nothing here decides.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from prefect import Task, task
from prefect.artifacts import create_markdown_artifact
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas.objects import State, TaskRun
from prefect.logging import get_run_logger
from prefect.runtime import flow_run

from debrief.bootstrap import open_desk_in
from debrief.engine.desk import Desk
from debrief.errors import TryLater
from debrief.reports.timeline import deal_title, timeline_key, timeline_markdown

MOST_NAMED = 3  # deals in the name of a run


def run_chapter(chapter: str, data: str | None) -> int:
    """Advance every review due in the chapter, a task for each; return how many changed.

    Whichever chapter runs first also does what belongs to none.
    """
    desk = open_desk_in(data)
    advanced = 0
    faults: list[Exception] = []
    reviews = desk.to_advance(chapter)
    for review in reviews:
        name = f"{spoken(chapter)} · {deal_title(review)}"
        try:
            advanced += advance.with_options(task_run_name=name)(desk, chapter, review.id)
        except Exception as err:  # one review's fault must not keep the others waiting
            faults.append(err)
    if reviews or (desk.house_is_due() and not desk.guard.keeps_back()):
        advanced += desk.keep_house()
    if faults:
        raise faults[0]
    return advanced


def run_name() -> str:
    """Name the present run of a chapter after the deals that are due in it."""
    chapter = str(flow_run.flow_name or "").replace(" ", "_")
    desk = open_desk_in(flow_run.parameters.get("data"))
    deals = list(dict.fromkeys(deal_title(review) for review in desk.due_in(chapter)))
    return titled(spoken(chapter), deals)


def titled(what: str, deals: list[str]) -> str:
    """Join what a run does with the deals it does it for."""
    if not deals:
        return f"{what} · nothing due · {datetime.now(UTC):%H:%M:%S}"
    more = f" (+{len(deals) - MOST_NAMED})" if len(deals) > MOST_NAMED else ""
    return f"{what} · {', '.join(deals[:MOST_NAMED])}{more}"


def spoken(chapter: str) -> str:
    """Return a chapter's name as people read it."""
    return chapter.replace("_", " ")


def passing(_task: Task[..., Any], _run: TaskRun, state: State[Any]) -> bool:
    """Tell whether a failure may pass by itself: only then is a task tried again."""
    return isinstance(state.result(raise_on_failure=False), TryLater)


def show_timeline(desk: Desk, review_id: str) -> None:
    """Publish a review's timeline as a page that Prefect keeps under one name."""
    review = desk.store.get(review_id)
    create_markdown_artifact(
        timeline_markdown(review), key=timeline_key(review), description=deal_title(review)
    )


@task(
    cache_policy=NO_CACHE,
    retries=3,
    retry_delay_seconds=[1, 5, 20],
    retry_condition_fn=passing,
)
def advance(desk: Desk, chapter: str, review_id: str) -> bool:
    """Let the chapter do what is due in one review; tell whether the review changed."""
    logger = get_run_logger()
    seen = desk.store.get(review_id)
    review = desk.advance_review(review_id, chapter)
    for line in review.history[len(seen.history) :]:
        logger.info("%s: %s", spoken(line.chapter), line.what)
    if review.version != seen.version:
        show_timeline(desk, review_id)
    return review.version != seen.version
