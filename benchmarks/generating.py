"""
How many generated requests the suite draws in a second, before it sends any.

    python -m benchmarks.generating
"""

from __future__ import annotations

from instasent_conformance.canaries import Canaries
from instasent_conformance.cases import RequestBuilder
from instasent_conformance.cases.generated import (
    invalid_bodies,
    is_generated,
    valid_drafts,
)
from instasent_conformance.contract import Registry, load_registry
from instasent_conformance.contract.templates import SAMPLES
from instasent_conformance.profiles import profile_named

from .measuring import ROUNDS, median, show, show_load


def draw(contract: Registry, count: int) -> int:
    """Return how many requests were drawn for all endpoints, good and broken."""
    builder = RequestBuilder(contract, SAMPLES, Canaries(seed=0, run="bench"))
    drawn = 0
    for endpoint in filter(is_generated, contract.endpoints.values()):
        drafts = valid_drafts(builder, endpoint, count=count, seed=0)
        drawn += len(drafts)
        if endpoint.request is not None:
            sound = [draft.body for draft in drafts]
            broken = invalid_bodies(builder, endpoint, sound, count=count, seed=0)
            drawn += sum(1 for _ in broken)
    return drawn


def measure(contract: Registry, profile: str) -> None:
    """Measure the requests of one profile."""
    counts: list[int] = []
    count = profile_named(profile).examples
    middle = median([lambda: counts.append(draw(contract, count))] * ROUNDS)
    show(f"{profile}, generated requests", counts[0], "")
    show(f"{profile}, generated requests/s", counts[0] / middle, "/s")


def main() -> None:
    """Print the figures."""
    show_load()
    contract = load_registry()
    for profile in ("smoke", "nightly"):
        measure(contract, profile)


if __name__ == "__main__":
    main()
