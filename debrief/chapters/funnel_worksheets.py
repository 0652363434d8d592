"""Chapter 6, the funnel worksheets: each rep's own open deals against the numbered practices."""

from __future__ import annotations

from datetime import date, datetime
from functools import partial

from debrief.answers.rep_absence import days_away, says_away
from debrief.answers.second_thoughts import takes_back
from debrief.chapters.own_list import take_list, workdays_today
from debrief.chapters.planning import (
    asked_back,
    changed,
    count_of,
    counted,
    marked,
    noted,
    planned_mail,
    with_sheet,
)
from debrief.chapters.scene import Decision, Heard, HeardFile, Scene
from debrief.chapters.shared_worksheets import (
    answered_elsewhere,
    named_apart,
    promised_elsewhere,
    says_answered,
)
from debrief.chapters.worksheet_sending import (
    MOST_REMINDERS,
    funnel_of,
    lists_asked_for,
    next_due,
    remind,
    send_all,
)
from debrief.chapters.worksheet_status import NAME, WAITING, commitment_rows, status_told
from debrief.errors import BadInput
from debrief.funnels.report import read_report, unread_files
from debrief.lexicon import Doubt, beyond_thanks, fold, said
from debrief.model import Commitment, EndedDeal, Funnel, Review, Stage, Worksheet
from debrief.team import Person
from debrief.worksheets.nothing import wants_no_more
from debrief.worksheets.promises import Gap
from debrief.worksheets.questions import asks_us
from debrief.worksheets.short_answers import agrees
from debrief.worksheets.undo import as_before, to_remember, with_ended_again
from debrief.worksheets.worksheet import WorksheetReading, read_worksheet, read_worksheet_xlsx

LONGEST_AWAY = 21  # days that a worksheet waits for somebody; of more, the manager is told
ASKS = "a question for you; what else it says is taken"


def wake(review: Review, scene: Scene) -> datetime | None:
    """Send at once, remind after two and four business days of the rep, then let it be."""
    if review.stage is not Stage.WORKSHEETS:
        return None
    if not review.worksheets or not any(w.state in WAITING for w in review.worksheets):
        return scene.now
    return min(next_due(w, scene) for w in review.worksheets if w.state in WAITING)


def advance(review: Review, scene: Scene) -> Decision:
    """Send, remind, and go on when everybody answered or had their time."""
    if review.stage is not Stage.WORKSHEETS:
        return Decision(review)
    before = review
    if not review.worksheets:
        review = send_all(review, scene)
        return Decision(review, funnels=lists_asked_for(before, review, scene))
    for sheet in review.worksheets:
        if sheet.state in WAITING and next_due(sheet, scene) <= scene.now:
            review = remind(review, scene, sheet)
    if not any(w.state in WAITING for w in review.worksheets):
        review = status_told(review, scene)
        review = noted(review, scene.now, NAME, "All worksheets answered or given up")
        return Decision(changed(review, stage=Stage.FOLLOWING))
    waiting = [w for w in review.worksheets if w.state in WAITING]
    if (
        all(w.reminders >= MOST_REMINDERS for w in waiting)
        and "worksheets_missing" not in review.marks
    ):
        review = status_told(marked(review, "worksheets_missing", scene.now), scene)
    return Decision(review, funnels=lists_asked_for(before, review, scene))


