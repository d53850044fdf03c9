"""Every push of a known event id is answered by one rule: success, or a failed item."""

from __future__ import annotations

from ..contract import Registry
from ..finding import Severity
from ..oracles.event_stories import KNOWN_ID_KNOB, KnownIds, known_id_rules
from ..oracles.promises import broken
from .registry import Verdicts, check


@check(law="events", severity=Severity.MINOR, consumes=KnownIds)
def judge(evidence: KnownIds, contract: Registry) -> Verdicts:
    """Report answers that no single rule explains."""
    if not known_id_rules(evidence, contract):
        yield broken(
            contract,
            "V-EVENT-17",
            "No single rule explains the answers to a known event id.",
            expected=f"one option of {KNOWN_ID_KNOB} for all",
            observed="; ".join(
                f"{name}: {'accepted' if said else 'failed'}"
                for name, said in evidence.accepted.items()
            ),
        )
