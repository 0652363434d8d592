"""What a rep answers to "done? did it help?"."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from debrief.answers.followup import read_followup, read_followups


@pytest.mark.parametrize(("text", "done", "helped"), [
    ("done, helped", True, "yes"), ("yes yes", True, "yes"), ("yes, no", True, "no"), ("done", True, None),
    ("Done - too early to say", True, "too early"), ("not yet", False, None), ("no", False, None),
    ("done but it did not help", True, "no"), ("yes it helped a lot", True, "yes"), ("it helped", True, "yes"),
    ("didn't get to it", False, None), ("no time, sorry", False, None), ("Yes.\n\nThanks\nDevon", True, None),
    ("erledigt, hat geholfen", True, "yes"), ("noch nicht", False, None), ("erledigt, zu früh", True, "too early"),
    ("ja, nein", True, "no"), ("fait, utile", True, "yes"), ("pas encore", False, None), ("oui, trop tôt", True, "too early"),
    ("hecho, ayudó", True, "yes"), ("todavía no", False, None), ("gedaan, hielp", True, "yes"),
    ("nog niet", False, None), ("feito, ajudou", True, "yes"), ("ainda não", False, None), ("👍", True, None),
    ("too early", None, "too early"), ("> done?\nyes, helped", True, "yes"),
    ("Erledigt, hat leider nix geholfen", True, "no"), ("ja, geholfen hat es nicht", True, "no"), ("hat nix genutzt", True, "no"),
    ("fait, ça n'a servi à rien", True, "no"), ("c'est fait mais ça n'a rien donné", True, "no"), ("gedaan, hielp niks", True, "no"),
    ("heeft niks opgeleverd", True, "no"), ("não deu em nada", True, "no"), ("hat geklappt", True, "yes"),
    ("hat super funktioniert", True, "yes"), ("ja, hat gut geholfen, kein Problem", True, "yes"), ("ist durch", True, None),
    ("Erledigt. Ob es geholfen hat, weiß ich noch nicht", True, "too early"), ("ja, obs geholfen hat wird sich zeigen", True, "too early"),
    ("Gemacht, Wirkung noch offen", True, "too early"), ("kommt noch", False, None), ("done, it helped a lot, no complaints", True, "yes"),
])  # fmt: skip
def test_a_word_or_two_answer_the_follow_up(
    text: str, done: bool | None, helped: str | None
) -> None:
    reading = read_followup(text)
    assert (reading.done, reading.helped) == (done, helped)
    assert not reading.not_understood


@pytest.mark.parametrize(("text", "when"), [
    ("not yet, next Friday", "next Friday"), ("no, by 4 December", "by 4 December"),
    ("not yet, by Christmas", "by Christmas"), ("not due before Boxing Day mate", "not due before Boxing Day mate"),
    ("pas avant Noël", "pas avant Noël"), ("nicht vor Weihnachten", "nicht vor Weihnachten"),
    ("noch nicht, bis Freitag", "bis Freitag"), ("pas encore, d'ici vendredi", "d'ici vendredi"),
])  # fmt: skip
def test_a_new_date_is_kept_in_its_words(text: str, when: str) -> None:
    assert read_followup(text).new_date_text == when


@pytest.mark.parametrize("text", [
    "got bumped to thursday", "tried, cfo was out, again thurs", "on holiday, back Monday", "nah", "Sarah's doing it tmrw",
    "im Urlaub, ab Montag wieder da",
    "I have to move this to next Friday", "half done", "nearly done", "not quite finished", "done by Friday", "will do it Friday",
    "didnt get to it", "too busy this week", "still open", "working on it", "in progress", "can you ask me again in two weeks?",
    "could you remind me on Monday?", "I tried but couldn't reach her", "it was planned for Friday, not done yet",
    "halb fertig", "fast fertig", "muss ich auf Freitag verschieben", "Das habe ich nicht mehr geschafft",
    "frag mich bitte in zwei Wochen nochmal", "presque fini", "je dois reporter à vendredi", "je le ferai demain",
    "rappelle-moi lundi", "casi hecho", "lo haré el viernes", "recuérdame el lunes", "bijna klaar", "ik doe het vrijdag",
    "quase feito", "vou fazer na sexta", "Sorry, I mixed that up: not done yet, by Friday",
])  # fmt: skip
def test_what_is_still_to_come_is_not_done(text: str) -> None:
    reading = read_followup(text)
    assert (reading.done, reading.helped, reading.let_go) == (False, None, False)


@pytest.mark.parametrize(("text", "helped"), [
    ("Done. They postponed the decision to November though.", None), ("done later than planned but it helped a lot", "yes"),
    ("Done! No idea whether it helped", "too early"), ("I called, no answer yet", "too early"), ("done, not yet clear", "too early"),
    ("done but they haven't answered yet", "too early"), ("done, waiting for their answer", "too early"), ("done, hard to say", "too early"),
    ("did it, didnt change much", "no"), ("did. huge help - they moved us to the shortlist", "yes"), ("called again, helped", "yes"),
    ("done, helped a little", "yes"), ("done, little effect", "no"), ("it went really well", "yes"), ("Done. Will follow up next week.", None),
    ("erledigt, keine Ahnung ob es geholfen hat", "too early"), ("habe angerufen, noch keine Antwort", "too early"),
    ("erledigt, es half", "yes"), ("fait, mais je ne sais pas si ça a aidé", "too early"), ("j'ai appelé, pas de réponse encore", "too early"),
    ("hecho, no sé si ayudó", "too early"), ("llamé, sin respuesta todavía", "too early"), ("gedaan, geen idee of het hielp", "too early"),
    ("gebeld, nog geen antwoord", "too early"), ("feito, não sei se ajudou", "too early"), ("liguei, ainda sem resposta", "too early"),
    ("I met them but it didn't change anything", "no"), ("yes but no effect", "no"), ("Ja, hat aber nichts gebracht", "no"),
    ("done, the deal is lost all the same", None), ("didn't help, the deal is lost", "no"),
])  # fmt: skip
def test_what_is_done_stays_done_whatever_is_told_beside_it(text: str, helped: str | None) -> None:
    reading = read_followup(text)
    assert (reading.done, reading.helped, reading.let_go) == (True, helped, False)


@pytest.mark.parametrize("text", [
    "drop it", "cancelled", "please stop asking me", "no longer needed", "not relevant any more", "deal is lost", "lost",
    "they cancelled the project", "not my deal any more, Theo has it", "Theo took over", "won't do it", "not done, deal is lost",
    "brauche ich nicht mehr", "nicht mehr relevant", "hat sich erledigt", "der Deal ist verloren", "Projekt wurde abgesagt",
    "ce n'est plus nécessaire", "n'est plus d'actualité", "affaire perdue", "ya no es necesario", "el proyecto fue cancelado",
    "deal died", "Acme went with somebody else anyway", "they signed with a competitor", "no need, they signed",
    "can we drop this? deal's on ice", "haben sich für einen anderen entschieden", "se fueron con la competencia",
    "niet meer nodig", "deal verloren", "já não é necessário", "não é mais meu cliente", "negócio perdido",
])  # fmt: skip
def test_what_no_longer_matters_is_let_go(text: str) -> None:
    reading = read_followup(text)
    assert reading.let_go
    assert (reading.done, reading.not_understood) == (None, ())


@pytest.mark.parametrize("text", [
    "done?", "ok", "they cancelled the meeting", "Deal is not lost yet", "the project might be cancelled", "we lost a week",
    "I dropped them a line", "I have it on my list", "more or less", "it's with Theo now", "pregunté al cliente",
    "They postponed the decision to November", "hablé con otro", "they signed for another year", "i delegated it to Tom",
])  # fmt: skip
def test_what_is_not_certain_is_asked_back(text: str) -> None:
    reading = read_followup(text)
    assert (reading.done, reading.helped, reading.let_go) == (None, None, False)
    assert reading.not_understood


def test_an_answer_that_says_something_else_is_asked_back() -> None:
    reading = read_followup("banana split")
    assert reading.done is None
    assert reading.not_understood


def test_several_rows_are_answered_by_number() -> None:
    found = read_followups("1 done, helped\n2: not yet, next Friday\n3 - yes, no", 3)
    assert [(found[n].done, found[n].helped) for n in (1, 2, 3)] == [
        (True, "yes"),
        (False, None),
        (True, "no"),
    ]
    assert read_followups("all done", 2)[2].done is True
    assert read_followups("done", 2) == {}
    assert read_followups("done", 1)[1].done is True


def test_several_rows_are_answered_by_the_name_of_the_deal() -> None:
    names = {"Acme": 1, "Brown Foods": 2, "Brown": 2}
    found = read_followups("Acme done, helped. Brown not yet", 2, names)
    assert (found[1].done, found[1].helped, found[2].done) == (True, "yes", False)


@given(st.text(max_size=200))
def test_no_text_makes_the_follow_up_fail(text: str) -> None:
    read_followup(text)
    read_followups(text, 3)
