"""Forwards and replies as mail programs print them in some forty languages, rendered from `clients.txt`."""

from __future__ import annotations

import html
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

NAME, MAIL = "Olga Brandt", "olga@buyer.example"
LONG_NAME, LONG_MAIL = "Olga Brandt-Sørensen", "olga.brandt-soerensen@purchasing.buyer.example"
TO_NAME, TO_MAIL = "Ida Lund", "ida@seller.example"
WRITTEN = datetime(2026, 10, 9, 10, 51)  # noqa: DTZ001 - a printed time without a zone is naive
SUBJECTS = ("Cold store offer", "RE: Cold store offer")
RULE = "_" * 32

Language = dict[str, list[str]]


def languages() -> dict[str, Language]:
    """Return what each language's section states, in order."""
    out: dict[str, Language] = {}
    for line in Path(__file__).with_name("clients.txt").read_text("utf-8").split("\n"):
        if line.startswith("["):
            section = out.setdefault(line.strip("[]"), {})
        elif line and not line.startswith("#"):
            key, _, value = line.partition(" = ")
            section.setdefault(key, []).append(value)
    return out


@dataclass(frozen=True, slots=True)
class Rendered:
    """One mail and what must be read from it; ``reply`` is None for a forward."""

    name: str
    subject: str
    text: str
    note: str = ""
    body: str = ""
    inner: str = ""
    seconds: bool = False
    cc: bool = False
    from_name: str | None = NAME
    from_email: str | None = MAIL
    reply: str | None = None
    is_html: bool = False


def _labels(line: str) -> list[str]:
    return [label.strip() for label in line.split("|")]


def _prefixes(language: Language, key: str) -> list[str]:
    return [f"{label} " for label in _labels(language[key][0])]


def _body(language: Language) -> str:
    return language["body"][0].replace("|", "\n")


def _quoted(text: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in text.split("\n"))


PERSON, ADDRESSEE = f"{NAME} <{MAIL}>", f"{TO_NAME} <{TO_MAIL}>"


def _forward(
    name: str, language: Language, block: str, prefix: str = "Fwd: ", inner: str = SUBJECTS[0]
) -> Rendered:
    note = language["note"][0]
    text = f"{note}\n\n{block}\n"
    return Rendered(name, f"{prefix}{inner}", text, note, _body(language), inner)


def gmail_forwards(language: Language) -> Iterator[Rendered]:
    """Yield Gmail's forwards: the web's and the phones' separator, the sender bold or not."""
    body = _body(language)
    for number, day in enumerate(language["gmail.date"]):
        for separator in (
            "---------- Forwarded message ---------",
            "---------- Forwarded message ----------",
        ):
            for person in (PERSON, f"*{NAME}* <{MAIL}>", f"'{NAME}' via Sales <{MAIL}>"):
                sender, date, subject, to = _labels(language["gmail"][0])
                shown = f"{separator}\n{sender} {person}\n{date} {day}\n{subject} {SUBJECTS[number % 2]}\n{to} {ADDRESSEE}\n\n\n{body}"
                found = _forward(
                    f"gmail {number} {person[:3]}", language, shown, inner=SUBJECTS[number % 2]
                )
                if "via" in person:
                    continue
                yield found


def outlook_blocks(
    language: Language, person: str = PERSON, inner: str = SUBJECTS[0]
) -> Iterator[tuple[str, str]]:
    """Yield the header blocks of the Outlooks, named."""
    days = language["outlook.date"]
    for number, line in enumerate(language["outlook"]):
        sender, date, to, cc, subject = _labels(line)
        for at, day in enumerate(days):
            plain = [(sender, person), (date, day), (to, ADDRESSEE), (subject, inner)]
            yield f"{number}.{at}", "\n".join(f"{label} {value}" for label, value in plain)
            if at:
                continue
            with_cc = [*plain[:3], (cc, "Max Roth <max@seller.example>"), plain[3]]
            yield f"{number} cc", "\n".join(f"{label} {value}" for label, value in with_cc)
            yield f"{number} stars", "\n".join(f"*{label}* {value}" for label, value in with_cc)
            yield (
                f"{number} stars inside",
                "\n".join(f"*{label} *{value}" for label, value in with_cc),
            )
            yield (
                f"{number} double stars",
                "\n".join(f"**{label}** {value}" for label, value in plain),
            )
            yield f"{number} tabs", "\n".join(f"{label}\t{value}" for label, value in plain)
            yield f"{number} spaced", "\n\n".join(f"{label} {value}" for label, value in plain)
            yield (
                f"{number} phone",
                "\n".join(
                    f"{label} {value}"
                    for label, value in [plain[0], plain[1], plain[2], (subject, inner)]
                ),
            )
            yield f"{number} indented", "\n".join(f"    {label} {value}" for label, value in plain)


