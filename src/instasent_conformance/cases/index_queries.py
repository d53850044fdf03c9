"""
Queries of an index, over fields that its own rows show.

    URL form     status_eq=sent&_sort=createdAt:-
    JSON form    _q={"filter": [{"field": "status", "operator": "eq", "value": "sent"}]}
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ..contract import Json

CREATED = "createdAt"
"""The field that most entities show, and that never changes."""

_NAMING = ("id", "uid")
_PLAIN = ("status", "type", "title", "name", "from", "to", "country", "encoding")
_MOVING = ("sms.", ("status",))
_MOST_PLAIN = 1
Row = Mapping[str, Json]
Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Condition:
    """A field of a row, the operator and the value it is compared with."""

    field: str
    operator: str
    value: Json


@dataclass(frozen=True, slots=True)
class IndexQuery:
    """A query by name: what it asks of a row, and the rule that gives it meaning."""

    name: str
    query: Pairs
    conditions: tuple[Condition, ...]
    rule: str


def index_queries(
    endpoint: str, rows: Sequence[Row], nobody: str
) -> Iterator[IndexQuery]:
    """
    Yield queries whose answer the rows of the whole index tell.

    Args:
        endpoint: id of the index.
        rows: what the index lists without a filter.
        nobody: a value that no row has.
    """
    for field in _fields(endpoint, rows):
        values = list(dict.fromkeys(str(row[field]) for row in rows if row.get(field)))
        one = Condition(field, "eq", values[-1])
        yield _in_url(f"{field}/eq", "D-INDEX-07", one)
        yield _in_json(f"{field}/json-eq", "D-INDEX-16", one)
        yield _in_url(f"{field}/nobody", "D-INDEX-01", Condition(field, "eq", nobody))
        wanted = [nobody, values[0], f"{nobody}-too"]
        yield _in_json(f"{field}/in", "V-INDEX-02", Condition(field, "in", wanted))
        nested = Condition(field, "in", [values[-1], [values[0]]])
        yield _in_json(f"{field}/in-nested", "V-INDEX-03", nested)
        both = (one, Condition(field, "eq", values[0]))
        if field in _PLAIN:
            name = next(n for n in _NAMING if rows[0].get(n))
            both = (one, Condition(name, "eq", str(rows[0][name])))
            yield _in_url(f"{field}/both", "D-INDEX-02", *both)
    yield from _dated(rows)
    yield from _nested(rows)


def whole(start: int, limit: int) -> Pairs:
    """Return the query for one page of an index."""
    return (("_start", str(start)), ("_limit", str(limit)))


def _fields(endpoint: str, rows: Sequence[Row]) -> list[str]:
    prefix, moving = _MOVING
    left_out = moving if endpoint.startswith(prefix) else ()
    naming = [name for name in _NAMING if isinstance(rows[0].get(name), str)]
    plain = [n for n in _PLAIN if isinstance(rows[0].get(n), str) and n not in left_out]
    return [*naming[:1], *plain[:_MOST_PLAIN]]


def _dated(rows: Sequence[Row]) -> Iterator[IndexQuery]:
    moments = sorted(str(row[CREATED]) for row in rows if row.get(CREATED))
    if len(moments) == len(rows):
        for moment in dict.fromkeys((moments[len(moments) // 2], moments[-1])):
            since = Condition(CREATED, "gte", moment)
            yield _in_url("createdAt/gte", "D-INDEX-08", since)
            yield _in_json("createdAt/json-gte", "D-INDEX-14", since)


def _nested(rows: Sequence[Row]) -> Iterator[IndexQuery]:
    for name, member in rows[0].items():
        if name == "token" or not isinstance(member, dict):
            continue
        for inner, value in member.items():
            if isinstance(value, str) and value:
                path = Condition(f"{name}*{inner}", "eq", value)
                yield _in_url(f"{name}/nested", "D-INDEX-06", path)
                return


def _in_url(name: str, rule: str, *conditions: Condition) -> IndexQuery:
    query = tuple((f"{c.field}_{c.operator}", str(c.value)) for c in conditions)
    return IndexQuery(name, query, conditions, rule)


def _in_json(name: str, rule: str, condition: Condition) -> IndexQuery:
    asked = {
        "field": condition.field,
        "operator": condition.operator,
        "value": condition.value,
    }
    text = json.dumps({"filter": [asked]})
    return IndexQuery(name, (("_q", text),), (condition,), rule)
