"""A part of an answer that needs a further scope is there with it and only then."""

from __future__ import annotations

from ..contract import Registry
from ..contract.places import label, row_line
from ..finding import Abstention, Location, Reason, Severity, Violation
from ..oracles.scoped_fields import FieldAnswer, pieces, value_at
from .registry import Verdicts, check


@check(law="scope-gating", severity=Severity.MAJOR, consumes=FieldAnswer)
def judge(answer: FieldAnswer, contract: Registry) -> Verdicts:
    """Judge one answer by whether its token holds the scope of the field."""
    row, response = answer.row, answer.exchange.response
    if not response.succeeded:
        yield Abstention(
            Reason.NO_CONTROL,
            f"{row.endpoint} answered {response.status} to {answer.need}",
        )
        return
    found = value_at(response.body, row.pointer)
    entitled = row.scope in answer.need.scopes
    if entitled == (found is not None) and (
        entitled or not pieces(answer.known) & pieces(response.body)
    ):
        return
    yield Violation(
        message=f"{row.endpoint} mistook the scope of {row.pointer} for {answer.need}.",
        expected=f"{row.pointer} {'present' if entitled else 'absent everywhere'}",
        observed=f"{row.pointer} {_seen(found is not None, entitled)}",
        location=Location(
            file=label(contract, "access.json"),
            pointer=f"#/fields/{row.endpoint}{row.pointer}",
            line=row_line(contract, "access.json", "pointer", row.pointer),
        ),
        provenance=row.provenance,
    )


def _seen(at_its_place: bool, entitled: bool) -> str:  # noqa: FBT001
    if at_its_place:
        return "present"
    return "absent" if entitled else "absent, its content elsewhere in the answer"
