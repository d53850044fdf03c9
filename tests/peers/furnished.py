"""A served emulator with a project of its own, and what a peer needs to ask it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass

from instasent_conformance.canaries import Canaries
from instasent_conformance.contract import Endpoint, Json, load_registry
from instasent_conformance.contract.model import Effect
from instasent_conformance.targets import TargetRequest, open_target
from instasent_conformance.world import World

CONTRACT = load_registry()
EVERY: frozenset[Effect] = frozenset(("read", "write", "destroy", "bill"))


@dataclass(frozen=True, slots=True)
class Furnished:
    """
    Where a served emulator is, a token of every scope, and what its project holds.

    `facts` are the values that requests name: `audience.id`, `datasource.id`, …
    """

    base_url: str
    secret: str
    facts: Mapping[str, Json]

    def path_values(self, endpoint: Endpoint) -> dict[str, Json]:
        """Return the values of the path parameters of an endpoint, by name."""
        return {
            one.name: self.facts[one.fact]
            for one in endpoint.parameters
            if one.place == "path" and one.fact
        }


@contextmanager
def served(fault: str = "") -> Iterator[tuple[str, int]]:
    """Serve an emulator, with a fault if one is named; yield its URL and process."""
    command = (sys.executable, "-u", "-m", "instasent_conformance", "serve")
    planted = ("--fault", fault) if fault else ()
    with subprocess.Popen(
        [*command, "--port", "0", "--world", "empty", *planted],
        stdout=subprocess.PIPE,
        text=True,
    ) as server:
        try:
            assert server.stdout is not None
            yield server.stdout.readline().split()[-1], server.pid
        finally:
            server.terminate()


@contextmanager
def world_at(base_url: str) -> Iterator[World]:
    """Open a world of its own on a served emulator."""
    asked = TargetRequest(name=base_url, effects=EVERY, run="peers")
    with closing(open_target(asked, CONTRACT)) as target:
        yield World(CONTRACT, target, Canaries(seed=0, run="peers"))


@contextmanager
def furnished() -> Iterator[Furnished]:
    """Serve an emulator in a process of its own, and write what its paths name."""
    with served() as (base_url, _):
        yield _furnish(base_url)


def _furnish(base_url: str) -> Furnished:
    with world_at(base_url) as world:
        token = world.target.inventory.find(world.everything())
        assert token is not None
        for endpoint in CONTRACT.endpoints:
            world.builder().build(endpoint)  # learns what it names
        return Furnished(base_url, token.secret, dict(world.facts()))
