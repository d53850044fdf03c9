"""
The smallest family of sets in which every demand is met.

A demand names what a set must hold and what it must lack. Telling each of n things from
each other one takes a family whose traces form an antichain, so no family of k sets
does it for more than C(k, k/2) things (Sperner, 1928): that is the lower bound, and a
family of that size is proven to be the smallest.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import comb

from ..tokens import ScopeDemand

_STEPS = 3_000
_RESTARTS = 6
_NOISE = 0.15


@dataclass(frozen=True, slots=True)
class Design:
    """A family that meets every demand, and the fewest sets that any family needs."""

    family: tuple[frozenset[str], ...]
    lower_bound: int

    @property
    def is_proven(self) -> bool:
        """Whether no smaller family exists."""
        return len(self.family) == self.lower_bound


def smallest_family(demands: Iterable[ScopeDemand], *, seed: int = 0) -> Design:
    """
    Return a family that meets every demand, as small as the search finds.

    Args:
        demands: what must be met; each must be possible.
        seed: of the search; the same demands and seed give the same family.

    Raises:
        ValueError: a demand asks for what it forbids.

    """
    asked = _strongest(demands)
    if not all(demand.is_possible for demand in asked):
        raise ValueError("a demand asks for what it forbids")
    bound = _lower_bound(asked)
    for size in range(bound, len(asked)):
        found = _search(asked, size, seed)
        if found is not None:
            return Design(_in_order(found), bound)
    return Design(_in_order([demand.has for demand in asked]), bound)


def sperner_bound(things: int) -> int:
    """Return the fewest sets that tell this many things from each other."""
    size = 0
    while comb(size, size // 2) < things:
        size += 1
    return size


def _lower_bound(demands: Sequence[ScopeDemand]) -> int:
    return max(
        min(1, len(demands)), sperner_bound(_told_apart(demands)), _apart(demands)
    )


def _told_apart(demands: Sequence[ScopeDemand]) -> int:
    """Return the size of a set of things of which each must be told from each other."""
    told = {(a, b) for demand in demands for a in demand.has for b in demand.lacks}
    chosen: list[str] = []
    degree = {thing: 0 for pair in told for thing in pair}
    for first, _ in told:
        degree[first] += 1
    for thing in sorted(degree, key=lambda name: (-degree[name], name)):
        if all({(thing, other), (other, thing)} <= told for other in chosen):
            chosen.append(thing)
    return len(chosen) if len(chosen) > 1 else 0


def _apart(demands: Sequence[ScopeDemand]) -> int:
    """Return the size of a set of demands of which no two can share a set."""
    most = 0
    for first in demands:
        chosen = [first]
        for demand in demands:
            if all(demand.has & o.lacks or demand.lacks & o.has for o in chosen):
                chosen.append(demand)
        most = max(most, len(chosen))
    return most


def _strongest(demands: Iterable[ScopeDemand]) -> list[ScopeDemand]:
    """Return the demands that no other one includes, in a fixed order."""
    asked = sorted(set(demands), key=lambda d: (sorted(d.has), sorted(d.lacks)))
    return [
        demand
        for demand in asked
        if not any(
            demand is not other
            and demand.has <= other.has
            and demand.lacks <= other.lacks
            for other in asked
        )
    ]


def _search(
    demands: Sequence[ScopeDemand], size: int, seed: int
) -> list[frozenset[str]] | None:
    for restart in range(_RESTARTS):
        walk = _Walk(demands, size, random.Random(f"{seed}/{size}/{restart}"))
        if walk.settles(_STEPS):
            return walk.family
    return None


class _Walk:
    """A search that mends one unmet demand at a time by the change that harms least."""

    def __init__(
        self, demands: Sequence[ScopeDemand], size: int, chance: random.Random
    ) -> None:
        self._chance = chance
        self._names = sorted({name for d in demands for name in (*d.has, *d.lacks)})
        place = {name: 1 << index for index, name in enumerate(self._names)}
        self._demands = [
            (sum(place[n] for n in d.has), sum(place[n] for n in d.lacks))
            for d in demands
        ]
        self._sets = [chance.getrandbits(len(self._names) or 1) for _ in range(size)]
        self._met = [self._met_by(held) for held in self._sets]

    @property
    def family(self) -> list[frozenset[str]]:
        """The sets as they are now, by name."""
        return [
            frozenset(n for i, n in enumerate(self._names) if held >> i & 1)
            for held in self._sets
        ]

    def settles(self, steps: int) -> bool:
        """Return whether every demand was met within so many steps."""
        for _ in range(steps):
            met = set().union(*self._met)
            unmet = [i for i in range(len(self._demands)) if i not in met]
            if not unmet:
                return True
            self._mend(*self._demands[self._chance.choice(unmet)])
        return False

    def _mend(self, has: int, lacks: int) -> None:
        changed = [(held | has) & ~lacks for held in self._sets]
        met = [self._met_by(held) for held in changed]
        places = list(range(len(changed)))
        self._chance.shuffle(places)
        if self._chance.random() < _NOISE:
            place = places[0]
        else:
            place = max(places, key=lambda i: len(self._others(i) | met[i]))
        self._sets[place], self._met[place] = changed[place], met[place]

    def _others(self, place: int) -> set[int]:
        """Return the demands that the sets beside one meet."""
        return set().union(*self._met[:place], *self._met[place + 1 :])

    def _met_by(self, held: int) -> set[int]:
        return {
            index
            for index, (has, lacks) in enumerate(self._demands)
            if held & has == has and not held & lacks
        }


def _in_order(family: Iterable[frozenset[str]]) -> tuple[frozenset[str], ...]:
    return tuple(sorted(family, key=lambda held: (-len(held), sorted(held))))
