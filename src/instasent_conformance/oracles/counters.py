"""What a data source counts, at its birth and after it received something."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..contract import Json

RECEIVED = ("receivedContacts", "receivedEvents")
COUNTERS = (
    *RECEIVED,
    "receivedIntegrations",
    "receivedIntegrationsCreations",
    "receivedIntegrationsMerges",
    "receivedIntegrationsUpdates",
)


@dataclass(frozen=True, slots=True)
class Counted:
    """The counters of a new data source before and after some accepted items."""

    born: Mapping[str, Json]
    grown: Mapping[str, Json]
    accepted: Mapping[str, int]


def counters_of(entity: Json) -> dict[str, Json]:
    """Return the counters of a data source, null where it shows none."""
    found = entity if isinstance(entity, dict) else {}
    return {name: found.get(name) for name in COUNTERS}


def as_number(value: Json) -> int:
    """Return a counter as a number; null counts nothing."""
    return int(value) if isinstance(value, int | float) else 0
