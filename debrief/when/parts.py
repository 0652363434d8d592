"""Cut a reply's tokens into the parts that are read for themselves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from debrief.when.tokens import Token

CUTS = {"BUT", "SO", "REASON", "CORRECTION", "APOLOGY"}  # these begin a part of their own
EVERY = {"any", "every", "each", "jeder", "jeden", "jede", "chaque", "toutes", "cualquier", "cada"}
EVERY |= {"elke", "iedere", "qualquer", "todas"}
DENYING = {"not", "nicht", "pas", "niet", "nao"}  # "nicht aber"; "no" may stand alone
EXCEPTABLE = {"DAY", "PART", "AHEAD", "TIME", "DATE"}


@dataclass(slots=True)
class Part:
    """Tokens that are read together, the word that began them, the number of their sentence."""

    tokens: list[Token] = field(default_factory=list)
    lead: str = ""
    sentence: int = 0


def parts_of(tokens: Sequence[Token]) -> list[Part]:
    """Cut at sentence ends, "but", "so" and "because"; a stop inside a date cuts nothing."""
    parts = [Part()]
    anything = begun = opening = False
    for number, token in enumerate(tokens):
        any_ = token.kind in {"ANY", "ALL"} or token.text in EVERY
        anything = (anything or any_) and token.kind != "STOP"
        if token.kind == "BUT" and _excepts(parts[-1].tokens, tokens, number, anything):
            token = replace(token, kind="EXCEPT", meanings=(("EXCEPT", ""),))
        ends = token.kind == "STOP" and not _is_abbreviation(tokens, number)
        given = opening and token.kind == "COMMA"  # "As I'm away on Monday, ..."
        if token.kind == "QUESTION" or not (ends or given or token.kind in CUTS):
            parts[-1].tokens.append(token)
        if ends or given or token.kind in {*CUTS, "QUESTION"}:
            lead = token.kind if token.kind in CUTS else ""
            _close(parts, lead, ends or token.kind == "QUESTION")
        opening = (token.kind == "REASON" and not begun) or (opening and not given)
        begun = not (ends or token.kind == "QUESTION")
        opening &= begun
    return [part for part in parts if any(token.kind != "QUESTION" for token in part.tokens)]


def _excepts(before: list[Token], tokens: Sequence[Token], at: int, anything: bool) -> bool:
    """Tell whether "but" leaves something out: "any day but Friday", "nicht aber um 14 Uhr".

    Only the English word does so by itself, and not behind a comma: "any day, but after three".
    """
    if before and before[-1].kind == "NO" and before[-1].text in DENYING | {"no"}:
        begins = len(before) == 1 and before[-1].text in DENYING
        if begins or (len(before) > 1 and before[-2].kind in {"COMMA", "AND"}):
            before.pop()
            return True
    plain = anything and tokens[at].text == "but" and tokens[at - 1].kind != "COMMA"
    return plain and _next_kind(tokens, at) in EXCEPTABLE


def _close(parts: list[Part], lead: str, ends: bool) -> None:
    """Begin the next part; "Friday, I mean" is led by the word at its end."""
    last = parts[-1]
    if ends and not last.tokens and last.lead == "CORRECTION" and len(parts) > 1:
        parts[-2].lead = "CORRECTION"
    sentence = last.sentence + ends
    if last.tokens:
        parts.append(Part([], lead, sentence))
    else:
        last.lead, last.sentence = lead or ("" if ends else last.lead), sentence


def _next_kind(tokens: Sequence[Token], at: int) -> str:
    """Return the kind of the next token that is no filler."""
    return next((token.kind for token in tokens[at + 1 : at + 4] if token.kind != "FILLER"), "")


def _is_abbreviation(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a full stop stands inside a date: "Do. 26. Nov. 10 Uhr"."""
    if tokens[at].text != "." or not 0 < at < len(tokens) - 1:
        return False
    follows = {"DATE", "NUMBER", "MONTH", "TIME", "COMMA"}
    return tokens[at - 1].kind in {"DAY", "MONTH", "NUMBER"} and tokens[at + 1].kind in follows
