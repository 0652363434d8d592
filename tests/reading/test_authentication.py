"""Only what our own edge wrote about the single From address is believed."""

from __future__ import annotations

import pytest

from debrief.reading.mail.authentication import authenticated, first_host, lacks_proof
from debrief.reading.mail.message import Message, parse_message

EDGE = "mx1.seller.example"
INSIDE = "Received: from mx1.seller.example (mx1.seller.example [10.0.4.7])\n\tby store.seller.example with LMTP; Fri, 9 Oct 2026 11:20:17 +0200\n"
TAKEN = "Received: from out.buyer.example (out.buyer.example [203.0.113.2])\n\tby mx1.seller.example with ESMTPS; Fri, 9 Oct 2026 11:20:07 +0200\n"
OUTSIDE = "Received: from pc.buyer.example by out.buyer.example; Fri, 9 Oct 2026 11:20:00 +0200\n"
PASS = f"Authentication-Results: {EDGE};\n\tspf=pass smtp.mailfrom=olga@buyer.example;\n\tdkim=pass (2048-bit key) header.d=buyer.example;\n\tdmarc=pass (p=none) header.from=buyer.example\n"
FROM = "From: Olga <olga@buyer.example>\n"


def mail(*headers: str) -> Message:
    return parse_message(("".join(headers) + "\nHello").encode())


@pytest.mark.parametrize("identity", [EDGE, EDGE.upper(), None])
@pytest.mark.parametrize(
    "above", [(INSIDE, TAKEN, PASS), (PASS, INSIDE, TAKEN), (INSIDE, PASS, TAKEN), (PASS,)]
)
def test_a_pass_written_at_our_edge_proves_the_sender(
    identity: str | None, above: tuple[str, ...]
) -> None:
    assert authenticated(mail(*above, OUTSIDE if len(above) > 1 else "", FROM), identity) is True


STORED = "Received: from {by} by store.lan with LMTP id x; Fri, 9 Oct 2026 11:20:17 +0200\n"
FILTERED = (
    "Received: from mx1.seller.example ([10.0.4.7]) by filter.lan; Fri, 9 Oct 2026 11:20:16 +0200\n"
)
AWAY = "mx1.seller.example (mx1.seller.example [8.8.4.4])"


@pytest.mark.parametrize(
    "above",
    [
        (STORED.format(by=EDGE), PASS, TAKEN),
        (STORED.format(by=EDGE), TAKEN, PASS),
        (STORED.format(by=f"{EDGE} ([127.0.0.1])"), PASS, TAKEN),
        (STORED.format(by="postfix ([IPv6:fd4d::6])"), PASS, TAKEN),
        (STORED.format(by=AWAY), PASS, TAKEN),
        (STORED.format(by="filter.lan ([10.0.4.8])"), FILTERED, PASS, TAKEN),
        (STORED.format(by="filter.lan ([10.0.4.8])"), FILTERED, TAKEN, PASS),
    ],
)
def test_a_host_behind_the_edge_may_have_any_name(above: tuple[str, ...]) -> None:
    found = mail(*above, OUTSIDE, FROM)
    assert authenticated(found, EDGE) is True
    assert first_host(found) == EDGE


@pytest.mark.parametrize(
    "peer",
    [
        f"{EDGE} (unknown [8.8.4.4])",
        f"{EDGE} ({EDGE} [8.8.4.4] (may be forged))",
        f"{EDGE} ([8.8.4.4] helo={EDGE})",
        f"unknown (HELO {EDGE}) (8.8.4.4)",
        "out.evil.example (out.evil.example [8.8.4.4])",
        "out.evil.example",
    ],
)
def test_who_goes_round_the_edge_cannot_speak_for_it(peer: str) -> None:
    forged = mail(STORED.format(by=peer), PASS, TAKEN, OUTSIDE, FROM)
    assert authenticated(forged, EDGE) is None
    assert first_host(forged) is None


def test_what_the_sender_says_of_hosts_behind_our_edge_proves_nothing() -> None:
    forged = PASS, STORED.format(by=EDGE)
    assert authenticated(mail(TAKEN, OUTSIDE, *forged, FROM), EDGE) is None
    assert authenticated(mail(STORED.format(by=EDGE), TAKEN, *reversed(forged), FROM), EDGE) is None


def test_a_result_that_came_with_the_mail_proves_nothing() -> None:
    assert authenticated(mail(INSIDE, TAKEN, OUTSIDE, PASS, FROM), EDGE) is None
    assert authenticated(mail(INSIDE, TAKEN, OUTSIDE, PASS, FROM), None) is None


