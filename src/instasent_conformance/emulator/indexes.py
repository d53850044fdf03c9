"""The generic filter of index endpoints: sort, page and simple comparisons."""

from __future__ import annotations

import json
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from instasent_conformance.emulator.calls import Answer, Call
from instasent_conformance.emulator.clock import parse_instant
from instasent_conformance.emulator.errors import Refusal
from instasent_conformance.emulator.parameters import Parameters
from instasent_conformance.emulator.service import Service

Json = dict[str, object]

OPERATORS = ("eq", "gte", "in")
MAX_START = 10_000_000
_SIGNS = {"+": False, "-": True}
_WORDS = {"asc": False, "desc": True}
_TRUTH = {"1": True, "0": False, "true": True, "false": False}
_OTHER_DEFAULT, _OTHER_MAXIMUM = 25, 50


@dataclass(frozen=True, slots=True)
class _Test:
    place: str
    path: tuple[str, ...]
    operator: str
    wanted: object


def answer_index(
    call: Call, entities: Sequence[Json], fields: AbstractSet[str]
) -> Answer:
    """Answer one page of a list, filtered, sorted and cut as the query asks."""
    page, metadata = cut(call.service, entities, call.query, fields)
    return Answer({"entities": page, "metadata": metadata})


def cut(
    service: Service,
    entities: Sequence[Json],
    query: Parameters,
    fields: AbstractSet[str],
) -> tuple[list[Json], Json]:
    """Return one page of a list and how it was cut."""
    extra = _read_q(query.get("_q", None))
    start, limit = _page(service, query, extra)
    tests = [*_url_tests(query, fields), *_json_tests(extra, fields)]
    found = [one for one in entities if all(_passes(one, test) for test in tests)]
    for field, descending in reversed(_sorting(service, query, extra, fields)):
        found.sort(key=lambda one: _sortable(_at(one, field)), reverse=descending)
    page = found[start : start + limit]
    total = service.knobs.option("A-10") == "total"
    count = len(found) if total else len(page)
    return page, {"count": count, "start": start, "limit": limit}


def _page(service: Service, query: Parameters, extra: Json) -> tuple[int, int]:
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
    if isinstance(value, bool) or not isinstance(value, int):
        raise Refusal(400, f"{name}: expected a whole number that is not negative")
    if not 0 <= value <= MAX_START:
        raise Refusal(400, f"{name}: expected a number from 0 to {MAX_START}")
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


def _sorting(
    service: Service, query: Parameters, extra: Json, fields: AbstractSet[str]
) -> list[tuple[tuple[str, ...], bool]]:
    option, found = service.knobs.option("K-24"), []
    allowed = {"sign": _SIGNS, "word": _WORDS}.get(option, _SIGNS | _WORDS)
    for part in filter(None, query.get("_sort", "").split(",")):
        field, colon, direction = part.partition(":")
        # A plus sign that was not percent-encoded arrives as a space.
        word = direction.strip() or "+"
        if colon and direction and word not in allowed:
            raise Refusal(400, f"_sort: {direction!a} is not a direction")
        found.append((_path(field, fields, "_sort"), (_SIGNS | _WORDS)[word]))
    pairs = extra.get("sort", [])
    if not isinstance(pairs, list):
        raise Refusal(400, "_q.sort: expected a list of pairs")
    for index, pair in enumerate(pairs):
        place = f"_q.sort[{index}]"
        if not (isinstance(pair, list) and len(pair) == 2):
            raise Refusal(400, f"{place}: expected a field and a direction")
        if not isinstance(pair[1], str) or pair[1] not in _SIGNS | _WORDS:
            raise Refusal(400, f"{place}[1]: there is no such direction")
        descending = (_SIGNS | _WORDS)[pair[1]]
        found.append((_path(pair[0], fields, f"{place}[0]"), descending))
    return found


def _url_tests(query: Parameters, fields: AbstractSet[str]) -> list[_Test]:
    tests = []
    for name, value in query.pairs():
        field, underscore, operator = name.rpartition("_")
        if not underscore or not field:
            continue
        path = _path(field, fields, name)
        wanted = value.split(",") if operator == "in" else value
        tests.append(_Test(name, path, _operator(operator, name), wanted))
    return tests


def _json_tests(extra: Json, fields: AbstractSet[str]) -> list[_Test]:
    given, tests = extra.get("filter", []), []
    if not isinstance(given, list):
        raise Refusal(400, "_q.filter: expected a list of conditions")
    for index, one in enumerate(given):
        place = f"_q.filter[{index}]"
        if not isinstance(one, dict):
            raise Refusal(400, f"{place}: expected an object")
        path = _path(one.get("field"), fields, f"{place}.field")
        operator = _operator(one.get("operator"), f"{place}.operator")
        if "value" not in one:
            raise Refusal(400, f"{place}.value: required")
        if operator == "in" and not isinstance(one["value"], list):
            raise Refusal(400, f"{place}.value: expected a list")
        tests.append(_Test(place, path, operator, one["value"]))
    return tests


def _path(field: object, fields: AbstractSet[str], place: str) -> tuple[str, ...]:
    path = tuple(field.split("*")) if isinstance(field, str) else ("",)
    if path[0] not in fields:
        raise Refusal(400, f"{place}: there is no such field")
    return path


def _operator(operator: object, place: str) -> str:
    if operator not in OPERATORS:
        raise Refusal(400, f"{place}: expected one of {', '.join(OPERATORS)}")
    return str(operator)


def _at(entity: object, path: tuple[str, ...]) -> object:
    for step in path:
        entity = entity.get(step) if isinstance(entity, dict) else None
    return entity


def _passes(entity: Json, test: _Test) -> bool:
    actual = _at(entity, test.path)
    if test.operator == "in":
        assert isinstance(test.wanted, list)
        return any(_equal(actual, one) for one in _flat(test.wanted))
    if test.operator == "eq":
        return _equal(actual, test.wanted)
    return actual is not None and _sortable(actual) >= _sortable(
        _same_kind(test.wanted, actual)
    )


def _equal(actual: object, wanted: object) -> bool:
    return any(
        _sortable(one) == _sortable(_same_kind(wanted, one))
        for one in (actual if isinstance(actual, list) else [actual])
    )


def _flat(values: Sequence[object]) -> list[object]:
    found: list[object] = []
    for value in values:
        found.extend(value if isinstance(value, list) else [value])
    return found


def _same_kind(wanted: object, actual: object) -> object:
    if not isinstance(wanted, str) or not isinstance(actual, int | float):
        return wanted
    if isinstance(actual, bool):
        return _TRUTH.get(wanted, wanted)
    try:
        return float(wanted)
    except ValueError:
        return wanted


def _sortable(value: object) -> tuple[int, float, str]:
    if isinstance(value, int | float):
        return (0, value, "")
    moment = parse_instant(value) if isinstance(value, str) else None
    if moment is not None:
        return (1, moment, "")
    return (2, 0, "" if value is None else str(value))
