"""Answers of a word or two to what was read back: it is right, yes, take it out."""

from __future__ import annotations

import re

from debrief.lexicon import ALL, DROP, YES, fold, is_pleasantry, listed, word_list, words

# Beside the words of dropping a draft: taking back what was promised.
_DROP_WORDS = DROP - {
    "out",
    "without",
    "minus",
    "skip",
    "cut",
    "sans",
    "sin",
    "sem",
    "ohne",
    "zonder",
} | listed(
    "withdraw, withdrawn, cancel, cancelled, canceled, forget, scratch, zurückziehen, annuler, annule, "
    "anular, anula, cancelar, cancela, annuleren, annuleer, intrekken, anular"
)
_DROP_FILLING = frozenset(
    word_list(
        "it that this them deal deals the number no nr es das den die le la lo les los las o a het dat de please"
    )
)
_RIGHT = frozenset(
    word_list(
        "correct fine right good richtig korrekt stimmt passt juste exact correcto correcta klopt juist "
        "correto certo bien bon gut goed bem"
    )
)
_AROUND_RIGHT = frozenset(
    word_list(
        "that that's thats is it it's looks look so now was everything's you've got them le c'est est "
        "ca das ist es sieht aus esta asi dat is het ziet er uit esta assim is"
    )
)


def says_yes(line: str) -> bool:
    """Tell whether a line begins with a yes."""
    first = re.match(r"[^\W\d_]+", fold(line))
    return first is not None and first[0] in YES


def to_take_out(plain: str) -> list[str] | None:
    """Return what is to be taken out: "drop 1", "withdraw both", "delete it"; None for other words."""
    kept = [
        w for w in re.findall(r"[\w']+", plain) if w not in _DROP_FILLING and not is_pleasantry(w)
    ]
    if not _DROP_WORDS.intersection(kept):
        return None
    return [w for w in kept if w not in _DROP_WORDS]


def agrees(plain: str) -> bool:
    """Tell whether the words say no more than that everything is right."""
    said = words(plain)
    sure = any(w in YES or w in _RIGHT for w in said)
    return (
        sure
        and len(said) <= 8
        and all(
            w in YES or w in _RIGHT or w in ALL or w in _AROUND_RIGHT or is_pleasantry(w)
            for w in said
        )
    )
