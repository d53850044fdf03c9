"""
Run a tool until it ends, has convicted, or has spent its budget.

The budget is processor time of the tool and the server together, read from /proc, so
that neighbours on the machine shorten nobody's turn.
"""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")
POLL = 0.5
SLOWEST = 30
"""A turn ends after so many times its budget by the clock, whatever happens."""


@dataclass(frozen=True, slots=True)
class Spent:
    """What a turn cost, and whether the tool came to its own end."""

    seconds: float
    clock: float
    ended: bool


def processor_seconds(process: int) -> float:
    """Return the processor time that a running process has taken."""
    try:
        stat = Path(f"/proc/{process}/stat").read_text()
    except OSError:
        return 0.0
    user, system = stat.rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / TICKS


def watch(
    command: Sequence[str],
    *,
    folder: Path,
    budget: float,
    server: int | None,
    decided: Callable[[], bool],
) -> Spent:
    """
    Run a command in a folder, and stop it as soon as there is nothing left to learn.

    Args:
        command: the tool and its arguments.
        folder: where it runs, and where its output is kept.
        budget: processor seconds of the tool and the server.
        server: the process of the server, where it is one of its own.
        decided: whether the tool has convicted by now.

    """
    started = time.perf_counter()
    before = processor_seconds(server) if server else 0.0
    out_of_time = False
    with (folder / "output.txt").open("ab") as output:
        tool = subprocess.Popen(command, cwd=folder, stdout=output, stderr=output)
        while (used := _reaped(tool, os.WNOHANG)) is None:
            beside = processor_seconds(server) - before if server else 0.0
            clock = time.perf_counter() - started
            taken = processor_seconds(tool.pid) + beside
            out_of_time = taken > budget or clock > SLOWEST * budget
            if out_of_time or decided():
                tool.kill()
                used = _reaped(tool, 0)
                break
            time.sleep(POLL)
    beside = processor_seconds(server) - before if server else 0.0
    return Spent(
        seconds=(used or 0.0) + beside,
        clock=time.perf_counter() - started,
        ended=not out_of_time,
    )


def _reaped(tool: subprocess.Popen[bytes], options: int) -> float | None:
    """Return the processor time of a process that has ended; None while it runs."""
    ended, status, usage = os.wait4(tool.pid, options)
    if not ended:
        return None
    tool.returncode = os.waitstatus_to_exitcode(status)
    return usage.ru_utime + usage.ru_stime
