"""What a check reports, and the outcomes that a case may have."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum

from .contract.model import Provenance


class Outcome(StrEnum):
    """How a case ended; an error is a fault of the suite and counts as neither."""

    PASS = "pass"
    FAIL = "fail"
    INCONCLUSIVE = "inconclusive"
    NOT_APPLICABLE = "not-applicable"
    ERROR = "error"


class Reason(StrEnum):
    """Why a case was not judged."""

    NO_TOKEN = "no-token"
    NO_CONTROL = "no-control"
    NO_FIXTURE = "no-fixture"
    UNREACHABLE = "unreachable"
    NOT_SERVED = "not-served"
    EFFECT_NOT_ALLOWED = "effect-not-allowed"
    NO_CAPABILITY = "no-capability"
    OPEN_QUESTION = "open-question"
    NOT_VISIBLE_IN_TIME = "not-visible-in-time"
    RATE_LIMITED = "rate-limited"
    BUDGET_SPENT = "budget-spent"


class Severity(StrEnum):
    """How much a finding weighs; an observation is never red."""

    CRITICAL = "critical"
    MAJOR = "major"
    MINOR = "minor"
    OBSERVATION = "observation"


@dataclass(frozen=True, slots=True)
class Location:
    """The contract line that an answer broke."""

    file: str
    pointer: str = ""
    line: int = 1

    def __str__(self) -> str:
        """Render as `file:line pointer`."""
        return f"{self.file}:{self.line} {self.pointer}".rstrip()


@dataclass(frozen=True, slots=True)
class Violation:
    """
    One broken rule, as the check that saw it states it.

    `provenance` is that of the contract part which was broken; it decides,
    with the law, how severe the finding is.
    """

    message: str
    expected: str
    observed: str
    location: Location
    provenance: Provenance = "documented"


@dataclass(frozen=True, slots=True)
class Abstention:
    """A check's statement that it cannot judge, and why."""

    reason: Reason
    detail: str


@dataclass(frozen=True, slots=True)
class Finding:
    """
    A violation with everything a reader needs to act on it.

    `drawing` is the evidence as SVG, where a picture says more than the exchanges.
    """

    check: str
    law: str
    endpoint: str
    case: str
    severity: Severity
    requirements: tuple[str, ...]
    violation: Violation
    exchanges: tuple[str, ...]
    reproduce: str
    drawing: str = ""

    @property
    def fingerprint(self) -> str:
        """A stable id: rule, endpoint and place; never the message or the values."""
        location = self.violation.location
        parts = (self.check, self.endpoint, location.file, location.pointer)
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:12]


_BY_PROVENANCE = {
    "vendor-code": Severity.MINOR,
    "observed": Severity.MINOR,
    "assumed": Severity.OBSERVATION,
}


def severity_of(violation: Violation, documented: Severity) -> Severity:
    """
    Weigh a violation by where the broken fact comes from.

    Args:
        violation: what a check yielded.
        documented: the severity when the vendor's own text states the fact.
    """
    return _BY_PROVENANCE.get(violation.provenance, documented)
