"""Mails composed for learning: labelled sentences among plain ones, and texts that are no business of ours."""

from __future__ import annotations

import random
from email.message import EmailMessage
from functools import cache

from tests.corpus import HERE, Case
from tests.corpus.spoken import Line

KIND = "composed"
PLAIN = "plain"
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
    own = [line for line in lines if line.source != "patterns"][::6]
    own += [line for line in lines if line.source == "patterns"][::16]
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


def plain(lines: list[Line], folds: int) -> list[list[Case]]:
    """Return, for every fold, short mails that say one thing in the plainest words, and nothing else."""
    chance = random.Random(5)
    own = [line for line in lines if line.source in ("classic", "blunt", "blunt2")]
    for name in ("customer", "ours"):
        loss = [x for x in lines if (x.source, x.label, x.voice) == ("patterns", "loss", name)]
        own += chance.sample(loss, min(60, len(loss)))
    return [
        [_alone(line, at, chance) for at, line in enumerate(own) if line.fold % folds == fold]
        for fold in range(folds)
    ]


def _alone(line: Line, at: int, chance: random.Random) -> Case:
    ours = line.voice == "ours"
    sender, to = chance.choice(_REPS if ours else _OUTSIDE), chance.choice(_REPS)
    text = chance.choice(("Hi,\n\n{}\n\nPat", "{}", "Ben,\n\n{}\n\nRegards,\nPat Quill"))
    subject = chance.choice(("Your proposal", "Atlas", "Re: quote", "decision", "news"))
    raw = mail(f"plain-{at}", sender, _MANAGER if ours else to, "", subject, text.format(line.text))
    return Case(f"plain-{at}", raw, line.label == "loss", kind=PLAIN)


def note(name: str, text: str, ours: bool, subject: str = "update") -> bytes:
    """Return a note of one of us to the manager, or of a customer to one of our reps."""
    sender, to = (_REPS[0], _MANAGER) if ours else (_OUTSIDE[0], _REPS[0])
    return mail(name, sender, to, "", subject, text)


@cache
def ordinary() -> list[Case]:
    """Return texts about quite other things, as mails of customers and colleagues."""
    texts = (HERE / "ordinary.txt").read_text(encoding="utf-8").splitlines()
    texts += (HERE / "everyday.txt").read_text(encoding="utf-8").splitlines()
    texts += (HERE / "technical.txt").read_text(encoding="utf-8").splitlines()
    prose = (HERE / "plain_prose.txt").read_text(encoding="utf-8").splitlines()
    texts += [text for text in prose for _ in range(2)]  # said by us, and said to us
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
