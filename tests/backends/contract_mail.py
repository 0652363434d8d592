"""What every backend must do with mail: take in, wait, file, send once, and find again."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from hashlib import sha256

import pytest

from debrief.backends.base import Backend, FileOut
from debrief.errors import DebriefError, Doubtful, SignInNeeded, TryLater
from debrief.reading.mail.message import parse_message
from tests.backends.contract_parts import (
    UNKNOWN_WORDS,
    ContractParts,
    everything,
    inbound,
    subjects,
)
from tests.backends.hands import Hands, read_mail


class MailContract(ContractParts):
    """The mailbox."""

    # -- the mailbox: taking in --------------------------------------------------------------

    def test_new_mail_comes_once_and_oldest_first(self, backend: Backend, hands: Hands):
        _, cursor = everything(backend, None)
        for number in range(5):
            hands.deliver(inbound(f"number {number}"))
        self.arrive(backend, hands, cursor, 5)
        found, end = everything(backend, cursor, limit=2)
        assert subjects(found) == [f"number {n}" for n in range(5)]
        assert everything(backend, end)[0] == []

    def test_mail_that_was_there_before_comes_too(self, backend: Backend, hands: Hands):
        hands.deliver(inbound("early"))
        assert "early" in subjects(self.arrive(backend, hands, None, 1))

    def test_an_old_cursor_gives_the_same_again(self, backend: Backend, hands: Hands):
        _, cursor = everything(backend, None)
        hands.deliver(inbound("one"))
        first = self.arrive(backend, hands, cursor, 1)
        again, _ = everything(backend, cursor)
        assert subjects(first) == subjects(again) == ["one"]
        assert [m.id for m in first] == [m.id for m in again]

    def test_a_cursor_nobody_knows_loses_nothing(self, backend: Backend, hands: Hands):
        hands.deliver(inbound("early"))
        self.arrive(backend, hands, None, 1)
        assert "early" in subjects(everything(backend, UNKNOWN_WORDS)[0])

    def test_a_mail_of_eight_bit_letters_is_read(self, backend: Backend, hands: Hands):
        _, cursor = everything(backend, None)
        raw = inbound("eight", "x\n").replace(b"7bit", b"8bit").replace(b"us-ascii", b"utf-8")
        hands.deliver(raw.replace(b"\n\nx\n", "\n\nSchöne Grüße, 失注 ✓\n".encode()))
        (got,) = self.arrive(backend, hands, cursor, 1)
        assert "Schöne Grüße, 失注 ✓" in parse_message(got.raw).text

    def test_a_mail_of_five_megabytes_arrives_whole(self, backend: Backend, hands: Hands):
        _, cursor = everything(backend, None)
        content = sha256(b"x").digest() * 163_840
        mail = read_mail(inbound("large"))
        mail.add_attachment(content, maintype="application", subtype="pdf", filename="offer.pdf")
        hands.deliver(mail.as_bytes())
        (got,) = self.arrive(backend, hands, cursor, 1)
        (file,) = parse_message(got.raw).attachments
        assert sha256(file.content).digest() == sha256(content).digest()

    def test_a_message_tells_when_it_came(self, backend: Backend, hands: Hands):
        _, cursor = everything(backend, None)
        hands.deliver(inbound("when"))
        (got,) = self.arrive(backend, hands, cursor, 1)
        assert abs(got.received_at - datetime.now(UTC)) < timedelta(minutes=2)

    def test_waiting_ends_by_itself(self, backend: Backend, hands: Hands):
        everything(backend, None)
        begun = time.monotonic()
        backend.mailbox.wait(0.5)
        assert time.monotonic() - begun < 5

    def test_filing_is_safe_to_repeat_and_gives_nothing_again(self, backend: Backend, hands: Hands):
        _, cursor = everything(backend, None)
        for subject in ("one", "two"):
            hands.deliver(inbound(subject))
        first, second = self.arrive(backend, hands, cursor, 2)
        _, end = everything(backend, cursor)
        for _ in range(2):
            backend.mailbox.file(first.id, "handled")
            backend.mailbox.file(second.id, "set_aside")
        assert everything(backend, end)[0] == []
        for folder in ("handled", "set_aside"):
            assert hands.filed(folder) in (None, 1), folder
        backend.mailbox.file(second.id, "handled")
        assert (hands.filed("set_aside") or 0, hands.filed("handled") or 2) == (0, 2)

    def test_filing_what_is_gone_does_nothing(self, backend: Backend, hands: Hands):
        _, cursor = everything(backend, None)
        hands.deliver(inbound("one"))
        (got,) = self.arrive(backend, hands, cursor, 1)
        head = got.id.rstrip("0123456789")
        backend.mailbox.file(f"{head}99999", "handled")
        backend.mailbox.file(f"{head}99999", "set_aside")

    # -- the mailbox: sending ----------------------------------------------------------------

    def test_a_mail_arrives_with_its_key_and_words(self, backend: Backend, hands: Hands):
        mail = self.mail(hands)
        receipt = backend.mailbox.send(mail)
        assert abs(receipt.at - datetime.now(UTC)) < timedelta(minutes=2)
        got = self.received(hands, mail.key)
        if got is None:
            return
        assert got["Subject"] == mail.subject
        assert got["Auto-Submitted"] == "auto-generated"
        text, html = got.get_body(("plain",)), got.get_body(("html",))
        assert text is not None
        assert html is not None
        assert "Grüße" in text.get_content()
        assert "<p>Grüße</p>" in html.get_content()
        assert str(got["Message-ID"]).strip("<> ") == str(receipt.message_id).strip("<> ")

    def test_a_copy_is_kept_in_sent(self, backend: Backend, hands: Hands):
        mail = self.mail(hands)
        backend.mailbox.send(mail)
        copies = hands.sent_copies()
        if copies is not None:
            keys = [read_mail(raw)["X-Debrief-Effect"] for raw in hands.sent_copies() or []]
            assert keys.count(mail.key) == 1

    def test_a_repeated_send_sends_once(self, backend: Backend, hands: Hands):
        mail = self.mail(hands)
        first = backend.mailbox.send(mail)
        second = backend.mailbox.send(mail)
        assert first.message_id == second.message_id
        time.sleep(min(0.5, hands.patience / 10))
        self.received(hands, mail.key)

    def test_sent_knows_what_went_out_and_what_did_not(self, backend: Backend, hands: Hands):
        mail = self.mail(hands)
        assert backend.mailbox.sent(mail.key) is None
        receipt = backend.mailbox.send(mail)
        found = backend.mailbox.sent(mail.key)
        assert found is not None
        assert found.message_id == receipt.message_id
        near = mail.key[:-1] + "12"
        assert backend.mailbox.sent(near) is None

    def test_a_thread_stays_one(self, backend: Backend, hands: Hands):
        _, cursor = everything(backend, None)
        hands.deliver(inbound("We have decided"))
        (asked,) = self.arrive(backend, hands, cursor, 1)
        message_id = parse_message(asked.raw).message_id
        assert message_id is not None
        chain = ("<older@customer.example>", message_id)
        mail = self.mail(
            hands,
            subject="Re: We have decided",
            in_reply_to=message_id,
            references=chain,
            answers=True,
        )
        backend.mailbox.send(mail)
        got = self.received(hands, mail.key)
        if got is not None:
            assert message_id.strip("<>") in str(got["In-Reply-To"])
            assert "older@customer.example" in str(got["References"])
            assert got["Auto-Submitted"] == "auto-replied"

    def test_files_and_copies_go_along(self, backend: Backend, hands: Hands):
        mail = self.mail(
            hands,
            cc=(("Ben", hands.colleague),),
            reply_to=("Debrief", hands.owner),
            files=(FileOut("Übersicht.csv", "text/csv", b"a;b\r\n1;2\r\n"),),
        )
        backend.mailbox.send(mail)
        got = self.received(hands, mail.key)
        if got is None:
            return
        (file,) = got.iter_attachments()
        assert file.get_filename() == "Übersicht.csv"
        assert file.get_payload(decode=True) == b"a;b\r\n1;2\r\n"
        assert hands.colleague in str(got["Cc"])
        assert hands.owner in str(got["Reply-To"])

    # -- faults ------------------------------------------------------------------------------

    def test_a_broken_connection_is_told_and_healed(self, backend: Backend, hands: Hands):
        broken = hands.broken()
        if broken is None:
            return
        mail = self.mail(hands)
        _, cursor = everything(backend, None)
        with broken:
            with pytest.raises((TryLater, SignInNeeded)):
                backend.mailbox.fetch(cursor)
            with pytest.raises((TryLater, Doubtful)):
                backend.mailbox.send(mail)
            with pytest.raises(DebriefError):
                backend.calendar.invited(mail.key)
        assert everything(backend, cursor)[0] == []
        if backend.mailbox.sent(mail.key) is None:
            backend.mailbox.send(mail)
        self.received(hands, mail.key)
