"""What is promised in a line: cut at its practices, and cleaned of the words that join it to a deal."""

from __future__ import annotations

import re
from collections.abc import Mapping

from debrief.lexicon import fold, listed, words
from debrief.practices.numbers import Mention, mentions

_LEAD = re.compile(
    r"^(?:(?:i|we|ich|wir|je|nous|yo|ik|wij|eu)(?:'m going to| am going to|'ll|'d| will| would|"
    r" can| could| am going to| plan to| want to| "
    r"shall| werde| will| mochte| kann| vais| voy a| ga| zal| vou)?|"
    r"j'utilise|j'applique|nutze ich|verwende ich|gebruik ik|ik gebruik|uso|utilizo|utilise|"
    r"aplico|use|using|apply|applying|try|will use|to use|nutze|verwende|anwenden|"
    r"utiliser|appliquer|usar|aplicar|"
    r"gebruik|gebruiken|toepassen|utilizar|for|on|at|bei|pour|para|voor|there|here|"
    r"and|und|et|y|en|e|"
    r"plan:|action:|will|werde|werde ich|anwenden|practices?|praktik(?:en)?|pratiques?|practicas?|"
    r"praktijk(?:en)?|praticas?|by|bis|avant|antes|voor|ate|then|to|zu)\b"
    r"[\s,:;.–—-]*"
)
_TRAIL = re.compile(
    r"[\s,:;(–—-]+(?:by|until|(?<!now )(?<!then )(?<!later )on|before|with|using|use|via|bis|am|vor|mit|avant|d'ici|avec|antes|"
    r"para|con|voor|met|"
    r"ate|com|and|und|et|y|en|e|per|applying|apply|from|to|the|deadline|due|that is|that's|"
    r"which is|das ist|c'est|practice|please|pls|thanks|thx|thank you|bitte|danke|merci|gracias|"
    r"graag|bedankt|obrigad[oa])?[\s,:;(–—-]*$"
)


# What joins a practice to a deal, right before its number: "mit P3"; elsewhere it belongs to the deed: "mit Uwe".
_JOINS = re.compile(r"(?i)(?<!\w)(?:with|mit|avec|con|met|com)[\s(\[]*$")
# "nehme Uwe mit", "schlage einen Termin vor": the verb's second half, no preposition.
_SEPARABLE = re.compile(r"(?:ich )?\w+e\b.* (?:mit|vor)")


def same_words(one: str, other: str) -> bool:
    """Tell whether two deeds are called the same."""
    return bool(words(one)) and words(one) == words(other)


def without_mentions(text: str) -> str:
    """Return the text without the practices that it names by number."""
    for mention in reversed(mentions(text)):
        text = f"{text[: mention.start]} {text[mention.end :]}"
    return text


_SENTENCES = re.compile(r"(?<=[^\d\W]{2}[.!?])\s+|(?<=\d{4}\.)\s+|[!?]\s+")
_ASIDE = re.compile(  # what is said of these mails, or of who said what, is no deed
    r"^(?:that'?s|that is|this is|these are|there you go|no more|enough|why|how (?:many|often)|"
    r"(?:i|we|[a-z]+) (?:told|said|knows?|asked|mentioned|already)|already|as (?:i )?said|same (?:as|answer|thing)|see my|"
    r"das (?:ist|war|waren)|(?:bitte )?(?:hort?|keine|nicht|stopp)\b|warum|wieso|wie (?:oft|viele)|schon|ich habe schon|"
    r"c'est|ce sont|arretez?|pourquoi|combien|deja|esa? es|eso es|es mi|dejen?|basta|por que|cuantas|ya|"
    r"dat (?:is|was)|waarom|hoe (?:vaak|veel)|al\b|essa e|isso e|e a minha|parem?|chega|quantas|ja)\b"
)
_OF_MAILS = re.compile(
    r"\b(?:stop|enough|quit|hort? auf|arretez?|dejen?|basta|parem?|chega)\b.*\b(?:send\w*|mail\w*|ask\w*|remind\w*|schick\w*|"
    r"frag\w*|envo\w+|demand\w*|env[ia]\w+|pregunt\w*|stu\w+|vra\w+|pergunt\w*|mensage\w*|correos?)\b"
)


def without_asides(text: str) -> str:
    """Return a promise without the sentences behind it that promise nothing: "Friday. Stop these mails"."""
    first, *others = _SENTENCES.split(text)
    kept = (s for s in others if not (_ASIDE.match(fold(s)) or _OF_MAILS.search(fold(s))))
    return " ".join((first, *kept))


