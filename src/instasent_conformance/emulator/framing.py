"""
What a person's row tells by itself: names in full, dates, channels, sources.

None of it is stored among the attributes; only what differs from it is, such as a
channel that the person opted out of. So the attributes of a person whom one contact
feeds are those of that contact, and are stored once.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from instasent_conformance.emulator.clock import stamp
from instasent_conformance.emulator.service import Condition, Service

CHANNELS = ("subscribed-sms", "subscribed-email", "subscribed-whatsapp")
NAMES = ("full-name", "first-name", "last-name")
_FULL_NAME = """CASE WHEN {first} <> '' AND {last} <> ''
THEN {first} || ' ' || {last} ELSE coalesce(nullif({first}, ''), nullif({last}, ''))
END"""
_SCALARS = {
    "date-imported": "stamp(a.created_at)",
    "date-updated": "stamp(a.updated_at)",
    **dict.fromkeys(CHANNELS, "1"),
    "full-name": _FULL_NAME,
}
_LISTS = {"sources": "a.datasource_ids", "source-contacts": "a.contact_ids"}
_TOLD = (*_SCALARS, *_LISTS)
_FRAME = ("date-imported", "date-updated", *_LISTS, *NAMES, *CHANNELS)


def framed(
    service: Service,
    stored: Mapping[str, object],
    *,
    instants: tuple[int, int],
    datasources: Sequence[str],
    contacts: Sequence[str],
) -> dict[str, object]:
    """
    Return the attributes of a person, with what its row tells.

    Args:
        service: the emulator.
        stored: the attributes that are stored.
        instants: when the person was created, and when it changed.
        datasources: the ids of the datasources that feed it.
        contacts: the ids of the contacts that feed it.

    """
    imported, updated, sources, parts, full, first, last, *channels = (
        service.row_of_uids(_FRAME)
    )
    data: dict[str, object] = {
        imported: stamp(instants[0]),
        updated: stamp(instants[1]),
        **dict.fromkeys(channels, True),
        sources: list(datasources),
        parts: list(contacts),
        **stored,
    }
    if full not in data:
        names = (data.get(first), data.get(last))
        given = [name for name in names if name and isinstance(name, str)]
        if given:
            data[full] = " ".join(given)
    return data


def unframed(service: Service, data: dict[str, object]) -> dict[str, object]:
    """Return attributes without those that the row of the person tells."""
    told = service.uids(_TOLD)
    if data.keys().isdisjoint(told):
        return data
    return {uid: value for uid, value in data.items() if uid not in told}


def framed_value(service: Service, role: str | None, stored: str) -> str:
    """Return SQL for an attribute, whether its value is stored or told by the row."""
    told = _SCALARS.get(role or "")
    if told is None:
        return stored
    first, last = (f"""json_extract(a.data, '$."{uid}"')""" for uid in _given(service))
    return f"coalesce({stored}, {told.format(first=first, last=last)})"


def framed_list(role: str | None, path: str) -> Condition:
    """Return SQL for the table of the values of an attribute."""
    column = _LISTS.get(role or "")
    return Condition(f"json_each({column or f'a.data, {path}'})")


def _given(service: Service) -> list[str]:
    return [service.uid(role) for role in NAMES[1:]]
