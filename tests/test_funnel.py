"""How a team's open opportunities are read from files, tables and lists."""

from __future__ import annotations

import contextlib
import io
import re
import time
import zipfile
from datetime import date, datetime

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from debrief.errors import BadInput
from debrief.funnels.funnel import (
    MAX_ROWS,
    read_funnel_csv,
    read_funnel_table,
    read_funnel_xlsx,
)
from debrief.funnels.table import FunnelFile
from debrief.funnels.typed_list import read_funnel_reply
from debrief.model import Opportunity

TODAY = date(2026, 11, 23)
OWNERS = {
    "devon ray": "devon@s.example",
    "devon@s.example": "devon@s.example",
    "mia": "mia@s.example",
}
DAY = datetime(2026, 12, 4)  # noqa: DTZ001 - a spreadsheet's days have no zone
HEAD = "Opportunity Name,Account Name,Owner,Owner Email,Amount,Amount Currency,Stage,Close Date"
RENEWAL = Opportunity(name="Renewal", company="Northwind", amount=120_000, currency="USD",
                      stage="Proposal", close_date=date(2026, 12, 4))  # fmt: skip


def _csv(text: str | bytes, owners: dict[str, str] | None = OWNERS) -> FunnelFile:
    data = text if isinstance(text, bytes) else text.encode()
    return read_funnel_csv(data, name="funnel.csv", today=TODAY, owners=owners)


def test_a_crm_export_is_read_by_owner() -> None:
    found = _csv(f"{HEAD}\nRenewal,Northwind,Devon Ray,devon@s.example,120000,USD,Proposal,2026-12-04\n"
                 "Big,Acme,Mia,,50k,EUR,Discovery,2027-01-15\n")  # fmt: skip
    assert found.by_rep["devon@s.example"] == (RENEWAL,)
    assert found.by_rep["mia@s.example"][0].amount == 50_000
    assert found.columns["close_date"] == "Close Date"
    assert found.problems == ()


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_every_usual_encoding_and_delimiter_is_read(encoding: str, delimiter: str) -> None:
    rows = [["Verkaufschance", "Kunde", "Inhaber", "Betrag (EUR)", "Phase", "Abschlussdatum"],
            ["Lager", "Müller & Söhne", "Devon Ray", '"120.000,00"', "Angebot", "31.12.2026"]]  # fmt: skip
    text = "\r\n".join(delimiter.join(row) for row in rows)
    (deal,) = _csv(text.encode(encoding)).by_rep["devon@s.example"]
    assert (deal.company, deal.amount, deal.currency) == ("Müller & Söhne", 120_000, "EUR")
    assert deal.close_date == date(2026, 12, 31)


@pytest.mark.parametrize("head", [
    "Deal Name,Associated Company,Deal owner,Amount,Deal Stage,Close Date",
    "Topic,Account,Owner,Est. Revenue,Status,Est. Close Date",
    "Title,Organization,Owner,Value,Stage,Expected close date",
    "Opportunité,Compte,Propriétaire,Montant,Étape,Date de clôture",
    "Oportunidad,Cuenta,Propietario,Importe,Etapa,Fecha de cierre",
    "Verkoopkans,Klant,Eigenaar,Bedrag,Fase,Sluitingsdatum",
    "Oportunidade,Conta,Proprietário,Valor,Estágio,Data de fechamento",
    "OPPORTUNITY_NAME,ACCOUNT_NAME,OPPORTUNITY_OWNER,AMOUNT,STAGE,CLOSE_DATE",
])  # fmt: skip
def test_column_names_of_crms_and_languages_are_recognised(head: str) -> None:
    found = _csv(f'{head}\nRenewal,Northwind,Devon Ray,"120,000 USD",Proposal,2026-12-04')
    assert found.by_rep == {"devon@s.example": (RENEWAL,)}


def test_closed_deals_and_totals_are_left_out() -> None:
    found = _csv(f"{HEAD}\nA,N,Mia,,1000,USD,Closed Won,\nB,N,Mia,,1000,USD,Verloren,\nC,N,Mia,,1000,USD,Fermée,\n"
                 "D,N,Mia,,1000,USD,Negotiation,\nGrand Total,,,,4000,,,\n")  # fmt: skip
    assert [d.name for d in found.by_rep["mia@s.example"]] == ["D"]
    assert found.skipped == 3


