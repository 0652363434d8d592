"""The spool: new mail that was read to its end, kept in its order until it is taken in.

What finds no room is left out from there on, and has to be read again.
"""

from __future__ import annotations

import tempfile
from collections import deque
from contextlib import suppress
from dataclasses import replace
from typing import IO, Self

from debrief.backends.base import Batch

MOST_BYTES = 256_000_000


class Spool:
    """Batches of mail; their bytes lie in a file without a name, gone with the spool."""

    def __init__(self) -> None:
        self._file: IO[bytes] | None = None
        self._bare: deque[Batch] = deque()  # without their bytes
        self._sizes: deque[int] = deque()
        self._room = MOST_BYTES
        self._at = 0  # how far it was read

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._file is not None:
            with suppress(OSError):
                self._file.close()

    def keep(self, batch: Batch) -> None:
        """Keep a batch behind the others while there is room for it."""
        sizes = [len(message.raw) for message in batch.messages]
        self._room -= sum(sizes)
        if self._room < 0 or not self._write(batch):
            self._room = -1
            return
        self._sizes += sizes
        self._bare.append(
            replace(batch, messages=tuple(replace(m, raw=b"") for m in batch.messages))
        )

    def take(self) -> Batch | None:
        """Return the first batch and forget it; from the first one that is taken, none is kept."""
        self._room = -1
        if not self._bare or self._file is None:
            return None
        batch = self._bare.popleft()
        self._file.seek(self._at)
        raws = [self._file.read(self._sizes.popleft()) for _ in batch.messages]
        self._at = self._file.tell()
        messages = zip(batch.messages, raws, strict=True)
        return replace(batch, messages=tuple(replace(m, raw=raw) for m, raw in messages))

    def _write(self, batch: Batch) -> bool:
        try:
            self._file = self._file or tempfile.TemporaryFile()  # noqa: SIM115
            self._file.writelines(message.raw for message in batch.messages)
            self._file.flush()
        except OSError:
            return False
        return True
