from __future__ import annotations

import copy
import re
import subprocess
import sys
import unicodedata
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from debrief.errors import BadInput
from debrief.first_names import first_name
from debrief.model import Facts
from debrief.moments import as_moment, day
from debrief.plaintext import WIDTH, one_line, width_of
from debrief.practices.questions import as_context, written_questions_for
from debrief.rendering import (
    ALWAYS,
    LANGUAGES,
    LATER,
    Rendered,
    Renderer,
    _named_in,
    _standard_environment,
    clean,
    listing,
)
from tests.template_contexts import CUSTOMER_ZONE, FACTS, MANAGER, OWEN, SAMPLES, TEAM, pages

RENDERER = Renderer(TEAM)
CUSTOMER_SAMPLES = [name for name, (_, to, _) in SAMPLES.items() if isinstance(to, tuple)]
# What steers a template instead of being read.
STEERING = {"mode", "event", "zone", "our_zone", "customer_zone", "reason", "source", "state",
            "helped", "cid", "svg", "confidence", "origin", "missing", "language"}  # fmt: skip
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT")
DATE = re.compile(r"\d{4}-\d\d-\d\d")
VOID = {"meta", "br", "img", "link", "hr", "input"}


def rendered(name: str, facts: Facts = FACTS, **changes: Any) -> Rendered:
    template, to, context = SAMPLES[name]
    zone = CUSTOMER_ZONE if isinstance(to, tuple) else None
    return RENDERER.render(
        template, to=to, facts=facts, context=context | changes, ref="HAZEL-42", zone=zone
    )


