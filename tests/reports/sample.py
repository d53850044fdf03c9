"""A small run with one of everything that a report can show."""

from __future__ import annotations

from dataclasses import replace

from msgspec import structs

from instasent_conformance.cases import Cell
from instasent_conformance.contract import Registry, Requirement, load_registry
from instasent_conformance.finding import (
    Finding,
    Location,
    Outcome,
    Reason,
    Severity,
    Violation,
)
from instasent_conformance.reports import (
    ItemResult,
    RunInfo,
    RunReport,
    build_report,
)
from instasent_conformance.trial import Record

RUN = RunInfo(
    id="20260102-030405",
    started_at="2026-01-02T03:04:05+00:00",
    seconds=1.25,
    seed=7,
    profile="smoke",
    target_name="sample",
    base_url="http://127.0.0.1:8000/v1",
    command="conform run --target sample --seed 7",
    suite_version="0.1.0",
    exit_code=1,
)
LEAK = "<b>leak & co</b>"


def finding(
    *,
    case: str = "audience.get/refused/none",
    endpoint: str = "audience.get",
    check: str = "refused-without-scope",
    severity: Severity = Severity.CRITICAL,
    pointer: str = "#/endpoints/audience.get",
    file: str = "contracts/v1/access.json",
    requirements: tuple[str, ...] = (),
) -> Finding:
    """Return a finding of the scope law."""
    return Finding(
        check=check,
        law="scope-gating",
        endpoint=endpoint,
        case=case,
        severity=severity,
        requirements=requirements,
        violation=Violation(
            message=f"a token without the scope got through: {LEAK}",
            expected="403",
            observed="200",
            location=Location(file, pointer, 31),
        ),
        exchanges=("GET /one\ntoken: full\n\n→ 200", "GET /two\ntoken: bare\n\n→ 200"),
        reproduce=f"conform run --target sample --case '{case}' --seed 7",
    )


def record(
    case: str,
    outcome: Outcome,
    *,
    column: str | None = None,
    findings: tuple[Finding, ...] = (),
    reason: Reason | None = None,
    checks: tuple[str, ...] = ("refused-without-scope",),
) -> Record:
    """Return a record of the scope law at one endpoint."""
    return Record(
        case=case,
        law="scope-gating",
        endpoint="audience.get",
        outcome=outcome,
        reason=reason,
        detail="nobody holds such a token" if reason else "",
        findings=findings,
        cell=Cell("scope", "audience.get", column) if column else None,
        checks=checks,
        requests=2,
    )


def sample_records() -> list[Record]:
    """Return one record per outcome, an observation, and a cell of each heat map."""
    note = finding(
        case="audience.get/exact",
        check="admitted-with-scope",
        severity=Severity.OBSERVATION,
        pointer="#/knobs/K-03",
    )
    return [
        record("audience.get/all", Outcome.PASS, column="all"),
        record(
            "audience.get/refused/none",
            Outcome.FAIL,
            column="none",
            findings=(finding(),),
        ),
        record("audience.get/exact", Outcome.PASS, column="exact", findings=(note,)),
        record(
            "audience.get/revoked",
            Outcome.INCONCLUSIVE,
            column="revoked",
            reason=Reason.NO_TOKEN,
        ),
        record(
            "audience.get/sibling",
            Outcome.NOT_APPLICABLE,
            column="sibling",
            reason=Reason.OPEN_QUESTION,
        ),
        Record(
            case="audience.get/redaction/basic",
            law="redaction",
            endpoint="audience.get",
            outcome=Outcome.PASS,
            cell=Cell("attribute", "uid-of-phone", "basic", "audience.get"),
        ),
    ]


def sample_items() -> list[ItemResult]:
    """Return the items that held the records, and one that broke the suite."""
    return [
        ItemResult(
            id="scope-gating/test_gate[audience.get]",
            law="scope-gating",
            endpoint="audience.get",
            outcome="fail",
            seconds=0.5,
            requests=10,
        ),
        ItemResult(
            id="redaction/test_levels[audience.get]",
            law="redaction",
            endpoint="audience.get",
            outcome="pass",
            seconds=0.25,
            requests=2,
        ),
        ItemResult(
            id="merging/test_histories",
            law="merging",
            outcome="error",
            detail="KeyError: 'entity'",
        ),
    ]


def requirement(
    name: str, checks: tuple[str, ...], unjudged: str | None
) -> Requirement:
    """Return a requirement that these checks judge."""
    return Requirement(
        id=name,
        place="guide#tokens",
        text=f"Statement {name} holds.",
        level="MUST",
        provenance="documented",
        source="guide#tokens",
        law="scope-gating",
        checks=checks,
        unjudged=unjudged,
    )


def sample_contract() -> Registry:
    """Return the contract with four requirements, one per kind of status."""
    contract = load_registry()
    return replace(
        contract,
        manifest=structs.replace(contract.manifest, version="9.8.7", status="draft"),
        requirements=(
            requirement("R-1", ("refused-without-scope",), None),
            requirement("R-2", ("never-consulted",), None),
            requirement("R-3", (), "not yet judged"),
            requirement("R-4", (), "nothing on the wire shows it"),
        ),
    )


def sample_report() -> RunReport:
    """Return the report of the sample run."""
    return build_report(
        run=RUN,
        contract=sample_contract(),
        records=sample_records(),
        items=sample_items(),
        leftovers=["contact cf-1 in first"],
    )