@pytest.mark.parametrize(
    "cell", ["=1+1", "+1", "-A1", "@SUM(A1)", '=HYPERLINK("http://x.example")']
)
def test_a_cell_that_looks_like_a_formula_stays_text(cell: str) -> None:
    quoted = '"' + cell.replace('"', '""') + '"'
    found = _csv(f"{HEAD}\n{quoted},Northwind,Mia,,1000,USD,Open,")
    assert found.by_rep["mia@s.example"][0].name == cell


def test_owners_who_are_not_of_the_team_are_named_once() -> None:
    found = _csv(f"{HEAD}\nA,N,Zed,,1,USD,Open,\nB,N,Zed,,1,USD,Open,\nC,N,,,1,USD,Open,")
    assert found.by_rep == {}
    assert (found.foreign, found.unowned) == (2, 1)
    assert len(found.problems) == 2
    assert "funnel.csv, line 2" in found.problems[0]
    assert "'Zed'" in found.problems[0]


def test_an_owner_written_last_name_first_is_found() -> None:
    assert "devon@s.example" in _csv(f'{HEAD}\nA,N,"Ray, Devon",,1000,USD,Open,').by_rep


def test_without_owners_the_owner_stays_as_written() -> None:
    found = _csv(
        f"{HEAD}\nA,N,Zed,,1000,USD,Open,\nB,N,Zed,Z@s.example,1000,USD,Open,", owners=None
    )
    assert set(found.by_rep) == {"Zed", "z@s.example"}


def test_odd_amounts_and_dates_are_told_by_line_and_never_guessed() -> None:
    found = _csv(f"{HEAD}\nA,N,Mia,,lots,USD,Open,03/04/2027\nB,N,Mia,,1000,USD,Open,soonish")
    first, second = found.by_rep["mia@s.example"]
    assert (first.amount, first.close_date, second.close_date) == (None, None, None)
    assert [p.split(":")[0] for p in found.problems] == [
        "funnel.csv, line 2",
        "funnel.csv, line 2",
        "funnel.csv, line 3",
    ]


@pytest.mark.parametrize(
    ("other", "wanted"), [("25/12/2026", date(2027, 4, 3)), ("12/25/2026", date(2027, 3, 4))]
)
def test_one_clear_date_decides_how_the_column_is_read(other: str, wanted: date) -> None:
    found = _csv(f"{HEAD}\nA,N,Mia,,1000,USD,Open,03/04/2027\nB,N,Mia,,1000,USD,Open,{other}")
    assert found.by_rep["mia@s.example"][0].close_date == wanted


def test_lines_above_the_header_are_passed_over() -> None:
    found = _csv(
        f"sep=,\nOpen pipeline\nAs of today,,,\n\n{HEAD}\nRenewal,Northwind,Mia,,120000,USD,Proposal,2026-12-04"
    )
    assert found.by_rep["mia@s.example"] == (RENEWAL,)


@pytest.mark.parametrize(("data", "words"), [
    (b"", "line 1"), (b"a,b\n1,2", "no known column in 'a, b'"), (b"PK\x03\x04abc", "xlsx"), (b"\0\1\2\3" * 50, "characters"),
])  # fmt: skip
def test_a_wrong_file_is_refused_with_file_place_and_remedy(data: bytes, words: str) -> None:
    with pytest.raises(BadInput, match=r"funnel\.csv") as caught:
        _csv(data)
    assert words in str(caught.value)


def test_hostile_sizes_are_refused() -> None:
    with pytest.raises(BadInput, match="10 MB"):
        _csv(b"x" * 10_000_001)
    with pytest.raises(BadInput, match="rows"):
        _csv(HEAD + "\nA,N,Mia,,1,USD,Open," * (MAX_ROWS + 1))
    with pytest.raises(BadInput, match="columns"):
        _csv(HEAD + "\n" + "x," * 5_000)
    started = time.process_time()
    with pytest.raises(BadInput):
        _csv('"' * 200_001)
    assert time.process_time() - started < 3


@settings(max_examples=150, deadline=None)
@given(
    st.one_of(
        st.binary(max_size=300),
        st.text(max_size=300).map(lambda t: f"{HEAD}\n{t}".encode("utf-8", "replace")),
    )
)
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    try:
        deals = _csv(data).by_rep.values()
    except BadInput as err:
        deals = [(RENEWAL,)] if "funnel.csv" in str(err) else [()]
    assert all(deals)


