"""What each answer does to a call; every kind has one defined effect."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from debrief.answers.attendance import says_of_coming
from debrief.answers.commands import read_commands
from debrief.answers.contact_wishes import asks_for_another_way, asks_for_no_contact
from debrief.answers.erasure_wish import wants_erasure
from debrief.answers.given_numbers import number_given
from debrief.answers.loss_wishes import FARTHEST, sentences_of
from debrief.answers.notes import read_notes
from debrief.answers.rep_absence import cannot_come, days_away, means_whole_day, says_away
from debrief.answers.written_answers import answers_in, promises_answers
from debrief.answers.written_wish import Successor, successor_in, wants_peace, wants_writing
from debrief.calendars.answers import CalendarAnswer
from debrief.calendars.recorded_answers import as_heard, is_news, recorded_answers, remembered
from debrief.calendars.standing import Standing
from debrief.chapters.answered_times import (
    doubted_words,
    is_to_earlier,
    names_minute,
    read_alone,
    read_answer,
)
from debrief.chapters.call_by_hand import confirmed
from debrief.chapters.call_event import (
    NAME,
    called_off,
    invite,
    invite_again,
    is_added,
    may_move,
    move,
    nobody_told,
    restated,
    stands,
    tell,
    to_customer,
    withdrawn,
)
from debrief.chapters.call_silence import (
    chase,
    ended,
    is_quiet,
    kept_quiet,
    speaking_again,
    write_instead,
    write_questions,
)
from debrief.chapters.call_slots import (
    MANAGERS_WORD,
    THEIR_CALENDAR,
    agreed_on,
    customer_hours,
    everybody_free,
    find_again,
    find_call,
    is_refused,
    unseen_rep,
    within_hours,
)
from debrief.chapters.planning import (
    asked_back,
    changed,
    count_of,
    dropped,
    marked,
    noted,
    slot_rows,
)
from debrief.chapters.scene import Decision, Heard, Scene
from debrief.lexicon import without_frills
from debrief.model import Notes, Review, Slot, Source, Stage
from debrief.moments import both
from debrief.practices.questions import customers_facts, written_questions_for
from debrief.timing import workdays
from debrief.when.reply import NOTHING
from debrief.when.words import TimeAnswer, read_times

SHORT_YES = 6  # words; a longer yes may ask for something besides
PATIENCE = 2  # working days that a time of the manager's is waited for


def hear(review: Review, scene: Scene, heard: Heard) -> Decision:
    """Take in an answer of the customer, the rep, the manager or a stranger."""
    customer, rep = review.facts.customer_email, review.facts.rep_email
    if heard.kind == "bounce":
        return Decision(_bounced(review, scene, heard))
    if heard.sender == scene.team.manager.email:
        return _manager_says(review, scene, heard)
    if heard.answer is not None and heard.answer.uid == review.call.uid:
        return _calendar_answer(review, scene, heard, heard.answer)
    if heard.sender == customer:
        if heard.kind == "auto_reply":
            return Decision(_away(review, scene, heard))
        if heard.answer is not None and heard.answer.method == "REQUEST":
            return Decision(_invites_us(review, scene, heard, heard.answer), outcome="answered")
        if heard.apart:
            return Decision(_writes_apart(review, scene, heard), outcome="answered")
        return Decision(_customer_writes(review, scene, heard))
    if heard.sender == rep:
        return _rep_writes(review, scene, heard)
    return Decision(_stranger(review, scene, heard), outcome="answered", why="not invited")


def _calendar_answer(
    review: Review, scene: Scene, heard: Heard, answer: CalendarAnswer
) -> Decision:
    call, who = review.call, answer.attendee or heard.sender
    if who == heard.sender and is_added(review, who):
        return Decision(review, why="an answer of somebody whom the manager added")
    if who != heard.sender or who not in (review.facts.customer_email, review.facts.rep_email):
        return Decision(_stranger(review, scene, heard), outcome="answered", why="not invited")
    if answer.needs_human:
        review = tell(review, scene, "unclear", answer.why, quote=answer.comment or None)
        return Decision(review, outcome="set_aside", why=answer.why)
    theirs = who == review.facts.customer_email
    if answer.about_earlier(call.sequence, call.slot.start if call.slot else None):
        return _to_earlier_time(review, scene, heard, answer, theirs=theirs)
    still_asked = call.state == "written" and answer.method == "COUNTER" and theirs
    if review.stage is not Stage.CALLING or (call.state != "booked" and not still_asked):
        return _too_late(review, scene, answer, theirs=theirs)
    if not is_news(review, answer, call.sequence) and not answer.comment.strip():
        return Decision(review, why="the same answer was heard before")
    review = remembered(review, answer, call.sequence, scene.now)
    if not theirs:
        return Decision(_rep_answers(review, scene, answer))
    review = _unpaused(review)
    if answer.zone and call.zone_source != MANAGERS_WORD:
        call = call.model_copy(update={"zone": answer.zone, "zone_source": THEIR_CALENDAR})
        review = changed(review, call=call)
    if answer.method == "COUNTER" and answer.proposed_start and answer.proposed_end:
        wish = Slot(start=answer.proposed_start, end=answer.proposed_end)
        return Decision(_proposed(review, scene, wish, answer.comment))
    review = _with_number(review, answer.comment)
    partstat = answer.partstat or ""
    if (
        answer.comment.strip()
        and (doubted := doubted_words(review, scene, heard, answer)) is not None
    ):
        return Decision(_customer_says(review, scene, doubted, answer.comment))
    if partstat == "ACCEPTED":
        return Decision(_accepted(review, scene, answer.comment))
    if answer.comment.strip() and partstat in ("TENTATIVE", "DECLINED"):
        said = read_answer(review, scene, heard, answer.comment)
        new = successor_in(answer.comment, review.facts.customer_email, declined=True)
        if said.kind != "never" and new is not None and not scene.team.is_ours(new.email):
            return Decision(_handed_on(review, scene, new, answer.comment))
        if said.kind in ("windows", "other", "never"):
            return Decision(_customer_says(review, scene, said, answer.comment))
    if partstat == "TENTATIVE":
        call = call.model_copy(update={"answer": "tentative"})
        review = changed(review, call=call)
        return Decision(tell(review, scene, "tentative", "The time is kept."))
    if partstat == "DECLINED":
        return Decision(_declined(review, scene, answer.comment or None))
    if answer.delegated_to and not scene.team.is_ours(answer.delegated_to):
        new = Successor(answer.delegated_to)
        return Decision(_handed_on(review, scene, new, answer.comment))
    return Decision(_stranger(review, scene, heard), outcome="set_aside", why="passed on")


def _to_earlier_time(
    review: Review, scene: Scene, heard: Heard, answer: CalendarAnswer, *, theirs: bool
) -> Decision:
    """An answer to a time that has moved since counts only if its words refuse any call."""
    words = answer.comment.strip() if theirs and review.stage is Stage.CALLING else ""
    if words and read_answer(review, scene, heard, words).kind in ("decline", "never"):
        return Decision(_declined(review, scene, words))
    return Decision(review, why="an answer to an earlier time")


def _too_late(review: Review, scene: Scene, answer: CalendarAnswer, *, theirs: bool) -> Decision:
    """Tell the manager when a customer says yes after all; we do not begin again by ourselves."""
    willing = answer.method == "COUNTER" or answer.partstat in ("ACCEPTED", "TENTATIVE")
    if theirs and willing and review.call.outcome in ("declined", "silent", "unreachable"):
        following = "Nothing was sent. If you want to talk, please answer them yourself."
        review = tell(review, scene, "late_answer", following, answer.comment, needs_reply=None)
    return Decision(review, why="the call is no longer open")


def hear_recorded(review: Review, scene: Scene, standing: Standing) -> Review:
    """Hear what the calendar's server noted of customer and rep since the last look."""
    before = (review.call.state, review.call.sequence, review.stage)
    people = (review.facts.customer_email, review.facts.rep_email)
    for answer in recorded_answers(review, standing, people, review.call.sequence):
        review = _calendar_answer(review, scene, as_heard(answer, scene.now), answer).review
        if (review.call.state, review.call.sequence, review.stage) != before:
            break  # the rest is an answer to what no longer stands; the next look tells
    return review


