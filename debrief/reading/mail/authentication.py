"""Whether the From address of a mail was proved on its way in (RFC 8601, RFC 7489)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address

from debrief.reading.mail.message import Message

MAX_RESULTS = 20  # Authentication-Results fields read
_METHOD = re.compile(r"(?:^|[;\s])dmarc\s?(?:/\s?\d{1,3}\s?)?=\s?([a-z]{1,20})", re.I)
_HEADER_FROM = re.compile(r"header\.from\s?=\s?\"?([^\s;\"]{1,250})", re.I)
_BY = re.compile(r"\bby\s+([^\s;()]{1,250})", re.I)
_FROM = re.compile(r"\s{0,5}from\s+([^\s;()]{1,250})", re.I)
_PEER = re.compile(r"\sby\s", re.I)  # what stands before it tells from whom
_LOOKED_UP = re.compile(r"\(([a-z0-9.-]{1,250}?)\.?\s+\[[^\]]{1,60}\]\)", re.I)
_TWO_LEVEL = frozenset(
    ["ac", "co", "com", "edu", "gov", "gob", "govt", "mil", "net", "ne", "nom", "or", "org", "sch"]
)
_FAILED = frozenset({"fail", "permerror", "policy", "softfail", "reject"})


@dataclass(frozen=True, slots=True)
class _Result:
    authserv_id: str | None
    verdict: str | None  # of DMARC
    domain: str | None  # the From domain DMARC looked at


def authenticated(message: Message, authserv_id: str | None) -> bool | None:
    """Return True for a DMARC pass of the single From address, False for a fail, else None.

    Only fields of ``authserv_id`` are believed, and only those that stand above the first
    Received line written outside: what is below came with the mail. Hosts of ours may have handed
    the mail on behind that one, whatever their names. Without an id, the topmost field's own id is
    taken. Two or more From addresses prove nothing: False.
    """
    if message.senders > 1:
        return False
    domain = _domain(message)
    if domain is None:
        return None
    verdicts = [result for result in _trusted(message, authserv_id) if result.verdict]
    if not verdicts:
        return None
    if any(result.verdict in _FAILED for result in verdicts):
        return False
    for result in verdicts:
        if result.verdict == "pass":
            return result.domain is None or _aligned(domain, result.domain)
    return None


def states_failure(message: Message) -> bool:
    """Tell whether the topmost result says that the sender's proof failed, whoever wrote it."""
    result = (message.header("Authentication-Results") or "").lower()
    return "dmarc=fail" in result or ("spf=fail" in result and "dkim=pass" not in result)


def lacks_proof(message: Message) -> bool:
    """Tell whether the mail was looked at on its way in and nothing was found that speaks for its sender.

    That is: no policy of the domain, no valid signature, and not even an envelope of the same domain.
    """
    field = _without_comments((message.header("Authentication-Results") or "")[:8000]).lower()
    if not _NO_POLICY.search(field) or re.search(r"\bdkim\s?=\s?pass", field):
        return False
    if re.search(r"\bcompauth\s?=\s?pass", field):
        return False
    envelope, domain = _ENVELOPE.search(field), _domain(message)
    if envelope is None or domain is None:
        return True
    rewritten = _REWRITTEN.search(envelope[1])  # by whoever passed it on
    sent = rewritten[1] if rewritten else envelope[1].rpartition("@")[2]
    return not _same_house(sent, domain)


_NO_POLICY = re.compile(r"\bdmarc\s?=\s?none\b")
_ENVELOPE = re.compile(r"\bspf\s?=\s?pass\b[^;]*?smtp\.mailfrom\s?=\s?\"?([^\s;\"]+)")
_REWRITTEN = re.compile(r"\bsrs\d?=[^=\s]{1,20}=[^=\s]{1,20}=([^=\s]{1,250})=")


def first_host(message: Message) -> str | None:
    """Return the topmost host whose word on this mail would count if it were named as ours."""
    return next((host for host in _stated_hosts(message) if verdict_of(message, host)), None)


def verdict_of(message: Message, authserv_id: str) -> str | None:
    """Return what this host wrote about DMARC, where it would be believed."""
    found = (result.verdict for result in _trusted(message, authserv_id))
    return next((verdict for verdict in found if verdict), None)


def _stated_hosts(message: Message) -> list[str]:
    values = [v for name, v in message.headers if name.lower() == "authentication-results"]
    hosts = (read_results(value).authserv_id for value in values[:MAX_RESULTS])
    return list(dict.fromkeys(host for host in hosts if host))


def certain(
    authenticated: bool | None, vouched: bool | None, authserv_id: str | None
) -> bool | None:
    """Return what a command may rest on, of what was read of a sender's proof.

    While nobody has said which mail host is ours, the topmost word may be anybody's: a pass proves
    nothing then, a failure is still believed.
    """
    if authenticated and not vouched and not authserv_id:
        return None
    return authenticated


