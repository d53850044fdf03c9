"""A write that mixes two projects reaches neither of them."""

from __future__ import annotations

from ..contract import Registry
from ..finding import Abstention, Reason, Severity, Violation
from ..oracles.gate_answers import row_location
from ..oracles.write_traces import WriteTraces
from .registry import Verdicts, check


@check(law="isolation", severity=Severity.CRITICAL, consumes=WriteTraces)
def judge(traces: WriteTraces, contract: Registry) -> Verdicts:
    """Compare the state of both projects before and after every such write."""
    if not traces.control.changed:
        yield Abstention(
            Reason.NO_CONTROL,
            f"an accepted {traces.endpoint} left no trace that can be read back",
        )
        return
    for attempt in traces.attempts:
        if attempt.changed:
            yield Violation(
                message=f"{traces.endpoint} with {attempt.asker} reached a project.",
                expected=f"as before: {attempt.before}",
                observed=(
                    f"afterwards: {attempt.after}; "
                    f"status {attempt.exchange.response.status}"
                ),
                location=row_location(contract, traces.endpoint),
            )
