"""What changed since the run before: new, fixed, regressed and still failing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec

from .model import RunReport, Trend

FILE_NAME = "runs.jsonl"


class _Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One run, as the history keeps it."""

    run: str
    series: str
    defects: tuple[str, ...]


def compare(report: RunReport, file: Path, series: str) -> Trend:
    """
    Compare a run with those before it, of the same series.

    Args:
        report: the run.
        file: the history; absent before the first run.
        series: what makes runs comparable: target, profile and selection.
    """
    past = [e for e in _entries(file) if e.series == series and e.run != report.run.id]
    now = {defect.id for defect in report.defects}
    before = set(past[-1].defects) if past else set()
    ever = {defect for entry in past for defect in entry.defects}
    return Trend(
        compared_with=past[-1].run if past else None,
        runs=len(past) + 1,
        new=tuple(sorted(now - ever)),
        fixed=tuple(sorted(before - now)),
        regressed=tuple(sorted(now & ever - before)),
        still_failing=tuple(sorted(now & before)),
    )


def append(report: RunReport, file: Path, series: str) -> None:
    """Add a run to the history."""
    file.parent.mkdir(parents=True, exist_ok=True)
    entry = _Entry(
        run=report.run.id,
        series=series,
        defects=tuple(defect.id for defect in report.defects),
    )
    with file.open("ab") as stream:
        stream.write(msgspec.json.encode(entry) + b"\n")


def _entries(file: Path) -> Iterator[_Entry]:
    if not file.is_file():
        return
    for line in file.read_bytes().splitlines():
        try:
            yield msgspec.json.decode(line, type=_Entry)
        except msgspec.DecodeError:
            continue  # a run was ended while it wrote this line
