"""
How long a served emulator takes for a read that comes at its time.

    python -m benchmarks.paced [rate …]

Some connections send at a fixed rate together, whether earlier answers are there or
not, and each wait counts from the moment at which its request was due. So a server that
falls behind cannot hide it. At the rate of a suite, which asks one after another, the
wait is that of a caller; near the most that a server can answer, it is a queue.
"""

from __future__ import annotations

import asyncio
import statistics
import sys
import time
from urllib.parse import urlsplit

from tests.peers.furnished import CONTRACT, furnished

from .measuring import ROUNDS, show, show_load

CONNECTIONS = 4
RATES = (100, 300)
SECONDS = 3.0
WARMING = 50
READ = "audience.by-value"


class Line:
    """One connection that stays open."""

    def __init__(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, request: bytes
    ) -> None:
        self._reader = reader
        self._writer = writer
        self._request = request

    async def ask(self) -> None:
        """Send the request and take the whole answer."""
        self._writer.write(self._request)
        head = await self._reader.readuntil(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 200 "), head
        length = head.lower().partition(b"content-length:")[2].split(b"\r", 1)[0]
        await self._reader.readexactly(int(length))


async def waits(base_url: str, path: str, secret: str, rate: float) -> list[float]:
    """Return the milliseconds that each request of one round waits."""
    place = urlsplit(base_url)
    request = (
        f"GET {place.path}{path} HTTP/1.1\r\nHost: {place.netloc}\r\n"
        f"Authorization: Bearer {secret}\r\n\r\n"
    ).encode()
    lines = []
    for _ in range(CONNECTIONS):
        found = await asyncio.open_connection(place.hostname, place.port)
        lines.append(Line(*found, request))
    for number in range(WARMING):
        await lines[number % CONNECTIONS].ask()
    begin, found_waits = time.perf_counter(), []

    async def keep_asking(first: int, line: Line) -> None:
        for number in range(first, int(rate * SECONDS), CONNECTIONS):
            due = begin + number / rate
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
            await line.ask()
            found_waits.append((time.perf_counter() - due) * 1000)

    await asyncio.gather(*(keep_asking(*pair) for pair in enumerate(lines)))
    return found_waits


def main() -> None:
    """Print the figures."""
    show_load()
    endpoint = CONTRACT.endpoint(READ)
    path = endpoint.path
    with furnished() as place:
        for name, value in place.path_values(endpoint).items():
            path = path.replace("{" + name + "}", str(value))
        for rate in map(float, sys.argv[1:] or RATES):
            rounds = [
                statistics.quantiles(
                    asyncio.run(waits(place.base_url, path, place.secret, rate)), n=100
                )
                for _ in range(ROUNDS)
            ]
            show(f"p50 at {rate:.0f}/s", statistics.median(r[49] for r in rounds), "ms")
            slowest = [one[98] for one in rounds]
            show(f"p99 at {rate:.0f}/s", statistics.median(slowest), "ms")
            show(f"p99 at {rate:.0f}/s, the quietest round", min(slowest), "ms")


if __name__ == "__main__":
    main()
