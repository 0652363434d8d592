"""The numbers a team may set: notice, patience and sizes, with the product's defaults."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field, model_validator

from debrief.team import Frozen

WORKING_HOURS = 8  # of a business day, as notice is counted
Day = Annotated[int, Field(strict=True, ge=1, le=90)]


def _from(least: int, most: int, usual: int) -> Any:  # noqa: ANN401 - a field's default
    return Field(default=usual, strict=True, ge=least, le=most)


class Policy(Frozen):
    """How patient and how quick Debrief is; days are business days of the person concerned.

    Each is written with the least and the most that it may be, and its default.
    """

    call_minutes: int = _from(10, 240, 30)
    notice_hours: int = _from(1, 80, 4)  # in the customer's business hours, before the first call
    grace_minutes: int = _from(0, 1440, 15)  # between a requested review's receipt and invitation
    search_days: int = _from(1, 60, 10)  # how far ahead a call may be booked
    rep_days: int = _from(1, 60, 2)  # the rep must make it within these, or the manager chooses
    calls_a_day: int = _from(1, 50, 3)  # the manager's, of those whose time nobody else named
    buffer_minutes: int = _from(0, 120, 10)  # kept free before and after a meeting
    chase_days: tuple[Day, Day] = (2, 5)
    written_days: int = _from(1, 120, 8)  # silence this long: the five questions in writing
    silent_days: int = _from(1, 250, 13)  # silence this long: it goes on without the customer
    notes_after_minutes: int = _from(0, 1440, 10)
    missing_notes_days: int = _from(1, 60, 1)  # drafts do not wait longer for missing answers
    approval_days: int = _from(1, 60, 2)  # before the drafts are shown once more
    approval_gives_up_days: int = _from(1, 120, 5)
    held_days: int = _from(
        1, 120, 5
    )  # before the manager is reminded, once, of what waits for their word
    meeting_minutes: int = _from(15, 480, 60)
    meeting_within_days: int = _from(1, 60, 5)
    meeting_notice_hours: int = _from(1, 200, 8)
    quorum: float = Field(default=0.6, strict=True, ge=0.1, le=1)
    sheet_days: int = _from(1, 60, 1)  # after the meeting, for group sheets to come back
    worksheet_reminder_days: tuple[Day, Day] = (2, 4)
    worksheet_gives_up_days: int = _from(1, 120, 6)
    followup_days: int = _from(1, 250, 10)  # when a commitment bears no date
    followup_again_days: int = _from(1, 120, 2)
    practice_check_days: int = _from(1, 3650, 180)  # calendar days until one is asked about again
    raw_days: int = _from(1, 3650, 30)  # a mail's own bytes are kept this long after it came
    request_days: int = _from(1, 365, 7)  # an older forward may be a repeated one: asks for nothing
    sender_messages_a_day: int = _from(1, 100_000, 200)  # taken up of one sender; more is set aside
    external_mails_a_day: int = _from(1, 10_000, 50)  # to people outside; the rest waits a day
    same_deal_days: int = _from(1, 730, 60)  # two notifications of one deal lie no further apart
    ask_again_days: int = _from(
        1, 3650, 180
    )  # calendar days; whoever was asked for a call is not asked about another deal by itself
    old_loss_days: int = _from(7, 3650, 60)  # calendar days; an older one starts by `go` alone

    @model_validator(mode="after")
    def _fit_each_other(self) -> Policy:
        chases, reminders = self.chase_days, self.worksheet_reminder_days
        self._rise("the first of chase_days", chases[0], "the second", chases[1])
        self._rise("the second of chase_days", chases[1], "written_days", self.written_days)
        self._rise("written_days", self.written_days, "silent_days", self.silent_days)
        self._rise("the first of worksheet_reminder_days", reminders[0], "the second", reminders[1])
        gives_up = self.worksheet_gives_up_days
        what = "worksheet_gives_up_days"
        self._rise("the second of worksheet_reminder_days", reminders[1], what, gives_up)
        what = "approval_gives_up_days"
        self._rise("approval_days", self.approval_days, what, self.approval_gives_up_days)
        ahead = self.search_days * WORKING_HOURS
        self._rise("notice_hours", self.notice_hours, "the hours of search_days", ahead)
        ahead = self.meeting_within_days * WORKING_HOURS
        what = "the hours of meeting_within_days"
        self._rise("meeting_notice_hours", self.meeting_notice_hours, what, ahead)
        return self

    def _rise(self, one: str, less: int, other: str, more: int) -> None:
        """Refuse two settings of which the earlier is not the smaller."""
        if less >= more:
            raise ValueError(f"{one} ({less}) must be less than {other} ({more}); change one")
