"""
How fast plain reads are answered, with nothing between caller and emulator.

    python -m benchmarks.in_process
"""

from __future__ import annotations

from instasent_conformance.contract import Registry, load_registry

from .measuring import BATCH, ROUNDS, Bench, bare_route, busy, quickest, show, show_load


def measure_requests(registry: Registry) -> None:
    """Measure plain reads."""
    bench = Bench(registry)
    bench.push([bench.person(n) for n in range(BATCH)])
    uid = registry.attribute("user-id").uid
    value = str(bench.person(1)[uid])

    def read() -> None:
        for _ in range(200):
            bench.ask("audience.by-value", value)

    own = busy([read] * 3 * ROUNDS) / 200
    show("requests/s", 1 / own, "/s")
    once = quickest([lambda: bench.ask("audience.by-value", value)] * 2_000)
    show("requests/s, by the quickest of them", 1 / once, "/s")
    show("cost against a bare route", own / bare_route(None), "x")


def main() -> None:
    """Print the figures."""
    show_load()
    measure_requests(load_registry())


if __name__ == "__main__":
    main()
