"""What somebody newly wrote is found: nothing of it lost, nothing quoted kept."""

from __future__ import annotations

import re
import time

import pytest

from debrief.reading.mail.message import Message, parse_message
from debrief.reading.quoting.replies import new_text, written_above

NEW = "Thursday after three works for us.\n\nOlga"
QUOTE = "Dear Olga,\n\ncould we talk for half an hour on Thursday?\n\nMax Roth"


def quoted(text: str = QUOTE, mark: str = "> ") -> str:
    return "\n".join(f"{mark}{line}".rstrip() for line in text.split("\n"))


def new_text_of(text, subject="", html=None, sent_text=None):
    """Return what was newly written in a bare text, which nobody is known to have sent."""
    return written_above(Message(text=text, subject=subject, html=html), None, sent_text)


ATTRIBUTIONS = {
    "en": "On Fri, Oct 9, 2026 at 10:51 AM Max Roth <max@seller.example> wrote:",
    "en wrapped": "On Fri, Oct 9, 2026 at 10:51 AM Max Roth, who leads the team\n<max@seller.example> wrote:",
    "en three lines": "On Friday, October 9, 2026 at 10:51 AM\nMax Roth\n<max@seller.example> wrote:",
    "en apple": "On Oct 9, 2026, at 10:51, Max Roth <max@seller.example> wrote:",
    "en yahoo": "On Friday, October 9, 2026 at 10:51:32 AM EDT, Max Roth <max@seller.example> wrote:",
    "en no colon date": "On 10/9/2026 10:51 AM, Max Roth wrote:",
    "en you": "At 10:51 AM 10/9/2026, you wrote:",
    "en name only": "Max Roth wrote:",
    "en name and address": "Max Roth <max@seller.example> wrote:",
    "en lotus": "Max Roth wrote on 10/09/2026 10:51:32 AM:",
    "en horde": "Quoting Max Roth <max@seller.example>:",
    "de": "Am Fr., 9. Okt. 2026 um 10:51 Uhr schrieb Max Roth <max@seller.example>:",
    "de thunderbird": "Am 09.10.2026 um 10:51 schrieb Max Roth:",
    "de apple": "> Am 09.10.2026 um 10:51 schrieb Max Roth <max@seller.example>:",
    "de horde": "Zitat von Max Roth <max@seller.example>:",
    "fr": "Le ven. 9 oct. 2026 à 10:51, Max Roth <max@seller.example> a écrit :",
    "fr thunderbird": "Le 09/10/2026 à 10:51, Max Roth a écrit :",
    "fr wrapped": "Le vendredi 9 octobre 2026 à 10:51, Max Roth <max@seller.example> a\nécrit :",
    "es": "El vie, 9 oct 2026 a las 10:51, Max Roth (<max@seller.example>) escribió:",
    "it": "Il giorno ven 9 ott 2026 alle ore 10:51 Max Roth <max@seller.example> ha scritto:",
    "it thunderbird": "Il 09/10/2026 10:51, Max Roth ha scritto:",
    "pt": "Em sex., 9 de out. de 2026 às 10:51, Max Roth <max@seller.example> escreveu:",
    "nl": "Op vr 9 okt. 2026 om 10:51 schreef Max Roth <max@seller.example>:",
    "sv": "Den fre 9 okt. 2026 kl 10:51 skrev Max Roth <max@seller.example>:",
    "da": "Den fre. 9. okt. 2026 kl. 10.51 skrev Max Roth <max@seller.example>:",
    "no": "fre. 9. okt. 2026 kl. 10:51 skrev Max Roth <max@seller.example>:",
    "fi": "pe 9. lokak. 2026 klo 10.51 Max Roth (max@seller.example) kirjoitti:",
    "pl": "pt., 9 paź 2026 o 10:51 Max Roth <max@seller.example> napisał(a):",
    "pl thunderbird": "W dniu 9.10.2026 o 10:51, Max Roth pisze:",
    "cs": "pá 9. 10. 2026 v 10:51 odesílatel Max Roth <max@seller.example> napsal:",
    "sk": "pi 9. 10. 2026 o 10:51 Max Roth <max@seller.example> napísal(a):",
    "hu": "Max Roth <max@seller.example> ezt írta (időpont: 2026. okt. 9., P, 10:51):",
    "ro": "vin., 9 oct. 2026 la 10:51, Max Roth <max@seller.example> a scris:",
    "bg": "На пт, 9.10.2026 г. в 10:51 Max Roth <max@seller.example> написа:",
    "hr": "pet, 9. lis 2026. u 10:51 Max Roth <max@seller.example> napisao je:",
    "sl": "V V pet., 9. okt. 2026 ob 10:51 je oseba Max Roth <max@seller.example> napisala:",
    "et": "Kuupäev R, 9. oktoober 2026 kell 10:51 kirjutas Max Roth <max@seller.example>:",
    "lt": "2026-10-09, pn, 10:51 Max Roth <max@seller.example> rašė:",
    "lv": "piektd., 2026. g. 9. okt., plkst. 10:51 — lietotājs Max Roth (<max@seller.example>) rakstīja:",
    "el": "Στις Παρ, 9 Οκτ 2026 στις 10:51 π.μ., ο χρήστης Max Roth <max@seller.example> έγραψε:",
    "ru": "пт, 9 окт. 2026 г. в 10:51, Max Roth <max@seller.example>:",
    "ru thunderbird": "09.10.2026 10:51, Max Roth пишет:",
    "uk": "пт, 9 жовт. 2026 р. о 10:51 Max Roth <max@seller.example> пише:",
    "tr": "Max Roth <max@seller.example>, 9 Eki 2026 Cum, 10:51 tarihinde şunu yazdı:",
    "he": "‫בתאריך יום ו׳, 9 באוק׳ 2026 ב-10:51 מאת ‪Max Roth‬‏ <‪max@seller.example‬‏>:‬",
    "ar": "في الجمعة، 9 أكتوبر 2026 في 10:51 ص تمت كتابة ما يلي بواسطة Max Roth <max@seller.example>:",
    "fa": "در جمعه ۹ اکتبر ۲۰۲۶ ساعت ۱۰:۵۱ Max Roth <max@seller.example> نوشت:",
    "ja": "2026年10月9日(金) 10:51 Max Roth <max@seller.example>:",
    "ko": "2026년 10월 9일 (금) 오전 10:51, Max Roth <max@seller.example>님이 작성:",
    "zh": "Max Roth <max@seller.example> 于2026年10月9日周五 10:51写道：",
    "zh-tw": "Max Roth <max@seller.example> 於 2026年10月9日 週五 上午10:51寫道：",
    "vi": "Vào Th 6, 9 thg 10, 2026 vào lúc 10:51 Max Roth <max@seller.example> đã viết:",
    "th": "เมื่อ ศ. 9 ต.ค. 2026 เวลา 10:51 Max Roth <max@seller.example> เขียนว่า:",
    "id": "Pada tanggal Jum, 9 Okt 2026 pukul 10.51 Max Roth <max@seller.example> menulis:",
    "ca": "Missatge de Max Roth <max@seller.example> del dia dv., 9 d’oct. 2026 a les 10:51:",
    "zoho": "---- On Fri, 09 Oct 2026 10:51:32 +0200 Max Roth <max@seller.example> wrote ----",
    "163": 'At 2026-10-09 10:51:32, "Max Roth" <max@seller.example> wrote:',
}


