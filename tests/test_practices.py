"""From what a customer said to the numbered practices of the book."""

from __future__ import annotations

import csv
import io
import time
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from debrief.groups.sheet import read_sheet
from debrief.model import Draft, Facts, Notes, PracticeBook
from debrief.practices.practices import (
    approve_into,
    drafts_from,
    edit,
    export_csv,
    export_markdown,
    near_drafts,
    near_duplicates,
    read_approval,
    retire,
)
from debrief.practices.wording import split_points

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def _drafts(four: str = "", one: str = "", competitor: str | None = None) -> tuple[Draft, ...]:
    return drafts_from(Notes(answers={"4": four, "1": one}), Facts(competitor=competitor))


# Drafts


@pytest.mark.parametrize(("said", "practice"), [
    ("You should bring your CFO contact earlier.", "Bring your CFO contact earlier."),
    ("I would recommend that you send the price in week one", "Send the price in week one."),
    ("She said we should not talk about features first.", "Do not talk about features first."),
    ("They would like us to call the CFO sooner", "Call the CFO sooner."),
    ("Send the price in week one!", "Send the price in week one!"),
    ("It would help if you could visit the plant", "Visit the plant."),
    ("please answer within a day", "Answer within a day."),
    ("Next time, involve the works council", "Involve the works council."),
    ("bring a reference", "Bring a reference."),
    ("Den CFO früher anrufen", "Den CFO früher anrufen."),
    ("Je vous conseille d'appeler plus tôt", "Appeler plus tôt."),
    ("You could have involved our IT people earlier.", "Involve our IT people earlier."),
    ("I'd suggest spending more time with the users.", "Spend more time with the users."),
    ("Involving our IT sooner would have helped.", "Involve our IT sooner."),
    ("It would be good to see a reference from our industry.", "Show a reference from our industry."),
    ("You never asked about our budget cycle.", "Ask about our budget cycle."),
    ("If you had shown us the total cost, it would have helped.", "Show us the total cost."),
    ("You should not have sent three people.", "Do not send three people."),
    ("Why not offer a pilot?", "Offer a pilot."),
    ("I think you should follow up faster.", "Follow up faster."),
    ("Training for our staff.", "Training for our staff."),
    ("Sie hätten früher mit der Produktion sprechen sollen.", "Früher mit der Produktion sprechen."),
    ("Vous auriez dû impliquer notre DSI.", "Impliquer notre DSI."),
    ("Deberían traer una referencia.", "Traer una referencia."),
    ("Jullie hadden eerder moeten bellen.", "Eerder bellen."),
    ('"Kommt früher zu uns ins Werk", meinte sie.', "Kommt früher zu uns ins Werk."),
    ("«Venez plus tôt», a dit Marie.", "Venez plus tôt."),
    ('Put "price" first', 'Put "price" first.'),
    ("Vocês deveriam trazer uma referência.", "Trazer uma referência."),
    ("Es wäre gut, wenn Sie früher nach dem Stillstand fragen würden.", "Früher nach dem Stillstand fragen."),
    ("Ich hätte mir gewünscht, dass Sie mich früher anrufen.", "Mich früher anrufen."),
    ("Sie meinte, wir sollten vor dem Angebot das Werk besuchen.", "Vor dem Angebot das Werk besuchen."),
    ("Bringen Sie jemanden aus der Technik mit.", "Jemanden aus der Technik mitbringen."),
    ("Und fragen Sie früh nach dem Stillstand.", "Früh nach dem Stillstand fragen."),
    ("Il faudrait un seul interlocuteur et vous devriez répondre plus vite.", "Un seul interlocuteur et répondre plus vite."),
    ("Elle a dit que nous devrions visiter l'usine.", "Visiter l'usine."),
    ("Dijo que deberíamos visitar la fábrica antes.", "Visitar la fábrica antes."),
    ("Ze zei dat we voor de offerte de fabriek moeten bezoeken.", "Voor de offerte de fabriek bezoeken."),
    ("Ze zei dat we eerder zouden moeten bellen.", "Eerder bellen."),
    ("Deveriam visitar a fábrica.", "Visitar a fábrica."),
    ("It would be good if you asked earlier about the shutdown", "Ask earlier about the shutdown."),
])  # fmt: skip
def test_a_recommendation_becomes_an_imperative_in_the_customers_words(
    said: str, practice: str
) -> None:
    (draft,) = _drafts(said)
    assert draft.text == practice
    assert draft.words == said
    assert draft.origin == "recommendation"


