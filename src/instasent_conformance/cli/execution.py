"""Run the shipped suites with pytest, in this process, for a session."""

from __future__ import annotations

import shutil
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from ..session import PLUGIN, ConformanceSession, pytest_arguments
from ..settings import SessionSettings
from .progress import Progress
from .sharing import Sharing, can_share

PLUGINS = ("allure_pytest.plugin", PLUGIN)
RESULTS = "allure-results"
JUNIT = "junit.xml"
_FINISHED = (
    pytest.ExitCode.OK,
    pytest.ExitCode.TESTS_FAILED,
    pytest.ExitCode.NO_TESTS_COLLECTED,
)


def execute(
    session: ConformanceSession, *, folder: Path, workers: int, progress: Progress
) -> None:
    """
    Run the suites; the session keeps what they recorded.

    Args:
        session: the session that serves this process, its target already open.
        folder: where Allure's and JUnit's results are written.
        workers: number of processes; of more than one each opens a target of its own.
        progress: told of every item that ends.
    """
    shutil.rmtree(folder / RESULTS, ignore_errors=True)
    folder.mkdir(parents=True, exist_ok=True)
    arguments = [
        *pytest_arguments(session.settings.selection, plugins=PLUGINS),
        # What is printed stays in its process; by default it goes through one file.
        "--capture=sys",
        "--assert=plain",
        f"--alluredir={folder / RESULTS}",
        f"--junitxml={folder / JUNIT}",
        *_forwarded(session.settings),
    ]
    plugins: list[object] = [session, progress]
    if workers > 1 and can_share(session.settings):
        plugins.append(Sharing(session, workers=workers, alone=[progress]))
    elif workers > 1:
        arguments += ["-pxdist.plugin", f"-n{workers}", "--dist=worksteal"]
    with _ending_as_by_ctrl_c():
        code = pytest.main(arguments, plugins=plugins)
    if code not in _FINISHED:
        session.interrupted = f"pytest ended with {pytest.ExitCode(code).name}"


@contextmanager
def _ending_as_by_ctrl_c() -> Iterator[None]:
    """Let the end of a job, SIGTERM, end the run so that it still cleans up."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _forwarded(settings: SessionSettings) -> list[str]:
    """Return the options that let a worker rebuild the same settings."""
    asked = settings.asked
    single = {
        "target": asked.name,
        "profile": settings.profile.name,
        "seed": str(asked.seed),
        "run-id": asked.run,
        "fault": asked.fault,
        "contracts": settings.contracts and str(settings.contracts.resolve()),
        "config": asked.config and str(asked.config.resolve()),
        "allow": ",".join(asked.allowed.words()),
        "max-requests": asked.max_requests and str(asked.max_requests),
        "journal": asked.journal and str(asked.journal.resolve()),
        "resume": settings.resume and str(settings.resume.resolve()),
    }
    many = [
        *(("law", law) for law in sorted(settings.selection.laws)),
        *(("endpoint", name) for name in sorted(settings.selection.endpoints)),
        *(("case", case) for case in sorted(settings.selection.cases)),
        *(("knob", f"{knob}={option}") for knob, option in asked.knobs.items()),
        *(("pin", f"{knob}={option}") for knob, option in asked.pins.items()),
    ]
    return [
        f"--conform-{name}={value}" for name, value in [*single.items(), *many] if value
    ]
