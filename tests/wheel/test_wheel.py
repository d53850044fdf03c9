"""The wheel alone judges: in an empty environment, from an empty folder."""

from __future__ import annotations

import json
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def run(*command: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run a command and return its output."""
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel."""
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "pip", "wheel", "--no-deps", "--quiet"]
    built = run(*command, "--wheel-dir", str(folder), str(ROOT), cwd=folder)
    assert 0 == built.returncode, built.stderr
    return next(folder.glob("*.whl"))


def test_the_wheel_holds_the_data(wheel: Path) -> None:
    """The wheel holds contracts, their meta schemas, suites and the demo world."""
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())

    package = "instasent_conformance"
    assert {
        f"{package}/_contracts/v1/access.json",
        f"{package}/_contracts/meta/access.json",
        f"{package}/_suites/test_merging.py",
        f"{package}/_suites/pytest.ini",
        f"{package}/emulator/worlds/demo.json",
        f"{package}/py.typed",
    } <= names


def test_the_wheel_judges_far_from_a_checkout(wheel: Path, tmp_path: Path) -> None:
    """Installed in an empty environment, `conform run` judges from an empty folder."""
    environment, empty = tmp_path / "environment", tmp_path / "empty"
    empty.mkdir()
    venv.create(environment, with_pip=True)
    python = str(environment / "bin" / "python")
    installed = run(
        python,
        *("-m", "pip", "install", "--quiet", "--disable-pip-version-check"),
        *("-c", str(constraints(tmp_path)), str(wheel)),
        cwd=empty,
    )
    assert 0 == installed.returncode, installed.stderr
    judged = run(
        str(environment / "bin" / "conform"),
        *("run", "--profile", "smoke", "--output", "out"),
        cwd=empty,
    )

    assert 0 == judged.returncode, judged.stdout + judged.stderr
    report = json.loads((empty / "out" / "report.json").read_text())
    assert "conformant" == report["verdict"]
    assert 0 == report["totals"]["inconclusive"]


def constraints(folder: Path) -> Path:
    """Return the pinned versions without their hashes."""
    pins = [
        line.split(" ")[0]
        for line in (ROOT / "requirements.txt").read_text().splitlines()
        if "==" in line
    ]
    file = folder / "constraints.txt"
    file.write_text("\n".join(pins))
    return file
