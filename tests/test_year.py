"""A year of twelve reps and twenty losses: every page right to the figure, nothing forgotten."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta
from email.message import EmailMessage
from statistics import median
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from lxml import html as lxml_html

from debrief.backends.base import EFFECT_HEADER
from debrief.practices.practices import near_duplicates
from tests.simulate import fine_clock, one_picture, scratch
from tests.year import Kept, Year, delivered, mails, month_end, starts

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def year() -> Iterator[Year]:
    with scratch() as folder, fine_clock(), one_picture():
        played = Year(folder)
        played.run()
        yield played


def purpose(mail: EmailMessage) -> str:
    key = str(mail[EFFECT_HEADER] or "")
    return key.split("/")[2] if key.count("/") == 4 else ""


def tables(mail: EmailMessage) -> dict[str, list[list[str]]]:
    """Return each table of a mail's HTML by the heading above it."""
    body = mail.get_body(("html",))
    assert body is not None
    found: dict[str, list[list[str]]] = {}
    heading = ""
    for element in lxml_html.fromstring(body.get_content()).iter("h2", "table"):
        if element.tag == "h2":
            heading = element.text_content().strip()
        elif element.get("role") != "presentation":
            cells = [
                [" ".join(c.text_content().split()) for c in row.iter("th", "td")]
                for row in element.iter("tr")
            ]
            found[heading] = cells[1:]
    return found


