"""What answers tell about tokens: their scopes, their secrets, whose they are."""

from __future__ import annotations

from dataclasses import dataclass

from ..exchange import Exchange
from .traces import members


@dataclass(frozen=True, slots=True)
class ScopeLists:
    """
    The scopes that answers list for one token, read around attempts to widen it.

    `gate_before` and `gate_after` are the answers of an endpoint that needs a scope
    which the token lacks.
    """

    endpoint: str
    granted: frozenset[str]
    before: Exchange
    after: Exchange
    gate_before: Exchange
    gate_after: Exchange


@dataclass(frozen=True, slots=True)
class SourceTokens:
    """The tokens of several data sources: how each opens its own stream."""

    distinct: bool
    answers: tuple[Exchange, ...]


@dataclass(frozen=True, slots=True)
class SecretReads:
    """Reads of a data source after its creation, and whether each shows its secret."""

    reads: tuple[tuple[Exchange, bool], ...]


def listed_scopes(exchange: Exchange) -> frozenset[str] | None:
    """Return the scopes that an answer lists, or None where it lists none."""
    for found in members(exchange.response.body, "scopes"):
        if isinstance(found, list):
            return frozenset(map(str, found))
    return None


def served(exchanges: tuple[Exchange, ...]) -> bool:
    """Return whether no answer comes from a missing route or a used-up budget."""
    return not any(e.response.status in (429, 501) for e in exchanges)
