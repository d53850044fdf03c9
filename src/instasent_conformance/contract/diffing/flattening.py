"""A schema node, with everything it refers to, as one flat set of demands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ..model import Json
from .documents import resolve
from .graph import Step, Way
from .keywords import ABSENT, allowed_values, types_in
from .texts import text_like

Busy = tuple[str, ...]
"""The references that lead to what is being built, outermost first."""

ORDER = ("object", "array", "string", "integer", "number", "boolean", "null")
INWARD = ("properties", "items", "additionalProperties")
_LOWER = ("minimum", "minLength", "minItems", "exclusiveMinimum")
_UPPER = ("maximum", "maxLength", "maxItems", "exclusiveMaximum")
_KEPT = ("pattern", "format", "multipleOf", "x-format")


@dataclass(slots=True)
class Flat:
    """
    What a node demands of a payload.

    Args:
        types: the types that are still allowed.
        values: the values that are allowed, None for any.
        required: members that must be there.
        absent: members that must not be there.
        members: the schemas of each member.
        extra: the schemas of members that nothing names.
        items: the schemas of items.
        branches: the alternatives that were passed by, to try them too.
        demands: bounds and forms.
        busy: the references that are being built, so that recursion ends.
        rest: what is left of the way, starting with a step into the payload.
    """

    busy: Busy
    types: frozenset[str] = frozenset(ORDER)
    values: list[Json] | None = None
    required: frozenset[str] = frozenset()
    absent: frozenset[str] = frozenset()
    members: dict[str, tuple[Any, ...]] = field(default_factory=dict)
    extra: tuple[Any, ...] = ()
    items: tuple[Any, ...] = ()
    branches: list[Any] = field(default_factory=list)
    demands: dict[str, Any] = field(default_factory=dict)
    rest: Way = ()

    def preferred_type(self) -> str:
        """Return the first allowed type, or the one that the demands speak of."""
        if self.types == frozenset(ORDER):
            if self.required or self.members:
                return "object"
            return "array" if self.items else "string"
        return next((name for name in ORDER if name in self.types), "null")

    def at_least(self, bound: str) -> int:
        """Return a lower bound of a count."""
        return int(self.demands.get(bound, 0))

    def number(self) -> float:
        """Return the smallest simple number within the bounds."""
        low = self.demands.get("minimum", self.demands.get("exclusiveMinimum", -1) + 1)
        high = self.demands.get("maximum", max(low, 0))
        least: float = min(max(low, 0), high)
        return least


def flattened(components: Mapping[str, Json], node: Any, way: Way, busy: Busy) -> Flat:
    """Merge a node with its references, and with the alternatives that a way takes."""
    flat = Flat(busy=busy, rest=())
    _merge(flat, components, node, way)
    return flat


def _merge(flat: Flat, components: Mapping[str, Json], node: Any, way: Way) -> None:
    if not isinstance(node, dict):
        return
    step = way[0] if way else None
    if step is not None and step.keyword in INWARD:
        flat.rest = way
    _merge_own(flat, node)
    if "$ref" in node:
        target = resolve(components, node["$ref"])[2]
        flat.busy = (*flat.busy, node["$ref"])
        _merge(flat, components, target, _beyond(step, way, "$ref", ""))
    for index, part in enumerate(node.get("allOf", ())):
        _merge(flat, components, part, _beyond(step, way, "allOf", str(index)))
    for keyword in ("anyOf", "oneOf"):
        if node.get(keyword):
            _merge_choice(flat, components, node[keyword], keyword, way)
    if "then" in node:
        _merge(flat, components, node["then"], _beyond(step, way, "then", ""))


def _beyond(step: Step | None, way: Way, keyword: str, key: str) -> Way:
    """Return what is left of a way for a part of a node; nothing off the way."""
    if step is not None and (step.keyword, step.key) == (keyword, key):
        return way[1:]
    return ()


def _merge_choice(
    flat: Flat,
    components: Mapping[str, Json],
    branches: list[Any],
    keyword: str,
    way: Way,
) -> None:
    """Take the alternative on the way, else the first that is not being built yet."""
    flat.branches += branches
    if way and way[0].keyword == keyword:
        _merge(flat, components, branches[int(way[0].key)], way[1:])
        return
    free = [b for b in branches if _reference(b) not in flat.busy]
    _merge(flat, components, (free or branches)[0], ())


def _reference(node: Any) -> str:
    return node.get("$ref", "") if isinstance(node, dict) else ""


def _merge_own(flat: Flat, node: dict[str, Any]) -> None:
    """Merge the keywords that stand at the node itself."""
    if "type" in node:
        flat.types &= types_in(node["type"])
    values = allowed_values(node)
    if values is not ABSENT:
        kept = (
            values if flat.values is None else [v for v in flat.values if v in values]
        )
        flat.values = list(kept)
    flat.required |= frozenset(node.get("required", ()))
    for name, member in node.get("properties", {}).items():
        flat.members[name] = (*flat.members.get(name, ()), member)
    if "additionalProperties" in node:
        flat.extra = (*flat.extra, node["additionalProperties"])
    if "items" in node:
        flat.items = (*flat.items, node["items"])
    _merge_demands(flat, node)
    _merge_exclusion(flat, node.get("not"))


def _merge_demands(flat: Flat, node: dict[str, Any]) -> None:
    for keyword in _LOWER:
        if keyword in node:
            held = flat.demands.get(keyword, node[keyword])
            flat.demands[keyword] = max(held, node[keyword])
    for keyword in _UPPER:
        if keyword in node:
            held = flat.demands.get(keyword, node[keyword])
            flat.demands[keyword] = min(held, node[keyword])
    flat.demands.update({k: node[k] for k in _KEPT if k in node})


def _merge_exclusion(flat: Flat, excluded: Any) -> None:
    """Merge a `not` that forbids members, or that demands a member of some name."""
    if not isinstance(excluded, dict):
        return
    if set(excluded) == {"required"}:
        flat.absent |= frozenset(excluded["required"])
    names = excluded.get("propertyNames")
    if isinstance(names, dict) and "pattern" in names.get("not", {}):
        flat.required |= {
            text_like({"pattern": names["not"]["pattern"], "minLength": 2})
        }
