"""Is this a lost deal of ours? The verdict with its certainty and its reason.

Every turn of the mail is heard in the voice of who wrote it; the newest turn that decides counts.
What the evidence adds up to is a number of log odds, so that the certainty means what it says.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass, replace
from typing import Literal

from debrief.reading.clauses import Sentence, sentences
from debrief.reading.crm import EVENT, Record
from debrief.reading.evidence import find
from debrief.reading.experience import CLASSES, parameters
from debrief.reading.impression import Told, added_up, fullest, impression, listen, weighed
from debrief.reading.message import Message
from debrief.reading.people import Sides, is_lookalike, is_robot, is_tenant
from debrief.reading.signals import Signal, Voice
from debrief.reading.subject_line import bare_subject, is_reply
from debrief.reading.support import DECISIVE, is_supported
from debrief.reading.turns import Turn
from debrief.reading.wording import fold

Label = Literal["loss", "not_a_loss", "unsure"]

STRANGER = 2.0  # log odds against mail of which nothing says that it concerns our team
UNSUPPORTED = 3.0  # log odds against words that no rule finds decisive and that speak of no sale
PRIOR = -2.0  # log odds by which the rules' findings are held against a mail of no account
PLAIN = 1.9  # weight from which a finding is plain
DOUBTED = -1.8  # log odds of the clearest sentence below which nothing is plain
FEW = 5  # sentences; what is said plainly in so few stands by itself
CONTRARY = -1.0  # learned log odds of a longer mail from which what is plain in it is asked about
ASKED = -0.1  # log odds of a mail somebody should look at
SPOILT = 1.5  # log odds from which what was learned says the contrary
LOSS = 0.65  # from this certainty on it is called a loss
DOUBT = 0.30  # from this certainty on somebody should look

_SPOILING = frozenset(("won", "churn"))
_DECOY = re.compile(
    r"\bpassword\b|\bverify your\b|\bsession has expired\b|\baccount (?:will be )?suspend|\bpasswort\b|\bmot de passe\b|\bcontraseña\b|\bconfirm your (?:identity|account|credentials)\b",
    re.IGNORECASE,
)


_GATHERING = re.compile(
    r"conf\b|conf[ \d]|conference|\bsummit\b|symposium|\bcongress\b|\bjournal\b|kongress|hackathon|meetup|awards? (?:show|night|gala)"
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """The judgement of one mail; ``turn`` is the one that decided, with the signals found in it."""

    label: Label
    confidence: float
    why: str
    turn: Turn | None = None
    voice: Voice | None = None
    signals: tuple[Signal, ...] = ()
    parsed: tuple[Sentence, ...] = ()
    said: tuple[Told, ...] = ()

    @property
    def rival(self) -> str | None:
        """Return the winner's name as a deciding sentence gives it."""
        return next((signal.rival for signal in self.signals if signal.rival), None)

    @property
    def no_decision(self) -> bool:
        """Tell whether nobody won: the project ended, or the customer stays as it is."""
        names = {signal.name for signal in self.signals}
        return "no decision" in names and not names & {"chosen", "named"}


def judge(
    message: Message, turns: tuple[Turn, ...], record: Record, sides: Sides, trusted: bool | None
) -> Verdict:
    """Return the verdict on a mail; ``trusted`` is what its authentication says."""
    obstacle = _obstacle(message, record, sides, trusted)
    if obstacle is not None:
        return Verdict("not_a_loss", 0.97, obstacle)
    if _is_machine(message, turns, record):
        return _judge_record(record, sides, turns)
    heard = [_hear(turn, message, turns, sides) for turn in turns]
    if _takes_back(heard):
        return heard[0]
    for index, verdict in enumerate(heard):
        if _decides(verdict):
            surer = next((older for older in heard[index + 1 :] if older.label == "loss"), None)
            if surer is not None and verdict.label != "not_a_loss" and _is_vague(verdict):
                return surer
            return _by_customer(verdict, heard[index + 1 :])
    told = _by_note(heard) or _by_tone(heard)
    return told or (
        heard[0] if heard else Verdict("not_a_loss", 0.95, "There is no text to judge.")
    )


