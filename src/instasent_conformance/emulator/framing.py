"""
What the platform itself says about a person: since when it is known, and from where.

None of it is stored among the attributes, because the row of the person tells it;
only what differs from that is, such as a channel that the person opted out of.
"""

from __future__ import annotations

from collections.abc import Sequence

from instasent_conformance.emulator.clock import stamp
from instasent_conformance.emulator.service import Condition, Service

CHANNELS = ("subscribed-sms", "subscribed-email", "subscribed-whatsapp")
_SCALARS = {
    "date-imported": "stamp(a.created_at)",
    "date-updated": "stamp(a.updated_at)",
    **dict.fromkeys(CHANNELS, "1"),
}
_LISTS = {"sources": "a.datasource_ids", "source-contacts": "a.contact_ids"}


def frame(
    service: Service,
    created: int,
    updated: int,
    datasources: Sequence[str],
    contacts: Sequence[str],
) -> dict[str, object]:
    """Return what the row of a person says, as attributes."""
    uid = service.uid
    return {
        uid("date-imported"): stamp(created),
        uid("date-updated"): stamp(updated),
        **{uid(role): True for role in CHANNELS},
        uid("sources"): list(datasources),
        uid("source-contacts"): list(contacts),
    }


def unframed(service: Service, data: dict[str, object]) -> dict[str, object]:
    """Return attributes without those that the row of the person tells."""
    for role in (*_SCALARS, *_LISTS):
        data.pop(service.uid(role), None)
    return data


def framed_value(role: str | None, stored: str) -> str:
    """Return SQL for an attribute, whether its value is stored or told by the row."""
    told = _SCALARS.get(role or "")
    return stored if told is None else f"coalesce({stored}, {told})"


def framed_list(role: str | None, path: str) -> Condition:
    """Return SQL for the table of the values of an attribute."""
    column = _LISTS.get(role or "")
    return Condition(f"json_each({column or f'a.data, {path}'})")
