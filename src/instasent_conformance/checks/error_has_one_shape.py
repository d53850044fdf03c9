"""
Every refusal has the one error body, which is a JSON object with a message.

    404 → {"message": "…"}
"""

from __future__ import annotations

from ..contract import Registry
from ..contract.places import label, row_line
from ..finding import Location, Severity, Violation
from ..oracles.knobs import possible_options
from ..oracles.refusals import SHAPE_KNOB, ErrorShapes
from .registry import Verdicts, check


@check(law="error-shape", severity=Severity.MAJOR, consumes=ErrorShapes)
def judge(evidence: ErrorShapes, contract: Registry) -> Verdicts:
    """Yield a violation where no single shape explains every refusal."""
    options = possible_options(contract, SHAPE_KNOB)
    misfits = {
        option: [shape for shape in evidence.seen if option not in shape.forms]
        for option in options
    }
    best = min(misfits, key=lambda option: len(misfits[option]))
    if not misfits[best]:
        return
    odd = "; ".join(
        f"{shape.case}: {', '.join(sorted(shape.forms)) or 'none of them'}"
        for shape in misfits[best][:5]
    )
    yield Violation(
        message="the refusals do not have one shape",
        expected=f"JSON, and one of {', '.join(options)} in every error body",
        observed=f"{len(misfits[best])} of {len(evidence.seen)} without {best}: {odd}",
        location=Location(
            label(contract, "knobs.json"),
            f"#/knobs/{SHAPE_KNOB}",
            row_line(contract, "knobs.json", "id", SHAPE_KNOB),
        ),
    )
