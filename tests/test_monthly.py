"""The monthly page: what belongs to which month, what may be said of few, plots, and the export."""

from __future__ import annotations

import csv
import io
import re
from datetime import UTC, date, datetime, timedelta
from xml.etree import ElementTree

import pytest

from debrief.model import (
    Call,
    Commitment,
    Effect,
    EffectKind,
    EffectStatus,
    EndedDeal,
    Facts,
    Funnel,
    Notes,
    Practice,
    PracticeBook,
    Review,
    Source,
    Stage,
    Worksheet,
)
from debrief.practices.reason_themes import OTHER, main_theme, themes_of
from debrief.reports import plots
from debrief.reports.monthly import FEWEST, month_span, monthly_context
from debrief.reports.monthly_csv import monthly_csv
from debrief.reports.plots import clock_plot, png_of, practice_plot, reason_plot, svg_of
from tests.template_contexts import MONTHLY
from tests.world import World

OPENED = datetime(2026, 9, 10, 12, tzinfo=UTC)
BOOK = PracticeBook(
    practices=(
        Practice(number=1, text="Bring a reference.", review_id="r-0", approved_at=OPENED),
        Practice(number=2, text="=cmd()|'x'!A1", review_id="r-0", approved_at=OPENED),
    )
)


def review(number: int = 0, **fields: object) -> Review:
    """Return a major review that was asked on the next day and heard on the fourth."""
    opened = fields.pop("opened", OPENED)
    assert isinstance(opened, datetime)
    asked = Effect(
        key=f"r-{number}/customer_call/call/x/1",
        kind=EffectKind.INVITE,
        status=EffectStatus.DONE,
        template="call_invitation",
        done_at=opened + timedelta(days=1),
    )
    values: dict[str, object] = {
        "id": f"r-{number}",
        "stage": Stage.FOLLOWING,
        "created_at": opened,
        "facts": Facts(company=f"Company {number}", reason_given="Price"),
        "source": Source(received_at=opened),
        "major": True,
        "confirmed": True,
        "effects": (asked,),
        "call": Call(outcome="answered in writing", outcome_at=opened + timedelta(days=4)),
        "notes": Notes(answers={"1": "A reference."}, at=opened + timedelta(days=4)),
        "rep_view": Notes(answers={"1": "Cheaper."}, at=opened),
    }
    return Review(**(values | fields))  # type: ignore[arg-type]


def promised(**fields: object) -> tuple[Worksheet, ...]:
    made = OPENED + timedelta(days=10)
    values = {"number": 1, "opportunity": "Kiln", "practice": 1, "action": "ring", "made_at": made}
    commitment = Commitment(**(values | fields))  # type: ignore[arg-type]
    return (Worksheet(rep="owen.castellane@x.example", commitments=(commitment,)),)


def page(reviews: list[Review], month: str, zone: str = "UTC") -> dict:
    return monthly_context(reviews, BOOK, month, zone)


def test_an_answer_on_an_older_review_is_told_in_the_month_in_which_it_came():
    told = datetime(2026, 11, 5, tzinfo=UTC)
    sheets = promised(state="done", helped="yes", done_at=told, helped_at=told)
    old = review(worksheets=sheets, stage=Stage.CLOSED, closed_at=told)
    september, november = page([old], "2026-09"), page([old], "2026-11")
    assert [september["answers"], november["answers"]] == [0, 1]
    (row,) = november["practices"]
    assert (row["promised"], row["new"], row["applied"], row["helped"]) == (1, 0, 1, 1)
    (row,) = september["practices"]
    assert (row["promised"], row["new"], row["applied"], row["helped"]) == (1, 1, 0, 0)


def test_a_page_printed_again_later_is_the_page_that_was_mailed():
    early = review(worksheets=promised())
    told = datetime(2026, 12, 5, tzinfo=UTC)
    sheets = promised(state="done", helped="no", done_at=told, helped_at=told)
    late = review(worksheets=sheets, stage=Stage.CLOSED, closed_at=told)
    for month in ("2026-09", "2026-10", "2026-11"):
        assert page([early], month) == page([late], month)


def test_a_step_after_the_months_end_is_not_known_on_its_page():
    late = review(opened=datetime(2026, 9, 29, tzinfo=UTC))
    (row,) = page([late], "2026-09")["reviews"]
    assert row["outcome"] == "under way"
    assert row["days"]["loss_to_ask"] == 1
    assert row["days"]["ask_to_call"] is None
    (row,) = page([late], "2026-10")["reviews"]
    assert (row["outcome"], row["days"]["ask_to_call"]) == ("answered in writing", 3)


