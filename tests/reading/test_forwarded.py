"""Forwards of many clients in many languages are taken apart field by field."""

from __future__ import annotations

import json
from datetime import datetime, timedelta, timezone
from email.message import EmailMessage

import pytest

from debrief.reading.mail.addresses import Address
from debrief.reading.mail.message import Message, parse_message
from debrief.reading.quoting.forwarded import Forward, split_forward, split_thread, unwrap
from tests import corpus

BODY = "Hello Ida,\n\nwe chose another supplier for the cold store.\nPrice was not the reason.\n\nOlga Brandt"
NOTE = "Please see below, not what we hoped for."
DAY = datetime(2026, 10, 9, 10, 51)  # noqa: DTZ001 - a printed time without a zone is naive


def mail(text: str, subject: str = "Fwd: Cold store offer", **headers: str) -> Message:
    """Build a mail of Ida to her manager and read it."""
    built = EmailMessage()
    built["From"] = headers.pop("sender", "Ida Lund <ida@seller.example>")
    built["To"] = headers.pop("to", "Max Roth <max@seller.example>")
    built["Subject"] = subject
    built["Date"] = "Fri, 09 Oct 2026 12:10:00 +0200"
    for name, value in headers.items():
        built[name.replace("_", "-")] = value
    built.set_content(text)
    return parse_message(built.as_bytes())


def forward(text: str, subject: str = "Fwd: Cold store offer", **headers: str) -> Forward:
    found = split_forward(mail(text, subject, **headers))
    assert found is not None
    return found


# By language: what opens a forward, its labels in the order in which the client prints them, the date.
PRINTED = json.loads((corpus.HERE / "printed_forwards.json").read_text("utf-8"))
GMAIL, OUTLOOK, APPLE, THUNDERBIRD = (
    PRINTED[client] for client in ("gmail", "outlook", "apple", "thunderbird")
)
LABEL_END = (":", "：")


def labels(text: str) -> list[str]:
    """Split "De : Envoyé : À :" into its labels with their colons."""
    out, word = [], ""
    for piece in text.split(" "):
        word = f"{word} {piece}".strip()
        if word.endswith(LABEL_END):
            out.append(word)
            word = ""
    return out


def check(found: Forward, note: str = NOTE) -> None:
    assert found.from_name == "Olga Brandt"
    assert found.from_email == "olga@buyer.example"
    assert found.subject == "Cold store offer"
    assert found.date is not None
    assert found.date.replace(tzinfo=None) == DAY
    assert [person.email for person in found.to] == ["ida@seller.example"]
    assert found.body == BODY
    assert found.note == note


@pytest.mark.parametrize("language", GMAIL)
def test_a_gmail_forward_is_read_in(language: str) -> None:
    separator, names, day = GMAIL[language]
    sender, date, subject, to = labels(names)
    text = (
        f"{NOTE}\n\n{separator}\n{sender} Olga Brandt <olga@buyer.example>\n{date} {day}\n"
        f"{subject} Cold store offer\n{to} Ida Lund <ida@seller.example>\n\n\n{BODY}\n"
    )
    check(forward(text))


@pytest.mark.parametrize("language", OUTLOOK)
@pytest.mark.parametrize("bold", [False, True])
@pytest.mark.parametrize("rule", ["", "________________________________\n"])
def test_an_outlook_forward_is_read_in(language: str, bold: bool, rule: str) -> None:
    prefix, names, day = OUTLOOK[language]
    sender, date, to, subject = (f"*{name}*" if bold else name for name in labels(names))
    text = (
        f"{NOTE}\n\n{rule}{sender} Olga Brandt <olga@buyer.example>\n{date} {day}\n"
        f"{to} Ida Lund <ida@seller.example>\n{subject} Cold store offer\n\n{BODY}\n"
    )
    check(forward(text, f"{prefix}Cold store offer"))


