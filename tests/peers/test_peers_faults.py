"""Other tools meet the same faults, one of each family before the second of any."""

from __future__ import annotations

from pathlib import Path

import msgspec

from benchmarks.peers_faults.by_schemathesis import Schemathesis
from benchmarks.peers_faults.journal import Journal
from benchmarks.peers_faults.model import PeersReport, Ruling, ToolRow
from benchmarks.peers_faults.sampling import sampled
from benchmarks.peers_faults.table import markdown
from benchmarks.peers_faults.turns import Accused, judge
from instasent_conformance.faults import planted_faults

from .furnished import CONTRACT

FAULTS = list(planted_faults(CONTRACT, "logic").values())


class OneOperation(Schemathesis):
    """Schemathesis that is shown one operation, so that a test is soon over."""

    def rounds(self) -> list[list[str]]:
        """Return one run of the examples of one operation."""
        return [["--phases", "examples", "--include-operation-id", "project.get"]]


def test_a_finding_that_health_does_not_bring_convicts(tmp_path: Path) -> None:
    """Schemathesis convicts a wrong status, and nothing of a healthy project."""
    tool = OneOperation(CONTRACT)
    how = {"seed": 1, "budget": 60.0, "folder": tmp_path / "turn"}
    healthy = judge(tool, Accused(), **how)  # type: ignore[arg-type]
    faulty = judge(
        tool,
        Accused("project-answers-203", "contract"),
        known=frozenset(healthy.findings),
        **how,  # type: ignore[arg-type]
    )

    assert ("healthy", ()) == (healthy.ending, healthy.findings)
    assert "convicted" == faulty.ending
    assert ("UndefinedStatusCode GET /project/{project}",) == faulty.findings
    assert faulty.requests >= 1


def test_a_sample_holds_every_family_first() -> None:
    """The first faults are of as many families, and a larger sample begins alike."""
    families = {fault.family for fault in FAULTS}
    first = sampled(FAULTS, len(families))

    assert families == {fault.family for fault in first}
    assert first == sampled(FAULTS, 60)[: len(families)]
    assert len(FAULTS) == len(sampled(FAULTS, 10_000))


def ruling(tool: str, fault: str, ending: str, *findings: str) -> Ruling:
    """Return a ruling as a turn makes it."""
    row = {
        "tool": tool,
        "fault": fault,
        "family": "scope" if fault else "",
        "seed": 1,
        "ending": ending,
        "findings": findings,
        "requests": 10,
        "seconds": 2.0,
    }
    return msgspec.convert(row, Ruling)


def test_a_journal_knows_what_was_ruled(tmp_path: Path) -> None:
    """What was ruled before an interruption is not judged again."""
    made = ruling("one", "a", "convicted", "x")
    Journal(tmp_path, {"budget": 1}).add(made)

    assert made == Journal(tmp_path, {"budget": 1}).find("one", "a", 1)


def test_the_table_counts_convictions_and_false_alarms() -> None:
    """Convictions are told by family; what health brings is a false alarm."""
    report = PeersReport(
        started_at="2026-01-31T09:30:00+00:00",
        command="",
        suite_version="0",
        contract_version="v1",
        budget=1.0,
        faults=("a", "b"),
        of=2,
        tools=(ToolRow(name="one", version="1.0", usage="used"),),
        rulings=(
            ruling("one", "", "healthy", "x", "y"),
            ruling("one", "a", "convicted", "z"),
            ruling("one", "b", "survived"),
        ),
    )

    text = markdown(report)

    assert "| convicted | 1 of 2 |" in text
    assert "| false alarms on the healthy emulator | 2 |" in text
    assert "| scope | 2 | 1 |" in text
    assert "- **one** 1.0: used." in text
