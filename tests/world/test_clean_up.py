"""A run removes what it wrote, and tells what it could not remove."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from instasent_conformance.canaries import Canaries
from instasent_conformance.contract import load_registry
from instasent_conformance.profiles import profile_named
from instasent_conformance.targets import TargetRequest, open_target
from instasent_conformance.world import World
from instasent_conformance.world.keeping import created_by

CONTRACT = load_registry()


@pytest.fixture
def world() -> Iterator[World]:
    """Return a world on a fresh emulator."""
    effects = profile_named("smoke").effects
    target = open_target(TargetRequest(run="t", effects=effects), CONTRACT)
    yield World(contract=CONTRACT, target=target, canaries=Canaries(0, "t"))
    target.close()


def test_every_contact_that_was_written_is_removed(world: World) -> None:
    """After the clean-up no contact of the run can be found."""
    planted = world.planted()
    assert planted.audience_id == world.audience_id(planted.user_id)
    world.clean()

    assert world.audience_id(planted.user_id) is None


def test_what_cannot_be_removed_is_named(world: World) -> None:
    """A data source has no route that deletes it, so it is reported as left over."""
    source = world.datasource("first")
    world.clean()

    assert [True] == [source.id in leftover for leftover in world.leftovers]


def test_a_target_that_creates_nothing_leaves_nothing(world: World) -> None:
    """The clean-up of a run that could not write ends well."""
    world.clean()

    assert [] == world.leftovers


def test_what_an_answer_created_is_named(world: World) -> None:
    """A data source made by a probe is told from its answer, with the endpoint."""
    request = world.bare_builder().build("datasource.create")
    made = world.send(request)
    identifier = made.response.body["entity"]["id"]  # type: ignore[index]

    (line,) = created_by(CONTRACT, made)
    assert identifier in line
    assert "datasource.create" in line