class Reader(HTMLParser):
    """Reads a mail as a client does: its words, its tags and whether they are balanced."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(source)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)
        if tag == "img":
            self.words += (dict(attrs)["alt"] or "").split()

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if not {"style", "title", "script"} & set(self.open):
            self.words += data.split()

    @property
    def text(self) -> str:
        return " ".join(self.words)


def letters(text: str) -> set[str]:
    return set(re.findall(r"\w+", text))


def leaves(value: Any, path: tuple[str, ...] = ()) -> list[tuple[tuple[str, ...], Any]]:
    if isinstance(value, dict):
        return [leaf for key, item in value.items() for leaf in leaves(item, (*path, str(key)))]
    if isinstance(value, list):
        return [leaf for item in value for leaf in leaves(item, path)]
    return [(path, value)]


def printed(value: str) -> str:
    """Return how a string of a context must show: moments as their day, dates in words."""
    if MOMENT.match(value):
        return str(as_moment(value).year)
    return day(value, weekday=False) if DATE.fullmatch(value) else one_line(value)


def poisoned(value: Any, poison: str, key: str = "") -> Any:
    if isinstance(value, dict):
        return {k: poisoned(item, poison, k) for k, item in value.items()}
    if isinstance(value, list):
        return [poisoned(item, poison, key) for item in value]
    if isinstance(value, str) and key not in STEERING and not DATE.match(value):
        return poison
    return value


def test_every_message_has_a_sample() -> None:
    assert set(RENDERER.names()) == {template for template, _, _ in SAMPLES.values()}


@pytest.mark.parametrize("name", SAMPLES)
def test_a_message_renders_in_both_forms_without_a_trace_of_the_machine(name: str) -> None:
    mail = rendered(name)
    for form in (mail.subject, mail.html, mail.text):
        assert form.strip()
        for trace in ("None", "{{", "{%", "Undefined", "[]", "Markup"):
            assert trace not in form


@pytest.mark.parametrize("name", SAMPLES)
def test_a_subject_is_one_tidy_line(name: str) -> None:
    subject = rendered(name).subject
    assert subject == one_line(subject)
    assert not re.search(r"&\w+;|&#", subject)


@pytest.mark.parametrize("name", SAMPLES)
def test_the_plain_text_is_tidy(name: str) -> None:
    text = rendered(name).text
    assert not re.search(r"&(\w+|#\d+);|</?\w+", text)
    assert "\n\n\n" not in text
    for line in text.split("\n"):
        assert line == line.rstrip()
        assert width_of(line) <= WIDTH or len(line.split()) == 1


@pytest.mark.parametrize("name", SAMPLES)
def test_sentences_do_not_run_together(name: str) -> None:
    assert not re.search(r"[a-z)][.!?:;][A-Z]", rendered(name).text)


@pytest.mark.parametrize("name", SAMPLES)
def test_blanks_in_a_row_only_align_columns(name: str) -> None:
    lines = rendered(name).text.split("\n")
    starts = [{m.end() for m in re.finditer(r"(?<=\S) {2,}(?=\S)", line)} for line in lines]
    for number, columns in enumerate(starts):
        near = [n for n in range(number - 4, number + 5) if 0 <= n < len(lines) and n != number]
        hanging = {len(lines[n]) - len(lines[n].lstrip()) for n in near}
        others = hanging.union(*(starts[n] for n in near))
        only_row = re.match(r"(\S[^:]*:|  \S.*?) {2,}\S", lines[number])
        assert not columns or only_row or columns & others


@pytest.mark.parametrize("name", SAMPLES)
def test_both_forms_say_the_same_words(name: str) -> None:
    mail = rendered(name)
    html, text = letters(Reader(mail.html).text), letters(mail.text)
    assert html - text == set()
    assert text - html - {"Plot", "_" * 60} == set()


@pytest.mark.parametrize("name", SAMPLES)
def test_whatever_the_context_tells_is_in_both_forms(name: str) -> None:
    mail = rendered(name)
    told = {
        printed(value) if isinstance(value, str) else str(value)
        for path, value in leaves(SAMPLES[name][2])
        if path[-1] not in STEERING
        and path[-1] not in UNTOLD.get(name, ())
        and value is not None
        and not isinstance(value, bool)
        and value != ""
    }
    for form in (Reader(mail.html).text, mail.text + mail.subject):
        shown = letters(form) | set(re.findall(r"\d+", form))  # practice 7 shows as P7
        missing = {value for value in told if not letters(value) <= shown}
        assert missing == set()


# What a variant leaves out on purpose.
UNTOLD: dict[str, tuple[str, ...]] = {
    "receipt": ("threshold_text",),
    "receipt request": ("threshold_text",),
    "receipt underway": ("threshold_text",),
    "receipt held": ("threshold_text",),
    "receipt later": ("threshold_text",),
    "receipt wish": ("threshold_text",),
    "receipt again": ("threshold_text",),
    "receipt, a reminder": ("threshold_text",),
    "confirm_command about another deal": ("from_email",),
    "receipt old": ("threshold_text",),
    "receipt lost track": ("threshold_text",),
    "receipt unsure": ("threshold_text",),
    "receipt incomplete": ("threshold_text",),
    "question_script": ("rep_view",),
    "notes_request": ("hint",),
    "notes_request again": ("hint", "text", "number", "start"),
    "notes_request no_call": ("hint",),
    "written_questions": ("hint",),
    "team_meeting": ("words", "credit", "rep_text"),
    "practices_decided": ("first",),
    "merged": ("added",),  # its field names show in words
    "summary_preview": ("words", "credit", "rep_text"),
    "group_sheet": ("words", "credit"),
    "group_sheet absent": ("words", "credit", "group", "members"),
    "meeting_choice": ("reason",),
    "meeting_choice nobody": ("reason",),
    "meeting_choice off": ("reason", "total"),
    "meeting_choice removed": ("reason", "total"),
    "meeting_choice again": ("reason",),
    "meeting_word": ("about",),
    "meeting_word late": ("about", "total", "suits", "team_size"),
    "group_sheet_readback": ("group",),
    "group_sheet_readback nothing": ("group", "until"),
    "worksheet": ("words", "credit", "rep", "number", "practice_text"),
    "worksheet_reminder": ("words", "credit", "nth"),
    "worksheet_readback": ("rep", "number"),
    "worksheet_readback nothing": ("total",),
    "worksheet_readback taken back": ("rep", "number", "total"),
    "worksheet_readback too late": ("total",),
    "worksheets_status": ("number", "practice_text"),
    "commitments_overdue": ("number", "practice_text"),
    "commitment_due": ("rep", "number"),
    "commitment_due again": ("rep",),
    "commitment_noted": ("due", "number"),
    "chase": ("nth",),
    "chase second": ("nth",),
}


@pytest.mark.parametrize("name", SAMPLES)
def test_the_html_is_sound_and_readable_aloud(name: str) -> None:
    mail = rendered(name)
    reader = Reader(mail.html)
    assert reader.tags[0] == ("html", {"lang": "en"})
    inside: list[bool] = []
    for tag, attrs in reader.tags:
        if tag == "table":
            inside.append(attrs.get("role") == "presentation")
        if tag == "th":
            assert attrs.get("scope") in ("row", "col", "rowgroup")
        if tag == "img":
            assert attrs.get("alt")
    levels = [int(tag[1]) for tag, _ in reader.tags if re.fullmatch(r"h[1-6]", tag)]
    assert levels[:1] in ([], [1])
    assert all(later - earlier <= 2 for earlier, later in pairwise(levels))


def valid(source: str) -> None:
    """Assert that the HTML is without any error of the standard's parser, and no id comes twice."""
    tree = html5lib.HTMLParser(strict=True).parse(source)
    ids = [e.get("id") for e in tree.iter() if e.get("id")]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("name", SAMPLES)
