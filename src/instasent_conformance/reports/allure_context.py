"""What an Allure report says about a run as a whole: context, categories, layout."""

from __future__ import annotations

import json
import platform
from pathlib import Path
from typing import Any

from .model import RunReport

ENVIRONMENT = "environment.properties"
EXECUTOR = "executor.json"
_SUITE_FAULT = "The suite itself failed"
_NOT_JUDGED = "Not judged"
_NO_QUESTION = "Does not apply"
_NAMES = {
    "authentication": "Token: what is no live token in its place was let in",
    "scope-gating": "Scope: a token passed or was refused against its row",
    "isolation": "Tenant: data crossed between projects",
    "redaction": "Redaction: an attribute was disclosed or withheld against its row",
    "merging": "Merge: contacts were joined or kept apart wrongly",
    "schema-conformance": "Contract: an answer differs from its description",
    "rate-limits": "Rate: a budget is not told, or not kept, as documented",
    "error-shape": "Errors: a refusal is unclear, or had an effect",
}


def write_context(results: Path, report: RunReport) -> None:
    """Write environment, executor and categories beside the Allure results."""
    results.mkdir(parents=True, exist_ok=True)
    environment = "".join(
        f"{key}={' '.join(value.split())}\n"
        for key, value in _environment(report).items()
    )
    (results / ENVIRONMENT).write_text(environment, encoding="utf-8")
    executor = {
        "name": f"instasent-conformance {report.run.suite_version}",
        "type": "conform",
        "buildName": report.run.id,
        "reportName": f"{report.run.target_name}: {report.verdict}",
    }
    _write(results / EXECUTOR, executor)
    _write(results / "categories.json", _categories_by_message(report))


def layout(
    results: Path, *, history: Path, append: bool, output: Path
) -> dict[str, Any]:
    """Return the settings with which Allure 3 renders results that have context."""
    executor = json.loads((results / EXECUTOR).read_text(encoding="utf-8"))
    name = executor["reportName"]
    return {
        "name": name,
        "output": str(output),
        "historyPath": str(history),
        "appendHistory": append,
        "historyLimit": 50,
        "hideLabels": ["thread", "host", "package", "language", "framework"],
        "variables": _read_environment(results / ENVIRONMENT),
        "categories": {"rules": _categories_by_label()},
        "plugins": {
            "awesome": {
                "options": {
                    "reportName": name,
                    "singleFile": True,
                    "reportLanguage": "en",
                    "groupBy": ["epic", "feature"],
                    "defaultSortBy": "status,asc",
                }
            }
        },
    }


def _environment(report: RunReport) -> dict[str, str]:
    run = report.run
    return {
        "Verdict": report.verdict,
        "Target": run.target_name,
        "Address": run.base_url,
        "Contract": f"v{report.contract.version} ({report.contract.status})",
        "Profile": run.profile,
        "Seed": str(run.seed),
        "Run": run.id,
        "Suite": run.suite_version,
        "Python": platform.python_version(),
        "Cases": f"{report.totals.judged} judged, "
        f"{report.totals.inconclusive} inconclusive, "
        f"{report.totals.not_applicable} not applicable",
        "Repeat": run.command,
    }


def _categories_by_label() -> list[dict[str, Any]]:
    """Return the defect taxonomy as Allure 3 matches it: by law."""
    rules: list[dict[str, Any]] = [
        {
            "id": law,
            "name": name,
            "matchers": [{"statuses": ["failed"], "labels": {"feature": f"^{law}$"}}],
            "groupBy": ["severity"],
            "groupByMessage": False,
        }
        for law, name in _NAMES.items()
    ]
    rules += [
        {"id": "suite", "name": _SUITE_FAULT, "matchers": [{"statuses": ["broken"]}]},
        {
            "id": "not-judged",
            "name": _NOT_JUDGED,
            "matchers": [{"statuses": ["skipped"], "message": "inconclusive"}],
        },
        {
            "id": "not-applicable",
            "name": _NO_QUESTION,
            "matchers": [{"statuses": ["skipped"]}],
        },
    ]
    return rules


def _categories_by_message(report: RunReport) -> list[dict[str, Any]]:
    """Return the same taxonomy for Allure 2, which sees no labels: by check."""
    rules: list[dict[str, Any]] = []
    for law, name in _NAMES.items():
        checks = sorted({found.check for found in report.defects if found.law == law})
        if checks:
            pattern = rf"(?s).*\b({'|'.join(checks)}) \(.*"
            rules.append(
                {
                    "name": name,
                    "matchedStatuses": ["failed"],
                    "messageRegex": pattern,
                }
            )
    rules += [
        {"name": _SUITE_FAULT, "matchedStatuses": ["broken"]},
        {
            "name": _NOT_JUDGED,
            "matchedStatuses": ["skipped"],
            "messageRegex": "(?s).*inconclusive.*",
        },
        {"name": _NO_QUESTION, "matchedStatuses": ["skipped"]},
    ]
    return rules


def _read_environment(path: Path) -> dict[str, str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return {key: value for key, _, value in (line.partition("=") for line in lines)}


def _write(path: Path, value: Any) -> None:
    path.write_text(json.dumps(value, indent=2) + "\n", encoding="utf-8")
