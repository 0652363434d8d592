"""Read a group sheet's reply: one idea to a line, and what stands beside the ideas."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass

from debrief.answers.hesitation import APOLOGY
from debrief.groups.no_idea import is_aside, is_nothing, is_thanks, nothing_for_a_reason
from debrief.lexicon import (
    BULLET,
    DROP,
    QUOTED,
    WORD,
    fold,
    is_closing,
    is_greeting,
    is_signed,
    listed,
    word_list,
    words,
)

WRAPPED = range(50, 81)  # length of a line that a mail program broke
LINE = 66  # characters that such a program fits into a line at least
_NUMBERED = re.compile(r"^\s*[(]?\d{1,2}\s*[.):]\s+")
_LABELLED = re.compile(r"^\s*[^\W\d_]{2,12}\s?#?\d{1,2}\s*[:.)–-]\s+")  # "Idea 2: …"
_NUMBER = re.compile(r"^\s*(?:#|nr\.?\s*)?(?P<number>\d{1,2})\s*(?P<sign>[:.)=–-])\s*(?P<text>.*)$")


@dataclass(frozen=True, slots=True)
class SheetReading:
    """What a reply to a group sheet holds.

    ``personal`` are lines that name somebody of the team: no practice for all. ``aside`` is what
    is no idea as far as can be told; ``nothing`` says that there is nothing to add.
    """

    items: tuple[str, ...] = ()
    personal: tuple[str, ...] = ()
    aside: tuple[str, ...] = ()
    nothing: bool = False

    @property
    def asks(self) -> bool:
        """Whether somebody has to be answered: all there is, is a question."""
        return not (self.items or self.personal) and any(a.endswith("?") for a in self.aside)


def read_sheet(text: str, names: Collection[str] = ()) -> SheetReading:
    """Return the ideas of a reply, one to a line; ``names`` are those of the team's people.

    A line with a bullet or a number is an idea whatever its words, unless it names somebody.
    """
    items, personal, aside, nothing = [], [], [], False
    for whole, marked in _lines(_unrolled(text), names):
        line = whole if marked else _without_lead(whole, names)
        if is_nothing(line) or (not marked and nothing_for_a_reason(line)):
            nothing = True
        elif _names_somebody(line, names):
            personal.append(line)
        elif not marked and is_aside(line):
            aside.append(line)
        elif not _is_heading(line) and any(c.isalnum() for c in line):
            items.append(line)
    return SheetReading(
        tuple(dict.fromkeys(items)),
        tuple(dict.fromkeys(personal)),
        tuple(dict.fromkeys(aside)),
        nothing and not items,
    )


_NEXT = re.compile(r"(?:(?<=\s)|^)[(]?(\d{1,2})\s?[).:]\s+(?=\D)")


def _unrolled(text: str) -> str:
    """Return the text with "1) one idea 2) another" in lines of their own."""
    lines: list[str] = []
    for raw in text.splitlines():
        marks = list(_NEXT.finditer(raw))
        counted = [m for n, m in enumerate(marks) if int(m[1]) == n + 1 and m[0][:1] != "("]
        if (
            QUOTED.match(raw)
            or len(counted) < 2
            or counted != marks
            or raw[: marks[0].start()].strip()
        ):
            lines.append(raw)
            continue
        ends = [m.start() for m in marks[1:]] + [len(raw)]
        lines += [raw[m.start() : end].strip(" ,;") for m, end in zip(marks, ends, strict=True)]
    return "\n".join(lines)


_SAY = (
    r"(?:think|thought|suggest|propose|(?:would |'d )?(?:say|add)|finden|meinen|denken|wurden sagen|pensons|proposons|pensamos|"
    r"creemos|proponemos|vinden|denken|achamos|propomos)"
)
_AND_I = frozenset(
    word_list("and i me we us und ich wir et moi nous y yo nosotros en ik wij e eu nos")
)
_LEAD = re.compile(
    rf"(?:{APOLOGY}[^.!,;:]{{0,20}}[.!,;:–-]+\s*)?(?P<who>(?:[\w.-]+(?:,|\s)\s*){{1,6}}?){_SAY}(?:,?\s+(?:that|dass|que|dat))?[:,]?\s+"
    rf"|[^.!?:]{{0,60}}\b(?:but|aber|mais|pero|maar|mas) (?:i|we|ich|wir)(?:'d| would| wurden?)? {_SAY}[:,]?\s+"
    r"|(?P<plus>[^.!?:]{0,40}\b(?:plus|also|additionally|ausserdem|zudem|en plus|ademas|daarnaast|alem disso))\s*:\s*"
)


def _without_lead(line: str, names: Collection[str]) -> str:
    """Return an idea without who brings it: "Sarah and I think …", "I wasn't there but I'd say: …"."""
    folded = fold(line).replace("’", "'")
    lead = _LEAD.match(folded) if len(folded) == len(line) else None
    if lead is None or len(line) - lead.end() < 12:
        return line
    who = {*words(lead["who"] or "")}
    people = {fold(name) for name in names}
    if lead["who"] and not (who & people and who <= people | _AND_I):
        return line
    if lead["plus"] and not _names_somebody(line[: lead.end()], names):
        return line
    return line[lead.end() :]


def corrected(before: tuple[str, ...], text: str, names: Collection[str] = ()) -> SheetReading:
    """Return the ideas read earlier after a correction: "2: better wording", "drop 2", "- one more"."""
    items = list(before)
    rest: list[str] = []
    for raw in text.splitlines():
        number = _NUMBER.match(raw)
        given = int(number["number"]) if number else 0
        if dropped := _dropped(raw, len(before)):
            items = ["" if n in dropped else item for n, item in enumerate(items, 1)]
        elif number and 1 <= given <= len(before) and not _names_somebody(number["text"], names):
            items[given - 1] = _unnumbered(number["text"], names)
        else:
            rest.append(raw)
    more = read_sheet("\n".join(rest), names)
    kept = dict.fromkeys(item for item in (*items, *more.items) if item)
    return SheetReading(tuple(kept), more.personal, more.aside, more.nothing)


def _unnumbered(text: str, names: Collection[str]) -> str:
    found = read_sheet(f"- {text}", names).items if text.strip(" -–.") else ()
    return found[0] if found else ""


def _dropped(line: str, count: int) -> frozenset[int]:
    """Return the numbers that "drop 2" names; none where the line says anything else."""
    said = words(line)
    numbers = frozenset(int(w) for w in said if w.isdigit())
    others = {w for w in said if not w.isdigit()}
    small = listed("and, und, et, y, e, en, number, nr, please, bitte, the, nummer")
    if QUOTED.match(line) or not numbers or not others & DROP or others - DROP - small:
        return frozenset()
    return numbers if max(numbers) <= count else frozenset()


def _lines(text: str, names: Collection[str]) -> list[tuple[str, bool]]:
    """Return each idea's whole line and whether it is marked as one; without the letter around."""
    found: list[tuple[str, bool]] = []
    longest = max((len(raw) for raw in text.splitlines()), default=0)
    before, closed = "", False
    for raw in text.splitlines():
        if QUOTED.match(raw):
            continue
        marked = bool(BULLET.match(raw) or _NUMBERED.match(raw) or _LABELLED.match(raw))
        line = _bare(raw, names)
        closed = closed or is_closing(line) or (bool(found) and is_signed(line))
        if (
            not line
            or is_closing(line)
            or (closed and not marked and len(line.split()) <= 5)
            or (not marked and (_is_letter(line, names) or is_thanks(line)))
        ):
            before = ""
        elif found and before and not marked and _goes_on(before, raw, found[-1][1], longest):
            found[-1] = (f"{found[-1][0]} {line}", found[-1][1])
            before = raw
        else:
            found.append((line, marked))
            before = raw
    return found


