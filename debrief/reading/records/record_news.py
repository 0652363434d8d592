"""What a sales system's record makes of a mail: a lost deal of ours, or why it is none."""

from __future__ import annotations

import re

from debrief.reading.kinds import is_automatic
from debrief.reading.machines import is_by_machine
from debrief.reading.mail.message import Message
from debrief.reading.people import Sides
from debrief.reading.quoting.turns import Turn
from debrief.reading.records.crm import Record
from debrief.reading.records.crm_stages import EVENT
from debrief.reading.records.record_owners import owner_name, owner_of
from debrief.reading.verdicts.sayings import Label
from debrief.reading.wording import fold

News = tuple[Label, float, str]  # with how certain it is, and why in one sentence
_TELLING = ("deal", "company", "owner", "amount", "stage", "contact")  # fields of a deal's record
_RENEWAL = re.compile(
    r"renewal|existing business|verlangerung|renouvellement|renovacion"
)  # folded; of the deal's type


def news_of(record: Record, message: Message, turns: tuple[Turn, ...], sides: Sides) -> News | None:
    """Return what the record says where it is what the mail is about, else None."""
    by_itself = _is_by_itself(message, turns)
    whole = _is_whole(message, record, by_itself)
    other = record.other and not _is_ours(record.get("other matter"), sides)
    if other and (by_itself or whole):
        return "not_a_loss", 0.97, "It is a record of something else than a deal."
    return (_no_loss(record, sides) or _loss(record, sides)) if whole else None


def _is_by_itself(message: Message, turns: tuple[Turn, ...]) -> bool:
    """Tell whether a system wrote the mail, or what was forwarded with it."""
    told = next((turn for turn in turns if turn.forwarded), turns[0] if turns else None)
    return is_automatic(message) or (told is not None and is_by_machine(told))


def _is_whole(message: Message, record: Record, by_itself: bool) -> bool:
    """Tell whether a system's record is what this mail is about."""
    if not record.lost and not record.won and not record.open:
        return False
    filled = sum(1 for name in _TELLING if record.get(name))
    announced = filled >= 1 and bool(record.get("reason")) and bool(EVENT.search(message.subject))
    some = filled >= 1 or record.void or record.get("reason") is not None
    return filled >= 3 or announced or (by_itself and some)


def _no_loss(record: Record, sides: Sides) -> News | None:
    """Tell by its stage, its kind, its winner and its owner why it is no lost deal of ours."""
    if record.open:
        return "not_a_loss", 0.95, "The record says that the deal is still open."
    if record.won or not record.lost:
        return "not_a_loss", 0.97, "The record says that the deal was won."
    if _RENEWAL.search(fold(record.get("type") or "")):
        return "not_a_loss", 0.9, "It is a renewal of an existing customer, not a new deal."
    if record.reminds:
        return "not_a_loss", 0.9, "It reminds of something to do about a deal that was lost before."
    if record.void:
        return "not_a_loss", 0.93, "The record was closed by mistake or is there twice."
    if _is_ours(record.get("winner"), sides):
        return "not_a_loss", 0.95, "The record says that we got the deal."
    owner = _owner(record, sides)
    if owner and sides.team is not None and owner_of(owner, sides) is None:
        told = f"The deal belongs to {owner_name(owner) or owner}, who is not on this team."
        return "not_a_loss", 0.93, told
    return None


def _loss(record: Record, sides: Sides) -> News:
    owner = _owner(record, sides)
    whose = f" of {owner_name(owner) or owner}" if owner else ""
    deal = record.get("deal") or record.get("company") or "a deal"
    return "loss", 0.98 if owner else 0.93, f"The sales system reports {deal}{whose} as lost."


def _owner(record: Record, sides: Sides) -> str | None:
    """Return whose deal it is; who is responsible for a tender is one of theirs."""
    owner = record.get("owner")
    if record.get("authority") and owner and owner_of(owner, sides) is None:
        return None
    return owner


def _is_ours(winner: str | None, sides: Sides) -> bool:
    return winner is not None and sides.own_word in fold(winner).split()
