"""Items dealt to several processes: the same records, and no silent loss."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from instasent_conformance.cli.execution import execute
from instasent_conformance.cli.progress import Progress
from instasent_conformance.cli.sharing import workers_for
from instasent_conformance.profiles import profile_named
from instasent_conformance.selection import Selection
from instasent_conformance.session import ConformanceSession
from instasent_conformance.settings import SessionSettings
from instasent_conformance.targets import TargetRequest

LAW = "segments-campaigns-automations"
SMOKE = profile_named("smoke")
SETTINGS = SessionSettings(
    asked=TargetRequest(seed=3, run="s3", effects=SMOKE.effects),
    profile=SMOKE,
    contracts=None,
    selection=Selection(laws=frozenset((LAW,))),
)


def judged(folder: Path, *, workers: int) -> ConformanceSession:
    """Judge one law by so many processes, and return the session."""
    session = ConformanceSession(SETTINGS)
    session.open_contract()
    progress = Progress(silent=True)
    execute(session, folder=folder, workers=workers, progress=progress)
    session.close()
    return session


def test_two_processes_record_what_one_does(tmp_path: Path) -> None:
    """Items, outcomes, requests and their order are those of a single process."""
    alone, shared = (judged(tmp_path, workers=workers) for workers in (1, 2))

    assert alone.items
    assert [(item.id, item.outcome, len(item.records)) for item in alone.items] == [
        (item.id, item.outcome, len(item.records)) for item in shared.items
    ]


def test_each_process_writes_the_results_of_its_items(tmp_path: Path) -> None:
    """Allure has one result per item, whichever process judged it."""
    session = judged(tmp_path, workers=2)
    written = list((tmp_path / "allure-results").glob("*-result.json"))

    assert len(session.items) == len(written)


def test_a_process_that_ends_early_interrupts_the_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Items that nobody judged are never taken for judged ones."""
    monkeypatch.setattr(ConformanceSession, "begin_anew", lambda _: os._exit(7))

    assert judged(tmp_path, workers=2).interrupted


@pytest.mark.parametrize(
    ("target", "asked", "expected"),
    [
        ("emulator", None, 2),
        ("emulator", 1, 1),
        ("emulator", 3, 3),
        ("http://127.0.0.1:8000/v1", None, 1),
        ("http://127.0.0.1:8000/v1", 2, 2),
    ],
)
def test_only_an_emulator_is_shared_unasked(
    target: str, asked: int | None, expected: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A target that others use gets as many processes as somebody asked for."""
    monkeypatch.setattr("os.sched_getaffinity", lambda _: {0, 1, 2, 3}, raising=False)
    settings = replace(SETTINGS, asked=replace(SETTINGS.asked, name=target))

    assert expected == workers_for(settings, asked)
