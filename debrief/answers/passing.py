"""What a sentence asks for that names another review than the one it answers: "can't make the Pemberton call"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from debrief.answers.attendance import speaks_of_coming
from debrief.answers.commands import Commands, read_commands, states_fact
from debrief.answers.named_reviews import KnownReviews
from debrief.answers.orders import holds_back, restrains
from debrief.answers.rep_absence import cannot_come, says_away
from debrief.answers.rep_caution import asks_restraint
from debrief.answers.won_after_all import won_after_all
from debrief.model import Facts
from debrief.when.words import read_times

_TO = re.compile(r"^(?:to|auf|au|à|al|naar|para)\s+")  # "(move Pemberton) to Thursday"
_FOR = re.compile(r"\b(?:for|with|für|mit|pour|avec|para|con|com|voor|met)\s*$", re.IGNORECASE)
_OWN = re.compile(r"^['’]s\b|^-(?=\w)")
_FREE = frozenset(
    ["reason_given", "priorities", "deal", "competitor"]
)  # facts in words of their own


@dataclass(frozen=True, slots=True)
class Passing:
    """Reads the manager's sentences that name one of the known reviews."""

    known: KnownReviews

    def asks(self, sentence: str, at: datetime) -> bool:
        """Tell whether a sentence of the manager asks for something of the review that it names."""
        if states_fact(sentence.partition(":")[0] + ":"):
            return False  # "contact: Eleanor" is a fact of the deal at hand
        bare = self.without_names(sentence)
        if gives_order(self.commands(bare)):
            return True
        commands = self.commands(sentence)
        ordered = gives_order(commands)
        facts = commands.changes or commands.cleared or commands.not_understood
        if not ordered and commands.changes and _FREE.issuperset(commands.changes):
            return False  # "reason: price, as with Ashdown" is a fact of the deal at hand
        about = ordered or facts or commands.hold or holds_back(sentence) or cannot_come(sentence)
        about = about or restrains(sentence) or restrains(bare)
        return bool(about) or self.time_in(sentence, at) is not None

    def order_in(self, sentence: str, at: datetime) -> str:
        """Return the words to be done for a sentence that names another review, as they are read best."""
        time = self.time_in(sentence, at)
        if time is not None:
            return _TO.sub("", time)
        bare = self.without_names(sentence)
        return bare if gives_order(self.commands(bare)) else sentence

    def without_names(self, sentence: str) -> str:
        """Return a sentence without whose it is: "stop the Pemberton review" says "stop the review"."""
        for named in reversed(self.known.names_in(sentence)):
            before, after = sentence[: named.start], sentence[named.end :]
            sentence = f"{_FOR.sub('', before)} {_OWN.sub('', after).lstrip()}"
        return " ".join(sentence.split())

    def time_in(self, sentence: str, at: datetime) -> str | None:
        """Return the part of a sentence from which a time can be read: "move Pemberton to Thursday 10:00"."""
        ends = [named.end for named in self.known.names_in(sentence)]
        parts = (sentence, *(sentence[end:].strip(" :,-") for end in ends))
        zone = self.known.team.manager.time_zone
        return next((part for part in parts if read_times(part, at, zone).windows), None)

    def commands(self, text: str) -> Commands:
        """Return the commands in a text, of whatever review."""
        currency = self.known.team.major_deal_threshold.currency
        return read_commands(text, Facts(), currency=currency)


def gives_order(commands: Commands) -> bool:
    """Tell whether commands ask for more than a fact to be put right."""
    return commands.go or commands.stop or commands.wait or commands.alone or commands.write


def may_be_about_a_call(text: str, at: datetime) -> bool:
    """Tell whether a rep's words may say that they come or not, or that the customer be left alone."""
    about = speaks_of_coming(text) or says_away(text) or asks_restraint(text)
    return about or won_after_all(text) or read_times(text, at, "UTC").kind == "windows"
