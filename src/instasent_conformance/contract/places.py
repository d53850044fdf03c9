"""Find the line of a contract file that states a row."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path

from .registry import Registry


def row_line(registry: Registry, file: str, key: str, value: str) -> int:
    """
    Return the line on which a row of a contract file names a value under a key.

    Args:
        registry: the contract that is read.
        file: path of the file below the folder of the contract.
        key: member name, such as `endpoint`, `attribute` or `id`.
        value: the text of that member.

    Returns:
        The number of the first such line, counted from 1; 1 where no line has it.

    """
    wanted = f"{json.dumps(key)}: {json.dumps(value, ensure_ascii=False)}"
    for number, line in enumerate(_lines(registry.root / file), start=1):
        if wanted in line:
            return number
    return 1


def label(registry: Registry, file: str) -> str:
    """Return how reports name a contract file: `contracts/<version>/<file>`."""
    return f"contracts/{registry.root.name}/{file}"


@cache
def _lines(file: Path) -> tuple[str, ...]:
    try:
        return tuple(file.read_text(encoding="utf-8").splitlines())
    except OSError:
        return ()
