"""What every backend must do with calendars: free and busy, invite once, move, cancel, hear answers."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

import pytest

from debrief.backends.base import Backend
from tests.backends.contract_parts import (
    ContractParts,
    eventually,
    everything,
    soon,
)
from tests.backends.hands import Hands, calendar_text


class CalendarContract(ContractParts):
    """The calendar."""

    # -- free and busy -----------------------------------------------------------------------

    def test_the_owners_appointments_are_busy(self, backend: Backend, hands: Hands):
        hands.book(hands.owner, soon(9), soon(10))
        found = self.busy(backend, hands.owner)
        if not backend.capabilities.free_busy_of_owner:
            assert found is None
            return
        assert found is not None
        assert (int(soon(9).timestamp()), int(soon(10).timestamp())) in found.busy

    def test_a_colleague_is_known_or_unknown_and_never_free(self, backend: Backend, hands: Hands):
        hands.book(hands.colleague, soon(9), soon(10))
        found = self.busy(backend, hands.colleague)
        if not backend.capabilities.free_busy_of_others:
            assert found is None
            return
        assert found is not None
        assert found.busy == ((int(soon(9).timestamp()), int(soon(10).timestamp())),)

    def test_a_stranger_is_unknown_and_spoils_nobody_else(self, backend: Backend, hands: Hands):
        hands.book(hands.owner, soon(9), soon(10))
        people = [(hands.stranger, "UTC"), (hands.owner, "UTC")]
        found = backend.calendar.busy(people, soon(0), soon(23))
        assert found[hands.stranger] is None
        assert (found[hands.owner] is not None) == backend.capabilities.free_busy_of_owner

    def test_everybody_asked_for_is_answered_for(self, backend: Backend, hands: Hands):
        most = backend.capabilities.most_people_asked or 20
        people = [(f"p{n}@elsewhere.example", "UTC") for n in range(most + 3)]
        found = backend.calendar.busy([*people, (hands.owner, "UTC")], soon(0), soon(23))
        assert set(found) == {address for address, _ in [*people, (hands.owner, "UTC")]}

    def test_more_days_than_the_server_gives_at_once(self, backend: Backend, hands: Hands):
        days = (backend.capabilities.most_days_asked or 30) + 10
        hands.book(hands.owner, soon(9, days - 2), soon(10, days - 2))
        found = backend.calendar.busy([(hands.owner, "UTC")], soon(0, 1), soon(0, days))
        times = found[hands.owner]
        if not backend.capabilities.free_busy_of_owner:
            assert times is None
            return
        assert times is not None
        span = (int(soon(9, days - 2).timestamp()), int(soon(10, days - 2).timestamp()))
        assert span in times.busy

    def test_the_event_being_moved_does_not_count(self, backend: Backend, hands: Hands):
        meeting = self.meeting(hands)
        self.invite(backend, hands, meeting)
        span = (int(meeting.start.timestamp()), int(meeting.end.timestamp()))
        if not backend.capabilities.free_busy_of_owner:
            return

        def counted() -> bool:
            found = self.busy(backend, hands.owner)
            return found is not None and span in found.busy

        assert eventually(counted, hands.patience)
        without = self.busy(backend, hands.owner, ignoring=meeting.uid)
        assert without is not None
        assert without.busy == ()

    def test_the_event_being_moved_does_not_count_for_its_invitees(
        self, backend: Backend, hands: Hands
    ):
        meeting = self.meeting(hands)
        self.invite(backend, hands, meeting)
        if not backend.capabilities.free_busy_of_others:
            return
        without = self.busy(backend, hands.colleague, ignoring=meeting.uid)
        assert without is not None
        assert without.busy == without.tentative == ()

    # -- invitations -------------------------------------------------------------------------

    def test_an_invitation_is_made_and_everybody_is_told_once(self, backend: Backend, hands: Hands):
        meeting = self.meeting(hands)
        assert backend.calendar.invited(meeting.key) is None
        self.invite(backend, hands, meeting)
        standing = self.standing(backend, meeting.uid)
        assert (standing.start, standing.end) == (meeting.start, meeting.end)
        assert not standing.cancelled
        assert set(standing.partstats) >= {hands.guest, hands.colleague}
        assert backend.calendar.invited(meeting.key) is not None
        self.told(hands, meeting.uid, 1)

    def test_a_repeated_invitation_tells_nobody_again(self, backend: Backend, hands: Hands):
        meeting = self.meeting(hands)
        for _ in range(3):
            self.invite(backend, hands, meeting)
        self.told(hands, meeting.uid, 1)

    def test_an_invitation_is_dated_when_it_went_out_however_late_it_is_looked_for(
        self, backend: Backend, hands: Hands
    ):
        meeting = self.meeting(hands)
        before = datetime.now(UTC)
        self.invite(backend, hands, meeting)
        after = datetime.now(UTC)
        _, cursor = everything(backend, None)
        time.sleep(2.5)
        hands.answer(meeting.uid, hands.guest, "ACCEPTED")

        def seen() -> bool:
            self.answers(backend, cursor)
            return self.standing(backend, meeting.uid).partstats.get(hands.guest) == "ACCEPTED"

        assert eventually(seen, hands.patience)
        found = backend.calendar.invited(meeting.key)
        assert found is not None
        second = timedelta(seconds=1)  # is all that some servers tell
        assert before - second <= found.at <= after + second

    def test_the_mailed_invitation_shows_buttons(self, backend: Backend, hands: Hands):
        mails = hands.inbox_of(hands.guest)
        if backend.capabilities.server_invites or mails is None:
            return
        meeting = self.meeting(hands)
        self.invite(backend, hands, meeting)
        mail = self.received(hands, meeting.key)
        assert mail is not None
        text = calendar_text(mail)
        for line in ("METHOD:REQUEST", f"UID:{meeting.uid}", "SEQUENCE:0", "RSVP=TRUE"):
            assert line in text
        body = mail.get_body(("plain",))
        assert body is not None
        assert "Grüße" in body.get_content()

    def test_an_update_moves_the_one_event(self, backend: Backend, hands: Hands):
        meeting = self.meeting(hands)
        self.invite(backend, hands, meeting)
        moved = self.later(meeting, hands)
        for _ in range(2):
            self.invite(backend, hands, moved)
        standing = self.standing(backend, meeting.uid)
        assert standing.start == moved.start
        assert backend.calendar.invited(moved.key) is not None
        self.only_busy(backend, hands, (moved.start, moved.end))
        self.told(hands, meeting.uid, 2)

    def test_a_late_repeat_of_the_old_time_is_ignored(self, backend: Backend, hands: Hands):
        meeting = self.meeting(hands)
        self.invite(backend, hands, meeting)
        moved = self.later(meeting, hands)
        self.invite(backend, hands, moved)
        self.invite(backend, hands, meeting)
        assert self.standing(backend, meeting.uid).start == moved.start
        self.told(hands, meeting.uid, 2)

    def test_a_cancellation_frees_the_time_and_is_told_once(self, backend: Backend, hands: Hands):
        meeting = self.meeting(hands)
        self.invite(backend, hands, meeting)
        off = self.later(
            meeting, hands, start=meeting.start, end=meeting.end, status="CANCELLED",
            key=f"{meeting.key.rpartition('/')[0]}/off",
        )  # fmt: skip
        for _ in range(2):
            backend.calendar.cancel(off, self.asking(off, hands))
        standing = backend.calendar.standing(meeting.uid)
        assert standing is None or standing.cancelled
        assert backend.calendar.invited(off.key) is not None
        self.only_busy(backend, hands)
        self.told(hands, meeting.uid, 2)

    def test_cancelling_what_is_gone_still_tells_people(self, backend: Backend, hands: Hands):
        meeting = self.meeting(hands)
        self.invite(backend, hands, meeting)
        hands.delete(meeting.uid)
        off = self.later(meeting, hands, start=meeting.start, end=meeting.end, status="CANCELLED")
        backend.calendar.cancel(off, self.asking(off, hands))
        standing = backend.calendar.standing(meeting.uid)
        assert standing is None or standing.cancelled

    @pytest.mark.parametrize("partstat", ["ACCEPTED", "DECLINED", "TENTATIVE"])
    def test_an_answer_is_seen(self, backend: Backend, hands: Hands, partstat: str):
        meeting = self.meeting(hands)
        self.invite(backend, hands, meeting)
        _, cursor = everything(backend, None)
        hands.answer(meeting.uid, hands.guest, partstat)

        def seen() -> bool:
            self.answers(backend, cursor)
            return self.standing(backend, meeting.uid).partstats.get(hands.guest) == partstat

        assert eventually(seen, hands.patience)
        assert self.standing(backend, meeting.uid).partstats[hands.colleague] == "NEEDS-ACTION"

    def test_a_move_asks_everybody_anew(self, backend: Backend, hands: Hands):
        meeting = self.meeting(hands)
        self.invite(backend, hands, meeting)
        _, cursor = everything(backend, None)
        hands.answer(meeting.uid, hands.guest, "ACCEPTED")

        def seen() -> bool:
            self.answers(backend, cursor)
            return self.standing(backend, meeting.uid).partstats.get(hands.guest) == "ACCEPTED"

        assert eventually(seen, hands.patience)
        self.invite(backend, hands, self.later(meeting, hands))
        assert self.standing(backend, meeting.uid).partstats[hands.guest] != "ACCEPTED"

    def test_a_proposed_time_is_seen(self, backend: Backend, hands: Hands):
        meeting = self.meeting(hands)
        self.invite(backend, hands, meeting)
        _, cursor = everything(backend, None)
        start = meeting.start + timedelta(days=1)
        hands.propose(meeting.uid, hands.guest, start, start + timedelta(minutes=30))

        def seen() -> bool:
            by_mail = [a.proposed_start for a in self.answers(backend, cursor)]
            kept = self.standing(backend, meeting.uid).proposals.get(hands.guest)
            return start in by_mail or (kept is not None and kept[0] == start)

        assert eventually(seen, hands.patience)

    def test_an_event_moved_by_hand_is_seen_and_can_be_moved_again(
        self, backend: Backend, hands: Hands
    ):
        meeting = self.meeting(hands)
        self.invite(backend, hands, meeting)
        start = meeting.start + timedelta(hours=4)
        hands.move(meeting.uid, start, start + timedelta(minutes=30))
        standing = self.standing(backend, meeting.uid)
        assert standing.start == start
        again = self.later(meeting, hands, sequence=max(standing.sequence, meeting.sequence) + 1)
        self.invite(backend, hands, again)
        assert self.standing(backend, meeting.uid).start == again.start

    def test_an_event_deleted_by_hand_is_gone(self, backend: Backend, hands: Hands):
        meeting = self.meeting(hands)
        self.invite(backend, hands, meeting)
        hands.delete(meeting.uid)
        standing = backend.calendar.standing(meeting.uid)
        assert standing is None or standing.cancelled

    def test_nothing_is_known_of_an_event_that_never_was(self, backend: Backend, hands: Hands):
        assert backend.calendar.standing("never@harbour.example") is None
        assert backend.calendar.invited("r-0/customer_call/call/ann/1") is None

    def test_a_link_to_join_online_where_the_backend_promises_one(
        self, backend: Backend, hands: Hands
    ):
        if not backend.capabilities.online_meetings:
            return
        meeting = self.meeting(hands)
        self.invite(backend, hands, meeting)
        link = self.standing(backend, meeting.uid).link
        assert link is not None
        assert link.startswith("https://")
