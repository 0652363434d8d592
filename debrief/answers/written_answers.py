"""What a customer writes in reply to the questions in writing: answers, a promise of them, or neither."""

from __future__ import annotations

import re
from datetime import date

from debrief.answers.free_notes import own_lines, placed, question_of, sentences
from debrief.answers.instead_of_notes import comes_later
from debrief.lexicon import fold

_TALK = re.compile(
    r"\b(?:call|phone|ring|talk|speak|chat|(?:an)?ruf\w*|telefon\w*|sprech\w*|gesprach\w*|appel\w*|parler|llam\w+|hablar|bel|bellen|"
    r"spreken|praten|ligar|ligue\w*|falar)\b"
)
_DEADLINE = re.compile(
    r"\b(?:by|until|till|before|bis|vor|d'ici|jusqu\S*|avant|antes d\w+|hasta|para (?:el|a)|voor|tot|ate)\b"
)
_NO_TIME = re.compile(
    r"\b(?:no time|keine zeit|pas le temps|sin tiempo|no tengo tiempo|geen tijd|sem tempo|nao tenho tempo)\b"
)
_OWN_DEED = re.compile(r"(?:sorry,? |so |and )*(?:i|i'm|i'll|i've|ich|je|j'\w+|yo|ik|eu)\b")
_ABOUT_US = re.compile(
    r"(?<!thank )\b(?:they|their|them|you|your|yours|ihre?\w*|deren|ils|elles|leurs?|votre|vos|ellos|su|sus|vuestr\w+|zij|ze|hun|uw|"
    r"eles|vosso\w*|vossa\w*|price|offer|team|product|preis|angebot|produkt|prix|offre|precio|oferta|prijs|preco|proposta)\b"
)


def promises_answers(text: str, today: date) -> tuple[bool, date | None]:
    """Tell whether answers are only announced, and for which day, where one is named."""
    later, day = comes_later(text, today)
    plain = fold(" ".join(own_lines(text)))
    short = len(plain.split()) <= 8 and _DEADLINE.search(plain) is not None
    refuses = day is None and _NO_TIME.search(plain) is not None
    return (later or short) and not refuses and not _TALK.search(plain), day


def answers_in(text: str, competitor: str | None) -> dict[str, str]:
    """Return what surely speaks of the deal, by question; a remark, a question or an excuse is none."""
    own = sentences(" ".join(own_lines(text)))
    if any(_OWN_DEED.match(fold(sentence)) for sentence in own):
        return {}
    about = [s for s in own if question_of(fold(s), competitor) or _ABOUT_US.search(fold(s))]
    return placed(text, competitor).answers if about else {}