@pytest.mark.parametrize(("said", "practice"), [
    ("They answered within one hour.", "Answer within one hour."),
    ("They brought a reference customer", "Bring a reference customer."),
    ("They answered fast and brought a reference", "Answer fast and bring a reference."),
    ("Acme understood our plant", "Understand our plant."),
    ("They were faster.", "Be faster."),
    ("They were cheaper.", "Learn from the winner: they were cheaper."),
    ("They had visited our plant twice.", "Visit our plant twice."),
    ("They had run their system in two plants like ours and brought the shift leader along.",
     "Learn from the winner: they had run their system in two plants like ours and brought the shift leader along."),
    ("They had a reference from a plant like ours.", "Have a reference from a plant like ours."),
    ("They answered within an hour, faster than you did.", "Answer within an hour, faster than we did."),
    ("Their demo used our own data.", "Learn from the winner: their demo used our own data."),
    ("They did not push us.", "Learn from the winner: they did not push us."),
    ("Sie haben unsere Daten in der Demo gezeigt.", "Vom Gewinner lernen: Sie haben unsere Daten in der Demo gezeigt."),
])  # fmt: skip
def test_what_the_winner_did_becomes_an_imperative_or_something_to_learn_from(
    said: str, practice: str
) -> None:
    (draft,) = _drafts(one=said, competitor="Acme")
    assert draft.text == practice
    assert draft.words == said
    assert draft.origin == "winner"


@pytest.mark.parametrize("said", [
    "Fragen Sie früh, wer entscheidet.",
    "Wenn Sie früher kommen, hilft das.",
    "Sie haben unsere Daten nicht gezeigt.",
    "Wir mussten lange warten.",
    "Ich hätte mir gewünscht, dass Sie früher gesprochen hätten.",
    "Können Sie früher liefern.",
    "En réunion, montrez les prix.",
    "We hadden graag eerder een prijs gezien.",
    "Il faut que vous veniez.",
    "Deveriam ter vindo antes.",
])  # fmt: skip
def test_what_is_no_infinitive_with_a_lead_stays_as_it_was_said(said: str) -> None:
    (draft,) = _drafts(said)
    assert draft.text == said


@pytest.mark.parametrize(("said", "answers", "practice"), [
    ("Bessere Betreuung.", {"2": "Der Preis war zu hoch, und die Technik hat für uns nicht gereicht."},
     "Vom Gewinner lernen: Bessere Betreuung."),
    ("Kannten unser Werk schon.", {}, "Vom Gewinner lernen: Kannten unser Werk schon."),
    ("Trajeron un plan listo.", {"3": "No entendieron los plazos que para nosotros son muy importantes."},
     "Aprender del ganador: Trajeron un plan listo."),
    ("They were cheaper.", {"3": "They did not see what the plant needs and what we have."},
     "Learn from the winner: they were cheaper."),
])  # fmt: skip
def test_what_the_winner_did_is_introduced_in_the_language_of_the_notes(
    said: str, answers: dict[str, str], practice: str
) -> None:
    (draft,) = drafts_from(Notes(answers={"1": said, **answers}), Facts(), language="de")
    assert draft.text == practice


def test_an_answer_is_split_into_separate_practices() -> None:
    drafts = _drafts(
        "Bring the CFO in. Send the price early; answer mails\n- Visit the plant",
        "They were faster.",
    )
    assert [d.number for d in drafts] == [1, 2, 3, 4, 5]
    assert [d.origin for d in drafts] == ["recommendation"] * 4 + ["winner"]


def test_a_sentence_that_leans_on_the_last_one_stays_with_it() -> None:
    (draft,) = _drafts("You should call the CFO earlier. That would have helped us a lot.")
    assert draft.text == "Call the CFO earlier. That would have helped us a lot."


def test_wrapped_lines_and_abbreviations_are_not_split() -> None:
    drafts = _drafts("Send references, e.g. from Germany, before\nthe second meeting")
    assert [d.text for d in drafts] == [
        "Send references, e.g. from Germany, before the second meeting."
    ]


