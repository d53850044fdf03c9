"""The spellings in which an attribute value may be pushed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..canaries import Canaries
from ..contract import Json, Registry
from ..contract.model import Provenance

UNDECLARED = {
    "text": "conform_undeclared_text",
    "number": "conform_undeclared_number",
    "bool": "conform_undeclared_bool",
}
"""
Keys of custom attributes, by the kind of their value.

They are the same in every run, since no request removes an attribute once it is there.
"""


LETTERS = "Łukasz Ждан Ελένη 李 שלום Zoë"
"""A name in letters of several alphabets, none of them outside the basic plane."""


@dataclass(frozen=True, slots=True)
class ValueForm:
    """One spelling, for every attribute that takes it: what is sent, what it means."""

    name: str
    requirement: str
    values: Mapping[str, Json]
    meanings: Mapping[str, Json]
    provenance: Provenance = "vendor-code"


def value_forms(contract: Registry, canaries: Canaries) -> Iterator[ValueForm]:
    """Yield the spellings of booleans and days, and a name in many alphabets."""
    switches = _uids(contract, "bool")
    spellings: tuple[tuple[str, str, Json, Json, Provenance], ...] = (
        ("digit-one", "V-PUSH-13", "1", True, "vendor-code"),
        ("digit-zero", "V-PUSH-13", "0", False, "vendor-code"),
        ("null", "V-PUSH-14", None, None, "vendor-code"),
        ("true", "G-ENTITY-23", True, True, "vendor-code"),
        ("false", "G-ENTITY-23", False, False, "vendor-code"),
    )
    for name, row, value, meant, provenance in spellings:
        yield ValueForm(
            name,
            row,
            dict.fromkeys(switches, value),
            dict.fromkeys(switches, meant),
            provenance,
        )
    day = canaries.date()
    days = dict.fromkeys(_uids(contract, "date"), day)
    yield ValueForm("calendar-day", "V-PUSH-15", days, days)
    names = {contract.attribute(r).uid: LETTERS for r in ("first-name", "last-name")}
    yield ValueForm("many-alphabets", "G-ENTITY-23", names, names, "documented")


def several_values(contract: Registry) -> Iterator[tuple[str, int]]:
    """Yield each attribute that holds several values, and how many it is known for."""
    for attribute in contract.attributes:
        if attribute.writable and attribute.multivalue > 1:
            yield attribute.uid, attribute.multivalue


def undeclared_values(canaries: Canaries) -> dict[str, Json]:
    """Return a value for each custom key, by the kind of the value."""
    return {"text": canaries.word(), "number": canaries.number(), "bool": True}


def _uids(contract: Registry, data_type: str) -> list[str]:
    return [
        attribute.uid
        for attribute in contract.attributes
        if attribute.writable and attribute.data_type == data_type
    ]
