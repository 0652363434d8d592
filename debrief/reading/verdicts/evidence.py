"""What one sentence says about a decision: who turned whom down, who was chosen, how certainly.

A rule names the parts that must stand together (an offer of ours, a refusal, somebody else chosen)
and never a whole phrase, so that it holds for words put differently and in another language.
"""

from __future__ import annotations

from collections.abc import Iterator

from debrief.reading.facts.nobody import no_decision
from debrief.reading.verdicts.choices import (
    awards_us,
    chosen,
    gets,
    lot_goes,
    order_goes,
    signed,
    stays_with,
    tells_points,
)
from debrief.reading.verdicts.clauses import Mark, Sentence
from debrief.reading.verdicts.defeats import lost, refused_us
from debrief.reading.verdicts.near_losses import invites_further, loses_oldest_customer
from debrief.reading.verdicts.refusals import is_of_others, refused
from debrief.reading.verdicts.signals import (
    PLAIN,
    Signal,
    Voice,
    is_conditional,
    is_negated,
    our_offer,
    subject_of,
)
from debrief.reading.verdicts.wins import PLAIN_WIN, plain_win
from debrief.reading.wording import word_set


def find(
    sentence: Sentence, voice: Voice, own: frozenset[str], plain: bool = False
) -> Iterator[Signal]:
    """Yield what the sentence says, heard in this voice.

    ``own`` holds our own names, folded; ``plain`` is set for notes typed without capital letters.
    """
    if not sentence.marks:
        return
    found = list(_decisive(sentence, voice, own, plain))
    win = next(plain_win(sentence, voice), None)
    if win is not None and win.weight > 0:
        yield win
        return
    named = voice is Voice.CUSTOMER and any(each.rival and each.weight >= PLAIN for each in found)
    if win is not None and not named:
        yield win
        return
    yield from found
    yield from _against(sentence, voice, bool(found) and found[0].weight > 1.5)


def _decisive(
    sentence: Sentence, voice: Voice, own: frozenset[str], plain: bool
) -> Iterator[Signal]:
    if voice is Voice.CUSTOMER:
        if is_of_others(sentence, own):
            yield Signal("other refusal", -1.5, sentence)
            return
        if awards_us(sentence, own):
            yield Signal("won", PLAIN_WIN, sentence)
            return
        yield from refused(sentence, own)
        yield from chosen(sentence, voice, own, plain)
        yield from gets(sentence, voice, own)
        yield from signed(sentence, own)
        yield from lot_goes(sentence, own)
        yield from order_goes(sentence, own)
        yield from stays_with(sentence, own, plain)
        yield from no_decision(sentence)
    elif voice is Voice.OURS:
        yield from lost(sentence, own, plain)
        yield from chosen(sentence, voice, own, plain)
        yield from gets(sentence, voice, own)
        yield from stays_with(sentence, own, plain)
        yield from refused_us(sentence, own)
        yield from no_decision(sentence)


def _against(sentence: Sentence, voice: Voice, decided: bool) -> Iterator[Signal]:
    """Yield what speaks against a lost deal, and the small courtesies that speak for one."""
    won = next((m for m in sentence.all("WON") if not is_negated(sentence, m, 3)), None)
    if (
        won is not None
        and not decided
        and not sentence.question
        and not is_conditional(sentence, won)
        and not sentence.has("COMPETITOR", "ELSEWHERE")
        and _is_win(sentence, won, voice)
    ):
        yield Signal("won", -3.0, sentence)
    accepted = voice is Voice.CUSTOMER and (_accepted(sentence) or _chose_us(sentence))
    if accepted and not tells_points(sentence):
        yield Signal("won", -3.0, sentence)
    if _is_churn(sentence):
        yield Signal("churn", -4.0, sentence)
    elif sentence.has("EXISTING"):
        yield Signal("existing customer", -1.5, sentence)
    if voice is Voice.CUSTOMER and sentence.question and sentence.has("HELP"):
        yield Signal("asks us", -3.0, sentence)
    if sentence.has("SLIP"):
        yield Signal("slipping", -2.0, sentence)
    if voice is Voice.CUSTOMER and not sentence.has("NEG") and invites_further(sentence.text):
        yield Signal("open", -2.5, sentence)
    elif sentence.has("OPEN"):
        yield Signal("open", -1.2, sentence)
    if sentence.has("FEAR"):
        yield Signal("fear", -1.4, sentence)
    if sentence.has("REGRET"):
        yield Signal("regret", 0.5, sentence)
    if sentence.has("ONGOING"):
        yield Signal("ongoing", -0.9, sentence)
    if sentence.has("MATTER"):
        yield Signal("other matter", -0.9, sentence)
    if voice is Voice.CUSTOMER and sentence.has("THANKS"):
        yield Signal("thanks", 0.4, sentence)
    if voice is Voice.CUSTOMER and sentence.has("FAREWELL"):
        yield Signal("farewell", 0.5, sentence)
    if voice is Voice.CUSTOMER and sentence.has("SELECTION") and not sentence.question:
        yield Signal("selection", 0.4, sentence)
    if voice is Voice.CUSTOMER and our_offer(sentence, "YOUR") is not None:
        yield Signal("our offer", 0.6, sentence)


