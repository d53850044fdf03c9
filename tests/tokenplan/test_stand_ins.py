"""A token that stands in for another never turns an expectation round."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from instasent_conformance.cases.scopes import gate_columns
from instasent_conformance.cases.stand_ins import scopes_that_matter
from instasent_conformance.contract import load_registry
from instasent_conformance.oracles.scope_gate import Ask, Expectation, expected
from instasent_conformance.targets.inventories import ListedInventory
from instasent_conformance.targets.opening import stand_ins_of
from instasent_conformance.tokens import Token, TokenNeed

CONTRACT = load_registry()
ASSUMED = {knob.id: knob.pinned or knob.assumed for knob in CONTRACT.knobs.values()}
WORDS = sorted(CONTRACT.scope_words)
CELLS = [
    (endpoint, column, need)
    for endpoint in CONTRACT.endpoints
    for column, need in gate_columns(CONTRACT, endpoint)
    if need.kind == "product" and need.project == "home"
]


def expectation(endpoint: str, need: TokenNeed) -> Expectation:
    """Return what the assumed world lets an endpoint do with a token."""
    return expected(CONTRACT, Ask(endpoint, need), ASSUMED)


@settings(max_examples=60, deadline=None)
@given(scopes=st.frozensets(st.sampled_from(WORDS)))
def test_a_stand_in_is_expected_to_do_the_same(scopes: frozenset[str]) -> None:
    """In every cell that a token may stand in for, it is expected to do the same."""
    token = Token("t", "product", "home", scopes, None, "secret")
    for endpoint, column, need in CELLS:
        demand = need.demand(
            CONTRACT.scope_words, scopes_that_matter(CONTRACT, endpoint)
        )
        if not demand.met_by(scopes):
            continue
        found = {expectation(endpoint, n) for n in (need, need.as_sent(token))}
        # Where nobody knows the scope, only the token with all of them is judged.
        found.discard(Expectation.OPEN)
        assert 1 >= len(found), (endpoint, column)


@settings(max_examples=30, deadline=None)
@given(held=st.lists(st.frozensets(st.sampled_from(WORDS)), max_size=6))
def test_the_inventory_gives_only_what_stands_in(held: list[frozenset[str]]) -> None:
    """What the inventory gives fits exactly or meets the demand of the need."""
    tokens = [
        Token(f"t{number}", "product", "home", scopes, None, "secret")
        for number, scopes in enumerate(held)
    ]
    inventory, stand_ins = ListedInventory(tokens), stand_ins_of(CONTRACT)
    for endpoint, _, need in CELLS[::7]:
        demand = stand_ins.demand(need, endpoint)
        given_token = inventory.find(need, demand)
        fitting = [
            token
            for token in tokens
            if token.scopes == need.scopes or (demand and demand.met_by(token.scopes))
        ]
        assert (given_token is None) == (not fitting)
        assert given_token is None or given_token in fitting
