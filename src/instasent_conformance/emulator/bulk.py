"""
Many contacts at once.

A contact that shares no unique value with anybody, stored or in the same batch, needs
no decision: it becomes a person of its own, and a run of such strangers is stored
with one statement per table. Everybody else goes one by one, in the order of the
batch, and so does everybody when a decision about people was replaced.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from instasent_conformance.emulator.composing import compose_stranger, track_sources
from instasent_conformance.emulator.contacts import filled, store_contact
from instasent_conformance.emulator.identities import claim, known_keys
from instasent_conformance.emulator.merging import integrate, match
from instasent_conformance.emulator.normalising import keys_of
from instasent_conformance.emulator.records import (
    Datasource,
    Key,
    Project,
)
from instasent_conformance.emulator.service import Collaborators, Service
from instasent_conformance.emulator.texts import dump

_CONTACT = """
INSERT INTO contact (seq, id, project_id, datasource_id, user_id, data, audience,
revision, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_PERSON = """
INSERT INTO audience (seq, id, project_id, data, datasource_ids, contact_ids,
created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
"""
_KNOWN_USERS = "SELECT user_id FROM contact WHERE datasource_id = ? AND user_id IN ({})"
_CHUNK = 500

Data = dict[str, object]
Keys = list[Key]


def store_contacts(
    service: Service, project: Project, datasource: Datasource, items: Sequence[Data]
) -> Counter[str]:
    """Upsert contacts in order and count what that came to."""
    one_by_one = service.collaborators.store_contact
    tally: Counter[str] = Counter()
    for strange, run in _runs(service, project, datasource, items):
        if strange:
            _store_strangers(service, project, datasource, run)
            tally["create"] += len(run)
        else:
            for data, _ in run:
                tally[one_by_one(service, project, datasource, data)] += 1
    return tally


def _decides_as_usual(parts: Collaborators) -> bool:
    usual: tuple[tuple[Callable[..., object], Callable[..., object]], ...] = (
        (parts.store_contact, store_contact),
        (parts.integrate, integrate),
        (parts.match, match),
        (parts.track_sources, track_sources),
    )
    return all(one is other for one, other in usual)


def _runs(
    service: Service, project: Project, datasource: Datasource, items: Sequence[Data]
) -> Iterator[tuple[bool, list[tuple[Data, Keys]]]]:
    if len(items) < 2 or not _decides_as_usual(service.collaborators):
        yield False, [(data, []) for data in items]
        return
    unique, uid = project.unique_attributes, service.uid("user-id")
    pairs = [(data, keys_of(service, unique, data)) for data in items]
    users = Counter(str(data[uid]) for data in items)
    shared = Counter(key for _, keys in pairs for key in keys)
    users.update(_known_users(service, datasource, list(users)))
    shared.update(known_keys(service, project.id, list(shared)))

    def is_strange(pair: tuple[Data, Keys]) -> bool:
        data, keys = pair
        return users[str(data[uid])] == 1 and all(shared[key] == 1 for key in keys)

    for strange, run in groupby(pairs, is_strange):
        yield strange, list(run)


def _known_users(
    service: Service, datasource: Datasource, users: list[str]
) -> list[str]:
    return [
        str(row[0])
        for part in _parts(users)
        for row in service.store.rows(
            _KNOWN_USERS.format(",".join("?" * len(part))), datasource.id, *part
        )
    ]


def _parts(values: list[str]) -> Iterator[list[str]]:
    for start in range(0, len(values), _CHUNK):
        yield values[start : start + _CHUNK]


def _store_strangers(
    service: Service,
    project: Project,
    datasource: Datasource,
    run: Sequence[tuple[Data, Keys]],
) -> None:
    store, take, now = service.store, service.collaborators.ids.take, service.now()
    uid = service.uid("user-id")
    contact = store.number("SELECT max(seq) FROM contact")
    person = store.number("SELECT max(seq) FROM audience")
    contacts, people, former, identities = [], [], [], []
    sources = dump([datasource.id])
    compose = compose_stranger(service, datasource)
    for given, keys in run:
        contact, person, data = contact + 1, person + 1, filled(given)
        ident, audience_id, revision = take(), take(), store.next_revision()
        head = (contact, ident, project.id, datasource.id, data[uid], dump(data))
        contacts.append((*head, person, revision, now, now))
        view = dump(compose(data))
        people.append(
            (person, audience_id, project.id, view, sources, f'["{ident}"]', now, now)
        )
        former.append((audience_id, person))
        identities += [(key, contact) for key in keys]
    store.many(_CONTACT, contacts)
    store.many(_PERSON, people)
    store.many("INSERT INTO former_id VALUES (?, ?)", former)
    claim(service, project.id, identities)
