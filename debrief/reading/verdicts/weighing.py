"""What counts for a loss and against it, in log odds, and what it adds up to."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from debrief.reading.learned.experience import CLASSES, parameters
from debrief.reading.mail.message import Message
from debrief.reading.people import Sides
from debrief.reading.quoting.turns import Turn
from debrief.reading.verdicts.bargains import Bargain
from debrief.reading.verdicts.defeats import HELD_ON, OUTRIGHT
from debrief.reading.verdicts.goes_ahead import (
    LOT,
    comes_back,
    gives_order,
    lacks_a_part,
    tells_of_leaver,
)
from debrief.reading.verdicts.impression import LENGTH, added_up, weighed
from debrief.reading.verdicts.near_losses import (
    answers_us,
    is_by_our_hr,
    is_exercise,
    is_of_game,
    is_of_gathering,
    is_of_purchase,
    is_still_open,
)
from debrief.reading.verdicts.parts import heads_of
from debrief.reading.verdicts.reports import is_report
from debrief.reading.verdicts.signals import PLAIN, Signal, Voice
from debrief.reading.verdicts.support import DECISIVE, is_decisive
from debrief.reading.verdicts.whose_deal import concerns_team, is_another_teams
from debrief.reading.verdicts.wins import PLAIN_WIN
from debrief.reading.wording import fold

LOSS = 0.55  # from this certainty on it is called a loss
DOUBT = 0.30  # from this certainty on somebody should look
ASKED = math.log(DOUBT / (1 - DOUBT))  # the same in log odds
TURNED = 0.5  # log odds from which a turn tells rather of a deal won; what is beyond counts against a loss
UNTOLD = 2.0  # log odds against mail where nobody told who our team is
STRANGER = 4.0  # and against mail that nobody of ours wrote or got
PRIOR = -2.0  # log odds by which the rules' findings are held against a mail of no account
DOUBTED = -1.8  # log odds of the clearest sentence below which nothing is plain
TWICE = 2.3  # weight from which a second finding of another kind makes it plain all the same
REFUSED = 3.2  # weight of the plainest words of a refusal
LOST_DEAL = 2.8  # weight of a deal that is called lost, and not only a name
SPOILT = 1.5  # log odds from which what was learned says the contrary
NOTHING = -9.0  # log odds of what is not there
UNSUPPORTED = 3.0  # log odds against words that no rule finds decisive and that speak of no sale
UNLIKELY = -5.5  # log odds up to which a mail is not read as a whole,
UNLIKELY_BRIEF = -7.0  # and one of few sentences, which costs little to read
BRIEF = 4  # sentences, the subject among them
CERTAIN = 2.0  # log odds of sentences from which a mail about a sale needs not be either,
CLEAR = 2.5  # if the clearest of them has these
USUAL = 0.15  # share of words never met up to which a text is like those learned from
STRANGE = 40.0  # log odds against it for all of the share beyond
MADE_UP = 4.0  # log odds against what an exercise tells
WON = 5.0  # log odds against a loss where we are told in so many words that we won
GOES_AHEAD = 5.0  # log odds against what goes ahead although a part of it, or somebody, is gone
TOTALS = 4.0  # log odds against a report of a period's figures
LISTED = 4  # deals lost in a note, from which it is a list of them
BARGAINS = (
    2.5  # log odds against what is offered for a better price, and twice that where it plainly is
)
HOPELESS = 7.0  # log odds against a mail from which no words can make it a loss of ours
SHARE_WHOLE, MOST_WHOLE = 0.55, 4.0
SHARE_SENTENCES, MOST_SAID = 0.55, 6.0
SUPPORT, BEFOREHAND = 0.1, 0.6
PLAINLY = 0.8  # what plain words count beside the whole
CONTRARY = -4.3  # log odds of the whole from which they count nothing,
CONTRARY_NAMED = -6.0  # and if they name who won, or whose loss is to be reviewed
# How far the sum must lie below and above that of a loss for the first answer of the whole, or the second,
# to be the last: measured on authors kept apart, so that their verdicts stay as the deepest answer has them.
SETTLED = ((3.0, 2.0), (2.0, 1.5))


@dataclass(frozen=True, slots=True)
class Weight:
    """What one turn has for and against it, in log odds, before it is read as a whole."""

    learned: float  # of its sentences
    plain: float  # of plain words, as the rules know them; `NOTHING` where there are none
    against: float
    supported: bool  # a sale is spoken of
    clear: bool  # one sentence by itself tells of a loss
    believed: bool  # or a customer and our team speak of a decision
    brief: bool = False  # it is of few sentences
    contrary: float = CONTRARY  # log odds of the whole from which plain words count nothing

    @property
    def apart(self) -> float:
        """Return what it adds up to without the whole."""
        doubt = 0.0 if self.believed else UNSUPPORTED
        return max(self.learned - self.against, self.plain) - doubt

    def among_strangers(self, strangeness: float) -> Weight:
        """Return the weight in a text of which this share of the words was never met in learning.

        What was learned says nothing of such a text, unless a rule finds a decision or a sale in it.
        """
        doubt = 0.0 if self.believed else STRANGE * max(0.0, strangeness - USUAL)
        return replace(self, against=self.against + doubt)

    @property
    def open(self) -> bool:
        """Tell whether the whole may change the verdict."""
        certain = self.supported and self.clear and not self.against and self.learned >= CERTAIN
        least = UNLIKELY_BRIEF if self.brief else UNLIKELY
        return self.apart > least and self.against < HOPELESS and not certain

    @property
    def doubtful(self) -> tuple[tuple[float, float], ...]:
        """Return between which log odds of the whole a deeper answer may change the verdict, for each answer but the last."""
        loss = math.log(LOSS / (1 - LOSS))
        return tuple(
            (self._reached(loss - below), self._reached(loss + above)) for below, above in SETTLED
        )

    def _reached(self, score: float) -> float:
        """Return the log odds of the whole from which the sum is at least the given one."""
        rest = balanced(0.0, self.learned, self.supported) - self.against
        whole = (score - rest) / SHARE_WHOLE
        if PLAINLY * self.plain >= score:
            whole = min(whole, self.contrary)
        return whole if whole <= MOST_WHOLE else math.inf

    def together(self, whole: float) -> float:
        """Return what it adds up to with the log odds of the turn as a whole."""
        score = balanced(whole, self.learned, self.supported) - self.against
        return max(score, PLAINLY * self.plain) if whole > self.contrary else score


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What weighs in a turn beside its findings and its numbers."""

    voice: Voice
    against: float  # log odds against a loss by what the mail is
    supported: bool  # it speaks of a sale
    ours: bool  # it passed between a customer and our team
    bargain: Bargain
    leaver: bool  # one of us tells who leaves the customer


