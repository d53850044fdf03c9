"""From method and path to an endpoint; static segments win over parameters."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import unquote_to_bytes

from instasent_conformance.contract import Endpoint, Registry
from instasent_conformance.emulator.errors import Refusal
from instasent_conformance.emulator.settings import Knobs


@dataclass(frozen=True, slots=True)
class Match:
    """An endpoint and the path values, by the fact that each stands for."""

    endpoint: Endpoint
    facts: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Route:
    endpoint: Endpoint
    facts: tuple[str | None, ...]
    static: tuple[tuple[int, str], ...]
    order: tuple[bool, ...]

    def fits(self, segments: tuple[str, ...]) -> bool:
        # From the end, where the routes of a project differ.
        for place, text in self.static:
            if segments[place] != text:
                return False
        return all(segments)


def served(registry: Registry, knobs: Knobs) -> list[Endpoint]:
    """Return the endpoints that can succeed under the chosen options."""
    return [
        endpoint
        for endpoint in registry.endpoints.values()
        if any(
            row.status < 300 and knobs.admits(row.when) for row in endpoint.responses
        )
    ]


class Router:
    """
    The routes of a contract, by number of segments.

    Args:
        registry: the contract.
        knobs: the chosen options, when only what they serve is to be found.

    """

    def __init__(self, registry: Registry, knobs: Knobs | None = None) -> None:
        endpoints = (
            registry.endpoints.values() if knobs is None else served(registry, knobs)
        )
        routes = [_route(endpoint) for endpoint in endpoints]
        self._by_length: dict[int, list[_Route]] = {}
        for route in sorted(routes, key=lambda one: one.order):
            self._by_length.setdefault(len(route.facts), []).append(route)

    def find(self, method: str, path: bytes) -> Match:
        """Return the endpoint of a request, or refuse with 404 or 405."""
        segments = _split(path)
        allowed: dict[str, _Route] = {}
        order: tuple[bool, ...] | None = None
        for route in self._by_length.get(len(segments), ()):
            if route.fits(segments):
                if order is not None and route.order != order:
                    break
                order = route.order
                allowed.setdefault(route.endpoint.method, route)
        if not allowed:
            raise Refusal(404, "There is no such route")
        chosen = allowed.get(method)
        if chosen is None:
            headers = {"Allow": ", ".join(sorted(allowed))}
            raise Refusal(405, "The route does not take this method", headers=headers)
        pairs = zip(chosen.facts, segments, strict=True)
        return Match(chosen.endpoint, {fact: text for fact, text in pairs if fact})


def _route(endpoint: Endpoint) -> _Route:
    by_name = {
        parameter.name: parameter.fact or parameter.name
        for parameter in endpoint.parameters
        if parameter.place == "path"
    }
    segments = tuple(part for part in endpoint.path.split("/") if part)
    facts = tuple(
        by_name[part[1:-1]] if part.startswith("{") else None for part in segments
    )
    places = reversed(range(len(segments)))
    static = tuple((place, segments[place]) for place in places if facts[place] is None)
    order = tuple(fact is not None for fact in facts)
    return _Route(endpoint, facts, static, order)


def _split(path: bytes) -> tuple[str, ...]:
    if path in (b"", b"/"):
        return ()
    try:
        return tuple(
            unquote_to_bytes(part).decode() for part in path.lstrip(b"/").split(b"/")
        )
    except UnicodeDecodeError:
        raise Refusal(400, "The path is not valid UTF-8") from None
