"""Laws of the oracle that says who is admitted."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from instasent_conformance.contract import load_registry
from instasent_conformance.oracles.scope_gate import (
    Ask,
    Expectation,
    expectations,
    expected,
    explains,
    is_explained,
    no_scope_knob,
    possible_worlds,
    refuses_openly,
)
from instasent_conformance.tokens import TokenNeed

CONTRACT = load_registry()
ROWS = json.loads((CONTRACT.root / "access.json").read_text(encoding="utf-8"))
ENDPOINTS = st.sampled_from(sorted(CONTRACT.endpoints))
STREAM_WRITES = sorted(
    row.endpoint
    for row in CONTRACT.access.values()
    if row.datasource_token and row.effect != "read"
)
SCOPES = st.frozensets(st.sampled_from(sorted(CONTRACT.scope_words)))


def ask(endpoint: str, scopes: frozenset[str]) -> Ask:
    """Return an ask of a product token of the project."""
    return Ask(endpoint, TokenNeed(scopes=scopes), plan="XL")


@given(endpoint=ENDPOINTS, fewer=SCOPES, more=SCOPES)
def test_a_scope_added_takes_nothing_away(
    endpoint: str, fewer: frozenset[str], more: frozenset[str]
) -> None:
    """In every world, what a token opens is open to a token with more scopes."""
    small, large = ask(endpoint, fewer), ask(endpoint, fewer | more)
    for world in possible_worlds(CONTRACT, (small, large)):
        if expected(CONTRACT, small, world) is Expectation.ADMITTED:
            assert Expectation.ADMITTED is expected(CONTRACT, large, world)


@given(endpoint=ENDPOINTS, scopes=SCOPES)
def test_the_oracle_says_what_the_file_says(
    endpoint: str, scopes: frozenset[str]
) -> None:
    """The expectation equals one computed straight from the raw rows."""
    row = next(r for r in ROWS["endpoints"] if r["endpoint"] == endpoint)
    asked = ask(endpoint, scopes)
    for world in possible_worlds(CONTRACT, (asked,)):
        enough = any(
            set(needed) <= scopes
            for choice in row["alternatives"]
            if all(world[knob] == option for knob, option in choice["when"].items())
            for needed in choice["scopes"]
        )
        if row["unknown"] is None or scopes == CONTRACT.scope_words:
            admitted = expected(CONTRACT, asked, world) is Expectation.ADMITTED
            assert enough == admitted


@given(endpoint=ENDPOINTS, scopes=SCOPES, status=st.integers(100, 599))
def test_every_world_tells_admission_from_refusal(
    endpoint: str, scopes: frozenset[str], status: int
) -> None:
    """No world explains a success and a server error, or both a yes and a no."""
    asked = ask(endpoint, scopes)
    for world in possible_worlds(CONTRACT, (asked,)):
        if expected(CONTRACT, asked, world) is not Expectation.OPEN:
            accepts_yes = explains(CONTRACT, asked, 200, world)
            accepts_no = any(
                explains(CONTRACT, asked, refusal, world) for refusal in (403, 404)
            )
            assert accepts_yes != accepts_no
        assert not (status >= 500 and explains(CONTRACT, asked, status, world))


@given(endpoint=ENDPOINTS, scopes=SCOPES)
def test_default_deny_for_other_projects(endpoint: str, scopes: frozenset[str]) -> None:
    """No scope opens a project that the token does not reach."""
    need = TokenNeed(scopes=scopes, project="foreign")
    found = expectations(CONTRACT, Ask(endpoint, need, plan="XL"))
    path = CONTRACT.endpoint(endpoint).path

    if "{project}" in path:
        assert {Expectation.OUT_OF_REACH} == found


def test_a_datasource_token_opens_no_endpoint_of_the_project() -> None:
    """Outside its own stream a datasource token is of the wrong kind."""
    for row in CONTRACT.access.values():
        found = expectations(CONTRACT, Ask(row.endpoint, TokenNeed(kind="datasource")))
        if "datasource" not in row.kinds:
            assert {Expectation.WRONG_KIND} == found
        else:
            assert Expectation.ADMITTED in found


def test_the_writes_of_a_stream_have_a_question_of_their_own() -> None:
    """Two statuses are documented for them, and one for every other endpoint."""
    apart = [
        endpoint
        for endpoint in sorted(CONTRACT.endpoints)
        if no_scope_knob(CONTRACT, endpoint) == "A-23"
    ]

    assert STREAM_WRITES == apart


@pytest.mark.parametrize("endpoint", STREAM_WRITES)
@pytest.mark.parametrize(
    ("pins", "statuses"),
    [({}, {403, 404}), ({"A-23": "403"}, {403}), ({"A-23": "404"}, {404})],
)
def test_a_write_into_a_stream_is_refused_as_the_question_is_answered(
    endpoint: str, pins: dict[str, str], statuses: set[int]
) -> None:
    """Either documented status refuses it while the question is open, then one."""
    contract = CONTRACT.pinned({"K-44": "by-effect", **pins})
    asked = ask(endpoint, frozenset())
    refusals = range(400, 600)

    assert statuses == {s for s in refusals if is_explained(contract, asked, s)}


def test_other_endpoints_refuse_a_missing_scope_with_one_status() -> None:
    """Reads of a stream, and whatever is outside it, are not part of the question."""
    contract = CONTRACT.pinned({"K-44": "by-effect"})

    for endpoint in ("stream.get", "datasource.create", "audience.sms-subscribe"):
        assert is_explained(contract, ask(endpoint, frozenset()), 403)
        assert not is_explained(contract, ask(endpoint, frozenset()), 404)


@pytest.mark.parametrize("endpoint", STREAM_WRITES)
def test_either_refusal_may_be_for_a_scope_that_is_open(endpoint: str) -> None:
    """A token that need not suffice was perhaps refused for that, by either status."""
    few, all_of_them = frozenset[str](), CONTRACT.scope_words

    for status in (403, 404):
        assert refuses_openly(CONTRACT, endpoint, status, few)
        assert not refuses_openly(CONTRACT, endpoint, status, all_of_them)
    assert not refuses_openly(CONTRACT, "stream.get", 404, few)


def test_a_plan_that_nobody_knows_is_no_reason_to_convict() -> None:
    """The project `lower` sells nothing on any plan; of another one it may be so."""
    gated = next(
        row.endpoint
        for row in CONTRACT.access.values()
        if row.alternatives
        and all(
            scopes <= CONTRACT.plan_words
            for choice in row.alternatives
            for scopes in choice.scopes
        )
    )
    need = TokenNeed(scopes=CONTRACT.scope_words)
    home = Ask(gated, need, plan="free")
    lower = Ask(gated, replace(need, project="lower"), plan="free", project="lower")

    assert is_explained(CONTRACT, home, 200)
    assert is_explained(CONTRACT, home, 403)
    assert is_explained(CONTRACT, lower, 403)
    assert not is_explained(CONTRACT, replace(home, plan="XL"), 403)
