"""What every benchmark measures with: medians, and an emulator called directly."""

from __future__ import annotations

import asyncio
import os
import statistics
import time
from collections.abc import Callable, Iterable
from typing import Any

import msgspec
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from instasent_conformance.contract import Registry
from instasent_conformance.emulator import Settings, create_app

ROUNDS = 5
BATCH = 100
GOALS = {"contacts/s, synchronous": 20_000, "requests/s": 2_000, "cells/s": 100}
LIMITS = {
    "memory of 100,000 people": 80,
    "look-up by unique value": 5,
    "page of two conditions, other values": 5,
    "page of two conditions, again": 5,
    "cold start to the first answer": 0.4,
    "reset of the demo world": 5,
    "emulator, p99": 5,
}
CALM = 1.5
Clock = Callable[[], float]


class Caller:
    """An ASGI application, called with nothing in between."""

    def __init__(self, app: Any, token: str = "") -> None:
        self.app = app
        self.token = token
        self._loop = asyncio.new_event_loop()

    def call(self, method: str, url: str, body: Any = None) -> Any:
        """Send one request and return its JSON answer."""
        path, _, query = url.partition("?")
        headers = [(b"authorization", f"Bearer {self.token}".encode())]
        content = b""
        if body is not None:
            headers.append((b"content-type", b"application/json"))
            # The caller is measured too, so it is to cost little.
            content = msgspec.json.encode(body)
        scope = {
            "type": "http",
            "method": method,
            "http_version": "1.1",
            "path": path,
            "raw_path": path.encode(),
            "root_path": "",
            "query_string": query.encode(),
            "headers": headers,
            "scheme": "http",
            "server": ("bench", 80),
            "client": ("bench", 1),
        }
        status, answer = self._loop.run_until_complete(self._run(scope, content))
        assert status < 300, answer
        return msgspec.json.decode(answer)

    async def _run(self, scope: dict[str, Any], content: bytes) -> tuple[int, bytes]:
        sent: list[dict[str, Any]] = []

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": content, "more_body": False}

        async def send(message: dict[str, Any]) -> None:
            sent.append(message)

        await self.app(scope, receive, send)
        body = b"".join(message.get("body", b"") for message in sent[1:])
        return sent[0]["status"], body


class Bench(Caller):
    """One emulator with a project, a datasource and a token that may do anything."""

    def __init__(self, registry: Registry, **given: Any) -> None:
        settings = Settings(**{"world": "empty", **given})
        super().__init__(create_app(registry, settings=settings))
        self.registry = registry
        body = {"name": "Bench", "plan": "XL", "projects": ["Bench"]}
        owner = self.control("organizations", body)
        self.project = owner["projects"][0]["uid"]
        scopes = sorted(registry.scope_words)
        token = {"kind": "product", "organization": owner["id"], "scopes": scopes}
        self.token = self.control("tokens", token)["token"]
        made = self.ask("datasource.create", body={"name": "One", "audienceTags": []})
        self.source = made["entity"]["id"]

    def control(self, path: str, body: Any) -> Any:
        """Post to the control plane."""
        return self.call("POST", f"/_control/{path}", body)

    def ask(self, name: str, *path: str, body: Any = None, query: str = "") -> Any:
        """Call an endpoint of the contract."""
        endpoint = self.registry.endpoint(name)
        url, values = endpoint.path, iter((self.project, *path))
        for one in endpoint.parameters:
            if one.place == "path":
                url = url.replace("{" + one.name + "}", next(values))
        return self.call(endpoint.method, f"/v1{url}?{query}", body)

    def person(self, number: int, shared: int | None = None) -> dict[str, object]:
        """Return a contact; one that shares an email merges with its namesake."""
        mail = number if shared is None else shared
        roles = {
            "user-id": f"user-{number:07d}",
            "email": f"person.{mail}@example.com",
            "phone": f"+34{600_000_000 + number}",
            "first-name": f"First {number % 97}",
            "last-name": f"Last {number % 89}",
            "country": ("ES", "FR", "PT", "IT", "DE")[number % 5],
        }
        named = {self.registry.attribute(r).uid: value for r, value in roles.items()}
        return named | {"points": number % 1000}

    def push(self, people: list[dict[str, object]]) -> None:
        """Push people synchronously, in batches."""
        for start in range(0, len(people), BATCH):
            body = people[start : start + BATCH]
            self.ask("stream.push-contacts", self.source, body=body, query="_sync")

    def filter(self, country: str, least: int) -> dict[str, object]:
        """Return a search with two conditions."""
        uid = self.registry.attribute("country").uid
        bounds = {"lowerNumber": least, "upperNumber": None}
        children: list[dict[str, object]] = [
            {"key": uid, "operator": "matches-string", "values": [country]},
            {"key": "points", "operator": "range-number", "values": bounds},
        ]
        nodes = [{"type": "attribute_condition", **child} for child in children]
        return {"root": {"type": "group", "join": "and", "children": nodes}}


def timed(work: Callable[[], object], clock: Clock = time.perf_counter) -> float:
    """Return the seconds that some work takes."""
    before = clock()
    work()
    return clock() - before


def median(
    works: Iterable[Callable[[], object]], clock: Clock = time.perf_counter
) -> float:
    """Return the median of the seconds that some works take."""
    return statistics.median(timed(work, clock) for work in works)


def busy(works: Iterable[Callable[[], object]]) -> float:
    """
    Return the median of the processor seconds that some works take.

    An emulator called directly waits for nothing, so this is what a clock would say
    if the machine had nothing else to do.
    """
    return median(works, time.process_time)


def quickest(works: Iterable[Callable[[], object]]) -> float:
    """Return the processor seconds of the work that neighbours disturbed least."""
    return min(timed(work, time.process_time) for work in works)


def show(what: str, value: float, unit: str) -> None:
    """Print one figure, and how it compares with its goal."""
    beside = ""
    if what in GOALS:
        beside = f"   {value / GOALS[what]:5.2f} x the goal of {GOALS[what]:,}"
    if what in LIMITS:
        beside = f"   {value / LIMITS[what]:5.2f} x the limit of {LIMITS[what]:,}"
    print(f"{what:<46}{value:>12,.2f} {unit}{beside}", flush=True)  # noqa: T201


def show_load() -> None:
    """Say how busy the machine is, and whether figures are worth keeping."""
    load = os.getloadavg()[0]
    verdict = "calm" if load < CALM else "busy: read the ratios, not the figures"
    print(f"load {load:.2f}, {verdict}")  # noqa: T201


def bare_route(body: Any) -> float:
    """Return the seconds that a route takes which reads and writes JSON only."""

    async def echo(request: Request) -> JSONResponse:
        content = await request.body()
        return JSONResponse(msgspec.json.decode(content) if content else {})

    app = Starlette(routes=[Route("/", echo, methods=["GET", "POST"])])
    caller, method = Caller(app), "GET" if body is None else "POST"

    def read() -> None:
        for _ in range(50):
            caller.call(method, "/", body)

    return busy([read] * ROUNDS) / 50
