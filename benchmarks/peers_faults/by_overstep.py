"""overstep by its command, with matrices generated from the contract."""

from __future__ import annotations

import json
import subprocess
from functools import cached_property
from pathlib import Path

import msgspec

from instasent_conformance.contract import Registry

from .matrix import matrices
from .tools import Turn

FINDINGS = "findings.json"


class _Finding(msgspec.Struct):
    test_id: str
    vuln_class: str
    status: int


class _Summary(msgspec.Struct):
    total_tests: int


class _Document(msgspec.Struct):
    summary: _Summary
    findings: list[_Finding]


class OverstepReport:
    """
    Findings of every matrix, unexpected denials included.

    A request without an answer has no status; overstep takes it for a denial, and here
    it is held against nobody.
    """

    def __init__(self, folder: Path) -> None:
        self.findings: set[str] = set()
        self.requests = 0
        self._folder = folder
        self._read: set[Path] = set()

    def read(self) -> None:
        """Read the reports of the matrices that are through."""
        for file in sorted(self._folder.glob(f"*/{FINDINGS}")):
            if file not in self._read:
                self._add(file)

    def _add(self, file: Path) -> None:
        try:
            document = msgspec.json.decode(file.read_bytes(), type=_Document)
        except msgspec.DecodeError:
            return  # it is being written
        self._read.add(file)
        self.requests += document.summary.total_tests
        self.findings |= {
            f"{finding.vuln_class} {file.parent.name}/{finding.test_id}"
            for finding in document.findings
            if finding.status
        }


class Overstep:
    """overstep, installed apart from us."""

    name = "overstep"
    is_served = True
    usage = (
        "`overstep run` over matrices generated from `contracts/v1/access.json`: every "
        "endpoint × every single scope, all but one, none and all, other projects, a "
        "data source; objects of others; members hidden at each level; every class of "
        "finding counts, `unexpected-deny` too"
    )

    def __init__(self, contract: Registry, program: Path) -> None:
        self._contract = contract
        self._program = program

    @cached_property
    def version(self) -> str:
        """The version that is installed."""
        said = subprocess.run(
            [str(self._program), "version"], capture_output=True, text=True, check=True
        )
        return said.stdout.split()[-1]

    def commands(self, turn: Turn) -> list[list[str]]:
        """Write the matrices; return a run for each."""
        assert turn.world is not None
        found = []
        for name, matrix in matrices(self._contract, turn.world).items():
            file = turn.folder / f"{name}.yaml"
            file.write_text(json.dumps(matrix, indent=1))  # JSON is YAML
            found.append(
                [
                    *(str(self._program), "run", str(file), "--base", turn.base_url),
                    *("--out", str(turn.folder / name), "--fail-on", "any"),
                ]
            )
        return found

    def report(self, folder: Path) -> OverstepReport:
        """Return a reader of the findings of all matrices."""
        return OverstepReport(folder)
