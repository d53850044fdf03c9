"""A contact of one data source is neither shown nor deleted under another."""

from __future__ import annotations

from ..contract import Registry
from ..exchange import Exchange
from ..finding import Abstention, Reason, Severity, Violation
from ..oracles.gate_answers import row_location
from ..oracles.interference import StrayContact
from ..oracles.traces import readings
from .registry import Verdicts, check


@check(law="isolation", severity=Severity.MAJOR, consumes=StrayContact)
def judge(evidence: StrayContact, contract: Registry) -> Verdicts:
    """Look for the contact where it is not, and where it must still be."""
    if not _shows(evidence, evidence.before):
        detail = "the contact is not shown under its own data source"
        yield Abstention(Reason.NO_CONTROL, detail)
        return
    for stray in evidence.strays:
        if _shows(evidence, stray):
            yield Violation(
                message=f"{stray.request.endpoint} shows a contact under a data "
                "source that does not hold it.",
                expected="an answer without it",
                observed="the contact of the other data source",
                location=row_location(contract, stray.request.endpoint),
            )
    if not _shows(evidence, evidence.after):
        endpoint = evidence.strays[-1].request.endpoint
        yield Violation(
            message=f"{endpoint} deletes a contact under a data source that does "
            "not hold it.",
            expected="the contact under its own data source, as before",
            observed=f"status {evidence.after.response.status}, without the contact",
            location=row_location(contract, endpoint),
        )


def _shows(evidence: StrayContact, exchange: Exchange) -> bool:
    return evidence.mark.casefold() in readings(exchange.response)
