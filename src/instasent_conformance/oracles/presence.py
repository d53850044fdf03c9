"""
Whether an endpoint that need not exist is there.

An endpoint may be absent where some option still possible leaves it without any
success. It is absent where a token with every scope gets the answer of a missing route;
any other answer means that it is there, and then its row holds.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product

from ..contract import Registry
from ..exchange import Response
from .knobs import possible_options

World = Mapping[str, str]


def absences(contract: Registry, endpoint: str) -> tuple[World, ...]:
    """Return the possible worlds in which an endpoint has no successful answer."""
    successes = [
        part.when
        for part in contract.endpoint(endpoint).responses
        if 200 <= part.status < 300
    ]
    knobs = sorted({knob for when in successes for knob in when})
    options = [possible_options(contract, knob) for knob in knobs]
    worlds = [dict(zip(knobs, chosen, strict=True)) for chosen in product(*options)]
    return tuple(
        world
        for world in worlds
        if not any(when.items() <= world.items() for when in successes)
    )


def may_be_absent(contract: Registry, endpoint: str) -> bool:
    """Return whether an endpoint need not exist."""
    return bool(absences(contract, endpoint))


def absent_statuses(contract: Registry, endpoint: str) -> frozenset[int]:
    """Return the statuses that say that there is no such route."""
    worlds = absences(contract, endpoint)
    return frozenset(
        part.status
        for part in contract.endpoint(endpoint).responses
        if part.when and any(part.when.items() <= world.items() for world in worlds)
    )


def is_absent(contract: Registry, endpoint: str, response: Response) -> bool:
    """Return whether the answer to a token with every scope says that it is absent."""
    return response.status in absent_statuses(contract, endpoint)


def why_absent(contract: Registry, endpoint: str) -> str:
    """Return the reason for a report: the knobs that leave the route open."""
    knobs = {knob for world in absences(contract, endpoint) for knob in world}
    return f"the route is not there; knob {', '.join(sorted(knobs))}"
