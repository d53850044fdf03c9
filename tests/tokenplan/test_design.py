"""The search for the smallest family of scope sets."""

from __future__ import annotations

from itertools import chain, combinations, combinations_with_replacement
from math import comb

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from instasent_conformance.tokenplan import smallest_family, sperner_bound
from instasent_conformance.tokens import ScopeDemand

NAMES = ("a", "b", "c", "d")
EVERY_SET = [
    frozenset(chosen)
    for chosen in chain.from_iterable(combinations(NAMES, n) for n in range(5))
]


@st.composite
def demands(draw: st.DrawFn) -> ScopeDemand:
    """Draw a demand that some set of the four names meets."""
    marks = draw(st.tuples(*[st.sampled_from("+- ")] * len(NAMES)))
    marked = list(zip(NAMES, marks, strict=True))
    return ScopeDemand(
        has=frozenset(name for name, mark in marked if mark == "+"),
        lacks=frozenset(name for name, mark in marked if mark == "-"),
    )


def is_met(family: list[frozenset[str]], demand: ScopeDemand) -> bool:
    """Return whether some set of a family meets a demand."""
    return any(demand.met_by(held) for held in family)


def fewest(asked: list[ScopeDemand]) -> int:
    """Return the size of the smallest family, found by trying every family."""
    for size in range(len(asked) + 1):
        for family in combinations_with_replacement(EVERY_SET, size):
            if all(is_met(list(family), demand) for demand in asked):
                return size
    raise AssertionError("one set per demand always does")


@settings(max_examples=25, deadline=None)
@given(asked=st.lists(demands(), max_size=4))
def test_no_smaller_family_exists(asked: list[ScopeDemand]) -> None:
    """The family meets every demand, and trying all families finds no smaller one."""
    design = smallest_family(asked)

    assert all(is_met(list(design.family), demand) for demand in asked)
    assert fewest(asked) == len(design.family)
    assert design.lower_bound <= len(design.family)


@pytest.mark.parametrize("things", [2, 3, 6, 10, 14, 20])
def test_sperner_bound_is_the_smallest_that_holds(things: int) -> None:
    """The bound is the first k of which C(k, k/2) sets are enough."""
    bound = sperner_bound(things)

    assert comb(bound, bound // 2) >= things
    assert comb(bound - 1, (bound - 1) // 2) < things


@pytest.mark.parametrize("things", [3, 6, 14])
def test_separation_of_all_from_all_meets_the_bound(things: int) -> None:
    """Telling n scopes from each other takes as few sets as Sperner's bound says."""
    names = [f"s{number}" for number in range(things)]
    asked = [
        ScopeDemand(frozenset((first,)), frozenset((second,)))
        for first in names
        for second in names
        if first != second
    ]
    design = smallest_family(asked)

    assert sperner_bound(things) == design.lower_bound
    assert design.is_proven


def test_an_impossible_demand_is_refused() -> None:
    """A demand for a scope that it forbids has no family."""
    with pytest.raises(ValueError, match="forbids"):
        smallest_family([ScopeDemand(frozenset("a"), frozenset("a"))])