@pytest.mark.parametrize("language", APPLE)
@pytest.mark.parametrize("quoted", [False, True])
def test_an_apple_forward_is_read_in(language: str, quoted: bool) -> None:
    opening, names, day = APPLE[language]
    sender, subject, date, to = labels(names)
    inner = (
        f"{sender} Olga Brandt <olga@buyer.example>\n{subject} Cold store offer\n{date} {day}\n"
        f"{to} Ida Lund <ida@seller.example>\n\n{BODY}"
    )
    if quoted:
        inner = "\n".join(f"> {line}".rstrip() for line in inner.split("\n"))
    check(forward(f"{NOTE}\n\n{opening}\n\n{inner}\n"))


@pytest.mark.parametrize("language", THUNDERBIRD)
def test_a_thunderbird_forward_is_read_in(language: str) -> None:
    title, names = THUNDERBIRD[language]
    subject, date, sender, to = labels(names)
    text = (
        f"{NOTE}\n\n\n-------- {title} --------\n{subject} \tCold store offer\n"
        f"{date} \tFri, 9 Oct 2026 10:51:00 +0200\n{sender} \tOlga Brandt <olga@buyer.example>\n"
        f"{to} \tIda Lund <ida@seller.example>\n\n\n\n{BODY}\n"
    )
    found = forward(text)
    check(found)
    assert found.date == DAY.replace(tzinfo=timezone(timedelta(hours=2)))