@pytest.mark.parametrize("language", ATTRIBUTIONS)
def test_a_quotation_with_its_attribution_is_taken_off(language: str) -> None:
    assert new_text_of(f"{NEW}\n\n{ATTRIBUTIONS[language]}\n\n{quoted()}\n") == NEW


@pytest.mark.parametrize(
    "language", [key for key in ATTRIBUTIONS if "only" not in key and "apple" not in key]
)
def test_an_unmarked_quotation_below_an_attribution_is_taken_off(language: str) -> None:
    if "@" in ATTRIBUTIONS[language] or "2026" in ATTRIBUTIONS[language]:
        assert new_text_of(f"{NEW}\n\n{ATTRIBUTIONS[language]}\n\n{QUOTE}\n") == NEW


@pytest.mark.parametrize("language", ATTRIBUTIONS)
def test_an_answer_below_the_quotation_is_found(language: str) -> None:
    assert new_text_of(f"{ATTRIBUTIONS[language]}\n{quoted()}\n\n{NEW}\n") == NEW


BLOCKS = {
    "outlook": "From: Max Roth <max@seller.example>\nSent: Friday, October 9, 2026 10:51 AM\nTo: Olga <olga@buyer.example>\nSubject: A call\n\n",
    "outlook old": "-----Original Message-----\nFrom: Max Roth [mailto:max@seller.example]\nSent: Friday, October 9, 2026 10:51 AM\nTo: Olga\nSubject: A call\n\n",
    "outlook phone": "Get Outlook for iOS<https://aka.example/x>\n________________________________\nFrom: Max Roth <max@seller.example>\nSent: Friday, October 9, 2026 10:51:22 AM\nTo: Olga <olga@buyer.example>\nSubject: A call\n\n",
    "german": "Von: Max Roth <max@seller.example>\nGesendet: Freitag, 9. Oktober 2026 10:51\nAn: Olga <olga@buyer.example>\nBetreff: Ein Anruf\n\n",
    "german old": "-----Ursprüngliche Nachricht-----\nVon: Max Roth\nGesendet: Freitag, 9. Oktober 2026 10:51\nAn: Olga\nBetreff: Ein Anruf\n\n",
    "french": "De : Max Roth <max@seller.example>\nEnvoyé : vendredi 9 octobre 2026 10:51\nÀ : Olga <olga@buyer.example>\nObjet : Un appel\n\n",
    "samsung": "Sent from my Galaxy\n\n-------- Original message --------\nFrom: Max Roth <max@seller.example>\nDate: 09/10/2026 10:51 (GMT+01:00)\nTo: Olga <olga@buyer.example>\nSubject: A call\n\n",
    "gmx": 'Gesendet: Freitag, 09. Oktober 2026 um 10:51 Uhr\nVon: "Max Roth" <max@seller.example>\nAn: olga@buyer.example\nBetreff: Ein Anruf\n',
    "chinese": '------------------ 原始邮件 ------------------\n发件人: "Max Roth" <max@seller.example>;\n发送时间: 2026年10月9日(星期五) 上午10:51\n收件人: "Olga"<olga@buyer.example>;\n主题: A call\n\n',
    "japanese": "差出人: Max Roth <max@seller.example>\n送信日時: 2026年10月9日 10:51\n宛先: Olga <olga@buyer.example>\n件名: A call\n\n",
}