def hear(review: Review, scene: Scene, heard: Heard) -> Decision:
    """Take a rep's funnel or worksheet, in whatever form it comes."""
    rep = scene.team.rep(heard.sender)
    sheet = review.worksheet_of(rep.email) if rep else None
    if rep is None or sheet is None:
        return Decision(review, outcome="set_aside", why="no worksheet of this sender")
    if not sheet.rows or any(f.filename.lower().endswith(".csv") for f in heard.files):
        return take_list(review, scene, heard, rep)
    try:
        reading = _read(review, sheet, scene, heard, rep)
    except BadInput as err:
        if read_report(heard, scene.team, scene.now, is_manager=False, tables=False).funnels:
            return take_list(review, scene, heard, rep)
        review = asked_back(review, scene, NAME, rep, heard, [str(err)], _A_LINE)
        return Decision(review, outcome="answered")
    unread = not sheet.commitments and not sheet.unclear  # nothing yet that an "ok" could agree to
    further = beyond_thanks(heard.text)
    if not heard.files and all(unread and agrees(fold(line)) for line in further):
        review = noted(review, scene.now, NAME, f"{rep.name} sent thanks")
        return Decision(review, why="a friendly word; the worksheet stays as it was")
    if takes_back(heard.text) and not heard.files:
        return _taken_back(review, scene, heard, rep, sheet)
    before = says_answered(heard.text) and answered_elsewhere(review, scene, rep.email)
    if before and not reading.answered:
        return Decision(_answered_before(review, scene, heard, rep, sheet), outcome="answered")
    if not reading.understood and not reading.answered:
        instead = _hear_other_words(review, scene, heard, rep, sheet)
        if instead is not None:
            return instead
    review = _take(review, scene, heard, rep, sheet, reading)
    funnels = _without_ended(scene, sheet, reading)
    if reading.asks:
        return _passed_on(review, funnels)
    return Decision(review, funnels=funnels, outcome="answered")


def _hear_other_words(
    review: Review, scene: Scene, heard: Heard, rep: Person, sheet: Worksheet
) -> Decision | None:
    """Take what says nothing of any deal: an absence, a question, a photo, a word for a human; None where it is asked back."""
    if (back := _back_from(heard.text, workdays_today(scene, rep))) is not None:
        left = _left_in_peace(review, scene, heard, rep, sheet, back)
        return Decision(left, outcome="answered")
    line = " ".join(said(heard.text))[:300]
    if asks_us(heard.text):
        review = noted(review, scene.now, NAME, f"{rep.name} asks something")
        return _passed_on(_read_back(review, scene, heard, rep, {"passed_on": line}))
    if not sheet.unclear and (files := unread_files(heard)):
        return _only_files(review, scene, heard, rep, sheet, files)
    if not _for_a_human(sheet, heard):
        return None
    update = {"unclear": (line,), "reminders": MOST_REMINDERS}  # the manager has it: no more mails
    last = {"before": to_remember(sheet), "ended": ()}
    review = with_sheet(review, sheet.model_copy(update=update | last))
    review = noted(review, scene.now, NAME, f"{rep.name}'s reply is for a human to read")
    why = "no answer to the worksheet, but a word about it"
    return Decision(review, outcome="set_aside", why=why)


def _only_files(
    review: Review,
    scene: Scene,
    heard: Heard,
    rep: Person,
    sheet: Worksheet,
    files: dict[str, str],
) -> Decision:
    """Say of a photo, or of another file that cannot be read, what can be."""
    line = " ".join([*said(heard.text), f"({', '.join(files)})"])[:300]
    update = {"unclear": (line,), "reminders": MOST_REMINDERS, "reminded_at": scene.now}
    review = with_sheet(review, sheet.model_copy(update=update))
    why = [f"{name} is {what}, which I cannot read." for name, what in files.items()]
    review = asked_back(review, scene, NAME, rep, heard, why, _A_LINE)
    return Decision(review, outcome="answered")


_A_LINE = (
    "one line a deal, such as: 2: P3 call their CFO by Friday; or the attached sheet, filled in"
)


def _passed_on(review: Review, funnels: tuple[Funnel, ...] = ()) -> Decision:
    """A rep's question is the manager's to answer; what was said beside it is taken."""
    return Decision(review, funnels=funnels, outcome="set_aside", why=ASKS)


def _back_from(text: str, today: date) -> date | None:
    """Return the day a rep is back who says no more than that they are away until then."""
    away = days_away(text, today, today) if says_away(text) else None
    return away[1] if away is not None and 1 < (away[1] - today).days <= LONGEST_AWAY else None


def _left_in_peace(
    review: Review, scene: Scene, heard: Heard, rep: Person, sheet: Worksheet, back: date
) -> Review:
    """Let the worksheet wait until they are back."""
    review = with_sheet(review, sheet.model_copy(update={"quiet_until": back}))
    review = noted(review, scene.now, NAME, f"{rep.name} is away until {back.isoformat()}")
    return _read_back(review, scene, heard, rep, {"back": back.isoformat()})


