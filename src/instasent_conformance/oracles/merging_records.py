"""
What each source holds after a history, under every reading of what is left open.

Open are whether a repeated push merges or replaces (K-41), and whether the deletion of
a person from the audience reaches into the sources.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from ..cases.histories import (
    Forget,
    Operation,
    Put,
    Remove,
    SourceContact,
    Written,
)

Upsert = Literal["merge", "replace"]
Forgetting = Literal["clears", "keeps"]
UPSERTS: tuple[Upsert, ...] = ("merge", "replace")
FORGETTINGS: tuple[Forgetting, ...] = ("clears", "keeps")
UPSERT_KNOB = "K-41"


@dataclass(frozen=True, slots=True)
class Record:
    """
    One contact as its source holds it.

    The numbers are steps of the history: when the record was last pushed, when each
    value was last sent, and when each value last became another.
    """

    values: Written
    pushed: int
    sent: Mapping[str, int]
    changed: Mapping[str, int]


def records(
    history: Iterable[Operation], upsert: Upsert, forgetting: Forgetting = "clears"
) -> dict[SourceContact, Record]:
    """
    Return the contacts that the sources hold at the end of a history.

    Args:
        history: what was written.
        upsert: `merge` keeps what a push does not name, `replace` drops it (K-41).
        forgetting: `clears` when the sources lose a person that the audience deletes,
            `keeps` when they do not.

    """
    held: dict[SourceContact, Record] = {}
    for number, step in enumerate(history):
        if isinstance(step, Remove):
            held.pop(step.key, None)
        elif isinstance(step, Forget):
            for key in step.members if forgetting == "clears" else ():
                held.pop(key, None)
        elif isinstance(step, Put) and not step.optional:
            for key, contact in zip(step.keys, step.contacts, strict=True):
                held[key] = _pushed(held.get(key), contact, number, upsert)
    return held


def forgotten(history: Iterable[Operation]) -> frozenset[SourceContact]:
    """Return the contacts whose person was deleted and that were not pushed since."""
    gone: set[SourceContact] = set()
    for step in history:
        if isinstance(step, Forget):
            gone |= step.members
        elif isinstance(step, Put):
            gone -= set(step.keys)
    return frozenset(gone)


def removed(history: Iterable[Operation]) -> frozenset[SourceContact]:
    """Return the contacts that were deleted and did not come back."""
    gone: set[SourceContact] = set()
    for step in history:
        if isinstance(step, Remove):
            gone.add(step.key)
        elif isinstance(step, Put):
            gone -= set(step.keys)
    return frozenset(gone)


def _pushed(
    before: Record | None, contact: Written, number: int, upsert: Upsert
) -> Record:
    old = before.values if before else {}
    changed = before.changed if before else {}
    kept = upsert == "merge" and before is not None
    return Record(
        values={**old, **contact} if kept else dict(contact),
        pushed=number,
        sent={
            **(before.sent if before and kept else {}),
            **dict.fromkeys(contact, number),
        },
        changed={
            role: changed.get(role, number) if old.get(role) == value else number
            for role, value in ({**old, **contact} if kept else contact).items()
        },
    )
