"""Hand-made readings: what a sound target would show, with room for defects."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from instasent_conformance.cases.histories import (
    Append,
    Operation,
    SourceContact,
    contacts_of,
)
from instasent_conformance.oracles.merging_evidence import (
    Reading,
    SeenContact,
    SeenRecord,
    Source,
)
from instasent_conformance.oracles.merging_records import Record, records, removed

ROLES = ("user-id", "email", "phone", "first-name", "last-name", "accepts-sms")
SOURCES = {
    name: Source(id=f"id-{name}", uid=f"uid-{name}", priority=priority)
    for priority, name in enumerate(("first", "second", "third"), start=1)
}


def key(datasource: str, user: str) -> SourceContact:
    """Return the key of a datasource contact."""
    return SourceContact(datasource, user)


def reading(
    history: Sequence[Operation], groups: Sequence[Sequence[SourceContact]]
) -> Reading:
    """
    Return what a target shows that merges the contacts into these groups.

    Everything else is sound: lookups, references, events, and winners by the lowest
    priority number, then the newest push.
    """
    held = records(history, "merge")
    owner = {member: f"a{n}" for n, group in enumerate(groups) for member in group}
    return Reading(
        history=tuple(history),
        unique=frozenset(("user-id", "email", "phone")),
        sources=SOURCES,
        records={k: _seen(k, record, owner[k]) for k, record in held.items()},
        absent=removed(history),
        lookups={
            **dict.fromkeys((k.user for k in contacts_of(history)), None),
            **{k.user: owner[k] for k in held},
        },
        audience={
            f"a{n}": _contact(f"a{n}", {k: held[k] for k in group})
            for n, group in enumerate(groups)
        },
        former={k: f"record-{'-'.join(k)}" for k in removed(history)},
        timelines=_timelines(history, owner, len(groups)),
        searched={s.event: 1 for s in history if isinstance(s, Append)},
        resolved={},
    )


def with_values(
    seen: Reading, audience_id: str, values: Mapping[str, str | None]
) -> Reading:
    """Return a reading in which an audience contact shows other values."""
    contact = seen.audience[audience_id]
    changed = replace(contact, values={**contact.values, **values})
    return replace(seen, audience={**seen.audience, audience_id: changed})


def with_references(
    seen: Reading, audience_id: str, *, contacts: frozenset[str] | None
) -> Reading:
    """Return a reading in which an audience contact refers to other contacts."""
    contact = seen.audience[audience_id]
    changed = replace(contact, contact_fields=contacts, contact_attributes=contacts)
    return replace(seen, audience={**seen.audience, audience_id: changed})


def _seen(found: SourceContact, record: Record, owner: str) -> SeenRecord:
    values = {role: record.values.get(role) for role in ROLES}
    return SeenRecord(id=f"record-{'-'.join(found)}", audience_id=owner, values=values)


def _contact(audience_id: str, members: Mapping[SourceContact, Record]) -> SeenContact:
    ranked = sorted(
        members.items(),
        key=lambda item: (SOURCES[item[0].datasource].priority, -item[1].pushed),
    )
    values = {
        role: next((r.values[role] for _, r in ranked if r.values.get(role)), None)
        for role in ROLES
    }
    sources = frozenset(SOURCES[member.datasource].id for member in members)
    contacts = frozenset(f"record-{'-'.join(member)}" for member in members)
    known = frozenset((audience_id,))
    return SeenContact(audience_id, known, values, sources, contacts, sources, contacts)


def _timelines(
    history: Sequence[Operation], owner: Mapping[SourceContact, str], count: int
) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {f"a{n}": {} for n in range(count)}
    for step in history:
        if isinstance(step, Append) and step.key in owner:
            found[owner[step.key]][step.event] = 1
    return found
