"""Answers to filters that stand in a relation, whatever the filters mean."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..contract import Registry
from ..exchange import Exchange
from ..finding import Abstention, Reason
from .listings import event_ids, obstacle, user_ids


@dataclass(frozen=True, slots=True)
class Related:
    """Answers of one endpoint to filters that belong together; `about` names them."""

    endpoint: str
    about: str
    exchanges: tuple[Exchange, ...]
    events: bool


@dataclass(frozen=True, slots=True)
class Reordered(Related):
    """The same filter twice, its children in another order."""


@dataclass(frozen=True, slots=True)
class Narrowed(Related):
    """A filter, and then one that asks for more than it."""


@dataclass(frozen=True, slots=True)
class Divided(Related):
    """A filter, then two that share out between them what it matches."""


def unanswered(evidence: Related) -> Iterator[Abstention]:
    """Yield why a relation cannot be judged: an answer is missing."""
    blocked = obstacle(*evidence.exchanges)
    if blocked:
        yield blocked
        return
    for exchange in evidence.exchanges:
        if not exchange.response.succeeded:
            status = exchange.response.status
            yield Abstention(Reason.NO_CONTROL, f"a filter answered {status}")
            return


def found_in(evidence: Related, contract: Registry) -> list[frozenset[str]]:
    """Return what each answer lists."""
    return [
        frozenset(event_ids(e) if evidence.events else user_ids(contract, e))
        for e in evidence.exchanges
    ]
