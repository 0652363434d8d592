"""Whole replies about time, as people write them, in six languages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from debrief.when.words import TimeAnswer, read_times

ZONES = {
    "en": "America/New_York",
    "de": "Europe/Berlin",
    "fr": "Europe/Paris",
    "es": "Europe/Madrid",
    "nl": "Europe/Amsterdam",
    "pt": "Europe/Lisbon",
}
OFFERS = ("11T14:00", "12T11:00", "13T10:00")  # the proposed time and two others
SHORTEST = timedelta(minutes=15)
CALL = timedelta(minutes=30)
ASKED_BACK = {"unclear", "other"}  # a question more, no wrong time
LEAST_RIGHT = {"time_replies_unseen.txt": 0.9, "time_replies_hard.txt": 0.75}


@dataclass(frozen=True)
class Reply:
    language: str
    text: str
    kinds: tuple[str, ...]
    inside: tuple[str, ...]
    outside: tuple[str, ...]

    def moment(self, word: str) -> datetime:
        day, _, clock = word.partition("T")
        month, _, number = day.rpartition("-")
        hour, minute = map(int, clock.split(":"))
        zone = ZoneInfo(ZONES[self.language])
        return datetime(2026, int(month or 11), int(number), hour, minute, tzinfo=zone)

    def offered(self, word: str, answer: TimeAnswer, length: timedelta = SHORTEST) -> bool:
        begin = self.moment(word)
        return any(a <= begin and begin + length <= b for a, b in answer.windows)

    def read(self, **more) -> TimeAnswer:
        now = self.moment("10T09:30")
        return read_times(self.text, now, ZONES[self.language], **more)

    def verdict(self) -> str:
        """Tell whether the reply is read ``right``, ``asked`` back, ``partly`` read or ``misread``."""
        answer = self.read(proposed=tuple(map(self.moment, OFFERS)))
        if answer.kind.replace("never", "decline") in self.kinds and not self.inside:
            return "right"
        if answer.kind in ASKED_BACK:
            return "asked"
        if not self.inside or any(self.offered(word, answer, CALL) for word in self.outside):
            return "misread"
        if answer.kind == "accept" and OFFERS[0] not in self.inside:
            answer = self.read()  # the day was named: the proposed time must be on it
        found = [self.offered(word, answer) for word in self.inside]
        return "right" if all(found) else "partly" if any(found) else "misread"


def replies(name: str) -> Iterator[Reply]:
    for line in Path(__file__).with_name(name).read_text("utf-8").splitlines():
        if line.startswith("#"):
            continue
        language, text, yes, no = ([part.strip() for part in line.split("|")] + [""])[:4]
        kinds = tuple(yes[1:].split(",")) if yes.startswith("=") else ("windows",)
        inside = () if yes.startswith("=") else tuple(yes.split())
        yield Reply(language, text, kinds, inside, tuple(no.split()))


@pytest.mark.parametrize(
    "reply", list(replies("time_replies.txt")), ids=lambda reply: reply.text[:40]
)
def test_a_reply_offers_the_times_it_names_and_no_others(reply):
    offers = tuple(map(reply.moment, OFFERS))
    answer = reply.read(proposed=offers)
    if answer.kind == "accept" and reply.inside:
        answer = reply.read()  # the proposed time suits, so it is among those named
        assert reply.offered(OFFERS[0], answer)
    assert answer.kind in reply.kinds
    assert [word for word in reply.inside if not reply.offered(word, answer)] == []
    assert [word for word in reply.outside if reply.offered(word, answer)] == []


@pytest.mark.parametrize("name", LEAST_RIGHT)
@pytest.mark.parametrize("language", ZONES)
def test_replies_are_read_right_or_asked_back(name, language):
    those = [reply for reply in replies(name) if reply.language == language]
    verdicts = [reply.verdict() for reply in those]
    wrong = [r.text for r, verdict in zip(those, verdicts, strict=True) if verdict == "misread"]
    assert wrong == []
    assert Counter(verdicts)["right"] / len(those) >= LEAST_RIGHT[name]