def test_a_result_of_somebody_else_proves_nothing() -> None:
    forged = PASS.replace(EDGE, "mx.elsewhere.example")
    assert authenticated(mail(TAKEN, forged, FROM), EDGE) is None
    assert authenticated(mail(FROM), EDGE) is None
    assert authenticated(mail(FROM), None) is None


@pytest.mark.parametrize("verdict", ["fail", "permerror"])
def test_a_fail_is_a_fail_whatever_stands_below(verdict: str) -> None:
    failed = PASS.replace("dmarc=pass", f"dmarc={verdict}")
    assert authenticated(mail(INSIDE, TAKEN, failed, FROM), EDGE) is False
    assert authenticated(mail(TAKEN, failed, PASS, FROM), EDGE) is False
    assert authenticated(mail(TAKEN, PASS, failed, FROM), EDGE) is False


@pytest.mark.parametrize("verdict", ["none", "temperror"])
def test_no_verdict_is_unknown(verdict: str) -> None:
    assert (
        authenticated(mail(TAKEN, PASS.replace("dmarc=pass", f"dmarc={verdict}"), FROM), EDGE)
        is None
    )


def test_the_proved_domain_must_be_the_one_in_from() -> None:
    assert (
        authenticated(mail(TAKEN, PASS, "From: Olga <olga@buyer-example.example>\n"), EDGE) is False
    )
    assert authenticated(mail(TAKEN, PASS, "From: Olga <olga@BUYER.example>\n"), EDGE) is True


def test_two_senders_prove_nothing() -> None:
    assert authenticated(mail(TAKEN, PASS, FROM, "From: max@seller.example\n"), EDGE) is False
    assert (
        authenticated(mail(TAKEN, PASS, "From: max@seller.example, olga@buyer.example\n"), EDGE)
        is False
    )


def test_a_verdict_in_a_comment_or_name_does_not_count() -> None:
    tricky = f"Authentication-Results: {EDGE};\n\tspf=fail (dmarc=pass header.from=buyer.example) smtp.mailfrom=x\n"
    assert authenticated(mail(TAKEN, tricky, FROM), EDGE) is None
    sneaky = (
        f"Authentication-Results: other.example; x=y {EDGE}; dmarc=pass header.from=buyer.example\n"
    )
    assert authenticated(mail(TAKEN, sneaky, FROM), EDGE) is None


def test_gmail_and_exchange_shapes_are_read() -> None:
    gmail = (
        "Received: by 2002:a05:6a10:1 with SMTP id x; Fri, 9 Oct 2026 02:20:17 -0700\n"
        "Received: from out.buyer.example (out.buyer.example. [203.0.113.2]) by mx.google.com with ESMTPS id y; Fri, 9 Oct 2026\n"
        "Authentication-Results: mx.google.com; dkim=pass header.i=@buyer.example; dmarc=pass (p=REJECT sp=REJECT dis=NONE) header.from=buyer.example\n"
    )
    assert authenticated(mail(gmail, OUTSIDE, FROM), "mx.google.com") is True
    exchange = (
        "Received: from A.prod.outlook.com (2603:10a6::1) by B.prod.outlook.com (2603::2); Fri, 9 Oct 2026 09:20 +0000\n"
        "Authentication-Results: spf=pass (sender IP is 203.0.113.2) smtp.mailfrom=buyer.example; dkim=pass header.d=buyer.example;"
        "dmarc=pass action=none header.from=buyer.example;compauth=pass reason=100\n"
        "Received: from out.buyer.example (203.0.113.2) by A.mail.protection.outlook.com; Fri, 9 Oct 2026 09:20 +0000\n"
    )
    assert authenticated(mail(exchange, OUTSIDE, FROM), None) is True


@pytest.mark.parametrize(
    ("results", "lacks"),
    [
        ("spf=pass smtp.mailfrom=www@vps.example; dkim=none; dmarc=none header.from=buyer.example", True),
        ("spf=none smtp.mailfrom=www@vps.example; dkim=none; dmarc=none header.from=buyer.example", True),
        ("spf=pass smtp.mailfrom=bounce.buyer.example; dkim=none; dmarc=none header.from=buyer.example", False),
        ("spf=none; dkim=pass header.d=mailer.example; dmarc=none header.from=buyer.example", False),
        ("dmarc=pass header.from=buyer.example", False),
        ("dkim=none", False),
    ],
)  # fmt: skip
def test_a_mail_lacks_proof_only_where_it_was_looked_for(results: str, lacks: bool) -> None:
    found = mail(TAKEN, f"Authentication-Results: {EDGE}; {results}\n", FROM)
    assert lacks_proof(found) is lacks
    assert not lacks_proof(mail(TAKEN, FROM))
