"""No process outlives the one that started it, however that one ends."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

PARENT = """
import multiprocessing, time
from instasent_conformance.orphans import end_with_parent

def wait():
    end_with_parent()
    print("waiting", flush=True)
    time.sleep(600)

if __name__ == "__main__":
    context = multiprocessing.get_context("{method}")
    for _ in range(2):
        context.Process(target=wait).start()
    time.sleep(600)
"""


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_children_end_with_a_killed_parent(tmp_path: Path, method: str) -> None:
    """What the children print to is closed once they are gone."""
    program = tmp_path / "parent.py"
    program.write_text(PARENT.format(method=method), "utf-8")
    command = [sys.executable, str(program)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        first = [parent.stdout.readline() for _ in range(2)]
        parent.kill()
        rest, _ = parent.communicate(timeout=30)

    assert (["waiting\n", "waiting\n"], "") == (first, rest)
