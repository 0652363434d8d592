"""Turn what a rep says of a deal into commitments, and into questions about the rest."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from debrief.due_date import read_when, split_due
from debrief.lexicon import DROP, NO, YES, Doubt, fold
from debrief.model import Commitment
from debrief.practice_numbers import Mention, mentions, named_practice
from debrief.worksheet_deals import Deals
from debrief.worksheet_none import says_none


@dataclass(frozen=True, slots=True)
class WorksheetReading:
    """What a reply to a worksheet promises.

    ``corrections`` are numbers of earlier commitments that are withdrawn or replaced; ``none_for``
    are rows (from 1) for which the rep says that no practice applies; ``answered`` are all rows
    spoken of. Every doubt carries the question to ask back.
    """

    commitments: tuple[Commitment, ...] = ()
    nothing: bool = False
    corrections: tuple[int, ...] = ()
    unclear: tuple[Doubt, ...] = ()
    none_for: tuple[int, ...] = ()
    answered: tuple[int, ...] = ()


_UNSURE = re.compile(
    r"\?\s*$|\b(?:maybe|perhaps|not sure|unsure|possibly|might|no idea|don'?t know|either|already|"
    r"vielleicht|eventuell|evtl|unsicher|weiss nicht|moglicherweise|"
    r"peut-etre|pas sur|je ne sais pas|quizas?|tal vez|no se si|no estoy segur\w|"
    r"misschien|weet niet|weet ik niet|talvez|nao sei|se calhar)\b"
)
_INSTEAD = re.compile(
    r"^(?:no|nein|non|nee|nao|sorry|correction|korrektur|not p\s?\d+|actually)\b[\s,.:;–-]*|"
    r"\b(?:instead|stattdessen|statt p\s?\d+|plutot|a la place|en su lugar|en vez de p\s?\d+|"
    r"in plaats daarvan|"
    r"em vez disso|rather than p\s?\d+|instead of p\s?\d+|not p\s?\d+|nicht p\s?\d+)\b"
)
_NEGATED = re.compile(
    r"\b(?:do not|don'?t|won'?t|will not|cannot|can'?t|not|nicht|kein\w*|ne|pas|no|nee|niet|geen|"
    r"nao)\s+"
    r"(?:\w+\s+){0,2}p\s?\d|p\s?\d+ (?:does not|doesn'?t|is not|isn'?t|won'?t|passt nicht|ne |no |"
    r"niet|nao)"
)
_LEAD = re.compile(
    r"^(?:(?:i|we|ich|wir|je|nous|yo|ik|wij|eu)(?:'m going to| am going to|'ll|'d| will| would|"
    r" can| could| am going to| plan to| want to| "
    r"shall| werde| will| mochte| kann| vais| voy a| ga| zal| vou)?|"
    r"j'utilise|j'applique|nutze ich|verwende ich|gebruik ik|ik gebruik|uso|utilizo|utilise|"
    r"aplico|use|using|apply|applying|try|will use|to use|with|mit|nutze|verwende|anwenden|"
    r"utiliser|avec|appliquer|usar|aplicar|"
    r"con|gebruik|gebruiken|toepassen|met|com|utilizar|for|on|at|bei|pour|para|voor|there|here|"
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


class Promises:
    """Turns what is said of a deal into commitments and questions."""

    def __init__(
        self,
        deals: Deals,
        practices: Mapping[int, str],
        today: date,
        earlier: Sequence[Commitment] = (),
    ) -> None:
        self.deals = deals
        self.practices = practices
        self.today = today
        self.earlier = list(earlier)
        self.made: list[Commitment] = []
        self.doubts: list[Doubt] = []
        self.none_for: list[int] = []
        self.gone: list[int] = []
        self.answered: list[int] = []

    def take(self, rows: tuple[int, ...], text: str, question: str = "") -> None:
        """Take in what was said of these rows (from 0)."""
        text = re.sub(r"\s+", " ", text).strip()
        if question:
            self.doubts.append(Doubt(text, None, question))
            return
        plain = fold(text).strip(" .!,-–—:()\"'")
        if not text or not rows:
            return
        self.answered.extend(r + 1 for r in rows)
        if not plain or says_none(plain):
            self.none_for.extend(r + 1 for r in rows)
        elif plain in DROP:
            self._withdraw(rows)
        elif _UNSURE.search(fold(text)):
            self._unsure(rows, text)
        else:
            self._promise(rows, text)

    def cells(self, row: int, practice: str, how: str, when: str) -> None:
        """Take in one row of a sheet: its practice, how and by-when cells."""
        numbers = re.match(r"\s*P?\d{1,4}(?:\s*[,;&+/]\s*P?\d{1,4})*", practice, re.IGNORECASE)
        head = (
            " ".join(f"P{n}" for n in re.findall(r"\d+", numbers.group())) if numbers else practice
        )
        found = tuple(mentions(head))
        due = read_when(when, self.today) if when else None
        plain = fold(" ".join((practice, how, when))).strip(" .-")
        self.answered.append(row + 1)
        if says_none(plain):
            self.none_for.append(row + 1)
            return
        if when and due is None:
            self._ask(row, when, f"“{when}” is not clear to me. By when?")
        line = " – ".join(part for part in (practice, how, when) if part)
        self._commit(row, line, how.strip(), due, found, False)

    def _names(self, rows: tuple[int, ...]) -> str:
        return ", ".join(self.deals.label(r) for r in rows)

    def _unsure(self, rows: tuple[int, ...], text: str) -> None:
        number = rows[0] + 1
        self.doubts.append(
            Doubt(
                text,
                f"{number}: P{_first(self.practices)} what you will do, by Friday",
                f"For deal {self._names(rows)}: will you do this? If so, which practice, "
                f"how, and by when? If not, answer “{number}: none”.",
            )
        )

    def _withdraw(self, rows: tuple[int, ...]) -> None:
        names = {self.deals.rows[r].name for r in rows}
        self.gone.extend(c.number for c in self.earlier if c.opportunity in names)
        self.none_for.extend(r + 1 for r in rows)

    def _promise(self, rows: tuple[int, ...], text: str) -> None:
        folded = fold(text)
        meant = _after_instead(text)
        instead = _INSTEAD.search(folded) is not None and bool(mentions(meant))
        if instead:
            text = meant
        elif _NEGATED.search(folded):
            self._unsure(rows, text)
            return
        for piece, found in _pieces(text, self.practices):
            action, due = split_due(piece, self.today)
            action = _clean(action)
            verdict = fold(action).strip(" .!,") if found and due is None else ""
            if verdict in NO:  # "P1, no" is no promise
                self.none_for.extend(r + 1 for r in rows)
                continue
            action = "" if verdict in YES else action  # "P2, ok": how and when are still to say
            for row in rows:
                self._commit(row, text, action, due, found, instead)

    def _commit(
        self,
        row: int,
        line: str,
        action: str,
        due: date | None,
        found: tuple[Mention, ...],
        instead: bool,
    ) -> None:
        name = self.deals.rows[row].name
        old = [c for c in self.earlier if c.opportunity == name and c.number not in self.gone]
        if instead and old:
            self.gone.extend(c.number for c in old)
            action, due = action or old[-1].action, due or old[-1].due
        numbers = [m.number for m in found]
        bad = [n for n in numbers if n not in self.practices]
        good = [n for n in numbers if n in self.practices]
        if not numbers:
            quoted = named_practice(action, self.practices)
            good = [quoted] if quoted is not None else []
        if due is not None and due < self.today:
            self._ask(row, line, f"{due.isoformat()} is past; by when will you do it?")
            due = None
        elif due is None and good:
            how = "By when?" if action else "How, and by when?"
            self._ask(row, line, how)
        chosen: list[int | None] = [*good] or [None]
        for practice in chosen:
            self._add(name, practice, action, due)
        if bad:
            known = ", ".join(f"P{n}" for n in sorted(self.practices)) or "none"
            self._ask(
                row, line, f"There is no practice P{bad[0]} on your sheet ({known}). Which one?"
            )
        elif not good:
            tail = "" if due else " And by when?"
            self._ask(row, line, f"Which practice is it?{tail}")

    def _add(self, name: str, practice: int | None, action: str, due: date | None) -> None:
        same = [
            c
            for c in self.made
            if (c.opportunity, c.practice, c.action, c.due) == (name, practice, action, due)
        ]
        if same:
            return
        number = max((c.number for c in (*self.earlier, *self.made)), default=0) + 1
        self.made.append(
            Commitment(number=number, opportunity=name, practice=practice, action=action, due=due)
        )

    def _ask(self, row: int, line: str, question: str) -> None:
        self.doubts.append(Doubt(line, None, f"For deal {self.deals.label(row)}: {question}"))

    def result(
        self, loose: Sequence[str], *, said_none: bool, rest_none: bool = False
    ) -> WorksheetReading:
        """Return the reading; what found no deal is asked about."""
        doubts = list(self.doubts)
        count = len(self.deals.rows)
        example = f"1: P{_first(self.practices)} what you will do, by Friday"
        for line in loose:
            which = f" (1 to {count})" if count else ""
            doubts.append(
                Doubt(line, example, f"Which deal{which} is this about, and which practice?")
            )
        rows = set(range(1, count + 1))
        if rest_none or (said_none and self.made):
            self.none_for.extend(sorted(rows - set(self.answered)))
        every = bool(rows) and rows <= set(self.none_for)
        nothing = (said_none or every) and not self.made and not doubts
        if said_none and (self.made or doubts) and not self.made:
            doubts.append(
                Doubt("none", None, "Do you mean that no practice applies to any of your deals?")
            )
        return WorksheetReading(
            commitments=tuple(self.made),
            nothing=nothing,
            corrections=tuple(dict.fromkeys(self.gone)),
            unclear=tuple(dict.fromkeys(doubts)),
            none_for=tuple(dict.fromkeys(self.none_for)),
            answered=tuple(dict.fromkeys(self.answered)),
        )


def _first(practices: Mapping[int, str]) -> int:
    return min(practices, default=1)


def _pieces(text: str, practices: Mapping[int, str]) -> list[tuple[str, tuple[Mention, ...]]]:
    """Cut a promise at its practices: "P3 call, P5 send" and "call (P3), send (P5)" are two."""
    found = mentions(text, practices)
    if not found:
        return [(text, ())]
    groups: list[list[Mention]] = [[found[0]]]
    for mention in found[1:]:
        between = text[groups[-1][-1].end : mention.start]
        if re.fullmatch(r"[\s,;/&+]*(?:and|und|et|y|en|e|plus|as well as)?[\s,;/&+]*", between):
            groups[-1].append(mention)
        else:
            groups.append([mention])
    if len(groups) == 1:
        first, last = groups[0][0], groups[0][-1]
        return [(f"{text[: first.start]} {text[last.end :]}", tuple(groups[0]))]
    head = _clean(text[: groups[0][0].start])
    tail = _clean(text[groups[-1][-1].end :])
    trailing = bool(head) and not tail
    pieces = []
    for index, group in enumerate(groups):
        if trailing:
            start = groups[index - 1][-1].end if index else 0
            piece = text[start : group[0].start]
        else:
            stop = groups[index + 1][0].start if index + 1 < len(groups) else len(text)
            piece = (text[: group[0].start] + " " if index == 0 else "") + text[
                group[-1].end : stop
            ]
        pieces.append((piece, tuple(group)))
    return pieces


def _clean(action: str) -> str:
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
        if shorter == text:
            break
        text = shorter
    return _balanced(re.sub(r"\s+([,.;:])", r"\1", text).strip(" ,;:–—-."))


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


def _after_instead(text: str) -> str:
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