@pytest.mark.parametrize("client", BLOCKS)
def test_what_stands_below_a_header_block_is_taken_off(client: str) -> None:
    assert new_text_of(f"{NEW}\n\n{BLOCKS[client]}{QUOTE}\n", "RE: A call") == NEW


def test_inline_answers_are_kept_in_order() -> None:
    text = (
        "Hi Max, see below.\n\nOn Fri, Oct 9, 2026 at 10:51 AM Max Roth <max@seller.example> wrote:\n\n"
        "> 1. What did the winner do well?\n\nThey came on site twice.\n\n> 2. How did we compare?\n"
        "> On price and on service?\n\nPrice equal,\nservice better.\n\n> Max\n\nRegards\nOlga\n"
    )
    assert new_text_of(text).split() == (
        [
            "Hi",
            "Max,",
            "see",
            "below.",
            "They",
            "came",
            "on",
            "site",
            "twice.",
            "Price",
            "equal,",
            "service",
            "better.",
            "Regards",
            "Olga",
        ]
    )


def test_answers_directly_between_quoted_lines_are_kept() -> None:
    text = "> Which day suits you best, Thursday or Friday of the coming week?\nFriday\n> And at what time?\n3 pm\n> Max"
    assert new_text_of(text).split() == ["Friday", "3", "pm"]