def _answered_before(
    review: Review, scene: Scene, heard: Heard, rep: Person, sheet: Worksheet
) -> Review:
    """Take "same as before" as the answer it is, and read back what was promised before."""
    update = {
        "before": to_remember(sheet),
        "state": "answered",
        "answered_at": scene.now,
        "unclear": (),
    }
    review = with_sheet(review, sheet.model_copy(update=update))
    review = noted(review, scene.now, NAME, f"{rep.name} answered another review's worksheet")
    stands = (*sheet.commitments, *promised_elsewhere(review, scene, rep.email))
    context = {
        "understood": commitment_rows(stands, scene.book),
        "total": len(stands),
        "nothing": True,
    }
    return _read_back(review, scene, heard, rep, context)


def _read(
    review: Review, sheet: Worksheet, scene: Scene, heard: Heard, rep: Person
) -> WorksheetReading:
    practices = {p.number: p.text for p in scene.book.practices}
    today = workdays_today(scene, rep)
    for file in heard.files:
        if _is_xlsx(file):
            return read_worksheet_xlsx(
                file.content,
                rows=sheet.rows,
                practices=practices,
                today=today,
                earlier=sheet.commitments,
            )
    read = partial(
        read_worksheet,
        named_apart(heard.text, review, sheet, scene),
        rows=sheet.rows,
        practices=practices,
        today=today,
        earlier=sheet.commitments,
        pending=sheet.unclear,
    )
    reading = read(sent_text=heard.sent_text)
    if not reading.answered and not reading.understood and len(said(heard.text)) <= 2:
        return read()  # so short a text is theirs, even in the very words of our example
    return reading


def _for_a_human(sheet: Worksheet, heard: Heard) -> bool:
    """Tell whether asking back is no help: they are away, want no more mails, or were asked before."""
    text = " ".join(said(heard.text))
    return bool(sheet.unclear) or says_away(text) or wants_no_more(text)


def _without_ended(scene: Scene, sheet: Worksheet, reading: WorksheetReading) -> tuple[Funnel, ...]:
    """Return the rep's funnel without the deals that they say are over or not theirs."""
    known = scene.funnel(sheet.rep)
    over = {sheet.rows[n - 1].name: how for n, how in reading.ended}
    if known is None or not any(o.name in over for o in known.opportunities):
        return ()
    left = tuple(o for o in known.opportunities if o.name not in over)
    ended = tuple(
        EndedDeal(name=name, outcome=how, seen_at=scene.now)
        for name, how in over.items()
        if how in ("won", "lost") and name not in {d.name for d in known.ended}
    )
    update = {"opportunities": left, "ended": (*known.ended, *ended)}
    return (known.model_copy(update=update),)


def _take(
    review: Review,
    scene: Scene,
    heard: Heard,
    rep: Person,
    sheet: Worksheet,
    reading: WorksheetReading,
) -> Review:
    """Merge with what the rep said before, and read everything back."""
    kept = _dated(_merged(sheet.commitments, reading), sheet.commitments, scene.now)
    doubts = _doubts_of(reading, heard)
    unclear = [{"line": d.line, "question": d.question or d.nearest or ""} for d in doubts]
    late = reading.understood and sheet.state in (
        "silent",
        "unread",
    )  # the manager was told otherwise
    review = with_sheet(review, _as_read(sheet, reading, kept, doubts, scene.now))
    if review.stage is Stage.CLOSED and any(c.state == "open" for c in kept):
        review = changed(review, stage=Stage.FOLLOWING, closed_at=None)
    if late:
        review = status_told(review, scene)
    what = f"{rep.name}: {counted(len(kept), 'commitment')}, {len(unclear)} unclear"
    review = noted(review, scene.now, NAME, what)
    context = {
        "understood": commitment_rows(kept, scene.book),
        "unclear": unclear,
        "total": len(kept) + sum(not isinstance(d, Gap) for d in doubts),
        "nothing": reading.nothing,
        "none_for": [sheet.rows[n - 1].name for n in reading.none_for],
        "ended": [{"name": sheet.rows[n - 1].name, "how": how} for n, how in reading.ended],
        "passed_on": " ".join(reading.asks)[:300],
    }
    return _read_back(review, scene, heard, rep, context)


