"""The reason of a verdict, in one sentence that a manager understands."""

from __future__ import annotations

from typing import Literal

from debrief.reading.verdicts.signals import Signal, Voice

Label = Literal["loss", "not_a_loss", "unsure"]

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


def why(label: Label, ordered: tuple[Signal, ...], voice: Voice, numbers: dict[str, float]) -> str:
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
