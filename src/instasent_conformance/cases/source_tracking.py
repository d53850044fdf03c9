"""Shapes whose people are traced back to what they were built from."""

from __future__ import annotations

from .histories import Remove, SourceContact, put
from .shapes import BRIDGE, CHAIN, Shape, by_name

_PAIR = (
    put("first", user_id="u1", email="e1", first_name="n1"),
    put("second", user_id="u2", email="e1", last_name="n2"),
)


def shapes() -> dict[str, Shape]:
    """Return every shape by name."""
    return by_name(
        Shape("one-source", "a person of one contact refers to it", _PAIR[:1]),
        Shape("a-pair", "a person of two sources refers to both", _PAIR),
        Shape("a-chain", "a person of three sources refers to all", CHAIN),
        Shape(
            "same-user-id",
            "contacts of one user id are told apart by their source",
            (
                put("first", user_id="u1", email="e1"),
                put("second", user_id="u1", phone="p1"),
                put("third", user_id="u1"),
            ),
        ),
        Shape(
            "two-of-one-source",
            "two contacts of one source are two references to one source",
            (*_PAIR, put("first", user_id="u3", email="e1")),
        ),
        Shape(
            "updates",
            "an update of a contact adds no reference",
            (*_PAIR, put("first", user_id="u1", email="e1", first_name="n3"), _PAIR[1]),
        ),
        Shape(
            "one-goes",
            "what was deleted is referred to no more, what is left still is",
            (*_PAIR, Remove(SourceContact("first", "u1"))),
        ),
        Shape(
            "former-ids",
            "the id of a person who was joined to another is remembered",
            BRIDGE[:2],
            then=BRIDGE[2:],
        ),
        Shape(
            "former-ids-of-groups",
            "so are the ids of people of several contacts",
            (*_PAIR, put("first", user_id="u4", phone="p1"), CHAIN[0]),
            then=(put("third", user_id="u3", email="e1", phone="p1"),),
        ),
    )
