"""What `peers.json` holds: how each tool ended on each fault."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

Ending = Literal["convicted", "survived", "healthy", "not-furnished"]


class _Part(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A part of the file that refuses members nobody declared."""


class Ruling(_Part, frozen=True, kw_only=True):
    """
    One tool on one fault, or on the healthy emulator.

    Attributes:
        fault: the id of the fault; empty for the healthy emulator.
        ending: `not-furnished` where not even the data of a project could be written.
        findings: what the tool holds against the server; for a fault, the new ones.
        requests: how many the tool had sent when it ended or was stopped.
        seconds: processor time of the tool and the server together.
        clock: seconds by the clock, which tell the load of the machine too.
        complete: whether the tool came to its own end, or to a conviction, within
            the budget.

    """

    tool: str
    fault: str
    family: str
    seed: int
    ending: Ending
    findings: tuple[str, ...] = ()
    requests: int = 0
    seconds: float = 0.0
    clock: float = 0.0
    complete: bool = True

    @property
    def key(self) -> tuple[str, str, int]:
        """What tells one ruling from another."""
        return self.tool, self.fault, self.seed


class ToolRow(_Part, frozen=True, kw_only=True):
    """One tool: its version, and how it was used."""

    name: str
    version: str
    usage: str


class PeersReport(_Part, frozen=True, kw_only=True):
    """Every tool on the healthy emulator and on a sample of the faults."""

    started_at: str
    command: str
    suite_version: str
    contract_version: str
    budget: float
    faults: tuple[str, ...]
    of: int
    tools: tuple[ToolRow, ...]
    rulings: tuple[Ruling, ...]

    def of_tool(self, name: str) -> tuple[Ruling, ...]:
        """Return the rulings of one tool on faults."""
        return tuple(row for row in self.rulings if row.tool == name and row.fault)

    def healthy_of(self, name: str) -> tuple[Ruling, ...]:
        """Return the rulings of one tool on the healthy emulator."""
        return tuple(row for row in self.rulings if row.tool == name and not row.fault)
