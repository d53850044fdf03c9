"""`findings.sarif`: defects and observations as SARIF 2.1.0, for code scanning."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from .model import Defect, RunReport

FILE_NAME = "findings.sarif"
_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {
    "critical": "error",
    "major": "error",
    "minor": "warning",
    "observation": "note",
}
_SECURITY_SEVERITY = {"critical": "9.0", "major": "7.0", "minor": "4.0"}
_ROOT = "CONTRACTS"


def write(report: RunReport, path: Path) -> None:
    """Write one result per defect and endpoint."""
    path.write_text(json.dumps(render(report), indent=2) + "\n", encoding="utf-8")


def render(report: RunReport) -> dict[str, Any]:
    """Return the SARIF document."""
    defects = (*report.defects, *report.observations)
    rules = sorted({defect.check: defect for defect in defects}.items())
    order = [check for check, _ in rules]
    return {
        "$schema": _SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "instasent-conformance",
                        "version": report.run.suite_version,
                        "rules": [_rule(defect) for _, defect in rules],
                    }
                },
                "automationDetails": {"id": f"{report.run.target_name}/"},
                "originalUriBaseIds": {
                    _ROOT: {"description": {"text": "The folder of contracts/."}}
                },
                "invocations": [
                    {
                        "executionSuccessful": report.totals.errors == 0,
                        "exitCode": report.run.exit_code,
                        "startTimeUtc": report.run.started_at,
                    }
                ],
                "results": [
                    _result(defect, endpoint, order)
                    for defect in defects
                    for endpoint in defect.endpoints or ("",)
                ],
            }
        ],
    }


def _rule(defect: Defect) -> dict[str, Any]:
    rule: dict[str, Any] = {
        "id": defect.check,
        "name": "".join(word.capitalize() for word in defect.check.split("-")),
        "shortDescription": {"text": defect.check.replace("-", " ").capitalize() + "."},
        "properties": {"tags": [defect.law, "conformance"]},
    }
    if defect.severity in _SECURITY_SEVERITY:
        rule["properties"]["security-severity"] = _SECURITY_SEVERITY[defect.severity]
    return rule


def _result(defect: Defect, endpoint: str, order: list[str]) -> dict[str, Any]:
    example = defect.example
    return {
        "ruleId": defect.check,
        "ruleIndex": order.index(defect.check),
        "level": _LEVELS[defect.severity],
        "message": {
            "text": f"{defect.title}\nExpected: {example.expected}\n"
            f"Observed: {example.observed}\nReproduce: {example.reproduce}"
        },
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": defect.place.file, "uriBaseId": _ROOT},
                    "region": {"startLine": defect.place.line},
                },
                "logicalLocations": [
                    {
                        "name": endpoint or defect.law,
                        "fullyQualifiedName": f"{defect.law}/{endpoint}".rstrip("/"),
                        "kind": "resource",
                    }
                ],
            }
        ],
        "partialFingerprints": {"conformRoot/v1": f"{defect.id}:{endpoint}"},
        "properties": {
            "law": defect.law,
            "provenance": defect.provenance,
            "requirements": list(defect.requirements),
            "cases": defect.cases,
            "pointer": defect.place.pointer,
        },
    }
