"""The smaller commands: status, report, pause, retry, erase, funnel, audit."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from debrief.bootstrap import hidden_records, open_desk, records_place
from debrief.config import Config, load_config
from debrief.console.status import by_urgency, needs_manager, title_of, waits_for
from debrief.engine.desk import Desk
from debrief.engine.earlier_life import begin
from debrief.engine.effects import resumed
from debrief.engine.installation import WAY_ON
from debrief.engine.intake import kept_mail, way_on
from debrief.engine.trouble import spoken
from debrief.errors import BadInput, DebriefError, NotFound
from debrief.funnels.pipeline import TROUBLE
from debrief.funnels.report import read_file
from debrief.model import Effect, EffectStatus, InboundStatus, Review
from debrief.moments import stamp
from debrief.practices.practices import export_csv, export_markdown
from debrief.reports.monthly_csv import monthly_csv
from store import disk
from store.backup import backup, restore


def _desk(
    data: Path | None, office: Path | None = None, team: Path | None = None
) -> tuple[Config, Desk]:
    config = load_config(data, office=office, team=team)
    return config, open_desk(config)


def _reviews(desk: Desk) -> Iterator[Review]:
    yield from desk.store.open()
    yield from desk.store.closed()


def _doubt(desk: Desk) -> str | None:
    """Return why the clock is not believed; who asks is told the rest, whatever the mailbox says."""
    try:
        return desk.clock_watch.doubt()
    except DebriefError as err:
        return str(err).rstrip(".")


def print_status(data: Path | None, office: Path | None, team: Path | None) -> None:
    """Print each review, what it waits for, and what needs a human."""
    config, desk = _desk(data, office, team)
    place = records_place(config)
    print(f"Team of {desk.team.manager.name}, {len(desk.team.reps)} reps. Records in {place}")
    if hidden := hidden_records(config):
        print(f"NOT USED  {hidden}")
    if desk.store.setting("paused"):
        print("PAUSED: nothing is sent. `debrief pause --resume` goes on.")
    if doubt := _doubt(desk):
        print(f"HELD      {doubt}.")
    if held := desk.guard.held:
        print(f"HELD      {held}")
        print(f"          {WAY_ON}")
    for what, each in desk.troubles.now().items():
        about = f"{spoken(what)} ({what})" if what.startswith("r-") else spoken(what)
        print(f"TROUBLE   {about}, since {stamp(each.since, desk.team.manager.time_zone)}")
        print(f"          {each.why}. It is tried again by itself; `debrief check` says more.")
    reviews = [r for r in _reviews(desk) if not r.errand]
    if trouble := desk.store.setting(TROUBLE):
        print(f"CRM       {trouble}")
    unreadable = desk.store.unreadable()
    for why in unreadable:
        print(f"UNREAD    {why}")
        print("          Until then no other customer is asked for a call.")
    if not reviews and not unreadable:
        print("No reviews yet: forward a loss email.")
    zone = desk.team.manager.time_zone
    for review in by_urgency(reviews):
        print(f"{review.id}  {review.stage.value:<11} {title_of(review)}")
        if wanted := waits_for(review, zone):
            print(f"{'':13} {'NEEDS YOU' if needs_manager(review) else 'waits for'}: {wanted}")
        if review.history:
            last = review.history[-1]
            print(f"{'':13} last: {last.what} ({stamp(last.at, zone)})")
    _print_troubles(desk)


def _print_troubles(desk: Desk) -> None:
    for review in _reviews(desk):
        for effect in review.effects:
            if effect.status is EffectStatus.FAILED and effect.in_doubt:
                print(f"NOT KNOWN {effect.key}: {effect.error}")
                print(f"          if it did not arrive: debrief retry {effect.key}")
            elif effect.status is EffectStatus.FAILED:
                print(f"NOT SENT  {effect.key}: {effect.error}")
                print(f"          mend the cause, then: debrief retry {review.id}")
            elif effect.open and effect.error:
                print(f"WAITING   {effect.key}: {effect.error}")
    known = {review.id for review in _reviews(desk)}
    for entry in desk.store.all_inbound():
        if entry.review_id is not None and entry.review_id not in known:
            print(f"MISSING   {entry.review_id}: the record of this review has gone or is damaged")
            print(f"          It took in: {entry.subject}. Bring it back from a backup.")
        if entry.status is InboundStatus.SET_ASIDE:
            print(f"SET ASIDE {entry.sender}: {entry.subject}")
            print(f"          {entry.why}. Take it up again: {way_on(desk.store, entry)}")
            print(f"          Done with it: debrief dismiss {entry.key}")


def write_report(
    data: Path | None, month: str | None, output: Path | None, *, as_csv: bool = False
) -> None:
    """Write the monthly page and, if wanted, every figure behind it as CSV files beside it."""
    from debrief.reports.plots import svg_of

    _, desk = _desk(data)
    zone = desk.team.manager.time_zone
    month = month or f"{desk.clock().astimezone(ZoneInfo(zone)):%Y-%m}"
    try:
        context = desk.monthly_page.context(month)
    except ValueError as err:
        raise BadInput(f"--month {month!r}: write it as 2026-11") from err
    context["plots"] = [{**plot, "svg": svg_of(plot)} for plot in context["plots"]]
    path = output or Path(f"debrief-{month}.html")
    _write(path, desk.performer.renderer.page("monthly", context))
    print(f"{path}: {context['n']} new reviews in {context['month']}")
    if as_csv:
        for name, table in monthly_csv(_reviews(desk), desk.store.book(), month, zone).items():
            beside = path.with_name(f"{path.stem}-{name}.csv")
            _write(beside, table)
            print(beside)


def _write(path: Path, text: str) -> None:
    try:
        disk.write_private(path, text.encode())
    except OSError as err:
        raise BadInput(
            f"{path}: cannot be written ({err.strerror}); choose another --output"
        ) from err


def set_pause(data: Path | None, *, resume: bool) -> None:
    """Stop or resume all sending."""
    _, desk = _desk(data)
    if resume and not desk.store.setting("paused"):
        print("Nothing was paused: Debrief works whenever `debrief run` does.")
        return
    desk.store.save_setting("paused", None if resume else f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC")
    print(
        "Going on: what became due meanwhile follows now."
        if resume
        else "Paused: nothing is sent and nothing is lost. `debrief pause --resume` goes on."
    )


def take_over(data: Path | None) -> None:
    """Let these records go on as the only ones at work on the mailbox."""
    _, desk = _desk(data)
    held = desk.guard.held
    desk.clock_watch.believe(desk.clock())
    desk.guard.take_over()
    print(
        f"{desk.guard.where} goes on. Another Debrief that is still at work holds everything back."
    )
    if held:
        print("What it has sent is looked for in the mailbox before anything is sent.")


def take_up_again(data: Path | None, what: str) -> None:
    """Try a failed sending or a set-aside message once more at the next cycle."""
    _, desk = _desk(data)
    if doubt := desk.clock_watch.doubt():
        raise BadInput(doubt)
    if desk.guard.keeps_back() and (held := desk.guard.held):
        raise BadInput(f"{held}. {WAY_ON}")
    entry = desk.store.inbound(what)
    if entry is not None:
        kept = kept_mail(desk.store, entry)
        if kept is None:
            raise BadInput(f"{what}: its mail is no longer kept, or damaged; forward it again")
        again = entry.model_copy(update={"status": InboundStatus.RECEIVED, "attempts": 0})
        desk.store.save_inbound(again)
        ended = desk.take_in(kept)
        print(f"{what}: {ended.status.value.replace('_', ' ')}. {ended.why}")
        return
    try:
        review = desk.store.get(what.partition("/")[0])
        key = what if "/" in what else None
        if key is not None and review.effect(key) is None:
            raise NotFound(what)
    except NotFound as err:
        raise BadInput(f"{what}: no review or message of this name; see `debrief status`") from err
    failed = sum(e.status is EffectStatus.FAILED and key in (None, e.key) for e in review.effects)
    review = desk.store.save(resumed(review, key))
    if desk.intake.reads_up():  # a stop may lie unread
        desk.advance_review(review.id)
    review = desk.store.get(review.id)
    left = sum(e.status is EffectStatus.FAILED or e.open for e in review.effects)
    print(f"{what}: {failed} taken up again, {left} still to go")


def load_funnel(data: Path | None, file: Path | None) -> None:
    """Take over open opportunities from a CSV or XLSX file, or from the connected CRM."""
    _, desk = _desk(data)
    if file is None:
        read, funnels = desk.pipeline.refresh()
    else:
        try:
            content = file.read_bytes()
        except OSError as err:
            raise BadInput(f"{file}: cannot be read ({err.strerror})") from err
        read = read_file(content, file.name, desk.team, desk.clock().date())
        funnels = desk.pipeline.take_over(read, file.name)
    for funnel in funnels:
        print(f"{funnel.rep}: {len(funnel.opportunities)} open deals")
    for problem in read.problems:
        print(f"note: {problem}")
    print(f"{len(funnels)} reps, {read.skipped} closed deals left out, {read.foreign} of others")


def print_audit(data: Path | None, review_id: str | None) -> None:
    """Print every mail and meeting that went out, oldest first."""
    _, desk = _desk(data)
    if review_id is not None and review_id not in {review.id for review in _reviews(desk)}:
        raise NotFound(f"{review_id}: there is no such review; `debrief status` lists them")
    rows = [
        (effect.done_at, effect)
        for review in _reviews(desk)
        if review_id in (None, review.id)
        for effect in _effects_of(review)
    ]
    for at, effect in sorted(rows, key=lambda row: (str(row[0]), row[1].key)):
        print(
            f"{at:%Y-%m-%d %H:%M} UTC  {effect.kind.value:<6}  {', '.join(effect.to)}  {effect.key}"
        )
    print(f"{len(rows)} sent")


def print_practices(data: Path | None, form: str) -> None:
    """Print the practice book as Markdown or CSV."""
    exports = {"md": export_markdown, "csv": export_csv}
    if form not in exports:
        raise BadInput(f"--format {form!r}: is unknown; use md or csv")
    _, desk = _desk(data)
    print(exports[form](desk.store.book()), end="")


def back_up(data: Path | None, target: Path) -> None:
    """Write the embedded store's records into one archive."""
    count = backup(_records(data), target)
    print(f"{target}: {count} records and messages. Restore with: debrief restore {target}")


