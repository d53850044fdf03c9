"""The generic filter of index endpoints: sort, page and simple comparisons."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

from starlette.datastructures import QueryParams

from instasent_conformance.emulator.errors import Refusal
from instasent_conformance.emulator.service import Service

Json = dict[str, object]

_DIRECTIONS = {"+": False, "-": True, "asc": False, "desc": True}
_OTHER_DEFAULT, _OTHER_MAXIMUM = 25, 50


@dataclass(frozen=True, slots=True)
class Index:
    """One page of an index and how it was cut."""

    entities: list[Json]
    start: int
    limit: int

    def metadata(self) -> Json:
        """Write how the page was cut; the count is that of the page."""
        return {"count": len(self.entities), "start": self.start, "limit": self.limit}


def cut(service: Service, entities: Sequence[Json], query: QueryParams) -> Index:
    """Filter, sort and cut a list as the query asks."""
    extra = _read_q(query.get("_q"))
    start, limit = _page(service, query, extra)
    found = [one for one in entities if _passes(one, query, extra)]
    for field, descending in reversed(_sorting(query, extra)):
        found.sort(key=lambda one: _sortable(one.get(field)), reverse=descending)
    return Index(found[start : start + limit], start, limit)


def _page(service: Service, query: QueryParams, extra: Json) -> tuple[int, int]:
    default = service.limit("index.page-default")
    maximum = service.limit("index.page-max")
    if service.knobs.option("K-36") == "other":
        default, maximum = _OTHER_DEFAULT, _OTHER_MAXIMUM
    paging = extra.get("paging", {})
    if not isinstance(paging, dict):
        raise Refusal(400, "_q.paging: expected an object")
    start = _whole("_start", query.get("_start", paging.get("start", 0)))
    limit = _whole("_limit", query.get("_limit", paging.get("limit", default)))
    if not 1 <= limit <= maximum:
        raise Refusal(400, f"_limit: expected a number from 1 to {maximum}")
    return start, limit


def _whole(name: str, value: object) -> int:
    if isinstance(value, str) and value.isascii() and value.isdigit():
        value = int(value[:18])
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise Refusal(400, f"{name}: expected a whole number that is not negative")
    return value


def _read_q(text: str | None) -> Json:
    if text is None:
        return {}
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        raise Refusal(400, "_q: not valid JSON") from None
    if not isinstance(found, dict):
        raise Refusal(400, "_q: expected an object")
    return found


def _sorting(query: QueryParams, extra: Json) -> list[tuple[str, bool]]:
    found = []
    for part in filter(None, query.get("_sort", "").split(",")):
        field, _, direction = part.partition(":")
        found.append(_direction(field, direction.strip() or "+"))
    pairs = extra.get("sort", [])
    if not isinstance(pairs, list):
        raise Refusal(400, "_q.sort: expected a list of pairs")
    for pair in pairs:
        if not (isinstance(pair, list) and len(pair) == 2):
            raise Refusal(400, "_q.sort: expected a list of pairs")
        found.append(_direction(*pair))
    return found


def _direction(field: object, direction: object) -> tuple[str, bool]:
    if not isinstance(direction, str) or direction not in _DIRECTIONS:
        raise Refusal(400, "_sort: there is no such direction")
    return str(field), _DIRECTIONS[direction]


def _sortable(value: object) -> tuple[int, float, str]:
    if isinstance(value, int | float):
        return (0, value, "")
    return (1, 0, "" if value is None else str(value))


def _passes(entity: Json, query: QueryParams, extra: Json) -> bool:
    tests: list[tuple[str, str, object]] = []
    for name, value in query.multi_items():
        field, _, operator = name.rpartition("_")
        if field in entity:
            tests.append((field, operator, value))
    given = extra.get("filter", [])
    if not isinstance(given, list) or not all(isinstance(one, dict) for one in given):
        raise Refusal(400, "_q.filter: expected a list of conditions")
    for one in given:
        test = (str(one.get("field")), str(one.get("operator")), one.get("value"))
        tests.append(test)
    return all(_compare(entity.get(field), op, value) for field, op, value in tests)


def _compare(actual: object, operator: str, wanted: object) -> bool:
    if operator == "in":
        many = wanted.split(",") if isinstance(wanted, str) else wanted
        return isinstance(many, list) and _text(actual) in map(_text, _flat(many))
    if operator == "gte":
        return _sortable(actual) >= _sortable(_same_kind(wanted, actual))
    return operator != "eq" or _text(actual) == _text(wanted)


def _flat(values: Sequence[object]) -> list[object]:
    found: list[object] = []
    for value in values:
        found.extend(value if isinstance(value, list) else [value])
    return found


def _same_kind(wanted: object, actual: object) -> object:
    if isinstance(actual, int | float) and isinstance(wanted, str):
        try:
            return float(wanted)
        except ValueError:
            return wanted
    return wanted


def _text(value: object) -> str:
    return json.dumps(value) if isinstance(value, bool) else str(value)
