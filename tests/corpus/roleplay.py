"""Short mails composed for learning which words name whom: ``roles/LANG.tsv``, filled in with invented names.

A row holds ``subject TAB who writes TAB text``. ``{R}`` stands for the winner, ``{D}`` for the deal, ``{C}``
and ``{P}`` for the customer's company and person, ``{T}`` for a town, ``{L}`` for what leads to the deal.
"""

from __future__ import annotations

import json
import random
from dataclasses import dataclass
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent / "roles"
LANGUAGES = ("en", "de", "fr", "es", "nl", "pt")
TIMES = 4  # how often every row is filled in


@dataclass(frozen=True)
class Scene:
    """One composed mail and what it names."""

    subject: str
    voice: str
    text: str
    named: dict[str, str | None]


def scenes() -> list[Scene]:
    """Return the composed mails, always the same ones."""
    words = json.loads((HERE / "names.json").read_text(encoding="utf-8"))
    chance = random.Random(3)
    found = []
    for language in LANGUAGES:
        for row in (HERE / f"{language}.tsv").read_text(encoding="utf-8").splitlines():
            found += [_scene(row, language, words, chance) for _ in range(TIMES)]
    return found


def _scene(row: str, language: str, words: dict[str, Any], chance: random.Random) -> Scene:
    subject, voice, text = row.split("\t")
    slots = {
        "R": _firm(words, chance) + chance.choice(words["seconds"]) + _sometimes(words["legal"], chance),
        "D": chance.choice(words["goods"][language]),
        "C": f"{chance.choice([_firm(words, chance), *words['last']])} {chance.choice(words['trades'])}{_sometimes(words['legal'], chance)}",
        "P": f"{chance.choice(words['first'])} {chance.choice(words['last'])}",
        "T": chance.choice(words["towns"]),
        "L": words["articles"].get(language, ""),
    }  # fmt: skip
    roles = {"R": "rival", "D": "deal", "C": "company", "P": "person"}
    named = {
        role: slots[slot] if f"{{{slot}}}" in subject + text else None
        for slot, role in roles.items()
    }
    for slot, value in slots.items():
        subject, text = subject.replace(f"{{{slot}}}", value), text.replace(f"{{{slot}}}", value)
    return Scene(subject, voice, text, named)


def _firm(words: dict[str, Any], chance: random.Random) -> str:
    return str(chance.choice(words["starts"]) + chance.choice(words["ends"]))


def _sometimes(choices: list[str], chance: random.Random) -> str:
    return chance.choice(choices) if chance.random() < 0.5 else ""
