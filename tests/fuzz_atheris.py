"""Fuzz the whole of ``read`` with coverage as the guide: ``python -m tests.fuzz_atheris [SECONDS]``.

Atheris is no requirement: install it where you fuzz. What breaks is left as ``crash-…`` beside you.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import atheris  # type: ignore[import-not-found, import-untyped, unused-ignore]

with atheris.instrument_imports(include=["debrief.reading"]):
    from debrief.reading.reading import read_message

from tests import corpus, mutate

TEAM = corpus.team()


def once(data: bytes) -> None:
    """Read one mail; anything but a line of the contract is a find."""
    reading = read_message(data, TEAM)
    if reading.error is not None:
        raise RuntimeError(reading.error)
    reading.as_contract("mail")


def main() -> None:
    """Write the seeds to a folder and start."""
    seconds = sys.argv[1] if len(sys.argv) > 1 else "60"
    with tempfile.TemporaryDirectory() as folder:
        for number, (_, raw) in enumerate(mutate.seeds()):
            (Path(folder) / f"{number:05}").write_bytes(raw)
        options = [
            f"-max_total_time={seconds}",
            "-timeout=10",
            "-max_len=20000",
            "-rss_limit_mb=2048",
        ]
        atheris.Setup([sys.argv[0], *options, folder], once)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
