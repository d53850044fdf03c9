"""A transport that stands for an intermediary which misbehaves as it is told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

import httpx

from instasent_conformance.client import Bearer, Care, Client, Limits, Nature, Pacer
from instasent_conformance.exchange import Request

BEARER = Bearer("a token", "Bearer abcdefgh")
NATURES = {
    "thing.get": Nature("GET", "read", "default"),
    "thing.search": Nature("POST", "read", "search"),
    "thing.put": Nature("POST", "write", "default"),
    "thing.remove": Nature("DELETE", "destroy", "default"),
    "thing.send": Nature("POST", "bill", "default"),
}

Step = httpx.Response | Exception


@dataclass
class Scripted(httpx.BaseTransport):
    """Gives one answer after the other; the last one for ever."""

    script: list[Step]
    seen: list[httpx.Request] = field(default_factory=list)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Return or raise the next step of the script."""
        step = self.script[min(len(self.seen), len(self.script) - 1)]
        self.seen.append(request)
        if isinstance(step, Exception):
            raise step
        return step


def answer(
    status: int = 200, text: str = '{"entity": 1}', **headers: str
) -> httpx.Response:
    """Return an answer; underscores in the names of headers are hyphens."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return httpx.Response(
        status, headers={"content-type": "application/json", **named}, text=text
    )


@dataclass
class Clock:
    """A clock that moves only by sleeping."""

    time: float = 1_000.0
    slept: list[float] = field(default_factory=list)

    def now(self) -> float:
        """Return the time."""
        return self.time

    def sleep(self, seconds: float) -> None:
        """Let time pass."""
        self.slept.append(seconds)
        self.time += seconds


def client_for(
    script: Iterable[Step], *, clock: Clock | None = None, **limits: object
) -> tuple[Client, Scripted, Clock]:
    """Return a guarded client before a scripted answerer."""
    clock = clock or Clock()
    transport = Scripted(list(script))
    care = Care(
        NATURES,
        Limits(**limits),  # type: ignore[arg-type]
        Pacer(now=clock.now, sleep=clock.sleep),
    )
    client = Client(base_url="http://t.example/v1", transport=transport, care=care)
    return client, transport, clock


def request(endpoint: str, method: str | None = None) -> Request:
    """Return a request to one of the endpoints above."""
    return Request(endpoint, method or NATURES[endpoint].method, "/project/p/thing")
