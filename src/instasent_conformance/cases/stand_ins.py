"""Which scopes bear on the answers of an endpoint; others may be held or not."""

from __future__ import annotations

from ..contract import AccessRow, Endpoint, Registry
from .aggregations import MEMBER
from .isolation import filters_contacts


def gate_scopes(contract: Registry, endpoint: str) -> frozenset[str]:
    """
    Return the scopes that open an endpoint, as far as the contract assumes.

    None where nobody knows which; a scope that opens it under another option of an open
    question is told apart by the token that is sent, not by the one that is asked for.
    """
    row = contract.access[endpoint]
    if is_scope_open(contract, row):
        return frozenset()
    return frozenset(
        scope
        for choice in row.alternatives
        if all(_taken(contract, knob) == option for knob, option in choice.when.items())
        for scopes in choice.scopes
        for scope in scopes
    )


def is_scope_open(contract: Registry, row: AccessRow) -> bool:
    """
    Return whether nobody knows which scope opens an endpoint.

    The alternatives of such a row are guesses until the knob behind them is pinned.
    """
    knobs = {knob for choice in row.alternatives for knob in choice.when}
    settled = any(contract.knob(knob).pinned for knob in knobs)
    return row.unknown is not None and not settled


def scopes_that_matter(contract: Registry, endpoint: str) -> frozenset[str]:
    """Return the scopes that open an endpoint or decide what its answers show."""
    shown = {row.scope for row in contract.fields if row.endpoint == endpoint}
    of_contacts = contract.access[endpoint].surface == "contact"
    if of_contacts or computes_over_contacts(contract.endpoint(endpoint)):
        shown |= {level.scope for level in contract.levels}
    return gate_scopes(contract, endpoint) | shown


def door_scopes(
    contract: Registry, endpoint: str, held: frozenset[str] = frozenset()
) -> frozenset[str]:
    """Return scopes with the fewest more that open an endpoint under every option."""
    for choice in contract.access[endpoint].alternatives:
        held |= min(
            choice.scopes, key=lambda scopes: (len(scopes - held), *sorted(scopes))
        )
    return held


def computes_over_contacts(endpoint: Endpoint) -> bool:
    """Return whether an endpoint answers figures and buckets over contacts."""
    example = endpoint.request.example if endpoint.request else None
    return (
        isinstance(example, dict) and MEMBER in example and filters_contacts(endpoint)
    )


def _taken(contract: Registry, knob: str) -> str:
    found = contract.knob(knob)
    return found.pinned or found.assumed
