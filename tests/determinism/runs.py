"""Runs of the command line in processes of their own, and what they recorded."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from instasent_conformance.contract import load_registry
from instasent_conformance.convicting.judging import Question, judge
from instasent_conformance.profiles import profile_named
from instasent_conformance.recording import ITEMS, ItemLog, ItemRecords
from instasent_conformance.selection import Selection
from instasent_conformance.targets import TargetRequest

CONTRACT = load_registry()
Verdict = tuple[str, str, str, str]

CONFORM = (sys.executable, "-m", "instasent_conformance")
_STARTED = 60.0


def embedded(profile: str, seed: int, laws: Iterable[str]) -> list[Verdict]:
    """Judge the embedded emulator in this process."""
    size = profile_named(profile)
    asked = TargetRequest(seed=seed, run=f"s{seed}", effects=size.effects)
    question = Question(asked, profile, Selection(frozenset(laws)), to_the_end=True)
    return _told(judge(question, CONTRACT).items)


def verdicts(folder: Path, *arguments: str) -> list[Verdict]:
    """Judge in processes of their own, as a user does."""
    command = [*CONFORM, "run", "--output", str(folder), *arguments]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    assert ended.returncode in (0, 3), ended.stdout + ended.stderr
    return _told(ItemLog(folder / ITEMS).judged())


@contextmanager
def served() -> Iterator[str]:
    """Serve an emulator in a process of its own; yield its base URL."""
    command = [*CONFORM, "serve", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            line = process.stdout.readline()
            found = re.search(r"http://\S+/v1", line)
            assert found, line
            yield found.group()
        finally:
            process.terminate()
            process.wait(_STARTED)


def _told(items: Iterable[ItemRecords]) -> list[Verdict]:
    """Return item, case, outcome and reason of everything, in order."""
    return sorted(
        (item.id, record.case, str(record.outcome), str(record.reason))
        for item in items
        for record in item.records
    )
