"""A token that stands in for another never turns an expectation round."""

from __future__ import annotations

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from instasent_conformance.canaries import Canaries
from instasent_conformance.cases.scopes import gate_columns
from instasent_conformance.cases.stand_ins import door_scopes, scopes_that_matter
from instasent_conformance.client import Client
from instasent_conformance.contract import load_registry
from instasent_conformance.oracles.scope_gate import (
    Ask,
    Expectation,
    expected,
    surely_suffices,
)
from instasent_conformance.target import Project, Target, TokenUnavailable
from instasent_conformance.targets.inventories import ListedInventory, widest_of
from instasent_conformance.targets.opening import stand_ins_of
from instasent_conformance.tokens import Token, TokenNeed
from instasent_conformance.world import World

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


class Answering(httpx.BaseTransport):
    """Answers whatever is asked."""

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Say that all is well."""
        return httpx.Response(200, json={}, request=request)


def test_what_is_judged_whole_makes_do_with_no_lesser_token() -> None:
    """A strict need refuses the best token, where that does not show everything."""
    (lowest, *_) = sorted(CONTRACT.levels, key=lambda level: level.rank)
    token = Token("best", "product", "home", frozenset((lowest.scope,)), None, "secret")
    target = Target(
        name="given",
        client=Client(base_url="http://a.conform.example/v1", transport=Answering()),
        inventory=ListedInventory([token]),
        projects={"home": Project("home", "p", None)},
        allowed=frozenset(("read",)),
        wait=lambda _: None,
        widest=widest_of(CONTRACT, [token]),
        stand_ins=stand_ins_of(CONTRACT),
    )
    world = World(contract=CONTRACT, target=target, canaries=Canaries(0, "t"))
    request = world.bare_builder().build("audience.by-value", path={"userId": "u"})

    assert token == target.send(request, world.everything())[1]
    with pytest.raises(TokenUnavailable):
        target.send(request, world.everything(strict=True))


def test_what_opens_under_every_option_surely_suffices() -> None:
    """While the scope of the search is open, only both of the candidates are enough."""
    endpoint = "audience.search"
    both = door_scopes(CONTRACT, endpoint)
    pinned = CONTRACT.pinned({"K-19": "read"})

    assert surely_suffices(CONTRACT, endpoint, both)
    assert [False] * len(both) == [
        surely_suffices(CONTRACT, endpoint, both - {scope}) for scope in sorted(both)
    ]
    assert surely_suffices(pinned, endpoint, door_scopes(pinned, endpoint))
