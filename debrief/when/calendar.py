"""What loose dates are understood against: weekdays, calendar weeks, days without a year."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, timedelta

from debrief.when.clocks import Doubt

FAR = timedelta(days=300)  # a day named without a year is never that far away
LATELY = timedelta(days=60)  # "on 3 November" a week later tells what was
Days = tuple[date, date]  # first and last day, both included


@dataclass(frozen=True, slots=True)
class Calendar:
    """What loose dates are understood against: the reader's day and the days proposed."""

    today: date
    month_first: bool | None = None
    proposed: tuple[date, ...] = ()
    hours: tuple[int, ...] = ()  # of the times proposed, in the order of their days
    numbered: bool = False  # "lundi 16" names the day, never the hour
    due: bool = False  # a date is wanted: "in two weeks" is a day, not a week

    def weekday(self, number: int, ahead: int | None = None) -> date:
        """Return the next such day that is not today, or the proposed one.

        ``ahead`` names the calendar week: 0 for this one, 1 for the next.
        """
        if ahead is not None:
            monday = self.today - timedelta(days=self.today.weekday())
            day = monday + timedelta(days=7 * ahead + number)
            return day if day >= self.today else day + timedelta(days=7)
        for day in self.proposed:
            if day.weekday() == number and day >= self.today:
                return day
        return self.today + timedelta(days=(number - self.today.weekday() - 1) % 7 + 1)

    def is_proposed_hour(self, number: int, weekday: int) -> bool:
        """Tell whether the number is the hour of a proposed time: "Wednesday 2"."""
        times = zip(self.proposed, self.hours, strict=False)
        return any(day.weekday() == weekday and number in {h, h - 12} for day, h in times)

    def spoken_hours(self) -> frozenset[int]:
        """Return how the hour of the proposed time may be said: 14 and 2."""
        return frozenset(h for hour in self.hours[:1] for h in (hour, hour - 12) if h > 0)

    def week(self, ahead: int) -> Days:
        """Return Monday and Sunday of a calendar week; of this week only what is left."""
        monday = self.today - timedelta(days=self.today.weekday()) + timedelta(weeks=ahead)
        return max(monday, self.today), monday + timedelta(days=6)

    def numbered_week(self, number: int) -> Days:
        """Return the calendar week with this ISO 8601 number, the nearest one to come."""
        for year in (self.today.year, self.today.year + 1):
            try:
                monday = date.fromisocalendar(year, number, 1)
            except ValueError:
                continue
            if self.today - timedelta(days=6) <= monday < self.today + FAR / 2:
                return max(monday, self.today), monday + timedelta(days=6)
        raise Doubt(f"no week {number} is near")

    def written(self, day: int, month: int, year: int) -> date:
        """Return the day with this number, in the nearest future when parts are missing."""
        if month == 0:
            return self._monthless(day)
        try:
            found = date(year or self.today.year, month, day)
            if not year and found < self.today and (self.due or self.today - found > LATELY):
                found = date(self.today.year + 1, month, day)
        except ValueError:
            raise Doubt(f"there is no day {day}/{month}") from None
        if not year and found - self.today > FAR:
            raise Doubt("the day is past")
        return found

    def slashed(self, first: int, second: int, year: int) -> date:
        """Return the day of "12/3", whose order depends on who wrote it."""
        if second > 12:
            return self.written(second, first, year)
        if first > 12 or first == second:
            return self.written(first, second, year)
        if self.month_first is not None:
            return self.written(*((second, first) if self.month_first else (first, second)), year)
        readings = []
        for day, month in ((first, second), (second, first)):
            try:
                readings.append(self.written(day, month, year))
            except Doubt:
                continue
        if not readings:
            raise Doubt("the day is past")
        return min(readings)

    def _monthless(self, day: int) -> date:
        month = self.today.replace(day=1)
        for _ in range(12):
            length = calendar.monthrange(month.year, month.month)[1]
            if day <= length and month.replace(day=day) >= self.today:
                return month.replace(day=day)
            month = (month + timedelta(days=31)).replace(day=1)
        raise Doubt(f"no month has a day {day}")
