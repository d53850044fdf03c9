"""Warm processes that judge one fault after the other."""

from __future__ import annotations

import multiprocessing
import os
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from ..contract import load_registry
from ..contract.model import Effect
from ..orphans import end_with_parent
from .acquittals import Acquittals
from .model import Healthy, Result
from .sessions import Court, Task

_LIFETIME = 400
"""
Tasks after which a process is replaced: pytest keeps a little of every run.

The pool is replaced as a whole: one that replaces its processes one by one can come to
a standstill in CPython 3.11 to 3.14.
"""


@dataclass(frozen=True, slots=True)
class Venue:
    """
    What a process needs to become a court.

    Attributes:
        acquittals: the folder through which courts tell each other of health.
    """

    contracts: Path | None
    target: str
    effects: frozenset[Effect] = frozenset()
    config: Path | None = None
    to_the_end: bool = False
    acquittals: Path | None = None

    def court(self) -> Court:
        """Return a court in this process."""
        return Court(
            load_registry(self.contracts),
            target=self.target,
            effects=self.effects,
            config=self.config,
            to_the_end=self.to_the_end,
            acquittals=Acquittals(self.acquittals),
        )


def work(
    tasks: Sequence[Task], venue: Venue, *, workers: int
) -> Iterator[Healthy | Result]:
    """
    Yield what became of every task, in the order in which they end.

    One worker is this process; more are processes of their own.

    Raises:
        TargetProblem: the target cannot be opened.
    """
    if workers == 1:
        court = venue.court()
        for task in tasks:
            yield _do(court, task)
        return
    with TemporaryDirectory() as shared:
        told, most = replace(venue, acquittals=Path(shared)), workers * _LIFETIME
        for start in range(0, len(tasks), most):
            yield from _together(tasks[start : start + most], told, workers)


def _together(
    tasks: Sequence[Task], venue: Venue, workers: int
) -> Iterator[Healthy | Result]:
    pool = ProcessPoolExecutor(
        max_workers=workers,
        mp_context=multiprocessing.get_context("spawn"),
        initializer=_begin,
        initargs=(venue,),
    )
    try:
        for future in as_completed([pool.submit(_work, task) for task in tasks]):
            yield future.result()
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _do(court: Court, task: Task) -> Healthy | Result:
    with _quiet():
        return court.convict(task) if task.fault else court.healthy(task)


_COURTS: list[Court] = []


def _begin(venue: Venue) -> None:
    end_with_parent()
    _COURTS[:] = [venue.court()]


def _work(task: Task) -> Healthy | Result:
    return _do(_COURTS[0], task)


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep what pytest prints, of a run that nobody watches, from the terminal."""
    with open(os.devnull, "w", encoding="utf-8") as nowhere:
        kept = sys.stdout
        sys.stdout = nowhere
        try:
            yield
        finally:
            sys.stdout = kept