def _rep_answers(review: Review, scene: Scene, answer: CalendarAnswer) -> Review:
    if answer.partstat == "ACCEPTED":
        call = review.call.model_copy(update={"rep_answer": "accepted"})
        return changed(review, call=call)
    if answer.partstat != "DECLINED" and answer.method != "COUNTER":
        return review
    return _rep_cannot(review, scene, answer.comment)


def _rep_writes(review: Review, scene: Scene, heard: Heard) -> Decision:
    """A rep's plain words count as the button does where they are clear; else a human reads them."""
    slot, away = review.call.slot, says_away(heard.text)
    coming = "declined" if away else says_of_coming(heard.text)
    if review.stage is not Stage.CALLING or review.call.state != "booked" or coming is None:
        return Decision(review, outcome="set_aside", why="the rep wrote about the call in words")
    if coming == "declined" and slot and (away or means_whole_day(heard.text)):
        return _rep_away(review, scene, heard, slot)
    if coming == "declined":
        return Decision(_rep_cannot(review, scene, heard.text), why="the rep cannot come")
    call = review.call.model_copy(update={"rep_answer": "accepted"})
    return Decision(changed(review, call=call), why="the rep comes")


def _rep_away(review: Review, scene: Scene, heard: Heard, slot: Slot) -> Decision:
    """A rep who is away declines every day until they are back, not the hour alone."""
    words, rep = heard.text, scene.team.rep(review.facts.rep_email)
    clock = _zone((rep or scene.team.manager).time_zone)
    today, asked = (moment.astimezone(clock).date() for moment in (heard.said_at, slot.start))
    days = days_away(words, today, asked)
    if days is None:
        following = (
            "I am not sure until when, so nothing was changed. Reply with a time, such as "
            "`Thursday 15:00`, or `alone` to keep it without the rep."
        )
        review = tell(review, scene, "rep_away", following, words, needs_reply=True)
        return Decision(review, outcome="answered", why="the rep is away, until when is not clear")
    start, end = (datetime.combine(day, time(0), tzinfo=clock) for day in days)
    span = Slot(start=start.astimezone(UTC), end=end.astimezone(UTC))
    if not (span.start < slot.end and slot.start < span.end):
        following = "The call is not on those days, so it stays as it is."
        return Decision(
            tell(review, scene, "rep_away", following, words), why="away at other times"
        )
    return Decision(_rep_cannot(review, scene, words, span), why="the rep is away")