def _obstacle(message: Message, record: Record, sides: Sides, trusted: bool | None) -> str | None:
    """Return why this mail is never a loss, whatever it says."""
    if trusted is False:
        return "The mail failed authentication, so nothing in it is believed."
    tenant = trusted is True and sides.team is not None and is_tenant(message.sender, sides.team)
    if sides.team is not None and not tenant and is_lookalike(message.sender, sides.team):
        return "The sender only looks like one of us."
    if _DECOY.search(message.text[:6_000]) and (record.lost or is_robot(message.sender)):
        return "It asks for a password as a forged alert does."
    if record.rows >= 2:
        return f"It is a report that lists {record.rows} deals, not the news of one."
    return None


def _is_machine(message: Message, turns: tuple[Turn, ...], record: Record) -> bool:
    """Tell whether a system's record is what this mail is about."""
    if not record.lost and not record.won and not record.open:
        return False
    author = next((turn.sender for turn in turns if turn.forwarded), message.sender)
    filled = sum(
        1 for name in ("deal", "company", "owner", "amount", "stage", "contact") if record.get(name)
    )
    announced = filled >= 1 and bool(record.get("reason")) and bool(EVENT.search(message.subject))
    return filled >= 3 or announced or (filled >= 1 and (is_robot(author) or _automatic(message)))


def _automatic(message: Message) -> bool:
    value = (message.header("Auto-Submitted") or "no").strip().lower()
    return not value.startswith("no")


def _judge_record(record: Record, sides: Sides, turns: tuple[Turn, ...]) -> Verdict:
    """Judge an alert by its stage, its owner and its kind."""
    turn = turns[-1] if turns else None
    if record.open:
        return Verdict("not_a_loss", 0.95, "The record says that the deal is still open.", turn)
    if record.won or not record.lost:
        return Verdict("not_a_loss", 0.97, "The record says that the deal was won.", turn)
    kind = fold(f"{record.get('type') or ''}")
    if re.search(r"renewal|existing business|verlangerung|renouvellement|renovacion", kind):
        return Verdict(
            "not_a_loss", 0.9, "It is a renewal of an existing customer, not a new deal.", turn
        )
    owner = record.get("owner")
    if (
        owner
        and sides.team is not None
        and sides.by_name(owner) is None
        and not _ours_by_mail(owner, sides)
    ):
        return Verdict(
            "not_a_loss", 0.93, f"The deal belongs to {owner}, who is not on this team.", turn
        )
    whose = f" of {owner}" if owner else ""
    deal = record.get("deal") or record.get("company") or "a deal"
    return Verdict(
        "loss", 0.98 if owner else 0.93, f"The sales system reports {deal}{whose} as lost.", turn
    )


def _ours_by_mail(owner: str, sides: Sides) -> bool:
    match = re.search(r"[^\s<>()]+@[^\s<>()]+", owner)
    return match is not None and sides.team is not None and sides.team.person(match[0]) is not None


def voice_of(turn: Turn, sides: Sides) -> Voice:
    """Return whose voice a turn is heard in."""
    if not sides.speaks_for_us(turn):
        return Voice.CUSTOMER
    to_others = [address for address in turn.to if not sides.ours(address.email)]
    if to_others and not any(sides.ours(address.email) for address in turn.to):
        return Voice.OUTBOUND
    return Voice.OURS


def _hear(turn: Turn, message: Message, turns: tuple[Turn, ...], sides: Sides) -> Verdict:
    """Judge one turn by what it says and by who says it."""
    voice = voice_of(turn, sides)
    parsed, heads = sentences(turn.text), _heads(turn, turns)
    said = _said(parsed + _own_heads(turn, heads), is_plain(turn.text), voice, sides)
    found = [signal for each in said for signal in each.signals]
    numbers = impression(said, turn, message, voice, sides)
    score = weighed(numbers, parameters("weights")) - _handicap(turn, message, turns, sides, voice)
    supported = is_supported(found, voice, turn, parsed + heads, heads, sides)
    if supported or (numbers["by a member"] and numbers["first"] > 1.5):
        plain = _plainly(found, numbers, turn, message, turns, sides, voice)
        if len(said) > FEW and score < CONTRARY:
            plain = min(plain, ASKED)
        score = max(score, plain)
    decided = any(each.name in DECISIVE and each.weight > 0.9 for each in found)
    if not supported and not (decided and _may_be_ours(message, turns, sides)):
        score -= UNSUPPORTED  # nothing but what was learned: it has to be very sure of it
    certainty = 1 / (1 + math.exp(-score))
    label: Label = "loss" if certainty >= LOSS else "unsure" if certainty >= DOUBT else "not_a_loss"
    ordered = _ordered(found, said, label)
    shown = certainty if label != "not_a_loss" else 1 - certainty
    return Verdict(
        label,
        round(shown, 3),
        _why(label, ordered, voice, numbers),
        turn,
        voice,
        ordered,
        parsed,
        said,
    )