def test_two_short_lines_under_one_number_are_two_practices() -> None:
    drafts = _drafts("Show the audit trail in the demo\nput a named engineer in the offer")
    assert [d.text for d in drafts] == [
        "Show the audit trail in the demo.",
        "Put a named engineer in the offer.",
    ]


@pytest.mark.parametrize("answer", ["", "nothing", "n/a", "Nichts.", "rien", "nada", "no idea"])
def test_an_answer_that_says_nothing_gives_no_draft(answer: str) -> None:
    assert _drafts(answer, answer) == ()


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=300), st.text(max_size=300))
def test_no_answer_makes_drafting_fail_and_every_draft_keeps_its_words(four: str, one: str) -> None:
    for draft in _drafts(four, one):
        assert draft.words.strip()
        assert draft.text.strip()


# Approval

FOUR = tuple(Draft(number=n, text=f"Do {w}.", words=f"do {w}", origin="recommendation")
             for n, w in enumerate(["alpha", "beta", "gamma", "delta"], 1))  # fmt: skip


@pytest.mark.parametrize("text", [
    "yes", "Yes!", "ok", "OK thanks", "all", "all good", "yes to all", "approve", "looks good", "Hi,\n\nyes\n\nThanks\nMaria",
    "ja", "alle", "passt", "oui", "d'accord", "tous", "sí", "todos", "vale", "ja, akkoord", "alles", "sim", "1-4 yes",
    "1 yes 2 yes 3 yes 4 yes", "1, 2, 3 and 4 ok", "yes 1 2 3 4", "👍 yes",
    "passt so", "Freigabe", "ok für mich", "ça me va", "ziet er goed uit", "ok voor mij", "por mim ok", "ja\nGruß Sabine",
    "👍", "👍🏻", "👌", "✅", "👍 thanks", "👍\n\nBest,\nNadia",
])  # fmt: skip
def test_these_approve_everything(text: str) -> None:
    approval = read_approval(text, FOUR)
    assert approval.approved == (1, 2, 3, 4)
    assert approval.complete


@pytest.mark.parametrize("text", [
    "yes but drop 3", "yes, drop 3", "drop 3, rest ok", "ok except 3", "all but 3", "all except 3", "1 yes 2 yes 3 no 4 yes",
    "yes\ndrop 3", "3: drop\nothers yes", "1,2,4 ok, 3 no", "only 1, 2 and 4", "ja, aber 3 weglassen", "alle außer 3",
    "ja, 3 streichen", "oui mais supprimer 3", "tous sauf 3", "sí, pero quitar 3", "todos menos 3", "ja, maar 3 schrappen",
    "alles behalve 3", "sim, mas remover 3", "sim, mas sem a 3", "oui, mais sans la 3", "without 3, otherwise yes", "yes, not 3",
])  # fmt: skip
def test_these_approve_all_but_the_third(text: str) -> None:
    approval = read_approval(text, FOUR)
    assert approval.not_understood == ()
    assert (approval.approved, approval.dropped) == ((1, 2, 4), (3,))
    assert approval.complete


@pytest.mark.parametrize(("text", "approved", "dropped", "edited"), [
    ("Yes to 1, 2 and 4. No to 3.", (1, 2, 4), (3,), {}),
    ("1: yes, 2: yes, 3: no, 4: yes", (1, 2, 4), (3,), {}),
    ("1 ✓ 2 ✓ 3 ✗ 4 ✓", (1, 2, 4), (3,), {}),
    ("1 y 2 y 3 n 4 y", (1, 2, 4), (3,), {}),
    ("#3 out, the rest is good", (1, 2, 4), (3,), {}),
    ("1 and 2 fine, 3 no thanks, 4: Do it sooner", (1, 2, 4), (3,), {4: "Do it sooner"}),
    ("change 2 to: Do beta twice\nothers ok", (1, 2, 3, 4), (), {2: "Do beta twice"}),
    ("ok but 2 should read: Do beta twice", (1, 2, 3, 4), (), {2: "Do beta twice"}),
    ("2 -> Do beta twice, rest ok", (1, 2, 3, 4), (), {2: "Do beta twice"}),
    ("merge 1 with 4, drop 3, ok for 2", (1, 2), (3, 4), {}),
    ("3 und 4 zusammenlegen, sonst ja", (1, 2, 3), (4,), {}),
    ("yes, all four", (1, 2, 3, 4), (), {}),
    ("drop all", (), (1, 2, 3, 4), {}),
    ("1 übernehmen, Rest verwerfen", (1,), (2, 3, 4), {}),
    ("garder 1, rejeter le reste", (1,), (2, 3, 4), {}),
    ("ja zu 1 und 2, nein zu 3 und 4", (1, 2), (3, 4), {}),
    ("ja tegen 1 en 2, nee tegen 3 en 4", (1, 2), (3, 4), {}),
    ("2 ändern in: Do beta twice\nRest ja", (1, 2, 3, 4), (), {2: "Do beta twice"}),
    ("bei 2 lieber: Do beta twice\nRest ja", (1, 2, 3, 4), (), {2: "Do beta twice"}),
    ("passt alles, nur 2 bitte: Do beta twice", (1, 2, 3, 4), (), {2: "Do beta twice"}),
])  # fmt: skip
def test_decisions_are_read_as_people_mix_them(
    text: str, approved: tuple[int, ...], dropped: tuple[int, ...], edited: dict[int, str]
) -> None:
    approval = read_approval(text, FOUR)
    assert (approval.approved, approval.dropped, approval.edited) == (approved, dropped, edited)
    assert approval.complete


