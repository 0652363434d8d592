"""Automatic mail, bounces, calendar answers and replies are told apart by their mechanics."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from debrief.reading.kinds import absence_until, bounced, is_automatic, mechanical_kind
from debrief.reading.mail.message import Message, parse_message

NOW = datetime(2026, 10, 9, 9, 0, tzinfo=UTC)  # a Friday
HEAD = "From: Olga Brandt <olga@buyer.example>\nTo: max@seller.example\n"


def mail(headers: str, body: str = "Hello", head: str = HEAD) -> Message:
    return parse_message(f"{head}{headers}\n{body}".encode())


def report(
    fields: str, *, original: str = "<1@seller.example>", kind: str = "delivery-status"
) -> Message:
    return mail(
        f"Subject: Undeliverable: A call\nReturn-Path: <>\nContent-Type: multipart/report; report-type={kind}; boundary=b\n",
        "--b\n\nIt could not be delivered.\n--b\nContent-Type: message/delivery-status\n\n"
        f"Reporting-MTA: dns; mx.buyer.example\n\n{fields}\n\n--b\nContent-Type: text/rfc822-headers\n\n"
        f"From: max@seller.example\nMessage-ID: {original}\n\n--b--\n",
        "From: MAILER-DAEMON@buyer.example\n",
    )


def calendar(method: str, *, in_header: bool = True) -> Message:
    parameter = f"; method={method}" if in_header else ""
    return mail(
        "Subject: Accepted: A call\nContent-Type: multipart/alternative; boundary=b\n",
        f"--b\n\nOlga has accepted.\n--b\nContent-Type: text/calendar{parameter}\n\nBEGIN:VCALENDAR\nMETHOD:{method}\n"
        "BEGIN:VEVENT\nEND:VEVENT\nEND:VCALENDAR\n--b--\n",
    )


@pytest.mark.parametrize("method", ["REPLY", "COUNTER"])
@pytest.mark.parametrize("in_header", [True, False])
def test_an_answer_to_an_invitation_is_a_calendar_response(method: str, in_header: bool) -> None:
    message = calendar(method, in_header=in_header)
    assert mechanical_kind(message) == "calendar_response"
    assert not is_automatic(message)


def test_an_invitation_is_no_answer() -> None:
    assert mechanical_kind(calendar("REQUEST")) is None


def test_an_answer_wrapped_in_tnef_is_a_calendar_response() -> None:
    body = "--b\n\n \n--b\nContent-Type: application/ms-tnef; name=winmail.dat\n\n..IPM.Schedule.Meeting.Resp.Pos..\n--b--\n"
    assert (
        mechanical_kind(mail("Content-Type: multipart/mixed; boundary=b\n", body))
        == "calendar_response"
    )


def test_a_delivery_report_names_recipient_status_and_original() -> None:
    message = report(
        "Final-Recipient: rfc822; Olga@Buyer.example\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 unknown"
    )
    assert mechanical_kind(message) == "bounce"
    found = bounced(message)
    assert found is not None
    assert (found.recipient, found.status, found.action) == (
        "olga@buyer.example",
        "5.1.1",
        "failed",
    )
    assert found.original_message_id == "1@seller.example"
    assert found.permanent


def test_a_delay_is_not_permanent() -> None:
    found = bounced(
        report("Final-Recipient: rfc822; olga@buyer.example\nAction: delayed\nStatus: 4.4.1")
    )
    assert found is not None
    assert not found.permanent


@pytest.mark.parametrize(
    ("subject", "body"),
    [
        (
            "failure notice",
            "Hi. This is the qmail-send program.\n\n<olga@buyer.example>:\nSorry, no mailbox here by that name. (#5.1.1)\n",
        ),
        (
            "Mail delivery failed: returning message to sender",
            "A message could not be delivered:\n\n  olga@buyer.example\n    550 unknown user\n",
        ),
        (
            "Unzustellbar: A call",
            "Fehler bei der Nachrichtenzustellung\nolga@buyer.example\n550 5.1.1 RESOLVER.ADR\n",
        ),
    ],
)
def test_an_old_style_bounce_without_a_report_is_a_bounce(subject: str, body: str) -> None:
    message = mail(
        f"Subject: {subject}\nReturn-Path: <>\n",
        body,
        "From: Mail Delivery System <mailer-daemon@buyer.example>\n",
    )
    assert mechanical_kind(message) == "bounce"
    found = bounced(message)
    assert found is not None
    assert found.recipient == "olga@buyer.example"
    assert found.permanent


def test_a_person_writing_about_a_bounce_is_a_person() -> None:
    message = mail(
        "Subject: Re: Undeliverable: A call\nIn-Reply-To: <1@seller.example>\n",
        "My old address bounced, use this one.",
    )
    assert mechanical_kind(message) == "reply"
    assert bounced(message) is None


@pytest.mark.parametrize(
    "headers",
    [
        "Auto-Submitted: auto-replied\nSubject: Re: A call\n",
        "Auto-Submitted: auto-replied (vacation)\nSubject: x\n",
        "X-Autoreply: yes\nSubject: x\n",
        "Precedence: auto_reply\nSubject: x\n",
        "Auto-Submitted: auto-generated\nSubject: Automatic reply: A call\n",
        "Auto-Submitted: auto-generated\nSubject: Automatische Antwort: Ein Anruf\n",
        "Subject: Out of Office: A call\n",
        "Subject: Réponse automatique : A call\n",
        "Return-Path: <>\nSubject: Abwesenheitsnotiz\n",
    ],
)
def test_an_absence_note_is_an_auto_reply(headers: str) -> None:
    body = "I am out of the office until Monday, October 12 and have limited access to my email."
    assert mechanical_kind(mail(headers, body)) == "auto_reply"


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        (
            "Subject: Out of Office\n",
            "Do you still have the red chairs in your office? We chose another supplier.",
        ),
        (
            "Subject: Automatic doors offer\n",
            "I am on vacation next week, but we decided against it.",
        ),
        ("Subject: x\nPrecedence: bulk\nList-Id: <l.example>\n", "We decided."),
        ("Subject: x\nX-Auto-Response-Suppress: OOF\n", "We decided."),
        (
            "Subject: Closed lost\nAuto-Submitted: auto-generated\n",
            "Deal Cold store was moved to closed lost.",
        ),
    ],
)
def test_human_mail_and_alerts_are_no_auto_replies(headers: str, body: str) -> None:
    assert mechanical_kind(mail(headers, body)) is None


def test_programs_are_known_by_their_headers() -> None:
    assert is_automatic(mail("Auto-Submitted: auto-generated\n"))
    assert is_automatic(mail("Return-Path: <>\n"))
    assert not is_automatic(
        mail("Auto-Submitted: no\nReturn-Path: <olga@buyer.example>\nPrecedence: list\n")
    )


def test_a_reply_needs_a_thread_and_words() -> None:
    assert (
        mechanical_kind(
            mail("In-Reply-To: <1@seller.example>\nSubject: Re: A call\n", "Thursday works.")
        )
        == "reply"
    )
    assert (
        mechanical_kind(mail("In-Reply-To: <1@seller.example>\nSubject: Re: A call\n", "\n"))
        is None
    )
    assert mechanical_kind(mail("Subject: A call\n", "Thursday works.")) is None
    forwarded = "See below.\n\n---------- Forwarded message ---------\nFrom: Pia <pia@buyer.example>\nDate: Fri, Oct 9, 2026 at 10:51 AM\nSubject: A\nTo: Olga <olga@buyer.example>\n\nNo.\n"
    assert (
        mechanical_kind(mail("In-Reply-To: <1@seller.example>\nSubject: Fwd: A call\n", forwarded))
        is None
    )


RETURNS = {
    "I am out of the office until Monday, October 12 with limited access.": date(2026, 10, 12),
    "I'll be back on 14 October.": date(2026, 10, 14),
    "I will return on Thursday.": date(2026, 10, 15),
    "I am away and will be back tomorrow.": date(2026, 10, 10),
    "Out through October 20th, 2026. Please contact Pia.": date(2026, 10, 21),
    "I'm out from Oct 12 to Oct 20, returning Oct 21.": date(2026, 10, 21),
    "On leave until January 4.": date(2027, 1, 4),
    "Ich bin bis einschließlich 16.10.2026 nicht im Büro.": date(2026, 10, 17),
    "Ich bin ab dem 19.10. wieder erreichbar.": date(2026, 10, 19),
    "Ab Montag, 19. Oktober bin ich wieder da.": date(2026, 10, 19),
    "Je suis absente jusqu'au 23 octobre inclus.": date(2026, 10, 24),
    "Je serai de retour le 26 octobre 2026.": date(2026, 10, 26),
    "Estaré fuera hasta el 15 de octubre.": date(2026, 10, 15),
    "Ik ben afwezig t/m 16 oktober.": date(2026, 10, 17),
    "Sarò in ferie fino al 18/10/2026.": date(2026, 10, 18),
    "Estou de férias até 20 de outubro de 2026.": date(2026, 10, 20),
    "Jag är tillbaka den 19 oktober.": date(2026, 10, 19),
    "I am away until further notice.": None,
    "I am away from 12.10.2026 to 23.10.2026 and will reply on my return.": date(2026, 10, 24),
    "Away 10/14-10/25": date(2026, 10, 26),
    "On annual leave 12-16 October.": date(2026, 10, 17),
    "Je suis absente du 12/10/2026 au 23/10/2026.": date(2026, 10, 24),
    "Vom 12.10. bis 23.10. bin ich im Urlaub.": date(2026, 10, 24),
    "I'm back on Monday 19th": date(2026, 10, 19),
    "Office hours 9-5, back on the 21st": date(2026, 10, 21),
    "On maternity leave until March 2027. Please contact a colleague.": date(2027, 3, 1),
    "Away until January 2027. I will answer then.": date(2027, 1, 1),
    "In Elternzeit bis März 2027": date(2027, 3, 1),
    "Out of office 10 - 12 today": None,
    "Back on 10/12.": None,
    "I was back on 3 May 2019.": None,
    "Call +45 12 34 56 78.": None,
}


@pytest.mark.parametrize("text", RETURNS)
def test_the_day_of_return_is_read_where_it_is_clear(text: str) -> None:
    assert absence_until(mail("Subject: Automatic reply\n", text), NOW) == RETURNS[text]
