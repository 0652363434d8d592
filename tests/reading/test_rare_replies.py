"""Answers of rare build: what was newly written is all of it and nothing else."""

from __future__ import annotations

import pytest

from debrief.reading.forwarded import split_forward
from debrief.reading.message import parse_message
from debrief.reading.replies import new_text, new_text_of

CASES: dict[str, tuple[str, str, str, str | None]] = {}


def add(
    name: str, text: str, want: str, subject: str = "Re: A call", html: str | None = None
) -> None:
    """Note an answer as plain text or as HTML, and what of it is new."""
    CASES[name] = (text, want, subject, html)


A = "On Fri, Oct 9, 2026 at 10:51 AM Max Roth <max@seller.example> wrote:"
Q = "> Dear Olga,\n>\n> could we talk on Thursday?\n>\n> Max"
# structure
add(
    "correct sig",
    "Hello,\n\nThursday works.\n\n-- \nOlga Brandt\nPurchasing\n\n" + A + "\n" + Q,
    "Hello,\n\nThursday works.",
)
add(
    "sig after quote",
    "Thursday works.\n\n" + A + "\n" + Q + "\n\n-- \nOlga Brandt\nPurchasing\n",
    "Thursday works.",
)
add("sig underscores", "Thursday works.\n\n__\nOlga Brandt\nPurchasing", "Thursday works.")
add(
    "sig underscores long",
    "Thursday works.\n\n______________________________\nOlga Brandt\nHead of Purchasing\nBuyer A/S\nTel. +45 1234 5678\nwww.buyer.example",
    "Thursday works.\n\n______________________________\nOlga Brandt\nHead of Purchasing\nBuyer A/S\nTel. +45 1234 5678\nwww.buyer.example",
)
add(
    "list footer",
    "Thursday works.\n\n_______________________________________________\nBuyers mailing list\nbuyers@lists.example\nhttps://lists.example/mailman/listinfo/buyers\n",
    "Thursday works.",
)
add(
    "list footer below quote",
    A
    + "\n"
    + Q
    + "\n\nThursday works.\n\n_______________________________________________\nBuyers mailing list\nbuyers@lists.example\nhttps://lists.example/mailman/listinfo/buyers\n",
    "Thursday works.",
)
add(
    "google groups",
    'Thursday works.\n\n-- \nYou received this message because you are subscribed to the Google Groups "buyers" group.\nTo unsubscribe from this group and stop receiving emails from it, send an email to buyers+unsubscribe@googlegroups.example.\n',
    "Thursday works.",
)
add(
    "github",
    "Thursday works.\n\nOn Fri, Oct 9, 2026 at 10:51 AM Max Roth <notifications@github.example> wrote:\n\n> Could we?\n>\n> —\n> Reply to this email directly, view it on GitHub\n> <https://github.example/x/y/issues/1>, or mute the thread.\n",
    "Thursday works.",
)
add(
    "inline",
    "Hi Max,\n\n"
    + A
    + "\n> 1. What did the winner do well?\n\nThey came on site.\n\n> 2. How did we compare?\n\nEqual on price.\n\n> Max\n",
    "Hi Max,\n\nThey came on site.\n\nEqual on price.",
)
add("inline tight", A + "\n> Which day?\nThursday.\n> When?\nAt three.\n", "Thursday.\n\nAt three.")
add(
    "inline trailing",
    A + "\n> Which day?\nThursday.\n> When?\nAt three.\n> Where?\n> Max\n\nSee you,\nOlga",
    "Thursday.\n\nAt three.\n\nSee you,\nOlga",
)
add(
    "deep",
    "Sure.\n\n"
    + A
    + "\n> Sure?\n>\n> On Thu, Oct 8, 2026 at 9:00 AM Olga Brandt <olga@buyer.example> wrote:\n>> Maybe.\n>>> Or?\n",
    "Sure.",
)
add(
    "multi attribution between",
    A + "\n> On Thu, Oct 8, 2026, Olga wrote:\n>> Which day?\n> Thursday?\n\nFriday.\n",
    "Friday.",
)
add(
    "two quotes two people",
    "Hi both,\n\nOn Fri, Oct 9, 2026 Max Roth wrote:\n> Which day?\n\nThursday.\n\nOn Fri, Oct 9, 2026 Ida Lund wrote:\n> When?\n\nAt three.\n",
    "Hi both,\n\nThursday.\n\nAt three.",
)
add(
    "outlook bottom sig",
    "Thursday works.\n\nKind regards,\nOlga Brandt\n\nFrom: Max Roth <max@seller.example>\nSent: Friday, October 9, 2026 10:51 AM\nTo: Olga Brandt <olga@buyer.example>\nSubject: A call\n\nDear Olga,\n\ncould we talk?\n\nMax",
    "Thursday works.\n\nKind regards,\nOlga Brandt",
    "RE: A call",
)
add(
    "outlook no blank",
    "Thursday works.\nFrom: Max Roth <max@seller.example>\nSent: Friday, October 9, 2026 10:51 AM\nTo: Olga Brandt <olga@buyer.example>\nSubject: A call\nDear Olga,\ncould we talk?",
    "Thursday works.",
    "RE: A call",
)
add(
    "outlook arrows",
    "See below.\n\nFrom: Max Roth <max@seller.example>\nSent: Friday, October 9, 2026 10:51 AM\nTo: Olga Brandt <olga@buyer.example>\nSubject: A call\n\nWhich day?\n>> Thursday\nWhen?\n>> At three",
    "See below.\n\n>> Thursday\n>> At three",
    "RE: A call",
)
add(
    "outlook quoted >",
    "Thursday works.\n\n> From: Max Roth <max@seller.example>\n> Sent: Friday, October 9, 2026 10:51 AM\n> To: Olga Brandt <olga@buyer.example>\n> Subject: A call\n>\n> Dear Olga,\n> could we talk?",
    "Thursday works.",
    "RE: A call",
)
add(
    "original >",
    "Thursday works.\n\n> -----Original Message-----\n> From: Max Roth [mailto:max@seller.example]\n> Sent: Friday, October 9, 2026 10:51 AM\n> To: Olga\n> Subject: A call\n>\n> could we talk?",
    "Thursday works.",
    "RE: A call",
)
add(
    "inline in original >",
    "> -----Original Message-----\n> From: Max Roth [mailto:max@seller.example]\n> Sent: Friday, October 9, 2026 10:51 AM\n> To: Olga\n> Subject: A call\n>\n> Which day?\n\nThursday.\n\n> When?\n\nAt three.\n",
    "Thursday.\n\nAt three.",
    "RE: A call",
)
add(
    "lotus de",
    'Donnerstag passt.\n\n\n\nVon:\t"Max Roth" <max@seller.example>\nAn:\t"Olga Brandt" <olga@buyer.example>\nDatum:\t09.10.2026 10:51\nBetreff:\tA call\n\n\n\nLiebe Olga,\nkönnen wir reden?',
    "Donnerstag passt.",
    "Antwort: A call",
)
add(
    "lotus wrote",
    'Thursday works.\n\n"Max Roth" <max@seller.example> wrote on 10/09/2026 10:51:32 AM:\n\n> From: "Max Roth" <max@seller.example>\n> To: Olga Brandt/Buyer@BUYER\n> Date: 10/09/2026 10:51 AM\n> Subject: A call\n> \n> could we talk?',
    "Thursday works.",
    "Re: A call",
)
add(
    "yahoo indented",
    "Thursday works.\n\n    On Friday, October 9, 2026 at 10:51:32 AM GMT+2, Max Roth <max@seller.example> wrote:  \n \n Dear Olga,\n could we talk?\n   ",
    "Thursday works.",
)
add(
    "hotmail rule",
    "Thursday works.\n\nFrom: max@seller.example\nTo: olga@buyer.example\nSubject: A call\nDate: Fri, 9 Oct 2026 10:51:00 +0200\n\nDear Olga,\ncould we talk?",
    "Thursday works.",
    "RE: A call",
)
add(
    "hotmail date first",
    "Thursday works.\n\nDate: Fri, 9 Oct 2026 10:51:00 +0200\nFrom: max@seller.example\nTo: olga@buyer.example\nSubject: A call\n\nDear Olga,\ncould we talk?",
    "Thursday works.",
    "RE: A call",
)
add(
    "outlook mobile",
    "Thursday works.\n\nGet Outlook for iOS<https://aka.example/o0ukef>\n________________________________\nFrom: Max Roth <max@seller.example>\nSent: Friday, October 9, 2026 10:51:07 AM\nTo: Olga Brandt <olga@buyer.example>\nSubject: A call\n\nDear Olga,",
    "Thursday works.",
    "Re: A call",
)
add(
    "gmail mobile",
    "Thursday works.\n\nOn Fri, Oct 9, 2026, 10:51 AM Max Roth <max@seller.example> wrote:\n\n" + Q,
    "Thursday works.",
)
add(
    "iphone",
    "Thursday works.\n\nSent from my iPhone\n\n> On Oct 9, 2026, at 10:51, Max Roth <max@seller.example> wrote:\n> \n> \ufeffDear Olga,\n> could we talk?\n",
    "Thursday works.",
)
add(
    "iphone bottom",
    "> On Oct 9, 2026, at 10:51, Max Roth <max@seller.example> wrote:\n> \n> could we talk?\n\nThursday works.\n\nSent from my iPhone\n",
    "Thursday works.",
)
add(
    "blackberry",
    "Thursday works.\n\nSent from my BlackBerry 10 smartphone on the Verizon Wireless 4G LTE network.\n  Original Message  \nFrom: Max Roth\nSent: Friday, October 9, 2026 10:51\nTo: Olga Brandt\nSubject: A call\n\nDear Olga,",
    "Thursday works.",
)
add(
    "proton",
    "Thursday works.\n\nSent with [Proton Mail](https://proton.example/) secure email.\n\nOn Friday, October 9th, 2026 at 10:51, Max Roth <max@seller.example> wrote:\n\n"
    + Q,
    "Thursday works.",
)
add("hey", "Thursday works.\n\nMax Roth wrote on October 9, 2026:\n\n" + Q, "Thursday works.")
add(
    "front",
    "Thursday works.\n\nOn October 9, 2026 at 10:51 AM GMT+2 max@seller.example wrote:\n\n" + Q,
    "Thursday works.",
)
add(
    "helpdesk",
    "Thursday works.\n\n##- Please type your reply above this line -##\n\nYour request (1234) has been updated.\n\nMax Roth\n\nCould we talk?",
    "Thursday works.",
)
add(
    "helpdesk 2",
    "Thursday works.\n\n---- Please reply above this line ----\nMax Roth, Oct 9:\nCould we talk?",
    "Thursday works.",
)
add(
    "intercom",
    "Thursday works.\n\n> Max from Seller replied:\n>\n> could we talk?",
    "Thursday works.",
)
add(
    "disclaimer",
    "Thursday works.\n\nOlga\n\nThis message (including any attachments) may contain confidential information intended for a specific individual. If you are not the intended recipient, delete this message.\n\n"
    + A
    + "\n"
    + Q,
    "Thursday works.\n\nOlga",
)
add(
    "disclaimer caps",
    "Thursday works.\n\nOlga\n\nCONFIDENTIALITY NOTICE: This e-mail message, including any attachments, is for the sole use of the intended recipient(s) and may contain confidential and privileged information.",
    "Thursday works.\n\nOlga",
)
add(
    "disclaimer de fr",
    "Donnerstag passt.\n\nOlga\n\nDiese E-Mail kann vertrauliche Informationen enthalten. Falls Sie nicht der angegebene Empfänger sind, löschen Sie diese Mail bitte.\n\nCe message et toutes les pièces jointes sont confidentiels et établis à l'intention exclusive de ses destinataires.\n",
    "Donnerstag passt.\n\nOlga",
)
add(
    "env line",
    "Thursday works.\n\nOlga\n\nPlease consider the environment before printing this e-mail.",
    "Thursday works.\n\nOlga",
)
add(
    "banner",
    "[EXTERNAL EMAIL] This message comes from outside the organisation. Do not click links.\n\nThursday works.\n\n"
    + A
    + "\n"
    + Q,
    "Thursday works.",
)
add(
    "pipes",
    "Thursday works.\n\nMax Roth wrote:\n| Dear Olga,\n| could we talk?\n| Max\n",
    "Thursday works.",
)
add(
    "initials",
    "Thursday works.\n\nMax Roth wrote:\nMR> Dear Olga,\nMR> could we talk?\nMR> Max\n",
    "Thursday works.",
)
add(
    "fullwidth quote",
    "木曜日で大丈夫です。\n\n2026年10月9日(金) 10:51 Max Roth <max@seller.example>:\n> お話できますか。\n> Max\n",
    "木曜日で大丈夫です。",
)
add(
    "remnants",
    "Yes.\n\n"
    + A
    + "\n> We would very much like to hear from you what made the difference in\nthe end\n> and whether you would talk to us again when the next site is\nplanned.\n> Max\n",
    "Yes.",
)
add(
    "text with colon lines",
    "Here is the list:\n\nFrom: Aarhus\nTo: Hamburg\nDate: Thursday\n\nThanks",
    "Here is the list:\n\nFrom: Aarhus\nTo: Hamburg\nDate: Thursday\n\nThanks",
)
add(
    "he wrote", "As Max wrote:\nwe are out.\n\nSo be it.", "As Max wrote:\nwe are out.\n\nSo be it."
)
add(
    "on date sentence",
    "On Monday, Oct 12 we meet.\n\nOn Tuesday I write:\n- one\n- two",
    "On Monday, Oct 12 we meet.\n\nOn Tuesday I write:\n- one\n- two",
)
add(
    "list dashes",
    "Points:\n\n- price\n- service\n\n-- only these two --\n\nOlga",
    "Points:\n\n- price\n- service\n\n-- only these two --\n\nOlga",
)
add(
    "code",
    "Try this:\n\n    a > b\n    c -> d\n\n> x = 1\n\nworks.",
    "Try this:\n\n    a > b\n    c -> d\n\nworks.",
)
add(
    "separator in text",
    "Part one.\n\n----------\n\nPart two.\n\n" + A + "\n" + Q,
    "Part one.\n\n----------\n\nPart two.",
)
add("stars sep", "Part one.\n\n*****\n\nPart two.", "Part one.\n\n*****\n\nPart two.")
add("sig em", "Thursday works.\n\n—Olga", "Thursday works.")
add(
    "dash sig long",
    "Thursday works.\n\n--\nOlga Brandt | Purchasing | Buyer A/S",
    "Thursday works.",
)
add("dash sig in middle no", "Yes.\n\n--\nOlga\n\n> Which day?\n\nThursday.\n", "Yes.\n\nThursday.")
add("no cut of thanks", "Thanks,\nMax", "Thanks,\nMax")
add("only quote", A + "\n" + Q, "")
add(
    "attribution blank line split",
    "Thursday works.\n\nOn Fri, Oct 9, 2026 at 10:51 AM Max Roth\n<max@seller.example>\nwrote:\n\n"
    + Q,
    "Thursday works.",
)
add(
    "attribution with bracket mail",
    "Thursday works.\n\nOn Oct 9, 2026, at 10:51 AM, Max Roth <max@seller.example<mailto:max@seller.example>> wrote:\n\nDear Olga,\ncould we talk?",
    "Thursday works.",
)
add(
    "attribution star",
    "Thursday works.\n\n*On Fri, Oct 9, 2026 at 10:51 AM Max Roth <max@seller.example> wrote:*\n\n"
    + Q,
    "Thursday works.",
)
add(
    "attribution with reply-to",
    "Thursday works.\n\nOn Fri, Oct 9, 2026 at 10:51 AM, Max Roth via Sales <sales@seller.example> wrote:\n\n"
    + Q,
    "Thursday works.",
)
add("attribution + rule", "Thursday works.\n\n---\n\n" + A + "\n" + Q, "Thursday works.")
add(
    "attribution wrote with dash",
    "Thursday works.\n\n--- On Fri, 10/9/26, Max Roth <max@seller.example> wrote:\n\nFrom: Max Roth <max@seller.example>\nSubject: A call\nTo: olga@buyer.example\nDate: Friday, October 9, 2026, 10:51 AM\n\nDear Olga,\ncould we talk?",
    "Thursday works.",
)
add(
    "fr block",
    "Jeudi me va.\n\nDe : Max Roth <max@seller.example>\nEnvoyé : vendredi 9 octobre 2026 10:51\nÀ : Olga Brandt\nObjet : A call\n\nChère Olga,",
    "Jeudi me va.",
    "RE: A call",
)
add(
    "hebrew",
    "מתאים לי\n\nבתאריך יום ו׳, 9 באוק׳ 2026 ב-10:51 מאת ‪Max Roth‬‏ <‪max@seller.example‬‏>:\n\n> שלום\n",
    "מתאים לי",
)
add(
    "html blockquote no class",
    "",
    "Thursday works.",
    html="<p>Thursday works.</p><p>Max Roth wrote on 9 Oct 2026 10:51:</p><blockquote>Could we talk?</blockquote>",
)
add(
    "html outlook with inline colour none",
    "",
    "Thursday works.",
    html='<div class="WordSection1"><p class="MsoNormal">Thursday works.</p><div><div style="border:none;border-top:solid #B5C4DF 1.0pt;padding:3.0pt 0cm 0cm 0cm"><p class="MsoNormal"><b><span>Von:</span></b><span> Max Roth [mailto:max@seller.example] <br><b>Gesendet:</b> Freitag, 9. Oktober 2026 10:51<br><b>An:</b> Olga Brandt<br><b>Betreff:</b> A call<o:p></o:p></span></p></div></div><p class="MsoNormal">Liebe Olga,</p></div>',
)
add(
    "html outlook left border",
    "",
    "Thursday works.",
    html='<div class="WordSection1"><p class="MsoNormal">Thursday works.</p><div style="border:none;border-left:solid blue 1.5pt;padding:0cm 0cm 0cm 4.0pt"><div><div style="border:none;border-top:solid #E1E1E1 1.0pt"><p class="MsoNormal"><b>From:</b> Max Roth &lt;max@seller.example&gt;<br><b>Sent:</b> Friday, October 9, 2026 10:51 AM<br><b>To:</b> Olga<br><b>Subject:</b> A call</p></div></div><p class="MsoNormal">Dear Olga,</p></div></div>',
)
add(
    "html OutlookMessageHeader",
    "",
    "Thursday works.",
    html='<p>Thursday works.</p><div class="OutlookMessageHeader" dir="ltr" align="left"><hr tabindex="-1"><font face="Tahoma" size="2"><b>From:</b> Max Roth [mailto:max@seller.example] <br><b>Sent:</b> Friday, October 09, 2026 10:51 AM<br><b>To:</b> Olga<br><b>Subject:</b> A call<br></font><br></div><div>Dear Olga,</div>',
)
add(
    "html exchange owa",
    "",
    "Thursday works.",
    html='<div>Thursday works.</div><div id="divRpF123" style="direction:ltr"><hr tabindex="-1"><font><b>From:</b> Max Roth [max@seller.example]<br><b>Sent:</b> Friday, October 09, 2026 10:51 AM<br><b>To:</b> Olga<br><b>Subject:</b> A call<br></font><br></div><div>Dear Olga</div>',
)
add(
    "html gmail inline",
    "",
    "Hi Max,\n\nThursday.\n\nAt three.",
    html='<div dir="ltr">Hi Max,<br><div class="gmail_quote"><div class="gmail_attr">On Fri, Oct 9, 2026 at 10:51 AM Max Roth &lt;max@seller.example&gt; wrote:<br></div><blockquote class="gmail_quote" style="border-left:1px solid">Which day?</blockquote><div>Thursday.</div><blockquote class="gmail_quote" style="border-left:1px solid">When?</blockquote><div>At three.</div></div></div>',
)
add(
    "html apple inline",
    "",
    "Thursday.\n\nAt three.",
    html='<div><blockquote type="cite"><div>On Oct 9, 2026, at 10:51, Max Roth &lt;max@seller.example&gt; wrote:</div><div>Which day?</div></blockquote><div>Thursday.</div><blockquote type="cite"><div>When?</div></blockquote><div>At three.</div></div>',
)
add(
    "html indent blockquote",
    "",
    "We decided:\n\nNordkyl it is.",
    html='<div>We decided:<blockquote style="margin:0 0 0 40px;border:none;padding:0px"><div>Nordkyl it is.</div></blockquote></div><div class="gmail_quote"><div class="gmail_attr">On Fri, Oct 9, 2026 at 10:51 AM Max Roth &lt;max@seller.example&gt; wrote:</div><blockquote class="gmail_quote">Which?</blockquote></div>',
)
add(
    "html zmail",
    "",
    "Thursday works.",
    html='<div>Thursday works.<br></div><div class="zmail_extra" style="margin-top: 10px"><div id="Zm-_Id_-Sgn1">---- On Fri, 09 Oct 2026 10:51:32 +0200 <b>Max Roth &lt;max@seller.example&gt;</b> wrote ---<br></div><blockquote style="margin: 0px;">Dear Olga</blockquote></div>',
)
add(
    "html spark",
    "",
    "Thursday works.",
    html='<div name="messageBodySection"><div dir="auto">Thursday works.</div></div><div name="messageReplySection">On 9 Oct 2026, 10:51 +0200, Max Roth &lt;max@seller.example&gt;, wrote:<br/><blockquote style="border-left-color: grey;border-left-style:solid">Dear Olga</blockquote></div>',
)
add(
    "html superhuman",
    "",
    "Thursday works.",
    html='<html><body><div>Thursday works.</div><div><br></div><div class="gmail_signature"></div><br><div class="gmail_quote">On Fri, Oct 09, 2026 at 10:51 AM, Max Roth <span dir="ltr">&lt;<a href="mailto:max@seller.example">max@seller.example</a>&gt;</span> wrote:<br><blockquote class="gmail_quote">Dear Olga</blockquote></div></body></html>',
)
add(
    "html hubspot",
    "",
    "Thursday works.",
    html='<p>Thursday works.</p><div class="hs_reply"><p>On Fri, Oct 9, 2026 at 10:51 AM, Max Roth &lt;max@seller.example&gt; wrote:</p><blockquote class="hs_reply" style="border-left:1px solid">Dear Olga</blockquote></div>',
)
add(
    "html missive",
    "",
    "Thursday works.",
    html='<div>Thursday works.</div><div class="missive_quote">On Oct 9, 2026 at 10:51 AM, Max Roth &lt;max@seller.example&gt; wrote:<blockquote class="missive_quote" style="border-left:1px solid">Dear Olga</blockquote></div>',
)
add(
    "html em client",
    "",
    "Thursday works.",
    html='<div>Thursday works.</div><div><br></div><div>------ Original Message ------</div><div>From "Max Roth" &lt;<a href="mailto:max@seller.example">max@seller.example</a>&gt;</div><div>To "Olga" &lt;olga@buyer.example&gt;</div><div>Date 09.10.2026 10:51:00</div><div>Subject A call</div><div><br></div><div id="x"><blockquote cite="x" type="cite">Dear Olga</blockquote></div>',
)
add(
    "html mail.ru",
    "",
    "Четверг подходит.",
    html='<BODY><p>Четверг подходит.</p><br><blockquote style="border-left:1px solid #0857A6; margin:10px; padding:0 0 0 10px;">Пятница, 9 октября 2026, 10:51 +03:00 от Max Roth &lt;max@seller.example&gt;:<br>&nbsp;<div>Dear Olga</div></blockquote></BODY>',
)
add(
    "html yandex",
    "",
    "Четверг подходит.",
    html='<div>Четверг подходит.</div><div>&nbsp;</div><div>09.10.2026, 10:51, "Max Roth" &lt;max@seller.example&gt;:</div><blockquote><div>Dear Olga</div></blockquote>',
)
add(
    "html qq",
    "",
    "星期四可以。",
    html='<div>星期四可以。</div><div><br></div><div style="font-size: 12px;font-family: Arial Narrow;padding:2px 0 2px 0;">------------------&nbsp;原始邮件&nbsp;------------------</div><div style="font-size: 12px;background:#efefef;padding:8px;"><div><b>发件人:</b>&nbsp;"Max Roth"&lt;max@seller.example&gt;;</div><div><b>发送时间:</b>&nbsp;2026年10月9日(星期五) 上午10:51</div><div><b>收件人:</b>&nbsp;"Olga"&lt;olga@buyer.example&gt;;<wbr></div><div></div><div><b>主题:</b>&nbsp;A call</div></div><div><br></div>Dear Olga',
)
add(
    "html 163",
    "",
    "星期四可以。",
    html='<div>星期四可以。</div><br><br><div style="position:relative;zoom:1"></div><div id="divNeteaseMailCard"></div><br>At 2026-10-09 10:51:32, "Max Roth" &lt;max@seller.example&gt; wrote:<br> <blockquote id="isReplyContent" style="PADDING-LEFT: 1ex; MARGIN: 0px 0px 0px 0.8ex; BORDER-LEFT: #ccc 1px solid">Dear Olga</blockquote>',
)
add(
    "html aol",
    "",
    "Thursday works.",
    html='<div style="color:black">Thursday works.<br><br>-----Original Message-----<br>From: Max Roth &lt;max@seller.example&gt;<br>To: olga &lt;olga@buyer.example&gt;<br>Sent: Fri, Oct 9, 2026 10:51 am<br>Subject: A call<br><br><div>Dear Olga</div></div>',
)
add(
    "html roundcube",
    "",
    "Thursday works.",
    html='<p>Thursday works.</p><div id="signature"></div><p><br></p><p id="reply-intro">On 2026-10-09 10:51, Max Roth wrote:</p><blockquote type="cite" style="padding: 0 0.4em; border-left: #1010ff 2px solid; margin: 0">Dear Olga</blockquote>',
)
add(
    "html gmail signature",
    "",
    "Thursday works.",
    html='<div dir="ltr"><div>Thursday works.</div><div><br></div><span class="gmail_signature_prefix">-- </span><br><div dir="ltr" class="gmail_signature"><div>Olga Brandt</div><div>Buyer A/S</div></div></div>',
)
add(
    "html moz signature",
    "",
    "Thursday works.",
    html='<p>Thursday works.</p><pre class="moz-signature" cols="72">-- \nOlga Brandt\nBuyer A/S</pre>',
)
add(
    "html android gmail",
    "",
    "Thursday works.",
    html='<div dir="auto">Thursday works.</div><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">Max Roth &lt;<a href="mailto:max@seller.example">max@seller.example</a>&gt; schrieb am Fr., 9. Okt. 2026, 10:51:<br></div><blockquote class="gmail_quote" style="margin:0 0 0 .8ex;border-left:1px #ccc solid;padding-left:1ex">Dear Olga</blockquote></div>',
)
add(
    "html tutanota",
    "",
    "Thursday works.",
    html='<div>Thursday works.<br></div><div> <br></div><div>Oct 9, 2026, 10:51 by max@seller.example:<br></div><blockquote class="tutanota_quote" style="border-left: 1px solid #93A3B8;">Dear Olga</blockquote>',
)
add(
    "tutanota text",
    "Thursday works.\n\nOct 9, 2026, 10:51 by max@seller.example:\n\n" + Q,
    "Thursday works.",
)
add(
    "fastmail",
    "Thursday works.\n\nOn Fri, 9 Oct 2026, at 10:51 AM, Max Roth wrote:\n" + Q,
    "Thursday works.",
)
add(
    "mutt",
    "* Max Roth <max@seller.example> [2026-10-09 10:51:07 +0200]:\n\n"
    + Q
    + "\n\nThursday works.\n",
    "Thursday works.",
)
add(
    "emacs",
    "Max Roth <max@seller.example> writes:\n\n" + Q + "\n\nThursday works.\n",
    "Thursday works.",
)
add(
    "gnus >>",
    '"MR" == Max Roth <max@seller.example> writes:\n\n    MR> Which day?\n    MR> When?\n\nThursday works.\n',
    "Thursday works.",
)
add(
    "the bat",
    "Hello Max,\n\nFriday, October 9, 2026, 10:51:07 AM, you wrote:\n\nMR> Which day?\nMR> When?\n\nThursday works.\n\n-- \nBest regards,\n Olga                            mailto:olga@buyer.example\n",
    "Hello Max,\n\nThursday works.",
)
add(
    "k9",
    "Thursday works.\n\nAm 9. Oktober 2026 10:51:07 MESZ schrieb Max Roth <max@seller.example>:\n>Dear Olga,\n>could we talk?\n\n-- \nDiese Nachricht wurde von meinem Android-Gerät mit K-9 Mail gesendet.",
    "Thursday works.",
)
add(
    "one.com",
    "Thursday works.\n\nDen 09/10/2026 kl. 10.51 skrev Max Roth:\n" + Q,
    "Thursday works.",
)
add("short", "ok\n\n" + A + "\n" + Q, "ok")
add("emoji", "👍\n\n" + A + "\n" + Q, "👍")
add(
    "reaction",
    "Max Roth reacted to your message:\n________________________________\nFrom: Olga Brandt <olga@buyer.example>\nSent: Friday, October 9, 2026 10:51:07 AM\nTo: Max Roth\nSubject: A call\n\nThursday works.",
    "Max Roth reacted to your message:",
    "Re: A call",
)


