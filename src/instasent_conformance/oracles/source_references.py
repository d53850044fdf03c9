"""What an audience contact says about the sources that it was built from."""

from __future__ import annotations

from collections.abc import Iterator

from ..cases.histories import SourceContact
from .merging import clouded
from .merging_evidence import Reading, SeenContact

PLACES_KNOB = "K-17"


def missing_places(reading: Reading, options: tuple[str, ...]) -> Iterator[str]:
    """Yield the contacts whose references are in no place where they may be."""
    for contact in reading.audience.values():
        fields = None not in (contact.source_fields, contact.contact_fields)
        attributes = None not in (contact.source_attributes, contact.contact_attributes)
        held = {
            "entity": fields,
            "attributes": attributes,
            "both": fields and attributes,
        }
        if not any(held[option] for option in options):
            yield "an audience contact names none of its sources"


def wrong_references(reading: Reading) -> Iterator[str]:
    """Yield references that are missing, or lead to what is no member."""
    unclear = clouded(reading.history, reading.unique)
    for audience_id, members in sorted(reading.members().items()):
        contact = reading.audience.get(audience_id)
        if contact is not None and not members & unclear:
            yield from _wrong_sources(reading, contact, members)
            yield from _wrong_contacts(reading, contact, members)


def pointer_problems(reading: Reading) -> Iterator[str]:
    """Yield datasource contacts that name another audience contact than the lookup."""
    owners = reading.owners()
    for key, pointed in sorted(reading.pointed().items()):
        if key in owners and pointed != owners[key]:
            yield f"{reading.name(key)} names an audience contact it is no part of"
    for user, found in sorted(reading.lookups.items()):
        holders = {owners[key] for key in owners if key.user == user}
        if found is not None and holders and found not in holders:
            yield f"the lookup by {user} leads to no contact that holds it"


def _wrong_sources(
    reading: Reading, contact: SeenContact, members: frozenset[SourceContact]
) -> Iterator[str]:
    names = {key.datasource for key in members}
    group = reading.names(members)
    for place in (contact.source_fields, contact.source_attributes):
        if place is None:
            continue
        known = {
            reference: name
            for name, source in reading.sources.items()
            for reference in (source.id, source.uid)
        }
        listed = {known.get(reference, "a foreign source") for reference in place}
        stale = {key.datasource for key in reading.former}
        for name in sorted(names - listed):
            yield f"{group}: the {name} source is not among its sources"
        for name in sorted(listed - names - stale):
            yield f"{group}: {name} is among its sources, and feeds nothing"


def _wrong_contacts(
    reading: Reading, contact: SeenContact, members: frozenset[SourceContact]
) -> Iterator[str]:
    ids = {record.id: key for key, record in reading.records.items() if record.id}
    stale = set(reading.former.values())
    for place in (contact.contact_fields, contact.contact_attributes):
        if place is None:
            continue
        for record_id, key in ids.items():
            if key in members and record_id not in place:
                yield f"{reading.name(key)} is not among the contacts it was built from"
            if key not in members and record_id in place:
                yield f"{reading.name(key)} is listed by a contact it is no part of"
        if len(ids) == len(reading.records) and place - ids.keys() - stale:
            yield f"{reading.names(members)}: a reference leads to no known contact"