FROM, SENT, TO, SUBJECT = (
    "Olga Brandt <olga@buyer.example>",
    "9 October 2026 10:51",
    "Ida Lund <ida@seller.example>",
    "Cold store offer",
)
CLIENTS = {
    "yahoo": f"----- Forwarded Message -----\nFrom: {FROM}\nTo: {TO}\nSent: Friday, October 9, 2026 at 10:51:00 AM GMT+2\nSubject: {SUBJECT}\n\n{BODY}",
    "yahoo indented": f"   ----- Forwarded Message -----  From: {FROM}To: x".split("  From")[0]
    + f"\n   From: {FROM}\n   To: {TO}\n   Sent: Friday, October 9, 2026 at 10:51:00 AM GMT+2\n   Subject: {SUBJECT}\n\n{BODY}",
    "proton": f"------- Forwarded Message -------\nFrom: {FROM}\nDate: On Friday, October 9th, 2026 at 10:51 AM\nSubject: {SUBJECT}\nTo: {TO}\n\n{BODY}",
    "hubspot": f"---------- Forwarded message ----------\nFrom: {FROM}\nDate: Oct 9, 2026, 10:51 AM\nSubject: {SUBJECT}\nTo: {TO}\n\n{BODY}",
    "missive": f"---------- Forwarded message ----------\nFrom: {FROM}\nDate: on Friday, October 9 2026 at 10:51 am\nSubject: {SUBJECT}\nTo: {TO}\n\n{BODY}",
    "mailmate": "Forwarded message:\n\n"
    + "\n".join(
        f"> {line}".rstrip()
        for line in f"From: {FROM}\nTo: {TO}\nSubject: {SUBJECT}\nDate: Fri, 9 Oct 2026 10:51:00 +0200\n\n{BODY}".split(
            "\n"
        )
    ),
    "ionos": f"---------- Original Message ----------\nFrom: {FROM}\nTo: {TO}\nDate: 10/09/2026 10:51 AM\nSubject: {SUBJECT}\n\n\n{BODY}",
    "zoho": f"============ Forwarded message ============\nFrom: {FROM}\nTo: {TO}\nDate: Fri, 09 Oct 2026 10:51:00 +0200\nSubject: {SUBJECT}\n============ Forwarded message ============\n\n{BODY}",
    "gmx": f"Gesendet: Freitag, 09. Oktober 2026 um 10:51 Uhr\nVon: {FROM}\nAn: {TO}\nBetreff: {SUBJECT}\n\n{BODY}",
    "mailbird": f"---------- Forwarded Message ----------\nFrom: {FROM}\nTo: {TO}\nDate: 09.10.2026 10:51:00\nSubject: {SUBJECT}\n\n{BODY}",
    "em client": f'------ Forwarded Message ------\nFrom: "Olga Brandt" <olga@buyer.example>\nTo: "Ida Lund" <ida@seller.example>\nSent: 09.10.2026 10:51:00\nSubject: {SUBJECT}\n\n{BODY}',
    "em client 9": f'------ Forwarded Message ------\nFrom "Olga Brandt" <olga@buyer.example>\nTo "Ida Lund" <ida@seller.example>\nDate 09.10.2026 10:51:00\nSubject {SUBJECT}\n\n{BODY}',
    "roundcube": f"-------- Original Message --------\nSubject: {SUBJECT}\nDate: 2026-10-09 10:51\nFrom: {FROM}\nTo: {TO}\n\n{BODY}",
    "samsung": f"-------- Original message --------\nFrom: {FROM} \nDate: 09/10/2026  10:51  (GMT+01:00) \nTo: {TO} \nSubject: {SUBJECT} \n\n{BODY}",
    "kmail": f"----------  Forwarded Message  ----------\n\nSubject: {SUBJECT}\nDate: Friday, 9 October 2026, 10:51:00 CEST\nFrom: {FROM}\nTo: {TO}\n\n{BODY}\n-----------------------------------------",
    "mutt": f"----- Forwarded message from {FROM} -----\n\nDate: Fri, 9 Oct 2026 10:51:00 +0200\nFrom: {FROM}\nTo: {TO}\nSubject: {SUBJECT}\n\n{BODY}\n\n----- End forwarded message -----",
    "claws": f"Begin forwarded message:\n\nDate: Fri, 9 Oct 2026 10:51:00 +0200\nFrom: {FROM}\nTo: {TO}\nSubject: {SUBJECT}\n\n\n{BODY}",
    "lotus": f"----- Forwarded by Ida Lund/Seller on 10/09/2026 11:02 AM -----\n\nFrom:   {FROM}\nTo:     {TO}\nDate:   10/09/2026 10:51 AM\nSubject:        {SUBJECT}\n\n\n\n{BODY}",
    "lotus old": f"---------------------- Forwarded by Ida Lund/Seller on 10/09/2026 11:02 AM ---------------------------\n\n\n{FROM} on 10/09/2026 10:51:00 AM\nTo: {TO}\ncc:  \nSubject: {SUBJECT}\n\n\n{BODY}",
    "lotus stacked": f"---------------------- Forwarded by Ida Lund/Seller on 10/09/2026 11:02 AM ---------------------------\n   \n\t{FROM}\n\t10/09/2026 10:51 AM\n\t\t \n\t\t To: {TO}\n\t\t cc: \n\t\t Subject: {SUBJECT}\n\n{BODY}",
    "new outlook mac": f"From: {FROM}\nDate: Friday, 9 October 2026 at 10:51\nTo: {TO}\nSubject: {SUBJECT}\n\n{BODY}",
    "outlook mailto": f"-----Original Message-----\nFrom: Olga Brandt [mailto:olga@buyer.example] \nSent: Friday, October 09, 2026 10:51 AM\nTo: Ida Lund [mailto:ida@seller.example]\nSubject: {SUBJECT}\n\n{BODY}",
    "tabbed separator": f"\t-----Original Message-----\n\tFrom: \t{FROM}\n\tSent:\t{SENT}\n\tTo:\t{TO}\n\tSubject:\t{SUBJECT}\n\n{BODY}",
    "no blank before the body": f"---------- Forwarded message ---------\nFrom: {FROM}\nDate: {SENT}\nSubject: {SUBJECT}\nTo: {TO}\n{BODY}",
    "blank lines between headers": f"From: {FROM}\n\nSent: {SENT}\n\nTo: {TO}\n\nSubject: {SUBJECT}\n\n{BODY}",
    "the bat": f"This is a forwarded message\nFrom: {FROM}\nTo: {TO}\nDate: Friday, October 9, 2026, 10:51:00 AM\nSubject: {SUBJECT}\n\n{BODY}",
    "double bold": f"**From: **{FROM}\n**Date: **Friday, 9 October 2026 at 10:51\n**To: **{TO}\n**Subject: **{SUBJECT}\n\n{BODY}",
    "doubled address": f"From: Olga Brandt <olga@buyer.example<mailto:olga@buyer.example>>\nSent: {SENT}\nTo: Ida Lund <ida@seller.example<mailto:ida@seller.example>>\nSubject: {SUBJECT}\n\n{BODY}",
    "starred gmail": f"---------- Forwarded message ---------\nFrom: *Olga Brandt* <olga@buyer.example>\nDate: Fri, 9 Oct 2026 at 10:51\nSubject: {SUBJECT}\nTo: Ida Lund <ida@seller.example>\n\n\n{BODY}",
    "wholly quoted": "\n".join(
        f"> {line}".rstrip()
        for line in f"---------- Forwarded message ---------\nFrom: {FROM}\nDate: {SENT}\nSubject: {SUBJECT}\nTo: {TO}\n\n{BODY}".split(
            "\n"
        )
    ),
    "unlisted wording": f"---------- Eftersent melding xyz ---------\nFrom: {FROM}\nDate: {SENT}\nSubject: {SUBJECT}\nTo: {TO}\n\n{BODY}",
}


