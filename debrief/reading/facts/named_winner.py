"""Who won a lost deal, or that nobody did, by what was learned of wording."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property

from debrief.reading.facts import nobody_odds
from debrief.reading.facts.criteria import surest
from debrief.reading.facts.domain_names import bears_trade
from debrief.reading.facts.names import SURE, Names, whole
from debrief.reading.facts.person_words import is_titled, words_of
from debrief.reading.facts.signed_names import is_legal
from debrief.reading.facts.turned_down import is_turned_down
from debrief.reading.facts.winner_doubts import (
    is_address,
    is_city,
    is_doubtful,
    is_kind,
    is_office,
    is_place,
    says_of_whom,
    tidied,
)
from debrief.reading.learned import roles
from debrief.reading.learned.grounds import Ground
from debrief.reading.learned.roles import Spotted
from debrief.reading.people import Sides
from debrief.reading.records.record_facts import stated_in
from debrief.reading.wording import first_word, fold

FULLER = 3.5  # how much less likely a fuller form of the winner's name may be
MOST_ADDED = 2  # words by which it is fuller
DOUBT, MOST_DOUBT = (
    0.3,
    3.0,
)  # how much, of how many log odds that nobody won, counts against a name
NAMELESS = -0.5  # log odds from which a name is likelier than none, in mail never seen
LEAST = -1.0  # log odds below which a name that no tag speaks for is none
FIRM = 3.0  # log odds from which on a city's name may be a firm's
AS_PERSON = 5.0  # how much likelier a person than the winner whoever is named must be
_JOINS = ("de", "do", "da", "dos", "das", "du", "des", "del")  # within a firm's name


class Won:
    """Who may have won, the likeliest first, and how likely it is that nobody did."""

    def __init__(self, names: Names, grounds: Sequence[Ground]) -> None:
        self.names, self.grounds = names, grounds
        self.likely = _firms_only(undoubted(names.spotted["rival"], names.mail.sides.names), names)
        self.numbers = roles.numbers_of(
            self.likely, names.hints, names.mail.verdict, surest(grounds)
        )

    @cached_property
    def nobody(self) -> float:
        """The log odds that nobody won."""
        voice = self.names.mail.verdict.voice
        return nobody_odds.odds(nobody_odds.numbers_of(self.grounds, self.numbers, voice))

    @property
    def name(self) -> str | None:
        """The winner's name, where one is likely."""
        if not self.likely or self._is_unheard_of:
            return None
        doubt = NAMELESS + DOUBT * max(-MOST_DOUBT, min(MOST_DOUBT, self.nobody))
        if not roles.is_named(self.numbers, doubt):
            return None
        return with_kind(_winner(self.likely[0], self.likely[1:]), self.names.mail.turn.text)

    @property
    def _is_unheard_of(self) -> bool:
        """Tell whether neither the words around the likeliest name nor its tags speak for it, in prose.

        What stands above the news has no tags and is nearer than what is older.
        """
        unheard = self.numbers["score"] < LEAST and self.numbers["tag"] <= roles.NOBODY
        above = self.likely[0].run.excerpt.kind[1] == "<"
        return unheard and not above and not self.names.mail.by_record


def winner_of(names: Names, won: Won) -> str | None:
    """Return who won, if anybody did."""
    rival = names.found.competitor
    if not (
        names.mail.by_record
        and (names.mail.record.get("competitor") or _is_told(rival, names, won))
    ):
        rival = won.name
    own = names.mail.sides.own_word
    return None if rival and own and first_word(rival) == own else rival  # it is we who lost


def _is_told(rival: str | None, names: Names, won: Won) -> bool:
    """Tell whether a record's reason names who won outright, or as what was learned only runs on."""
    if rival is None:
        return False
    if won.name is not None:
        return fold(won.name).startswith(fold(rival))
    return stated_in(names.found.reason_given or "") == rival


def _firms_only(found: Sequence[Spotted], names: Names) -> list[Spotted]:
    """Return who may have won: none of us, nor whoever is by far likelier a person of the customer's."""
    persons = [
        (set(each.run.plain.split()), each.score)
        for each in names.spotted["person"]
        if " " in each.run.plain
        and each.score >= SURE
        and "&" not in each.run.text
        and not bears_trade(each.run.plain)
    ]
    return [
        each
        for each in found
        if not _is_ours(each, names.mail.sides)
        and not any(
            set(each.run.plain.split()) <= words and score >= each.score + AS_PERSON
            for words, score in persons
        )
    ]


def _is_ours(found: Spotted, sides: Sides) -> bool:
    own = sides.own_word
    return words_of(found.run.text) <= sides.names or bool(
        own and first_word(found.run.text) == own
    )


