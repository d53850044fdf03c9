from __future__ import annotations

from instasent_conformance.finding import Outcome, Reason, Severity
from instasent_conformance.reports.rollup import (
    abstentions_of,
    defects_of,
    observations_of,
)

from .sample import finding, record


def test_one_root_is_one_defect() -> None:
    """Findings of one check at one contract line are one defect with its radius."""
    first = finding(case="audience.get/a", requirements=("R-2",))
    second = finding(
        case="audience.scroll/b", endpoint="audience.scroll", requirements=("R-1",)
    )
    records = [
        record("a", Outcome.FAIL, findings=(first,)),
        record("b", Outcome.FAIL, findings=(second, second)),
    ]

    (defect,) = defects_of(records)

    assert defect.endpoints == ("audience.get", "audience.scroll")
    assert defect.cases == 2
    assert defect.requirements == ("R-1", "R-2")


def test_another_line_is_another_defect() -> None:
    """The same check at two contract lines gives two defects."""
    findings = (finding(pointer="#/a"), finding(pointer="#/b"))

    defects = defects_of([record("a", Outcome.FAIL, findings=findings)])

    assert len(defects) == 2
    assert len({defect.id for defect in defects}) == 2


def test_heaviest_defect_comes_first() -> None:
    """Defects are listed by falling severity."""
    findings = tuple(
        finding(severity=severity, pointer=f"#/{severity}")
        for severity in (Severity.MINOR, Severity.CRITICAL, Severity.MAJOR)
    )

    defects = defects_of([record("a", Outcome.FAIL, findings=findings)])

    assert [d.severity for d in defects] == ["critical", "major", "minor"]


def test_observation_is_no_defect() -> None:
    """A finding that breaks an assumption alone is listed apart."""
    note = finding(severity=Severity.OBSERVATION)
    records = [record("a", Outcome.PASS, findings=(note,))]

    assert defects_of(records) == ()
    assert len(observations_of(records)) == 1


def test_place_names_no_folder_of_a_machine() -> None:
    """A defect is placed from `contracts/` on, wherever the contracts lie."""
    far = finding(file="/somewhere/else/contracts/v1/access.json")

    (defect,) = defects_of([record("a", Outcome.FAIL, findings=(far,))])

    assert defect.place.file == "contracts/v1/access.json"


def test_abstentions_are_counted_by_reason() -> None:
    """Inconclusive cases are counted by law and reason, with one example."""
    records = [
        record("a", Outcome.INCONCLUSIVE, reason=Reason.NO_TOKEN),
        record("b", Outcome.INCONCLUSIVE, reason=Reason.NO_TOKEN),
        record("c", Outcome.NOT_APPLICABLE, reason=Reason.OPEN_QUESTION),
    ]

    (row,) = abstentions_of(records)

    assert (row.reason, row.count) == ("no-token", 2)
    assert row.example == "nobody holds such a token"