def test_a_better_wording_is_approved_and_keeps_the_customers_words() -> None:
    approval = read_approval("2: Do better\nand sooner\n\nrest yes", FOUR)
    assert approval.edited == {2: "Do better and sooner"}
    assert approval.drafts[1].text == "Do better and sooner"
    assert approval.drafts[1].words == "do beta"
    assert approval.complete


@pytest.mark.parametrize(
    "text", ["passt so nicht", "keine Freigabe", "noch keine Freigabe", "Gruß Sabine"]
)
def test_a_refusal_of_the_whole_or_a_mere_name_approves_nothing(text: str) -> None:
    assert read_approval(text, FOUR).approved == ()


@pytest.mark.parametrize("text", ["yes 1 3", "keep 1 and 3", "ok 1, 3", "ja 1 und 3", "oui 1 et 3"])
def test_a_yes_with_numbers_approves_only_these(text: str) -> None:
    approval = read_approval(text, FOUR)
    assert (approval.approved, approval.dropped) == ((1, 3), (2, 4))
    assert approval.complete


def test_a_part_answer_is_not_complete() -> None:
    approval = read_approval("drop 3", FOUR)
    assert approval.dropped == (3,)
    assert approval.approved == ()
    assert not approval.complete


@pytest.mark.parametrize("text", ["merge 1 and 4", "merge 1, 4", "1+4", "combine 1 & 4", "1 und 4 zusammenfassen",
                                  "fusionner 1 et 4", "unir 1 y 4", "1 en 4 samenvoegen", "juntar 1 e 4"])  # fmt: skip
def test_two_drafts_are_merged_with_the_words_of_both(text: str) -> None:
    approval = read_approval(text, FOUR)
    assert approval.merged == ((1, 4),)
    assert approval.dropped == (4,)
    assert approval.drafts[0].text == "Do alpha. Do delta."
    assert approval.drafts[0].words == "do alpha\ndo delta"


def test_a_merged_practice_may_be_worded_anew() -> None:
    approval = read_approval("merge 1 and 4: Do both early\nothers yes", FOUR)
    assert approval.drafts[0].text == "Do both early"
    assert approval.complete


@pytest.mark.parametrize("text", ["+ Ask for the org chart", "new: Ask for the org chart", "neu: Ask for the org chart",
                                  "add: Ask for the org chart", "+Ask for the org chart"])  # fmt: skip
def test_a_new_practice_is_added(text: str) -> None:
    approval = read_approval(f"yes\n{text}", FOUR)
    assert approval.added == ("Ask for the org chart",)
    assert approval.drafts[4].number == 5
    assert approval.approved == (1, 2, 3, 4, 5)


def test_a_draft_is_pointed_at_an_older_practice() -> None:
    approval = read_approval("3 is P7\nrest ok", FOUR)
    assert approval.into_book == ((3, 7),)
    assert approval.drafts[2].book_number == 7


@pytest.mark.parametrize("text", ["maybe 2", "hmm", "no", "drop 9", "7: better", "1 and 3", "drop", "yes 2 maybe 3",
                                  "can we talk about 2?", "2"])  # fmt: skip
