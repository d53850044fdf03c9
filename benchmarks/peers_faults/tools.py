"""What a tool has to say for itself, so that all are judged alike."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from instasent_conformance.world import World


class Report(Protocol):
    """What a tool has written so far."""

    findings: set[str]
    requests: int

    def read(self) -> None:
        """Read on, from where the last reading ended."""


@dataclass(frozen=True, slots=True)
class Turn:
    """
    What a tool is given for one turn.

    `world` is None where the tool plants the fault in an emulator of its own.
    """

    folder: Path
    seed: int
    fault: str = ""
    base_url: str = ""
    world: World | None = None


class Tool(Protocol):
    """A tool that is let loose on faults."""

    @property
    def name(self) -> str:
        """What the table calls it."""

    @property
    def version(self) -> str:
        """Its version."""

    @property
    def usage(self) -> str:
        """How it is used here, in one sentence."""

    @property
    def is_served(self) -> bool:
        """Whether it asks a server over the loopback interface."""

    def commands(self, turn: Turn) -> list[list[str]]:
        """Write what the tool reads into the folder; return what is to be run."""

    def report(self, folder: Path) -> Report:
        """Return a reader of what the tool writes into the folder."""


@dataclass
class Lines:
    """A file of lines that grows; every line is read once, when it is whole."""

    file: Path
    _offset: int = field(default=0)

    def new(self) -> list[bytes]:
        """Return the lines that were added since the last call."""
        if not self.file.exists():
            return []
        with self.file.open("rb") as stream:
            stream.seek(self._offset)
            whole, newline, _ = stream.read().rpartition(b"\n")
        self._offset += len(whole) + len(newline)
        return whole.splitlines()