@pytest.mark.parametrize("client", CLIENTS)
@pytest.mark.parametrize("note", [NOTE, ""])
def test_a_forward_is_read_as_written_by(client: str, note: str) -> None:
    check(forward(f"{note}\n\n{CLIENTS[client]}\n"), note)


def outlook(body: str = BODY, *, sender: str = FROM, subject: str = SUBJECT, to: str = TO) -> str:
    """Write the block that Outlook puts above what it forwards or answers."""
    return f"From: {sender}\nSent: {SENT}\nTo: {to}\nSubject: {subject}\n\n{body}"


SENDERS = {
    "Olga Brandt": ("Olga Brandt", None),
    "Brandt, Olga": ("Brandt, Olga", None),
    '"Brandt, Olga" <olga@buyer.example>': ("Brandt, Olga", "olga@buyer.example"),
    "Brandt, Olga <olga@buyer.example>": ("Brandt, Olga", "olga@buyer.example"),
    "Brandt, Olga (Purchasing) <olga@buyer.example>": (
        "Brandt, Olga (Purchasing)",
        "olga@buyer.example",
    ),
    "Olga Brandt [mailto:olga@buyer.example]": ("Olga Brandt", "olga@buyer.example"),
    "olga@buyer.example": (None, "olga@buyer.example"),
    "<olga@buyer.example>": (None, "olga@buyer.example"),
    "olga@buyer.example <olga@buyer.example>": (None, "olga@buyer.example"),
    "olga@buyer.example [mailto:olga@buyer.example]": (None, "olga@buyer.example"),
    "'olga@buyer.example' <olga@buyer.example>": (None, "olga@buyer.example"),
    "'Olga Brandt' <olga@buyer.example>": ("Olga Brandt", "olga@buyer.example"),
    "Olga Brandt <olga@buyer.example> <mailto:olga@buyer.example>": (
        "Olga Brandt",
        "olga@buyer.example",
    ),
    "Olga Brandt (olga@buyer.example)": ("Olga Brandt", "olga@buyer.example"),
    "Olga Brandt olga@buyer.example": ("Olga Brandt", "olga@buyer.example"),
    "Olga Brandt<olga@buyer.example>": ("Olga Brandt", "olga@buyer.example"),
    "Olga Brandt </O=BUYER/OU=FIRST/CN=OBRANDT>": ("Olga Brandt", None),
    "desk@lists.example [mailto:desk@lists.example] On Behalf Of Olga Brandt": (
        "Olga Brandt",
        None,
    ),
    "desk@lists.example On Behalf Of Olga Brandt <olga@buyer.example>": (
        "Olga Brandt",
        "olga@buyer.example",
    ),
    "desk@lists.example im Auftrag von Olga Brandt": ("Olga Brandt", None),
    "Olga Brandt via Desk <desk@lists.example>": ("Olga Brandt via Desk", "desk@lists.example"),
    "Dr. Olga Brandt-Sørensen <olga.b+x@buyer.example>": (
        "Dr. Olga Brandt-Sørensen",
        "olga.b+x@buyer.example",
    ),
}


@pytest.mark.parametrize("line", SENDERS)
def test_the_sender_is_what_is_printed_and_nothing_more(line: str) -> None:
    found = forward(outlook(sender=line), "FW: Cold store offer")
    assert (found.from_name, found.from_email) == SENDERS[line]


