"""
Build payloads that a schema accepts, smallest first, without chance.

Only the keywords that contracts use are built for; whoever asks for a payload lets a
JSON Schema implementation confirm it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ..model import Json
from .flattening import Busy, Flat, flattened
from .graph import Step, Way
from .texts import text_like

DEEPEST = 40
EXTRA_MEMBER = "x_extra"

Leaf = Callable[[Flat], Iterator[Json]]


class NothingFits(Exception):
    """No payload was found that a schema accepts."""


@dataclass(frozen=True, slots=True)
class Builder:
    """Builds payloads for the schemas of one contract."""

    components: Mapping[str, Json]

    def flat(self, node: Any, way: Way = (), busy: Busy = ()) -> Flat:
        """Return a node as one flat set of demands, along a way where one is given."""
        return flattened(self.components, node, way, busy)

    def smallest(self, node: Any, busy: Busy = ()) -> Json:
        """
        Return the smallest payload that a node accepts.

        Raises:
            NothingFits: the schema goes deeper than any payload of the API.
        """
        return self.of(self.flat(node, busy=busy))

    def of(self, flat: Flat) -> Json:
        """Return the smallest payload with the demands of a flat node."""
        if len(flat.busy) > DEEPEST:
            raise NothingFits
        if flat.values is not None:
            return flat.values[0] if flat.values else None
        return self.of_type(flat, flat.preferred_type())

    def of_type(self, flat: Flat, type_: str) -> Json:
        """Return the smallest value of one type, within the demands where it can be."""
        if type_ == "object":
            return self.object_of(flat, flat.required)
        if type_ == "array":
            return [self.item_of(flat)] * flat.at_least("minItems")
        if type_ == "string":
            return text_like(flat.demands)
        if type_ in ("number", "integer"):
            return flat.number()
        return {"boolean": True}.get(type_)

    def object_of(self, flat: Flat, names: frozenset[str]) -> dict[str, Json]:
        """Return an object with exactly these members, each the smallest."""
        made = {name: self.member_of(flat, name) for name in sorted(names)}
        return {name: value for name, value in made.items() if name not in flat.absent}

    def member_of(self, flat: Flat, name: str) -> Json:
        """Return the smallest value of one member."""
        nodes = flat.members.get(name, flat.extra)
        return self.smallest({"allOf": list(nodes)} if nodes else {}, flat.busy)

    def item_of(self, flat: Flat) -> Json:
        """Return the smallest item of an array."""
        nodes = flat.items
        return self.smallest({"allOf": list(nodes)} if nodes else {}, flat.busy)

    def placed(self, node: Any, way: Way, leaf: Leaf) -> Iterator[Json]:
        """Yield payloads of a node, with a leaf of several values where a way ends."""
        yield from self._placed(node, way, leaf, ())

    def _placed(self, node: Any, way: Way, leaf: Leaf, busy: Busy) -> Iterator[Json]:
        flat = self.flat(node, way, busy)
        if not flat.rest:
            yield from leaf(flat)
            return
        step, beyond = flat.rest[0], flat.rest[1:]
        nodes = _nodes_at(flat, step)
        index = next(i for i, below in enumerate(nodes) if below is step.node)
        hint = Step("allOf", str(index), step.node)
        inner = self._placed({"allOf": nodes}, (hint, *beyond), leaf, flat.busy)
        for value in inner:
            yield self._around(flat, step, value)

    def _around(self, flat: Flat, step: Step, value: Json) -> Json:
        """Return the smallest payload around a value that stands one step inside."""
        if step.keyword == "items":
            return [value] * max(1, flat.at_least("minItems"))
        name = step.key if step.keyword == "properties" else EXTRA_MEMBER
        return self.object_of(flat, flat.required - {name}) | {name: value}


def _nodes_at(flat: Flat, step: Step) -> list[Any]:
    if step.keyword == "items":
        return list(flat.items)
    if step.keyword == "properties":
        return list(flat.members[step.key])
    return [step.node]
