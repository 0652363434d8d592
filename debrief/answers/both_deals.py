"""Tell whether the manager wants two deals of one customer covered in one call: "both", "add it to her call"."""

from __future__ import annotations

import re

from debrief.lexicon import fold, said

MOST_WORDS = 16  # what is longer says more
_BOTH = re.compile(
    r"\b(?:both(?: of (?:them|these))?|together|beides?|zusammen|gemeinsam|les deux|ensemble|ambos|ambas|l[oa]s dos|"
    r"junt[oa]s|allebei|samen|os dois|as duas)\b"
    r"|\b(?:in|with|into|to|as part of) (?:one|the same|a single|that|her|his|their|the) (?:call|conversation|meeting)\b"
    r"|\b(?:in einem|im selben|im gleichen|in dem|mit in das|in das|ins) (?:gesprach|anruf|termin|telefonat)\b"
    r"|\b(?:en|dans) (?:un seul|le meme|cet) (?:appel|entretien)\b"
    r"|\ben (?:una (?:sola |misma )?|la misma |esa )(?:llamada|reunion)\b"
    r"|\bin (?:een|hetzelfde|dat) gesprek\b"
    r"|\b(?:numa|na mesma|em uma|nessa) (?:so |mesma )?(?:chamada|ligacao|conversa|reuniao)\b"
)
_AGAINST = re.compile(
    r"\b(?:not|n't|never|neither|separate\w*|each|nicht|kein\w*|weder|getrennt|einzeln|ne|pas|ni|separ\w*|niet|geen|apart|"
    r"nao|nem|if|wenn|falls|si on|als|stop|stopp|later|spater|plus tard|mas tarde|mais tarde)\b|don't|n't\b|\?"
)


def wants_both(text: str) -> bool:
    """Tell whether a short reply asks for one call about both deals; a no, an if or a question does not."""
    lines = [fold(line) for line in said(text)]
    whole = " ".join(lines)
    if not lines or len(whole.split()) > MOST_WORDS or _AGAINST.search(whole):
        return False
    return _BOTH.search(whole) is not None
