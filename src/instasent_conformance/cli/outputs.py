"""Write every report of a run, and say where they are."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

import msgspec
import typer

from ..recording import ItemRecords
from ..reports import (
    ItemResult,
    RunInfo,
    RunReport,
    allure,
    allure_html,
    build_report,
    console,
    exit_code,
    json_report,
    markdown,
    matrix,
    sarif,
    slack,
    trend,
)
from ..reports import baseline as baselines
from ..reports.verdict import FINDINGS, verdict_of
from ..selection import Selection
from ..session import ConformanceSession
from .execution import RESULTS

WRITERS = (
    (json_report, "report.json"),
    (sarif, "findings.sarif"),
    (markdown, "summary.md"),
    (matrix, "matrix.html"),
    (slack, slack.FILE_NAME),
)


def publish(
    session: ConformanceSession,
    *,
    folder: Path,
    history: Path,
    run: RunInfo,
    as_json: bool,
    baseline: Sequence[baselines.Accepted] = (),
) -> int:
    """
    Write the reports of a run into its folder, print the summary, return the exit code.

    Args:
        session: the finished session.
        folder: the folder of the run.
        history: the file in which Allure keeps the trend from run to run.
        run: what ran; its exit code is set here.
        as_json: print report.json instead of the summary.
        baseline: the findings that are known and accepted.
    """
    report = report_of(session, run, baseline)
    past, series = history.with_name(trend.FILE_NAME), _series(session)
    report = msgspec.structs.replace(report, trend=trend.compare(report, past, series))
    trend.append(report, past, series)
    for writer, name in WRITERS:
        writer.write(report, folder / name)
    allure.write_context(folder / RESULTS, report)
    built = allure_html.build(folder / RESULTS, folder / "allure.html", history)
    if as_json:
        typer.echo((folder / "report.json").read_text("utf-8"))
    else:
        console.write(report, folder=folder, allure=built)
    return report.run.exit_code


def report_of(
    session: ConformanceSession,
    run: RunInfo,
    baseline: Sequence[baselines.Accepted] = (),
) -> RunReport:
    """Return the report of a finished session."""
    records = [record for item in session.items for record in item.records]
    items = [_result(item) for item in session.items]
    if session.interrupted:
        items.append(
            ItemResult(id="run", law="run", outcome="error", detail=session.interrupted)
        )
    report = build_report(
        run=run,
        contract=session.open_contract(),
        records=records,
        items=items,
        leftovers=session.leftovers,
    )
    rows = baselines.rows_of(
        baseline,
        report.defects,
        today=dt.datetime.now(dt.UTC).date(),
        whole=session.settings.selection == Selection() and not session.interrupted,
    )
    code = exit_code(
        records,
        sum(item.outcome == "error" for item in items),
        session.settings.profile,
        fine=session.open_target().undecided_is_fine,
        accepted=[
            fingerprint
            for defect in report.defects
            if baselines.accepts(rows, defect)
            for fingerprint in defect.fingerprints
        ],
    )
    if any(row.state in ("stale", "expired") for row in rows):
        code = FINDINGS
    return msgspec.structs.replace(
        report,
        run=msgspec.structs.replace(run, exit_code=code),
        verdict=verdict_of(code),
        baseline=rows,
    )


def _series(session: ConformanceSession) -> str:
    """Return what makes runs comparable: target, profile and selection."""
    settings, selection = session.settings, session.settings.selection
    parts = [
        *sorted(selection.laws),
        *sorted(selection.endpoints),
        *sorted(selection.cases),
    ]
    return " ".join([settings.asked.name, settings.profile.name, *parts])


def _result(item: ItemRecords) -> ItemResult:
    return ItemResult(
        id=item.id,
        law=item.law,
        endpoint=item.endpoint,
        outcome=item.outcome.value,
        reason=item.reason.value if item.reason else None,
        detail=item.detail,
        seconds=item.seconds,
        requests=item.requests,
    )
