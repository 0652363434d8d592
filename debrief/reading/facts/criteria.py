"""What mattered to the customer in the choice, as short phrases in the mail's own words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from debrief.reading.facts.criterion_phrase import (
    clauses_of,
    in_short,
    is_circumstance,
    is_no_matter,
    is_praise,
    listed,
    named_alone,
    phrase_of,
    price_in,
)
from debrief.reading.facts.filler import FILLER
from debrief.reading.facts.reasons import is_decision, lists_points, unframed
from debrief.reading.facts.said_criteria import named_in, wished_in
from debrief.reading.facts.set_out_criteria import lists_in, set_out_in
from debrief.reading.learned.grounds import Ground, clause_odds
from debrief.reading.learned.tags import CRITERION, likeliest, stretches
from debrief.reading.verdicts.clauses import first_of
from debrief.reading.wording import fold, words_in

MOST = 6  # phrases returned
SURE = -2.0  # log odds from which a sentence names a criterion
FAR_BEHIND = 4.5  # by how much less a sentence may say why that says in so many words what mattered
NAMED_SURE = -4.6  # log odds from which such a sentence is taken to name a criterion
NAMING = -0.5  # the least by which such a sentence may say why
LEAST = -1.8  # log odds from which the likeliest clause of such a sentence is told
CLEAR = -2.0  # log odds from which others are told as well
FEW = 2  # clauses of the sentence that best says why, each of which then counts
JOINED = -3.5  # log odds from which the other of them does
HARDLY = -4.5  # log odds of a phrase by itself below which it names none
NEAR = 2.5  # by how much less likely these may be
LISTED = -0.8  # how surely an item of a list must say why, for the list to be what mattered
BARELY = -2.7  # log odds from which a sentence that compares us with the winner may name one
CERTAIN = 0.5  # how surely such a sentence must say why
EVEN = -2.0  # log odds by which a word tagged as what mattered counts as such
TOGETHER = 5.0  # how surely words in a row are what mattered: the customer reads them
UNTAGGED = -2.5  # log odds of its likeliest word up to which a phrase is not told
TAGGED_BEHIND = 2.0  # by how much less their sentence may say why than the one that best does
MOST_TAGGED = 2  # of them
LONGEST = 16  # words of them in a row
BEHIND = 2.0  # by how much less a further sentence may say why, to be looked at as well

# Half a sentence that was never about the choice: what was done next, where they go, what still runs, who said so.
_HALF = re.compile(
    r"(?:then|puis|dann|luego|toen|depois) \w+.*|what \w+ it was .*|(?:\w+ ){0,3}(?:said|told|gesagt|gemeint|gezegd|verteld|dicho|dito)|(?:kostet?|costs?|coute) (?:me|mich|mij|mir)\b.*"
    r"|(?:partent|partiront|demenagent|(?:are )?(?:leav|mov)ing|leave|move out|ziehen|verhuizen|se van|se mudan|mudam-se|vao-se) (?:en|in|im|em|op|aus|um|weg|next)\b.*"
    r"|(?:draaien|laufen|tournent|(?:still )?run|funcionan|funcionam) (?:nog|noch|encore|still|fine|todavia|aun|ainda)\b.*"
)
_THEIRS = re.compile(r"\b(?:their|theirs|they|theirs|deren|ihre|die|elle|elles|ils?|leurs?|ellos|ella|su|sus|zij|ze|hun|eles|elas?|deles|dele)\b")  # fmt: skip


def criteria_of(
    text: str,
    grounds: Sequence[Ground],
    own: frozenset[str],
    rival: str | None,
    idle: bool = False,
    by_us: bool = False,
) -> tuple[str, ...]:
    """Return what mattered, by the first way in which a mail tells it: set out, wished for, or said in a ground.

    ``idle`` is set where nobody won, ``by_us`` where one of us writes.
    """
    return (
        set_out_in(text)
        or _enumerated(text, grounds)
        or wished_in(text, by_us=by_us)
        or whole(with_tagged(criteria_in(grounds, own, rival, idle), grounds))
    )


def whole(phrases: Sequence[str]) -> tuple[str, ...]:
    """Return the phrases that are no half of a sentence ("then bought from the people")."""
    return tuple(phrase for phrase in phrases if not _HALF.fullmatch(fold(phrase)))


def with_tagged(phrases: Sequence[str], grounds: Sequence[Ground]) -> tuple[str, ...]:
    """Return the phrases after the words that are tagged as what mattered, unless they say the same.

    A phrase of words none of which is tagged so is left out.
    """
    best = max((each.score for each in grounds), default=0.0)
    kept = [phrase for phrase in phrases if _likeliest(phrase, grounds) > UNTAGGED]
    said = {word for phrase in kept for word in words_in(phrase)}
    found = sorted((pair for each in grounds for pair in _tagged(each, best)), reverse=True)
    added = [
        phrase
        for score, phrase in found
        if score > TOGETHER and len(said.intersection(new := set(words_in(phrase)))) * 2 < len(new)
    ]
    return each_once([named_alone(phrase) for phrase in (*added[:MOST_TAGGED], *kept)])


def _likeliest(phrase: str, grounds: Sequence[Ground]) -> float:
    """Return the log odds of the word of a phrase likeliest tagged as what mattered; 0 if unread."""
    heard = [each.heard for each in grounds]
    tags = {each.sentence.text: each.tags for each in heard}
    found = likeliest(phrase, (each.sentence for each in heard), tags, CRITERION)
    return 0.0 if found is None else found


def _tagged(each: Ground, best: float) -> Iterator[tuple[float, str]]:
    """Yield the words in a row of a sentence that are tagged as what mattered, by how surely in all."""
    if each.score <= best - TAGGED_BEHIND:
        return
    sentence = each.heard.sentence
    for score, first, last in stretches(each.heard.tags, CRITERION, EVEN):
        whole = [at for at in range(first, last + 1) if sentence.words[at] not in FILLER]
        if not whole or whole[-1] - whole[0] >= LONGEST:
            continue
        first, last = sentence.spans[whole[0]][0], sentence.spans[whole[-1]][1]
        phrase = " ".join(sentence.text[first:last].split())
        clause = next((part for part in clauses_of(each.text) if phrase in part), each.text)
        if not (is_circumstance(phrase) or is_praise(clause) or is_no_matter(clause)):
            yield score, phrase


def _enumerated(text: str, grounds: Sequence[Ground]) -> tuple[str, ...]:
    """Return the items of a list of which one gives the reason as clearly as anything in the mail."""
    told = [each for each in grounds if each.score > LISTED and each.heard.deciding]
    best = max((each.score for each in told), default=0.0)
    told = [each for each in told if each.score > 0 or best <= 0]
    telling = [fold(each.text).strip(" .;,") for each in told if each.score >= best - BEHIND]
    for items in lists_in(text):
        if any(fold(item) in each or each in fold(item) for item in items for each in telling):
            return tuple(cut for item in items if (cut := in_short(item)))[:MOST]
    return ()


def criteria_in(
    grounds: Sequence[Ground], own: frozenset[str], rival: str | None, idle: bool = False
) -> tuple[str, ...]:
    """Return the phrases that name what mattered, of the sentences that say why; empty if none does.

    What a sentence says in so many words to have mattered goes before what its clauses are about;
    ``idle`` is set where nobody won: there nothing else was compared.
    """
    best = max((each.score for each in grounds), default=0.0)
    spoken = {
        at: named_in(each.text)
        for at, each in enumerate(grounds)
        if _may_name(each, best) or _may_mean(each, best)
    }
    named = [
        phrase
        for at, texts in spoken.items()
        if _may_name(grounds[at], best)
        for text in texts
        for phrase in listed(text, rival)
    ]
    meant = [
        grounds[at] for at, texts in spoken.items() if not texts and _may_mean(grounds[at], best)
    ]
    kept = [] if idle or len(named) > 1 else _meant_in(meant, own, rival)
    if not idle and not named and not kept:
        kept = _compared_in(grounds, own, rival)
    return each_once([*named, *kept])


def _compared_in(grounds: Sequence[Ground], own: frozenset[str], rival: str | None) -> list[str]:
    """Return the likeliest phrase of the sentence that best says why, where it speaks of the winner."""
    best = max(grounds, key=lambda each: each.score, default=None)
    if best is None or best.score <= CERTAIN or best.criterion < BARELY:
        return []
    theirs = best.heard.sentence.has("THEY") or (rival is not None and rival in best.text)
    if not (theirs or _THEIRS.search(fold(best.text))):
        return []
    clauses = [clause for clause in clauses_of(unframed(best.text, own)) if not is_praise(clause)]
    clauses.sort(key=lambda clause: -clause_odds(clause, own).criterion)
    phrases = (price_in(clause) or phrase_of(clause, rival) for clause in clauses)
    return [p for p in phrases if p is not None and not is_circumstance(p)][:1]


def _may_name(each: Ground, best: float) -> bool:
    """Tell whether a sentence is to be believed where it says in so many words what mattered."""
    return each.score > max(best - FAR_BEHIND, NAMING) and each.criterion > NAMED_SURE


def _may_mean(each: Ground, best: float) -> bool:
    """Tell whether a sentence says why, and by something that our offer was compared on."""
    clearly = min(max(each.criterion + 1.0, 0.0), 2.0)
    return each.score > 0 and each.criterion >= SURE and each.score + clearly >= best - BEHIND


def _meant_in(meant: Sequence[Ground], own: frozenset[str], rival: str | None) -> list[str]:
    """Return what the likeliest clauses of these sentences are about."""
    likeliest = max(meant, key=lambda each: each.score, default=None)
    found = [
        (clause_odds(clause, own).criterion, clause, len(clauses) <= FEW and each is likeliest)
        for each in meant
        for clauses in [list(clauses_of(unframed(each.text, own)))]
        for clause in clauses
        if not (
            is_praise(clause) or lists_points(clause) or is_no_matter(clause) or _is_none(clause)
        )
    ]
    most = max((score for score, _, _ in found), default=0.0)
    phrases = [
        price_in(clause) or phrase_of(clause, rival)
        for score, clause, joined in found
        if (score >= max(min(most, CLEAR), LEAST) and score > most - NEAR)
        or (joined and score > JOINED and most >= LEAST)
    ]
    return [
        phrase
        for phrase in phrases
        if phrase is not None and clause_odds(phrase, own).criterion > HARDLY
    ]


def _is_none(clause: str) -> bool:
    """Tell whether a clause says what was decided, thanks, or tells how the customer fares."""
    part = first_of(clause)
    polite = part is not None and part.has("POLITE", "THANKS", "FAREWELL")
    return polite or (price_in(clause) is None and (is_decision(clause) or is_circumstance(clause)))


def each_once(phrases: Sequence[str]) -> tuple[str, ...]:
    """Return the phrases without those that others hold, at most as many as are of use."""
    kept: list[str] = []
    for phrase in phrases:
        plain = fold(phrase)
        if any(plain in fold(other) for other in kept):
            continue
        kept = [other for other in kept if fold(other) not in plain]
        kept.append(phrase)
    return tuple(kept[:MOST])


def surest(grounds: Sequence[Ground]) -> float:
    """Return how surely the sentence that says why names a criterion (log odds; nought without one)."""
    best = max(grounds, key=lambda each: each.score, default=None)
    return best.criterion if best is not None else 0.0
