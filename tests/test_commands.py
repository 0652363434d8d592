"""What the manager's answer to a receipt orders and corrects."""

from __future__ import annotations

import time
from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from debrief.amounts import read_amount, read_number
from debrief.answers.commands import Commands, read_commands
from debrief.answers.fact_values import LABELS
from debrief.answers.orders import order_of
from debrief.answers.restraint import asks_to_wait
from debrief.model import Facts

TODAY = date(2026, 11, 23)


def _read(text: str, facts: Facts = Facts(), currency: str = "USD") -> Commands:  # noqa: B008
    return read_commands(text, facts, currency=currency, today=TODAY)


def _orders(commands: Commands) -> set[str]:
    names = ("go", "stop", "wait", "alone", "review_anyway")
    return {name for name in names if getattr(commands, name)}


GO = [
    "go", "Go!", "GO", "go ahead", "Go ahead, please.", "yes", "Yes please", "y", "ok", "OK, thanks", "okay",
    "start", "Please start", "let's go", "do it", "proceed", "sure", "Hi,\n\ngo\n\nThanks\nMaria", "✓ go", "👍",
    "Yes, go ahead!", "Looks good, go ahead", "all good, go", "please go ahead with the review", "*go*", "- go",
    "los", "Los geht's!", "ja", "Ja bitte", "ja, bitte starten", "leg los", "einverstanden",
    "vas-y", "Allez-y", "oui", "d'accord", "oui, vas-y", "on y va", "adelante", "sí", "vale", "sí, adelante", "empieza",
    "ga je gang", "start maar", "akkoord", "ja, ga maar", "sim", "pode avançar", "em frente", "vai",
    "passt so", "C'est bon", "Ziet er goed uit", "Está bom", "Klopt zo", "go\n\nGruß Sabine",
    "go\n\n> reply `stop` to end", "Sent from my iPhone\n\ngo", "go.\nMaria Lopez\nSales Director",
]  # fmt: skip
STOP = [
    "stop", "Stop!", "please stop", "cancel", "Cancel it please", "no", "No thanks", "no, thank you", "not a loss",
    "stopp", "abbrechen", "nein", "nein danke", "arrête", "annuler", "non merci", "no gracias", "cancelar", "para",
    "vergiss es", "lass gut sein", "bitte nicht weiterverfolgen", "oubliez", "olvídalo", "vergeet het", "esqueça",
    "stop maar", "annuleer", "nee bedankt", "não", "pare", "forget it", "never mind", "Hi, please stop this. Thanks",
]  # fmt: skip


@pytest.mark.parametrize("text", GO)
def test_these_mean_go(text: str) -> None:
    commands = _read(text)
    assert _orders(commands) == {"go"}, commands
    assert not commands.hold


@pytest.mark.parametrize("text", STOP)
def test_these_mean_stop(text: str) -> None:
    assert _orders(_read(text)) == {"stop"}


@pytest.mark.parametrize(("text", "order"), [
    ("wait", "wait"), ("I'll wait", "wait"), ("wait for Devon", "wait"), ("warten", "wait"), ("attendre", "wait"),
    ("esperar", "wait"), ("wachten", "wait"), ("aguardar", "wait"), ("alone", "alone"), ("I'll go alone", "alone"),
    ("go alone", "alone"), ("without Devon", "alone"), ("allein", "alone"), ("seul", "alone"), ("solo", "alone"),
    ("I'll do it by myself", "alone"), ("Ich mache es selbst", "alone"), ("je le fais moi-même", "alone"),
    ("alleen", "alone"), ("sozinho", "alone"), ("review", "review_anyway"), ("review it anyway", "review_anyway"),
    ("trotzdem", "review_anyway"), ("quand même", "review_anyway"), ("toch", "review_anyway"),
])  # fmt: skip
def test_the_other_orders(text: str, order: str) -> None:
    assert _orders(_read(text)) == {order}


