"""Requirements name checks, checks are named by requirements, faults name both."""

from __future__ import annotations

from instasent_conformance.checks import all_checks
from instasent_conformance.contract import load_registry
from instasent_conformance.faults import all_faults
from instasent_conformance.profiles import LAWS

CONTRACT = load_registry()
NOT_YET = "not yet judged"
NAMED = {check for row in CONTRACT.requirements for check in row.checks}


def test_every_check_named_by_a_requirement_exists() -> None:
    """A requirement names no check that the package does not hold."""
    assert set() == NAMED - all_checks().keys()


def test_every_check_judges_a_requirement() -> None:
    """A check that no requirement names judges nothing that anybody promised."""
    assert set() == all_checks().keys() - NAMED


def test_every_must_is_judged_or_says_why_nothing_can_judge_it() -> None:
    """That nobody wrote a check yet is no reason to leave a duty unjudged."""
    owed = [
        row.id
        for row in CONTRACT.requirements
        if row.level == "MUST" and not row.checks and row.unjudged in (None, NOT_YET)
    ]

    assert [] == owed


def test_every_check_belongs_to_a_law_of_the_suites() -> None:
    """Every check belongs to a declared law, and every law has a check."""
    assert set(LAWS) == {check.law for check in all_checks().values()}


def test_every_fault_breaks_a_requirement_that_is_judged() -> None:
    """A fault names a requirement that exists and that a check of its law judges."""
    rows = {row.id: row for row in CONTRACT.requirements}
    lost = [
        fault.id
        for fault in all_faults().values()
        if fault.requirement not in rows or not rows[fault.requirement].checks
    ]

    assert [] == lost


def test_every_law_has_three_faults() -> None:
    """At least three faults are planted for every law."""
    counts = {
        law: sum(fault.law == law for fault in all_faults().values()) for law in LAWS
    }

    assert {} == {law: count for law, count in counts.items() if count < 3}
