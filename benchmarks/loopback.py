"""
How fast the emulator answers over loopback, beside Prism serving the same document.

    python -m benchmarks.loopback FOLDER

FOLDER holds `node_modules` with Prism and autocannon, and the exported document;
`benchmarks/peers.sh FOLDER` makes both.
"""

from __future__ import annotations

import json
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.peers.furnished import CONTRACT, furnished

from .measuring import ROUNDS, show, show_load

CONNECTIONS = 16
SECONDS = 3
READ = "audience.by-value"
RETRIES = 1200


@dataclass(frozen=True, slots=True)
class Round:
    """One round of requests: how many a second, and how long they took."""

    rate: float
    median: float
    slowest: float


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@contextmanager
def prism(folder: Path, *, before: str = "") -> Iterator[str]:
    """Serve the exported document with Prism, or put it before a server as a proxy."""
    port = free_port()
    command = ["proxy" if before else "mock", "openapi.json", *filter(None, [before])]
    options = ["--port", str(port), "--verboseLevel", "fatal"]
    with subprocess.Popen(
        [str(folder / "node_modules/.bin/prism"), *command, *options],
        cwd=folder,
        stdout=subprocess.DEVNULL,
    ) as server:
        try:
            await_port(port)
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()


def await_port(port: int) -> None:
    """Wait until somebody listens."""
    for _ in range(RETRIES):
        with socket.socket() as caller:
            if caller.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError(f"nobody listens on {port}")


def cannonade(folder: Path, url: str, secret: str) -> Round:
    """Send one read from sixteen connections for some seconds."""
    ended = subprocess.run(
        [
            *(str(folder / "node_modules/.bin/autocannon"), "--json"),
            *("-c", str(CONNECTIONS), "-d", str(SECONDS)),
            *("-H", f"Authorization=Bearer {secret}", url),
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    found = json.loads(ended.stdout)
    assert not found["non2xx"], found
    latency = found["latency"]
    return Round(found["requests"]["average"], latency["p50"], latency["p99"])


def tell(name: str, rounds: list[Round]) -> float:
    """Print the medians of some rounds and return the rate."""
    rate = statistics.median(one.rate for one in rounds)
    show(f"{name}, requests/s", rate, "/s")
    show(f"{name}, p50", statistics.median(one.median for one in rounds), "ms")
    show(f"{name}, p99", statistics.median(one.slowest for one in rounds), "ms")
    return rate


def main() -> None:
    """Print the figures; rounds alternate, so that both meet the same machine."""
    folder = Path(sys.argv[1]).resolve()
    show_load()
    endpoint = CONTRACT.endpoint(READ)
    path = endpoint.path
    own: list[Round] = []
    peer: list[Round] = []
    with furnished() as place, prism(folder) as mocked:
        for name, value in place.path_values(endpoint).items():
            path = path.replace("{" + name + "}", str(value))
        for _ in range(ROUNDS):
            own.append(cannonade(folder, place.base_url + path, place.secret))
            peer.append(cannonade(folder, mocked + path, place.secret))
    show("emulator against Prism", tell("emulator", own) / tell("Prism", peer), "x")


if __name__ == "__main__":
    main()
