"""Every difference between two contracts, the heaviest first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from .bodies import compare_bodies
from .calls import compare_calls
from .difference import CONTRACT, Difference, Impact
from .keywords import same
from .rows import Told, wording
from .surface import Surface
from .weights import FILES

_ORDER = {impact: index for index, impact in enumerate(Impact)}


def compare(before: Surface, after: Surface) -> list[Difference]:
    """Return what changed from one contract to another, each place once."""
    found: dict[str, Difference] = {}
    for difference in _differences(before, after):
        held = found.get(difference.id)
        if held is None or _weight(difference) < _weight(held):
            found[difference.id] = difference
    return sorted(found.values(), key=_weight)


def _weight(difference: Difference) -> tuple[int, str, str]:
    return _ORDER[difference.impact], difference.place, difference.id


def _differences(before: Surface, after: Surface) -> Iterator[Difference]:
    yield from compare_calls(before, after)
    yield from compare_bodies(before, after)
    alike = before.folder == after.folder
    was = before.tables if alike else before.said_of_access()
    now = after.tables if alike else after.said_of_access()
    for file in sorted(was.keys() & now.keys()):
        for told in _tables(file, was[file], now[file]):
            yield _of_row(file, told)
    for place in sorted(before.prose.keys() & after.prose.keys()):
        for path, old, new in _leaves(before.prose[place], after.prose[place], ()):
            kind = "wording changed"
            named = (
                place
                + ("" if "#" in place else "#")
                + "".join(f"/{step}" for step in path)
            )
            yield Difference(Impact.EDITORIAL, kind, CONTRACT, named, old, new)


def _tables(
    file: str, before: Mapping[str, Any], after: Mapping[str, Any]
) -> Iterator[Told]:
    for table in sorted(before.keys() | after.keys()):
        was, now = before.get(table), after.get(table)
        # An export says less of access than the files do.
        if same(was, now) or (file != "manifest.json" and None in (was, now)):
            continue
        for told in FILES[file].get(table, wording)(was, now):
            path = (table, *told.path)
            yield Told(told.impact, told.kind, told.before, told.after, path)


def _of_row(file: str, told: Told) -> Difference:
    steps = (step.replace("~", "~0").replace("/", "~1") for step in told.path)
    place = f"{file}#" + "".join(f"/{step}" for step in steps)
    return Difference(told.impact, told.kind, CONTRACT, place, told.before, told.after)


def _leaves(
    was: Any, now: Any, path: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], Any, Any]]:
    """Yield where two JSON values differ, as deep as they have the same shape."""
    if same(was, now):
        return
    if isinstance(was, dict) and isinstance(now, dict):
        for key in sorted(was.keys() | now.keys()):
            yield from _leaves(was.get(key), now.get(key), (*path, key))
    elif isinstance(was, list) and isinstance(now, list) and len(was) == len(now):
        for index, (old, new) in enumerate(zip(was, now, strict=True)):
            yield from _leaves(old, new, (*path, str(index)))
    else:
        yield path, was, now
