"""What a sentence looks like to the learned part of the verdict: small pieces, each a 32-bit number.

A trait is a word, a piece of a word, a few words in a row, or two parts of the lexicon in their order,
so that what was learned of one wording speaks for its neighbours in all languages.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise
from zlib import crc32

from debrief.reading.verdicts.clauses import Sentence
from debrief.reading.verdicts.signals import Signal

MOST_WORDS = 60  # of one sentence
MOST_PARTS = 14  # terms of the lexicon looked at in one sentence
OURS = "@"  # stands for our company and our people
NAME = "^"  # stands for any word with a capital inside a sentence
MOST_KNOWN = 50_000  # words kept with what their traits speak for
_PIECE = crc32(b"c")  # by which the number of a piece of a word begins


def _number(trait: str) -> int:
    return crc32(trait.encode("utf-8", "surrogatepass"))


@lru_cache(maxsize=30_000)
def word_traits(word: str) -> tuple[int, ...]:
    """Return the traits of one folded word: itself and its pieces of three to five letters."""
    framed = f"<{word}>"
    pieces = dict.fromkeys(
        framed[start : start + size]
        for size in (3, 4, 5)
        for start in range(len(framed) - size + 1)
        if size < len(framed)
    )
    return (
        _number(f"w{word}"),
        *[crc32(piece.encode("utf-8", "surrogatepass"), _PIECE) for piece in pieces],
    )


class WordSums(dict[str, tuple[int, int]]):
    """What the traits of each word speak for, in one number, and how many they are, found when it is first met."""

    def __init__(self, rows: dict[int, int]) -> None:
        super().__init__()
        self.rows = rows

    def __missing__(self, word: str) -> tuple[int, int]:
        traits = word_traits(word)
        found = summed(self.rows, traits), len(traits)
        if len(self) < MOST_KNOWN:
            self[word] = found
        return found

    def together(self, words: Iterable[str]) -> tuple[int, int]:
        """Return what the traits of words speak for together, and how many they are."""
        found = [self[word] for word in words]
        return sum([total for total, _ in found]), sum([number for _, number in found])


def summed(rows: dict[int, int], traits: Iterable[int]) -> int:
    """Return what traits speak for together: the sum of the rows of those that are known."""
    return sum(filter(None, map(rows.get, traits)))


def plain_words(sentence: Sentence, own: frozenset[str]) -> list[str]:
    """Return the words as compared, every number as one sign and every name of ours as another."""
    return [
        "#" if word[0].isdigit() else OURS if sentence.names(at, own) else word
        for at, word in enumerate(sentence.words[:MOST_WORDS])
    ]


@lru_cache(maxsize=30_000)
def _begun(word: str) -> tuple[bytes, bytes, int, int, int]:
    """Return a word's letters, those before a next word, and the numbers that traits beginning with it begin by.

    The number of a trait is a checksum, which goes on from that of its beginning.
    """
    letters = word.encode("utf-8", "surrogatepass")
    spaced = letters + b" "
    return letters, spaced, crc32(b"2" + spaced), crc32(b"3" + spaced), crc32(b"_" + spaced)


def phrase_traits(sentence: Sentence, words: list[str]) -> list[int]:
    """Return the traits of words in a row, names also as any name."""
    ends = [_begun(word) for word in ("<s>", *words, "</s>")]
    found = [crc32(second, pair) for (_, _, pair, _, _), (second, _, _, _, _) in pairwise(ends)]
    for (_, _, _, row, gap), (_, second, _, _, _), (third, _, _, _, _) in zip(
        ends, ends[1:], ends[2:], strict=False
    ):
        found += crc32(third, crc32(second, row)), crc32(third, gap)
    found += _name_traits(sentence, words)
    return found


def _name_traits(sentence: Sentence, words: list[str]) -> Iterator[int]:
    """Yield the traits of any name and the words beside it."""
    ends = [*words, "</s>"]
    for index in range(1, len(words)):
        if sentence.text[sentence.spans[index][0]].isupper():
            before = words[index - 1]
            yield _number(f"2{before} {NAME}")
            yield _number(f"2{NAME} {ends[index + 1]}")
            if index > 1:
                yield _number(f"3{words[index - 2]} {before} {NAME}")


def part_traits(sentence: Sentence, signals: Iterable[Signal]) -> Iterator[int]:
    """Yield the traits of the lexicon's parts, each one and any two in their order, and of what the rules found."""
    marks = sorted((m.first, m.tag) for found in sentence.marks.values() for m in found)
    tags = [tag for _, tag in marks[:MOST_PARTS]]
    for tag in dict.fromkeys(tags):
        yield _number(f"t{tag}")
    pairs = dict.fromkeys((one, two) for at, one in enumerate(tags) for two in tags[at + 1 :])
    for one, two in pairs:
        yield _pair(one, two)
    if sentence.question:
        yield _number("question")
    for name in dict.fromkeys(signal.name for signal in signals):
        yield _number(f"s{name}")
        yield _number(f"s{name}")
    yield _number(f"length{min(len(sentence.words) // 5, 8)}")


@lru_cache(maxsize=20_000)
def _pair(one: str, two: str) -> int:
    return _number(f"p{one}>{two}")


@lru_cache(maxsize=512)  # a sentence is weighed for several ends, one after the other
def words_and_phrases(
    sentence: Sentence, own: frozenset[str]
) -> tuple[tuple[str, ...], tuple[int, ...]]:
    """Return the words as compared and the traits of words in a row."""
    words = plain_words(sentence, own)
    return tuple(words), tuple(phrase_traits(sentence, words))


@lru_cache(maxsize=512)
def parts_in(sentence: Sentence, signals: tuple[Signal, ...]) -> tuple[int, ...]:
    """Return the traits of the lexicon's parts and of what the rules found."""
    return tuple(part_traits(sentence, signals))


def traits_of(
    sentence: Sentence, signals: Iterable[Signal], own: frozenset[str]
) -> tuple[list[int], ...]:
    """Return the traits of a sentence in three groups: words, words in a row, parts."""
    words, phrases = words_and_phrases(sentence, own)
    return (
        [trait for word in words for trait in word_traits(word)],
        list(phrases),
        list(parts_in(sentence, tuple(signals))),
    )
