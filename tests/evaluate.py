"""Measure the reading of mail: ``python -m tests.evaluate [--detail]`` prints one table per corpus.

The held-out third of our own corpus, the mails of authors who knew no rule and, where it lies beside
the repository, the folder of shared samples are shown apart from the mails the rules were written
against. What the weights were learned from is named: its figures tell how well it was learned, those
of the mails kept apart how well new mail is read.
"""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from debrief.reading.reading import Reading, read_message
from debrief.reading.wording import fold
from debrief.team import Team
from tests import corpus
from tests.corpus import mailboxes, rehearsal, spoken, stated

SAMPLES = Path(__file__).parents[2] / "shared" / "samples"
EXACT = ("customer_email", "amount", "currency", "rep_email", "competitor", "major", "missing")
LOOSE = ("customer_name", "company", "deal", "priorities", "reason_given")


@dataclass
class Score:
    """Counts of one corpus: verdicts, and for every fact how many were right of how many."""

    name: str
    hits: int = 0
    misses: list[str] = field(default_factory=list)
    alarms: list[str] = field(default_factory=list)
    quiet: int = 0
    facts: dict[str, list[int]] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)
    bytes: int = 0
    seconds: float = 0.0
    count: int = 0

    def fact(self, case: str, name: str, right: bool, got: object, want: object) -> None:
        """Count one fact."""
        counts = self.facts.setdefault(name, [0, 0])
        counts[0] += right
        counts[1] += 1
        if not right:
            self.wrong.append(f"{case}: {name} = {got!r}, expected {want!r}")

    def table(self, detail: bool) -> str:
        """Return the figures as lines of text."""
        losses = self.hits + len(self.misses)
        found = self.hits + len(self.alarms)
        lines = [
            f"== {self.name}: {self.count} mails, {losses} losses",
            f"recall {_share(self.hits, losses)}  precision {_share(self.hits, found)}  "
            f"{self.count / max(self.seconds, 1e-9):.0f} mails/s",
        ]
        lines += [f"  {name:<16} {_share(*counts)}" for name, counts in self.facts.items()]
        if detail:
            lines += [f"  missed: {name}" for name in self.misses] + [
                f"  false alarm: {name}" for name in self.alarms
            ]
            lines += [f"  {line}" for line in self.wrong]
        return "\n".join(lines)


def _share(part: int, whole: int) -> str:
    return f"{part}/{whole} ({100 * part / whole:.1f} %)" if whole else "-"


def same_text(got: str | None, want: str | None) -> bool:
    """Compare two short texts by meaning, roughly: most words of the shorter one are in the longer."""
    if not got or not want:
        return not got and not want
    one, two = set(re.findall(r"\w+", fold(got))), set(re.findall(r"\w+", fold(want)))
    return len(one & two) * 2 >= min(len(one), len(two))


@cache
def read_once(raw: bytes, team: Team) -> Reading:
    """Return what is read off a mail, read once however many ask."""
    return read_message(raw, team)


def measure(
    name: str,
    cases: Iterable[tuple[str, bytes, dict[str, Any]]],
    team: Team,
    read: Callable[[bytes, Team], Reading] = read_message,
) -> Score:
    """Read every mail and compare it with its labels (keys of the contract, "loss" among them)."""
    score = Score(name)
    for case, raw, want in cases:
        start = time.process_time()
        reading = read(raw, team)
        score.seconds += time.process_time() - start
        score.count += 1
        _count(score, case, reading, want)
    return score


def _count(score: Score, case: str, reading: Reading, want: dict[str, Any]) -> None:
    got = reading.as_contract(case)
    if reading.loss and want["loss"]:
        score.hits += 1
    elif want["loss"]:
        score.misses.append(
            f"{case} ({got.get('verdict')} {got.get('confidence')}: {got.get('why')})"
        )
        return
    elif reading.loss:
        score.alarms.append(f"{case} ({got['confidence']}: {got['why']})")
        return
    else:
        score.quiet += 1
        return
    if "forward" in want:
        forward = got["forward"] or {}
        shown = (forward.get("from_email"), forward.get("subject"), forward.get("body"))
        right = all(
            (a or "").strip() == (b or "").strip()
            for a, b in zip(shown, want["forward"], strict=True)
        )
        score.fact(case, "forward", right, shown, want["forward"])
    quotes = stated.quotes().get(case)
    if quotes is not None:  # by sentence, whatever words the label has for it
        said = got["reason_given"] or ""
        right = any(stated.holds(said, quote) for quote in quotes) if quotes else not said
        score.fact(case, "reason, sentence", right, said, quotes)
    for name in (*EXACT, *LOOSE):
        if name in want:
            score.fact(case, name, _right(name, got[name], want[name]), got[name], want[name])


def _right(name: str, got: Any, want: Any) -> bool:
    if name == "priorities":
        return (not want and len(got) <= 1) or (
            bool(want) and sum(any(same_text(g, w) for g in got) for w in want) * 2 >= len(want)
        )
    if name == "missing":
        return set(got) - {"priorities", "reason_given"} == set(want) - {
            "priorities",
            "reason_given",
        }
    if name == "competitor":
        return _same_firm(got, want)
    return same_text(got, want) if name in LOOSE else bool(got == want)


