"""Whether the rows of an answer stand in the order that was asked for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from ..contract import Json
from ..exchange import Exchange
from .listings import instant

_DAY = 10


@dataclass(frozen=True, slots=True)
class Ordered:
    """
    An answer that was to be sorted.

    `columns` holds, for each reading of the sort field, the values of every row; one
    reading must be in order. None is there where the rows show no such value. `upwards`
    tells the direction of each key.
    """

    endpoint: str
    about: str
    exchange: Exchange
    columns: tuple[tuple[tuple[Json, ...], ...], ...]
    upwards: tuple[bool, ...]
    rule: str


def misplaced(
    rows: Iterable[tuple[Json, ...]], upwards: tuple[bool, ...]
) -> tuple[tuple[Json, ...], tuple[Json, ...]] | None:
    """Return two neighbours in the wrong order; a row without a value has no place."""
    placed = [row for row in rows if not any(value is None for value in row)]
    for one, other in pairwise(placed):
        if _is_after(one, other, upwards):
            return one, other
    return None


def _is_after(
    one: tuple[Json, ...], other: tuple[Json, ...], upwards: tuple[bool, ...]
) -> bool:
    for left, right, up in zip(one, other, upwards, strict=True):
        if left == right:
            continue
        order = _compare(left, right)
        return order is not None and (order > 0) is up
    return False


def _compare(left: Json, right: Json) -> int | None:
    """Return -1 or 1 where every collation agrees, else None."""
    moments = [m for m in _moments(left, right) if m is not None]
    if len(moments) > 1:
        return (moments[0] > moments[1]) - (moments[0] < moments[1]) or None
    if isinstance(left, int | float) and isinstance(right, int | float):
        return -1 if left < right else 1
    a, b = next(
        ((x, y) for x, y in zip(str(left), str(right), strict=False) if x != y),
        ("", ""),
    )
    plain = (a.isdigit() and b.isdigit()) or (
        a.isalpha() and b.isalpha() and a.islower() == b.islower()
    )
    return (-1 if a < b else 1) if plain and (a + b).isascii() else None


def _moments(*values: Json) -> Iterator[datetime | None]:
    for value in values:
        long_enough = isinstance(value, str) and len(value) >= _DAY
        yield instant(value) if long_enough else None
