"""Read one mail: what kind it is, whether it tells of a lost deal, and what it says about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from debrief.reading.facts.fact_record import Facts
from debrief.reading.judged import Judged
from debrief.reading.kinds import mechanical_kind
from debrief.reading.mail.authentication import authenticated, lacks_proof, proved, states_failure
from debrief.reading.mail.message import Message, parse_message
from debrief.reading.people import Sides, is_robot, sides_of
from debrief.reading.quoting.forwarded import Forward, unwrap
from debrief.reading.quoting.replies import written_above
from debrief.reading.quoting.turns import Turn, turns_of
from debrief.reading.records.crm import Record, read_record
from debrief.reading.second_reader import SecondReader, consult
from debrief.reading.verdicts.sayings import Label
from debrief.reading.verdicts.verdict import Verdict, judge
from debrief.team import Team


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything Debrief understood of one mail; `error` is set where it could not be read at all."""

    kind: str
    verdict: Label
    confidence: float
    why: str
    facts: Facts
    authenticated: bool | None = None
    forward: Forward | None = None
    reply_text: str = ""
    message: Message | None = None
    error: str | None = None

    @property
    def loss(self) -> bool:
        """Tell whether this is news of a lost deal of ours."""
        return self.verdict == "loss"

    def as_contract(self, name: str) -> dict[str, Any]:
        """Return the JSON object of ``debrief read --json``; unknown is None."""
        if self.error is not None:
            return {"id": name, "error": self.error}
        facts = self.facts
        return {
            "id": name,
            "kind": self.kind,
            "loss": self.loss,
            "verdict": self.verdict,
            "confidence": self.confidence,
            "why": self.why,
            "customer_name": facts.customer_name,
            "customer_email": facts.customer_email,
            "company": facts.company,
            "deal": facts.deal,
            "amount": _plain_number(facts.amount),
            "currency": facts.currency,
            "rep_email": facts.rep_email,
            "competitor": facts.competitor,
            "priorities": list(facts.priorities),
            "reason_given": facts.reason_given,
            "major": facts.major,
            "missing": list(facts.missing) if self.verdict != "not_a_loss" else [],
            "authenticated": self.authenticated,
            "forward": _forward_as_contract(self.forward, self.reply_text),
            "reply_text": self.reply_text,
        }


def _plain_number(value: float | None) -> float | int | None:
    return int(value) if value is not None and value == int(value) else value


def _forward_as_contract(forward: Forward | None, note: str) -> dict[str, Any] | None:
    if forward is None:
        return None
    return {
        "from_name": forward.from_name,
        "from_email": forward.from_email,
        "subject": forward.subject,
        "date": _iso(forward.date),
        "body": forward.body,
        "note": note,
    }


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment is not None else None


def read_message(
    raw: bytes,
    team: Team | None,
    *,
    vouched: bool | None = None,
    second_reader: SecondReader | None = None,
    message: Message | None = None,
    answers: bool = False,
) -> Reading:
    """Read a mail. What cannot be read comes back with `Reading.error` set; only a missing package raises.

    Without a team nothing tells our side from theirs, so more evidence is asked for. ``vouched``
    is what the mailbox itself knows of the sender, beside Authentication-Results. The second
    reader, where one is given, may only lower the certainty or fill in facts the text holds.
    ``message`` is the mail taken apart, by whoever has done that already. One that ``answers``
    a mail of ours is asked for its answer alone, and not whether it, or what it quotes, tells of a loss.
    """
    try:
        reading = _read(message or parse_message(raw), team, vouched, answers)
        if second_reader is None or answers:
            return reading
        return consult(reading, second_reader)
    except ImportError:  # a package is missing: no fault of the mail
        raise
    except Exception as err:  # a damaged mail must end as "set aside for a human", never as a crash
        return Reading(
            "other",
            "unsure",
            0.0,
            "The mail could not be read.",
            Facts(),
            error=f"{type(err).__name__}: {err}",
        )


def _read(message: Message, team: Team | None, vouched: bool | None, answers: bool) -> Reading:
    forwards = unwrap(message)
    turns = turns_of(message, forwards)
    sides = sides_of(message, turns, team)
    proof = proved(vouched, authenticated(message, team.authserv_id if team else None))
    record = read_record(message, turns[-1].text if turns else message.text)
    forward = forwards[0] if forwards else None
    written = written_above(message, forward)
    mechanical = mechanical_kind(message, forward is None and bool(written))
    if mechanical in ("bounce", "calendar_response"):
        verdict = Verdict("not_a_loss", 0.98, f"It is a {mechanical.replace('_', ' ')}.")
    elif mechanical == "auto_reply" and not record.lost:  # absence notes tell of no deal
        verdict = Verdict("not_a_loss", 0.95, "It is an automatic answer.")
    elif answers:
        verdict = Verdict("not_a_loss", 0.95, "It answers a mail of ours.")
    else:
        verdict = judge(
            message, turns, record, sides, _trusted(message, turns, record, proof, sides)
        )
    facts = Facts()
    if verdict.label != "not_a_loss":
        from debrief.reading.facts.facts import facts_of  # its many patterns: only for a loss

        facts = facts_of(Judged(message, turns, verdict, record, sides))
    kind = "loss_notification" if verdict.label != "not_a_loss" else mechanical or "other"
    return Reading(
        kind, verdict.label, verdict.confidence, verdict.why, facts, proof,
        forward, written, message,
    )  # fmt: skip


def _trusted(
    message: Message, turns: tuple[Turn, ...], record: Record, proof: bool | None, sides: Sides
) -> bool | None:
    """Return False where the mail is not to be believed, True where it is proven, else None.

    A failure is believed whoever states it: a forger may invent a pass but gains nothing from
    inventing a failure. What merely lacks proof is held against those only who claim to be ours.
    """
    if states_failure(message):
        return False
    told = turns[0] if turns else None
    outside = told is not None and not told.forwarded and not sides.ours(told.email)
    if outside and (record.lost or is_robot(message.sender)) and lacks_proof(message):
        return False  # a sales system or portal is known by its proof alone
    if proof is False:
        claims = message.sender is not None and sides.ours(message.sender.email)
        return False if claims else None
    return proof
