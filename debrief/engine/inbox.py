"""What an inbound message answers, whether that can be believed, and which chapter is to hear it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import timedelta

from debrief.answers.attendance import says_of_coming
from debrief.answers.commands import Commands, read_commands
from debrief.answers.later_start import split_start
from debrief.answers.meeting_wish import ends_review, read_wish
from debrief.answers.notes import read_notes
from debrief.answers.orders import forbids
from debrief.answers.rep_absence import cannot_come, says_away
from debrief.answers.rep_caution import asks_restraint
from debrief.answers.won_after_all import won_after_all
from debrief.backends.base import EFFECT_HEADER
from debrief.calendars.answers import CalendarAnswer, read_answer
from debrief.calendars.outlook_answer import read_outlook_answer
from debrief.chapters import rep_word
from debrief.chapters.call_event import nobody_told
from debrief.chapters.call_silence import is_quiet
from debrief.chapters.note_taking import says_yes
from debrief.chapters.our_mails import (
    BEFORE_CALL,
    CALL_MAIL,
    CHECK_MAIL,
    DRAFTS_MAIL,
    FOLLOW_MAIL,
    MEETING_MAIL,
    NOTES_MAIL,
    WORKSHEET_MAIL,
)
from debrief.chapters.scene import Heard
from debrief.chapters.worksheet_word import answers_worksheet
from debrief.lexicon import fold
from debrief.model import Effect, Inbound, InboundStatus, Review, Stage
from debrief.policy import Policy
from debrief.reading.kinds import Bounce, is_automatic
from debrief.reading.mail.message import Message
from debrief.reading.quoting.replies import new_text
from debrief.team import Team, fold_address, untagged
from debrief.when.words import read_times

_WORDS = re.compile(r"\w+")
# Our footers carry the reply word as "Ref: WORD"; quoting clients may break the line after it.
REF = re.compile(r"\bRef:\s{1,3}([A-Z2-7]{12,32})\b")

_SENDING = re.compile(
    r"\b(?:send|contact|write|invite|schick\w*|send\w*|versend\w*|kontakt\w*|schreib\w*|envo\w*|"
    r"contact\w*|envi\w*|stuur\w*|verst\w*|escri\w*|ecri\w*)\b"
)


def words_in(text: str) -> frozenset[str]:
    """Return the reply words a mail carries anywhere, quoted parts included."""
    return frozenset(REF.findall(text[:200_000]))


def names_of(message: Message, words: Iterable[str], uid: str | None) -> frozenset[str]:
    """Return everything in a mail that may name one of our reviews."""
    ids = (*message.in_reply_to, *message.references)
    return frozenset(i for i in (*ids, *words, uid) if i)


def addressees(message: Message) -> frozenset[str]:
    """Return the addresses that a mail is to, copies included; folded."""
    return frozenset(fold_address(a.email) for a in (*message.to, *message.cc) if a.email)


def wants_something(message: Message, sender: str, team: Team) -> bool:
    """Tell whether a mail in the name of one of ours is to the debrief address."""
    return team.person(sender) is not None and team.debrief_address in addressees(message)


def requested(message: Message, heard: Heard, team: Team, policy: Policy) -> bool:
    """A mail of the manager's to the debrief address or to themselves asks for a review.

    Their own plus-addresses are themselves.

    Not one that was written long ago: whoever has an old forward could send it again.
    """
    if heard.sender != team.manager.email or not heard.trusted:
        return False
    latest = heard.at - timedelta(days=policy.request_days)
    if heard.written_at is None or heard.written_at < latest:
        return False
    to = addressees(message)
    return team.debrief_address in to or {*map(untagged, to)} == {untagged(team.manager.email)}


def ended(entry: Inbound, status: str, why: str, review: Review | None = None) -> Inbound:
    """Return the entry with what became of its message."""
    about = review.id if review else None
    return entry.model_copy(
        update={"status": InboundStatus(status), "why": why, "review_id": about}
    )


def key_in(message: Message) -> str:
    """Return the key of the effect that a mail says it is; empty where it says none. Anybody can write it."""
    return message.header(EFFECT_HEADER) or ""


def answered_effect(
    review: Review, message: Message, words: frozenset[str], sender: str
) -> Effect | None:
    """Return which of our mails this answers: by Message-ID first, then by its reply word.

    A reply word counts only from the person it was made for.
    """
    by_id = {e.message_id: e for e in review.effects if e.message_id}
    for message_id in (*message.in_reply_to, *reversed(message.references)):
        if message_id in by_id:
            return by_id[message_id]
    made_for = {t.word for t in review.tokens if t.word in words and t.person == sender}
    return next((e for e in reversed(review.effects) if e.token in made_for), None)


def answer_in(message: Message, sender: str | None) -> CalendarAnswer | None:
    """Return the calendar answer that a message carries, in iCalendar or wrapped by Exchange."""
    if message.calendar:
        return read_answer(message.calendar, sender=sender)
    for file in message.attachments:
        if (file.filename or "").lower() == "winmail.dat" or file.content_type.endswith("ms-tnef"):
            return read_outlook_answer(file.content, sender)
    return None


def hops(message: Message) -> int:
    """Return through how many mail servers a message has come."""
    return sum(name.lower() == "received" for name, _ in message.headers)


def kind_of(message: Message, read_as: str, bounce: Bounce | None) -> str:
    """Return what kind of answer a message is, whatever the text that it quotes reads like.

    What a program sent by itself (RFC 3834) accepts and commands nothing.
    """
    if bounce is not None:
        return "bounce"
    if read_as != "calendar_response" and is_automatic(message):
        return "auto_reply"
    return read_as


def is_ours(review: Review, key: str, message: Message, owner: str) -> bool:
    """Tell whether a message in the mailbox is the very mail that we sent for this effect.

    A header alone proves nothing: whoever got a mail of ours knows its key. While the effect's
    receipt is still on its way, the Message-ID is not known and the owner's address counts.
    """
    effect = review.effect(key)
    if effect is None or message.sender is None or (message.in_reply_to and not effect.in_reply_to):
        return False
    if effect.message_id is not None:
        return message.message_id == effect.message_id
    return effect.open and message.sender.email == owner


def older_than_stop(review: Review, heard: Heard) -> bool:
    """Tell whether a mail to a stopped review was written before the stop, or says no date.

    A `go` that comes after the stop but was written before it is late at best, and at worst
    somebody sends an old one again.
    """
    stopped = review.marks.get("stopped")
    if review.stage is not Stage.STOPPED or stopped is None:
        return False
    return heard.written_at is None or heard.written_at < stopped


def believable(review: Review, bounce: Bounce, words: frozenset[str]) -> bool:
    """Tell whether a delivery report names a mail that we sent to that very recipient."""
    whom = (bounce.recipient or "").lower()
    if any(t.word in words and t.person == whom for t in review.tokens):
        return True
    return any(
        effect.message_id == bounce.original_message_id and whom in (*effect.to, *effect.cc)
        for effect in review.effects
        if effect.message_id is not None
    )


def with_context(message: Message, sent_text: str | None) -> str:
    """Return what the sender newly wrote; answers between quoted lines keep those lines.

    Under which question or deal an answer stands is part of what it says. Only lines marked as
    quoted are kept: what others wrote and a mail program left unmarked is never the sender's.
    """
    ours = sent_text is not None and _quotes(message.text, sent_text)
    said = new_text(message, sent_text if ours else None)
    wanted = [line.strip() for line in said.splitlines() if line.strip()]
    kept: list[str] = []
    found, inline = 0, False
    for line in message.text.splitlines():
        if line.lstrip().startswith(">"):
            kept.append(line)
        elif found < len(wanted) and line.strip() == wanted[found]:
            inline = inline or any(k.strip() for k in kept if k.lstrip().startswith(">"))
            found += 1
            kept.append(line)
            end = len(kept)
        elif not line.strip():
            kept.append("")
    if not inline or found < len(wanted):
        return said
    return "\n".join(kept[:end])


def _quotes(text: str, sent_text: str) -> bool:
    """Tell whether most of what is quoted is of the mail that we sent.

    Only then is a difference between the two an answer; somebody else's words never are.
    """
    sent = f" {' '.join(_WORDS.findall(sent_text.casefold()))} "
    lines = [_WORDS.findall(x.casefold()) for x in text.splitlines() if x.lstrip().startswith(">")]
    telling = [f" {' '.join(words)} " for words in lines if len(words) >= 3]
    return 2 * sum(words in sent for words in telling) > len(telling)


def bears_our_name(message: Message, team: Team) -> bool:
    """Tell whether a sender calls themselves as one of ours is called: it may be their own other address."""
    name = fold((message.sender.name if message.sender else "") or "").strip()
    return bool(name) and any(name == fold(person.name) for person in team.people())


def chapter_for(review: Review, heard: Heard, team: Team) -> str:
    """Return the name of the chapter that is to hear this message."""
    if heard.answer is not None:
        if heard.answer.uid.startswith("reconnect-"):
            return "follow_through"
        return "team_meeting" if heard.answer.uid == review.meeting.uid else "customer_call"
    if heard.kind == "bounce":
        return "customer_call"
    if heard.sender == team.manager.email:
        return _for_manager(review, heard, team)
    if team.rep(heard.sender) is not None:
        return _for_rep(review, heard, team)
    return "customer_call"


def _for_manager(review: Review, heard: Heard, team: Team) -> str:
    if _orders_meeting(review, heard, team):
        return "team_meeting"
    if heard.purpose in (*DRAFTS_MAIL, *CHECK_MAIL):
        return "best_practices"
    commands = read_commands(heard.text, review.facts, currency=team.major_deal_threshold.currency)
    if (
        _of_meeting(review, heard)
        and not commands.changes
        and not (commands.stop and ends_review(heard.text))
    ):
        return "team_meeting"
    if _is_won(review, heard):
        return "watch_inbox"
    asked = review.stage is Stage.CALLING and review.call.state in ("choosing", "finding")
    waits = commands.wait and asked and heard.purpose != "receipt"  # for the rep, as was offered
    if (commands.wait or commands.hold) and not waits and nobody_told(review):
        return "watch_inbox"  # they hold the invitation
    writes = commands.write and review.stage is Stage.CALLING
    choice = waits or commands.alone or writes
    zone = team.manager.time_zone
    if heard.purpose == "receipt" and split_start(heard.text, heard.said_at, zone)[1]:
        return "watch_inbox"
    if heard.purpose in BEFORE_CALL and _is_about_time(review, heard, team, commands):
        return "customer_call"
    if commands.hold and review.stage is Stage.CALLING and heard.purpose in BEFORE_CALL:
        return "watch_inbox"
    if heard.purpose in NOTES_MAIL:
        notes = read_notes(heard.text, earlier=review.notes)
        if notes.answers != review.notes.answers or notes.no_show or notes.opinion:
            return "best_practices"
        calling = review.stage is Stage.CALLING
        if (choice and calling) or (commands.go and is_quiet(review)):
            return "customer_call"
        if not (commands.stop or commands.changes):
            return "best_practices"
    if commands.stop or commands.changes or review.stage is Stage.ASKING:
        return "watch_inbox"
    if heard.purpose in CALL_MAIL and read_notes(heard.text, earlier=review.notes).numbered:
        return "best_practices"
    if heard.purpose in CALL_MAIL and review.notes.proposed and says_yes(heard.text):
        return "best_practices"  # what the customer wrote after the call belongs to the notes
    if choice or heard.purpose in CALL_MAIL:
        return "customer_call"
    if heard.purpose in MEETING_MAIL and review.stage is Stage.MEETING:
        return "team_meeting"
    return "watch_inbox"


def _is_won(review: Review, heard: Heard) -> bool:
    """Tell whether a reply says that the deal is ours after all, while a call is under way or just over."""
    if review.stage not in (Stage.ASKING, Stage.CALLING, Stage.LISTENING):
        return False
    answers = read_notes(heard.text, earlier=review.notes).answers != review.notes.answers
    return not answers and won_after_all(heard.text)


_MEETING = re.compile(
    r"\b(?:meeting|team ?meeting|team ?call|termin|treffen|besprechung|teamrunde|sitzung|reunion|vergadering|overleg|reuniao)s?\b"
)
_MOVES = re.compile(
    r"\b(?:move|push|shift|postpone|resched\w*|verschieb\w*|verleg\w*|deplac\w*|decal\w*|report(?:e|er|ez|ons)|aplaz\w*|muev\w*|pasal[oa]|"
    r"cambial[oa]|verplaats\w*|verzet\w*|zet het|adi(?:a|e|ar)|mud(?:a|e|ar)|passa(?:-a)?|remarc\w*)\b"
)
_OF_A_PRACTICE = re.compile(r"\b[Pp]\s?\d|^\W*\d{1,3}\s*[:=.)]", re.MULTILINE)


def _orders_meeting(review: Review, heard: Heard, team: Team) -> bool:
    """Tell whether the manager moves the team meeting or calls it off, in reply to whatever mail.

    Without the meeting's name the order has to move something, in reply to what was learned.
    """
    slot, booked = review.meeting.slot, review.meeting.state == "booked"
    if not booked or review.stage is not Stage.MEETING or heard.purpose in MEETING_MAIL:
        return False
    if _OF_A_PRACTICE.search(heard.text) or ends_review(heard.text):
        return False
    wish = read_wish(heard.text, heard.at, team.manager.time_zone, slot)
    named = _MEETING.search(fold(heard.text)) is not None
    moves = heard.purpose in DRAFTS_MAIL and _MOVES.search(fold(heard.text)) is not None
    return (named and wish.kind in ("move", "off")) or (
        moves and wish.kind == "move" and bool(wish.windows)
    )


def _of_meeting(review: Review, heard: Heard) -> bool:
    """Tell whether the manager answers a question about the team meeting, or what was asked back on it."""
    asked_back = heard.purpose == "not_understood" and "/team_meeting/" in heard.effect
    if heard.purpose != "meeting_choice" and not asked_back:
        return False
    return review.stage is Stage.MEETING or review.meeting_beside or review.meeting_called_off


def _is_about_time(review: Review, heard: Heard, team: Team, commands: Commands) -> bool:
    """Tell whether the manager names another time for the call, or cannot come to it.

    What says when to send or to write is about our mails, and for the chapter that sends them.
    """
    call = review.call
    if review.stage is not Stage.CALLING or call.uid is None or call.outcome is not None:
        return False
    if commands.go or commands.stop or commands.wait or commands.alone or commands.changes:
        return False
    if heard.purpose != "receipt":
        notes = read_notes(heard.text, earlier=review.notes)
        if notes.answers != review.notes.answers or notes.no_show or notes.opinion:
            return False
    if call.state == "booked" and cannot_come(heard.text):
        return True
    if commands.hold or _SENDING.search(fold(heard.text)):
        return False
    said = read_times(heard.text, heard.said_at, team.manager.time_zone)
    return said.kind in ("windows", "accept") and bool(said.windows) and not said.anytime


def _names_time(review: Review, heard: Heard, team: Team) -> bool:
    """Tell whether the account rep names another time for the call, rather than for reaching the customer at all."""
    call, rep = review.call, team.rep(heard.sender)
    if rep is None or rep.email != review.facts.rep_email or call.slot is None:
        return False
    if call.state != "booked" or review.stage is not Stage.CALLING or forbids(heard.text):
        return False
    if read_notes(heard.text, earlier=review.rep_view).answers != review.rep_view.answers:
        return False
    read = read_times(heard.text, heard.said_at, rep.time_zone, proposed=(call.slot.start,))
    return read.kind == "windows" and not read.anytime


def _for_rep(review: Review, heard: Heard, team: Team) -> str:
    purpose = heard.purpose
    reaches = review.stage in (Stage.ASKING, Stage.CALLING)
    if reaches and rep_word.hands_over(review, team, heard):
        return "watch_inbox"
    times = _names_time(review, heard, team)
    if reaches and (_is_won(review, heard) or (asks_restraint(heard.text) and not times)):
        return "watch_inbox"
    if purpose == "role_card":
        said = says_of_coming(heard.text) or says_away(heard.text) or times
        return "customer_call" if said else "question_script"
    if purpose in WORKSHEET_MAIL:
        return "funnel_worksheets"
    if purpose in FOLLOW_MAIL:
        return "follow_through"
    if answers_worksheet(review, heard):
        return "funnel_worksheets"
    if purpose in MEETING_MAIL:
        return "team_meeting"
    by_stage = {
        Stage.MEETING: "team_meeting",
        Stage.WORKSHEETS: "funnel_worksheets",
        Stage.FOLLOWING: "follow_through",
    }
    return by_stage.get(review.stage, "customer_call")
