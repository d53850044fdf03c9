"""The level of a token follows from its scopes and its plan."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from instasent_conformance.cases.disclosure import columns, contact_surfaces
from instasent_conformance.contract import load_registry
from instasent_conformance.oracles.disclosure import level_of
from instasent_conformance.tokens import Token

CONTRACT = load_registry()
RANK = {level.level: level.rank for level in CONTRACT.levels}
SCOPES = st.frozensets(st.sampled_from(sorted(CONTRACT.scope_words)))
PLANS = st.sampled_from(sorted(CONTRACT.plans))


def token(scopes: frozenset[str], plan: str | None) -> Token:
    """Return a token of the home project."""
    return Token("a token", "product", "home", scopes, plan, "secret")


@given(SCOPES, SCOPES, PLANS)
def test_a_scope_more_never_lowers_the_level(
    held: frozenset[str], more: frozenset[str], plan: str
) -> None:
    """Adding scopes takes no disclosure away."""
    before = level_of(CONTRACT, token(held, plan))
    after = level_of(CONTRACT, token(held | more, plan))

    assert RANK[before] <= RANK[after]


@given(SCOPES, PLANS)
def test_a_plan_never_raises_the_level(held: frozenset[str], plan: str) -> None:
    """The level on a plan is at most the one without a plan's limits."""
    limited = level_of(CONTRACT, token(held, plan))

    assert RANK[limited] <= RANK[level_of(CONTRACT, token(held, None))]


def test_the_smallest_plan_lowers_what_plans_sell() -> None:
    """The column of the smallest plan has the lowest level on every surface."""
    smallest = min(CONTRACT.plans.values(), key=lambda plan: plan.rank)
    levels = {
        level_of(CONTRACT, token(column.need.scopes, smallest.plan))
        for surface in contact_surfaces(CONTRACT)
        for column in columns(CONTRACT, surface.id)
        if column.by_plan
    }

    assert {min(RANK, key=RANK.__getitem__)} == levels


def test_columns_stand_for_the_levels_they_name() -> None:
    """Each level's column has that level where the plan includes everything."""
    largest = max(CONTRACT.plans.values(), key=lambda plan: plan.rank)

    for surface in contact_surfaces(CONTRACT):
        for column in columns(CONTRACT, surface.id):
            if not column.by_plan:
                found = level_of(CONTRACT, token(column.need.scopes, largest.plan))
                assert column.name == found
