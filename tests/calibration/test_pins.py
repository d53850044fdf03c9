"""The dated file of pins."""

from __future__ import annotations

from pathlib import Path

import pytest

from instasent_conformance.calibration import (
    Calibration,
    CalibrationProblem,
    read_pins,
    write_pins,
)
from instasent_conformance.contract import UnknownName, load_registry

CONTRACT = load_registry()


def test_what_is_written_is_read_back(tmp_path: Path) -> None:
    """A calibration survives its file."""
    kept = Calibration("2026-11-22", "sandbox", "1.0.0", {"K-33": "null"})
    write_pins(tmp_path / "below" / "pins.json", kept)

    assert kept == read_pins(tmp_path / "below" / "pins.json", CONTRACT)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"calibration": 1, "pins": {}}'])
def test_a_malformed_file_is_refused(tmp_path: Path, text: str) -> None:
    """What is no calibration is refused with the next step."""
    file = tmp_path / "pins.json"
    file.write_text(text)

    with pytest.raises(CalibrationProblem, match="Next step"):
        read_pins(file)


def test_an_unknown_option_is_refused(tmp_path: Path) -> None:
    """A pin to an option that the contract does not declare is refused."""
    file = tmp_path / "pins.json"
    write_pins(file, Calibration("2026-11-22", "t", "1.0.0", {"K-33": "purple"}))

    with pytest.raises(UnknownName):
        read_pins(file, CONTRACT)
