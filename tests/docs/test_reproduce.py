"""The command that a finding prints shows the finding again."""

from __future__ import annotations

import json
import shlex
from pathlib import Path

from typer.testing import CliRunner

from instasent_conformance.cli.app import app

FAULT = "level-ignores-the-plan"


def findings(folder: Path, *arguments: str) -> list[dict[str, object]]:
    """Run the command line and return the defects that it reported."""
    result = CliRunner().invoke(app, [*arguments, "--output", str(folder)])
    assert 1 == result.exit_code, result.output
    defects: list[dict[str, object]] = json.loads((folder / "report.json").read_text())[
        "defects"
    ]
    return defects


def test_a_finding_is_reproduced_by_its_own_command(tmp_path: Path) -> None:
    """The printed command ends in the same defect, judged by one case alone."""
    asked = ("run", "--profile", "smoke", "--law", "redaction", "--fault", FAULT)
    (first, *_) = findings(tmp_path / "first", *asked)
    example = first["example"]
    assert isinstance(example, dict)
    program, *again = shlex.split(example["reproduce"])
    (second,) = findings(tmp_path / "second", *again)

    assert "conform" == program
    assert (first["check"], 1) == (second["check"], second["cases"])
