"""From a body to every schema node that judges some part of it."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from .documents import resolve
from .keywords import text_of
from .surface import Part, Surface

ONE = (
    "items",
    "additionalProperties",
    "not",
    "if",
    "then",
    "else",
    "propertyNames",
    "contains",
)
SEVERAL = ("anyOf", "allOf", "oneOf", "prefixItems")
NAMED = ("properties", "patternProperties", "dependentSchemas")


@dataclass(frozen=True, slots=True)
class Address:
    """Where a schema node is written: a shared schema or a part, and the way in."""

    root: str
    path: tuple[str, ...] = ()

    def __truediv__(self, steps: tuple[str, ...]) -> Address:
        """Return the address further in."""
        return Address(self.root, self.path + steps)


@dataclass(frozen=True, slots=True)
class Step:
    """One step from a node to one below it; `node` is where the step arrives."""

    keyword: str
    key: str
    node: Any


Way = tuple[Step, ...]


HERE = ""
"""The root of what is written at a part itself, in the ways of that part."""


def ways_of(surface: Surface, part: Part) -> Mapping[Address, Way]:
    """Return the shortest way from a body to every node that judges it."""
    known = surface.memory.setdefault("ways", {})
    # Schemas of a surface live as long as it does, so their identity is a fair key.
    if id(part.schema) not in known:
        text = text_of(part.schema)
        if text not in known:
            known[text] = _walk(surface.components, part.schema)
        known[id(part.schema)] = known[text]
    ways: Mapping[Address, Way] = known[id(part.schema)]
    return ways


def _walk(components: Mapping[str, Any], schema: Any) -> dict[Address, Way]:
    start = Address(HERE)
    found: dict[Address, Way] = {start: ()}
    waiting: deque[tuple[Address, Any]] = deque([(start, schema)])
    while waiting:
        at, node = waiting.popleft()
        for there, step in steps_from(components, at, node):
            if there not in found:
                found[there] = (*found[at], step)
                waiting.append((there, step.node))
    return found


def steps_from(
    components: Mapping[str, Any], at: Address, node: Any
) -> Iterator[tuple[Address, Step]]:
    """Yield the steps that lead on from one node."""
    if not isinstance(node, dict):
        return
    if "$ref" in node:
        name, path, target = resolve(components, node["$ref"])
        yield Address(name, path), Step("$ref", "", target)
    for keyword in ONE:
        if keyword in node:
            yield at / (keyword,), Step(keyword, "", node[keyword])
    for keyword in SEVERAL:
        for index, branch in enumerate(node.get(keyword, ())):
            yield at / (keyword, str(index)), Step(keyword, str(index), branch)
    for keyword in NAMED:
        for name, below in node.get(keyword, {}).items():
            yield at / (keyword, name), Step(keyword, name, below)
