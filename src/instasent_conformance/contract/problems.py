"""A promise on the contract data that is broken, and where."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Problem:
    """One broken promise; `file` is relative to the folder of the version."""

    file: str
    place: str
    problem: str

    def __str__(self) -> str:
        """Render as one line: file, place, problem."""
        return f"{self.file}: {self.place}: {self.problem}"

    @classmethod
    def at(cls, folder: Path, file: Path, place: str, problem: str) -> Problem:
        """Return a problem of a file, named relative to its folder."""
        inside = file.is_relative_to(folder)
        named = file.relative_to(folder).as_posix() if inside else str(file)
        return cls(named, place, problem)
