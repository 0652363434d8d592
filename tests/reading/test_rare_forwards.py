"""Forwards of rare build, each with what must be read from it."""

from __future__ import annotations

import pytest

from debrief.reading.forwarded import split_forward
from debrief.reading.message import parse_message

N = "Please see below, not what we hoped for."
B = "Hello Ida,\n\nwe chose another supplier for the cold store.\nPrice was not the reason.\n\nOlga Brandt"
F = "Olga Brandt <olga@buyer.example>"
T = "Ida Lund <ida@seller.example>"
S = "Cold store offer"
D = "2026-10-09T10:51:00"
CASES: dict[str, tuple[str, str, bool, dict[str, str | None]]] = {}


def add(
    name: str, text: str, outer: str = "Fwd: " + S, /, html: bool = False, **expected: str | None
) -> None:
    """Note a forward; what is expected of it is the usual unless stated."""
    usual: dict[str, str | None] = {
        "from_name": "Olga Brandt",
        "from_email": "olga@buyer.example",
        "subject": S,
        "date": D,
        "body": B,
        "note": N,
    }
    CASES[name] = (text, outer, html, usual | expected)


add(
    "gmail ios",
    f"{N}\n\n---------- Forwarded message ---------\nFrom: *Olga Brandt* <olga@buyer.example>\nDate: Fri 9. Oct 2026 at 10:51\nSubject: {S}\nTo: <ida@seller.example>, Max Roth <max@seller.example>\nCc: Piet <piet@seller.example>\n\n\n{B}\n",
)
add(
    "wrapped to",
    f"{N}\n\n---------- Forwarded message ---------\nFrom: {F}\nDate: Fri, Oct 9, 2026 at 10:51 AM\nSubject: {S}\nTo: {T}, Max Roth <max@seller.example>,\n        Piet Hein <piet@seller.example>\n\n\n{B}\n",
)
add(
    "wrapped to, no indent",
    f"{N}\n\n---------- Forwarded message ---------\nFrom: {F}\nDate: Fri, Oct 9, 2026 at 10:51 AM\nSubject: {S}\nTo: {T}, Max Roth <max@seller.example>,\nPiet Hein <piet@seller.example>\n\n\n{B}\n",
)
add(
    "empty subject",
    f"{N}\n\n---------- Forwarded message ---------\nFrom: {F}\nDate: Fri, Oct 9, 2026 at 10:51 AM\nSubject: \nTo: {T}\n\n\n{B}\n",
    "Fwd:",
    subject=None,
)
add(
    "wrapped from",
    f"{N}\n\n---------- Forwarded message ---------\nFrom: Olga Brandt-Sørensen, Head of Purchasing\n<olga@buyer.example>\nDate: Fri, Oct 9, 2026 at 10:51 AM\nSubject: {S}\nTo: {T}\n\n\n{B}\n",
    from_name="Olga Brandt-Sørensen, Head of Purchasing",
)
add(
    "importance",
    f"{N}\n\nFrom: {F}\nSent: Friday, October 9, 2026 10:51 AM\nTo: {T}\nCc: Max Roth <max@seller.example>\nSubject: {S}\nImportance: High\n\n{B}\n",
    "FW: " + S,
)
add(
    "attachments",
    f"{N}\n\nFrom: {F}\nSent: Friday, October 9, 2026 10:51 AM\nTo: {T}\nSubject: {S}\nAttachments: offer.pdf; plan.xlsx\n\n{B}\n",
    "FW: " + S,
)
add(
    "importance before subject",
    f"{N}\n\nFrom: {F}\nSent: Friday, October 9, 2026 10:51 AM\nTo: {T}\nImportance: High\nSubject: {S}\n\n{B}\n",
    "FW: " + S,
)
add(
    "sensitivity",
    f"{N}\n\nFrom: {F}\nSent: Friday, October 9, 2026 10:51 AM\nTo: {T}\nSubject: {S}\nSensitivity: Confidential\n\n{B}\n",
    "FW: " + S,
)
add(
    "spark",
    f"{N}\n\n---------- Forwarded message ----------\nFrom: {F}\nDate: 9 Oct 2026, 10:51 +0200\nTo: {T}\nSubject: {S}\n\n{B}\n",
    date="2026-10-09T10:51:00+02:00",
)
add(
    "spark quoted body",
    f"{N}\n\n---------- Forwarded message ----------\nFrom: {F}\nDate: 9 Oct 2026, 10:51 +0200\nTo: {T}\nSubject: {S}\n\n"
    + "\n".join("> " + line for line in B.split("\n"))
    + "\n",
    date="2026-10-09T10:51:00+02:00",
)
add(
    "superhuman",
    f"{N}\n\n---------- Forwarded message ----------\nFrom: {F}\nDate: Fri, Oct 09 2026 at 10:51 AM\nSubject: {S}\nTo: {T}\n\n{B}\n",
)
add(
    "samsung",
    f"{N}\n\nSent from my Galaxy\n\n-------- Original message --------\nFrom: {F} \nDate: 10/9/26  10:51 AM  (GMT+01:00) \nTo: {T} \nSubject: {S} \n\n{B}\n",
    "Fwd: " + S,
    date="2026-10-09T10:51:00+01:00",
)
add(
    "qq",
    f'{N}\n\n\n------------------ 原始邮件 ------------------\n发件人: "Olga Brandt"<olga@buyer.example>; \n发送时间: 2026年10月9日(星期五) 上午10:51\n收件人: "Ida Lund"<ida@seller.example>; \n主题: {S}\n\n\n\n{B}\n',
    "转发：" + S,
)
add(
    "qq 2",
    f'{N}\n\n\n---原始邮件---\n发件人: "Olga Brandt"<olga@buyer.example>\n发送时间: 2026年10月9日(周五) 上午10:51\n收件人: "Ida Lund"<ida@seller.example>;\n主题: {S}\n\n{B}\n',
    "转发：" + S,
)
add(
    "163",
    f'{N}\n\n-------- 转发邮件信息 --------\n发件人："Olga Brandt" <olga@buyer.example>\n发送日期：2026-10-09 10:51:00\n收件人："Ida Lund" <ida@seller.example>\n主题：{S}\n\n{B}\n',
    "Fw:" + S,
)
add(
    "mail.ru",
    f"{N}\n\n-------- Пересылаемое сообщение --------\nОт кого: {F}\nКому: {T}\nДата: Пятница, 9 октября 2026, 10:51 +03:00\nТема: {S}\n\n{B}\n\n-------- Конец пересылаемого сообщения --------\n",
    "Fwd: " + S,
    date="2026-10-09T10:51:00+03:00",
)
add(
    "yandex",
    f'{N}\n\n-------- Пересылаемое сообщение --------\n09.10.2026, 10:51, "Olga Brandt" <olga@buyer.example>:\n\n{B}\n\n-------- Завершение пересылаемого сообщения --------\n',
    "Fwd: " + S,
)
add(
    "naver",
    f'{N}\n\n-----Original Message-----\nFrom: "Olga Brandt"<olga@buyer.example>\nTo: "Ida Lund"<ida@seller.example>;\nCc: \nSent: 2026-10-09 (금) 10:51:00 (GMT+09:00)\nSubject: {S}\n\n{B}\n',
    "FW: " + S,
    date="2026-10-09T10:51:00+09:00",
)
add(
    "zimbra",
    f'{N}\n\n----- Forwarded Message -----\nFrom: "Olga Brandt" <olga@buyer.example>\nTo: "Ida Lund" <ida@seller.example>\nSent: Friday, October 9, 2026 10:51:00 AM\nSubject: {S}\n\n{B}\n',
    "Fwd: " + S,
)
add(
    "horde",
    f"{N}\n\n----- Forwarded message from {F} -----\n   Date: Fri, 09 Oct 2026 10:51:00 +0200\n   From: {F}\nSubject: {S}\n     To: {T}\n\n{B}\n\n----- End forwarded message -----\n",
    date="2026-10-09T10:51:00+02:00",
)
add(
    "squirrel",
    f'{N}\n\n---------------------------- Original Message ----------------------------\nSubject: {S}\nFrom:    "Olga Brandt" <olga@buyer.example>\nDate:    Fri, October 9, 2026 10:51 am\nTo:      "Ida Lund" <ida@seller.example>\n--------------------------------------------------------------------------\n\n{B}\n',
    "[Fwd: " + S + "]",
)
add(
    "outlook express",
    f'{N}\n\n----- Original Message ----- \nFrom: "Olga Brandt" <olga@buyer.example>\nTo: "Ida Lund" <ida@seller.example>\nSent: Friday, October 09, 2026 10:51 AM\nSubject: {S}\n\n\n{B}\n',
    "Fw: " + S,
)
add(
    "aol",
    f"{N}\n\n-----Original Message-----\nFrom: {F}\nTo: ida <ida@seller.example>\nSent: Fri, Oct 9, 2026 10:51 am\nSubject: {S}\n\n{B}\n",
    "Fwd: " + S,
)
add(
    "lotus de",
    f"{N}\n\n----- Weitergeleitet von Ida Lund/Seller am 09.10.2026 11:02 -----\n\nVon:\t{F}\nAn:\t{T}\nKopie:\t\nDatum:\t09.10.2026 10:51\nBetreff:\t{S}\n\n\n\n{B}\n",
    "WG: " + S,
)
add(
    "lotus wide",
    f'{N}\n----- Forwarded by Ida Lund/Seller on 10/09/2026 11:02 AM -----\n\nFrom:        "Olga Brandt" <olga@buyer.example>\nTo:        "Ida Lund" <ida@seller.example>\nCc:        "Max Roth" <max@seller.example>\nDate:        10/09/2026 10:51 AM\nSubject:        {S}\n\n\n\n{B}\n',
    "Fw: " + S,
)
add(
    "lotus sent by",
    f"{N}\n----- Forwarded by Ida Lund/Seller on 10/09/2026 11:02 AM -----\n\nFrom:        Olga Brandt/Buyer\nTo:        Ida Lund/Seller@SELLER\nDate:        10/09/2026 10:51 AM\nSubject:        {S}\nSent by:        Pia Holm\n\n\n{B}\n",
    "Fw: " + S,
    from_name="Olga Brandt/Buyer",
    from_email=None,
)
add(
    "evolution",
    f"{N}\n\n-------- Forwarded Message --------\nFrom: {F}\nReply-To: sales@buyer.example\nTo: {T}\nSubject: {S}\nDate: Fri, 09 Oct 2026 10:51:00 +0200\n\n{B}\n",
    date="2026-10-09T10:51:00+02:00",
)
add(
    "gnus",
    f"{N}\n\n-------------------- Start of forwarded message --------------------\nFrom: {F}\nTo: {T}\nSubject: {S}\nDate: Fri, 09 Oct 2026 10:51:00 +0200\n\n{B}\n-------------------- End of forwarded message --------------------\n",
    date="2026-10-09T10:51:00+02:00",
)
add(
    "gnus tail",
    f"{N}\n\n-------------------- Start of forwarded message --------------------\nFrom: {F}\nTo: {T}\nSubject: {S}\nDate: Fri, 09 Oct 2026 10:51:00 +0200\n\n{B}\n-------------------- End of forwarded message --------------------\n\nWhat now?\n",
    date="2026-10-09T10:51:00+02:00",
    note=N + "\n\nWhat now?",
)
add(
    "pine",
    f"{N}\n\n---------- Forwarded message ----------\nDate: Fri, 9 Oct 2026 10:51:00 +0200 (CEST)\nFrom: {F}\nTo: {T}\nSubject: {S}\n\n{B}\n",
    date="2026-10-09T10:51:00+02:00",
)
add(
    "pegasus",
    f"{N}\n\n------- Forwarded message follows -------\nFrom:\t\t{F}\nTo:\t\t{T}\nSubject:\t{S}\nDate sent:\tFri, 9 Oct 2026 10:51:00 +0200\n\n{B}\n\n------- End of forwarded message -------\n",
    date="2026-10-09T10:51:00+02:00",
)
add(
    "eudora",
    f"{N}\n\n>Date: Fri, 9 Oct 2026 10:51:00 +0200\n>From: {F}\n>To: {T}\n>Subject: {S}\n>\n"
    + "\n".join(">" + line for line in B.split("\n"))
    + "\n",
    date="2026-10-09T10:51:00+02:00",
)
add(
    "eudora x",
    f"{N}\n\n>X-Sender: olga@pop.buyer.example\n>Date: Fri, 9 Oct 2026 10:51:00 +0200\n>To: {T}\n>From: {F}\n>Subject: {S}\n>Mime-Version: 1.0\n>\n"
    + "\n".join(">" + line for line in B.split("\n"))
    + "\n",
    date="2026-10-09T10:51:00+02:00",
)
add("groupwise", f"{N}\n\n>>> Olga Brandt <olga@buyer.example> 10/9/2026 10:51 AM >>>\n{B}\n")
add(
    "encoded sender",
    f"{N}\n\nFrom: =?utf-8?Q?J=C3=BCrgen_Roth?= <j@buyer.example>\nSent: 9 October 2026 10:51\nTo: {T}\nSubject: {S}\n\n{B}\n",
    "FW: " + S,
    from_name="Jürgen Roth",
    from_email="j@buyer.example",
)
add(
    "pipe sender",
    f"{N}\n\nFrom: Olga Brandt | Buyer A/S <olga@buyer.example>\nSent: 9 October 2026 10:51\nTo: {T}\nSubject: {S}\n\n{B}\n",
    "FW: " + S,
    from_name="Olga Brandt | Buyer A/S",
)
add(
    "glued mailto",
    f"{N}\n\nFrom: Olga Brandt<mailto:olga@buyer.example>\nSent: Friday, October 9, 2026 10:51 AM\nTo: Ida Lund<mailto:ida@seller.example>\nSubject: {S}\n\n{B}\n",
    "FW: " + S,
)
add(
    "mail with name in brackets after",
    f"{N}\n\nFrom: olga@buyer.example (Olga Brandt)\nSent: 9 October 2026 10:51\nTo: {T}\nSubject: {S}\n\n{B}\n",
    "FW: " + S,
)
add(
    "no separator, blank note",
    f"{N}\n\n\n\nFrom: {F}\nDate: Friday, 9 October 2026 at 10:51\nTo: {T}\nCc: Max Roth <max@seller.example>, Piet Hein\n <piet@seller.example>\nSubject: {S}\n{B}\n",
    "FW: " + S,
)
add(
    "uppercase",
    f"{N}\n\nFROM: {F}\nSENT: Friday, October 9, 2026 10:51 AM\nTO: {T}\nSUBJECT: {S}\n\n{B}\n",
    "FW: " + S,
)
add(
    "stacked",
    f"{N}\n\n---------- Forwarded message ---------\nFrom:\n{F}\nSent:\nFriday, October 9, 2026 10:51 AM\nTo:\n{T}\nSubject:\n{S}\n\n{B}\n",
    "FW: " + S,
)
add(
    "from last",
    f"{N}\n\nSent: Friday, October 9, 2026 10:51 AM\nTo: {T}\nFrom: {F}\nSubject: {S}\n\n{B}\n",
    "FW: " + S,
)
add(
    "subject first",
    f"{N}\n\nSubject: {S}\nDate: Friday, October 9, 2026 10:51 AM\nFrom: {F}\nTo: {T}\n\n{B}\n",
    "FW: " + S,
)
add(
    "nbsp",
    f"{N}\n\nDe\xa0: {F}\nEnvoyé\xa0: vendredi 9 octobre 2026 10:51\nÀ\xa0: {T}\nObjet\xa0: {S}\n\n{B}\n",
    "TR: " + S,
)
add(
    "note with colons",
    f"Hi all:\nNote: price was fine.\nDate: tomorrow\n\nFYI:\n\nFrom: {F}\nSent: Friday, October 9, 2026 10:51 AM\nTo: {T}\nSubject: {S}\n\n{B}\n",
    "FW: " + S,
    note="Hi all:\nNote: price was fine.\nDate: tomorrow\n\nFYI:",
)
add(
    "note with signature",
    f"{N}\n\n--\nIda Lund\nSales, Seller A/S\nTel: +45 12 34\n\n---------- Forwarded message ---------\nFrom: {F}\nDate: Fri, Oct 9, 2026 at 10:51 AM\nSubject: {S}\nTo: {T}\n\n\n{B}\n",
    note=f"{N}\n\n--\nIda Lund\nSales, Seller A/S\nTel: +45 12 34",
)
add(
    "note with signature outlook",
    f"{N}\n\nIda Lund\nSales, Seller A/S\nTel: +45 12 34\nEmail: ida@seller.example\n\nFrom: {F}\nSent: Friday, October 9, 2026 10:51 AM\nTo: {T}\nSubject: {S}\n\n{B}\n",
    "FW: " + S,
    note=f"{N}\n\nIda Lund\nSales, Seller A/S\nTel: +45 12 34\nEmail: ida@seller.example",
)
nest = f"Ida,\n\nsee Pia's mail.\n\n---------- Forwarded message ---------\nFrom: Pia Holm <pia@buyer.example>\nDate: Thu, Oct 8, 2026 at 9:00 AM\nSubject: {S}\nTo: {F}\n\n\nNo, thanks.\n\nPia"
add(
    "nested",
    f"{N}\n\n---------- Forwarded message ---------\nFrom: {F}\nDate: Fri, Oct 9, 2026 at 10:51 AM\nSubject: Fwd: {S}\nTo: {T}\n\n\n{nest}\n",
    "Fwd: " + S,
    subject="Fwd: " + S,
    body=nest,
)
nesto = f"Ida,\n\nsee Pia's mail.\n\nFrom: Pia Holm <pia@buyer.example>\nSent: Thursday, October 8, 2026 9:00 AM\nTo: {F}\nSubject: {S}\n\nNo, thanks.\n\nPia"
add(
    "nested outlook",
    f"{N}\n\nFrom: {F}\nSent: Friday, October 9, 2026 10:51 AM\nTo: {T}\nSubject: RE: {S}\n\n{nesto}\n",
    "FW: " + S,
    subject="RE: " + S,
    body=nesto,
)
thread = (
    B
    + "\n\nOn Thu, Oct 8, 2026 at 9:00 AM Ida Lund <ida@seller.example> wrote:\n\n> Any news?\n>\n> Ida"
)
add(
    "with thread",
    f"{N}\n\n---------- Forwarded message ---------\nFrom: {F}\nDate: Fri, Oct 9, 2026 at 10:51 AM\nSubject: Re: {S}\nTo: {T}\n\n\n{thread}\n",
    "Fwd: " + S,
    subject="Re: " + S,
    body=thread,
)
add(
    "indented 4",
    f"{N}\n\n"
    + "\n".join(
        ("    " + line).rstrip()
        for line in f"-----Original Message-----\nFrom: {F}\nSent: Friday, October 9, 2026 10:51 AM\nTo: {T}\nSubject: {S}\n\n{B}".split(
            "\n"
        )
    )
    + "\n",
    "FW: " + S,
    body="\n".join(("    " + line).rstrip() for line in B.split("\n")).strip("\n"),
)
add(
    "proton html",
    f"<div>{N}</div><div class='protonmail_signature_block'><br></div><div class='protonmail_quote'>------- Forwarded Message -------<br>From: Olga Brandt &lt;olga@buyer.example&gt;<br>Date: On Friday, October 9th, 2026 at 10:51<br>Subject: {S}<br>To: Ida Lund &lt;ida@seller.example&gt;<br><br><blockquote class='protonmail_quote' type='cite'>{B.replace(chr(10), '<br>')}</blockquote><br></div>",
    html=True,
)
add(
    "spark html",
    f'<div name="messageBodySection"><div dir="auto">{N}</div></div><div name="messageReplySection">---------- Forwarded message ----------<br/><b>From:</b> Olga Brandt &lt;olga@buyer.example&gt;<br/><b>Date:</b> 9 Oct 2026, 10:51 +0200<br/><b>To:</b> Ida &lt;ida@seller.example&gt;<br/><b>Subject:</b> {S}<br/><blockquote style="border-left-color: grey; border-left-width: thin; border-left-style: solid; margin: 5px 5px;padding-left: 10px;">{B.replace(chr(10), "<br>")}</blockquote></div>',
    html=True,
    date="2026-10-09T10:51:00+02:00",
)
add(
    "em client html",
    f'<div>{N}</div><div><br></div><div>------ Forwarded Message ------</div><div>From "Olga Brandt" &lt;<a href="mailto:olga@buyer.example">olga@buyer.example</a>&gt;</div><div>To "Ida Lund" &lt;<a href="mailto:ida@seller.example">ida@seller.example</a>&gt;</div><div>Date 09.10.2026 10:51:00</div><div>Subject {S}</div><div><br></div><div>{B.replace(chr(10), "<br>")}</div>',
    html=True,
)
add(
    "em client html 2",
    f'<div>{N}</div><div><br></div><div>------ Forwarded Message ------</div><div>From: "Olga Brandt" &lt;<a href="mailto:olga@buyer.example">olga@buyer.example</a>&gt;</div><div>To: "Ida Lund" &lt;<a href="mailto:ida@seller.example">ida@seller.example</a>&gt;</div><div>Sent: 10/9/2026 10:51:00 AM</div><div>Subject: {S}</div><div><br></div><div>{B.replace(chr(10), "<br>")}</div>',
    html=True,
)
add(
    "zoho html",
    f'<div>{N}<br></div><div class="zmail_extra"><br>============ Forwarded message ============<br>From: Olga Brandt &lt;olga@buyer.example&gt;<br>To: "Ida Lund" &lt;ida@seller.example&gt;<br>Date: Fri, 09 Oct 2026 10:51:00 +0200<br>Subject: {S}<br>============ Forwarded message ============<br><br>{B.replace(chr(10), "<br>")}</div>',
    html=True,
    date="2026-10-09T10:51:00+02:00",
)
add(
    "gmx html",
    f'<div>{N}<div>&nbsp;<div name="quote" style="margin:10px 5px 5px 10px; padding: 10px 0 10px 10px; border-left:2px solid #C3D9E5; word-wrap: break-word;"><div style="margin:0 0 10px 0;"><b>Gesendet:</b>&nbsp;Freitag, 09. Oktober 2026 um 10:51 Uhr<br/><b>Von:</b>&nbsp;"Olga Brandt" &lt;olga@buyer.example&gt;<br/><b>An:</b>&nbsp;"Ida Lund" &lt;ida@seller.example&gt;<br/><b>Betreff:</b>&nbsp;{S}</div><div name="quoted-content">{B.replace(chr(10), "<br>")}</div></div></div></div>',
    html=True,
)
add(
    "notes html table",
    f'<p>{N}</p><br><font size=1 color=#800080>----- Forwarded by Ida Lund/Seller on 10/09/2026 11:02 AM -----</font><br><table><tr><td>From:</td><td>"Olga Brandt" &lt;olga@buyer.example&gt;</td></tr><tr><td>To:</td><td>"Ida Lund" &lt;ida@seller.example&gt;</td></tr><tr><td>Date:</td><td>10/09/2026 10:51 AM</td></tr><tr><td>Subject:</td><td>{S}</td></tr></table><hr><br>{B.replace(chr(10), "<br>")}',
    html=True,
)
add(
    "apple interchange",
    f'{N}<div><br></div><div><blockquote type="cite"><div>Begin forwarded message:</div><br class="Apple-interchange-newline"><div><b>From: </b>Olga Brandt &lt;<a href="mailto:olga@buyer.example">olga@buyer.example</a>&gt;<br></div><div><b>Subject: </b><b>{S}</b><br></div><div><b>Date: </b>October 9, 2026 at 10:51:00 AM GMT+2<br></div><div><b>To: </b>Ida Lund &lt;ida@seller.example&gt;<br></div><div><b>Reply-To: </b>Olga &lt;olga@buyer.example&gt;<br></div><br><div>{B.replace(chr(10), "<br>")}</div></blockquote></div><div><br></div><div>Ida</div>',
    html=True,
    date="2026-10-09T10:51:00+02:00",
    note=N + "\n\nIda",
)
add(
    "resent",
    f"{N}\n\n---------- Forwarded message ---------\nDe: Olga Brandt <olga@buyer.example>\nDate: ven. 9 oct. 2026 à 10:51\nSubject: TR: {S}\nTo: {T}\n\n\n{B}\n",
    "Fwd: " + S,
    subject="TR: " + S,
)
add(
    "text below, >",
    f"{N}\n\nBegin forwarded message:\n\n> From: {F}\n> Date: 9 October 2026 10:51:00 CEST\n> To: {T}\n> Subject: {S}\n> \n"
    + "\n".join("> " + line for line in B.split("\n"))
    + "\n\nCall me.\nIda\n",
    date="2026-10-09T10:51:00+02:00",
    note=N + "\n\nCall me.\nIda",
)
add(
    "intro line",
    f"{N}\n\n---------- Forwarded message ----------\n\nFrom: {F}\nDate: 9 October 2026 10:51\nSubject: {S}\nTo: {T}\n\n{B}\n",
)
add(
    "only from and subject",
    f"{N}\n\n---------- Forwarded message ---------\nFrom: {F}\nSubject: {S}\n\n{B}\n",
    date=None,
)
add(
    "only from and date",
    f"{N}\n\n---------- Forwarded message ---------\nFrom: {F}\nDate: 9 October 2026 10:51\n\n{B}\n",
)
add(
    "body starts with From",
    f"{N}\n\n---------- Forwarded message ---------\nFrom: {F}\nDate: 9 October 2026 10:51\nSubject: {S}\nTo: {T}\n\nFrom: our side nothing changes.\nTo: be sure, we called.\n\n{B}\n",
    body=f"From: our side nothing changes.\nTo: be sure, we called.\n\n{B}",
)
add(
    "body starts with Dear X:",
    f"{N}\n\nFrom: {F}\nSent: 9 October 2026 10:51\nTo: {T}\nSubject: {S}\n\nDear Ida:\n\n{B}\n",
    "FW: " + S,
    body=f"Dear Ida:\n\n{B}",
)
add(
    "tight and Dear X:",
    f"{N}\n\nFrom: {F}\nSent: 9 October 2026 10:51\nTo: {T}\nSubject: {S}\nDear Ida:\n\n{B}\n",
    "FW: " + S,
    body=f"Dear Ida:\n\n{B}",
)
add(
    "time list body",
    f"{N}\n\nFrom: {F}\nSent: 9 October 2026 10:51\nTo: {T}\nSubject: {S}\n\nMonday 10:30: call\nTo: Ida\nDate: 12.10.2026\n\n{B}\n",
    "FW: " + S,
    body=f"Monday 10:30: call\nTo: Ida\nDate: 12.10.2026\n\n{B}",
)
add(
    "no fwd subject",
    f"{N}\n\n---------- Forwarded message ---------\nFrom: {F}\nDate: Fri, Oct 9, 2026 at 10:51 AM\nSubject: {S}\nTo: {T}\n\n\n{B}\n",
    "We lost it",
)
add(
    "starred name and mail",
    f"{N}\n\n*From:* Olga Brandt <olga@buyer.example>\n*Sent:* Friday, October 9, 2026 10:51 AM\n*To:* Ida Lund <ida@seller.example>; Max Roth <max@seller.example>\n*Cc:* Piet\n*Subject:* {S}\n\n{B}\n",
    "Fwd: " + S,
)
add(
    "slack star mailto",
    f"{N}\n\n*From:* Olga Brandt [mailto:olga@buyer.example\n<olga@buyer.example>]\n*Sent:* Friday, October 9, 2026 10:51 AM\n*To:* Ida Lund\n*Subject:* {S}\n\n{B}\n",
    "Fwd: " + S,
)
add(
    "long rule",
    f"{N}\n\n-----------------------------------------------------------\nFrom: {F}\nSent: Friday, October 9, 2026 10:51 AM\nTo: {T}\nSubject: {S}\n\n{B}\n",
    "FW: " + S,
)
add(
    "underscore and stars",
    f"{N}\n\n*________________________________*\n*Von:* {F}\n*Gesendet:* Freitag, 9. Oktober 2026 10:51\n*An:* {T}\n*Betreff:* {S}\n\n{B}\n",
    "WG: " + S,
)
add(
    "external banner",
    f"{N}\n\nFrom: {F}\nSent: Friday, October 9, 2026 10:51 AM\nTo: {T}\nSubject: [EXTERNAL] {S}\n\nCAUTION: external sender.\n\n{B}\n",
    "FW: " + S,
    subject="[EXTERNAL] " + S,
    body="CAUTION: external sender.\n\n" + B,
)
add(
    "subject colon",
    f"{N}\n\nFrom: {F}\nSent: Friday, October 9, 2026 10:51 AM\nTo: {T}\nSubject: Re: Fwd: AW: {S}: phase 2 - To: be decided\n\n{B}\n",
    "FW: x",
    subject=f"Re: Fwd: AW: {S}: phase 2 - To: be decided",
)
long = "Cold store offer for the new distribution centre in Aarhus, phase two of three, revised version with all the options that we discussed"
add(
    "wrapped subject gmail",
    f"{N}\n\n---------- Forwarded message ---------\nFrom: {F}\nDate: Fri, Oct 9, 2026 at 10:51 AM\nSubject: {long[:70]}\n{long[70:].strip()}\nTo: {T}\n\n\n{B}\n",
    "Fwd: " + long,
    subject=long[:70].strip() + " " + long[70:].strip(),
)
add(
    "wrapped subject indented",
    f"{N}\n\nFrom: {F}\nSent: Fri, Oct 9, 2026 at 10:51 AM\nTo: {T}\nSubject: {long[:70]}\n {long[70:].strip()}\n\n{B}\n",
    "Fwd: something else",
    subject=long[:70].strip() + " " + long[70:].strip(),
)
add(
    "wrapped subject last",
    f"{N}\n\nFrom: {F}\nSent: Fri, Oct 9, 2026 at 10:51 AM\nTo: {T}\nSubject: {long[:70]}\n{long[70:].strip()}\n\n{B}\n",
    "FW: " + long,
    subject=long[:70].strip() + " " + long[70:].strip(),
)


@pytest.mark.parametrize("name", CASES)
def test_a_rare_forward_is_taken_apart(name: str) -> None:
    text, outer, html, expected = CASES[name]
    head = f"From: Ida Lund <ida@seller.example>\nTo: Max Roth <max@seller.example>\nSubject: {outer}\nDate: Fri, 09 Oct 2026 12:10:00 +0200\n"
    kind = f"MIME-Version: 1.0\nContent-Type: text/{'html' if html else 'plain'}; charset=utf-8\n\n"
    found = split_forward(parse_message((head + kind + text).encode()))
    assert found is not None
    got = {
        "from_name": found.from_name,
        "from_email": found.from_email,
        "subject": found.subject,
        "date": found.date.isoformat() if found.date else None,
        "body": found.body,
        "note": found.note,
    }
    for key in ("body", "note"):
        if html:
            got[key], expected[key] = (
                " ".join((got[key] or "").split()),
                " ".join((expected[key] or "").split()),
            )
    assert got == expected
