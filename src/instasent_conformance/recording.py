"""From the records of a trial to the outcome of its test item."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
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


ITEMS = "items.jsonl"
"""The file of a run that holds every item as soon as it has ended."""

_PASSING_TROUBLE = frozenset(
    (Reason.UNREACHABLE, Reason.RATE_LIMITED, Reason.BUDGET_SPENT)
)


@dataclass(frozen=True, slots=True)
class ItemLog:
    """
    The items of a run on the disk, one JSON object a line, so that it can be resumed.

    The first line says what was asked for.
    """

    file: Path

    def begin(self, asked: Mapping[str, Any]) -> None:
        """Start the file, or continue one that was asked for the same."""
        self.file.parent.mkdir(parents=True, exist_ok=True)
        if not self.file.is_file():
            self._append(msgspec.json.encode({"asked": asked}))

    def add(self, item: ItemRecords) -> None:
        """Add an item that has ended."""
        self._append(msgspec.json.encode(item))

    def asked(self) -> dict[str, Any]:
        """Return what the run was asked for."""
        with self.file.open("rb") as lines:
            return dict(msgspec.json.decode(lines.readline())["asked"])

    def judged(self) -> list[ItemRecords]:
        """Return the items that need not be judged again, the newest of each."""
        found: dict[str, ItemRecords] = {}
        with self.file.open("rb") as lines:
            for line in list(lines)[1:]:
                try:
                    item = msgspec.json.decode(line, type=ItemRecords)
                except msgspec.DecodeError:
                    continue  # the end of the process cut this line off
                if _is_settled(item):
                    found[item.id] = item
        return list(found.values())

    def _append(self, line: bytes) -> None:
        with self.file.open("ab") as stream:
            stream.write(line + b"\n")


def _is_settled(item: ItemRecords) -> bool:
    """Return whether nothing about an item was left to chance or to an interruption."""
    troubled = any(record.reason in _PASSING_TROUBLE for record in item.records)
    return item.outcome is not Outcome.ERROR and not troubled


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
