"""Every reply that a mail offers must be one that we can read."""

from __future__ import annotations

import datetime as dt
import html
import re
from collections.abc import Callable, Iterator

import pytest

from debrief.answers.approval import read_approval
from debrief.answers.both_deals import wants_both
from debrief.answers.commands import read_commands
from debrief.answers.instead_of_notes import comes_later, no_notes, postpones, wants_another_time
from debrief.answers.meeting_wish import ends_review, read_wish
from debrief.answers.notes import read_notes
from debrief.model import Draft, Facts, Notes, Opportunity, Slot
from debrief.practices.check import read_check, split_book
from debrief.rendering import Renderer
from debrief.when.words import read_times
from debrief.worksheets.worksheet import read_followup, read_followups, read_worksheet
from tests.template_contexts import BOOK, FACTS, PRACTICES, QUESTIONS, ROWS, SAMPLES, TEAM

RENDERER = Renderer(TEAM)
TODAY = dt.date(2026, 12, 1)
WHEN = dt.datetime.combine(TODAY, dt.time(8), tzinfo=dt.UTC)
OFFERED = re.compile(r'<th scope="row"[^>]*><code[^>]*>(.*?)</code></th>')
DEALS = [Opportunity(name=str(row["name"]), company=str(row["company"])) for row in ROWS]


def sent(name: str) -> str:
    template, to, context = SAMPLES[name]
    return RENDERER.render(template, to=to, facts=FACTS, context=context, ref="HAZEL-42").text


def offered(*templates: str) -> Iterator[tuple[str, str]]:
    for name, (template, to, context) in SAMPLES.items():
        if template in templates:
            mail = RENDERER.render(template, to=to, facts=FACTS, context=context)
            for word in OFFERED.findall(mail.html):
                yield name, html.unescape(word)


def commanded(word: str) -> bool:
    read = read_commands(word, Facts(), currency="EUR", today=TODAY)
    named = read.go or read.stop or read.wait or read.alone or read.write
    named = named or read.review_anyway or read.changes
    if wants_both(word):
        return True
    if not named:
        when = dt.datetime.combine(TODAY, dt.time(12), tzinfo=dt.UTC)
        return read_times(word, when, "Europe/Berlin").kind == "windows"
    return bool(named) and not read.not_understood


def decided(word: str) -> bool:
    drafts = tuple(Draft(number=n, text=f"text {n}", words="", origin="winner") for n in (1, 2, 3))
    read = read_approval(word, drafts)
    if postpones(word, TODAY):
        return True
    if of_book := split_book(word, (), BOOK).book:
        check = read_check(of_book, (), BOOK, WHEN)
        return bool(check.retired or check.reworded) and not check.doubts
    return bool(read.approved or read.dropped or read.edited) and not read.not_understood


def noted(word: str) -> bool:
    earlier = Notes(answers={"1": "fast", "2": "level"})
    read = read_notes(word, earlier=earlier, questions=[str(item["text"]) for item in QUESTIONS])
    changes = read.answers != earlier.answers and not read.unplaced
    in_place = no_notes(word) or wants_another_time(word) or comes_later(word, TODAY)[0]
    nodded = read_approval(word, ()).complete
    return read.no_show or changes or in_place or bool(read.shared) or nodded


def followed(word: str) -> bool:
    found = read_followups(word, 2) if ":" in word else {1: read_followup(word)}
    return all(
        (one.done is not None or one.let_go) and not one.not_understood for one in found.values()
    )


def met(word: str) -> bool:
    when = dt.datetime.combine(TODAY, dt.time(8), tzinfo=dt.UTC)
    start = when + dt.timedelta(hours=5)
    slot = Slot(start=start, end=start + dt.timedelta(hours=1))
    wish = read_wish(word, when, "Europe/Berlin", slot)
    return wish.kind in ("keep", "move", "off", "again") or ends_review(word)


READERS: list[tuple[Callable[[str], bool], tuple[str, ...]]] = [
    (commanded, ("receipt", "stopped", "rep_unavailable")),
    (decided, ("practice_drafts", "practices_decided", "drafts_wait")),
    (noted, ("notes_request", "notes_readback", "notes_check", "notes_later")),
    (followed, ("commitment_due",)),
    (met, ("meeting_choice", "meeting_word")),
]
WORDS = [
    pytest.param(reader, word, id=f"{name}: {word}")
    for reader, templates in READERS
    for name, word in offered(*templates)
]


@pytest.mark.parametrize(("reader", "word"), WORDS)
def test_what_a_mail_offers_is_understood(reader: Callable[[str], bool], word: str) -> None:
    assert reader(word)


def test_the_words_are_really_found_in_the_mails() -> None:
    assert {"go", "stop", "review"} <= {word for _, word in offered("receipt")}
    assert {"yes", "drop 2"} <= {word for _, word in offered("practice_drafts")}


@pytest.mark.parametrize("text", ["2: P7 ask their site manager to join, by Friday", "none"])
def test_the_worksheet_s_own_examples_are_understood(text: str) -> None:
    assert text in sent("worksheet")
    numbers = {int(str(row["number"])): str(row["text"]) for row in PRACTICES}
    read = read_worksheet(text, rows=DEALS, practices=numbers, today=TODAY)
    assert not read.unclear
    assert read.nothing or read.commitments[0].due == dt.date(2026, 12, 4)


@pytest.mark.parametrize("after", [1, 2, 3])
def test_an_answer_under_a_deal_of_the_quoted_worksheet_is_that_deal_s(after: int) -> None:
    mail = sent("worksheet")
    lines = [f"> {line}" for line in mail.split("\n")]
    place = next(n for n, line in enumerate(lines) if "Depot planning" in line) + after
    lines[place:place] = ["", "P7 call their CFO by Friday", ""]
    numbers = {int(str(row["number"])): str(row["text"]) for row in PRACTICES}
    read = read_worksheet(
        "\n".join(lines), rows=DEALS, practices=numbers, today=TODAY, sent_text=mail
    )
    assert [item.opportunity for item in read.commitments] == ["Depot planning Gdynia"]


def test_the_worksheet_sent_back_untouched_says_nothing() -> None:
    mail = sent("worksheet")
    numbers = {int(str(row["number"])): str(row["text"]) for row in PRACTICES}
    read = read_worksheet(mail, rows=DEALS, practices=numbers, today=TODAY, sent_text=mail)
    assert not read.commitments
    assert not read.nothing


def test_the_script_sent_back_untouched_is_no_answer_of_the_rep() -> None:
    mail = sent("role_card")
    quoted = "\n".join(f"> {line}" for line in mail.split("\n"))
    assert not read_notes(quoted).answers
