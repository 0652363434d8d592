"""The numbers a team may set: notice, patience and sizes, with the product's defaults."""

from __future__ import annotations

from debrief.team import Frozen


class Policy(Frozen):
    """How patient and how quick Debrief is; days are business days of the person concerned."""

    call_minutes: int = 30
    notice_hours: int = 4  # in the customer's business hours, before the earliest call
    grace_minutes: int = 15  # between a requested review's receipt and the invitation
    search_days: int = 10  # how far ahead a call may be booked
    rep_days: int = 2  # the rep must make it within these, or the manager chooses
    buffer_minutes: int = 10  # kept free before and after a meeting
    chase_days: tuple[int, int] = (2, 5)
    written_days: int = 8  # silence this long: the five questions in writing
    silent_days: int = 13  # silence this long: the review goes on without the customer
    notes_after_minutes: int = 10
    missing_notes_days: int = 1  # drafts do not wait longer for missing answers
    approval_days: int = 2  # before the drafts are shown once more
    approval_gives_up_days: int = 5
    meeting_minutes: int = 60
    meeting_within_days: int = 5
    meeting_notice_hours: int = 8
    quorum: float = 0.6
    sheet_days: int = 1  # after the meeting, for group sheets to come back
    worksheet_reminder_days: tuple[int, int] = (2, 4)
    worksheet_gives_up_days: int = 6
    followup_days: int = 10  # when a commitment bears no date
    followup_again_days: int = 2
    raw_days: int = 30  # a mail's own bytes are kept this long after it came
    request_days: int = 7  # an older forward asks for nothing by itself: it may be a repeated one
    sender_messages_a_day: int = 200  # taken up of one sender; the rest is set aside
    external_mails_a_day: int = 50  # to people outside the team; the rest waits for the next day
    same_deal_days: int = 60  # two notifications of one deal lie no further apart
