"""Small whole numbers side by side in one larger, so that many rows of them are added up at once."""

from __future__ import annotations

import struct
from collections.abc import Iterable

_BITS = 32  # of one number: sums stay far below


class Lanes:
    """Rows of so many numbers, each kept as one whole number; sums of such are sums of the rows."""

    def __init__(self, width: int) -> None:
        self._form = struct.Struct(f"<{width}i")
        self._signs = sum(1 << (_BITS * at + _BITS - 1) for at in range(width))

    def packed(self, row: Iterable[int]) -> int:
        """Return a row as one number."""
        return sum(value << (_BITS * at) for at, value in enumerate(row))

    def unpacked(self, total: int) -> tuple[int, ...]:
        """Return the row that a sum of packed rows stands for."""
        shown = (total + self._signs) ^ self._signs
        return self._form.unpack(shown.to_bytes(self._form.size, "little"))
