"""In which language a customer is written to: the manager's word, their own words, else the best guess."""

from __future__ import annotations

from debrief.chapters.call_slots import zone_of
from debrief.chapters.planning import changed, noted
from debrief.chapters.scene import Scene
from debrief.language import language_of
from debrief.model import Review
from debrief.team import Person
from debrief.timing.known_cities import SPOKEN_IN
from debrief.timing.places import country_of_zone
from debrief.when.tokens import without_signature

NAMES = {
    "en": "English",
    "de": "German",
    "fr": "French",
    "es": "Spanish",
    "nl": "Dutch",
    "pt": "Portuguese",
}
MANAGERS_WORD = "your word"
THEIR_ANSWER = "they answered in it"


def with_language(review: Review, scene: Scene) -> Review:
    """Choose the language by what is known now, unless the manager or an answer settled it."""
    if review.source.language_from in (MANAGERS_WORD, THEIR_ANSWER):
        return review
    return _written_in(review, *_chosen(review, scene))


def stated(review: Review, language: str) -> Review:
    """Write to the customer in the language that the manager names."""
    return _written_in(review, language, MANAGERS_WORD)


def answered_in(review: Review, words: str, scene: Scene) -> Review:
    """Write to a customer in the language of their last answer, where that is clear."""
    language = language_of(without_signature(words), default="")
    if not language or language == review.source.language:
        return review
    review = noted(review, scene.now, "customer_call", f"They answered in {NAMES[language]}")
    return _written_in(review, language, THEIR_ANSWER)


def _written_in(review: Review, language: str, why: str) -> Review:
    update = {"language": language, "language_from": why}
    return changed(review, source=review.source.model_copy(update=update))


def _chosen(review: Review, scene: Scene) -> tuple[str, str]:
    """Return the language and what speaks for it.

    What others wrote of a customer counts unless it is not spoken where the customer is. English is written
    about anybody, so that it gives way where customer and manager are of one country.
    """
    source = review.source
    if own := language_of(source.customer_text, default=""):
        return own, "their own words"
    theirs = _spoken_in(zone_of(review, scene).country)
    ours = _spoken_in(_country(scene.team.manager))
    told = language_of("\n".join((source.text, source.note, source.subject)), default="")
    if told and (told in theirs or not theirs or (told == "en" and theirs != ours)):
        return told, "the words of the mail"
    if len(theirs) == 1:
        return theirs[0], "their country"
    if not theirs and len(ours) == 1:
        return ours[0], "your own country's"
    common = [language for language in theirs if language in ours]
    return (common[0] if common else "en"), "nothing tells"


def _country(person: Person) -> str | None:
    return person.country or country_of_zone(person.time_zone)


def _spoken_in(country: str | None) -> tuple[str, ...]:
    """Return which of our languages are spoken in a country; English where it is none of the others'."""
    if country is None:
        return ()
    spoken = tuple(name for name, lands in SPOKEN_IN.items() if country in lands.split())
    return spoken or ("en",)
