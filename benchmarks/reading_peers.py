"""Answers and forwards: ours against the other open parsers, where they are installed.

None of them is a requirement: install them into an environment of their own and put that on
PYTHONPATH. They are given the plain-text cases of our own corpus, so the ratio flatters us;
what it is for is to show when a change makes us worse.
"""

from __future__ import annotations

import importlib
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from debrief.reading.mail.message import Message
from debrief.reading.quoting.forwarded import Forward, split_forward
from debrief.reading.quoting.replies import new_text
from tests.corpus import clients
from tests.corpus.clients import Rendered

Reader = Callable[[str], str | None]
STEP = 3  # every third case: the peers are slow


def rows() -> Iterator[tuple[str, str]]:
    """Measure wrong answers, wrong forwards and the time taken."""
    answers, forwards = _cases()
    ours = {id(case): _message(case) for case in (*answers, *forwards)}
    wrong, seconds = _measure(answers, lambda case: new_text(ours[id(case)]))
    yield (
        f"{len(answers)} answers, wrong: ours",
        f"{wrong} ({seconds / len(answers) * 1e6:.0f} µs each)",
    )
    for name, read in _reply_peers():
        missed, took = _measure(answers, partial(_read_text, read))
        yield (
            f"  {name}",
            f"{missed} ({missed / max(wrong, 1):.0f}x the errors, {took / seconds:.1f}x the time)",
        )
    missed = sum(not _is_whole(case, split_forward(ours[id(case)])) for case in forwards)
    yield f"{len(forwards)} forwards, wrong: ours", str(missed)
    unwrap = _load("quotequail", "unwrap")
    if unwrap is not None:
        failed = sum(not _peer_is_whole(case, unwrap(case.text)) for case in forwards)
        yield "  quotequail", f"{failed} ({failed / max(missed, 1):.0f}x the errors)"


def _cases() -> tuple[list[Rendered], list[Rendered]]:
    languages = clients.languages().values()
    answers = [case for one in languages for case in clients.replies(one) if not case.is_html]
    forwards = [case for one in languages for case in clients.forwards(one) if not case.is_html]
    return answers[::STEP], forwards[::STEP]


def _message(case: Rendered) -> Message:
    answered = ("1@seller.example",) if case.reply is not None else ()
    return Message(subject=case.subject, text=case.text.rstrip("\n"), in_reply_to=answered)


def _read_text(read: Reader, case: Rendered) -> str | None:
    return read(case.text)


def _measure(cases: list[Rendered], read: Callable[[Rendered], str | None]) -> tuple[int, float]:
    start = time.process_time()
    got = [_guarded(read, case) for case in cases]
    took = time.process_time() - start
    pairs = zip(got, cases, strict=True)
    return sum((text or "").split() != (case.reply or "").split() for text, case in pairs), took


def _guarded(read: Callable[[Rendered], str | None], case: Rendered) -> str | None:
    try:
        return read(case)
    except Exception as err:  # a peer that raises got it wrong
        return f"{type(err).__name__}: {err}"


def _is_whole(case: Rendered, found: Forward | None) -> bool:
    return found is not None and (found.from_email, found.subject, found.body, found.note) == (
        case.from_email, case.inner, case.body, case.note,
    )  # fmt: skip


def _peer_is_whole(case: Rendered, found: dict[str, str] | None) -> bool:
    """Ask less of a peer: address, subject and words, no exact lines."""
    if found is None or (case.from_email or "") not in found.get("from", ""):
        return False
    same = found.get("text", "").split() == case.body.split()
    return (
        same
        and found.get("subject") == case.inner
        and found.get("text_top", "").split() == case.note.split()
    )


def _reply_peers() -> Iterator[tuple[str, Reader]]:
    parser = _load("mailparser_reply", "EmailReplyParser")
    if parser is not None:
        known = list(importlib.import_module("mailparser_reply.constants").MAIL_LANGUAGES)
        yield "mail-parser-reply, all its languages", parser(languages=known).parse_reply
    github = _load("email_reply_parser", "EmailReplyParser")
    if github is not None:
        yield "email-reply-parser", github.parse_reply
    quote = _load("quotequail", "quote")
    if quote is not None:
        yield (
            "quotequail",
            lambda text: "\n".join(part for new, part in quote(text, quote_intro_line=True) if new),
        )
    extract = _load("talon.quotations", "extract_from_plain")
    if extract is not None:
        yield "talon", extract


def _load(module: str, name: str) -> Any:  # noqa: ANN401 - a peer's own
    try:
        return getattr(importlib.import_module(module), name)
    except ImportError:
        return None


if __name__ == "__main__":
    import sys

    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
    for label, value in rows():
        print(f"{label:<62} {value}")
