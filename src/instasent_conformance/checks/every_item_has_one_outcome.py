"""A push result gives every item of its batch one outcome, at the item's position."""

from __future__ import annotations

from ..contract import Registry
from ..finding import Severity
from ..oracles.batches import outcomes, strays
from ..oracles.promises import broken
from ..oracles.pushes import Push
from .registry import Verdicts, check


@check(law="ingest", severity=Severity.MAJOR, consumes=Push)
def judge(evidence: Push, contract: Registry) -> Verdicts:
    """Report positions without an outcome, or with two, and outcomes of no item."""
    body, size = evidence.answer.response.body, len(evidence.items)
    said = outcomes(body, size)
    if said is None:
        if evidence.answer.response.succeeded:
            problem = "an answer that gives no outcome at all"
        else:
            return
    else:
        unclear = [str(n) for n, outcome in enumerate(said) if outcome is None]
        extra = strays(body, size)
        if not unclear and not extra:
            return
        problem = (
            f"no single outcome at position {', '.join(unclear[:5])}"
            if unclear
            else f"{extra} outcomes of no item"
        )
    yield broken(
        contract,
        "D-INGEST-10",
        f"{evidence.endpoint} does not say what became of every item.",
        expected=f"one outcome for each of {size} items, by its position",
        observed=problem,
    )
