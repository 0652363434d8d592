"""HTML mail becomes the text a reader sees, with its quotes and tables."""

from __future__ import annotations

import time

import pytest

from debrief.reading.mail.html_text import html_to_text, read_html

SHOWN = {
    "<p>One</p><p>Two</p>": "One\n\nTwo",
    "One<br>Two<br/>Three": "One\nTwo\nThree",
    "<div>One</div><div>Two</div>": "One\nTwo",
    "<div>One<div>Two</div></div>": "One\nTwo",
    '<p class="MsoNormal">One</p><p class="MsoNormal">&nbsp;</p><p class=MsoNormal>Two</p>': "One\n\nTwo",
    "a &amp; b &lt;c&gt; &euro;5 &#252;": "a & b <c> €5 ü",
    "a  b\n c\t d": "a b c d",
    "<pre>a  b\n  c</pre>": "a  b\n  c",
    "<b>bo</b>ld": "bold",
    "<ul><li>one</li><li>two</li></ul>": "- one\n- two",
    "<ol><li>one</li><li>two</li></ol>": "1. one\n2. two",
    "Hi<blockquote>quoted<br>more</blockquote>mine": "Hi\n\n> quoted\n> more\n\nmine",
    '<blockquote type="cite">a<blockquote type="cite">b</blockquote></blockquote>': "> a\n>\n>> b",
    '<blockquote style="margin:0 0 0 40px;border:none">indented</blockquote>': "indented",
    "<head><title>t</title><style>p{}</style></head><body>x</body>": "x",
    "<script>if (a < b) x()</script>y": "y",
    "<!-- hidden <p> -->shown": "shown",
    '<div style="display:none">preheader</div>Hello': "Hello",
    '<a href="mailto:olga@buyer.example">Olga</a>': "Olga <olga@buyer.example>",
    '<a href="mailto:olga@buyer.example">olga@buyer.example</a>': "olga@buyer.example",
    '<a href="https://x.example">link</a>': "link",
    "a<hr>b": f"a\n{'_' * 32}\nb",
    "1 < 2 and 3 > 2": "1 < 2 and 3 > 2",
    "zero\u200bwidth": "zerowidth",
    '<img alt="logo of a company"><img alt="🙂">': "🙂",
    "<p>never closed": "never closed",
    "<td>stray</td></table></div>text": "stray\ntext",
}


@pytest.mark.parametrize("source", SHOWN)
def test_html_is_shown_as(source: str) -> None:
    assert html_to_text(source) == SHOWN[source]


def test_data_tables_are_given_as_rows_and_layout_tables_are_not() -> None:
    page = read_html(
        "<table><tr><td><table><tr><th>Deal</th><td>Cold store</td></tr><tr><th>Amount</th><td>$ 120,000</td></tr></table></td></tr></table>"
    )
    assert page.tables == ((("Deal", "Cold store"), ("Amount", "$ 120,000")),)
    assert page.text == "Deal\tCold store\nAmount\t$ 120,000"


def test_cells_with_several_lines_are_stacked() -> None:
    page = read_html("<table><tr><td>left<br>more</td><td>right</td></tr></table>")
    assert page.text == "left\nmore\nright"
    assert page.tables == ((("left more", "right"),),)


@pytest.mark.parametrize(
    "piece",
    [
        "<",
        "<a",
        "<!--",
        "<table>",
        "<td>",
        "<blockquote>",
        "<div style='display:none'>",
        "&",
        "&amp",
        "<a href='",
        '<p x="',
        "</p>",
        "<table><tr><td>",
        "]]>",
        "<![if",
    ],
)
def test_hostile_markup_takes_linear_time(piece: str) -> None:
    start = time.process_time()
    read_html(piece * (300_000 // len(piece)))
    assert time.process_time() - start < 4
