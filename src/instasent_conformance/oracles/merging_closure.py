"""
The groups of connected contacts once more, by another road.

Groups of claims grow until no two of them overlap; there are no parents and no roots.
`components` must agree, and where it does not, neither is believed.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

Node = TypeVar("Node")


def closure(
    claims: Mapping[Node, frozenset[tuple[str, str]]],
) -> frozenset[frozenset[Node]]:
    """Return the groups of nodes that shared claims connect, by absorption."""
    groups: list[tuple[set[Node], set[tuple[str, str]]]] = []
    for node, own in claims.items():
        members, shared = {node}, set(own)
        apart = []
        for group in groups:
            if group[1].isdisjoint(own):
                apart.append(group)
            else:
                members |= group[0]
                shared |= group[1]
        groups = [*apart, (members, shared)]
    return frozenset(frozenset(members) for members, _ in groups)