def test_what_is_not_certain_decides_nothing_and_comes_back(text: str) -> None:
    approval = read_approval(text, FOUR)
    assert approval.approved == ()
    assert approval.dropped == ()
    assert approval.not_understood
    assert not approval.complete


@pytest.mark.parametrize("text", ["no", "Nein", "não", "No, not like this", "ninguno de los dos"])
def test_a_no_is_never_taken_for_a_yes(text: str) -> None:
    approval = read_approval(text, FOUR)
    assert approval.approved == ()
    assert [d.nearest for d in approval.not_understood] == [None]


@pytest.mark.parametrize(("text", "nearest"), [
    ("yes to all but 9 drop it, and 1 should say: Answer every question within a day", None),
    ("2 no, that's not a practice", "drop 2"), ("nothing against 1, 3 weg damit finde ich", "drop 3"),
    ("no extra meeting pls, take all of it into tomorrow's", None), ("kein Wort gegen 2", None),
])  # fmt: skip
def test_a_guess_drops_no_practice_but_the_one_beside_the_refusal(text: str, nearest: str | None):
    assert {d.nearest for d in read_approval(text, FOUR).not_understood} <= {nearest}


@pytest.mark.parametrize("text", [
    "None of them, they are trivial", "none", "Keine davon.", "aucune", "ninguna", "geen van deze", "nenhuma",
])  # fmt: skip
def test_none_of_them_drops_all(text: str) -> None:
    approval = read_approval(text, FOUR)
    assert (approval.approved, approval.dropped) == ((), (1, 2, 3, 4))
    assert approval.complete


def test_what_was_left_out_comes_back_by_its_number() -> None:
    left_out = (FOUR[0], FOUR[1].model_copy(update={"status": "dropped"}))
    assert read_approval("2: yes", left_out).approved == (2,)
    assert read_approval("yes", left_out).approved == (1,)


def test_quoted_drafts_decide_nothing() -> None:
    assert not read_approval("> 1: yes\n> drop 2", FOUR).approved


@settings(max_examples=200, deadline=None)
@given(st.one_of(st.text(max_size=200), st.lists(st.sampled_from(
    ["yes", "no", "drop", "1", "2", "9", "and", "but", ",", "\n", ":", "merge", "all", "rest", "except", "only", "+", "word"]),
    max_size=14).map(" ".join)))  # fmt: skip
def test_no_text_makes_approval_fail_or_decide_twice(text: str) -> None:
    approval = read_approval(text, FOUR)
    assert not set(approval.approved) & set(approval.dropped)
    assert {d.number for d in FOUR} <= {d.number for d in approval.drafts}


@pytest.mark.parametrize(
    "text", ["yes " * 50_000, "1 " * 50_000, "drop 1, " * 20_000, "merge " * 40_000, "+" * 100_000]
)
def test_hostile_lengths_are_read_in_bounded_time(text: str) -> None:
    started = time.process_time()
    read_approval(text, FOUR)
    assert time.process_time() - started < 2


# The book


def _book(*texts: str) -> PracticeBook:
    drafts = tuple(
        Draft(number=n, text=t, words=f"said {t}", origin="winner", status="approved")
        for n, t in enumerate(texts, 1)
    )
    return approve_into(PracticeBook(), drafts, review_id="r1", company="Northwind", now=NOW)[0]


def test_approved_drafts_get_the_next_numbers_and_only_they() -> None:
    book = _book("Call the CFO early.", "Send the price.")
    drafts = (
        FOUR[0].model_copy(update={"status": "approved"}),
        FOUR[1].model_copy(update={"status": "dropped"}),
        FOUR[2],
    )
    book, numbered = approve_into(book, drafts, review_id="r2", company="Globex", now=NOW)
    assert [p.number for p in book.practices] == [1, 2, 3]
    assert [d.book_number for d in numbered] == [3, None, None]
    assert book.practices[2].company == "Globex"


def test_approving_again_changes_nothing_even_if_the_numbers_were_lost() -> None:
    drafts = tuple(d.model_copy(update={"status": "approved"}) for d in FOUR)
    once, numbered = approve_into(PracticeBook(), drafts, review_id="r2", company="Globex", now=NOW)
    assert approve_into(once, numbered, review_id="r2", company="Globex", now=NOW) == (
        once,
        numbered,
    )
    assert approve_into(once, drafts, review_id="r2", company="Globex", now=NOW) == (once, numbered)


