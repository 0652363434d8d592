"""Read in a note above a forward when its review is to start: "please do this one in January"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from debrief.answers.later_start import MOST_DAYS, day_named
from debrief.answers.rep_absence import AWAY, BACK, UNTIL, days_away
from debrief.lexicon import fold
from debrief.when.named_days import names_a_day
from debrief.when.periods import periods
from debrief.when.words import MONTH_FIRST_ZONES, read_days

_IT = r"(?:this|it|that|this one|that one|these|(?:the|a) (?:call|review|meeting|debrief)|das|dies|es|ca|cela|ceci|esto|eso|dit|dat|isto|isso)"
HANDLE = (  # what the manager asks for, as an order
    rf"(?:set {_IT} up|set up {_IT}|take {_IT} up|take up|pick {_IT} up|pick up|kick {_IT} off|kick off|take care of|deal with|look (?:at|into)|reach out(?: to (?:them|her|him))?|"
    r"handle|do|run|start|schedule|book|arrange|plan|launch|process|debrief|review|call|contact|invite|"
    r"mach(?:e|en)?(?: sie)?|erledige?n?(?: sie)?|bearbeiten?(?: sie)?|bearbeite|starten?|starte|plane|planen|einplanen|angehen|ansetzen|durchfuhren|aufsetzen|anrufen|kontaktier\w*|"
    r"(?:a )?traite[rz]?|a faire|fais(?:-le)?|faire|faites(?:-le)?|lance[rz]?|organise[rz]?|planifie[rz]?|gere[rz]?|programme[rz]?|appele[rz]|contacte[rz]?|"
    r"haz(?:lo)?|hagalo|hacer(?:lo)?|gestiona(?:r?lo|r)?|tratar?(?:lo)?|trata|organiza(?:r?lo|r)?|programa(?:r?lo|r)?|encargate|llama(?:r|d)?|contacta\w*|"
    r"doe|doen|oppakken|regel(?:en)?|plannen|inplannen|behandel(?:en)?|verwerk(?:en)?|bel|bellen|"
    r"faz(?:er)?|faca|trate|tratar|organize|agenda(?:r)?|agende|marca(?:r)?|marque|gerir|planeia|planeje|liga(?:r)?|ligue|contacta(?:r)?|contacte)"
)
_ASKED = (
    r"(?:^|[,;:(!–-] ?|\b(?:please|pls|plz|you|then|just|bitte|kannst|konnen|du|sie|dann|svp|merci de|veuillez|pouvez-vous|peux-tu|"
    r"por favor|puedes|podrias|graag|kun je|wil je|pode|podes) )"
)
_ORDER = re.compile(
    rf"{_ASKED}{HANDLE}\b|\b(?:bitte|graag|por favor|svp)\b.*\b{HANDLE}$|\b{HANDLE} (?:bitte|graag|svp|aub|por favor)$"
)
_DEADLINE = re.compile(
    r"\b(?:by|before|no later than|until|till|bis|vor(?! ort)|spatestens|avant|d'ici|au plus tard|antes|hasta|a mas tardar|voor|uiterlijk|tegen|ate)\b"
)
_WAS = re.compile(
    r"\b(?:was|were|had been|war|waren|etait|etaient|estuvo|estaba\w*|waren|esteve|estava\w*)\b"
)
_THEY = re.compile(r"\b(?:they|we'll|we will|sie werden|ils|ellos|zij|eles)\b")
_ASKS = re.compile(  # a wish or a limit, which mere telling lacks
    rf"\b(?:please|pls|bitte|svp|graag|aub|por favor|not (?:before|until|earlier)|only (?:from|after)|nicht vor|erst (?:ab|am|im|nach)|pas (?:avant|vanaf|na)|seulement a partir|"
    rf"no antes|solo a partir|niet (?:voor|eerder)|nao antes|so (?:a partir|depois|em)|{HANDLE})\b"
)


@dataclass(frozen=True, slots=True)
class LaterStart:
    """A sentence that puts the start off; ``day`` None: until when, is not certain."""

    sentence: str
    day: date | None


def put_off(sentence: str, now: datetime, zone: str) -> LaterStart | None:
    """Read one sentence of a note; None where it does not say that the start is to wait.

    A deadline ("by Friday") and a day of the deal's own ("they go live in January") put nothing off.
    """
    today = now.astimezone(ZoneInfo(zone)).date()
    month_first = zone.startswith(MONTH_FIRST_ZONES)
    day = day_named(sentence, today, month_first=month_first, orders=HANDLE)
    if day is None and (asked := _clause_asking(sentence, today, month_first)):
        return asked
    day = day or _return_in(sentence, today)
    if day is not None:
        if day <= today:
            return None
        return LaterStart(sentence, day if day <= today + timedelta(days=MOST_DAYS) else None)
    folded = " ".join(fold(sentence).split()).strip(" .!")
    if _THEY.search(folded) or not _ORDER.search(folded) or _DEADLINE.search(folded):
        return None
    return LaterStart(sentence, None) if _names_later(sentence, today, month_first) else None


def _clause_asking(sentence: str, today: date, month_first: bool) -> LaterStart | None:
    """Read the clause that asks for a later day: "not before Thursday, Theo is at a fair".

    The day is certain where the other clauses name none that goes on after it.
    """
    clauses = re.split(r", (?!\d)| [–-] |; |: ", sentence)
    for clause in clauses[: 4 if len(clauses) > 1 else 0]:
        if not _ASKS.search(fold(clause)):
            continue
        day = day_named(clause, today, month_first=month_first, orders=HANDLE)
        if day is None or not today < day <= today + timedelta(days=MOST_DAYS):
            continue
        others = " ".join(c for c in clauses if c != clause)
        ends = [last for _, last in periods(others, today)]
        span = read_days(others, today, month_first=month_first)
        ends += [span[1]] if span else []
        return LaterStart(sentence, day if all(last < day for last in ends) else None)
    return None


def _return_in(sentence: str, today: date) -> date | None:
    """Return the day on which somebody named as away is back."""
    folded = fold(sentence)
    ends = UNTIL.search(folded) or BACK.search(folded)
    away = re.search(rf"\b{AWAY}\b", folded) or BACK.search(folded)
    if not (away and ends) or _WAS.search(folded):
        return None
    found = days_away(sentence, today, today)
    return found[1] if found else None


def _names_later(sentence: str, today: date, month_first: bool) -> bool:
    span = read_days(sentence, today, month_first=month_first)
    named = {span} if span else periods(sentence, today)
    return any(first > today for first, _ in named) or names_a_day(sentence)