def words(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    assert body is not None
    return " ".join(str(body.get_content()).split())


def pages(year: Year) -> Iterator[tuple[datetime, EmailMessage]]:
    """Yield each monthly mail with its month's end."""
    zone = ZoneInfo(str(year.cast.team["manager"]["time_zone"]))
    for mail in mails(year.office, year.cast.manager):
        if purpose(mail) == "monthly":
            yield month_end(str(mail[EFFECT_HEADER]).split("/")[0].removeprefix("m-"), zone), mail


def promises(year: Year, end: datetime) -> list[Kept]:
    return [p for p in year.crew.ledger.promises.values() if p.at < end]


def test_a_page_comes_every_month_until_nothing_is_left_to_tell(year: Year):
    ends = [end for end, _ in pages(year)]
    assert len(ends) == len(set(ends)) >= 12
    assert all(timedelta(days=27) < b - a < timedelta(days=32) for a, b in itertools.pairwise(ends))


def test_the_practices_on_every_page_are_right_to_the_figure(year: Year):
    for end, mail in pages(year):
        began = end - timedelta(days=1)
        began = month_end(f"{began - timedelta(days=began.day):%Y-%m}", ZoneInfo("America/Chicago"))
        made = promises(year, end)
        expected = {}
        for number in {p.practice for p in made}:
            mine = [p for p in made if p.practice == number]
            done = [p for p in mine if p.done is not None and p.done < end]
            new = sum(p.at >= began for p in mine)
            expected[number] = (
                f"{len(mine)} ({new} new)" if new else str(len(mine)),
                str(len(done)),
                str(sum(p.helped == "yes" for p in done)),
                str(sum(p.helped == "no" for p in done)),
                "0:0",  # no report told of a deal's end in this year
            )
        rows = tables(mail).get("What became of the practices", [])
        shown: dict[int, tuple[str, ...]] = {}
        for name, figures in zip(rows[::2], rows[1::2], strict=True):
            shown[int(re.match(r"P(\d+)\.", name[0])[1])] = tuple(figures)  # type: ignore[index]
        assert shown == expected


def test_the_clock_on_every_page_is_what_mailboxes_and_calendars_show(year: Year):
    for end, mail in pages(year):
        rows = tables(mail)["How quickly we listened"]
        shown = {n[0].split(" – ")[0]: f for n, f in zip(rows[::2], rows[1::2], strict=True)}
        assert len(shown) * 2 == len(rows)
        for company, figures in shown.items():
            assert figures == expected_days(year, company, end), (company, end)
        opened = {c for c, at in year.crew.ledger.lost.items() if at < end}
        assert set(shown) <= opened
        within = {c for c in opened if year.crew.ledger.lost[c] >= end - timedelta(days=27)}
        assert within <= set(shown)


def expected_days(year: Year, company: str, end: datetime) -> list[str]:
    """Return the five figures of a review, from what lies in the office."""
    moments = steps(year)[company]
    known = [at if at is not None and at < end else None for at in moments]
    return [
        "–" if a is None or b is None else f"{round((b - a).total_seconds() / 86400, 1):g}"
        for a, b in itertools.pairwise(known)
    ]


_STEPS: dict[int, dict[str, list[Any]]] = {}


def steps(year: Year) -> dict[str, list[Any]]:
    """Return for each loss: forwarded, asked, call, practice, meeting, worksheets."""
    if id(year) in _STEPS:
        return _STEPS[id(year)]
    review_of = {company: review for review, company in year.crew.companies.items()}
    first: dict[tuple[str, str], datetime] = {}
    for who in [*year.crew.deals, *year.crew.reps]:
        for mail in mails(year.office, who):
            at = (str(mail[EFFECT_HEADER]).split("/")[0], purpose(mail))
            first[at] = min(first.get(at, delivered(mail)), delivered(mail))
    calendar = starts(year.office, year.cast.manager)
    uids: dict[tuple[str, str], str] = {}
    for mail in mails(year.office, year.crew.reps[0]):
        if mail[EFFECT_HEADER] and purpose(mail) in ("call", "meeting"):
            uids[str(mail[EFFECT_HEADER]).split("/")[0], purpose(mail)] = ""
    found = {}
    for deal in year.crew.deals.values():
        review = review_of[deal.company]
        call = next(
            at for uid, at in calendar.items()
            if uid.startswith("call-") and uid in starts(year.office, deal.email)
        )  # fmt: skip
        meeting = meeting_of(year, review, calendar)
        found[deal.company] = [
            year.crew.ledger.lost[deal.company],
            first.get((review, "call")),
            call,
            first.get((review, "practices_shared_call")),
            meeting,
            first.get((review, "worksheet")),
        ]
    _STEPS[id(year)] = found
    return found


def meeting_of(year: Year, review: str, calendar: dict[str, datetime]) -> datetime | None:
    """Return when a review's team meeting was, by the invitation that a rep holds."""
    for rep in year.crew.reps:
        for mail in mails(year.office, rep):
            if (
                str(mail[EFFECT_HEADER] or "").startswith(f"{review}/")
                and purpose(mail) == "meeting"
            ):
                for part in mail.walk():
                    if part.get_content_type() == "text/calendar":
                        text = part.get_payload(decode=True).decode()
                        uid = re.search(r"UID:(meeting-[0-9a-f]+)", text)
                        if uid:
                            return next(
                                at for name, at in calendar.items() if name.startswith(uid[1])
                            )
    return None


def test_reasons_and_the_gap_are_counted_right_at_every_month_end(year: Year):
    ledger = year.crew.ledger
    for end, mail in pages(year):
        start = end - timedelta(days=364)
        heard = [c for c, at in ledger.notes_at.items() if start <= at < end]
        both = [c for c in heard if c in ledger.rep_says]
        text = words(mail)
        same = sum(ledger.won_by[c] == ledger.rep_says[c] for c in both)
        if len(both) >= 5:
            assert f"named the same reason first in {same} of {len(both)} reviews" in text
        elif both:
            assert f"n = {len(both)} over the last twelve months, too few" in text
            assert "named the same reason" not in text
        rows = tables(mail).get("Why customers decided as they did", [])
        counted = {name.lower(): int(figure.split(" of ")[0]) for name, figure in rows}
        lost = [c for c, at in ledger.lost.items() if start <= at < end]
        assert sum(counted.values()) == len(lost)
        expected = Counter(ledger.won_by[c] for c in heard)
        assert all(counted[theme] >= times for theme, times in expected.items())
        if set(heard) == set(lost):
            assert counted == dict(expected)


def test_the_claim_on_how_quickly_customers_were_heard_is_right(year: Year):
    for end, mail in pages(year):
        lost = [
            c for c, at in year.crew.ledger.lost.items() if end - timedelta(days=364) <= at < end
        ]
        days = []
        for company in lost:
            at, call = steps(year)[company][0], steps(year)[company][2]
            if call < end and year.crew.ledger.notes_at[company] < end:
                days.append((call - at).total_seconds() / 86400)
        text = words(mail)
        if len(days) < 5:
            assert "half of the customers" not in text
        else:
            half = f"{round(median(days), 1):g}"
            day = "day" if half == "1" else "days"
            claim = f"heard within {half} {day} (n = {len(days)} of {len(lost)}"
            assert claim in text


def test_every_promise_was_asked_about_and_answered(year: Year):
    asked = Counter(
        (year.crew.companies[str(mail[EFFECT_HEADER]).split("/")[0]], rep)
        for rep in year.crew.reps
        for mail in mails(year.office, rep)
        if purpose(mail) == "commitment_due"
    )
    assert len(year.crew.ledger.promises) > 60
    for key, kept in year.crew.ledger.promises.items():
        assert asked[key] in (1, 2)
        assert kept.done is not None


def test_a_number_never_changed_its_meaning(year: Year):
    book = {p.number: p.text for p in year.desk.store.book().practices}
    seen: dict[int, set[str]] = {}
    for rep in year.crew.reps:
        for mail in mails(year.office, rep):
            if purpose(mail).startswith("practices_shared"):
                for number, text in re.findall(r"\bP(\d+)\. (.+?\.)(?=\s)", words(mail)):
                    seen.setdefault(int(number), set()).add(text)
    assert set(seen) == set(book)
    for number, texts in seen.items():
        assert texts == {" ".join(book[number].split())}


def test_the_book_stays_readable(year: Year):
    book = year.desk.store.book()
    assert 10 <= len(book.approved()) <= 40
    for practice in book.approved():
        others = book.model_copy(
            update={"practices": tuple(p for p in book.practices if p is not practice)}
        )
        assert near_duplicates(practice.text, others) == ()


def test_nobody_is_ranked_or_named_on_a_page(year: Year):
    names = [n for p in year.cast.team["reps"] for n in (p["name"], p["email"])]
    for _, mail in pages(year):
        body = mail.get_body(("html",))
        assert body is not None
        assert not any(name in words(mail) or name in str(body.get_content()) for name in names)