def outlook_forwards(language: Language) -> Iterator[Rendered]:
    """Yield Outlook's forwards: bare, below a rule, below "Original Message", without a blank line."""
    prefixes = _prefixes(language, "fw")
    for name, block in outlook_blocks(language):
        body = _body(language)
        yield _forward(f"outlook {name}", language, f"{block}\n\n{body}", prefixes[0])
        yield _forward(
            f"outlook ruled {name}", language, f"{RULE}\n{block}\n\n{body}", prefixes[-1]
        )
        original = language["original"][0]
        yield _forward(
            f"outlook original {name}",
            language,
            f"-----{original}-----\n{block}\n\n{body}",
            prefixes[0],
        )
        if "spaced" not in name:
            yield _forward(f"outlook tight {name}", language, f"{block}\n{body}", prefixes[0])
    for prefix in prefixes:
        block = next(outlook_blocks(language, inner=SUBJECTS[1]))[1]
        yield _forward(
            f"outlook {prefix}", language, f"{block}\n\n{_body(language)}", prefix, SUBJECTS[1]
        )


def apple_forwards(language: Language) -> Iterator[Rendered]:
    """Yield Apple's forwards: bare and quoted, the labels bold or not, one header a paragraph."""
    body = _body(language)
    for opening in language["apple.open"]:
        for number, day in enumerate(language["apple.date"]):
            sender, subject, date, to = _labels(language["apple"][0])
            pairs = [(sender, PERSON), (subject, SUBJECTS[0]), (date, day), (to, ADDRESSEE)]
            bare = "\n".join(f"{label} {value}" for label, value in pairs)
            starred = "\n".join(f"*{label} *{value}" for label, value in pairs)
            spaced = "\n\n".join(f"{label} {value}" for label, value in pairs)
            for kind, block in (("bare", bare), ("starred", starred), ("spaced", spaced)):
                shown = f"{block}\n\n{body}"
                yield _forward(f"apple {kind} {number}", language, f"{opening}\n\n{shown}")
                yield _forward(
                    f"apple quoted {kind} {number}", language, f"{opening}\n\n{_quoted(shown)}"
                )
                yield _forward(
                    f"apple all quoted {kind} {number}", language, _quoted(f"{opening}\n\n{shown}")
                )


def thunderbird_forwards(language: Language) -> Iterator[Rendered]:
    """Yield Thunderbird's forwards: labels padded with a tab or a space; Roundcube prints alike."""
    body = _body(language)
    for title in language["moz.title"]:
        for line in language["moz"]:
            subject, date, sender, to = _labels(line)
            for gap in ("\t", " "):
                shown = (
                    f"-------- {title} --------\n{subject}{gap}{SUBJECTS[0]}\n{date}{gap}Fri, 9 Oct 2026 10:51:00 +0200\n"
                    f"{sender}{gap}{PERSON}\n{to}{gap}{ADDRESSEE}\n\n\n\n{body}"
                )
                yield _forward(f"moz {title} {gap!r}", language, shown)


def yahoo_forwards(language: Language) -> Iterator[Rendered]:
    """Yield Yahoo's forwards, also indented as its plain alternative is."""
    body = _body(language)
    sender, to, sent, subject = _labels(language["yahoo"][0])
    for title in language["yahoo.title"]:
        for day in language["outlook.date"][:2]:
            lines = [
                f"----- {title} -----",
                f"{sender} {PERSON}",
                f"{to} {ADDRESSEE}",
                f"{sent} {day}",
                f"{subject} {SUBJECTS[0]}",
            ]
            yield _forward(f"yahoo {day}", language, "\n".join(lines) + f"\n\n{body}")
            yield _forward(
                f"yahoo indented {day}",
                language,
                "\n".join(f"   {line}" for line in lines) + f"\n\n{body}",
            )