def _said(parts: tuple[Sentence, ...], plain: bool, voice: Voice, sides: Sides) -> tuple[Told, ...]:
    return tuple(
        listen(part, tuple(find(part, voice, sides.names, plain)), voice, sides.names)
        for part in parts
    )


def turn_numbers(
    turn: Turn, message: Message, turns: tuple[Turn, ...], sides: Sides
) -> dict[str, float] | None:
    """Return the numbers a turn is judged by, for learning; None for what we wrote to others."""
    voice = voice_of(turn, sides)
    if voice is Voice.OUTBOUND:
        return None
    parts = parts_judged(turn, turns)
    return impression(_said(parts, is_plain(turn.text), voice, sides), turn, message, voice, sides)


def parts_judged(turn: Turn, turns: tuple[Turn, ...]) -> tuple[Sentence, ...]:
    """Return the sentences a turn is judged by: its text's, then those of a subject of its own."""
    return sentences(turn.text) + _own_heads(turn, _heads(turn, turns))


def _heads(turn: Turn, turns: tuple[Turn, ...]) -> tuple[Sentence, ...]:
    """Return the subject's words, unless somebody else wrote them."""
    passed_on = turn is turns[0] and any(other.forwarded for other in turns)
    return () if passed_on else sentences(bare_subject(turn.subject))


def _own_heads(turn: Turn, heads: tuple[Sentence, ...]) -> tuple[Sentence, ...]:
    """Return the subject's words unless an answer took the subject over from the mail before."""
    return () if is_reply(turn.subject) else heads


def _ordered(found: list[Signal], said: tuple[Told, ...], label: Label) -> tuple[Signal, ...]:
    """Return the findings, the weightiest first; where no rule decided, the sentence that tells most."""
    ordered = sorted(found, key=lambda signal: -signal.weight)
    if label != "not_a_loss" and not any(s.name in DECISIVE and s.weight > 0.9 for s in ordered):
        most = fullest(said)
        if most is not None:
            ordered.insert(0, Signal("told", 1.0 + max(0.0, most.loss), most.sentence))
    return tuple(ordered)


def is_plain(text: str) -> bool:
    """Tell whether a note was typed without capital letters, a phone's closing line aside."""
    typed = _DEVICE.sub("", text[:600])
    return typed == typed.lower()


_DEVICE = re.compile(
    r"^(?:sent from|gesendet von|envoyé (?:de|depuis)|enviado desde|verzonden (?:vanaf|met)|enviado do|inviato da)[^\n]*$",
    re.IGNORECASE | re.MULTILINE,
)


def _plainly(
    found: list[Signal],
    numbers: dict[str, float],
    turn: Turn,
    message: Message,
    turns: tuple[Turn, ...],
    sides: Sides,
    voice: Voice,
) -> float:
    """Return the log odds that the rules alone give: what is said plainly needs nothing learned.

    They count nothing where what was learned is sure of a win, a delay or another matter.
    """
    strongest = max((s.weight for s in found if s.name in DECISIVE), default=0.0)
    first = numbers["first"]
    other_way = max(numbers[f"most {name}"] for name in CLASSES[1:-1])
    if strongest < PLAIN or first < DOUBTED or (other_way > SPOILT and first < other_way):
        return -9.0
    score = added_up(found) - _handicap(turn, message, turns, sides, voice)
    score += PRIOR + (0.6 if voice is Voice.CUSTOMER else 1.3)
    score -= 3.0 * numbers["bulk"] + 2.5 * numbers["small amounts"]
    jobs, things, news = (numbers[f"has {tag}"] for tag in ("JOB", "THING", "NEWS"))
    return score - 1.9 * jobs - news - (1.2 * things if voice is Voice.OURS else 0.0)


