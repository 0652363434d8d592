"""Prose of no business of ours, found on any machine: what programs say of themselves.

Docstrings of Python's library, descriptions of the packages installed, and translated messages of the
system where it has any. It teaches the encoder what is none of its business; nothing of it is kept.
"""

from __future__ import annotations

import ast
import gettext
import random
import re
import sysconfig
from collections.abc import Iterable, Iterator
from importlib.metadata import distributions
from pathlib import Path

LOCALES = Path("/usr/share/locale")
LANGUAGES = ("de", "fr", "es", "nl", "pt", "pt_BR")
_LONG = range(80, 700)  # characters of a paragraph
_PARAGRAPH = re.compile(r"\n\s*\n")
_MARKS = re.compile(r"[%&{}<>]|\\[a-z]")


def paragraphs(most: int) -> list[str]:
    """Return that many paragraphs, at most, half of them English; the same ones on the same machine."""
    half = most // 2
    return [*_chosen(_english(), most - half), *_chosen(_translated(), half)]


def _chosen(texts: Iterable[str], most: int) -> list[str]:
    found = [text for text in dict.fromkeys(texts) if len(text) in _LONG and _is_prose(text)]
    random.Random(5).shuffle(found)  # noqa: S311 - an order, no secret
    return found[:most]


def _english() -> Iterator[str]:
    for path in sorted(Path(sysconfig.get_paths()["stdlib"]).rglob("*.py")):
        if not {"test", "site-packages", "lib2to3"} & set(path.parts):
            yield from _docstrings(path)
    for package in distributions():
        yield from _split(str(package.metadata.json.get("description", "")))


def _docstrings(path: Path) -> Iterator[str]:
    try:
        tree = ast.parse(path.read_text(encoding="utf-8", errors="replace"))
    except (SyntaxError, ValueError):
        return
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.ClassDef, ast.Module)):
            yield from _split(ast.get_docstring(node) or "")


def _translated() -> Iterator[str]:
    """Yield translated messages, three in a row as one paragraph."""
    for language in LANGUAGES:
        for path in sorted((LOCALES / language / "LC_MESSAGES").glob("*.mo")):
            try:
                with path.open("rb") as opened:
                    catalogue = gettext.GNUTranslations(opened)
            except (OSError, ValueError):
                continue
            said = [m for m in _messages(catalogue) if len(m) > 25 and not _MARKS.search(m)]
            for at in range(0, len(said) - 2, 3):
                yield " ".join(" ".join(said[at : at + 3]).split())


def _messages(catalogue: gettext.GNUTranslations) -> Iterable[str]:
    held: dict[object, str] = getattr(catalogue, "_catalog", {})  # no public way to list them
    return [message for key, message in held.items() if key]


def _split(text: str) -> Iterator[str]:
    for part in _PARAGRAPH.split(text):
        yield " ".join(part.split())


def _is_prose(text: str) -> bool:
    letters = sum(char.isalpha() or char == " " for char in text)
    return letters / len(text) > 0.88 and ">>>" not in text
