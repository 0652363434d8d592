"""Our mails by what is said in answer to them: their purposes, for whoever sorts the replies."""

from __future__ import annotations

MEETING_MAIL = (
    "group_sheet",
    "group_sheet_readback",
    "meeting",
    "meeting_choice",
    "practices_shared_call",
    "practices_shared_groups",
    "practices_shared_later",
    "summary_preview",
)
WORKSHEET_MAIL = ("worksheet", "worksheet_reminder", "worksheet_readback", "funnel_request")
FOLLOW_MAIL = ("commitment_due", "commitment_noted")
NOTES_MAIL = (
    "notes_request",
    "notes_readback",
    "notes_later",
    "notes_check",
    "question_script",
    "question_script_soon",
)
DRAFTS_MAIL = ("practice_drafts", "practices_decided", "drafts_wait")
CHECK_MAIL = ("monthly", "practices_questioned", "practices_checked")
CALL_MAIL = ("call_update", "rep_unavailable", "call")
BEFORE_CALL = ("receipt", "question_script", "question_script_soon")  # answered with a time as well
