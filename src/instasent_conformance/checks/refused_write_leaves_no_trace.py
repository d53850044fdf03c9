"""A refused write changes nothing."""

from __future__ import annotations

from ..contract import Registry
from ..finding import Abstention, Reason, Severity, Violation
from ..oracles.gate_answers import row_location
from ..oracles.write_traces import WriteTraces
from .registry import Verdicts, check


@check(law="scope-gating", severity=Severity.CRITICAL, consumes=WriteTraces)
def judge(traces: WriteTraces, contract: Registry) -> Verdicts:
    """Compare the state before and after every refused attempt."""
    if not traces.control.changed:
        yield Abstention(
            Reason.NO_CONTROL,
            f"an accepted {traces.endpoint} left no trace that can be read back",
        )
        return
    for attempt in traces.refused:
        if attempt.changed:
            yield Violation(
                message=f"{traces.endpoint} refused {attempt.asker} and did it anyway.",
                expected=f"as before: {attempt.before}",
                observed=f"afterwards: {attempt.after}",
                location=row_location(contract, traces.endpoint),
            )