NOT_GO = [
    "don't go", "Do not start", "please don't contact them", "go ahead only if Devon agrees", "go, but not before Monday",
    "Go. But not before Monday.", "yes, but wait until Monday", "Go after the board meeting", "not yet, go next week",
    "bitte nicht starten", "ja, aber erst wenn Devon da ist", "vas-y seulement si Devon est d'accord", "ne pas démarrer",
    "adelante, pero solo si Devon puede", "ga maar, maar niet voor maandag", "não avance", "go?", "should I say go?",
    "Yes, Jane is the right person", "They decided to go ahead with Acme", "go\nstop", "yes\n\nno", "stop. go.",
    "go unless you hear from me", "start when Devon is back", "wait\ngo", "go on holiday until Friday, then start",
]  # fmt: skip


@pytest.mark.parametrize("text", NOT_GO)
def test_a_condition_a_negation_or_a_contradiction_is_a_doubt_and_not_go(text: str) -> None:
    commands = _read(text)
    assert not commands.go
    assert not commands.stop
    assert commands.hold or commands.not_understood


@pytest.mark.parametrize("text", [
    "I'll go and ask Devon", "Thanks for this.", "Maria", "", "\n\n", "> go", "> stop\n>> go", "The going is tough",
    "Let me think about it", "We had a good run with them", "hello", "Interesting case",
])  # fmt: skip
def test_prose_and_quotations_order_nothing(text: str) -> None:
    assert _orders(_read(text)) == set()


