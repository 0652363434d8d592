"""How people apologise, regret, doubt and restrict in a reply, in six languages: for all who read replies.

Patterns of folded text, to stand between the bounds of words.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from debrief.lexicon import BUT as _BUT


def _one_of(phrases: Iterable[str]) -> str:
    return f"(?:{'|'.join(map(re.escape, sorted(phrases)))})"


APOLOGY = (
    r"(?:(?:(?:so|very|i'm|i am|we're|we are) )*sorry|(?:my )?apologies|pardon|entschuldig\w*|verzeihung|"
    r"(?:es )?tut (?:mir|uns) leid|desolee?s?|lo siento|perdon|excuses|desculp\w*)"
)
REGRET = (
    r"(?:unfortunately|sadly|i'm afraid|leider|malheureusement|lamentablemente|helaas|infelizmente|"
    r"lamento)"
)
PERHAPS = (
    r"(?:maybe|perhaps|possibly|might|vielleicht|eventuell|evtl|moglicherweise|peut-etre|quizas?|"
    r"tal vez|misschien|talvez|se calhar)"
)
NO_IDEA = (
    r"(?:no idea|(?:do not|don'?t) know|keine ahnung|weiss (?:ich )?(?:noch )?nicht|aucune idee|"
    r"(?:ne )?sais pas|ni idea|no (?:lo )?se|geen idee|weet (?:ik )?(?:het )?(?:nog )?niet|sem ideia|nao sei)"
)
NOT_SURE = (
    r"(?:not sure|unsure|unsicher|nicht sicher|pas sur|no estoy segur\w|niet zeker|"
    r"nao tenho (?:certeza|ideia))"
)
INSTEAD = r"(?:instead|stattdessen|a la place|en su lugar|in plaats(?: daarvan)?|em vez(?: disso)?)"
BUT = _one_of(_BUT)
IF = r"(?:if|unless|wenn|falls|si|als|se)"