# XLSX


def _xlsx(*rows: list[object], sheet: str = "Data") -> bytes:
    book = openpyxl.Workbook()
    book.active.title = sheet
    for row in rows:
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _read_xlsx(data: bytes) -> FunnelFile:
    return read_funnel_xlsx(data, name="funnel.xlsx", today=TODAY, owners=OWNERS)


def test_an_xlsx_export_is_read_with_real_dates_and_numbers() -> None:
    data = _xlsx(
        HEAD.split(","),
        ["Renewal", "Northwind", "Mia", None, 120000, "USD", "Proposal", DAY],
    )
    assert _read_xlsx(data).by_rep == {"mia@s.example": (RENEWAL,)}


def test_a_formula_without_its_value_is_told_by_its_cell_and_the_deal_is_kept() -> None:
    data = _xlsx(
        HEAD.split(","), ["Renewal", "Northwind", "Mia", None, "=1+1", "USD", "Proposal", None]
    )
    found = _read_xlsx(data)
    assert [(d.name, d.amount) for d in found.by_rep["mia@s.example"]] == [("Renewal", None)]
    (problem,) = found.problems
    assert "funnel.xlsx, cell E2: holds a formula without its value; open the file" in problem


def test_a_formula_in_another_column_does_not_matter() -> None:
    data = _xlsx([*HEAD.split(","), "Score"], ["Renewal", "Northwind", "Mia", None, 120000, "USD", "Proposal",
                                                DAY, "=1+1"])  # fmt: skip
    assert _read_xlsx(data).by_rep == {"mia@s.example": (RENEWAL,)}


@pytest.mark.parametrize("data", [b"", b"hello", b"PK\x03\x04", b"\xd0\xcf\x11\xe0" * 20])
def test_what_is_no_xlsx_is_refused(data: bytes) -> None:
    with pytest.raises(BadInput, match=r"funnel\.xlsx"):
        _read_xlsx(data)


_SHEET = "xl/worksheets/sheet1.xml"
_STRINGS = "xl/sharedStrings.xml"
_STRINGS_ARE_THERE = (
    b'<Override PartName="/xl/sharedStrings.xml" ContentType='
    b'"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/>'
)


def _with_part(name: str, content: bytes) -> bytes:
    source, out = zipfile.ZipFile(io.BytesIO(_xlsx(HEAD.split(",")))), io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for item in source.infolist():
            kept = source.read(item)
            if name == _STRINGS and item.filename == "[Content_Types].xml":
                kept = kept.replace(b"</Types>", _STRINGS_ARE_THERE + b"</Types>")
            target.writestr(item, content if item.filename == name else kept)
        if name not in source.namelist():
            target.writestr(name, content)
    return out.getvalue()


def _sheet(rows: str, tail: str = "") -> bytes:
    """Return a sheet with a header and one deal before the rows."""
    deal = "".join(
        "<row>" + "".join(f'<c t="inlineStr"><is><t>{x}</t></is></c>' for x in cells) + "</row>"
        for cells in (HEAD.split(","), ["Renewal", "Northwind", "Mia"])
    )
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    head = f'<worksheet xmlns="{main}"><sheetData>{deal}'
    return f"{head}{rows}</sheetData>{tail}</worksheet>".encode()


def _strings(count: int, prologue: str = "") -> bytes:
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    text = f'{prologue}<sst xmlns="{main}">' + "<si><t>a</t></si>" * count + "</sst>"
    return text.encode()


BOMBS = {
    "one row of cells without end": (_SHEET, lambda: _sheet(f"<row>{'<c/>' * 500_000}</row>")),
    "cells without end": (_SHEET, lambda: _sheet(f"<row>{'<c/>' * 16_000}</row>" * 130)),
    "rows without end": (_SHEET, lambda: _sheet("<row/>" * 1_100_000)),
    "a tag without end": (_SHEET, lambda: _sheet(f"<row {' ' * 5_000_000}/>")),
    "text without end": (_SHEET, lambda: _sheet(f"<row><c><v>{'1' * 100_000_000}</v></c></row>")),
    "depth without end": (_SHEET, lambda: _sheet("<row>" * 60 + "</row>" * 60)),
    "links without end": (_SHEET, lambda: _sheet("", f"<x>{'<y/>' * 70_000}</x>")),
    "strings without end": (_STRINGS, lambda: _strings(1_000_001)),
}  # fmt: skip


