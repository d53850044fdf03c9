"""The operators of a condition, each as SQL over one field."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from instasent_conformance.emulator.coercion import has_lone_surrogate
from instasent_conformance.emulator.errors import Refusal
from instasent_conformance.emulator.fields import Field
from instasent_conformance.emulator.service import Condition, Facet, Service

ALL_OF = "&&"
DAY = 86_400_000
MAX_DAYS = 36_500
MAX_VALUES = 200
EXCLUDING = ("lowerExcludeEquals", "upperExcludeEquals")
"""Flags that keep a bound out of its range."""
_LEFT_OUT = {"inclusive": (), "exclusive": EXCLUDING, "half-open": EXCLUDING[1:]}
"""The bounds that a range of numbers leaves out of itself, by option."""

_FOLDED = "lower(CAST({0} AS TEXT))"
_EXACTLY = "{0} = ?"

NUMBERS = ("int", "decimal", "number")
DATES = ("date", "datetime", "instant")
TEXTS = ("string", "text")


def compile_operator(
    service: Service, field: Field, node: Mapping[str, object], place: str
) -> Condition:
    """Compile the operator and the values of a condition."""
    name = node.get("operator")
    compiler = _OPERATORS.get(name) if isinstance(name, str) else None
    if compiler is None:
        raise Refusal(400, f"{place}.operator: there is no such operator")
    return compiler(service, field, node.get("values"), place)


def _contains(service: Service, field: Field, values: object, place: str) -> Condition:
    texts = _texts(values, place)
    if field.data_type not in TEXTS:
        raise Refusal(400, f"{place}.operator: the field holds no text")
    test = f"instr({_FOLDED}, lower(?)) > 0" if _folds(service) else "instr({0}, ?) > 0"
    return any_of([field.each(test, text) for text in texts])


def _matches_string(
    service: Service, field: Field, values: object, place: str
) -> Condition:
    texts, every = read_texts(service, values, place)
    test = _EXACTLY if field.data_type == "string" else "CAST({0} AS TEXT) = ?"
    if _folds(service):
        test = f"{_FOLDED} = lower(?)"
    found = [field.each(test, text) for text in texts]
    if test == _EXACTLY:
        pairs = zip(found, texts, strict=True)
        found = [_asking(one, field, "is", text) for one, text in pairs]
    return all_of(found) if every else any_of(found)


def _asking(found: Condition, field: Field, test: str, *bounds: object) -> Condition:
    """Return a condition with what it asks, if that is about what people have."""
    if field.column is None:
        return found
    return replace(found, facet=Facet(test, field.column, bounds))


def _folds(service: Service) -> bool:
    return service.knobs.option("A-19") == "ignore-case"


def read_texts(service: Service, values: object, place: str) -> tuple[list[str], bool]:
    """Return the texts to match, and whether all of them have to."""
    texts = _texts(values, place)
    every = service.knobs.option("K-38") == "all-of"
    if texts[0] == ALL_OF:
        every, texts = True, texts[1:]
        if not texts:
            raise Refusal(400, f"{place}.values: nothing follows the marker")
    return texts, every


def _exists(_service: Service, field: Field, values: object, place: str) -> Condition:
    if not isinstance(values, list) or values:
        raise Refusal(400, f"{place}.values: expected an empty list")
    return _asking(field.each("{0} IS NOT NULL"), field, "exists", 1)


def _range_number(
    service: Service, field: Field, values: object, place: str
) -> Condition:
    if field.data_type not in NUMBERS:
        raise Refusal(400, f"{place}.operator: the field holds no number")
    bounds = _bounds(values, place, "lowerNumber", "upperNumber")
    for bound in bounds.values():
        if isinstance(bound, bool) or not isinstance(bound, int | float | None):
            raise Refusal(400, f"{place}.values: expected numbers or null")
    lower, upper = _fit(bounds["lowerNumber"]), _fit(bounds["upperNumber"])
    assert isinstance(values, dict)
    left_out = _LEFT_OUT[service.knobs.option("A-20")]
    flags = {name: name in left_out for name in EXCLUDING} | values
    strict = _strictness(flags, place)
    found = _between(field, "{0}", lower, upper, strict)
    return _asking(found, field, "between", lower, upper, strict)


def _range_date_relative(
    service: Service, field: Field, values: object, place: str
) -> Condition:
    if field.data_type not in DATES:
        raise Refusal(400, f"{place}.operator: the field holds no date")
    bounds = _bounds(values, place, "lowerOffset", "upperOffset")
    assert isinstance(values, dict)
    edges = []
    for side, bound in zip(("lower", "upper"), bounds.values(), strict=True):
        rounds = _flag(values, f"{side}Rounding", place)
        if values.get(f"{side}OffsetPeriod", "day") != "day":
            raise Refusal(400, f"{place}.values.{side}OffsetPeriod: expected day")
        edges.append(_edge(service.now(), side, bound, place, rounds=rounds))
    test = "{0}" if field.data_type == "instant" else "instant({0})"
    return _between(field, test, edges[0], edges[1], _strictness(values, place))


def _edge(
    now: int, side: str, bound: object, place: str, *, rounds: bool
) -> int | None:
    if bound is None:
        return None
    if isinstance(bound, bool) or not isinstance(bound, int) or abs(bound) > MAX_DAYS:
        raise Refusal(400, f"{place}.values.{side}Offset: expected a number of days")
    edge = now + bound * DAY
    if rounds:
        edge -= edge % DAY
        edge += DAY - 1 if side == "upper" else 0
    return edge


def _between(
    field: Field, value: str, lower: object, upper: object, strict: tuple[bool, bool]
) -> Condition:
    tests, values = [f"{value} IS NOT NULL"], []
    if lower is not None:
        tests.append(f"{value} {'>' if strict[0] else '>='} ?")
        values.append(lower)
    if upper is not None:
        tests.append(f"{value} {'<' if strict[1] else '<='} ?")
        values.append(upper)
    if field.many is not None:
        return field.each(" AND ".join(tests), *values)
    parts = [field.each(tests[0])]
    parts += [field.each(t, v) for t, v in zip(tests[1:], values, strict=True)]
    return all_of(parts)


def _fit(bound: object) -> object:
    return float(bound) if isinstance(bound, int) and abs(bound) >= 2**63 else bound


def _bounds(values: object, place: str, lower: str, upper: str) -> dict[str, object]:
    if not isinstance(values, dict) or lower not in values or upper not in values:
        raise Refusal(400, f"{place}.values: expected {lower} and {upper}")
    return {lower: values[lower], upper: values[upper]}


def _strictness(values: Mapping[str, object], place: str) -> tuple[bool, bool]:
    return (
        _flag(values, EXCLUDING[0], place),
        _flag(values, EXCLUDING[1], place),
    )


def _flag(values: Mapping[str, object], name: str, place: str) -> bool:
    value = values.get(name, False)
    if not isinstance(value, bool):
        raise Refusal(400, f"{place}.values.{name}: expected a boolean")
    return value


def _texts(values: object, place: str) -> list[str]:
    if not isinstance(values, list) or not values:
        raise Refusal(400, f"{place}.values: expected a list of texts")
    if len(values) > MAX_VALUES:
        raise Refusal(400, f"{place}.values: at most {MAX_VALUES} are allowed")
    if not all(isinstance(v, str) and not has_lone_surrogate(v) for v in values):
        raise Refusal(400, f"{place}.values: expected texts")
    return values


def any_of(found: list[Condition]) -> Condition:
    """Return SQL that is true when one of the conditions is."""
    return _joined(found, " OR ", "any")


def all_of(found: list[Condition]) -> Condition:
    """Return SQL that is true when all of the conditions are."""
    return _joined(found, " AND ", "all")


def _joined(found: list[Condition], joint: str, test: str) -> Condition:
    sql = joint.join(one.sql for one in found)
    values = tuple(value for one in found for value in one.values)
    facets = tuple(one.facet for one in found if one.facet is not None)
    whole = len(facets) == len(found)
    return Condition(f"({sql})", values, Facet(test, parts=facets) if whole else None)


_OPERATORS: Mapping[str, Callable[[Service, Field, object, str], Condition]] = {
    "contains": _contains,
    "matches-string": _matches_string,
    "exists": _exists,
    "range-number": _range_number,
    "range-date-relative": _range_date_relative,
}
