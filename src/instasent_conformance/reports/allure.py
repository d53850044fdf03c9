"""
Dress the Allure result of a test item: names, labels, steps, attachments.

Everything that identifies a result is made of contract words, so the history of a
result survives another seed, another machine and another place of the suites.
"""

from __future__ import annotations

import hashlib
import time
from collections import Counter
from collections.abc import Sequence
from typing import Any
from uuid import uuid4

import allure
import pytest
from allure_commons import plugin_manager
from allure_commons.model2 import Label, Link, Status, TestStepResult
from allure_commons.types import AttachmentType
from allure_pytest.utils import get_status, get_status_details

from ..contract import Registry
from ..finding import Finding, Outcome, Severity
from ..profiles import LAWS
from ..recording import ItemRecords
from ..trial import Record
from .allure_context import write_context

__all__ = ["annotate", "finding_text", "title_of", "write_context"]

STEPS = 40
ATTACHMENTS = 20
LINES = 8
_SEVERITIES = {
    Severity.CRITICAL: "critical",
    Severity.MAJOR: "normal",
    Severity.MINOR: "minor",
    Severity.OBSERVATION: "trivial",
}
_WORST_FIRST = (
    Outcome.FAIL,
    Outcome.INCONCLUSIVE,
    Outcome.PASS,
    Outcome.NOT_APPLICABLE,
    Outcome.ERROR,
)


def annotate(item: ItemRecords, contract: Registry) -> None:
    """Complete the Allure result that is open now; do nothing when Allure is off."""
    result = _open_result()
    if result is None:
        return
    _identify(result, item, contract)
    sentence = _first_line(result.description) or LAWS.get(item.law, item.law)
    result.name = title_of(item, sentence)
    result.description = _description(item, contract)
    _label(result, item, contract)
    if item.outcome is not Outcome.ERROR:
        _shorten(result, item.records)
    _steps(result, item.records)


def title_of(item: ItemRecords, sentence: str) -> str:
    """Return the sentence of an item with its endpoint as the subject."""
    sentence = sentence.strip().rstrip(".")
    if item.endpoint:
        for subject in ("An endpoint ", "Every endpoint ", "The endpoint "):
            if sentence.startswith(subject):
                return f"{item.endpoint} {sentence.removeprefix(subject)}"
        return f"{item.endpoint}: {sentence[:1].lower()}{sentence[1:]}"
    case = item.id.partition("[")[2].rstrip("]")
    return f"{sentence} ({case})" if case else sentence


def _open_result() -> Any:
    for plugin in plugin_manager.get_plugins():
        logger = getattr(plugin, "allure_logger", None)
        if logger is not None:
            return logger.get_test(None)
    return None


def _identify(result: Any, item: ItemRecords, contract: Registry) -> None:
    # Allure derives its historyId from the full name and the parameters. The path of
    # the suites and the text of an endpoint's contract file have no place in either.
    result.fullName = item.id
    result.testCaseId = hashlib.md5(item.id.encode()).hexdigest()
    result.titlePath = [_epic(contract), item.law]
    result.parameters = []


def _epic(contract: Registry) -> str:
    return f"Contract v{contract.version}"


def _label(result: Any, item: ItemRecords, contract: Registry) -> None:
    # Straight into the result: Allure's own way calls every plugin for every label and
    # looks for the open result and for equal links each time.
    labels = [
        ("epic", _epic(contract)),
        ("feature", item.law),
        ("story", item.endpoint or "whole law"),
        ("parentSuite", _epic(contract)),
        ("suite", item.law),
    ]
    findings = _findings(item.records)
    if findings:
        order = tuple(Severity)
        worst = min((found.severity for found in findings), key=order.index)
        labels.append(("severity", _SEVERITIES[worst]))
        labels += [("tag", check) for check in sorted({f.check for f in findings})]
    judged = _requirements(item.records, contract)
    labels += [("requirement", requirement) for requirement in judged]
    result.labels.extend(Label(name, value) for name, value in labels)
    # matrix.html lies beside allure.html, so the link works from a file too.
    result.links.extend(
        Link("requirement", f"matrix.html#{requirement}", requirement)
        for requirement in judged
    )


def _requirements(records: Sequence[Record], contract: Registry) -> list[str]:
    """Return the requirements that the checks consulted can judge."""
    consulted = {check for record in records for check in record.checks}
    return [
        requirement.id
        for requirement in contract.requirements
        if not consulted.isdisjoint(requirement.checks)
    ]


