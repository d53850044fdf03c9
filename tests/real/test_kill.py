"""After kill -9 nothing stays that can be removed, and nobody else was touched."""

from __future__ import annotations

import random
import signal
import time
from collections.abc import Iterator
from contextlib import closing

import pytest

from .bystander import Bystanders
from .walker import Walker, wait_for

KILLS = 30
FURTHEST = 60
"""Lines that a journal has, at most, when its run is killed."""

LAWS = ("--law", "isolation", "--law", "merging")


@pytest.fixture
def bystanders(walker: Walker) -> Iterator[list[Bystanders]]:
    """Return people in the project of the run, and in the one beside it."""
    tokens = {"home": "REAL_HOME", "sibling": "REAL_SIBLING"}
    found = [
        Bystanders(walker.met, project=project, variable=variable)
        for project, variable in tokens.items()
    ]
    with closing(found[0]), closing(found[1]):
        yield found


def test_kill_9_leaves_nothing(walker: Walker, bystanders: list[Bystanders]) -> None:
    """Killed at thirty random points, `conform clean` brings back what was there."""
    assert 0 == walker.init()[0]
    before = [one.digest() for one in bystanders]
    draw = random.Random(11)
    for number in range(KILLS):
        output, lines = f"killed-{number}", draw.randint(1, FURTHEST)
        process = walker.start(
            *("run", "--target", "stranger", "--profile", "smoke", *LAWS),
            *("--output", output),
        )
        folder = walker.folder / output

        def told(folder: object = folder, lines: int = lines) -> bool:
            return lines <= sum(
                file.read_bytes().count(b"\n")
                for file in folder.glob("journal*")  # type: ignore[attr-defined]
            )

        wait_for(told, pause=0.001)
        time.sleep(draw.uniform(0.0, 0.05))
        process.send_signal(signal.SIGKILL)
        process.communicate(timeout=20)
        assert -signal.SIGKILL == process.returncode
        time.sleep(1.5)  # what was queued before the end is done after it
        code, said = walker.conform("clean", "--run", output)

        assert 0 == code, said
        assert before == [one.digest() for one in bystanders], (lines, said)
