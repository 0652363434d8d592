"""Which deal of a worksheet a line speaks of: by number, by name, by a name with typos."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass

from debrief.lexicon import fold, word_list, words
from debrief.model import Opportunity
from debrief.reading.legal_forms import WORDS
from debrief.reading.quoting.dates import weekday_of
from debrief.worksheets.ended import ending
from debrief.worksheets.nothing import says_none

_FORM = WORDS | frozenset(
    word_list(
        "group gruppe groupe grupo holding holdings company corporation the and und "
        "et y e of de la le der die das und deal project projekt renewal new expansion phase"
    )
)
_NUMBER = re.compile(
    r"^\s*[(\[]?(?:(?:for|bei|zu|zur|fur|in|auf|pour|sur|para|voor|bij|op|at|on|with|re|regarding|"
    r"en|na|no|em|a|ad|nr)\s+"
    r"(?:la\s+|el\s+|le\s+|der\s+|die\s+|o\s+|a\s+)?)?"
    r"(?P<word>(?:deal|row|line|opportunity|opp|no|nr|number|zeile|chance|verkaufschance|ligne|"
    r"affaire|"
    r"opportunite|fila|oportunidad|oportunidade|linha|rij|regel|kans|num|n)?[\s.°º]*#?\s*)"
    r"(?P<list>\d{1,3}(?:\s*(?:,|&|\+|/|and|und|et|y|en|e)\s*#?\d{1,3})*)"
    r"(?P<end>\s*(?:[:.,;)\]=>|–—-]+(?!\d)|(?=\s*[-–—,]?\s*[(\[]?p(?:ractice)?s?\s?\d)|$|(?=\s)))"
    r"\s*"
)


_IN_WORDS = re.compile(
    r"(?:\b(?:for|at|on|in|bei|pour|para|voor|en|na|no|zu)\s+)?(?:the\s+)?\b(?:deal|row|"
    r"opportunity|zeile|chance|"
    r"affaire|ligne|oportunidad|oportunidade|fila|linha|rij|kans)\s*(?:no\.?|nr\.?|"
    r"number)?\s*#?(?P<n>\d{1,3})\b\s*[:,–-]*\s*"
)
_APPLIED = re.compile(
    r"[(\[]?p(?:ractice)?\s?\d{1,3}[)\]]?[\s,:–-]*(?:[a-z]+\s+){0,2}?(?:to|for|in|on|at|with|bei|"
    r"fur|pour|para|voor|em|en|na|zu|sur)\s+"
    r"(?:deals?\s*|rows?\s*)?(?P<list>#?\d{1,3}(?:\s*(?:,|&|\+|/|and|und|et|y|en|e)\s*#?\d{1,3})*)"
    r"\s*[:,;–-]\s*"
)
_APPLY = (
    r"(?:(?:i(?:'ll| will| would|'d)?|we(?:'ll| will|'d)?|ich|je|yo|ik|eu) )?(?:(?:do|use|try|apply|"
    r"nehme|nutze|mache|ferai|utilise|uso|hare|aplico|gebruik|doe|faco) )?"
)
_NAMED_PRACTICES = (
    r"(?:[(\[]?p(?:ractice)?\s?\d{1,3}[)\]]?[\s,:&+/–-]*(?:(?:and|und|et|y|en|e)\s+)?)+"
)
_APPLIED_TO = re.compile(
    rf"{_APPLY}{_NAMED_PRACTICES}(?:[a-z]+\s+){{0,2}}?(?:to|for|in|on|at|with|bei|fur|pour|"
    r"para|voor|em|en|na|zu|sur)\s+"
)
_TO_ALL = re.compile(
    rf"{_APPLY}{_NAMED_PRACTICES}(?:(?:(?:to|for|in|on|at|with|bei|fur|pour|para|voor|em|en|op|bij|zu|sur|auf|dans)\s+)?"
    r"(?:all|alle[n]?|every|tou(?:s|tes)|tod[oa]s)(?:\s+(?:(?:of )?(?:them|these|those|my deals)|deals?|davon|"
    r"los|las|les|os|as|affaires|tratos|negocios))*|everywhere|uberall|partout|en todas partes|overal|em todo lado)"
    r"(?=\s*(?:[,:;.–-]|$|(?:by|until|from|before|bis|ab|vor|d'ici|avant|antes|hasta|desde|voor|vanaf|ate)\b))"
)
# Of two deals: "P1 both fri", "P1 for both, by Friday", "both P1", "P1 voor allebei".
_BOTH = r"(?:both(?: of them| deals)?|(?:alle )?beide[nrs]?|(?:(?:toutes|tous) )?les deux|amb[oa]s|l[ao]s dos|allebei|alle twee|os dois|as duas)"
_TO_BOTH = re.compile(
    rf"{_APPLY}{_NAMED_PRACTICES}(?:(?:to|for|in|on|at|with|bei|fur|pour|para|voor|em|en|op|bij|zu|sur|auf|dans)\s+)?{_BOTH}\b"
    rf"|{_BOTH}\b\s*[:,]?\s*(?=p\s?\d)"
)
_OTHERS = re.compile(r"\b(?:others?|rest|andere\w*|ubrig\w*|autres?|otr[oa]s?|outr[oa]s?)\b")
_WHEN = frozenset(
    word_list(
        "p by until till from before this next end on today tomorrow bis ab vor am diese nachste ende heute morgen d avant le cette fin demain aujourd "
        "antes hasta el esta fin hoy manana voor vanaf op deze volgende eind vandaag ate antes na no esta fim hoje amanha"
    )
)


def _is_of_deals(rest: str) -> bool:
    """Tell whether "both" was of the two deals: a day or nothing follows, not "both plants" or "the others later"."""
    word = re.match(r"\s*([^\W\d_]+)", rest)
    follows = word is None or word[1] in _WHEN or weekday_of(word[1]) is not None
    return follows and not _OTHERS.search(rest)


_SEVERAL = re.compile(r"(?P<head>[^:|\d]{3,100}?)(?:\s*:|\s+-\s|\s*,?\s+(?=[Pp]\s?\d))")
_PRACTICE_ALONE = re.compile(r"\s*P\s?\d{1,4}[\s,:–—-]*", re.IGNORECASE)
_AND = re.compile(r",|&|\+|/|\b(?:and|und|et|y|en|e)\b", re.IGNORECASE)
_LISTED = re.compile(rf"(.+?)(?:{_AND.pattern}|[:;.]|\s[-–—]\s|$)", re.IGNORECASE)
_AT_START = re.compile(
    r"(?i)^\s*(?:(?:also|auch|aussi|también|ook|também)\s+)?"
    r"(?:for|at|with|on|in|bei|beim|mit|für|pour|chez|avec|para|voor|bij|met|en|com|con|na|no)\s+"
)
_TOO = re.compile(r"(?i)^(?:as well|too|auch|ebenfalls|aussi|également|también|ook|também)[.!]?$")
_AT = re.compile(
    r"(?i)\b(?:at|for|with|on|bei|beim|fur|für|chez|pour|en|para|con|voor|bij|na|no|com)"
    r"\s+(?:the\s+)?$"
)


@dataclass(frozen=True, slots=True)
class Found:
    """Rows (from 0) that a line names, and where its remaining text begins.

    ``question`` is set when the line names a deal that cannot be told for certain. ``sure`` is
    false for a bare leading number, which may be part of a sentence.
    """

    rows: tuple[int, ...] = ()
    start: int = 0
    question: str = ""
    sure: bool = True


class Deals:
    """The rows of one worksheet, ready to be recognised."""

    def __init__(self, rows: Sequence[Opportunity]) -> None:
        self.rows = list(rows)
        self.full = [_keys(row) for row in rows]
        self.bags = [frozenset(_row_words(row)) for row in rows]
        self.named = {w for row in rows for w in (*words(row.company), *words(row.name))}
        self.firms: dict[str, int | None] = {}  # the first word of a company: the one row of it
        for index, row in enumerate(rows):
            if firm := next((w for w in words(row.company) if len(w) >= 3 and w not in _FORM), ""):
                self.firms[firm] = None if firm in self.firms else index
        counts: dict[str, set[int]] = {}
        for index, row in enumerate(rows):
            for word in {*words(row.company), *words(row.name)}:
                if len(word) >= 4 and word not in _FORM:
                    counts.setdefault(word, set()).add(index)
        self.by_word = counts

    def applied(self, line: str) -> Found | None:
        """Return the rows of "P3 applies to 2 and 4: ...", "P1 on all of them", "P2 for Acme and Globex".

        None for other sentences.
        """
        lower = _lower(line)
        if (every := _TO_ALL.match(lower)) is not None:
            return Found(tuple(range(len(self.rows))), every.end())
        both = _TO_BOTH.match(lower) if len(self.rows) == 2 else None
        if both is not None and _is_of_deals(lower[both.end() :]):
            return Found((0, 1), both.end())
        match = _APPLIED.match(lower)
        if match is None:
            lead = _APPLIED_TO.match(lower)
            return self._listed(line, lead.end()) if lead is not None else None
        numbers = [int(n) for n in re.findall(r"\d+", match["list"])]
        if not all(1 <= n <= len(self.rows) for n in numbers):
            return None
        return Found(tuple(dict.fromkeys(n - 1 for n in numbers)), match.end())

    def _listed(self, line: str, start: int) -> Found | None:
        """Return the two or more deals that are listed from a place on: "Acme and Globex, ..."."""
        rows: list[int] = []
        end = start
        for part in _LISTED.finditer(line, start):
            text = _AT_START.sub("", part[1].strip())
            if not text and rows:
                continue  # ", and"
            row = self.first(text)
            if row is None or row < 0:
                break
            rest = _TOO.sub("", self.without_row(row, text))
            rows.append(row)
            end = part.end(1) - len(rest)
            if rest:
                break
        return Found(tuple(dict.fromkeys(rows)), end) if len(set(rows)) > 1 else None

    def several(self, line: str) -> Found | None:
        """Return the rows of "Northwind and Hooli: ...", None unless each part is one deal."""
        lead = _AT_START.match(line)
        start = lead.end() if lead else 0
        if (found := self._listed(line, start)) is not None:
            rest = line[found.start :].strip()
            plain = fold(rest).strip(" .,!:–-")
            if rest[:1] in tuple(":–-") or says_none(plain) or ending(plain):
                return found
        match = _SEVERAL.match(line)
        if match is None:
            return None
        parts = [p.strip() for p in _AND.split(match["head"][start:]) if p.strip()]
        found_rows = [self.by_name(part) for part in parts]
        rows = [f.rows[0] for f in found_rows if f is not None and len(f.rows) == 1]
        whole = all(
            self.without_row(row, part) == "" for row, part in zip(rows, parts, strict=False)
        )
        if len(rows) != len(parts) or len(set(rows)) < 2 or not whole:
            return None
        return Found(tuple(dict.fromkeys(rows)), match.end("head"))

    def first(self, text: str) -> int | None:
        """Return the row with whose name the text begins, -1 where two fit alike, None without one."""
        run: list[str] = []
        for match in re.finditer(r"[^\W_]+", text):
            word = fold(match.group())
            if word not in self.named:
                break
            run.append(word)
        found = self.by_name(" ".join(run)) if run else None
        if found is None:
            return None
        return found.rows[0] if found.rows else -1

    def only(self, text: str) -> bool:
        """Tell whether the text is one deal's name and nothing else."""
        row = self.first(text)
        return row is not None and row >= 0 and self.without_row(row, text) == ""

    def without_words(self, line: str) -> str:
        """Return the line without its "for deal 2"."""
        match = _IN_WORDS.search(_lower(line))
        return line if match is None else f"{line[: match.start()]} {line[match.end() :]}".strip()

    def label(self, index: int) -> str:
        """Return how a row is named in a question."""
        return f"{index + 1} ({self.rows[index].name})"

    def by_number(self, line: str) -> Found | None:
        """Return the rows that a leading number names, None when there is none."""
        match = _NUMBER.match(_lower(line))
        if match is None:
            return None
        sure = bool(match["end"].strip()) or bool(match["word"].strip())
        next_is_practice = re.match(
            r"\s*[-–—,]?\s*[(\[]?p(?:ractice)?s?\s?\d", _lower(line)[match.end("list") :]
        )
        numbers = [int(n) for n in re.findall(r"\d+", match["list"])]
        bad = [n for n in numbers if not 1 <= n <= len(self.rows)]
        if bad:
            if not sure and not next_is_practice:
                return None
            return Found(
                (),
                match.end(),
                f"There is no deal {bad[0]} on your sheet (1 to {len(self.rows)}). Which deal do "
                f"you mean?",
            )
        rows = tuple(dict.fromkeys(n - 1 for n in numbers))
        return Found(rows, match.end(), sure=sure or next_is_practice is not None)

    def in_words(self, line: str) -> Found | None:
        """Return the row of "deal 2" or "row 2" inside a line; ``start`` is 0."""
        match = _IN_WORDS.search(_lower(line))
        if match is None or not 1 <= int(match["n"]) <= len(self.rows):
            return None
        return Found((int(match["n"]) - 1,))

    def by_name(self, text: str) -> Found | None:
        """Return the row whose name stands in the text; a question when two rows fit alike."""
        found = words(text)[:60]
        joined = f" {' '.join(found)} "
        exact = self._exact(joined)
        if exact:
            return self._single(exact)
        return self._by_word(found)

    def one_of(self, text: str) -> Found | None:
        """Return the row named in the text; a question, too, where the firms of several are named."""
        found = set(words(text)[:60])
        rows = {i for word, i in self.firms.items() if word in found and i is not None}
        return self._single(rows) if len(rows) > 1 else self.by_name(text)

    def _exact(self, joined: str) -> set[int]:
        """Return rows whose whole name or company stands in the text, longest names first."""
        best: dict[int, int] = {}
        for index, keys in enumerate(self.full):
            for key in keys:
                if f" {key} " in joined:
                    best[index] = max(best.get(index, 0), len(key))
        if not best:
            return set()
        longest = max(best.values())
        candidates = {i for i, size in best.items() if size == longest}
        return self._narrowed(candidates, joined) if len(candidates) > 1 else candidates

    def _narrowed(self, rows: set[int], joined: str) -> set[int]:
        """Let the other words of the names decide between rows of one company."""
        scores = {
            i: sum(1 for w in set(words(self.rows[i].name)) if f" {w} " in joined) for i in rows
        }
        best = max(scores.values())
        return {i for i, score in scores.items() if score == best}

    def _by_word(self, found: Sequence[str]) -> Found | None:
        """Match single words of names, allowing typos; None when nothing comes near."""
        scores: dict[int, float] = {}
        for word in found:
            if len(word) < 4:
                continue
            near = [word] if word in self.by_word else self._near(word)
            for key in near:
                for index in self.by_word[key]:
                    scores[index] = scores.get(index, 0) + (2.0 if key == word else 1.0)
        if not scores:
            return None
        best = max(scores.values())
        return self._single({i for i, score in scores.items() if score == best})

    def _near(self, word: str) -> list[str]:
        if len(word) < 5 or not word.isalpha():
            return []
        close = [k for k in self.by_word if abs(len(k) - len(word)) <= 2 and len(k) >= 5]
        return difflib.get_close_matches(word, close, n=2, cutoff=0.8)

    def _single(self, rows: set[int]) -> Found:
        if len(rows) == 1:
            return Found((rows.pop(),))
        names = " or ".join(self.label(i) for i in sorted(rows)[:4])
        return Found((), 0, f"Which deal do you mean: {names}?")

    def without_row(self, index: int, text: str) -> str:
        """Cut the row's own words off the beginning of the text, as far as they go.

        A name alone, or the whole printed row ("Northwind - renewal (120k, Proposal, 4 Dec)").
        """
        bag = self.bags[index]
        end = 0
        taken = 0
        for match in re.finditer(r"[^\s\W]+(?:['’.,-][^\s\W]+)*", text):
            folded = words(match.group())
            known = bool(folded) and all(w in bag or self._typo(w, bag) for w in folded)
            if not known:
                break
            end, taken = match.end(), taken + 1
        if taken == 0:
            return text
        return text[end:].lstrip(" \t)].,;:|–—-=>")

    def without_mention(self, index: int, text: str) -> str:
        """Cut the deal's name out of a sentence where it only says which deal is meant.

        "call their CFO at Globex", "P3 - Globex - call", "quick one: Globex, P3"; but "send Globex
        the price" stays as it is.
        """
        span = self._name_span(index, text)
        if span is None:
            return text
        head, tail = text[: span[0]], text[span[1] :]
        if _PRACTICE_ALONE.fullmatch(head):  # "P1 Globex"
            return f"{head} {tail.lstrip(' ,:;|-–—')}"
        at = _AT.search(head)
        if at is not None:
            return f"{head[: at.start()].rstrip()} {tail.lstrip()}"
        if re.match(r"\s*(?:[:,;|]|[-–—]\s|$)", tail) and re.search(
            r"(?:[:.!?,;|]|\s[-–—])\s*$", head
        ):
            return (head if re.search(r"\d", head) else "") + tail.lstrip(" ,:;|-–—")
        return text

    def _name_span(self, index: int, text: str) -> tuple[int, int] | None:
        """Return where the longest run of the row's own name words stands."""
        row = self.rows[index]
        own = {*words(row.name), *words(row.company)}
        best: tuple[int, int] | None = None
        start: int | None = None
        for match in [*re.finditer(r"[^\W_]+", text), None]:
            fits = match is not None and (
                (w := fold(match.group())) in own or self._typo(w, frozenset(own - _FORM))
            )
            if fits and match is not None:
                start = match.start() if start is None else start
                end = match.end()
            elif start is not None:
                if not best or end - start > best[1] - best[0]:
                    best = (start, end)
                start = None
        return best if best and set(words(text[best[0] : best[1]])) - _FORM else None

    def _typo(self, word: str, bag: frozenset[str]) -> bool:
        if len(word) < 5 or not word.isalpha():
            return False
        return bool(
            difflib.get_close_matches(word, [b for b in bag if len(b) > 4], n=1, cutoff=0.8)
        )

    def is_row(self, index: int, text: str) -> bool:
        """Tell whether the text is nothing but the printed row."""
        found = words(text)
        return bool(found) and all(word in self.bags[index] for word in found)


