"""Turn what a rep says of a deal into commitments, and into questions about the rest."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from debrief.answers.hesitation import INSTEAD, NO_IDEA, NOT_SURE, PERHAPS
from debrief.lexicon import ALL, DROP, NO, YES, Doubt, fold
from debrief.model import Commitment
from debrief.practices.numbers import Mention, mentions, named_practice
from debrief.when.due_date import read_when, split_due
from debrief.worksheets.deals import Deals
from debrief.worksheets.deeds import (
    after_instead,
    clean,
    pieces,
    same_words,
    without_asides,
    without_mentions,
)
from debrief.worksheets.ended import ending
from debrief.worksheets.nothing import none_for_a_reason, says_none
from debrief.worksheets.questions import without_question
from debrief.worksheets.short_answers import agrees, says_yes, to_take_out


@dataclass(frozen=True, slots=True)
class WorksheetReading:
    """What a reply to a worksheet promises.

    ``corrections`` are numbers of earlier commitments that are withdrawn or replaced; ``none_for``
    are rows (from 1) for which the rep says that no practice applies; ``ended`` are rows that are
    no longer theirs to win, and how they ended; ``answered`` are all rows spoken of. Every doubt
    carries the question to ask back; ``pending`` are the lines that the next reply may complete.
    ``agreed``: the reply says that what was read is right; ``asks`` are questions beside a promise.
    """

    commitments: tuple[Commitment, ...] = ()
    nothing: bool = False
    corrections: tuple[int, ...] = ()
    unclear: tuple[Doubt, ...] = ()
    none_for: tuple[int, ...] = ()
    answered: tuple[int, ...] = ()
    ended: tuple[tuple[int, str], ...] = ()
    pending: tuple[str, ...] = ()
    agreed: bool = False
    asks: tuple[str, ...] = ()

    @property
    def understood(self) -> bool:
        """Whether the reply said something about a deal, or that none applies."""
        said = self.commitments or self.corrections or self.none_for or self.ended
        return bool(said) or self.nothing or self.agreed


@dataclass(frozen=True, slots=True)
class Gap(Doubt):
    """What a commitment that was read still lacks."""


_UNSURE = re.compile(rf"\?\s*$|\b(?:{PERHAPS}|{NO_IDEA}|{NOT_SURE}|either)\b")
_ALREADY = re.compile(
    r"\b(?:already|schon|bereits|deja|ya|al gedaan|reeds|ja (?:fiz|feito|fizemos))\b|"
    r"^(?:\W|p\s?\d+)*(?:is )?(?:done|erledigt|gemacht|fait|hecho|gedaan|feito)\W*$"
)
_INSTEAD = re.compile(
    r"^(?:no|nein|non|nee|nao|sorry|correction|korrektur|not p\s?\d+|actually)\b[\s,.:;–-]*|"
    rf"\b(?:{INSTEAD}|statt p\s?\d+|plutot|en vez de p\s?\d+|"
    r"rather than p\s?\d+|instead of p\s?\d+|not p\s?\d+|nicht p\s?\d+)\b"
)
_NEGATED = re.compile(
    r"\b(?:do not|don'?t|won'?t|will not|cannot|can'?t|not|nicht|kein\w*|ne|pas|no|nee|niet|geen|"
    r"nao)\s+"
    r"(?:\w+\s+){0,2}p\s?\d|p\s?\d+ (?:does not|doesn'?t|is not|isn'?t|won'?t|passt nicht|ne |no |"
    r"niet|nao)"
)


class Promises:
    """Turns what is said of a deal into commitments and questions.

    ``earlier`` are the commitments read before; a line that names only what one of them lacks
    completes it, and a line that differs from it in one thing corrects it. ``pending`` are lines
    that were asked about.
    """

    def __init__(
        self,
        deals: Deals,
        practices: Mapping[int, str],
        today: date,
        earlier: Sequence[Commitment] = (),
        pending: Sequence[str] = (),
    ) -> None:
        self.deals = deals
        self.practices = practices
        self.today = today
        self.earlier = list(earlier)
        self.asked = [_numbered(line, len(deals.rows)) for line in pending]
        self.made: list[Commitment] = []
        self.doubts: list[Doubt] = []
        self.pending: list[str] = []
        self.none_for: list[int] = []
        self.gone: list[int] = []
        self.ended: dict[int, str] = {}
        self.answered: list[int] = []
        self.bare: list[tuple[int, ...]] = []
        self.agreed = False
        self.asks: list[str] = []

    def take(
        self, rows: tuple[int, ...], text: str, question: str = "", *, own: bool = False
    ) -> None:
        """Take in what was said of these rows (from 0); ``own``: the rep wrote their numbers."""
        text, asks = without_question(re.sub(r"\s+", " ", text).strip())
        if asks:
            self.asks.append(asks)
        if question:
            self.doubts.append(Doubt(text, None, question))
            self.pending.append(text)
            return
        if own and rows and not text:
            self.bare.append(rows)
        if not text or not rows:
            return
        self.answered.extend(r + 1 for r in rows)
        if len(rows) == 1:
            text = self._with_what_was_asked(rows[0], text)
        plain = fold(text).strip(" .!,-–—:()\"'")
        over = "" if mentions(text) else ending(plain)
        dated = split_due(text, self.today)[1] is not None
        reason = not mentions(text) and not over and none_for_a_reason(plain, dated=dated)
        if not plain or says_none(plain) or plain in DROP or reason:
            self._none(rows)
        elif over:
            self._end(rows, over)
        elif plain in YES and self._open(rows):
            self.agreed = True
        elif plain in YES or _UNSURE.search(fold(without_asides(text))):
            self._unsure(rows, text)
        elif _ALREADY.search(fold(text)) and not self._names_a_day_ahead(text):
            self._done_before(rows, text)
        else:
            self._promise(rows, text)

    def complete(self, line: str) -> bool:
        """Take a line that names no deal where it can only be about one; tell whether it was."""
        plain = fold(line).strip(" .!,")
        if (dropped := self._dropped(plain)) is not None:
            self._none(dropped)
        elif (self.earlier or self.asked) and agrees(plain):
            self.agreed = True
        elif len(rows := self._lacking(line)) == 1:
            self.take(rows, line)
        else:
            return False
        return True

    def name_asked(self) -> None:
        """Join a reply of a bare "2", or of a deal's name, with the line that was asked about."""
        if len(self.bare) != 1 or self.answered or self.doubts:
            return
        (rows,) = self.bare
        lines = [text for row, text in self.asked if row is None]
        if len(lines) == 1:
            self.take(rows, lines[0])
        else:
            self._ask_of(rows, "", "which practice, how, and by when?")

    def _open(self, rows: tuple[int, ...]) -> list[Commitment]:
        """Return the earlier commitments of these rows that still stand."""
        names = {self.deals.rows[r].name for r in rows}
        return [
            c
            for c in self.earlier
            if c.opportunity in names and c.state == "open" and c.number not in self.gone
        ]

    def _lacking(self, line: str) -> tuple[int, ...]:
        """Return the rows that the line may complete: it names a practice or a day they lack."""
        practice, (action, due) = bool(mentions(line)), split_due(line, self.today)
        bare = not clean(without_mentions(action))
        rows = [
            row for row, _ in self.asked if row is not None and (practice or due or says_yes(line))
        ]
        for row in range(len(self.deals.rows)):
            for c in self._open((row,)):
                lacks_action = not c.action and (practice or due is not None)
                lacks_day = (
                    c.due is None and due is not None and (bare or same_words(action, c.action))
                )
                lacks_practice = c.practice is None and practice
                rows += [row] if lacks_action or lacks_day or lacks_practice else []
        return tuple(dict.fromkeys(rows))

    def _with_what_was_asked(self, row: int, text: str) -> str:
        """Return the text with the line it completes: the practice alone where that was unsure."""
        asked = next((line for at, line in self.asked if at == row), "")
        action, due = split_due(text, self.today)
        short = not clean(without_mentions(action)) or says_yes(text)
        if not asked or not short or (due is None and not mentions(text) and not says_yes(text)):
            return text
        if _UNSURE.search(fold(asked)) or fold(asked).strip(" .!,") in YES:
            asked = " ".join(f"P{m.number}" for m in mentions(asked))
        if mentions(text):
            asked = without_mentions(asked)
        return f"{asked} {text}".strip()

    def _dropped(self, plain: str) -> tuple[int, ...] | None:
        """Return the rows that are taken out; None for other words."""
        rest = to_take_out(plain)
        if rest is None:
            return None
        open_rows = tuple(r for r in range(len(self.deals.rows)) if self._open((r,)))
        numbers = tuple(int(w) - 1 for w in rest if w.isdecimal())
        if rest and len(numbers) == len(rest):
            known = all(0 <= n < len(self.deals.rows) for n in numbers)
            return numbers if known else None
        every = bool(rest) and all(w in ALL for w in rest)
        return open_rows if open_rows and (every or (not rest and len(open_rows) == 1)) else None

    def _names_a_day_ahead(self, text: str) -> bool:
        due = split_due(text, self.today)[1]
        return due is not None and due >= self.today

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

    def _example(self, row: int) -> str:
        return f"{row + 1}: P{_first(self.practices)} what you will do, by Friday"

    def _unsure(self, rows: tuple[int, ...], text: str) -> None:
        self._ask_of(
            rows,
            text,
            "will you do this? If so, which practice, how, and by when? If not, answer "
            f"“{rows[0] + 1}: none”.",
        )

    def _done_before(self, rows: tuple[int, ...], text: str) -> None:
        """What was done before is no promise, and what is promised stands."""
        question = "done already, good. You will be asked on the day whether it helped."
        if not self._open(rows):
            question = (
                "done already, good. Will you do more, and by when? If not, answer "
                f"“{rows[0] + 1}: none”."
            )
        self._ask_of(rows, text, question)

    def _ask_of(self, rows: tuple[int, ...], text: str, question: str) -> None:
        """Ask about what was said of these rows and note it as what the next reply completes."""
        self.doubts.append(
            Doubt(
                text or self._names(rows),
                self._example(rows[0]),
                f"For deal {self._names(rows)}: {question}",
            )
        )
        self.pending.append(f"{rows[0] + 1}: {text}")

    def _none(self, rows: tuple[int, ...]) -> None:
        self.gone.extend(c.number for c in self._open(rows))
        self.none_for.extend(r + 1 for r in rows)

    def _end(self, rows: tuple[int, ...], outcome: str) -> None:
        self.gone.extend(c.number for c in self._open(rows))
        self.ended.update(dict.fromkeys(rows, outcome))

    def _promise(self, rows: tuple[int, ...], text: str) -> None:
        folded = fold(text)
        meant = after_instead(text)
        instead = _INSTEAD.search(folded) is not None and bool(mentions(meant))
        if instead:
            text = meant
        elif _NEGATED.search(folded):
            self._unsure(rows, text)
            return
        for piece, found in pieces(text, self.practices):
            action, due = split_due(without_asides(piece), self.today)
            due = due or split_due(piece, self.today)[1]
            action = clean(action)
            verdict = fold(action).strip(" .!,") if found else ""
            if verdict in NO and due is None:  # "P1, no" is no promise
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
        old = self._open((row,))
        numbers = [m.number for m in found]
        bad = [n for n in numbers if n not in self.practices]
        good = [n for n in numbers if n in self.practices]
        if not numbers:
            quoted = named_practice(action, self.practices)
            good = [quoted] if quoted is not None else []
        past = due if due is not None and due < self.today else None
        due = None if past else due
        if instead and old:
            self.gone.extend(c.number for c in old)
            action, due = action or old[-1].action, due or old[-1].due
            old = []
        bases = self._completed(old, good, action, due) if not bad else []
        bare = all(not c.action and c.due is None for c in bases)  # one question was about them all
        several = len({c.practice for c in bases}) > 1 and not bare
        if not good and not bad and several:
            which = " or ".join(f"P{c.practice}" for c in bases if c.practice is not None)
            self._ask_of((row,), line, f"which of them do you mean: {which}?")
            return
        if not (good or bases or due or past):
            missing = self._unknown(bad) if bad else "which practice is it, and by when?"
            self._ask_of((row,), line, missing)
            return
        made = [self._on(base, good, action, due) for base in bases]
        named = {c.practice for c in made}
        rest: list[int | None] = [n for n in good if n not in named]
        made += [self._new(name, n, action, due) for n in rest or ([] if made else [None])]
        for commitment in made:
            self._add(commitment)
        self._ask_for_gaps(row, line, made, past, bad)

    def _completed(
        self, old: list[Commitment], good: list[int], action: str, due: date | None
    ) -> list[Commitment]:
        """Return the earlier commitments of the deal that the line completes or corrects."""
        if not good:
            if not action:
                return [c for c in old if c.due is None] or old
            without = [c for c in old if not c.action and c.practice is not None]
            return without or [c for c in old if same_words(c.action, action)]
        found: list[Commitment] = []
        for number in good:
            left = [c for c in old if c not in found]
            found += (
                [c for c in left if c.practice == number]
                or [c for c in left if c.practice is None]
                or [
                    c
                    for c in left
                    if action and c.practice not in good and same_words(c.action, action)
                ]
            )[:1]
        return found

    def _on(self, base: Commitment, good: list[int], action: str, due: date | None) -> Commitment:
        """Return the earlier commitment with what the line says; what it does not say stays."""
        taken = {c.practice for c in self.made}
        new = next((n for n in good if n not in taken), base.practice)
        practice = base.practice if base.practice in good or not good else new
        kept = base.due if base.due is not None and base.due >= self.today else None
        self.gone.append(base.number)
        update: dict[str, object] = {"practice": practice, "action": action or base.action}
        if due is not None and due != base.due:
            update |= {"due": due, "asked": 0, "asked_at": None}
        else:
            update["due"] = due or kept
        return base.model_copy(update=update)

    def _ask_for_gaps(
        self,
        row: int,
        line: str,
        made: list[Commitment],
        past: date | None,
        bad: list[int],
    ) -> None:
        """Ask for the day, the deed and the practice that are still wanting."""
        due, action = made[0].due, made[0].action
        if due is None and past is not None:
            self._ask(row, line, f"{past.isoformat()} is past; by when will you do it?")
        elif due is None and made[0].practice is not None:
            self._ask(row, line, "By when?" if action else "How, and by when?")
        if bad:
            self._ask(row, line, self._unknown(bad))
        elif made[0].practice is None:
            tail = "" if due or past else " And by when?"
            self._ask(row, line, f"Which practice is it?{tail}")

    def _unknown(self, bad: list[int]) -> str:
        known = ", ".join(f"P{n}" for n in sorted(self.practices)) or "none"
        return f"There is no practice P{bad[0]} on your sheet ({known}). Which one?"

    def _new(self, name: str, practice: int | None, action: str, due: date | None) -> Commitment:
        number = max((c.number for c in (*self.earlier, *self.made)), default=0) + 1
        return Commitment(
            number=number, opportunity=name, practice=practice, action=action, due=due
        )

    def _add(self, new: Commitment) -> None:
        def key(c: Commitment) -> tuple[object, ...]:
            return c.opportunity, c.practice, c.action, c.due

        if key(new) in {key(c) for c in self.made}:
            return
        number = new.number
        if number not in self.gone or number in {c.number for c in self.made}:
            number = max((c.number for c in (*self.earlier, *self.made)), default=0) + 1
        self.made.append(new.model_copy(update={"number": number}))

    def _ask(self, row: int, line: str, question: str) -> None:
        self.doubts.append(Gap(line, None, f"For deal {self.deals.label(row)}: {question}"))

    def result(
        self, loose: Sequence[str], *, said_none: bool, rest_none: bool = False
    ) -> WorksheetReading:
        """Return the reading; what found no deal is asked about."""
        doubts = list(self.doubts)
        count = len(self.deals.rows)
        example = self._example(0)
        self.pending.extend(loose)
        for line in loose:
            which = f" (1 to {count})" if count else ""
            doubts.append(
                Doubt(line, example, f"Which deal{which} is this about, and which practice?")
            )
        rows = set(range(1, count + 1))
        unread = any(mentions(line) for line in loose)  # "the rest" is not what was not understood
        if (rest_none and not unread) or (said_none and self.made):
            self.none_for.extend(sorted(rows - set(self.answered)))
        every = bool(rows) and rows <= {*self.none_for, *(r + 1 for r in self.ended)}
        nothing = (said_none or every) and not self.made and not doubts
        if said_none and doubts and not self.made:
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
            ended=tuple((row + 1, how) for row, how in self.ended.items()),
            pending=tuple(dict.fromkeys(self.pending)),
            agreed=self.agreed,
            asks=tuple(self.asks),
        )


def _numbered(line: str, count: int) -> tuple[int | None, str]:
    """Return the row (from 0) that a pending line begins with, None without one, and the rest."""
    match = re.match(r"(\d{1,3}): ", line)
    if match is None or not 1 <= int(match[1]) <= count:
        return None, line
    return int(match[1]) - 1, line[match.end() :]


def _first(practices: Mapping[int, str]) -> int:
    return min(practices, default=1)
