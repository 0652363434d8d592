"""The team file: what is wrong with it is said by file, field and remedy."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from debrief.errors import BadInput
from debrief.team import load_team

Change = Callable[[dict[str, Any]], object]


def team() -> dict[str, Any]:
    def person(name: str, zone: str) -> dict[str, Any]:
        email = f"{name.lower().replace(' ', '.')}@harbour.example"
        return {"name": name, "email": email, "time_zone": zone}

    return {
        "company": {"name": "Harbour", "domain": "harbour.example"},
        "manager": person("Ines Valk", "Europe/Amsterdam"),
        "reps": [person("Tom Reed", "Europe/London"), person("Li Wen", "Asia/Singapore")],
        "major_deal_threshold": {"amount": 50_000, "currency": "EUR"},
    }


def written(tmp_path: Path, change: Change | None = None, raw: bytes | None = None) -> Path:
    data = team()
    if change is not None:
        change(data)
    path = tmp_path / "team.json"
    path.write_bytes(raw if raw is not None else json.dumps(data).encode())
    return path


def test_a_team_is_read(tmp_path: Path):
    found = load_team(written(tmp_path))
    assert found.manager.name == "Ines Valk"
    assert [p.time_zone for p in found.reps] == ["Europe/London", "Asia/Singapore"]


def test_a_team_of_one_rep_is_a_team(tmp_path: Path):
    assert len(load_team(written(tmp_path, lambda d: d["reps"].pop())).reps) == 1


def test_remarks_of_its_own_may_stand_in_the_file(tmp_path: Path):
    own = {"label_conventions": ["anything"], "id": 7, "deal": "any", "name": "North"}
    load_team(written(tmp_path, lambda d: d.update(own)))
    load_team(written(tmp_path, lambda d: d.update(threshold="as agreed in May")))


def test_addresses_and_codes_are_compared_without_their_case(tmp_path: Path):
    def shout(data: dict[str, Any]) -> None:
        data["manager"]["email"] = " INES.Valk@Harbour.example "
        data["debrief_address"] = "Debrief@Harbour.example"
        data["company"]["domain"] = "@Harbour.example"
        data["major_deal_threshold"]["currency"] = "eur"
        data["manager"]["country"] = "nl"

    found = load_team(written(tmp_path, shout))
    assert found.manager.email == "ines.valk@harbour.example"
    assert found.debrief_address == "debrief@harbour.example"
    assert found.is_ours("ANYBODY@HARBOUR.example")
    assert found.major_deal_threshold.currency == "EUR"
    assert found.manager.country == "NL"


def test_a_byte_order_mark_is_no_mistake(tmp_path: Path):
    assert load_team(written(tmp_path, raw=b"\xef\xbb\xbf" + json.dumps(team()).encode()))


def test_a_name_cannot_break_a_line(tmp_path: Path):
    found = load_team(written(tmp_path, lambda d: d["manager"].update(name="I\r\nBcc: x")))
    assert found.manager.name == "I Bcc: x"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda d: d.pop("manager"), ("manager", "add it")),
        (lambda d: d.update(reps=[]), ("reps", "at least one rep")),
        (lambda d: d.update(reps={}), ("reps", "list")),
        (lambda d: d["reps"].append(dict(d["reps"][0])), ("listed twice", "tom.reed")),
        (lambda d: d["reps"].append(d["manager"]), ("listed twice", "ines.valk")),
        (
            lambda d: d["reps"][1].update(time_zone="Europe/Amsterdm"),
            ("reps, entry 2, time_zone", "did you mean 'Europe/Amsterdam'?"),
        ),
        (lambda d: d["manager"].update(time_zone="../../etc/hosts"), ("manager, time_zone",)),
        (lambda d: d["manager"].update(time_zone=""), ("manager, time_zone", "Europe/Berlin")),
        (lambda d: d["manager"].update(time_zone=2), ("manager, time_zone", "text")),
        (
            lambda d: d["reps"][0].update(timezone=d["reps"][0].pop("time_zone")),
            ("reps, entry 1, timezone", "did you mean 'time_zone'?"),
        ),
        (
            lambda d: d.update(threshold=d.pop("major_deal_threshold")),
            ("threshold", "did you mean 'major_deal_threshold'?"),
        ),
        (
            lambda d: d["reps"][0].update(zone=d["reps"][0].pop("time_zone")),
            ("reps, entry 1, zone", "did you mean 'time_zone'?"),
        ),
        (lambda d: d["manager"].update(email="ines"), ("manager, email", "name@company.example")),
        (lambda d: d["manager"].update(email="../../x@y.example"), ("manager, email",)),
        (lambda d: d["manager"].update(email="x\0@y.example"), ("manager, email",)),
        (lambda d: d["manager"].update(name="  "), ("manager, name", "empty")),
        (lambda d: d["manager"].update(country="Holland"), ("country", "DE, GB or US")),
        (lambda d: d.update(debrief_address="here"), ("debrief_address", "name@company.example")),
        (lambda d: d["company"].update(domain=""), ("company, domain", "company.example")),
        (
            lambda d: d["major_deal_threshold"].update(currency="dollars"),
            ("major_deal_threshold, currency", "USD"),
        ),
        (
            lambda d: d["major_deal_threshold"].update(amount="much"),
            ("major_deal_threshold, amount", "number"),
        ),
        (lambda d: d["major_deal_threshold"].update(amount=-1), ("more than 0",)),
        (lambda d: d["major_deal_threshold"].update(amount=float("nan")), ("number",)),
    ],
)
def test_a_mistake_is_named_with_its_place_and_remedy(
    tmp_path: Path, change: Change, words: tuple[str, ...]
):
    path = written(tmp_path, change)
    with pytest.raises(BadInput) as caught:
        load_team(path)
    for word in (str(path), *words):
        assert word in str(caught.value)


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"", ("line 1",)),
        (b'{\n"a": 1,\n}', ("line 3", "mend the JSON")),
        ('{"a": "é"}'.encode("latin-1"), ("UTF-8",)),
        (b"[]", ("the file", "object")),
        (b"null", ("the file", "object")),
        (b"[" * 100_000, ("nested",)),
    ],
)
def test_a_file_that_is_no_team_is_named(tmp_path: Path, raw: bytes, words: tuple[str, ...]):
    path = written(tmp_path, raw=raw)
    with pytest.raises(BadInput) as caught:
        load_team(path)
    for word in (str(path), *words):
        assert word in str(caught.value)


def test_at_most_five_mistakes_are_told_at_once(tmp_path: Path):
    def spoil(data: dict[str, Any]) -> None:
        data["reps"] = [{"name": "x", "email": "y"} for _ in range(50)]

    with pytest.raises(BadInput) as caught:
        load_team(written(tmp_path, spoil))
    assert len(str(caught.value).splitlines()) == 5


def test_a_missing_file_and_a_folder_are_named(tmp_path: Path):
    for path in (tmp_path / "none.json", tmp_path):
        with pytest.raises(BadInput, match=r"cannot be read .* give the path of a team file"):
            load_team(path)


@pytest.mark.parametrize(
    ("name", "first"),
    [("Dr. Li Wen", "Li"), ("Reed, Tom", "Tom"), ("Inside Sales", "Inside Sales")],
)
def test_a_rep_is_greeted_as_a_customer_would_be(tmp_path: Path, name: str, first: str):
    found = load_team(written(tmp_path, lambda data: data["reps"][0].update(name=name)))
    assert found.reps[0].first_name == first


def test_a_copy_of_a_team_knows_its_own_people_and_is_equal_to_what_it_says(tmp_path: Path):
    whole = load_team(written(tmp_path))
    tom = whole.reps[0]
    assert whole.person(" TOM.Reed@harbour.example ") == tom
    left = whole.model_copy(update={"reps": whole.reps[1:]})
    assert left.person(tom.email) is None
    assert left.rep(whole.reps[1].email) == whole.reps[1]
    assert left.rep(whole.manager.email) is None
    assert whole == load_team(written(tmp_path))
    assert "by_address" not in whole.model_dump()
