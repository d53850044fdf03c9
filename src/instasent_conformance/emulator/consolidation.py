"""Which source wins when several disagree about one attribute."""

from __future__ import annotations

from collections.abc import Sequence

from instasent_conformance.emulator.records import Candidate
from instasent_conformance.emulator.service import Service

Rank = tuple[int, int, int]


def consolidate(
    service: Service, _attribute: str, candidates: Sequence[Candidate]
) -> object:
    """Return the value of the best-placed source that has one."""
    order = {
        "ingest-low-newest": _low_number_first,
        "ingest-high-newest": _high_number_first,
        "newest": _newest_first,
    }[service.knobs.option("K-40")]
    return min(candidates, key=order).value


def _low_number_first(candidate: Candidate) -> Rank:
    return (not candidate.ingest, candidate.priority, -candidate.revision)


def _high_number_first(candidate: Candidate) -> Rank:
    return (not candidate.ingest, -candidate.priority, -candidate.revision)


def _newest_first(candidate: Candidate) -> Rank:
    return (0, 0, -candidate.revision)
