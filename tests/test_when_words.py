"""Times in words, in six languages: understood exactly, or not at all."""

from __future__ import annotations

import time
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from debrief.when.calendar_words import LANGUAGES, lexicon
from debrief.when.reply import NOT_THEN
from debrief.when.words import TimeAnswer, read_date, read_times

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 11, 23, 10, tzinfo=BERLIN)  # a Monday
OFFERS = tuple(
    datetime(2026, 11, day, hour, tzinfo=BERLIN) for day, hour in ((25, 10), (26, 14), (27, 9))
)


def read(text: str, **more) -> TimeAnswer:
    return read_times(text, **({"now": NOW, "zone": "Europe/Berlin", "proposed": OFFERS} | more))


def local(windows) -> list[str]:
    """Write windows as "26 15:00-24:00" in Berlin's time; days of November count on to December."""
    found = []
    for start, end in windows:
        first, last = start.astimezone(BERLIN), end.astimezone(BERLIN)
        until = f"{last:%H:%M}" if last.date() == first.date() else "24:00"
        if last.date() > first.date() + timedelta(days=1) or (until == "24:00" and last.hour):
            until = f"{last:%d %H:%M}"
        found.append(f"{first:%d %H:%M}-{until}")
    return found


def test_thanks_before_the_first_word_of_a_time_end_nothing() -> None:
    assert local(read("Bonjour,\nMerci !\nJeudi à 15h\nCordialement\nLundi SARL").windows) == local(
        read("Jeudi à 15h").windows
    )


@pytest.mark.parametrize(
    ("text", "windows"),
    [
        ("Thursday after 3 works", ["26 15:00-24:00"]),
        ("Thu 26 Nov at 15:00", ["26 15:00-15:30"]),
        ("tomorrow afternoon", ["24 12:00-18:00"]),
        ("jeudi après 15h", ["26 15:00-24:00"]),
        ("el jueves por la tarde", ["26 12:00-18:00"]),
        ("donderdagmiddag", ["26 12:00-18:00"]),
        ("quinta-feira às 15h", ["26 15:00-15:30"]),
        ("can't do Thursday, Friday 10 is fine", ["27 10:00-10:30"]),
        ("Do. 26.11. um 10 Uhr", ["26 10:00-10:30"]),
        ("Am Donnerstag kann ich leider nicht, Freitag ab 14 Uhr geht", ["27 14:00-24:00"]),
        ("Freitag, den 27. November, zwischen 10 und 12 Uhr", ["27 10:00-12:00"]),
        ("Leider erst morgen früh", ["24 08:00-12:00"]),
        ("Donnerstag Morgen", ["26 08:00-12:00"]),
        ("Le vendredi 27 novembre à 10h30 me convient", ["27 10:30-11:00"]),
        ("Je ne peux pas jeudi, mais vendredi à 10h", ["27 10:00-10:30"]),
        ("mañana por la mañana", ["24 08:00-12:00"]),
        ("a las 3 de la tarde el viernes", ["27 15:00-15:30"]),
        ("No puedo el lunes, el martes sí", ["24 00:00-24:00"]),
        ("sexta-feira depois das 14h", ["27 14:00-24:00"]),
        ("Terça-feira não posso, quinta às 9h sim", ["26 09:00-09:30"]),
        ("Vrijdag om 10 uur is prima", ["27 10:00-10:30"]),
        ("volgende week dinsdag na 14.00 uur", ["01 14:00-24:00"]),
        ("Thursday works, Friday doesn't", ["26 00:00-24:00"]),
        ("Thursday doesn't work, how about Friday afternoon?", ["27 12:00-18:00"]),
        ("Tuesday or Thursday after 2pm", ["24 14:00-24:00", "26 14:00-24:00"]),
        ("Tuesday at 10 or Thursday at 3", ["24 10:00-10:30", "26 15:00-15:30"]),
        ("between 2 and 4 on Thursday", ["26 14:00-16:00"]),
        ("Thursday 2-4pm", ["26 14:00-16:00"]),
        ("Thursday 10-12", ["26 10:00-12:00"]),
        ("Thursday 11-1", ["26 11:00-13:00"]),
        ("after 10 and before 12 on Thursday", ["26 10:00-12:00"]),
        ("Thursday morning after 10", ["26 10:00-12:00"]),
        ("Thursday afternoon. Not before 3.", ["26 15:00-18:00"]),
        ("tomorrow morning at 9", ["24 09:00-09:30"]),
        ("Thursday evening at 8", ["26 20:00-20:30"]),
        ("9am on Thursday", ["26 09:00-09:30"]),
        ("next Tuesday at 9:30am", ["01 09:30-10:00"]),
        ("Tuesday or Wednesday next week at 10", ["01 10:00-10:30", "02 10:00-10:30"]),
        ("2026-11-30 14:00", ["30 14:00-14:30"]),
        ("30/11 at 14:00", ["30 14:00-14:30"]),
        ("Dec 2, 5 PM", ["02 17:00-17:30"]),
        ("Thursday, not Friday", ["26 00:00-24:00"]),
        ("Friday afternoon, but not after 4", ["27 12:00-16:00"]),
        ("I'm available Mon/Tue next week, 2-5pm", ["30 14:00-17:00", "01 14:00-17:00"]),
        (
            "Der Termin passt leider nicht. Am Donnerstag hätte ich von 9 bis 11 Uhr Zeit.",
            ["26 09:00-11:00"],
        ),
        ("dia 27 às 10h", ["27 10:00-10:30"]),
        ("el 26 por la tarde", ["26 12:00-18:00"]),
        ("This week is full, next week Tuesday is better", ["01 00:00-24:00"]),
        ("Hi Ana, Thursday at 3, Kim", ["26 15:00-15:30"]),
        ("this afternoon", ["23 12:00-18:00"]),
        ("Mon-Wed 9-11", ["30 09:00-11:00", "01 09:00-11:00", "02 09:00-11:00"]),
        ("on Friday after lunch", ["27 13:00-24:00"]),
        ("How about 4 pm?", ["25 16:00-16:30"]),
        ("Yes, but can we do 4pm instead?", ["25 16:00-16:30"]),
        ("the second option is fine", ["26 14:00-14:30"]),
        ("No, Thursday is better", ["26 00:00-24:00"]),
        ("Sorry for the delay.\nThursday at 3 pm works.\n\nBest regards,\nMay", ["26 15:00-15:30"]),
    ],
)
def test_the_times_named_are_the_times_read(text, windows):
    answer = read(text)
    assert (answer.kind, local(answer.windows)) == ("windows", windows)