def _handicap(
    turn: Turn, message: Message, turns: tuple[Turn, ...], sides: Sides, voice: Voice
) -> float:
    """Return the log odds that stand against a loss whatever is said."""
    against = 9.0 if voice is Voice.OUTBOUND else 0.0
    if sides.team is None or not _concerns_team(message, turns, sides):
        against += STRANGER
    if sides.team is not None and _other_team(turn, message, turns, sides):
        against += 7.0
    if voice is Voice.CUSTOMER and (
        _GATHERING.search(fold(turn.subject)) or _GATHERING.search(turn.email or "")
    ):
        against += 3.5
    if voice is Voice.CUSTOMER and any(head.has("JOB") for head in _heads(turn, turns)):
        against += 3.0
    return against


def _may_be_ours(message: Message, turns: tuple[Turn, ...], sides: Sides) -> bool:
    """Tell whether the mail passed between a customer and our team, so that its words may be believed."""
    return sides.team is not None and _concerns_team(message, turns, sides)


def _concerns_team(message: Message, turns: tuple[Turn, ...], sides: Sides) -> bool:
    people = [*message.to, *message.cc, *(turn.sender for turn in turns if turn.sender)]
    people += [address for turn in turns for address in (*turn.to, *turn.cc)]
    delivered = message.header("Delivered-To") or message.header("X-Original-To") or ""
    return any(sides.ours(address.email) for address in people) or sides.ours(
        delivered.strip(" <>")
    )


def _other_team(turn: Turn, message: Message, turns: tuple[Turn, ...], sides: Sides) -> bool:
    """Tell a colleague's news of another team's deal from our own."""
    assert sides.team is not None
    if sides.speaks_for_us(turn) and sides.member(turn.sender) is None and turn.email:
        named = any(fold(rep.first_name) in fold(turn.text) for rep in sides.team.reps)
        to_us = any(sides.member(address) for address in turn.to or message.to)
        return not to_us or not named
    if sides.speaks_for_us(turn) or not turn.to:
        return False
    colleagues = [
        a
        for a in turn.to
        if sides.ours(a.email)
        and sides.member(a) is None
        and "." in (a.email or "").partition("@")[0]
    ]
    involved = any(sides.member(address) for address in (*turn.to, *turn.cc))
    return bool(colleagues) and not involved


_TAKEN_BACK = re.compile(
    r"\b(?:(?:please )?(?:disregard|ignore|forget) (?:what|my|our|the|that)|changed (?:our|my|their) minds?|take (?:it|that) back|after all|"
    r"vergessen sie (?:meine|unsere)|doch noch|es uns anders uberlegt|oubliez (?:mon|notre|ce)|change d'avis|olvid\w+ (?:lo|mi|el)|cambiado de (?:opinion|idea)|"
    r"vergeet (?:mijn|ons)|toch nog|van gedachten veranderd|ignor[ea] (?:o|a) (?:meu|minha)|mudamos de ideias?|afinal (?:vamos|queremos))\b"
)


def _takes_back(heard: list[Verdict]) -> bool:
    """Tell whether the newest turn is a customer's who takes back an older no of theirs."""
    if len(heard) < 2 or heard[0].voice is not Voice.CUSTOMER or heard[0].turn is None:
        return False
    return heard[0].label == "not_a_loss" and bool(_TAKEN_BACK.search(fold(heard[0].turn.text)))


def _decides(verdict: Verdict) -> bool:
    names = {signal.name for signal in verdict.signals}
    return verdict.label != "not_a_loss" or bool(names & _SPOILING)


def _is_vague(verdict: Verdict) -> bool:
    """Tell whether it is doubtful, or no rule finds a decision in what sounds like the news of one."""
    return verdict.label == "unsure" or not any(
        s.name in DECISIVE - {"told"} and s.weight > 0.9 for s in verdict.signals
    )


