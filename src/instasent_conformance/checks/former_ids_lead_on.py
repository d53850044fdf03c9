"""
An audience contact lists the ids of those that were joined to it.

Whether such an id still answers is open (U-10); one that does leads to the contact
that lists it.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..contract import Registry
from ..contract.model import Provenance
from ..finding import Severity, Violation
from ..oracles.merging_evidence import Reading, SequelEvidence, requirement
from .registry import Verdicts, check


@check(law="source-tracking", severity=Severity.MINOR, consumes=SequelEvidence)
def judge(evidence: SequelEvidence, contract: Registry) -> Verdicts:
    """Report the first id of the earlier reading that the later one forgot."""
    before, after = evidence.readings[0], evidence.readings[-1]
    for provenance, problem in _problems(before, after):
        yield Violation(
            message=problem,
            expected="every id that a person ever had among the ids that lead to it",
            observed=f"{problem}, after: {after.told()}",
            location=requirement(contract, "V-AUDIENCE-03"),
            provenance=provenance,
        )
        return


def _problems(before: Reading, after: Reading) -> Iterator[tuple[Provenance, str]]:
    owners = after.owners()
    for former, members in sorted(before.members().items()):
        heirs = {owners[key] for key in members if key in owners}
        known = {
            name
            for heir in heirs & after.audience.keys()
            for name in after.audience[heir].known_ids
        }
        lost = f"the former id of {after.names(members)}"
        if heirs and former not in known:
            yield "observed", f"{lost} is not among the ids that lead to it"
        leads_to = after.resolved.get(former)
        if heirs and former in after.resolved and leads_to not in heirs:
            astray = leads_to is not None
            yield (
                "observed" if astray else "assumed",
                f"{lost} leads {'to somebody else' if astray else 'nowhere'}",
            )
