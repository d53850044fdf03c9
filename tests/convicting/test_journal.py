"""A run that was interrupted goes on where it stopped."""

from __future__ import annotations

from pathlib import Path

import pytest

from instasent_conformance.convicting import Journal, JournalProblem

from .sample import CONVICTED, SURVIVED

ABOUT: dict[str, object] = {"target": "emulator"}


def test_a_journal_remembers_its_results(tmp_path: Path) -> None:
    """What was added is there when the journal is opened again."""
    Journal(tmp_path, ABOUT, resume=False).add(CONVICTED)

    assert {("one", "smoke", 0)} == Journal(tmp_path, ABOUT, resume=True).known


def test_a_line_cut_short_is_forgotten(tmp_path: Path) -> None:
    """Half a line, as an interrupted run leaves it, is no result."""
    journal = Journal(tmp_path, ABOUT, resume=False)
    journal.add(CONVICTED)
    journal.add(SURVIVED)
    (file,) = tmp_path.iterdir()
    file.write_bytes(file.read_bytes()[:-20])

    assert [CONVICTED] == Journal(tmp_path, ABOUT, resume=True).results


def test_a_journal_of_another_run_is_refused(tmp_path: Path) -> None:
    """A journal about something else is not gone on with."""
    Journal(tmp_path, ABOUT, resume=False).add(CONVICTED)

    with pytest.raises(JournalProblem, match="--resume"):
        Journal(tmp_path, {"target": "other"}, resume=True)


def test_a_run_that_does_not_resume_begins_anew(tmp_path: Path) -> None:
    """Without --resume nothing of the journal is left."""
    Journal(tmp_path, ABOUT, resume=False).add(CONVICTED)

    assert [] == Journal(tmp_path, ABOUT, resume=False).results
