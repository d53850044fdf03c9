"""A child of one project does not exist under the path of another."""

from __future__ import annotations

from ..cases.facts import path_facts
from ..contract import Registry
from ..contract.model import Provenance
from ..finding import Abstention, Reason, Severity, Violation
from ..oracles.batches import failed_items
from ..oracles.gate_answers import row_location
from ..oracles.isolation import Adoption, leaked, shows_the_child
from ..oracles.knobs import possible_values
from ..oracles.scope_gate import REACH_KNOB
from .registry import Verdicts, check

_NOT_FOUND = {403, 404}


@check(law="isolation", severity=Severity.CRITICAL, consumes=Adoption)
def judge(adoption: Adoption, contract: Registry) -> Verdicts:
    """Judge a request whose path mixes two projects."""
    status = adoption.probe.response.status
    if status in (429, 501) or failed_items(adoption.probe.response.body):
        return
    if not adoption.control.response.succeeded:
        yield Abstention(
            Reason.NO_CONTROL,
            f"{adoption.endpoint} answered {adoption.control.response.status} "
            f"under the right parent as well",
        )
    elif status not in _refusals(adoption, contract):
        yield Violation(
            message=(
                f"{adoption.endpoint} took the {adoption.fact} of {adoption.owner} "
                f"under the path of {adoption.asker}."
            ),
            expected=f"status {_shown(_refusals(adoption, contract))}",
            observed=f"status {status}",
            location=row_location(contract, adoption.endpoint),
            provenance=_certainty(adoption, contract),
        )


def _refusals(adoption: Adoption, contract: Registry) -> set[int]:
    if adoption.fact == "datasource.id":
        return set(possible_values(contract, REACH_KNOB))
    return _NOT_FOUND


def _certainty(adoption: Adoption, contract: Registry) -> Provenance:
    """
    Only the refusal is documented for other ids than those of data sources.

    Where the answer shows what the other project alone has, isolation is at stake.
    How an id in a body is refused is open; that the write reaches nobody is not, and
    another check sees to it.
    """
    if shows_the_child(adoption):
        return "documented"
    response = adoption.probe.response
    endpoint = contract.endpoint(adoption.endpoint)
    harmless = (
        contract.access[adoption.endpoint].effect == "read"
        or 400 <= response.status < 500
        or adoption.fact not in path_facts(endpoint)
    )
    if adoption.fact != "datasource.id" and harmless and not any(leaked(adoption)):
        return "assumed"
    return "documented"


def _shown(statuses: set[int]) -> str:
    return " or ".join(str(status) for status in sorted(statuses))
