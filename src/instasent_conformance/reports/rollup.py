"""Findings and abstentions, rolled up: one row per root, with its blast radius."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import PurePath

from ..finding import Finding, Location, Outcome, Severity
from ..trial import Record
from .model import AbstentionRow, Defect, Example, Place

_WEIGHT = tuple(Severity)


def defects_of(records: Iterable[Record]) -> tuple[Defect, ...]:
    """Return one defect per root of the findings that count, heaviest first."""
    return _rolled_up(
        finding
        for record in records
        for finding in record.findings
        if finding.severity is not Severity.OBSERVATION
    )


def observations_of(records: Iterable[Record]) -> tuple[Defect, ...]:
    """Return one row per root of the findings that break an assumption alone."""
    return _rolled_up(
        finding
        for record in records
        for finding in record.findings
        if finding.severity is Severity.OBSERVATION
    )


def abstentions_of(records: Iterable[Record]) -> tuple[AbstentionRow, ...]:
    """Return one row per law and reason of the cases that were not judged."""
    groups: dict[tuple[str, str], list[Record]] = defaultdict(list)
    for record in records:
        if record.outcome is Outcome.INCONCLUSIVE and record.reason is not None:
            groups[record.reason, record.law].append(record)
    rows = (
        AbstentionRow(reason=reason, law=law, count=len(found), example=found[0].detail)
        for (reason, law), found in groups.items()
    )
    return tuple(sorted(rows, key=lambda row: (-row.count, row.reason, row.law)))


def _rolled_up(findings: Iterable[Finding]) -> tuple[Defect, ...]:
    groups: dict[tuple[str, str, str], list[Finding]] = defaultdict(list)
    for finding in findings:
        location = finding.violation.location
        groups[finding.check, location.file, location.pointer].append(finding)
    defects = (_defect(found) for found in groups.values())
    return tuple(
        sorted(
            defects,
            key=lambda defect: (
                _WEIGHT.index(Severity(defect.severity)),
                -defect.cases,
                defect.law,
                defect.id,
            ),
        )
    )


def _defect(found: Sequence[Finding]) -> Defect:
    # The heaviest finding speaks for its root; among equals the shortest chain does.
    worst = min(
        found,
        key=lambda finding: (_WEIGHT.index(finding.severity), len(finding.exchanges)),
    )
    violation = worst.violation
    place = _place(violation.location)
    root = "\0".join((worst.check, place.file, place.pointer))
    return Defect(
        id=hashlib.sha256(root.encode()).hexdigest()[:12],
        title=violation.message,
        check=worst.check,
        law=worst.law,
        severity=worst.severity.value,
        provenance=violation.provenance,
        place=place,
        requirements=_union(finding.requirements for finding in found),
        endpoints=_union((finding.endpoint,) for finding in found if finding.endpoint),
        cases=len({finding.case for finding in found}),
        fingerprints=_union((finding.fingerprint,) for finding in found),
        example=_example(worst),
    )


def _example(finding: Finding) -> Example:
    return Example(
        endpoint=finding.endpoint,
        case=finding.case,
        message=finding.violation.message,
        expected=finding.violation.expected,
        observed=finding.violation.observed,
        exchanges=finding.exchanges,
        reproduce=finding.reproduce,
    )


def _place(location: Location) -> Place:
    """Return the place, from `contracts/` on: reports name no folder of a machine."""
    path = PurePath(location.file)
    parts = path.parts
    if path.is_absolute():
        start = parts.index("contracts") if "contracts" in parts else len(parts) - 1
        parts = parts[start:]
    return Place(
        file="/".join(parts), pointer=location.pointer, line=max(location.line, 1)
    )


def _union(groups: Iterable[Iterable[str]]) -> tuple[str, ...]:
    return tuple(sorted({member for group in groups for member in group}))
