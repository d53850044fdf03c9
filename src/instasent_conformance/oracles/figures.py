"""Figures over what a filter matches, against the figures of what was written."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..contract import Json
from ..exchange import Exchange
from .scoped_fields import value_at

Buckets = Mapping[str, int]
_CLOSE = 1e-6


@dataclass(frozen=True, slots=True)
class Figure:
    """
    A named figure: its value, or its buckets, or a number that its buckets add up to.
    """

    name: str
    rule: str
    value: float | None = None
    buckets: Buckets | None = None
    adds_up_to: int | None = None


@dataclass(frozen=True, slots=True)
class Figures:
    """An answer to aggregations, and what each must be."""

    endpoint: str
    exchange: Exchange
    figures: tuple[Figure, ...]


def wrong_figures(evidence: Figures) -> Iterator[tuple[Figure, str]]:
    """Yield the figures that differ, and what the answer says instead."""
    for figure in evidence.figures:
        found = value_at(evidence.exchange.response.body, f"/entities/{figure.name}")
        wrong = _wrong(figure, found)
        if wrong:
            yield figure, wrong


def buckets_of(found: Json) -> dict[str, int]:
    """Return the buckets of an answer, in either form."""
    listed = found.get("buckets") if isinstance(found, dict) else None
    return {
        str(bucket.get("key")): int(bucket.get("count", bucket.get("doc_count")) or 0)
        for bucket in (listed if isinstance(listed, list) else ())
        if isinstance(bucket, dict)
    }


def _wrong(figure: Figure, found: Json) -> str | None:
    if figure.value is not None:
        value = found.get("value") if isinstance(found, dict) else None
        if isinstance(value, int | float) and math.isclose(
            value, figure.value, abs_tol=_CLOSE
        ):
            return None
        return f"{value} instead of {figure.value}"
    buckets = buckets_of(found)
    if figure.adds_up_to is not None:
        total = sum(buckets.values())
        return None if total == figure.adds_up_to else f"buckets of {total} in all"
    full = {key: count for key, count in buckets.items() if count}
    return None if full == figure.buckets else f"buckets {full}"
