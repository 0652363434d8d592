"""What a shared Prefect server keeps of our runs, and its removal through Prefect's own API.

Ours are the runs of our flows over this data directory, and the pages that they made: two teams that
got one mail have reviews of one name. A run goes with its task runs and logs; others are only counted.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.filters import (
    ArtifactFilter,
    ArtifactFilterKey,
    FlowFilter,
    FlowFilterName,
    FlowRunFilter,
    FlowRunFilterId,
    FlowRunFilterName,
    LogFilter,
    LogFilterFlowRunId,
    TaskRunFilter,
    TaskRunFilterName,
)
from prefect.client.schemas.objects import FlowRun
from prefect.exceptions import ObjectNotFound

from debrief.config import data_folder
from debrief.console.privacy import Swept
from debrief.engine.chapters import CHAPTERS

PAGE = 200  # the most that the server gives at once
TOGETHER = 50  # runs whose logs are read at once
IDLE = " · nothing "  # in the name of a run that found nothing to do
LOGS_SECONDS = 20.0  # the server deletes a run's logs a moment after the run

Names = FlowFilter(name=FlowFilterName(any_=[name.replace("_", " ") for name in CHAPTERS]))


def sweep(keys: Iterable[str], words: Iterable[str], data: Path) -> Swept:
    """Remove our runs and pages of these reviews and words; safe to repeat.

    ``keys`` name the reviews' pages, ``words`` are what a run's name or log may call the customer
    or the deal. Raises what Prefect raises when the server does not answer or refuses.
    """
    with get_client(sync_client=True) as client:
        pages = list(_pages(client, list(keys)))
        made = {page.flow_run_id for page in pages if page.flow_run_id}
        called = [word.lower() for word in words]
        named = {run for word in called for run in _naming(client, word)}
        named |= set(_telling_of(client, called, data))
        runs = list(_runs(client, made | named))
        ours = [run for run in runs if _is_of(run, data)]
        others = {run.id for run in runs} - {run.id for run in ours}
        pages = [page for page in pages if page.flow_run_id not in others]
        for page in pages:
            _gone(client.delete_artifact, page.id)
        for run in ours:
            _gone(client.delete_flow_run, run.id)
        left = _logs_left(client, [run.id for run in ours])
        return Swept(len(ours), len(pages), len(others), left)


def _is_of(run: FlowRun, data: Path) -> bool:
    given = run.parameters.get("data")
    return data_folder(Path(given) if given else None) == data


def _pages(client: SyncPrefectClient, keys: list[str]) -> Iterator[Any]:
    wanted = ArtifactFilter(key=ArtifactFilterKey(any_=keys))
    if keys:
        yield from _all(
            lambda at: client.read_artifacts(artifact_filter=wanted, limit=PAGE, offset=at)
        )


def _naming(client: SyncPrefectClient, word: str) -> Iterator[UUID]:
    """Yield the runs of our flows whose name, or a task's, holds the word."""
    by_name = FlowRunFilter(name=FlowRunFilterName(like_=word))
    by_task = TaskRunFilter(name=TaskRunFilterName(like_=word))
    for filters in ({"flow_run_filter": by_name}, {"task_run_filter": by_task}):
        for run in _all(
            lambda at, chosen=filters: client.read_flow_runs(
                flow_filter=Names, limit=PAGE, offset=at, **chosen
            )
        ):
            yield run.id


def _telling_of(client: SyncPrefectClient, words: list[str], data: Path) -> Iterator[UUID]:
    """Yield our runs whose logs hold one of the words, such as a mail's subject; the server cannot search."""
    runs = _all(lambda at: client.read_flow_runs(flow_filter=Names, limit=PAGE, offset=at))
    busy = [run.id for run in runs if IDLE not in run.name and _is_of(run, data)]
    for start in range(0, len(busy), TOGETHER):
        chosen = LogFilter(flow_run_id=LogFilterFlowRunId(any_=busy[start : start + TOGETHER]))
        for log in _all(
            lambda at, those=chosen: client.read_logs(log_filter=those, limit=PAGE, offset=at)
        ):
            if log.flow_run_id and any(word in log.message.lower() for word in words):
                yield log.flow_run_id


def _runs(client: SyncPrefectClient, ids: set[UUID]) -> Iterator[FlowRun]:
    wanted = sorted(ids)
    for at in range(0, len(wanted), PAGE):
        chosen = FlowRunFilter(id=FlowRunFilterId(any_=wanted[at : at + PAGE]))
        yield from client.read_flow_runs(flow_filter=Names, flow_run_filter=chosen, limit=PAGE)


def _all(read: Any) -> Iterator[Any]:  # noqa: ANN401 - one of the client's own reading calls
    at = 0
    while page := read(at):
        yield from page
        at += len(page)
        if len(page) < PAGE:
            return


def _gone(delete: Any, what: UUID) -> None:  # noqa: ANN401 - as above
    try:
        delete(what)
    except ObjectNotFound:
        return


def _logs_left(client: SyncPrefectClient, runs: list[UUID]) -> bool:
    """Tell whether the server still holds logs of these runs after a while."""
    end = time.monotonic() + LOGS_SECONDS
    while runs:
        some = LogFilter(flow_run_id=LogFilterFlowRunId(any_=runs[:PAGE]))
        if not client.read_logs(log_filter=some, limit=1):
            runs = runs[PAGE:]
        elif time.monotonic() > end:
            return True
        else:
            time.sleep(0.5)
    return False
