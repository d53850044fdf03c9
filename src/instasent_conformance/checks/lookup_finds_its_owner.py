"""
A lookup finds the one contact that has the value, and nobody for a value of nobody.

Whether a lookup by value takes user ids alone is open (K-35), yet the same every time.
"""

from __future__ import annotations

from ..contract import Registry
from ..finding import Severity, Violation
from ..oracles.found_contacts import Lookups, wrong_lookups
from ..oracles.listings import obstacle, place_of, weight_of
from .registry import Verdicts, check


@check(law="filters", severity=Severity.MAJOR, consumes=Lookups)
def judge(evidence: Lookups, contract: Registry) -> Verdicts:
    """Yield a violation for each lookup that does not lead to its owner alone."""
    blocked = obstacle(*(asked.exchange for asked in evidence.asked))
    if blocked:
        yield blocked
        return
    for asked, problem in wrong_lookups(evidence, contract):
        yield Violation(
            message=f"{evidence.endpoint} does not find the owner of a value.",
            expected=f"the contact with that {asked.role}, if there is one",
            observed=problem,
            location=place_of(contract, asked.rule),
            provenance=weight_of(contract, asked.rule),
        )
