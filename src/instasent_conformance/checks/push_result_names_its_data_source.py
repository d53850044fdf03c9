"""A push result names the data source and the project that were pushed into."""

from __future__ import annotations

from ..contract import Registry
from ..finding import Severity
from ..oracles.promises import broken
from ..oracles.push_results import misnamed
from ..oracles.pushes import Push
from .registry import Verdicts, check


@check(law="ingest", severity=Severity.MINOR, consumes=Push)
def judge(evidence: Push, contract: Registry) -> Verdicts:
    """Report every name that is not in the path of the request."""
    for problem in misnamed(evidence.answer, contract):
        yield broken(
            contract,
            "V-PUSH-12",
            f"{evidence.endpoint} names another place than it was asked for.",
            expected="the data source and the project of the path",
            observed=problem,
        )
