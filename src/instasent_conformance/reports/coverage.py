"""What a run says about each requirement of the contract."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from ..contract import Registry, Requirement
from ..finding import Outcome, Severity
from ..trial import Record
from .model import Coverage, RequirementCounts, RequirementRow, Status

_NOT_YET = "not yet judged"
_GUIDE = "guide#"


def coverage_of(contract: Registry, records: Sequence[Record]) -> Coverage:
    """Return every requirement with its status in this run."""
    trail = _Trail(records)
    rows = tuple(_row(requirement, trail) for requirement in contract.requirements)
    owed = [row for row in rows if row.level == "MUST" and row.place.startswith(_GUIDE)]
    return Coverage(counts=_counts(rows), guide=_counts(owed), rows=rows)


def _counts(rows: Sequence[RequirementRow]) -> RequirementCounts:
    return RequirementCounts(**Counter(row.status.replace("-", "_") for row in rows))


class _Trail:
    """Which checks were consulted in a run, and what each of them said."""

    def __init__(self, records: Sequence[Record]) -> None:
        self.consulted: set[str] = set()
        self.satisfied: set[str] = set()
        self.observed: set[str] = set()
        self.broken: set[str] = set()
        for record in records:
            found = {finding.check: finding.severity for finding in record.findings}
            self.consulted |= {*record.checks, *found}
            if record.outcome in (Outcome.PASS, Outcome.FAIL):
                self.satisfied |= set(record.checks) - set(found)
            for finding in record.findings:
                if finding.severity is Severity.OBSERVATION:
                    self.observed.add(finding.check)
                else:
                    self.broken |= {finding.check, *finding.requirements}


def _row(requirement: Requirement, trail: _Trail) -> RequirementRow:
    status, reason = _status(requirement, trail)
    return RequirementRow(
        id=requirement.id,
        level=requirement.level,
        place=requirement.place,
        text=requirement.text,
        status=status,
        checks=requirement.checks,
        reason=reason,
    )


def _status(requirement: Requirement, trail: _Trail) -> tuple[Status, str]:
    checks = set(requirement.checks)
    if not checks:
        reason = requirement.unjudged or _NOT_YET
        return ("not-yet-judged" if reason == _NOT_YET else "not-judgeable"), reason
    if checks & trail.broken or requirement.id in trail.broken:
        return "judged-fail", ""
    if checks & trail.satisfied:
        return "judged-pass", ""
    if checks & trail.observed:
        return "inconclusive", "only an assumption was seen broken"
    if checks & trail.consulted:
        return "inconclusive", "every case that consults its checks was inconclusive"
    return "not-yet-judged", "no case of this run consulted its checks"
