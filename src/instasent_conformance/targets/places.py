"""The line on which a key of a TOML file stands, so that a message can name it."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence

Path = tuple[str | int, ...]

_HEADER = re.compile(r"\s*(\[\[?)\s*([^\]]+?)\s*\]\]?\s*(#.*)?$")
_KEY = re.compile(
    r"""\s*((?:[\w-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[\w-]+|"[^"]*"))*)\s*="""
)
_PART = re.compile(r"""[\w-]+|"[^"]*"|'[^']*'""")


def line_of(text: str, path: Sequence[str | int]) -> int:
    """Return the line of the innermost key on a path that the file names; else 1."""
    lines = dict(reversed(list(_places(text))))
    wanted = tuple(path)
    while wanted:
        if wanted in lines:
            return lines[wanted]
        wanted = wanted[:-1]
    return 1


def syntax_line(error: tomllib.TOMLDecodeError) -> int:
    """Return the line that a syntax error names; 1 where it names none."""
    found = re.search(r"line (\d+)", str(error))
    return int(found[1]) if found else 1


def _places(text: str) -> Iterator[tuple[Path, int]]:
    table: Path = ()
    counted: Counter[Path] = Counter()
    for number, line in enumerate(text.splitlines(), start=1):
        header = _HEADER.match(line)
        if header:
            table = _indexed(_parts(header[2]), counted, new=header[1] == "[[")
            yield from ((table[:size], number) for size in range(1, len(table) + 1))
            continue
        key = _KEY.match(line)
        if key:
            inner: Path = ()
            for part in _parts(key[1]):
                inner = (*inner, part)
                yield (*table, *inner), number


def _indexed(parts: Path, counted: Counter[Path], *, new: bool) -> Path:
    """Return the path of a header, with the index of every array of tables in it."""
    path: Path = ()
    for part in parts[:-1]:
        path = _latest((*path, part), counted)
    path = (*path, parts[-1])
    if not new:
        return path
    counted[path] += 1
    return _latest(path, counted)


def _latest(path: Path, counted: Counter[Path]) -> Path:
    return (*path, counted[path] - 1) if counted[path] else path


def _parts(text: str) -> Path:
    return tuple(part.strip("\"'") for part in _PART.findall(text))