def _doubts_of(reading: WorksheetReading, heard: Heard) -> tuple[Doubt, ...]:
    """Return what is asked back: where nothing was read at all, the whole reply."""
    if reading.understood or reading.unclear:
        return reading.unclear
    file = next((f.filename for f in heard.files if _is_xlsx(f)), "")
    line = file or heard.text.strip()[:300]
    return (Doubt(line, None, "Which deal, and which practice?"),)


def _as_read(
    sheet: Worksheet,
    reading: WorksheetReading,
    kept: tuple[Commitment, ...],
    doubts: tuple[Doubt, ...],
    now: datetime,
) -> Worksheet:
    """Return the worksheet as it stands after a reply, which ends the reminders."""
    understood = reading.understood
    update: dict[str, object] = {
        "before": to_remember(sheet),
        "ended": tuple(sheet.rows[n - 1].name for n, _ in reading.ended),
        "state": "answered" if understood else sheet.state,
        "commitments": kept,
        "nothing": reading.nothing,
        "answered_at": now if understood else sheet.answered_at,
        "unclear": reading.pending or (() if understood else tuple(d.line for d in doubts)),
    }
    if not understood:
        update |= {"reminders": MOST_REMINDERS, "reminded_at": now}
    return sheet.model_copy(update=update)


_NOTHING_READ: dict[str, object] = {
    "understood": [],
    "unclear": [],
    "total": 0,
    "nothing": False,
    "none_for": [],
    "ended": [],
    "taken_back": None,
    "passed_on": "",
    "back": None,
}


def _read_back(
    review: Review, scene: Scene, heard: Heard, rep: Person, context: dict[str, object]
) -> Review:
    return planned_mail(
        review,
        scene,
        NAME,
        "worksheet_readback",
        rep,
        {**_NOTHING_READ, **context},
        generation=count_of(review, "worksheet_readback", rep.email) + 1,
        in_reply_to=heard.message_id,
    )


def _taken_back(
    review: Review, scene: Scene, heard: Heard, rep: Person, sheet: Worksheet
) -> Decision:
    """Undo the rep's last reply and nothing else, as long as nobody was asked after it."""
    before = as_before(sheet)
    funnels: tuple[Funnel, ...] = ()
    if before is not None:
        again = {"sent_at": scene.now, "reminded_at": None} if before.state in WAITING else {}
        review = with_sheet(review, before.model_copy(update=again))
        if sheet.ended:
            funnels = (with_ended_again(funnel_of(scene, rep), sheet),)
        review = noted(review, scene.now, NAME, f"{rep.name} took the last reply back")
    stands = commitment_rows((before or sheet).commitments, scene.book)
    context = {
        "understood": stands,
        "total": len(stands),
        "taken_back": before is not None,
    }
    review = _read_back(review, scene, heard, rep, context)
    return Decision(review, funnels=funnels, outcome="answered")


def _merged(earlier: tuple[Commitment, ...], reading: WorksheetReading) -> tuple[Commitment, ...]:
    """A later answer for the same deal and practice replaces the earlier one."""
    new = {(c.opportunity, c.practice): c for c in reading.commitments}
    kept = [
        c
        for c in earlier
        if c.number not in reading.corrections
        and ((c.opportunity, c.practice) not in new or c.state == "done")
    ]
    both = list(kept)
    for commitment in new.values():
        taken = {c.number for c in both}
        free = next(n for n in range(1, len(taken) + 2) if n not in taken)
        number = commitment.number if commitment.number in reading.corrections else free
        number = free if number in taken else number
        both.append(commitment.model_copy(update={"number": number}))
    return tuple(sorted(both, key=lambda c: c.number))


def _dated(
    commitments: tuple[Commitment, ...], earlier: tuple[Commitment, ...], now: datetime
) -> tuple[Commitment, ...]:
    """Note when each was first promised; a corrected one keeps its moment."""
    known = {(c.opportunity, c.practice): c.made_at for c in earlier}
    return tuple(
        c
        if c.made_at
        else c.model_copy(update={"made_at": known.get((c.opportunity, c.practice)) or now})
        for c in commitments
    )


def _is_xlsx(file: HeardFile) -> bool:
    return (
        file.filename.lower().endswith((".xlsx", ".xlsm")) or "spreadsheetml" in file.content_type
    )
