"""`summary.md`: one page for the summary of a CI job."""

from __future__ import annotations

from pathlib import Path

from .model import Counts, Defect, RunReport

FILE_NAME = "summary.md"
_SHOWN = 20
_HEADLINES = {
    "conformant": "Conformant",
    "nonconformant": "Not conformant",
    "undecided": "Undecided: too little was judged",
}


def write(report: RunReport, path: Path) -> None:
    """Write the summary."""
    path.write_text(render(report), encoding="utf-8")


def render(report: RunReport) -> str:
    """Return the summary as Markdown."""
    sections = [
        _head(report),
        _laws(report),
        _defects("Defects", report.defects),
        _abstentions(report),
        _observations(report),
        _requirements(report),
        _leftovers(report),
        _baseline(report),
        str(report.trend or ""),
        f"Repeat this run: `{report.run.command}` (seed {report.run.seed}).",
    ]
    return "\n\n".join(section for section in sections if section) + "\n"


def _head(report: RunReport) -> str:
    run, totals = report.run, report.totals
    return (
        f"# {_HEADLINES[report.verdict]}: {one_line(run.target_name)}\n\n"
        f"Contract {report.contract.version} ({report.contract.status}), "
        f"profile {run.profile}, {_counts(totals)}, "
        f"{run.seconds:.1f} s, exit {run.exit_code}."
    )


def _counts(counts: Counts) -> str:
    return (
        f"{counts.passed} pass, {counts.failed} fail, "
        f"{counts.inconclusive} inconclusive, "
        f"{counts.not_applicable} not applicable, {counts.errors} error"
    )


def _laws(report: RunReport) -> str:
    head = (
        "| law | pass | fail | inconclusive | n/a | error | requests | seconds |\n"
        "|---|--:|--:|--:|--:|--:|--:|--:|"
    )
    rows = [
        f"| {row.law} | {row.counts.passed} | {row.counts.failed} "
        f"| {row.counts.inconclusive} | {row.counts.not_applicable} "
        f"| {row.counts.errors} | {row.requests} | {row.seconds:.1f} |"
        for row in report.laws
    ]
    return "\n".join([head, *rows]) if rows else "No law was judged."


def _defects(title: str, defects: tuple[Defect, ...]) -> str:
    if not defects:
        return ""
    blocks = [_defect(defect) for defect in defects[:_SHOWN]]
    rest = len(defects) - len(blocks)
    more = [f"… and {rest} more in report.json."] if rest else []
    return "\n\n".join([f"## {title} ({len(defects)})", *blocks, *more])


def _defect(defect: Defect) -> str:
    where = ", ".join(defect.endpoints) or defect.law
    lines = [
        f"### {defect.check}: {where}",
        "",
        f"**{defect.severity}**, {defect.provenance}, {defect.cases} "
        f"{'case' if defect.cases == 1 else 'cases'}. {one_line(defect.title)}",
        "",
        f"- expected: {one_line(defect.example.expected)}",
        f"- observed: {one_line(defect.example.observed)}",
        f"- law: `{defect.place}`",
        f"- reproduce: `{defect.example.reproduce}`",
    ]
    if defect.requirements:
        lines.insert(-1, f"- requirements: {', '.join(defect.requirements)}")
    return "\n".join(lines)


def _abstentions(report: RunReport) -> str:
    if not report.abstentions:
        return ""
    rows = [
        f"| {row.reason} | {row.law} | {row.count} | {one_line(row.example)} |"
        for row in report.abstentions
    ]
    head = "## Not judged\n\n| reason | law | cases | for example |\n|---|---|--:|---|"
    return "\n".join([head, *rows])


def _observations(report: RunReport) -> str:
    if not report.observations:
        return ""
    rows = [
        f"- {row.check} at {', '.join(row.endpoints) or row.law}: {one_line(row.title)}"
        for row in report.observations[:_SHOWN]
    ]
    rest = len(report.observations) - len(rows)
    more = [f"- … and {rest} more in report.json"] if rest else []
    head = f"## Observations ({len(report.observations)}): assumptions that do not hold"
    return "\n".join([head, "", *rows, *more])


def _requirements(report: RunReport) -> str:
    found = report.requirements
    return f"Requirements: {found.counts}.\n\nMUST of the guide: {found.guide}."


def _leftovers(report: RunReport) -> str:
    if not report.leftovers:
        return ""
    rows = [f"- {one_line(left)}" for left in report.leftovers[:_SHOWN]]
    rest = len(report.leftovers) - len(rows)
    more = [f"- … and {rest} more in report.json"] if rest else []
    return "\n".join(["## Left on the target", "", *rows, *more])


def _baseline(report: RunReport) -> str:
    if not report.baseline:
        return ""
    rows = [
        f"| {row.fingerprint} | {row.state} | {one_line(row.owner)} | {row.expires} "
        f"| {one_line(row.reason)} |"
        for row in report.baseline
    ]
    head = (
        "## Baseline\n\n| finding | state | owner | expires | reason |\n"
        "|---|---|---|---|---|"
    )
    return "\n".join([head, *rows])


def one_line(text: str) -> str:
    """Return the text on one line, safe inside a table."""
    return " ".join(text.split()).replace("|", "\\|").replace("<", "&lt;")
