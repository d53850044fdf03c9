"""A list in an answer names each thing once: no two of its objects are the same."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from ..contract import Json, Registry
from ..finding import Severity, Violation
from ..oracles.answers import ValidRequest, place_in
from .registry import Verdicts, check


@check(law="schema-conformance", severity=Severity.MAJOR, consumes=ValidRequest)
def judge(evidence: ValidRequest, contract: Registry) -> Verdicts:
    """Yield a violation for the first list that says the same twice."""
    if not evidence.response.succeeded:
        return
    for name, place in _repetitions(evidence.response.body):
        yield Violation(
            message=f"A list that {evidence.endpoint} answers names something twice.",
            expected=f"objects in `{name}` that differ from each other",
            observed=f"the object at {place[1]} repeats the one at {place[0]}",
            location=place_in(contract, evidence.endpoint, "responses"),
            provenance=evidence.provenance,
        )
        return


def _repetitions(body: Json) -> Iterator[tuple[str, tuple[int, int]]]:
    """Yield list and positions of what stands twice, right below the body."""
    for name, rows in body.items() if isinstance(body, dict) else ():
        if not isinstance(rows, list):
            continue
        named = [(place, row) for place, row in enumerate(rows) if row]
        for (first, one), (second, other) in combinations(named, 2):
            if isinstance(one, dict) and one == other:
                yield name, (first, second)
