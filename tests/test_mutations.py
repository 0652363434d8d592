"""With one safeguard taken out, the simulation finds what then goes wrong: it is not blind."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pytest

from debrief.engine.desk import Desk
from debrief.engine.effects import Performer
from debrief.engine.intake import Intake
from debrief.errors import Conflict
from debrief.model import EffectStatus, Inbound, InboundStatus, Review
from store.tiny import TinyStore
from tests.faulty import Crash
from tests.simulate import Broken, play
from tests.world import World

SEEDS = range(1, 25)
Mutation = Callable[[pytest.MonkeyPatch], None]


def without_looking_before_trying_again(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Performer, "_find", lambda self, effect: None)


def without_saving_before_attempting(patch: pytest.MonkeyPatch) -> None:
    """An effect is called attempted in memory only."""
    keep = Performer._keep

    def forgetful(self: Performer, review: Review) -> Review:
        effects = tuple(
            e.model_copy(update={"status": EffectStatus.PLANNED})
            if e.status is EffectStatus.ATTEMPTED
            else e
            for e in review.effects
        )
        saved = keep(self, review.model_copy(update={"effects": effects}))
        return saved.model_copy(update={"effects": review.effects})

    patch.setattr(Performer, "_keep", forgetful)


def without_claims_on_reviews(patch: pytest.MonkeyPatch) -> None:
    claim = TinyStore.claim

    def everybody_may(self: TinyStore, name: str) -> Any:
        return contextlib.nullcontext() if name.startswith("review-") else claim(self, name)

    patch.setattr(TinyStore, "claim", everybody_may)


def without_claims_and_version_checks(patch: pytest.MonkeyPatch) -> None:
    """The last save wins, over whatever another worker saved meanwhile."""
    without_claims_on_reviews(patch)
    save = TinyStore.save

    def whatever_the_version(self: TinyStore, review: Review) -> Review:
        while True:
            with contextlib.suppress(Conflict):
                stored = self.get(review.id)
                return save(self, review.model_copy(update={"version": stored.version}))

    patch.setattr(TinyStore, "save", whatever_the_version)


def trusting_a_server_that_cannot_know(patch: pytest.MonkeyPatch) -> None:
    """What is not found is taken as not sent, also where nobody can know."""
    patch.setattr(Performer, "_certain", lambda self, effect: True)


MUTATIONS: dict[Mutation, str] = {
    without_looking_before_trying_again: "times",
    without_saving_before_attempting: "which the record calls planned",
    without_claims_on_reviews: "failed with Conflict| 2 times",
    without_claims_and_version_checks: "times|which the record calls planned|which no record knows",
    trusting_a_server_that_cannot_know: "times",
}


def first_broken(server: str) -> Broken | None:
    """Return the first broken promise of a few seeds, as `make simulate` would find it."""
    for seed in SEEDS:
        _, broken = play(seed, losses=1, server=server)
        if broken is not None:
            return broken
    return None


@pytest.mark.slow
@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda m: m.__name__)
def test_the_simulation_finds(mutation: Mutation, monkeypatch: pytest.MonkeyPatch):
    mutation(monkeypatch)
    broken = first_broken(
        "forgetful" if mutation is trusting_a_server_that_cannot_know else "server"
    )
    assert broken is not None
    assert re.search(MUTATIONS[mutation], " ".join(broken.what))


# -- inbound bookkeeping: a death at one place, with and without it --------------------------


def die_when_saving(world: World, last: bool) -> None:
    """Let the desk die before it saves that a message was received, or what became of it."""
    save = world.desk.store.save_all_inbound

    def dying(entries: Sequence[Inbound], raws: Mapping[str, bytes] | None = None) -> list[Inbound]:
        if any(last is (entry.status is not InboundStatus.RECEIVED) for entry in entries):
            raise Crash
        return save(entries, raws)

    world.desk.store.save_all_inbound = dying  # type: ignore[method-assign]


def receipts_after_a_death(world: World) -> int:
    """Return how many receipts come of a loss and one correction on which the desk died."""
    world.loss()
    die_when_saving(world, last=True)
    with pytest.raises(Crash):
        world.reply(world.manager, "competitor: Corvane", "receipt")
    world.open()
    world.settle()
    return len(world.mails(world.manager, "receipt"))


def test_a_correction_taken_in_before_the_death_is_not_taken_in_again(world: World):
    assert receipts_after_a_death(world) == 2


def test_without_the_keys_of_what_was_taken_in_a_correction_is_answered_twice(
    world: World, monkeypatch: pytest.MonkeyPatch
):
    save = TinyStore.save
    monkeypatch.setattr(
        TinyStore,
        "save",
        lambda self, review: save(self, review.model_copy(update={"handled": ()})),
    )
    assert receipts_after_a_death(world) == 3


def left_over_after_a_death(world: World) -> list[str]:
    """Return what is only received when the owner deletes a mail on which the desk died."""
    world.won()
    die_when_saving(world, last=True)
    with pytest.raises(Crash):
        world.settle()
    for path in (world.office.person(world.manager) / "Maildir" / "new").iterdir():
        path.unlink()
    world.open()
    world.settle()
    entries = world.desk.store.all_inbound()
    return [e.subject for e in entries if e.status is InboundStatus.RECEIVED]


def test_a_mail_deleted_after_the_death_still_comes_to_its_end(world: World):
    assert left_over_after_a_death(world) == []


def test_without_taking_up_what_waits_a_deleted_mail_is_lost(
    world: World, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(Intake, "_take_up_waiting", lambda self: [])
    monkeypatch.setattr(Desk, "has_mail", lambda self: False)
    assert left_over_after_a_death(world) == ["We won Larkfield!"]
