"""Shapes in which time matters: updates, deletions, events, retries and orders."""

from __future__ import annotations

from itertools import permutations

from .histories import SOURCES, Append, Put, Remove, SourceContact, put
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
            "partial-update", "an update names some attributes of a contact", PARTIAL
        ),
        Shape(
            "former-ids",
            "the id of a person who was joined to another is remembered",
            BRIDGE[:2],
            then=BRIDGE[2:],
        ),
    )


def deletions() -> tuple[Shape, ...]:
    """Return shapes in which a contact goes, and perhaps comes back."""
    first, second = SourceContact("first", "u1"), SourceContact("second", "u2")
    pair = (
        put("first", user_id="u1", email="e1", first_name="n1", last_name="n3"),
        put("second", user_id="u2", email="e1", first_name="n2", phone="p1"),
    )
    return (
        Shape(
            "delete-one-of-two", "the survivor keeps its own", (*pair, Remove(first))
        ),
        Shape(
            "delete-the-newer-of-two",
            "the elder keeps its own",
            (*pair, Remove(second)),
        ),
        Shape(
            "delete-the-bridge",
            "contacts that still share a value stay merged without the bridge",
            (
                *BRIDGE,
                put("second", user_id="u4", email="e1"),
                Remove(SourceContact("third", "u3")),
            ),
        ),
        Shape("delete-the-last", "nothing is left", (pair[0], Remove(first))),
        Shape(
            "delete-and-return",
            "a contact that comes back merges as a new one would",
            (*pair, Remove(first), pair[0]),
        ),
    )


def events() -> tuple[Shape, ...]:
    """Return shapes in which contacts have events."""
    return (
        Shape(
            "events-before-and-after",
            "one timeline holds what came before and after the merge, each once",
            (
                put("first", user_id="u1", email="e1"),
                Append(SourceContact("first", "u1"), "v1"),
                put("second", user_id="u2"),
                Append(SourceContact("second", "u2"), "v2"),
                put("third", user_id="u3", email="e2"),
                Append(SourceContact("third", "u3"), "v3"),
                put("second", user_id="u2", email="e1"),
                Append(SourceContact("second", "u2"), "v4"),
                Append(SourceContact("first", "u1"), "v1"),
            ),
        ),
        Shape(
            "events-of-one-user-id",
            "events of one user id from two sources are one timeline",
            (
                put("first", user_id="u1"),
                put("second", user_id="u1"),
                Append(SourceContact("first", "u1"), "v1"),
                Append(SourceContact("second", "u1"), "v2"),
            ),
        ),
    )


def retellings() -> tuple[Shape, ...]:
    """Return shapes that are told again, or in another order."""
    dispute = tuple(
        put(
            name, user_id=f"u{n}", email="e1", first_name=f"n{n}", last_name=f"n{n + 3}"
        )
        for n, name in enumerate(SOURCES, start=1)
    )
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
        Shape(
            "disputed-names",
            "one priority rule names the winner in every order of arrival",
            dispute,
            orders=(
                dispute[::-1],
                (dispute[1], dispute[2], dispute[0]),
                (*dispute, dispute[0]),
                (*dispute, dispute[1]),
            ),
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


PARTIAL = (
    put("first", user_id="u1", email="e1", first_name="n1", last_name="n2"),
    put("first", user_id="u1", first_name="n3"),
    put("second", user_id="u2", email="e1", last_name="n4"),
    put("second", user_id="u2", email="e1", last_name=None),
)


def _batch(steps: tuple[Put, ...]) -> tuple[Put, ...]:
    return (Put("first", tuple(step.contacts[0] for step in steps)),)


def _words(step: Put) -> dict[str, str | None]:
    return {role.replace("-", "_"): value for role, value in step.contacts[0].items()}
