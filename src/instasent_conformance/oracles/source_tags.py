"""The tags of a data source, and of a contact that it feeds."""

from __future__ import annotations

from dataclasses import dataclass

from ..exchange import Exchange


@dataclass(frozen=True, slots=True)
class TaggedContact:
    """
    What a data source says of its tags, and what a contact shows of its own.

    `read` is the answer that shows the contact.
    """

    stated: frozenset[str]
    shown: frozenset[str]
    read: Exchange
