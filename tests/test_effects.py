"""The effect engine: each effect goes out once, whatever the backend answers."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from debrief.backends.base import Backend, Capabilities, Outgoing, Receipt
from debrief.chapters.planning import changed, planned_mail
from debrief.chapters.scene import Decision, Scene
from debrief.engine.desk import Desk
from debrief.engine.effects import MOST_ATTEMPTS, PAUSES, resumed
from debrief.errors import (
    BadInput,
    CannotDo,
    Conflict,
    DebriefError,
    Doubtful,
    Refused,
    SignInNeeded,
    TryLater,
)
from debrief.model import (
    Effect,
    EffectKind,
    EffectStatus,
    KeyParts,
    Review,
    Stage,
    effect_key,
    parts_of_key,
)
from tests.faulty import Crash
from tests.world import World

DONE, FAILED, DROPPED = EffectStatus.DONE, EffectStatus.FAILED, EffectStatus.DROPPED
PLANNED, ATTEMPTED = EffectStatus.PLANNED, EffectStatus.ATTEMPTED

Answer = BaseException | None


@dataclass
class Scripted:
    """A backend that answers as the test says and writes down what it was asked.

    Each entry of ``answers`` is for one sending: an error, or None for success. An error in
    ``afterwards`` is raised when the thing was done.
    """

    clock: Callable[[], datetime]
    answers: list[Answer] = field(default_factory=list)
    afterwards: list[Answer] = field(default_factory=list)
    looking: list[Answer] = field(default_factory=list)
    asked: list[tuple[str, str]] = field(default_factory=list)
    out: dict[str, Receipt] = field(default_factory=dict)
    trusts_delivery = True

    def _send(self, how: str, mail: Outgoing) -> Receipt:
        self.asked.append((how, mail.key))
        _raise_next(self.answers)
        if mail.key in self.out:
            pytest.fail(f"{mail.key} went out twice")
        self.out[mail.key] = Receipt(f"<{len(self.out)}@server.example>", self.clock())
        _raise_next(self.afterwards)
        return self.out[mail.key]

    def send(self, mail: Outgoing) -> Receipt:
        return self._send("send", mail)

    def invite(self, meeting: object, mail: Outgoing) -> Receipt:
        return self._send("invite", mail)

    def cancel(self, meeting: object, mail: Outgoing) -> Receipt:
        return self._send("cancel", mail)

    def sent(self, key: str) -> Receipt | None:
        self.asked.append(("look", key))
        _raise_next(self.looking)
        return self.out.get(key)

    invited = sent

    @property
    def verbs(self) -> list[str]:
        return [verb for verb, _ in self.asked]


def _raise_next(answers: list[Answer]) -> None:
    answer = answers.pop(0) if answers else None
    if answer is not None:
        raise answer


class Bench:
    """One review with one planned effect, performed by a scripted backend."""

    def __init__(self, folder: Path) -> None:
        self.world = World(folder)
        self.desk: Desk = self.world.desk
        self.world.loss()
        self.backend = Scripted(self.world.clock)
        scripted: Any = Backend("scripted", self.backend, self.backend)  # type: ignore[arg-type]
        self.performer = type(self.desk.performer)(
            self.desk.team,
            self.desk.store,
            scripted,
            self.desk.performer.renderer,
            self.desk.clock,
        )
        self.id = self.world.review.id

    @property
    def review(self) -> Review:
        return self.desk.store.get(self.id)

    def with_effect(self, **fields: Any) -> str:
        """Keep one effect only, a fresh copy of the receipt; return its key."""
        effect = next(e for e in self.review.effects if e.purpose == "receipt")
        key = effect.key.rpartition("/")[0] + "/9"
        fresh = {"key": key, "status": PLANNED, "attempts": 0, "done_at": None, "message_id": None}
        self.keep(effect.model_copy(update={**fresh, **fields}))
        return key

    def with_invitation(self, **fields: Any) -> str:
        """Keep the planned invitation only; return its key."""
        self.world.pass_time(minutes=20)
        effect = next(e for e in self.review.effects if e.kind is EffectKind.INVITE)
        fresh = {"status": PLANNED, "attempts": 0, "done_at": None, "message_id": None}
        self.keep(effect.model_copy(update={**fresh, **fields}))
        return effect.key

    def keep(self, *effects: Effect) -> None:
        self.desk.store.save(changed(self.review, effects=effects))

    def perform(self) -> Review:
        return self.performer.perform_due(self.review, self.desk.scene())

    def effect(self, key: str) -> Effect:
        found = self.review.effect(key)
        assert found is not None
        return found

    def wait(self, **length: float) -> None:
        self.world.clock.now += timedelta(**length)


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path)


def forgetful(bench: Bench) -> None:
    """Let the backend be one that cannot tell what went out."""
    backend = replace(bench.performer.backend, capabilities=Capabilities(certain_send=False))
    bench.performer = replace(bench.performer, backend=backend)
    bench.backend.sent = lambda key: None  # type: ignore[method-assign]


@pytest.mark.parametrize("went", [True, False], ids=["it went out", "it did not go out"])
def test_where_nobody_can_know_a_person_is_asked_and_it_is_never_sent_again_by_itself(
    bench: Bench, went: bool
):
    forgetful(bench)
    key = bench.with_effect()
    doubt: list[Answer] = [Doubtful("the connection broke")]
    bench.backend.answers, bench.backend.afterwards = ([], doubt) if went else (doubt, [])
    for _ in range(4):
        bench.perform()
        bench.wait(days=1)
    assert bench.effect(key).status is FAILED
    assert [k for verb, k in bench.backend.asked if verb == "send"].count(key) == 1
    told = next(e for e in bench.review.effects if e.purpose == "could_not_send")
    assert "look whether it arrived" in str(told.context["error"])


def test_what_a_person_says_did_not_go_out_is_sent_again(bench: Bench):
    forgetful(bench)
    key = bench.with_effect()
    bench.backend.answers = [Doubtful("the connection broke")]
    for _ in range(2):
        bench.perform()
        bench.wait(hours=1)
    bench.desk.store.save(resumed(bench.review, key))
    bench.perform()
    assert bench.effect(key).status is DONE


def test_what_nobody_said_did_not_go_out_is_not_sent_again_when_the_review_is_resumed(bench: Bench):
    forgetful(bench)
    key = bench.with_effect()
    bench.backend.afterwards = [Doubtful("the connection broke")]
    for _ in range(2):
        bench.perform()
        bench.wait(hours=1)
    bench.desk.store.save(resumed(bench.review))
    bench.perform()
    assert (bench.effect(key).status, bench.effect(key).in_doubt) == (FAILED, True)
    assert bench.backend.asked.count(("send", key)) == 1


@pytest.mark.parametrize(
    ("answers", "in_doubt"),
    [
        ([Refused("no such person")], False),
        ([TryLater("busy")] * MOST_ATTEMPTS, False),
        ([Doubtful("connection lost"), Refused("no more of it")], True),
    ],
    ids=["refused", "never taken", "begun and refused"],
)
def test_what_was_given_up_says_whether_it_may_have_gone_out(
    bench: Bench, answers: list[Answer], in_doubt: bool
):
    key = bench.with_effect()
    bench.backend.answers = [*answers]
    for _ in range(MOST_ATTEMPTS + 1):
        bench.perform()
        bench.wait(hours=9)
    assert (bench.effect(key).status, bench.effect(key).in_doubt) == (FAILED, in_doubt)
    told = next(e for e in bench.review.effects if e.purpose == "could_not_send")
    assert told.context["in_doubt"] is in_doubt


def test_a_server_that_invites_by_itself_is_certain_of_its_events(bench: Bench):
    key = bench.with_invitation()
    capabilities = Capabilities(certain_send=False, server_invites=True)
    backend = replace(bench.performer.backend, capabilities=capabilities)
    bench.performer = replace(bench.performer, backend=backend)
    bench.backend.answers = [Doubtful("the connection broke")]
    for _ in range(2):
        bench.perform()
        bench.wait(minutes=2)
    assert bench.effect(key).status is DONE


def test_an_effect_is_saved_as_attempted_before_the_backend_hears_of_it(bench: Bench):
    key = bench.with_effect()
    statuses: list[EffectStatus] = []
    send = bench.backend.send
    bench.backend.send = lambda mail: (statuses.append(bench.effect(key).status), send(mail))[1]  # type: ignore[method-assign]
    bench.perform()
    assert statuses == [ATTEMPTED]
    assert bench.effect(key).status is DONE
    assert bench.effect(key).message_id == "0@server.example"


def test_what_is_done_is_never_tried_again(bench: Bench):
    bench.with_effect()
    for _ in range(3):
        bench.perform()
        bench.wait(days=1)
    assert bench.backend.verbs == ["send"]


@pytest.mark.parametrize("error", [Refused("no such person"), CannotDo("never"), BadInput("bad")])
def test_what_will_never_go_fails_at_once_and_the_manager_is_told_how_to_resume(
    bench: Bench, error: DebriefError
):
    key = bench.with_effect()
    bench.backend.answers = [error]
    bench.perform()
    assert bench.effect(key).status is FAILED
    told = [e for e in bench.review.effects if e.purpose == "could_not_send"]
    assert [e.to for e in told] == [(bench.world.manager,)]
    assert f"debrief retry {bench.id}" in str(told[0].context["remedy"])
    bench.wait(days=2)
    bench.perform()
    assert bench.backend.asked == [("send", key), ("send", told[0].key)]


def test_a_notice_that_cannot_be_sent_does_not_breed_notices(bench: Bench):
    bench.with_effect()
    bench.backend.answers = [Refused("no"), Refused("no"), Refused("no")]
    for _ in range(4):
        bench.perform()
    assert [e.purpose for e in bench.review.effects] == ["receipt", "could_not_send"]


def test_what_passes_is_tried_again_after_growing_pauses(bench: Bench):
    key = bench.with_effect()
    bench.backend.answers = [TryLater("busy")] * 8
    pauses = []
    for _ in range(8):
        bench.perform()
        again = bench.effect(key).next_try_at
        assert again is not None
        pauses.append((again - bench.world.clock.now) / timedelta(minutes=1))
        bench.world.clock.now = again - timedelta(seconds=1)
        bench.perform()  # not yet
        bench.world.clock.now = again
    assert pauses == [*PAUSES, PAUSES[-1], PAUSES[-1]]
    assert bench.backend.verbs == ["send"] * 8  # nothing was done, so nobody needs to look
    bench.perform()
    assert bench.effect(key).status is DONE
    assert bench.effect(key).next_try_at is None
    assert bench.effect(key).error is None


@pytest.mark.parametrize("kind", [TryLater, Doubtful])
def test_a_server_that_names_a_time_is_not_asked_earlier(
    bench: Bench, kind: type[TryLater | Doubtful]
):
    key = bench.with_effect()
    bench.backend.answers = [kind("throttled", retry_after=5400.0)]
    bench.perform()
    assert bench.effect(key).next_try_at == bench.world.clock.now + timedelta(minutes=90)


def test_after_a_dozen_tries_a_human_is_asked(bench: Bench):
    key = bench.with_effect()
    bench.backend.answers = [TryLater("busy")] * 100
    for _ in range(MOST_ATTEMPTS + 5):
        bench.perform()
        bench.wait(hours=9)
    assert bench.effect(key).status is FAILED
    assert "gave up after 12 tries: busy" in str(bench.effect(key).error)
    assert sum(asked == ("send", key) for asked in bench.backend.asked) == MOST_ATTEMPTS
    assert sum(e.purpose == "could_not_send" for e in bench.review.effects) == 1


def test_a_sign_in_that_is_refused_is_waited_for_and_then_all_goes_out(bench: Bench):
    key = bench.with_effect()
    bench.backend.answers = [SignInNeeded("the password is refused")] * 40
    for _ in range(40):
        bench.perform()
        again = bench.effect(key).next_try_at
        assert again is not None
        assert again - bench.world.clock.now <= timedelta(minutes=15)
        bench.world.clock.now = again
    assert [e.purpose for e in bench.review.effects] == ["receipt"]
    bench.perform()
    assert bench.effect(key).status is DONE


@pytest.mark.parametrize("error", [Doubtful("no answer"), SignInNeeded("expired")])
def test_after_a_doubt_the_backend_is_asked_before_it_is_tried_again(
    bench: Bench, error: DebriefError
):
    key = bench.with_effect()
    bench.backend.answers = [error]
    bench.perform()
    assert bench.effect(key).status is ATTEMPTED
    bench.wait(minutes=1)
    bench.perform()
    assert bench.backend.verbs == ["send", "look", "send"]
    assert bench.effect(key).status is DONE


def test_a_doubt_outlives_a_refusal_for_now_as_some_may_have_got_it(bench: Bench):
    key = bench.with_effect()
    bench.backend.answers = [Doubtful("connection lost"), TryLater("busy")]
    bench.perform()
    bench.wait(minutes=1)
    bench.perform()
    assert bench.effect(key).status is ATTEMPTED
    bench.wait(hours=1)
    bench.perform()
    assert bench.backend.verbs == ["send", "look", "send", "look", "send"]
    assert bench.effect(key).status is DONE


def test_what_went_out_though_the_answer_was_lost_is_found_and_not_repeated(bench: Bench):
    key = bench.with_effect()
    bench.backend.afterwards = [Doubtful("connection lost")]
    bench.perform()
    bench.wait(minutes=1)
    bench.perform()
    assert bench.backend.verbs == ["send", "look"]
    assert bench.effect(key).status is DONE
    assert bench.effect(key).message_id == "0@server.example"


def test_a_crash_right_after_the_sending_is_healed_by_looking(bench: Bench):
    key = bench.with_effect()
    bench.backend.afterwards = [Crash()]
    with pytest.raises(Crash):
        bench.perform()
    bench.perform()
    assert bench.backend.verbs == ["send", "look"]
    assert bench.effect(key).status is DONE


def test_a_look_that_fails_leaves_the_doubt_and_so_never_leads_to_a_second_sending(bench: Bench):
    key = bench.with_effect()
    bench.backend.afterwards = [Doubtful("connection lost")]
    bench.backend.looking = [TryLater("busy"), Doubtful("no answer"), SignInNeeded("expired")]
    for _ in range(5):
        bench.perform()
        assert bench.effect(key).status in (ATTEMPTED, DONE)
        bench.wait(hours=9)
    assert bench.backend.verbs == ["send", "look", "look", "look", "look"]
    assert bench.effect(key).status is DONE


def test_looking_in_vain_for_ever_ends_with_a_human(bench: Bench):
    key = bench.with_effect(status=ATTEMPTED, attempts=1)
    bench.backend.looking = [TryLater("busy")] * 100
    for _ in range(MOST_ATTEMPTS + 3):
        bench.perform()
        bench.wait(hours=9)
    assert bench.effect(key).status is FAILED
    assert bench.effect(key).in_doubt


def test_what_the_manager_resumes_is_looked_for_first(bench: Bench):
    key = bench.with_effect()
    bench.backend.afterwards = [Refused("the server said no and sent it all the same")]
    bench.perform()
    assert bench.effect(key).status is FAILED
    bench.desk.store.save(resumed(bench.review))
    bench.perform()
    assert ("look", key) in bench.backend.asked
    assert bench.effect(key).status is DONE
    assert sum(asked == ("send", key) for asked in bench.backend.asked) == 1


def test_resuming_sends_what_never_went_out(bench: Bench):
    key = bench.with_effect()
    bench.backend.answers = [Refused("mailbox full")]
    bench.perform()
    bench.desk.store.save(resumed(bench.review))
    bench.perform()
    assert bench.effect(key).status is DONE


# -- invitations -----------------------------------------------------------------------------


def later_state(effect: Effect, kind: EffectKind = EffectKind.INVITE, days: int = 1) -> Effect:
    """Return the update or cancellation that follows an invitation."""
    assert effect.event is not None
    event = effect.event.model_copy(
        update={
            "sequence": effect.event.sequence + 1,
            "start": effect.event.start + timedelta(days=days),
            "end": effect.event.end + timedelta(days=days),
        }
    )
    key = effect.key.rpartition("/")[0] + f"/{event.sequence + 1}"
    return effect.model_copy(
        update={"key": key, "kind": kind, "event": event, "status": PLANNED, "attempts": 0}
    )


def test_an_unsent_invitation_is_dropped_when_a_later_one_replaces_it(bench: Bench):
    key = bench.with_invitation()
    later = later_state(bench.effect(key))
    bench.keep(bench.effect(key), later)
    bench.perform()
    assert bench.effect(key).status is DROPPED
    assert bench.backend.asked == [("invite", later.key)]


def test_an_invitation_in_doubt_that_was_replaced_is_looked_for_and_never_sent_late(bench: Bench):
    key = bench.with_invitation(status=ATTEMPTED, attempts=1)
    later = later_state(bench.effect(key))
    bench.keep(bench.effect(key), later)
    bench.perform()
    assert bench.effect(key).status is DROPPED
    assert bench.backend.asked == [("look", key), ("invite", later.key)]


def test_an_invitation_in_doubt_is_cancelled_even_when_it_cannot_be_found(bench: Bench):
    key = bench.with_invitation(status=ATTEMPTED, attempts=1)
    cancel = later_state(bench.effect(key), EffectKind.CANCEL, days=0)
    bench.keep(bench.effect(key), cancel)
    bench.perform()
    assert bench.backend.asked == [("look", key), ("cancel", cancel.key)]


def test_an_invitation_whose_time_has_come_is_never_sent(bench: Bench):
    key = bench.with_invitation()
    event = bench.effect(key).event
    assert event is not None
    bench.world.clock.now = event.start
    bench.perform()
    assert bench.effect(key).status is DROPPED  # the call looks for another time
    assert ("invite", key) not in bench.backend.asked


def test_an_update_whose_time_has_come_is_never_sent_and_told(bench: Bench):
    key = bench.with_invitation(status=DONE)
    later = later_state(bench.effect(key))
    bench.keep(bench.effect(key), later)
    assert later.event is not None
    bench.world.clock.now = later.event.start
    bench.perform()
    assert bench.effect(later.key).status is FAILED
    assert "its time had passed" in str(bench.effect(later.key).error)
    assert ("invite", later.key) not in bench.backend.asked


def test_an_invitation_that_went_out_in_time_is_done_even_when_that_is_learned_late(bench: Bench):
    key = bench.with_invitation()
    bench.backend.afterwards = [Doubtful("connection lost")]
    bench.perform()
    event = bench.effect(key).event
    assert event is not None
    bench.world.clock.now = event.end
    bench.perform()
    assert bench.effect(key).status is DONE


@pytest.mark.parametrize(
    "ended",
    [{"stage": Stage.STOPPED}, {"outcome": "declined"}, {"outcome": "silent"}],
    ids=["stopped", "declined", "silent"],
)
def test_a_mail_in_doubt_does_not_reach_the_customer_after_the_end(bench: Bench, ended: Any):
    key = bench.with_effect(to=(bench.world.customer,), status=ATTEMPTED, attempts=1)
    review = bench.review
    if "outcome" in ended:
        call = review.call.model_copy(update=ended)
        bench.desk.store.save(changed(review, call=call))
    else:
        bench.desk.store.save(changed(review, **ended))
    bench.perform()
    assert bench.backend.asked == [("look", key)]
    assert bench.effect(key).status is DROPPED


def test_effects_that_are_not_yet_due_wait(bench: Bench):
    at = bench.world.clock.now + timedelta(hours=1)
    key = bench.with_effect(not_before=at)
    bench.perform()
    assert bench.backend.asked == []
    bench.world.clock.now = at
    bench.perform()
    assert bench.backend.asked == [("send", key)]


def leave(world: World, who: str) -> None:
    path = world.data / "team.json"
    team = json.loads(path.read_text())
    team["reps"] = [rep for rep in team["reps"] if rep["email"] != who]
    path.write_text(json.dumps(team))
    world.open()


def test_a_mail_planned_for_later_does_not_reach_a_rep_who_has_left_by_then(world: World):
    world.booked()
    stays, leaves = [r for r in world.reps if r != world.rep][:2]
    later = world.clock.now + timedelta(days=2)

    def plan(review: Review, scene: Scene) -> Decision:
        for who in (stays, leaves):
            to = scene.team.person(who)
            assert to is not None
            review = planned_mail(
                review,
                scene,
                "follow_through",
                "help",
                to,
                {"subject": "", "empty": False, "manager": False, "address": ""},
                not_before=later,
            )
        return Decision(review)

    world.desk.decide(world.review.id, plan)
    leave(world, leaves)
    world.until(later + timedelta(minutes=1))
    ends = {e.to or leaves: e.status for e in world.review.effects if e.purpose == "help"}
    assert ends == {(stays,): DONE, leaves: DROPPED}
    assert not world.mails(leaves, "help")
    assert any("no longer on the team" in line.what for line in world.review.history)


def test_the_customer_is_invited_without_an_account_rep_who_has_left(world: World):
    world.loss()
    rep, name = world.rep, world.cast.deal.rep
    leave(world, rep)
    world.pass_time(minutes=20)
    assert not world.invitations(rep)
    [(mail, ics)] = world.invitations(world.customer)
    assert rep.encode() not in ics
    assert name not in mail.as_string()
    assert any(rep in line.what for line in world.review.history)


# -- two workers, and what nobody foresaw --------------------------------------------------------


def two_effects(bench: Bench) -> tuple[str, str]:
    """Keep two planned mails; return their keys."""
    first = bench.effect(bench.with_effect())
    second = first.model_copy(update={"key": first.key.rpartition("/")[0] + "/10"})
    bench.keep(first, second)
    return first.key, second.key


def while_sending(bench: Bench, number: int, do: Callable[[], None]) -> None:
    """Let something happen in the midst of the sending of this number."""
    send, sent = bench.backend.send, count(1)

    def sending(mail: Outgoing) -> Receipt:
        if next(sent) == number:
            do()
        return send(mail)

    bench.backend.send = sending  # type: ignore[method-assign]


def test_what_another_worker_has_done_meanwhile_is_not_done_again(bench: Bench):
    first, second = two_effects(bench)

    def another() -> None:
        done = {"status": DONE, "message_id": "theirs@server.example", "attempts": 1}
        bench.keep(bench.effect(first), bench.effect(second).model_copy(update=done))

    while_sending(bench, 1, another)
    bench.perform()
    assert bench.backend.asked == [("send", first)]
    assert bench.effect(first).status is DONE
    assert bench.effect(second).message_id == "theirs@server.example"


def test_an_attempt_is_under_way_from_its_own_beginning_on(bench: Bench):
    bench.desk.store.claims_last = False
    keys = two_effects(bench)
    while_sending(bench, 1, lambda: bench.wait(minutes=4))

    def another() -> None:
        bench.wait(minutes=2)
        bench.perform()

    while_sending(bench, 2, another)
    with suppress(Conflict):
        bench.perform()
    assert bench.backend.asked == [("send", key) for key in keys]
    assert [bench.effect(key).status for key in keys] == [DONE, DONE]


def test_an_attempt_that_begins_late_is_saved_anew(bench: Bench):
    bench.desk.store.claims_last = False
    key = bench.with_effect()
    review, begun = bench.performer.begin(bench.review, bench.desk.scene())
    bench.wait(minutes=4)  # all hands were full
    seen: list[datetime | None] = []
    while_sending(bench, 1, lambda: seen.append(bench.effect(key).attempted_at))
    bench.performer.perform_due(review, bench.desk.scene(), begun)
    assert seen == [bench.world.clock.now]


@pytest.mark.parametrize("error", [KeyError("internetMessageId"), RecursionError("too deep")])
def test_an_error_that_nobody_foresaw_is_tried_with_pauses_and_then_told(
    bench: Bench, error: Exception
):
    key = bench.with_effect()
    bench.backend.answers = [error] * 100
    bench.perform()
    assert bench.effect(key).status is ATTEMPTED  # it may be out: it is looked for
    assert bench.effect(key).next_try_at == bench.world.clock.now + timedelta(minutes=1)
    assert type(error).__name__ in str(bench.effect(key).error)
    bench.perform()  # not yet
    assert bench.backend.verbs == ["send"]
    for _ in range(MOST_ATTEMPTS + 5):
        bench.wait(hours=9)
        bench.perform()
    assert bench.effect(key).status is FAILED
    assert sum(e.purpose == "could_not_send" for e in bench.review.effects) == 1


def test_an_unforeseen_error_of_one_effect_keeps_no_other_waiting(bench: Bench):
    first, second = two_effects(bench)
    bench.backend.answers = [KeyError("id")]
    bench.perform()
    assert bench.effect(first).status is ATTEMPTED
    assert bench.effect(second).status is DONE


def test_a_look_that_fails_as_nobody_foresaw_ends_with_a_human(bench: Bench):
    key = bench.with_effect()
    bench.backend.answers = [Doubtful("no answer")]
    bench.perform()
    bench.backend.looking = [KeyError("id")] * 100
    for _ in range(MOST_ATTEMPTS + 5):
        bench.wait(hours=9)
        bench.perform()
    assert bench.effect(key).status is FAILED
    assert bench.effect(key).in_doubt


def test_a_key_is_taken_apart_also_where_its_address_holds_a_stroke():
    key = effect_key("r-1", "customer_call", "invite", "a/b@x.example", 2)
    assert parts_of_key(key) == KeyParts("r-1", "customer_call", "invite", "a/b@x.example", "2")


@pytest.mark.parametrize("text", ["", "r-1", "r-1/customer_call/invite/2", "no key"])
def test_what_is_no_key_has_no_parts(text: str):
    assert parts_of_key(text) == KeyParts()