def test_the_wrapped_rest_of_a_quoted_line_is_not_the_writers() -> None:
    text = (
        "Yes.\n\nOn Fri, Oct 9, 2026 at 10:51 AM Max Roth <max@seller.example> wrote:\n"
        "> We would very much like to hear from you what made the difference in\nthe end\n"
        "> and whether you would talk to us again when the next site is to be\nplanned.\n> Max\n"
    )
    assert new_text_of(text) == "Yes."


def test_an_attribution_inside_the_quotation_changes_nothing() -> None:
    deeper = quoted(f"Sure.\n\n{ATTRIBUTIONS['en']}\n{quoted()}")
    assert new_text_of(f"{NEW}\n\n{ATTRIBUTIONS['de']}\n{deeper}") == NEW


SIGNATURES = {
    "dashes": "-- \nOlga Brandt\nHead of Purchasing\n+45 1234",
    "dashes without space": "--\nOlga Brandt\nHead of Purchasing",
    "iphone": "Sent from my iPhone",
    "iphone de": "Von meinem iPhone gesendet",
    "android fr": "Envoyé de mon iPhone",
    "outlook": "Get Outlook for Android<https://aka.example/a>",
    "samsung es": "Enviado desde mi Samsung Galaxy",
    "italian": "Inviato da iPhone",
    "dutch": "Verzonden vanaf mijn iPhone",
    "swedish": "Skickat från min iPhone",
    "polish": "Wysłane z iPhone'a",
    "russian": "Отправлено с iPhone",
    "japanese": "iPhoneから送信",
    "korean": "나의 iPhone에서 보냄",
    "chinese": "发自我的 iPhone",
    "small print": "This e-mail and any attachments are confidential and may be privileged. If you are not the "
    "intended recipient, please notify the sender and delete it at once.",
    "german small print": "Diese E-Mail enthält vertrauliche oder rechtlich geschützte Informationen. Wenn Sie nicht der "
    "richtige Adressat sind, informieren Sie bitte den Absender.",
    "list footer": "_______________________________________________\nbuyers mailing list\nbuyers@lists.example\nhttps://lists.example/listinfo/buyers",
    "dash name": "-Olga",
}


@pytest.mark.parametrize("kind", SIGNATURES)
@pytest.mark.parametrize("below", ["", f"\n\n{ATTRIBUTIONS['en']}\n{quoted()}"])
def test_a_signature_is_taken_off(kind: str, below: str) -> None:
    assert (
        new_text_of(f"Thursday works for us.\n\n{SIGNATURES[kind]}{below}")
        == "Thursday works for us."
    )


def test_a_signature_between_answer_and_more_text_does_not_swallow_the_text() -> None:
    text = "Yes.\n\n--\nOlga\n\n> Which day?\n\nThursday.\n"
    assert new_text_of(text).split() == ["Yes.", "Thursday."]


@pytest.mark.parametrize(
    "text",
    [
        "On Monday we decided: no.",
        "From: my point of view it is fine.",
        "Three reasons:\n\n- price\n- service\n- distance",
        "He wrote:\nwe are out.\nSo we are.",
        "-- that was the price --\nbut the service counted.\nA lot.",
        "Sent from the office by courier this morning, you should have it tomorrow at noon and not later\nOlga",
        "1. Price\n2. Service\n-5 % would have done",
        "a > b and c\nx -> y",
        "Date: Thursday\nTime: 15:00",
        "What he said on 9 Oct 2026 at 10:51 was clear:\nno budget.",
    ],
)
def test_ordinary_text_is_left_alone(text: str) -> None:
    assert new_text_of(text) == text


def test_a_mail_that_only_quotes_says_nothing() -> None:
    assert new_text_of(f"{ATTRIBUTIONS['en']}\n{quoted()}") == ""
    assert new_text_of("") == ""


def test_an_answer_below_an_unmarked_quotation_is_not_lost() -> None:
    assert "Thursday after three" in new_text_of(
        f"{BLOCKS['outlook']}{QUOTE}\n\n{NEW}", "RE: A call"
    )


