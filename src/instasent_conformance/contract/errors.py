"""One class per way a contract can be wrong; each names file, place and next step."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


class ContractError(Exception):
    """The contract data cannot be used as it stands."""


@dataclass(eq=False)
class ContractsNotFound(ContractError):
    """No contract folder exists in any of the places that are searched."""

    searched: tuple[Path, ...]

    def __str__(self) -> str:
        """Name every place searched and how to give another."""
        places = ", ".join(str(path) for path in self.searched)
        return (
            f"no contracts found in: {places}. "
            "Next step: pass --contracts DIR, where DIR holds manifest.json."
        )


@dataclass(eq=False)
class ContractFileMissing(ContractError):
    """A file that every contract version holds is absent."""

    file: Path

    def __str__(self) -> str:
        """Name the absent file."""
        return (
            f"{self.file}: the file is missing. "
            "Next step: restore it, or point --contracts at a complete folder."
        )


@dataclass(eq=False)
class ContractFileUnreadable(ContractError):
    """A contract file is not valid JSON."""

    file: Path
    line: int
    column: int
    problem: str

    def __str__(self) -> str:
        """Name file, line and column of the first syntax error."""
        return (
            f"{self.file}:{self.line}:{self.column}: not valid JSON: {self.problem}. "
            "Next step: correct that line and run `conform contracts check`."
        )


@dataclass(eq=False)
class ContractFileInvalid(ContractError):
    """A contract file is valid JSON of the wrong shape."""

    file: Path
    place: str
    problem: str

    def __str__(self) -> str:
        """Name file and place, and say what is wrong there."""
        return (
            f"{self.file}: {self.place}: {self.problem}. "
            "Next step: correct it and run `conform contracts check`."
        )


@dataclass(eq=False)
class UnknownName(ContractError):
    """A caller named something that the contract does not hold."""

    kind: str
    name: str
    known: tuple[str, ...]

    def __str__(self) -> str:
        """List the nearest known names."""
        from difflib import get_close_matches

        near = get_close_matches(self.name, self.known, n=3) or list(self.known[:8])
        return (
            f"unknown {self.kind} {self.name!r}. "
            f"Next step: use one of {', '.join(near)}"
            f"{' …' if len(near) < len(self.known) else ''}."
        )
