"""The signs that forbid taking a time at its word, each by the rule it belongs to."""

from __future__ import annotations

from datetime import datetime
from time import process_time
from zoneinfo import ZoneInfo

import pytest

from debrief.when.words import TimeAnswer, read_times

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 10, 9, 30, tzinfo=BERLIN)  # a Tuesday
OFFERS = tuple(
    datetime(2026, 11, day, hour, tzinfo=BERLIN) for day, hour in ((11, 14), (12, 11), (13, 10))
)


def read(text: str) -> TimeAnswer:
    return read_times(text, NOW, "Europe/Berlin", proposed=OFFERS)


def starts(text: str) -> list[str]:
    return [f"{start.astimezone(BERLIN):%d %H:%M}" for start, _ in read(text).windows]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Thursday at 10. Sorry, I mean Friday at 10.", ["13 10:00"]),
        ("Donnerstag 10 Uhr. Quatsch, Freitag 10 Uhr meinte ich.", ["13 10:00"]),
        ("Jeudi 10h. Pardon, vendredi 10h.", ["13 10:00"]),
        ("El jueves a las 9:30. Perdón, el viernes a las 9:30.", ["13 09:30"]),
        ("Donderdag 10 uur. Sorry, vrijdag 10 uur bedoel ik.", ["13 10:00"]),
        ("Quinta às 10h. Desculpe, queria dizer sexta às 10h.", ["13 10:00"]),
    ],
)
def test_a_correction_takes_the_place_of_what_was_said(text, expected):
    assert starts(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Thursday at 10 or Friday at 11. Sorry, I mean Monday at 10.",
        "Thursday at 10 works. Sorry, the Brighton crew moved to Friday at 9.",
        "Donnerstag 10 Uhr und Freitag 11 Uhr. Ich meine natürlich Montag.",
    ],
)
def test_a_correction_of_what_cannot_be_told_is_asked_back(text):
    assert read(text).kind == "unclear"


@pytest.mark.parametrize(
    "text",
    [
        "If Carol is back, Thursday at 11.",
        "Falls der Techniker absagt, Mittwoch um 10.",
        "Si mon rendez-vous est annulé, jeudi 9h.",
        "Si se cancela mi reunión, el jueves a las 9.",
        "Als mijn baas akkoord is, dan donderdag om 11.",
        "Se o meu chefe concordar, quinta às 11h.",
        "I'd say yes, but only if Marta can join.",
        "Sobald der Vertrag unterschrieben ist, gerne.",
    ],
)
def test_a_condition_is_asked_back(text):
    assert read(text).kind == "unclear"


@pytest.mark.parametrize(
    "text",
    [
        "Thursday at 3 if you can",
        "Donnerstag 15 Uhr, wenn es Ihnen recht ist",
        "Jeudi 15h si possible",
        "El jueves a las 15 si le viene bien",
        "Donderdag 15 uur als het uitkomt",
        "Quinta às 15h se der",
    ],
)
def test_politeness_is_no_condition(text):
    assert starts(text) == ["12 15:00"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Our go-live is on the 18th. Friday the 13th at 1 works.", ["13 13:00"]),
        ("Notre mise en production est le 18, donc plutôt le 20 à 14h30.", ["20 14:30"]),
        ("Arrancamos el sistema nuevo el día 18; mejor el jueves 19 a las 10.", ["19 10:00"]),
        ("Volgende week donderdag om 11 uur, want de 18e gaan we live.", ["19 11:00"]),
        ("I have a dentist appointment Thursday at 11, so Friday it is, 10 works.", ["13 10:00"]),
        ("Mittwoch um 14 Uhr habe ich Jour fixe. Ginge auch 15 Uhr?", ["11 15:00"]),
    ],
)
def test_the_times_of_other_things_are_not_offered(text, expected):
    assert starts(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "I have the Smithson review on Thursday at 3",
        "Spätestens Donnerstag brauche ich das Angebot zurück.",
        "My flight lands at 3 on Thursday.",
        "Donnerstag um 15 Uhr habe ich Jour fixe.",
    ],
)
def test_a_time_that_something_else_has_is_no_offer(text):
    assert read(text).kind == "unclear"


