"""A value is taken in every spelling that clients send, and keeps its meaning."""

from __future__ import annotations

from ..contract import Registry
from ..finding import Severity
from ..oracles.attribute_values import FormTaken, differences
from ..oracles.promises import broken
from .registry import Verdicts, check


@check(law="ingest", severity=Severity.MAJOR, consumes=FormTaken)
def judge(evidence: FormTaken, contract: Registry) -> Verdicts:
    """Report a spelling that is refused, or that came to mean something else."""
    problems = list(differences(evidence, contract))
    if evidence.accepted and not problems:
        return
    yield broken(
        contract,
        evidence.requirement,
        f"A value spelt as {evidence.form} is misread."
        if evidence.accepted
        else f"A value spelt as {evidence.form} is refused.",
        expected="the value as it was meant",
        observed="; ".join(problems[:3]) if evidence.accepted else "a failed item",
        provenance=evidence.provenance,
    )
