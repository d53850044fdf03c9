"""Read the answers of a target, whichever of the possible shapes they have."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from ..contract import Registry
from ..exchange import Exchange
from ..oracles.merging_evidence import SeenContact, SeenRecord
from ..world import member

SYMBOL_ROLES = ("user-id", "email", "phone", "first-name", "last-name", "accepts-sms")
"""The attributes that histories write."""

CHANNELS = {"sms": "subscribed-sms", "email": "subscribed-email"}
"""The channels that a person can be subscribed to, and the role of the flag of each."""

_TRUTHS = {"true": True, "1": True, "false": False, "0": False}

ToSymbol = Callable[[object], str | None]

_SEPARATORS = re.compile(r"[\s,;|]+")


def record_from(
    exchange: Exchange, contract: Registry, symbol: ToSymbol
) -> SeenRecord | None:
    """Return the datasource contact of an answer; None where it holds none."""
    found = member(exchange.response.body, "contact")
    if not isinstance(found, dict) or found.get("deleted") is True:
        return None
    return SeenRecord(
        id=_text(found.get("id")),
        audience_id=_text(found.get("audienceId")),
        values=_values(found.get("contactData"), contract, symbol),
    )


def contact_from(
    exchange: Exchange, contract: Registry, symbol: ToSymbol
) -> SeenContact | None:
    """Return the audience contact of an answer; None where it holds none."""
    entity = member(exchange.response.body, "entity")
    identifier = member(entity, "id")
    if not isinstance(identifier, str) or member(entity, "deletedAt"):
        return None
    nested = entity.get("attributesData")
    attributes = nested if isinstance(nested, dict) else entity
    return SeenContact(
        id=identifier,
        known_ids=(_references(entity.get("audienceIds")) or frozenset())
        | {identifier},
        values=_values(attributes, contract, symbol),
        source_fields=_references(entity.get("dsIds")),
        contact_fields=_references(entity.get("dsContactIds")),
        source_attributes=_references(
            attributes.get(contract.attribute("sources").uid)
        ),
        contact_attributes=_references(
            attributes.get(contract.attribute("source-contacts").uid)
        ),
        flags={
            channel: _truth(attributes.get(contract.attribute(role).uid))
            for channel, role in CHANNELS.items()
        },
    )


def unique_roles(exchange: Exchange, contract: Registry) -> frozenset[str]:
    """Return the roles of the merging attributes that a project names."""
    named = member(member(exchange.response.body, "metadata"), "uniqueAttributes")
    listed = named if isinstance(named, list) else []
    return frozenset(a.role for a in contract.attributes if a.uid in listed)


def occurrences(body: Any, text: str) -> int:
    """Return how many objects of a JSON value hold a text as one of their members."""
    return sum(
        any(value == text for value in found.values()) for found in _objects(body)
    )


def failures(exchange: Exchange) -> int:
    """Return how many items of a batch failed, in either form of a push result."""
    body = exchange.response.body
    counted = member(body, "entitiesFailures")
    failed = (
        counted if counted is not None else member(member(body, "entity"), "failed")
    )
    return failed if isinstance(failed, int) else len(member(body, "errors") or ())


def _values(data: Any, contract: Registry, symbol: ToSymbol) -> dict[str, str | None]:
    found: dict[str, str | None] = {}
    for role in SYMBOL_ROLES:
        attribute = contract.attribute(role)
        value = member(data, attribute.uid)
        truth = _truth(value) if attribute.data_type == "bool" else None
        found[role] = symbol(value) if truth is None else ("yes" if truth else "no")
    return found


def _truth(value: Any) -> bool | None:
    """Return what a boolean attribute holds, in either of its forms (K-26)."""
    return _TRUTHS.get(str(value).lower())


def _references(value: Any) -> frozenset[str] | None:
    if isinstance(value, str):
        value = [part for part in _SEPARATORS.split(value) if part]
    if not isinstance(value, list):
        return None
    return frozenset(str(item) for item in value)


def _objects(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        yield value
    children = value.values() if isinstance(value, dict) else value
    for child in children if isinstance(value, dict | list) else ():
        yield from _objects(child)


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) and value else None
