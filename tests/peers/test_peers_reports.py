"""What other tools write is read as they mean it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from benchmarks.peers_faults.by_overstep import OverstepReport
from benchmarks.peers_faults.by_schemathesis import EVENTS, SchemathesisReport
from benchmarks.peers_faults.by_suite import SuiteReport
from instasent_conformance.recording import ITEMS


def scenario(*failures: tuple[str, str]) -> bytes:
    """Return an event as Schemathesis writes it: a case that passed, and failures."""
    checks: list[dict[str, Any]] = [{"name": "any", "status": "success"}]
    for kind, operation in failures:
        failure = {"type": kind, "operation": operation, "title": "", "message": ""}
        info = {"failure": failure, "code_sample": ""}
        checks.append({"name": "any", "status": "failure", "failure_info": info})
    recorder = {"label": "", "checks": {"a": checks}, "interactions": {"a": {}}}
    event = {"ScenarioFinished": {"phase": "fuzzing", "recorder": recorder}}
    return json.dumps(event, separators=(",", ":")).encode() + b"\n"


def test_failures_of_schemathesis_are_told_by_type_and_operation(
    tmp_path: Path,
) -> None:
    """A failure that comes twice is one finding; every request is counted."""
    failed = scenario(("ServerError", "GET /"))
    (tmp_path / EVENTS.format(0)).write_bytes(scenario() + failed)
    (tmp_path / EVENTS.format(1)).write_bytes(failed)
    report = SchemathesisReport(tmp_path)

    report.read()

    assert {"ServerError GET /"} == report.findings
    assert 3 == report.requests


def test_half_a_line_waits_for_its_other_half(tmp_path: Path) -> None:
    """An event that is being written is read when it is whole, and once."""
    file, whole = tmp_path / EVENTS.format(0), scenario(("ServerError", "GET /"))
    report = SchemathesisReport(tmp_path)

    file.write_bytes(whole[:40])
    report.read()
    assert 0 == report.requests

    file.write_bytes(whole)
    report.read()
    report.read()
    assert 1 == report.requests


def test_a_scenario_without_cases_says_nothing(tmp_path: Path) -> None:
    """A scenario that Schemathesis skipped has no checks, and is no finding."""
    event = {"ScenarioFinished": {"status": "skip", "recorder": {"label": "GET /"}}}
    line = json.dumps(event, separators=(",", ":")).encode() + b"\n"
    (tmp_path / EVENTS.format(0)).write_bytes(line)
    report = SchemathesisReport(tmp_path)

    report.read()

    assert set() == report.findings


def test_findings_of_overstep_are_told_by_class_and_test(tmp_path: Path) -> None:
    """Every matrix has a report of its own, and a name that its findings carry."""
    for name, found in (("scopes", ["a::b::na"]), ("objects", [])):
        (tmp_path / name).mkdir()
        document = {
            "summary": {"total_tests": 7, "findings": len(found)},
            "findings": [
                {"test_id": one, "vuln_class": "BFLA", "status": 200} for one in found
            ],
        }
        (tmp_path / name / "findings.json").write_text(json.dumps(document))
    report = OverstepReport(tmp_path)

    report.read()
    report.read()

    assert {"BFLA scopes/a::b::na"} == report.findings
    assert 14 == report.requests


def test_a_request_without_an_answer_is_no_finding(tmp_path: Path) -> None:
    """What never got an answer is an unexpected denial to overstep, not to us."""
    (tmp_path / "scopes").mkdir()
    lost = {"test_id": "a::b::na", "vuln_class": "unexpected-deny", "status": 0}
    document = {"summary": {"total_tests": 1}, "findings": [lost]}
    (tmp_path / "scopes" / "findings.json").write_text(json.dumps(document))
    report = OverstepReport(tmp_path)

    report.read()

    assert set() == report.findings


def test_a_suite_that_has_not_begun_has_no_findings(tmp_path: Path) -> None:
    """The first line of our items says what was asked for, and is no item."""
    (tmp_path / "run").mkdir()
    (tmp_path / "run" / ITEMS).write_bytes(b'{"asked":{}}\n')
    report = SuiteReport(tmp_path)

    report.read()

    assert (set(), 0) == (report.findings, report.requests)