def _rep_cannot(review: Review, scene: Scene, words: str, away: Slot | None = None) -> Review:
    """Move the call, once, to where the rep can come; the manager reads the rep's words.

    ``away`` is the time that does not suit them, where it is more than the call's own. What the
    customer wished or the manager chose is kept.
    """
    slot = away or review.call.slot
    call = review.call.model_copy(
        update={
            "rep_answer": "declined",
            "excluded": (*review.call.excluded, *((slot,) if slot else ())),
        }
    )
    review = changed(review, call=call)
    after = away.end if away else None
    found = find_again(review, scene, with_rep=True, after=after) if may_move(review) else None
    if found is None:
        agreed = " within what was agreed" if agreed_on(review, scene) else ""
        why = (
            f"I found no other time{agreed} that suits everybody, so the call stays."
            if may_move(review)
            else "I moved the call for our side before, so this time I leave it to you."
        )
        return tell(
            review,
            scene,
            "rep_declined",
            f"{why} Reply with a time, such as `Thursday 15:00`, or `alone` to keep it without the rep.",
            quote=words or None,
            needs_reply=True,
        )
    review = move(review, scene, found[0], found[1], unasked=True)
    return tell(
        review,
        scene,
        "rep_declined",
        "It was moved, once, with an updated invitation.",
        quote=words or None,
    )


def _accepted(review: Review, scene: Scene, words: str = "") -> Review:
    """A yes; what else they wrote, such as a number to ring, is the manager's to read."""
    more = len(without_frills(words)) > SHORT_YES or number_given(words) is not None
    if review.call.answer == "accepted" and not more:
        return review
    review = changed(review, call=review.call.model_copy(update={"answer": "accepted"}))
    review = noted(review, scene.now, NAME, "The customer accepted")
    following = "You get the questions again an hour before."
    if more:
        following = f"I took the yes; whatever else they ask is yours to see to. {following}"
    return tell(review, scene, "accepted", following, words, needs_reply=None if more else False)


def _declined(review: Review, scene: Scene, quote: str | None) -> Review:
    """A no is a no: the meeting is called off and nobody writes to the customer again."""
    review = called_off(review, scene) if quote is None or review.call.slot else review
    review = dropped(review, ("chase", "written_questions", "other_times"))
    review = noted(review, scene.now, NAME, "The customer declined")
    return ended(review, scene, "declined", quote)


