"""The mail that tells one of ours what can be sent here, when what they sent is nothing of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from debrief.chapters.scene import Heard
from debrief.engine import inbox
from debrief.engine.limits import Limit
from debrief.model import Inbound, Review, short_hash
from debrief.reading.kinds import is_automatic
from debrief.reading.mail.message import Message

if TYPE_CHECKING:
    from debrief.engine.desk import Desk

TEMPLATE = "help"
HELPED = "limits-helped"
MOST_HELP = 3  # such mails a day to one person


def is_help(errand: Review) -> bool:
    """Tell whether a record is of nothing but this mail: what answers it is new mail."""
    return errand.errand and all(e.template == TEMPLATE for e in errand.effects)


def may_be_helped(desk: Desk, message: Message, heard: Heard) -> bool:
    """Tell whether one of ours wrote to the debrief address, by hand and not too often today.

    Machines, strangers and what comes back of our own mail are never answered.
    """
    by_itself = heard.kind in ("auto_reply", "bounce") or heard.answer is not None
    if by_itself or is_automatic(message) or inbox.key_in(message):
        return False
    if not heard.trusted or not inbox.wants_something(message, heard.sender, desk.team):
        return False
    limit = Limit(desk.store, HELPED, MOST_HELP)
    return desk.team.debrief_address != desk.team.manager.email and not limit.reached(
        heard.sender, desk.clock()
    )


def help_sender(desk: Desk, entry: Inbound, message: Message, heard: Heard) -> None:
    """Tell one of ours what Debrief can do with a mail, or that theirs was empty; once for each."""
    person = desk.team.person(heard.sender)
    if person is None:
        return
    if entry.attempts <= 1:
        Limit(desk.store, HELPED, MOST_HELP).count(heard.sender, desk.clock())
    desk.run_errand(
        f"e-{short_hash('help', entry.key)}",
        "watch_inbox",
        TEMPLATE,
        person,
        {
            "subject": entry.subject,
            "empty": not message.text.strip(),
            "manager": person.email == desk.team.manager.email,
            "address": desk.team.debrief_address,
        },
        in_reply_to=message.message_id,
    )