def _markup(text: str) -> str:
    return "".join(f"<div>{html.escape(line) or '<br>'}</div>" for line in text.split("\n"))


def html_forwards(language: Language) -> Iterator[Rendered]:
    """Yield forwards that are HTML alone, laid out as each program does."""
    note, body, prefix = language["note"][0], _body(language), _prefixes(language, "fw")[0]
    person, to_person = html.escape(PERSON), html.escape(ADDRESSEE)
    linked = f'{NAME} &lt;<a href="mailto:{MAIL}">{MAIL}</a>&gt;'

    def made(name: str, markup: str, subject: str = "Fwd: ") -> Rendered:
        return Rendered(
            name, f"{subject}{SUBJECTS[0]}", markup, note, body, SUBJECTS[0], is_html=True
        )

    sender, date, to, _, subject = _labels(language["outlook"][0])
    day = language["outlook.date"][0]
    pairs = [(sender, linked), (date, day), (to, to_person), (subject, SUBJECTS[0])]
    block = "<br>\n".join(f"<b>{label}</b> {value}" for label, value in pairs)
    shown = "".join(
        f'<p class="MsoNormal">{html.escape(line) or "<o:p>&nbsp;</o:p>"}<o:p></o:p></p>'
        for line in body.split("\n")
    )
    yield made(
        "html outlook",
        f'<div class="WordSection1"><p class="MsoNormal">{note}<o:p></o:p></p><p class="MsoNormal"><o:p>&nbsp;</o:p></p>'
        f'<div><div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0in 0in 0in"><p class="MsoNormal">{block}<o:p></o:p></p></div></div>'
        f'<p class="MsoNormal"><o:p>&nbsp;</o:p></p>{shown}</div>',
        prefix,
    )
    yield made(
        "html outlook web",
        f'<div>{note}</div><div id="appendonsend"></div><hr style="display:inline-block;width:98%" tabindex="-1">'
        f'<div id="divRplyFwdMsg" dir="ltr"><font face="Calibri" color="#000000">{block}</font><div>&nbsp;</div></div>{_markup(body)}',
        prefix,
    )
    yield made(
        "html outlook mac",
        f'<div class="WordSection1"><p class="MsoNormal">{note}</p><p class="MsoNormal">&nbsp;</p><div style="border:none;border-top:solid #B5C4DF 1.0pt">'
        f'<p class="MsoNormal" style="margin-bottom:12.0pt">{block.replace("</b> ", " </b>")}</p></div>{shown}</div>',
        prefix,
    )
    yield made(
        "html outlook phone",
        f'<div dir="auto">{note}</div><div id="ms-outlook-mobile-signature"></div><hr style="display:inline-block;width:98%"><div id="divRplyFwdMsg"><font>{block}</font></div><br>{_markup(body)}',
        prefix,
    )
    sender, date, subject, to = _labels(language["gmail"][0])
    yield made(
        "html gmail",
        f'<div dir="ltr">{note}<br><br><div class="gmail_quote gmail_quote_container"><div dir="ltr" class="gmail_attr">---------- Forwarded message ---------<br>'
        f'{sender} <strong class="gmail_sendername" dir="auto">{NAME}</strong> <span dir="auto">&lt;<a href="mailto:{MAIL}">{MAIL}</a>&gt;</span><br>'
        f"{date} {language['gmail.date'][0]}<br>{subject} {SUBJECTS[0]}<br>{to} {to_person}<br></div><br><br>{_markup(body)}</div></div>",
    )
    sender, subject, date, to = _labels(language["apple"][0])
    pairs = [
        (sender, linked),
        (subject, f"<b>{SUBJECTS[0]}</b>"),
        (date, language["apple.date"][0]),
        (to, to_person),
    ]
    heads = "".join(
        f'<div style="margin:0px"><span style="color:rgba(127,127,127,1.0);"><b>{label} </b></span><span>{value}<br></span></div>'
        for label, value in pairs
    )
    yield made(
        "html apple",
        f'{note}<br id="lineBreakAtBeginningOfMessage"><div><br><blockquote type="cite"><div>{language["apple.open"][0]}</div><br class="Apple-interchange-newline">{heads}<br><div>{_markup(body)}</div></blockquote></div>',
    )
    yield made(
        "html iphone",
        f'{note}<br><div dir="ltr"><br>{language["apple.open"][0]}<br><br></div><blockquote type="cite"><div dir="ltr">'
        + "<br>".join(f"<b>{label}</b> {value}" for label, value in pairs)
        + f'<br><br></div></blockquote><blockquote type="cite"><div dir="ltr">\ufeff{_markup(body)}</div></blockquote>',
    )
    subject, date, sender, to = _labels(language["moz"][0])
    yield made(
        "html thunderbird",
        f'<p>{note}</p><div class="moz-forward-container"><br><br>-------- {language["moz.title"][0]} --------<table class="moz-email-headers-table" cellspacing="0"><tbody>'
        + "".join(
            f'<tr><th valign="BASELINE" nowrap="nowrap" align="RIGHT">{label} </th><td>{value}</td></tr>'
            for label, value in (
                (subject, SUBJECTS[0]),
                (date, "Fri, 9 Oct 2026 10:51:00 +0200"),
                (sender, linked),
                (to, to_person),
            )
        )
        + f"</tbody></table><br><br>{_markup(body)}</div>",
    )
    sender, to, date, subject = _labels(language["yahoo"][0])
    yield made(
        "html yahoo",
        f'<div class="ydp yahoo-style-wrap"><div dir="ltr">{note}</div><div><br></div></div><div id="yahoo_quoted_1" class="yahoo_quoted"><div><div>----- {language["yahoo.title"][0]} -----</div>'
        f"<div><b>{sender}</b> {person}</div><div><b>{to}</b> {to_person}</div><div><b>{date}</b> {language['outlook.date'][0]}</div><div><b>{subject}</b> {SUBJECTS[0]}</div><div><br></div>{_markup(body)}</div></div>",
    )


