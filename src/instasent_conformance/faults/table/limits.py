"""Limits, broken: one too many and one too few."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial

from msgspec import structs

from ...contract import Registry
from ...contract.model import Limit
from ..planted import Planted
from ..registry import ASSUMED
from .access import altered

_LAWS = {
    "aggregation": "filters",
    "batch": "ingest",
    "index": "paging",
    "lookup": "paging",
    "rate": "rate-limits",
    "scroll": "paging",
    "search": "paging",
}
_OTHERWISE = "direct-sms"
_SECONDS = "-seconds"
_UNSEEN = {
    "lookup.matches": "contacts that share an email or a phone are one, so no lookup "
    "has as many matches",
    "sender.length": "no source says how a sender is added, and those that are there "
    "may all be shorter",
}
"""Limits that no request which the sources describe can reach, and why."""


def limit_faults(contract: Registry) -> Iterator[Planted]:
    """Yield every limit with one more and with one less."""
    for limit in contract.limits.values():
        for step, word in ((1, "one-more"), (-1, "one-less")):
            yield Planted(
                id=f"table/limit-{word}/{limit.limit}",
                source="table",
                family="limits",
                law=_LAWS.get(limit.limit.partition(".")[0], _OTHERWISE),
                breaks=f"limits.json: {limit.limit}",
                sentence=f"{limit.limit} is {limit.value + step}, not {limit.value}.",
                plant=partial(
                    altered, alter=partial(_move, name=limit.limit, step=step)
                ),
                provenance=limit.provenance,
                endpoints=limit.endpoints,
                excluded=_permitted(contract, limit),
            )


def _permitted(contract: Registry, limit: Limit) -> str:
    if limit.provenance == "assumed":
        return ASSUMED
    if limit.limit.endswith(_SECONDS):
        return "two clocks may be a second apart"
    if limit.limit in _UNSEEN:
        return _UNSEEN[limit.limit]
    known = contract.knobs[limit.knob].options if limit.knob else ()
    names = [row.option for row in known]
    return f"an open question allows it ({limit.knob})" if "other" in names else ""


def _move(contract: Registry, *, name: str, step: int) -> Registry:
    limit = contract.limits[name]
    moved = structs.replace(limit, value=limit.value + step)
    return replace(contract, limits={**contract.limits, name: moved})
