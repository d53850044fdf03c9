"""Shapes of people with events, whose contacts join, change and go."""

from __future__ import annotations

from .histories import Append, Remove, SourceContact, put
from .shapes import Shape, by_name

_C1, _C2, _C3 = (
    SourceContact("first", "u1"),
    SourceContact("second", "u2"),
    SourceContact("third", "u3"),
)


def shapes() -> dict[str, Shape]:
    """Return every shape by name."""
    return by_name(*_joined(), *_shaken())


def _joined() -> tuple[Shape, ...]:
    return (
        Shape(
            "before-and-after",
            "one timeline holds what came before and after the merge, each once",
            (
                put("first", user_id="u1", email="e1"),
                Append(_C1, "v1"),
                put("second", user_id="u2"),
                Append(_C2, "v2"),
                put("third", user_id="u3", email="e2"),
                Append(_C3, "v3"),
                put("second", user_id="u2", email="e1"),
                Append(_C2, "v4"),
                Append(_C1, "v1"),
            ),
        ),
        Shape(
            "one-user-id",
            "events of one user id from two sources are one timeline",
            (
                put("first", user_id="u1"),
                put("second", user_id="u1"),
                Append(_C1, "v1"),
                Append(SourceContact("second", "u1"), "v2"),
            ),
        ),
        Shape(
            "late-bridge",
            "two histories become one when a bridge joins their people",
            (
                put("first", user_id="u1", email="e1"),
                Append(_C1, "v1"),
                Append(_C1, "v2"),
                put("second", user_id="u2", phone="p1"),
                Append(_C2, "v3"),
                put("third", user_id="u3", email="e1", phone="p1"),
                Append(_C3, "v4"),
            ),
        ),
    )


def _shaken() -> tuple[Shape, ...]:
    return (
        Shape(
            "strangers",
            "strangers keep timelines of their own",
            (
                put("first", user_id="u1"),
                put("second", user_id="u2"),
                Append(_C1, "v1"),
                Append(_C2, "v2"),
            ),
        ),
        Shape(
            "updates",
            "an update of a contact leaves its events",
            (
                put("first", user_id="u1", email="e1"),
                Append(_C1, "v1"),
                put("first", user_id="u1", email="e2", first_name="n1"),
                Append(_C1, "v2"),
            ),
        ),
        Shape(
            "the-other-goes",
            "the events of who is left stay when the other contact goes",
            (
                put("first", user_id="u1", email="e1"),
                put("second", user_id="u2", email="e1"),
                Append(_C1, "v1"),
                Append(_C2, "v2"),
                Remove(_C2),
                Append(_C1, "v3"),
            ),
        ),
    )