@pytest.mark.parametrize(
    "text",
    [
        "works for me",
        "Yes!",
        "ok",
        "Passt mir gut, danke!",
        "Oui, cela me convient",
        "Perfecto",
        "Prima, tot dan",
        "Combinado!",
        "Either works",
        "No problem, that works",
        "Einverstanden.",
        "Yes, Wednesday at 10 is good",
        "Wednesday 10:00",
        "Mi. 25.11. 10 Uhr passt",
        "The first option please",
        "Works!\n\nBest regards,\nSam",
    ],
)
def test_agreeing_in_any_words_accepts_the_proposed_time(text):
    answer = read(text)
    assert answer.kind == "accept"
    assert local(answer.windows) == ["25 10:00-10:30"]


@pytest.mark.parametrize(
    "text",
    [
        "no thank you",
        "No, thanks.",
        "I'd rather not",
        "Nein danke",
        "Lieber nicht.",
        "Non merci",
        "No, gracias",
        "Nee, bedankt",
        "Não, obrigado",
        "We are not interested.",
        "No",
        "Kein Interesse",
        "Je préfère ne pas",
        "Prefiero no",
        "Geen interesse",
    ],
)
def test_a_polite_no_declines_the_call(text):
    assert read(text).kind == "decline"


@pytest.mark.parametrize(
    "text",
    [
        "please don't contact me again",
        "Unsubscribe",
        "Stop emailing me.",
        "Remove me from this list",
        "Bitte kontaktieren Sie mich nicht mehr",
        "Veuillez ne plus me contacter",
        "Por favor, no me contacten más",
        "Neem geen contact meer op",
        "Não me contactem mais",
    ],
)
def test_a_wish_to_be_left_alone_is_heard_in_every_language(text):
    assert read(text).kind == "never"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Thanks for your mail.",
        "I don't think so",
        "half 3 on Thursday",
        "Donnerstag viertel drei",
        "Thursday the 27th",
        "Donnerstag, 27.11. um 10 Uhr",
        "We signed the contract with the other vendor on Thursday",
        "The kick-off of our long planned warehouse migration happens Thursday at noon in Ulm",
        "Can't do Thursday at 3. 4 works",
        "Can't do Thursday, Friday at 10",
        "no thank you, but Thursday works",
        "Please do not contact me before Thursday",
        "after my holiday on Thursday",
        "Thursday at 3 pm your time",
        "3pm CET or 4pm EST on Thursday",
        "We'll decide on Thursday",
        "I will be in Berlin on Thursday",
        "Our board meets on Thursday at 3",
        "I'm tied up all week",
        "Not sure about Thursday",
        "Thurs 330pm",
        "Reach me at 12 34 56 78",
        "the fourth option",
        "Thursday at 25:00",
        "Thursday between 10",
        "31 February at 10:00",
        "20.11.2026 10:00",
        "Thursday after my 3 o'clock or so before noon",
    ],
)
def test_what_can_be_read_in_two_ways_or_not_at_all_is_unclear(text):
    answer = read(text)
    assert answer.kind == "unclear"
    assert answer.why.endswith(".")


