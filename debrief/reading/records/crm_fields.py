"""The labelled fields of a deal, from tables, lines, pairs, and rows of values below a row of names."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from debrief.reading.facts.money import amounts
from debrief.reading.mail.html_text import Table
from debrief.reading.records.crm_labels import field_of
from debrief.reading.records.crm_stages import is_open, is_settled, last_stage
from debrief.reading.wording import fold

LONGEST = 20_000  # characters of a mail that are looked at
_MANY = ("reason", "details")  # what a record may say in several fields
_BETTER = frozenset(("stage", "column"))  # of what a record says twice the settled one counts
_BETWEEN = re.compile(r"\.{3,}[ \t]*:?| *[:\t|]| {2,}")  # a label and its value
_LABEL = range(2, 36)  # characters
_LONGEST_VALUE = 400
# What somebody is quoted with in a line of its own.
_SAID = re.compile(
    r"^[ \t>|*-]{0,6}[“\"«„][ \u00a0]?(?P<said>[^\W\d][^”\"»“«\n]{24,400})[ \u00a0]?[”\"»“][ \t.]*$",
    re.MULTILINE,
)
_STACKED = 3  # labels with their values below, from which a record is set so
_SIDE_BY_SIDE = re.compile(r"\s+[|/·;]\s+(?=[^\W\d][^:\n|/]{1,34}:)")
_PAIR = re.compile(r"(?<!\S)([^\W\d][\w.]{1,20})=(\"[^\"\n]{0,300}\"|[^\s|;]{1,80})")
_QUOTED = re.compile(
    r"\"(\w[\w ]{1,30})\"[ \t]{0,4}:[ \t]{0,4}(?:\"([^\"\n]{1,400})\"|([\w.+-]{1,40}))"
)  # JSON
_TOLD = re.compile(
    r"^[ \t]*([^\W\d]\w{3,11})[ \t]+([^\n:]{0,60}(?:->|→|=>|»)[^\n]{1,60})$", re.MULTILINE
)
_AFTER = frozenset(
    ("new value", "new", "after", "to", "current value", "current", "now", "updated value", "aktueller wert", "aktuell",
     "valeur actuelle", "valor actual", "valor atual", "huidige waarde")
)  # fmt: skip
_UNIT = re.compile(
    r"[(\[](?:in |en |em )?([^()\[\]]{1,12})[)\]][ :]*$", re.IGNORECASE
)  # "Amount (k EUR)"
_CELLS = re.compile(r"[ \t]*(?:\t|\|)[ \t]*")
_BEFORE_AND_AFTER = re.compile(
    r"(?:old|previous|alt|alter|vorher|ancien|ancienne|avant|anterior|antes|oud|oude|vorig)(?: \w+)?[ \t|]{0,30}[\t|][ \t|]{0,30}"
    r"(?:new|neu|neuer|nachher|nouveau|nouvelle|apres|nuevo|nueva|despues|novo|nova|depois|nieuw|nieuwe|current|aktueller?|actuelle?|actual|atual|huidige?)\b"
)  # folded


def fields_in(tables: Iterable[Table], text: str) -> dict[str, str]:
    """Return the fields by our names; of what is said twice the first, of a stage the one that is settled."""
    found: dict[str, str] = {}
    for table in tables:
        _from_table(table, found)
    text = text[:LONGEST]
    changes = _BEFORE_AND_AFTER.search(fold(text)) is not None
    for label, value in _labelled(text):
        for part, given in _apart(label, value):
            _put(found, part, _CELLS.split(given)[-1] if changes else given)
    if "," in text:
        _from_rows(text, found)
    if not {"reason", "details"} & found.keys() and (said := _SAID.search(text)) is not None:
        found["details"] = said["said"].strip()
    return found


def _labelled(text: str) -> Iterator[tuple[str, str]]:
    """Yield what may be a label and its value, in every way that a line may put them."""
    for line in text.split("\n"):
        bare = line.strip("*>•|- \t\r")
        between = _BETWEEN.search(bare, 1)
        if between and between.start() in _LABEL and bare[0].isalpha():
            value = bare[between.end() :].lstrip("* \t|")
            if value and len(value) <= _LONGEST_VALUE:
                yield bare[: between.start()].rstrip(" *"), value
        if bare.count("=") == 1 and 1 < len(bare) <= _LONGEST_VALUE:
            label, _, value = bare.partition("=")
            yield label, value.strip().strip('"')  # with blanks in it
        words = line.split()
        if (
            3 <= len(words) <= 12
            and (between is None or ":" not in between[0])
            and "\t" not in line
            and " ".join(words[:2]) != fold(" ".join(words[:2]))
        ):
            yield " ".join(words[:2]), " ".join(words[2:])  # columns set with blanks
    yield from _stacked(text)
    if '":' in text or '" :' in text:
        for match in _QUOTED.finditer(text):
            yield match[1], match[2] or match[3]
    if "=" in text:
        for match in _PAIR.finditer(text):
            yield match[1], match[2].strip('"')
    if ">" in text or "→" in text or "»" in text:
        for match in _TOLD.finditer(text):
            yield match[1], match[2]


def _stacked(text: str) -> Iterator[tuple[str, str]]:
    """Yield the values that stand alone in the lines below their labels, where a record is set so throughout."""
    lines = [line.strip("*>•|- \t\r") for line in text.split("\n")]
    lines = [line for line in lines if line]
    names = [field_of(line) if len(line) in _LABEL else None for line in lines]
    pairs = [
        (label, value)
        for (label, name), (value, other) in pairwise(zip(lines, names, strict=True))
        if name is not None and other is None and len(value) <= _LONGEST_VALUE
    ]
    if len(pairs) >= _STACKED:
        yield from pairs


def _apart(label: str, value: str) -> Iterator[tuple[str, str]]:
    """Yield one pair, or several that stand side by side in one line."""
    first, *others = _SIDE_BY_SIDE.split(value) if ":" in value else (value,)
    rest = [other.partition(":") for other in others]
    if not any(map(_is_named, (name for name, _, _ in rest))):
        first, rest = value, []
    yield label, first
    yield from ((name, given) for name, _, given in rest)


# What heads the column of what a deal is about; in a letter the same words stand before its subject.
_MATTER = frozenset(("asunto", "assunto", "objet", "betreff", "onderwerp", "subject"))


def _from_table(table: Table, found: dict[str, str]) -> None:
    """Read "label | value" rows, pairs side by side, or a heading row above one row of values."""
    if len(table) == 2 and len(table[0]) == len(table[1]) > 2:
        columns = list(zip(table[0], table[1], strict=True))
        for label, value in columns:
            _put(found, label, value)
        for label, value in columns:
            if fold(label).strip() in _MATTER:
                _put(found, "deal", value)
        return
    changes = len(table[0]) == 3 and is_of_changes(table[0])
    for row in table:
        if changes:
            _put(found, row[0], row[-1])
            continue
        for label, value in zip(row[::2], row[1::2], strict=False):
            _put(found, label, value)


def is_of_changes(heading: Sequence[str]) -> bool:
    """Tell whether a table with this heading shows what its fields were before, and what they are now."""
    told = _BEFORE_AND_AFTER.search(fold("\t".join(heading))) is not None
    return told or fold(heading[-1]).strip() in _AFTER


def _from_rows(text: str, found: dict[str, str]) -> None:
    """Read one row of values below a row of names, set apart by commas."""
    for names, values in pairwise(text.split("\n")):
        if names.count(",") < 3 or sum(map(_is_named, names.split(","))) < 3:
            continue
        for label, value in zip(*map(_cells, (names, values)), strict=False):
            _put(found, label, value)


def _is_named(label: str) -> bool:
    return field_of(label) is not None


def _cells(line: str) -> Sequence[str]:
    return next(csv.reader([line]), ())


_REASON = re.compile(r"reason|grund|raison|raz[ao]|reden")


def _is_stage(value: str) -> bool:
    return is_settled(value) or is_open(last_stage(value))


def _with_unit(label: str, value: str) -> str:
    """Return a figure with the currency, and the thousands, that its label gives in brackets."""
    unit = _UNIT.search(label)
    bare = value[-1:].isdigit() and value[:1].isdigit()
    told = amounts(f"{value} {unit[1]}") if unit and bare else ()
    return f"{value} {unit[1]}" if unit and any(each.currency for each in told) else value


def _put(found: dict[str, str], label: str, value: str) -> None:
    name, value = field_of(label), " ".join(value.split())
    if name is None or not value or (name == "column" and not is_settled(value)):
        return
    if name == "stage" and _REASON.search(fold(label)) and not _is_stage(value):
        name = "reason"  # of its status
    if name == "amount":
        value = _with_unit(label, value)
    held = found.get(name, "").strip()
    if not held or (name in _BETTER and is_settled(value) and not is_settled(held)):
        found[name] = value
    elif name in _MANY and held not in value:
        found[f"further {name}"] = "\n".join(filter(None, [found.get(f"further {name}"), value]))
    elif name == "amount" and not re.search(r"[1-9]", held):
        found[name] = value  # "Actual Revenue: 0.00" says nothing
