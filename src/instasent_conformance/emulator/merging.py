"""
Who is the same person.

People are kept, not computed: a written contact adopts the person that its keys
lead to, joins several into the oldest, or becomes a new one.
Only when a key disappears is a person taken apart; the part that holds the oldest
contact keeps the id, and every other part becomes a new person.
"""

from __future__ import annotations

from collections.abc import Sequence

from instasent_conformance.emulator.composing import compose, compose_anew
from instasent_conformance.emulator.contacts import contacts_of, keep_own_data
from instasent_conformance.emulator.identities import people_sharing
from instasent_conformance.emulator.normalising import keys_of
from instasent_conformance.emulator.records import Key, Project, SourceContact
from instasent_conformance.emulator.service import Service
from instasent_conformance.emulator.texts import dump

_MARK_DELETED = """
INSERT OR REPLACE INTO deleted_person
SELECT id, ?, ? FROM former_id WHERE audience = ?
"""
_ERASE = """
DELETE FROM {} WHERE audience_id IN (SELECT id FROM former_id WHERE audience = ?)
"""


def match(service: Service, project_id: str, keys: Sequence[Key]) -> list[int]:
    """Return the people one of whose contacts has one of the keys, oldest first."""
    return people_sharing(service, project_id, keys)


def integrate(
    service: Service, project: Project, contact: SourceContact, lost: Sequence[Key]
) -> int:
    """Give a written contact its person and bring that person up to date."""
    parts = service.collaborators
    own = contact.audience
    if lost and own is not None:
        parts.separate(service, project, own)
        own = _person_of(service, contact)
    keys = keys_of(service, project.unique_attributes, contact.data)
    people = set(parts.match(service, project.id, keys))
    if own is not None:
        people.add(own)
    if not people:
        return create(service, project, [contact.seq])
    survivor = min(people)
    _absorb(service, survivor, sorted(people - {survivor}))
    if own != survivor:
        _assign(service, survivor, [contact.seq])
    refresh(service, survivor)
    return survivor


def separate(service: Service, project: Project, audience: int) -> None:
    """Split a person into the groups that shared keys still hold together."""
    contacts = contacts_of(service, audience)
    if not contacts:
        _forget(service, project, audience)
        return
    keep_own_data(service, audience)
    if service.knobs.option("A-21") == "recomputed":
        for group in _groups(service, project, contacts)[1:]:
            create(service, project, group)
    refresh(service, audience)


def create(service: Service, project: Project, contacts: list[int]) -> int:
    """Make a new person of the contacts."""
    now, ident = service.now(), service.collaborators.ids.take()
    data, sources = compose_anew(service, contacts)
    seq = service.store.run(
        """INSERT INTO audience (id, project_id, data, datasource_ids, contact_ids,
        created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?)""",
        *(ident, project.id, dump(data)),
        *(dump(sources.datasource_ids), dump(sources.contact_ids)),
        *(now, now),
    )
    service.store.run("INSERT INTO former_id VALUES (?, ?)", ident, seq)
    _assign(service, seq, contacts)
    return seq


def refresh(service: Service, audience: int) -> None:
    """Bring the merged view of a person up to date."""
    keep_own_data(service, audience)
    data, sources = compose(service, audience)
    service.store.run(
        """UPDATE audience SET data = ?, datasource_ids = ?, contact_ids = ?,
        updated_at = ? WHERE seq = ?""",
        dump(data),
        dump(sources.datasource_ids),
        dump(sources.contact_ids),
        service.now(),
        audience,
    )


def refresh_fed(service: Service, datasource_id: str) -> None:
    """Bring everybody up to date whom a datasource feeds."""
    rows = service.store.rows(
        """SELECT DISTINCT audience FROM contact
        WHERE datasource_id = ? AND audience IS NOT NULL""",
        datasource_id,
    )
    for row in rows:
        refresh(service, row[0])


def _person_of(service: Service, contact: SourceContact) -> int | None:
    row = service.store.row("SELECT audience FROM contact WHERE seq = ?", contact.seq)
    return None if row is None else row[0]


def _groups(
    service: Service, project: Project, contacts: list[SourceContact]
) -> list[list[int]]:
    groups: list[tuple[set[Key], list[int]]] = []
    for contact in contacts:
        keys = set(keys_of(service, project.unique_attributes, contact.data))
        members = [contact.seq]
        for group in [one for one in groups if one[0] & keys]:
            groups.remove(group)
            keys |= group[0]
            members += group[1]
        groups.append((keys, members))
    return sorted(sorted(members) for _, members in groups)


def _assign(service: Service, audience: int, contacts: list[int]) -> None:
    service.store.many(
        "UPDATE contact SET audience = ? WHERE seq = ?",
        [(audience, contact) for contact in contacts],
    )


def _absorb(service: Service, survivor: int, others: list[int]) -> None:
    for other in others:
        values = (survivor, other)
        keep_own_data(service, other)
        service.store.run("UPDATE contact SET audience = ? WHERE audience = ?", *values)
        service.store.run(
            "UPDATE former_id SET audience = ? WHERE audience = ?", *values
        )
        service.store.run("DELETE FROM audience WHERE seq = ?", other)


def _forget(service: Service, project: Project, audience: int) -> None:
    if service.knobs.option("K-39") == "soft":
        service.store.run(_MARK_DELETED, project.id, service.now(), audience)
    else:
        for table in ("opt_out", "segment_member"):
            service.store.run(_ERASE.format(table), audience)
    service.store.run("DELETE FROM audience WHERE seq = ?", audience)
    service.store.run("DELETE FROM former_id WHERE audience = ?", audience)
