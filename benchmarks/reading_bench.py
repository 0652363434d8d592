"""Reading mail: the whole of `read`, against the standard library's parsing alone."""

from __future__ import annotations

import email
import email.policy
import statistics
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from debrief.reading.reading import read_message
from tests.corpus import messages, team


def rows() -> list[tuple[str, str]]:
    """Measure messages a second, the ratio, and the slowest message for its size."""
    ours = team()
    raws = [case.raw for case in messages()]
    for raw in raws[::10]:  # some of every kind, so that all weights are there
        read_message(raw, ours)
    times = []
    for raw in raws:
        start = time.perf_counter()
        read_message(raw, ours)
        times.append(time.perf_counter() - start)
    start = time.perf_counter()
    for raw in raws:
        parsed = email.message_from_bytes(raw, policy=email.policy.default)
        body = parsed.get_body(("plain", "html"))
        if body is not None:
            body.get_content()
    library = time.perf_counter() - start
    per_kilobyte = [t / (len(raw) / 1024) for t, raw in zip(times, raws, strict=True)]
    worst = max(per_kilobyte) / statistics.median(per_kilobyte)
    return [
        ("messages a second, one core", f"{len(raws) / sum(times):,.0f}"),
        ("time, as a multiple of the standard library's parsing", f"{sum(times) / library:.1f}x"),
        ("slowest message per kilobyte, in medians", f"{worst:.1f}x"),
    ]


if __name__ == "__main__":
    for label, value in rows():
        print(f"{label:<62} {value}")