@pytest.mark.parametrize(
    "text",
    [
        "Works, but I have to drop at 2:20.",
        "Mercredi 14h ça marche mais je dois partir à 14h20.",
        "Vale, pero a las 14:20 me tengo que ir.",
        "Dat kan, maar ik moet om 14.20 weg.",
        "Pode ser, mas tenho de sair às 14h20.",
        "Mittwoch passt mir, allerdings nur bis 14:20 Uhr.",
    ],
)
def test_the_time_to_leave_does_not_unsay_a_yes(text):
    assert read(text).kind == "accept"


def test_who_must_leave_before_the_call_is_asked_back():
    assert read("Works, but I have to leave at 2.").kind == "unclear"


@pytest.mark.parametrize(
    "text",
    [
        "Ich bin bis 13.11. im Urlaub. In dringenden Fällen: 0711 555 0123",
        "Je suis absent jusqu'au 16 novembre inclus. En cas d'urgence, composez le 01 55 00 12 34.",
        "Ik ben afwezig tot en met 13 november. Bel bij spoed 020 555 0199.",
        "I'm out of the office until Monday with limited access to email.",
    ],
)
def test_a_notice_of_absence_is_no_answer(text):
    assert read(text).kind == "unclear"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("4 pm UK time Thursday please", ["12 17:00"]),
        ("Donnerstag 10 Uhr Londoner Zeit?", ["12 11:00"]),
        ("Jeudi 9h, heure de Montréal.", ["12 15:00"]),
        ("El jueves a las 10, hora canaria.", ["12 11:00"]),
        ("Quinta às 11h, hora de Lisboa.", ["12 12:00"]),
        ("I'm based in Denver, so 8am my time on Thursday.", ["12 16:00"]),
    ],
)
def test_the_clock_of_a_place_is_theirs(text, expected):
    assert starts(text) == expected


@pytest.mark.parametrize(
    "text", ["I'm in Seattle all week. Thursday at 9?", "Thursday at 3, Gotham time"]
)
def test_a_clock_that_is_not_certain_is_asked_back(text):
    assert read(text).kind == "unclear"


