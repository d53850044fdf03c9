"""Every hidden attribute is withheld in the same way: left out, null or masked."""

from __future__ import annotations

from collections import Counter

from ..contract import Registry
from ..contract.places import label, row_line
from ..finding import Location, Severity, Violation
from ..oracles.hidden_forms import HiddenForms, is_explained
from ..oracles.knobs import possible_options
from .registry import Verdicts, check

FORM_KNOB = "K-33"


@check(law="redaction", severity=Severity.MINOR, consumes=HiddenForms)
def judge(evidence: HiddenForms, contract: Registry) -> Verdicts:
    """Yield a violation where no single form explains every hidden attribute."""
    options = possible_options(contract, FORM_KNOB)
    misfits = {
        option: [seen for seen in evidence.seen if not is_explained(seen, option)]
        for option in options
    }
    if not evidence.seen or not all(misfits.values()):
        return
    best = min(misfits, key=lambda option: len(misfits[option]))
    odd = misfits[best]
    shown = ", ".join(f"{s.uid} on {s.surface} is {s.form}" for s in odd[:5])
    counted = Counter(seen.form for seen in evidence.seen)
    yield Violation(
        message="hidden attributes are withheld in different ways",
        expected=f"one of {', '.join(options)} for all of them",
        observed=f"{dict(counted)}; against {best}: {shown}",
        location=Location(
            file=label(contract, "knobs.json"),
            pointer=f"#/knobs/{FORM_KNOB}",
            line=row_line(contract, "knobs.json", "id", FORM_KNOB),
        ),
    )
