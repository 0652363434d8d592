"""The question to the manager whether a command that nobody vouches for was really theirs."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from debrief.chapters.planning import planned_mail
from debrief.chapters.scene import Heard, Scene
from debrief.model import Effect, Inbound, InboundStatus, Review, short_hash

TEMPLATE = "confirm_command"
MOST_SHOWN = 4000  # characters of a command that the manager is asked about; the rest is not done
_YES = frozenset(
    ["yes", "y", "yep", "yeah", "ja", "jep", "oui", "ouais", "sí", "si", "sim", "ok", "okay"]
)
_NO = frozenset(["no", "n", "nope", "nein", "non", "não", "nao", "nee"])


@dataclass(frozen=True, slots=True)
class Question:
    """A command that is asked about: ``what`` is to be done, in answer to which mail of ours.

    Either ``why`` it is doubted, or the ``thread`` in which it was ``said`` of this review in passing.
    """

    key: str  # of the message
    what: str
    answered: str
    why: str = ""
    thread: str = ""
    said: str = ""


def asked(review: Review, scene: Scene, sender: str, question: Question) -> Review:
    """Ask the manager whether a command in the name of this sender is meant; once for each message."""
    context = {
        "what": question.what[:MOST_SHOWN],
        "from_email": sender,
        "why": question.why,
        "answered": question.answered,
        "thread": question.thread,
        "said": question.said[:MOST_SHOWN],
    }
    purpose = confirmation_of(question.key)
    return planned_mail(
        review, scene, "watch_inbox", TEMPLATE, scene.team.manager, context, purpose=purpose
    )


def confirmed(text: str) -> bool | None:
    """Return the answer to "was this you?"; None where it is neither a yes nor a no."""
    words = re.findall(r"\w+", text.strip().partition("\n")[0].casefold())
    if not words:
        return None
    return False if words[0] in _NO else True if words[0] in _YES else None


def confirmation_of(key: str) -> str:
    """Return the purpose of the question about the message of this key."""
    return f"{TEMPLATE}_{short_hash(key)}"


def confirms_by_word(effect: Effect | None, words: frozenset[str], heard: Heard) -> bool:
    """Tell whether a yes or no carries the reply word of the very question that it answers.

    That word went to the manager alone, and only just: whoever has it reads the manager's mail, even
    where no mail host vouches for senders. Not where one says that the sender is false.
    """
    return (
        effect is not None
        and effect.template == TEMPLATE
        and effect.token in words
        and heard.sender in effect.to
        and heard.kind != "auto_reply"
        and not heard.refuted
        and confirmed(heard.text) is not None
    )


def is_command(effect: Effect | None, heard: Heard) -> bool:
    """Tell whether the manager can be asked if a message was meant: it says something.

    Not about an answer to such a question itself: that would never end.
    """
    asked = effect is not None and effect.template == TEMPLATE
    return bool(heard.text.strip()) and heard.answer is None and not asked


def as_confirmed(heard: Heard, effect: Effect) -> Heard:
    """Return the command that the manager was shown and stands by, as whoever gave it meant it.

    Only what was shown counts, not what came after it.
    """
    return replace(
        heard,
        text=str(effect.context["what"]),
        sender=str(effect.context["from_email"]),
        purpose=str(effect.context.get("answered", "")),
    )


def waits_for(entry: Inbound, review: Review, question: Effect) -> bool:
    """Tell whether a message was set aside until this question is answered."""
    aside = entry.review_id == review.id and entry.status is InboundStatus.SET_ASIDE
    return aside and confirmation_of(entry.key) == question.purpose
