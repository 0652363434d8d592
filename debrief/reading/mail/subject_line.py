"""The subject without what mail programs and people put in front of it."""

from __future__ import annotations

import re

from debrief.reading.wording import fold

_PREFIX = re.compile(
    r"^\s*(?:(?:re|aw|sv|vs|antw|fwd?|fw|wg|tr|rv|enc|doorst|i|r|ref|res)\s*(?:\[\d+\])?\s*:\s*)+",
    re.IGNORECASE,
)
_EVENT = re.compile(
    r"^(?:opportunity (?:alert|lost|update|closed)|deal (?:lost|alert|update)|closed[ -]lost|lost deal|opportunity closed as lost|potential closed lost|verkaufschance verloren|affaire perdue|oportunidad perdida|negocio perdido|negócio perdido|verloren deal|deal verloren|auftrag verloren|perdu|lost|verloren|perdid[oa]|perdimos|perdemos a?|helaas|absage)\s*[:–-]\s*",
    re.IGNORECASE,
)
_MARKED = re.compile(
    r"[\"”]? (?:was |has been |is )?(?:marked|moved|closed) (?:as|to) .{0,8}\blost\b", re.IGNORECASE
)
_BEFORE_MARKED = re.compile(r"^(?:opportunity |deal )?[\"“]?", re.IGNORECASE)
_CLOSED_AS = re.compile(r"\bclosed as lost\s*[:–-]\s*(?P<deal>.+)$", re.IGNORECASE)
_TAIL = re.compile(
    r"\s*(?:[-–—:,(]\s*|\s)(?:lost|our decision|decision|outcome(?: of (?:the )?evaluation)?|absage|suite donnee|notification|unsuccessful|cancellation notice|cancelled|update|result|entscheidung|reponse|mitteilung nach .*|"
    r"notice of (?:intent to )?award|voorlopige gunning|verloren|perdue?|perdid[oa]|kwijt|rejet de votre offre)[ .!?)]*$"
)
_CHANGED = re.compile(
    r"\bchanged\b.{0,30}\bto\b.{0,4}lost|\bmoved a deal\b|^[\w. ]+ marked .+ (?:as )?lost$",
    re.IGNORECASE,
)
_PLAIN = re.compile(
    r"^(?:(?:project|status|quick|sad|bad|our|your|the|my|a|an|some|final|not good|update|news|decision|outcome|feedback|follow(?:ing)?[ -]?up|meeting|call|agenda|thursday|friday|monday|tuesday|wednesday|today|tomorrow|for|on|of|from|about|to|and|we|us|it|where|landed|well|that|im|i m|"
    r"entscheidung|absage|ihr|angebot|votre|offre|su|oferta|propuesta|uw|offerte|sua|proposta|deal|lost|loss|fyi|hi|hello|thanks|thank you|thoughts|note|heads up|last week|next|steps|reponse|suite|nouvelles|noticias|nieuws|afraid|ruckmeldung|zum|aufteilung|des|auftrags|"
    r"closing out|onsite|visit|forecast|quick call|numbers|voorstel|vostra|offerta|beslissing|decisao|potential|closed)(?:[\s:,.!?'’-]++|$))++$"
)


_REPLY = re.compile(r"^\s*(?:re|aw|sv|antw|res|ref|r)\s*(?:\[\d+\])?\s*:", re.IGNORECASE)


def is_reply(subject: str) -> bool:
    """Tell whether an answer took its subject over ("Re:", "AW:")."""
    return _REPLY.match(subject) is not None


def bare_subject(subject: str) -> str:
    """Return the subject without its "Re:" and "Fwd:" in any of our languages.

    Only theirs, other than in `subjects`: what is left may be what the deal is called, and more often than a
    prefix of a language not read a word before a colon is part of that.
    """
    return " ".join(_PREFIX.sub("", subject).split())


def _marked(subject: str) -> str | None:
    """Return what stands before "was marked as lost"; None where nothing is."""
    found = _MARKED.search(subject)
    if found is None:
        return None
    deal = re.split(r"[\"”]", subject[: found.start()])[-1]
    return _BEFORE_MARKED.sub("", deal) or None


def topic(subject: str) -> str | None:
    """Return what the subject says the deal is called; None where it only says that there is news."""
    bare = bare_subject(subject)
    if _CHANGED.search(bare):
        return None
    closed = _CLOSED_AS.search(bare)
    bare = closed["deal"] if closed else _marked(bare) or bare
    bare = _EVENT.sub("", bare)
    tail = _TAIL.search(fold(bare))
    if tail and tail.start() > 2:
        bare = bare[: tail.start()].rstrip(" -–—:,(")
    bare = re.sub(
        r"(?:\s+(?:and|our|the|on|for|und|et|y|e|de|your|of)){1,6}$", "", bare, flags=re.IGNORECASE
    )
    return bare if bare and not _PLAIN.match(fold(bare)) else None