def _proposed(review: Review, scene: Scene, wish: Slot, comment: str) -> Review:
    """Take the customer's own time when manager and rep can; else offer others."""
    if review.call.state == "booked" and review.call.slot == wish and wish.start > scene.now:
        return _accepted(review, scene, comment)
    fits = (
        wish.start > scene.now + timedelta(minutes=30)
        and wish.end - wish.start <= timedelta(hours=2)
        and within_hours(review, scene, wish)
        and everybody_free(review, scene, wish)
    )
    if not fits:
        return _offer_others(review, scene, comment or None, wish)
    review = _wishing(review, (wish,))
    review = _at_their_time(review, scene, wish, review.call.alternatives)
    review = noted(review, scene.now, NAME, "The customer proposed another time; it suits")
    return tell(review, scene, "moved", "The time they proposed suits; it was moved.", comment)


def _offer_others(
    review: Review, scene: Scene, asked: str | None, wish: Slot | None, *, named: bool = True
) -> Review:
    """Offer other times instead of those they named, or because they asked for others.

    The time that they want to leave is none of them. Without any, the manager is asked.
    """
    call = review.call
    left = (call.slot,) if call.slot and call.state == "booked" else ()
    review = _wishing(review, (), left)
    found = find_call(
        review, scene, with_rep=call.with_rep, after=wish.start if wish else None
    ) or find_call(review, scene, with_rep=call.with_rep)
    if found is None:
        following = (
            "Nothing was sent to them, and no reminder goes out. Reply with a time, such as "
            "`Thursday 15:00`, or `write` to send the questions in writing."
        )
        review = marked(review, "paused", scene.now) if call.state == "booked" else review
        return tell(review, scene, "no_slot", following, asked, needs_reply=True)
    slots = (found[0], *found[1])
    update = {"alternatives": slots, "waiting_since": scene.now}
    review = changed(review, call=review.call.model_copy(update=update))
    event = "proposed_elsewhere" if named else "other_wanted"
    review = tell(review, scene, event, "Other times were offered.", asked)
    return to_customer(
        review,
        scene,
        "other_times",
        {
            "asked": asked if named else None,
            "alternatives": slot_rows(slots),
            "zone": review.call.zone,
            "our_zone": scene.team.manager.time_zone,
        },
        generation=count_of(review, "other_times") + 1,
    )


def _customer_writes(review: Review, scene: Scene, heard: Heard) -> Review:
    """A plain reply: a time, a yes, a no, or the answers themselves."""
    review = changed(review, source=_thread(review, heard))
    facts = customers_facts(review.facts, review.source.customer_text)
    asked = [q.text for q in written_questions_for(facts, review.source.language)]
    notes = read_notes(heard.text, earlier=Notes(), questions=asked)
    if len(notes.answers) >= 2 or (review.call.state == "written" and notes.answers):
        return _answered_in_writing(review, scene, notes.answers)
    if review.call.state == "written":
        return _to_the_questions(review, scene, heard)
    if review.stage is not Stage.CALLING:
        following = "If it belongs to the notes, reply to the mail that asks for them."
        return tell(review, scene, "wrote_again", following, heard.text, needs_reply=None)
    said = read_answer(review, scene, heard)
    if said.kind == "accept" and is_to_earlier(review, heard):
        if not names_minute(read_alone(review, scene, heard.text, heard), scene):
            return _yes_to_earlier(review, scene, heard.text)
        said = replace(said, kind="windows")
    return _customer_says(review, scene, said, heard.text)


def _to_the_questions(review: Review, scene: Scene, heard: Heard) -> Review:
    """A reply to the questions in writing without their numbers: what may be no answer is for a human."""
    words = heard.text
    said = read_answer(review, scene, heard)
    refused = said.kind in ("decline", "never") or wants_erasure(words) or wants_peace(words)
    if refused or asks_for_no_contact(words):
        return _declined(review, scene, words)
    zone = _zone(review.call.zone)
    promised, day = promises_answers(words, scene.now.astimezone(zone).date())
    if promised:
        return _awaited(review, scene, words, day)
    if said.kind in ("windows", "other"):
        return _customer_says(review, scene, said, words)
    answers = answers_in(words, review.facts.competitor)
    if answers and said.why == NOTHING:
        return _answered_in_writing(review, scene, answers)
    following = (
        "I am not sure that these are answers to the questions, so nothing was sent. Reply with the answers as "
        "you read them, such as `1: they were faster`, with a time for a call, or answer them yourself."
    )
    review = marked(review, "paused", scene.now)
    return tell(review, scene, "unclear", following, words, needs_reply=True)


