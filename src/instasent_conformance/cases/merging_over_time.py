"""Shapes of merging in which time matters: updates, deletions, retries and orders."""

from __future__ import annotations

from itertools import permutations

from .histories import Put, Remove, SourceContact, put
from .shapes import BRIDGE, CHAIN, Shape


def changes() -> tuple[Shape, ...]:
    """Return shapes in which a contact changes or people join."""
    return (
        Shape(
            "late-identity",
            "two contacts become one when an update gives them a common email",
            (
                put("first", user_id="u1", email="e1"),
                put("second", user_id="u2", first_name="n1"),
                put("second", user_id="u2", email="e1"),
            ),
        ),
        Shape(
            "changed-email",
            "after a change of email, the new value is the one that merges",
            (
                put("first", user_id="u1", email="e1"),
                put("second", user_id="u2", email="e1"),
                put("first", user_id="u1", email="e2"),
                put("third", user_id="u3", email="e2"),
            ),
        ),
        Shape(
            "bridge-comes-and-goes",
            "contacts that still share a value stay merged without the bridge",
            (
                *BRIDGE,
                put("second", user_id="u4", email="e1"),
                Remove(SourceContact("third", "u3")),
            ),
        ),
        Shape(
            "one-of-two-goes",
            "who is left keeps a person of its own, and merges as before",
            (
                put("first", user_id="u1", email="e1"),
                put("second", user_id="u2", email="e1", phone="p1"),
                Remove(SourceContact("first", "u1")),
                put("third", user_id="u3", phone="p1"),
            ),
        ),
    )


def retellings() -> tuple[Shape, ...]:
    """Return shapes that are told again, or in another order."""
    return (
        Shape("repeated-push", "a retry changes nothing", CHAIN, repeated=CHAIN),
        Shape(
            "repeated-batch",
            "a repeated batch changes nothing",
            _batch(CHAIN),
            repeated=_batch(CHAIN),
        ),
        Shape(
            "orders-of-a-chain",
            "a chain is one person in whatever order it arrives",
            CHAIN,
            orders=tuple(permutations(CHAIN))[1:],
        ),
        Shape(
            "batch-or-one-by-one",
            "a batch merges as its contacts do one by one",
            tuple(put("first", **_words(step)) for step in BRIDGE),
            orders=(_batch(BRIDGE), _batch(BRIDGE[::-1])),
        ),
    )


def full_batch(size: int) -> Shape:
    """Return the shape whose last item of a batch of that size has to merge."""
    others = tuple({"user-id": f"u{n}"} for n in range(10, 10 + size - 1))
    last = {"user-id": "u2", "email": "e1"}
    return Shape(
        "last-of-a-full-batch",
        "the last item of a full batch merges as the first does",
        (put("first", user_id="u1", email="e1"), Put("second", (*others, last))),
        watched=frozenset(
            (
                SourceContact("first", "u1"),
                SourceContact("second", "u10"),
                SourceContact("second", "u2"),
            )
        ),
    )


def _batch(steps: tuple[Put, ...]) -> tuple[Put, ...]:
    return (Put("first", tuple(step.contacts[0] for step in steps)),)


def _words(step: Put) -> dict[str, str | None]:
    return {role.replace("-", "_"): value for role, value in step.contacts[0].items()}
