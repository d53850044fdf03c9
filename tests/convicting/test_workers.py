"""Many faults are judged by pools that are replaced before they grow."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from instasent_conformance.convicting import Healthy, Result, Task, Venue, work, workers

from .sample import CONVICTED

VENUE = Venue(contracts=None, target="emulator")


@pytest.mark.parametrize(
    ("amount", "sizes"), [(1, [1]), (4, [4]), (5, [4, 1]), (9, [4, 4, 1])]
)
def test_a_pool_is_replaced_as_a_whole(
    amount: int, sizes: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two processes of two tasks each get four tasks, and the next pool the rest."""
    given: list[int] = []

    def together(
        tasks: Sequence[Task], venue: Venue, _workers: int
    ) -> Iterator[Healthy | Result]:
        assert isinstance(venue.acquittals, Path)
        given.append(len(tasks))
        return iter([CONVICTED] * len(tasks))

    monkeypatch.setattr(workers, "_LIFETIME", 2)
    monkeypatch.setattr(workers, "_together", together)
    tasks = [Task("one", "smoke", seed) for seed in range(amount)]

    assert [CONVICTED] * amount == list(work(tasks, VENUE, workers=2))
    assert sizes == given
