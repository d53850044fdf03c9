"""An outcome in a push result shows the item that was submitted at its position."""

from __future__ import annotations

from ..contract import Registry
from ..finding import Severity
from ..oracles.promises import broken
from ..oracles.push_results import altered_items
from ..oracles.pushes import Push
from .registry import Verdicts, check


@check(law="ingest", severity=Severity.MINOR, consumes=Push)
def judge(evidence: Push, contract: Registry) -> Verdicts:
    """Report the first outcome that shows something else."""
    for position in list(altered_items(evidence.answer))[:1]:
        yield broken(
            contract,
            "V-PUSH-10",
            f"{evidence.endpoint} gives an item back that was not pushed.",
            expected="the item as it was submitted",
            observed=f"another item at position {position}",
        )
