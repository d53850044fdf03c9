"""
One probe for each scope: a request that changes nothing, whoever sends it.

A probe names things that do not exist, and a write carries a body that is not even
JSON, so that a token that may send it is told about the request and one that may not is
told about itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import quote

from ..cases import JSON_HEADERS
from ..cases.facts import path_facts
from ..cases.stand_ins import is_scope_open
from ..contract import AccessRow, Endpoint, Registry
from ..exchange import Request
from ..oracles.presence import may_be_absent

NOBODY = "conform-audit-nobody"
"""What stands where a path names a thing; there is no such thing."""

_INVALID = b'{"conform-audit":'
_PLACE = re.compile(r"\{([^{}]+)\}")
_RANKS = {"read": 0, "write": 1, "bill": 2}
_OWNED = "datasource."


@dataclass(frozen=True, slots=True)
class Probe:
    """A request that tells whether a token has a scope."""

    scope: str
    endpoint: str
    request: Request
    is_write: bool


def probes_of(contract: Registry, project: str) -> tuple[Probe, ...]:
    """Return a probe for every scope that opens an endpoint of its own."""
    chosen: dict[str, Endpoint] = {}
    for endpoint in sorted(_usable(contract), key=lambda e: _cost(contract, e)):
        for scope in _alone(contract, contract.access[endpoint.id]):
            chosen.setdefault(scope, endpoint)
    return tuple(
        Probe(
            scope=scope,
            endpoint=endpoint.id,
            request=harmless(contract, endpoint.id, {"project.uid": project}),
            is_write=contract.access[endpoint.id].effect != "read",
        )
        for scope, endpoint in sorted(chosen.items())
    )


def harmless(contract: Registry, endpoint: str, facts: Mapping[str, str]) -> Request:
    """Return a request of an endpoint that no server can carry out."""
    found = contract.endpoint(endpoint)
    named = {p.name: p.fact for p in found.parameters if p.place == "path"}

    def place(match: re.Match[str]) -> str:
        return quote(facts.get(named.get(match[1]) or "", NOBODY), safe="")

    content = _INVALID if found.request is not None else None
    return Request(
        endpoint=endpoint,
        method=found.method,
        path=_PLACE.sub(place, found.path),
        headers=JSON_HEADERS if content else (),
        content=content,
    )


def _usable(contract: Registry) -> Iterator[Endpoint]:
    """Yield the endpoints of which a probe changes nothing and tells something."""
    for endpoint in contract.endpoints.values():
        row = contract.access[endpoint.id]
        invalid = row.effect == "read" or endpoint.request is not None
        # A data source that does not exist may be refused like a missing scope.
        source = any(fact.startswith(_OWNED) for fact in path_facts(endpoint))
        certain = not may_be_absent(contract, endpoint.id)
        if row.effect in _RANKS and invalid and certain and not source:
            yield endpoint


def _cost(contract: Registry, endpoint: Endpoint) -> tuple[int, int, int, str]:
    row = contract.access[endpoint.id]
    return (
        _RANKS[row.effect],
        len(row.alternatives),
        len(path_facts(endpoint)),
        endpoint.id,
    )


def _alone(contract: Registry, row: AccessRow) -> frozenset[str]:
    """Return the one scope that an endpoint asks for; nothing where there are more."""
    found = opening_sets(contract, row)
    if is_scope_open(contract, row) or len(found) != 1 or len(found[0]) != 1:
        return frozenset()
    return found[0]


def opening_sets(contract: Registry, row: AccessRow) -> tuple[frozenset[str], ...]:
    """Return the sets that suffice for an endpoint, under what is taken to hold."""
    return next(
        (
            choice.scopes
            for choice in row.alternatives
            if all(_taken(contract, k) == option for k, option in choice.when.items())
        ),
        (),
    )


def _taken(contract: Registry, knob: str) -> str:
    found = contract.knob(knob)
    return found.pinned or found.assumed
