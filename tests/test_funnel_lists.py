"""Lists of open deals as people really keep them: grouped, on several sheets, in units, with footers."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import openpyxl
import pytest

from debrief.errors import BadInput
from debrief.funnels.columns import field_of, header_currency, header_unit, is_closed, outcome_of
from debrief.funnels.dates import read_cell_date
from debrief.funnels.funnel import read_funnel_csv, read_funnel_table, tables_in_text
from debrief.funnels.owners import owners_of
from debrief.funnels.report import read_file
from debrief.funnels.table import FunnelFile
from debrief.team import Company, Person, Team

TODAY = date(2026, 11, 23)
TOM, ANA = "tom.becker@ours.example", "ana.silva@ours.example"
TEAM = Team(
    company=Company(name="Ours", domain="ours.example"),
    manager=Person(name="Kim Voss", email="kim.voss@ours.example"),
    reps=(Person(name="Tom Becker", email=TOM), Person(name="Ana Silva", email=ANA)),
)
HEAD = ["Owner", "Account", "Deal", "Value", "Stage", "Close"]
DAY = datetime(2026, 12, 4)  # noqa: DTZ001 - a spreadsheet's days have no zone


def _xlsx(build: Callable[[Any], None], name: str = "pipeline.xlsx") -> FunnelFile:
    book = openpyxl.Workbook()
    build(book)
    out = io.BytesIO()
    book.save(out)
    return read_file(out.getvalue(), name, TEAM, TODAY)


def _rows(*rows: list[object]) -> Callable[[Any], None]:
    def build(book: Any) -> None:
        for row in rows:
            book.active.append(row)

    return build


def _csv(text: str, name: str = "pipeline.csv") -> FunnelFile:
    return read_file(text.encode(), name, TEAM, TODAY)


def _names(file: FunnelFile) -> dict[str, list[str]]:
    return {rep: [deal.name for deal in deals] for rep, deals in file.by_rep.items()}


def test_an_owner_in_merged_cells_owns_every_deal_beside_them() -> None:
    def build(book: Any) -> None:
        sheet = book.active
        _rows(["Pipeline Q4"], [], HEAD, ["Tom Becker", "Acme", "A", 1, "Proposal", DAY],
              [None, "Globex", "B", 2, "Proposal", DAY], ["Ana Silva", "Hooli", "C", 3, "Proposal", DAY],
              [None, "Stark", "D", 4, "Closed Won", DAY], [None, "Initech", "E", 4, "Proposal", DAY],
              ["Tom Becker", "Umbra", "F", 4, "Proposal", DAY], ["Tom Becker", "Umbra", "G", 4, "Proposal", DAY],
              [None, "Stray", "H", 4, "Proposal", DAY])(book)  # fmt: skip
        for reference in ("A1:F1", "A4:A5", "A6:A8"):
            sheet.merge_cells(reference)

    found = _xlsx(build)
    assert _names(found) == {TOM: ["A", "B", "F", "G"], ANA: ["C", "E"]}
    assert (found.skipped, found.unowned) == (1, 1)


def test_an_owner_above_empty_cells_owns_them_where_owners_are_written_once() -> None:
    found = _csv(
        "Owner,Deal,Amount\nTom Becker,A,1k\n,B,2k\nTom Becker Total,,3k\nAna Silva,C,1k\nGrand Total,,4k\n"
    )
    assert _names(found) == {TOM: ["A", "B"], ANA: ["C"]}
    assert found.problems == (
        "pipeline.csv: a deal without an owner counts as one of the owner above it",
    )


@pytest.mark.parametrize("text", [
    "Tom Becker,A,1k\nTom Becker,B,1k\n,X,1k\nAna Silva,C,1k\n",
    "Tom Becker,A,1k\nAna Silva,C,1k\n,X,1k\n",
    ",X,1k\nTom Becker,A,1k\nAna Silva,C,1k\n",
])  # fmt: skip
def test_a_deal_that_nobody_owns_is_given_to_nobody(text: str) -> None:
    found = _csv(f"Owner,Deal,Amount\n{text}")
    assert "X" not in str(found.by_rep)
    assert found.unowned == 1


def test_a_stranger_above_empty_cells_keeps_their_deals_from_the_team() -> None:
    found = _csv("Owner,Deal\nTom Becker,A\nZed Zonk,B\n,C\nAna Silva,D\n")
    assert _names(found) == {TOM: ["A"], ANA: ["D"]}
    assert found.foreign == 2


def test_a_reps_name_alone_in_a_row_stands_above_their_deals() -> None:
    found = _csv(
        "Account,Deal,Value\nTom Becker,,3000\nAcme,A,1k\nGlobex,B,2k\nSubtotal,,3k\nAna Silva\nHooli,C,1k\n"
    )
    assert _names(found) == {TOM: ["A", "B"], ANA: ["C"]}


def test_the_deals_below_a_strangers_name_are_not_those_of_the_rep_above() -> None:
    found = _csv(
        "Deal,Value,Stage\nTom Becker,,\nA,1k,Demo\nNorvale Dairy\nPeter Fremd,,\nB,2k,Demo\nC,1k,Demo\n"
        "Ana Silva,,\nD,1k,Demo\nHooli,,\nE,1k,Demo\n"
    )
    assert _names(found) == {TOM: ["A", "Norvale Dairy"], ANA: ["D", "Hooli", "E"]}
    assert (found.foreign, found.problems) == (
        2,
        (
            "pipeline.csv, line 5: 'Peter Fremd' is not on the team; what stands below is left out (a deal needs its amount or stage)",
        ),
    )


def test_a_customer_who_is_called_like_a_rep_is_a_deal() -> None:
    found = _csv("Deal;Value;Close\nAcme;1k;\nBecker;5000;2026-12-04\nTB;5000;\nGlobex;2k;\n")
    assert _names(found) == {"": ["Acme", "Becker", "TB", "Globex"]}


def test_a_customer_whose_name_begins_like_a_sum_is_a_deal() -> None:
    found = _csv(
        "Deal;Value;Stage;Owner\nTotal Wine;1k;Demo;Tom Becker\nSuma Foods;2k;Demo;Tom Becker\n"
        "Total Tom Becker;3k;;\nTotal;3k;2 deals;\nSumme;3k;;\n"
    )
    assert _names(found) == {TOM: ["Total Wine", "Suma Foods"]}


def test_every_sheet_counts_and_one_that_is_named_after_a_rep_is_theirs() -> None:
    def build(book: Any) -> None:
        _rows(["Account", "Deal"], ["Acme", "A"])(book)
        book.active.title = "Tom B."
        for title, row in (
            ("Silva", ["Hooli", "B"]),
            ("Summary", ["Acme", "A"]),
            ("Lost", ["Umbra", "C"]),
        ):
            sheet = book.create_sheet(title)
            sheet.append(["Account", "Deal"])
            sheet.append(row)

    found = _xlsx(build)
    assert _names(found) == {TOM: ["A"], ANA: ["B"]}
    assert found.skipped == 1
    assert (
        "pipeline.xlsx, sheet 'Summary': does not say whose its deals are; left out"
        in found.problems
    )


def test_a_deal_on_two_sheets_counts_once_and_a_hidden_sheet_not_at_all() -> None:
    def build(book: Any) -> None:
        _rows(HEAD, ["Tom Becker", "Old", "Z", 1])(book)
        book.active.sheet_state = "hidden"
        for title in ("North", "All"):
            sheet = book.create_sheet(title)
            sheet.append(HEAD)
            sheet.append(["Tom Becker", "Acme", "A", 1])
            sheet.append(["Ana Silva", "Acme", title, 1])
        book.active = 1

    found = _xlsx(build)
    assert _names(found) == {TOM: ["A"], ANA: ["North", "All"]}
    assert found.problems == ("pipeline.xlsx: the hidden sheet 'Sheet' is left out",)


def test_a_sheet_of_open_and_closed_deals_is_read_row_by_row() -> None:
    def build(book: Any) -> None:
        for title, deal in (("Open, won, lost", "A"), ("Lost 2026", "B")):
            sheet = book.create_sheet(title)
            sheet.append(HEAD)
            sheet.append(["Tom Becker", "Acme", deal, 1, "Demo"])

    assert _names(_xlsx(build)) == {TOM: ["A"]}


def test_a_sheet_of_sums_by_customer_does_not_double_the_deals() -> None:
    deals = [HEAD, ["Tom Becker", "Acme", "A", 1, "Demo"], ["Tom Becker", "Hooli", "", 4, "Demo"]]
    sums = [["Account", "Owner", "Value"], ["Acme", "Tom Becker", 1], ["Zephyr", "Tom Becker", 2]]
    for sheets in ((deals, sums), (sums, deals)):

        def build(book: Any, sheets: tuple[list[list[object]], ...] = sheets) -> None:
            for rows in sheets:
                sheet = book.create_sheet()
                for row in rows:
                    sheet.append(row)

        (names,) = _names(_xlsx(build)).values()
        assert sorted(names) == ["A", "Hooli", "Zephyr"]


def test_hidden_rows_count_and_are_told() -> None:
    def build(book: Any) -> None:
        _rows(HEAD, ["Tom Becker", "Acme", "A", 1], ["Tom Becker", "Globex", "B", 1])(book)
        book.active.row_dimensions[3].hidden = True

    found = _xlsx(build)
    assert _names(found) == {TOM: ["A", "B"]}
    assert found.problems == ("pipeline.xlsx: 1 hidden row was read as well",)


def test_of_a_formula_the_stored_value_counts() -> None:
    book = openpyxl.Workbook()
    _rows(HEAD, ["Tom Becker", "Acme", "A", "=10*100"])(book)
    made, out = io.BytesIO(), io.BytesIO()
    book.save(made)
    with zipfile.ZipFile(made) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            if name.endswith("sheet1.xml"):
                assert b"</f><v" in data
                data = (
                    data.replace(b"<v></v>", b"<v>1000</v>")
                    .replace(b"<v />", b"<v>1000</v>")
                    .replace(b"<v/>", b"<v>1000</v>")
                )
            target.writestr(name, data)
    found = read_file(out.getvalue(), "pipeline.csv", TEAM, TODAY)  # whatever it is called
    assert [deal.amount for deal in found.by_rep[TOM]] == [1_000]
    assert found.problems == ()


def test_a_printed_report_of_salesforce_is_read_without_sums_and_footer() -> None:
    found = _csv(
        "Open pipeline\nAs of 2026-11-23 • Generated by Kim Voss\n"
        ",Opportunity Owner  ↑,Opportunity Name,Account Name,Stage,Amount,Close Date\n"
        ',Tom Becker (2),Renewal,Acme,Negotiation,"EUR 12,500.00",04.12.2026\n'
        ',,Upsell,Globex,Proposal,"EUR 1,500.00",05.12.2026\n,Subtotal,,,,"EUR 14,000.00",\n,,,,Sum,"EUR 14,000",\n'
        ',Ana Silva (1),X,Hooli,Proposal,"EUR 1,500.00",05.12.2026\n,Subtotal,Count: 1,,,"EUR 1,500.00",\n'
        ',Total,,,,"EUR 15,500.00",\n,,Count,3,,\n\n'
        "Copyright (c) 2000-2026 salesforce.com, inc. All rights reserved.\n"
        "Confidential Information - Do Not Distribute\nGenerated By: Kim Voss 23.11.2026 09:14\n"
    )
    assert _names(found) == {TOM: ["Renewal", "Upsell"], ANA: ["X"]}
    assert (found.foreign, found.unowned) == (0, 0)


def test_a_pipedrive_export_is_closed_by_its_status_and_shows_its_stage() -> None:
    found = _csv(
        "Deal - Title;Deal - Value;Deal - Organization;Deal - Owner;Deal - Status;Deal - Stage;Person - Email\n"
        "A;12500;Acme;Tom Becker;Open;Proposal Made;jo@acme.example\nB;1;Globex;Tom Becker;Won;Proposal Made;\n"
    )
    (deal,) = found.by_rep[TOM]
    assert (deal.name, deal.company, deal.stage) == ("A", "Acme", "Proposal Made")
    assert found.ended == {TOM: (("B", "won"),)}
    assert found.unused == ("Person - Email",)


def test_the_owner_of_the_deal_counts_not_that_of_the_account() -> None:
    found = _csv("Account Owner,Account,Opportunity Owner,Deal\nAna Silva,Acme,Tom Becker,A\n")
    assert _names(found) == {TOM: ["A"]}


@pytest.mark.parametrize(("heading", "cell", "amount", "currency"), [
    ("Value (k€)", "12,5", 12_500, "EUR"), ("Wert in TEUR", "12,5", 12_500, "EUR"), ("Montant k€", "12", 12_000, "EUR"),
    ("Amount (USD m)", "1.2", 1_200_000, "USD"), ("Value (k€)", "€ 12.5k", 12_500, "EUR"), ("Amount in thousands", "80", 80_000, None),
    ("Amount (EUR)", "12500", 12_500, "EUR"), ("Montant HT", "12 500,00 €", 12_500, "EUR"), ("Wert", "CHF 12'500.-", 12_500, "CHF"),
    ("Waarde", "€ 12.500,-", 12_500, "EUR"), ("Value", "45k?", 45_000, None),
])  # fmt: skip
def test_amounts_are_read_in_the_unit_of_their_heading(
    heading: str, cell: str, amount: float, currency: str | None
) -> None:
    (deal,) = _csv(f"Owner;Deal;{heading}\nTom Becker;A;{cell}\n").by_rep[TOM]
    assert (deal.amount, deal.currency) == (amount, currency)


def test_a_sum_that_may_be_written_in_full_below_a_unit_is_asked_about() -> None:
    found = _csv("Owner;Deal;Value (k€)\nTom Becker;A;120000\nTom Becker;B;12000\n")
    assert [deal.amount for deal in found.by_rep[TOM]] == [None, 12_000_000]
    assert found.problems == (
        "pipeline.csv, line 2: amount '120000' is very large below 'Value (k€)'; write it as 120k or 120m",
    )


@pytest.mark.parametrize(("heading", "cell", "amount"), [
    ("Value", 345.678, 345.678), ("Value", 12.375, 12.375), ("Value (k€)", 12.375, 12_375), ("Value", 98765.4321, 98765.4321),
    ("Value", 1234.5, 1234.5), ("Value", 1e6, 1e6),
])  # fmt: skip
def test_the_decimals_of_a_spreadsheets_number_are_no_thousands(
    heading: str, cell: float, amount: float
) -> None:
    (deal,) = _xlsx(_rows(["Owner", "Deal", heading], ["Tom Becker", "A", cell])).by_rep[TOM]
    assert deal.amount == amount


@pytest.mark.parametrize(
    "cell", ["tbd", "TBD", "n/a", "?", "-", "0", "0,00 €", "k.A.", "à définir"]
)
def test_a_cell_that_says_that_nobody_knows_is_no_problem(cell: str) -> None:
    found = _csv(
        f"Owner;Deal;Value;Close\nTom Becker;A;{cell};{cell if not cell.startswith('0') else ''}\n"
    )
    (deal,) = found.by_rep[TOM]
    assert (deal.amount, deal.close_date, found.problems) == (None, None, ())


@pytest.mark.parametrize(("heading", "field"), [
    ("Projekt / Thema", "name"), ("Verantwortl.", "owner"), ("Voraussichtl. Abschlussdatum", "close_date"), ("Opportunity: Stage", "stage"),
    ("Deal - Title", "name"), ("Potential Customer", "company"), ("Signature prévue", "close_date"), ("Previsão de fechamento", "close_date"),
    ("Verwachte sluiting", "close_date"), ("Fecha prevista", "close_date"), ("Person - Email", None), ("Next step", None), ("Notes on the deal", None),
    ("Probability (%)", None), ("", None),
])  # fmt: skip
def test_headings_are_known_as_people_write_them(heading: str, field: str | None) -> None:
    assert field_of(heading) == field


@pytest.mark.parametrize(("heading", "unit", "currency"), [
    ("Amount (EUR)", 1, "EUR"), ("Betrag [T€]", 1_000, "EUR"), ("Value (in k)", 1_000, None), ("Amount", 1, None), ("Budget in time", 1, None),
])  # fmt: skip
def test_a_heading_names_unit_and_currency(heading: str, unit: int, currency: str | None) -> None:
    assert (header_unit(heading), header_currency(heading)) == (unit, currency)


@pytest.mark.parametrize(("stage", "how"), [
    ("closedwon", "won"), ("Contract Signed", "won"), ("Auftrag erhalten", "won"), ("Bestellt", "won"), ("Signé", "won"), ("closedlost", "lost"),
    ("Absage", "lost"), ("Abgelehnt", "lost"), ("Vervallen", "lost"), ("Propuesta rechazada", "lost"), ("Storniert", None), ("Annulé", None),
    ("Cancelado", None), ("Geannuleerd", None), ("Lost - no budget", "lost"), ("Verloren – nicht qualifiziert", "lost"),
    ("Perdu - non retenu", "lost"), ("Perdido: no hay presupuesto", "lost"), ("Closed - No Decision", None), ("Closed (not won)", None),
    ("Demo - lost", "lost"), ("Pilot verloren", "lost"), ("Won - not yet invoiced", "won"), ("Absage - no budget", "lost"),
])  # fmt: skip
def test_a_stage_that_says_that_it_is_over_closes_a_deal(stage: str, how: str | None) -> None:
    assert (is_closed(stage), outcome_of(stage)) == (True, how)


@pytest.mark.parametrize("stage", [
    "Closing", "Verbal win", "Nearly won", "Contract sent", "Angebot abgegeben", "Winning", "Win-back", "NDA signed", "To be closed",
    "Noch nicht verloren", "No longer lost", "Won, not yet signed", "Gewonnen (mündlich)", "Closed: not yet", "Noch nicht abgelehnt",
    "Demo abgeschlossen", "Qualifizierung abgeschlossen", "POC gewonnen", "Tech won", "Discovery closed", "On hold", "Im Abschluss", "Negotiation/Review",
])  # fmt: skip
def test_a_stage_before_the_end_leaves_a_deal_open(stage: str) -> None:
    assert not is_closed(stage)


@pytest.mark.parametrize(("text", "wanted"), [
    ("12/2026", date(2026, 12, 31)), ("2026-12", date(2026, 12, 31)), ("Q1/27", date(2027, 3, 31)), ("46360", date(2026, 12, 4)),
    ("20261204", date(2026, 12, 4)), ("Dec-26", date(2026, 12, 31)), ("4-Dec-26", date(2026, 12, 4)), ("13/2026", None), ("12500", None),
    ("2027", None), ("03/04/2027", None),
])  # fmt: skip
def test_a_closing_date_is_read_in_every_form_that_leaves_no_doubt(
    text: str, wanted: date | None
) -> None:
    assert read_cell_date(text, TODAY) == wanted


@pytest.mark.parametrize(("data", "name", "what"), [
    (b"\xd0\xcf\x11\xe0" + b"\0" * 99, "deals.xls", "an old Excel file"), (b"PK\x03\x04" + b"\0" * 26 + b"mimetypeapplication/vnd.oasis.opendocument", "d.ods", "an OpenDocument sheet"),
    (b"%PDF-1.7", "deals.csv", "a PDF"), (b"\x89PNG\r\n", "deals.xlsx", "a picture"), (b"PK\x03\x04", "deals.numbers", "a Numbers sheet"),
])  # fmt: skip
def test_a_file_of_another_kind_is_named_with_what_to_do(data: bytes, name: str, what: str) -> None:
    with pytest.raises(BadInput, match=f"{name}: is {what}.* send the list as XLSX or CSV"):
        read_file(data, name, TEAM, TODAY)


def test_a_page_that_calls_itself_an_excel_file_is_read() -> None:
    page = "<html><table><tr><th>Owner</th><th>Deal</th></tr><tr><td>Tom Becker</td><td>A</td></tr></table>"
    assert _names(_csv(page, "report.xls")) == {TOM: ["A"]}


def test_a_file_that_names_nobody_but_in_its_own_name_is_that_reps() -> None:
    assert _names(_csv("Deal,Amount\nA,1k\n", "pipeline_Tom_Becker_2026.csv")) == {TOM: ["A"]}
    assert _names(_csv("Deal,Amount\nA,1k\n", "deals.csv")) == {"": ["A"]}


@pytest.mark.parametrize("text", [
    "Hi,\n\nOwner\tDeal\tAmount\nTom Becker\tA\t12k\nAna Silva\tB\t1k\n\nThanks,\nKim",
    "Owner;Deal;Amount\nTom Becker;A;12k\nAna Silva;B;1k\n", "| Owner | Deal | Amount |\n|---|---|---|\n| Tom Becker | A | 12k |\n| Ana Silva | B | 1k |\n",
    'Owner,Deal,Amount\nTom Becker,A,"12,000"\nAna Silva,B,1k\n', "Owner, Deal, Amount\nTom Becker, A, 12,000\n\nAna Silva, B, €1,200,000\nThanks,\nKim",
    "Owner | Deal | Amount\nTom Becker | A | 12,000\nAna Silva | B | 1k\n\nKim Voss | Head of Sales\nDirect +49 30 1234 | Mobile +49 170 12\n",
    "Owner\tDeal\tAmount\nTom Becker\tA\t12k\n\nAna Silva\tB\nBest regards,\tKim\n",
])  # fmt: skip
def test_a_table_that_was_pasted_into_a_text_is_read(text: str) -> None:
    found = read_funnel_table([*tables_in_text(text)], today=TODAY, owners=owners_of(TEAM))
    assert _names(found) == {TOM: ["A"], ANA: ["B"]}
    assert found.by_rep[TOM][0].amount == 12_000


def test_a_sum_and_a_day_with_a_comma_stay_whole_in_a_list_that_commas_part() -> None:
    head = "Owner,Deal,Value,Stage,Close\n"
    found = _csv(f"{head}Tom Becker,A,120,000,Demo,Dec 4, 2026\nTom Becker,B,90,Demo,2026-12-04,\n")
    told = [(d.amount, d.stage, d.close_date) for d in found.by_rep[TOM]]
    assert told == [(120_000, "Demo", DAY.date()), (90, "Demo", DAY.date())]


@pytest.mark.parametrize("text", [
    "", "Deal, customer, amount: all of it is in the file.\nRegards, Kim", "We talked about the deal, the customer and the price, and then left.\nBye",
    "deal; company\n",
])  # fmt: skip
def test_a_sentence_is_no_table(text: str) -> None:
    assert list(tables_in_text(text)) == []


def test_the_list_of_a_system_gives_nobody_what_has_no_owner() -> None:
    table = [["Owner Email", "Deal"], [TOM, "A"], ["", "X"], [ANA, "B"]]
    found = read_funnel_table([table], today=TODAY, owners=owners_of(TEAM), whole=True)
    assert _names(found) == {TOM: ["A"], ANA: ["B"]}


def test_an_empty_file_says_that_it_is_empty() -> None:
    with pytest.raises(BadInput, match=r"p\.csv, line 1: is empty"):
        read_funnel_csv(b"  \n", name="p.csv", today=TODAY)
