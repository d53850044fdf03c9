"""Shapes of merging: each a short history that one defect of merging gets wrong."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import permutations

from ..contract import Registry
from .histories import (
    EMPTY,
    SOURCES,
    Append,
    History,
    Put,
    Remove,
    SourceContact,
    put,
)

_CASE = "merging/"


@dataclass(frozen=True, slots=True)
class Shape:
    """
    A history and what it is about.

    `repeated` is pushed once more after the first reading; `orders` are the same
    contacts written in other ways, each to be told with values of its own.
    `watched` limits what is read back; empty means everything.
    """

    name: str
    purpose: str
    history: History
    repeated: History = ()
    orders: tuple[History, ...] = ()
    watched: frozenset[SourceContact] = frozenset()

    @property
    def case(self) -> str:
        """The stable id of the case."""
        return f"{_CASE}{self.name}"


def shapes(contract: Registry) -> dict[str, Shape]:
    """Return every shape by name, sized to the limits of the contract."""
    found = (
        *_pairs(),
        *_graphs(),
        *_strangers(),
        *_changes(),
        *_events(),
        *_retellings(),
        _full_batch(contract.limit("batch.items")),
    )
    return {shape.name: shape for shape in found}


def _pairs() -> tuple[Shape, ...]:
    return (
        Shape(
            "same-user-id",
            "one user id in two sources is one person, and a third source joins in",
            (
                put("first", user_id="u1", first_name="n1"),
                put("second", user_id="u1", last_name="n2"),
                put("third", user_id="u1", email="e1"),
            ),
        ),
        Shape(
            "pair-by-email",
            "one email under two user ids",
            (
                put("first", user_id="u1", email="e1", first_name="n1"),
                put("second", user_id="u2", email="e1", last_name="n2"),
            ),
        ),
        Shape(
            "pair-by-phone",
            "one phone number under two user ids",
            (
                put("first", user_id="u1", phone="p1", first_name="n1"),
                put("second", user_id="u2", phone="p1", last_name="n2"),
            ),
        ),
        Shape(
            "pair-within-one-source",
            "two contacts of one source share an email",
            (
                put("first", user_id="u1", email="e1"),
                put("first", user_id="u2", email="e1"),
            ),
        ),
        Shape(
            "household-phone",
            "two people with emails of their own share a phone number",
            (
                put("first", user_id="u1", email="e1", phone="p1"),
                put("first", user_id="u2", email="e2", phone="p1"),
                put("second", user_id="u3", email="e3", phone="p2"),
            ),
        ),
    )


def _graphs() -> tuple[Shape, ...]:
    return (
        Shape(
            "chain-of-three",
            "the ends of a chain share nothing but the middle",
            CHAIN,
        ),
        Shape(
            "chain-of-five",
            "a long chain across sources is one person",
            (
                put("first", user_id="u1", email="e1"),
                put("second", user_id="u2", email="e1", phone="p1"),
                put("third", user_id="u3", email="e2", phone="p1"),
                put("first", user_id="u4", email="e2", phone="p2"),
                put("second", user_id="u5", phone="p2"),
            ),
        ),
        Shape("bridge", "a late contact joins two that were apart", BRIDGE),
        Shape(
            "bridge-of-groups",
            "a late contact joins two groups that had already merged",
            (
                put("first", user_id="u1", email="e1"),
                put("second", user_id="u2", email="e1"),
                put("first", user_id="u3", phone="p1"),
                put("second", user_id="u4", phone="p1"),
                put("third", user_id="u5", email="e1", phone="p1"),
            ),
        ),
        Shape(
            "star",
            "five contacts share one email",
            (
                put("first", user_id="u1", email="e1"),
                put("first", user_id="u2", email="e1"),
                put("second", user_id="u3", email="e1", phone="p1"),
                put("second", user_id="u4", email="e1"),
                put("third", user_id="u5", email="e1", phone="p2"),
            ),
        ),
        Shape(
            "ring",
            "four contacts close a ring of shared values",
            (
                put("first", user_id="u1", email="e1"),
                put("second", user_id="u2", email="e1", phone="p1"),
                put("third", user_id="u3", email="e2", phone="p1"),
                put("second", user_id="u1", email="e2"),
            ),
        ),
    )


def _strangers() -> tuple[Shape, ...]:
    return (
        Shape(
            "nothing-in-common",
            "equal names and an equal country do not make one person",
            (
                put(
                    "first",
                    user_id="u1",
                    email="e1",
                    phone="p1",
                    first_name="n1",
                    last_name="n2",
                ),
                put(
                    "second",
                    user_id="u2",
                    email="e2",
                    phone="p2",
                    first_name="n1",
                    last_name="n2",
                ),
            ),
        ),
        Shape(
            "one-text-under-two-keys",
            "a user id that reads like an email is not that email",
            (
                put("first", user_id="e1"),
                put("second", user_id="u2", email="e1"),
                put("first", user_id="p1"),
                put("third", user_id="u3", phone="p1"),
            ),
        ),
        Shape(
            "nulls",
            "contacts whose email and phone are null stay apart",
            (
                put("first", user_id="u1", email=None, phone=None),
                put("second", user_id="u2", email=None, phone=None),
                put("first", user_id="u3", email=None, phone="p1"),
            ),
        ),
        Shape(
            "absent-values",
            "contacts without email and phone stay apart",
            (
                put("first", user_id="u1"),
                put("second", user_id="u2"),
                put("first", user_id="u3"),
            ),
        ),
        Shape(
            "empty-texts",
            "an empty email or phone, where a target takes it, merges nothing",
            (
                put("first", user_id="u1"),
                put("second", user_id="u2"),
                *(
                    Put(name, ({"user-id": user, role: EMPTY},), optional=True)
                    for role in ("email", "phone")
                    for name, user in (("first", "u1"), ("second", "u2"))
                ),
            ),
        ),
    )


def _changes() -> tuple[Shape, ...]:
    first, second = SourceContact("first", "u1"), SourceContact("second", "u2")
    pair = (
        put("first", user_id="u1", email="e1", first_name="n1", last_name="n3"),
        put("second", user_id="u2", email="e1", first_name="n2", phone="p1"),
    )
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


def _events() -> tuple[Shape, ...]:
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


def _retellings() -> tuple[Shape, ...]:
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


def _full_batch(size: int) -> Shape:
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
