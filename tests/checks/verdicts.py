"""Let one check judge one piece of evidence."""

from __future__ import annotations

from instasent_conformance.checks import all_checks
from instasent_conformance.contract import Registry, load_registry
from instasent_conformance.finding import Abstention, Violation

CONTRACT = load_registry()


def violations(
    check: str, evidence: object, contract: Registry = CONTRACT
) -> list[Violation]:
    """Return the violations that a check reports."""
    said = all_checks()[check].judge(evidence, contract)
    return [one for one in said if isinstance(one, Violation)]


def abstentions(check: str, evidence: object) -> list[Abstention]:
    """Return the abstentions of a check."""
    said = all_checks()[check].judge(evidence, CONTRACT)
    return [one for one in said if isinstance(one, Abstention)]
