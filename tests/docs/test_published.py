"""The published run of planted faults says what its data say, and how to repeat it."""

from __future__ import annotations

import importlib
import re
import shlex
from collections import Counter

import pytest
import typer

from benchmarks.published import PUBLISHED, SERVED, figures
from instasent_conformance.cli.app import app
from instasent_conformance.convicting import DATA, FaultsReport
from instasent_conformance.convicting.pages import read_data

from .blocks import ROOT, blocks

PAGE = PUBLISHED / "README.md"
REPORT = read_data(ROOT / PUBLISHED / DATA)
OTHERS = [ROOT / PUBLISHED / SERVED]
REPORTS = [REPORT, *(read_data(file) for file in OTHERS if file.is_file())]
COMMANDS = "".join(blocks(str(PAGE), "sh")).replace("\\\n", " ").splitlines()


@pytest.mark.parametrize("report", REPORTS, ids=lambda report: report.target)
def test_the_figures_of_the_page_are_those_of_the_data(report: FaultsReport) -> None:
    """Every row of figures that the data give stands on the page."""
    page = (ROOT / PAGE).read_text("utf-8").splitlines()

    assert [] == [row for row in figures(report) if row not in page]


@pytest.mark.parametrize("report", REPORTS, ids=lambda report: report.target)
def test_the_totals_are_those_of_the_results(report: FaultsReport) -> None:
    """Each source convicts as many faults as the results and the ids left out name."""
    left = sum(map(len, report.left_out.values()))
    convicted = Counter(row.source for row in report.results if row.conviction)
    convicted["table"] += left
    totals = {row.name: row.convicted for row in report.scores if row.by == "source"}

    assert totals == {source: convicted[source] for source in totals}


def test_health_was_acquitted() -> None:
    """No published run found anything in the target without a fault."""
    assert [] == [row for one in REPORTS for row in one.healthy if row.findings]


def test_a_published_report_is_small() -> None:
    """What is kept with the sources stays under a megabyte and a half."""
    assert (ROOT / PUBLISHED / DATA).stat().st_size < 1_500_000


@pytest.mark.parametrize("line", COMMANDS)
def test_every_command_to_repeat_it_exists(line: str) -> None:
    """The commands of the page are ones that the package has, options included."""
    program, *arguments = shlex.split(line)
    if program == "python":
        assert importlib.import_module(arguments[1])
        return
    command = typer.main.get_command(app)
    for name in arguments[: 1 + (arguments[0] == "faults")]:
        command = command.commands[name]  # type: ignore[attr-defined]
    options = {word for one in command.params for word in one.opts}

    assert "conform" == program
    assert set(re.findall(r"(?<!\S)--[a-z-]+", line)) <= options
