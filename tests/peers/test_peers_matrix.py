"""The matrix that overstep is given says what the contract says."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing

import pytest

from benchmarks.peers_faults.matrix import Matrix, matrices
from instasent_conformance.canaries import Canaries
from instasent_conformance.targets import TargetRequest, open_target
from instasent_conformance.world import World

from .furnished import CONTRACT, EVERY


@pytest.fixture(scope="module")
def made() -> Iterator[dict[str, Matrix]]:
    """Matrices that are bound to an embedded emulator."""
    with closing(open_target(TargetRequest(effects=EVERY), CONTRACT)) as target:
        yield matrices(CONTRACT, World(CONTRACT, target, Canaries(seed=0, run="m")))


def allowed(matrix: Matrix, endpoint: str) -> set[str]:
    """Return the roles that may call an endpoint."""
    return {str(rule["role"]) for rule in matrix["policy"][endpoint]["allow"]}


def test_every_endpoint_that_is_there_has_a_row(made: dict[str, Matrix]) -> None:
    """Nothing that the emulator serves is left out of what overstep asks."""
    rows = {
        resource["name"]
        for name in ("scopes", "used-up")
        for resource in made[name]["resources"]
    }

    assert {row.endpoint for row in CONTRACT.access.values() if not row.unknown} <= rows


def test_an_only_scope_opens_what_it_suffices_for(made: dict[str, Matrix]) -> None:
    """Of the tokens of one scope, those are allowed that the access file names."""
    row = CONTRACT.access["campaign.list"]
    (needed,) = row.alternatives[0].scopes
    single = {name for name in allowed(made["scopes"], row.endpoint) if "only" in name}

    assert {f"only {word}" for word in needed} == single


def test_all_but_the_needed_scope_is_refused(made: dict[str, Matrix]) -> None:
    """A token that lacks the one scope that opens an endpoint is expected to fail."""
    row = CONTRACT.access["campaign.list"]
    (needed,) = row.alternatives[0].scopes
    roles = allowed(made["scopes"], row.endpoint)

    assert not roles & {f"without {word}" for word in needed}
    assert "every scope" in roles


def test_nobody_from_elsewhere_is_let_into_a_project(made: dict[str, Matrix]) -> None:
    """Tokens of other projects, unknown ones and revoked ones open no project."""
    outside = {"nobody", "unknown", "revoked", "foreign", "sibling"}
    policy = made["scopes"]["policy"]
    inside = [
        endpoint
        for endpoint in policy
        if any(p.fact == "project.uid" for p in CONTRACT.endpoint(endpoint).parameters)
    ]

    assert len(inside) > 40
    assert [] == [one for one in inside if outside & allowed(made["scopes"], one)]


def test_everybody_may_read_what_is_his_own(made: dict[str, Matrix]) -> None:
    """In the matrix of objects each asker owns what the others are kept from."""
    matrix = made["objects"]
    owned = [subject["attributes"]["audience.id"] for subject in matrix["subjects"]]

    assert len(owned) == len(set(owned)) == 3
    assert {"own"} == {
        rule["scope"] for rules in matrix["policy"].values() for rule in rules["allow"]
    }


def test_a_level_hides_what_the_contract_hides(made: dict[str, Matrix]) -> None:
    """Members that a level does not disclose are forbidden to its token."""
    email = CONTRACT.attribute("email").uid

    def hidden(level: str) -> set[str]:
        resources = made[level]["resources"] if level in made else []
        return {member for one in resources for member in one["forbidden_fields"]}

    assert email in hidden("default")
    assert email not in hidden("basic")
    assert set() == hidden("full")
