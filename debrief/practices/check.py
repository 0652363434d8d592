"""Ask after a while whether a practice still holds; the manager alone keeps, rewords or retires it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from debrief.answers.approval import read_approval
from debrief.lexicon import DROP, QUOTED, Doubt, words
from debrief.model import Draft, Practice, PracticeBook
from debrief.practices.practices import edit, retire

MOST_AT_ONCE = 5  # in one month; the oldest first

_ALL = re.compile(
    r"(?i)\b(?:all|every|everything|others?|rest|both|alles?|alle|andere[nr]?|rest|tou(?:s|tes)|autres?|"
    r"tod[oa]s|otr[oa]s|allemaal|overige|outr[oa]s)\b"
)

_RETIRE = re.compile(r"(?i)\b(?:retire|retired|archive|take out)\b")
_P = re.compile(r"(?i)(?<![\w.])p[ .#-]?(?P<n>\d{1,4})\b")
_REWORDED = re.compile(r"(?i)^\s*(?:change |reword |ändere )?p[ .#-]?\d{1,4}\s*(?:[:=]|->|=>|→)")
_REPLACES = re.compile(
    r"(?i)(?<![\w.])#?(?P<draft>\d{1,3})\s+(?:replaces|supersedes|instead of|ersetzt|statt|anstelle von|remplace|au lieu de|"
    r"à la place de|sustituye(?: a)?|reemplaza(?: a)?|en lugar de|en vez de|vervangt|in plaats van|substitui(?: a| o)?|"
    r"em vez de|no lugar de)\s+p[ .#-]?(?P<book>\d{1,4})\b"
)
_BUT = r"(?:but|aber|mais|pero|maar|mas)"
_CLAUSES = re.compile(rf"(?i)(?<=[.;,!])\s+(?:{_BUT} )?|\s+{_BUT} ")
_MERGE = re.compile(
    r"(?i)\b(?:merge|combine|join|zusammen\w*|vereinen|fusion\w*|regroup\w*|combin\w+|junta\w*|samenvoegen|voeg)\b"
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
    plain = _RETIRE.sub("drop", plain)
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


@dataclass(frozen=True, slots=True)
class Split:
    """An answer to drafts: what it says of practices of the book, of the drafts, and of either."""

    book: str = ""
    drafts: str = ""
    unclear: tuple[Doubt, ...] = ()


def split_book(text: str, drafts: Iterable[Draft], book: PracticeBook) -> Split:
    """Split an answer to drafts by what it names: a practice as in the book ("P3"), or a draft ("3").

    Where an open draft has that number too, only a word such as "retire" tells them apart.
    """
    waiting = {d.number for d in drafts if d.status == "draft"}
    of_book: list[str] = []
    of_drafts: list[str] = []
    unclear: list[Doubt] = []
    for raw in text.splitlines():
        line = raw
        if not QUOTED.match(raw):
            replaced = [m["book"] for m in _REPLACES.finditer(raw) if book.get(int(m["book"]))]
            of_book += (f"retire P{number}" for number in replaced)
            line = _REPLACES.sub(lambda m: f"{m['draft']}: yes", raw) if replaced else raw
            about, line = _split_line(line, book)
            for clause in about:
                if waiting & set(_numbers(clause)) and not _RETIRE.search(clause):
                    unclear.append(Doubt(clause, _P.sub(r"\g<n>", clause)))
                else:
                    of_book.append(clause)
        of_drafts.append(line)
    return Split("\n".join(of_book), "\n".join(of_drafts), tuple(unclear))


def _split_line(line: str, book: PracticeBook) -> tuple[list[str], str]:
    """Return the clauses of a line that decide on practices of the book, and what is left of it."""
    numbers = _numbers(line)
    if not numbers or any(book.get(n) is None for n in numbers):
        return [], line
    if _REWORDED.match(line):
        return [line.strip()], ""
    if re.search(r"\d", _P.sub("", line)):  # "1 is P3" is about a draft
        return [], line
    about: list[str] = []
    rest: list[str] = []
    for clause in _CLAUSES.split(line):
        if not _numbers(clause):
            rest.append(clause)
        elif _decides(clause) or (about and not _P.sub("", clause).strip(" ,.;!")):
            about.append(clause.strip(" ,;."))
    return (about, " ".join(rest).rstrip(" ,;")) if about else ([], line)


def _numbers(text: str) -> list[int]:
    return [int(m["n"]) for m in _P.finditer(text)]


def _decides(clause: str) -> bool:
    """Tell whether a clause takes practices out of the book, or merges them."""
    out = _RETIRE.search(clause) or {*words(clause)} & DROP
    return bool(out) or _MERGE.search(clause) is not None
