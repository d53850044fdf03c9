"""
How many cells of the scope matrix are judged in a second.

    python -m benchmarks.cells

One round is the law scope-gating alone, of the smallest profile: it is all cells.
"""

from __future__ import annotations

from tests.judging import judge

from .measuring import ROUNDS, median, show, show_load


def measure_cells() -> None:
    """Measure whole runs of the law, set-up included."""
    counts: list[int] = []
    middle = median([lambda: counts.append(judge("scope-gating").cells)] * ROUNDS)
    show("cells of the matrix", counts[0], "")
    show("seconds for all of them", middle, "s")
    show("cells/s", counts[0] / middle, "/s")


def main() -> None:
    """Print the figures."""
    show_load()
    measure_cells()


if __name__ == "__main__":
    main()
