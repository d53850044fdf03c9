"""The merged view of a person: attributes of all its contacts, and their origin."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from functools import lru_cache

from instasent_conformance.emulator.clock import stamp
from instasent_conformance.emulator.contacts import CONTACT, contact_record
from instasent_conformance.emulator.framing import unframed
from instasent_conformance.emulator.records import (
    Candidate,
    Datasource,
    SourceContact,
)
from instasent_conformance.emulator.service import Service, Sources
from instasent_conformance.emulator.store import Row
from instasent_conformance.emulator.texts import load

_FEEDS = f"""
SELECT {CONTACT}, d.priority, d.type, d.options
FROM contact c JOIN datasource d ON d.id = c.datasource_id
WHERE {{where}} ORDER BY c.seq
"""
_OF_PERSON = _FEEDS.format(where="c.audience = ?")
_OF_CONTACT = _FEEDS.format(where="c.seq = ?")


def compose(service: Service, audience: int) -> tuple[dict[str, object], Sources]:
    """Return the attributes of a person and the references to its sources."""
    data, sources = _view(service, service.store.rows(_OF_PERSON, audience))
    for uid in _opt_outs(service, audience):
        data[uid] = False
    return data, sources


def compose_anew(
    service: Service, contacts: Sequence[int]
) -> tuple[dict[str, object], Sources]:
    """Return the same for contacts that nobody was built from yet."""
    rows = [row for one in contacts for row in service.store.rows(_OF_CONTACT, one)]
    return _view(service, rows)


def compose_stranger(
    service: Service, datasource: Datasource
) -> Callable[[dict[str, object]], dict[str, object]]:
    """
    Return what composes people who are one contact of one datasource each.

    Where their attributes are those of the contact, the answer is what was given.
    """
    tags = _audience_tags(json.dumps(dict(datasource.options)))

    def compose_one(given: dict[str, object]) -> dict[str, object]:
        data = unframed(service, given)
        if tags:
            data = dict(data)
            _add_tags(service, data, tags)
        return data

    return compose_one


def _view(service: Service, rows: Sequence[Row]) -> tuple[dict[str, object], Sources]:
    contacts = [contact_record(row[:9]) for row in rows]
    sources = service.collaborators.track_sources(service, contacts)
    data = unframed(service, _merged(service, rows, contacts))
    _add_tags(service, data, [tag for row in rows for tag in _audience_tags(row[11])])
    # The person may be younger than its oldest contact.
    data[service.uid("date-imported")] = stamp(contacts[0].created_at)
    return data, sources


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
    return tuple(load(options).get("audienceTags") or ())


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
