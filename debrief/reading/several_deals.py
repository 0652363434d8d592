"""The reading of a mail that may tell of several deals, of which one can be taken up: it is unsure."""

from __future__ import annotations

from dataclasses import replace

from debrief.reading.mail.message import Message
from debrief.reading.quoting.forwarded import unwrap
from debrief.reading.reading import Reading
from debrief.reading.verdicts.told_losses import may_be_two
from debrief.team import Team


def doubted_where_several(reading: Reading, message: Message, team: Team) -> Reading:
    """Return a reading as unsure where the mail holds mails of several companies: one is taken up."""
    senders = (forward.from_email or "" for forward in unwrap(message))
    outside = (address for address in senders if "@" in address and not team.is_ours(address))
    companies = dict.fromkeys(address.rpartition("@")[2].lower() for address in outside)
    if len(companies) < 2:
        return reading
    why = (
        f"It holds mails of {' and '.join(companies)}, and one deal is taken up from a mail. "
        f"If the others were lost, too, please forward each by itself. {reading.why}"
    )
    return replace(reading, verdict="unsure", why=why)


def doubted_where_two_names(reading: Reading) -> Reading:
    """Return a reading in somebody's own words as unsure where what it calls the deal may be two."""
    facts = reading.facts
    if reading.forward is not None or not (may_be_two(facts.deal) or may_be_two(facts.company)):
        return reading
    why = (
        "It may tell of two lost deals. If so, please send them anew, one to a line, such as "
        '"We lost the Acme deal (50k) to Peakline"; if it is one, give its name as shown below.'
    )
    facts = replace(facts, deal=None, company=None)
    return replace(reading, verdict="unsure", facts=facts, why=f"{why} {reading.why}")
