"""A shape: a short history with a name, and two shapes that others build on."""

from __future__ import annotations

from dataclasses import dataclass

from .histories import History, SourceContact, put


@dataclass(frozen=True, slots=True)
class Shape:
    """
    A history and what it is about.

    `repeated` is pushed once more after a first reading, and `then` is what happens
    after one; `orders` are the same contacts written in other ways, each to be told
    with values of its own.
    `watched` limits what is read back; empty means everything.
    """

    name: str
    purpose: str
    history: History
    repeated: History = ()
    then: History = ()
    orders: tuple[History, ...] = ()
    watched: frozenset[SourceContact] = frozenset()


def by_name(*shapes: Shape) -> dict[str, Shape]:
    """Return shapes by their names."""
    return {shape.name: shape for shape in shapes}


CHAIN = (
    put("first", user_id="u1", email="e1", first_name="n1"),
    put("second", user_id="u2", email="e1", phone="p1"),
    put("third", user_id="u3", phone="p1", last_name="n2"),
)
BRIDGE = (
    put("first", user_id="u1", email="e1", first_name="n1"),
    put("second", user_id="u2", phone="p1", last_name="n2"),
    put("third", user_id="u3", email="e1", phone="p1"),
)