def weigh(found: list[Signal], numbers: dict[str, float], around: Circumstances) -> Weight:
    """Return the weight of a turn of which these are the findings and the numbers."""
    voice, against, bargain = around.voice, around.against, around.bargain
    if voice is Voice.CUSTOMER and bargain and _may_bargain(found, bargain):
        against += BARGAINS * (2 if bargain.plain else 1)
    supported = around.supported or _gives_lot(found)
    plain = NOTHING
    if supported or (numbers["by a member"] and numbers["first"] > 1.5):
        plain = plainly(found, numbers, voice) - against
    decided = any(map(is_decisive, found))
    learned = weighed(numbers, parameters("weights"))
    clear = numbers["first"] >= CLEAR
    if _is_list(found, voice):
        against += TOTALS
    if _is_held_on(found):
        against += TOTALS
    if around.leaver and not _names_deal(found):
        plain, against = NOTHING, against + GOES_AHEAD
    if _is_won(found):
        plain, against = NOTHING, against + WON
    brief = numbers["length"] <= math.log1p(BRIEF) - LENGTH
    believed = supported or (decided and around.ours)
    named = names_winner(found) or _is_outright(found)
    contrary = CONTRARY_NAMED if named else CONTRARY
    contrary = -math.inf if _gives_lot(found) else contrary
    return Weight(learned, plain, against, supported, clear, believed, brief, contrary)


def names_winner(found: Iterable[Signal]) -> bool:
    """Tell whether a finding says plainly that somebody won who is named."""
    return any(each.rival is not None and each.weight >= PLAIN for each in found)


def _names_deal(found: Iterable[Signal]) -> bool:
    """Tell whether a finding says that a deal is lost by that word, or to somebody by name; a leaver is none."""
    named = (e for e in found if e.name in DECISIVE and (e.rival or e.weight >= LOST_DEAL))
    return any(not tells_of_leaver(each.sentence.text) for each in named)


def _is_won(found: Sequence[Signal]) -> bool:
    """Tell whether a turn says in so many words that the deal is ours, and no other sentence that one is lost."""
    said = any(each.name == "won" and each.weight <= PLAIN_WIN for each in found)
    return said and not _is_decided(found)


def _is_held_on(found: Sequence[Signal]) -> bool:
    """Tell whether one of us says not to give a deal up, and no sentence that one is lost."""
    said = any(each.name == "not lost" and each.weight <= HELD_ON for each in found)
    return said and not _is_decided(found)


def _is_decided(found: Iterable[Signal]) -> bool:
    """Tell whether a sentence says plainly that a deal is lost."""
    return any(each.name in DECISIVE and each.weight >= PLAIN for each in found)


def _may_bargain(found: Sequence[Signal], bargain: Bargain) -> bool:
    """Tell whether words of a bargain are believed: beside a plain no they must be plain, and nobody be chosen."""
    return not _is_decided(found) or (bargain.plain and not names_winner(found))


