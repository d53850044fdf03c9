"""Shapes of merging: each a short history that one defect of merging gets wrong."""

from __future__ import annotations

from ..contract import Registry
from .histories import EMPTY, History, Put, put
from .merging_over_time import changes, full_batch, retellings
from .shapes import BRIDGE, CHAIN, Shape, by_name


def shapes(contract: Registry) -> dict[str, Shape]:
    """Return every shape by name, sized to the limits of the contract."""
    return by_name(
        *_pairs(),
        *_chains(),
        *_stars(),
        *_strangers(),
        *_nothings(),
        *_spellings(),
        *changes(),
        *retellings(),
        full_batch(contract.limit("batch.items")),
    )


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


def _chains() -> tuple[Shape, ...]:
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
    )


def _stars() -> tuple[Shape, ...]:
    return (
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
            "equal names do not make one person",
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
            "user-ids-of-digits",
            "a user id is a text: a leading zero or a further digit makes another",
            (
                put("first", user_id="d1"),
                put("first", user_id="z1"),
                put("second", user_id="z1"),
                put("second", user_id="x1"),
            ),
        ),
    )


def _nothings() -> tuple[Shape, ...]:
    return (
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


def _spellings() -> tuple[Shape, ...]:
    """Return shapes of one value in two spellings: one way or the other, always."""
    found = (
        ("email-in-capitals", "email", "e1", "E1"),
        ("email-among-blanks", "email", "e1", "b1"),
        ("email-with-parted-accent", "email", "r1", "q1"),
        ("phone-with-blanks", "phone", "p1", "P1"),
        ("phone-with-zeros-for-its-plus", "phone", "p1", "o1"),
    )
    return tuple(
        Shape(
            name,
            "two spellings join or part people, in whatever order they come",
            _spelt("u1", "u2", role, (plain, other)),
            orders=(
                _spelt("u1", "u2", role, (other, plain)),
                _spelt("u2", "u1", role, (plain, other)),
            ),
        )
        for name, role, plain, other in found
    )


def _spelt(one: str, other: str, role: str, values: tuple[str, str]) -> History:
    """Return two contacts that get their values in this order, if these are taken."""
    return (
        put("first", user_id="u1"),
        put("first", user_id="u2"),
        *(
            Put("first", ({"user-id": user, role: value},), optional=True)
            for user, value in zip((one, other), values, strict=True)
        ),
    )
