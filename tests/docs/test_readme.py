"""What the README says can be done, can be done."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.main import get_command
from typer.testing import CliRunner, Result

from instasent_conformance.cli.app import app
from instasent_conformance.contract import load_registry
from instasent_conformance.faults import all_faults
from instasent_conformance.profiles import LAWS
from instasent_conformance.targets.reading import load_config

from .blocks import ROOT, blocks, conform_lines

README = "README.md"
CONTRACT = load_registry()


def conform(*arguments: str) -> Result:
    """Run the command line in this process."""
    return CliRunner().invoke(app, [*arguments])


def arguments_of(start: str) -> list[str]:
    """Return the arguments of the README's command line that begins so."""
    found = [line for line in conform_lines(README) if f"conform {start}" in line]
    assert found, f"the README calls no `conform {start}`"
    return shlex.split(found[0])[1:]


@pytest.fixture
def served() -> Iterator[str]:
    """Serve the emulator as the README does, on a free port; yield its base URL."""
    arguments = arguments_of("serve")
    arguments[arguments.index("--port") + 1] = "0"
    server = subprocess.Popen(
        [sys.executable, "-u", "-m", "instasent_conformance", *arguments],
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert server.stdout is not None
        yield server.stdout.readline().split()[-1]
    finally:
        server.terminate()
        server.communicate(timeout=20)


def shown_finding() -> list[str]:
    """Return the README's finding, but for the request with its generated values."""
    (text,) = blocks(README, "text")
    return [line.strip() for line in text.splitlines() if " GET /" not in line]


@pytest.mark.parametrize("line", conform_lines(README))
def test_every_command_is_understood(line: str) -> None:
    """Every command and every option that the README tells to type exists."""
    command, arguments = get_command(app), shlex.split(line)[1:]
    while hasattr(command, "commands"):
        command = command.commands[arguments.pop(0)]

    command.make_context("conform", arguments)


def test_the_faults_are_listed() -> None:
    """The README's listing names every planted fault."""
    result = conform(*arguments_of("faults list"))

    assert 0 == result.exit_code
    assert [] == [fault for fault in all_faults() if fault not in result.stdout]


def test_the_planted_fault_is_convicted(tmp_path: Path) -> None:
    """The README's example of a broken target ends in exit 1, by the fault's law."""
    arguments = arguments_of("run --profile smoke")
    fault = all_faults()[arguments[arguments.index("--fault") + 1]]
    result = conform(*arguments, "--law", fault.law, "--output", str(tmp_path / "out"))

    assert 1 == result.exit_code, result.output
    report = json.loads((tmp_path / "out" / "report.json").read_text())
    assert {fault.law} == {defect["law"] for defect in report["defects"]}
    assert [] == [line for line in shown_finding() if line not in result.output]


def test_a_served_emulator_is_judged(served: str, tmp_path: Path) -> None:
    """What `conform serve` serves is judged over TCP, as the README does."""
    arguments = arguments_of("run --target")
    arguments[arguments.index("--target") + 1] = served
    out = str(tmp_path / "out")
    result = conform(
        *arguments, "--profile", "smoke", "--law", "isolation", "--output", out
    )

    assert 0 == result.exit_code, result.output


def test_the_configuration_is_valid(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The README's conform.toml is accepted, and its scopes are declared ones."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "conform.toml").write_text(blocks(README, "toml")[0])
    config = load_config()

    scopes = {s for t in config.targets["sandbox"].tokens for s in t.scopes}
    assert scopes <= CONTRACT.scope_words


@pytest.mark.parametrize("document", [README, "suites/README.md"])
def test_every_law_is_explained(document: str) -> None:
    """The README and the suites' README have a row for every law, and for no other."""
    text = (ROOT / document).read_text("utf-8")
    rows = re.findall(r"^\| `(?:test_)?([a-z_-]+)(?:\.py)?` \| ([^|]+) \|", text, re.M)
    named = [(name.replace("_", "-"), sentence) for name, sentence in rows]

    assert [
        (law, sentence[0].lower() + sentence[1:].rstrip("."))
        for law, sentence in LAWS.items()
    ] == named


def test_the_number_of_endpoints_is_true() -> None:
    """The README says how many endpoints are contracted."""
    text = (ROOT / README).read_text("utf-8")
    stated = re.search(r"holds (\d+) endpoints", text)

    assert stated is not None
    assert len(CONTRACT.endpoints) == int(stated[1])


def test_every_folder_named_exists() -> None:
    """Every folder and document that the README names exists."""
    text = (ROOT / README).read_text("utf-8")
    folders = re.findall(r"^\| `([a-z]+/)` \|", text, re.MULTILINE)
    documents = re.findall(r"\]\(([\w/]+\.md)\)", text)

    assert folders
    assert [] == [name for name in [*folders, *documents] if not (ROOT / name).exists()]