def test_a_number_that_may_be_hour_or_day_is_unclear():
    assert read("Friday 11", now=datetime(2026, 12, 7, 9, tzinfo=BERLIN)).kind == "unclear"
    assert local(read("Friday 10").windows) == ["27 10:00-10:30"]  # the tenth is no Friday
    assert local(read("Friday 27").windows) == ["27 00:00-24:00"]


@pytest.mark.parametrize(
    "text",
    [
        "any time but Monday",
        "jederzeit außer Montag",
        "n'importe quand sauf lundi",
        "cualquier día menos el lunes",
        "altijd behalve maandag",
        "qualquer dia exceto segunda",
    ],
)
def test_any_time_but_monday_leaves_out_every_monday_within_reach(text):
    answer = read(text)
    assert answer.kind == "windows"
    for start, end in answer.windows:
        moment = start
        while moment < end:
            assert moment.astimezone(BERLIN).weekday() != 0
            moment += timedelta(hours=1)
    assert sum((end - start for start, end in answer.windows), timedelta()) >= timedelta(days=11)
    assert answer.excluded


def test_a_day_that_includes_the_proposed_time_accepts_it():
    for text in (
        "Wednesday works",
        "Yes, Wednesday is fine",
        "Mittwoch passt",
        "See you Wednesday!",
    ):
        assert read(text).kind == "accept"
        assert local(read(text).windows) == ["25 10:00-10:30"]
    assert read("Wednesday afternoon works").kind == "windows"
    assert read("Wednesday or Thursday works").kind == "windows"


@pytest.mark.parametrize(
    "text", ["Passt, bis Mittwoch!", "Prima. Tot woensdag!", "Sí, hasta el miércoles"]
)
def test_a_farewell_until_that_day_is_no_limit(text):
    assert read(text).kind == "accept"


def test_a_small_word_that_can_be_a_limit_does_no_harm():
    assert local(read("Donderdag om 10 uur is prima voor mij").windows) == ["26 10:00-10:30"]
    assert local(read("Call me by phone on Thursday at 3").windows) == ["26 15:00-15:30"]


def test_what_does_not_suit_is_excluded_and_anything_else_is_open():
    answer = read("I can't do Thursday")
    assert local(answer.excluded) == ["26 00:00-24:00"]
    assert local(answer.windows) == ["23 10:00-26 00:00", "27 00:00-07 10:00"]
    refused = read("That time doesn't work for me")
    assert local(refused.excluded) == ["25 10:00-10:30"]
    assert refused.kind == "windows"


def test_an_absence_ends_with_the_day_named():
    assert local(read("I am out until Thursday").windows)[0].startswith("27 00:00")
    assert local(read("I'm back on Monday").windows)[0].startswith("30 00:00")


def test_after_a_long_absence_the_times_begin_behind_it():
    answer = read("Sorry, I'm on vacation until December 10. After that any afternoon works.")
    assert local(answer.windows)[0] == "11 12:00-18:00"


def test_a_named_zone_counts_and_two_of_them_are_too_many():
    assert local(read("Thursday 15:00 GMT").windows) == ["26 16:00-16:30"]
    assert local(read("Thu 9am ET").windows) == ["26 15:00-15:30"]
    assert local(read("Thursday 3pm (UTC+2)").windows) == ["26 14:00-14:30"]
    assert local(read("Thursday 9am Eastern").windows) == ["26 15:00-15:30"]
    assert read("Thursday 15:00 GMT / 16:00 CET").kind == "unclear"
    there = read("Thursday at 9:00", zone="America/New_York")
    assert local(there.windows) == ["26 15:00-15:30"]


