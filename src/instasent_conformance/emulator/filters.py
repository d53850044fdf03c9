"""Search filters, compiled into one SQL condition with bound values."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2b

from instasent_conformance.emulator.errors import Refusal
from instasent_conformance.emulator.fields import Field, field_of
from instasent_conformance.emulator.operators import (
    all_of,
    any_of,
    compile_operator,
    read_texts,
)
from instasent_conformance.emulator.records import Project, Segment
from instasent_conformance.emulator.segments import conditions_of, has_members
from instasent_conformance.emulator.service import Condition, Facet, Query, Service

MAX_DEPTH = 64
MAX_CONDITIONS = 500
MAX_VALUES = 20_000
MAX_OFFSET = 10_000
EVERYTHING = Condition("1", facet=Facet("everyone"))
NOTHING = Condition("0")
SEGMENT_KEY = "segment"

_EVENTS = """contact c JOIN event e
ON e.datasource_id = c.datasource_id AND e.user_id = c.user_id"""
_ON_SOME_EVENT = f"EXISTS (SELECT 1 FROM {_EVENTS} WHERE c.audience = a.seq AND ({{}}))"
_ON_SOME_TYPE = f"""EXISTS (SELECT 1 FROM
(SELECT DISTINCT e.type FROM {_EVENTS} WHERE c.audience = a.seq) g WHERE {{}})"""
_ON_THAT_TYPE = _ON_SOME_EVENT.format("e.type = g.type AND ({})")


@dataclass(slots=True)
class _Compiler:
    service: Service
    project: Project
    kind: str
    conditions: int = 0

    def node(self, node: object, place: str, depth: int) -> Condition:
        if depth > MAX_DEPTH:
            raise Refusal(400, f"{place}: the filter is nested too deeply")
        if not isinstance(node, dict):
            raise Refusal(400, f"{place}: expected an object")
        kind = node.get("type")
        if kind == "group":
            return self.group(node, place, depth)
        if self.kind == "event":
            compilers = {"event_condition": self.event}
        else:
            compilers = {
                "attribute_condition": self.attribute,
                "event_condition": self.some_event,
                "group_event": self.event_group,
                "segment_condition": self.segments,
            }
        compiler = compilers.get(kind) if isinstance(kind, str) else None
        if compiler is None:
            raise Refusal(400, f"{place}.type: there is no such condition here")
        return compiler(node, place)

    def group(self, node: Mapping[str, object], place: str, depth: int) -> Condition:
        found = [
            self.node(child, f"{place}.children[{index}]", depth + 1)
            for index, child in enumerate(_children(node, place))
        ]
        return _join(found, self.joint(node, place))

    def event_group(self, node: Mapping[str, object], place: str) -> Condition:
        found = []
        for index, child in enumerate(_children(node, place)):
            where = f"{place}.children[{index}]"
            if not isinstance(child, dict) or child.get("type") != "event_condition":
                raise Refusal(400, f"{where}.type: only event conditions go in here")
            found.append(self.event(child, where))
        joint = self.joint(node, place)
        if self.service.knobs.option("A-12") == "same-event":
            return _on_some_event(_join(found, joint))
        parts = [Condition(_ON_THAT_TYPE.format(one.sql), one.values) for one in found]
        whole = _join(parts, joint)
        return Condition(_ON_SOME_TYPE.format(whole.sql), whole.values)

    def joint(self, node: Mapping[str, object], place: str) -> str:
        if "join" not in node:
            default = self.service.knobs.option("K-37")
            if default == "error":
                raise Refusal(400, f"{place}.join: a group names its join")
            return default
        if node["join"] not in ("and", "or"):
            raise Refusal(400, f"{place}.join: expected one of and, or")
        return str(node["join"])

    def attribute(self, node: Mapping[str, object], place: str) -> Condition:
        self.count(place)
        field = self.field("audience", node, place)
        return compile_operator(self.service, field, node, place)

    def event(self, node: Mapping[str, object], place: str) -> Condition:
        self.count(place)
        field = self.field("event", node, place)
        found = compile_operator(self.service, field, node, place)
        if field.within is None:
            return found
        return Condition(f"(e.type = ? AND {found.sql})", (field.within, *found.values))

    def some_event(self, node: Mapping[str, object], place: str) -> Condition:
        return _on_some_event(self.event(node, place))

    def field(self, kind: str, node: Mapping[str, object], place: str) -> Field:
        key = node.get("key")
        return field_of(self.service, self.project, kind, key, f"{place}.key")

    def segments(self, node: Mapping[str, object], place: str) -> Condition:
        self.count(place)
        if self.service.knobs.option("A-11") == "key":
            if node.get("operator") != "exists":
                raise Refusal(400, f"{place}.operator: expected exists")
            if node.get("values") != []:
                raise Refusal(400, f"{place}.values: expected an empty list")
            return self.segment(node.get("key"), f"{place}.key")
        if node.get("key") != SEGMENT_KEY:
            raise Refusal(400, f"{place}.key: expected {SEGMENT_KEY}")
        if node.get("operator") != "matches-string":
            raise Refusal(400, f"{place}.operator: expected matches-string")
        uids, every = read_texts(self.service, node.get("values"), place)
        found = [self.segment(uid, f"{place}.values") for uid in uids]
        return all_of(found) if every else any_of(found)

    def segment(self, uid: object, place: str) -> Condition:
        see = self.service.collaborators.reach.segment
        known = uid if isinstance(uid, str) and uid.isascii() else ""
        segment = see(self.service, self.project, known)
        if segment is None:
            raise Refusal(400, f"{place}: the project has no such segment")
        if segment.required:
            if self.service.knobs.option("A-14") == "empty":
                return NOTHING
            raise Refusal(400, f"{place}: the segment needs a parameter")
        return self.inside(segment, ())

    def inside(self, segment: Segment, given: tuple[str, ...]) -> Condition:
        if segment.type == "static":
            return has_members(segment)
        nodes = conditions_of(self.service, segment, given)
        return all_of([self.attribute(node, "segment") for node in nodes])

    def count(self, place: str) -> None:
        self.conditions += 1
        if self.conditions > MAX_CONDITIONS:
            raise Refusal(400, f"{place}: the filter has too many conditions")

    def sort(self, field: object) -> Condition:
        if field is None:
            return Condition(f"{self.kind[0]}.seq")
        if self.kind == "event" and field not in ("created-at", "event-type"):
            raise Refusal(400, "sortField: there is no such field to sort by")
        found = field_of(self.service, self.project, self.kind, field, "sortField")
        return Condition(f"coalesce({found.value.sql}, '')")


def find(
    service: Service, project: Project, kind: str, given: Mapping[str, object]
) -> Query:
    """Check a search or scroll body and compile it."""
    compiler = _Compiler(service, project, kind)
    root = given.get("root")
    where = EVERYTHING if "root" not in given else compiler.node(root, "root", 1)
    if len(where.values) > MAX_VALUES:
        raise Refusal(400, f"root: at most {MAX_VALUES} values are allowed in all")
    _optional(given, "version", str)
    sort = compiler.sort(_optional(given, "sortField", str))
    ascending = _optional(given, "sortAsc", bool)
    return Query(
        where=where,
        sort=sort.sql,
        ascending=ascending is not False,
        limit=0,
        offset=0,
        cursor=None,
        fingerprint=_fingerprint(kind, given),
        all_data=_optional(given, "includeAllData", bool) is not False,
    )


def in_segment(
    service: Service, project: Project, segment: Segment, given: tuple[str, ...]
) -> Condition:
    """Return the condition that the people of a segment meet."""
    return _Compiler(service, project, "audience").inside(segment, given)


def read_limit(given: Mapping[str, object], *, maximum: int) -> int:
    """Return the page size that a body asks for."""
    value = given.get("limit", maximum)
    if isinstance(value, bool) or not isinstance(value, int):
        raise Refusal(400, "limit: expected a whole number")
    if not 1 <= value <= maximum:
        raise Refusal(400, f"limit: expected a number from 1 to {maximum}")
    return value


def read_offset(service: Service, given: Mapping[str, object]) -> int:
    """Return the offset that a body asks for."""
    value = given.get("offset", 0)
    if isinstance(value, bool) or not isinstance(value, int):
        raise Refusal(400, "offset: expected a whole number")
    if not 0 <= value <= MAX_OFFSET:
        raise Refusal(400, f"offset: expected a number from 0 to {MAX_OFFSET}")
    if value and service.knobs.option("K-18") == "no-offset-50":
        raise Refusal(400, "offset: this search has no pages")
    return value


def read_cursor(given: Mapping[str, object]) -> str | None:
    """Return the cursor that a body goes on from."""
    cursor = given.get("cursor")
    if cursor is not None and not (isinstance(cursor, str) and cursor.isascii()):
        raise Refusal(400, "cursor: it does not belong to this scroll")
    return cursor


def _on_some_event(found: Condition) -> Condition:
    return Condition(_ON_SOME_EVENT.format(found.sql), found.values)


def _join(found: list[Condition], joint: str) -> Condition:
    return (
        found[0] if len(found) == 1 else (all_of if joint == "and" else any_of)(found)
    )


def _children(node: Mapping[str, object], place: str) -> list[object]:
    children = node.get("children")
    if not isinstance(children, list) or not children:
        raise Refusal(400, f"{place}.children: expected a list of conditions")
    return children


def _optional(
    given: Mapping[str, object], name: str, kind: type[str] | type[bool]
) -> object:
    if name not in given:
        return None
    if not isinstance(given[name], kind):
        raise Refusal(400, f"{name}: expected a {kind.__name__}")
    return given[name]


def _fingerprint(kind: str, given: Mapping[str, object]) -> str:
    kept = [kind, *(given.get(key) for key in ("root", "sortField", "sortAsc"))]
    text = json.dumps(kept, sort_keys=True).encode()
    return blake2b(text, digest_size=12).hexdigest()
