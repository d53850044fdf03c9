"""Which endpoint stands for which budget, and what is asked of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..contract import Endpoint, Registry
from ..exchange import Request
from ..tokens import ABSENT, TokenNeed
from .requests import RequestBuilder

DEFAULT, INGEST = "default", "ingest"
COUNTED = 4
"""How many requests in a row show whether a budget counts."""


@dataclass(frozen=True, slots=True)
class Refused:
    """A request that is refused, and what for."""

    name: str
    request: Request
    need: TokenNeed


def classes(contract: Registry) -> dict[str, str]:
    """Return, by rate class, the read whose path asks for least."""
    found: dict[str, str] = {}
    for endpoint in sorted(contract.endpoints.values(), key=_demands):
        reads = contract.access[endpoint.id].effect == "read"
        if reads and any(p.fact == "project.uid" for p in endpoint.parameters):
            found.setdefault(endpoint.rate_class, endpoint.id)
    return dict(sorted(found.items()))


def neighbours(names: list[str]) -> Iterator[tuple[str, str]]:
    """Yield every class with another one, so that each stands on either side."""
    for at, name in enumerate(names):
        yield name, names[(at + 1) % len(names)]


def refused(builder: RequestBuilder, endpoint: str, full: TokenNeed) -> list[Refused]:
    """Return requests that end in a refusal, each for a reason of its own."""
    right = builder.build(endpoint)
    lost = builder.knowing({"project.uid": builder.canaries.word()}).build(endpoint)
    return [
        Refused("no-token", right, ABSENT),
        Refused("bad-token", right, TokenNeed(kind="unknown")),
        Refused("no-scope", right, TokenNeed(project=full.project)),
        Refused("no-project", lost, full),
    ]


def _demands(endpoint: Endpoint) -> tuple[int, str]:
    """Return how many values a path asks for, then the id."""
    named = [p for p in endpoint.parameters if p.place == "path"]
    return len(named), endpoint.id
