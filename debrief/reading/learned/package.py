"""What was learned and lies in the package: how its files are opened, and how others stand in for it."""

from __future__ import annotations

import json
import struct
import zlib
from collections.abc import Callable
from importlib.resources import files
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class Held(Generic[T]):
    """The weights in use: those in the package, read when first asked for, or others while these are learned."""

    def __init__(self, own: Callable[[], T]) -> None:
        self._own = own
        self._used: T | None = None

    def use(self, weights: T | None) -> None:
        """Go by these weights from now on, or by those in the package again; for learning only."""
        self._used = weights

    def get(self) -> T:
        """Return the weights in use."""
        if self._used is None:
            self._used = self._own()
        return self._used


def in_package(name: str) -> bytes:
    """Return what a file of learned weights holds."""
    return files("debrief.reading.learned").joinpath(name).read_bytes()


def opened(raw: bytes) -> tuple[dict[str, Any], bytes]:
    """Return the head of a file of weights and its unpacked body: a size, so many bytes of JSON, the rest by zlib."""
    size = struct.unpack("<I", raw[:4])[0]
    head: dict[str, Any] = json.loads(raw[4 : 4 + size])
    return head, zlib.decompress(raw[4 + size :])
