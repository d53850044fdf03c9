"""What convicted before: the item that an earlier run owes a conviction to."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import msgspec

from .pages import read_data


class MemoryProblem(ValueError):
    """An earlier report cannot be read; the message names the next step."""


def remembered(report: Path) -> Mapping[str, str]:
    """
    Return the item that convicted each fault in an earlier `faults.json`.

    Raises:
        MemoryProblem: there is no such report.
    """
    try:
        earlier = read_data(report)
    except (OSError, msgspec.DecodeError) as error:
        raise MemoryProblem(
            f"{report} is no faults.json: {error}. "
            "Next step: pass the file that an earlier `conform faults run` wrote."
        ) from None
    return {
        row.id: row.conviction.item
        for row in earlier.results
        if row.conviction is not None and row.conviction.item
    }