VALUES = [
    ("amount: 120k", {"amount": 120_000.0}),
    ("Amount = $120,000", {"amount": 120_000.0, "currency": "USD"}),
    ("Betrag: 120.000 €", {"amount": 120_000.0, "currency": "EUR"}),
    ("montant : 1,2 M€", {"amount": 1_200_000.0, "currency": "EUR"}),
    ("importe: 95.500,50 EUR", {"amount": 95_500.5, "currency": "EUR"}),
    ("bedrag: € 80.000", {"amount": 80_000.0, "currency": "EUR"}),
    ("valor: R$ 1,5 milhões", {"amount": 1_500_000.0, "currency": "BRL"}),
    ("the amount is about 130k GBP", {"amount": 130_000.0, "currency": "GBP"}),
    ("The amount should be 130k.", {"amount": 130_000.0}),
    ("amount 130k", {"amount": 130_000.0}),
    ("value: CHF 1'250'000", {"amount": 1_250_000.0, "currency": "CHF"}),
    ("currency: euros", {"currency": "EUR"}),
    ("customer: Jane Doe <j@x.example>", {"customer_name": "Jane Doe", "customer_email": "j@x.example"}),
    ("customer = Jane Doe, J@X.example", {"customer_name": "Jane Doe", "customer_email": "j@x.example"}),
    ("customer: Jane Doe [mailto:j@x.example]", {"customer_name": "Jane Doe", "customer_email": "j@x.example"}),
    ("Kunde: Jane Doe", {"customer_name": "Jane Doe"}),
    ("customer: j@x.example", {"customer_email": "j@x.example"}),
    ("email: j@x.example", {"customer_email": "j@x.example"}),
    ("E-Mail: j@x.example", {"customer_email": "j@x.example"}),
    ("rep is Devon", {"rep_email": "Devon"}),
    ("Zuständig war übrigens Katrin Öztürk.", {"rep_email": "Katrin Öztürk"}),
    ("Zuständig: Katrin", {"rep_email": "Katrin"}),
    ("Außendienst: Lars Böhm", {"rep_email": "Lars Böhm"}),
    ("Katrin war zuständig.", {"rep_email": "Katrin"}),
    ("Gehört zu Lars.", {"rep_email": "Lars"}),
    ("Katrin was the rep", {"rep_email": "Katrin"}),
    ("Le commercial était Luc", {"rep_email": "Luc"}),
    ("La comercial fue Ana", {"rep_email": "Ana"}),
    ("Hoort bij Jan", {"rep_email": "Jan"}),
    ("responsável: Katrin", {"rep_email": "Katrin"}),
    ("O responsável foi o Rui", {"rep_email": "Rui"}),
    ("rep: devon@s.example", {"rep_email": "devon@s.example"}),
    ("Verkäufer: Devon Ray", {"rep_email": "Devon Ray"}),
    ("vendeur : Devon", {"rep_email": "Devon"}),
    ("company: Northwind Ltd.", {"company": "Northwind Ltd"}),
    ("Firma: Müller & Söhne", {"company": "Müller & Söhne"}),
    ("deal: Warehouse software, phase 2", {"deal": "Warehouse software, phase 2"}),
    ("competitor: Acme", {"competitor": "Acme", "no_decision": False}),
    ("lost to: Acme", {"competitor": "Acme", "no_decision": False}),
    ("competitor: none", {"no_decision": True}),
    ("Wettbewerber: keiner", {"no_decision": True}),
    ("competitor: unknown", {"no_decision": False}),
    ("priorities: speed, price, and support", {"priorities": ("speed", "price", "support")}),
    ("priorities: speed; price, all in; support", {"priorities": ("speed", "price, all in", "support")}),
    ("priorities:\n- speed\n- price", {"priorities": ("speed", "price")}),
    ("Grund: zu teuer", {"reason_given": "zu teuer"}),
    ("deal: racking phase 2, amount: 130k", {"deal": "racking phase 2", "amount": 130_000.0}),
    ("deal: racking, rep: Bo Ek", {"deal": "racking", "rep_email": "Bo Ek"}),
    ("reason: late, price: too high", {"reason_given": "late, price: too high"}),
    ("the customer is called Helena Parker", {"customer_name": "Helena Parker"}),
    ("Der Kunde heißt Helena Parker", {"customer_name": "Helena Parker"}),
    ("la cliente se llama Helena Parker", {"customer_name": "Helena Parker"}),
    ("reason: price: too high", {"reason_given": "price: too high"}),
    ("date: 2026-11-02", {"date": date(2026, 11, 2)}),
    ("date: 02.11.2026", {"date": date(2026, 11, 2)}),
    ("Datum: gestern", {"date": date(2026, 11, 22)}),
    ("zone: Europe/Berlin", {"zone": "Europe/Berlin"}),
    ("time zone: New York", {"zone": "America/New_York"}),
    ("clock: Tokyo", {"zone": "Asia/Tokyo"}),
    ("customer's clock: America/Los_Angeles", {"zone": "America/Los_Angeles"}),
    ("The customer's clock: New York time", {"zone": "America/New_York"}),
    ("customer’s clock: New York time", {"zone": "America/New_York"}),
    ("time zone: Singapore", {"zone": "Asia/Singapore"}),
    ("zone: Lisbon", {"zone": "Europe/Lisbon"}),
    ("zone: Leeds", {"zone": "Europe/London"}),
    ("zone: Perth, Australia", {"zone": "Australia/Perth"}),
    ("zone: Birmingham, AL", {"zone": "America/Chicago"}),
    ("zone: PST", {"zone": "America/Los_Angeles"}),
    ("zone: Pacific time", {"zone": "America/Los_Angeles"}),
    ("their time zone is Tokyo", {"zone": "Asia/Tokyo"}),
    ("Zeitzone: Lissabon", {"zone": "Europe/Lisbon"}),
    ("Zeitzone des Kunden: Wien", {"zone": "Europe/Vienna"}),
    ("Uhr der Kundin: New Yorker Zeit", {"zone": "America/New_York"}),
    ("Ortszeit: München", {"zone": "Europe/Berlin"}),
    ("fuseau horaire : heure de Montréal", {"zone": "America/Toronto"}),
    ("heure du client : Lisbonne", {"zone": "Europe/Lisbon"}),
    ("ville : Lyon", {"zone": "Europe/Paris"}),
    ("zona horaria: hora de Londres", {"zone": "Europe/London"}),
    ("zona horaria del cliente: Ciudad de México", {"zone": "America/Mexico_City"}),
    ("tijdzone: Londen", {"zone": "Europe/London"}),
    ("tijdzone van de klant: New York tijd", {"zone": "America/New_York"}),
    ("fuso horário: Lisboa", {"zone": "Europe/Lisbon"}),
    ("hora do cliente: São Paulo", {"zone": "America/Sao_Paulo"}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "changes"), VALUES, ids=[t for t, _ in VALUES])
def test_a_fact_is_corrected_in_many_forms(text: str, changes: dict[str, object]) -> None:
    commands = _read(text, Facts(currency="USD"))
    assert commands.changes == changes
    assert not commands.not_understood
    assert not _orders(commands)


