"""Payloads made from live specs: such as fit them, and such as break one rule each."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from ..canaries import Canaries
from ..contract import Json, Registry
from .contacts import canary_value
from .drawing import draw
from .live_specs import NUMBERS, TEXTS, Spec

Values = dict[str, Json]

LISTED_KEY = "conform_listed"
"""A custom key that only one project is ever given."""

_LONGEST = 2_000
_DRAWN_LENGTH, _DRAWN_VALUES = 200, 20
_LETTERS = "abcXYZ019 -.ñéüßλж日本"


def fitting_value(contract: Registry, canaries: Canaries, spec: Spec) -> Json:
    """
    Return a value that fits an attribute spec; None where nobody can know one.

    A native attribute that the contract does not name may have rules of its own.
    """
    for attribute in contract.attributes:
        if attribute.uid == spec.uid:
            return canary_value(attribute, canaries)
    if spec.custom is not True:
        return None
    value = _plain(canaries, spec.data_type, None)
    return [value] if value is not None and spec.values > 1 else value


def fitting_parameters(
    canaries: Canaries, specs: Sequence[Spec]
) -> Iterator[tuple[str, Values]]:
    """Yield parameters that fit: the required alone, every one, and all at the edge."""
    known = {spec.uid: _short(canaries, spec) for spec in specs}
    if any(spec.required and known[spec.uid] is None for spec in specs):
        return
    usable = [spec for spec in specs if known[spec.uid] is not None]
    yield "required-only", {s.uid: _one(s, known[s.uid]) for s in usable if s.required}
    yield "every-one", {s.uid: _one(s, known[s.uid]) for s in usable}
    yield "at-the-edge", {spec.uid: _edge(canaries, spec) for spec in usable}


def drawn_parameters(
    specs: Sequence[Spec], *, number: int, seed: int
) -> Iterator[tuple[str, Values]]:
    """Yield parameters drawn within their specs, the smallest first."""
    from hypothesis import strategies as st

    drawable = {spec.uid: _strategy(spec) for spec in specs}
    usable = {uid: drawn for uid, drawn in drawable.items() if drawn is not None}
    needed = {spec.uid for spec in specs if spec.required}
    found: dict[str, Values] = {}
    if not number or needed - usable.keys():
        return

    payloads = st.fixed_dictionaries(
        {uid: drawn for uid, drawn in usable.items() if uid in needed},
        optional={uid: drawn for uid, drawn in usable.items() if uid not in needed},
    )

    def keep(values: Values) -> None:
        found[json.dumps(values)] = values

    draw(payloads, keep, count=number, seed=seed)
    for text in sorted(found, key=lambda text: (len(text), text)):
        yield "drawn", found[text]


def broken_parameters(
    canaries: Canaries, specs: Sequence[Spec]
) -> Iterator[tuple[str, str, Values]]:
    """Yield a name, the rule that is broken, and parameters that fit but for that."""
    for _, good in list(fitting_parameters(canaries, specs))[1:2]:
        for spec in specs:
            if spec.uid not in good:
                continue
            if spec.required:
                rest = {uid: value for uid, value in good.items() if uid != spec.uid}
                yield f"{spec.uid}/missing", f"`{spec.uid}` is required", rest
            for rule, value in _wrong(canaries, spec):
                yield (
                    f"{spec.uid}/{rule}",
                    f"`{spec.uid}`: {rule}",
                    {
                        **good,
                        spec.uid: value,
                    },
                )


def _wrong(canaries: Canaries, spec: Spec) -> Iterator[tuple[str, Json]]:
    if spec.max_length and spec.data_type in TEXTS and spec.max_length < _LONGEST:
        long = (canaries.word() * spec.max_length)[: spec.max_length + 1]
        yield "too-long", [long] if spec.values > 1 else long
    if spec.values < _LONGEST:
        yield (
            "too-many-values",
            [
                _plain(canaries, spec.data_type, spec.max_length)
                for _ in range(spec.values + 1)
            ],
        )
    if spec.data_type not in TEXTS:
        yield "another-type", canaries.word()


def _strategy(spec: Spec) -> Any:
    """Return what draws the values of a parameter, or None for an unknown type."""
    from hypothesis import strategies as st

    longest = min(spec.max_length or _DRAWN_LENGTH, _DRAWN_LENGTH)
    # A letter counts one, however many bytes it takes.
    texts = st.text(_LETTERS, min_size=1, max_size=longest)
    single = {
        **dict.fromkeys(TEXTS, texts),
        **dict.fromkeys(NUMBERS, st.integers(0, 10**6)),
        "bool": st.booleans(),
        "date": st.dates(date(1950, 1, 1), date(2024, 1, 1)).map(str),
    }.get(spec.data_type)
    if single is None or spec.values == 1:
        return single
    most = min(spec.values, _DRAWN_VALUES)
    return st.lists(single, min_size=1, max_size=most, unique=True)


def _edge(canaries: Canaries, spec: Spec) -> Json:
    length = spec.max_length if (spec.max_length or 0) < _LONGEST else None
    values = [
        _plain(canaries, spec.data_type, length) for _ in range(min(spec.values, 50))
    ]
    return values if spec.values > 1 else values[0]


def _short(canaries: Canaries, spec: Spec) -> Json:
    """Return a value that is no longer than it may be, and not made as long."""
    value = _plain(canaries, spec.data_type, None)
    return value[: spec.max_length] if isinstance(value, str) else value


def _one(spec: Spec, value: Json) -> Json:
    return [value] if spec.values > 1 else value


def _plain(canaries: Canaries, data_type: str, length: int | None) -> Json:
    if data_type in TEXTS:
        word = canaries.word()
        return (word * length)[:length] if length else word
    if data_type in NUMBERS:
        return canaries.number()
    if data_type == "bool":
        return True
    if data_type == "date":
        return canaries.date()
    return f"{canaries.date()}T08:30:00.000Z" if data_type == "datetime" else None
