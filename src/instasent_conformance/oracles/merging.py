"""
Which contacts are one person: connected components over what they claim.

A claim is an attribute role and a value; contacts that share a claim are one, and so
are contacts that a chain of shared claims connects.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from itertools import combinations
from typing import TypeVar

from ..cases.histories import USER_ID, Operation, Put, SourceContact, Written
from ..cases.spellings import folded, is_spelling
from .merging_closure import closure
from .merging_records import Upsert, forgotten, records

Node = TypeVar("Node")
Claims = frozenset[tuple[str, str]]
Partition = frozenset[frozenset[SourceContact]]


class ModelsDisagreeError(Exception):
    """The two implementations of the partition differ: a defect of the suite."""


def components(claims: Mapping[Node, Claims]) -> frozenset[frozenset[Node]]:
    """Return the groups of nodes that shared claims connect, by union-find."""
    groups: dict[int, list[Node]] = {}
    for node, label in zip(claims, labels(claims.values()), strict=True):
        groups.setdefault(label, []).append(node)
    return frozenset(frozenset(group) for group in groups.values())


def labels(claims: Iterable[Iterable[Hashable]]) -> list[int]:
    """Return for each set of claims a number that all connected sets have in common."""
    parents: list[int] = []
    holders: dict[Hashable, int] = {}
    for number, own in enumerate(claims):
        root = number
        parents.append(number)
        for claim in own:
            other = holders.setdefault(claim, root)
            while parents[other] != other:
                parents[other] = other = parents[parents[other]]
            # The elder root stays, so that every parent precedes its children.
            if other < root:
                parents[root] = root = other
            else:
                parents[other] = root
    for number, parent in enumerate(parents):
        parents[number] = parents[parent]
    return parents


def partition_of(claims: Mapping[SourceContact, Claims]) -> Partition:
    """
    Return the groups, as two independent implementations agree on them.

    Raises:
        ModelsDisagreeError: they do not agree, so neither may judge.

    """
    found = components(claims)
    if found != closure(claims):
        raise ModelsDisagreeError(sorted(claims))
    return found


def required_groups(
    history: Iterable[Operation], unique: frozenset[str], upsert: Upsert
) -> Partition:
    """Return the groups that what the sources hold now makes one person."""
    held = records(history, upsert)
    plain = {
        key: {r: v for r, v in record.values.items() if not is_spelling(v)}
        for key, record in held.items()
    }
    return partition_of({key: claims_of(v, unique) for key, v in plain.items()})


def allowed_groups(history: Iterable[Operation], unique: frozenset[str]) -> Partition:
    """
    Return the widest groups that any value ever written can justify.

    Whether contacts separate again when the value that joined them goes is open
    (U-29), so what was once shared may still count; so may two spellings of a value.
    """
    claims: dict[SourceContact, Claims] = {}
    for step in history:
        if isinstance(step, Put):
            for key, contact in zip(step.keys, step.contacts, strict=True):
                widest = {r: v and folded(v) for r, v in contact.items()}
                claims[key] = claims.get(key, frozenset()) | claims_of(widest, unique)
    return partition_of(claims)


def clouded(
    history: Sequence[Operation], unique: frozenset[str]
) -> frozenset[SourceContact]:
    """
    Return the contacts that may be one with somebody whose person was deleted.

    Whether such a contact lingers in its source, and joins a person again, is open.
    """
    gone = forgotten(history)
    groups = allowed_groups(history, unique) if gone else frozenset()
    return frozenset(key for group in groups if group & gone for key in group)


def claims_of(contact: Written, unique: frozenset[str]) -> Claims:
    """Return the claims of one contact; null and the empty text claim nothing."""
    return frozenset(
        (role, value)
        for role, value in contact.items()
        if value and (role in unique or role == USER_ID)
    )


def separated_pairs(
    groups: Partition, audience: Mapping[SourceContact, str]
) -> Iterable[tuple[SourceContact, SourceContact]]:
    """Yield neighbours within a group that lead to different audience contacts."""
    for group in sorted(map(sorted, groups)):
        seen = [key for key in group if key in audience]
        for one, other in combinations(seen, 2):
            if audience[one] != audience[other]:
                yield one, other


def joined_pairs(
    groups: Partition, audience: Mapping[SourceContact, str]
) -> Iterable[tuple[SourceContact, SourceContact]]:
    """Yield contacts of different groups that lead to one audience contact."""
    group_of = {key: group for group in groups for key in group}
    for one, other in combinations(sorted(audience), 2):
        if audience[one] == audience[other] and group_of[one] != group_of[other]:
            yield one, other


def shared_null(
    history: Iterable[Operation], one: SourceContact, other: SourceContact
) -> str | None:
    """Return a role in which both contacts were written null or empty, if any."""
    nulls: dict[SourceContact, set[str]] = {one: set(), other: set()}
    for step in history:
        if isinstance(step, Put):
            for key, contact in zip(step.keys, step.contacts, strict=True):
                nulls.get(key, set()).update(r for r, v in contact.items() if not v)
    return min(nulls[one] & nulls[other], default=None)