@pytest.mark.parametrize("name", CASES)
def test_a_rare_answer_is_read(name: str) -> None:
    text, want, subject, html = CASES[name]
    head = f"From: Olga Brandt <olga@buyer.example>\nTo: Max Roth <max@seller.example>\nSubject: {subject}\nIn-Reply-To: <1@s.example>\n"
    kind = f"MIME-Version: 1.0\nContent-Type: text/{'html' if html else 'plain'}; charset=utf-8\n\n"
    assert new_text(parse_message((head + kind + (html or text)).encode())).split() == want.split()


PROSE = [
    "On Friday we met Olga <olga@buyer.example> and she wrote:\nwe need more time.\nSo we wait.",
    "Hi Max,\n\nI spoke to Olga (olga@buyer.example) on 9 October 2026 at 10:51.\nHer points:\n- price\n- service\n\nBest\nIda",
    "As agreed on 12/10/2026:\n1. Price: 120k\n2. Date: 1.11.2026\n\nIda",
    "From: Aarhus, 09:30\nTo: Hamburg, 14:15\nDate: 12.10.2026\n\nSee you there.",
    "Agenda for Monday, 12 October 2026, 10:30:\n\n10:30 Intro\n10:45 Demo\n\nIda",
    "Am 12.10.2026 um 10:30 treffen wir uns:\n- Olga\n- Max\n\nGruß\nIda",
    "Olga schrieb:\nwir brauchen mehr Zeit.\n\nIch warte also.",
    "Wie Herr Roth am 9.10.2026 schrieb: der Preis ist fix.\nMehr weiß ich nicht.",
    "Le 12 octobre à 10:30 nous verrons :\n- Olga\n- Max\n\nIda",
    "Como escribió Olga el 9 de octubre: no hay presupuesto.\nSaludos",
    "正如王先生在10月9日提到：\n价格太高。\n我们再谈。",
    "Original message was lost, sorry.\nHere it is again:\n\nWe accept.",
    "Forwarded message follows tomorrow.\n\nIda",
    "---\nTitle\n---\n\nText one.\n\n***\n\nText two.",
    "Please find below the data:\n\nFrom\tTo\tDate\nAarhus\tHamburg\t12.10.2026\n\nThanks",
    "Name: Olga Brandt\nEmail: olga@buyer.example\nPhone: +45 12345678\nMessage: please call\nDate: 9 Oct 2026 10:51",
    "Subject: to contract\nDate: to be agreed\n\nWe accept the above.",
    "Sent from our Aarhus warehouse on Monday, it should be with you by Wednesday.\nOlga",
    "This message is confidential between us, but: we chose Nordkyl.\n\nMore on the phone.\nOlga",
    'I got your mail. It said:\n\n"On Monday we decide."\n\nIs that right?',
    "Call me.\n\n-- not now, later --\n\nThen we see what is what and how we go on with this and everything else.\nBye",
    "1) yes\n2) no\n3) maybe: see my mail of 9 Oct 2026 at 10:51:\n   the one with the plan\n4) ok",
    "Unfortunately:\nFrom our side it is a no.\nTo be clear: price.\nSent with regret,\nOlga",
    "Datum: 12.10.2026\nOrt: Aarhus\nThema: Kühlhaus\nVon: 10:00\nBis: 12:00\n\nPasst das?",
    "Re: price\nwe can do 5 %.\n\nRe: service\nno change.\n\nOlga",
    "Betreff Kühlhaus: wir haben uns entschieden.\nVon uns aus ist es ein Nein.",
    "To: whom it may concern\n\nWe decline.\n\nOlga",
    "Wir haben am Fr., 9. Okt. 2026 um 10:51 Uhr telefoniert, dabei sagte Herr Roth <max@seller.example>:\n\nder Preis ist fix.\n\nDas war es.",
    "Dear Max,\n\nconfidential: we chose Nordkyl.\n\nIf you have received other news, call me.\n\nThe information in this mail is fresh from the board, it met on Friday and it decided against you with four votes to three.\n\nOlga",
    "Hello,\n\nthis email is to tell you that we have decided to go with another supplier after a long evaluation of all the offers.\n\nRegards\nOlga",
    "Este mensaje es para comunicarle que hemos decidido trabajar con otro proveedor después de una larga evaluación de todas las ofertas.\n\nUn saludo\nOlga",
    "Hi,\n\nThe information contained in your offer was very helpful, but we have decided to work with another supplier this time around.\n\nOlga",
    "Ce message pour vous dire que nous avons choisi un autre fournisseur après une longue évaluation de toutes les offres reçues.\n\nOlga",
    "Hi\n\nDiese Mail kurz vorab: Wir haben uns nach langer Prüfung aller Angebote für einen anderen Anbieter entschieden, das Team sagt danke.\n\nOlga",
    "Hi\n\nIf you are not available on Thursday we can also talk on Friday morning, or at any time during the week after that, just tell me.\n\nOlga",
    "Hello Ida,\n\nImportant: the price was not the reason, and the board wants to talk again when the next site is planned, probably in spring.\n\nOlga",
]


