"""Cut one line where it goes on to another deal: "1: P1 Friday, 3: none", "Acme lost. Hooli: P5 …"."""

from __future__ import annotations

import re
from itertools import pairwise

from debrief.answers.hesitation import PERHAPS
from debrief.lexicon import fold
from debrief.practices.numbers import mentions
from debrief.worksheets.deals import Deals
from debrief.worksheets.ended import ending
from debrief.worksheets.nothing import says_none

_LONGEST = 1_200  # characters of a line that a person writes; and of the words that open a clause:
_OPENING = 120
_AND = r"(?:and|und|et|y|en|e|&|\+|so|but|also|aber|mais|donc|pero|asi que|maar|dus|mas|entao)"
_JOINTS = re.compile(rf"((?<=[;,.!?])\s+|\s+{_AND}\s+|\s*/\s*(?=[^\W\d_]))", re.IGNORECASE)
_SAME = re.compile(
    r"(?:(?:the|das|la|le|lo|o) )?(?:same|ditto|idem|dito|dasselbe|gleiche|même(?: chose)?|pareil|mismo|igual|hetzelfde|mesmo)"
    r"(?: (?:thing|again|here|there|plan))?\b[\s,:–-]*(?!as\b|wie\b|que\b|als\b)",
    re.IGNORECASE,
)
_LEAD = re.compile(
    rf"(?:(?:{_AND}|then|only|just|dann|nur|puis|seulement|luego|solo|dan|alleen|depois|"
    r"use|using|do|try|i(?:'ll| will| would|'d)?(?: use| do| try)?|"
    r"for|on|in|at|with|to|the|bei|beim|für|mit|pour|chez|avec|para|con|voor|bij|met|na|no|com|as for)\b\s*|[(]\s*){1,8}",
    re.IGNORECASE,
)
_OF_A_WORD = re.compile(
    r"(?i)(?:deal|row|opportunity|practices?|praktik|pratique|pr[aá]ctica|praktijk|pr[aá]tica|"
    r"zeile|no\.?|nr\.?|number|[(\[#]|"
    r"\d\s*(?:and|und|et|y|en|e|&|\+))\s*$"
)
_BEFORE_A_NUMBER = re.compile(
    r"(?i)\b(?:at|by|in|on|until|for|of|um|bis|am|vor|an|von|à|le|avant|d'ici|de|a|el|para|op|om|voor|van|em|até)\s*$"
)
_NEXT_DEAL = re.compile(
    r"(?:[;,.]\s*|\s)(?=#?(?P<a>\d{1,3})\s?[:)]\s*[^\d\s]|#(?P<b>\d{1,3})\b)"
    r"|(?:[;,.]\s+|\s)(?=(?P<c>\d{1,3})\s*[-–.]?\s*[Pp]\s?\d)"
    r"|(?:[;,.]\s*|\s)(?=(?P<d>\d{1,3})\s*[-–]?\s+[^\W\d_]|(?P<e>\d{1,3})\s?[-–](?:\s|$))"
)
# A mere list of deals ("deal 1 and 3") says nothing yet; a practice or three words do.
_SAYS = re.compile(
    r"\bp\s?\d|(?:[^\W\d_]{2,}\W+){3}|[-–:]\s*(?:none|n/a|no|keine|nein|rien|nada|geen)\b",
    re.IGNORECASE,
)


def split_at_numbers(line: str, count: int) -> list[str]:
    """Cut "2: P3 call ...; 3: P1 send ..." apart where a further row number begins."""
    cuts = [0]
    for match in _NEXT_DEAL.finditer(line):
        number = int(match["a"] or match["b"] or match["c"] or match["d"] or match["e"])
        before = line[cuts[-1] : match.start()]
        if _OF_A_WORD.search(before[-30:]) or not 1 <= number <= count:
            continue
        bare = match["d"] or match["e"]
        if bare and (_BEFORE_A_NUMBER.search(before) or not _is_whole(line[match.end() :])):
            continue
        if _SAYS.search(before) or _is_whole(before):
            cuts.append(match.end())
    edges = [*cuts, len(line)]
    return [line[a:b].strip(" ;,") for a, b in pairwise(edges) if line[a:b].strip(" ;,")]


def _is_whole(text: str) -> bool:
    """Tell whether "3 none", "4 lost" or, up to the end, "3 - 4 -" begins the text."""
    if re.fullmatch(r"(?:\s*\d{1,3}\s?[-–]){1,}\s*", text):
        return True
    rest = re.sub(r"^\s*#?\d{1,3}\s*[-–:=.)]*\s*", "", text)
    said = fold(re.split(r"[;,.!]|\s#?\d{1,3}(?:\s|:|$)", rest)[0]).strip()
    return bool(said) and (says_none(said) or bool(ending(said)))