@pytest.mark.parametrize(
    "inner", ["RE: Cold store offer", "Re: Fwd: AW: x", "Cold store: offer", "[ext] RE: é"]
)
def test_the_inner_subject_is_kept_as_it_is(inner: str) -> None:
    assert forward(outlook(subject=inner), f"FW: {inner}").subject == inner


def test_a_subject_wrapped_over_lines_is_joined() -> None:
    inner = (
        "Cold store offer for the new distribution centre in Aarhus, phase two of three, revised"
    )
    wrapped = inner[:66].rstrip() + "\n" + inner[66:].lstrip()
    for tail in ("", "To: Ida Lund <ida@seller.example>\n"):
        text = f"Begin forwarded message:\n\nFrom: {FROM}\nDate: {SENT}\nSubject: {wrapped}\n{tail}\n{BODY}"
        found = forward(text, f"Fwd: {inner}")
        assert found.subject == inner
        assert found.body == BODY


def test_a_long_list_of_addressees_is_read_over_all_its_lines() -> None:
    people = [f"Person {n} <p{n}@buyer.example>" for n in range(40)]
    to = ";\n ".join("; ".join(people[n : n + 3]) for n in range(0, 40, 3))
    found = forward(outlook(to=to), "FW: Cold store offer")
    assert [person.email for person in found.to] == [f"p{n}@buyer.example" for n in range(40)]
    assert found.subject == SUBJECT
    assert found.body == BODY


@pytest.mark.parametrize(
    "first",
    [
        "To: everybody who worked on this, thank you.",
        "Note: the price was fine.",
        "Date: we decided on Monday 10:30.",
        "Subject: to contract we chose Nordkyl.",
        "Monday 10:30: call with the board",
        "Re: your offer of last week",
    ],
)
def test_a_body_line_that_looks_like_a_header_stays_in_the_body(first: str) -> None:
    body = f"{first}\n\n{BODY}"
    assert forward(outlook(body), "FW: Cold store offer").body == body


def test_text_below_a_quoted_forward_is_the_forwarders() -> None:
    inner = "\n".join(f"> {line}".rstrip() for line in outlook().split("\n"))
    found = forward(f"{NOTE}\n\nBegin forwarded message:\n\n{inner}\n\nWhat do we do now?\n\nIda")
    assert found.body == BODY
    assert found.note == f"{NOTE}\n\nWhat do we do now?\n\nIda"


def test_only_the_subject_tells_an_outlook_forward_from_a_reply() -> None:
    text = f"{NOTE}\n\n{outlook()}"
    assert split_forward(mail(text, "FW: Cold store offer")) is not None
    assert split_forward(mail(text, "RE: Cold store offer")) is None
    answered = mail(text, "Cold store offer", to="Olga Brandt <olga@buyer.example>")
    assert split_forward(answered) is None


def test_an_answer_to_a_forward_is_no_forward() -> None:
    text = (
        "Thanks, seen.\n\nOn Fri, Oct 9, 2026 at 11:51 AM Ida Lund <ida@seller.example> wrote:\n\n"
        + "\n".join(f"> {line}".rstrip() for line in CLIENTS["hubspot"].split("\n"))
    )
    assert split_forward(mail(text, "Re: Fwd: Cold store offer")) is None


def test_plain_mail_is_no_forward() -> None:
    assert split_forward(mail("Hello,\n\nFrom: here to eternity.\nTo: be or not.\n", "Hi")) is None
    assert split_forward(mail(BODY, "Fwd: Cold store offer")) is None


def test_forwards_inside_forwards_come_outermost_first() -> None:
    inner = CLIENTS["hubspot"].replace("olga@", "pia@").replace("Olga Brandt", "Pia Holm")
    text = f"{NOTE}\n\n{outlook('see Pia' + chr(10) * 2 + inner, subject='Fwd: ' + SUBJECT)}"
    levels = unwrap(mail(text, "FW: Fwd: Cold store offer"))
    assert [level.from_email for level in levels] == ["olga@buyer.example", "pia@buyer.example"]
    assert [level.note for level in levels] == [NOTE, "see Pia"]
    assert len(unwrap(mail(text, "FW: x"), limit=1)) == 1


