"""A soak counts what it is for, and the whole of a run repeats itself everywhere."""

from __future__ import annotations

from pathlib import Path

from ..determinism.runs import embedded, served, verdicts
from .__main__ import summary
from .sittings import Sitting, sit

EVERYTHING = ("--profile", "smoke", "--seed", "5")


def test_a_healthy_sitting_is_clean() -> None:
    """A sitting on health has cases and no complaint."""
    ended = sit(Sitting("smoke", 1, ("timeline",)))

    assert ended.clean
    assert "timeline" in summary([ended])
    assert ended.cases["timeline"] > 0


def test_an_accusation_is_counted() -> None:
    """A finding makes a sitting unclean, and the complaint says what was found."""
    sitting = Sitting("smoke", 1, ("timeline",), fault="history-lost-when-people-join")
    ended = sit(sitting)

    assert not ended.clean
    assert ended.alarms["timeline"] > 0
    assert "--fault" in sitting.command


def test_two_workers_agree_on_everything(tmp_path: Path) -> None:
    """A whole run has the same cases and verdicts, by one process or two."""
    assert embedded("smoke", 5, ()) == verdicts(tmp_path, *EVERYTHING, "--workers", "2")


def test_a_served_emulator_agrees_on_everything(tmp_path: Path) -> None:
    """A whole run has the same cases and verdicts, embedded or over TCP."""
    with served() as url:
        told = verdicts(
            tmp_path, *EVERYTHING, "--target", url, "--allow", "write,destroy,bill"
        )

    assert embedded("smoke", 5, ()) == told