def test_a_mails_html_is_valid(name: str) -> None:
    valid(rendered(name).html)


@pytest.mark.parametrize("name", list(pages()))
def test_a_pages_html_is_valid(name: str) -> None:
    valid(RENDERER.page(name, pages()[name]))


@pytest.mark.parametrize("name", SAMPLES)
def test_nothing_is_fetched_from_anywhere(name: str) -> None:
    html = rendered(name).html
    loaded = re.sub(r'<a class="word" href="https://', "", html)  # a way in, taken by a click
    assert not re.search(r"""(src|href|background)\s*=\s*["'](?!cid:)""", loaded)
    assert "url(" not in html
    assert "@import" not in html


@pytest.mark.parametrize("name", SAMPLES)
def test_people_of_the_team_read_why_and_customers_do_not(name: str) -> None:
    mail = rendered(name)
    internal = name not in CUSTOMER_SAMPLES
    assert ("You get this" in mail.text or "You alone get this" in mail.text) == internal
    assert mail.text.rstrip().endswith("Ref: HAZEL-42")
    if not internal:
        assert "debrief" not in (mail.subject + mail.html + mail.text).lower()


# Given by the chapters for the calendar's sake, not read by the template.
UNREAD = {("role_card", "zone")}
KEYS = [
    (name, key)
    for name, (template, _, context) in SAMPLES.items()
    for key in context
    if (template, key) not in UNREAD and key not in LATER.get(template, {})
]


@pytest.mark.parametrize(("name", "key"), KEYS)
def test_a_missing_variable_is_named_with_its_template(name: str, key: str) -> None:
    template, to, context = SAMPLES[name]
    rest = {k: value for k, value in context.items() if k != key}
    with pytest.raises(BadInput, match=f"{template}.*'{key}'"):
        RENDERER.render(template, to=to, facts=FACTS, context=rest)


@pytest.mark.parametrize("name", [name for name in SAMPLES if SAMPLES[name][0] in LATER])
def test_a_mail_planned_before_its_template_named_more_is_worded_without_it(name: str) -> None:
    template, to, context = SAMPLES[name]
    older = {k: value for k, value in context.items() if k not in LATER[template]}
    source = (Path(__file__).parents[1] / "templates" / f"{template}.j2").read_text(
        encoding="utf-8"
    )
    assert all(re.search(rf"\b{key}\b", source) for key in LATER[template])
    assert RENDERER.render(template, to=to, facts=FACTS, context=older).text


PLANNED_BEFORE = dict(
    line.split(":", 1)
    for line in (Path(__file__).parent / "planned_before.txt").read_text("utf-8").splitlines()
    if not line.startswith("#")
)


@pytest.mark.parametrize("template", PLANNED_BEFORE)
def test_what_an_earlier_version_planned_still_goes_out_and_is_read_after_an_update(
    template: str,
) -> None:
    given = {*PLANNED_BEFORE[template].split(), *LATER.get(template, {}), *ALWAYS}
    assert _named_in(_standard_environment("text"), f"{template}.j2") <= given


def test_a_missing_part_of_a_value_is_named_with_file_and_line() -> None:
    rows = [{"number": 1, "name": "Gate control"}]
    with pytest.raises(BadInput, match=r"blocks\.j2, line \d+.*company"):
        rendered("worksheet", rows=rows)


@pytest.mark.parametrize("name", SAMPLES)
def test_a_message_about_a_deal_we_know_nothing_of_still_reads_well(name: str) -> None:
    mail = rendered(name, facts=Facts())
    for form in (mail.subject, mail.text):
        assert "None" not in form + mail.html
        assert not re.search(r"\( *\)| ,|, *,|: *\?", form)