def test_several_facts_and_an_order_in_one_line() -> None:
    commands = _read("amount: 120k, competitor: Acme, rep: Devon; go")
    assert commands.changes["amount"] == 120_000
    assert commands.changes["competitor"] == "Acme"
    assert commands.changes["rep_email"] == "Devon"
    assert commands.go


@pytest.mark.parametrize(("text", "order", "changes"), [
    ("Go for it, and the amount was actually 95k EUR", {"go"}, {"amount": 95_000.0, "currency": "EUR"}),
    ("Looks right. Rep is Mia Chen. Go!", {"go"}, {"rep_email": "Mia Chen"}),
    ("That's wrong: customer is Tom Hale <t@h.example>", set(), {"customer_name": "Tom Hale", "customer_email": "t@h.example"}),
    ("Kunde ist Tom Hale, t@h.example", set(), {"customer_name": "Tom Hale", "customer_email": "t@h.example"}),
    ("Der Betrag ist 95.000 €, sonst passt alles. Los!", {"go"}, {"amount": 95_000.0, "currency": "EUR"}),
    ("Le montant est de 95 000 €. Allez-y.", {"go"}, {"amount": 95_000.0, "currency": "EUR"}),
    ("El importe es 95.000 €, adelante", {"go"}, {"amount": 95_000.0, "currency": "EUR"}),
    ("Het bedrag is 95.000 euro. Start maar.", {"go"}, {"amount": 95_000.0, "currency": "EUR"}),
    ("O valor é 95.000 €, pode avançar", {"go"}, {"amount": 95_000.0, "currency": "EUR"}),
    ("priorities were speed, price and support", set(), {"priorities": ("speed", "price", "support")}),
    ("The reason was price", set(), {"reason_given": "price"}),
    ("Betrag: ca. 95 TEUR", set(), {"amount": 95_000.0, "currency": "EUR"}),
    ("Amount - 95k", set(), {"amount": 95_000.0}),
])  # fmt: skip
def test_a_fact_said_in_a_sentence_is_not_lost(
    text: str, order: set[str], changes: dict[str, object]
) -> None:
    commands = _read(text, Facts(currency="USD"))
    assert _orders(commands) == order
    assert commands.changes == changes


@pytest.mark.parametrize(
    "text",
    [
        "I think it was around 95k",
        "write to t@h.example instead",
    ],
)
def test_a_hint_that_is_no_clear_order_or_fact_is_asked_back(text: str) -> None:
    commands = _read(text)
    assert commands.not_understood
    assert not commands.changes
    assert not _orders(commands)


@pytest.mark.parametrize("text", ["not now", "Please hold off for now", "bitte noch nicht senden"])
def test_plain_words_of_waiting_hold(text: str) -> None:
    commands = _read(text)
    assert commands.hold
    assert not commands.not_understood
    assert not _orders(commands)


def test_a_stop_that_says_more_is_still_a_stop() -> None:
    assert _orders(_read("Stop, don't send anything!")) == {"stop"}


def test_no_before_a_correction_is_not_stop_and_yes_is_go() -> None:
    assert _orders(_read("No, amount: 130k")) == set()
    assert _orders(_read("Yes, but the amount is 130k")) == {"go"}
    doubtful = _read("no\namount: 130k")
    assert not doubtful.stop
    assert doubtful.hold


def test_an_amount_without_currency_takes_the_teams_only_when_none_is_known() -> None:
    assert _read("amount: 120k", currency="EUR").changes["currency"] == "EUR"
    assert "currency" not in _read("amount: 120k", Facts(currency="GBP")).changes


def test_a_dollar_is_the_teams_dollar() -> None:
    assert _read("amount: $5k", currency="CAD").changes["currency"] == "CAD"
    assert _read("amount: $5k", currency="EUR").changes["currency"] == "USD"


