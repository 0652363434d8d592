"""What is set aside for a human: why a message is not acted on, and the mail that tells the manager so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from debrief.chapters.scene import Heard
from debrief.engine import confirming, inbox
from debrief.model import Effect, Inbound, Review
from debrief.reading.kinds import is_automatic
from debrief.reading.mail.message import Message, parse_message
from debrief.reading.quoting.replies import new_text
from debrief.reading.reading import Reading
from debrief.team import Team

if TYPE_CHECKING:
    from debrief.engine.desk import Desk

MOST_LINES = 4  # of a mail that is set aside, shown to the manager
MOST_SHOWN = 300  # characters of these
TOO_MANY = "more messages of this sender than"
STRANGER = "the sender is no part of this review"


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a message to a review is not heard; ``asked``: why the manager is asked whether it was theirs."""

    why: str
    asked: str = ""

    @property
    def of_stranger(self) -> bool:
        """Whether nothing speaks against it but that the sender is no part of the review."""
        return self.why == STRANGER


def refusal(
    review: Review, effect: Effect | None, words: frozenset[str], heard: Heard, team: Team
) -> Refusal | None:
    """Return why a message that answers this mail of ours may not be heard; None where it may.

    Fail closed: an order that may be the manager's or a rep's is asked about.
    """
    ours = team.person(heard.sender) is not None
    by_word = confirming.confirms_by_word(effect, words, heard)
    if not heard.trusted and heard.kind != "bounce" and not by_word:
        why = unproved(heard, team)
        return Refusal(why, why if ours and confirming.is_command(effect, heard) else "")
    if ours and heard.answer is None and inbox.older_than_stop(review, heard):
        return Refusal("it was written before the stop", "it was written before your stop")
    if heard.bounce is not None and not inbox.believable(review, heard.bounce, words):
        return Refusal("a delivery report on a mail that we did not send there")
    stranger = not ours and heard.sender != review.facts.customer_email
    if stranger and heard.answer is None and heard.kind != "bounce":
        return Refusal(STRANGER)
    return None


def unproved(heard: Heard, team: Team) -> str:
    """Return why nobody vouches for a sender, with the remedy where there is one."""
    if heard.refuted:
        return "its sender was refuted by the mail host"
    if team.authserv_id is None:
        return (
            "its sender could not be verified: the team file does not name your mail host; "
            "`debrief check --send` finds it"
        )
    return "its sender could not be verified"


def may_be_ours(message: Message, reading: Reading, heard: Heard, team: Team) -> bool:
    """Tell whether one of ours may have written by hand from an address that is not theirs here.

    It may as well be somebody who only looks like them: nothing is done, and a human is told.
    """
    by_hand = heard.kind not in ("auto_reply", "bounce") and not is_automatic(message)
    if not by_hand or heard.answer is not None or team.is_ours(heard.sender):
        return False
    here = team.debrief_address in inbox.addressees(message) - {team.manager.email}
    named = inbox.bears_our_name(message, team)
    return [here, named, reading.forward is not None].count(True) > 1


def unknown_address(heard: Heard) -> str:
    """Return why nothing is done for somebody who may be one of ours, and the way on."""
    return (
        f"{heard.sender} is not in the team file, so nobody can tell whether it is one of yours; nothing was done. "
        "If it is, send it once more from the address that stands there"
    )


def perhaps_the_manager(heard: Heard, team: Team) -> str:
    """Return why a review does not hear somebody who is called as one of ours, and the way on."""
    return (
        f"the sender, {heard.sender}, is not in the team file; if that is you, reply "
        f"from {team.manager.email}, and `go` lets reminders go to the customer again"
    )


def tell(desk: Desk, about: str, entry: Inbound, why: str, how: str) -> None:
    """Tell the manager why a mail was not acted on, and how it is; once for each ``about``."""
    desk.run_errand(
        f"e-{about}",
        "watch_inbox",
        "set_aside",
        desk.team.manager,
        {
            "from_email": entry.sender or "(no sender)",
            "subject": entry.subject or "(no subject)",
            "why": why,
            "how": how,
            "text": _first_lines(desk.store.raw(entry.key)),
        },
    )


def _first_lines(raw: bytes | None) -> str:
    """Return how a mail begins, as far as its sender wrote it; "" where it cannot be read."""
    try:
        text = new_text(parse_message(raw)) if raw is not None else ""
    except Exception:  # it may be set aside for that very reason
        return ""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    first = "\n".join(lines[:MOST_LINES])
    more = len(lines) > MOST_LINES or len(first) > MOST_SHOWN
    return f"{first[:MOST_SHOWN]} …" if more else first
