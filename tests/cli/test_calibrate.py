"""`conform calibrate`, and what later commands do with its pins."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from instasent_conformance.cli.app import app

SECRET = re.compile(r"ist_[0-9a-f]{16,}")
KNOBS = {"K-33": "null", "K-06": "sync-200"}
GIVEN = [f"--knob={knob}={option}" for knob, option in KNOBS.items()]
QUICK = ("--profile", "smoke", "--law", "ingest")


def conform(*arguments: str) -> Result:
    """Run the command line in this process."""
    return CliRunner().invoke(app, [*arguments])


@pytest.fixture(scope="module")
def pins(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Calibrate an emulator that is not as assumed."""
    file = tmp_path_factory.mktemp("calibration") / "pins.json"
    result = conform("calibrate", *GIVEN, "--output", str(file))
    assert 0 == result.exit_code, result.output
    assert "null, assumed was omitted" in result.output
    return file


@pytest.fixture
def imitated(pins: Path) -> Iterator[str]:
    """Serve an emulator like the calibrated one; yield its base URL."""
    command = [sys.executable, "-u", "-m", "instasent_conformance"]
    server = subprocess.Popen(
        [*command, "serve", "--port", "0", "--world", "empty", "--like", str(pins)],
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert server.stdout is not None
        yield server.stdout.readline().split()[-1]
    finally:
        server.terminate()
        server.communicate(timeout=20)


def test_the_pins_are_what_was_set(pins: Path) -> None:
    """The file is dated, and holds the options that were set."""
    found = json.loads(pins.read_text())

    assert re.fullmatch(r"\d{4}-\d\d-\d\d", found["date"])
    assert KNOBS.items() <= found["pins"].items()


def test_the_evidence_is_scrubbed(pins: Path) -> None:
    """The exchanges lie beside the pins, and no secret is among them."""
    files = sorted((pins.parent / "evidence").glob("*.txt"))

    assert {"K-33.txt", "K-32.txt"} <= {file.name for file in files}
    assert [] == [file.name for file in files if SECRET.search(file.read_text())]


def test_a_target_that_kept_its_ways_passes(pins: Path, tmp_path: Path) -> None:
    """A run that is held to the pins passes where nothing has changed."""
    result = conform(
        "run", *QUICK, *GIVEN, f"--calibration={pins}", f"--output={tmp_path}"
    )

    assert 0 == result.exit_code, result.output
    laws = {
        row["law"]: row["counts"]["pass"]
        for row in json.loads((tmp_path / "report.json").read_text())["laws"]
    }
    assert len(json.loads(pins.read_text())["pins"]) == laws["drift"]


def test_drift_is_a_finding_of_its_own_class(pins: Path, tmp_path: Path) -> None:
    """Where an observed behaviour changed, the run fails by the law of drift."""
    result = conform("run", *QUICK, f"--calibration={pins}", f"--output={tmp_path}")

    assert 1 == result.exit_code, result.output
    defects = json.loads((tmp_path / "report.json").read_text())["defects"]
    drift = [defect for defect in defects if defect["law"] == "drift"]
    pointers = {defect["place"]["pointer"] for defect in drift}
    assert {f"#/knobs/{knob}" for knob in KNOBS} == pointers


def test_an_emulator_that_imitates_has_not_drifted(
    pins: Path, imitated: str, tmp_path: Path
) -> None:
    """What is served like a target answers every question as that target did."""
    result = conform(
        *("calibrate", "--target", imitated, "--against", str(pins)),
        *("--output", str(tmp_path / "again.json"), "--allow", "write"),
    )

    assert 0 == result.exit_code, result.output
    assert "drift" not in result.output


def test_pins_that_cannot_be_read_are_refused(tmp_path: Path) -> None:
    """A run and a server name the file and the next step, and end in exit 2."""
    for command in (("run", "--calibration"), ("serve", "--like")):
        result = conform(*command, str(tmp_path / "none.json"))

        assert 2 == result.exit_code
        assert "conform calibrate" in result.output
