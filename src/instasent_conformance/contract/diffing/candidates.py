"""
The values that may tell two versions of a schema apart, by the keyword that changed.

The values made for the keyword come first, then those of every other keyword, since
what surrounds a change can shift the place at which it shows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from ..model import Json
from .flattening import ORDER, Flat
from .instances import EXTRA_MEMBER, Builder, NothingFits
from .schemas import Change
from .texts import OF_FORMAT, OF_NO_FORM, texts_matching

ANY: tuple[Json, ...] = (None, True, 0, 0.5, "a", [], {}, "", [0], ["a"], {"a": 0})
LONGEST = 20_000


@dataclass(frozen=True, slots=True)
class Spot:
    """The place of a change inside a payload, and what is known there."""

    builder: Builder
    change: Change
    flat: Flat

    def said(self) -> tuple[Json, Json]:
        """Return what the keyword says before and after."""
        return self.change.what.before, self.change.what.after

    def whole(self) -> frozenset[str]:
        """Return every member that the place knows."""
        return (frozenset(self.flat.members) | self.flat.required) - self.flat.absent


Maker = Callable[[Spot], Iterator[Json]]


def candidates(spot: Spot) -> Iterator[Json]:
    """Yield values for the place of a change, those for its keyword first."""
    first = _BY_KEYWORD.get(spot.change.keyword, _as_built)
    for make in (first, *(maker for maker in _EVERY if maker is not first)):
        try:
            yield from make(spot)
        except NothingFits:
            continue


def _as_built(spot: Spot) -> Iterator[Json]:
    """Yield the smallest value, and the one with every member."""
    yield spot.builder.of(spot.flat)
    if "object" in spot.flat.types:
        yield spot.builder.object_of(spot.flat, spot.whole())


def _lacking(spot: Spot) -> Iterator[Json]:
    """Yield objects that lack one member, the one that changed first."""
    if "object" not in spot.flat.types:
        return
    key, _, named = spot.change.what.member.partition("/")
    for names in (spot.flat.required, spot.whole()):
        for name in (named or key, *sorted(names)):
            yield spot.builder.object_of(spot.flat, names - {name})
    required = spot.flat.required
    for name in (key, *sorted(spot.flat.members)):
        if name:
            yield spot.builder.object_of(spot.flat, (required | {name}) - {named})


def _with_members(spot: Spot) -> Iterator[Json]:
    """Yield objects with a member of every type, the one that changed or another."""
    base = spot.builder.object_of(spot.flat, spot.flat.required)
    names = [spot.change.what.member, EXTRA_MEMBER, "_extra", ""]
    for name in dict.fromkeys(names):
        for value in ANY:
            yield base | {name: value}


def _of_types(spot: Spot) -> Iterator[Json]:
    for name in ORDER:
        yield spot.builder.of_type(spot.flat, name)
    yield from (0.5, 1.5)


def _of_values(spot: Spot) -> Iterator[Json]:
    for said in spot.said():
        yield from said if isinstance(said, list) else [said]
    yield from spot.flat.values or ()
    yield "other"
    yield from ANY


def _at_bounds(spot: Spot) -> Iterator[Json]:
    """Yield numbers, texts and arrays at a bound, and one step to each side of it."""
    held = [v for v in spot.flat.demands.values() if _is_number(v)]
    for bound in (*(v for v in spot.said() if _is_number(v)), *held):
        yield from (bound, bound - 1, bound + 1, bound - 0.5, bound + 0.5)
        for count in (int(bound), int(bound) - 1, int(bound) + 1):
            if 0 <= count <= LONGEST:
                yield "a" * count
                yield [spot.builder.item_of(spot.flat)] * count


def _twice(spot: Spot) -> Iterator[Json]:
    yield [spot.builder.item_of(spot.flat)] * 2


def _of_forms(spot: Spot) -> Iterator[Json]:
    """Yield texts that have the form said, or some other."""
    for said in (*spot.said(), spot.flat.demands.get("pattern")):
        if isinstance(said, str):
            yield from texts_matching(said)
    yield from OF_FORMAT.values()
    yield from OF_NO_FORM
    yield "a" * 300


def _of_branches(spot: Spot) -> Iterator[Json]:
    """Yield the smallest value of each alternative, alone and on top of the rest."""
    base = spot.builder.of(spot.flat)
    said = [node for node in spot.said() if isinstance(node, dict)]
    for branch in (*said, *spot.flat.branches):
        flat = spot.builder.flat(branch)
        value = spot.builder.of(flat)
        yield value
        if isinstance(value, dict):
            whole = spot.builder.object_of(flat, frozenset(flat.members))
            yield whole
            for made in (value, whole):
                yield {**base, **made} if isinstance(base, dict) else made


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _anything(_spot: Spot) -> Iterator[Json]:
    yield from ANY


_EVERY: tuple[Maker, ...] = (
    _as_built,
    _lacking,
    _of_types,
    _of_values,
    _at_bounds,
    _twice,
    _of_forms,
    _of_branches,
    _with_members,
    _anything,
)
_BY_KEYWORD: dict[str, Maker] = {
    "required": _lacking,
    "dependentRequired": _lacking,
    "properties": _with_members,
    "additionalProperties": _with_members,
    "propertyNames": _with_members,
    "type": _of_types,
    "enum": _of_values,
    "const": _of_values,
    "pattern": _of_forms,
    "uniqueItems": _twice,
    "format": _of_forms,
    "anyOf": _of_branches,
    "oneOf": _of_branches,
    **dict.fromkeys(
        (
            "minimum",
            "maximum",
            "minLength",
            "maxLength",
            "minItems",
            "maxItems",
            "exclusiveMinimum",
            "exclusiveMaximum",
            "multipleOf",
        ),
        _at_bounds,
    ),
}
