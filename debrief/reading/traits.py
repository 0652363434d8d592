"""What a sentence looks like to the learned part of the verdict: small pieces, each a 32-bit number.

A trait is a word, a piece of a word, a few words in a row, or two parts of the lexicon in their order,
so that what was learned of one wording speaks for its neighbours in all languages.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import pairwise
from zlib import crc32

from debrief.reading.clauses import Sentence
from debrief.reading.signals import Signal

MOST_WORDS = 60  # of one sentence
MOST_PARTS = 14  # terms of the lexicon looked at in one sentence
OURS = "@"  # stands for our company and our people
NAME = "^"  # stands for any word with a capital inside a sentence


@lru_cache(maxsize=60_000)
def _number(trait: str) -> int:
    return crc32(trait.encode("utf-8", "surrogatepass"))


@lru_cache(maxsize=30_000)
def word_traits(word: str) -> tuple[int, ...]:
    """Return the traits of one folded word: itself and its pieces of three to five letters."""
    framed = f"<{word}>"
    pieces = [
        f"c{framed[start : start + size]}"
        for size in (3, 4, 5)
        for start in range(len(framed) - size + 1)
        if size < len(framed)
    ]
    return tuple(_number(trait) for trait in (f"w{word}", *dict.fromkeys(pieces)))


def plain_words(sentence: Sentence, own: frozenset[str]) -> list[str]:
    """Return the words as compared, every number as one sign and every name of ours as another."""
    return [
        "#" if word[0].isdigit() else OURS if word in own else word
        for word in sentence.words[:MOST_WORDS]
    ]


def phrase_traits(sentence: Sentence, words: list[str]) -> Iterator[int]:
    """Yield the traits of words in a row, names also as any name."""
    ends = ["<s>", *words, "</s>"]
    for first, second in pairwise(ends):
        yield _number(f"2{first} {second}")
    for first, second, third in zip(ends, ends[1:], ends[2:], strict=False):
        yield _number(f"3{first} {second} {third}")
        yield _number(f"_{first} {third}")
    for index in range(1, len(words)):
        if sentence.text[sentence.spans[index][0]].isupper():
            before, after = words[index - 1], ends[index + 2]
            yield _number(f"2{before} {NAME}")
            yield _number(f"2{NAME} {after}")
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


def traits_of(
    sentence: Sentence, signals: Iterable[Signal], own: frozenset[str]
) -> tuple[list[int], ...]:
    """Return the traits of a sentence in three groups: words, words in a row, parts."""
    words = plain_words(sentence, own)
    return (
        [trait for word in words for trait in word_traits(word)],
        list(phrase_traits(sentence, words)),
        list(part_traits(sentence, signals)),
    )
