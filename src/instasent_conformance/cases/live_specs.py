"""Attributes and event parameters as discovery describes them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ..contract import Json

WHOLE = ("int", "integer")
DECIMAL = ("decimal", "float", "double", "number")
NUMBERS = (*WHOLE, *DECIMAL)
TEXTS = ("string", "text", "payload")
LONGEST_WORD = 40
"""What a parameter has to hold so that a run can put any of its words there."""


@dataclass(frozen=True, slots=True)
class Spec:
    """
    One attribute or event parameter, as discovery describes it.

    `readonly`, `unique` and `custom` are None where the description says nothing of it.
    """

    uid: str
    data_type: str
    values: int
    required: bool
    max_length: int | None = None
    readonly: bool | None = None
    unique: bool | None = None
    custom: bool | None = None


def attribute_spec(row: Mapping[str, Json]) -> Spec:
    """Return an attribute spec, of a project or of a stream (K-21)."""
    return Spec(
        uid=str(row.get("uid")),
        data_type=str(row.get("dataType")),
        values=_number(row.get("multivalue")) or 1,
        required=row.get("requiredInWebhook") is True,
        readonly=row.get("readonly", row.get("readOnly")),
        unique=row.get("unique"),
        custom=row.get("custom"),
    )


def parameter_spec(row: Mapping[str, Json]) -> Spec:
    """Return the spec of an event parameter."""
    return Spec(
        uid=str(row.get("parameter")),
        data_type=str(row.get("dataType")),
        values=_number(row.get("multiValue")) or 1,
        required=row.get("required") is True,
        max_length=_number(row.get("maxLength")),
    )


def single(parameters: Iterable[Mapping[str, Json]], *data_types: str) -> list[str]:
    """Return the parameters that hold one value, and any word of a run."""
    specs = map(parameter_spec, parameters)
    return [
        spec.uid
        for spec in specs
        if spec.data_type in data_types
        and spec.values == 1
        and (spec.max_length or LONGEST_WORD) >= LONGEST_WORD
    ]


def _number(value: Json) -> int | None:
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return int(value) if is_number and value > 0 else None
