"""Two schemas side by side: every place at which they differ, and how."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ..model import Json
from .documents import resolve
from .graph import Address
from .keywords import ABSENT, Shift, Shifted, allowed_values, same, shifts_of, type_of

BELOW = {
    "items": "items",
    "additionalProperties": "extra members",
    "propertyNames": "member names",
    "then": "consequence",
    "not": "exclusion",
}
"""Keywords that hold one schema, and what their coming or going is called."""

_NOTHING: dict[str, Any] = {"not": {}}


@dataclass(frozen=True, slots=True)
class Place:
    """A node as it is written in each of the two contracts."""

    before: Address
    after: Address

    def below(self, *steps: str) -> Place:
        """Return the same step further in, on both sides."""
        return Place(self.before / steps, self.after / steps)

    def branch(self, keyword: str, was: int, now: int) -> Place:
        """Return a branch that may stand at two different indices."""
        return Place(
            self.before / (keyword, str(was)), self.after / (keyword, str(now))
        )


@dataclass(frozen=True, slots=True)
class Change:
    """A keyword that changed at a node."""

    place: Place
    keyword: str
    what: Shifted

    @property
    def at(self) -> Address:
        """Where the change is written: in the contract that holds what changed."""
        added = self.what.before is None and self.what.after is not None
        node = self.place.after if added else self.place.before
        ends = (self.keyword, self.what.member) if self.what.member else (self.keyword,)
        return node / ends


@dataclass(slots=True)
class Comparison:
    """Two sets of shared schemas, compared node by node."""

    before: Mapping[str, Json]
    after: Mapping[str, Json]
    _open: set[Place] = field(default_factory=set)

    def changes(self, was: Any, now: Any, place: Place) -> Iterator[Change]:
        """Yield what changed from one node to another, at any depth."""
        if same(was, now):
            return
        was, now = _as_object(was), _as_object(now)
        if was.get("$ref") != now.get("$ref"):
            yield from self._through_references(was, now, place)
            return
        for keyword in sorted((was.keys() | now.keys()) - {"$ref", "const", "enum"}):
            before, after = _held(was, keyword), _held(now, keyword)
            if not same(before, after):
                yield from self._keyword(keyword, before, after, place)
        yield from _of_values(was, now, place)

    def _keyword(
        self, keyword: str, before: Any, after: Any, place: Place
    ) -> Iterator[Change]:
        if keyword == "properties":
            yield from self._members(before, after, place)
        elif keyword == "$defs":
            yield from self._definitions(before, after, place)
        elif keyword in ("allOf", "anyOf"):
            yield from self._branches(keyword, before, after, place)
        elif keyword in BELOW:
            yield from self._below(keyword, before, after, place)
        else:
            for what in shifts_of(keyword, before, after):
                yield Change(place, keyword, what)

    def _below(
        self, keyword: str, before: Any, after: Any, place: Place
    ) -> Iterator[Change]:
        """Compare what stands below a keyword; in a negation, the wrong way round."""
        if keyword == "additionalProperties" and False in (before, after):
            yield Change(place, keyword, _extra_members(before, after))
        elif ABSENT in (before, after):
            yield Change(place, keyword, _come_or_gone(BELOW[keyword], before, after))
        else:
            for change in self.changes(before, after, place.below(keyword)):
                yield _turned(change) if keyword == "not" else change

    def _members(self, before: Any, after: Any, place: Place) -> Iterator[Change]:
        was: dict[str, Any] = {} if before is ABSENT else before
        now: dict[str, Any] = {} if after is ABSENT else after
        for name in sorted(was.keys() | now.keys()):
            if name not in was:
                what = Shifted("member added", Shift.NARROWS, None, now[name], name)
                yield Change(place, "properties", what)
            elif name not in now:
                what = Shifted("member removed", Shift.WIDENS, was[name], None, name)
                yield Change(place, "properties", what)
            else:
                inner = place.below("properties", name)
                yield from self.changes(was[name], now[name], inner)

    def _definitions(self, before: Any, after: Any, place: Place) -> Iterator[Change]:
        """Compare definitions; one that comes or goes matters where it is used."""
        was: dict[str, Any] = {} if before is ABSENT else before
        now: dict[str, Any] = {} if after is ABSENT else after
        for name in sorted(was.keys() | now.keys()):
            if name in was and name in now:
                inner = place.below("$defs", name)
                yield from self.changes(was[name], now[name], inner)
            else:
                kind = "definition added" if name in now else "definition removed"
                what = Shifted(kind, Shift.SAYS, was.get(name), now.get(name), name)
                yield Change(place, "$defs", what)

    def _branches(
        self, keyword: str, before: Any, after: Any, place: Place
    ) -> Iterator[Change]:
        if keyword == "anyOf" and ABSENT in (before, after):
            yield Change(place, keyword, _come_or_gone("choice", before, after))
            return
        was = [] if before is ABSENT else list(before)
        now = [] if after is ABSENT else list(after)
        pairs, gone, new = aligned(was, now)
        for old, young in pairs:
            inner = place.branch(keyword, old, young)
            yield from self.changes(was[old], now[young], inner)
        for index in gone:
            yield from self._lone(keyword, was[index], {}, index, place)
        for index in new:
            yield from self._lone(keyword, {}, now[index], index, place)

    def _lone(
        self, keyword: str, was: Any, now: Any, index: int, place: Place
    ) -> Iterator[Change]:
        """Yield what a branch without a counterpart adds or takes away."""
        if keyword == "allOf":
            # One side has nothing there: its node is the one around the branch.
            inner = place.branch(keyword, index, index)
            gone = now == {}
            lone = Place(
                inner.before if gone else place.before,
                place.after if gone else inner.after,
            )
            yield from self.changes(was, now, lone)
        elif now == {}:
            kind, member = "alternative removed", f"before-{index}"
            what = Shifted(kind, Shift.NARROWS, was, None, member)
            yield Change(place, keyword, what)
        else:
            kind, member = "alternative added", f"after-{index}"
            what = Shifted(kind, Shift.WIDENS, None, now, member)
            yield Change(place, keyword, what)

    def _through_references(
        self, was: dict[str, Any], now: dict[str, Any], place: Place
    ) -> Iterator[Change]:
        """Compare what two different references, or one of them, lead to."""
        said = Shifted(
            "reference changed", Shift.SAYS, was.get("$ref"), now.get("$ref")
        )
        yield Change(place, "$ref", said)
        if place in self._open:
            return
        self._open.add(place)
        old, old_at = _inlined(self.before, was, place.before)
        young, young_at = _inlined(self.after, now, place.after)
        for change in self.changes(old, young, Place(old_at, young_at)):
            # The words of two different schemas are no change of either.
            if change.what.shift is not Shift.SAYS:
                yield change
        self._open.discard(place)


def aligned(
    was: list[Any], now: list[Any]
) -> tuple[list[tuple[int, int]], list[int], list[int]]:
    """Pair branches: equal ones first, those left over in their order."""
    free = list(range(len(now)))
    pairs, left = [], []
    for old, branch in enumerate(was):
        twin = next((young for young in free if same(now[young], branch)), None)
        if twin is None:
            left.append(old)
        else:
            pairs.append((old, twin))
            free.remove(twin)
    count = min(len(left), len(free))
    pairs += zip(left[:count], free[:count], strict=True)
    return pairs, left[count:], free[count:]


def _inlined(
    components: Mapping[str, Json], node: dict[str, Any], at: Address
) -> tuple[dict[str, Any], Address]:
    """Return what a reference leads to, and what stands beside it, as one node."""
    if "$ref" not in node:
        return node, at
    name, path, target = resolve(components, node["$ref"])
    beside = {key: value for key, value in node.items() if key != "$ref"}
    if beside:
        return {"allOf": [target, beside]}, at
    return _as_object(target), Address(name, path)


def _held(node: dict[str, Any], keyword: str) -> Any:
    """Return the value of a keyword; a list of values says its types by itself."""
    values = allowed_values(node)
    if keyword == "type" and values is not ABSENT:
        return sorted({type_of(value) for value in values})
    return node.get(keyword, ABSENT)


def _as_object(node: Any) -> dict[str, Any]:
    if isinstance(node, dict):
        return node
    return {} if node is True else _NOTHING


def _or_none(value: Any) -> Json:
    return None if value is ABSENT else value


def _of_values(
    was: dict[str, Any], now: dict[str, Any], place: Place
) -> Iterator[Change]:
    before, after = allowed_values(was), allowed_values(now)
    if not same(before, after):
        keyword = "const" if "const" in now or "const" in was else "enum"
        for what in shifts_of("enum", before, after):
            yield Change(place, keyword, what)


def _come_or_gone(noun: str, before: Any, after: Any) -> Shifted:
    kind, shift = f"{noun} added", Shift.NARROWS
    if after is ABSENT:
        kind, shift = f"{noun} removed", Shift.WIDENS
    return Shifted(kind, shift, _or_none(before), _or_none(after))


def _extra_members(before: Any, after: Any) -> Shifted:
    was, now = _or_none(before), _or_none(after)
    if after is False:
        return Shifted("extra members refused", Shift.NARROWS, was, now)
    return Shifted("extra members accepted", Shift.WIDENS, was, now)


def _turned(change: Change) -> Change:
    what = change.what
    turned = Shifted(
        what.kind, what.shift.reversed(), what.before, what.after, what.member
    )
    return Change(change.place, change.keyword, turned)
