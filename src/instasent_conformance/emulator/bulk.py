"""
Many contacts at once.

A contact that shares no unique value with anybody, stored or in the same batch, needs
no decision: it becomes a person of its own. So does one that is its person's only
contact and keeps its unique values: nobody joins or leaves. Runs of either kind are
stored with one statement per table. Everybody else goes one by one, in the order of
the batch, and so does everybody when a decision about people was replaced.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import groupby

from instasent_conformance.emulator.composing import compose_stranger, track_sources
from instasent_conformance.emulator.contacts import combined, filled, store_contact
from instasent_conformance.emulator.identities import claim, known_keys
from instasent_conformance.emulator.merging import integrate, match
from instasent_conformance.emulator.normalising import keys_of
from instasent_conformance.emulator.records import (
    Datasource,
    Key,
    Project,
)
from instasent_conformance.emulator.service import Collaborators, Service
from instasent_conformance.emulator.texts import dump, load

_CONTACT = """
INSERT INTO contact (seq, id, project_id, datasource_id, user_id, data, audience,
revision, created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_PERSON = """
INSERT INTO audience (seq, id, project_id, data, datasource_ids, contact_ids,
created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
"""
_KNOWN_USERS = """
SELECT c.user_id, c.seq, c.audience, a.data FROM contact c
LEFT JOIN audience a ON a.seq = c.audience AND c.data IS NULL
WHERE c.datasource_id = ? AND c.user_id IN ({})
"""
_CHANGED_PERSON = "UPDATE audience SET data = ?, updated_at = ? WHERE seq = ?"
_CHANGED_CONTACT = "UPDATE contact SET revision = ?, updated_at = ? WHERE seq = ?"
_CHUNK = 500

Data = dict[str, object]
Keys = list[Key]


class _Kind(Enum):
    STRANGER = "stranger"
    ALONE = "alone"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class _Stored:
    """A contact that is stored; its attributes only if its person keeps them."""

    seq: int
    audience: int
    data: Data | None


@dataclass(frozen=True, slots=True)
class _Feed:
    service: Service
    project: Project
    datasource: Datasource
    compose: Callable[[Data], Data]


def store_contacts(
    service: Service, project: Project, datasource: Datasource, items: Sequence[Data]
) -> Counter[str]:
    """Upsert contacts in order and count what that came to."""
    one_by_one = service.collaborators.store_contact
    tally: Counter[str] = Counter()
    if len(items) < 2 or not _decides_as_usual(service.collaborators):
        for data in items:
            tally[one_by_one(service, project, datasource, data)] += 1
        return tally
    feed = _Feed(service, project, datasource, compose_stranger(service, datasource))
    known = _known_users(feed, items)
    stirred = False
    for kind, run in _runs(feed, known, items):
        if kind is _Kind.STRANGER:
            _store_strangers(feed, run)
            tally["create"] += len(run)
        elif kind is _Kind.ALONE and not stirred:
            _store_alone(feed, known, run)
            tally["update"] += len(run)
        else:
            # Whoever was alone when the batch came in may have been joined by now.
            stirred = True
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


def _known_users(feed: _Feed, items: Sequence[Data]) -> dict[str, _Stored]:
    service, uid = feed.service, feed.service.uid("user-id")
    users = list({str(data[uid]) for data in items})
    found = {}
    for start in range(0, len(users), _CHUNK):
        part = users[start : start + _CHUNK]
        sql = _KNOWN_USERS.format(",".join("?" * len(part)))
        for user, seq, audience, text in service.store.rows(
            sql, feed.datasource.id, *part
        ):
            found[user] = _Stored(seq, audience, load(text) if text else None)
    return found


def _runs(
    feed: _Feed, known: Mapping[str, _Stored], items: Sequence[Data]
) -> Iterator[tuple[_Kind, list[tuple[Data, Keys]]]]:
    service, unique = feed.service, feed.project.unique_attributes
    uid = service.uid("user-id")
    pairs = [(data, keys_of(service, unique, data)) for data in items]
    users = Counter([data[uid] for data in items])
    shared = Counter([key for _, keys in pairs for key in keys])
    owned = set(known_keys(service, feed.project.id, list(shared)))
    twice = {user for user, times in users.items() if times > 1}
    meeting = {key for key, times in shared.items() if times > 1}

    def kind_of(pair: tuple[Data, Keys]) -> _Kind:
        data, keys = pair
        if data[uid] in twice or not meeting.isdisjoint(keys):
            return _Kind.OTHER
        stored = known.get(str(data[uid]))
        if stored is None:
            return _Kind.STRANGER if owned.isdisjoint(keys) else _Kind.OTHER
        alone = stored.data is not None and _keeps_keys(feed, stored.data, data)
        return _Kind.ALONE if alone else _Kind.OTHER

    for kind, run in groupby(pairs, kind_of):
        yield kind, list(run)


def _keeps_keys(feed: _Feed, old: Data, data: Data) -> bool:
    service, unique = feed.service, feed.project.unique_attributes
    new = combined(service, old, data)
    if feed.compose(new) is not new:
        return False
    return all(old.get(uid) == new.get(uid) for uid in unique)


def _store_strangers(feed: _Feed, run: Sequence[tuple[Data, Keys]]) -> None:
    service, project, source = feed.service, feed.project, feed.datasource.id
    store, take, now = service.store, service.collaborators.ids.take, service.now()
    uid = service.uid("user-id")
    contact = store.number("SELECT max(seq) FROM contact")
    person = store.number("SELECT max(seq) FROM audience")
    contacts, people, former, identities = [], [], [], []
    sources = dump([source])
    for given, keys in run:
        contact, person, data = contact + 1, person + 1, filled(given)
        ident, audience_id, revision = take(), take(), store.next_revision()
        view = feed.compose(data)
        own = None if view is data else dump(data)
        head = (contact, ident, project.id, source, data[uid], own)
        contacts.append((*head, person, revision, now, now))
        row = (person, audience_id, project.id, dump(view), sources)
        people.append((*row, f'["{ident}"]', now, now))
        former.append((audience_id, person))
        identities += [(key, contact) for key in keys]
    store.many(_CONTACT, contacts)
    store.many(_PERSON, people)
    store.many("INSERT INTO former_id VALUES (?, ?)", former)
    claim(service, project.id, identities)


def _store_alone(
    feed: _Feed, known: Mapping[str, _Stored], run: Sequence[tuple[Data, Keys]]
) -> None:
    service = feed.service
    store, now, uid = service.store, service.now(), service.uid("user-id")
    contacts, people = [], []
    for data, _ in run:
        stored = known[str(data[uid])]
        assert stored.data is not None
        view = dump(combined(service, stored.data, data))
        people.append((view, now, stored.audience))
        contacts.append((store.next_revision(), now, stored.seq))
    store.many(_CHANGED_PERSON, people)
    store.many(_CHANGED_CONTACT, contacts)