_WHO = word_set("who whoever wer qui quien quem wie")


def _asks_who(sentence: Sentence, mark: Mark) -> bool:
    """Tell whether a clause begins with a word that asks for a person, right before the mark."""
    for at in range(max(0, mark.first - 2), mark.first):
        if sentence.words[at] in _WHO:
            gap = sentence.text[sentence.spans[at - 1][1] : sentence.spans[at][0]] if at else ","
            return bool(gap.strip()) or sentence.words[at - 1] in _ASKING
    return False


_ASKING = word_set(
    "know ask wissen weiss fragen savoir sais demander saber sabe preguntar weten weet vragen"
)


def _is_win(sentence: Sentence, mark: Mark, voice: Voice) -> bool:
    """Tell whether the winning is ours: a customer's "we won" or "signed contract" is not."""
    subject = subject_of(sentence, mark)
    first = sentence.words[mark.first]
    if _asks_who(sentence, mark):
        return False  # "who has won, I shall ask"
    if first in ("great", "good", "fantastic"):
        return True
    if first in ("pleased", "delighted", "happy", "glad", "look", "welcome", "kick", "kickoff"):
        return voice is Voice.CUSTOMER
    return voice is not Voice.CUSTOMER and (subject != "THEY" or mark.last > mark.first)


def _accepted(sentence: Sentence) -> bool:
    """Tell "we accept your offer" from "your offer was not accepted"."""
    if sentence.has("NEG", "REFUSE", "IF", "COMPETITOR") or sentence.question:
        return False
    noun = our_offer(sentence, "YOUR")
    accept = next(iter(sentence.all("ACCEPT")), None)
    if noun is None or accept is None or sentence.has("ANOTHER"):
        return False
    if not _THANKED.isdisjoint(sentence.words[max(0, accept.first - 3) : accept.first]):
        return False  # "thank you for having accepted to lower your price"
    return abs(accept.first - noun.first) <= 8 and sentence.words[accept.first] not in (
        "considered",
        "continue",
        "forward",
        "further",
    )


_THANKED = word_set("for having avoir por haber ter")


def _chose_us(sentence: Sentence) -> bool:
    """Tell "the contract goes to you" from what would or will not."""
    return (
        any(
            not is_negated(sentence, mark, 6) and not is_conditional(sentence, mark)
            for mark in sentence.all("YOU_WON")
        )
        and not sentence.question
    )


def _is_churn(sentence: Sentence) -> bool:
    """Tell a customer leaving from a deal lost."""
    if sentence.has("LOST") and loses_oldest_customer(sentence.text):
        return True
    for mark in sentence.all("RENEW"):
        if sentence.near(mark, "NEG", before=5, after=3) or sentence.has("QUIT", "SUBSCRIPTION"):
            return not sentence.has("CURRENT", "COMPETITOR")
    quitting = sentence.all("QUIT")
    return (
        bool(quitting) and sentence.near(quitting[0], "SUBSCRIPTION", before=6, after=6) is not None
    )
