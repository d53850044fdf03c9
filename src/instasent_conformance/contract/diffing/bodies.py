"""What changed in the schemas of two contracts, and whom it breaks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from .difference import CONTRACT, REQUEST, RESPONSE, Difference, Impact
from .graph import HERE, Address, Way, ways_of
from .keywords import Shift, Shifted, same
from .schemas import Change, Comparison, Place
from .surface import Surface
from .witnesses import Trial


def compare_bodies(before: Surface, after: Surface) -> Iterator[Difference]:
    """Yield the differences of every schema, on each side that it is used."""
    trial = Trial(before, after)
    for change in _changes(before, after):
        for side in _sides(before, after, change):
            yield _judged(trial, change, side)


def _changes(before: Surface, after: Surface) -> Iterator[Change]:
    comparison = Comparison(before.components, after.components)
    for name in sorted(before.components.keys() | after.components.keys()):
        place = Place(Address(name), Address(name))
        if name in before.components and name in after.components:
            was, now = before.components[name], after.components[name]
            yield from comparison.changes(was, now, place)
        else:
            kind = "schema added" if name in after.components else "schema removed"
            yield Change(place, "", Shifted(kind, Shift.SAYS))
    others = {part.name: part for part in after.parts}
    equal: dict[tuple[int, int], bool] = {}
    for part in before.parts:
        other = others.get(part.name)
        if other is None:
            continue
        pair = id(part.schema), id(other.schema)
        if pair not in equal:
            equal[pair] = same(part.schema, other.schema)
        if not equal[pair]:
            place = Place(Address(part.name), Address(part.name))
            if None in (part.schema, other.schema):
                yield from _opened(part.schema, other.schema, place)
            else:
                yield from comparison.changes(part.schema, other.schema, place)


def _opened(was: object, now: object, place: Place) -> Iterator[Change]:
    """Yield that a body, of which nothing was said, is described; or the reverse."""
    if was is not now:
        kind, shift = "body opened", Shift.WIDENS
        if was is None:
            kind, shift = "body described", Shift.NARROWS
        yield Change(place, "", Shifted(kind, shift, was, now))


def _sides(before: Surface, after: Surface, change: Change) -> list[str]:
    if change.what.shift is Shift.SAYS:
        return [CONTRACT]
    used = {
        *_users(before).get(change.place.before, ()),
        *_users(after).get(change.place.after, ()),
    }
    return sorted(used) or [CONTRACT]


def _users(surface: Surface) -> Mapping[Address, set[str]]:
    """Return the sides on which each node judges a body."""
    if "users" not in surface.memory:
        users: dict[Address, set[str]] = {}
        walked: dict[int, list[Address]] = {}
        for part in surface.parts:
            ways = ways_of(surface, part)
            if id(ways) not in walked:
                walked[id(ways)] = [at for at in ways if at.root == HERE]
            for at in walked[id(ways)]:
                users.setdefault(Address(part.name, at.path), set()).add(part.side)
        for side, ways in _distinct(surface):
            for at in ways:
                users.setdefault(at, set()).add(side)
        surface.memory["users"] = users
    found: Mapping[Address, set[str]] = surface.memory["users"]
    return found


def _distinct(surface: Surface) -> Iterator[tuple[str, Mapping[Address, Way]]]:
    """Yield the ways of each body once for each side."""
    seen = set()
    for part in surface.parts:
        ways = ways_of(surface, part)
        if (part.side, id(ways)) not in seen:
            seen.add((part.side, id(ways)))
            yield part.side, ways


def _judged(trial: Trial, change: Change, side: str) -> Difference:
    what = change.what
    impact = impact_of(what, side)
    witness = None
    if impact is Impact.BREAKING:
        witness = trial.breaking(change, side)
        if witness is None:
            impact = Impact.UNPROVEN
            if what.shift is Shift.UNSURE and trial.harmless(change, side):
                impact = Impact.ADDITIVE
    surface = trial.after if what.before is None else trial.before
    path = tuple(step for step in change.at.path if step)
    place = surface.place(change.at.root, *path)
    return Difference(impact, what.kind, side, place, what.before, what.after, witness)


def impact_of(what: Shifted, side: str) -> Impact:
    """
    Return what a change does to a client by the rule of its side.

    A new member is additive on both sides, although it narrows a set of payloads
    that was open: nobody obeyed the contract by inventing it.
    """
    if side == CONTRACT or what.shift is Shift.SAYS:
        return Impact.EDITORIAL
    if what.kind == "member added":
        return Impact.ADDITIVE
    if what.kind == "member removed" or what.shift in (Shift.MOVES, Shift.UNSURE):
        return Impact.BREAKING
    harmful = {REQUEST: Shift.NARROWS, RESPONSE: Shift.WIDENS}[side]
    return Impact.BREAKING if what.shift is harmful else Impact.ADDITIVE
