"""Write every report of a run, and say where they are."""

from __future__ import annotations

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
)
from ..session import ConformanceSession
from .execution import RESULTS

WRITERS = (
    (json_report, "report.json"),
    (sarif, "findings.sarif"),
    (markdown, "summary.md"),
    (matrix, "matrix.html"),
)


def publish(
    session: ConformanceSession,
    *,
    folder: Path,
    history: Path,
    run: RunInfo,
    as_json: bool,
) -> int:
    """
    Write the reports of a run into its folder, print the summary, return the exit code.

    Args:
        session: the finished session.
        folder: the folder of the run.
        history: the file in which Allure keeps the trend from run to run.
        run: what ran; its exit code is set here.
        as_json: print report.json instead of the summary.
    """
    report = report_of(session, run)
    for writer, name in WRITERS:
        writer.write(report, folder / name)
    allure.write_context(folder / RESULTS, report)
    built = allure_html.build(folder / RESULTS, folder / "allure.html", history)
    if as_json:
        typer.echo((folder / "report.json").read_text("utf-8"))
    else:
        console.write(report, folder=folder, allure=built)
    return report.run.exit_code


def report_of(session: ConformanceSession, run: RunInfo) -> RunReport:
    """Return the report of a finished session."""
    records = [record for item in session.items for record in item.records]
    items = [_result(item) for item in session.items]
    if session.interrupted:
        items.append(
            ItemResult(id="run", law="run", outcome="error", detail=session.interrupted)
        )
    errors = sum(item.outcome == "error" for item in items)
    code = exit_code(records, errors, session.settings.profile)
    return build_report(
        run=msgspec.structs.replace(run, exit_code=code),
        contract=session.open_contract(),
        records=records,
        items=items,
        leftovers=session.leftovers,
    )


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
