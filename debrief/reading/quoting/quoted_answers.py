"""Answers that people write into the quotation itself."""

from __future__ import annotations

import re
from collections.abc import Sequence

MAX_SENT = 200_000  # characters of our own mail compared
MAX_COMPARED = 5_000  # quoted lines compared
_WORDS = re.compile(r"\w+")
_ROW = re.compile(r"\W{0,4}(\d{1,3})\s?[.:)]")
_MARKED = re.compile(
    r"(?:>{2,3}|-{1,3}>|={1,3}>|»|→|\*{2,3}|#{2,3}|\[[^\[\]]{1,30}\]|@@|<<)\s{0,3}\S"
)
_ANNOUNCED = re.compile(r"\[([^\[\]\d]{2,30})\]")
_ANSWER = re.compile(
    r"(?:a|ans|answer|antwort|antw|réponse|rép|respuesta|risposta|resposta|svar|odp|ответ|reply)\s?[:：]\s?\S",
    re.I,
)


def differences(quoted: Sequence[str], sent_text: str) -> dict[int, str] | None:
    """Return per quoted line what the writer put there, or None when the quote is not ours.

    A line that repeats the start of one of ours yields the rest, led by its row number
    ("2: …") where it has one.
    """
    sent = f" {' '.join(_WORDS.findall(sent_text[:MAX_SENT].casefold()))} "
    lines = [_WORDS.findall(text.casefold()) for text in quoted[:MAX_COMPARED]]
    known = [f" {' '.join(words)} " in sent for words in lines]
    counted = [hit for hit, words in zip(known, lines, strict=True) if words]
    if not counted or sum(counted) * 3 < len(counted):
        return None
    return {
        index: changed
        for index, words in enumerate(lines)
        if words and not known[index] and (changed := _changed(quoted[index], words, sent))
    }


def _changed(text: str, words: list[str], sent: str) -> str:
    first = _longest(words, sent)
    last = _longest_end(words[first:], sent) if first >= 3 else 0
    if first < 3:
        return text
    spans = [(found.start(), found.end()) for found in _WORDS.finditer(text)]
    begin = spans[first - 1][1]
    stop = (
        spans[len(words) - last][0] if last >= 3 and len(words) - last < len(spans) else len(text)
    )
    rest = text[begin:stop].strip(" \t|:;,.-–—>_")
    row = _ROW.match(text)
    return f"{row[1]}: {rest}" if row and rest else rest


def _longest(words: list[str], sent: str) -> int:
    low, high = 0, len(words)
    while low < high:
        middle = (low + high + 1) // 2
        if f" {' '.join(words[:middle])} " in sent:
            low = middle
        else:
            high = middle - 1
    return low


def _longest_end(words: list[str], sent: str) -> int:
    low, high = 0, len(words)
    while low < high:
        middle = (low + high + 1) // 2
        if f" {' '.join(words[-middle:])} " in sent:
            low = middle
        else:
            high = middle - 1
    return low


def marked_answers(tail: Sequence[str], name: str | None, written: str = "") -> list[str]:
    """Return the lines below a header block that the writer marked as answers.

    Marks are "[Jane]", "Jane:", "JD:", "==>", ">>" and their like; a mark of the kind
    must bear the writer's name, one announced above in ``written``, or be an arrow.
    """
    out: list[str] = []
    inside = False
    names = (*_own_marks(name), *map(str.casefold, _ANNOUNCED.findall(written[:2000])[:5]))
    for text in tail[:MAX_COMPARED]:
        if _is_marked(text, names):
            out.append(text)
            inside = True
        elif inside and text and not text[:1].isupper() and len(out[-1]) > 60:
            out.append(text)
        else:
            inside = False
    return out


def _own_marks(name: str | None) -> tuple[str, ...]:
    words = [word.strip(",.") for word in (name or "").split() if word.strip(",.")]
    if not words:
        return ()
    initials = "".join(word[0] for word in words)
    forms = {*(word for word in words if len(word) > 2), initials, initials[::-1], " ".join(words)}
    return tuple(form.casefold() for form in forms if len(form) > 1)


def _is_marked(text: str, names: tuple[str, ...]) -> bool:
    if not text:
        return False
    folded = text[:60].casefold()
    for name in names:
        if folded.startswith(
            (f"[{name}", f"{name}:", f"{name}>", f"({name})", f"<{name}>", f"**{name}")
        ):
            return True
    found = _MARKED.match(text)
    if found and not text.startswith("["):
        return True
    return bool(_ANSWER.match(text))
