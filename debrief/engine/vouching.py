"""Who vouches for senders: the mail host whose Authentication-Results count (RFC 8601).

Which host is ours cannot be known from a mail of somebody else's; a mail that we sent to ourselves,
and what all mail in the mailbox has in common, can propose it. A person says whether it is right.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from debrief.backends.base import Backend, Incoming
from debrief.backends.finding import VOUCHING as NAME
from debrief.backends.finding import Finding
from debrief.reading.mail.authentication import authenticated, first_host, verdict_of
from debrief.reading.mail.message import Message, parse_message
from debrief.team import Team

LEAST_MAILS = 5  # of how many mails at least a host is proposed, when our own carries no word
LEAST_SENDERS = 3  # and from how many domains: one sender alone may have written it themselves
SHARE = 0.9  # of them that carry its word
REPLACES = 'every command must be confirmed until team.json names your mail host as "authserv_id"'


def nobody_vouches(team: Team, backend: Backend) -> bool:
    """Tell whether every command has to be confirmed: nothing here tells who wrote a mail."""
    known = backend.mailbox.trusts_delivery or backend.capabilities.vouches
    return not known and not team.authserv_id


def vouching(team: Team, backend: Backend, came: Incoming, others: Iterable[Message]) -> Finding:
    """Return who vouches for our people, by a mail of ours to ourselves and the mails beside it."""
    if backend.mailbox.trusts_delivery:
        return Finding(NAME, True, "whoever can deliver here is one of yours")
    message = parse_message(came.raw)
    if came.authenticated:
        return Finding(NAME, True, "the mailbox itself vouches for your own people")
    if team.authserv_id and authenticated(message, team.authserv_id):
        return Finding(NAME, True, f"{team.authserv_id} vouches for senders")
    host = first_host(message)
    if host is not None and not authenticated(message, host):
        return Finding(NAME, False, _unproved(team, host, verdict_of(message, host)))
    if host is None:
        host = common_host(others)
        if host is not None and host == (team.authserv_id or "").lower():
            return Finding(NAME, None, _only_of_others(host))
    if host is None:
        said = (
            "your mail host says nothing of senders (no Authentication-Results): let it check DMARC"
        )
        return Finding(NAME, False, f"{said}; {REPLACES}")
    if team.authserv_id:
        said = f"{team.authserv_id} said nothing of a mail to yourself, {host} did; which is yours?"
    else:
        said = f"{host} writes what it proved into your mail; {REPLACES}"
    remedy = f"if {host} is your own mail host: debrief check --send --mail-host {host}"
    return Finding(NAME, False, f"{said}; {remedy}", proposes=host)


def _unproved(team: Team, host: str, verdict: str | None) -> str:
    """Say what to do where a host looked at our own mail and it is not proved."""
    domain = team.manager.email.rpartition("@")[2]
    return (
        f"{host} looked at a mail to yourself and did not prove its sender (dmarc={verdict}): "
        f"publish a DMARC record for {domain} and let your mail server sign your mail (DKIM); "
        "until then every command must be confirmed"
    )


def _only_of_others(host: str) -> str:
    return (
        f"{host} vouches for mail from outside, but says nothing of a mail to yourself: every command "
        "sent that way must be confirmed, unless it checks DMARC of your own people's mail, too"
    )


def common_host(messages: Iterable[Message]) -> str | None:
    """Return the host whose word stands on nearly all mails, however different their senders."""
    hosts: Counter[str] = Counter()
    domains: set[str] = set()
    count = 0
    for message in messages:
        count += 1
        host = first_host(message)
        if host is not None and message.sender is not None and message.sender.email:
            hosts[host] += 1
            domains.add(message.sender.email.rpartition("@")[2])
    ((best, times),) = hosts.most_common(1) or [("", 0)]
    many = times >= max(LEAST_MAILS, SHARE * count)
    return best if many and len(domains) >= LEAST_SENDERS else None
