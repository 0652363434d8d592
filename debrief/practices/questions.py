"""The five questions a lost customer is asked, worded for this customer; the call's frame.

Pure. The manager asks them on the phone; the account rep answers them from their own point of
view beforehand; a customer who prefers it answers them in writing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

from debrief.lexicon import fold
from debrief.model import Facts
from debrief.practices.asked_priorities import as_asked
from debrief.team import Person

REMINDERS = (
    "Listen four fifths of the time. Count to three after an answer: the best often comes then.",
    "Do not sell, and do not defend. If something seems unfair, say “tell me more”.",
    "Ask for an example: “when did you notice that?”",
    "Write their words, not yours.",
    "Leave price for later: it is often the first answer and seldom the whole one.",
    "The decision stands. Nobody on this call wants to change it.",
)


@dataclass(frozen=True, slots=True)
class Question:
    """One of the five: its number, what to say, and a hint for the person who asks."""

    number: int
    text: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Written:
    """The five questions in one language; {winner} and {list} are filled in."""

    and_: str
    chose: str
    chose_unnamed: str
    stayed: str
    compared_on: str
    compared: str
    needs: str
    needs_alone: str
    rest: tuple[str, str]


WRITTEN = {
    "de": Written(
        "und",
        "Was hat {winner} gut gemacht, sodass Sie sich dafür entschieden haben?",
        "Was hat der Anbieter, den Sie gewählt haben, gut gemacht?",
        "Was sprach dafür, bei der bisherigen Lösung zu bleiben, und was hätte anders sein müssen?",
        "Wie haben wir bei dem abgeschnitten, was Ihnen am wichtigsten war: {list}?",
        "Wie haben wir bei den zwei, drei Dingen abgeschnitten, die Ihnen am wichtigsten waren?",
        "Welche Ihrer Anforderungen hat {winner} besser verstanden als wir?",
        "Welche Ihrer Anforderungen haben wir nicht gut genug verstanden?",
        (
            "Welche ein oder zwei Dinge empfehlen Sie uns, damit wir besser werden?",
            "Werden wir in Zukunft wieder eine Chance haben, Sie als Kunden zu gewinnen?",
        ),
    ),
    "fr": Written(
        "et",
        "Qu'est-ce que {winner} a bien fait, qui vous a conduit à ce choix ?",
        "Qu'est-ce que le fournisseur que vous avez choisi a bien fait ?",
        "Qu'est-ce qui plaidait pour en rester à l'existant, et qu'aurait-il fallu de différent ?",
        "Comment nous situions-nous sur ce qui comptait le plus pour vous : {list} ?",
        "Comment nous situions-nous sur les deux ou trois points essentiels pour vous ?",
        "Lesquels de vos besoins {winner} a-t-il mieux compris que nous ?",
        "Lesquels de vos besoins n'avons-nous pas assez bien compris ?",
        (
            "Quelles sont les une ou deux choses que vous nous recommandez pour progresser ?",
            "Aurons-nous à l'avenir une chance de travailler avec vous ?",
        ),
    ),
    "es": Written(
        "y",
        "¿Qué hizo bien {winner} para que se decidieran por esa opción?",
        "¿Qué hizo bien el proveedor que eligieron?",
        "¿Qué hizo preferible seguir como hasta ahora, y qué tendría que haber sido distinto?",
        "¿Cómo quedamos en lo que más les importaba: {list}?",
        "¿Cómo quedamos en las dos o tres cosas que más les importaban?",
        "¿Cuáles de sus necesidades entendió {winner} mejor que nosotros?",
        "¿Cuáles de sus necesidades no entendimos lo bastante bien?",
        (
            "¿Qué una o dos cosas nos recomendaría para mejorar?",
            "¿Tendremos en el futuro una oportunidad de trabajar con ustedes?",
        ),
    ),
    "nl": Written(
        "en",
        "Wat deed {winner} goed, waardoor u daarvoor hebt gekozen?",
        "Wat deed de leverancier die u hebt gekozen goed?",
        "Wat pleitte ervoor om bij de huidige oplossing te blijven, en wat had anders gemoeten?",
        "Hoe deden wij het op wat voor u het belangrijkst was: {list}?",
        "Hoe deden wij het op de twee of drie punten die voor u het belangrijkst waren?",
        "Welke van uw behoeften heeft {winner} beter begrepen dan wij?",
        "Welke van uw behoeften hebben wij niet goed genoeg begrepen?",
        (
            "Welke een of twee dingen raadt u ons aan om beter te worden?",
            "Krijgen wij in de toekomst een kans om met u te werken?",
        ),
    ),
    "pt": Written(
        "e",
        "O que {winner} fez bem, que levou a essa escolha?",
        "O que o fornecedor escolhido fez bem?",
        "O que tornou preferível ficar como está, e o que teria de ter sido diferente?",
        "Como ficamos naquilo que mais importava: {list}?",
        "Como ficamos nas duas ou três coisas que mais importavam?",
        "Quais das suas necessidades {winner} entendeu melhor do que nós?",
        "Quais das suas necessidades não entendemos suficientemente bem?",
        (
            "Que uma ou duas coisas nos recomenda para melhorarmos?",
            "Teremos no futuro uma oportunidade de trabalhar com a sua empresa?",
        ),
    ),
}


def as_context(questions: Iterable[Question]) -> list[dict[str, Any]]:
    """Return the questions as templates and records take them."""
    return [asdict(question) for question in questions]


def questions_for(facts: Facts) -> tuple[Question, ...]:
    """Return what the manager asks on the phone."""
    return (
        Question(1, _choice(facts), _choice_hint(facts)),
        Question(
            2, _comparison(facts), "Take them one at a time. “Better, equal or behind?” helps."
        ),
        Question(3, _needs(facts), "Ask what we could have asked, and when."),
        Question(
            4,
            "What one or two things would you recommend so that we get better?",
            "Whatever comes, write it down word for word. It becomes a practice.",
        ),
        Question(
            5,
            "Will we have a chance to win your business in the future?",
            "If yes: when would be a good time to get in touch, and about what?",
        ),
    )


def rep_questions_for(facts: Facts) -> tuple[Question, ...]:
    """Return the same five from the account rep's own point of view."""
    priorities = _priorities(facts)
    if facts.no_decision:
        first = "What do you think made staying as they are the better choice for them?"
        third = "Which of their needs might we have understood less well than we thought?"
    else:
        winner = facts.competitor or "the winner"
        first = f"What do you think {winner} did well?"
        third = f"Which of their needs might {winner} have understood better than we did?"
    compared = f": {priorities}" if priorities else ""
    return (
        Question(1, first),
        Question(2, f"How do you think we compared on what mattered to them{compared}?"),
        Question(3, third),
        Question(4, "What one or two things would you do differently with what you know today?"),
        Question(5, "Do you see a chance to win their business in the future, and when?"),
    )


