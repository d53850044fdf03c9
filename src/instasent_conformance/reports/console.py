"""The run on a terminal: laws, defects, what was not judged, and the verdict."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from .allure_html import AllureBuilt
from .allure_renderer import AllureMissing
from .model import Counts, Defect, RunReport

_SHOWN = 10
_STYLES = {
    "critical": "bold red",
    "major": "red",
    "minor": "yellow",
    "conformant": "bold green",
    "nonconformant": "bold red",
    "undecided": "bold yellow",
}


def write(
    report: RunReport,
    *,
    folder: Path | None = None,
    allure: AllureBuilt | AllureMissing | None = None,
    console: Console | None = None,
) -> None:
    """
    Print the run: tables and colours on a terminal, plain lines elsewhere.

    Args:
        report: the run.
        folder: where the written reports lie, to be named.
        allure: what became of allure.html; it is shown where it is missing.
        console: where to print; standard output unless given.

    """
    console = console or Console()
    _laws(report, console)
    for defect in report.defects[:_SHOWN]:
        _defect(defect, console)
    if len(report.defects) > _SHOWN:
        _line(console, f"… and {len(report.defects) - _SHOWN} more in report.json\n")
    _errors(report, console)
    _abstentions(report, console)
    if report.observations:
        _line(
            console,
            f"observations: {len(report.observations)}, assumptions of the contract "
            "that do not hold here; see report.json",
        )
    _line(console, f"requirements: {report.requirements.counts}")
    _line(console, f"of them MUST of the guide: {report.requirements.guide}")
    if report.leftovers:
        _line(console, f"left on the target: {len(report.leftovers)}, see report.json")
    if report.run.repeated or report.run.waited:
        _line(
            console,
            f"network: {report.run.repeated} requests repeated, "
            f"{report.run.waited:.0f} s waited",
        )
    _baseline(report, console)
    _trend(report, console)
    if folder is not None:
        _line(console, f"reports: {folder}")
        if isinstance(allure, AllureBuilt):
            _line(console, f"look at it: conform report open {folder}")
    if isinstance(allure, AllureMissing):
        _line(console, str(allure))
    _verdict(report, console)


def _line(console: Console, text: str, style: str = "") -> None:
    console.print(text, style=style, markup=False, highlight=False, soft_wrap=True)


def _laws(report: RunReport, console: Console) -> None:
    heads = ("pass", "fail", "inconclusive", "n/a", "error", "requests", "seconds")
    rows = [
        (
            row.law,
            *(str(count) for count in _numbers(row.counts)),
            str(row.requests),
            f"{row.seconds:.1f}",
        )
        for row in report.laws
    ]
    if not console.is_terminal:
        for law, *values in rows:
            pairs = zip(heads, values, strict=True)
            _line(console, " ".join([law, *(f"{head}={v}" for head, v in pairs)]))
        return
    table = Table("law", title_justify="left", box=None, pad_edge=False)
    for head in heads:
        table.add_column(head, justify="right")
    for law, *values in rows:
        style = "red" if values[1] != "0" or values[4] != "0" else ""
        table.add_row(escape(law), *values, style=style)
    console.print(table)
    console.print()


def _numbers(counts: Counts) -> tuple[int, ...]:
    return (
        counts.passed,
        counts.failed,
        counts.inconclusive,
        counts.not_applicable,
        counts.errors,
    )


def _defect(defect: Defect, console: Console) -> None:
    where = ", ".join(defect.endpoints[:3]) or defect.law
    if len(defect.endpoints) > 3:
        where += f" and {len(defect.endpoints) - 3} more"
    console.print(
        f"[bold]{escape(defect.check)}[/]   {escape(where)}   "
        f"[{_STYLES[defect.severity]}]{defect.severity}[/] · {defect.provenance}"
        f" · {defect.cases} {'case' if defect.cases == 1 else 'cases'}",
        highlight=False,
        soft_wrap=True,
    )
    _line(console, f"  {_request(defect)}")
    _line(console, f"  {defect.title}")
    _line(console, f"  expected   {defect.example.expected}")
    _line(console, f"  observed   {defect.example.observed}")
    _line(console, f"  law        {defect.place}")
    _line(console, f"  reproduce  {defect.example.reproduce}\n")


def _request(defect: Defect) -> str:
    exchanges = defect.example.exchanges
    if len(exchanges) not in (1, 2):
        # In a longer chain the last request is rarely the one that did it.
        return f"{defect.example.case}, {len(exchanges)} exchanges in report.json"
    request, token = [*exchanges[-1].splitlines(), "", ""][:2]
    return f"{request} as {token.removeprefix('token: ')}"


def _errors(report: RunReport, console: Console) -> None:
    for item in report.items:
        if item.outcome == "error":
            _line(console, f"suite error in {item.id}: {item.detail}", "bold magenta")


def _abstentions(report: RunReport, console: Console) -> None:
    counts: Counter[str] = Counter()
    for row in report.abstentions:
        counts[row.reason] += row.count
    for reason, count in counts.most_common():
        example = next(r.example for r in report.abstentions if r.reason == reason)
        _line(console, f"not judged, {reason}: {count}, for example: {example}")


def _baseline(report: RunReport, console: Console) -> None:
    states = Counter(row.state for row in report.baseline)
    if states:
        counts = ", ".join(f"{count} {state}" for state, count in states.items())
        _line(console, f"baseline: {counts}")
    for row in report.baseline:
        if row.state in ("stale", "expired"):
            what = "is found no more" if row.state == "stale" else "has expired"
            _line(
                console,
                f"baseline entry {row.fingerprint} of {row.owner} {what}. "
                "Next step: take it out, or renew it.",
                "red",
            )


def _trend(report: RunReport, console: Console) -> None:
    told = str(report.trend or "")
    if told:
        _line(console, told)


def _verdict(report: RunReport, console: Console) -> None:
    totals = report.totals
    _line(
        console,
        f"{report.verdict}: {totals.passed} pass, {totals.failed} fail, "
        f"{totals.inconclusive} inconclusive, {totals.not_applicable} not applicable, "
        f"{totals.errors} error, {len(report.defects)} "
        f"{'defect' if len(report.defects) == 1 else 'defects'} "
        f"in {report.run.seconds:.1f} s (exit {report.run.exit_code})",
        _STYLES[report.verdict],
    )
