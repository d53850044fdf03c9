"""What one project holds never surfaces in an answer to another."""

from __future__ import annotations

from ..contract import Registry
from ..finding import Abstention, Reason, Severity, Violation
from ..oracles.gate_answers import row_location
from ..oracles.isolation import Crossing, control_tells, leaked
from .registry import Verdicts, check

_SHOWN = 4


@check(law="isolation", severity=Severity.CRITICAL, consumes=Crossing)
def judge(crossing: Crossing, contract: Registry) -> Verdicts:
    """Search an answer, in every reading, for what its project cannot know."""
    found = list(leaked(crossing))
    if found:
        documented = [s for s in found if s.provenance == "documented"] or found
        names = ", ".join(sorted(secret.name for secret in documented)[:_SHOWN])
        yield Violation(
            message=(
                f"{crossing.endpoint} showed {crossing.asker} what is in "
                f"{crossing.owner}."
            ),
            expected=f"nothing of the {crossing.owner} project",
            observed=f"status {crossing.probe.response.status} with {names}",
            location=row_location(contract, crossing.endpoint),
            provenance=documented[0].provenance,
        )
    elif crossing.probe.response.status in (429, 501):
        yield Abstention(
            Reason.RATE_LIMITED
            if crossing.probe.response.status == 429
            else Reason.NOT_SERVED,
            f"{crossing.endpoint} answered {crossing.probe.response.status}",
        )
    elif not control_tells(crossing):
        yield Abstention(
            Reason.NO_CONTROL,
            f"{crossing.endpoint} answered {crossing.control.response.status} to the "
            f"{crossing.owner} project itself, or showed nothing of it",
        )
