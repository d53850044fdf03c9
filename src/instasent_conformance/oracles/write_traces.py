"""What a write left behind, as read back by a token that may see everything."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass

from ..cases.read_backs import READ_BACKS, mark_of
from ..contract import Registry
from ..exchange import Exchange, Request
from .scoped_fields import pieces, value_at

SHOWN = "shown"
NOT_SHOWN = "not shown"


@dataclass(frozen=True, slots=True)
class Attempt:
    """One write, who asked for it, and a state read before and after it."""

    asker: str
    exchange: Exchange
    before: str
    after: str

    @property
    def changed(self) -> bool:
        """Whether the state differs."""
        return self.before != self.after


@dataclass(frozen=True, slots=True)
class WriteTraces:
    """Writes of one endpoint: one that was accepted, and some that are not to be."""

    endpoint: str
    control: Attempt
    attempts: tuple[Attempt, ...]

    @property
    def suspicious(self) -> tuple[Attempt, ...]:
        """The attempts to show: refused, and yet something changed."""
        return tuple(a for a in self.refused if a.changed) or (self.control,)

    @property
    def refused(self) -> tuple[Attempt, ...]:
        """The attempts that were answered with a refusal."""
        return tuple(
            attempt
            for attempt in self.attempts
            if 400 <= attempt.exchange.response.status < 500
        )


def state_of(contract: Registry, request: Request, looks: Sequence[Exchange]) -> str:
    """Return what the answers say about what a write would change."""
    tells = READ_BACKS[request.endpoint].tells
    if tells == "field":
        return " ".join(
            json.dumps(value_at(look.response.body, field.pointer), sort_keys=True)
            for look in looks
            for field in contract.fields
            if field.endpoint == look.request.endpoint
        )
    return (
        presence(looks, mark_of(contract, request))
        if tells == "mark"
        else (content(looks))
    )


def presence(looks: Sequence[Exchange], mark: str) -> str:
    """Return whether any successful answer shows a mark."""
    shown = any(
        look.response.succeeded and mark in look.response.text for look in looks
    )
    return SHOWN if shown else NOT_SHOWN


def content(looks: Sequence[Exchange]) -> str:
    """Return how many records the answers hold, and a digest of them."""
    records = sorted({r for look in looks for r in pieces(look.response.body)})
    digest = hashlib.sha256("\0".join(records).encode()).hexdigest()
    return f"{len(records)} records ({digest[:12]})"
