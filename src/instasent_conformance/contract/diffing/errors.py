"""One class per way in which a contract cannot be compared."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ..errors import ContractError

NEXT_STEP = (
    "Next step: give a folder of contracts, or a file written by "
    "`conform contracts export`."
)


@dataclass(eq=False)
class SourceMissing(ContractError):
    """Neither a folder nor a file is where a contract was said to be."""

    path: Path

    def __str__(self) -> str:
        """Name the path, and what can stand there."""
        return f"{self.path}: there is no such folder or file. {NEXT_STEP}"


@dataclass(eq=False)
class DocumentInvalid(ContractError):
    """A file is JSON, and not an OpenAPI document that can be compared."""

    file: Path
    place: str
    problem: str

    def __str__(self) -> str:
        """Name file and place, and say what is wrong there."""
        return f"{self.file}: {self.place}: {self.problem}. {NEXT_STEP}"
