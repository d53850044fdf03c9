"""`conform run --plan`: every request of a run, by effect, and none of them sent."""

from __future__ import annotations

import json
import tempfile
from collections import Counter
from contextlib import closing
from dataclasses import asdict, replace
from pathlib import Path

import typer

from ..client import Planned, Recorder
from ..session import ConformanceSession
from ..settings import SessionSettings
from .execution import execute
from .progress import Progress

FILE_NAME = "plan.jsonl"
_ORDER = ("read", "write", "destroy", "bill")
_NOTE = (
    "The embedded emulator stood in for the target, and nothing was sent over a "
    "network. A request that depends on an answer is listed as the answer of the "
    "emulator made it: ids differ, and where the target answers differently so does "
    "the number of requests. Repeated reads, and the removal of what is written, come "
    "on top."
)


def list_requests(settings: SessionSettings, *, folder: Path) -> None:
    """Print the requests of a run by effect and endpoint; write each into a file."""
    recorder = Recorder({})
    asked = replace(settings.asked, planned=recorder, journal=None)
    session = ConformanceSession(replace(settings, asked=asked))
    with closing(session), tempfile.TemporaryDirectory() as scratch:
        session.settings.selection.verify(session.open_contract())
        progress = Progress(silent=True)
        execute(session, folder=Path(scratch), workers=1, progress=progress)
        clean = session.open_target().client.scrubber.clean
    folder.mkdir(parents=True, exist_ok=True)
    lines = [clean(json.dumps(asdict(row))) + "\n" for row in recorder.requests]
    (folder / FILE_NAME).write_text("".join(sorted(lines)), encoding="utf-8")
    for line in _summary(recorder.requests):
        typer.echo(line)
    typer.echo(f"each of them: {folder / FILE_NAME}")
    typer.echo(_NOTE)


def _summary(requests: list[Planned]) -> list[str]:
    lines = []
    for effect in _ORDER:
        found = [request for request in requests if request.effect == effect]
        lines.append(f"{effect}: {len(found)}")
        counted = Counter(
            f"{request.method} {request.endpoint or request.path}" for request in found
        )
        lines += [f"  {count:>6}  {name}" for name, count in counted.most_common()]
    return lines
