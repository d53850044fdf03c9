"""What an index lists under a filter, against the rows that it lists without one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ..cases.index_queries import Condition, IndexQuery
from ..contract import Json
from ..exchange import Exchange
from .listings import Row, instant, is_full, rows_of

_MANY = 10**6


@dataclass(frozen=True, slots=True)
class IndexFiltered:
    """An index without a filter, and then with one."""

    endpoint: str
    whole: Exchange
    asked: IndexQuery
    exchange: Exchange
    is_all: bool


def differences(evidence: IndexFiltered) -> Iterator[str]:
    """Yield which rows are found that should not be, and the other way round."""
    found = {identity(row): row for row in rows_of(evidence.exchange)}
    for name, row in found.items():
        if not _satisfies(row, evidence.asked):
            yield f"{name} is found and does not satisfy it"
    if not evidence.is_all or is_full(evidence.exchange, _MANY):
        return
    for row in rows_of(evidence.whole):
        if _satisfies(row, evidence.asked) and identity(row) not in found:
            yield f"{identity(row)} satisfies it and is not found"


def identity(row: Row) -> str:
    """Return the id or the uid of a row."""
    return str(row.get("id", row.get("uid")))


def _satisfies(row: Row, asked: IndexQuery) -> bool:
    return all(_holds(row, condition) for condition in asked.conditions)


def _holds(row: Row, condition: Condition) -> bool:
    value = _reached(row, condition.field)
    if condition.operator == "gte":
        shown, bound = instant(value), instant(condition.value)
        return shown is not None and bound is not None and shown >= bound
    wanted = condition.value
    texts = set(_flat(wanted)) if condition.operator == "in" else {str(wanted)}
    return value is not None and str(value) in texts


def _reached(row: Mapping[str, Any], path: str) -> Json:
    value: Json = row
    for name in path.split("*"):
        value = value.get(name) if isinstance(value, dict) else None
    return value


def _flat(values: Json) -> Iterator[str]:
    for value in values:
        if isinstance(value, list):
            yield from _flat(value)
        else:
            yield str(value)
