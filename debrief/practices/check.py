"""Ask after a while whether a practice still holds; the manager alone keeps, rewords or retires it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from debrief.answers.approval import read_approval
from debrief.lexicon import Doubt
from debrief.model import Draft, Practice, PracticeBook
from debrief.practices.practices import edit, retire

MOST_AT_ONCE = 5  # in one month; the oldest first


_ALL = re.compile(
    r"(?i)\b(?:all|every|everything|others?|rest|both|alles?|alle|andere[nr]?|rest|tou(?:s|tes)|autres?|"
    r"tod[oa]s|otr[oa]s|allemaal|overige|outr[oa]s)\b"
)


@dataclass(frozen=True, slots=True)
class Check:
    """What the manager decided, by the book's numbers."""

    book: PracticeBook
    kept: tuple[int, ...] = ()
    retired: tuple[int, ...] = ()
    reworded: tuple[int, ...] = ()
    doubts: tuple[Doubt, ...] = ()


def due_for_check(book: PracticeBook, now: datetime, days: int) -> tuple[Practice, ...]:
    """Return practices in force that nobody has looked at for ``days``, oldest first."""
    before = now - timedelta(days=days)
    old = [p for p in book.approved() if (p.checked_at or p.approved_at) <= before]
    return tuple(sorted(old, key=lambda p: (p.checked_at or p.approved_at, p.number)))[
        :MOST_AT_ONCE
    ]


def check_rows(
    practices: Iterable[Practice], adoption: Iterable[Mapping[str, Any]]
) -> list[dict[str, Any]]:
    """Return practices with what became of them, as the monthly page takes them."""
    known = {row["number"]: row for row in adoption}
    nothing = {"promised": 0, "helped": 0}
    return [
        {"number": p.number, "text": p.text}
        | {name: known.get(p.number, nothing)[name] for name in nothing}
        for p in practices
    ]


def read_check(text: str, asked: Sequence[int], book: PracticeBook, now: datetime) -> Check:
    """Read "keep 3, retire P5, 7: better wording"; "yes" keeps all that were asked about.

    Any practice in force may be named. What is not certain decides nothing and comes back.
    """
    plain = re.sub(r"\b[Pp](?=\d)", "", text)
    plain = re.sub(r"(?i)\b(?:retire|retired|archive|take out)\b", "drop", plain)
    named = {int(number) for number in re.findall(r"\d{1,4}", plain)}
    # "keep 2" says nothing of the others: only "all but 2" and the like does.
    every = not named or _ALL.search(plain) is not None
    practices = [p for p in book.approved() if p.number in named or (every and p.number in asked)]
    drafts = tuple(
        Draft(number=p.number, text=p.text, words=p.words, origin="book") for p in practices
    )
    approval = read_approval(plain, drafts)
    texts = {p.number: p.text for p in practices}
    kept, retired, reworded = [], [], []
    for draft in approval.drafts:
        old = texts.get(draft.number)
        if old is None or draft.status == "draft":
            continue
        if draft.status == "dropped":
            retired.append(draft.number)
            book = retire(book, draft.number)
        elif draft.text != old:
            reworded.append(draft.number)
            book = edit(book, draft.number, draft.text)
        else:
            kept.append(draft.number)
    seen = {*kept, *reworded}
    looked_at = tuple(
        p.model_copy(update={"checked_at": now}) if p.number in seen else p for p in book.practices
    )
    return Check(
        book=book.model_copy(update={"practices": looked_at}),
        kept=tuple(kept),
        retired=tuple(retired),
        reworded=tuple(reworded),
        doubts=tuple(approval.not_understood),
    )