def forwards(language: Language) -> Iterator[Rendered]:
    """Yield every forward of a language."""
    yield from gmail_forwards(language)
    yield from outlook_forwards(language)
    yield from apple_forwards(language)
    yield from thunderbird_forwards(language)
    yield from yahoo_forwards(language)
    yield from html_forwards(language)


def _reply(name: str, language: Language, text: str, is_html: bool = False) -> Rendered:
    prefixes = _prefixes(language, "re")
    return Rendered(
        name,
        f"{prefixes[len(text) % len(prefixes)]}A call",
        text,
        reply=language["reply"][0],
        is_html=is_html,
    )


def _wrapped(line: str, width: int) -> str:
    """Break an attribution as mail programs break lines; Mail.ru marks it as quoted, all of it."""
    mark = ">" if line.startswith(">") else ""
    return f"\n{mark}".join(
        textwrap.wrap(line, width, break_long_words=False, break_on_hyphens=False)
    )


def attributed_replies(
    language: Language, name: str = NAME, long_name: str = LONG_NAME
) -> Iterator[Rendered]:
    """Yield answers above, below and around a quotation with each of the language's attributions."""
    reply, body = language["reply"][0], _body(language)
    for number, pattern in enumerate(language["wrote"]):
        short = pattern.format(n=name, m=MAIL)
        long = pattern.format(n=long_name, m=LONG_MAIL)
        wrapped, narrow = (_wrapped(long, width) for width in (74, 50))
        for kind, line in (("short", short), ("wrapped", wrapped), ("narrow", narrow)):
            yield _reply(f"{number} {kind}", language, f"{reply}\n\n{line}\n\n{_quoted(body)}\n")
            yield _reply(f"{number} {kind} tight", language, f"{reply}\n{line}\n{_quoted(body)}\n")
            yield _reply(
                f"{number} {kind} below", language, f"{line}\n{_quoted(body)}\n\n{reply}\n"
            )
            if "{m}" in pattern and any(map(str.isdigit, pattern)) and pattern[0] != ">":
                yield _reply(f"{number} {kind} bare", language, f"{reply}\n\n{line}\n\n{body}\n")
        yield _reply(
            f"{number} phone",
            language,
            f"{reply}\n\n{language['sent'][number % len(language['sent'])]}\n\n{short}\n\n{_quoted(body)}\n",
        )
        deep = f"{short}\n\n{_quoted(body)}"
        yield _reply(
            f"{number} deep",
            language,
            f"{reply}\n\n{short}\n\n{_quoted(body)}\n>\n{_quoted(deep)}\n",
        )
        yield from _html_replies(number, short, language)


