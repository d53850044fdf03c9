"""
One option of each open question explains all successful statuses of an endpoint.

Two statuses that only hold under different options contradict each other, even while
the question which option holds is open.
"""

from __future__ import annotations

from ..contract import Registry
from ..finding import Severity, Violation
from ..oracles.answers import Successes, place_in, possible_parts
from .registry import Verdicts, check


@check(law="schema-conformance", severity=Severity.MINOR, consumes=Successes)
def judge(evidence: Successes, contract: Registry) -> Verdicts:
    """Yield a violation for a knob that no single option of explains the answers."""
    statuses = sorted({e.response.status for e in evidence.exchanges})
    for knob, explained in _explanations(evidence.endpoint, statuses, contract).items():
        if not frozenset.intersection(*explained):
            yield Violation(
                message=f"No option of {knob} explains every success of "
                f"{evidence.endpoint}.",
                expected=f"statuses that one option of {knob} allows together",
                observed=f"statuses {', '.join(map(str, statuses))}",
                location=place_in(contract, evidence.endpoint, "responses"),
                provenance="observed",
            )


def _explanations(
    endpoint: str, statuses: list[int], contract: Registry
) -> dict[str, list[frozenset[str]]]:
    """Return, by knob, the options that each status needing the knob holds under."""
    found: dict[str, list[frozenset[str]]] = {}
    for status in statuses:
        parts = possible_parts(contract, endpoint, status)
        for knob in {name for part in parts for name in part.when}:
            if all(knob in part.when for part in parts):
                options = frozenset(part.when[knob] for part in parts)
                found.setdefault(knob, []).append(options)
    return found
