"""Who wrote what to whom: a mail taken apart into its turns, the newest first."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from debrief.reading.mail.addresses import Address
from debrief.reading.mail.message import Message
from debrief.reading.quoting.forwarded import Forward, split_thread
from debrief.reading.wording import fold

MOST_TURNS = 12


@dataclass(frozen=True, slots=True)
class Turn:
    """What one person wrote once; ``to`` and ``cc`` are empty where the mail does not say.

    Of a quoted mail, answers may stand in the text: ``quoted_to`` holds whom its header names, and says
    nothing of to whom these went.
    """

    sender: Address | None
    to: tuple[Address, ...]
    cc: tuple[Address, ...]
    subject: str
    date: datetime | None
    text: str
    forwarded: bool = False
    quoted_to: tuple[Address, ...] = ()

    @property
    def email(self) -> str | None:
        """The writer's address, where the mail gives it."""
        return self.sender.email if self.sender else None

    @property
    def name(self) -> str | None:
        """The writer's name, where the mail gives it."""
        return self.sender.name if self.sender else None


def turns_of(message: Message, forwards: tuple[Forward, ...]) -> tuple[Turn, ...]:
    """Return the turns of a mail, newest first: the note, what it forwards, and the threads in both."""
    top = Turn(message.sender, message.to, message.cc, message.subject, message.date, message.text)
    found: list[Turn] = []
    if not forwards:
        found += _thread(top)
    else:
        found.append(replace(top, text=forwards[0].note))
        for index, forward in enumerate(forwards):
            inner = forwards[index + 1].note if index + 1 < len(forwards) else forward.body
            found += _thread(_original(forward, inner))
    known = [address for turn in found for address in (*turn.to, *turn.cc, turn.sender) if address]
    return tuple(_complete(turn, known) for turn in found[:MOST_TURNS] if turn.text.strip())


def _original(forward: Forward, text: str) -> Turn:
    sender = None
    if forward.from_name or forward.from_email:
        sender = Address(forward.from_name, forward.from_email)
    return Turn(sender, forward.to, forward.cc, forward.subject or "", forward.date, text, True)


def _thread(turn: Turn) -> list[Turn]:
    """Split what is quoted below a turn into turns of its own."""
    found = []
    for index, part in enumerate(split_thread(turn.text)):
        if index == 0 and part.sender is None:
            found.append(replace(turn, text=part.text))
        else:
            found.append(
                Turn(
                    part.sender,
                    (),
                    (),
                    part.subject or turn.subject,
                    part.date,
                    part.text,
                    turn.forwarded,
                    part.people,
                )
            )
    return found or [turn]


def _complete(turn: Turn, known: list[Address]) -> Turn:
    """Fill in the address, or the name, of a writer whom the mail's other headers know."""
    sender = turn.sender
    if sender is None or (sender.email and sender.name):
        return turn
    for other in known:
        same_name = sender.name and other.name and fold(sender.name) == fold(other.name)
        same_email = sender.email and other.email and sender.email.lower() == other.email.lower()
        if other.email and (same_name or same_email):
            return replace(
                turn, sender=Address(sender.name or other.name, sender.email or other.email)
            )
    return turn
