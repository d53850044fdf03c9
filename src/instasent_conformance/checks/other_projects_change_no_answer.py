"""The answers of a project are the same whatever happens in another one."""

from __future__ import annotations

from ..contract import Registry
from ..finding import Abstention, Reason, Severity, Violation
from ..oracles.gate_answers import row_location
from ..oracles.interference import Undisturbed
from .registry import Verdicts, check

_UNSERVED = {429: Reason.RATE_LIMITED, 501: Reason.NOT_SERVED}


@check(law="isolation", severity=Severity.CRITICAL, consumes=Undisturbed)
def judge(evidence: Undisturbed, contract: Registry) -> Verdicts:
    """Compare an answer before and after a history elsewhere."""
    exchanges = (*evidence.before, evidence.after)
    statuses = {exchange.response.status for exchange in exchanges}
    if statuses & _UNSERVED.keys():
        status = min(statuses & _UNSERVED.keys())
        yield Abstention(_UNSERVED[status], f"{evidence.endpoint} answered {status}")
    elif evidence.is_steady and evidence.differs:
        yield Violation(
            message=f"What happens in {evidence.other} changes what "
            f"{evidence.endpoint} answers about another project.",
            expected="the answer that was given before",
            observed=f"another one, with status {evidence.after.response.status}",
            location=row_location(contract, evidence.endpoint),
        )
    elif not evidence.before[1].response.succeeded:
        detail = f"{evidence.endpoint} answered {evidence.before[1].response.status}"
        yield Abstention(Reason.NO_CONTROL, detail)
