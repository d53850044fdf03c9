"""Judge the items of a run in several processes, each with an emulator of its own."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
from collections.abc import Sequence
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any

import pytest

from ..orphans import end_with_parent
from ..session import ConformanceSession
from ..settings import SessionSettings
from ..targets import EMULATOR

_MOST = 2
_ENDED = "ended"
_FEWEST_ITEMS = 6
"""Below so many items for each process, to open an emulator costs what it saves."""


def can_share(settings: SessionSettings) -> bool:
    """Return whether each process can have a target of its own, at once."""
    forks = "fork" in multiprocessing.get_all_start_methods()
    return forks and settings.asked.name == EMULATOR


def workers_for(settings: SessionSettings, asked: int | None) -> int:
    """Return how many processes judge: as asked, else as many as help."""
    if asked is not None:
        return asked
    return min(_MOST, _cores()) if can_share(settings) else 1


class Sharing:
    """
    A pytest plugin that deals the items to processes, as one deals cards.

    A process is a copy of this one, so nothing is imported or collected again. Which
    items fall to it is a matter of their order alone: a run that is repeated sends the
    same requests to each emulator.

    Args:
        conformance: the session whose items they are.
        workers: the number of processes.
        alone: plugins that only this process has.
    """

    def __init__(
        self, conformance: ConformanceSession, *, workers: int, alone: Sequence[object]
    ) -> None:
        self._conformance = conformance
        self._workers = workers
        self._alone = alone

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool | None:
        """Judge all items; leave it to pytest where they are few or some are broken."""
        if session.testsfailed or len(session.items) < self._workers * _FEWEST_ITEMS:
            return None
        # No collection of garbage need look again at what all processes have.
        gc.freeze()
        processes: dict[Connection, BaseProcess] = {}
        try:
            for number in range(self._workers):
                connection, process = self._start(session, number)
                processes[connection] = process
            self._gather(session, processes)
        finally:
            for process in processes.values():
                process.terminate()
                process.join()
        self._conformance.put_in_order(session.items)
        return True

    def _start(
        self, session: pytest.Session, number: int
    ) -> tuple[Connection, BaseProcess]:
        context = multiprocessing.get_context("fork")
        here, there = context.Pipe(duplex=False)
        process = context.Process(
            target=self._judge,
            args=(session, session.items[number :: self._workers], there),
            daemon=True,
        )
        process.start()
        there.close()
        return here, process

    def _judge(
        self, session: pytest.Session, items: Sequence[pytest.Item], there: Connection
    ) -> None:
        """Judge a share of the items; this is what a process does."""
        # The process that gathers is the one to be interrupted, and it ends the others.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        end_with_parent()
        for plugin in self._alone:
            session.config.pluginmanager.unregister(plugin)
        self._conformance.begin_anew()
        session.config.pluginmanager.register(_Telling(session.config, there))
        for item, following in zip(items, [*items[1:], None], strict=True):
            session.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        there.send(_ENDED)

    def _gather(
        self, session: pytest.Session, processes: dict[Connection, BaseProcess]
    ) -> None:
        """
        Take what the processes tell until all have ended.

        Raises:
            pytest.Session.Interrupted: one ended before its items did.
        """
        hook, config = session.config.hook, session.config
        telling = set(processes)
        while telling:
            for connection in wait(list(telling)):
                told = _next(connection)
                if told == _ENDED:
                    telling.discard(connection)
                elif told is None:
                    raise session.Interrupted("a process ended before its items did")
                else:
                    report = hook.pytest_report_from_serializable(
                        config=config, data=told
                    )
                    hook.pytest_runtest_logreport(report=report)


class _Telling:
    """Tells the process that gathers how each item ended."""

    def __init__(self, config: pytest.Config, there: Connection) -> None:
        self._config = config
        self._there = there

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Pass a report on."""
        told = self._config.hook.pytest_report_to_serializable(
            config=self._config, report=report
        )
        self._there.send(told)


def _next(connection: Any) -> Any:
    with suppress(EOFError):
        return connection.recv()
    return None


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