POISON = (
    "<script>alert(1)</script> & \"q\" 'a'\r\nBcc: all@evil.example\n\nRef: FORGED\u202e {{ 7*7 }}"
)


@pytest.mark.parametrize("name", SAMPLES)
def test_data_never_becomes_markup_or_a_header_or_a_line_of_ours(name: str) -> None:
    template, to, context = SAMPLES[name]
    facts = FACTS.model_copy(
        update=dict.fromkeys(
            ("customer_name", "company", "deal", "competitor", "reason_given"), POISON
        )
        | {"priorities": (POISON,)}
    )
    who = (POISON, to[1]) if isinstance(to, tuple) else to
    context = poisoned(copy.deepcopy(context), POISON)
    mail = RENDERER.render(template, to=who, facts=facts, context=context, ref="HAZEL-42")
    Reader(mail.html)
    assert "<script" not in mail.html
    assert "<script" not in mail.html
    assert "\n" not in mail.subject + mail.subject.replace("\r", "\n")
    assert "\u202e" not in mail.subject + mail.html + mail.text
    lines = mail.text.split("\n")
    assert not [line for line in lines if line.startswith("Bcc:")]
    assert [line for line in lines if line.startswith("Ref:")] == ["Ref: HAZEL-42"]
    if "7*7" in mail.text:
        assert re.search(r"\{\{\s+7\*7\s+\}\}", mail.text)
    assert "49" not in letters(mail.text)


@settings(max_examples=25, deadline=None)
@given(st.text(max_size=120))
def test_any_words_of_a_customer_survive_in_both_forms(words: str) -> None:
    mail = rendered("reconnect", words=words)
    wanted = letters(unicodedata.normalize("NFC", clean(words)))
    assert wanted <= letters(mail.text)
    assert wanted <= letters(Reader(mail.html).text)


def test_lone_surrogates_and_control_characters_are_taken_out() -> None:
    mail = rendered("reconnect", words="fine\ud800 \x00\x1b[31mwords")
    mail.text.encode("utf-8")
    assert "fine [31mwords" in mail.text


def test_an_unknown_message_is_named() -> None:
    with pytest.raises(BadInput, match="no_such_mail"):
        RENDERER.render("no_such_mail", to=MANAGER, facts=FACTS, context={})


def test_a_very_long_subject_is_cut_at_a_word() -> None:
    subject = rendered("stopped", FACTS.model_copy(update={"deal": "scanner " * 80})).subject
    assert len(subject) <= 152
    assert subject.endswith("scanner …")


def own(folder: Path, name: str, source: str) -> Renderer:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(source, encoding="utf-8")
    return Renderer(TEAM, folder)


OWN = (
    "{% extends layout %}\n{% block subject %}Ours{% endblock %}\n"
    "{% block why %}Why{% endblock %}\n"
    "{% block body %}{% call para() %}{{ deal.company }} & us{% endcall %}{% endblock %}\n"
)


def test_a_team_s_own_template_goes_before_ours_and_gets_both_forms(tmp_path: Path) -> None:
    renderer = own(tmp_path, "stopped.j2", OWN)
    mail = renderer.render("stopped", to=MANAGER, facts=FACTS, context={})
    assert mail.subject == "Ours"
    assert mail.text.startswith("Saltmarsh Freight & us\n")
    assert "Saltmarsh Freight & us</p>" in mail.html
    assert "merged" in renderer.names()


def test_a_broken_own_template_is_named_with_its_line(tmp_path: Path) -> None:
    renderer = own(tmp_path, "stopped.j2", "{% extends layout %}\n{% block subject %}\n{% if %}\n")
    with pytest.raises(BadInput, match=r"stopped\.j2, line 3"):
        renderer.render("stopped", to=MANAGER, facts=FACTS, context={})


def test_an_own_template_naming_what_is_not_there_is_told_so(tmp_path: Path) -> None:
    renderer = own(tmp_path, "stopped.j2", OWN.replace("deal.company", "dael"))
    with pytest.raises(BadInput, match=r"stopped.*'dael'"):
        renderer.render("stopped", to=MANAGER, facts=FACTS, context={})


