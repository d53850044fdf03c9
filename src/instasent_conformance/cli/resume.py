"""Continue a run that was interrupted, with what it has judged."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import msgspec

from ..recording import ITEMS, ItemLog
from ..settings import SessionSettings
from .errors import UsageProblem


def open_log(settings: SessionSettings, folder: Path) -> ItemLog:
    """
    Return the log of the items of a run, begun or continued.

    Raises:
        UsageProblem: the run to continue was asked for something else.
    """
    log = ItemLog(folder / ITEMS)
    asked = _asked(settings)
    if settings.resume is None:
        log.file.unlink(missing_ok=True)
    else:
        _require_same(log, asked)
    log.begin(asked)
    return log


def _require_same(log: ItemLog, asked: dict[str, Any]) -> None:
    try:
        before = log.asked()
    except (OSError, msgspec.DecodeError, KeyError, TypeError):
        raise UsageProblem(
            f"{log.file}: nothing of an interrupted run is there. "
            "Next step: name a run below reports/out, or start a new one."
        ) from None
    for name, value in asked.items():
        if before.get(name) != value:
            raise UsageProblem(
                f"the run in {log.file.parent} had {name} {before.get(name)!r}, not "
                f"{value!r}. Next step: repeat its options, or start a new run."
            )


def _asked(settings: SessionSettings) -> dict[str, Any]:
    """Return what decides which items there are, as JSON knows it."""
    asked, selection = settings.asked, settings.selection
    return {
        "target": asked.name,
        "profile": settings.profile.name,
        "seed": asked.seed,
        "fault": asked.fault,
        "knobs": dict(asked.knobs),
        "allow": asked.allowed.words(),
        "laws": sorted(selection.laws),
        "endpoints": sorted(selection.endpoints),
        "cases": sorted(selection.cases),
    }
