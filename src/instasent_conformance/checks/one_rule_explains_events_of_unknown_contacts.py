"""One rule explains what becomes of events whose contact does not exist."""

from __future__ import annotations

from ..contract import Registry
from ..finding import Severity
from ..oracles.event_stories import (
    UNKNOWN_PERSON_KNOB,
    UnknownPeople,
    unknown_person_rules,
)
from ..oracles.promises import broken
from .registry import Verdicts, check


@check(law="events", severity=Severity.MINOR, consumes=UnknownPeople)
def judge(evidence: UnknownPeople, contract: Registry) -> Verdicts:
    """Report fates that no single rule explains."""
    if not unknown_person_rules(evidence, contract):
        yield broken(
            contract,
            "V-EVENT-18",
            "No single rule explains what becomes of events of unknown contacts.",
            expected=f"one option of {UNKNOWN_PERSON_KNOB} for both modes",
            observed="; ".join(
                f"{mode}: {'accepted' if said else 'failed'}, "
                f"{'a' if evidence.people[mode] else 'no'} contact made"
                for mode, said in evidence.accepted.items()
            ),
        )
