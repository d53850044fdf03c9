"""Our own suite: a whole smoke run, read while it is written."""

from __future__ import annotations

import sys
from pathlib import Path

import msgspec

from instasent_conformance import __version__
from instasent_conformance.finding import Outcome, Severity
from instasent_conformance.recording import ITEMS, ItemRecords

from .tools import Lines, Turn


class SuiteReport:
    """Red findings that name a requirement, by check and endpoint."""

    def __init__(self, folder: Path) -> None:
        self.findings: set[str] = set()
        self.requests = 0
        self._lines = Lines(folder / "run" / ITEMS)
        self._begun = False

    def read(self) -> None:
        """Read the items that have ended since the last reading."""
        lines = self._lines.new()
        if lines and not self._begun:
            self._begun = True
            del lines[0]  # what the run was asked for
        for line in lines:
            self._add(msgspec.json.decode(line, type=ItemRecords))

    def _add(self, item: ItemRecords) -> None:
        self.requests += item.requests
        if item.outcome is Outcome.ERROR:
            return
        self.findings |= {
            f"{finding.check} {finding.endpoint}"
            for record in item.records
            for finding in record.findings
            if finding.severity is not Severity.OBSERVATION and finding.requirements
        }


class Suite:
    """Our suite, which plants the fault in the emulator that it embeds."""

    name = "this suite"
    version = __version__
    usage = "`conform run --profile smoke`, every law, in the order of a plain run"
    is_served = False

    def commands(self, turn: Turn) -> list[list[str]]:
        """Return the whole smoke run."""
        planted = ["--fault", turn.fault] if turn.fault else []
        return [
            [
                *(sys.executable, "-m", "instasent_conformance", "run"),
                *("--profile", "smoke", "--seed", str(turn.seed)),
                *("--output", str(turn.folder / "run"), *planted),
            ]
        ]

    def report(self, folder: Path) -> SuiteReport:
        """Return a reader of the items of the run."""
        return SuiteReport(folder)
