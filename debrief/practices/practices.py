"""From what a customer said to a numbered practice of the team's book.

Drafts keep the customer's own words beside them; the manager alone turns a draft into a practice.
A practice's number never changes meaning.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from debrief.answers.approval import Approval, read_approval
from debrief.lexicon import fold, word_list, words
from debrief.model import Draft, Practice, PracticeBook
from debrief.practices.wording import drafts_from

__all__ = [
    "Approval",
    "approve_into",
    "book_context",
    "drafts_from",
    "edit",
    "export_csv",
    "export_markdown",
    "near_drafts",
    "near_duplicates",
    "read_approval",
    "retire",
    "with_drafts_back",
]

_SMALL = frozenset(
    word_list(
        "the a an and or of to in on for with by at from as is are be it its this that their "
        "they we our you your der die das und oder von zu im in auf fur mit bei als ist sie wir "
        "den dem ein eine einen le la les de des du et ou en un une pour avec par est nous vous "
        "el los las y o del con por para un una es en het een van op met voor bij is zijn wij os "
        "as e ou do da em um uma com por para"
    )
)


def approve_into(
    book: PracticeBook,
    drafts: Iterable[Draft],
    *,
    review_id: str,
    company: str,
    now: datetime,
    credit: str = "",
) -> tuple[PracticeBook, tuple[Draft, ...]]:
    """Give every approved draft its number in the book; safe to repeat, also after a crash.

    A draft that already bears a ``book_number`` (also one pointed at an older practice), or whose
    words this review already brought into the book, gets no second practice.
    """
    practices = list(book.practices)
    known = {(p.review_id, fold(t)): p.number for p in practices for t in (p.text, *p.earlier)}
    highest = max((p.number for p in practices), default=0)
    numbered = []
    for draft in drafts:
        if draft.status == "approved" and draft.book_number is None and draft.text.strip():
            number = known.get((review_id, fold(draft.text)))
            practices = [_in_force(p) if _is_again(p, number, draft) else p for p in practices]
            if number is None:
                number = highest = highest + 1
                group = draft.origin if draft.origin.startswith("group") else ""
                practices.append(
                    Practice(
                        number=number,
                        text=draft.text,
                        review_id=review_id,
                        company=company,
                        words=draft.words,
                        credit=credit or group,
                        approved_at=now,
                    )
                )
                known[review_id, fold(draft.text)] = number
            draft = draft.model_copy(update={"book_number": number})
        numbered.append(draft)
    return book.model_copy(update={"practices": tuple(practices)}), tuple(numbered)


def _is_again(practice: Practice, number: int | None, draft: Draft) -> bool:
    """Tell whether the draft is a practice that was taken back, in the same words."""
    return practice.number == number and fold(practice.text) == fold(draft.text)


def _in_force(practice: Practice) -> Practice:
    return practice.model_copy(update={"status": "approved"})


def with_drafts_back(
    book: PracticeBook, review_id: str, drafts: Iterable[Draft], before: Iterable[Draft]
) -> PracticeBook:
    """Return the book without what turned the drafts from what they were into what they are."""
    old = {d.number: d for d in before}
    for draft in drafts:
        was, practice = old.get(draft.number), book.get(draft.book_number or 0)
        if practice is None or practice.review_id != review_id or draft == was:
            continue
        if was is None or was.status != "approved":
            book = retire(book, practice.number)
        else:
            book = edit(
                _changed(book, practice.number, status="approved"), practice.number, was.text
            )
    return book


def retire(book: PracticeBook, number: int) -> PracticeBook:
    """Return the book with this practice out of force; its number is never given again."""
    return _changed(book, number, status="retired")


def reinstate(book: PracticeBook, number: int) -> PracticeBook:
    """Return the book with a retired practice in force again, as it was."""
    return _changed(book, number, status="approved")


def edit(book: PracticeBook, number: int, text: str) -> PracticeBook:
    """Return the book with a new wording, the old one kept as an earlier version."""
    practice = book.get(number)
    wanted = " ".join(text.split())
    if practice is None or not wanted or practice.text == wanted:
        return book
    earlier = (*practice.earlier, practice.text)
    return _changed(book, number, text=wanted, version=practice.version + 1, earlier=earlier)


def _changed(book: PracticeBook, number: int, **update: object) -> PracticeBook:
    practices = tuple(
        p.model_copy(update=update) if p.number == number else p for p in book.practices
    )
    return book.model_copy(update={"practices": practices})


def near_duplicates(text: str, book: PracticeBook) -> tuple[Practice, ...]:
    """Return approved practices that may say the same, most alike first; linear in the book."""
    wanted = _stems(text)
    scored = [(_alike(wanted, _stems(p.text)), p.number, p) for p in book.approved()]
    found = sorted((s for s in scored if s[0]), key=lambda item: (-item[0], item[1]))
    return tuple(practice for _, _, practice in found)


def near_drafts(draft: Draft, drafts: Iterable[Draft]) -> tuple[int, ...]:
    """Return the numbers of earlier drafts, not dropped, that may say the same."""
    wanted = _stems(draft.text)
    return tuple(
        d.number
        for d in drafts
        if d.number < draft.number and d.status != "dropped" and _alike(wanted, _stems(d.text))
    )


def _alike(one: frozenset[str], other: frozenset[str]) -> float:
    """Return how alike two sets of stems are, 0 when they are not alike enough to be proposed."""
    if not one or not other:
        return 0.0
    shared = len(one & other)
    alike = shared / len(one | other)
    contained = shared / min(len(one), len(other))
    return alike if alike >= 0.5 or (contained >= 0.75 and shared >= 3) else 0.0


def _stems(text: str) -> frozenset[str]:
    """Return the text's words without endings and small words."""
    ending = re.compile(r"(?:ing|ied|ed|ies|es|s|en|er|e|n|y)$")
    return frozenset(
        ending.sub("", word) if len(word) > 4 else word
        for word in words(text)
        if word not in _SMALL
    )


