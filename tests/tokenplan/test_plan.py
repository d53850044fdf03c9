"""The tokens to mint, and what an inventory is worth."""

from __future__ import annotations

import pytest

from instasent_conformance.contract import load_registry
from instasent_conformance.tokenplan import plan_tokens, questions_of
from instasent_conformance.tokenplan.plan import TokenPlan, coverage_of

CONTRACT = load_registry()
PLAN = plan_tokens(CONTRACT)


def covered(plan: TokenPlan, tokens: int) -> float:
    """Return the share of questions that the first tokens of a plan settle."""
    held = [
        (token.project, frozenset(token.scopes), token.datasource)
        for token in plan.tokens[:tokens]
    ]
    asked, still_open = coverage_of(CONTRACT, held)
    return (asked - len(still_open)) / asked


def test_six_tokens_of_the_home_project_are_proven_to_be_enough() -> None:
    """Six product tokens settle the home project, and no five can."""
    home = [t for t in PLAN.tokens if (t.kind, t.project) == ("product", "home")]

    assert 6 == len(home)
    assert PLAN.is_proven


def test_the_plan_settles_every_question() -> None:
    """No question about scopes is left open by the whole plan."""
    assert () == PLAN.lost
    assert 1.0 == covered(PLAN, len(PLAN.tokens))


@pytest.mark.parametrize("tokens", range(len(PLAN.tokens) + 1))
def test_smaller_inventories_cover_what_the_plan_says(tokens: int) -> None:
    """The share stated for the first tokens is the coverage of exactly those."""
    stated = (0.0, *PLAN.shares)[tokens]

    assert stated == covered(PLAN, tokens)


def test_each_token_alone_settles_what_no_other_does() -> None:
    """Leaving a token out of the plan opens exactly the questions it alone settles."""
    for left_out in PLAN.tokens:
        held = [
            (token.project, frozenset(token.scopes), token.datasource)
            for token in PLAN.tokens
            if token is not left_out
        ]
        _, still_open = coverage_of(CONTRACT, held)
        assert left_out.alone == len(still_open)


@pytest.mark.parametrize("tier", ["manual", "plan"])
def test_a_scope_that_nobody_gets_is_in_no_token(tier: str) -> None:
    """Without a scope no token holds it, and what is lost is what needs it."""
    without = frozenset(s.scope for s in CONTRACT.scopes if s.tier == tier)
    plan = plan_tokens(CONTRACT, without=without)
    needing = {q.id for q in questions_of(CONTRACT) if q.demand.has & without}

    assert all(not without & set(token.scopes) for token in plan.tokens)
    assert needing == set(plan.lost)
    assert (plan.questions - len(needing)) / plan.questions == plan.shares[-1]


def test_a_project_that_is_not_there_is_planned_without() -> None:
    """With the home project alone, no token of another one is planned."""
    plan = plan_tokens(CONTRACT, projects=("home",))

    assert {"home"} == {token.project for token in plan.tokens}
    assert plan.shares[-1] < 1


def test_questions_have_names_of_their_own() -> None:
    """No two questions share an id."""
    names = [question.id for question in questions_of(CONTRACT)]

    assert sorted(set(names)) == sorted(names)