def test_a_group_is_credited_and_never_a_person() -> None:
    draft = Draft(number=1, text="Ask twice.", words="", origin="group 2", status="approved")
    book, _ = approve_into(PracticeBook(), (draft,), review_id="r", company="X", now=NOW)
    assert book.practices[0].credit == "group 2"


def test_a_retired_number_is_never_given_again() -> None:
    book = retire(_book("Call the CFO early.", "Send the price."), 2)
    assert [p.number for p in book.approved()] == [1]
    draft = (FOUR[0].model_copy(update={"status": "approved"}),)
    assert approve_into(book, draft, review_id="r2", company="G", now=NOW)[1][0].book_number == 3


def test_an_edit_keeps_the_earlier_wording_and_is_safe_to_repeat() -> None:
    book = edit(_book("Call the CFO early."), 1, "Call the CFO in week one.")
    practice = book.practices[0]
    assert (practice.version, practice.earlier) == (2, ("Call the CFO early.",))
    assert edit(book, 1, "Call the CFO in week one.") == book
    assert edit(book, 9, "x") == book


def test_near_duplicates_are_proposed_most_alike_first() -> None:
    book = _book(
        "Call the CFO before the proposal.",
        "Send references early.",
        "Calling the CFO early before proposals.",
    )
    found = near_duplicates("Call the CFO before the proposal goes out.", book)
    assert found[0].number == 1
    assert 2 not in [p.number for p in found]
    assert near_duplicates("Bring cake.", book) == ()


def test_of_two_drafts_that_say_the_same_the_later_one_names_the_earlier() -> None:
    drafts = _drafts(
        "Bring a reference from a plant like ours.", "They had a reference from a plant like ours."
    )
    assert near_drafts(drafts[0], drafts) == ()
    assert near_drafts(drafts[1], drafts) == (1,)
    dropped = (drafts[0].model_copy(update={"status": "dropped"}), drafts[1])
    assert near_drafts(drafts[1], dropped) == ()


def test_no_exported_cell_is_a_formula_and_the_export_reads_back() -> None:
    risky = [f"{sign}{word}()" for sign, word in zip("=+-@＝＋－＠", "abcdefgh", strict=True)]
    book = _book(*risky, 'Fine, "quoted"\nand broken')
    rows = list(csv.reader(io.StringIO(export_csv(book))))
    assert len(rows) == 2 + len(risky)
    assert all(not cell.startswith(tuple("=+-@＝＋－＠")) for row in rows for cell in row)


def test_the_markdown_page_shows_practices_in_force_and_cannot_be_broken_out_of() -> None:
    book = retire(_book("Call *now* <script>", "Old one."), 2)
    page = export_markdown(book)
    assert "**P1** Call \\*now\\* \\<script\\>" in page
    assert "Old one" not in page
    assert "From Northwind, 2026-11-23" in page


# Group sheets


def test_a_group_sheets_reply_gives_one_item_each() -> None:
    text = "Hi Sam,\n\nhere is group 2:\n- Ask for the org chart\n- Send the\n  price early\n3. Visit\n\n> P1 Call\n\nBest\nDevon"
    assert read_sheet(text).items == ("Ask for the org chart", "Send the price early", "Visit")


def test_plain_lines_of_a_group_sheet_are_items_where_blank_lines_part_them() -> None:
    assert read_sheet("Ask for the org chart\n\nVisit the plant").items == (
        "Ask for the org chart",
        "Visit the plant",
    )


@pytest.mark.parametrize(
    "text", ["", "none", "nothing to add", "Nichts", "rien", "Hi,\nnothing\nThanks"]
)
def test_a_group_with_nothing_to_add_gives_no_item(text: str) -> None:
    assert read_sheet(text).items == ()


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=300))
def test_no_text_makes_the_sheet_reader_fail(text: str) -> None:
    assert all(item.strip() for item in read_sheet(text).items)


THREE = tuple(
    Draft(number=n, text=f"See the plant {n} times.", words="", origin="winner") for n in (1, 2, 3)
)