def _awaited(review: Review, scene: Scene, words: str, day: date | None) -> Review:
    """They will answer later: the wait begins anew after the day that they named."""
    since = scene.now
    if day is not None:
        since = max(since, workdays.at_nine(day, review.call.zone))
    review = changed(review, call=review.call.model_copy(update={"waiting_since": since}))
    return tell(review, scene, "promised", "They are not written to meanwhile.", words)


def _writes_apart(review: Review, scene: Scene, heard: Heard) -> Review:
    """A mail of their own may be about something else: a no to any contact counts, all else is read by a human."""
    words = heard.text.strip() or heard.subject
    if _refuses_contact(words) or wants_erasure(words):
        return _declined(changed(review, source=_thread(review, heard)), scene, words)
    following = (
        "They wrote a mail of its own, so nothing was changed. Reply with a time, such as `Thursday 15:00`, "
        "`write` to send the questions in writing, or `stop` to end the review."
    )
    return _for_the_manager(review, scene, "wrote_apart", following, words)


def _refuses_contact(words: str) -> bool:
    said = sentences_of(words)
    return any(map(asks_for_no_contact, said)) and not any(map(asks_for_another_way, said))


def _invites_us(review: Review, scene: Scene, heard: Heard, answer: CalendarAnswer) -> Review:
    """An invitation of their own names a time; whose invitation stands is the manager's to say."""
    ours = ZoneInfo(scene.team.manager.time_zone)
    following = "I cannot tell for when it is. Reply with a time, such as `Thursday 15:00`."
    if answer.start is not None:
        start = answer.start.astimezone(ours)
        following = (
            f"It is for {both(answer.start, review.call.zone, ours.key)}. Reply "
            f"`{start.day} {start:%B %H:%M}` to move our call there, or answer theirs yourself and reply `stop`."
        )
    words = heard.text.strip() or answer.summary
    return _for_the_manager(review, scene, "invited_us", following, words)


def _for_the_manager(
    review: Review, scene: Scene, event: str, following: str, words: str
) -> Review:
    """Let the manager read what the customer wrote; no reminder goes out meanwhile."""
    review = kept_quiet(review, scene)
    if is_quiet(review):
        following += " No reminder goes out meanwhile; `go` sends them."
    return tell(review, scene, event, following, words, needs_reply=None)


def _with_number(review: Review, words: str) -> Review:
    """Keep the number that they give, for the question script."""
    number = number_given(words)
    if number is None or number == review.call.phone:
        return review
    return changed(review, call=review.call.model_copy(update={"phone": number}))


def _customer_says(review: Review, scene: Scene, said: TimeAnswer, words: str) -> Review:
    review = _with_number(review, words)
    if said.kind != "unclear":
        review = _unpaused(review)
    if said.kind in ("unclear", "decline") and wants_writing(words) and not wants_erasure(words):
        return write_instead(_unpaused(review), scene, words)
    if said.kind != "accept" and (told := _successor_told(review, scene, words, said)):
        return told
    no_more = said.kind == "unclear" and (wants_erasure(words) or wants_peace(words))
    if said.kind in ("decline", "never") or no_more:
        return _declined(review, scene, words)
    if said.kind == "accept" and review.call.slot:
        named = [Slot(start=a, end=b) for a, b in said.windows]
        if named and named[0].start != review.call.slot.start:
            length = timedelta(minutes=scene.policy.call_minutes)
            wish = Slot(start=named[0].start, end=named[0].start + length)
            return _proposed(review, scene, wish, words)
        return _accepted(review, scene, words)
    slot = review.call.slot
    stays = slot is not None and slot.start > scene.now and not is_refused(review, slot)
    if slot and stays and said.admits(slot.start, slot.end):
        return _accepted(review, scene, words)
    if said.kind == "windows" and said.windows[0][0] < scene.now + FARTHEST:
        return _wished(review, scene, said, words)
    if said.kind == "other":
        return _offer_others(review, scene, words, None, named=False)
    review = marked(review, "paused", scene.now)
    return tell(
        review,
        scene,
        "unclear",
        "I am not sure what they mean, so nothing was sent. Reply with a time, such as "
        "`Thursday 15:00`, `write` to send the questions in writing, or answer them yourself.",
        words,
        needs_reply=True,
    )