def _html_replies(number: int, line: str, language: Language) -> Iterator[Rendered]:
    reply, body = html.escape(language["reply"][0]), _markup(_body(language))
    shown = html.escape(line)
    if shown.startswith(("&gt;", "@")):
        return
    yield _reply(
        f"{number} html gmail",
        language,
        f'<div dir="ltr">{reply}</div><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">{shown}<br></div><blockquote class="gmail_quote" style="margin:0px 0px 0px 0.8ex;border-left:1px solid rgb(204,204,204);padding-left:1ex">{body}</blockquote></div>',
        True,
    )
    yield _reply(
        f"{number} html apple",
        language,
        f'<html><body dir="auto">{reply}<br><div><br><blockquote type="cite"><div>{shown}</div><br class="Apple-interchange-newline"><div>{body}</div></blockquote></div><br></body></html>',
        True,
    )
    yield _reply(
        f"{number} html thunderbird",
        language,
        f'<p>{reply}</p><div class="moz-cite-prefix">{shown}<br></div><blockquote type="cite" cite="mid:1@x.example">{body}</blockquote>',
        True,
    )
    yield _reply(
        f"{number} html thunderbird below",
        language,
        f'<div class="moz-cite-prefix">{shown}<br></div><blockquote type="cite" cite="mid:1@x.example">{body}</blockquote><p>{reply}</p>',
        True,
    )
    if "@" in line and any(map(str.isdigit, line)):
        yield _reply(
            f"{number} html yahoo",
            language,
            f'<div class="yahoo-style-wrap"><div dir="ltr">{reply}</div><div><br></div></div><div id="yahoo_quoted_2" class="yahoo_quoted"><div style="font-family:Arial"><div> {shown} </div><div><br></div><div><br></div>{body}</div></div>',
            True,
        )


def block_replies(language: Language) -> Iterator[Rendered]:
    """Yield answers above an Outlook block, and with a phone's line between."""
    reply, body = language["reply"][0], _body(language)
    for number, (name, block) in enumerate(outlook_blocks(language, inner="A call")):
        yield _reply(f"block {name}", language, f"{reply}\n\n{block}\n\n{body}\n")
        for original in language["original"]:
            yield _reply(
                f"original {name}",
                language,
                f"{reply}\n\n-----{original}-----\n{block}\n\n{body}\n",
            )
            yield _reply(
                f"original spaced {name}",
                language,
                f"{reply}\n\n-------- {original} --------\n{block}\n\n{body}\n",
            )
        sent = language["sent"][number % len(language["sent"])]
        yield _reply(f"phone {name}", language, f"{reply}\n\n{sent}\n{RULE}\n{block}\n\n{body}\n")
        yield _reply(
            f"phone linked {name}",
            language,
            f"{reply}\n\n{sent}<https://aka.example/o0ukef>\n{RULE}\n{block}\n{body}\n",
        )


def phone_replies(language: Language) -> Iterator[Rendered]:
    """Yield answers with nothing but a phone's line below."""
    reply = language["reply"][0]
    for sent in language["sent"]:
        yield _reply(f"sent {sent}", language, f"{reply}\n\n{sent}\n")
        yield _reply(f"sent tight {sent}", language, f"{reply}\n{sent}")
        yield _reply(
            f"sent html {sent}",
            language,
            f'<div>{html.escape(reply)}</div><div><br></div><div id="AppleMailSignature" dir="ltr">{html.escape(sent)}</div>',
            True,
        )


def replies(language: Language) -> Iterator[Rendered]:
    """Yield every answer of a language."""
    yield from attributed_replies(language)
    yield from block_replies(language)
    yield from phone_replies(language)