@pytest.mark.parametrize("text", PROSE)
def test_prose_that_resembles_a_quotation_stays_whole(text: str) -> None:
    assert new_text_of(text, "Re: offer").split() == text.split()
    raw = f"From: Olga <olga@buyer.example>\nTo: max@seller.example\nSubject: Offer\n\n{text}"
    assert split_forward(parse_message(raw.encode())) is None


SMALL_PRINT = [
    "This email and any files transmitted with it are confidential and intended solely for the use of the individual or entity to whom they are addressed. If you have received this email in error please notify the system manager.",
    "The information contained in this message may be privileged and confidential and protected from disclosure.",
    "This e-mail is for the intended recipient only. Any unauthorised use is prohibited.",
    "If you are not the intended recipient of this email, please delete it and notify the sender immediately.",
    "Diese E-Mail enthält vertrauliche und/oder rechtlich geschützte Informationen. Wenn Sie nicht der richtige Adressat sind oder diese E-Mail irrtümlich erhalten haben, informieren Sie bitte sofort den Absender und vernichten Sie diese Mail.",
    "Der Inhalt dieser E-Mail ist vertraulich und ausschließlich für den bezeichneten Adressaten bestimmt.",
    "Ce message et ses pièces jointes peuvent contenir des informations confidentielles ou privilégiées et ne doivent donc pas être diffusés, exploités ou copiés sans autorisation.",
    "Ce courriel est confidentiel et destiné exclusivement à son destinataire. Si vous l'avez reçu par erreur, merci de le détruire.",
    "Este mensaje y sus archivos adjuntos van dirigidos exclusivamente a su destinatario, pudiendo contener información confidencial sometida a secreto profesional.",
    "AVISO LEGAL: Este correo electrónico puede contener información confidencial. Si usted no es el destinatario, elimínelo.",
    "Esta mensagem pode conter informação confidencial ou privilegiada. Se você não é o destinatário, apague-a imediatamente e avise o remetente.",
    "Questo messaggio e gli eventuali allegati sono riservati e destinati esclusivamente al destinatario. Se lo avete ricevuto per errore siete pregati di cancellarlo.",
    "Ai sensi del D.Lgs. 196/2003 si precisa che le informazioni contenute in questo messaggio sono riservate ed a uso esclusivo del destinatario.",
    "Dit bericht kan informatie bevatten die niet voor u is bestemd. Indien u niet de geadresseerde bent of dit bericht abusievelijk aan u is toegezonden, wordt u verzocht dat aan de afzender te melden en het bericht te verwijderen.",
    "De informatie verzonden met dit e-mailbericht is vertrouwelijk en uitsluitend bestemd voor de geadresseerde.",
    "Detta meddelande är konfidentiellt och endast avsett för mottagaren. Om du har fått det av misstag, vänligen radera det.",
    "Denne e-mail er fortrolig og kun beregnet til modtageren. Er du ikke rette modtager, bedes du slette den.",
    "Tämä viesti on luottamuksellinen ja tarkoitettu vain vastaanottajalle. Jos olet saanut sen vahingossa, poista se.",
    "Ta wiadomość jest poufna i przeznaczona wyłącznie dla adresata. Jeśli otrzymali ją Państwo omyłkowo, prosimy o jej usunięcie.",
    "Tato zpráva je důvěrná a určena pouze jejímu adresátovi. Pokud jste ji obdrželi omylem, prosíme smažte ji.",
    "Ez az e-mail bizalmas információkat tartalmazhat, kizárólag a címzett részére. Ha tévedésből kapta, kérjük törölje.",
    "Acest mesaj este confidențial și este destinat exclusiv destinatarului. Dacă l-ați primit din greșeală, vă rugăm să îl ștergeți.",
    "Это сообщение и любые вложения конфиденциальны и предназначены исключительно получателю. Если вы получили его по ошибке, удалите его.",
    "Це повідомлення є конфіденційним і призначене лише одержувачу. Якщо ви отримали його помилково, видаліть його, будь ласка.",
    "Bu e-posta gizli bilgiler içerebilir ve yalnızca alıcısına yöneliktir. Eğer hata ile aldıysanız lütfen siliniz ve göndericiyi bilgilendiriniz.",
    "本邮件及其附件含有保密信息，仅限于发送给上面地址中列出的个人或群组。禁止任何其他人以任何形式使用本邮件中的信息。如果您错收了本邮件，请您立即电话或邮件通知发件人并删除本邮件！",
    "このメールには機密情報が含まれている場合があります。誤って受信された場合は、直ちに送信者にご連絡のうえ、本メールを削除してください。秘密保持をお願いいたします。何卒よろしくお願い申し上げます。",
    "Please consider the environment before printing this email.",
    "P Please consider the environment before printing",
    "Bitte denken Sie an die Umwelt, bevor Sie diese Mail ausdrucken.",
    "Pensez à l'environnement avant d'imprimer ce message.",
    "Antes de imprimir este mensaje, piense en el medio ambiente.",
    "Antes de imprimir pense na sua responsabilidade com o meio ambiente.",
    "Rispetta l'ambiente: non stampare questa mail se non è necessario.",
    "Notice: This communication may contain privileged information. Unauthorized disclosure is prohibited.",
    "Virus-free. www.avast.com",
    "Diese E-Mail wurde von Avast Antivirus-Software auf Viren geprüft.\nwww.avast.com",
    "CONFIDENTIAL: the contents of this email are for the addressee only; disclosure to others is prohibited.",
    "WARNING: Computer viruses can be transmitted via email. The recipient should check this email and any attachments for the presence of viruses.",
]


@pytest.mark.parametrize("text", SMALL_PRINT)
def test_small_print_is_taken_off(text: str) -> None:
    assert new_text_of(f"Thursday works.\n\nOlga\n\n{text}", "Re: x") == "Thursday works.\n\nOlga"