def test_marked_answers_inside_an_outlook_block_are_found() -> None:
    raw = (
        "From: Olga Brandt <olga@buyer.example>\nSubject: RE: A call\nIn-Reply-To: <1@seller.example>\n\n"
        "See my answers below.\n\nFrom: Max Roth <max@seller.example>\nSent: Friday, October 9, 2026 10:51 AM\n"
        "To: Olga Brandt <olga@buyer.example>\nSubject: A call\n\n1. What did the winner do well?\n[Olga] They came on site.\n"
        "2. How did we compare?\nOlga: equal on price\n"
    )
    found = new_text(parse_message(raw.encode()))
    assert found.split("\n") == [
        "See my answers below.",
        "",
        "[Olga] They came on site.",
        "Olga: equal on price",
    ]


SENT = "Hello Olga,\n\nyour open opportunities:\n\n1. Hansen Foods, 120,000 EUR\n2. Nordkyl Service, 80,000 EUR\n3. Baltic Ports, 45,000 EUR\n\nReply with the practice and the day.\n"


def test_what_was_typed_into_the_quoted_sheet_is_the_answer() -> None:
    answered = SENT.replace("80,000 EUR", "80,000 EUR - P3 call their CFO by Friday").replace(
        "45,000 EUR", "45,000 EUR\nP1 ask for a site visit"
    )
    for text in (f"{ATTRIBUTIONS['en']}\n{quoted(answered)}", f"{BLOCKS['outlook']}{answered}"):
        found = new_text_of(text, "RE: worksheet", sent_text=SENT)
        assert found.split("\n") == [
            "2: P3 call their CFO by Friday",
            "",
            "P1 ask for a site visit",
        ] or (
            found.replace("\n\n", "\n").split("\n")
            == ["2: P3 call their CFO by Friday", "P1 ask for a site visit"]
        )


def test_an_unchanged_quotation_of_our_mail_adds_nothing() -> None:
    text = f"1: P2 next week\n\n{ATTRIBUTIONS['en']}\n{quoted(SENT)}"
    assert new_text_of(text, sent_text=SENT) == "1: P2 next week"
    assert (
        new_text_of(text, sent_text="Something else entirely was sent by us.") == "1: P2 next week"
    )


def test_html_tells_the_quotation_where_the_plain_text_does_not() -> None:
    plain = f"{ATTRIBUTIONS['en']}\n\nWhich day suits you?\n\nThursday.\n\nAnd when?\n\nAt three.\n"
    html = (
        f"<div>{ATTRIBUTIONS['en'].replace('<', '&lt;')}</div><blockquote type='cite'>Which day suits you?</blockquote><div>Thursday.</div>"
        "<blockquote type='cite'>And when?</blockquote><div>At three.</div>"
    )
    assert new_text_of(plain, html=html).split() == ["Thursday.", "At", "three."]


def test_a_warning_of_the_mail_gateway_is_not_the_writers() -> None:
    text = f"CAUTION: This email originated from outside of the organization. Do not click links.\n\n{NEW}"
    assert new_text_of(text) == NEW