def test_a_weekday_means_the_proposed_one_when_there_is_one():
    later = (datetime(2026, 12, 3, 10, tzinfo=BERLIN),)
    assert local(read("Thursday after 3 works", proposed=later).windows) == ["03 15:00-24:00"]


def test_the_month_comes_first_only_where_people_write_so():
    assert local(read("4/12 at 10:00", zone="Europe/London", proposed=()).windows) == [
        "04 11:00-11:30"
    ]
    there = read("12/4 at 10:00", zone="America/New_York", proposed=())
    assert local(there.windows) == ["04 16:00-16:30"]


def test_the_length_of_the_call_is_that_asked_for():
    answer = read("Thursday at 3", duration=timedelta(minutes=45))
    assert local(answer.windows) == ["26 15:00-15:45"]


def test_a_time_on_the_night_of_the_clock_change_has_its_true_length():
    now = datetime(2026, 3, 24, 10, tzinfo=BERLIN)
    ((start, end),) = read("Sunday", now=now, proposed=()).windows
    assert end - start == timedelta(hours=23)


TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("by Friday", "2026-11-27"),
        ("P3 call their CFO by Friday", "2026-11-27"),
        ("end of next week", "2026-12-04"),
        ("bis Freitag", "2026-11-27"),
        ("bis Ende nächster Woche", "2026-12-04"),
        ("fin de mois", "2026-11-30"),
        ("avant vendredi", "2026-11-26"),
        ("antes del viernes", "2026-11-26"),
        ("até sexta", "2026-11-27"),
        ("uiterlijk vrijdag", "2026-11-27"),
        ("12/3", "2026-12-03"),
        ("in two weeks", "2026-12-07"),
        ("in 3 Tagen", "2026-11-26"),
        ("by the 15th", "2026-12-15"),
        ("on Dec. 4", "2026-12-04"),
        ("4. Dezember", "2026-12-04"),
        ("2027-01-15", "2027-01-15"),
        ("15 January", "2027-01-15"),
        ("tomorrow", "2026-11-24"),
        ("next Friday", "2026-12-04"),
        ("this week", "2026-11-27"),
        ("call the CFO", None),
        ("Friday or Monday", None),
        ("31 February", None),
        ("Friday 26 November", None),
        ("", None),
    ],
)
def test_due_dates_in_words(text, day):
    assert read_date(text, TODAY) == (date.fromisoformat(day) if day else None)


def test_the_writers_habit_decides_between_day_and_month():
    assert read_date("12/3", TODAY, month_first=True) == date(2026, 12, 3)
    assert read_date("3/12", TODAY, month_first=False) == date(2026, 12, 3)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("number", range(7))
def test_every_weekday_is_known_in_every_language(language, number):
    names = [
        phrase
        for phrase, meanings in lexicon(language).items()
        if ("DAY", str(number)) in meanings and len(phrase) > 4
    ]
    assert names
    for name in names:
        found = read_date(name, TODAY, language=language)
        assert found is not None
        assert found.weekday() == number


@settings(max_examples=150, deadline=None)
@given(st.integers(1, 200), st.sampled_from(["%Y-%m-%d", "%d.%m.%Y", "%d %B %Y", "%B %d, %Y"]))
def test_a_full_date_in_figures_or_with_its_month_is_read_exactly(ahead, form):
    day = TODAY + timedelta(days=ahead)
    assert read_date(day.strftime(form), TODAY) == day


JUMBLE = (
    "Monday Thursday next week after before 3 10:30 pm or and but not works can't any time except "
    "26.11. Nov . , ? yes no until from between to the in two Dienstag morgen 12/3 - half"
)
words = st.sampled_from(JUMBLE.split())


@settings(max_examples=300, deadline=None)
@given(st.lists(words, max_size=14).map(" ".join) | st.text(max_size=80))
def test_any_jumble_of_words_gives_windows_in_the_future_or_no_answer(text):
    answer = read(text)
    for start, end in answer.windows:
        assert NOW <= start < end or answer.kind == "accept"
        assert start.tzinfo is UTC
    for start, end in answer.windows:
        assert not any(a < end and start < b for a, b in answer.excluded)
    assert bool(answer.windows) or answer.kind != "windows"
    read_date(text, TODAY)


