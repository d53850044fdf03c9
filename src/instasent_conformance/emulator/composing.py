"""The merged view of a person: attributes of all its contacts, and their origin."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

from instasent_conformance.emulator.clock import stamp
from instasent_conformance.emulator.contacts import contact_record
from instasent_conformance.emulator.records import (
    Candidate,
    Datasource,
    SourceContact,
)
from instasent_conformance.emulator.service import Service, Sources
from instasent_conformance.emulator.store import Row

_FEEDS = """
SELECT c.seq, c.id, c.datasource_id, c.user_id, c.data, c.audience, c.revision,
       c.created_at, c.updated_at, d.priority, d.type, d.options
FROM contact c JOIN datasource d ON d.id = c.datasource_id
WHERE {where} ORDER BY c.seq
"""
_OF_PERSON = _FEEDS.format(where="c.audience = ?")
_OF_CONTACT = _FEEDS.format(where="c.seq = ?")
_CHANNELS = ("subscribed-sms", "subscribed-email", "subscribed-whatsapp")


def compose(
    service: Service, audience: int, now: int
) -> tuple[dict[str, object], Sources]:
    """Return the attributes of a person and the references to its sources."""
    data, sources = _view(service, service.store.rows(_OF_PERSON, audience), now)
    for uid in _opt_outs(service, audience):
        data[uid] = False
    return data, sources


def compose_anew(
    service: Service, contacts: Sequence[int], now: int
) -> tuple[dict[str, object], Sources]:
    """Return the same for contacts that nobody was built from yet."""
    rows = [row for one in contacts for row in service.store.rows(_OF_CONTACT, one)]
    return _view(service, rows, now)


def compose_stranger(
    service: Service, datasource: Datasource, now: int
) -> Callable[[Mapping[str, object], str], dict[str, object]]:
    """Return what composes people who are one contact of one datasource each."""
    tags = _audience_tags(json.dumps(dict(datasource.options)))
    frame = _frame(service, now, now, [datasource.id], [])
    references = service.uid("source-contacts")

    def compose_one(given: Mapping[str, object], contact_id: str) -> dict[str, object]:
        data = dict(given)
        _add_tags(service, data, tags)
        _add_name(service, data)
        data.update(frame)
        data[references] = [contact_id]
        return data

    return compose_one


def _view(
    service: Service, rows: Sequence[Row], now: int
) -> tuple[dict[str, object], Sources]:
    contacts = [contact_record(row[:9]) for row in rows]
    sources = service.collaborators.track_sources(service, contacts)
    data = _merged(service, rows, contacts)
    _add_tags(service, data, [tag for row in rows for tag in _audience_tags(row[11])])
    _add_name(service, data)
    created = contacts[0].created_at
    data |= _frame(
        service, created, now, list(sources.datasource_ids), list(sources.contact_ids)
    )
    return data, sources


def _frame(
    service: Service,
    created: int,
    now: int,
    datasources: list[str],
    contacts: list[str],
) -> dict[str, object]:
    """Return what the platform itself says about a person."""
    return {
        service.uid("date-imported"): stamp(created),
        service.uid("date-updated"): stamp(now),
        **{service.uid(role): True for role in _CHANNELS},
        service.uid("sources"): datasources,
        service.uid("source-contacts"): contacts,
    }


def _merged(
    service: Service, rows: Sequence[Row], contacts: Sequence[SourceContact]
) -> dict[str, object]:
    if len(contacts) == 1:
        return dict(contacts[0].data)
    opinions: dict[str, list[Candidate]] = {}
    for row, contact in zip(rows, contacts, strict=True):
        for uid, value in contact.data.items():
            candidate = Candidate(value, row[10] == "API", row[9], contact.revision)
            opinions.setdefault(uid, []).append(candidate)
    pick = service.collaborators.consolidate
    return {uid: pick(service, uid, found) for uid, found in opinions.items()}


def _add_tags(service: Service, data: dict[str, object], added: Sequence[str]) -> None:
    if not added:
        return
    uid = service.uid("tags")
    own = data.get(uid)
    tags = own if isinstance(own, list) else []
    data[uid] = list(dict.fromkeys([*tags, *added]))


@lru_cache(maxsize=1024)
def _audience_tags(options: str) -> tuple[str, ...]:
    return tuple(json.loads(options).get("audienceTags") or ())


def _add_name(service: Service, data: dict[str, object]) -> None:
    full = service.uid("full-name")
    if full in data:
        return
    first = data.get(service.uid("first-name"))
    last = data.get(service.uid("last-name"))
    names = [name for name in (first, last) if isinstance(name, str) and name]
    if names:
        data[full] = " ".join(names)


def _opt_outs(service: Service, audience: int) -> list[str]:
    rows = service.store.rows(
        """SELECT DISTINCT o.attribute FROM opt_out o
        JOIN former_id f ON f.id = o.audience_id WHERE f.audience = ?""",
        audience,
    )
    return [str(row[0]) for row in rows]


def track_sources(_service: Service, contacts: Sequence[SourceContact]) -> Sources:
    """Return every datasource and contact that a person was built from."""
    return Sources(
        tuple(dict.fromkeys(contact.datasource_id for contact in contacts)),
        tuple(contact.id for contact in contacts),
    )
