"""Ask a target the open questions, and hold it to what it answered."""

from .interview import calibrate
from .model import Calibration, CalibrationProblem, Observation
from .pins import read_pins, write_pins

__all__ = [
    "Calibration",
    "CalibrationProblem",
    "Observation",
    "calibrate",
    "read_pins",
    "write_pins",
]