def proved(vouched: bool | None, stated: bool | None) -> bool | None:
    """Return whether the sender is proved, by the mailbox's own mark or the mail host's word.

    One refusal outweighs the other's word.
    """
    if vouched is False or stated is False:
        return False
    return True if vouched or stated else None


def _domain(message: Message) -> str | None:
    email = message.sender.email if message.sender else None
    return email.rpartition("@")[2].lower().rstrip(".") if email and "@" in email else None


def _aligned(domain: str, stated: str) -> bool:
    """Tell whether the address that was proved is the one we see, to the letter."""
    stated = stated.rpartition("@")[2].lower().rstrip(".")
    return stated == domain


def _trusted(message: Message, authserv_id: str | None) -> Iterator[_Result]:
    """Yield the results our own edge wrote, topmost first."""
    wanted = authserv_id.strip().lower() if authserv_id else None
    edge = wanted
    behind: set[str] | None = None if wanted else set()  # hosts of ours that the edge hands on to
    seen = crossed = 0
    for name, value in message.headers:
        lowered = name.lower()
        if lowered == "received":
            by, sender = _host(_BY, value), _host(_FROM, value)
            if edge is None:
                edge = by
            if behind is None:  # whoever delivered is ours, whatever its name
                behind = {by} if by else set()
            if crossed or (by is not None and edge is not None and not _same_house(by, edge)):
                if crossed or by not in behind or not _handed_on(value, sender, edge):
                    return  # written by a host that is not ours, or taken over from outside there
                behind.add(sender or "")
            elif by is not None and (
                sender is None or edge is None or not _same_house(sender, edge)
            ):
                crossed += sender is not None  # our edge took it over from outside here
        elif lowered == "authentication-results" and seen < MAX_RESULTS:
            result = read_results(value)
            if wanted is None and result.authserv_id:
                wanted = result.authserv_id
            if result.authserv_id == wanted or (result.authserv_id is None and authserv_id is None):
                seen += 1
                yield result


def _handed_on(received: str, sender: str | None, edge: str | None) -> bool:
    """Tell whether a host behind the edge got a mail from inside: from the edge or a private address.

    A name alone can be made up by whoever connects; where an address is noted, it decides, with
    the name that was looked up for it.
    """
    if sender is None or edge is None:
        return False
    noted = [word.strip("[].,") for word in re.split(r"[\s()]+", _PEER.split(received[:1000])[0])]
    addresses = [found for word in noted if (found := _address(word)) is not None]
    if not addresses:
        return _organisation(sender) == _organisation(edge)
    if all(a.is_private or a.is_loopback or a.is_link_local for a in addresses):
        return True
    looked_up = _LOOKED_UP.search(received[:1000])
    return looked_up is not None and _organisation(looked_up[1].lower()) == _organisation(edge)


def _address(word: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(word.lower().removeprefix("ipv6:"))
    except ValueError:
        return None


def _host(pattern: re.Pattern[str], value: str) -> str | None:
    found = pattern.search(value[:1000]) if pattern is _BY else pattern.match(value[:1000])
    return found[1].lower().strip("[].") if found else None


def _same_house(host: str, edge: str) -> bool:
    """Tell whether two hosts belong to one organisation, or the host is a bare address."""
    if ":" in host or host.replace(".", "").isdigit() or host == "localhost":
        return True
    return _organisation(host) == _organisation(edge)


def _organisation(host: str) -> str:
    labels = host.split(".")
    size = 3 if len(labels) > 2 and labels[-2] in _TWO_LEVEL and len(labels[-1]) == 2 else 2
    return ".".join(labels[-size:])


def read_results(value: str) -> _Result:
    """Read one Authentication-Results field; comments do not count."""
    text = _without_comments(value[:8000])
    head, _, rest = text.partition(";")
    words = head.split()
    stated = words[0].lower() if words and "=" not in words[0] else None
    if stated is None:
        rest = text
    verdict = _METHOD.search(";" + rest)
    domain = None
    if verdict is not None:
        section = rest[verdict.end() - 1 :].partition(";")[0]
        found = _HEADER_FROM.search(section)
        domain = found[1] if found else None
    return _Result(stated, verdict[1].lower() if verdict else None, domain)


def _without_comments(text: str) -> str:
    out: list[str] = []
    depth = 0
    quoted = False
    for char in text:
        if char == '"' and not depth:
            quoted = not quoted
        if quoted and not depth:
            out.append(char)
        elif char == "(":
            depth += 1
        elif char == ")":
            depth = max(0, depth - 1)
        elif not depth:
            out.append(char)
    return "".join(out)