def test_a_mail_forwarded_as_an_attachment_is_read() -> None:
    inner = EmailMessage()
    inner["From"], inner["To"], inner["Subject"] = FROM, TO, SUBJECT
    inner["Date"] = "Fri, 09 Oct 2026 10:51:00 +0200"
    inner.set_content(BODY)
    outer = EmailMessage()
    outer["From"], outer["Subject"] = TO, f"FW: {SUBJECT}"
    outer.set_content(NOTE)
    outer.add_attachment(inner)
    found = split_forward(parse_message(outer.as_bytes()))
    assert found is not None
    check(found)
    assert found.attached


HTML_FORWARDS = {
    "gmail": f"""<div dir="ltr">{NOTE}<br><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">---------- Forwarded message ---------<br>
From: <b class="gmail_sendername" dir="auto">Olga Brandt</b> <span dir="auto">&lt;<a href="mailto:olga@buyer.example">olga@buyer.example</a>&gt;</span><br>
Date: Fri, Oct 9, 2026 at 10:51 AM<br>Subject: {SUBJECT}<br>To: Ida Lund &lt;<a href="mailto:ida@seller.example">ida@seller.example</a>&gt;<br></div><br><br>%s</div></div>""",
    "outlook": f"""<div class="WordSection1"><p class="MsoNormal">{NOTE}<o:p></o:p></p><p class="MsoNormal"><o:p>&nbsp;</o:p></p>
<div style="border:none;border-top:solid #E1E1E1 1.0pt"><p class="MsoNormal"><b>From:</b> Olga Brandt &lt;olga@buyer.example&gt; <br><b>Sent:</b> Friday, October 9, 2026 10:51 AM<br>
<b>To:</b> Ida Lund &lt;ida@seller.example&gt;<br><b>Subject:</b> {SUBJECT}<o:p></o:p></p></div><p class="MsoNormal"><o:p>&nbsp;</o:p></p>%s</div>""",
    "outlook web": f"""<div>{NOTE}</div><div id="appendonsend"></div><hr style="display:inline-block;width:98%%" tabindex="-1"><div id="divRplyFwdMsg" dir="ltr"><font face="Calibri"><b>From:</b> Olga Brandt &lt;olga@buyer.example&gt;<br>
<b>Sent:</b> Friday, October 9, 2026 10:51 AM<br><b>To:</b> Ida Lund &lt;ida@seller.example&gt;<br><b>Subject:</b> {SUBJECT}</font><div>&nbsp;</div></div>%s""",
    "apple": f"""<html><body>{NOTE}<br><div><br><blockquote type="cite"><div>Begin forwarded message:</div><br class="Apple-interchange-newline">
<div style="margin:0"><span><b>From: </b></span><span>Olga Brandt &lt;<a href="mailto:olga@buyer.example">olga@buyer.example</a>&gt;<br></span></div><div style="margin:0"><b>Subject: </b>{SUBJECT}</div>
<div><b>Date: </b>9 October 2026 at 10:51:00 CEST</div><div><b>To: </b>Ida Lund &lt;<a href="mailto:ida@seller.example">ida@seller.example</a>&gt;</div><br><div>%s</div></blockquote></div></body></html>""",
    "thunderbird": f"""<p>{NOTE}</p><div class="moz-forward-container"><br>-------- Forwarded Message --------
<table class="moz-email-headers-table"><tbody><tr><th align="RIGHT">Subject: </th><td>{SUBJECT}</td></tr><tr><th>Date: </th><td>Fri, 9 Oct 2026 10:51:00 +0200</td></tr>
<tr><th>From: </th><td>Olga Brandt <a class="moz-txt-link-rfc2396E" href="mailto:olga@buyer.example">&lt;olga@buyer.example&gt;</a></td></tr><tr><th>To: </th><td>Ida Lund <a href="mailto:ida@seller.example">&lt;ida@seller.example&gt;</a></td></tr></tbody></table><br><br>%s</div>""",
    "yahoo": f"""<div class="yahoo-style-wrap"><div>{NOTE}</div><div><br></div><div id="yahoo_quoted_1" class="yahoo_quoted"><div><div>----- Forwarded Message -----</div><div><b>From:</b> Olga Brandt &lt;olga@buyer.example&gt;</div>
<div><b>To:</b> Ida Lund &lt;ida@seller.example&gt;</div><div><b>Sent:</b> Friday, October 9, 2026 at 10:51:00 AM GMT+2</div><div><b>Subject:</b> {SUBJECT}</div><div><br></div>%s</div></div></div>""",
}


