"""
How fast contacts are taken in, with merging on, in memory and in a file.

    python -m benchmarks.ingest
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from instasent_conformance.contract import Registry, load_registry

from .measuring import (
    BATCH,
    ROUNDS,
    Bench,
    bare_route,
    busy,
    median,
    quickest,
    show,
    show_load,
)


def measure_ingest(registry: Registry) -> None:
    """Measure synchronous pushes of strangers, of people who merge, of known ones."""
    bench, size = Bench(registry), 20 * BATCH
    rounds = iter(range(ROUNDS * 2))
    strangers = [
        [bench.person(n) for n in range(r * size, (r + 1) * size)] for r in rounds
    ]
    fresh = busy(partial(bench.push, people) for people in strangers)
    show("contacts/s, synchronous", size / fresh, "/s")
    first = ROUNDS * 2 * size
    batches = [
        [bench.person(n) for n in range(start, start + BATCH)]
        for start in range(first, first + 10 * size, BATCH)
    ]
    once = quickest(partial(bench.push, people) for people in batches)
    show("contacts/s, by the quickest batch", BATCH / once, "/s")
    known = busy(partial(bench.push, people) for people in strangers)
    show("contacts/s, known ones", size / known, "/s")
    mergers = [
        [bench.person(1_000_000 + r * size + n, n) for n in range(size)]
        for r in range(ROUNDS)
    ]
    merging = busy(partial(bench.push, people) for people in mergers)
    show("contacts/s, each merging with another", size / merging, "/s")
    show("cost of a merge against a stranger", merging / fresh, "x")
    bare = bare_route(strangers[0][:BATCH]) * size / BATCH
    show("cost of a push against echoing its JSON", fresh / bare, "x")


def measure_file(registry: Registry) -> None:
    """Measure pushes into an emulator that keeps its state in a file."""
    with TemporaryDirectory() as folder:
        kept = Bench(registry, state=Path(folder) / "state.db")
        people = [kept.person(n) for n in range(ROUNDS * BATCH)]
        parts = [people[n : n + BATCH] for n in range(0, len(people), BATCH)]
        seconds = median(partial(kept.push, part) for part in parts)
        show("contacts/s, kept in a file", BATCH / seconds, "/s")


def main() -> None:
    """Print the figures."""
    show_load()
    registry = load_registry()
    measure_ingest(registry)
    measure_file(registry)


if __name__ == "__main__":
    main()
