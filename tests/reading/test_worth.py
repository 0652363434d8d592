"""Which of the sums in a mail is what the lost deal was worth, and in which money."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from debrief.reading.facts.money import amounts
from debrief.reading.facts.number_words import in_figures
from debrief.reading.facts.told_sums import told_sums
from debrief.reading.facts.worth import Scene, best_amount, best_bare
from debrief.reading.learned.tags import TAGS
from debrief.reading.quoting.turns import Turn
from debrief.reading.verdicts.clauses import sentences
from tests.reading.test_verdict import BEN, DANA, NO, verdict

CUSTOMER = Scene("larkspur", "USD", "Europe/Berlin", "Oakvane")
NOTE = Scene("larkspur", "USD", "Europe/Berlin", "Oakvane", ours=True)


def test_what_a_sum_includes_is_not_what_it_is_for():
    text = "I refer to your submission in respect of the above programme, in the sum of EUR 39,600 {} travel."
    assert verdict(NO + " " + text.format("inclusive of")).facts.amount == 39_600


def found(text, scene):
    best = best_amount(text, scene) or best_bare(text, scene)
    return (best.value, best.currency) if best else None


@pytest.mark.parametrize(
    ("text", "worth"),
    [
        ("The lot was awarded to Oakvane at a price of £78,400 net.", None),
        ("El contrato se adjudica a Oakvane, por importe de 78.400 euros.", None),
        ("Der Zuschlag geht an die Oakvane GmbH (Gesamtpreis € 78.400,--).", None),
        ("Le lot est attribué à Oakvane pour 78 400 € HT. Votre offre de 91 000 € était deuxième.", (91_000, "EUR")),
        ("De opdracht werd gegund voor 78.400 euro. Uw inschrijfsom van 91.000 euro was hoger.", (91_000, "EUR")),
        ("O objeto foi adjudicado por R$ 78.400. Seu lance: R$ 91.000", (91_000, "BRL")),
        ("Oferente adjudicado: Oakvane (Q 78,400.00)\nSu oferta: LARKSPUR ANALYTICS (Q 91,000.00)", (91_000, "GTQ")),
        ("1. Oakvane - 78.400 €\n2. Larkspur Analytics - 91.000 €\n3. Birchline - 99.000 €", (91_000, "EUR")),
        ("The vote was for Oakvane. They were dearer than your £91,400.", (91_400, "GBP")),
        ("Sein Preis war CHF 78'400 gegenüber CHF 91'000 bei Ihnen.", (91_000, "CHF")),
    ],
)  # fmt: skip
def test_of_a_tender_our_own_bid_is_the_amount_and_the_winners_never(text, worth):
    assert found(text, CUSTOMER) == worth


@pytest.mark.parametrize(
    "text",
    [
        "Nothing over $25,000 may be bought this year.",
        "Jede Anschaffung oberhalb von 40.000 Euro ist gestrichen.",
        "The hospital has to find savings of 3 million euros.",
        "Rescindir custa-nos uma penalização de 70 mil euros.",
        "Il faut rendre la caution, le solde de 4 200 € est payé.",
        "A 1 150 $ par mois, c'est non.",
        "Ihr Preis lag um CHF 9'000 über dem besten, Differenz CHF 9'000.",
        "You priced the connector at $14,000 as an option.",
    ],
)
def test_limits_savings_deposits_differences_and_months_are_not_the_deal(text):
    assert found(text, CUSTOMER) is None


def test_a_comparison_is_read_in_our_column():
    mail = "  Item               Us       Oakvane\n  Go-live            May      April\n  Price per year     $58k     $61k\n"
    found = verdict(f"We lost Quill Foods to Oakvane.\n\n{mail}", sender=BEN, to=DANA).facts
    assert (found.amount, found.currency) == (58_000, "USD")


def test_a_table_of_projects_is_read_in_the_row_that_names_us():
    table = "1\tPayroll\t€ 310,000\tgo\n2\tYard planning (Larkspur)\t€ 128,000\tstopped for good\n3\tRoof\t€ 95,000\tgo"
    found = verdict(f"{NO}\n\n{table}\n\nPat Quill").facts
    assert (found.amount, found.currency) == (128_000, "EUR")


@pytest.mark.parametrize(
    ("text", "worth"),
    [
        ("Korb von der Brauerei. 39.900 netto.", 39_900),
        ("Unser Angebot (19.800) ist gegenstandslos.", 19_800),
        ("45.000 plus Wartung ade.", 45_000),
        ("Had ze graag gehad, 52.800. De vlaai was goed.", 52_800),
        ("44 mille van het bord.", 44_000),
        ("Total, 28.000 menos y un café malo.", 28_000),
        ("27k5 weg.", 27_500),
        ("Oakvane came in at 88 vs our 131, done.", 131_000),
        ("Ze nemen Oakvane voor 31k, wij zaten op 58. Jammer.", 58_000),
    ],
)
def test_a_bare_number_in_our_note_is_the_amount_without_a_currency(text, worth):
    assert found(text, NOTE) == (worth, None)


@pytest.mark.parametrize(
    "text",
    [
        "Kilometer: 1.204. Verpflegung laut Beleg.",
        "We had 11.000 visitors and 12,500 orders.",
        "El total baja a 6,120. Lo demás, conforme.",
        "Ticket 10.482, Rang 2 mit 88.000 Punkten.",
        "It was 2026, room 300, at 14:30, phone 0711 123 456.",
    ],
)
def test_counts_tickets_and_totals_are_no_amount(text):
    assert found(text, NOTE) is None


def test_a_customers_bare_number_counts_only_where_it_is_called_our_offer():
    assert found("Jouw bod van 163.000 was niet het probleem.", CUSTOMER) == (163_000, None)
    assert found("Bei uns liegen 163.000.", CUSTOMER) is None


def test_a_bare_amount_is_in_the_money_that_is_used_where_its_writer_works():
    berlin = "Ingrid Solberg <ingrid.solberg@larkspur.example>"
    mexico = "Mateo Fuentes <mateo.fuentes@larkspur.example>"
    at_home = verdict("lost quill foods to oakvane. 38k", sender=BEN, to=DANA).facts
    abroad = verdict("lost quill foods to oakvane. 38k", sender=berlin, to=DANA).facts
    soft = verdict("lost quill foods to oakvane. 38k", sender=mexico, to=DANA).facts
    assert (at_home.amount, at_home.currency, at_home.major) == (38_000, "USD", False)
    assert (abroad.amount, abroad.currency, abroad.major) == (38_000, "EUR", False)
    assert (soft.amount, soft.currency, soft.major) == (38_000, None, None)
    assert "currency" in soft.missing


def test_dollars_written_the_french_way_are_a_customers_canadian_ones():
    french = "Bonjour Ben, nous avons choisi Oakvane pour le suivi des ventes. Votre offre de 72 000 $ n'est pas retenue, et la décision est prise. Je vous remercie. Paule"
    found = verdict(french).facts
    assert (found.amount, found.currency) == (72_000, "CAD")


@pytest.mark.parametrize(
    ("words", "figures"),
    [
        ("Septante-cinq mille euros, je les avais.", "75,000 euros, je les avais."),
        ("that is two hundred and ten thousand dollars", "that is 210,000 dollars"),
        ("honderdtwintigduizend euro weg", "120,000 euro weg"),
        ("zweiundzwanzigtausend netto", "22,000 netto"),
        ("Eran ciento sesenta mil dólares.", "Eran 160,000 dólares."),
        ("São cinquenta e um mil euros.", "São 51,000 euros."),
        ("one point two million dollars", "1.2 million dollars"),
        ("37 en een half duizend euro", "37.5 duizend euro"),
        ("37 and a half thousand", "37.5 thousand"),
        ("Eran 31 coches, unos ciento veinte mil euros.", "Eran 31 coches, 120,000 euros."),
        ("Tausend Dank, mille mercis, mil gracias", "Tausend Dank, mille mercis, mil gracias"),
        ("In 2026 there were 4000 of us", "In 2026 there were 4000 of us"),
    ],
)
def test_large_numbers_in_words_become_figures_and_nothing_else_changes(words, figures):
    assert in_figures(words) == figures


@given(st.text(max_size=200), st.booleans())
def test_any_text_is_weighed_without_an_error(text, ours):
    scene = NOTE if ours else CUSTOMER
    for best in (best_amount(in_figures(text), scene), best_bare(text, scene)):
        assert best is None or best.value > 0


def test_the_part_that_is_lost_counts_and_not_what_was_signed_beside_it():
    text = (
        "Goed: de module voor planning is getekend, 41.000 euro. "
        "Slecht: het deel voor rapportage gaat naar Oakvane, dat was 67.000 van de 108.000 in onze offerte."
    )
    assert found(text, NOTE) == (67_000, "EUR")


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        (
            "Lot B, the scanners at $96k, has gone to Oakvane; lots A and C, $210k, are ours.",
            96_000,
        ),
        ("Nous étions à 236.000 €, eux à 241.000, et pourtant nous avons perdu.", 236_000),
        ("Perdemos a linha nova. Era aquela de 1 milhão e 980 mil reais.", 1_980_000),
        ("They picked Oakvane, so we are out 46,500 for year one.", 46_500),
    ],
)
def test_what_went_to_another_or_was_asked_by_us_is_the_lost_sum(text, amount):
    assert found(text, NOTE)[0] == amount


def test_a_dollar_is_that_of_the_reps_country_and_of_what_is_said_behind_it():
    assert amounts("$118,400", "USD", "America/Toronto")[0].currency == "CAD"
    assert amounts("$118,400", "USD", "Europe/Berlin")[0].currency == "USD"
    assert amounts("$118,400 Canadian for the first term", "USD")[0].currency == "CAD"


@pytest.mark.parametrize(
    ("text", "scene", "worth"),
    [
        ("Vous étiez à 139 900 € et eux à 143 200, ça vous montre que ce n'est pas une affaire de prix.", CUSTOMER, (139_900, "EUR")),
        ("They were a bit dearer over the term (you: £77.5k, them: just over 80).", CUSTOMER, (77_500, "GBP")),
        ("Your bid came in at $1.15M, theirs at $1.21M.", CUSTOMER, (1_150_000, "USD")),
        ("kosten 4 jaar: u 244.000 euro / gekozen partij 251.500 euro", CUSTOMER, (244_000, "EUR")),
        ("£38 of parking, as they've signed with Oakvane, so that's £38 plus the £173k we won't be seeing.", NOTE, (173_000, "GBP")),
        ("Het gaat om de kaasopslag (onze 58 mille), besteld bij Oakvane. The bus needs 900 euro of work.", NOTE, (58_000, None)),
    ],
)  # fmt: skip
def test_of_two_sums_side_by_side_the_one_called_ours_counts(text, scene, worth):
    assert found(text, scene) == worth


@pytest.mark.parametrize(
    ("words", "figures"),
    [
        ("a quarter million dollars", "250,000 dollars"),
        ("about half a million", "about 500,000"),
        ("Anderthalb Millionen Euro", "1,500,000 Euro"),
        ("eine halbe Million", "500,000"),
        ("un demi-million", "500,000"),
        ("medio millón de pesos", "500,000 de pesos"),
        ("un millón y medio", "1,500,000"),
        ("een half miljoen", "500,000"),
        ("meio milhão de reais", "500,000 de reais"),
        ("two and a half million", "2,500,000"),
        ("say eighteen and a half thousand, gone", "say 18,500, gone"),
        ("one hundred and twelve and a half thousand euros", "112,500 euros"),
        ("a day and a half thousand miles away", "a day and a half thousand miles away"),
    ],
)
def test_parts_of_a_million_become_figures(words, figures):
    assert in_figures(words) == figures


@pytest.mark.parametrize(
    ("text", "worth"),
    [
        ("Hello Ben, we gave the job to Brenntag last night. You were at 84,300 and they came in under seventy, but money was not the point. Their people speak Polish.", 84_300),
        ("Lieber Ben, wir haben uns für Brenntag entschieden. Euer Preis lag mit 61.400 sogar darunter, aber die liefern noch vor Weihnachten.", 61_400),
        ("Bonjour Ben, c'est Brenntag qui a été retenu. Vous nous aviez mis 27 800 sur la table, eux 31 000, mais ils reprennent l'ancien matériel.", 27_800),
        ("Hola Ben: al final firmamos con Brenntag. Lo vuestro se iba a 45.600 y lo suyo a 44.000, casi igual; decidió el servicio en sábado.", 45_600),
        ("Dag Ben, het is Brenntag geworden. Jouw 39.500 was prima, maar zij doen ook het onderhoud in het weekend.", 39_500),
        ("Olá Ben, fechamos com a Brenntag. Vocês tinham ficado nos 52.700 e eles nos 50 mil, mas pesou o suporte local.", 52_700),
    ],
)  # fmt: skip
def test_whose_sum_it_is_is_told_by_the_whole_sentence(text, worth):
    greeting, _, rest = text.partition(" Ben")
    assert verdict(f"{greeting} Ben,\n\n{rest[1:].strip()}\n\nMarta").facts.amount == worth


def test_a_currency_on_the_next_line_belongs_to_its_number():
    assert verdict(f"{NO} That's 48,700\nEUR gone.", sender=BEN, to=DANA).facts.currency == "EUR"


def said(text):
    """Return a turn and its one sentence."""
    (part,) = sentences(text)
    return Turn(None, (), (), "", None, text), part


def test_a_sum_that_no_word_tells_of_is_not_told():
    turn, part = said("We chose Brenntag and 1,200 people work here.")
    rows = [[-5.0] * len(TAGS) for _ in part.words]
    assert told_sums(turn, {part.text: rows}) == {1_200: -5.0}
    assert told_sums(turn, {}) == {}


def test_small_numbers_are_thousands_only_where_a_tag_says_so():
    turn, part = said("We were at 214 and they at 190.")
    rows = [[5.0 if word == "214" else -5.0] * len(TAGS) for word in part.words]
    assert told_sums(turn, {part.text: rows}) == {214_000: 5.0}


def test_the_next_row_of_a_table_is_no_part_of_a_sum():
    table = "Bidder\tPrice\nOakvane\t1,094,300 USD\nLarkspur\t1,250,000 USD\nStroud\t1,045,000 USD"
    assert verdict(f"{NO}\n\n{table}\n\nPat Quill").facts.amount == 1_250_000


@pytest.mark.parametrize(
    ("note", "worth"),
    [
        ("So that's that. I had 127,000 in the forecast for November, taking it out.", 127_000),
        ("Voilà. J'avais 165 000 en prévision, je les retire.", 165_000),
        ("Schade. Stand mit 94.500 im Forecast, ist jetzt weg.", 94_500),
    ],
)
def test_the_sum_may_stand_in_the_note_above_a_forwarded_no(note, worth):
    forwarded = (
        f"{note}\n\n---------- Forwarded message ---------\nFrom: Pat Quill <pat.quill@quillfoods.example>\n"
        f"Date: Mon, Nov 16, 2026 at 11:32 AM\nSubject: our decision\nTo: Ben Adler <ben.adler@larkspur.example>\n\n{NO}\n\nPat"
    )
    found = verdict(forwarded, sender=BEN, to=DANA, subject="Fwd: our decision")
    assert (found.verdict, found.facts.amount) == ("loss", worth)


def test_our_column_may_be_headed_by_our_score():
    text = "Criterion\tYour score\tWinning score\nPrice\t44.1\t47.8\nTendered sum\t£1,380,000\t£1,273,000"
    assert (
        verdict(f"Dear Bidder,\n\nOakvane Ltd was awarded the contract.\n\n{text}\n").facts.amount
        == 1_380_000
    )


def test_our_column_may_be_headed_by_our_name():
    text = "Kriterium                Larkspur       Oakvane\nWartung (40)          22         37\n\nSumme netto          287.500 €     302.000 €"
    assert verdict(f"{NO}\n\n{text}\n").facts.amount == 287_500


def test_our_row_of_bidders_may_hold_a_sum_without_a_currency():
    text = "Licitador                      Oferta       Total\nOAKVANE, S.L.       112.000,00      94,1\nLARKSPUR LTD        139.800,00      91,7"
    assert verdict(f"{NO}\n\n{text}\n").facts.amount == 139_800


def test_small_numbers_of_a_note_above_are_thousands_where_it_says_so():
    note = "ugh. that's the 240 gone. calling Marta tomorrow"
    mail = f"{note}\n\n---------- Forwarded message ---------\nFrom: Marta Costa <marta@quill.example>\nDate: Wed, 7 Oct 2026 16:12:00 +0000\nSubject: our choice\nTo: Ben Adler <ben.adler@larkspur.example>\n\n{NO}\n"  # fmt: skip
    assert verdict(mail, sender=BEN, to=DANA).facts.amount == 240_000


@pytest.mark.parametrize(
    ("text", "worth"),
    [
        ("Lost the Quill silo, 154 k. They take Oakvane, on price it was within 2 000 € près.", 154_000),
        ("Perdemos o pregão da Quill, R$ 6,2 milhões. Ficamos em segundo por R$ 190 mil.", 6_200_000),
        ("Quill: $412,600 all-in is a no. You were about $11K lower over the term, it was Oakvane.", 412_600),
        ("Den Pavillon am Messegelände (46 Module, 690 T€) hat Oakvane.", 690_000),
    ],
)  # fmt: skip
def test_how_far_offers_lay_apart_is_not_what_the_deal_was_worth(text, worth):
    found = best_amount(text, Scene(ours=True))
    assert found is not None and found.value == worth


@pytest.mark.parametrize(
    ("text", "worth"),
    [
        ("Your number was fine (640 seats at $96 per seat per year), they picked Oakvane.", 61_440),
        ("Unser Angebot lag bei 145 Tagessätzen zu je 1.240 Euro.", 179_800),
        ("On prend Oakvane. 55 postes à 84 € par an chez vous.", 4_620),
        ("We lost it, just under 70k (67,800 to be exact).", 67_800),
        ("We lost the 204 (thousand, dollars) at Quill.", 204_000),
        ("A diferença em relação aos vossos 67.800 euros não era grande.", 67_800),
        ("Mit 27.800 Euro für das Reisekostenmodul lagen Sie gut im Rennen.", 27_800),
        ("Lost it: two seats at the table, and £41,000.", 41_000),
    ],
)
def test_a_sum_may_be_told_in_parts_or_twice(text, worth):
    assert verdict(f"Dana, we lost Quill Foods to Oakvane.\n\n{text}", sender=BEN, to=DANA).facts.amount == worth  # fmt: skip


@pytest.mark.parametrize(
    ("written", "worth"),
    [
        ("78.000 CHF → korrigiert auf 480.000 EUR", 480_000),
        ("1,150 seats x GBP 14.00 = GBP 16,100.00", 16_100),
    ],
)
def test_of_a_records_sum_the_last_word_holds(written, worth):
    found = verdict(
        f"Opportunity: Quill planner\nAccount: Quill Foods\nStage: Closed Lost\nAmount: {written}\nOwner: Ben Adler\n",
        sender="CRM <crm@larkspur.example>",
        subject="Opportunity closed lost",
    ).facts
    assert found.amount == worth


def test_points_and_heads_are_no_sums():
    assert best_bare("Sie erreichten 61 von 100 Punkten.", Scene(told={61_000.0: 4.0})) is None
    told = {61_000.0: 4.0, 100_000.0: 4.0, 3_000.0: 4.0}
    assert best_amount("Sie erreichten 61 von 100 Punkten.", Scene(told=told)) is None
    assert best_amount("3.000 man personeel op één dag.", Scene(told=told)) is None


@pytest.mark.parametrize(
    ("text", "worth"),
    [
        ("not proceeding on the £48,600 p.a. x 3 year proposal", 145_800),
        ("your 48,600 GBP a year over three years", 145_800),
        ("euer Angebot von 48.600 € im Jahr auf drei Jahre", 145_800),
        ("votre offre de 48 600 € par an sur trois ans", 145_800),
        ("vuestra oferta de 48.600 € al año durante tres años", 145_800),
        ("jullie voorstel van 4 x € 39.500 (totaal € 158.000)", 158_000),
        ("a vossa proposta de 48.600 € por ano durante 3 anos", 145_800),
        ("£19,800 a year times three so call it 59,400", 59_400),
        ("your quote, three years at £48,600 a year", 145_800),
        ("your quote of £48,600 a year", 48_600),
        ("your quote of £145,800 over three years", 145_800),
        ("your quote, three years at £145,800", 145_800),
        ("vuestra oferta, 740.000 euros al año, dos años prorrogables", 740_000),
        ("Ihr Angebot, 48.600 € pro Jahr für zwei Standorte", 48_600),
        ("votre offre de 54 000 € par an pour nous", 54_000),
    ],
)
def test_a_years_price_counts_as_often_as_the_mail_says_years(text, worth):
    assert (found(text, CUSTOMER) or (None,))[0] == worth


@pytest.mark.parametrize(
    ("text", "worth"),
    [
        ("Montant : 128 k€ sur trois ans, non pardon, 228 k€", (228_000, "EUR")),
        ("It was 128k EUR, sorry, I mean 228k EUR", (228_000, "EUR")),
        ("Wert 128.000 €, Quatsch, 228.000 €", (228_000, "EUR")),
        ("Eran 128.000 €, perdón, 228.000 €", (228_000, "EUR")),
        ("Het was 128.000 euro, nee sorry, 228.000 euro", (228_000, "EUR")),
        ("Eram 128.000 €, desculpa, 228.000 €", (228_000, "EUR")),
        ("It was 228,000 EUR. Sorry, 14 of us worked on it", (228_000, "EUR")),
    ],
)
def test_of_a_sum_corrected_at_once_the_second_holds(text, worth):
    assert found(text, NOTE) == worth


@pytest.mark.parametrize(
    "text",
    [
        "Attributaire : Oakvane, pour un montant de 351 900 € HT, le vôtre étant de 338 640 € HT.",
        "The contract was awarded at 351,900 EUR, yours being 338,640 EUR.",
        "Der Zuschlag ging für 351.900 € an Oakvane, das Ihre lag bei 338.640 €.",
        "A proposta vencedora foi de 351.900 €, a vossa foi de 338.640 €.",
    ],
)
def test_yours_is_our_offer_beside_the_winners(text):
    assert found(text, CUSTOMER) == (338_640, "EUR")


@pytest.mark.parametrize(
    "text",
    [
        "It was not knowing if next year would be £18,400 or £26,000. The other lot do a flat fee.",
        "Wir wussten nicht, ob es £18,400 oder £26,000 werden.",
    ],
)
def test_of_two_sums_between_which_nobody_knows_the_first_holds(text):
    assert found(text, CUSTOMER) == (18_400, "GBP")


def test_a_sum_may_be_parted_from_its_currency_by_the_end_of_a_line():
    text = "Se ha dispuesto adjudicar el contrato a Oakvane S.L.\n\nA su oferta, por importe de 133.950,00\neuros, se le asignaron 38 puntos."
    facts = verdict(text).facts
    assert (facts.amount, facts.currency) == (133_950, "EUR")


def test_what_is_said_for_euros_in_jest_is_euros():
    assert found("80.000 Euronen, alles weg", NOTE) == (80_000, "EUR")


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("De ruim twee ton die jullie vroegen", "De ruim 200,000 euro die jullie vroegen"),
        ("een deal van anderhalve ton is weg", "een deal van 150,000 euro is weg"),
        ("twee ton textiel per week", "twee ton textiel per week"),
        ("De vrachtwagen laadt drie ton.", "De vrachtwagen laadt drie ton."),
    ],
)
def test_a_dutch_ton_is_a_hundred_thousand_where_money_is_spoken_of(text, figures):
    assert in_figures(text) == figures


def test_our_row_of_bidders_may_be_set_with_dots():
    text = "1.º Oakvane, S.A. ... 148.000,00 EUR ... 17,9 valores\n2.º Larkspur ............. 146.250,00 EUR ... 17,2 valores\n3.º Birchline ........... 151.900,00 EUR ... 14,0 valores"
    assert verdict(f"{NO}\n\n{text}\n").facts.amount == 146_250