def test_a_place_that_keeps_the_same_clock_is_no_matter():
    assert starts("I'm in Madrid this week, Thursday at 9 works.") == ["12 09:00"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Not Thursday. Either of the other two is ok.", ["11 14:00", "13 10:00"]),
        ("Either of your other two slots would work.", ["12 11:00", "13 10:00"]),
        ("Einer der beiden anderen Termine, bitte.", ["12 11:00", "13 10:00"]),
        ("L'un des deux autres créneaux.", ["12 11:00", "13 10:00"]),
    ],
)
def test_the_others_are_those_that_are_not_refused(text, expected):
    assert starts(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Donderdag na de middag", ["12 12:00"]),
        ("Donderdag heb ik alleen tussen 9 en 10 tijd.", ["12 09:00"]),
        ("Na sexta, das 9 ao meio-dia", ["13 09:00"]),
        ("Vendredi de 9h à midi", ["13 09:00"]),
        ("El viernes de 9 al mediodía", ["13 09:00"]),
        ("Woensdag over twee weken, 10 uur", ["25 10:00"]),
        ("Donderdag rond de middag", ["12 12:00"]),
        ("El jueves después de comer", ["12 13:00"]),
        ("Na quinta depois de almoço", ["12 13:00"]),
        ("Jeudi en huit à 11h", ["19 11:00"]),
        ("de hoy en ocho a las 10", ["17 10:00"]),
        ("Two weeks from today, 10 o'clock.", ["24 10:00"]),
        ("Donnerstag in einer Woche, 14 Uhr", ["19 14:00"]),
        ("One week later, same time, would be ideal.", ["18 14:00"]),
        ("Can we push it back an hour?", ["11 15:00"]),
        ("zehn nach elf am Donnerstag", ["12 11:10"]),
        ("Vijf voor half drie op vrijdag", ["13 14:25"]),
        ("Vendredi à deux heures et demie", ["13 14:30"]),
        ("quatorze heures trente jeudi", ["12 14:30"]),
        ("Freitag um eins", ["13 13:00"]),
        ("can do 10-11 tmrw", ["11 10:00"]),
        ("free thu 1-2 and fri 9-930", ["12 13:00", "13 09:00"]),
        ("Ich schlage Montag, den 16.11., 15.30 Uhr vor.", ["16 15:30"]),
        ("15 Uhr lieber als 14 Uhr", ["11 15:00"]),
        ("14:30 Thursday, not 2", ["12 14:30"]),
        ("Op 24-11 om 9.15 uur", ["24 09:15"]),
        ("Lundi 16 ou mardi 17, entre 9h et 10h.", ["16 09:00", "17 09:00"]),
        ("I'm booked solid 9-12 on Thursday, free after that.", ["12 12:00"]),
        ("Plutôt début décembre, le mercredi 2 à 10h30.", ["02 10:30"]),
    ],
)
def test_spoken_times_and_distances(text, expected):
    assert starts(text) == expected


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Yes to Wednesday, but 3 rather than 2 or so, room 4", "number"),
        ("Not this Thursday but the next, at 11.", "part of the time"),
        ("Thursday works, but only after the standup", "limit"),
        ("She is free on Friday at 3", "somebody else"),
        ("Niet later dan vrijdag 12 uur.", "limit"),
        ("Donderdag, maar het moet na 15 uur", "not understood"),
        ("I think Thursday at 4, I'll confirm later", "later"),
        ("Wednesday doesn't work for the Smithson crew in Ulm", "not"),
        ("Pas mercredi, jeudi.", "later times"),
        ("Any time except Thursdays when I start at 10, mornings best", "exception"),
    ],
)
def test_what_is_left_over_is_asked_back_with_its_reason(text, why):
    answer = read(text)
    assert answer.kind == "unclear"
    assert why in answer.why


@pytest.mark.parametrize(
    "text",
    [
        "We're on version 9.3 and pay $2,300 a month, but sure, Thursday at 2.",
        "We're a 24/7 shop with 40 people on the 2nd floor, but Thursday at 2 is fine.",
        "Thursday at 2 is perfect, my cell is 917-555-0110",
        "Wir sind zu dritt in Raum 2.14, Donnerstag 14 Uhr passt.",
    ],
)
def test_other_numbers_are_no_times(text):
    assert starts(text) == ["12 14:00"]


@pytest.mark.parametrize(
    "text",
    [
        "Wednesday at 2? I thought you said Thursday.",
        "Sounds good, let me check with my boss.",
        "Der Donnerstagstermin passt vielleicht.",
        "Once we've finished the rollout, happy to talk.",
        "Q1 would be better honestly. Budget is frozen till then.",
    ],
)
def test_what_only_sounds_like_a_yes_is_none(text):
    assert read(text).kind != "accept"


@pytest.mark.parametrize(
    "text",
    [
        "No antes del lunes, voy muy liado.",
        "Niet voor maandag, het is hier hectisch.",
        "Pas avant lundi, je suis débordé.",
        "Não antes de segunda, ando muito ocupado.",
    ],
)
def test_a_reason_behind_a_limit_does_not_turn_it_round(text):
    assert starts(text)[0] == "16 00:00"


@pytest.mark.parametrize("size", [1000, 4000])
def test_a_long_reply_is_read_in_little_time(size):
    text = "9 or 10, 11 and 12 on Thursday the 2nd. " * (size // 40)
    begin = process_time()
    read(text)
    assert process_time() - begin < 5
