"""Schemathesis, run by its own command, finds nothing in the served emulator."""

from __future__ import annotations

from pathlib import Path

from .furnished import CONTRACT, furnished
from .schemathesis_cli import run

PHASES = "examples,fuzzing,stateful"


def test_schemathesis_finds_nothing(tmp_path: Path) -> None:
    """No request that it thinks of gets a 5xx, or an answer that is not exported."""
    with furnished() as place:
        ended = run(place, tmp_path, phases=PHASES, examples=3)

    assert 0 == ended.returncode, ended.stdout
    assert f"Tested: {len(CONTRACT.endpoints)}" in ended.stdout