def _wished(review: Review, scene: Scene, said: TimeAnswer, words: str) -> Review:
    """Move the call into the times they named; one that was offered to them comes first."""
    call = review.call
    windows = tuple(Slot(start=a, end=b) for a, b in said.windows)
    review = _wishing(review, windows, tuple(Slot(start=a, end=b) for a, b in said.excluded))
    slot = call.slot if call.state == "booked" and stands(review) else None
    if slot in windows:
        return _accepted(review, scene, words)
    stays = slot and slot.start > scene.now and not is_refused(review, slot)
    if slot and stays and _lies_in(slot, windows):
        return _stays(review, scene, words)
    offered = tuple(o for o in call.alternatives if _lies_in(o, windows))
    found = offered and find_call(review, scene, with_rep=call.with_rep, windows=offered)
    found = found or find_call(review, scene, with_rep=call.with_rep, windows=windows)
    if not found:
        return _offer_others(review, scene, words, None)
    review = _at_their_time(review, scene, *found)
    return tell(review, scene, "moved", "A time they named suits; it was moved.", words)


def _wishing(review: Review, windows: tuple[Slot, ...], refused: tuple[Slot, ...] = ()) -> Review:
    """Keep what they wish, in place of what was wished or chosen before, and what they refuse."""
    excluded = (*review.call.excluded, *(w for w in refused if w not in review.call.excluded))
    update = {"windows": windows, "ours": (), "excluded": excluded}
    return changed(review, call=review.call.model_copy(update=update))


def _lies_in(slot: Slot, windows: tuple[Slot, ...]) -> bool:
    return any(w.start <= slot.start and slot.end <= w.end for w in windows)


def _stays(review: Review, scene: Scene, words: str) -> Review:
    """Keep the time that is among those they named: no word to them, and no yes of theirs either."""
    answer = review.call.answer or "tentative"
    review = changed(review, call=review.call.model_copy(update={"answer": answer}))
    following = (
        "They did not say whether it suits, so answer them yourself where you want to be sure. Reply "
        "with another time, such as `Thursday 15:00`, to move the call."
    )
    return tell(review, scene, "among_them", following, words, needs_reply=None)


def _yes_to_earlier(review: Review, scene: Scene, words: str) -> Review:
    """A yes to a time that has moved since does not accept the new one."""
    following = (
        "It answers an earlier invitation, whose time has changed since, so it is no yes to the new "
        "time. They were told of that; answer them yourself where you want to be sure."
    )
    return tell(review, scene, "unclear", following, words, needs_reply=None)


def _successor_told(review: Review, scene: Scene, words: str, said: TimeAnswer) -> Review | None:
    """Tell the manager whom a customer names in their place, and how to go on with them."""
    new = successor_in(words, review.facts.customer_email)
    if new is None or scene.team.is_ours(new.email) or not (new.left or said.kind == "unclear"):
        return None
    return _handed_on(review, scene, new, words)


def _handed_on(review: Review, scene: Scene, new: Successor, words: str) -> Review:
    return tell(
        marked(review, "paused", scene.now),
        scene,
        "successor",
        f"They name {new.name or new.email}. Reply `{new.command}` to invite them instead, or "
        "`stop` to end the review.",
        words,
        needs_reply=True,
    )


def _at_their_time(review: Review, scene: Scene, slot: Slot, others: tuple[Slot, ...]) -> Review:
    """Move the call to the time they named, or invite anew where it was called off."""
    if stands(review):
        return move(review, scene, slot, others, reason="you proposed", accepted=True)
    review = invite(review, scene, (slot, ()))
    return changed(review, call=review.call.model_copy(update={"answer": "accepted"}))


def _answered_in_writing(review: Review, scene: Scene, answers: dict[str, str]) -> Review:
    review = called_off(review, scene) if review.call.state == "booked" else review
    notes = Notes(answers={**review.notes.answers, **answers}, at=scene.now)
    review = changed(review, notes=notes)
    review = to_customer(review, scene, "thanks", {"reconnect": False})
    return ended(review, scene, "answered in writing")


