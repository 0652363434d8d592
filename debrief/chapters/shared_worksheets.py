"""One open worksheet a rep: while another review's is out, this review's practices join that one.

Its reminders print the newest practices of the book, so that what a further loss taught is asked about
there; a second sheet goes out only where the first was answered before that could be read.
"""

from __future__ import annotations

import re

from debrief.chapters.scene import Scene
from debrief.lexicon import beyond_thanks, fold
from debrief.model import Commitment, Review, Worksheet

_ASKS = ("worksheet", "worksheet_reminder")
_BEFORE = re.compile(
    r"\b(?:same (?:as|answer|again)|already (?:answered|replied|responded|told you|sent (?:it|this|mine|you|my))|"
    r"(?:answered|replied) (?:\w+ ){0,3}(?:already|yesterday|before)|see my (?:other|last|previous|earlier)|"
    r"(?:schon|bereits) (?:be|ge)antwortet|(?:wie|dasselbe wie) (?:vorher|gestern|beim letzten)|siehe meine|"
    r"deja repondu|(?:la )?meme reponse|(?:comme|la meme chose qu[e']) ?(?:avant|hier)|voir (?:mon|ma)|"
    r"ya (?:respond\w+|conteste|he (?:respond|contest)ado|lo envie)|(?:lo|la) mism[oa] (?:que|respuesta)|igual que|"
    r"al (?:be|ge)antwoord|hetzelfde als|zelfde (?:als|antwoord)|zie mijn|"
    r"ja respondi|(?:o|a) mesm[oa] (?:que|resposta)|igual a)\b"
)
_MOST_WORDS = 16


def says_answered(text: str) -> bool:
    """Tell whether a reply says no more than that it was answered before: "same as for the other one"."""
    plain = fold(" ".join(beyond_thanks(text)))
    short = 0 < len(plain.split()) <= _MOST_WORDS
    return short and "?" not in plain and _BEFORE.search(plain) is not None


def _sheets(review: Review, scene: Scene, rep: str) -> list[tuple[Review, Worksheet]]:
    return [(r, w) for r in scene.others(review) for w in r.worksheets if w.rep == rep]


def open_elsewhere(review: Review, scene: Scene, rep: str) -> bool:
    """Tell whether a worksheet of another review waits for this rep's answer."""
    sheets = _sheets(review, scene, rep)
    return any(w.state == "sent" and w.rows and not r.over for r, w in sheets)


def answered_by(review: Review, scene: Scene, rep: str) -> bool:
    """Tell whether a worksheet was answered that asked about all that this review taught."""
    own = {d.book_number for d in review.drafts if d.status == "approved"}
    for other, sheet in _sheets(review, scene, rep):
        if sheet.state == "answered" and own <= _shown(other, sheet):
            return True
    return False


def _shown(review: Review, sheet: Worksheet) -> set[object]:
    """Return the numbers of the practices that the rep was asked about before they answered."""
    shown: set[object] = set()
    for effect in review.effects:
        if effect.purpose not in _ASKS or effect.to != (sheet.rep,) or effect.done_at is None:
            continue
        practices = effect.context.get("practices")
        if sheet.answered_at is None or effect.done_at <= sheet.answered_at:
            rows = practices if isinstance(practices, list) else ()
            shown |= {row["number"] for row in rows if isinstance(row, dict)}
    return shown


def answered_elsewhere(review: Review, scene: Scene, rep: str) -> bool:
    """Tell whether the rep answered a worksheet of another review."""
    return any(w.answered_at is not None for _, w in _sheets(review, scene, rep))


def promised_elsewhere(review: Review, scene: Scene, rep: str) -> tuple[Commitment, ...]:
    """Return what the rep promised on the worksheets of other reviews and has still to do."""
    return tuple(
        c
        for r, w in _sheets(review, scene, rep)
        for c in w.commitments
        if c.state == "open" and not r.over
    )


def named_apart(text: str, review: Review, sheet: Worksheet, scene: Scene) -> str:
    """Return a reply without the reviews that it names before a deal's number: "Tarn: 2: P6 …".

    Only where the other worksheet lists the same deals: "2" is the same deal on both.
    """
    rows = [row.name for row in sheet.rows]
    same = [r for r, w in _sheets(review, scene, sheet.rep) if [o.name for o in w.rows] == rows]
    companies = {r.facts.company for r in (review, *same) if same} - {None, ""}
    names = {n for c in companies if c for n in (c, c.split()[0]) if len(n) > 2} - set(rows)
    if not names:
        return text
    listed = "|".join(sorted(map(re.escape, names), key=len, reverse=True))
    return re.sub(rf"(?im)^\s*(?:{listed})\s*[:–-]\s*(?=#?\d{{1,3}}\s?[:.)])", "", text)
