"""What the customer's answer does to a call; every kind has one defined effect."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from debrief.answers.company import wished_company
from debrief.answers.contact_wishes import asks_for_another_way, asks_for_no_contact
from debrief.answers.erasure_wish import wants_erasure
from debrief.answers.given_numbers import number_given
from debrief.answers.loss_wishes import FARTHEST, sentences_of
from debrief.answers.notes import read_notes
from debrief.answers.written_answers import answers_in, promises_answers
from debrief.answers.written_wish import (
    Successor,
    leaves_time_to_others,
    successor_in,
    wants_peace,
    wants_writing,
)
from debrief.calendars.answers import CalendarAnswer
from debrief.chapters.answered_times import (
    doubted_words,
    is_to_earlier,
    names_minute,
    read_alone,
    read_answer,
)
from debrief.chapters.call_afterwards import OVER_WITHOUT, late_yes, writes_afterwards
from debrief.chapters.call_event import NAME, called_off, move, tell, to_customer
from debrief.chapters.call_others import company_told, stranger
from debrief.chapters.call_silence import ended, is_quiet, kept_quiet, write_instead
from debrief.chapters.call_slots import (
    MANAGERS_WORD,
    THEIR_CALENDAR,
    customer_hours,
    find_call,
    is_refused,
)
from debrief.chapters.call_times import accepted, offer_others, proposed, wished, yes_to_earlier
from debrief.chapters.planning import changed, dropped, marked, noted, unmarked
from debrief.chapters.reconnecting import with_reconnect_day
from debrief.chapters.scene import Decision, Heard, Scene
from debrief.model import Notes, Review, Slot, Source, Stage
from debrief.moments import both
from debrief.practices.questions import customers_facts, written_questions_for
from debrief.timing import workdays
from debrief.when.reply import NOT_THEN, NOTHING
from debrief.when.words import TimeAnswer


def customer_answers(
    review: Review, scene: Scene, heard: Heard, answer: CalendarAnswer
) -> Decision:
    """A button of the customer's calendar counts as it says, unless the words beside it doubt it."""
    call = review.call
    review = unmarked(review, "paused")
    if answer.zone and call.zone_source != MANAGERS_WORD:
        call = call.model_copy(update={"zone": answer.zone, "zone_source": THEIR_CALENDAR})
        review = changed(review, call=call)
    if answer.method == "COUNTER" and answer.proposed_start and answer.proposed_end:
        wish = Slot(start=answer.proposed_start, end=answer.proposed_end)
        return Decision(proposed(review, scene, wish, answer.comment))
    review = _with_number(review, answer.comment)
    partstat = answer.partstat or ""
    if (
        answer.comment.strip()
        and (doubted := doubted_words(review, scene, heard, answer)) is not None
    ):
        return Decision(_customer_says(review, scene, doubted, answer.comment))
    if partstat == "ACCEPTED":
        review = accepted(review, scene, answer.comment)
        beside, _ = wished_company(answer.comment, review.facts.customer_email)
        return Decision(company_told(review, scene, beside, answer.comment) if beside else review)
    if answer.comment.strip() and partstat in ("TENTATIVE", "DECLINED"):
        said = read_answer(review, scene, heard, answer.comment)
        new = successor_in(answer.comment, review.facts.customer_email, declined=True)
        if said.kind != "never" and new is not None and not scene.team.is_ours(new.email):
            return Decision(_handed_on(review, scene, new, answer.comment))
        if said.kind in ("windows", "other", "never"):
            return Decision(_customer_says(review, scene, said, answer.comment))
    if partstat == "TENTATIVE":
        review = changed(review, call=review.call.model_copy(update={"answer": "tentative"}))
        return Decision(tell(review, scene, "tentative", "The time is kept."))
    if partstat == "DECLINED":
        return Decision(_declined(review, scene, answer.comment or None))
    if answer.delegated_to and not scene.team.is_ours(answer.delegated_to):
        new = Successor(answer.delegated_to)
        return Decision(_handed_on(review, scene, new, answer.comment))
    return Decision(stranger(review, scene, heard), outcome="set_aside", why="passed on")


def to_earlier_time(
    review: Review, scene: Scene, heard: Heard, answer: CalendarAnswer, *, theirs: bool
) -> Decision:
    """An answer to a time that has moved since counts only if its words refuse any call."""
    words = answer.comment.strip() if theirs and review.stage is Stage.CALLING else ""
    if words and read_answer(review, scene, heard, words).kind in ("decline", "never"):
        return Decision(_declined(review, scene, words))
    return Decision(review, why="an answer to an earlier time")


def too_late(review: Review, scene: Scene, answer: CalendarAnswer, *, theirs: bool) -> Decision:
    """Ask the manager when a customer says yes after all; we do not begin again by ourselves."""
    willing = answer.method == "COUNTER" or answer.partstat in ("ACCEPTED", "TENTATIVE")
    if theirs and willing and review.call.outcome in OVER_WITHOUT:
        named = None
        if answer.proposed_start and answer.proposed_end and answer.proposed_start > scene.now:
            named = TimeAnswer("windows", ((answer.proposed_start, answer.proposed_end),))
        review = late_yes(review, scene, answer.comment, named)
    return Decision(review, why="the call is no longer open")


