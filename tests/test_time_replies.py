"""Whole replies about time, as people write them, in six languages."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from debrief.when_words import TimeAnswer, read_times

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

    def offered(self, word: str, answer: TimeAnswer) -> bool:
        begin = self.moment(word)
        return any(a <= begin and begin + SHORTEST <= b for a, b in answer.windows)

    def read(self, **more) -> TimeAnswer:
        now = self.moment("10T09:30")
        return read_times(self.text, now, ZONES[self.language], **more)


def replies() -> list[Reply]:
    found = []
    for line in Path(__file__).with_name("time_replies.txt").read_text("utf-8").splitlines():
        if line.startswith("#"):
            continue
        language, text, yes, no = ([part.strip() for part in line.split("|")] + [""])[:4]
        kinds = tuple(yes[1:].split(",")) if yes.startswith("=") else ("windows",)
        inside = () if yes.startswith("=") else tuple(yes.split())
        found.append(Reply(language, text, kinds, inside, tuple(no.split())))
    return found


@pytest.mark.parametrize("reply", replies(), ids=lambda reply: reply.text[:40])
def test_a_reply_offers_the_times_it_names_and_no_others(reply):
    offers = tuple(map(reply.moment, OFFERS))
    answer = reply.read(proposed=offers)
    if answer.kind == "accept" and reply.inside:
        answer = reply.read()  # the proposed time suits, so it is among those named
        assert reply.offered(OFFERS[0], answer)
    assert answer.kind in reply.kinds
    assert [word for word in reply.inside if not reply.offered(word, answer)] == []
    assert [word for word in reply.outside if reply.offered(word, answer)] == []
