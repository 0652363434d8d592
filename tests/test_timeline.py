"""The page of a review that Prefect shows."""

import re
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from debrief.model import Effect, EffectKind, EffectStatus, Facts, Happened, Review, Source, Stage
from debrief.reports.timeline import deal_title, timeline_key, timeline_markdown

NOW = datetime(2026, 10, 5, 9, 30, tzinfo=UTC)


def a_review(**fields: object) -> Review:
    base: dict[str, object] = {
        "id": "r-0a1b2c3d4e",
        "stage": Stage.CALLING,
        "created_at": NOW,
        "facts": Facts(company="Bramwell Foundry"),
        "source": Source(received_at=NOW),
    }
    return Review.model_validate(base | fields)


def test_the_page_tells_what_happened_and_what_went_out_with_its_state():
    page = timeline_markdown(
        a_review(
            history=(Happened(at=NOW, chapter="customer_call", what="invited Edda Voss"),),
            effects=(
                Effect(
                    key="r-0a1b2c3d4e/customer_call/invite/edda/1",
                    kind=EffectKind.INVITE,
                    status=EffectStatus.FAILED,
                    to=("edda@bramwell.example",),
                    template="call",
                    error="no such mailbox",
                ),
            ),
        )
    )
    assert "| 2026-10-05 09:30 | customer call | invited Edda Voss |" in page
    assert "| invite: invite | edda@bramwell.example | failed (no such mailbox) |" in page


def test_a_deal_is_named_by_the_best_that_is_known_of_it():
    assert deal_title(a_review()) == "Bramwell Foundry"
    assert deal_title(a_review(facts=Facts(deal="QB-7"))) == "QB-7"
    assert deal_title(a_review(facts=Facts())) == "review r-0a1b2c3d4e"


@given(st.text(min_size=1))
def test_the_key_holds_only_what_prefect_allows(review_id: str):
    assert re.fullmatch(r"review-[a-z0-9-]*", timeline_key(a_review(id=review_id)))


@given(st.text())
def test_words_from_mail_break_neither_the_table_nor_the_page(words: str):
    page = timeline_markdown(a_review(history=(Happened(at=NOW, chapter="x", what=words),)))
    [row] = [line for line in page.split("\n") if line.startswith("| 2026-10-05 09:30 | x |")]
    assert len(re.findall(r"(?<!\\)(?:\\\\)*\|", row)) == 4
    assert not re.search(r"(?<!\\)(?:\\\\)*<", row)