def export_markdown(book: PracticeBook) -> str:
    """Return the practices in force as a Markdown page."""
    lines = ["# Practice book", ""]
    for practice in book.approved():
        lines.append(f"**P{practice.number}** {_md(practice.text)}")
        source = ", ".join(part for part in (practice.company, practice.credit) if part)
        when = practice.approved_at.date().isoformat()
        lines.append(f"  *From {_md(source) or 'a loss'}, {when}, version {practice.version}*")
        if practice.words:
            lines.append(f"  > {_md(practice.words)}")
        lines.append("")
    return "\n".join(lines)


def _md(text: str) -> str:
    """Return the text on one line with Markdown's and HTML's signs made harmless."""
    return re.sub(r"([\\`*_\[\]<>#|])", r"\\\1", " ".join(text.split()))


def book_context(book: PracticeBook) -> dict[str, Any]:
    """Return the practices in force as the page of the book takes them."""
    return {
        "version": book.version,
        "practices": [
            {
                "number": p.number,
                "text": p.text,
                "words": p.words if fold(p.words) != fold(p.text) else "",
                "source": ", ".join(part for part in (p.company, p.credit) if part),
                "day": p.approved_at.date().isoformat(),
            }
            for p in book.approved()
        ],
    }


def export_csv(book: PracticeBook) -> str:
    """Return the whole book as CSV (RFC 4180); no cell can be taken for a formula."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(
        ["number", "practice", "status", "version", "company", "words", "credit", "approved"]
    )
    for p in book.practices:
        texts = [safe_cell(t) for t in (p.text, p.status, p.company, p.words, p.credit)]
        text, status, company, said, credit = texts
        day = p.approved_at.date().isoformat()
        writer.writerow([p.number, text, status, p.version, company, said, credit, day])
    return out.getvalue()


def safe_cell(text: str) -> str:
    """Return the text so that no spreadsheet reads it as a formula (OWASP CSV injection)."""
    risky = text.lstrip()[:1] in tuple("=+-@＝＋－＠") or text[:1] in "\t\r"
    return "'" + text if risky else text