@pytest.mark.parametrize("what", BOMBS)
def test_a_file_that_swells_when_it_is_read_is_refused_at_once(what: str) -> None:
    part, content = BOMBS[what]
    data = _with_part(part, content())
    began = time.process_time()
    with pytest.raises(BadInput, match=r"funnel\.xlsx: is larger inside .* save as CSV"):
        _read_xlsx(data)
    assert time.process_time() - began < 8


def test_one_sheet_that_is_named_many_times_over_is_refused() -> None:
    book = zipfile.ZipFile(io.BytesIO(_xlsx(HEAD.split(",")))).read("xl/workbook.xml").decode()
    (named,) = re.findall(r"<(?:\w+:)?sheet [^>]*/>", book)
    with pytest.raises(BadInput, match="is larger inside"):
        _read_xlsx(_with_part("xl/workbook.xml", book.replace(named, named * 300).encode()))


def test_a_packing_that_excel_does_not_write_is_refused() -> None:
    source, out = zipfile.ZipFile(io.BytesIO(_xlsx(HEAD.split(",")))), io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_LZMA) as target:
        for name in source.namelist():
            target.writestr(name, source.read(name))
    with pytest.raises(BadInput, match="unusual way"):
        _read_xlsx(out.getvalue())


def test_what_is_never_read_may_be_as_large_as_it_likes() -> None:
    assert _read_xlsx(_with_part("xl/media/big.bin", b"\0" * 100_000_001)).by_rep == {}


@pytest.mark.parametrize("blanks", [0, 1_100, 100_000])
def test_xml_with_entities_is_refused_wherever_it_declares_them(blanks: int) -> None:
    prologue = f'<?xml version="1.0"?>{" " * blanks}<!DOCTYPE s [<!ENTITY a "b">]>'
    for part in (_STRINGS, "xl/workbook.xml", _SHEET):
        with pytest.raises(BadInput, match="DOCTYPE"):
            _read_xlsx(_with_part(part, _strings(1, prologue)))


def test_a_damaged_part_is_refused() -> None:
    with pytest.raises(BadInput, match=r"funnel\.xlsx"):
        _read_xlsx(_with_part(_SHEET, b"<broken"))


def test_the_open_deals_of_two_hundred_reps_are_read() -> None:
    cells = "".join(f'<c t="inlineStr"><is><t>{x}</t></is></c>' for x in ("{0}", "N", "Mia", "", 1))
    rows = "".join(f"<row>{cells.format(n)}</row>" for n in range(200 * 100))
    found = _read_xlsx(_with_part(_SHEET, _sheet(rows)))
    assert len(found.by_rep["mia@s.example"]) == 200 * 100 + 1
    assert found.problems == ()


@settings(max_examples=30, deadline=None)
@given(st.integers(0, 3000), st.binary(min_size=1, max_size=20))
def test_a_damaged_xlsx_is_read_or_refused(at: int, damage: bytes) -> None:
    data = bytearray(
        _xlsx(HEAD.split(","), ["Renewal", "Northwind", "Mia", None, 1, "USD", "Open", None])
    )
    data[at : at + len(damage)] = damage
    with contextlib.suppress(BadInput):
        _read_xlsx(bytes(data))


# Tables of a mail and lists in a reply


def test_the_table_of_a_pipeline_mail_is_read() -> None:
    tables = [
        [["Report", "Open pipeline"]],
        [
            HEAD.split(","),
            ["Renewal", "Northwind", "Mia", "", "$120,000", "", "Proposal", "2026-12-04"],
        ],
    ]
    assert read_funnel_table(tables, today=TODAY, owners=OWNERS).by_rep["mia@s.example"] == (
        RENEWAL,
    )


@pytest.mark.parametrize("tables", [[], [[]], [[["x", "y"]]], [[[""]]]])
def test_a_mail_without_such_a_table_is_refused(tables: list[list[list[str]]]) -> None:
    with pytest.raises(BadInput, match="the mail"):
        read_funnel_table(tables, today=TODAY)


