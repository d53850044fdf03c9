"""What a path that names nothing may be answered."""

from __future__ import annotations

from dataclasses import dataclass

from ..contract import Registry
from ..contract.model import Parameter, Provenance
from .knobs import possible_options, possible_values
from .refusals import Refusal, finds_something

REACH_KNOB = "K-04"
LOOKUP_KNOB = "K-15"
_NOT_FOUND = 404
_REACH_FACTS = ("project.uid", "datasource.id", "datasource.uid")


@dataclass(frozen=True, slots=True)
class Mistake:
    """An answer to an unknown id that the contract does not allow."""

    expected: str
    observed: str
    provenance: Provenance


def verdict_on(contract: Registry, refusal: Refusal) -> Mistake | None:
    """
    Return what is wrong with the answer to an unknown id, if anything is.

    That nothing of another project or data source answers is documented, and so is the
    status; for other ids only the status of absence is a guess, not the absence itself.
    """
    misuse, response = refusal.misuse, refusal.probe.response
    parameter = _parameter(contract, refusal)
    guarded = parameter.fact in _REACH_FACTS
    allowed = misuse.statuses
    if guarded:
        allowed |= {int(status) for status in possible_values(contract, REACH_KNOB)}
    expected = f"not found: {', '.join(map(str, sorted(allowed)))}"
    if not response.succeeded:
        if response.status in allowed:
            return None
        source: Provenance = "documented" if guarded else "assumed"
        return Mistake(expected, f"the status {response.status}", source)
    if finds_something(response):
        source = "documented" if guarded else parameter.provenance
        return Mistake(expected, f"{response.status}, with something in it", source)
    if _may_be_empty(contract, refusal) and not guarded:
        return None
    source = "documented" if guarded else "assumed"
    return Mistake(expected, f"{response.status}, with nothing in it", source)


def _parameter(contract: Registry, refusal: Refusal) -> Parameter:
    declared = contract.endpoint(refusal.misuse.endpoint).parameters
    return next(p for p in declared if p.name == refusal.misuse.parameter)


def _may_be_empty(contract: Registry, refusal: Refusal) -> bool:
    """Return whether success without content is a legal way to say not found."""
    name = refusal.misuse.endpoint
    if contract.access[name].effect == "destroy":
        return True
    parts = contract.endpoint(name).responses
    absences = [part.when for part in parts if part.status == _NOT_FOUND]
    own = [when for when in absences if REACH_KNOB not in when]
    settled = any(all(_is_sure(contract, row) for row in when.items()) for when in own)
    return any(LOOKUP_KNOB in part.when for part in parts) or not settled


def _is_sure(contract: Registry, row: tuple[str, str]) -> bool:
    return possible_options(contract, row[0]) == (row[1],)