def test_a_review_is_on_every_page_from_its_opening_to_its_end():
    closed = review(stage=Stage.CLOSED, closed_at=datetime(2026, 11, 2, tzinfo=UTC))
    counts = [len(page([closed], f"2026-{month:02}")["reviews"]) for month in range(8, 13)]
    assert counts == [0, 1, 1, 1, 0]
    assert [page([closed], f"2026-{month:02}")["n"] for month in (8, 9, 10)] == [0, 1, 0]


def test_a_month_is_the_managers_month():
    """23:30 on 30 September in Chicago is October in UTC."""
    at = datetime(2026, 10, 1, 4, 30, tzinfo=UTC)
    assert page([review(opened=at)], "2026-09", "America/Chicago")["n"] == 1
    assert page([review(opened=at)], "2026-09")["n"] == 0
    span = month_span("2026-12", "Asia/Tokyo")
    assert (span.start, span.end) == (
        datetime(2026, 11, 30, 15, tzinfo=UTC),
        datetime(2026, 12, 31, 15, tzinfo=UTC),
    )


@pytest.mark.parametrize(
    "fields",
    [
        {"stage": Stage.STOPPED},
        {"major": False},
        {"confirmed": False},
        {"errand": True},
    ],
)
def test_what_was_no_major_loss_is_not_counted(fields):
    assert page([review(**fields)], "2026-09")["n"] == 0


def test_below_the_stated_number_nothing_is_claimed_and_from_it_on_n_is_shown():
    few = page([review(n) for n in range(FEWEST - 1)], "2026-09")
    assert few["clock_claim"] is None
    assert "gap" not in [plot["cid"] for plot in few["plots"]]
    enough = page([review(n) for n in range(FEWEST)], "2026-09")
    assert enough["clock_claim"] == {"n": FEWEST, "of": FEWEST, "days": 4.0}
    assert "gap" in [plot["cid"] for plot in enough["plots"]]


def test_the_page_says_in_words_what_few_cases_do_not_prove(world: World):
    renderer = world.desk.performer.renderer
    few = renderer.page("monthly", page([review()], "2026-09") | {"plots": []})
    many = renderer.page("monthly", page([review(n) for n in range(7)], "2026-09") | {"plots": []})
    assert "too few to compare" in few
    assert "half of the customers" not in few
    assert "named the same reason first in 0 of 7 reviews" in " ".join(many.split())
    assert "(n = 7 of 7 reviews)" in many


def test_the_gap_counts_themes_over_the_last_twelve_months():
    alike = [review(n, rep_view=Notes(answers={"1": "Their references."})) for n in (1, 2)]
    old = review(9, opened=datetime(2025, 8, 1, tzinfo=UTC))
    gap = page([*alike, review(3), old], "2026-09")["gap"]
    assert (gap["n"], gap["same"]) == (3, 2)
    assert {"reason": "price", "customer": 0, "rep": 1} in gap["rows"]


@pytest.mark.parametrize(
    ("text", "theme"),
    [
        ("They had run their system in two plants like ours.", "references and experience"),
        ("Cheaper by a third.", "price"),
        ("Sie waren deutlich günstiger.", "price"),
        ("Ils ont mieux compris nos besoins.", "understanding of needs"),
        ("Su soporte fue mejor.", "service and support"),
        ("Ze waren veel sneller.", "speed and timing"),
        ("A relação de confiança com eles.", "people and relationship"),
        ("We decided to stay with what we have.", "staying as they are"),
        ("Hm.", OTHER),
        ("", None),
    ],
)
def test_a_reason_is_named_by_its_theme(text, theme):
    assert main_theme(text) == theme


def test_themes_come_in_the_order_in_which_they_are_named():
    assert themes_of("Price first, then their support.")[:2] == ("price", "service and support")


# -- plots -----------------------------------------------------------------------------------

PLOTS = list(MONTHLY["plots"])


@pytest.mark.parametrize("plot", PLOTS, ids=[p["cid"] for p in PLOTS])
def test_a_plot_is_wellformed_and_the_same_for_the_same_figures(plot):
    svg = svg_of(plot)
    assert svg == svg_of(plot)
    root = ElementTree.fromstring(svg)
    names = [e.get("id") for e in root.iter() if e.get("id")]
    assert names and all(name.startswith(plot["cid"]) for name in names)
    assert "<style" not in svg and "<script" not in svg and "<metadata" not in svg
    png = png_of(plot)
    plots._png.cache_clear()
    assert png.startswith(b"\x89PNG") and png == png_of(plot)
    assert len(png) < 80_000


@pytest.mark.parametrize(("promised", "n"), [(1, "n = 1 promise)"), (2, "n = 2 promises)")])
def test_one_promise_is_no_promises(promised, n):
    row = {"number": 1, "text": "Visit the plant.", "promised": promised, "applied": 0, "helped": 0}
    assert n in practice_plot([row])["title"]


