"""From method and path to an endpoint; static segments win over parameters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
    """An endpoint, and for each segment of its path the fact that it stands for."""

    endpoint: Endpoint
    facts: tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class _Shape:
    """
    The routes whose parameters stand in the same places.

    Args:
        places: where their paths have static segments.
        routes: by these segments, and by method.

    """

    places: tuple[int, ...]
    routes: dict[tuple[str, ...], dict[str, _Route]]

    def find(self, segments: Sequence[str]) -> dict[str, _Route] | None:
        return self.routes.get(tuple([segments[place] for place in self.places]))


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
        self._by_length: dict[int, list[_Shape]] = {}
        shapes: dict[tuple[bool, ...], _Shape] = {}
        for endpoint in endpoints:
            segments, route = _route(endpoint)
            order = tuple(fact is not None for fact in route.facts)
            places = tuple(n for n, variable in enumerate(order) if not variable)
            shape = shapes.setdefault(order, _Shape(places, {}))
            key = tuple(segments[place] for place in places)
            shape.routes.setdefault(key, {}).setdefault(endpoint.method, route)
        for order in sorted(shapes):
            self._by_length.setdefault(len(order), []).append(shapes[order])

    def find(self, method: str, path: bytes) -> Match:
        """Return the endpoint of a request, or refuse with 404 or 405."""
        segments = _split(path)
        found: dict[str, _Route] | None = None
        if all(segments):
            for shape in self._by_length.get(len(segments), ()):
                found = shape.find(segments)
                if found is not None:
                    break
        if found is None:
            raise Refusal(404, "There is no such route")
        chosen = found.get(method)
        if chosen is None:
            headers = {"Allow": ", ".join(sorted(found))}
            raise Refusal(405, "The route does not take this method", headers=headers)
        pairs = zip(chosen.facts, segments, strict=True)
        return Match(chosen.endpoint, {fact: text for fact, text in pairs if fact})


def _route(endpoint: Endpoint) -> tuple[tuple[str, ...], _Route]:
    by_name = {
        parameter.name: parameter.fact or parameter.name
        for parameter in endpoint.parameters
        if parameter.place == "path"
    }
    segments = tuple(part for part in endpoint.path.split("/") if part)
    facts = tuple(
        by_name[part[1:-1]] if part.startswith("{") else None for part in segments
    )
    return segments, _Route(endpoint, facts)


def _split(path: bytes) -> Sequence[str]:
    if path in (b"", b"/"):
        return ()
    try:
        if b"%" not in path:
            return path.decode().lstrip("/").split("/")
        return [unquote_to_bytes(one).decode() for one in path.lstrip(b"/").split(b"/")]
    except UnicodeDecodeError:
        raise Refusal(400, "The path is not valid UTF-8") from None
