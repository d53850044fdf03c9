"""The corpus of edits: each one change of the contracts, and what it is."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from instasent_conformance.contract.diffing import Surface, read_surface
from instasent_conformance.contract.location import contracts_root

FILE = Path(__file__).with_name("corpus.json")


@dataclass(frozen=True)
class Edit:
    """One edit at a JSON pointer, in which `[key=value]` names a row of a list."""

    id: str
    file: str
    op: str
    at: str
    impact: str
    kind: str
    side: str
    value: Any = None

    def apply(self, folder: Path) -> None:
        """Change the one file of a copy."""
        path = folder / self.file
        content = json.loads(path.read_text("utf-8"))
        *around, last = self.at.split("/")[1:]
        node = content
        for step in around:
            node = node[key_of(node, step)]
        key = key_of(node, last)
        if self.op == "set":
            node[key] = self.value
        elif self.op == "append":
            node[key].append(self.value)
        elif self.op == "drop":
            node[key].remove(self.value)
        else:
            del node[key]
        path.write_text(json.dumps(content), "utf-8")


def key_of(node: Any, step: str) -> Any:
    """Return the key or index that a step of a pointer names."""
    if not isinstance(node, list):
        return step
    if not step.startswith("["):
        return int(step)
    name, _, value = step[1:-1].partition("=")
    return next(i for i, row in enumerate(node) if value == str(row[name]))


def edits() -> list[Edit]:
    """Return every edit of the corpus."""
    rows = json.loads(FILE.read_text("utf-8"))
    return [Edit(impact=row.pop("class"), **row) for row in rows]


@cache
def original() -> Surface:
    """Return the contract that is edited."""
    return read_surface(contracts_root())
