"""
The secret of a data source is shown when it is made, and later only where agreed.

Whether the data source itself shows it again is open; its statistics and its stream
never do.
"""

from __future__ import annotations

from ..contract import Registry
from ..contract.model import Provenance
from ..finding import Severity, Violation
from ..oracles.gate_answers import row_location
from ..oracles.knobs import possible_options
from ..oracles.token_facts import SecretReads
from .registry import Verdicts, check

_SECRET_KNOB = "K-32"
_OWN_READS = ("datasource.get", "datasource.list")


@check(law="authentication", severity=Severity.MAJOR, consumes=SecretReads)
def judge(evidence: SecretReads, contract: Registry) -> Verdicts:
    """Yield a violation per read that repeats the secret where it must not."""
    may_repeat = "full" in possible_options(contract, _SECRET_KNOB)
    for exchange, shown in evidence.reads:
        endpoint = exchange.request.endpoint
        own = endpoint in _OWN_READS
        if not shown or (own and may_repeat):
            continue
        weight: Provenance = "observed" if may_repeat else "documented"
        yield Violation(
            message=f"{endpoint} shows the secret of a token again.",
            expected="an answer without it",
            observed="the secret stands in the answer",
            location=row_location(contract, endpoint),
            provenance=weight,
        )
