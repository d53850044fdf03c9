"""The rulings so far, one a line, so that an interrupted run goes on."""

from __future__ import annotations

from pathlib import Path
from threading import Lock

import msgspec

from .model import Ruling

FILE_NAME = "rulings.jsonl"


class Journal:
    """Rulings as they come; the first line says what the run is about."""

    def __init__(self, folder: Path, about: dict[str, object]) -> None:
        self._file = folder / FILE_NAME
        self._one_at_a_time = Lock()
        self.rulings: list[Ruling] = []
        folder.mkdir(parents=True, exist_ok=True)
        head = msgspec.json.encode(about)
        if not self._file.exists():
            self._file.write_bytes(head + b"\n")
            return
        first, *lines = self._file.read_bytes().splitlines()
        if first != head:
            raise SystemExit(
                f"{self._file} belongs to a run with other options or versions. "
                "Next step: pass another --output."
            )
        self.rulings = [msgspec.json.decode(line, type=Ruling) for line in lines]

    def find(self, tool: str, fault: str, seed: int) -> Ruling | None:
        """Return a ruling that was made before."""
        key = (tool, fault, seed)
        return next((row for row in self.rulings if row.key == key), None)

    def add(self, ruling: Ruling) -> Ruling:
        """Keep a ruling, write it at once and return it."""
        with self._one_at_a_time, self._file.open("ab") as lines:
            self.rulings.append(ruling)
            lines.write(msgspec.json.encode(ruling) + b"\n")
        return ruling
