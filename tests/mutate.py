"""Damage the mails of the corpus at random and read each: ``python -m tests.mutate [COUNT] [SEED]``.

Every damaged mail must come back as one line of the contract: no exception, storable text, and a
time that stays in proportion to its size. The figures printed are for the whole of ``debrief read``.
"""

from __future__ import annotations

import json
import random
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from debrief.reading.reading import Reading, read_message
from debrief.team import Team
from tests import corpus
from tests.corpus import clients

MOST_SECONDS_PER_KILOBYTE = 0.15  # of a mail of a kilobyte or more, on a busy machine
PIECES = [
    b"\x00", b"\xff\xfe", b"\xed\xa0\x80", b"\r", b"\n", b"\r\n", b"\n\n", b"=?utf-8?B?", b"?=", b"=?x?Q?=C3?=", b"--", b"--b--\n", b"<", b">", b"<!--", b"</table>", b"<blockquote>",
    b"&#x110000;", b"&#", b"\"", b"(", b")", b",", b";", b":", b"@", b"> ", b">>>> ", b"wrote:\n", b"From: ", b"Sent: ", b"To: ", b"Subject: ", b"\nFrom: x\n", b"\n\nFrom: x\nSent: y\nTo: z\nSubject: w\n\n",
    b"Content-Type: message/rfc822\n\n", b"Content-Type: multipart/mixed; boundary=b\n\n--b\n", b"Content-Transfer-Encoding: base64\n", b"Content-Transfer-Encoding: quoted-printable\n", b"charset=utf-7", b"charset=\"\"", b"charset=hex",
    b"=\n", b"=E2=80", b"9/10/2026", b"99:99", b"2026\xe5\xb9\xb4", b"BEGIN:VCALENDAR\n", b"begin 644 x\n", b"-----BEGIN PGP SIGNED MESSAGE-----\n", b"\x78\x9f\x3e\x22", b"-- \n", b"_" * 40, b"EUR", b"1.234.567,89", b"until 31/31",
]  # fmt: skip


@dataclass
class Outcome:
    """What became of a run: the seeds' names of failures, and the slowest mail for its size."""

    count: int = 0
    bytes: int = 0
    seconds: float = 0.0
    worst: float = 0.0  # seconds per kilobyte
    failures: list[str] = field(default_factory=list)


def seeds() -> list[tuple[str, bytes]]:
    """Return the corpus and one rendered mail of each build and language."""
    out = [(case.name, case.raw) for case in corpus.messages()]
    for code, language in clients.languages().items():
        for index, case in enumerate((*clients.forwards(language), *clients.replies(language))):
            if index % 23 == 0:
                kind = "html" if case.is_html else "plain"
                head = f"From: Ida Lund <ida@seller.example>\nTo: Max Roth <max@seller.example>\nSubject: {case.subject}\nMIME-Version: 1.0\nContent-Type: text/{kind}; charset=utf-8\n\n"
                out.append((f"{code} {case.name}", (head + case.text).encode()))
    return out


def _flip(data: bytearray, rng: random.Random) -> None:
    data[rng.randrange(len(data))] = rng.randrange(256)


def _cut(data: bytearray, rng: random.Random) -> None:
    at = rng.randrange(len(data))
    del data[at : at + rng.choice((1, 2, 5, 20, 200))]


def _insert(data: bytearray, rng: random.Random) -> None:
    at = rng.randrange(len(data))
    data[at:at] = rng.choice(PIECES) * rng.choice((1, 1, 1, 3, 50))


def _repeat(data: bytearray, rng: random.Random) -> None:
    at, size = rng.randrange(len(data)), rng.choice((1, 8, 60, 400))
    data[at:at] = bytes(data[at : at + size]) * rng.choice((1, 2, 20))


def _swap_lines(data: bytearray, rng: random.Random) -> None:
    lines = bytes(data).split(b"\n")
    one, other = rng.randrange(len(lines)), rng.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    data[:] = b"\n".join(lines)


def _drop_line(data: bytearray, rng: random.Random) -> None:
    lines = bytes(data).split(b"\n")
    del lines[rng.randrange(len(lines))]
    data[:] = b"\n".join(lines)


def _truncate(data: bytearray, rng: random.Random) -> None:
    del data[rng.randrange(len(data)) :]


DAMAGE: list[Callable[[bytearray, random.Random], None]] = [
    _flip, _flip, _cut, _insert, _insert, _repeat, _swap_lines, _drop_line, _truncate,
]  # fmt: skip


def damaged(rng: random.Random, sources: list[tuple[str, bytes]]) -> Iterator[tuple[str, bytes]]:
    """Yield damaged mails without end; now and then two mails are spliced together."""
    while True:
        name, raw = rng.choice(sources)
        data = bytearray(raw)
        if rng.random() < 0.1:
            other = rng.choice(sources)[1]
            data[rng.randrange(len(data)) :] = other[rng.randrange(len(other)) :]
        for _ in range(rng.choice((1, 1, 2, 3, 6, 12))):
            if data:
                rng.choice(DAMAGE)(data, rng)
        yield name, bytes(data[:200_000])


def run(count: int, seed: int) -> Outcome:
    """Read ``count`` damaged mails; the same seed damages the same way."""
    rng = random.Random(seed)
    team, outcome = corpus.team(), Outcome()
    source = damaged(rng, seeds())
    for number in range(count):
        name, data = next(source)
        reading, took = _timed(data, team)
        if took > MOST_SECONDS_PER_KILOBYTE * max(len(data) / 1024, 1.0):
            reading, took = _timed(data, team)  # the first of its kind pays for imports
        outcome.count, outcome.bytes, outcome.seconds = (
            outcome.count + 1,
            outcome.bytes + len(data),
            outcome.seconds + took,
        )
        rate = took / max(len(data) / 1024, 1.0)
        outcome.worst = max(outcome.worst, rate)
        problem = reading.error or _unstorable(reading.as_contract(name))
        if rate > MOST_SECONDS_PER_KILOBYTE:
            problem = problem or f"{rate * 1000:.0f} ms a kilobyte"
        if problem:
            outcome.failures.append(f"{seed}/{number} ({name}): {problem}")
    return outcome


def _timed(data: bytes, team: Team) -> tuple[Reading, float]:
    start = time.process_time()
    reading = read_message(data, team)
    return reading, time.process_time() - start


def _unstorable(contract: dict[str, object]) -> str | None:
    shown = json.dumps(contract, ensure_ascii=False)
    try:
        shown.encode("utf-8")
    except UnicodeEncodeError as err:
        return str(err)
    return "NUL in the text" if "\\u0000" in shown else None


def main() -> int:
    """Print the figures of a run; exit 1 when a mail was not read."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    seed = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    outcome = run(count, seed)
    print(
        f"{outcome.count} damaged mails, {outcome.bytes / 1e6:.1f} MB, {outcome.count / outcome.seconds:.0f} a second; slowest {outcome.worst * 1000:.1f} ms a kilobyte; {len(outcome.failures)} failures"
    )
    print("\n".join(outcome.failures[:40]))
    return 1 if outcome.failures else 0


if __name__ == "__main__":
    raise SystemExit(main())
