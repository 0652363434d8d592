"""What is learned from labelled mail: that it is reproducible, small, and holds its level."""

import math
import struct

import pytest

from benchmarks import train_reader
from debrief.reading.learned import experience
from debrief.reading.learned.traits import traits_of
from debrief.reading.reading import read_message
from debrief.reading.verdicts.clauses import sentences
from debrief.reading.verdicts.evidence import find
from debrief.reading.verdicts.signals import Voice
from tests import corpus, evaluate
from tests.corpus import rehearsal, spoken

TEAM = corpus.team()
OWN = train_reader.own_names(TEAM)
SOME = list(spoken.lines())[::25]


def chances(text, voice=Voice.CUSTOMER):
    (sentence,) = sentences(text)
    found, _ = experience.told(sentence, voice, list(find(sentence, voice, OWN)), OWN)
    return dict(zip(experience.CLASSES, found, strict=True))


def test_the_same_sentences_give_the_same_bytes():
    mails = train_reader.wholes(corpus.written("author5")[:30])
    one, two = (
        train_reader.stage(train_reader.examples(SOME), mails).packed({"weights": {}})
        for _ in range(2)
    )
    assert one == two


def test_the_packed_weights_give_the_learned_scores():
    found = train_reader.examples(SOME)
    learned = train_reader.stage(found, train_reader.wholes(corpus.written("author5")[:30]))
    known, weights, bias = learned.known, learned.weights, learned.bias
    raw = learned.packed({"weights": {}})
    try:
        experience.use_weights(raw)
        for line in SOME[:30]:
            for part in sentences(line.text):
                signals = list(find(part, Voice.CUSTOMER, OWN))
                got = experience.table("customer").odds(part, signals, OWN)
                want = list(bias[0])
                for group in traits_of(part, signals, OWN):
                    for trait in group:
                        if trait in known:
                            share = weights[0, known[trait]] / math.sqrt(len(group))
                            want = [w + s for w, s in zip(want, share, strict=True)]
                assert got == pytest.approx(want, abs=0.25)
    finally:
        experience.use_weights(None)


def test_the_file_is_small_and_its_head_says_what_it_holds():
    raw = train_reader.WEIGHTS.read_bytes()
    assert len(raw) < 4_500_000
    size = struct.unpack("<I", raw[:4])[0]
    assert b'"voices"' in raw[4 : 4 + size]


def test_chances_add_up_to_one_and_an_unknown_sentence_is_ordinary():
    found = chances("Xylq vrrm bzzt wug blick dax fep.")
    assert sum(found.values()) == pytest.approx(1)
    assert found["loss"] < 0.1


@pytest.mark.parametrize(
    ("text", "voice", "label"),
    [
        ("We have decided to go with another vendor.", Voice.CUSTOMER, "loss"),
        ("You came a close second, the order goes to Brenntag Data.", Voice.CUSTOMER, "loss"),
        ("We lost Hollis to Brenntag.", Voice.OURS, "loss"),
        ("The invoice has been paid.", Voice.CUSTOMER, "business"),
        ("Wir haben den Auftrag bei Hollis verloren.", Voice.OURS, "loss"),
    ],
)
def test_plain_sentences_are_of_their_class(text, voice, label):
    found = chances(text, voice)
    assert max(found, key=lambda name: found[name]) == label


def test_our_own_name_is_no_trait_of_a_loss():
    (sentence,) = sentences("We have chosen Larkspur.")
    (other,) = sentences("We have chosen Quillbridge.")
    mine = traits_of(sentence, (), frozenset(("larkspur",)))
    theirs = traits_of(other, (), frozenset(("quillbridge",)))
    assert mine == theirs


def test_the_sentences_marked_as_telling_a_loss_stand_in_mails_of_losses():
    apart = [case for author in corpus.KEPT_APART for case in corpus.written(author)]
    cases = {case.name: case for case in (*train_reader.labelled(), *apart)}
    for name, starts in corpus.telling().items():
        assert cases[name].loss, name
        said = train_reader.said_in(cases[name].raw)
        found = {train_reader.start_of(part) for _, _, _, part, _ in said}
        assert set(starts) <= found, (name, starts)


def test_an_author_held_out_is_not_learned_from():
    left = {case.name for case in train_reader.labelled(["author5"])}
    assert not left & {case.name for case in corpus.written("author5")}
    assert {case.name for case in corpus.written("author4")} <= left


def test_every_labelled_sentence_has_a_known_class_and_voice():
    lines = list(spoken.lines())
    assert len(lines) > 5_000
    assert {line.label for line in lines} == set(experience.CLASSES)
    assert {line.voice for line in lines} <= {"customer", "ours", "machine", "other"}


def test_mails_of_an_author_who_knew_no_rule_are_told_apart():
    cases = [(case.name, case.raw, evaluate.labels(case)) for case in corpus.written("author2")]
    score = evaluate.measure("author2", cases, TEAM, evaluate.read_once)
    losses = score.hits + len(score.misses)
    assert score.hits / losses >= RECALL
    assert score.hits / (score.hits + len(score.alarms)) >= PRECISION


def test_no_address_is_ever_invented():
    for case in [*corpus.written("author2"), *corpus.messages()]:
        reading = evaluate.read_once(case.raw, TEAM)
        email = reading.facts.customer_email
        if email is not None:
            assert email in reading.message.text.lower() + str(reading.message.headers).lower()


def test_texts_about_quite_other_things_are_no_loss():
    alarms = [case.name for case in rehearsal.ordinary() if read_message(case.raw, TEAM).loss]
    assert len(alarms) <= 1, alarms


RECALL, PRECISION = 0.88, 0.97


@pytest.mark.parametrize(
    ("author", "hits", "alarms"),
    [
        ("author9", 72, 3),
        ("author17", 92, 3),
        ("author18", 90, 3),
        ("author25", 0, 4),
        ("author26", 91, 3),
        ("author38", 159, 6),
        ("author39", 110, 8),
        ("author42", 81, 5),
        ("author43", 47, 5),
        ("author52", 0, 9),
        ("author64", 0, 9),
        ("author67", 0, 9),
        ("author53", 104, 3),
    ],
)
def test_mails_kept_apart_from_learning_are_read_about_as_well_as_ever(author, hits, alarms):
    read = [(case.loss, read_message(case.raw, TEAM).loss) for case in corpus.written(author)]
    assert author in corpus.KEPT_APART
    assert sum(found for loss, found in read if loss) >= hits
    assert sum(found for loss, found in read if not loss) <= alarms
