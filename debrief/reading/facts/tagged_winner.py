"""Who won, by the tags of the words alone: where no name shows, and in what stands beside the news.

A note typed without capitals hides its names, a customer may not say who won while our rep's note above their
mail does, and a record's field for the reason tells it in a sentence.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import takewhile

from debrief.reading.facts.names import whole_at
from debrief.reading.facts.nobody import is_nobody
from debrief.reading.facts.person_words import is_titled
from debrief.reading.facts.turned_down import is_turned_down
from debrief.reading.facts.winner_doubts import is_city, is_doubtful, is_place
from debrief.reading.judged import Judged
from debrief.reading.learned.experience import is_known
from debrief.reading.learned.passage import Passage
from debrief.reading.learned.tags import RIVAL, Tagged, stretches
from debrief.reading.people import Sides
from debrief.reading.verdicts.clauses import Sentence, sentences
from debrief.reading.verdicts.parts import heads_of, voice_of
from debrief.reading.verdicts.signals import Voice
from debrief.reading.wording import fold, word_set, words_in

HERE = 1.0  # log odds from which on words of the mail that tells of the loss name the winner
BESIDE = 2.0  # the same in a note of ours above it, or in a record's
SURELY = 4.0  # the same of a name that was weighed as such, and found unlikely
ALONE = -1.0  # the same where a name that no mail knows is all of a sentence ("gone. danesgate.")
MOST_BESIDE = 2  # turns that are looked at
LONGEST = 4_000  # characters of them
MOST_WORDS = 6  # of a name
# Words that never are a name by themselves, whatever tags say.
_NO_NAME = word_set(
    """competitor competition competitors rival rivals somebody someone other others them they it he she another vendor supplier provider
    wettbewerb mitbewerber wettbewerber konkurrenz anderen andere concurrent concurrence autre autres competidor competencia otro otros otra
    concurrentie concorrente concorrencia outro outra outros nobody nothing none niemand personne nadie ninguem
    the a an some their our der die das den dem ein eine einen einem einer le la les un une des el los las una unos unas de het een o os as um uma uns umas
    anbieter anbietern lieferant lieferanten fournisseur fournisseurs prestataire proveedor proveedores leverancier partij fornecedor fornecedores firm firma company empresa entreprise excel"""
)


def winner_by_tags(mail: Judged, tags: Tagged, taken: frozenset[str], plain: bool) -> str | None:
    """Return who won by the tags of words that no other way took for a name; ``taken`` are words of others' names.

    Where the turn has capitals (``plain`` is False) words in small letters count, others only where they are surely
    tagged: they were weighed as names. Where it names nobody, what stands beside the news is read.
    """
    parts = (*mail.verdict.parsed, *heads_of(mail.turn, mail.turns))
    name = tagged_winner(parts, tags, taken, mail.sides.names, in_small=not plain)
    return name or _told_beside(mail, taken)


def tagged_winner(
    parts: Iterable[Sentence],
    tags: Tagged,
    taken: frozenset[str],
    own: frozenset[str],
    least: float = HERE,
    in_small: bool = False,
) -> str | None:
    """Return the words likeliest to be the winner's name; ``taken`` are words of others' names, ``own`` of ours (folded)."""
    names = _names(parts, tags, taken, own, least)
    found = max(
        (e for e in names if not in_small or e[1].islower() or e[0] >= SURELY), default=None
    )
    return found[1] if found is not None else None


def _names(
    parts: Iterable[Sentence],
    tags: Tagged,
    taken: frozenset[str],
    own: frozenset[str],
    least: float,
) -> Iterator[tuple[float, str]]:
    for part in parts:
        rows = tags.get(part.text, ())
        enough, even = (ALONE, ALONE) if _is_all(part) else (least, 0.0)
        for _, first, last in stretches(rows, RIVAL, even):
            sure = max(row[RIVAL] for row in rows[first : last + 1])
            words = part.words[first : last + 1]
            if sure < enough or len(words) > MOST_WORDS or _is_no_name(words, taken, own):
                continue
            begin, end = part.spans[first][0], part.spans[last][1]
            name = whole_at(part, first, last)
            if not _is_no_firm(name, part.text, begin) and not is_turned_down(
                part.text, begin, end, own
            ):
                yield sure, name


def _is_no_firm(name: str, text: str, begin: int) -> bool:
    """Tell whether words name nobody, a place or a person; small letters alone make nothing doubtful."""
    titled, end = name.title(), begin + len(name)
    place = is_place(titled, text[:begin], text[end:]) or (is_city(name) and not name.islower())
    doubtful = is_titled(name) or is_doubtful(titled, text, begin)
    return place or doubtful or is_nobody(name)


def _is_all(part: Sentence) -> bool:
    """Tell whether a sentence is one word, which no mail learned from has."""
    return len(part.words) == 1 and part.text.rstrip().endswith(".") and not is_known(part.words[0])


def _is_no_name(words: tuple[str, ...], taken: frozenset[str], own: frozenset[str]) -> bool:
    """Tell whether words are another's name, or hold one of ours, or name nobody."""
    return words[0] in taken or set(words) <= taken | _NO_NAME or bool(own & set(words))


def _told_beside(mail: Judged, taken: frozenset[str]) -> str | None:
    """Return who won by what stands above the news, ours or theirs, or by what a record says of the reason."""
    turns, sides = mail.turns, mail.sides
    if mail.by_record:
        said = [mail.record.get(name) for name in ("reason", "details", "further reason")]
        return _in_text("\n".join(each for each in said if each), (), Voice.OURS, sides, taken)
    if mail.verdict.voice is not Voice.CUSTOMER:
        return None
    above = [e for e in takewhile(lambda each: each is not mail.turn, turns) if e.text.strip()]
    found = (
        _in_text(e.text, heads_of(e, turns), voice_of(e, sides), sides, taken)
        for e in above[:MOST_BESIDE]
    )
    return next((name for name in found if name), None)


def _in_text(
    text: str, heads: tuple[Sentence, ...], voice: Voice, sides: Sides, taken: frozenset[str]
) -> str | None:
    from debrief.reading.learned.tagger import (
        tagged,  # it takes numpy, which most commands never need
    )

    body = sentences(text[:LONGEST])
    if not body:
        return None
    tags = tagged(Passage(body, heads, voice, sides.names))
    least = HERE if voice is Voice.CUSTOMER else BESIDE
    return tagged_winner((*body, *heads), tags, taken, sides.names, least)


def words_of_others(*names: str | None) -> frozenset[str]:
    """Return the folded words of names that are not the winner's."""
    return frozenset(word for name in names if name for word in words_in(fold(name)))
