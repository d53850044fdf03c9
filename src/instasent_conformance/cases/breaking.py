"""Break a sound body in one place at a time, and make a broken one simpler."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from ..contract import Json

WRONG: tuple[Json, ...] = (
    {"conform": 1},
    "conform",
    -1,
    True,
    None,
    "",
    ["conform", 1],
)
"""Values of every JSON type, the empty and the negative one included."""


_NOTHING = object()


def one_place_broken(body: Json) -> Iterator[Json]:
    """Yield the body without one of its members, then with one of each wrong type."""
    for path in _places(body):
        if path and isinstance(path[-1], str):
            yield _without(body, path)
    for path in _places(body):
        for value in WRONG:
            yield _with(body, path, value)


def merged(bodies: Iterable[Json]) -> Json:
    """Return one body with every member that any of the bodies has, and one item."""
    union: dict[str, Json] = {}
    items: list[Json] = []
    for body in bodies:
        if isinstance(body, dict):
            union = {**body, **union}
        elif isinstance(body, list):
            items += body
    return [merged(items)] if items else union


def simpler(body: Json) -> Iterator[Json]:
    """Yield bodies with one member or item less, the outermost first."""
    for path in sorted(_places(body), key=len):
        if path:
            yield _without(body, path)


def _places(body: Json, path: tuple[str | int, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield path
    inside = (
        body.items()
        if isinstance(body, dict)
        else enumerate(body)
        if isinstance(body, list)
        else ()
    )
    for step, value in inside:
        yield from _places(value, (*path, step))


def _with(body: Json, path: tuple[Any, ...], value: Json) -> Json:
    if not path:
        return value
    copy = body.copy()
    copy[path[0]] = _with(body[path[0]], path[1:], value)
    return copy


def _without(body: Json, path: tuple[Any, ...]) -> Json:
    copy = body.copy()
    if len(path) == 1:
        del copy[path[0]]
    else:
        copy[path[0]] = _without(body[path[0]], path[1:])
    return copy


def shrunk(body: Json, still_fails: Callable[[Json], bool], *, budget: int) -> Json:
    """
    Return a simpler body that fails as well; each attempt costs one of the budget.

    Args:
        body: a body that fails.
        still_fails: tells whether a simpler one does, which may take a request.
        budget: the number of attempts at most.
    """
    candidates = simpler(body)
    while budget > 0:
        candidate = next(candidates, _NOTHING)
        if candidate is _NOTHING:
            break
        budget -= 1
        if still_fails(candidate):
            body, candidates = candidate, simpler(candidate)
    return body
