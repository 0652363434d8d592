"""The check against published metadata finds what is wrong and lets pass what is right."""

from __future__ import annotations

from typing import Any

import pytest

from tests.backends.csdl import Schema, Wrong, graph_schema

SMALL = b"""<?xml version="1.0"?>
<edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx">
 <edmx:DataServices>
  <Schema Namespace="microsoft.graph" Alias="graph" xmlns="http://docs.oasis-open.org/odata/ns/edm">
   <EnumType Name="mood"><Member Name="calm" Value="0"/><Member Name="keen" Value="1"/></EnumType>
   <EnumType Name="days" IsFlags="true"><Member Name="mon" Value="1"/><Member Name="tue" Value="2"/></EnumType>
   <ComplexType Name="span"><Property Name="from" Type="Edm.DateTimeOffset" Nullable="false"/></ComplexType>
   <EntityType Name="entity" Abstract="true"><Property Name="id" Type="Edm.String" Nullable="false"/></EntityType>
   <EntityType Name="thing" BaseType="graph.entity" OpenType="true">
    <Property Name="size" Type="Edm.Int32"/>
    <Property Name="mood" Type="graph.mood"/>
    <Property Name="days" Type="graph.days"/>
    <Property Name="tags" Type="Collection(Edm.String)"/>
    <Property Name="span" Type="graph.span"/>
    <Property Name="token" Type="Edm.Guid"/>
    <Property Name="data" Type="Edm.Binary"/>
    <NavigationProperty Name="parts" Type="Collection(graph.thing)"/>
    <NavigationProperty Name="any" Type="graph.entity"/>
   </EntityType>
   <EntityType Name="special" BaseType="graph.thing"><Property Name="extra" Type="Edm.Boolean"/></EntityType>
   <Action Name="mend" IsBound="true">
    <Parameter Name="it" Type="graph.thing"/><Parameter Name="How" Type="Edm.String" Nullable="false"/>
   </Action>
   <Function Name="delta" IsBound="true">
    <Parameter Name="it" Type="Collection(graph.thing)"/><ReturnType Type="Collection(graph.thing)"/>
   </Function>
   <EntityContainer Name="S"><EntitySet Name="things" EntityType="microsoft.graph.thing"/></EntityContainer>
  </Schema>
 </edmx:DataServices>
</edmx:Edmx>"""


@pytest.fixture(scope="module")
def small() -> Schema:
    return Schema(SMALL)


RIGHT: list[dict[str, Any]] = [
    {},
    {"id": "1", "size": 3, "mood": "keen", "tags": ["a"], "span": {"from": "2026-01-01T00:00:00Z"}},
    {"size": None, "mood": None, "days": "mon,tue"},
    {"@odata.type": "#microsoft.graph.special", "extra": True, "parts": [{"size": 1}]},
    {"token": "0d4a1b1e-51c7-4c0f-9a52-6b7f3d8e2c94", "data": "aGVsbG8=", "@odata.etag": "x"},
    {"any": {"@odata.type": "#microsoft.graph.thing", "size": 1}},
]
WRONG: list[tuple[object, str]] = [
    ({"colour": "red"}, "thing has no colour"),
    ({"size": "3"}, "is no Edm.Int32"),
    ({"size": True}, "is no Edm.Int32"),
    ({"size": 2**31}, "is no Edm.Int32"),
    ({"id": None}, "null is not allowed"),
    ({"mood": "angry"}, "is not in mood"),
    ({"mood": "calm,keen"}, "is not in mood"),
    ({"days": "mon,sun"}, "is not in days"),
    ({"tags": "a"}, "is no list"),
    ({"tags": [1]}, "is no Edm.String"),
    ({"tags": None}, "null is not allowed"),
    ({"span": "2026"}, "is no object"),
    ({"span": {"from": None}}, "null is not allowed"),
    ({"span": {"from": "2026-01-01"}}, "is no Edm.DateTimeOffset"),
    ({"span": {"from": "2026-01-01T00:00:00"}}, "is no Edm.DateTimeOffset"),
    ({"span": {"from": "2026-01-01T00:00:00Z", "to": 1}}, "span has no to"),
    ({"parts": [{"size": "x"}]}, "parts[0].size"),
    ({"extra": True}, "thing has no extra"),
    ({"@odata.type": "#microsoft.graph.span"}, "is not derived from thing"),
    ({"@odata.type": "#microsoft.graph.nothing"}, "is not derived from thing"),
    ({"any": {"id": "1"}}, "is abstract"),
    ({"token": "no"}, "is no Edm.Guid"),
    ({"data": "a b"}, "is no Edm.Binary"),
    ({"x@y": 1}, "is no annotation"),
    ("text", "is no object"),
]


@pytest.mark.parametrize("body", RIGHT)
def test_what_fits_passes(small: Schema, body: dict[str, Any]):
    assert small.faults(body, "thing", "body") == []