def test_an_own_template_that_fails_names_file_and_line(tmp_path: Path) -> None:
    renderer = own(tmp_path, "stopped.j2", OWN.replace("deal.company", "1 / 0"))
    with pytest.raises(BadInput, match=r"stopped\.j2, line 4.*division"):
        renderer.render("stopped", to=MANAGER, facts=FACTS, context={})


def test_a_broken_own_kit_is_named_too(tmp_path: Path) -> None:
    renderer = own(tmp_path, "kit/html.j2", "{% macro %}")
    with pytest.raises(BadInput, match=r"kit.html\.j2, line 1"):
        renderer.render(
            "stopped",
            to=MANAGER,
            facts=FACTS,
            context={"cancelled_meeting": False, "in_doubt": False},
        )


@pytest.mark.parametrize("name", CUSTOMER_SAMPLES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_customers_are_written_to_in_their_language(name: str, language: str) -> None:
    changes: dict[str, Any] = {"language": language}
    if name == "written_questions":
        changes["questions"] = as_context(written_questions_for(FACTS, language))
    mail = rendered(name, **changes)
    english = rendered(name)
    assert f'<html lang="{language}">' in mail.html
    assert mail.subject != english.subject
    told = letters(mail.text) & {"Thank", "time", "reply", "Thursday", "Hello", "with"}
    quoted = letters(str(SAMPLES[name][2]))
    assert told - quoted == set()
    assert letters(Reader(mail.html).text) == letters(mail.text)


@pytest.mark.parametrize("name", ["call_invitation", "call_moved"])
def test_french_has_a_space_before_each_colon(name: str) -> None:
    assert not re.search(r"[^\s\d]:(?!//)", rendered(name, language="fr").text.split("\n--")[0])


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "Any of them is fine."),
        ("de", "Jede dieser Antworten ist in Ordnung."),
        ("fr", "Chacune de ces réponses nous convient."),
        ("es", "Cualquiera de las tres respuestas está bien."),
        ("nl", "Elk van die antwoorden is goed."),
        ("pt", "Qualquer uma destas respostas está bem."),
    ],
)
def test_any_answer_to_an_invitation_is_said_to_be_fine(language: str, words: str) -> None:
    for name in ("call_invitation", "chase"):
        assert words in " ".join(rendered(name, language=language).text.split())


def test_a_language_we_do_not_have_falls_back_to_english() -> None:
    assert rendered("thanks", language="fi").subject == rendered("thanks").subject


def test_the_customer_s_clock_and_ours_are_both_printed() -> None:
    text = rendered("call_invitation").text
    assert "10:00–10:30 am (New York time" in text.replace("\n             ", " ")
    assert "16:00–16:30 (Berlin time, UTC+1)" in text


def test_only_web_addresses_become_links() -> None:
    assert 'href="https://meet.fenwright.example/joanna-26"' in rendered("call_invitation").html
    for link in ("javascript:alert(1)", "room 4", 'https://x.example/"onclick="alert(1)'):
        html = rendered("call_invitation", link=link).html
        assert 'href="javascript' not in html
        assert 'onclick="' not in html


def test_one_clock_is_printed_once() -> None:
    assert "Our time" not in rendered("call_invitation", our_zone=CUSTOMER_ZONE).text


def test_a_customer_without_a_name_is_greeted_without_one() -> None:
    context = SAMPLES["thanks"][2]
    to = ("", "office@saltmarsh-freight.example")
    mail = RENDERER.render("thanks", to=to, facts=Facts(), context=context)
    assert mail.text.startswith("Hello,\n")


