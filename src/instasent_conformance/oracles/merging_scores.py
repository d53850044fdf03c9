"""
How far a reading over-merges and under-merges, apart from each other.

Both are shares of pairs of contacts: the precision of those that are together, and the
recall of those that have to be.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations

from ..cases.histories import SourceContact
from .merging import Partition, allowed_groups, required_groups
from .merging_evidence import Reading
from .merging_records import UPSERTS

Pairs = frozenset[tuple[SourceContact, SourceContact]]


@dataclass(frozen=True, slots=True)
class Scores:
    """The share of pairs together that may be, and of pairs that must be and are."""

    precision: float
    recall: float

    def __str__(self) -> str:
        """Render for a report."""
        return f"pairwise precision {self.precision:.2f}, recall {self.recall:.2f}"


def scores(reading: Reading) -> Scores:
    """Return the scores of a reading, under the most lenient of the update rules."""
    owners = reading.owners()
    seen = together(reading.partition(), owners)
    allowed = together(allowed_groups(reading.history, reading.unique), owners)
    required = [
        together(required_groups(reading.history, reading.unique, upsert), owners)
        for upsert in UPSERTS
    ]
    return Scores(
        precision=_share(seen & allowed, seen),
        recall=max(_share(seen & pairs, pairs) for pairs in required),
    )


def together(groups: Partition, known: Mapping[SourceContact, str]) -> Pairs:
    """Return the pairs of contacts that a partition has together."""
    return frozenset(
        pair
        for group in groups
        for pair in combinations(sorted(key for key in group if key in known), 2)
    )


def _share(part: Pairs, whole: Pairs) -> float:
    return len(part) / len(whole) if whole else 1.0
