"""Whether the answers to a pair of questions tell what they do not show."""

from __future__ import annotations

import json
from dataclasses import dataclass

from ..cases.side_channels import Question
from ..contract import Json, Registry
from ..exchange import Exchange

Pair = tuple[Exchange, Exchange]


@dataclass(frozen=True, slots=True)
class SideChannel:
    """A question about an attribute: how a low token and the widest were answered."""

    surface: str
    level: str
    question: Question
    asked: Pair
    control: Pair


def is_hidden_text(contract: Registry, uid: str, level: str) -> bool:
    """Return whether the row of an attribute keeps it from a level."""
    rows = {row.attribute or row.class_: row for row in contract.disclosure}
    return level not in (rows.get(uid) or rows["custom"]).levels


def tells(pair: Pair) -> bool:
    """Return whether two answers, both successful, differ in what they found."""
    one, other = pair
    if not (one.response.succeeded and other.response.succeeded):
        return False
    return _found(one) != _found(other)


def _found(exchange: Exchange) -> str:
    """Return which contacts an answer found, in order, and every figure in it."""
    body = exchange.response.body
    entities: Json = body.get("entities") if isinstance(body, dict) else None
    if isinstance(entities, list):
        entities = [e.get("id") if isinstance(e, dict) else e for e in entities]
    metadata = body.get("metadata") if isinstance(body, dict) else None
    figures = {
        name: value
        for name, value in (metadata if isinstance(metadata, dict) else {}).items()
        if isinstance(value, int)
    }
    return json.dumps([entities, figures], sort_keys=True, default=str)
