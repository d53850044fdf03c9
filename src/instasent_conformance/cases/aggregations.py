"""Aggregations that any project understands, in either of the two possible syntaxes."""

from __future__ import annotations

from ..contract import Json, Registry

MEMBER = "aggregations"
SYNTAX = "aggregation.syntax"
"""The fact that tells which syntax a target reads: an option of the knob below."""

SYNTAX_KNOB = "A-13"
TYPED, NESTED = "typed", "nested"

_BUCKETS = {"string", "bool"}
_MOMENTS = {"date", "datetime"}
_EVENT_MOMENT, _EVENT_TYPE = "created-at", "event-type"
Schema = dict[str, Json]


def spelt(body: Json, syntax: Json) -> Json:
    """Return a body with its aggregations written in a syntax."""
    if syntax != NESTED or not isinstance(body, dict):
        return body
    asked = body.get(MEMBER)
    if not isinstance(asked, dict):
        return body
    return {**body, MEMBER: {name: _nested(one) for name, one in asked.items()}}


def terms(field: str, size: int = 10) -> dict[str, Json]:
    """Return the aggregation that lists the values of a field."""
    return {"type": "terms", "field": field, "size": size}


def audience_aggregations(contract: Registry) -> list[Schema]:
    """Return a schema for each kind of aggregation over contacts."""
    kinds: dict[bool, list[str]] = {True: [], False: []}
    for attribute in contract.attributes:
        if attribute.data_type in _BUCKETS | _MOMENTS:
            kinds[attribute.data_type in _MOMENTS].append(attribute.uid)
    return _kinds(kinds[False], kinds[True])


def event_aggregations() -> list[Schema]:
    """Return a schema for each kind of aggregation over events."""
    return _kinds([_EVENT_TYPE], [_EVENT_MOMENT])


def _kinds(listed: list[str], moments: list[str]) -> list[Schema]:
    size = {"type": "integer", "minimum": 1, "maximum": 10}
    interval = {"enum": ["day", "week", "month"]}
    return [
        _kind({"type": {"const": "count"}}),
        _kind({"type": {"const": "cardinality"}, "field": {"enum": listed}}),
        _kind({"type": {"const": "terms"}, "field": {"enum": listed}, "size": size}),
        _kind(
            {
                "type": {"const": "date-histogram"},
                "field": {"enum": moments},
                "interval": interval,
            }
        ),
    ]


def _kind(members: Schema) -> Schema:
    return {
        "type": "object",
        "required": list(members),
        "additionalProperties": False,
        "properties": members,
    }


def _nested(one: Json) -> Json:
    if not isinstance(one, dict) or not isinstance(one.get("type"), str):
        return one
    rest = {name: value for name, value in one.items() if name != "type"}
    return {one["type"]: rest}
