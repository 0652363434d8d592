"""Whole mails as they came, a folder for each company, with what must be read off them beside.

Every folder has a team of its own. For learning, its people are given the names of ours, so that the
mails stand among the others.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from debrief.team import Person, Team, load_team
from tests import corpus

HERE = Path(__file__).parent
USES = {
    "brightmoor": "learned from",
    "cantlow": "learned from",
    "ossington": "learned from",
    "thornleigh": "learned from",
    "marlowe": "learned from",
    "tessaly": "learned from",
    "norrvik": "learned from",
    "lexivara": "learned from",
    "dakora": "learned from",
    "pellinger": "learned from",
    "saltmere": "learned from",
    "pellowe": "learned from",
    "kestervane": "learned from",
    "pennarth": "learned from",
    "quernmore": "learned from",
    "ferrowick": "learned from",
    "halvane": "learned from",
    "hexworth": "learned from",
    "corvendale": "learned from",
    "haverkate": "learned from",
    "thornlea": "learned from",
    "slatewing": "learned from",
    "trestlemoor": "learned from",
    "tarnbrook": "learned from",
    "brackenlab": "learned from",
    "vantrell": "learned from",
    "sundrift": "learned from",
    "harrowfen": "learned from",
    "quillon": "learned from",
    "ketterby": "learned from",
    "ravensholt": "learned from",
    "dunholm": "learned from",
    "pellmere": "learned from",
    "foxglove": "learned from",
    "lanternhall": "learned from",
    "corvellum": "learned from",
    "tavistone": "looked at",
    "mirefield": "looked at",
    "calloway": "looked at",
    "vorquist": "looked at",
    "bramblewick": "looked at",
    "ostravane": "looked at",
    "quenby": "looked at",
    "hollinside": "looked at",
    "merrivale": "looked at",
    "thornbury": "looked at",
    "wexcombe": "looked at",
    "saltmoor": "looked at",
    "carnbrae": "looked at",
    "eldermoor": "looked at",
    "inverlael": "looked at",
    "sandhaven": "looked at",
    "pelhamcross": "looked at",
    "brockhaven": "looked at",
    "corlath": "kept apart",
    "parlagate": "kept apart",
    "firnlicht": "kept apart",
}
# Whose mails teach what is a loss and what they state; rules were written after a look at some others.
TAUGHT = "learned from"
KIND = "mailbox"
Cases = list[tuple[str, bytes, dict[str, Any]]]


def folder_cases(folder: Path) -> tuple[Cases, Team] | None:
    """Return the raw mails of a folder with their labels and the team; None where it is not there."""
    if not (folder / "expected.jsonl").exists():
        return None
    written = (folder / "expected.jsonl").read_text(encoding="utf-8")
    wanted = [json.loads(line) for line in written.splitlines()]
    cases = [(each["id"], (folder / f"{each['id']}.eml").read_bytes(), each) for each in wanted]
    return cases, load_team(folder / "team.json")


@cache
def learned_from(*uses: str) -> tuple[corpus.Case, ...]:
    """Return the mails of the folders with one of these uses, as if they had come to our team."""
    return tuple(case for name, use in USES.items() if use in uses for case in _renamed(name))


def _renamed(name: str) -> Iterator[corpus.Case]:
    found = folder_cases(HERE / name)
    assert found is not None, name
    cases, theirs = found
    names = _names(theirs, corpus.team())
    longest_first = sorted(map(re.escape, names), key=len, reverse=True)
    any_name = re.compile(rf"(?<!\w)(?:{'|'.join(longest_first)})(?!\w)")
    for case, raw, want in cases:
        text = raw.decode("utf-8", "surrogateescape")
        ours = any_name.sub(lambda match: names[match[0]], text)
        mail = ours.encode("utf-8", "surrogateescape")
        yield corpus.Case(f"{name}-{case}", mail, want["loss"], _expected(want), kind=KIND)


def _expected(want: dict[str, Any]) -> dict[str, str]:
    """Return what a label states, by the names that `corpus.Case` has for it; what it leaves open is absent."""
    if not want["loss"]:
        return {}
    names = {
        "rival": "competitor", "deal": "deal", "company": "company", "name": "customer_name", "email": "customer_email",
    }  # fmt: skip
    found = {ours: want[theirs] for ours, theirs in names.items() if want[theirs]}
    if want["priorities"]:
        found["wants"] = "|".join(want["priorities"])
    if not want["competitor"]:
        found["nobody"] = "no" if "competitor" in want["missing"] else "yes"
    worth = "none" if want["amount"] is None else f"{want['amount']} {want['currency']}"
    return {"rival": "none", "amount": worth, **found}


def _names(theirs: Team, ours: Team) -> dict[str, str]:
    """Return what each name of theirs is called among us."""
    company, domain = theirs.company.name.split()[0], theirs.company.domain
    names = {company: ours.company.name.split()[0], domain: ours.company.domain}
    names[theirs.company.name] = ours.company.name
    for person, stand_in in zip(theirs.people(), ours.people(), strict=False):
        names |= _of_person(person, stand_in)
    return names


def _of_person(person: Person, stand_in: Person) -> dict[str, str]:
    first, _, last = person.name.partition(" ")
    new_first, _, new_last = stand_in.name.partition(" ")
    local, new_local = person.email.partition("@")[0], stand_in.email.partition("@")[0]
    return {person.name: stand_in.name, first: new_first, last: new_last, local: new_local}