@pytest.mark.parametrize("client", HTML_FORWARDS)
def test_a_forward_in_html_only_is_read_as_written_by(client: str) -> None:
    shown = BODY.replace("\n", "<br>\n")
    built = EmailMessage()
    built["From"], built["Subject"] = TO, f"Fwd: {SUBJECT}"
    built.set_content(HTML_FORWARDS[client] % shown, subtype="html")
    found = split_forward(parse_message(built.as_bytes()))
    assert found is not None
    check(found)


def test_a_thread_is_split_newest_first() -> None:
    text = (
        "Agreed.\n\nOn Fri, Oct 9, 2026 at 10:51 AM Olga Brandt <olga@buyer.example> wrote:\n\n> We chose Nordkyl.\n>\n"
        "> On Thu, Oct 8, 2026 at 9:00 AM Ida Lund <ida@seller.example> wrote:\n>\n>> Any news?\n"
    )
    parts = split_thread(text)
    assert [part.text for part in parts] == ["Agreed.", "We chose Nordkyl.", "Any news?"]
    assert [part.sender for part in parts] == [
        None,
        Address("Olga Brandt", "olga@buyer.example"),
        Address("Ida Lund", "ida@seller.example"),
    ]
    assert [part.depth for part in parts] == [0, 1, 2]


def test_a_thread_of_outlook_blocks_is_split() -> None:
    second = outlook("Any news?", sender="Ida Lund <ida@seller.example>")
    parts = split_thread(f"Agreed.\n\n{outlook('We chose Nordkyl.' + chr(10) * 2 + second)}")
    assert [part.text for part in parts] == ["Agreed.", "We chose Nordkyl.", "Any news?"]
    assert parts[1].date == DAY


def test_a_forward_without_headers_but_with_an_attribution_is_read() -> None:
    text = (
        f"{NOTE}\n\nBegin forwarded message:\n\nOn 9 Oct 2026, at 10:51, Olga Brandt <olga@buyer.example> wrote:\n\n"
        + "\n".join(f"> {line}".rstrip() for line in BODY.split("\n"))
    )
    found = forward(text)
    assert (found.from_name, found.from_email, found.date) == (
        "Olga Brandt",
        "olga@buyer.example",
        DAY,
    )
    assert found.body == BODY
    assert found.note == NOTE


def test_vs_forwards_in_danish_and_answers_in_finnish() -> None:
    danish = f"Se her.\n\nFra: {FROM}\nSendt: 9. oktober 2026 10:51\nTil: {TO}\nEmne: {SUBJECT}\n\n{BODY}"
    finnish = f"Kiitos.\n\nLähettäjä: {FROM}\nLähetetty: 9. lokakuuta 2026 10:51\nVastaanottaja: {TO}\nAihe: {SUBJECT}\n\n{BODY}"
    assert split_forward(mail(danish, "VS: Cold store offer")) is not None
    assert split_forward(mail(finnish, "VS: Cold store offer")) is None
    assert split_forward(mail(finnish, "VL: Cold store offer")) is not None


def test_notes_addresses_are_names() -> None:
    text = "----- Forwarded by Ida Lund/Seller on 10/09/2026 11:02 AM -----\nFrom: Olga Brandt on 10/09/2026 10:51 AM\nTo: Ida Lund/SELLER@SELLER, Max Roth/SELLER@SELLER\ncc: \nSubject: Cold store offer\n\nNo.\n"
    found = forward(text)
    assert (found.from_name, found.from_email, found.date) == ("Olga Brandt", None, DAY)
    assert found.to == (
        Address("Ida Lund/SELLER@SELLER", None),
        Address("Max Roth/SELLER@SELLER", None),
    )