def written_questions_for(facts: Facts, language: str = "en") -> tuple[Question, ...]:
    """Return the five for a customer who prefers to write: nothing for the asker beside them.

    ``language`` is one of de, fr, es, nl, pt; any other gives English.
    """
    words = WRITTEN.get(language[:2].lower())
    if words is None:
        return tuple(Question(question.number, question.text) for question in questions_for(facts))
    priorities = _priorities(facts, words.and_)
    if facts.no_decision:
        first, third = words.stayed, words.needs_alone
    elif facts.competitor:
        first, third = words.chose, words.needs
    else:
        first, third = words.chose_unnamed, words.needs_alone
    texts = (first, words.compared_on if priorities else words.compared, third, *words.rest)
    return tuple(
        Question(
            number, text.replace("{winner}", facts.competitor or "").replace("{list}", priorities)
        )
        for number, text in enumerate(texts, 1)
    )


def customers_facts(facts: Facts, customer_text: str) -> Facts:
    """Return the facts as the customer may see them: a winner that others named is left out."""
    named = facts.competitor and fold(facts.competitor) in fold(customer_text)
    return facts if named else facts.model_copy(update={"competitor": None})


def opening_for(facts: Facts, manager: Person) -> str:
    """Return the first words of the call."""
    greeting = f"Hello {facts.customer_name}, this is" if facts.customer_name else "Hello, this is"
    about = f" on {facts.deal}" if facts.deal else ""
    return (
        f"{greeting} {manager.name}. Thank you for taking the time, and for telling us openly"
        f" about your decision{about}. I am not calling to change it. I have five questions, and"
        " what you tell me helps my whole team to get better. Please be as frank as you like: I"
        " will listen and take notes."
    )


def _choice(facts: Facts) -> str:
    if facts.no_decision:
        return (
            "What made staying with what you have the better choice, and what would have had to"
            " be different?"
        )
    if facts.competitor:
        return f"What did {facts.competitor} do well that led you to choose them?"
    return "What did the company you chose do well that led you to choose them?"


def _choice_hint(facts: Facts) -> str:
    if facts.no_decision:
        return "No decision is a decision too. Ask who was for it, and what it would have needed."
    return "Stay with what the others did well. It is easier to say than what we did badly."


def _comparison(facts: Facts) -> str:
    compared = "How did our offer do" if facts.no_decision else "How did we compare"
    priorities = _priorities(facts)
    if priorities:
        return f"{compared} on what mattered most to you: {priorities}?"
    return f"{compared} on the two or three priorities that mattered most to you?"


def _needs(facts: Facts) -> str:
    if facts.no_decision:
        return "Which of your needs did we understand less well than we should have?"
    who = facts.competitor or "they"
    return f"Which of your needs did we understand less well than {who} did?"


def _priorities(facts: Facts, and_: str = "and") -> str:
    """Print those that can be asked about as "a, b and c"; the manager's own as they were typed."""
    texts = facts.priorities if facts.priorities_stated else as_asked(facts.priorities)
    return f" {and_} ".join(filter(None, (", ".join(texts[:-1]), texts[-1]))) if texts else ""
