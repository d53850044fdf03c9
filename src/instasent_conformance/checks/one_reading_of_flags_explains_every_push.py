"""A flag without a value means the same at every endpoint that knows it."""

from __future__ import annotations

from ..contract import Registry
from ..finding import Severity
from ..oracles.knobs import possible_options
from ..oracles.promises import broken
from ..oracles.pushes import FLAG_KNOB, TrialPushes
from .registry import Verdicts, check

_STORES = {"presence": False, "explicit": True}


@check(law="ingest", severity=Severity.MINOR, consumes=TrialPushes)
def judge(evidence: TrialPushes, contract: Registry) -> Verdicts:
    """Report pushes that no single reading of the flag explains."""
    seen = {push.endpoint: push.stored for push in evidence.pushes}
    if any(
        all(stored == _STORES[option] for stored in seen.values())
        for option in possible_options(contract, FLAG_KNOB)
    ):
        return
    yield broken(
        contract,
        "V-PUSH-02",
        "no single reading of a flag without a value explains every push",
        expected=f"one option of {FLAG_KNOB} for all",
        observed="; ".join(
            f"{name} {'stores' if stored else 'tries'}"
            for name, stored in sorted(seen.items())
        ),
    )