@pytest.mark.parametrize(("text", "nearest"), [
    ("amout: 120k", "amount: 120k"), ("amount: lots", "amount: 120k EUR"), ("amount: 100-120k", "amount: 120k EUR"),
    ("amount: -5", "amount: 120k EUR"), ("amount: 0", "amount: 120k EUR"), ("zone: Brelin", "zone: Europe/Berlin"),
    ("zone: Perth", "zone: Australia/Perth"), ("clock: nowhere", "zone: Europe/Berlin"),
    ("email: jane at x", "customer email: jane@customer.example"), ("date: someday", "date: 2026-11-22"),
    ("date: 2 December", "date: 2026-11-22"), ("date: 02/11/2026", "date: 2026-11-22"),
    ("date: next Friday", "date: 2026-11-22"), ("date: 10/11", "date: 2026-11-22"),
    ("company Northwind", "company: Northwind"), ("currency: beans", "currency: EUR"), ("stpo", "stop"),
])  # fmt: skip
def test_what_is_not_understood_comes_back_with_the_nearest_form(text: str, nearest: str) -> None:
    commands = _read(text)
    assert not commands.changes
    assert commands.not_understood[0].line == text
    assert commands.not_understood[0].nearest == nearest


def test_cleared_facts_are_applied_as_missing_or_as_no_decision() -> None:
    facts = Facts(competitor="Acme", amount=5.0, currency="USD", priorities=("a",))
    assert _read("competitor: none").apply_to(facts).no_decision
    assert _read("competitor: none").apply_to(facts).competitor is None
    assert _read("amount: unknown").apply_to(facts).amount is None
    assert _read("priorities: none").apply_to(facts).priorities == ()
    changed = _read("amount: 7k\nrep: Devon\nzone: Europe/Paris").apply_to(facts)
    assert (changed.amount, changed.rep_email) == (7_000, None)


@pytest.mark.parametrize("label", sorted(LABELS))
def test_every_label_is_recognised(label: str) -> None:
    commands = _read(f"{label}: x")
    assert commands.changes or commands.not_understood


@settings(max_examples=200, deadline=None)
@given(st.one_of(
    st.text(max_size=200),
    st.lists(st.sampled_from(["go", "stop", "yes", "not", "but", "\n", ".", ",", "amount:", "120k", "rep:", "is", "if",
                              "wait", "Devon", ";", "customer:", "<a@b.example>", "alone", "?"]), max_size=15).map(" ".join),
))  # fmt: skip
@example("\ud800amount: 5k")
def test_no_text_makes_the_reader_fail_or_order_both(text: str) -> None:
    commands = _read(text)
    assert not (commands.go and commands.stop)
    assert not (commands.go and commands.hold)
    commands.apply_to(Facts())


@given(
    st.sampled_from(["don't ", "do not ", "never ", "nicht ", "please don't "]),
    st.sampled_from(["go", "start", "go ahead"]),
)
def test_a_negated_go_is_never_go(negation: str, go: str) -> None:
    assert not _read(negation + go).go


@pytest.mark.parametrize(
    "text", ["go " * 50_000, "amount: " * 20_000, "a" * 200_000, "x: y; " * 20_000, "go\n" * 50_000]
)
def test_hostile_lengths_are_read_in_bounded_time(text: str) -> None:
    started = time.process_time()
    _read(text)
    assert time.process_time() - started < 2


@pytest.mark.parametrize("word", ["ne", "n'", "ne ", "pas ", "keine ", "nicht "])
def test_a_word_that_never_ends_is_heard_in_bounded_time(word: str) -> None:
    started = time.process_time()
    assert not asks_to_wait(word * 10_000)
    assert time.process_time() - started < 2


def test_please_said_without_end_orders_nothing() -> None:
    started = time.process_time()
    assert order_of("pls " * 5_000) is None
    assert order_of("please just cancel the call now please") == "stop"
    assert time.process_time() - started < 2


@given(st.floats(min_value=1, max_value=1e9).map(lambda x: round(x, 2)))
def test_an_amount_is_the_same_in_both_decimal_conventions(value: float) -> None:
    english = f"{value:,.2f}"
    german = english.translate(str.maketrans(",.", ".,"))
    assert float(read_number(english) or 0) == value
    assert float(read_number(german) or 0) == value


@pytest.mark.parametrize(
    "text", ["1.250m", "12k per month", "1,2,3", "12.34.56", "$5 EUR", "1e9", "∞", "five"]
)
def test_an_amount_that_can_be_read_two_ways_is_not_read(text: str) -> None:
    assert read_amount(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "if Ben agrees, go",
        "go if Ben agrees",
        "Wenn Ben zustimmt, los",
        "si Ben est d'accord, vas-y",
        "Si Ben está de acuerdo, adelante",
        "Als Ben akkoord is, start maar",
        "Se o Ben concordar, avance",
        "Go as soon as legal has signed",
    ],
)
def test_a_conditional_go_is_asked_back(text: str) -> None:
    commands = _read(text)
    assert not commands.go
    assert commands.hold