def split_at_names(line: str, deals: Deals) -> list[str]:
    """Cut "Stark: P4 …; Hooli: P5 …" where another deal is named and something is said of it."""
    if len(line) > _LONGEST:
        return [line]
    groups: list[tuple[int | None, str]] = []
    for piece in _pieces(line, deals):
        row = opened(piece, deals)
        if not groups or (row is not None and row != groups[-1][0]):
            groups.append((row, piece))
        else:
            groups[-1] = (groups[-1][0], groups[-1][1] + piece)
    found: list[tuple[int | None, str, str]] = []  # the deal, what is said of it, the text
    named = ""  # deals of a list before what is said of all of them: "Acme and Globex nothing"
    for row, text in groups:
        if deals.only(_bare(text)):
            named += text
            continue
        if found and not (_tells(text, row, deals) and _speaks(*found[-1][:2], deals)):
            before = found.pop()
            found.append((before[0], before[1] + named + text, before[2] + named + text))
        else:
            found.append((row, text, named + text))
        named = ""
    if len(found) < 2:
        return [line]
    cut = [text for _, _, text in found]
    return [cut[0].strip(" ;,"), *map(_bare, cut[1:-1]), _bare(cut[-1] + named)]


def same_as_before(piece: str, deals: Deals) -> tuple[int, str] | None:
    """Return the deal of "same for Globex", "Globex same but Monday", and what else is said of it."""
    text = _bare(piece)
    same = _SAME.match(text)
    row = deals.first(_bare(text[same.end() :])) if same else deals.first(text)
    if row is None or row < 0:
        return None
    rest = deals.without_row(row, _bare(text[same.end() :]) if same else text)
    if same is None:
        same = _SAME.match(rest)
        rest = rest[same.end() :] if same else rest
    return (row, _bare(rest)) if same else None


def opened(piece: str, deals: Deals) -> int | None:
    """Return the deal with which a piece begins: "Hooli: P5 …", "P5 for Hooli"; -1 where two fit."""
    if (same := same_as_before(piece, deals)) is not None:
        return same[0]
    text = _bare(piece[:_OPENING])
    while found := mentions(text):
        between = text[: found[0].start].strip(" ,;:+&/-–")
        if between and fold(between) not in ("and", "und", "et", "y", "en", "e"):
            break
        text = _bare(text[found[0].end :].lstrip(" ,;:+&/-–"))
    return deals.first(text)


def _bare(piece: str) -> str:
    text = piece.strip(" ;,/")
    lead = _LEAD.match(text)
    return text[lead.end() :] if lead and text[lead.end() :] else text


def _pieces(line: str, deals: Deals) -> list[str]:
    """Return the line in pieces that may begin with a deal; together they are the line."""
    edges = {m.start() for m in _JOINTS.finditer(line)}
    practices = mentions(line)
    for match in re.finditer(r"\s+(?=[^\W\d_])", line):
        at = match.end()
        ahead = next((m.start for m in practices if m.start >= at), None)
        before = line[: match.start()].split()
        if ahead is None or practices[0].end > match.start() or _LEAD.fullmatch(before[-1]):
            continue
        if ahead - at < 40 and deals.only(line[at:ahead].strip(" :–-,(")):
            edges.add(match.start())  # "… by Friday Globex P3"
        elif ahead == at and opened(line[at:], deals) is not None:
            edges.add(match.start())  # "… by Friday P3 for Globex"
    return [line[a:b] for a, b in pairwise([0, *sorted(edges - {0}), len(line)])]


def _speaks(row: int | None, text: str, deals: Deals) -> bool:
    """Tell whether a piece says anything beside the names of deals."""
    if row is None:
        return bool(mentions(text)) and deals.by_name(text) is not None
    closed = re.search(r"[.!?;]\s*$", text.rstrip()) is not None
    rest = _after(text, row, deals)
    return _tells(text, row, deals) or (closed and len(rest.split()) > 1)


def _tells(text: str, row: int | None, deals: Deals) -> bool:
    """Tell whether a piece decides something: a practice, none, the deal's end, a perhaps."""
    if mentions(text) or same_as_before(text, deals) is not None:
        return True
    rest = _after(text, row, deals)
    plain = fold(rest).strip(" .,!:;–-")
    return bool(says_none(plain) or ending(plain) or re.search(rf"^(?:{PERHAPS})\b", plain))


def _after(text: str, row: int | None, deals: Deals) -> str:
    bare = _bare(text)
    return deals.without_row(row, bare) if row is not None and row >= 0 else bare
