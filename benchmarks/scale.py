"""
What many people cost, and how that grows: memory, ingest, a look-up, a filter.

    python -m benchmarks.scale [people ...]
"""

from __future__ import annotations

import resource
import sys
import time
from functools import partial
from itertools import count
from pathlib import Path

from instasent_conformance.contract import Registry, load_registry

from .measuring import BATCH, ROUNDS, Bench, busy, show, show_load, timed

SIZES = (10_000, 100_000, 1_000_000)
STEP = 1_000


class Scale:
    """One emulator that more and more people come to."""

    def __init__(self, registry: Registry) -> None:
        self.bench = Bench(registry)
        self.people = 0
        self._least = count(1)
        self.grow(STEP)
        self._start = _resident()

    def grow(self, people: int) -> float:
        """Let people come, and return the processor seconds of the last of them."""
        seconds = [0.0]
        while self.people < people:
            numbers = range(self.people, self.people + STEP)
            newcomers = [self.bench.person(number) for number in numbers]
            push = partial(self.bench.push, newcomers)
            seconds.append(timed(push, time.process_time))
            self.people += STEP
        return sorted(seconds[-ROUNDS:])[len(seconds[-ROUNDS:]) // 2]

    def measure(self, people: int) -> None:
        """Grow, and print what everything costs then."""
        last = self.grow(people)
        print(f"-- {people:,} people")  # noqa: T201
        show(f"memory of {people:,} people", (_resident() - self._start) / 2**20, "MB")
        show(f"contacts/s, in batches of {BATCH}", STEP / last, "/s")
        self._measure_look_up()
        self._measure_filter()

    def _measure_look_up(self) -> None:
        uid = self.bench.registry.attribute("email").uid
        values = [str(self.bench.person(number)[uid]) for number in range(3 * ROUNDS)]
        ask = partial(self.bench.ask, "audience.by-value")
        show(
            "look-up by unique value", busy(partial(ask, v) for v in values) * 1e3, "ms"
        )

    def _measure_filter(self) -> None:
        search = partial(self.bench.ask, "audience.search")
        first = self.bench.filter("ES", 900)
        cold = timed(lambda: search(body=first), time.process_time)
        show("page of two conditions, first time", cold * 1e3, "ms")
        bodies = [self.bench.filter("FR", 900 + next(self._least)) for _ in range(9)]
        new = busy(partial(search, body=body) for body in bodies)
        show("page of two conditions, other values", new * 1e3, "ms")
        again = busy([partial(search, body=first)] * 9)
        show("page of two conditions, again", again * 1e3, "ms")


def _resident() -> int:
    """Return how much memory this process holds now, in bytes."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize()


def main() -> None:
    """Print the figures."""
    show_load()
    scale = Scale(load_registry())
    for people in sorted(int(one) for one in sys.argv[1:] or SIZES):
        scale.measure(people)


if __name__ == "__main__":
    main()