def _description(item: ItemRecords, contract: Registry) -> str:
    ended = Counter(record.outcome for record in item.records)
    counts = ", ".join(f"{ended[word]} {word}" for word in _WORST_FIRST if ended[word])
    lines = [f"**{LAWS.get(item.law, item.law)}**", "", f"Cases: {counts or 'none'}."]
    if item.endpoint in contract.endpoints:
        endpoint = contract.endpoints[item.endpoint]
        lines += ["", f"`{endpoint.method} {endpoint.path}`: {endpoint.title}"]
    return "\n".join(lines)


def _shorten(result: Any, records: Sequence[Record]) -> None:
    """
    Leave one line per finding in the message; the trace keeps every word.

    The trace of a skip says no more than where this package lies on the machine.
    """
    if result.statusDetails is None:
        return
    if all(record.outcome is not Outcome.FAIL for record in records):
        result.statusDetails.trace = None
        return
    findings = [f for f in _findings(records) if f.severity is not Severity.OBSERVATION]
    lines = [
        f"{found.check} ({found.severity}): {found.violation.message}"
        for found in findings
    ]
    distinct = list(dict.fromkeys(lines))
    rest = len(distinct) - LINES
    more = [f"… and {rest} more"] if rest > 0 else []
    result.statusDetails.message = "\n".join([*distinct[:LINES], *more])


def _steps(result: Any, records: Sequence[Record]) -> None:
    ordered = sorted(records, key=lambda record: _WORST_FIRST.index(record.outcome))
    attached = 0
    for record in ordered[:STEPS]:
        attached += len(record.findings)
        if record.findings and attached <= ATTACHMENTS:
            _step_with_attachments(record)
        else:
            result.steps.append(_step(record))
    rest = ordered[STEPS:]
    if rest:
        more = f"+{len(rest)} more cases, in report.json"
        result.steps.append(_plain_step(more, Status.PASSED))


def _step(record: Record) -> Any:
    error = _error(record)
    step = _plain_step(_step_title(record), get_status(error))
    step.statusDetails = get_status_details(type(error), error, None) if error else None
    return step


def _plain_step(title: str, status: str) -> Any:
    moment = time.time_ns() // 1_000_000
    return TestStepResult(name=title, status=status, start=moment, stop=moment)


def _step_with_attachments(record: Record) -> None:
    """Open a step for what is attached to go to, and close it."""
    uuid = str(uuid4())
    plugin_manager.hook.start_step(uuid=uuid, title=_step_title(record), params={})
    for finding in record.findings:
        allure.attach(finding_text(finding), finding.check, AttachmentType.TEXT)
        if finding.drawing:
            name = f"{finding.check}: the history drawn"
            allure.attach(finding.drawing, name, AttachmentType.SVG)
    error = _error(record)
    plugin_manager.hook.stop_step(
        uuid=uuid, exc_type=type(error) if error else None, exc_val=error, exc_tb=None
    )


def _step_title(record: Record) -> str:
    title = record.case
    if record.outcome is not Outcome.PASS:
        title += f": {record.outcome}"
    return f"{title}, {record.reason}" if record.reason else title


def _error(record: Record) -> BaseException | None:
    """Return the exception that gives a step the status of its case."""
    if record.outcome is Outcome.FAIL:
        messages = (finding.violation.message for finding in record.findings)
        return AssertionError("\n".join(messages))
    if record.outcome in (Outcome.INCONCLUSIVE, Outcome.NOT_APPLICABLE):
        return pytest.skip.Exception(record.detail or str(record.outcome))
    return None


def finding_text(finding: Finding) -> str:
    """Return a finding as its attachment shows it: what, law, and the exchanges."""
    violation = finding.violation
    head = [
        violation.message,
        "",
        f"check         {finding.check}",
        f"severity      {finding.severity} · {violation.provenance}",
        f"expected      {violation.expected}",
        f"observed      {violation.observed}",
        f"law           {violation.location}",
        f"requirements  {', '.join(finding.requirements) or 'none'}",
        f"reproduce     {finding.reproduce}",
    ]
    chain = [
        f"--- exchange {number} of {len(finding.exchanges)}\n{exchange}"
        for number, exchange in enumerate(finding.exchanges, start=1)
    ]
    return "\n\n".join(["\n".join(head), *chain])


def _findings(records: Sequence[Record]) -> list[Finding]:
    return [finding for record in records for finding in record.findings]


def _first_line(text: str | None) -> str:
    lines = (text or "").strip().splitlines()
    return lines[0] if lines else ""