def test_a_team_member_named_by_address_counts_as_internal() -> None:
    mail = RENDERER.render(
        "stopped",
        to=("Owen", OWEN.email),
        facts=FACTS,
        context={"cancelled_meeting": False, "in_doubt": False},
    )
    assert "You get this" in mail.text


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("Joanna Bright", "Joanna"),
        ("Bright, Joanna", "Joanna"),
        ("Dr. Joanna Bright", "Joanna"),
        ("Prof. Dr. Joanna Bright", "Joanna"),
        ("joanna.bright@saltmarsh.example", ""),
        ("", ""),
        ("Madonna", "Madonna"),
        ("Drew Hall", "Drew"),
        ("Missy Hall", "Missy"),
        ("BRIGHT Joanna", "Joanna"),
        ("JOANNA BRIGHT", "JOANNA"),
        ("Joanna Bright, PhD", "Joanna"),
        ("J. Bright", "J. Bright"),
        ("Saltmarsh Purchasing Team", ""),
        ("Sra. Teresa Condori", "Teresa"),
        ("dr renata okafor", "renata"),
        ("DR. RENATA OKAFOR", "RENATA"),
        ("Dipl.-Ing. Jonas Huber", "Jonas"),
        ("Dipl-Ing. Huber", "Dipl-Ing. Huber"),
        ("Sister Agnes", "Sister Agnes"),
        ("Sister Agnes Doyle", "Agnes"),
        ("Frau Semmler", "Frau Semmler"),
        ("Mme de Castaing", "Mme de Castaing"),
        ("Don Aurelio", "Don Aurelio"),
        ("Hr. Reitmayer sen.", "Hr. Reitmayer sen."),
    ],
)
def test_the_first_name_is_found(name: str, first: str) -> None:
    assert first_name(name) == first


def test_a_customer_s_words_are_not_quoted_below_themselves() -> None:
    practice = SAMPLES["practices_shared"][2]["practices"][0]
    text = rendered(
        "practices_shared", practices=[practice | {"words": practice["text"] + "."}]
    ).text
    assert text.count(practice["text"]) == 1


def test_lists_read_as_one_says_them() -> None:
    assert [listing([]), listing(["a"]), listing(["a", "b"]), listing(["a", "b", "c"])] == [
        "",
        "a",
        "a and b",
        "a, b and c",
    ]


@pytest.mark.parametrize("name", ["demo_index", "monthly"])
def test_pages_render_soundly_and_fetch_nothing(name: str) -> None:
    source = RENDERER.page(name, pages()[name])
    Reader(source.replace('tabindex="0"', ""))
    assert "None" not in re.sub(r'srcdoc="[^"]*"', "", source)
    assert not re.search(
        r"""(src|href)\s*=\s*["'](?!#|cid:)""", re.sub(r'srcdoc="[^"]*"', "", source)
    )


def test_a_mail_in_the_demo_page_cannot_leave_its_frame() -> None:
    context = pages()["demo_index"]
    mail = context["people"][0]["mails"][0]
    mail["html"] = '"><script>alert(1)</script><style>body{display:none}</style>'
    mail["subject"] = "</title><script>alert(2)</script>"
    source = RENDERER.page("demo_index", context)
    assert source.count("<script>") == 1
    assert source.count("<style>") == 1
    assert 'sandbox="allow-same-origin"' in source
    assert "allow-scripts" not in source


def test_a_page_without_a_variable_names_it() -> None:
    context = {key: value for key, value in pages()["demo_index"].items() if key != "timeline"}
    with pytest.raises(BadInput, match="'timeline'"):
        RENDERER.page("demo_index", context)


def luminance(colour: str) -> float:
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize(
    ("ink", "ground"),
    [
        ("#1f2933", "#ffffff"),
        ("#52606d", "#ffffff"),
        ("#52606d", "#f4f7f6"),
        ("#14514a", "#e4ebe9"),
        ("#e6e9ec", "#1e2226"),
        ("#a9b4be", "#1e2226"),
        ("#a9b4be", "#262c30"),
        ("#a8dcd3", "#30393b"),
    ],
)
def test_text_stands_out_from_its_ground(ink: str, ground: str) -> None:
    html = rendered("receipt").html
    assert ink in html
    assert ground in html
    light, dark = sorted((luminance(ink), luminance(ground)), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.5  # WCAG 2.2, 1.4.3 (AA)


def test_importing_the_module_does_not_load_jinja() -> None:
    code = "import sys, debrief.rendering; sys.exit('jinja2' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_title_says_the_customers_name_once() -> None:
    told = Facts(company="Tallowbrook", deal="kiln monitoring")
    assert told.title == "Tallowbrook – kiln monitoring"
    assert (
        Facts(company="Tallowbrook", deal="Tallowbrook (voorstel)").title
        == "Tallowbrook (voorstel)"
    )
    assert Facts().title is None


def test_a_message_without_its_body_goes_to_nobody(tmp_path: Path):
    (tmp_path / "thanks.j2").write_text("")
    with pytest.raises(BadInput, match="blocks subject and body"):
        Renderer(TEAM, tmp_path).render("thanks", to=TEAM.manager, facts=Facts(), context={})
