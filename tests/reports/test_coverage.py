from __future__ import annotations

import pytest

from instasent_conformance.contract import load_registry
from instasent_conformance.finding import Outcome, Reason, Severity
from instasent_conformance.reports.coverage import coverage_of
from instasent_conformance.trial import Record

from .sample import finding, record, sample_contract

NOTE = finding(severity=Severity.OBSERVATION)
CASES = {
    "judged-pass": [record("a", Outcome.PASS)],
    "judged-fail": [
        record("a", Outcome.PASS),
        record("b", Outcome.FAIL, findings=(finding(),)),
    ],
    "inconclusive": [record("a", Outcome.INCONCLUSIVE, reason=Reason.NO_TOKEN)],
    "not-yet-judged": [record("a", Outcome.PASS, checks=("another-check",))],
}


@pytest.mark.parametrize(("expected", "records"), CASES.items(), ids=CASES)
def test_status_follows_the_checks(expected: str, records: list[Record]) -> None:
    """A requirement is as its checks ended: one break outweighs every pass."""
    first = coverage_of(sample_contract(), records).rows[0]

    assert expected == first.status


def test_observation_alone_decides_nothing() -> None:
    """A requirement whose check saw an assumption broken, and nothing else, is open."""
    records = [record("a", Outcome.PASS, findings=(NOTE,))]

    assert coverage_of(sample_contract(), records).rows[0].status == "inconclusive"


def test_unjudged_requirements_say_why() -> None:
    """A requirement without checks is not yet judged, or says why it never is."""
    coverage = coverage_of(sample_contract(), [])
    expected = [
        ("R-1", "not-yet-judged", "no case of this run consulted its checks"),
        ("R-2", "not-yet-judged", "no case of this run consulted its checks"),
        ("R-3", "not-yet-judged", "not yet judged"),
        ("R-4", "not-judgeable", "nothing on the wire shows it"),
    ]

    assert expected == [(row.id, row.status, row.reason) for row in coverage.rows]
    assert coverage.counts.not_yet_judged == 3
    assert coverage.counts.not_judgeable == 1


def test_what_the_guide_demands_is_counted_apart() -> None:
    """The counts of the guide are those of its MUST rows, whatever else is stated."""
    contract = load_registry()
    owed = [
        row
        for row in contract.requirements
        if row.level == "MUST" and row.place.startswith("guide#")
    ]
    guide = coverage_of(contract, []).guide

    assert len(owed) == guide.not_yet_judged + guide.not_judgeable
