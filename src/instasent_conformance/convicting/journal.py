"""The journal of a run of faults: one line per result, so that it can go on later."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import msgspec

from ..contract import suites_root
from .model import Result

FILE_NAME = "faults.jsonl"

Key = tuple[str, str, int]


def digest_of(contracts: Path) -> str:
    """Return what changes with the package, the suites or the contracts."""
    package = Path(__file__).parents[1]
    found = hashlib.sha256()
    for folder, pattern in (
        (package, "**/*.py"),
        (suites_root(), "*.py"),
        (contracts, "**/*.json"),
    ):
        for file in sorted(folder.glob(pattern)):
            found.update(file.read_bytes())
    return found.hexdigest()


class JournalProblem(ValueError):
    """A journal belongs to another run; the message names the next step."""


class Journal:
    """
    Results, written as they come.

    The first line says what the run was about; a journal about something else is not
    gone on with.
    """

    def __init__(self, folder: Path, about: dict[str, object], *, resume: bool) -> None:
        self._file = folder / FILE_NAME
        self.results: list[Result] = []
        if resume and self._file.exists():
            self.results = list(self._read(about))
            return
        folder.mkdir(parents=True, exist_ok=True)
        self._file.write_bytes(msgspec.json.encode(about) + b"\n")

    @property
    def known(self) -> set[Key]:
        """Fault, profile and seed of every result."""
        return {(row.id, row.profile, row.seed) for row in self.results}

    def add(self, result: Result) -> None:
        """Keep a result and write it at once."""
        self.results.append(result)
        with self._file.open("ab") as lines:
            lines.write(msgspec.json.encode(result) + b"\n")

    def _read(self, about: dict[str, object]) -> Iterator[Result]:
        first, *lines = self._file.read_bytes().splitlines() or [b"{}"]
        if msgspec.json.decode(first) != msgspec.json.decode(
            msgspec.json.encode(about)
        ):
            raise JournalProblem(
                f"{self._file} belongs to a run with other options or another version. "
                "Next step: leave --resume out, or pass another --output."
            )
        for line in lines:
            try:
                yield msgspec.json.decode(line, type=Result)
            except msgspec.DecodeError:
                return  # the last line of a run that was interrupted
