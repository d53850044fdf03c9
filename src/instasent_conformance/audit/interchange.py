"""`audit.sarif` and `audit.xml`: the findings for code scanning and for a CI server."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any
from xml.etree import ElementTree

from ..finding import Severity
from .judging import RULES
from .model import AuditedToken, AuditFinding

SARIF_NAME, JUNIT_NAME = "audit.sarif", "audit.xml"
_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {
    Severity.CRITICAL: "error",
    Severity.MAJOR: "error",
    Severity.MINOR: "warning",
    Severity.OBSERVATION: "note",
}


def sarif(
    findings: Sequence[AuditFinding],
    *,
    version: str,
    where: str,
    lines: Mapping[str, int],
) -> str:
    """
    Return the findings as SARIF 2.1.0.

    Args:
        findings: one result each.
        version: of this suite.
        where: the file that describes the tokens.
        lines: the line of each token in it, by alias.
    """
    document = {
        "$schema": _SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "instasent-conformance",
                        "version": version,
                        "rules": [
                            {"id": rule, "shortDescription": {"text": said}}
                            for rule, said in RULES.items()
                        ],
                    }
                },
                "results": [
                    _result(finding, where, lines.get(finding.token, 1))
                    for finding in findings
                ],
            }
        ],
    }
    return json.dumps(document, indent=2) + "\n"


def _result(finding: AuditFinding, where: str, line: int) -> dict[str, Any]:
    name = f"{finding.token}/{finding.rule}/{finding.subject}"
    return {
        "ruleId": finding.rule,
        "ruleIndex": list(RULES).index(finding.rule),
        "level": _LEVELS[finding.severity],
        "message": {"text": f"{finding.message} {finding.advice}"},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": {"uri": where},
                    "region": {"startLine": line},
                },
                "logicalLocations": [{"name": finding.token, "kind": "resource"}],
            }
        ],
        "partialFingerprints": {
            "conformAudit/v1": hashlib.sha256(name.encode()).hexdigest()[:12]
        },
    }


def junit(tokens: Sequence[AuditedToken], findings: Sequence[AuditFinding]) -> str:
    """Return one test case per token and rule; observations do not fail it."""
    red = [f for f in findings if f.severity is not Severity.OBSERVATION]
    failed = {(finding.token, finding.rule) for finding in red}
    suite = ElementTree.Element(
        "testsuite",
        name="conform tokens audit",
        tests=str(len(tokens) * len(RULES)),
        failures=str(len(failed)),
    )
    for token in tokens:
        for rule in RULES:
            case = ElementTree.SubElement(
                suite, "testcase", classname=f"token.{token.alias}", name=rule
            )
            mine = [f for f in red if (f.token, f.rule) == (token.alias, rule)]
            if mine:
                failure = ElementTree.SubElement(
                    case, "failure", message=f"{len(mine)} × {RULES[rule]}"
                )
                failure.text = "\n".join(f"{f.message} {f.advice}" for f in mine)
    ElementTree.indent(suite)
    return ElementTree.tostring(suite, encoding="unicode", xml_declaration=True) + "\n"