def test_a_plots_words_hold_every_figure_it_shows():
    for plot in PLOTS:
        for bar in plot["bars"]:
            shown = re.findall(r"[\d.]+", plot["alt"])
            for value in bar["values"]:
                assert value is None or f"{value:g}" in [s.rstrip(".") for s in shown]


def test_names_from_mail_become_no_markup_and_no_formula_in_a_plot():
    days = dict.fromkeys(("ask_to_call", "call_to_practice"), 1.0) | {"loss_to_ask": 2.0}
    days |= {"practice_to_meeting": None, "meeting_to_worksheets": None}
    plot = clock_plot([{"title": "$x_1$ <script>alert(1)</script> & Co", "days": days}])
    assert plot is not None
    svg = svg_of(plot)
    assert "<script" not in svg
    assert "$x_1$" in "".join(ElementTree.fromstring(svg).itertext())


def test_nothing_to_draw_is_no_plot():
    assert clock_plot([]) is None
    assert reason_plot({"n": 0, "rows": []}) is None
    assert practice_plot([]) is None


def test_the_mail_carries_its_pictures_and_says_the_same_without_them(world: World):
    world.funnels()
    world.shared_out()
    world.pass_time(days=45)
    mail = world.mails(world.manager, "monthly")[0]
    html = str(mail.get_body(("html",)).get_content())
    wanted = re.findall(r'src="cid:([^"]+)"', html)
    parts = {p["Content-ID"].strip("<>"): p for p in mail.walk() if p["Content-ID"]}
    assert wanted and set(wanted) == set(parts)
    for part in parts.values():
        assert part.get_content_type() == "image/png"
        assert part.get_content_disposition() == "inline"
        assert part.get_payload(decode=True).startswith(b"\x89PNG")
    text = str(mail.get_body(("plain",)).get_content())
    assert text.count("Plot: ") == len(wanted)
    people = [p.name for p in world.desk.team.reps]
    assert not any(name in text or name in html for name in people)


def test_what_became_of_the_deals_in_which_a_practice_was_done_is_counted_once_it_is_seen():
    told = datetime(2026, 9, 25, tzinfo=UTC)
    rep = "owen.castellane@x.example"
    seen = datetime(2026, 10, 3, tzinfo=UTC)
    ended = (
        EndedDeal(name="KILN", outcome="won", seen_at=seen),
        EndedDeal(name="Another", outcome="lost", seen_at=seen),
    )
    funnels = [Funnel(rep=rep, ended=ended), Funnel(rep="other@x.example", ended=ended)]
    done = review(worksheets=promised(state="done", done_at=told))
    (row,) = monthly_context([done], BOOK, "2026-10", funnels=funnels)["practices"]
    assert (row["won"], row["lost"]) == (1, 0)
    (row,) = monthly_context([done], BOOK, "2026-09", funnels=funnels)["practices"]
    assert (row["won"], row["lost"]) == (0, 0)
    only_promised = review(worksheets=promised())
    (row,) = monthly_context([only_promised], BOOK, "2026-10", funnels=funnels)["practices"]
    assert (row["won"], row["lost"]) == (0, 0)


# -- export ----------------------------------------------------------------------------------


def test_the_export_adds_up_to_the_page_and_names_nobody():
    told = datetime(2026, 9, 25, tzinfo=UTC)
    sheets = promised(state="done", helped="yes", done_at=told, helped_at=told)
    reviews = [review(n, worksheets=sheets) for n in range(4)]
    reviews.append(review(9, worksheets=promised(practice=2, opportunity="=1+1")))
    figures = page(reviews, "2026-09")
    tables = {
        name: list(csv.DictReader(io.StringIO(text)))
        for name, text in monthly_csv(reviews, BOOK, "2026-09").items()
    }
    assert len(tables["reviews"]) == figures["n"] == 5
    assert len(tables["views"]) == figures["gap"]["n"]
    for row in figures["practices"]:
        mine = [p for p in tables["promises"] if p["practice"] == str(row["number"])]
        assert len(mine) == row["promised"]
        assert sum(bool(p["done"]) for p in mine) == row["applied"]
        assert sum(p["helped"] == "yes" for p in mine) == row["helped"]
    everything = "".join(monthly_csv(reviews, BOOK, "2026-09").values())
    assert "owen" not in everything.lower()
    cells = [cell for table in tables.values() for row in table for cell in row.values()]
    assert not any(cell.lstrip()[:1] in ("=", "+", "@") for cell in cells)


def test_the_export_knows_nothing_later_than_its_month():
    told = datetime(2026, 10, 2, tzinfo=UTC)
    sheets = promised(
        state="done", helped="yes", done_at=told, helped_at=told, due=date(2026, 10, 1)
    )
    tables = monthly_csv([review(worksheets=sheets)], BOOK, "2026-09")
    (row,) = csv.DictReader(io.StringIO(tables["promises"]))
    assert (row["due"], row["done"], row["helped"]) == ("2026-10-01", "", "")
