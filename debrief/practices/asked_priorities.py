"""Which of a customer's priorities can be put to them in a question: "how did we compare on …?"

Pure. What was read off a mail may be half a sentence ("I can't argue with the people"); such is left to
the manager's eyes. What is theirs is called theirs: "our SAP" is asked about as "your SAP".
"""

from __future__ import annotations

import re

from debrief.lexicon import fold
from debrief.practices.blameless import blaming_words

MOST_WORDS = 9
# Somebody who does something, and what is done: a sentence, and no thing to compare.
_CLAUSE = re.compile(
    r"\b(?:i|we|you|he|she|they|it|who|that|which|what|when|because|so|but|ich|wir|er|ihr|dass|weil|wie|welche[rsnm]?|je|j'\w*|nous|vous|ils?|elles?|qui|que|quoi|dont|parce"
    r"|yo|nosotros|ellos|ellas|usted\w*|porque|quien|cual|wij|jij|jullie|hij|ze|zij|omdat|wie|eu|voces?|eles|elas|quem|qual"
    r"|is|are|was|were|has|have|had|does|did|can|can't|could|would|will|won't|wanted|wants|needs|needed|liked|likes|ist|sind|war|waren|hat|haben|hatte\w*|kann|konnte\w*|wird|werden|will|wollte\w*|gibt|muss\w*"
    r"|est|sont|etait|etaient|ont|avait|avaient|peut|fait|font|sera|es|era|eran|fue|fueron|tiene\w*|tenia\w*|puede\w*|hace\w*|is|zijn|heeft|hebben|had|hadden|kan|kon|wil|moest?|sao|foi|foram|eram|tem|tinha\w*|pode\w*|faz\w*)\b"
)
# A thing, and what it does or is: "a reading that survives steam cleaning".
_RELATIVE = re.compile(
    r"^(?P<thing>(?:an?|the|our|your|une?|la|le|un[oa]?|el|uma?|o) (?:[\w-]+ ){1,3})(?:that|which|who|qui|que)"
    r"(?: (?:is|are|has|can|est|a|peut|es|tiene|puede|e|tem|pode))? (?P<does>[\w'-]+(?: [\w'-]+){0,5})$"
)
_THEIRS = (
    (r"\b(?:our|my)\b", "your"),
    (r"\b[Uu]nser(\w*)\b", r"Ihr\1"),
    (r"\b(?:notre|mon|ma)\b", "votre"),
    (r"\b(?:nos|mes)\b", "vos"),
    (r"\b(?:nuestr[oa]|mi)\b", "su"),
    (r"\b(?:nuestr[oa]s|mis)\b", "sus"),
    (r"\b(?:onze|ons|mijn)\b", "uw"),
    (r"\b(nosso|meu)\b", "seu"),
    (r"\b(?:nossa|minha)\b", "sua"),
    (r"\b(?:nossos|meus)\b", "seus"),
    (r"\b(?:nossas|minhas)\b", "suas"),
)
# How half a sentence begins or ends; not a compound ("on-site calibration").
_CUT = re.compile(
    r"^(?:and|or|not|in|on|at|as|swayed|chose|mit|bei|fur|ja|uns|dus|nicht|und|oder|avec|sinon|dans|ete|con|para|perdieron|firman|met|voor|niet|com|em|financia)\b(?!-)"
    r"|\b(?:and|or|the|a|of|to|und|oder|der|die|das|et|ou|le|la|de|y|o|el|en|of|het|e|um|uma)$"
)
# What is said against us, and no thing to compare: "a price below your greedy offer".
_REPROACH = re.compile(
    r"\b(?:not being|without being|your|ihre[mnrs]?|euer\w*|votre|vos|vuestr\w+|uw|jullie|voss[oa]s?|"
    r"greedy|ridiculous|absurd\w*|outrageous|lied|lies|lying|useless|lacherlich\w*|unverschamt\w*|belogen|ridicule\w*|"
    r"mensonge\w*|inutile\w*|ridicul[oa]s?|mentir\w*|belachelijk\w*|leugen\w*|mentira\w*)\b"
)
# "Lo decisivo fue …": how the sentence began that named it.
_FRAME = re.compile(
    r"^(?:lo |o |de |le |la |the )?(?:m[aá]s |mais |most |plus )?(?:decisiv\w+|determinante?s?|ausschlaggebend|entscheidend|"
    r"wichtig|maßgeblich|d[eé]cisi\w+|d[eé]terminante?s?|doorslaggevend|beslissend|bepalend|important\w*|crucial\w*) "
    r"(?:(?:para|for|für|pour|voor) (?:nosotros|us|uns|nous|ons|n[oó]s) )?"
    r"(?:fue|fueron|es|era|foi|foram|war|waren|ist|était|étaient|fut|est|sont|was|were|is|zijn) ",
    re.IGNORECASE,
)
_AND = re.compile(r"\s+(?:and|und|et|y|en|e)\s+")
_ODD = re.compile(r"[?!:;“”\"„«»*…]|\d[\d.,]{3,}")


def as_asked(items: tuple[str, ...]) -> tuple[str, ...]:
    """Return the priorities that can be asked about, as said to the customer, in their order."""
    whole = (_FRAME.sub("", " ".join(item.split()).rstrip(".;,")) for item in items)
    texts = [piece for text in whole for piece in _pieces(text)]
    return tuple(_as_theirs(text) for text in texts if _can_be_asked(text))


def _pieces(text: str) -> list[str]:
    """Return a text that is too long to ask about as the two things it joins, where each is short enough."""
    pieces = _AND.split(text) if len(text.split()) > MOST_WORDS else []
    short = len(pieces) == 2 and all(1 < len(piece.split()) <= MOST_WORDS for piece in pieces)
    return pieces if short else [text]


def _can_be_asked(text: str) -> bool:
    return (
        0 < len(text.split()) <= MOST_WORDS
        and not _ODD.search(text)
        and text.count("(") == text.count(")")
        and not _CLAUSE.search(_without_relative(plain := fold(text)))
        and not _CUT.search(plain)
        and not _REPROACH.search(plain)
        and not blaming_words(text)
    )


def _without_relative(plain: str) -> str:
    found = _RELATIVE.match(plain)
    return plain if found is None else f"{found['thing']}{found['does']}"


def _as_theirs(text: str) -> str:
    for ours, yours in _THEIRS:
        text = re.sub(ours, yours, text)
    return text
