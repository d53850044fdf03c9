"""`conform report`: the reports of a finished run, again."""

from __future__ import annotations

import webbrowser
from pathlib import Path
from typing import Annotated

import msgspec
import typer

from ..reports import (
    RunReport,
    allure_context,
    allure_html,
    allure_renderer,
    json_report,
    matrix,
)
from ..reports.allure_renderer import AllureMissing
from .errors import UsageProblem, refusing_bad_input
from .execution import RESULTS

report_app = typer.Typer(no_args_is_help=True, help="Reports of a finished run.")

Folder = Annotated[
    Path, typer.Argument(metavar="DIR", help="Folder of a run; it holds report.json.")
]


@report_app.command()
@refusing_bad_input
def build(folder: Folder) -> None:
    """
    Write matrix.html and allure.html of a run again.

    For example:

        conform report build reports/out/20260102-030405
    """
    report = _report_in(folder)
    matrix.write(report, folder / matrix.FILE_NAME)
    typer.echo(folder / matrix.FILE_NAME)
    results = folder / RESULTS
    if not results.is_dir():
        raise UsageProblem(
            f"{results}: no Allure results are there. "
            "Next step: run `conform run --output DIR` and build from that DIR."
        )
    allure_context.write_context(results, report)
    page = folder / allure_html.FILE_NAME
    history = allure_html.history_file(folder)
    built = allure_html.build(results, page, history, append=False)
    if isinstance(built, AllureMissing):
        raise UsageProblem(str(built))
    typer.echo(built.html)


@report_app.command("matrix")
@refusing_bad_input
def build_matrix(folder: Folder) -> None:
    """
    Write matrix.html of a run again; it needs no Node.

    For example:

        conform report matrix reports/out/20260102-030405
    """
    matrix.write(_report_in(folder), folder / matrix.FILE_NAME)
    typer.echo(folder / matrix.FILE_NAME)


@report_app.command("open")
@refusing_bad_input
def open_report(folder: Folder) -> None:
    """
    Print the path of the page of a run and open it where there is a browser.

    For example:

        conform report open reports/out/20260102-030405
    """
    pages = [folder / name for name in (allure_html.FILE_NAME, matrix.FILE_NAME)]
    page = next((page for page in pages if page.is_file()), None)
    if page is None:
        raise UsageProblem(
            f"{folder}: no page of a run is there. "
            "Next step: run `conform report build DIR`, or name the folder of a run."
        )
    typer.echo(page)
    webbrowser.open(page.resolve().as_uri())


@report_app.command()
@refusing_bad_input
def install() -> None:
    """
    Install the pinned Allure renderer into the cache of this user.

    For example:

        conform report install
    """
    renderer = allure_renderer.install()
    if isinstance(renderer, AllureMissing):
        raise UsageProblem(str(renderer))
    typer.echo(f"Allure {allure_renderer.pinned_version()}: {renderer.allure}")


def _report_in(folder: Path) -> RunReport:
    """
    Return the report of a run.

    Raises:
        UsageProblem: the folder holds none, or one of another version.

    """
    path = folder / json_report.FILE_NAME
    if not path.is_file():
        raise UsageProblem(
            f"{path}: no such file. "
            "Next step: name the folder of a run, such as reports/out/RUN."
        )
    try:
        return json_report.read(path)
    except msgspec.DecodeError as error:
        raise UsageProblem(
            f"{path}: not a report of this version: {error}. "
            "Next step: repeat the run with this version of conform."
        ) from None
