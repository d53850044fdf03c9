"""From a place in a JSON text to its line, so that findings can point at it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"(?:\s*:)?|[{}\[\],]|[^\s{}\[\],"]+|\n')


def pointer(path: Iterable[str | int]) -> str:
    """Return the JSON pointer of a path, as a URI fragment."""
    return "#" + "".join(f"/{_escaped(str(part))}" for part in path)


def line_of(file: Path, place: str) -> int:
    """Return the line on which the value at a pointer starts; 1 when it has none."""
    return _lines(file).get(place, 1)


@dataclass
class _Container:
    place: str
    index: int | None
    key: str = ""

    def next_place(self) -> str:
        return f"{self.place}/{self.key if self.index is None else self.index}"


@lru_cache(maxsize=256)
def _lines(file: Path) -> dict[str, int]:
    try:
        return dict(places_of(file.read_text(encoding="utf-8")))
    except OSError:
        return {}


def places_of(text: str) -> Iterator[tuple[str, int]]:
    """Yield the pointer and the line of every value of a valid JSON text."""
    line, open_containers = 1, [_Container("", None)]
    for token in _TOKEN.findall(text):
        inside = open_containers[-1]
        if token == "\n":
            line += 1
        elif token in "]}":
            open_containers.pop()
        elif token == ",":
            inside.index = None if inside.index is None else inside.index + 1
        elif token.endswith(":"):
            inside.key = _escaped(token.rstrip(":").rstrip()[1:-1])
        else:
            place = inside.next_place() if len(open_containers) > 1 else "#"
            yield place, line
            if token in "[{":
                open_containers.append(_Container(place, 0 if token == "[" else None))


def _escaped(part: str) -> str:
    return part.replace("~", "~0").replace("/", "~1")
