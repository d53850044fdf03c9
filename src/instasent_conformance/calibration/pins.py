"""The dated file of pins: what a target was seen to do, and is held to later."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from ..contract import Registry
from .model import Calibration, CalibrationProblem

_KEYS = frozenset(("calibration", "date", "target", "contract", "pins"))
_VERSION = 1


def write_pins(path: Path, calibration: Calibration) -> None:
    """Write a calibration."""
    document = {
        "calibration": _VERSION,
        "date": calibration.date,
        "target": calibration.target,
        "contract": calibration.contract,
        "pins": dict(sorted(calibration.pins.items())),
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(document, indent=2) + "\n", encoding="utf-8")


def read_pins(path: Path, contract: Registry | None = None) -> Calibration:
    """
    Read a calibration; with a contract its knobs and options must be declared there.

    Raises:
        CalibrationProblem: the file is absent or malformed.
        UnknownName: a knob or an option is not declared.
    """
    try:
        found = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise CalibrationProblem(
            f"{path}: {error}. Next step: write one with `conform calibrate --output`."
        ) from None
    if not _is_well_formed(found):
        raise CalibrationProblem(
            f"{path}: not a calibration of version {_VERSION}. "
            "Next step: write one with `conform calibrate --output`."
        )
    if contract is not None:
        contract.pinned(found["pins"])
    return Calibration(found["date"], found["target"], found["contract"], found["pins"])


def _is_well_formed(found: Any) -> bool:
    return (
        isinstance(found, dict)
        and found.keys() == _KEYS
        and found["calibration"] == _VERSION
        and isinstance(found["pins"], dict)
        and all(isinstance(value, str) for value in found["pins"].values())
        and all(isinstance(found[key], str) for key in ("date", "target", "contract"))
    )