def _declined(review: Review, scene: Scene, quote: str | None) -> Review:
    """A no is a no: the meeting is called off and nobody writes to the customer again."""
    review = called_off(review, scene) if quote is None or review.call.slot else review
    review = dropped(review, ("chase", "written_questions", "other_times"))
    review = noted(review, scene.now, NAME, "The customer declined")
    return ended(review, scene, "declined", quote)


def customer_writes(review: Review, scene: Scene, heard: Heard) -> Review:
    """A plain reply: a time, a yes, a no, or the answers themselves."""
    review = changed(review, source=_thread(review, heard))
    if review.stage is not Stage.CALLING and review.call.state != "written":
        return writes_afterwards(review, scene, heard)
    facts = customers_facts(review.facts, review.source.customer_text)
    effect = review.effect(heard.effect)
    language = effect.context.get("language") if effect else None
    asked = [q.text for q in written_questions_for(facts, str(language or review.source.language))]
    notes = read_notes(heard.text, earlier=Notes(), questions=asked)
    if len(notes.answers) >= 2 or (review.call.state == "written" and notes.answers):
        return _answered_in_writing(review, scene, notes.answers)
    if review.call.state == "written":
        return _to_the_questions(review, scene, heard)
    if (told := _with_company(review, scene, heard)) is not None:
        return told
    said = read_answer(review, scene, heard)
    if said.kind == "accept" and is_to_earlier(review, heard):
        if not names_minute(read_alone(review, scene, heard.text, heard), scene):
            return yes_to_earlier(review, scene, heard.text)
        said = replace(said, kind="windows")
    return _customer_says(review, scene, said, heard.text)


def _with_company(review: Review, scene: Scene, heard: Heard) -> Review | None:
    """Tell the manager whom they would have on the call, too; what else they write counts as by itself."""
    wish, rest = wished_company(heard.text, review.facts.customer_email)
    new = successor_in(heard.text, review.facts.customer_email)
    if wish is None or (new is not None and new.left) or scene.team.is_ours(wish.email):
        return None
    said = read_answer(review, scene, heard, rest if rest.strip() else None)
    if said.kind != "unclear":
        review = _customer_says(review, scene, said, heard.text)
    else:
        review = kept_quiet(review, scene)
    return review if review.over else company_told(review, scene, wish, heard.text)


def _to_the_questions(review: Review, scene: Scene, heard: Heard) -> Review:
    """A reply to the questions in writing without their numbers: what may be no answer is for a human."""
    words = heard.text
    said = read_answer(review, scene, heard)
    refused = said.kind in ("decline", "never") or wants_erasure(words) or wants_peace(words)
    if refused or asks_for_no_contact(words):
        return _declined(review, scene, words)
    zone = ZoneInfo(review.call.zone)
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


def writes_apart(review: Review, scene: Scene, heard: Heard) -> Review:
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


def invites_us(review: Review, scene: Scene, heard: Heard, answer: CalendarAnswer) -> Review:
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
        review = unmarked(review, "paused")
    if said.kind in ("unclear", "decline") and wants_writing(words) and not wants_erasure(words):
        return write_instead(unmarked(review, "paused"), scene, words)
    if said.kind in ("unclear", "other") and leaves_time_to_others(words):
        following = (
            "They leave it to an assistant, so nothing was sent. Reply with the time that you agree on with them, such "
            "as `Thursday 15:00`; what they answer in this thread is put before you."
        )
        return _for_the_manager(review, scene, "assistant", following, words)
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
            return proposed(review, scene, wish, words)
        return accepted(review, scene, words)
    slot = review.call.slot
    stays = slot is not None and slot.start > scene.now and not is_refused(review, slot)
    if slot and stays and said.admits(slot.start, slot.end):
        return accepted(review, scene, words)
    if said.why == NOT_THEN:
        return offer_others(review, scene, words, None, named=False)
    if said.kind == "windows" and said.windows[0][0] < scene.now + FARTHEST:
        return wished(review, scene, said, words)
    if said.kind == "other":
        return offer_others(review, scene, words, None, named=False)
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


def _answered_in_writing(review: Review, scene: Scene, answers: dict[str, str]) -> Review:
    review = called_off(review, scene) if review.call.state == "booked" else review
    notes = Notes(answers={**review.notes.answers, **answers}, at=scene.now)
    review = with_reconnect_day(changed(review, notes=notes), scene, review.notes)
    again = review.reconnect_on is not None
    review = to_customer(review, scene, "thanks", {"reconnect": again})
    return ended(review, scene, "answered in writing")


def away(review: Review, scene: Scene, heard: Heard) -> Review:
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
    back = datetime.combine(heard.away_until, hours.start, tzinfo=ZoneInfo(hours.zone))
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


def _thread(review: Review, heard: Heard) -> Source:
    """Later mails answer the customer's latest one."""
    if heard.message_id is None:
        return review.source
    return review.source.model_copy(update={"customer_message_id": heard.message_id})
