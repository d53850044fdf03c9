"""The import rules hold, and each blindfold reports a planted violation."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from .source import ROOT

EMULATOR = "from instasent_conformance import emulator  # noqa\n"
PLANTED = [
    ("src/instasent_conformance/oracles/knobs.py", EMULATOR, "Judges never see"),
    ("src/instasent_conformance/checks/registry.py", EMULATOR, "Judges never see"),
    ("src/instasent_conformance/cases/model.py", EMULATOR, "Judges never see"),
    ("suites/test_merging.py", EMULATOR, "Judges never see"),
    (
        "src/instasent_conformance/emulator/settings.py",
        "from instasent_conformance import oracles  # noqa\n",
        "The emulator never sees",
    ),
    ("src/instasent_conformance/cli/faults.py", EMULATOR, "Three doors"),
    ("src/instasent_conformance/oracles/knobs.py", "import httpx  # noqa\n", "pure"),
    ("src/instasent_conformance/drawer.py", "X = 1\n", "Layers"),
]


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    """Run import-linter on a copy of the product."""
    return subprocess.run(
        [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": f"{folder / 'src'}:{folder}"},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def product(tmp_path: Path) -> Path:
    """Copy what import-linter reads."""
    for name in ("src", "suites"):
        shutil.copytree(
            ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__")
        )
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_the_product_keeps_its_import_rules(product: Path) -> None:
    """The product as it stands breaks no import rule."""
    answer = lint(product)

    assert 0 == answer.returncode, answer.stdout


@pytest.mark.parametrize(("file", "line", "rule"), PLANTED)
def test_a_planted_violation_is_reported(
    product: Path, file: str, line: str, rule: str
) -> None:
    """An import that crosses a blindfold breaks the rule that forbids it."""
    target = product / file
    before = target.read_text("utf-8") if target.is_file() else ""
    marker = "from __future__ import annotations\n"
    target.write_text(
        before.replace(marker, marker + line, 1) if marker in before else line + before
    )
    answer = lint(product)

    assert 1 == answer.returncode
    broken = [row for row in answer.stdout.splitlines() if row.endswith("BROKEN")]
    assert any(rule in row for row in broken), answer.stdout