def pieces(text: str, practices: Mapping[int, str]) -> list[tuple[str, tuple[Mention, ...]]]:
    """Cut a promise at its practices: "P3 call, P5 send" and "call (P3), send (P5)" are two."""
    found = mentions(text, practices)
    if not found:
        return [(text, ())]
    groups: list[list[Mention]] = [[found[0]]]
    for mention in found[1:]:
        between = text[groups[-1][-1].end : mention.start]
        if re.fullmatch(r"[\s,;/&+]*(?:and|und|u\.|et|y|en|e|plus|as well as)?[\s,;/&+]*", between):
            groups[-1].append(mention)
        else:
            groups.append([mention])
    if len(groups) == 1:
        first, last = groups[0][0], groups[0][-1]
        head = _JOINS.sub("", text[: first.start])
        return [(f"{head} {text[last.end :]}", tuple(groups[0]))]
    head = clean(text[: groups[0][0].start])
    tail = clean(text[groups[-1][-1].end :])
    trailing = bool(head) and not tail
    pieces = []
    for index, group in enumerate(groups):
        if trailing:
            start = groups[index - 1][-1].end if index else 0
            piece = text[start : group[0].start]
        else:
            stop = groups[index + 1][0].start if index + 1 < len(groups) else len(text)
            lead = _JOINS.sub("", text[: group[0].start])
            piece = (f"{lead} " if index == 0 else "") + text[group[-1].end : stop]
        pieces.append((piece, tuple(group)))
    return pieces


_NO_DEED = listed(
    "both, for both, beide, bei beiden, für beide, les deux, pour les deux, ambos, ambas, para ambos, allebei, voor beide,"
    "do, use, mache, nehme, nutze, ferai, fais, utilise, hago, haré, uso, doe, gebruik, faço, farei"
)


def clean(action: str) -> str:
    """Return the action without the small words and signs that joined it to deal and practice."""
    text = re.sub(r"\(\s*\)|\[\s*\]", " ", action)
    text = re.sub(r"\s+", " ", text).strip(' \t,;:–—-=>|*_"“”')
    text = _CLOSE.sub("", _balanced(text))
    for _ in range(8):
        match = _LEAD.match(fold(text)) if len(fold(text)) == len(text) else None
        if match is None or not match.end():
            break
        text = text[match.end() :].lstrip(" ,;:–—-")
    for _ in range(3):
        shorter = _TRAIL.sub("", " " + text).strip() if text else text
        if shorter == text or _SEPARABLE.fullmatch(fold(text)):
            break
        text = shorter
    left = _balanced(re.sub(r"\s+([,.;:])", r"\1", text).strip(" ,;:–—-."))
    return "" if fold(left) in _NO_DEED else left


def _balanced(text: str) -> str:
    """Return the text without a bracket at its ends that has lost its partner."""
    for left, right in ("()", "[]"):
        if text.count(left) > text.count(right):
            text = text.removeprefix(left).removesuffix(left)
            text = f"{text}{right}" if text.count(left) > text.count(right) else text
        elif text.count(right) > text.count(left):
            text = text.removesuffix(right).removeprefix(right)
    return text.strip(" ,;:–—-")


# "... Gruß Devon" at the end of a line.
_CLOSE = re.compile(
    r"(?i)[.!]\s+best,?\s+[^\W\d_]+\.?$|\s+best,\s+[^\W\d_]+\.?$|[\s.,;!–-]+(?:(?:viele |liebe |"
    r"beste )?gr(?:uß|üße|uss|uesse)|lg|vg|mfg|kind regards|best regards|regards|cheers|"
    r"thanks|thank you|danke|merci|cordialement|gracias|saludos|groet(?:en|jes)?|obrigad[oa]|"
    r"abraço)(?:\s+[^\W\d_]+){0,2}\s*[.!]?$"
)


def after_instead(text: str) -> str:
    """Return a correction without the practice it takes back and the words of taking back."""
    out = re.sub(
        r"(?i)\b(?:instead of|rather than|statt|anstatt|en vez de|au lieu de|in plaats van|"
        r"em vez de|not|nicht)\s+p\s?\d+\b",
        " ",
        text,
    )
    out = re.sub(
        r"(?i)^\W*(?:no|nein|non|nee|não|nao|sorry|correction|korrektur|actually)\b[\s,.:;–-]*",
        "",
        out.strip(),
    )
    return re.sub(
        r"(?i)\b(?:instead|stattdessen|plutôt|à la place|en su lugar|in plaats daarvan|"
        r"em vez disso)\b",
        " ",
        out,
    )