def undoubted(spotted: Sequence[Spotted], own: frozenset[str] = frozenset()) -> list[Spotted]:
    """Return who may have won: nobody doubtful, nor a part of their name; after such, only who is likely.

    ``own`` holds our own names, folded.
    """
    spotted = [each for each in spotted if not _is_no_name(each)]
    doubted = [set(fold(each.run.text).split()) for each in spotted if _is_doubtful(each, own)]
    found = [
        each
        for each in spotted
        if not any(set(fold(each.run.text).split()) <= words for words in doubted)
    ]
    moved_up = bool(found) and found[0] is not spotted[0]
    return [each for each in found if each.score > 0] if moved_up else found


def _is_no_name(found: Spotted) -> bool:
    """Tell whether a run is but the form or the kind of a firm, a sum of money, or says of which country one is ("a Danish crowd, …")."""
    sentence, text = found.run.excerpt.sentence, found.run.text
    before = sentence.text[: sentence.spans[found.run.first][0]]
    after = sentence.text[sentence.spans[found.run.last][1] :]
    form = "." in text and is_legal(text)
    return form or bool(_SUM.match(text)) or is_kind(text) or says_of_whom(before, after)


def _is_doubtful(found: Spotted, own: frozenset[str]) -> bool:
    sentence = found.run.excerpt.sentence
    first, last = sentence.spans[found.run.first][0], sentence.spans[found.run.last][1]
    name, before, after = sentence.text[first:last], sentence.text[:first], sentence.text[last:]
    return (
        is_doubtful(name, sentence.text, first)
        or is_titled(name)
        or is_office(name)
        or is_address(name, before, after)
        or is_place(name, before, after)
        or (found.score < FIRM and is_city(name))
        or is_turned_down(sentence.text, first, last, own)
    )


def _winner(found: Spotted, others: Sequence[Spotted]) -> str:
    """Return the winner's name in the fullest form in which it may be meant."""
    fuller = [each for each in others if _is_fuller(each, found)]
    found = max(fuller, key=lambda each: each.score, default=found)
    name, sentence = whole(found), found.run.excerpt.sentence
    first, last = sentence.spans[found.run.first][0], sentence.spans[found.run.last][1]
    end = last + len(name) - len(found.run.text)
    leading = _LEADING.search(sentence.text[:first])
    if leading and name[:1].isupper():
        name = leading[1] + name
    return tidied(name, sentence.text[end : end + 40])


# "Van Oorden": a capital in the midst of a sentence makes it the name's; "Le", "La", "De" begin sentences too.
_LEADING = re.compile(
    r"(?<!\w)((?:V[ao]n(?: de[rn]?)?|Ter|Ten|(?<=[\w,] )(?:De|La|Le|El|Los|Las|Du|Da|Dos|Saint|San|Santa)) )\Z"
)


_SUM = re.compile(r"(?:[A-Z]{3}|[€$£]) ?\d")  # "GBP 64,000"
# What a firm is, before its name: "Grupo Arnedo" is it still where the mail says "Arnedo" next time.
_KIND = (
    r"Grupo|Groupe|Gruppe|Groep|Cabinet|Agence|Agencia|Agência|Agentur|Studio|Estudio|Estúdio|Ateliers?|Büro|Ingenieurbüro|Maison|Casa|Talleres|Transportes?"
    r"|Autohaus|Druckerei|Imprimerie|Imprenta|Gráficas?|Drukkerij|Garage|Construtora|Construcciones|Consultora|Gestoría|Établissements|Ets|Laboratoires?|Laboratorios?|Brüder|Gebrüder|Gebroeders|Frères|Hermanos|Irmãos"
)


def with_kind(name: str, text: str) -> str:
    """Return a firm's name with the word for what it is, where the text writes that before it."""
    if " " in name:
        return name
    match = re.search(rf"(?<!\w)({_KIND}) {re.escape(name)}(?!\w)", text)
    return match[0] if match else name


def _is_fuller(one: Spotted, other: Spotted) -> bool:
    """Tell whether a likely run is the other with words of a name before or behind it ("Cheddar Lane Data")."""
    first, last = one.run.plain.split(), other.run.plain.split()
    added = [
        word
        for at in range(one.run.first, one.run.last + 1)
        if one.run.excerpt.words[at] not in last
        and ((word := one.run.excerpt.sentence.original(at)) not in _JOINS)
    ]
    if not added or len(added) > MOST_ADDED or one.score < max(other.score - FULLER, 0.0):
        return False
    begins = first[: len(last)] == last or first[-len(last) :] == last
    return begins and all(word[0].isupper() for word in added)
