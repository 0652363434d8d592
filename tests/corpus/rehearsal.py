"""Mails composed for learning: labelled sentences among plain ones, and texts that are no business of ours."""

from __future__ import annotations

import random
from email.message import EmailMessage

from tests.corpus import HERE, Case
from tests.corpus.spoken import Line

KIND = "composed"
_REPS = ("Ben Adler <ben.adler@larkspur.example>", "Aisha Rahman <aisha.rahman@larkspur.example>")
_MANAGER = "Dana Whitfield <dana.whitfield@larkspur.example>"
_OUTSIDE = ("Pat Quill <pat.quill@quillfoods.example>", "J. Marlow <jmarlow@marlow-water.example>", "office@northbay.example")  # fmt: skip
_SUBJECTS = ("Atlas", "our call", "Re: quote", "planning", "Re: Re: proposal", "news", "today", "RE: project", "update", "Re: angebot", "offre", "propuesta", "offerte", "proposta")  # fmt: skip


def mail(name: str, sender: str, to: str, cc: str, subject: str, text: str) -> bytes:
    """Return a plain mail."""
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, to, subject
    if cc:
        message["Cc"] = cc
    message["Message-ID"] = f"<{name}@{sender.rpartition('@')[2].strip('>')}>"
    message.set_content(text)
    return message.as_bytes()


def composed(lines: list[Line], folds: int) -> list[list[Case]]:
    """Return, for every fold, mails of one labelled sentence of that fold among plain ones of it."""
    own = [line for line in lines if line.source != "patterns"][::3]
    own += [line for line in lines if line.source == "patterns"][::8]
    return [
        _fold([line for line in own if line.fold % folds == fold], fold) for fold in range(folds)
    ]


def _fold(lines: list[Line], fold: int) -> list[Case]:
    chance = random.Random(fold)
    plain = {
        voice: [line.text for line in lines if line.label == "business" and line.voice == voice]
        for voice in ("customer", "ours")
    }
    found = []
    for at, line in enumerate(lines):
        ours = line.voice == "ours" or (line.voice == "other" and chance.random() < 0.4)
        around = plain["ours" if ours else "customer"]
        before, after = (
            chance.sample(around, chance.randint(0, 2)),
            chance.sample(around, chance.randint(0, 2)),
        )
        text = " ".join([*before, line.text, *after])
        if chance.random() < 0.7:
            text = f"Hi,\n\n{text}\n\nPat"
        sender = chance.choice(_REPS if ours else _OUTSIDE)
        to = _MANAGER if ours or chance.random() < 0.15 else chance.choice(_REPS)
        cc = _MANAGER if not ours and chance.random() < 0.3 else ""
        name = f"composed-{fold}-{at}"
        raw = mail(name, sender, to, cc, chance.choice(_SUBJECTS), text)
        found.append(Case(name, raw, line.label == "loss", kind=KIND))
    return found


def ordinary() -> list[Case]:
    """Return texts about quite other things, as mails of customers and colleagues."""
    texts = (HERE / "ordinary.txt").read_text(encoding="utf-8").splitlines()
    texts += (HERE / "everyday.txt").read_text(encoding="utf-8").splitlines()
    chance = random.Random(1)
    found = []
    for at, text in enumerate(texts):
        ours = at % 2 == 1
        sender, to = (
            (chance.choice(_REPS), _MANAGER)
            if ours
            else (chance.choice(_OUTSIDE), chance.choice(_REPS))
        )
        raw = mail(f"ordinary-{at}", sender, to, "", chance.choice(_SUBJECTS), f"Hi,\n\n{text}\n")
        found.append(Case(f"ordinary-{at}", raw, False, kind="ordinary"))
    return found
