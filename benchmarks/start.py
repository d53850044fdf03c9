"""
How long it takes until the first answer, and until the first world is back.

    python -m benchmarks.start
"""

from __future__ import annotations

import resource
import subprocess
import sys
from collections.abc import Callable

import httpx

from instasent_conformance.contract import Registry, load_registry

from .measuring import ROUNDS, Bench, busy, median, show, show_load


def measure_control(registry: Registry) -> None:
    """Measure start, reset and the creation of a project."""
    start = busy([lambda: Bench(registry)] * ROUNDS)
    show("start of an empty world, and a project", start * 1000, "ms")
    bench = Bench(registry, world="demo")
    reset = busy([lambda: bench.control("reset", {})] * ROUNDS)
    show("reset of the demo world", reset * 1000, "ms")
    body = {"name": "More", "plan": "XL", "projects": ["More"]}
    made = busy([lambda: bench.control("organizations", body)] * ROUNDS)
    show("organisation with a project", made * 1000, "ms")


def cold(*command: str) -> Callable[[], None]:
    """Return work: start a process, and stop it when its first answer is here."""

    def work() -> None:
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
            assert server.stdout is not None
            base_url = server.stdout.readline().split()[-1]
            assert httpx.get(base_url).status_code
            server.terminate()

    return work


def _of_children() -> float:
    """Return the processor seconds of the processes that ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def measure_cold_start() -> None:
    """Measure `conform serve`, from nothing to an answer over HTTP."""
    python = (sys.executable, "-u")
    serve = cold(*python, "-m", "instasent_conformance", "serve", "--port", "0")
    own = median([serve] * ROUNDS)
    show("cold start to the first answer", own, "s")
    show("processor time of it", median([serve] * ROUNDS, _of_children), "s")
    imports = "import starlette.applications, uvicorn, httpx, typer, jsonschema"

    def bare() -> None:
        subprocess.run([*python, "-c", imports], check=True)

    peer = median([bare] * ROUNDS)
    show("against importing what it stands on", own / peer, "x")


def main() -> None:
    """Print the figures."""
    show_load()
    measure_control(load_registry())
    measure_cold_start()


if __name__ == "__main__":
    main()
