"""
An audience contact refers to exactly the sources and contacts that it was built from.

The references are fields of the entity, attributes, or both (K-17); a datasource
contact in turn names its audience contact.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..contract import Registry
from ..contract.model import Provenance
from ..finding import Severity, Violation
from ..oracles.knobs import possible_options
from ..oracles.merging_evidence import MergeEvidence, Reading, requirement
from ..oracles.source_references import (
    PLACES_KNOB,
    missing_places,
    pointer_problems,
    wrong_references,
)
from .registry import Verdicts, check


@check(law="source-tracking", severity=Severity.MAJOR, consumes=MergeEvidence)
def judge(evidence: MergeEvidence, contract: Registry) -> Verdicts:
    """Report the first wrong reference of each kind, reading by reading."""
    places = possible_options(contract, PLACES_KNOB)
    for reading in evidence.readings:
        for row, provenance, problem in _problems(reading, places):
            yield Violation(
                message=problem,
                expected="references to exactly the members of the audience contact",
                observed=f"{problem}, after: {reading.told()}",
                location=requirement(contract, row),
                provenance=provenance,
            )
            break


def _problems(
    reading: Reading, places: tuple[str, ...]
) -> Iterator[tuple[str, Provenance, str]]:
    for problem in missing_places(reading, places):
        yield "G-MERGE-13", "documented", problem
    for problem in wrong_references(reading):
        yield "G-MERGE-13", "documented", problem
    for problem in pointer_problems(reading):
        yield "V-PUSH-18", "observed", problem