@pytest.mark.parametrize(
    "line",
    [
        "> " * 40,
        "a:",
        "On Fri, Oct 9, 2026 x:",
        "From: a",
        "To: a, ",
        ">" * 2000,
        "--",
        "x@y wrote:",
        "_" * 80,
        "12:30 " * 300,
    ],
)
def test_hostile_repetition_takes_linear_time(line: str) -> None:
    def seconds(size: int) -> float:
        text = (line + "\n") * (size // (len(line) + 1))
        start = time.process_time()
        new_text_of(text, "Re: x", sent_text="some text we sent")
        return time.process_time() - start

    seconds(1000)
    assert seconds(200_000) < 2.0


@pytest.mark.parametrize(
    "opening",
    [
        "On Fri, Oct 9, 2026 at 10:51 AM, Max Roth <\nmax@seller.example\n> wrote:",
        "* Max Roth <max@seller.example> [2026-10-09 10:51]:",
        "##- Please type your reply above this line -##",
        ">>> Max Roth <max@seller.example> 10/9/2026 10:51 AM >>>",
    ],
)
def test_rare_openings_of_a_quotation_are_known(opening: str) -> None:
    assert new_text_of(f"{NEW}\n\n{opening}\n{quoted()}\n") == NEW


def test_answers_in_a_colour_of_their_own_inside_an_outlook_block_are_found() -> None:
    def row(text: str, colour: str = "windowtext") -> str:
        return f'<p class="MsoNormal"><span style="font-size:11pt;color:{colour}">{text}</span></p>'

    head = "".join(
        f"<b>{label}:</b> {value}<br>"
        for label, value in (
            ("From", "Max Roth &lt;max@seller.example&gt;"),
            ("Sent", "Friday, October 9, 2026 10:51 AM"),
            ("To", "Olga"),
            ("Subject", "A call"),
        )
    )
    html = (
        f'{row("See my answers below in red.")}<div style="border-top:solid"><p class="MsoNormal">{head}</p></div>'
        f"{row('What did the winner do well?')}{row('They came on site.', '#C00000')}{row('How did we compare?')}"
        f"{row('Equal on price.', 'red')}{row('Max Roth')}{row('grey small print', '#888888')}"
    )
    plain = (
        re.sub(r"<[^>]+>", "", html.replace("</p>", "\n").replace("<br>", "\n"))
        .replace("&lt;", "<")
        .replace("&gt;", ">")
    )
    wanted = "See my answers below in red.\n\nThey came on site.\nEqual on price."
    assert new_text_of(plain, "RE: A call", html=html) == wanted
    unpointed = html.replace("See my answers below in red.", "Thanks a lot.")
    assert (
        new_text_of(
            plain.replace("See my answers below in red.", "Thanks a lot."),
            "RE: A call",
            html=unpointed,
        )
        == "Thanks a lot."
    )


HTML_REPLIES = {
    "gmail": '<div dir="ltr">Thursday works.</div><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">On Fri, Oct 9, 2026 at 10:51 AM Max Roth &lt;<a href="mailto:max@seller.example">max@seller.example</a>&gt; wrote:<br></div><blockquote class="gmail_quote" style="margin:0 0 0 .8ex;border-left:1px solid"><div>Could we talk?</div></blockquote></div>',
    "outlook": '<div class="WordSection1"><p class="MsoNormal">Thursday works.<o:p></o:p></p><p class="MsoNormal"><o:p>&nbsp;</o:p></p><div style="border:none;border-top:solid #E1E1E1 1.0pt"><p class="MsoNormal"><b>From:</b> Max Roth &lt;max@seller.example&gt; <br><b>Sent:</b> Friday, October 9, 2026 10:51 AM<br><b>To:</b> Olga<br><b>Subject:</b> A call</p></div><p class="MsoNormal">Could we talk?</p></div>',
    "outlook web": '<div>Thursday works.</div><div id="appendonsend"></div><hr tabindex="-1"><div id="divRplyFwdMsg"><font><b>From:</b> Max Roth &lt;max@seller.example&gt;<br><b>Sent:</b> Friday, October 9, 2026 10:51 AM<br><b>To:</b> Olga<br><b>Subject:</b> A call</font></div><div>Could we talk?</div>',
    "apple": '<body>Thursday works.<br><div><br><blockquote type="cite"><div>On Oct 9, 2026, at 10:51, Max Roth &lt;<a href="mailto:max@seller.example">max@seller.example</a>&gt; wrote:</div><br class="Apple-interchange-newline"><div>Could we talk?</div></blockquote></div></body>',
    "thunderbird": '<p>Thursday works.</p><div class="moz-cite-prefix">On 09.10.26 10:51, Max Roth wrote:<br></div><blockquote type="cite" cite="mid:1">Could we talk?</blockquote>',
    "yahoo": '<div class="yahoo-style-wrap"><div>Thursday works.</div></div><div class="yahoo_quoted"><div>On Friday, October 9, 2026 at 10:51:32 AM EDT, Max Roth &lt;max@seller.example&gt; wrote: </div><div><br></div><div>Could we talk?</div></div>',
    "proton": '<div>Thursday works.</div><div class="protonmail_quote">On Friday, October 9th, 2026 at 10:51 AM, Max Roth &lt;max@seller.example&gt; wrote:<br><blockquote class="protonmail_quote" type="cite">Could we talk?</blockquote></div>',
    "gmx": '<div>Thursday works.<div name="quote" style="border-left:2px solid"><div><b>Gesendet:</b> Freitag, 09. Oktober 2026 um 10:51 Uhr<br><b>Von:</b> "Max Roth" &lt;max@seller.example&gt;<br><b>An:</b> olga@buyer.example<br><b>Betreff:</b> A call</div><div>Could we talk?</div></div></div>',
    "samsung": "<div>Thursday works.</div><div><br></div><div>Sent from my Galaxy</div><div>-------- Original message --------</div><div>From: Max Roth &lt;max@seller.example&gt; </div><div>Date: 09/10/2026 10:51 (GMT+01:00) </div><div>To: Olga </div><div>Subject: A call </div><div><br></div><div>Could we talk?</div>",
}


@pytest.mark.parametrize("client", HTML_REPLIES)
def test_a_reply_in_html_only_is_read_as_written_by(client: str) -> None:
    raw = f"From: Olga <olga@buyer.example>\nSubject: Re: A call\nIn-Reply-To: <1@s.example>\nContent-Type: text/html; charset=utf-8\n\n{HTML_REPLIES[client]}"
    assert new_text(parse_message(raw.encode())) == "Thursday works."


def test_an_attribution_that_lost_its_line_break_does_not_swallow_the_answer() -> None:
    assert new_text_of(f"Thanks, we agree! {ATTRIBUTIONS['en']}\n{quoted()}") == "Thanks, we agree!"
    assert new_text_of(f"Thursday, then. {ATTRIBUTIONS['de']}\n\n{QUOTE}") == "Thursday, then."


@pytest.mark.parametrize(
    "block",
    [
        '\n                      "Max Roth"                                          \n'
        "                      <max@seller.example>     To:      Olga <olga@buyer.example>\n"
        "                      09/10/2026 10:51         cc:                        \n"
        "                                               Subject: Re: A call        \n\n",
        "\n\nMax Roth <max@seller.example>\n10/09/2026 10:51 AM\n\nTo\nOlga <olga@buyer.example>\ncc\n\nSubject\nRe: A call\n\n\n",
        "\n"
        + "".join(
            f"|------------>\n| {label + ':':<10} |\n|------------>\n"
            f"  >{'-' * 60}|\n  |{value:<60}|\n  >{'-' * 60}|\n"
            for label, value in (
                ("From", "Max Roth <max@seller.example>"),
                ("To", "Olga Brandt/Buyer@Buyer"),
                ("Date", "10/09/2026 10:51 AM"),
                ("Subject", "A call"),
            )
        ),
    ],
)
def test_the_layouts_of_lotus_notes_are_taken_off(block: str) -> None:
    assert new_text_of(f"{NEW}\n{block}{QUOTE}\n", "Re: A call") == NEW


def test_what_groupwise_quotes_without_marks_is_taken_off() -> None:
    frame = ">>> Max Roth <max@seller.example> 10/9/2026 10:51 AM >>>"
    assert new_text_of(f"{NEW}\n\n{frame}\nHello Olga,\nwhich day?\n") == NEW


def test_a_mark_announced_above_is_believed_below() -> None:
    text = f"Answers marked [OB].\n\n{BLOCKS['outlook']}Which day?\n[OB] Thursday\nAnd when?\n[OB] at three\n"
    assert new_text_of(text, "RE: A call").split("\n") == [
        "Answers marked [OB].",
        "",
        "[OB] Thursday",
        "[OB] at three",
    ]
