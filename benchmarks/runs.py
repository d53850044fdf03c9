"""
How long a whole run takes, and how many cases it judges in a second.

    python -m benchmarks.runs [rounds]
"""

from __future__ import annotations

import statistics
import sys

from tests.judging import Judgement, judge

from .measuring import ROUNDS, show, show_load, timed


def measure(profile: str, rounds: int) -> None:
    """Measure runs of all laws of a profile, in this process."""
    ended: list[Judgement] = []

    def work() -> None:
        ended.append(judge(profile=profile, to_the_end=True))

    seconds = [timed(work) for _ in range(rounds)]
    middle = statistics.median(seconds)
    show(f"{profile}, first run of a process", seconds[0], "s")
    show(f"{profile}, median of {rounds}", middle, "s")
    show(f"{profile}, cases", ended[0].cases, "")
    show(f"{profile}, cases/s", ended[0].cases / middle, "/s")
    show(f"{profile}, requests/s", ended[0].requests / middle, "/s")


def main() -> None:
    """Print the figures."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    for profile in ("smoke", "nightly"):
        show_load()
        measure(profile, rounds)


if __name__ == "__main__":
    main()
