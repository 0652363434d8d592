"""Facts that the manager puts right, and what follows from them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from debrief.answers.account_rep import account_rep
from debrief.answers.addressees import may_be_theirs
from debrief.answers.commands import Commands
from debrief.answers.company import guests_in
from debrief.answers.left_out import left_out
from debrief.chapters import call_corrections, call_slots, customer_language
from debrief.chapters.planning import changed, noted, unmarked, with_facts
from debrief.chapters.receipt import NAME, START_MARK
from debrief.chapters.scene import Scene
from debrief.model import Facts, Review, Stage
from debrief.reading.facts.fact_record import FIELDS
from debrief.reading.facts.money import is_major
from debrief.team import Team

MAY_BE_ALONE = (Stage.ASKING, Stage.LOGGED, Stage.STOPPED, Stage.CALLING)
Shown = list[list[str]]  # facts as they are now, by name, as mails show them


def corrected(
    review: Review, commands: Commands, scene: Scene, doubts: list[dict[str, Any]]
) -> tuple[Review, Shown, tuple[str, ...]]:
    """Take over corrected facts; return them, and what follows for the call, in sentences.

    A rep is named by address or name; the manager may be it. One who is not of the team, and one of our own for the customer,
    are added to the doubts.
    """
    before = review.facts
    facts, shown = _with_changes(before, commands, scene.team, doubts)
    zone, language = commands.changes.get("zone"), commands.changes.get("language")
    if zone:
        call = review.call.model_copy(
            update={"zone": str(zone), "zone_source": call_slots.MANAGERS_WORD}
        )
        review = changed(review, call=call)
        shown.append(["zone", str(zone)])
    if language:
        review = customer_language.stated(review, str(language))
        shown.append(["language", customer_language.NAMES[str(language)]])
    review, invited, gone = _guests(review, commands, scene, doubts, shown)
    alone = commands.alone and review.call.with_rep and review.stage in MAY_BE_ALONE
    if alone:
        call = review.call.model_copy(update={"with_rep": False})
        review = changed(review, call=call)
        shown.append(["with_rep", "you alone"])
    if not shown:
        return review, [], ()
    was_major = review.major
    review = changed(with_facts(review, facts), major=is_major_deal(facts, scene.team))
    what = ", ".join(f"{name} = {value}" for name, value in shown)
    review = noted(review, scene.now, NAME, f"Corrected: {what}")
    review = customer_language.with_language(review, scene)
    review, said = call_corrections.carried(
        review,
        before,
        scene,
        zone=bool(zone),
        language=bool(language),
        guests=invited,
        fewer=bool(gone),
        alone=alone,
    )
    if review.stage is Stage.ASKING and was_major and not review.major:
        # whoever said go took it for a major deal
        review = changed(unmarked(review, START_MARK), confirmed=False)
    return review, shown, said


def _with_changes(
    before: Facts, commands: Commands, team: Team, doubts: list[dict[str, Any]]
) -> tuple[Facts, Shown]:
    """Return the facts as the manager puts them right, and which they put."""
    address = commands.changes.get("customer_email")
    if address and team.is_ours(str(address)):
        doubts.append({"line": f"email: {address}", "nearest": None})
        left = {k: v for k, v in commands.changes.items() if k != "customer_email"}
        commands, address = replace(commands, changes=left), None
    facts = commands.apply_to(before)
    told = [name for name in commands.changes if name in FIELDS and name != "rep_email"]
    told += [name for name in commands.cleared if name in FIELDS]
    named = str(commands.changes.get("rep_email", ""))
    rep = account_rep(team, named)
    if rep is not None:
        facts, told = facts.model_copy(update={"rep_email": rep.email}), [*told, "rep_email"]
    elif named:
        doubts.append({"line": f"rep: {named}", "nearest": None})
    another = address and "customer_name" not in commands.changes
    if another and not may_be_theirs(before, str(address)):
        facts, told = facts.model_copy(update={"customer_name": None}), [*told, "customer_name"]
    return facts, [[name, as_shown(getattr(facts, name))] for name in dict.fromkeys(told)]


def _guests(
    review: Review,
    commands: Commands,
    scene: Scene,
    doubts: list[dict[str, Any]],
    shown: Shown,
) -> tuple[Review, tuple[str, ...], tuple[str, ...]]:
    """Put on the call, and take off it, whom the manager names; return the names of both.

    Who is not known is added to the doubts.
    """
    guests, out = review.call.guests, review.call.left_out
    invited: dict[str, str] | None = {}
    if named := str(commands.changes.get("guests", "")):
        invited = guests_in(named, scene.team, review.facts.customer_email)
        if invited is None:
            doubts.append({"line": f"join: {named}", "nearest": None})
    gone: dict[str, str] = {}
    if named := str(commands.changes.get("left_out", "")):
        gone = {email: guests[email] for email in left_out(named, scene.team, guests)}
        if not gone:
            doubts.append({"line": f"without: {named} (not invited)", "nearest": None})
    for label, names in (("guests", invited or {}), ("left_out", gone)):
        if names:
            shown.append([label, ", ".join(names.values())])
    update: dict[str, object] = {
        "guests": {e: n for e, n in guests.items() if e not in gone} | (invited or {}),
        "left_out": tuple(dict.fromkeys((*out, *gone))),
    }
    review = changed(review, call=review.call.model_copy(update=update))
    return review, tuple((invited or {}).values()), tuple(gone.values())


def is_major_deal(facts: Facts, team: Team) -> bool | None:
    """Tell whether a deal is major by the team's threshold; None where that cannot be told."""
    return is_major(facts.amount, facts.currency, team.major_deal_threshold)


def as_shown(value: object) -> str:
    """Return a fact as mails show it."""
    if isinstance(value, tuple | list):
        return "; ".join(str(item) for item in value)
    if isinstance(value, float):
        return f"{value:,.2f}".removesuffix(".00")
    return "none" if value is None else str(value)