def _keys(row: Opportunity) -> list[str]:
    """Return the folded names by which a row may be called."""
    keys = [" ".join(words(row.name)), " ".join(words(row.company))]
    short = [w for w in words(row.company) if w not in _FORM]
    keys.append(" ".join(short))
    return [k for k in dict.fromkeys(keys) if len(k) >= 3]


_PRINTED = word_list(
    "stage close closes closing date amount open opportunity deal company usd eur gbp chf k m "
    "jan feb mar apr may jun jul aug sep oct nov dec january february march april june july "
    "august september october november december"
)


def _row_words(row: Opportunity) -> list[str]:
    """Return every word that may be printed of a row."""
    found = [*words(row.name), *words(row.company), *words(row.stage), *_PRINTED]
    if row.amount is not None:
        for form in (
            f"{row.amount:.0f}",
            f"{row.amount:,.0f}",
            f"{row.amount / 1000:g}k",
            f"{row.amount / 1000:g}",
        ):
            found.extend(words(form))
            found.append(form)
    if row.currency:
        found.append(row.currency.lower())
    if row.close_date:
        found.extend(
            [
                str(row.close_date.year),
                str(row.close_date.day),
                f"{row.close_date.day:02d}",
                str(row.close_date.month),
                f"{row.close_date.month:02d}",
                row.close_date.isoformat(),
            ]
        )
    return found


def _lower(line: str) -> str:
    """Return the line without case and accents, every character at its place."""
    return "".join(
        fold(c) if len(fold(c)) == 1 else (c if c.isspace() else c.lower()[:1]) for c in line
    )
