"""Contacts whose every value is a canary."""

from __future__ import annotations

from ..canaries import Canaries
from ..contract import Attribute, Json, Registry

CUSTOM_TEXT = "conform_note"
CUSTOM_BOOL = "conform_flag"
"""Attribute uids that no native attribute can have: they lack the leading mark."""


def canary_contact(contract: Registry, canaries: Canaries) -> dict[str, Json]:
    """
    Return a contact that sets every writable native attribute and two custom ones.

    Text values are unique; booleans are true and the country is a fixed code,
    because neither can carry a canary.
    """
    contact = {
        attribute.uid: canary_value(attribute, canaries)
        for attribute in contract.attributes
        if attribute.writable
    }
    return {**contact, CUSTOM_TEXT: canaries.word(), CUSTOM_BOOL: True}


def identity_contact(contract: Registry, canaries: Canaries) -> dict[str, Json]:
    """Return a contact with a fresh user id and nothing else."""
    return {contract.attribute("user-id").uid: canaries.user_id()}


def canary_value(attribute: Attribute, canaries: Canaries) -> Json:
    """Return a fresh value that the attribute accepts."""
    by_role = {
        "user-id": canaries.user_id,
        "email": canaries.email,
        "phone": canaries.phone,
        "country": lambda: "ES",
    }
    by_type = {
        "bool": lambda: True,
        "date": canaries.date,
        "datetime": lambda: f"{canaries.date()}T08:30:00Z",
        "int": canaries.number,
        "decimal": canaries.number,
    }
    draw = by_role.get(attribute.role) or by_type.get(
        attribute.data_type, canaries.name
    )
    value = draw()
    return [value] if attribute.multivalue > 1 else value
