"""Records as the cells of two heat maps: endpoint by token, attribute by level."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TypedDict

from ..cases import Cell
from ..finding import Finding, Outcome, Severity
from ..trial import Record
from .model import AttributeCell, Matrix, OutcomeWord, ScopeCell, SeverityWord

_WORST_FIRST = (
    Outcome.ERROR,
    Outcome.FAIL,
    Outcome.INCONCLUSIVE,
    Outcome.PASS,
    Outcome.NOT_APPLICABLE,
)


class _Content(TypedDict):
    """What both kinds of cell say."""

    outcome: OutcomeWord
    cases: int
    reason: str | None
    detail: str
    expected: str
    observed: str
    severity: SeverityWord | None


def matrix_of(records: Iterable[Record]) -> Matrix:
    """Return the cells; where several cases share one, the worst outcome is shown."""
    groups: dict[Cell, list[Record]] = defaultdict(list)
    for record in records:
        if record.cell is not None:
            groups[record.cell].append(record)
    scope = [
        ScopeCell(endpoint=cell.row, column=cell.column, **_content(found))
        for cell, found in groups.items()
        if cell.table == "scope"
    ]
    attributes = [
        AttributeCell(
            attribute=cell.row,
            level=cell.column,
            surface=cell.surface,
            **_content(found),
        )
        for cell, found in groups.items()
        if cell.table == "attribute"
    ]
    return Matrix(
        scope=tuple(sorted(scope, key=lambda cell: cell.endpoint)),
        attributes=tuple(
            sorted(attributes, key=lambda cell: (cell.surface, cell.attribute))
        ),
    )


def _content(found: Sequence[Record]) -> _Content:
    worst = min(found, key=lambda record: _WORST_FIRST.index(record.outcome))
    finding = _heaviest(worst.findings)
    return _Content(
        outcome=worst.outcome.value,
        cases=len(found),
        reason=worst.reason.value if worst.reason else None,
        detail=worst.detail,
        expected=finding.violation.expected if finding else "",
        observed=finding.violation.observed if finding else "",
        severity=finding.severity.value if finding else None,
    )


def _heaviest(findings: Sequence[Finding]) -> Finding | None:
    order = tuple(Severity)
    return min(findings, key=lambda found: order.index(found.severity), default=None)
