"""A small run of faults with one of everything that its report can show."""

from __future__ import annotations

from msgspec import structs

from instasent_conformance.convicting import FaultsReport, Healthy, Result, report_of
from instasent_conformance.convicting.model import Conviction

CHECKS = {"quick-check": "merging", "idle-check": "merging", "other-check": "redaction"}
CONVICTION = Conviction(
    check="quick-check",
    law="merging",
    endpoint="audience.get",
    case="a-case",
    item="merging/test_a_law",
    severity="major",
    requirements=("X-01",),
    message="<b>two & two</b>",
    exchanges=3,
    records=2,
)
CONVICTED = Result(
    id="one",
    source="logic",
    family="merge",
    law="merging",
    breaks="X-01",
    sentence="It is <wrong>.",
    severity="major",
    profile="smoke",
    seed=0,
    ending="convicted",
    conviction=CONVICTION,
    checks=("quick-check",),
    requests=12,
    seconds=0.5,
    selections=1,
)
SURVIVED = structs.replace(
    CONVICTED,
    id="two",
    ending="survived",
    reason="nothing was said",
    conviction=None,
    checks=(),
)
EXCLUDED = structs.replace(SURVIVED, id="three", ending="excluded", reason="assumed")
HEALTHY = Healthy(
    profile="smoke", seed=0, findings=0, errors=0, requests=5, seconds=1.0
)


def sample_report(
    *results: Result, gate: float = 0.5, healthy: Healthy = HEALTHY
) -> FaultsReport:
    """Return the report of some results, or of one of each ending."""
    return report_of(
        results or (CONVICTED, SURVIVED, EXCLUDED),
        [healthy],
        checks=CHECKS,
        gate=gate,
        started_at="2026-01-02T03:04:05+00:00",
        seconds=2.5,
        command="conform faults run",
        suite_version="0.1.0",
        contract_version="1.0.0",
        target="emulator",
        workers=2,
        to_the_end=False,
    )
