"""The same contacts make the same people in whatever order and batches they arrive."""

from __future__ import annotations

from collections.abc import Mapping

from ..cases.histories import SourceContact
from ..contract import Registry
from ..finding import Severity, Violation
from ..oracles.merging_evidence import OrderEvidence, Reading, requirement
from .registry import Verdicts, check


@check(law="merging", severity=Severity.MAJOR, consumes=OrderEvidence)
def judge(evidence: OrderEvidence, contract: Registry) -> Verdicts:
    """Report the first telling that came out otherwise than the first one."""
    first, *others = evidence.readings
    for other in others:
        problem = _difference(first, other)
        if problem:
            yield Violation(
                message=f"the order of arrival decides: {problem}",
                expected=f"what was read after: {first.told()}",
                observed=f"{problem}, after: {other.told()}",
                location=requirement(contract, "G-MERGE-08"),
            )
            return


def _difference(first: Reading, other: Reading) -> str | None:
    if first.partition() != other.partition():
        return f"{len(first.partition())} people became {len(other.partition())}"
    for members in sorted(map(sorted, first.partition())):
        here, there = _undisputed(first, members[0]), _undisputed(other, members[0])
        if here != there:
            return f"{dict(here)} became {dict(there)}"
    return None


def _undisputed(reading: Reading, member: SourceContact) -> Mapping[str, str | None]:
    """Return the values of a merged contact that no two of its members dispute."""
    owner = reading.owners()[member]
    contact = reading.audience.get(owner)
    held: dict[str, set[str]] = {}
    for key in reading.members()[owner]:
        for role, value in reading.records[key].values.items():
            held.setdefault(role, set()).update([value] if value else [])
    return {
        role: contact.values.get(role) if contact else None
        for role, values in sorted(held.items())
        if len(values) == 1
    }
