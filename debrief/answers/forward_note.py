"""What the manager wrote above a mail that they forward: facts put right, and what holds the start back or puts it off."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime

from debrief.amounts import read_amount
from debrief.answers.commands import Commands, read_commands
from debrief.answers.fact_values import LABELS
from debrief.answers.note_start import put_off
from debrief.answers.orders import is_about_reaching, restrains, restrains_in_short
from debrief.answers.restraint import asks_to_wait, tells_of_the_past
from debrief.lexicon import Doubt, ends_letter, is_friendly, is_greeting
from debrief.model import Facts
from debrief.team import ADDRESS, Team, fold_address
from debrief.when.words import read_times

_TOLD = (
    "competitor",
    "reason_given",
    "priorities",
    "deal",
    "date",
)  # of these no invitation depends
# What wonders or tells how long it took, and restrains nobody: "not sure why", "after 6 months of work".
_MUSING = re.compile(
    r"\bnot (?:quite |really )?sure why\b|\bwei(?:ß|ss) nicht,? warum\b|\bsai[st] pas (?:trop )?pourquoi\b|\bno s[eé] por qu[eé]\b|\bweet niet waarom\b|\bn[ãa]o sei porqu[eê]\b"
    r"|\bsans (?:aucun )?doute\b|\b(?:our|the|my) first (?:loss|no|one|refusal)\b|\bfirst thing\b"
    r"|\berst (?:gestern|vorgestern|heute|neulich|vor |letzte\w*)"
    r"|\b(?:after|nach|après|tras|después de|na|após|depois de) (?:\w+ )?\w+ (?:weeks?|months?|years?|Wochen|Monaten|Jahren|semaines|mois|ans|semanas|meses|años|weken|maanden|jaar|anos)\b(?: of \w+| Arbeit| de trabajo| de travail| werk| de trabalho)",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"(?<=[!?;])\s+|(?<=[^\d\s]\.)\s+|\n+")  # "4. Januar" is no end


@dataclass(frozen=True, slots=True)
class Note:
    """A note as far as it is understood; ``doubts`` are asked back.

    ``holds``: nobody is to be reached before the manager says go. ``start``: the day on which the
    review is to start by itself, as ``words`` say. ``unread``: what says more and changes nothing.
    """

    commands: Commands
    doubts: tuple[Doubt, ...]
    holds: bool
    start: date | None = None
    words: str = ""
    unread: tuple[str, ...] = ()


def read_note(
    text: str,
    facts: Facts,
    team: Team,
    now: datetime,
    *,
    above: bool = True,
    begun: bool = False,
    shared: bool = False,
) -> Note:
    """Read a note above a forward; not ``above``: a mail in the manager's own words, facts and all.

    ``begun``: the review is under way, so that a mere question ("did you get this?") holds nothing.
    ``shared``: it stands above several mails, and nobody knows to which of them its facts belong.
    """
    sentences = [s.strip() for s in _SENTENCE.split(_unsigned(text)) if s.strip()]
    later = [found for s in sentences if (found := put_off(s, now, team.manager.time_zone))]
    if later and len({found.day for found in later}) == 1 and later[0].day is not None:
        told = {found.sentence for found in later}
        left = "\n".join(s for s in sentences if s not in told)
        note = read_note(left, facts, team, now, above=above, begun=begun, shared=shared)
        if not note.holds:
            return replace(note, start=later[0].day, words=" ".join(told))
    restrained = [s for s in sentences if _holds(s, above=above, begun=begun)]
    restrained += [found.sentence for found in later if found.sentence not in restrained]
    if not above:
        return Note(Commands(), _once(Doubt(s) for s in restrained), bool(restrained))
    currency = team.major_deal_threshold.currency
    commands = read_commands("\n".join(sentences), facts, currency=currency, today=now.date())
    asked = [d for d in commands.not_understood if not _is_harmless(d, facts, team)]
    asked += [Doubt(s) for s in sentences if "?" in s and not re.search(r"\w", s)]
    asked += [
        Doubt(s)
        for s in commands.prose
        if s in restrained or _times_it(s, now, team.manager.time_zone)
    ]
    asked += [Doubt(found.sentence) for found in later]
    unplaced = shared and bool(commands.changes or commands.cleared)
    if unplaced or commands.stop or commands.alone or commands.write:
        asked.append(Doubt(text.strip()[:300]))
    unread = tuple(s for s in commands.prose if _says_more(s) and Doubt(s) not in asked)
    held = commands.wait or (commands.hold and not commands.not_understood)
    return Note(
        Commands() if unplaced else commands,
        _once(asked),
        bool(asked or restrained or held),
        unread=unread,
    )


def _says_more(sentence: str) -> bool:
    """Tell whether a sentence does more than pass on, greet or thank: "see below", "pls handle this"."""
    short = len(sentence.split()) <= 3
    return not (short or is_friendly(sentence) or is_greeting(sentence))


def _holds(sentence: str, *, above: bool, begun: bool) -> bool:
    said = _MUSING.sub("", sentence)
    if restrains(said) or asks_to_wait(said):
        return True
    short = all(map(restrains_in_short, (sentence, said))) and not tells_of_the_past(said)
    return above and short and not (begun and "?" in sentence)


def _once(doubts: Iterable[Doubt]) -> tuple[Doubt, ...]:
    return tuple({d.line: d for d in doubts}.values())


def _times_it(sentence: str, now: datetime, zone: str) -> bool:
    """Tell whether a sentence may say when somebody is to be reached."""
    return is_about_reaching(sentence) and bool(read_times(sentence, now, zone).windows)


def _unsigned(text: str) -> str:
    """Return a note without its closing formula and the signature below."""
    lines = text.splitlines()
    end = next((n for n, line in enumerate(lines) if ends_letter(line.strip())), len(lines))
    return "\n".join(lines[:end])


def _is_harmless(doubt: Doubt, facts: Facts, team: Team) -> bool:
    """Tell whether a doubt in a note keeps nobody from being invited.

    A start, which a forward asks for anyway; what the deal was lost to or for; the sum or address that is known.
    """
    if restrains(doubt.line) or restrains_in_short(doubt.line):
        return False
    label, _, value = (doubt.nearest or "").partition(": ")
    if label in ("go", "review") or LABELS.get(label) in _TOLD:
        return True
    if address := ADDRESS.search(value):
        email = fold_address(address.group())
        return team.is_ours(email) or email == facts.customer_email
    if LABELS.get(label) == "amount" and not any(map(str.isdigit, doubt.line)):
        return True  # "price was fine" gives no sum
    read = read_amount(value, team.major_deal_threshold.currency)
    return read is not None and read[0] == facts.amount
