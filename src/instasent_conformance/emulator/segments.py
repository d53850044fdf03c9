"""
Who belongs to a segment.

A static segment lists people. A dynamic one is a filter, and some of its conditions
take their value from the caller: `30|ES` fills the first two of them.
"""

from __future__ import annotations

from collections.abc import Mapping

from instasent_conformance.emulator.errors import Refusal
from instasent_conformance.emulator.records import Segment
from instasent_conformance.emulator.service import Condition, Service

STATIC = "static"
DYNAMIC = "dynamic"
_MEMBERS = """a.seq IN (SELECT f.audience FROM segment_member m
JOIN former_id f ON f.id = m.audience_id WHERE m.segment = ?)"""

Node = dict[str, object]


def has_members(segment: Segment) -> Condition:
    """Return the condition that the listed people of a static segment meet."""
    return Condition(_MEMBERS, (segment.uid,))


def read_parameter(segment: Segment, text: str | None) -> tuple[str, ...] | None:
    """Return the values that a caller gave; none when a needed one is missing."""
    if not segment.parameters:
        return ()
    given = tuple(text.split("|")) if text else ()
    if len(given) < segment.required:
        return None
    if len(given) > len(segment.parameters):
        raise Refusal(400, "parameter: there are more values than the segment takes")
    return given


def conditions_of(
    service: Service, segment: Segment, given: tuple[str, ...]
) -> list[Node]:
    """Return the conditions of a dynamic segment, filled with the values given."""
    nodes = []
    for one in segment.conditions:
        place = one.get("parameter")
        if not isinstance(place, int):
            nodes.append(_node(service, one, one["values"]))
        elif place < len(given):
            nodes.append(_node(service, one, _fill(segment, place, given[place])))
    return nodes


def _node(service: Service, one: Mapping[str, object], values: object) -> Node:
    key, operator = service.uid(str(one["role"])), one["operator"]
    return {"key": key, "operator": operator, "values": values}


def _fill(segment: Segment, place: int, text: str) -> object:
    if segment.parameters[place] != "days":
        return [text]
    if not (len(text) <= 9 and text.isascii() and text.isdigit()):
        raise Refusal(400, "parameter: expected a number of days")
    return {"lowerOffset": -int(text), "upperOffset": None}
