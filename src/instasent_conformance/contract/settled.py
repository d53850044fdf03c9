"""The settled part of a schema: what it says once every open question is left out."""

from __future__ import annotations

from typing import Any

UNSETTLED = "x-unsettled"
UNKNOWN = "x-unknown"
KNOB = "x-knob"
_ALTERNATIVES = ("anyOf", "oneOf", "enum")


def settled(schema: Any) -> Any:
    """
    Return the schema without the keywords that the sources leave open.

    A value that the settled schema refuses breaks something the sources do say. A
    property under a knob is open altogether, unless the knob chooses among the
    alternatives beside it: then a value outside all of them is still wrong. Null for a
    member that may be left out is open as well: no source tells the two apart.
    """
    if isinstance(schema, list):
        return [settled(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    if is_open(schema):
        return {}
    dropped = schema.get(UNSETTLED, {})
    kept = {
        key: _members(value) if key in ("properties", "$defs") else settled(value)
        for key, value in schema.items()
        if key not in dropped and key != UNSETTLED
    }
    for name in kept.get("properties", {}).keys() - set(schema.get("required", ())):
        kept["properties"][name] = _or_null(kept["properties"][name])
    return kept


def is_open(schema: Any) -> bool:
    """Return whether a schema stands for a guess, or for one option of a knob."""
    if not isinstance(schema, dict) or "$id" in schema:
        return False
    if UNKNOWN in schema:
        return True
    return KNOB in schema and not any(key in schema for key in _ALTERNATIVES)


def _or_null(member: Any) -> Any:
    """Return the schema of a member that may be left out, and so may be null."""
    if not isinstance(member, dict) or "type" not in member:
        return member
    kinds = member["type"] if isinstance(member["type"], list) else [member["type"]]
    return {**member, "type": [*kinds, "null"] if "null" not in kinds else kinds}


def _members(table: Any) -> Any:
    return {name: settled(schema) for name, schema in table.items()}
