"""Scores count what was convicted among what counts."""

from __future__ import annotations

from msgspec import structs

from .sample import CONVICTED, EXCLUDED, HEALTHY, SURVIVED, sample_report


def test_what_is_excluded_is_not_in_the_denominator() -> None:
    """One convicted and one survivor are half, whatever was excluded."""
    whole = sample_report().scores[0]

    assert (1, 1, 1, 0.5) == (
        whole.convicted,
        whole.survived,
        whole.excluded,
        whole.share,
    )


def test_the_gate_is_passed_by_the_share() -> None:
    """A share that reaches the gate passes, a smaller one does not."""
    passed = [sample_report(gate=gate).passed for gate in (0.5, 0.51)]

    assert [True, False] == passed


def test_an_alarm_on_health_fails_the_gate() -> None:
    """However many faults are convicted, a finding in health is one too many."""
    alarmed = structs.replace(HEALTHY, findings=1)

    assert not sample_report(CONVICTED, healthy=alarmed).passed


def test_a_check_is_alone_where_no_other_convicts() -> None:
    """A fault with one check is named at it; one with two is named at neither."""
    both = structs.replace(CONVICTED, id="both", checks=("other-check", "quick-check"))
    rows = {row.check: row for row in sample_report(CONVICTED, both).checks}

    assert ("one",) == rows["quick-check"].alone
    assert () == rows["other-check"].alone
    assert 0 == rows["idle-check"].convicted


def test_a_seed_that_changes_the_ending_is_told() -> None:
    """A fault that one seed convicts and another does not is unstable."""
    later = structs.replace(SURVIVED, id="one", seed=1)

    assert ("one",) == sample_report(CONVICTED, later).unstable


def test_every_exclusion_has_a_reason_and_a_count() -> None:
    """Excluded faults are counted by reason."""
    other = structs.replace(EXCLUDED, id="four")
    (row,) = sample_report(EXCLUDED, other).exclusions

    assert ("assumed", 2, "four") == (row.reason, row.count, row.example)