@pytest.mark.parametrize(("body", "said"), WRONG)
def test_what_does_not_fit_is_named(small: Schema, body: object, said: str):
    (fault,) = small.faults(body, "thing", "body")
    assert said in fault


@pytest.mark.parametrize(
    ("method", "path", "query", "body", "said"),
    [
        ("GET", "/nothings", {}, None, "no entity set"),
        ("GET", "/things/1/nothing", {}, None, "thing has no nothing"),
        ("GET", "/things/1/$value", {}, None, "has no stream"),
        ("GET", "/things", {"$select": "colour"}, None, "no colour"),
        ("GET", "/things", {"$select": "parts"}, None, "no parts"),
        ("GET", "/things", {"$expand": "size"}, None, "no relation size"),
        ("GET", "/things", {"$orderby": "colour desc"}, None, "no colour"),
        ("GET", "/things", {"$page": "1"}, None, "no query option"),
        ("GET", "/things", {"changeType": "created"}, None, "no query option"),
        ("GET", "/things", {}, {"size": 1}, "with a body"),
        ("POST", "/things", {}, None, "is no object"),
        ("POST", "/things/1/mend", {}, {"How": None}, "null is not allowed"),
        ("POST", "/things/1/mend", {}, {"how": "so"}, "no parameter how"),
        ("POST", "/things/1/mend", {}, None, "wants an object"),
        ("GET", "/things/1/mend", {}, None, "GET on mend"),
        ("POST", "/things/delta", {}, None, "POST on delta"),
        ("GET", "/things/1/delta", {}, None, "thing has no delta"),
        ("GET", "/things/delta/1", {}, None, "nothing comes after"),
    ],
)
def test_a_wrong_request_is_named(
    small: Schema, method: str, path: str, query: dict[str, str], body: object, said: str
):
    assert any(said in fault for fault in small.request_faults(method, path, query, body))


def test_right_requests_pass(small: Schema):
    assert small.request_faults("POST", "/things", {}, {"size": 1}) == []
    assert small.request_faults("GET", "/things/delta", {"changeType": "created"}, None) == []
    assert small.request_faults("POST", "/things/1/mend", {}, {"How": "so"}) == []
    assert (
        small.request_faults("GET", "/things", {"$expand": "parts($filter=id eq 'a,b')"}, None)
        == []
    )


@pytest.mark.parametrize(
    ("path", "status", "body", "right"),
    [
        ("/things", 200, {"value": [{"size": 1}], "@odata.nextLink": "x"}, True),
        ("/things", 200, {"value": [{"size": "1"}]}, False),
        ("/things", 200, [{"size": 1}], False),
        ("/things", 200, {"value": [], "next": "x"}, False),
        ("/things", 201, {"size": 1}, True),
        ("/things/1", 200, {"sise": 1}, False),
        ("/things/1", 200, None, False),
        ("/things/1/mend", 202, None, True),
        ("/things/1/mend", 200, {"size": 1}, False),
        ("/things/1", 404, {"error": {"code": "x", "message": "y"}}, True),
        ("/things/1", 404, {"error": "x"}, False),
    ],
)
def test_responses_are_compared_too(
    small: Schema, path: str, status: int, body: object, right: bool
):
    assert (small.response_faults(path, status, body) == []) is right


def test_an_unknown_type_is_an_error(small: Schema):
    with pytest.raises(Wrong):
        small.members("nothing")


@pytest.fixture(scope="module")
def graph() -> Schema:
    schema = graph_schema()
    if schema is None:
        pytest.skip("Microsoft's metadata: ../shared/schemas/graph/v1.0.csdl is not there")
    return schema


EVENT = {
    "subject": "A talk",
    "start": {"dateTime": "2026-12-01T10:00:00", "timeZone": "UTC"},
    "attendees": [{"emailAddress": {"address": "ann@customer.example"}, "type": "required"}],
    "onlineMeetingProvider": "teamsForBusiness",
}


def test_microsofts_own_metadata_takes_an_event(graph: Schema):
    assert graph.request_faults("POST", "/users/ines/events", {}, EVENT) == []


@pytest.mark.parametrize(
    "change",
    [
        {"start": {"datetime": "2026-12-01T10:00:00"}},
        {"start": {"dateTime": None}},
        {"attendees": [{"emailAddress": {"address": "a@b.example"}, "type": "must"}]},
        {"attendees": [{"address": "a@b.example"}]},
        {"onlineMeetingProvider": "zoom"},
        {"iCalUID": "x"},
        {"isOnlineMeeting": "true"},
    ],
)
def test_microsofts_own_metadata_refuses_a_wrong_event(graph: Schema, change: dict[str, Any]):
    assert graph.request_faults("POST", "/users/ines/events", {}, {**EVENT, **change})
