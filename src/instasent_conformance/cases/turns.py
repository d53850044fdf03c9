"""Equal ways to ask, spread over the endpoints."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from ..contract import Registry

Way = TypeVar("Way")


def in_turn(
    contract: Registry, endpoint: str, ways: Sequence[Way], *, most: int
) -> tuple[Way, ...]:
    """
    Return at most so many ways to ask an endpoint.

    Each endpoint begins at another one, so that together they get all.
    """
    if not ways:
        return ()
    turn = list(contract.endpoints).index(endpoint) % len(ways)
    return (*ways[turn:], *ways[:turn])[:most]
