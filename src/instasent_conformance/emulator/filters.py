"""Search filters, compiled into one SQL condition with bound values."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2b

from instasent_conformance.emulator.catalogue import known
from instasent_conformance.emulator.coercion import has_lone_surrogate
from instasent_conformance.emulator.errors import Refusal
from instasent_conformance.emulator.events import event_type
from instasent_conformance.emulator.operators import Field, compile_operator
from instasent_conformance.emulator.records import Project
from instasent_conformance.emulator.service import Condition, Query, Service

MAX_DEPTH = 64
MAX_CONDITIONS = 500
MAX_OFFSET = 10_000
EVERYTHING = Condition("1")

_ON_SOME_EVENT = """EXISTS (SELECT 1 FROM contact c JOIN event e
ON e.datasource_id = c.datasource_id AND e.user_id = c.user_id
WHERE c.audience = a.seq AND ({sql}))"""


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
        if kind == "event_condition" and self.kind == "event":
            return self.event(node, place)
        if self.kind == "audience":
            if kind == "attribute_condition":
                return self.attribute(node, place)
            if kind == "event_condition":
                return _on_some_event(self.event(node, place))
            if kind == "group_event":
                return _on_some_event(self.event_group(node, place))
        raise Refusal(400, f"{place}.type: conditions of this type are not accepted")

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
        return _join(found, self.joint(node, place))

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
        key = node.get("key")
        text = key if isinstance(key, str) and _is_text(key) else ""
        found = known(self.service, self.project.id, text)
        if found is None:
            raise Refusal(400, f"{place}.key: the project has no such attribute")
        path = f'$."{found.uid}"'
        value = Condition("json_extract(a.data, ?)", (path,))
        many = Condition("json_each(a.data, ?)", (path,))
        field = Field(found.data_type, value, many if found.multivalue > 1 else None)
        return compile_operator(self.service, field, node, place)

    def event(self, node: Mapping[str, object], place: str) -> Condition:
        self.count(place)
        key = node.get("key")
        if key == "event-type":
            field = Field("string", Condition("e.type"), None)
            return compile_operator(self.service, field, node, place)
        if key == "created-at":
            field = Field("instant", Condition("e.created_at"), None)
            return compile_operator(self.service, field, node, place)
        return self.parameter(node, key, place)

    def parameter(
        self, node: Mapping[str, object], key: object, place: str
    ) -> Condition:
        uid, _, name = key.partition(".") if isinstance(key, str) else ("", "", "")
        kind = event_type(self.service, uid)
        specs = {spec["parameter"]: spec for spec in kind.parameters} if kind else {}
        if name not in specs:
            raise Refusal(400, f"{place}.key: events have no such field")
        path = f'$."{name}"'
        many = specs[name]["multiValue"] > 1
        field = Field(
            specs[name]["dataType"],
            Condition("json_extract(e.parameters, ?)", (path,)),
            Condition("json_each(e.parameters, ?)", (path,)) if many else None,
        )
        found = compile_operator(self.service, field, node, place)
        return Condition(f"(e.type = ? AND {found.sql})", (uid, *found.values))

    def count(self, place: str) -> None:
        self.conditions += 1
        if self.conditions > MAX_CONDITIONS:
            raise Refusal(400, f"{place}: the filter has too many conditions")

    def sort(self, field: object) -> Condition:
        if field is None:
            return Condition(f"{self.kind[0]}.seq")
        if self.kind == "event" and field in ("created-at", "event-type"):
            return Condition("e.created_at" if field == "created-at" else "e.type")
        if self.kind == "audience" and isinstance(field, str) and _is_text(field):
            found = known(self.service, self.project.id, field)
            if found is not None:
                path = f'$."{found.uid}"'.replace("'", "''")
                return Condition(f"coalesce(json_extract(a.data, '{path}'), '')")
        raise Refusal(400, "sortField: there is no such field to sort by")


def find(
    service: Service, project: Project, kind: str, given: Mapping[str, object]
) -> Query:
    """Check a search or scroll body and compile it."""
    compiler = _Compiler(service, project, kind)
    root = given.get("root")
    where = EVERYTHING if "root" not in given else compiler.node(root, "root", 1)
    _check_version(given)
    sort = compiler.sort(_optional(given, "sortField", str))
    ascending = _optional(given, "sortAsc", bool)
    return Query(
        where=where,
        sort=sort.sql,
        ascending=ascending is not False,
        limit=0,
        offset=0,
        cursor=None,
        fingerprint=_fingerprint(given),
        all_data=_optional(given, "includeAllData", bool) is not False,
    )


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


def _on_some_event(found: Condition) -> Condition:
    return Condition(_ON_SOME_EVENT.format(sql=found.sql), found.values)


def _join(found: list[Condition], joint: str) -> Condition:
    if len(found) == 1:
        return found[0]
    sql = f" {joint.upper()} ".join(one.sql for one in found)
    return Condition(f"({sql})", tuple(value for one in found for value in one.values))


def _children(node: Mapping[str, object], place: str) -> list[object]:
    children = node.get("children")
    if not isinstance(children, list) or not children:
        raise Refusal(400, f"{place}.children: expected a list of conditions")
    return children


def _is_text(value: object) -> bool:
    return isinstance(value, str) and not has_lone_surrogate(value)


def _check_version(given: Mapping[str, object]) -> None:
    _optional(given, "version", str)


def _optional(
    given: Mapping[str, object], name: str, kind: type[str] | type[bool]
) -> object:
    if name not in given:
        return None
    if not isinstance(given[name], kind):
        raise Refusal(400, f"{name}: expected a {kind.__name__}")
    return given[name]


def _fingerprint(given: Mapping[str, object]) -> str:
    kept = {key: given.get(key) for key in ("root", "sortField", "sortAsc")}
    text = json.dumps(kept, sort_keys=True).encode()
    return blake2b(text, digest_size=12).hexdigest()
