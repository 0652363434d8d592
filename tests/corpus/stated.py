"""What customers say about why: single sentences, and the words that the corpus's authors meant.

``grounds/LANG.tsv`` holds ``class TAB text``: *criterion* (a reason that lies in the offer: what mattered),
*circumstance* (one that lies with the customer) or *plain* (no reason at all); ``{a|b}`` stands for
either. ``grounds/quotes.tsv`` holds ``mail TAB words TAB words …``: the sentences of a mail that say
why, none where it does not say.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from debrief.reading.wording import fold
from tests.corpus.spoken import Line, spelled_out

HERE = Path(__file__).parent / "grounds"
LANGUAGES = ("en", "de", "fr", "es", "nl", "pt")


def lines() -> Iterator[Line]:
    """Yield the sentences, all spellings of a pattern together counting as three."""
    for language in LANGUAGES:
        path = HERE / f"{language}.tsv"
        for at, row in enumerate(path.read_text(encoding="utf-8").splitlines()):
            label, _, pattern = row.partition("\t")
            texts = spelled_out(pattern.strip())
            for text in texts:
                yield Line(label, "customer", text, min(1.0, 3 / len(texts)), at, language)


@cache
def quotes() -> dict[str, tuple[str, ...]]:
    """Return the words of every mail that say why, by the mail's name."""
    found = {}
    for row in (HERE / "quotes.tsv").read_text(encoding="utf-8").splitlines():
        name, *words = row.split("\t")
        found[name] = tuple(word for word in words if word)
    return found


def holds(text: str, quote: str) -> bool:
    """Tell whether a text holds a quotation, or is a good part of it, whatever the spacing."""
    one, two = (
        fold(" ".join(text.split())).strip(" .;,"),
        fold(" ".join(quote.split())).strip(" .;,"),
    )
    return two in one or (len(one) > 12 and one in two)
