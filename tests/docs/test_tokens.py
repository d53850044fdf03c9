"""What the pages about tokens and calibration say can be done, can be done."""

from __future__ import annotations

import json
import re
import shlex
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from instasent_conformance.audit.judging import RULES
from instasent_conformance.audit.policy import read_policy
from instasent_conformance.calibration import read_pins
from instasent_conformance.cli.app import app
from instasent_conformance.contract import load_registry
from instasent_conformance.settings import calibration_of
from instasent_conformance.tokenplan import plan_tokens

from .blocks import ROOT, blocks, conform_lines

TOKENS, CALIBRATION = "docs/tokens.md", "docs/calibration.md"
CONTRACT = load_registry()
RED = {"conform tokens audit": 1}
"""Commands that end in findings: the planned tokens hold scopes granted by hand."""


def conform(line: str) -> Result:
    """Run a command line of a page in this process."""
    return CliRunner().invoke(app, shlex.split(line)[1:])


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Go to a folder that holds the files which the page shows."""
    monkeypatch.chdir(tmp_path)
    configuration, policy = blocks(TOKENS, "toml")
    (tmp_path / "conform.toml").write_text(configuration)
    (tmp_path / "policy.toml").write_text(policy)
    return tmp_path


def test_the_page_about_tokens_runs(place: Path) -> None:
    """Every command of the page runs, in the order of the page."""
    lines = conform_lines(TOKENS)
    codes = {line: conform(line).exit_code for line in lines}
    wanted = {line: max(int(line.startswith(red)) for red in RED) for line in lines}

    assert wanted == codes
    assert (place / "reports" / "audit" / "audit.html").is_file()


def test_the_page_about_calibration_runs(place: Path) -> None:
    """Every command of the page runs, but for the one that serves for ever."""
    lines = [line for line in conform_lines(CALIBRATION) if " serve " not in line]

    assert [0] * len(lines) == [conform(line).exit_code for line in lines]
    assert (place / "evidence").is_dir()


def test_the_files_shown_are_valid(place: Path) -> None:
    """The policy and the pins that the pages show are accepted."""
    (place / "shown.json").write_text(blocks(CALIBRATION, "json")[0])

    assert {"home-a", "home-b"} == set(read_policy(place / "policy.toml", CONTRACT))
    assert read_pins(place / "shown.json", CONTRACT).pins


def test_the_target_shown_is_held_to_its_file(place: Path) -> None:
    """What the page about calibration puts into conform.toml is honoured."""
    (place / "conform.toml").write_text(blocks(CALIBRATION, "toml")[0])
    (place / "pins.json").write_text(blocks(CALIBRATION, "json")[0])
    held = calibration_of("sandbox")

    assert held is not None
    assert "sandbox" == held.target


def test_every_finding_is_explained() -> None:
    """The page has a row for every rule of the audit, and for no other."""
    text = (ROOT / TOKENS).read_text("utf-8")

    assert set(RULES) == set(re.findall(r"^\| `([a-z-]+)` \|", text, re.MULTILINE))


def test_the_figures_are_true() -> None:
    """Six tokens of the home project are enough, and that is proven."""
    plan = plan_tokens(CONTRACT)
    home = [t for t in plan.tokens if (t.kind, t.project) == ("product", "home")]

    assert (6, True) == (len(home), plan.is_proven)
    assert plan.questions > 1_000


def test_json_holds_what_the_page_says() -> None:
    """The JSON of a plan has tokens, one to revoke, and what they cover."""
    found = json.loads(conform("conform tokens plan --json").stdout)

    assert {"tokens", "revoked", "covers"} == found.keys()
