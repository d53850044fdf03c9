"""Filter conditions that any project understands, built from the contract's words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ..contract import Json, Registry

Schema = dict[str, Json]

_TEXT = ("contains", "matches-string", "exists")
_LIST = ("matches-string", "exists")
_NUMBER = ("range-number", "exists")
_DATE = ("range-date-relative", "exists")
_OPERATORS = {
    "string": _TEXT,
    "bool": ("exists",),
    "date": _DATE,
    "datetime": _DATE,
    "int": _NUMBER,
    "decimal": _NUMBER,
}
"""The operators that the sources show for values of each type."""

_SHOWN_FOR_EVENTS = ("matches-string", "range-number", "range-date-relative")


def attribute_conditions(contract: Registry, values: Schema) -> list[Schema]:
    """
    Return a schema for each operator, with the attributes it is known to suit.

    Args:
        contract: names the native attributes and their types.
        values: operator to the schema of its values.
    """
    keys: dict[str, list[str]] = {}
    for attribute in contract.attributes:
        single = _OPERATORS.get(attribute.data_type, ())
        for operator in single if attribute.multivalue == 1 else _LIST:
            keys.setdefault(operator, []).append(attribute.uid)
    return [
        _condition("attribute_condition", keys[operator], operator, values[operator])
        for operator in sorted(keys.keys() & values.keys())
    ]


def event_conditions(contract: Registry, values: Schema) -> list[Schema]:
    """Return a schema for each operator, with the event keys it is known to suit."""
    types = [event_type.uid for event_type in contract.event_types]
    known = {"type": "array", "minItems": 1, "maxItems": 2, "items": {"enum": types}}
    keys: dict[str, list[str]] = {"range-date-relative": ["created-at"]}
    for event_type in contract.event_types:
        for parameter in event_type.parameters:
            named = f"{event_type.uid}.{parameter['parameter']}"
            for operator in _OPERATORS.get(str(parameter.get("dataType")), ()):
                if operator in _SHOWN_FOR_EVENTS:
                    keys.setdefault(operator, []).append(named)
    return [
        _condition("event_condition", ["event-type"], "matches-string", known),
        *(
            _condition("event_condition", keys[operator], operator, values[operator])
            for operator in sorted(keys.keys() & values.keys())
        ),
    ]


def _condition(kind: str, keys: Iterable[str], operator: str, values: Any) -> Schema:
    return {
        "type": "object",
        "required": ["type", "key", "operator", "values"],
        "additionalProperties": False,
        "properties": {
            "type": {"const": kind},
            "key": {"enum": list(keys)},
            "operator": {"const": operator},
            "values": values,
        },
    }
