"""Records of many examples become one: the worst, with each finding once."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

from instasent_conformance.contract import load_registry
from instasent_conformance.finding import (
    Finding,
    Location,
    Outcome,
    Reason,
    Severity,
    Violation,
)
from instasent_conformance.profiles import profile_named
from instasent_conformance.trial import Record, Trial


def trial() -> Trial:
    """Return a trial that sends nothing."""
    target: Any = SimpleNamespace(client=SimpleNamespace(sent=0))
    world: Any = None
    return Trial(
        law="schema-conformance",
        endpoint="audience.search",
        contract=load_registry(),
        target=target,
        world=world,
        profile=profile_named("smoke"),
        seed=0,
    )


def record(outcome: Outcome, *findings: Finding) -> Record:
    """Return the record of one example."""
    return Record(
        case="audience.search/example",
        law="schema-conformance",
        endpoint="audience.search",
        outcome=outcome,
        reason=Reason.RATE_LIMITED if outcome is Outcome.INCONCLUSIVE else None,
        findings=findings,
        requests=1,
    )


def finding(message: str, place: str = "#/a") -> Finding:
    """Return a finding at a place of a file."""
    return Finding(
        check="body-matches-its-schema",
        law="schema-conformance",
        endpoint="audience.search",
        case="audience.search/example",
        severity=Severity.MAJOR,
        requirements=(),
        violation=Violation(message, "", "", Location("x.json", place)),
        exchanges=(),
        reproduce="",
    )


def test_records_before_the_mark_are_kept() -> None:
    """Only what was recorded since the mark is rolled up."""
    judged = trial()
    judged.records += [record(Outcome.FAIL), record(Outcome.PASS), record(Outcome.PASS)]
    judged.roll_up("audience.search/described", 1)

    assert [Outcome.FAIL, Outcome.PASS] == [r.outcome for r in judged.records]
    assert "audience.search/described" == judged.records[1].case
    assert 2 == judged.records[1].requests


def test_the_worst_outcome_counts() -> None:
    """One failing example makes the whole fail; an abstention is no pass."""
    for outcomes, expected in (
        ((Outcome.PASS, Outcome.FAIL, Outcome.INCONCLUSIVE), Outcome.FAIL),
        ((Outcome.PASS, Outcome.INCONCLUSIVE), Outcome.INCONCLUSIVE),
    ):
        judged = trial()
        judged.records += [record(outcome) for outcome in outcomes]
        judged.roll_up("audience.search/described", 0)
        assert [expected] == [r.outcome for r in judged.records]


def test_the_last_of_equal_findings_is_shown() -> None:
    """Of findings with one fingerprint the last, which is the smallest, is kept."""
    judged = trial()
    judged.records += [
        record(Outcome.FAIL, finding("large"), finding("other", "#/b")),
        record(Outcome.FAIL, finding("small")),
    ]
    judged.roll_up("audience.search/broken", 0)
    (rolled,) = judged.records

    assert ["small", "other"] == [f.violation.message for f in rolled.findings]


def test_every_check_that_spoke_is_kept() -> None:
    """A check of one example counts as consulted, unless it alone could not decide."""
    judged = trial()
    judged.records += [
        replace(record(Outcome.PASS), checks=("a", "b")),
        replace(record(Outcome.FAIL), checks=("b", "c")),
        replace(record(Outcome.INCONCLUSIVE), checks=("d",)),
    ]
    judged.roll_up("audience.search/broken", 0)

    assert [("a", "b", "c")] == [one.checks for one in judged.records]


def test_nothing_recorded_stays_nothing() -> None:
    """Without records since the mark nothing is added."""
    judged = trial()
    judged.roll_up("audience.search/broken", 0)

    assert [] == judged.records