@pytest.mark.parametrize(
    "words",
    ["Thursday after 3 or Friday, not Monday but next week 10:30 - ", "a.", "a@", "a\n"],
)
def test_a_long_reply_is_read_in_linear_time(words: str) -> None:
    text = words * (120_000 // len(words))
    begin = time.process_time()
    read(text)
    assert time.process_time() - begin < 1.8


@pytest.mark.parametrize(
    "text",
    [
        "Can we find another time?",
        "Können wir einen anderen Termin finden?",
        "Pouvons-nous trouver un autre créneau ?",
        "¿Podemos buscar otro momento?",
        "Kunnen we een ander moment vinden?",
        "Podemos encontrar outro horário?",
    ],
)
def test_a_wish_for_another_time_without_one_is_told_apart(text):
    assert read(text).kind == "other"


@pytest.mark.parametrize(
    ("text", "windows"),
    [
        ("the Thursday one", ["26 14:00-14:30"]),
        ("Friday one works", ["27 09:00-09:30"]),
        ("Thursday at one", ["26 13:00-13:30"]),
        ("The second of the other times is best", ["27 09:00-09:30"]),
        ("der zweite der anderen Termine", ["27 09:00-09:30"]),
        ("le premier des deux autres", ["26 14:00-14:30"]),
        ("la segunda de las otras", ["27 09:00-09:30"]),
        ("de tweede van de andere", ["27 09:00-09:30"]),
        ("a segunda das outras", ["27 09:00-09:30"]),
        ("both other times are fine", ["26 14:00-14:30", "27 09:00-09:30"]),
        ("not Thursday, the other one", ["27 09:00-09:30"]),
        ("same time next week", ["02 10:00-10:30"]),
        ("this time next week", ["02 10:00-10:30"]),
        ("gleiche Zeit nächste Woche", ["02 10:00-10:30"]),
        ("à la même heure la semaine prochaine", ["02 10:00-10:30"]),
        ("a la misma hora la próxima semana", ["02 10:00-10:30"]),
        ("zelfde tijd volgende week", ["02 10:00-10:30"]),
        ("mesma hora na próxima semana", ["02 10:00-10:30"]),
        ("same day next week", ["02 00:00-24:00"]),
        ("in week 50 from Wednesday", ["09 00:00-14 00:00"]),
        ("Mittwoch der KW 50", ["09 00:00-24:00"]),
        ("next week please, this week is impossible", ["30 00:00-07 00:00"]),
        ("nächste Woche bitte, diese Woche ist unmöglich", ["30 00:00-07 00:00"]),
        ("la semaine prochaine svp, cette semaine est impossible", ["30 00:00-07 00:00"]),
        ("Thursday please, Wednesday is impossible", ["26 00:00-24:00"]),
    ],
)
def test_words_that_point_at_a_time_mean_that_one(text: str, windows: list[str]) -> None:
    assert local(read(text).windows) == windows


@pytest.mark.parametrize(
    "text",
    ["ab Mittwoch der KW 50", "vanaf woensdag in week 50", "a partir de quarta da semana 50"],
)
def test_a_weekday_belongs_to_the_numbered_week_beside_it(text: str) -> None:
    assert local(read(text).windows)[0].startswith("09 00:00")


@pytest.mark.parametrize(
    "text",
    [
        "the Monday one",  # none was offered on it
        "the other one please",
        "same time next month",
        "this day next month",
        "15 heures chez vous",
        "15 Uhr bei Ihnen",
        "Thursday 3pm your end",
        "a las 15h allí",
        "15 uur bij jullie",
        "às 15h aí",
        "I could have done Thursday but that is gone now",
        "Donnerstag hätte mir gepasst",
        "next week, this week is impossible",
    ],
)
def test_words_that_point_at_no_certain_time_are_asked_about(text: str) -> None:
    assert read(text).kind == "unclear"


@pytest.mark.parametrize(
    ("text", "windows"),
    [
        ("Freitag in 14 Tagen", ["11 00:00-24:00"]), ("in 14 Tagen am Freitag", ["11 00:00-24:00"]),
        ("Montag in 14 Tagen", ["07 00:00-24:00"]), ("Dienstag in 8 Tagen", ["01 00:00-24:00"]),
        ("Mittwoch in 10 Tagen", ["02 00:00-24:00"]), ("in 14 Tagen, am Freitag um 10 Uhr", ["11 10:00-10:30"]),
        ("vendredi dans 15 jours", ["11 00:00-24:00"]), ("el viernes en 15 días", ["11 00:00-24:00"]),
        ("vrijdag over 14 dagen", ["11 00:00-24:00"]), ("sexta daqui a 15 dias", ["11 00:00-24:00"]),
        ("Friday in 14 days", ["11 00:00-24:00"]), ("In 14 Tagen oder am Freitag", ["27 00:00-24:00", "07 00:00-24:00"]),
    ],
)  # fmt: skip
def test_a_weekday_in_so_many_days_lies_in_the_week_of_that_day(text: str, windows: list[str]):
    said = read(text, proposed=())
    assert said.kind == "windows"
    assert local(said.windows) == windows


@pytest.mark.parametrize(
    "text",
    [
        "Der Termin passt leider nicht", "Leider passt der Termin nicht.", "Leider passt mir die Zeit nicht",
        "Da kann ich nicht", "Cet horaire ne me convient pas", "L'horaire proposé ne me convient malheureusement pas",
        "Ese horario no me viene bien", "La hora propuesta no me va bien", "Die tijd komt niet uit",
        "Dat tijdstip past me niet", "Esse horário não me dá jeito", "That time doesn't work",
    ],
)  # fmt: skip
def test_a_refused_time_is_no_other_one_in_whatever_order_of_words(text: str):
    assert read(text).why == NOT_THEN


@pytest.mark.parametrize(
    "text", ["Die Zeit habe ich leider nicht", "Keine Zeit", "No tengo tiempo", "Ik heb geen tijd"]
)
def test_who_has_no_time_at_all_refuses_no_single_one(text: str):
    assert read(text).why != NOT_THEN


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Lassen Sie mich bitte in Ruhe", "never"), ("Laissez-moi en paix", "never"), ("Déjeme en paz", "never"),
        ("Laat mij alstublieft met rust", "never"), ("Deixe-me em paz, por favor", "never"),
        ("Ich möchte das nicht", "decline"), ("Wir geben grundsätzlich keine Auskunft", "decline"),
        ("Je préfère que non", "decline"), ("Prefiero que no", "decline"), ("Dat willen wij niet", "decline"),
        ("Prefiro que não", "decline"), ("I don't want that", "decline"),
        ("Lassen Sie uns in Ruhe sprechen", "unclear"), ("Rufen Sie mich in Ruhe an", "unclear"),
        ("Das schaue ich mir in Ruhe an", "unclear"), ("Kann leider nicht teilnehmen", "unclear"),
    ],
)  # fmt: skip
def test_a_refusal_is_read_in_each_language(text: str, kind: str):
    assert read(text).kind == kind


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Die zweite Alternative", 3), ("Ja gerne, die 1. Alternative", 2), ("Alternative 2 bitte", 3),
        ("The second alternative", 3), ("La deuxième alternative me convient", 3), ("la segunda alternativa", 3),
        ("het tweede alternatief", 3), ("A primeira alternativa serve-me", 2), ("Lieber den zweiten Termin", 2),
    ],
)  # fmt: skip
def test_an_alternative_is_one_of_the_times_beside_the_first(text: str, number: int):
    assert read(text).why == f"They chose {number}."


def test_an_alternative_that_there_is_not_is_none():
    assert read("There is no second alternative for us").kind == "unclear"


@pytest.mark.parametrize(
    "text",
    [
        "verschieb es auf Freitag 14 Uhr",
        "décale à vendredi 14h",
        "déplacez au vendredi 14h",
        "muévela al viernes a las 14",
        "pásalo al viernes a las 14",
        "verzet het naar vrijdag 14 uur",
        "zet het op vrijdag 14 uur",
        "mude para sexta às 14h",
        "passa para sexta às 14h",
    ],
)
def test_an_order_to_move_names_its_time(text: str) -> None:
    found = read_times(text, datetime(2026, 9, 16, 14, tzinfo=UTC), "UTC")
    assert [start.isoformat()[:16] for start, _ in found.windows] == ["2026-09-18T14:00"]


@pytest.mark.parametrize("text", ["ne décale pas à vendredi", "no lo muevas al viernes"])
def test_an_order_not_to_move_names_none(text: str) -> None:
    assert read_times(text, datetime(2026, 9, 16, 14, tzinfo=UTC), "UTC").windows == ()
