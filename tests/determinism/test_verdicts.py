"""Same seed, same cases, same verdicts: twice, by two workers, and over TCP."""

from __future__ import annotations

from pathlib import Path

import pytest

from .runs import Verdict, embedded, served, verdicts

LAWS = ("events", "rate-limits", "timeline")
CHOSEN = (
    *("--profile", "smoke", "--seed", "5"),
    *(word for law in LAWS for word in ("--law", law)),
)


@pytest.fixture(scope="module")
def once() -> list[Verdict]:
    """Judge the embedded emulator in this process."""
    return embedded("smoke", 5, LAWS)


def test_two_runs_agree(once: list[Verdict]) -> None:
    """A run that is repeated has the same cases and the same verdicts."""
    assert once
    assert once == embedded("smoke", 5, LAWS)


def test_another_seed_has_the_same_cases(once: list[Verdict]) -> None:
    """Case ids hold nothing generated, so histories stay comparable over seeds."""
    other = embedded("smoke", 6, LAWS)

    assert [row[:2] for row in once] == [row[:2] for row in other]


def test_two_workers_agree_with_one(once: list[Verdict], tmp_path: Path) -> None:
    """Which process a case falls to changes neither its id nor its verdict."""
    assert once == verdicts(tmp_path, *CHOSEN, "--workers", "2")


def test_a_served_emulator_agrees_with_an_embedded_one(
    once: list[Verdict], tmp_path: Path
) -> None:
    """The way to a target changes neither cases nor verdicts."""
    with served() as url:
        allowed = ("--target", url, "--allow", "write,destroy,bill")
        assert once == verdicts(tmp_path, *CHOSEN, *allowed)
