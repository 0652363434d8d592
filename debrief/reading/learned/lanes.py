"""Small whole numbers side by side in one larger, so that many rows of them are added up at once."""

from __future__ import annotations

import struct

_BITS = 32  # of one number: sums stay far below
_RAISED = bytes(value ^ 128 for value in range(256))  # each number of eight bits and 128 more


class Lanes:
    """Rows of so many numbers, each kept as one whole number; sums of such are sums of the rows."""

    def __init__(self, width: int) -> None:
        self._form = struct.Struct(f"<{width}i")
        self._signs = sum(1 << (_BITS * at + _BITS - 1) for at in range(width))
        self._raised = sum(128 << (_BITS * at) for at in range(width))

    def packed(self, small: bytes) -> list[int]:
        """Return rows of signed numbers of eight bits, one after another, as one number each."""
        wide = bytearray(len(small) * _BITS // 8)
        wide[:: _BITS // 8] = small.translate(_RAISED)
        rows = struct.iter_unpack(f"{self._form.size}s", wide)
        return [int.from_bytes(row, "little") - self._raised for (row,) in rows]

    def unpacked(self, total: int) -> tuple[int, ...]:
        """Return the row that a sum of packed rows stands for."""
        shown = (total + self._signs) ^ self._signs
        return self._form.unpack(shown.to_bytes(self._form.size, "little"))
