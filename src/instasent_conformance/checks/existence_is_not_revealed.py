"""Whoever may not see a resource is not told whether it exists."""

from __future__ import annotations

from ..contract import Registry
from ..contract.places import label, row_line
from ..finding import Location, Severity, Violation
from ..oracles.doors import Knock, obstacle, parameter_of, tells
from .registry import Verdicts, check


@check(law="authentication", severity=Severity.MAJOR, consumes=Knock)
def judge(knock: Knock, contract: Registry) -> Verdicts:
    """Compare the answers for an id that exists and for one that does not."""
    problem = obstacle(knock)
    if problem:
        yield problem
        return
    file = f"endpoints/{knock.endpoint}.json"
    name = parameter_of(contract, knock).name
    for tell in tells(contract, knock):
        yield Violation(
            message=f"{knock.endpoint} tells {knock.door.need} "
            f"whether the {name} exists.",
            expected=tell.expected,
            observed=tell.observed,
            location=Location(
                label(contract, file),
                f"#/parameters/{name}",
                row_line(contract, file, "name", name),
            ),
            provenance=tell.provenance,
        )