def _away(review: Review, scene: Scene, heard: Heard) -> Review:
    """An absence with a date: after it, one updated invitation; the chases wait as well."""
    new = successor_in(heard.text, review.facts.customer_email)
    if new is not None and new.left and review.stage is Stage.CALLING and not review.call.answer:
        told = _successor_told(review, scene, heard.text, read_answer(review, scene, heard))
        return told or review
    if heard.away_until is None or review.stage is not Stage.CALLING:
        return review
    if review.call.state == "booked" and heard.away_until > (scene.now + FARTHEST).date():
        return _long_away(review, scene, heard, new)
    hours = customer_hours(review, scene)
    back = datetime.combine(heard.away_until, hours.start, tzinfo=_zone(hours.zone))
    back = workdays.next_working_moment(back, hours)
    call = review.call.model_copy(update={"not_before": back, "waiting_since": back})
    review = changed(review, call=call)
    review = noted(review, scene.now, NAME, f"The customer is away until {heard.away_until}")
    if call.state != "booked" or call.slot is None or call.slot.start >= back or call.answer:
        return review
    found = find_call(review, scene, with_rep=call.with_rep)
    if found is None:
        return review
    review = move(review, scene, found[0], found[1], reason="you are away")
    return tell(review, scene, "out_of_office", "The call was moved to after their return.")


def _long_away(review: Review, scene: Scene, heard: Heard, new: Successor | None) -> Review:
    """Nobody is asked for a call months ahead: the manager decides, and no chase goes out."""
    if "paused" in review.marks:
        return review
    if new is not None and not scene.team.is_ours(new.email):
        return _handed_on(review, scene, new, heard.text)
    following = (
        f"They are away until {heard.away_until:%d %B %Y}, so nothing was sent. Reply with a time "
        "such as `Thursday 15:00`, `write` to send the questions in writing, or `stop`."
    )
    review = marked(review, "paused", scene.now)
    return tell(review, scene, "away_long", following, heard.text, needs_reply=True)


def _bounced(review: Review, scene: Scene, heard: Heard) -> Review:
    bounce = heard.bounce
    if (
        bounce is None
        or not bounce.permanent
        or review.stage is not Stage.CALLING
        or review.call.state == "unreached"
        or (bounce.recipient or "").lower() != (review.facts.customer_email or "")
    ):
        return review
    call = review.call.model_copy(update={"state": "unreached", "waiting_since": scene.now})
    review = changed(review, call=call)
    return tell(
        review,
        scene,
        "bounced",
        "Reply with the right address, such as `customer_email: name@company.example`.",
        needs_reply=True,
    )


def _stranger(review: Review, scene: Scene, heard: Heard) -> Review:
    words = heard.answer.comment if heard.answer else heard.text
    return tell(
        review,
        scene,
        "forwarded",
        f"{heard.sender or 'Somebody'} is not invited; nothing was changed.",
        words[:500] or None,
        needs_reply=True,
    )


def _manager_says(review: Review, scene: Scene, heard: Heard) -> Decision:
    """The manager's choice (wait, alone) or a time of their own."""
    commands = read_commands(
        heard.text, review.facts, currency=scene.team.major_deal_threshold.currency
    )
    if commands.write and review.facts.customer_email and review.stage is Stage.CALLING:
        if review.call.state not in ("written", "over"):
            review = write_instead(review, scene)
        elif review.call.state == "written":
            review = tell(review, scene, "written", "They are out already; nothing more is sent.")
        return Decision(review, outcome="answered")
    not_booked = review.call.state in ("choosing", "finding")
    if not_booked and (commands.wait or commands.alone):
        return Decision(
            invite_again(review, scene, with_rep=not commands.alone), outcome="answered"
        )
    if commands.alone and review.call.state == "booked" and review.call.slot:
        call = review.call.model_copy(update={"with_rep": False})
        slot, review = review.call.slot, changed(review, call=call)
        if nobody_told(review):
            review = move(review, scene, slot, call.alternatives)
        else:
            review = restated(review, scene)
        return Decision(review, outcome="answered")
    said = read_times(heard.text, heard.said_at, scene.team.manager.time_zone)
    said = said.from_now(scene.now)
    if said.kind in ("windows", "accept") and said.windows and review.stage is Stage.CALLING:
        review = speaking_again(review)
        windows = tuple(Slot(start=a, end=b) for a, b in said.windows)
        found = find_call(
            review, scene, with_rep=review.call.with_rep, windows=windows, theirs=False
        )
        if found or nobody_told(review):  # a correction may have it found anew
            update = {"ours": windows, "windows": ()}
            review = changed(review, call=review.call.model_copy(update=update))
        return Decision(_as_the_manager_says(review, scene, found), outcome="answered")
    if review.call.state == "booked" and cannot_come(heard.text):
        following = (
            "You lead the call, so nothing was changed. Reply with another time, such as "
            "`Friday 11:00`, or `stop` to call it off. If somebody else is to hold it, pass them "
            "the questions, and reply with their notes under the numbers 1 to 5 afterwards."
        )
        review = tell(review, scene, "manager_cannot", following, needs_reply=True)
        return Decision(review, outcome="answered")
    if commands.go and (there := confirmed(review, scene)) is not None:
        review = tell(there, scene, "moved", "It is where you put it.", needs_reply=False)
        return Decision(review, outcome="answered")
    if commands.go and is_quiet(review):
        review = noted(speaking_again(review), scene.now, NAME, "The reminders go on")
        return Decision(review, outcome="answered", why="the reminders go on")
    review, lines = kept_quiet(review, scene), [heard.text.strip()]
    review = asked_back(review, scene, NAME, scene.team.manager, heard, lines, _expected(review))
    return Decision(review, outcome="answered")


