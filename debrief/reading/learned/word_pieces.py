"""Cut words into the pieces that the encoder knows, the likeliest way (a unigram model, by Viterbi)."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

START, PAD, END, UNKNOWN = 0, 1, 2, 3  # the first four pieces of every vocabulary
_OPENING = "\u2581"  # stands before the first letter of a word
_LONGEST_WORD = 40  # characters; what follows tells nothing more
_MOST_WORDS = 50_000  # kept once cut


class WordPieces:
    """A vocabulary of word pieces, each with the log of its chance."""

    def __init__(self, pieces: Iterable[str], scores: Iterable[float]) -> None:
        known = {
            piece: (number, float(score))
            for number, (piece, score) in enumerate(zip(pieces, scores, strict=True))
        }
        self._lowest = min(score for _, score in known.values()) - 10.0
        self._known = {
            piece: found for piece, found in known.items() if found[0] > UNKNOWN and piece
        }
        self._longest: dict[str, int] = {}  # of the pieces that begin with these two characters
        for piece in self._known:
            self._longest[piece[:2]] = max(self._longest.get(piece[:2], 0), len(piece))
        self._cut: dict[str, tuple[int, ...]] = {}

    def numbers(self, text: str) -> list[int]:
        """Return the numbers of the pieces of a text."""
        words = unicodedata.normalize("NFKC", text).split()
        return [number for word in words for number in self._word(word)]

    def _word(self, word: str) -> tuple[int, ...]:
        found = self._cut.get(word)
        if found is None:
            found = self._likeliest(_OPENING + word[:_LONGEST_WORD])
            if len(self._cut) < _MOST_WORDS:
                self._cut[word] = found
        return found

    def _likeliest(self, word: str) -> tuple[int, ...]:
        size = len(word)
        best = [0.0] + [float("-inf")] * size
        steps = [(0, UNKNOWN)] * (
            size + 1
        )  # where the last piece up to here starts, and which it is
        for start in range(size):
            longest = self._longest.get(word[start : start + 2], 1)
            for end in range(start + 1, min(size, start + longest) + 1):
                piece = self._known.get(word[start:end])
                if piece is not None and best[start] + piece[1] > best[end]:
                    best[end], steps[end] = best[start] + piece[1], (start, piece[0])
            if best[start] + self._lowest > best[start + 1]:
                best[start + 1], steps[start + 1] = best[start] + self._lowest, (start, UNKNOWN)
        found = []
        while size:
            size, number = steps[size]
            found.append(number)
        return tuple(reversed(found))