def bring_back(data: Path | None, archive: Path) -> None:
    """Restore the records of an archive into a data directory that has none."""
    from store.tiny import TinyStore

    folder = _records(data)
    count = restore(archive, folder, lambda place: begin(TinyStore(place), datetime.now(UTC)))
    print(
        f"{folder}: {count} records and messages restored. What went out since the backup is looked "
        "for in the mailbox before anything is sent. No other Debrief may work on the same mailbox."
    )


def _records(data: Path | None) -> Path:
    config = load_config(data)
    if config.dsn:
        raise BadInput("the records are in PostgreSQL; back them up with pg_dump")
    return config.data / "records"


def dismiss(data: Path | None, key: str) -> None:
    """Let a message that was set aside wait for nobody any more, in the mailbox as well."""
    _, desk = _desk(data)
    entry = desk.store.inbound(key)
    if entry is None or entry.status is not InboundStatus.SET_ASIDE:
        raise BadInput(f"{key}: no message of this key is set aside; see `debrief status`")
    update = {"status": InboundStatus.HANDLED, "why": "dismissed by hand"}
    desk.filing.put(entry.backend_id, "handled")
    desk.store.save_inbound(entry.model_copy(update=update))
    print(f"{key}: dismissed, and no longer marked as set aside in the mailbox.")


def _effects_of(review: Review) -> tuple[Effect, ...]:
    """Return what went out in a review, oldest first."""
    done = [e for e in review.effects if e.done_at is not None]
    return tuple(sorted(done, key=lambda e: (e.done_at or review.created_at, e.key)))
