"""Tables of rows side by side: rules say what a changed field does to a client."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ..model import Json
from .difference import Impact
from .keywords import same

BREAKING, ADDITIVE, EDITORIAL = Impact.BREAKING, Impact.ADDITIVE, Impact.EDITORIAL


@dataclass(frozen=True, slots=True)
class Told:
    """What a rule says of a field; `path` leads further in."""

    impact: Impact
    kind: str
    before: Json = None
    after: Json = None
    path: tuple[str, ...] = ()


Rule = Callable[[Any, Any], Iterator[Told]]
Weight = tuple[Impact, str]


def wording(before: Any, after: Any) -> Iterator[Told]:
    """Yield that something changed which no client depends on."""
    yield Told(EDITORIAL, "wording changed", before, after)


def changed(kind: str, *, impact: Impact = BREAKING) -> Rule:
    """Return the rule of a field whose every change weighs the same."""

    def rule(before: Any, after: Any) -> Iterator[Told]:
        yield Told(impact, kind, before, after)

    return rule


def switch(*, on: str, off: str, good: bool = True) -> Rule:
    """Return the rule of a field that is true or false; being `good` is no loss."""

    def rule(before: Any, after: Any) -> Iterator[Told]:
        impact = ADDITIVE if bool(after) == good else BREAKING
        yield Told(impact, on if after else off, before, after)

    return rule


def ranked(order: tuple[Any, ...], *, worse: str, better: str) -> Rule:
    """Return the rule of a field whose values go from good to bad."""

    def rule(before: Any, after: Any) -> Iterator[Told]:
        known = before in order and after in order
        if known and order.index(after) < order.index(before):
            yield Told(ADDITIVE, better, before, after)
        else:
            yield Told(BREAKING, worse, before, after)

    return rule


def amount(*, lower: str, higher: str) -> Rule:
    """Return the rule of a number of which more is better, and None without end."""

    def rule(before: Any, after: Any) -> Iterator[Told]:
        endless = float("inf")
        was = endless if before is None else before
        now = endless if after is None else after
        impact, kind = (BREAKING, lower) if now < was else (ADDITIVE, higher)
        yield Told(impact, kind, before, after)

    return rule


def members(*, lost: Weight, gained: Weight) -> Rule:
    """Return the rule of a set: one difference for each member that came or went."""

    def rule(before: Any, after: Any) -> Iterator[Told]:
        was, now = set(before or ()), set(after or ())
        for name in sorted(was - now):
            yield Told(*lost, before=name, path=(name,))
        for name in sorted(now - was):
            yield Told(*gained, after=name, path=(name,))
        if was == now:
            yield from wording(before, after)

    return rule


def alternatives(compare: Callable[[Any, Any], Iterator[Told]]) -> Rule:
    """
    Return the rule of rows that hold under options of knobs.

    Both sides are asked what holds under each condition that either of them names;
    a row without condition answers for all.
    """

    def rule(before: Any, after: Any) -> Iterator[Told]:
        rows = [*(before or ()), *(after or ())]
        worlds = {condition(row["when"]): row["when"] for row in rows}
        for named, world in sorted(worlds.items()):
            was, now = _under(world, before), _under(world, after)
            for told in compare(was, now):
                path = (named, *told.path)
                yield Told(told.impact, told.kind, told.before, told.after, path)

    return rule


def condition(when: Mapping[str, str]) -> str:
    """Return the name of a condition, as it stands in a place."""
    return ",".join(f"{knob}={option}" for knob, option in sorted(when.items())) or (
        "always"
    )


def _under(world: Mapping[str, str], rows: Any) -> Any:
    """Return the row that holds in a world, the one that names most of it."""
    held = [row for row in rows or () if row["when"].items() <= world.items()]
    return max(held, key=lambda row: len(row["when"]), default=None)


@dataclass(frozen=True, slots=True)
class Table:
    """
    The rule of a table: how rows are told apart, and how their fields weigh.

    Fields that are not named are wording; `heavy` weighs a row that came by what
    it says, and `special` holds the rules of single rows that differ.
    """

    key: tuple[str, ...]
    fields: Mapping[str, Rule] = field(default_factory=dict)
    added: Weight = (ADDITIVE, "row added")
    removed: Weight = (BREAKING, "row removed")
    heavy: Callable[[Any], Weight] | None = None
    special: Mapping[str, Mapping[str, Rule]] = field(default_factory=dict)

    def __call__(self, before: Any, after: Any) -> Iterator[Told]:
        """Yield what changed from the rows of one side to those of the other."""
        was, now = self._keyed(before), self._keyed(after)
        for name in sorted(was.keys() | now.keys()):
            if name not in was:
                weight = self.heavy(now[name]) if self.heavy else self.added
                yield Told(*weight, after=name, path=(name,))
            elif name not in now:
                yield Told(*self.removed, before=name, path=(name,))
            else:
                for told in self.row(was[name], now[name], self.special.get(name, {})):
                    path = (name, *told.path)
                    yield Told(told.impact, told.kind, told.before, told.after, path)
        if was == now and list(was) != list(now):
            yield Told(EDITORIAL, "order changed")

    def row(
        self,
        was: Mapping[str, Any],
        now: Mapping[str, Any],
        special: Mapping[str, Rule],
    ) -> Iterator[Told]:
        """Yield what changed from one row to its counterpart."""
        for name in sorted(was.keys() | now.keys()):
            before, after = was.get(name), now.get(name)
            if same(before, after):
                continue
            rule = special.get(name) or self.fields.get(name, wording)
            for told in rule(before, after):
                path = (name, *told.path)
                yield Told(told.impact, told.kind, told.before, told.after, path)

    def _keyed(self, rows: Any) -> dict[str, Any]:
        return {
            ",".join(str(row[k]) for k in self.key if row.get(k) is not None): row
            for row in rows or ()
        }