def _is_list(found: Iterable[Signal], voice: Voice) -> bool:
    """Tell whether one of us lists deals won and several lost, which is no news of one."""
    names = [each.name for each in found if abs(each.weight) >= PLAIN]
    return voice is Voice.OURS and names.count("lost") >= LISTED and "won" in names


def balanced(whole: float, learned: float, supported: bool) -> float:
    """Return the log odds of a loss, from those of the turn as a whole and those of its sentences.

    The shares are a logistic regression's, over mails that neither was taught by.
    """
    whole = min(whole, MOST_WHOLE)
    said = max(-MOST_SAID, min(MOST_SAID, learned))
    return SHARE_WHOLE * whole + SHARE_SENTENCES * said + SUPPORT * supported + BEFOREHAND


def plainly(found: list[Signal], numbers: dict[str, float], voice: Voice) -> float:
    """Return the log odds that the rules alone give: what is said plainly needs nothing learned.

    They count nothing where what was learned is sure of a win, a delay or another matter.
    """
    strongest, next_to_it = _two_strongest(found)
    first = numbers["first"]
    other_way = max(numbers[f"most {name}"] for name in CLASSES[1:-1])
    outright = _refuses_ours(found) or _is_outright(found)
    doubted = first < DOUBTED and next_to_it < TWICE and not outright
    spoilt = other_way > SPOILT and first < other_way and not _gives_lot(found)
    if strongest < PLAIN or doubted or spoilt:
        return NOTHING
    partly = names_winner(found)  # what we won besides takes nothing from what another got
    told = [each for each in found if not (partly and each.name == "won")]
    score = added_up(told) + PRIOR + (0.6 if voice is Voice.CUSTOMER else 1.3)
    score -= 3.0 * numbers["bulk"] + 2.5 * numbers["small amounts"]
    jobs, things, news = (numbers[f"has {tag}"] for tag in ("JOB", "THING", "NEWS"))
    return score - 1.9 * jobs - news - (1.2 * things if voice is Voice.OURS else 0.0)


def _gives_lot(found: Iterable[Signal]) -> bool:
    """Tell whether somebody got a lot who is named; another lot that is ours takes nothing from it."""
    return any(
        each.rival is not None and each.weight >= PLAIN and LOT.search(fold(each.sentence.text))
        for each in found
    )


def _refuses_ours(found: Iterable[Signal]) -> bool:
    """Tell whether a refusal in the plainest words is of an offer that is called ours."""
    named = {each.name: each.weight for each in found}
    return named.get("refused", 0.0) >= REFUSED and "our offer" in named


def _is_outright(found: Iterable[Signal]) -> bool:
    """Tell whether it is told in one who was lost and who won, or that a lost deal is to be reviewed."""
    return any(each.name == "lost" and each.weight >= OUTRIGHT for each in found)


def _two_strongest(found: list[Signal]) -> tuple[float, float]:
    """Return the weights of the strongest news of a loss, and of the strongest of another kind."""
    best: dict[str, float] = {}
    for each in found:
        if each.name in DECISIVE:
            best[each.name] = max(best.get(each.name, 0.0), each.weight)
    first, second, *_ = *sorted(best.values(), reverse=True), 0.0, 0.0
    return first, second


def handicap(
    turn: Turn, message: Message, turns: tuple[Turn, ...], sides: Sides, voice: Voice
) -> float:
    """Return the log odds that stand against a loss whatever is said."""
    against = 9.0 if voice is Voice.OUTBOUND else 0.0
    if sides.team is None:
        against += UNTOLD
    elif not concerns_team(message, turns, sides):
        against += STRANGER
    if sides.team is not None and is_another_teams(turn, message, turns, sides):
        against += 7.0
    if voice is Voice.CUSTOMER and is_of_gathering(turn.subject, turn.email or ""):
        against += 3.5
    if voice is Voice.CUSTOMER and any(head.has("JOB") for head in heads_of(turn, turns)):
        against += 3.0
    if voice is Voice.CUSTOMER and lacks_a_part(turn.text):
        against += GOES_AHEAD
    if voice is Voice.CUSTOMER and gives_order(turn.text):
        against += WON
    if voice is Voice.OURS and (answers_us(turn.text) or comes_back(turn.text)):
        against += WON
    if voice is Voice.OURS and (is_still_open(turn.text) or is_by_our_hr(turn.text)):
        against += GOES_AHEAD
    among_us = voice is Voice.OURS and all(map(sides.speaks_for_us, turns))
    if among_us and (is_of_game(turn.subject) or is_of_purchase(turn.subject)):
        against += GOES_AHEAD
    if is_report(turn.text):
        against += TOTALS
    if is_exercise(turn.subject, turn.text):
        against += MADE_UP
    return against
