"""The loss notification: the facts that it tells, and the review that it opens."""

from __future__ import annotations

from debrief.chapters import loss_wishes
from debrief.chapters.customer_language import with_language
from debrief.chapters.receipt import NAME
from debrief.chapters.scene import Heard, Scene
from debrief.model import Facts, Happened, Review, Source, Stage, short_hash
from debrief.reading.people import is_role
from debrief.reading.reading import Reading
from debrief.team import Team, fold_address, untagged

_MOST_BEYOND = 4  # colleagues named
_MOST_OF_NOTE = 4000  # characters of what the manager wrote above a forward


def new_review(reading: Reading, heard: Heard, scene: Scene, *, requested: bool) -> Review:
    """Open the review of a loss notification; its id is derived from the message."""
    facts = facts_of(reading)
    theirs = customers_words(reading, heard, facts)
    source = Source(
        message_id=heard.message_id,
        subject=heard.subject,
        sender=heard.sender,
        received_at=heard.at,
        requested=requested,
        customer_message_id=(
            heard.message_id if heard.sender and heard.sender == facts.customer_email else None
        ),
        text=_relevant_text(reading)[:20_000],
        customer_text=theirs,
        note=heard.text[:_MOST_OF_NOTE] if requested else "",
        forwarded=reading.forward is not None,
        shared=heard.shared,
        also_to=_beyond_the_team(reading, scene.team),
    )
    review = Review(
        id=f"r-{short_hash('review', heard.key)}",
        stage=Stage.ASKING,
        created_at=scene.now,
        facts=facts,
        source=source,
        verdict=reading.verdict,
        confidence=reading.confidence,
        why=reading.why,
        major=reading.facts.major,
        handled=(heard.key,),
        history=(
            Happened(at=heard.at, chapter=NAME, what=f"Heard of it: {heard.subject or 'a mail'}"),
        ),
    )
    return loss_wishes.with_wishes(with_language(review, scene), reading, scene)[0]


def _beyond_the_team(reading: Reading, team: Team) -> tuple[str, ...]:
    """Return who of our company got the customer's mail and is not on the team: they may act on it as well."""
    mail = reading.forward or reading.message
    got = (*mail.to, *mail.cc) if mail is not None else ()
    known = (team.debrief_address, *(person.email for person in team.people()))
    beyond = (
        a.name or a.email
        for a in got
        if a.email and team.is_ours(a.email) and not is_role(a.email)
        if untagged(fold_address(a.email)) not in known
    )
    return tuple(dict.fromkeys(who for who in beyond if who))[:_MOST_BEYOND]


def facts_of(reading: Reading) -> Facts:
    """Return what a review keeps of the facts that were read."""
    read = reading.facts
    return Facts(
        customer_name=read.customer_name,
        customer_email=fold_address(read.customer_email) if read.customer_email else None,
        company=read.company,
        deal=read.deal,
        amount=read.amount,
        currency=read.currency,
        rep_email=fold_address(read.rep_email) if read.rep_email else None,
        competitor=read.competitor,
        no_decision=read.no_decision and read.competitor is None,
        priorities=read.priorities,
        reason_given=read.reason_given,
        date=read.date.date() if read.date else None,
    )


def customers_words(reading: Reading, heard: Heard, facts: Facts) -> str:
    """Return what the customer wrote; a rep's note or a CRM's alert is none of it."""
    forward = reading.forward
    writer = (forward.from_email if forward else heard.sender) or ""
    own = bool(writer) and fold_address(writer) == facts.customer_email
    return _relevant_text(reading)[:20_000] if own else ""


def _relevant_text(reading: Reading) -> str:
    if reading.forward is not None:
        return reading.forward.body
    return reading.message.text if reading.message else ""
