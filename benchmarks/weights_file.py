"""What every training does with its arguments and with the weights it made."""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

import numpy as np


def left_out(arguments: Sequence[str]) -> list[str]:
    """Return the authors whom ``--without`` names, who are not learned from but measured."""
    if "--without" not in arguments:
        return []
    return [each for each in arguments[arguments.index("--without") + 1 :] if each[:2] != "--"]


def keep(made: bytes, path: Path, arguments: Collection[str]) -> int:
    """Write the weights, or with ``--check`` tell whether they are those of the file; return the exit status."""
    if "--check" in arguments:
        same = path.exists() and path.read_bytes() == made
        print("the weights are those of the corpora" if same else "the weights differ")
        return 0 if same else 1
    path.write_bytes(made)
    print(f"{len(made):,} bytes")
    return 0


def closed(head: Mapping[str, object], body: bytes) -> bytes:
    """Return a file of weights as `debrief.reading.learned.package.opened` opens it."""
    text = json.dumps(head, sort_keys=True).encode()
    return struct.pack("<I", len(text)) + text + zlib.compress(body, 9)


def in_whole_numbers(weight: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return weights as numbers of eight bits, and the scale of each row."""
    scale = np.abs(weight).max(axis=1) / 127 + 1e-12
    return np.rint(weight / scale[:, None]).astype(np.int8), scale.astype(np.float32)
