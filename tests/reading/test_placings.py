"""A portal's table of bidders tells who won: another or we; it is no report of many deals."""

import pytest

from debrief.reading.reading import read_message
from debrief.reading.records.placings import placing
from tests.reading.test_verdict import BEN, TEAM

HEADINGS = {
    "en": ("Rank", "Bidder", "Price ex VAT", "Outcome", "Awarded", "The evaluation report on Dashboards for eight depots, contracting authority Greenvale Borough Council, is available."),
    "de": ("Rang", "Bieter", "Preis netto", "Ergebnis", "Zuschlag", "Im Verfahren Dashboards für acht Lager, Auftraggeber Stadt Grüntal, liegt das Ergebnis der Wertung vor."),
    "fr": ("Rang", "Candidat", "Prix HT", "Résultat", "Attributaire", "Le rapport d'analyse du marché Tableaux de bord, pouvoir adjudicateur Ville de Valverte, est disponible."),
    "es": ("Orden", "Licitador", "Precio sin IVA", "Resultado", "Adjudicatario", "Se ha publicado el informe de valoración de Cuadros de mando, órgano de contratación Ayuntamiento de Valverde."),
    "nl": ("Plaats", "Inschrijver", "Prijs ex btw", "Resultaat", "Gegund", "In aanbesteding Dashboards, aanbestedende dienst Gemeente Groendal, is de beoordeling beschikbaar."),
    "pt": ("Ordem", "Concorrente", "Preço s/ IVA", "Resultado", "Adjudicatário", "Foi disponibilizado o relatório final de Painéis para oito armazéns, entidade adjudicante Município de Vale Verde."),
}  # fmt: skip


def report(language, first, second):
    rank, bidder, price, outcome, won, intro = HEADINGS[language]
    rows = [
        (rank, bidder, price, outcome),
        ("1.º", first, "147.200,00 €", won),
        ("2.º", second, "149.990,00 €", "—"),
        ("—", "Cozinor, S.A.", "139.000,00 €", "—"),
    ]
    cells = "".join(f"<tr>{''.join(f'<td>{c}</td>' for c in row)}</tr>" for row in rows)
    head = f"From: Portal <portal@tenders.example>\r\nTo: {BEN}\r\nSubject: 118/2026\r\nMessage-ID: <1@x.example>\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
    raw = f"{head}<p>{intro}</p><table>{cells}</table>".encode()
    return read_message(raw, TEAM, vouched=True)


@pytest.mark.parametrize("language", HEADINGS)
def test_a_table_that_puts_another_first_is_a_loss_to_them(language):
    found = report(language, "Oakvane Ltd", "Larkspur Analytics Ltd")
    assert found.verdict == "loss", found.why
    assert found.facts.competitor == "Oakvane Ltd"


@pytest.mark.parametrize("language", HEADINGS)
def test_a_table_that_puts_us_first_is_no_loss(language):
    found = report(language, "Larkspur Analytics Ltd", "Oakvane Ltd")
    assert found.verdict == "not_a_loss", found.why


@pytest.mark.parametrize(
    ("table", "text"),
    [
        ((("Rank", "Vendor", "Score"), ("1", "Oakvane", "9"), ("2", "Cozinor", "8")), ""),  # not about us
        ((("Client", "Concurrent", "Phase"), ("Quill", "Oakvane", "Perdue"), ("Larkspur", "Cozinor", "Perdue")), ""),
        ((("Rank", "Bidder", "Price"), ("1", "Oakvane", "9"), ("2", "Larkspur", "8")), "Interim ranking of the auction"),
        ((("Lot", "Bidder", "Outcome"), ("1", "Oakvane", "Awarded"), ("2", "Larkspur", "Awarded")), ""),
    ],
)  # fmt: skip
def test_a_table_of_anything_else_places_nobody(table, text):
    assert placing([table], text, "Larkspur Analytics") is None


def test_a_ranking_by_fame_is_no_loss():
    table = "Rank   Vendor     Score\n1   Oakvane   9.1\n2   Larkspur   8.7\n3   Cozinor   8.2\n"
    head = f"From: News <news@ratings.example>\r\nTo: {BEN}\r\nSubject: Top vendors of the year\r\nMessage-ID: <1@x.example>\r\n\r\n"
    found = read_message(f"{head}The top vendors of the year by user reviews:\n\n{table}".encode(), TEAM)  # fmt: skip
    assert found.verdict == "not_a_loss", found.why


LISTS = {
    "en": "The panel resolves to award the contract to the highest scoring tenderer.",
    "de": "Der Zuschlag wird auf das erstplatzierte Angebot erteilt.",
    "fr": "Il est décidé d'attribuer le marché au candidat classé en tête.",
    "es": "SE ACUERDA: Adjudicar el contrato a la primera clasificada.",
    "nl": "De opdracht wordt gegund aan de nummer 1.",
    "pt": "Foi deliberado adjudicar o contrato ao primeiro classificado.",
}


def listed(decision, first, second):
    rows = f"1.º  {first} ........ 93,10 (229.900,00 €)\n2.º  {second} ........ 86,47 (244.750,00 €)\n3.º  COZINOR ........ 80,02 (251.000,00 €)"
    head = f"From: Portal <portal@tenders.example>\r\nTo: {BEN}\r\nSubject: 118/2026\r\nMessage-ID: <1@x.example>\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
    return read_message(f"{head}{rows}\n\n{decision}\n".encode(), TEAM, vouched=True)


@pytest.mark.parametrize("language", LISTS)
def test_whoever_stands_first_in_a_numbered_list_is_awarded_what_it_is_awarded_to(language):
    found = listed(LISTS[language], "OAKVANE, S.L.U.", "LARKSPUR ANALYTICS LTD")
    assert found.verdict == "loss", found.why
    assert found.facts.competitor == "OAKVANE, S.L.U."
    ours = listed(LISTS[language], "LARKSPUR ANALYTICS LTD", "OAKVANE, S.L.U.")
    assert ours.verdict == "not_a_loss", ours.why


def test_a_numbered_list_that_nothing_is_awarded_by_places_nobody():
    rows = "1.  Oakvane ..... page 3\n2.  Larkspur Analytics ..... page 7\n"
    assert placing((), f"Contents\n\n{rows}", "Larkspur Analytics") is None
