"""Sums of packed rows are the sums of the rows."""

from __future__ import annotations

import struct

from hypothesis import given
from hypothesis import strategies as st

from debrief.reading.learned.lanes import Lanes

WIDTH = 4
SMALL = st.integers(-128, 127)


@given(st.lists(st.lists(SMALL, min_size=WIDTH, max_size=WIDTH), max_size=40))
def test_a_sum_of_packed_rows_is_the_sum_of_the_rows(rows: list[list[int]]) -> None:
    lanes = Lanes(WIDTH)
    packed = lanes.packed(b"".join(struct.pack(f"{WIDTH}b", *row) for row in rows))
    assert len(packed) == len(rows)
    assert lanes.unpacked(sum(packed)) == tuple(sum(row[at] for row in rows) for at in range(WIDTH))
