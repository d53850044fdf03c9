"""What was asked about each open question, and what the answers say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..exchange import Exchange


class CalibrationProblem(ValueError):
    """A file of pins cannot be read; the text says what to do next."""


@dataclass(frozen=True, slots=True)
class Observation:
    """
    One open question at one target.

    `option` is the one that the answers agree with; None where it was not asked or the
    answers agree with none, and then `why` says so.
    """

    knob: str
    question: str
    assumed: str
    option: str | None
    why: str = ""
    exchanges: tuple[Exchange, ...] = ()


@dataclass(frozen=True, slots=True)
class Calibration:
    """What a target was held to on a day: the options that it was seen to have."""

    date: str
    target: str
    contract: str
    pins: Mapping[str, str]