def _expected(review: Review) -> str:
    """Return what the manager may answer as things stand."""
    choice = "`wait`, `alone`, " if review.call.state in ("choosing", "finding") else ""
    more = ". No reminder goes out meanwhile; `go` sends them" if is_quiet(review) else ""
    if review.call.state == "booked" and review.call.with_rep:
        choice = "`alone`, "
    return (
        f"a time such as `Thursday 15:00`, {choice}`write` (the questions go out in "
        "writing), `stop`, notes under the numbers 1 to 5, or a fact such as `amount: 120k`"
        f"{more}"
    )


def _as_the_manager_says(
    review: Review, scene: Scene, found: tuple[Slot, tuple[Slot, ...]] | None
) -> Review:
    """Move the call to the manager's time; an invitation that nobody has had yet goes out with it."""
    if found is None:
        following = (
            "The time you named does not suit: one of us is busy then, it lies outside the "
            "customer's hours, or it is too soon for an invitation. Please name another time."
        )
        unseen = unseen_rep(review, scene)
        if unseen is not None:
            following += (
                f" I cannot see the calendar of {unseen.name}, so name the hour that you two agreed "
                "on, such as `Thursday 15:00`, or reply `alone`."
            )
        if nobody_told(review):
            following += (
                " Nobody is invited before; without an answer in two business days, the earliest "
                "time that suits is taken."
            )
            call = review.call.model_copy(update={"state": "finding"})
            again = workdays.add_workdays(scene.now, PATIENCE, scene.hours(scene.team.manager))
            review = marked(changed(withdrawn(review), call=call), "find_again", again)
        return tell(review, scene, "no_slot", following, needs_reply=True)
    review = _unpaused(review)
    if nobody_told(review) and stands(review):
        review = invite(withdrawn(review), scene, found)
        following = (
            "The customer has not heard from us yet; the invitation goes out with this time."
        )
        return tell(review, scene, "moved", following)
    if not stands(review):
        return invite(review, scene, found)
    review = move(review, scene, found[0], found[1])
    return tell(review, scene, "moved", "It is the time you named; the customer is asked anew.")


def no_show(review: Review, scene: Scene) -> Review:
    """They did not come: ask once more with a new time, or write when that was done twice."""
    agreed = review.call.answer == "accepted"
    call = review.call.model_copy(
        update={"state": "booked", "answer": None, "outcome": None, "outcome_at": None}
    )
    review = changed(review, call=call, stage=Stage.CALLING)
    review = noted(review, scene.now, NAME, "The customer did not come")
    return (
        chase(review, scene, missed=agreed) if call.chases < 2 else write_questions(review, scene)
    )


def _thread(review: Review, heard: Heard) -> Source:
    """Later mails answer the customer's latest one."""
    if heard.message_id is None:
        return review.source
    return review.source.model_copy(update={"customer_message_id": heard.message_id})


def _unpaused(review: Review) -> Review:
    marks = {name: at for name, at in review.marks.items() if name != "paused"}
    return changed(review, marks=marks)


def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)