def _by_customer(verdict: Verdict, older: list[Verdict]) -> Verdict:
    """Let the customer's own mail speak where one of us only passes it on with a word of regret."""
    if verdict.voice is Voice.CUSTOMER or verdict.label == "not_a_loss":
        return verdict
    for other in older:
        if other.voice is Voice.CUSTOMER and other.turn is not None and other.turn.forwarded:
            if other.label == "loss":
                return other
            most = fullest(other.said)
            if any(s.name in DECISIVE and s.weight > 0.9 for s in other.signals) or (
                most is not None and most.loss > 0.0
            ):
                return replace(
                    verdict,
                    turn=other.turn,
                    voice=other.voice,
                    signals=other.signals,
                    parsed=other.parsed,
                    said=other.said,
                )
            return verdict
    return verdict


def _by_note(heard: list[Verdict]) -> Verdict | None:
    """Call it a loss where a weakly worded refusal is passed on with a note that laments it."""
    if len(heard) < 2 or heard[0].voice is not Voice.OURS:
        return None
    if not any(signal.name in ("regret", "lost") for signal in heard[0].signals):
        return None
    for other in heard[1:]:
        decisive = [
            signal for signal in other.signals if signal.name in DECISIVE and signal.weight > 0.9
        ]
        if other.voice is Voice.CUSTOMER and decisive:
            return replace(
                other,
                label="loss",
                confidence=0.65,
                why=_why("loss", other.signals, Voice.CUSTOMER, {}),
            )
    return None


def _by_tone(heard: list[Verdict]) -> Verdict | None:
    """Ask somebody to look where a customer takes leave of our offer without saying no."""
    for verdict in heard:
        names = {signal.name for signal in verdict.signals}
        against = any(signal.weight < 0 for signal in verdict.signals)
        leaving = (
            "farewell" in names
            and names & {"regret", "thanks"}
            and names & {"our offer", "selection"}
        )
        if verdict.voice is Voice.CUSTOMER and leaving and not against:
            why = "The customer takes leave of our offer, but nowhere says no."
            return replace(verdict, label="unsure", confidence=0.4, why=why)
    return None


_SAYINGS = {
    "refused": "turned our offer down",
    "declined": "said no",
    "chosen": "chose somebody else",
    "named": "chose {rival}",
    "no decision": "ended the project without buying from anybody",
    "lost": "says that the deal is lost",
    "hinted": "says that the deal came to nothing",
    "won": "The deal was won.",
    "churn": "An existing customer is leaving or not renewing; no new deal was lost.",
    "slipping": "The decision has only been put off.",
    "open": "The negotiation is still open.",
    "fear": "A loss is feared, but nothing is decided.",
    "conditional": "A loss is only threatened or supposed.",
    "we chose": "We turned somebody else down, nobody turned us down.",
    "not lost": "Something else was lost, or the deal was not.",
    "history": "It speaks of an old loss.",
    "elsewhere": "It speaks of somebody else's affairs, not of a deal of ours.",
    "other refusal": "Something other than our offer was turned down.",
}


_CLASS_SAYINGS = {
    "most won": "won", "most churn": "churn", "most slip": "slipping", "most fear": "fear",
    "most third_party": "elsewhere", "most refuse_other": "other refusal",
}  # fmt: skip


def _why(label: Label, ordered: tuple[Signal, ...], voice: Voice, numbers: dict[str, float]) -> str:
    """Return the reason in one sentence."""
    if label == "not_a_loss":
        against = next((s for s in reversed(ordered) if s.weight < 0 and s.name in _SAYINGS), None)
        if against is not None:
            return _SAYINGS[against.name]
        most = max(_CLASS_SAYINGS, key=lambda name: numbers.get(name, -9.0))
        if numbers.get(most, -9.0) > 1.0:
            return _SAYINGS[_CLASS_SAYINGS[most]]
        return "Nothing in it says that we lost a deal."
    best = ordered[0]
    ours = voice is Voice.OURS
    saying = _SAYINGS.get(best.name, "says that the deal is lost" if ours else "said no")
    who = "One of us" if ours and best.name in ("lost", "hinted", "told") else "The customer"
    doubt = "" if label == "loss" else ", but this is not certain"
    quote = " ".join(best.sentence.text.split())
    return f"{who} {saying.format(rival=best.rival or 'somebody else')}{doubt}: “{quote[:160]}”"
