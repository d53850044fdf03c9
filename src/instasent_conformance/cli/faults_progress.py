"""Show how a run of faults goes, and how it went."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from types import TracebackType
from typing import Any

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

from ..convicting import FaultsReport, Healthy, Result

_EVERY_SECONDS = 20.0
_SHOWN_SURVIVORS = 20


class FaultsProgress:
    """A bar with the time left on a terminal, a line now and then elsewhere."""

    def __init__(self, total: int, *, silent: bool) -> None:
        self._console = Console(stderr=True, quiet=silent)
        self._total, self._done = total, 0
        self._started = self._told = time.monotonic()
        self._ended: Counter[str] = Counter()
        self._task: Any = None
        self._bar = Progress(
            TextColumn("{task.fields[ended]}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            TextColumn("left"),
            TimeRemainingColumn(),
            console=self._console,
            transient=True,
        )

    def __enter__(self) -> FaultsProgress:
        if self._console.is_terminal:
            self._task = self._bar.add_task("faults", total=self._total, ended="")
            self._bar.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._bar.stop()

    def tell(self, ended: Healthy | Result) -> None:
        """Count one judgement."""
        self._done += 1
        if isinstance(ended, Result):
            self._ended[ended.ending] += 1
        counts = ", ".join(f"{n} {word}" for word, n in sorted(self._ended.items()))
        if self._task is not None:
            self._bar.update(self._task, advance=1, ended=counts)
        elif time.monotonic() - self._told > _EVERY_SECONDS:
            self._told = time.monotonic()
            self._console.print(
                f"{self._done}/{self._total}: {counts}; {self._left()} left",
                highlight=False,
            )

    def _left(self) -> str:
        spent = time.monotonic() - self._started
        seconds = int(spent / self._done * (self._total - self._done))
        return f"{seconds // 60}:{seconds % 60:02}"


def summary(report: FaultsReport) -> Iterator[str]:
    """Yield the lines that say how a run of faults ended."""
    for row in report.scores:
        if row.by in ("all", "source", "family"):
            label = "all faults" if row.by == "all" else f"{row.by} {row.name}"
            yield (
                f"{label:<24} {row.share:>7.1%}  "
                f"{row.convicted} of {row.convicted + row.survived} convicted"
                + (f", {row.excluded} excluded" if row.excluded else "")
            )
    for health in report.healthy:
        yield (
            f"healthy, {health.profile}, seed {health.seed}: "
            f"{health.findings} findings, {health.errors} errors"
        )
    survivors = [row for row in report.results if row.ending == "survived"]
    for lost in survivors[:_SHOWN_SURVIVORS]:
        yield f"survived: {lost.id} ({lost.reason})"
    if len(survivors) > _SHOWN_SURVIVORS:
        yield f"… and {len(survivors) - _SHOWN_SURVIVORS} more in faults.json"
    verdict = "passed" if report.passed else "not passed"
    yield f"gate {report.gate:.0%}: {verdict}, in {report.seconds:.0f} s"
