"""What Google's refusals mean in our own words."""

from __future__ import annotations

import socket
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest

from debrief.backends.base import Backend
from debrief.backends.google_wire import USED_UP_PAUSE
from debrief.errors import CannotDo, DebriefError, Doubtful, Refused, SignInNeeded, TryLater
from tests.backends.contract import BackendContract, soon
from tests.backends.google.front import Fault, Front
from tests.backends.google.hands import GoogleHands
from tests.backends.google.site import OWNER, open_google

contract = BackendContract()


def ask(backend: Backend) -> None:
    backend.calendar.busy([(OWNER, "UTC")], soon(0), soon(23))


READING: dict[str, tuple[Fault, type[DebriefError]]] = {
    "bad request": (Fault("freeBusy", "400", reason="badRequest"), Refused),
    "no rights": (Fault("freeBusy", "403", reason="forbidden"), Refused),
    "scope missing": (Fault("freeBusy", "403", reason="insufficientPermissions"), SignInNeeded),
    "not switched on": (Fault("freeBusy", "403", reason="accessNotConfigured"), CannotDo),
    "not in this domain": (Fault("freeBusy", "403", reason="domainPolicy"), CannotDo),
    "too fast": (Fault("freeBusy", "403", reason="rateLimitExceeded"), TryLater),
    "user too fast": (Fault("freeBusy", "403", reason="userRateLimitExceeded"), TryLater),
    "too many": (Fault("freeBusy", "429", reason="rateLimitExceeded"), TryLater),
    "used up": (Fault("freeBusy", "403", reason="quotaExceeded"), TryLater),
    "unwell": (Fault("freeBusy", "500", reason="backendError"), TryLater),
    "gone for lunch": (Fault("freeBusy", "503", reason="backendError"), TryLater),
    "hangs up": (Fault("freeBusy", "drops it"), TryLater),
    "half an answer": (Fault("freeBusy", "half an answer"), TryLater),
    "stalls": (Fault("freeBusy", "stalls"), TryLater),
    "no json": (Fault("freeBusy", "garbled"), TryLater),
}


@pytest.mark.parametrize("what", READING)
def test_a_refusal_while_reading_says_what_to_do(
    calendar_front: Front, calendar_backend: Backend, what: str
):
    fault, kind = READING[what]
    calendar_front.faults.append(Fault(fault.where, fault.kind, 1, fault.reason))
    with pytest.raises(kind) as told:
        ask(calendar_backend)
    assert type(told.value) is kind
    ask(calendar_backend)  # it passes


@pytest.mark.parametrize("kind", ["500", "503", "half an answer", "drops it", "stalls", "garbled"])
def test_a_lost_answer_to_an_invitation_is_a_doubt(
    calendar_front: Front, calendar_backend: Backend, kind: str
):
    people = GoogleHands(calendar_front)
    calendar_front.faults.append(Fault("POST .*/events$", kind))
    with pytest.raises(Doubtful):
        contract.invite(calendar_backend, people, contract.meeting(people))


@pytest.mark.parametrize("kind", ["429", "403"])
def test_a_throttled_invitation_was_not_sent(
    calendar_front: Front, calendar_backend: Backend, kind: str
):
    people = GoogleHands(calendar_front)
    reason = "rateLimitExceeded"
    calendar_front.faults.append(
        Fault("POST .*/events$", kind, reason=reason, headers={"Retry-After": "17"})
    )
    wanted = contract.meeting(people)
    with pytest.raises(TryLater) as told:
        contract.invite(calendar_backend, people, wanted)
    assert told.value.retry_after == 17.0
    contract.invite(calendar_backend, people, wanted)
    assert people.told(people.guest, wanted.uid) == 1


def test_how_long_to_wait_is_read_wherever_google_writes_it(
    calendar_front: Front, calendar_backend: Backend
):
    then = datetime.now(UTC) + timedelta(seconds=90)
    said = f"User-rate limit exceeded.  Retry after {then:%Y-%m-%dT%H:%M:%S.000Z}"
    for fault in (
        Fault("freeBusy", "429", message=said),
        Fault("freeBusy", "503", headers={"Retry-After": format_datetime(then, usegmt=True)}),
    ):
        calendar_front.faults.append(fault)
        with pytest.raises(TryLater) as told:
            ask(calendar_backend)
        assert told.value.retry_after == pytest.approx(90, abs=5)
    calendar_front.faults.append(Fault("freeBusy", "403", reason="dailyLimitExceeded"))
    with pytest.raises(TryLater) as told:
        ask(calendar_backend)
    assert told.value.retry_after == USED_UP_PAUSE


def test_where_nobody_listens_nothing_was_done(calendar_front: Front, tmp_path: Path):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        nobody = f"http://127.0.0.1:{probe.getsockname()[1]}"
    backend = open_google(tmp_path, calendar_front, endpoint=nobody)
    people = GoogleHands(calendar_front)
    with pytest.raises(TryLater):
        contract.invite(backend, people, contract.meeting(people))
