"""
What many people cost: memory, a look-up, a page of a filter.

    python -m benchmarks.scale [people]
"""

from __future__ import annotations

import resource
import sys
from functools import partial

from instasent_conformance.contract import Registry, load_registry

from .measuring import ROUNDS, Bench, median, show, show_load, timed


def measure_scale(registry: Registry, people: int) -> None:
    """Measure memory, look-up and filter with many people."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    bench = Bench(registry)
    for start in range(0, people, 1_000):
        bench.push([bench.person(n) for n in range(start, start + 1_000)])
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    show(f"memory of {people:,} people", (after - before) / 1024, "MB")
    uid = registry.attribute("email").uid
    values = [str(bench.person(n)[uid]) for n in range(ROUNDS)]
    look = median(partial(bench.ask, "audience.by-value", v) for v in values)
    show("look-up by unique value", look * 1000, "ms")
    first = bench.filter("ES", 900)
    cold = timed(lambda: bench.ask("audience.search", body=first))
    show("page of two conditions, first time", cold * 1000, "ms")
    least = iter(range(901, 901 + ROUNDS))
    bodies = [bench.filter("FR", n) for n in least]
    new = median(partial(bench.ask, "audience.search", body=body) for body in bodies)
    show("page of two conditions, other values", new * 1000, "ms")
    again = median([lambda: bench.ask("audience.search", body=first)] * ROUNDS)
    show("page of two conditions, again", again * 1000, "ms")


def main() -> None:
    """Print the figures."""
    show_load()
    people = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    measure_scale(load_registry(), people)


if __name__ == "__main__":
    main()
