"""How one of us says that a deal is lost."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from debrief.reading.facts.proper_names import is_plain_name, name_at, name_ending
from debrief.reading.verdicts.clauses import Mark, Sentence
from debrief.reading.verdicts.outright import bare, beaten, outright
from debrief.reading.verdicts.refusals import not_accepted
from debrief.reading.verdicts.review_wishes import review_wished
from debrief.reading.verdicts.signals import (
    PLAIN,
    Signal,
    is_negated,
    is_own,
    our_offer,
    subject_of,
    weigh,
)
from debrief.reading.verdicts.wins import PLAIN_WIN
from debrief.reading.wording import fold, word_set

_AGO = r"(?:last (?:year|autumn|spring|summer|winter)|(?:letzte[sn]|voriges|vergangene[sn]) (?:jahr|herbst|fruhjahr|sommer)|l['’](?:an|annee) (?:derniere?|passee?)|el ano pasado|vorig jaar|(?:no )?ano passado)"
# "Last autumn we lost to Wharfside", "why did we lose them last year?"
_LONG_AGO = re.compile(
    rf"\b{_AGO},? (?:\w+ )?(?:we|wir|nous|on|nos|we|nous avons|hemos|haben wir) (?:\w+ )?(?:lost|verloren|perdu|perdimos|perdemos)\b|\b(?:lose|lost|verloren|perdu|perdimos|perdemos|verloor|verloren)\b[^.;\n]{{1,60}} {_AGO}\b"
)  # folded
_ASIDE = word_set("out off down up")
_PRONOUNS = word_set("it this them one that him her")


def lost(sentence: Sentence, own: frozenset[str], plain: bool) -> Iterator[Signal]:
    """Yield "we lost the Kettleby deal", "Kettleby is lost", "marked it closed lost"."""
    if _HELD_ON.search(fold(sentence.text)):
        yield Signal("not lost", HELD_ON, sentence)
        return
    for mark in sentence.all("MARKED"):
        if sentence.words[mark.first] in _ASIDE and sentence.has("NEG", "SLIP", "OPEN"):
            return  # "don't write them off as lost yet"
        if is_negated(sentence, mark, 6):
            yield Signal("not lost", -1.5, sentence)  # "don't let finance mark it lost"
            return
        yield weigh(sentence, mark, "lost", 2.8)
        return
    if _LOST_TO_US.search(fold(sentence.text)) and not sentence.question:
        yield Signal("won", PLAIN_WIN, sentence)
        return
    if _UNREAL.search(sentence.text.lower()):
        yield Signal("not lost", HELD_ON, sentence)
        return
    if _is_losing(sentence):
        yield Signal("not lost", -1.5, sentence)
        return
    wished = review_wished(sentence, own, plain)
    if wished is not None:
        yield Signal("lost", OUTRIGHT, sentence, lost=wished)
        return
    if _GONE.search(fold(sentence.text)) and not sentence.question:
        yield Signal("lost", 2.0, sentence)
        return
    off = next((m for m in sentence.all("OFF_BOOKS") if not is_negated(sentence, m, 3)), None)
    if off is not None and not sentence.has("SLIP", "WON"):
        yield weigh(sentence, off, "lost", 2.0)
        return
    if _LONG_AGO.search(fold(sentence.text)):
        yield Signal("history", -1.5, sentence)
        return
    for mark in sentence.all("LOST"):
        if sentence.near(mark, "MANY", before=4, after=4):
            yield Signal("history", -1.5, sentence)
            return
        if (
            sentence.near(mark, "THING", before=5, after=5)
            or _is_span(sentence, mark)
            or is_negated(sentence, mark, 4)
        ):
            yield Signal("not lost", -1.5, sentence)
            continue
        if _others_lost(sentence, mark, own):
            yield Signal("not lost", -1.5, sentence)
            return
        found = _news(sentence, mark, own, plain)
        if found is not None:
            yield found
            return


def _news(sentence: Sentence, mark: Mark, own: frozenset[str], plain: bool) -> Signal | None:
    """Return what the mark tells, with who was lost where the sentence says so outright."""
    weight, rival = _lost_weight(sentence, mark, own, plain)
    name = bare(sentence, mark, own, plain) if weight < DEALS else None
    if name is not None:
        return replace(weigh(sentence, mark, "lost", DEALS), lost=name)
    if weight < 0:
        return Signal("not lost", weight, sentence)
    told = outright(sentence, mark, own, plain)
    if told is not None and (weight or plain):
        sure = (not plain or told.is_named) and weight != PLAIN  # "Kettleby lost to Stackhaven"
        weight = max(weight, OUTRIGHT if sure else HINT)
        return replace(weigh(sentence, mark, "lost", weight, told.rival), lost=told.lost)
    return weigh(sentence, mark, "lost", weight, rival) if weight else None


HINT = 1.0  # weight of what only may be said of a deal
DEALS = 2.4  # weight of a loss that is a deal's and needs nothing beside it
OUTRIGHT = 3.2  # weight of a loss of which who was lost and who won are told in one
HELD_ON = -4.0  # weight of a deal that one of us says is not given up, or would have been lost
_HELD_ON = re.compile(
    r"\b(?:not|never|n['’]t) (?:yet |quite )?(?:ready|willing|prepared|going|about) to (?:write|call|count|mark|give)\b[^.!?]{0,40}\b(?:off|lost|up|dead)\b|\bnot (?:writing|giving) (?:\w+ ){0,3}(?:off|up)\b"
    r"|\bnoch nicht (?:abgeschrieben|aufgegeben|verloren|tot)\b|\bgebe? \w+ (?:\w+ )?(?:noch )?nicht (?:auf|verloren)\b|\bpas encore (?:perdue?s?|mort|plie)\b|\b(?:no|ni) l[oae]s? (?:doy|damos) (?:aun )?por perdid"
    r"|\bnog niet (?:verloren|opgegeven|kwijt)\b|\bgeef \w+ (?:nog )?niet op\b|\bainda nao (?:esta |foi )?perdid|\bnao (?:dou|damos) (?:\w+ )?por perdid"
)  # folded
# Who loses something to us has been beaten: "Gridmind lost the Kerrigan account to us".
_LOST_TO_US = re.compile(
    r"\blost\b[^.,;!?]{0,40}\b(?:to|against) us\b|\b(?:an|gegen) uns\b[^.,;!?]{0,20}\bverloren\b|\bverloren (?:an|gegen) uns\b"
    r"|\b(?:aan|van|tegen) ons\b[^.,;!?]{0,20}\b(?:verloren|kwijt)|\b(?:verloren|kwijt) (?:aan|van|tegen) ons\b|\b(?:a|ont) perdu\b[^.,;!?]{0,40}\b(?:contre nous|face a nous|a notre profit)\b"
    r"|\b(?:perdio|perdieron|ha perdido|han perdido|perdeu|perderam)\b[^.,;!?]{0,40}\b(?:contra|ante|frente a|con|para) (?:nosotr[oa]s|nos)\b"
)  # folded
# A loss that would have been, "ohne dich hätten wir Acme verloren": in one clause with the verb, and unlike "hatten" with its accent.
_UNREAL = re.compile(
    r"(?:\bhätten?|\baur(?:ions|ait|ais|aient)|\bhabrí\w+|\bhubiér?\w+|\bter(?:íamos|ia)|\bzonder\b[^,;:.]*\bhadden|\A\W*had (?:we|i|they))\b[^,;:.]*\b(?:lost|verloren|perdue?|perdido|kwijt)\b"
    r"|\bverloren (?:hätten?|zouden hebben)\b"
)
_OURSELVES = word_set("on gente uns nos ons nous wir we")
_OTHERS_HAVE = {
    "verloren": word_set("hat heeft"),
    "kwijt": word_set("is"),
    "kwijtgeraakt": word_set("is"),
}


def _others_lost(sentence: Sentence, mark: Mark, own: frozenset[str]) -> bool:
    """Tell "Routenwerk hat den Kunden verloren", "a Munisoft perdeu o contrato" from a loss of ours."""
    called = sentence.text[sentence.spans[0][1] :].startswith(",")  # "Dana, …"
    before, verb = sentence.words[int(called) : mark.first], sentence.words[mark.first]
    if sentence.has("WE") or _OURSELVES & set(before) or own & set(before):
        return False
    if verb == "perdeu":
        return "se" not in before[-2:]
    if verb in ("perdu", "perdue"):
        return before[-1:] == ("a",)
    return bool(_OTHERS_HAVE.get(verb, frozenset()) & set(before))


# Of a date, which is no time that was lost: "lost last week to Initech", "perdu la semaine dernière".
_DATED = word_set(
    "last this past previous next letzte letzten letzter letztes vorige vorigen diese dieser dieses vergangene vergangenen vor derniere dernier passee cette ce pasada pasado esta este hace vorige afgelopen deze dit passada passado nesta neste"
)


def _is_span(sentence: Sentence, mark: Mark) -> bool:
    """Tell whether time, hope or the like was lost: "lost a week", not "lost last week"."""
    span = sentence.near(mark, "SPAN", before=2, after=4)
    return span is not None and not _is_dated(sentence, span.first)


_LOSING = re.compile(
    r"(?:los(?:e|es|ing)|verlier\w+|verlor|perd[sr]?|perdons|perdent|perdre|pierdo|pierdes?|perdiendo|perder|perco|perdendo|verlies\w*|verloor)"
)


def _is_losing(sentence: Sentence) -> bool:
    """Tell whether patience, time or a thing is what somebody loses ("je perds patience")."""
    return any(
        _LOSING.fullmatch(sentence.words[at]) and not _is_dated(sentence, span.first)
        for span in sentence.all("SPAN", "THING")
        for at in range(max(0, span.first - 4), span.first)
    )


def _is_dated(sentence: Sentence, at: int) -> bool:
    """Tell whether a word is a part of a date: "last week", "la semana pasada"."""
    words = sentence.words
    return bool(_DATED & {*words[max(0, at - 1) : at], *words[at + 1 : at + 2]})


def _lost_weight(
    sentence: Sentence, mark: Mark, own: frozenset[str], plain: bool
) -> tuple[float, str | None]:
    words, after = sentence.words, mark.last + 1
    subject = subject_of(sentence, mark)
    before = mark.first - 1
    while before > 0 and words[before] in _ADVERBS:
        before -= 1
    apart = mark.first and _is_apart(sentence, mark)
    previous = name_ending(sentence, before) if mark.first and not apart else None
    if subject == "YOU":
        return -1.5, None  # "you lost to Green Bay": a game
    if (
        previous is not None
        and not is_own(previous, own)
        and subject != "WE"
        and words[mark.first] == "lost"
    ):
        rival = name_at(sentence, after + 1) if words[after : after + 1] == ("to",) else None
        if rival is not None and not is_own(rival, own) and mark.first - before < 3:
            return PLAIN, rival  # "Kettleby lost to Stackhaven": the deal
        return -1.5, None  # "Stackhaven lost": somebody else did
    if after < len(words) and words[after] == "to":
        rival = name_at(sentence, after + 1, lower=plain)
        if rival is not None and is_own(rival, own):
            return -1.5, None  # "Ben lost to Aisha": a game
        return (2.8, rival) if rival or sentence.has("COMPETITOR", "ANOTHER") else (0.0, None)
    rival = _lost_to(sentence, after, plain)
    if after < len(words) and (words[after] in _PRONOUNS or words[after] in ("out",)):
        return (2.4, rival)
    if _is_other_thing(sentence, after) or (not apart and _is_third_party(sentence, mark, subject)):
        return 0.0, None
    if sentence.near(mark, "DEAL", before=5, after=6):
        return 2.8, rival
    if name_at(sentence, after) is not None or (
        plain and after < len(words) and is_plain_name(words[after])
    ):
        return 2.4, rival
    if words[mark.first] != "lost" and subject in ("WE", ""):
        return (2.4 if _names_something(sentence, mark, own) else 1.0), rival
    if subject == "WE" or mark.first == 0 or apart:
        return 1.5, rival
    return (
        (1.6, rival)
        if mark.first and words[mark.first - 1] in ("is", "s", "was", "are", "been")
        else (0.0, None)
    )


def _is_apart(sentence: Sentence, mark: Mark) -> bool:
    """Tell whether a comma, a colon or a dash parts the mark from the word before it ("Globex, lost to Initech")."""
    gap = sentence.text[sentence.spans[mark.first - 1][1] : sentence.spans[mark.first][0]]
    return gap.strip() in (",", ":", "-", "–", "—", "(", ")", "),", "):")


_ADVERBS = word_set("just also already finally has have officially apparently reportedly recently")
_GONE = re.compile(
    r"(?:\d[\d.,]*\s?(?:k|m|mio|mil|mille|thousand|€|eur|usd|gbp|euros?|dollars?)|[$€£]\s?\d[\d.,]*k?|\d{1,3}[.,]\d{3})\s+(?:gone|weg|futsch|partis?|perdus?|perdidos?|kwijt|menos)\b"
)


_OF_OURS = word_set(
    "my your our the a an his her their mein meine meinen den das die le la les mes ma mon el los las mi mis o os as um uma il lo mijn de het een"
)
_BEFORE_LOST = word_set(
    "we i have ve just also officially sadly unfortunately and so but finally again been is was are s got it has had they"
)


def _is_other_thing(sentence: Sentence, after: int) -> bool:
    """Tell "lost your number" from "lost the Quill deal"."""
    words = sentence.words
    if after + 1 >= len(words) or words[after] not in _OF_OURS or _is_dated(sentence, after + 1):
        return False
    return name_at(sentence, after, skip=1) is None and not any(
        after <= deal.first <= after + 4 for deal in sentence.all("DEAL")
    )


def _is_third_party(sentence: Sentence, mark: Mark, subject: str) -> bool:
    """Tell "the vendor lost" from "we lost" and from a note that begins with "lost"."""
    if sentence.words[mark.first] != "lost" or mark.first == 0 or subject == "WE":
        return False
    return sentence.words[mark.first - 1] not in _BEFORE_LOST


def _names_something(sentence: Sentence, mark: Mark, own: frozenset[str]) -> bool:
    """Tell whether a name other than ours, or money, stands in the sentence."""
    names = (name_at(sentence, index, skip=0) for index in range(1, len(sentence.words)))
    return any(name and not is_own(name, own) for name in names) or any(
        c in sentence.text for c in "€$£"
    )


def _lost_to(sentence: Sentence, after: int, plain: bool) -> str | None:
    """Return whom it was lost to."""
    for index in range(after, min(after + 9, len(sentence.words) - 1)):
        if sentence.words[index] in (
            "to",
            "an",
            "gegen",
            "contre",
            "contra",
            "aan",
            "para",
            "frente",
        ):
            name = name_at(sentence, index + 1, lower=plain)
            if name is not None:
                return name
    return None


_CALLED_OFF = ("absag", "abgesag")
_SECOND = word_set("second runner zweiter segundos segundo tweede secondi deuxieme")


def refused_us(sentence: Sentence, own: frozenset[str]) -> Iterator[Signal]:
    """Yield "they turned us down", "Pickwise got it", "we came second", but not "Pickwise came second"."""
    noun = our_offer(sentence, "OUR")
    refusal = next((m for m in sentence.all("REFUSE") if not is_negated(sentence, m, 2)), None)
    refusal = refusal or (not_accepted(sentence) if noun is not None else None)
    if noun is not None and refusal is not None and subject_of(sentence, refusal) != "WE":
        yield weigh(sentence, refusal, "refused", 2.8)
        return
    for mark in sentence.all("BEATEN"):
        named = name_ending(sentence, mark.first - 1) if mark.first else None
        said = sentence.words[mark.first : mark.last + 1]
        placed = not _SECOND.isdisjoint(said)
        if placed and named is not None and not is_own(named, own):
            continue
        if sentence.has("MEETING") and any(word.startswith(_CALLED_OFF) for word in said):
            continue  # "Absage für Freitag, neuer Termin kommt"
        told = beaten(sentence, own)
        signal = weigh(sentence, mark, "lost", 2.0)
        yield replace(signal, lost=told.lost, rival=told.rival) if told is not None else signal
        return
    for mark in sentence.all("HINTED"):
        if not is_negated(sentence, mark, 3) and not sentence.has(
            "MEETING", "THING", "MATTER", "JOB"
        ):
            yield weigh(sentence, mark, "hinted", 1.4)
            return
    if (
        refusal is not None
        and refusal.tag == "REFUSE"
        and subject_of(sentence, refusal) != "WE"
        and sentence.has("US", "THEY")
    ):
        yield weigh(sentence, refusal, "refused", 1.4)
