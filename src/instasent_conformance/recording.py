"""From the records of a trial to the outcome of its test item."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import pytest

from .finding import Outcome, Reason, Severity
from .trial import Record, Trial


@dataclass(frozen=True, slots=True)
class ItemRecords:
    """One test item: its law, its endpoint, and how each of its cases ended."""

    id: str
    law: str
    endpoint: str
    outcome: Outcome
    reason: Reason | None
    detail: str
    seconds: float
    requests: int
    records: tuple[Record, ...]

    @classmethod
    def of(
        cls, *, law: str, name: str, trial: Trial | None, seconds: float, crash: str
    ) -> ItemRecords:
        """Sum up an item; a crash of the suite makes it an error."""
        records = tuple(trial.records) if trial else ()
        outcome = Outcome.ERROR if crash else outcome_of(records)
        undecided = _first(records, Outcome.INCONCLUSIVE)
        return cls(
            id=f"{law}/{name}",
            law=law,
            endpoint=trial.endpoint if trial else "",
            outcome=outcome,
            reason=undecided.reason if undecided and not crash else None,
            detail=crash or (undecided.detail if undecided else ""),
            seconds=seconds,
            requests=trial.requests if trial else 0,
            records=records,
        )


def outcome_of(records: Sequence[Record]) -> Outcome:
    """Return the worst outcome of the cases; not-applicable when none was judged."""
    ended = {record.outcome for record in records}
    for outcome in (Outcome.FAIL, Outcome.INCONCLUSIVE, Outcome.PASS):
        if outcome in ended:
            return outcome
    return Outcome.NOT_APPLICABLE


def conclude(records: Sequence[Record]) -> None:
    """
    End a test item as its records say.

    Raises:
        pytest.fail.Exception: a case failed; the message lists the findings.
        pytest.skip.Exception: nothing failed and not everything was judged; the message
            begins with the reason codes.
    """
    outcome = outcome_of(records)
    if outcome is Outcome.FAIL:
        pytest.fail(_findings_text(records), pytrace=False)
    if outcome is not Outcome.PASS:
        pytest.skip(_abstentions_text(records, outcome))


def _findings_text(records: Sequence[Record]) -> str:
    findings = [
        finding
        for record in records
        for finding in record.findings
        if finding.severity is not Severity.OBSERVATION
    ]
    blocks = []
    for finding in findings[:10]:
        violation = finding.violation
        blocks.append(
            f"{finding.check} ({finding.severity}): {violation.message}\n"
            f"  expected  {violation.expected}\n"
            f"  observed  {violation.observed}\n"
            f"  law       {violation.location}\n"
            f"  reproduce {finding.reproduce}\n" + "\n".join(finding.exchanges[-2:])
        )
    rest = len(findings) - len(blocks)
    return "\n\n".join(blocks) + (f"\n\n… and {rest} more findings" if rest else "")


def _abstentions_text(records: Sequence[Record], outcome: Outcome) -> str:
    counted = Counter(
        record.reason or Reason.OPEN_QUESTION
        for record in records
        if record.outcome is outcome
    )
    reasons = ", ".join(f"{reason} × {count}" for reason, count in counted.items())
    first = _first(records, outcome)
    return f"{outcome}: {reasons}; {first.detail if first else 'no case to judge'}"


def _first(records: Sequence[Record], outcome: Outcome) -> Record | None:
    return next((record for record in records if record.outcome is outcome), None)
