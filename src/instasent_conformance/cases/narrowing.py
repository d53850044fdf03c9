"""
Narrow the request schemas to what any project is known to take.

The contract's schemas admit more than a project understands: unknown attributes,
cursors nobody handed out, members that stand under an open question. A request
generated from the narrowed schemas leaves a server no documented ground for refusal.
"""

from __future__ import annotations

from typing import Any

from ..contract import Json, Registry
from ..contract.settled import KNOB, UNKNOWN, UNSETTLED, is_open
from .aggregations import audience_aggregations, event_aggregations
from .conditions import attribute_conditions, event_conditions

Schema = dict[str, Json]

PLAIN_TEXT = "^[A-Za-z0-9ñéü][A-Za-z0-9ñéü .,-]{0,40}$"
"""Letters that every text field takes and that the SMS alphabet holds."""

OPEN = "x-open"
"""Marks a narrowed schema whose alternatives the sources do not settle."""

_FROM_ANSWERS = frozenset(("cursor",))
_LONGEST_LIST = 3
_LARGEST_NUMBER = 10_000
_OPERATORS = "filter-operators"
_AGGREGATION = "aggregation"
_EVENT_AGGREGATIONS = "event-aggregations-request"
_FACT = "x-fact"


def narrowed(contract: Registry, components: Schema) -> Schema:
    """Return the component schemas of an exported contract, narrowed."""
    shrunk = {name: _narrow(schema) for name, schema in components.items()}
    values = _values(components, shrunk)
    for name, schema in shrunk.items():
        definitions = schema.get("$defs", {})
        if "attribute-condition" in definitions:
            anyof = attribute_conditions(contract, values)
            definitions["attribute-condition"] = {"anyOf": anyof}
        if "event-condition" in definitions:
            anyof = event_conditions(contract, values)
            definitions["event-condition"] = {"anyOf": anyof}
        if "sortField" in schema.get("properties", {}):
            schema["properties"]["sortField"] = {"enum": _sort_keys(contract, name)}
    if _AGGREGATION in shrunk:
        over_events = _EVENT_AGGREGATIONS in shrunk
        anyof = event_aggregations() if over_events else audience_aggregations(contract)
        shrunk[_AGGREGATION] = {"anyOf": anyof, OPEN: True}
    return shrunk


def _sort_keys(contract: Registry, name: str) -> list[str]:
    if name.startswith("event"):
        return ["created-at"]
    roles = ("user-id", "email", "phone", "date-registered")
    return [contract.attribute(role).uid for role in roles]


def _values(components: Schema, shrunk: Schema) -> Schema:
    """Return the narrowed schema of the values of every operator."""
    if _OPERATORS not in shrunk:
        return {}
    return {
        whole["properties"]["operator"]["const"]: narrow["properties"]["values"]
        for whole, narrow in zip(
            components[_OPERATORS]["anyOf"], shrunk[_OPERATORS]["anyOf"], strict=True
        )
    }


def _narrow(schema: Any) -> Any:
    if isinstance(schema, list):
        return [_narrow(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    if _FACT in schema:
        return {"const": f"{{{{{schema[_FACT]}}}}}"}
    kept = {
        key: value for key, value in schema.items() if key not in (UNSETTLED, "items")
    }
    narrow = {key: _narrow(value) for key, value in kept.items()}
    for keyword in ("anyOf", "$defs", "properties"):
        if keyword in schema:
            narrow[keyword] = _without_guesses(schema, keyword)
    if "items" in schema:
        narrow["items"] = _narrow(schema["items"])
    if "anyOf" in schema.get(UNSETTLED, {}):
        narrow[OPEN] = True
    return _bounded(schema, _closed(schema, narrow))


def _without_guesses(schema: Schema, keyword: str) -> Any:
    """Return the alternatives or members of a schema that rest on no guess."""
    table = schema[keyword]
    if isinstance(table, list):
        arrays = [item for item in table if item.get("type") == "array"]
        chosen = arrays if KNOB in schema and arrays else table
        return [_narrow(item) for item in chosen if not _is_guess(item)]
    guesses = {name for name, member in table.items() if _is_guess(member)}
    return {
        name: _narrow(member)
        for name, member in table.items()
        if name not in guesses | _FROM_ANSWERS
    }


def _is_guess(schema: Any) -> bool:
    if not isinstance(schema, dict):
        return False
    reference = str(schema.get("$ref", ""))
    return (
        is_open(schema)
        or UNKNOWN in schema
        or schema.get("x-provenance") == "assumed"
        or reference.endswith(("/event-group", "/segment-condition"))
    )


def _closed(schema: Schema, narrow: Schema) -> Schema:
    """Require what a knob says may not be left out, and admit no unknown member."""
    members = schema.get("properties")
    if members is not None and "$ref" not in schema:
        decided = [n for n, m in members.items() if KNOB in m and "enum" in m]
        narrow["required"] = [*schema.get("required", ()), *decided]
        narrow["additionalProperties"] = False
    elif "patternProperties" in schema or isinstance(
        schema.get("additionalProperties"), dict
    ):
        narrow["additionalProperties"] = False
    return narrow


def _bounded(schema: Schema, narrow: Schema) -> Schema:
    """Keep lists short, numbers small and texts plain, or as the examples say."""
    kinds = schema.get("type", ())
    kinds = {kinds} if isinstance(kinds, str) else set(kinds)
    if "array" in kinds and "items" in schema:
        longest = min(schema.get("maxItems", _LONGEST_LIST), _LONGEST_LIST)
        narrow |= {"minItems": 1, "maxItems": longest}
    if kinds & {"number", "integer"}:
        narrow["type"] = sorted((kinds - {"number"}) | {"integer"})
        narrow["minimum"] = max(schema.get("minimum", 0), -_LARGEST_NUMBER)
        narrow["maximum"] = min(schema.get("maximum", 100), _LARGEST_NUMBER)
    if "string" in kinds and not schema.keys() & {"format", "enum", "const", "pattern"}:
        if "examples" in schema:
            return {"enum": schema["examples"]}
        narrow["pattern"] = PLAIN_TEXT
    return narrow
