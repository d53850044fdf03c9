"""Find a payload that one contract accepts and the other refuses, or find none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import Any

from ..model import Json
from .candidates import Spot, candidates
from .difference import REQUEST, Witness
from .flattening import Flat
from .graph import HERE, Address, Way, ways_of
from .instances import Builder, NothingFits
from .keywords import text_of
from .schemas import Change
from .surface import Part, Surface

TRIES = 600
"""Payloads tried for one body before the search gives up."""


@dataclass(frozen=True, slots=True)
class Trial:
    """Two contracts, either of which accepts or refuses a payload."""

    before: Surface
    after: Surface

    def breaking(self, change: Change, side: str) -> Witness | None:
        """
        Return a payload that shows that a change breaks a client.

        A request was valid and no longer is; an answer is valid and was not.
        """
        return self._found(change, side, "before" if side == REQUEST else "after")

    def harmless(self, change: Change, side: str) -> Witness | None:
        """Return a payload that shows that a change lets more, or less, through."""
        return self._found(change, side, "after" if side == REQUEST else "before")

    def _found(self, change: Change, side: str, accepts: str) -> Witness | None:
        first = accepts == "before"
        accepting, refusing = (
            (self.before, self.after) if first else (self.after, self.before)
        )
        at = change.place.before if first else change.place.after
        for part, other in _pairs(accepting, refusing, side):
            here = Address(HERE, at.path) if at.root == part.name else at
            way = _way_to(ways_of(accepting, part), here)
            if way is None:
                continue
            valid = _acceptance(accepting, part.schema)
            refused = _acceptance(refusing, other.schema)
            for payload in islice(_payloads(accepting, part, way, change), TRIES):
                if valid.is_valid(payload) and not refused.is_valid(payload):
                    return Witness(part.name, payload, accepts)
        return None


def _pairs(
    accepting: Surface, refusing: Surface, side: str
) -> Iterator[tuple[Part, Part]]:
    """Yield the parts that both contracts have, each pair of schemas once."""
    others = {part.name: part for part in refusing.parts}
    seen = set()
    for part in sorted(accepting.parts, key=lambda part: part.name):
        other = others.get(part.name)
        if part.side != side or other is None:
            continue
        key = text_of([part.schema, other.schema])
        if key not in seen or _is_own(part):
            seen.add(key)
            yield part, other


def _is_own(part: Part) -> bool:
    """Return whether a schema is written at the part itself and can change there."""
    return not (isinstance(part.schema, dict) and set(part.schema) == {"$ref"})


def _way_to(ways: Mapping[Address, Way], at: Address) -> Way | None:
    """Return the way to a node, or to the nearest node around it."""
    for length in range(len(at.path), -1, -1):
        way = ways.get(Address(at.root, at.path[:length]))
        if way is not None:
            return way
    return None


def _payloads(surface: Surface, part: Part, way: Way, change: Change) -> Iterator[Json]:
    builder = Builder(surface.components)
    try:
        yield from builder.placed(
            {} if part.schema is None else part.schema,
            way,
            partial(_leaf, builder, change),
        )
    except NothingFits:
        return


def _leaf(builder: Builder, change: Change, flat: Flat) -> Iterator[Json]:
    return candidates(Spot(builder, change, flat))


def _acceptance(surface: Surface, schema: Any) -> Any:
    """Return the JSON Schema implementation that accepts or refuses a payload."""
    import jsonschema_rs

    known = surface.memory.setdefault("acceptance", {})
    text = text_of(schema)
    if text not in known:
        whole = {**(schema or {}), "components": {"schemas": surface.components}}
        known[text] = jsonschema_rs.Draft202012Validator(whole, validate_formats=True)
    return known[text]
