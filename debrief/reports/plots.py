"""The monthly page's plots: what to draw as plain values, drawn by Matplotlib when it is wanted.

A plot is a dictionary that a record can hold: ``cid`` (its name), ``title``, ``alt`` (everything it
shows, in words), ``bars`` (label, values), ``legend`` (a name a value), ``stacked``, ``unit``.
"""

from __future__ import annotations

import io
import json
import re
import textwrap
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from debrief.chapters.planning import counted

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

STEPS = (
    ("loss_to_ask", "loss to ask"),
    ("ask_to_call", "to call"),
    ("call_to_practice", "to practice"),
    ("practice_to_meeting", "to meeting"),
    ("meeting_to_worksheets", "to worksheets"),
)
# Told apart by lightness as well, for the colour-blind and for print; 3:1 on white and on dark.
COLOURS = ("#1d6f66", "#c1762d", "#5b7fb8", "#a0527a", "#7d8a8f")
INK = "#1f2933"
WIDTH = 4.5  # inches of 72 points: narrow, so that its words can still be read on a phone
LABEL = 20  # characters of a label's line
PNG_DPI = 160  # sharp on a phone's screen


def clock_plot(reviews: Sequence[Mapping[str, Any]]) -> dict[str, Any] | None:
    """Return the clock of reviews as stacked bars; None when no step was taken."""
    rows = [
        (str(r["title"]), [r["days"][step] for step, _ in STEPS])
        for r in reviews
        if any(r["days"][step] is not None for step, _ in STEPS)
    ]
    if not rows:
        return None
    said = [
        f"{label}: "
        + ", ".join(
            f"{name} {value:g}" for (_, name), value in zip(STEPS, values, strict=True)
            if value is not None
        )
        for label, values in rows
    ]  # fmt: skip
    return _plot(
        "clock",
        "Days from one step to the next",
        f"Days from one step to the next, n = {len(rows)}. " + ". ".join(said) + ".",
        rows,
        [name for _, name in STEPS],
        stacked=True,
        unit="days",
    )


def reason_plot(gap: Mapping[str, Any]) -> dict[str, Any] | None:
    """Return what customers and reps named first, side by side."""
    rows = [(str(r["reason"]), [r["customer"], r["rep"]]) for r in gap["rows"]]
    if not rows:
        return None
    said = [f"{label}: customers {a}, our view {b}" for label, (a, b) in rows]
    return _plot(
        "gap",
        f"What was named first: customers and ourselves (n = {gap['n']})",
        f"What was named first, n = {gap['n']}. " + ". ".join(said) + ".",
        rows,
        ["customers", "our own view"],
        unit="reviews",
    )


def practice_plot(practices: Sequence[Mapping[str, Any]]) -> dict[str, Any] | None:
    """Return how practices were taken up."""
    rows = [
        (f"P{p['number']}. {p['text']}", [p["promised"], p["applied"], p["helped"]])
        for p in practices
    ]
    if not rows:
        return None
    said = [
        f"P{p['number']}: promised {p['promised']}, done {p['applied']}, helped {p['helped']}"
        for p in practices
    ]
    promised = counted(sum(p["promised"] for p in practices), "promise")
    return _plot(
        "practices",
        f"Practices in our own deals (n = {promised})",
        f"Practices in our own deals, n = {promised}. " + ". ".join(said) + ".",
        rows,
        ["promised", "done", "helped"],
        unit="promises",
    )


def _plot(
    cid: str,
    title: str,
    alt: str,
    rows: Sequence[tuple[str, Sequence[float | None]]],
    legend: list[str],
    *,
    unit: str,
    stacked: bool = False,
) -> dict[str, Any]:
    bars = [{"label": label, "values": list(values)} for label, values in rows]
    return {
        "cid": cid,
        "title": title,
        "alt": alt,
        "bars": bars,
        "legend": legend,
        "stacked": stacked,
        "unit": unit,
    }