@pytest.mark.parametrize(
    "text", ["Go ahead. Let me know if you need anything.", "los, melde dich falls was ist"]
)
def test_a_courtesy_with_an_if_is_no_condition(text: str) -> None:
    assert _read(text).go


def test_what_is_not_applicable_is_cleared_and_a_dash_for_cents_is_read() -> None:
    assert _read("amount: n/a").cleared == ("amount",)
    assert _read("bedrag: €120.000,-").changes["amount"] == 120_000
    assert _read("stop stop stop").stop


@pytest.mark.parametrize(
    "line",
    [
        "absagen", "Bitte absagen, ich ruf sie selbst an", "sag den Termin ab", "Sag ihr bitte ab", "Termin absagen",
        "Storno", "afzeggen", "zeg maar af", "zeg de afspraak af", "desmarcar", "desmarca a chamada por favor",
        "annulez le rendez-vous", "annule l'appel", "cancela la llamada", "anula la cita, por favor", "cancel the call",
    ],
)  # fmt: skip
def test_a_call_is_cancelled_in_each_language(line: str):
    assert _ordered(line) == ["stop"]


@pytest.mark.parametrize(
    ("line", "order"),
    [
        ("Ich mach's allein", "alone"), ("Ich mach das ohne Jürgen", "alone"), ("je le fais seule", "alone"),
        ("lo hago solo", "alone"), ("mach ich allein", "alone"), ("das mache ich dann alleine", "alone"), ("lo hago yo sola", "alone"),
        ("dat doe ik liever alleen", "alone"), ("faço eu sozinha", "alone"), ("voy yo solo", "alone"),
        ("ik doe het alleen", "alone"), ("faço isso sozinha", "alone"),
        ("Schreib ihr die Fragen lieber", "write"), ("Schick ihr lieber die Fragen", "write"),
        ("stuur haar liever de vragen", "write"), ("Write her the questions instead", "write"),
    ],
)  # fmt: skip
def test_the_way_of_the_call_is_said_in_each_language(line: str, order: str):
    assert _ordered(line) == [order]


@pytest.mark.parametrize(
    "line",
    [
        "Termin nicht absagen", "Sie will absagen", "Sie hat den Termin abgesagt", "Wenn sie absagt, ruf mich an",
        "Ik zeg niets af", "niet afzeggen", "die Absage war deutlich", "ich mache das nicht allein",
        "Sag ihr, ich rufe an",
    ],
)  # fmt: skip
def test_what_only_speaks_of_cancelling_cancels_nothing(line: str):
    assert _ordered(line) == []


def _ordered(line: str) -> list[str]:
    read = read_commands(line, Facts(), currency="EUR")
    return [name for name in ("go", "stop", "wait", "alone", "write") if getattr(read, name)]


@pytest.mark.parametrize("text", [
    "Ich war zuständig", "Sie ist zuständig für den Einkauf", "Die Firma gehört zu Bosch", "Wer war zuständig?",
    "Anna Meier ist zuständig für Technik", "Elle est responsable", "Das war der Verkäufer",
])  # fmt: skip
def test_who_is_responsible_at_the_customers_is_no_rep_of_ours(text: str) -> None:
    assert "rep_email" not in _read(text).changes


@pytest.mark.parametrize("text", [
    "Datum: 12. November", "Datum: 12.11.", "date: 12 Nov", "date : 12/11", "fecha: 12 de noviembre", "datum: 12 november",
    "data: 12 de novembro", "date: Nov 12", "date: 12 November 2026",
])  # fmt: skip
def test_a_day_of_the_past_months_needs_no_year(text: str) -> None:
    assert _read(text).changes == {"date": date(2026, 11, 12)}


@pytest.mark.parametrize(
    "text", ["Datum: letzten Freitag", "date: last Friday", "date : vendredi dernier"]
)
def test_a_week_day_of_a_loss_is_the_last_one(text: str) -> None:
    assert _read(text).changes == {"date": date(2026, 11, 20)}
