"""Segments, and the people in them."""

from __future__ import annotations

from dataclasses import replace

from instasent_conformance.emulator.calls import Answer, Call, answers
from instasent_conformance.emulator.clock import stamp
from instasent_conformance.emulator.errors import Refusal
from instasent_conformance.emulator.filters import NOTHING, in_segment
from instasent_conformance.emulator.indexes import answer_index
from instasent_conformance.emulator.operators import all_of
from instasent_conformance.emulator.reach import segments_of
from instasent_conformance.emulator.records import Segment
from instasent_conformance.emulator.routes.audience import read_query, scroll_people
from instasent_conformance.emulator.segments import DYNAMIC, read_parameter
from instasent_conformance.emulator.service import Condition, Query

_FIELDS = frozenset(("uid", "name", "type", "parameters", "createdAt", "updatedAt"))

Json = dict[str, object]


@answers("segment.list")
def list_segments(call: Call) -> Answer:
    """List the segments of a project, static and dynamic."""
    found = [_write(one) for one in segments_of(call.service, call.project)]
    return answer_index(call, found, _FIELDS)


@answers("segment.list-dynamic")
def list_dynamic_segments(call: Call) -> Answer:
    """List the dynamic segments that work without a parameter."""
    found = segments_of(call.service, call.project)
    ready = [one for one in found if one.type == DYNAMIC and not one.required]
    return Answer({"entities": [_write(one) for one in ready]})


@answers("segment.get")
def get_segment(call: Call) -> Answer:
    """Describe a segment; one that needs a parameter asks for it."""
    segment = _segment(call)
    _membership(call, segment)
    return Answer({"entity": _write(segment)})


@answers("segment.scroll")
def scroll_segment(call: Call) -> Answer:
    """List the people of a segment that a filter matches, page after page."""
    segment = _segment(call)
    member = _membership(call, segment)
    given, query = read_query(call)
    asked = f"{query.fingerprint} {segment.uid} {call.query.get('parameter', '')}"
    return scroll_people(call, given, _within(query, member, asked))


def _within(query: Query, member: Condition, asked: str) -> Query:
    return replace(query, where=all_of([query.where, member]), fingerprint=asked)


def _segment(call: Call) -> Segment:
    see = call.service.collaborators.reach.segment
    found = see(call.service, call.project, call.facts["segment.uid"])
    if found is None:
        raise Refusal(404, "The project has no such segment")
    return found


def _membership(call: Call, segment: Segment) -> Condition:
    values = read_parameter(segment, call.query.get("parameter", None))
    if values is None:
        if call.service.knobs.option("A-14") == "refuse":
            raise Refusal(422, "parameter: the segment needs one")
        return NOTHING
    return in_segment(call.service, call.project, segment, values)


def _write(segment: Segment) -> Json:
    return {
        "uid": segment.uid,
        "name": segment.name,
        "type": segment.type,
        "parameters": list(segment.parameters),
        "createdAt": stamp(segment.created_at),
        "updatedAt": stamp(segment.created_at),
    }
