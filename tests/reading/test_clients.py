"""What mail programs print in some forty languages is read: every forward whole, every answer clean."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

import pytest

from debrief.reading.mail.message import Message, parse_message
from debrief.reading.mail.subjects import announcement
from debrief.reading.quoting.dates import parse_printed_date
from debrief.reading.quoting.forwarded import split_forward
from debrief.reading.quoting.printed_people import read_sender
from debrief.reading.quoting.replies import new_text
from tests.corpus import clients
from tests.corpus.clients import Rendered

LANGUAGES = clients.languages()


def mail(case: Rendered) -> Message:
    answered = "In-Reply-To: <1@seller.example>\n" if case.reply is not None else ""
    head = (
        "From: Ida Lund <ida@seller.example>\nTo: Max Roth <max@seller.example>\nDate: Fri, 09 Oct 2026 12:10:00 +0200\n"
        f"Subject: {case.subject}\n{answered}MIME-Version: 1.0\nContent-Type: text/{'html' if case.is_html else 'plain'}; charset=utf-8\n\n"
    )
    return parse_message((head + case.text).encode())


def misread(case: Rendered) -> list[str]:
    """Return the fields of a forward that are not as printed."""
    found = split_forward(mail(case))
    if found is None:
        return ["forward"]
    body = found.body.split() if case.is_html else found.body
    wanted = case.body.split() if case.is_html else case.body
    day = found.date.replace(tzinfo=None, second=0) if found.date else None
    pairs = {
        "name": (found.from_name, case.from_name), "email": (found.from_email, case.from_email), "subject": (found.subject, case.inner),
        "date": (day, clients.WRITTEN), "body": (body, wanted), "note": (found.note, case.note),
    }  # fmt: skip
    return [name for name, (got, want) in pairs.items() if got != want]


def listed(cases: Iterable[tuple[str, object]]) -> str:
    return "\n".join(f"{name}: {what}" for name, what in cases)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_forward_is_taken_apart_in(language: str) -> None:
    wrong = [(case.name, misread(case)) for case in clients.forwards(LANGUAGES[language])]
    assert not (failed := [one for one in wrong if one[1]]), listed(failed)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_answer_alone_is_kept_in(language: str) -> None:
    cases = list(clients.replies(LANGUAGES[language]))
    read = [(case, new_text(mail(case))) for case in cases]
    wrong = [(case.name, got) for case, got in read if got.split() != (case.reply or "").split()]
    assert len(wrong) * 40 <= len(cases), listed(wrong)


@pytest.mark.parametrize(
    "name",
    [
        "olga brandt",
        "Brandt, Olga (Buyer A/S)",
        "李小明",
        "Per d'Angelo",
        "Dr. med. O. Brandt",
        "Support",
    ],
)
def test_the_answer_alone_is_kept_whoever_is_quoted(name: str) -> None:
    cases = [
        case for one in LANGUAGES.values() for case in clients.attributed_replies(one, name, name)
    ]
    read = [(case, new_text(mail(case))) for case in cases[::11]]
    wrong = [(case.name, got) for case, got in read if got.split() != (case.reply or "").split()]
    assert len(wrong) * 50 <= len(read), listed(wrong)


DATES = {
    "9. srpnja 2026. 10:51": "2026-07-09T10:51", "9 srpna 2026 10:51": "2026-08-09T10:51", "9. lis 2026. u 10:51": "2026-10-09T10:51", "9 lis 2026 10:51": "2026-11-09T10:51",
    "9. oktobar 2026. 10:51": "2026-10-09T10:51", "петак, 9. октобар 2026. 10:51": "2026-10-09T10:51", "nedeľa, 9. augusta 2026 10:51": "2026-08-09T10:51",
    "Sa. 31 Jan. 2026 12:15": "2026-01-31T12:15", "09 Tháng Mười 2026 2:05 CH": "2026-10-09T14:05", "Jumaat, 9 Oktober 2026 2:05 PTG": "2026-10-09T14:05",
    "Sen 9 Feb 2026 10:51": "2026-02-09T10:51", "пʼятниця, 9 жовтня 2026 р. 10:51": "2026-10-09T10:51", "9 қазан 2026 10:51": "2026-10-09T10:51", "ოქტომბერი 9, 2026 10:51": "2026-10-09T10:51",
    "venres, 9 de xullo de 2026 10:51": "2026-07-09T10:51", "9 Januarie 2026 10:51": "2026-01-09T10:51", "9 shtator 2026 10:51": "2026-09-09T10:51", "৯ অক্টোবর ২০২৬ ১০:৫১": "2026-10-09T10:51",
    "Fri 9/10/2026 10:51": "2026-10-09T10:51", "Thu 9/10/2026 10:51": "2026-09-10T10:51", "pe 9/10/2026 10:51": "2026-10-09T10:51", "2026. 10. 9. 오후 2:05": "2026-10-09T14:05",
}  # fmt: skip


@pytest.mark.parametrize("printed", DATES)
def test_a_printed_date_is_read(printed: str) -> None:
    assert parse_printed_date(printed) == datetime.fromisoformat(DATES[printed])


ZONES = {
    "October 9, 2026 at 10:51:00 AM EDT": "-04:00", "9. Oktober 2026 um 10:51:00 MESZ": "+02:00", "9. října 2026 10:51:00 SELČ": "+02:00", "9 octobre 2026 à 10:51:00 HAEC": "+02:00",
    "9 octombrie 2026 la 10:51:00 EEST": "+03:00", "2026年10月9日 GMT+8 10:51:00": "+08:00", "2026年10月9日 上午10:51:00 [GMT+8]": "+08:00", "10:51:00 GMT+7, 9 tháng 10, 2026": "+07:00",
    "9 Oktober 2026 10.51.00 WIB": "+07:00", "Fri, 9 Oct 2026 10:51:00 +0530": "+05:30", "9 October 2026 at 10:51:00 IST": "+05:30", "Fri, 9 Oct 2026 10:51:00 -0700 (PDT)": "-07:00",
    "09/10/2026 10:51 (GMT-03:00)": "-03:00", "۹ اکتبر ۲۰۲۶، ۱۰:۵۱:۰۰ (‎+۳:۳۰ گرینویچ)": "+03:30", "10/9/2026 10:51:07 AM Eastern Daylight Time": "-04:00", "Fri, 09 Oct 2026 10:51:00 GMT": "+00:00",
    "Freitag, 9. Oktober 2026, 10:51:00 Mitteleuropäische Sommerzeit": "+02:00", "9 Oct 2026, at 10:51": None, "On Oct 9, 2026, at 10:51 AM, Mae West wrote": None, "9 Oct 2026 10:51, Met Art wrote": None,
}  # fmt: skip


@pytest.mark.parametrize("printed", ZONES)
def test_a_zone_is_read_only_where_it_is_printed(printed: str) -> None:
    found = parse_printed_date(printed)
    assert found is not None
    assert (found.isoformat()[19:] or None) == ZONES[printed]
    assert found.replace(tzinfo=None, second=0) == clients.WRITTEN


PREFIXES = {
    "forward": "Fwd : x|FWD:x|[Fwd: x]|TR : RE: x|Fwd[2]: x|转发：x|PD: ODP: x|VL: VS: x|İLT: x|ΠΡΘ: x|ПЕР: x|RV: x|I: x|Továbbítás: x|הועבר: x|إعادة توجيه: x|轉寄： x|전달: x|転送: x|Chuyển tiếp: x|[EXT] Fwd: x|EXTERN: FW: x|Předání: x",
    "reply": "Re: x|RE : x|Re[2]: x|Re^2: x|AW: x|Antw: x|SV: x|Odp: x|RES: Enc: x|R: x|YNT: x|ΑΠΑΝΤΗΣΗ: x|Отв: x|Отн: x|Válasz: x|答复: x|回覆: x|返信: x|회신: x|Trả lời: x|תשובה: x|رد: x|[buyers] Re: x|EXTERNAL: RE: x|⚠ Re: x|Re：x",
    "neither": "Reminder: x|Note: x|Offer: x|I am: x|Meeting: RE|Thursday: 10:30|Status: x|External: x|PS x",
}  # fmt: skip


@pytest.mark.parametrize("kind", PREFIXES)
def test_a_subject_announces(kind: str) -> None:
    told = {subject: announcement(subject) or "neither" for subject in PREFIXES[kind].split("|")}
    assert not {subject: word for subject, word in told.items() if word != kind}


SENDERS = {
    "Sales <sales@b.example> On Behalf Of Olga Brandt": ("Olga Brandt", None), "Olga Brandt <olga@b.example>; on behalf of; Sales <sales@b.example>": ("Sales", "sales@b.example"),
    "sales@b.example för Olga Brandt": ("Olga Brandt", None), "Rådet för Inköp <e@b.example>": ("Rådet för Inköp", "e@b.example"), "株式会社 代表取締役 山田 <y@b.example>": ("株式会社 代表取締役 山田", "y@b.example"),
    "Olga Brandt <olga@...>": ("Olga Brandt", None), "Brandt, Olga <olga@b.example>, Pia <p@b.example>": ("Brandt, Olga", "olga@b.example"), "_Olga Brandt_ <olga@b.example>": ("Olga Brandt", "olga@b.example"),
    "Olga Brandt olga@b.example>": ("Olga Brandt", "olga@b.example"), "olga@b.example<mailto:olga@b.example> <olga@b.example<mailto:olga@b.example>>": (None, "olga@b.example"),
    "Olga Brandt <https://x.example/o>": ("Olga Brandt", None), "CN=Olga Brandt/O=Buyer@BUYER": ("CN=Olga Brandt/O=Buyer@BUYER", None), "王小明(w@b.example)": ("王小明", "w@b.example"),
}  # fmt: skip


@pytest.mark.parametrize("line", SENDERS)
def test_nobody_is_invented_from_a_sender_line(line: str) -> None:
    found = read_sender(line)
    assert found is not None
    assert (found.name, found.email) == SENDERS[line]
