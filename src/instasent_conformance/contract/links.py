"""OpenAPI links: which answer feeds which parameter of which other operation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from .model import Endpoint
from .registry import Registry

_EVERYWHERE = "project.uid"


def links_of(registry: Registry, source: Endpoint) -> dict[str, Any]:
    """
    Return the links of an endpoint's successful answers, by name.

    An operation is linked when the answer yields a fact that one of its path
    parameters is bound to. The project alone links nothing, since every path has it,
    unless it is all that the answer yields.
    """
    yielded = {relation.fact: relation.pointer for relation in source.relations}
    worth = yielded.keys() - {_EVERYWHERE} or yielded.keys()
    return {
        f"to-{target.id}": {"operationId": target.id, "parameters": fed}
        for target in registry.endpoints.values()
        if target.id != source.id
        for bound in [dict(_bound(target))]
        if worth & set(bound.values())
        for fed in [_fed(bound, yielded)]
    }


def _bound(endpoint: Endpoint) -> Iterator[tuple[str, str]]:
    for parameter in endpoint.parameters:
        if parameter.place == "path" and parameter.fact:
            yield parameter.name, parameter.fact


def _fed(bound: Mapping[str, str], yielded: Mapping[str, str]) -> dict[str, str]:
    return {
        name: f"$response.body#{yielded[fact]}"
        for name, fact in bound.items()
        if fact in yielded
    }