def test_a_rep_lists_deals_in_a_reply() -> None:
    text = ("Hi Sam,\n\nmy open deals:\n1. Northwind - renewal, 120k USD, negotiation, Dec 4\n- Acme 50k EUR\n"
            "* Globex (proposal)\nInitech | cloud | $240,000\n> 9. Quoted deal\n\nThanks\nDevon")  # fmt: skip
    deals = read_funnel_reply(text, today=TODAY)
    assert [d.company for d in deals] == ["Northwind", "Acme", "Globex", "Initech"]
    assert deals[0].name == "Northwind – renewal"
    assert (deals[0].amount, deals[0].currency, deals[0].stage) == (120_000, "USD", "negotiation")
    assert deals[0].close_date == date(2026, 12, 4)
    assert (deals[1].amount, deals[1].currency) == (50_000, "EUR")
    assert deals[3].amount == 240_000


@pytest.mark.parametrize("text", ["", "none", "nothing right now", "Hi,\n\nnone\n\nThanks"])
def test_a_rep_without_deals_lists_none(text: str) -> None:
    assert read_funnel_reply(text, today=TODAY) == ()


@pytest.mark.parametrize("text", [
    "I am ill until Monday", "OK", "see CRM", "I'll send it tomorrow", "attached", "Siehe Anhang", "Ci-joint",
    "here", "Here you go", "here is my pipeline", "hier meine Liste", "Voici ma liste", "Segue a lista", "Can you take it from Salesforce?", "Ich schicke sie morgen", "Estoy de viaje", "Zie bijlage", "Em anexo",
])  # fmt: skip
def test_a_sentence_is_no_deal(text: str) -> None:
    assert read_funnel_reply(text, today=TODAY) == ()


@pytest.mark.parametrize(("text", "names"), [
    ("1. Acme 2. Globex 3. Initech", ["Acme", "Globex", "Initech"]),
    ("Acme; Globex; Initech", ["Acme", "Globex", "Initech"]),
    ("Acme, Globex, Initech", ["Acme", "Globex", "Initech"]),
    ("Acme; renewal; 40k; proposal", ["Acme"]), ("Corbel & Sons", ["Corbel & Sons"]),
    ("Northwind, renewal, 40k, proposal", ["Northwind"]), ("Here Technologies, maps, 40k", ["Here Technologies"]),
])  # fmt: skip
def test_several_deals_on_a_line_are_several(text: str, names: list[str]) -> None:
    assert [deal.company for deal in read_funnel_reply(text, today=TODAY)] == names


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=300))
def test_no_text_makes_the_list_reader_fail(text: str) -> None:
    assert all(deal.name for deal in read_funnel_reply(text, today=TODAY))


@pytest.mark.parametrize(
    "text", ["12k " * 50_000, "a, " * 50_000, "$" * 100_000, "x\n" * 100_000, "1,1" * 50_000]
)
def test_hostile_lists_are_read_in_bounded_time(text: str) -> None:
    started = time.process_time()
    read_funnel_reply(text, today=TODAY)
    assert time.process_time() - started < 3


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("I've got Acme Foods 120k closing in Dec, Globex 80k and one at Initech. thats it", ["Acme Foods", "Globex", "Initech"]),
        ("just 2: Acme (120k, proposal) and Globex 80k", ["Acme", "Globex"]),
        ("Acme 120k, Proposal, closes Q4; Globex 90k, Nov 12", ["Acme", "Globex"]),
        ("Acme, Line 4, 120k, Proposal, Dec 4", ["Acme – Line 4"]),
        ("Just Eat, 40k", ["Just Eat"]),
        ("its all in salesforce", []),
        ("everything is in hubspot", []),
        ("steht alles im CRM", []),
        ("Salesforce rollout at Acme, 80k", ["Salesforce rollout at Acme"]),
    ],
)  # fmt: skip
def test_deals_told_in_a_sentence_are_listed_one_by_one(text: str, names: list[str]) -> None:
    assert [o.name for o in read_funnel_reply(text, today=date(2026, 9, 30))] == names


def test_headings_in_short_below_a_title_are_known() -> None:
    data = (
        "Pipeline export,,,,\nGenerated 30/09/2026,,,,\nOpp name,Acct,Rep,TCV,Est. close\n"
        "Line 4,Acme,tom@x.example,$120k,4-Dec-26\nTotal,,,120k,\n"
    )
    file = read_funnel_csv(data.encode(), name="p.csv", today=date(2026, 9, 30))
    ((deal,),) = file.by_rep.values()
    assert (deal.name, deal.company, deal.amount) == ("Line 4", "Acme", 120_000)
    assert deal.close_date == date(2026, 12, 4)
