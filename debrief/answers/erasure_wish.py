"""Whether somebody asks to be removed: their own data, their name, all further mail."""

from __future__ import annotations

import re

from debrief.lexicon import fold

_REMOVE = (
    r"(?:delet|remov|eras|destroy|wip|forget|supprim|effac|borr|elimin|verwijder|wis|apag|exclu|"
    r"losch|entfern)\w*"
)
_THEIRS = (
    r"(?:my|our|meine?|unsere|mes|nos|mis|nuestros|mijn|onze|(?:os )?meus|(?:os )?nossos) "
    r"(?:\w+ ){0,2}(?:data|details|records?|information|\w*daten|donnees|datos|gegevens|dados)"
)
_WISH = re.compile(
    rf"\b{_REMOVE}\b[^.!?]{{0,40}}\b{_THEIRS}\b|\b{_THEIRS}\b[^.!?]{{0,60}}\b{_REMOVE}\b"
    r"|\b(?:remove|take|strike|delete) (?:me|us|my name|my address) (?:off|from|out of)\b"
    r"|\bunsubscribe (?:me|us)\b"
    r"|\bright to (?:erasure|be forgotten)\b|\brecht auf (?:vergessenwerden|loschung)\b"
    r"|\bdroit a l'(?:effacement|oubli)\b|\bderecho (?:al olvido|de supresion)\b"
    r"|\b(?:gdpr|dsgvo|rgpd|avg|lgpd)\b[^!?]{0,20}\bart\w*\.? ?17\b"
    r"|\bart\w*\.? ?17\b[^!?]{0,20}\b(?:gdpr|dsgvo|rgpd|avg|lgpd)\b"
)


def wants_erasure(text: str) -> bool:
    """Tell whether the words ask for removal; somebody else's data are not theirs."""
    return _WISH.search(fold(text[:4000])) is not None
