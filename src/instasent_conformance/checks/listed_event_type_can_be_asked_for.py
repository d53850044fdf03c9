"""A listed event type leads to its parameters, and events can be filtered on it."""

from __future__ import annotations

from ..contract import Registry
from ..finding import Severity
from ..oracles.discovery import ListedType
from ..oracles.promises import broken
from .registry import Verdicts, check


@check(law="discovery", severity=Severity.MAJOR, consumes=ListedType)
def judge(evidence: ListedType, contract: Registry) -> Verdicts:
    """Report a listed type that the endpoints which name one do not know."""
    for row, answer in (
        ("G-DISCOVER-19", evidence.parameters),
        ("G-DISCOVER-02", evidence.search),
    ):
        if not answer.response.succeeded:
            yield broken(
                contract,
                row,
                f"{answer.request.endpoint} does not know a listed event type.",
                expected="a success",
                observed=f"status {answer.response.status} for {evidence.uid}",
            )
    described = evidence.described
    if isinstance(described, dict) and described != evidence.row:
        yield broken(
            contract,
            "V-SPEC-03",
            "The spec beside the parameters of an event type is not the listed one.",
            expected=f"{dict(evidence.row)}",
            observed=f"{described}",
        )
