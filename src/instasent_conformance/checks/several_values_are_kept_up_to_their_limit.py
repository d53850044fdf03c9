"""An attribute keeps all its values up to its limit, and never more than that."""

from __future__ import annotations

from ..contract import Registry
from ..finding import Severity
from ..oracles.attribute_values import ManyValues
from ..oracles.promises import broken
from .registry import Verdicts, check


@check(law="ingest", severity=Severity.MAJOR, consumes=ManyValues)
def judge(evidence: ManyValues, contract: Registry) -> Verdicts:
    """Report values that are lost within the limit, or kept beyond it."""
    kept, sent = evidence.kept, len(evidence.sent)
    if sent > evidence.limit:
        if len(kept) <= evidence.limit:
            return
    elif evidence.accepted and sorted(kept) == sorted(evidence.sent):
        return
    yield broken(
        contract,
        "V-SPEC-08",
        f"{evidence.uid} does not keep to its number of values.",
        expected=f"at most {evidence.limit} values, and all of those",
        observed=f"{len(kept)} values kept of {sent}, "
        f"{'accepted' if evidence.accepted else 'failed'}",
    )
