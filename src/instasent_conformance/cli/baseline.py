"""The baseline that a run was given, or a message why it cannot be used."""

from __future__ import annotations

from pathlib import Path

from ..reports import baseline
from .errors import UsageProblem


def read_baseline(file: Path) -> tuple[baseline.Accepted, ...]:
    """
    Return the accepted findings of a file.

    Raises:
        UsageProblem: the file is absent or malformed.
    """
    try:
        return baseline.read(file)
    except baseline.BaselineProblem as problem:
        raise UsageProblem(str(problem)) from None
