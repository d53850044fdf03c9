"""Show a run as it goes: a bar on a terminal, a line per law elsewhere."""

from __future__ import annotations

from collections import Counter
from typing import Any

import msgspec
import pytest
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bar

from ..recording import ItemRecords


class Progress:
    """A pytest plugin that tells what has been judged so far."""

    def __init__(self, *, silent: bool) -> None:
        self._console = Console(stderr=True, quiet=silent)
        self._bar: Bar | None = None
        self._task: Any = None
        self._left: Counter[str] = Counter()
        self._seen: dict[str, Counter[str]] = {}

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Learn how many items each law has."""
        if not session.items:
            return
        laws = (item.get_closest_marker("law") for item in session.items)
        self._left = Counter(marker.args[0] for marker in laws if marker)
        self._start(len(session.items))

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Count one item, and say so when its law is complete."""
        carried = getattr(report, "conform", None)
        if carried is None:
            return
        item = msgspec.convert(carried, ItemRecords)
        seen = self._seen.setdefault(item.law, Counter())
        seen[item.outcome] += 1
        if self._bar is not None:
            self._bar.update(self._task, advance=1, law=item.law)
        elif seen.total() == self._left[item.law]:
            counts = ", ".join(f"{count} {name}" for name, count in seen.items())
            self._console.print(f"{item.law}: {counts}", highlight=False)

    def pytest_sessionfinish(self) -> None:
        """Take the bar away."""
        if self._bar is not None:
            self._bar.stop()

    def _start(self, total: int) -> None:
        if not self._console.is_terminal:
            return
        self._bar = Bar(
            TextColumn("judging {task.fields[law]:<20}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            console=self._console,
            transient=True,
        )
        self._task = self._bar.add_task("items", total=total, law="")
        self._bar.start()