# What a firm's name is as well known without: its form of registration, what it is a firm of, a remark.
_LEGAL = re.compile(
    r"[,.\s]*\b(?:gmbh(?: & co\.? kg)?|ag|kg|eg|inc|llc|ltd|limited|plc|bvba|unipessoal|lda|ltda|me|b\.?v|n\.?v|s\.?l|s\.?a(?:\. de c\.?v)?|sas|s\.?p\.?a)\.?$"
)
_TRADE = re.compile(
    r"\s(?:software|systems?|sistemas|solutions?|technologies|informatique|informatica)$"
)
_FIRM = re.compile(r"^(?:m/s|messrs\.?|firma|cabinet|groupement|consorcio|consortium)\s+")
_REMARK = re.compile(r"\s*\([^)]*\)$")


def _same_firm(got: str | None, want: str | None) -> bool:
    """Compare two firms' names, each of which may leave out what the firm is as well known without."""
    if not got or not want:
        return not got and not want
    one, two = _firm(got), _firm(want)
    return one == two or _TRADE.sub("", one) == two or one == _TRADE.sub("", two)


def _firm(name: str) -> str:
    """Return a firm's name without the form it is registered in, a word for firm, or a remark."""
    plain = _FIRM.sub("", _REMARK.sub("", fold(name).strip(" .\"'“”«»")))
    while (bare := _LEGAL.sub("", plain).strip(" .,–-")) not in ("", plain):
        plain = bare
    return plain


def own_cases(
    part: str | None = None, files: tuple[tuple[str, bool], ...] = corpus.SETTLED
) -> list[tuple[str, bytes, dict[str, Any]]]:
    """Return our corpus in the contract's keys."""
    return [
        (case.name, case.raw, labels(case))
        for case in corpus.messages(files)
        if part is None or case.part == part
    ]


def labels(case: corpus.Case) -> dict[str, Any]:
    """Return what a case of our corpus states, in the keys of the contract."""
    want: dict[str, Any] = {"loss": case.loss}
    if not case.loss:
        return want
    facts = case.expected
    number, _, currency = facts.get("amount", "").partition(" ")
    rival = facts.get("rival")
    want |= {
        "customer_name": facts.get("name"), "customer_email": facts.get("email"), "company": facts.get("company"),
        "deal": facts.get("deal"), "amount": float(number) if number else None, "currency": currency or None,
        "rep_email": facts.get("rep"), "competitor": None if rival in corpus.NOBODY else rival,
        "priorities": facts["wants"].split("|") if "wants" in facts else [], "reason_given": facts.get("reason"),
    }  # fmt: skip
    for name in (
        "deal",
        "company",
        "priorities",
    ):  # stated in more than one way, or not at all: compared only when labelled
        if not want[name]:
            del want[name]
    if case.forwarded:
        want["forward"] = case.forwarded
    return want


def note_cases() -> list[tuple[str, bytes, dict[str, Any]]]:
    """Return notes of a line or two in the bluntest words, kept apart, as mails of reps and customers."""
    found = []
    for path in sorted((corpus.HERE / "blunt_notes").glob("*.tsv")):
        for at, row in enumerate(path.read_text(encoding="utf-8").splitlines()):
            label, voice, text = row.split("\t")
            name = f"note-{path.stem}-{at + 1:02}"
            raw = rehearsal.note(name, text, ours=voice == "ours")
            found.append((name, raw, {"loss": label in spoken.MERGED}))
    return found


def win_cases() -> list[tuple[str, bytes, dict[str, Any]]]:
    """Return short notes of deals won, of progress and of everyday things, kept apart: none tells of a loss."""
    found = []
    for path in sorted((corpus.HERE / "win_notes").glob("*.tsv")):
        for at, row in enumerate(path.read_text(encoding="utf-8").splitlines()):
            kind, voice, subject, text = row.split("\t")
            name = f"{kind}-{path.stem}-{at + 1:02}"
            lines = text.replace(" / ", "\n")
            raw = rehearsal.note(name, lines, ours=voice == "ours", subject=subject)
            found.append((name, raw, {"loss": False}))
    return found


def hand_cases() -> list[tuple[str, bytes, dict[str, Any]]]:
    """Return the notes typed by hand in the contract's keys; a reason is compared only when labelled."""
    found = [(case.name, case.raw, labels(case)) for case in corpus.hand_notes()]
    for _, _, want in found:
        if not want.get("reason_given"):
            want.pop("reason_given", None)
    return found


def main(arguments: list[str]) -> None:
    """Print the tables."""
    detail = "--detail" in arguments
    team = corpus.team()
    for part in ("seen", "held out", "later"):
        print(measure(f"own corpus, {part}", own_cases(part), team).table(detail))
    print(measure("own corpus, fresh", own_cases(files=corpus.FRESH), team).table(detail))
    for author, use in corpus.AUTHORS.items():
        cases = [(case.name, case.raw, labels(case)) for case in corpus.written(author)]
        if cases:
            print(measure(f"mails of {author}, {use}", cases, team).table(detail))
    print(measure("blunt notes, kept apart", note_cases(), team).table(detail))
    print(measure("notes of deals won, kept apart", win_cases(), team).table(detail))
    print(measure("notes typed by hand", hand_cases(), team).table(detail))
    folders = {mailboxes.HERE / name: use for name, use in mailboxes.USES.items()}
    for folder, use in {**folders, SAMPLES: "shared"}.items():
        found = mailboxes.folder_cases(folder)
        if found:
            print(measure(f"raw mails of {folder.name}, {use}", *found).table(detail))


if __name__ == "__main__":
    main(sys.argv[1:])
