"""`slack.json`: one message for an incoming webhook of Slack, ready to be posted."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from .model import Defect, RunReport

FILE_NAME = "slack.json"
_SHOWN = 10
_LONGEST = 2_900
_SIGNS = {
    "conformant": ":white_check_mark:",
    "nonconformant": ":red_circle:",
    "undecided": ":large_yellow_circle:",
}


def write(report: RunReport, path: Path) -> None:
    """Write the message."""
    path.write_text(
        json.dumps(render(report), ensure_ascii=False, indent=2) + "\n", "utf-8"
    )


def render(report: RunReport) -> dict[str, Any]:
    """Return the message: a line for notifications, and blocks for the channel."""
    totals = report.totals
    headline = f"{report.run.target_name}: {report.verdict}"
    numbers = (
        f"{totals.passed} pass, {totals.failed} fail, {totals.inconclusive} "
        f"inconclusive, {len(report.defects)} defects, exit {report.run.exit_code}"
    )
    blocks = [
        _section(f"{_SIGNS[report.verdict]} *{_plain(headline)}*\n{numbers}"),
        *(
            _section(text)
            for text in (str(report.trend or ""), _baseline(report))
            if text
        ),
        *(_section(_defect(defect)) for defect in report.defects[:_SHOWN]),
    ]
    rest = len(report.defects) - _SHOWN
    if rest > 0:
        blocks.append(_section(f"… and {rest} more in report.json"))
    return {"text": f"{headline} ({numbers})", "blocks": blocks}


def _baseline(report: RunReport) -> str:
    broken = [row for row in report.baseline if row.state in ("stale", "expired")]
    return "\n".join(
        f"Baseline entry {row.fingerprint} is {row.state} ({_plain(row.owner)})."
        for row in broken
    )


def _defect(defect: Defect) -> str:
    where = ", ".join(defect.endpoints[:3]) or defect.law
    return (
        f"*{defect.severity}* `{defect.id}` {_plain(defect.check)} at {_plain(where)}\n"
        f"{_plain(defect.title)}"
    )


def _section(text: str) -> dict[str, Any]:
    return {"type": "section", "text": {"type": "mrkdwn", "text": text[:_LONGEST]}}


def _plain(text: str) -> str:
    """Escape the three characters that Slack reads as markup."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
