"""
The same contacts make the same people in whatever order and batches they arrive.

Strangers who are written among them change nothing either.
"""

from __future__ import annotations

from collections.abc import Mapping, Set

from ..cases.histories import EMPTY, Put, SourceContact
from ..cases.spellings import folded
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
    common = first.records.keys() & other.records.keys()
    here, there = _people(first, common), _people(other, common)
    if here != there:
        return f"{len(here)} people became {len(there)}"
    refused = _refused(first) | _refused(other)
    for members in sorted(sorted(group) for group in here if not group & refused):
        before, after = _undisputed(first, members[0]), _undisputed(other, members[0])
        if before != after:
            return f"{dict(before)} became {dict(after)}"
    return None


def _refused(reading: Reading) -> Set[SourceContact]:
    """Return the contacts of which the target refused a spelling, as it may."""
    return {
        key
        for step in reading.history
        if isinstance(step, Put) and step.optional
        for key in step.keys
    }


def _people(reading: Reading, common: Set[SourceContact]) -> Set[Set[SourceContact]]:
    return {group & common for group in reading.partition() if group & common}


def _undisputed(reading: Reading, member: SourceContact) -> Mapping[str, str]:
    """Return the values of a merged contact that no two of its members dispute."""
    owner = reading.owners()[member]
    contact = reading.audience.get(owner)
    held: dict[str, set[str]] = {}
    for key in reading.members()[owner]:
        for role, value in reading.records[key].values.items():
            held.setdefault(role, set()).update([folded(value)] if value else [])
    shown = contact.values if contact else {}
    return {
        role: folded(shown.get(role) or EMPTY)
        for role, values in sorted(held.items())
        if len(values) == 1
    }
