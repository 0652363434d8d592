"""Tell whether a rep asks that the customer be left alone, or waited with: "please do not contact her"."""

from __future__ import annotations

import re

from debrief.answers.attendance import says_of_coming
from debrief.answers.notes import read_notes
from debrief.answers.orders import order_inside, order_of, restrains, restrains_in_short
from debrief.answers.rep_absence import says_away
from debrief.lexicon import SENTENCE_END, fold, is_friendly, said
from debrief.model import Notes

MOST_WORDS = 60  # what is longer is an account of the deal
_IN_PEACE = re.compile(
    r"\bleave (?:her|him|them|it|that one) (?:alone|be|in peace)\b|\b(?:in ruhe|en paix|tranquil\w*|en paz|met rust|em paz|sossegad[oa])\b|\blet it (?:rest|go|be)\b"
)

_OF_THEMSELVES = re.compile(
    r"\b(?:rather|prefer|don'?t|do not|lieber|nicht|pas|no|liever|niet|nao)\b.{0,30}\b(?:be (?:on|in|there|part)|join|attend|come|take part|dabei|teilnehmen|etre la|y aller|participer|estar|participar|erbij|meedoen)\b"
)


def asks_restraint(text: str) -> bool:
    """Tell whether a short reply may speak against reaching the customer; answers by number do not."""
    lines = [line for line in said(text) if not is_friendly(line)]
    if not lines or len(" ".join(lines).split()) > MOST_WORDS or _answers(text):
        return False
    if says_of_coming(text) == "declined" or says_away(text):
        return False
    return any(_restrains(part) for line in lines for part in SENTENCE_END.split(line))


def _answers(text: str) -> bool:
    """Tell whether it answers our questions under their numbers."""
    return bool(read_notes(text, earlier=Notes()).answers)


def _restrains(sentence: str) -> bool:
    folded = fold(sentence)
    if _OF_THEMSELVES.search(folded):
        return False
    stops = "stop" in (order_of(folded.strip(" .!")), order_inside(folded))
    short = "?" not in sentence and restrains_in_short(sentence)
    return stops or short or restrains(sentence) or _IN_PEACE.search(folded) is not None
