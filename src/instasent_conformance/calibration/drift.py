"""Drift: a target no longer does what it was seen to do."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from ..contract import Registry
from ..contract.places import label, row_line
from ..exchange import Exchange
from ..finding import (
    Finding,
    Location,
    Outcome,
    Reason,
    Severity,
    Violation,
    severity_of,
)
from ..recording import ItemRecords, outcome_of
from ..trial import Record
from .model import Calibration, Observation

LAW = "drift"
_CHECK = "calibrated-behaviour-holds"
_FILE = "knobs.json"


def drifted(
    pins: Mapping[str, str], observations: Sequence[Observation]
) -> list[Observation]:
    """Return what was seen to differ from what the target is pinned to."""
    return [
        seen
        for seen in observations
        if seen.option is not None and pins.get(seen.knob, seen.option) != seen.option
    ]


def drift_item(
    contract: Registry,
    calibration: Calibration,
    observations: Sequence[Observation],
    *,
    shown: Callable[[Exchange], str],
    reproduce: str,
) -> ItemRecords:
    """
    Return what became of the pins, as an item of a run with one case for each.

    Args:
        contract: whose questions are pinned.
        calibration: what the target is held to.
        observations: what was seen now of the questions that are pinned.
        shown: renders an exchange without secrets.
        reproduce: the command line that asks again.
    """
    records = [
        _record(contract, calibration, seen, shown, reproduce) for seen in observations
    ]
    undecided = next((r for r in records if r.outcome is Outcome.INCONCLUSIVE), None)
    return ItemRecords(
        id=f"{LAW}/calibration",
        law=LAW,
        endpoint="",
        outcome=outcome_of(records),
        reason=undecided.reason if undecided else None,
        detail=undecided.detail if undecided else "",
        seconds=0.0,
        requests=sum(len(seen.exchanges) for seen in observations),
        records=tuple(records),
    )


def _record(
    contract: Registry,
    calibration: Calibration,
    seen: Observation,
    shown: Callable[[Exchange], str],
    reproduce: str,
) -> Record:
    case, pinned = f"{LAW}/{seen.knob}", calibration.pins[seen.knob]
    if seen.option is None:
        return Record(
            case=case,
            law=LAW,
            endpoint="",
            outcome=Outcome.NOT_APPLICABLE,
            reason=Reason.OPEN_QUESTION,
            detail=seen.why,
        )
    if seen.option == pinned:
        return Record(case, LAW, "", Outcome.PASS, checks=(_CHECK,))
    violation = Violation(
        message=f"{seen.knob} has drifted since {calibration.date}: {seen.question}",
        expected=pinned,
        observed=seen.option,
        location=Location(
            file=label(contract, _FILE),
            pointer=f"#/knobs/{seen.knob}",
            line=row_line(contract, _FILE, "id", seen.knob),
        ),
        provenance="observed",
    )
    finding = Finding(
        check=_CHECK,
        law=LAW,
        endpoint=seen.exchanges[-1].request.endpoint if seen.exchanges else "",
        case=case,
        severity=severity_of(violation, Severity.MAJOR),
        requirements=(),
        violation=violation,
        exchanges=tuple(map(shown, seen.exchanges)),
        reproduce=reproduce,
    )
    return Record(case, LAW, "", Outcome.FAIL, findings=(finding,), checks=(_CHECK,))