def svg_of(plot: Mapping[str, Any]) -> str:
    """Return a plot as SVG to stand inside a page; text takes the page's own colour."""
    out = io.StringIO()
    with _style():
        _figure(plot).savefig(out, format="svg", transparent=True, metadata={"Date": None})
    source = out.getvalue()
    inner = source[source.index("<svg") :]
    inner = _NOT_FOR_A_PAGE.sub("", inner)
    inner = _NAMES.sub(rf"\1{plot['cid']}-", inner)
    return inner.replace(INK, "currentColor")


# A style sheet and names inside a page count for the whole page: ours stay apart.
_NOT_FOR_A_PAGE = re.compile(r"<metadata>.*?</metadata>\s*|<style.*?</style>\s*", re.DOTALL)
_NAMES = re.compile(r"""(\sid="|href="#|url\(#)""")


def png_of(plot: Mapping[str, Any]) -> bytes:
    """Return a plot as PNG on white, for a mail; drawn once for every try to send it."""
    return _png(json.dumps(plot))


@lru_cache(maxsize=8)
def _png(text: str) -> bytes:
    plot = json.loads(text)
    out = io.BytesIO()
    with _style():
        _figure(plot).savefig(
            out, format="png", dpi=PNG_DPI, facecolor="white", metadata={"Software": None}
        )
    return out.getvalue()


def _style() -> Any:  # noqa: ANN401 - Matplotlib's context manager
    from matplotlib import rc_context

    return rc_context(
        {
            "svg.hashsalt": "debrief",  # the same figures give the same bytes
            "svg.fonttype": "none",
            "font.family": "sans-serif",
            "font.size": 10,
            "text.parse_math": False,  # a dollar sign in a deal's name is no formula
            "text.color": INK,
            "axes.edgecolor": INK,
            "axes.labelcolor": INK,
            "xtick.color": INK,
            "ytick.color": INK,
        }
    )


def _figure(plot: Mapping[str, Any]) -> Figure:
    from matplotlib.figure import Figure
    from matplotlib.ticker import MaxNLocator

    bars = plot["bars"][::-1]  # the first one on top
    labels = [_wrapped(bar["label"]) for bar in bars]
    lines = sum(max(2, label.count("\n") + 1) for label in labels)
    columns = min(3, len(plot["legend"]))
    rows_of_legend = -(-len(plot["legend"]) // columns)
    figure = Figure(
        figsize=(WIDTH, 0.9 + 0.25 * rows_of_legend + 0.2 * max(lines, 3)), layout="constrained"
    )
    axes = figure.add_subplot()
    (_stacked if plot["stacked"] else _grouped)(axes, bars, plot["legend"])
    axes.set_yticks(range(len(bars)), labels)
    axes.set_xlabel(plot["unit"], loc="right")
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.tick_params(axis="y", length=0)
    axes.xaxis.set_major_locator(MaxNLocator(nbins="auto", integer=True))
    axes.margins(y=0.02)
    figure.legend(
        loc="outside upper left",
        ncols=columns,
        frameon=False,
        handlelength=1,
        columnspacing=1.2,
        fontsize=9,
    )
    return figure


def _stacked(axes: Axes, bars: Sequence[Mapping[str, Any]], legend: Sequence[str]) -> None:
    left = [0.0] * len(bars)
    for index, name in enumerate(legend):
        values = [bar["values"][index] or 0.0 for bar in bars]
        axes.barh(
            range(len(bars)), values, left=left, height=0.55, color=COLOURS[index], label=name
        )
        left = [a + b for a, b in zip(left, values, strict=True)]


def _grouped(axes: Axes, bars: Sequence[Mapping[str, Any]], legend: Sequence[str]) -> None:
    height = 0.75 / len(legend)
    for index, name in enumerate(legend):
        values = [bar["values"][index] or 0.0 for bar in bars]
        at = [place + 0.375 - height * (index + 0.5) for place in range(len(bars))]
        drawn = axes.barh(at, values, height=height, color=COLOURS[index], label=name)
        axes.bar_label(drawn, fmt="%g", padding=3, fontsize=8)


def _wrapped(label: str) -> str:
    lines = textwrap.wrap(label, LABEL, max_lines=2, placeholder=" …")
    return "\n".join(lines)
