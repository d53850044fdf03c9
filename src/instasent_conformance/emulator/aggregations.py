"""
Figures and buckets over everything that a filter matches.

An aggregation names its type beside its members, or above them as a search engine
does: `{"type": "terms", "field": "x"}` or `{"terms": {"field": "x"}}`.
Over an attribute that the level of the token hides, it finds no values.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from instasent_conformance.emulator.clock import stamp
from instasent_conformance.emulator.errors import Refusal
from instasent_conformance.emulator.fields import Field, field_of
from instasent_conformance.emulator.operators import DATES, NUMBERS
from instasent_conformance.emulator.records import Project, Token
from instasent_conformance.emulator.service import Condition, Service
from instasent_conformance.emulator.store import Row

MOST = 50
PROBE = "shown"
DAY = 86_400_000
_FIGURES = ("sum", "avg", "min", "max", "cardinality")
_SOURCES = {"audience": "audience a", "event": "event e"}
# Weeks begin on Monday, and 1970 began on a Thursday.
_STARTS = {
    "day": f"({{0}} - (({{0}} % {DAY}) + {DAY}) % {DAY})",
    "week": f"({{0}} - (({{0}} - {4 * DAY}) % {7 * DAY} + {7 * DAY}) % {7 * DAY})",
    "month": "(unixepoch({0} / 1000, 'unixepoch', 'start of month') * 1000)",
}

Json = dict[str, object]


@dataclass(frozen=True, slots=True)
class _Asked:
    kind: str
    members: Mapping[str, object]
    place: str


@dataclass(frozen=True, slots=True)
class _Scope:
    """The rows to compute over, and how an answer calls its counts."""

    service: Service
    token: Token
    project: Project
    kind: str
    where: Condition
    count: str

    def rows(
        self, select: str, field: Field, rest: str = "", *more: object
    ) -> list[Row]:
        """Run a query over every value that a field has in the matching rows."""
        alias, source, value = self.kind[0], _SOURCES[self.kind], field.value
        if field.many is not None:
            source, value = f"{source}, {field.many.sql} v", Condition("v.value")
        within = "" if field.within is None else "AND e.type = ?"
        limits = () if field.within is None else (field.within,)
        # The inner query names the value once, so that what it binds is bound once.
        inner = f"""SELECT {alias}.seq AS seq, {value.sql} AS value FROM {source}
        WHERE {self.where.sql} {within}"""
        tables = () if field.many is None else field.many.values
        bound = (*value.values, *tables, *self.where.values, *limits)
        return self.service.store.recall(
            f"SELECT {select} FROM ({inner}) x WHERE x.value IS NOT NULL {rest}",
            *bound,
            *more,
        )


def aggregate(
    service: Service,
    token: Token,
    project: Project,
    kind: str,
    where: Condition,
    wanted: object,
) -> tuple[Json, int]:
    """Return one result for each aggregation by name, and how much matches."""
    if not isinstance(wanted, dict) or not 1 <= len(wanted) <= MOST:
        raise Refusal(400, f"aggregations: expected an object of 1 to {MOST} of them")
    alias = kind[0]
    own = Condition(
        f"({alias}.project_id = ? AND {where.sql})", (project.id, *where.values)
    )
    nested = service.knobs.option("A-13") == "nested"
    count = "doc_count" if nested else "count"
    scope = _Scope(service, token, project, kind, own, count)
    count_all = f"SELECT count(*) FROM {_SOURCES[kind]} WHERE {own.sql}"
    total = service.store.recall(count_all, *own.values)[0][0]
    found: Json = {}
    for name, definition in wanted.items():
        asked = _read(definition, f"aggregations.{name}", nested=nested)
        found[name] = _compute(scope, asked, total)
    return found, total


def _read(definition: object, place: str, *, nested: bool) -> _Asked:
    if not isinstance(definition, dict):
        raise Refusal(400, f"{place}: expected an object")
    if not nested:
        return _Asked(str(definition.get("type")), definition, place)
    if len(definition) != 1:
        raise Refusal(400, f"{place}: expected one type")
    ((kind, members),) = definition.items()
    if not isinstance(members, dict):
        raise Refusal(400, f"{place}.{kind}: expected an object")
    return _Asked(kind, members, f"{place}.{kind}")


def _compute(scope: _Scope, asked: _Asked, total: int) -> Json:
    if asked.kind == "count":
        return {"value": total}
    if asked.kind not in (*_FIGURES, "terms", "date-histogram"):
        raise Refusal(400, f"{asked.place}.type: there is no such aggregation")
    field = _field(scope, asked)
    if asked.kind == "terms":
        return _terms(scope, field, asked)
    if asked.kind == "date-histogram":
        return _histogram(scope, field, asked)
    return _figure(scope, field, asked)


def _field(scope: _Scope, asked: _Asked) -> Field:
    service, project, key = scope.service, scope.project, asked.members.get("field")
    field = field_of(service, project, scope.kind, key, f"{asked.place}.field")
    if scope.kind == "audience" and not _is_shown(scope, str(key)):
        return replace(field, value=Condition("NULL"), many=None)
    return field


def _is_shown(scope: _Scope, uid: str) -> bool:
    collaborators = scope.service.collaborators
    level = collaborators.level(scope.service, scope.token)
    shown = collaborators.disclose(scope.service, scope.project, {uid: PROBE}, level)
    return shown.get(uid) == PROBE


def _figure(scope: _Scope, field: Field, asked: _Asked) -> Json:
    if asked.kind == "cardinality":
        return {"value": scope.rows("count(DISTINCT x.value)", field)[0][0]}
    dated = field.data_type in DATES and asked.kind in ("min", "max")
    if field.data_type not in NUMBERS and not dated:
        raise Refusal(400, f"{asked.place}.field: the field holds no number")
    value = _instant_of(field) if dated else "x.value"
    found = scope.rows(f"{asked.kind}({value})", field)[0][0]
    if asked.kind == "sum":
        return {"value": found or 0}
    return {"value": stamp(found) if dated and found is not None else found}


def _terms(scope: _Scope, field: Field, asked: _Asked) -> Json:
    service = scope.service
    size = asked.members.get("size", service.limit("aggregation.buckets-default"))
    most = service.limit("aggregation.buckets")
    if isinstance(size, bool) or not isinstance(size, int) or not 1 <= size <= most:
        raise Refusal(400, f"{asked.place}.size: expected a number from 1 to {most}")
    rows = scope.rows(
        "x.value, count(DISTINCT x.seq) AS hits",
        field,
        "GROUP BY x.value ORDER BY hits DESC, x.value LIMIT ?",
        size,
    )
    return {"buckets": [_bucket(scope, _key(field, row[0]), row[1]) for row in rows]}


def _key(field: Field, value: Any) -> object:
    if field.data_type == "bool":
        return bool(value)
    return stamp(value) if field.data_type == "instant" else value


def _histogram(scope: _Scope, field: Field, asked: _Asked) -> Json:
    if field.data_type not in DATES:
        raise Refusal(400, f"{asked.place}.field: the field holds no date")
    start = _STARTS.get(str(asked.members.get("interval")))
    if start is None:
        known = ", ".join(_STARTS)
        raise Refusal(400, f"{asked.place}.interval: expected one of {known}")
    rows = scope.rows(
        f"{start.format(_instant_of(field))} AS start, count(DISTINCT x.seq)",
        field,
        "GROUP BY start HAVING start IS NOT NULL ORDER BY start",
    )
    return {"buckets": [_bucket(scope, stamp(row[0]), row[1]) for row in rows]}


def _instant_of(field: Field) -> str:
    return "x.value" if field.data_type == "instant" else "instant(x.value)"


def _bucket(scope: _Scope, key: object, count: int) -> Json:
    return {"key": key, scope.count: count}