def _goes_on(before: str, raw: str, marked: bool, longest: int) -> bool:
    """Tell whether a line goes on with the one before, which a mail program broke."""
    if marked and raw[:1].isspace():
        return True
    full = len(before.rstrip()) in WRAPPED and longest in WRAPPED
    return (
        full
        and len(before.rstrip()) + 1 + len(raw.split()[0]) > LINE
        and (marked or before.rstrip()[-1:] not in ".!?;:")
    )


def _bare(raw: str, names: Collection[str]) -> str:
    """Return the line without bullet, number, label ("Idea 2:") and speaker ("Ann:")."""
    line = BULLET.sub("", raw)
    line = " ".join(_LABELLED.sub("", _NUMBERED.sub("", line)).split())
    speaker, colon, rest = line.partition(": ")
    said_by = colon and set(WORD.findall(speaker)) <= set(names) and len(speaker.split()) <= 3
    return rest if said_by and rest else line


def _is_letter(line: str, names: Collection[str]) -> bool:
    """Tell whether the line belongs to the letter around: greeting, formula, names."""
    only_names = set(WORD.findall(line)) - {"and", "und", "et", "y", "en", "e"} <= set(names)
    return bool(
        is_greeting(line) or is_signed(line) or (only_names and any(c.isalpha() for c in line))
    )


def _names_somebody(line: str, names: Collection[str]) -> bool:
    found = (word.removesuffix("'s").removesuffix("’s") for word in re.findall(r"[\w'’-]+", line))
    return any(word in names for word in found)


def _is_heading(line: str) -> bool:
    return line.endswith(":") and len(line.split()) <= 8