@pytest.mark.parametrize(
    "text",
    [
        "Approved. But please write 'site' instead of 'plant'.",
        "Yes. Replace plant by site in all of them",
        "Ja, aber bitte überall Werk statt plant schreiben",
        "ok\nbut who wrote this?",
    ],
)
def test_a_yes_that_wants_something_changed_approves_nothing_by_itself(text: str) -> None:
    read = read_approval(text, THREE)
    assert read.approved == ()
    assert read.not_understood


@pytest.mark.parametrize(
    ("text", "approved", "dropped"),
    [
        ("👍", (1, 2, 3), ()),
        ("👍🏽", (1, 2, 3), ()),
        ("👌", (1, 2, 3), ()),
        ("drop the second one", (), (2,)),
        ("drop the last", (), (3,)),
        ("yes, but drop the third", (1, 2), (3,)),
        ("ja, zweite weglassen", (1, 3), (2,)),
        ("yes\n\nNadia Ferrant\nSales Director", (1, 2, 3), ()),
    ],
)
def test_thumbs_and_ordinals_decide(text: str, approved, dropped) -> None:
    read = read_approval(text, THREE)
    assert (read.approved, read.dropped) == (approved, dropped)


@pytest.mark.parametrize("text", ["1 = P4, 2 ok", "1 is P4, 2 ok", "2 ok, 1 is P4"])
def test_the_number_of_an_older_practice_is_no_wording(text: str) -> None:
    read = read_approval(text, THREE)
    assert read.into_book == ((1, 4),)
    assert read.edited == {}
    assert read.approved[:2] == (1, 2)


@pytest.mark.parametrize("text", ["I do not like the second and the third", "hmm", "who said that"])
def test_no_answer_is_suggested_that_would_do_the_opposite(text: str) -> None:
    nearest = {doubt.nearest for doubt in read_approval(text, THREE).not_understood}
    assert not nearest & {"yes", "drop all"}


def test_a_small_letter_after_a_full_stop_begins_a_point_of_its_own():
    said = "Hold spare parts in Illinois. tell customers the lead time honestly."
    assert split_points(said) == (
        "Hold spare parts in Illinois.",
        "tell customers the lead time honestly.",
    )
    assert len(split_points("Bring a plan, approx. two pages, incl. dates.")) == 1


@pytest.mark.parametrize("said", ["price", "Lower price.", "nur der Preis", "moins cher", "el precio", "goedkoper", "mais barato"])  # fmt: skip
def test_a_mere_price_is_no_practice(said: str):
    assert drafts_from(Notes(answers={"1": said}), Facts()) == ()


TEAM = frozenset(["Jonas", "Okafor", "Priya", "Nair", "Tom", "Becker", "Sarah", "Lind"])


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("1) bring the reference early 2) ask the cfo about budget 3) send a recap",
         ("bring the reference early", "ask the cfo about budget", "send a recap")),
        ("sorry late! Sarah and i think we should do a reference visit first",
         ("we should do a reference visit first",)),
        ("I wasn't there but I'd say: always send the agenda the day before",
         ("always send the agenda the day before",)),
        ("+1 to Tom's, plus: confirm the next step in writing", ("confirm the next step in writing",)),
        ("Priya und ich finden, dass die Referenz früher kommen muss",
         ("die Referenz früher kommen muss",)),
        ("I think the price should come early", ("I think the price should come early",)),
        ("Always bring both of them, 2) or 3) to the demo", ("Always bring both of them, 2) or 3) to the demo",)),
        ("Tom should have prepared better", ()),
        ("what Priya said", ()),
        ("Same as group 2", ()),
    ],
)  # fmt: skip
def test_who_brings_an_idea_is_left_out_of_it(text: str, items: tuple[str, ...]) -> None:
    assert read_sheet(text, TEAM).items == items


@pytest.mark.parametrize(
    "text",
    [
        "nothing from us sorry, ran out of time",
        "nothing to add, P1 covers it",
        "nichts Neues, keine Zeit mehr gehabt",
        "rien à ajouter, pas eu le temps",
    ],
)
def test_nothing_with_its_reason_is_no_idea(text: str) -> None:
    reading = read_sheet(text, TEAM)
    assert (reading.items, reading.nothing) == ((), True)


def test_an_idea_behind_nothing_is_kept() -> None:
    assert read_sheet("nothing new, but ask early who signs", TEAM).items
