"""The base forms of the English verbs that customers use when they say what somebody did."""

from __future__ import annotations

_PAST = {
    "answered": "answer", "responded": "respond", "replied": "reply", "called": "call", "visited": "visit",
    "offered": "offer", "showed": "show", "presented": "present", "explained": "explain", "listened": "listen",
    "asked": "ask", "involved": "involve", "included": "include", "demonstrated": "demonstrate", "priced": "price",
    "prepared": "prepare", "proposed": "propose", "proved": "prove", "provided": "provide", "delivered": "deliver",
    "shared": "share", "introduced": "introduce", "invited": "invite", "arranged": "arrange", "planned": "plan",
    "promised": "promise", "mapped": "map", "tailored": "tailor", "followed": "follow", "focused": "focus",
    "started": "start", "worked": "work", "connected": "connect", "walked": "walk", "talked": "talk",
    "addressed": "address", "learned": "learn", "learnt": "learn", "trained": "train", "helped": "help",
    "assigned": "assign", "simplified": "simplify", "calculated": "calculate", "quantified": "quantify",
    "demoed": "demo", "tested": "test", "piloted": "pilot", "guaranteed": "guarantee", "checked": "check",
    "adapted": "adapt", "adjusted": "adjust", "documented": "document", "engaged": "engage", "met": "meet",
    "brought": "bring", "came": "come", "gave": "give", "sent": "send", "took": "take", "made": "make",
    "built": "build", "knew": "know", "understood": "understand", "spoke": "speak", "spent": "spend",
    "kept": "keep", "let": "let", "put": "put", "set": "set", "sat": "sit", "went": "go", "got": "get",
    "ran": "run", "wrote": "write", "told": "tell", "said": "say", "won": "win", "led": "lead", "found": "find",
    "were": "be", "was": "be", "had": "have", "did": "do", "stayed": "stay", "joined": "join", "handled": "handle",
    "solved": "solve", "referenced": "reference", "supported": "support", "agreed": "agree", "used": "use",
}  # fmt: skip
_PARTICIPLES = {
    "been": "be", "shown": "show", "given": "give", "taken": "take", "done": "do", "seen": "see", "gone": "go",
    "come": "come", "run": "run", "written": "write", "spoken": "speak", "known": "know", "gotten": "get",
    "begun": "begin", "chosen": "choose", "driven": "drive", "heard": "hear", "left": "leave", "read": "read",
}  # fmt: skip
_MORE = (
    "see",
    "hear",
    "read",
    "begin",
    "choose",
    "improve",
    "reduce",
    "increase",
    "clarify",
    "communicate",
)
BASES = frozenset((*_PAST.values(), *_PARTICIPLES.values(), *_MORE))
_GERUNDS = {
    form: base
    for base in sorted(BASES)
    for form in (
        f"{base}ing",
        *((f"{base[:-1]}ing",) if base.endswith("e") and len(base) > 2 else ()),
        f"{base}{base[-1]}ing",
    )
}


def from_past(word: str) -> str | None:
    """Return "bring" for "brought"; None for what is no past tense known here."""
    return _PAST.get(word)


def from_participle(word: str) -> str | None:
    """Return "show" for "shown" and "visit" for "visited"."""
    return _PARTICIPLES.get(word) or _PAST.get(word)


def from_gerund(word: str) -> str | None:
    """Return "spend" for "spending"."""
    return _GERUNDS.get(word)
