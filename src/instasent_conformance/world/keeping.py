"""What an answer says was created, where no route of the contract removes it."""

from __future__ import annotations

from collections.abc import Iterator

from ..contract import Registry
from ..exchange import Exchange
from ..oracles.scoped_fields import value_at

_KINDS = {"datasource.id": "data source", "sender.id": "sender"}


def created_by(contract: Registry, exchange: Exchange) -> Iterator[str]:
    """Yield a line per thing that a successful write left on the target for good."""
    endpoint = contract.endpoint(exchange.request.endpoint)
    if contract.access[endpoint.id].effect != "write" or endpoint.method != "POST":
        return
    if not exchange.response.succeeded:
        return
    for relation in endpoint.relations:
        made = value_at(exchange.response.body, relation.pointer)
        if relation.fact in _KINDS and isinstance(made, str):
            yield f"{_KINDS[relation.fact]} {made}, made by {endpoint.id}"
