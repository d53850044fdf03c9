"""People: one by one, by value, by search and by scroll."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from instasent_conformance.emulator.calls import Answer, Call, answers
from instasent_conformance.emulator.clock import stamp
from instasent_conformance.emulator.errors import Refusal
from instasent_conformance.emulator.filters import (
    read_cursor,
    read_limit,
    read_offset,
)
from instasent_conformance.emulator.lookup import people_having
from instasent_conformance.emulator.reach import audience_by_seq, deletion_of
from instasent_conformance.emulator.records import AudienceContact, Key
from instasent_conformance.emulator.service import Query
from instasent_conformance.emulator.writing.audience import write_person
from instasent_conformance.emulator.writing.events import events_of

Json = dict[str, object]


@answers("audience.get")
def get_person(call: Call) -> Answer:
    """Describe a person by a present or former id."""
    return _entity(call, _person(call))


@answers("audience.by-value")
def get_person_by_value(call: Call) -> Answer:
    """Describe the person that has a unique value."""
    service, project = call.service, call.project
    roles = [service.role(uid) or "" for uid in project.unique_attributes]
    if service.knobs.option("K-35") == "user-id":
        roles = ["user-id"]
    keys = _keys(call, roles, call.facts["contact.unique-value"])
    seqs = service.collaborators.match(service, project.id, keys)
    if not seqs:
        raise Refusal(404, "Nobody has that value")
    return _entity(call, audience_by_seq(service, (seqs[0],))[0])


@answers("audience.by-phone")
def list_people_by_phone(call: Call) -> Answer:
    """List the people who have a phone number."""
    return _lookup(call, "phone", call.facts["contact.phone"])


@answers("audience.by-email")
def list_people_by_email(call: Call) -> Answer:
    """List the people who have an email address."""
    return _lookup(call, "email", call.facts["contact.email"])


@answers("audience.events")
def list_events(call: Call) -> Answer:
    """List the newest events of a person, grouped by type."""
    limit = call.service.limit("scroll.page")
    groups: dict[str, list[Json]] = {}
    for kind, event in events_of(call.service, _person(call).seq, limit):
        groups.setdefault(kind, []).append(event)
    if call.service.knobs.option("A-04") == "by-type":
        return Answer({"entities": groups})
    listed = [{"type": kind, "events": events} for kind, events in groups.items()]
    return Answer({"entities": listed})


@answers("audience.search")
def search(call: Call) -> Answer:
    """List the people that a filter matches, by offset."""
    given, query = read_query(call)
    query = replace(
        query,
        limit=read_limit(given, maximum=call.service.limit("search.page")),
        offset=read_offset(call.service, given),
    )
    page = call.service.collaborators.paginate(
        call.service, call.token, call.project, "audience", query
    )
    metadata = {"totalHits": page.total, "limit": query.limit, "offset": query.offset}
    return Answer({"entities": _write(call, page.seqs, query), "metadata": metadata})


@answers("audience.scroll")
def scroll(call: Call) -> Answer:
    """List the people that a filter matches, page after page."""
    return scroll_people(call, *read_query(call))


@answers("audience.aggregations")
def aggregate(call: Call) -> Answer:
    """Compute figures over the people that a filter matches."""
    service, (given, query) = call.service, read_query(call)
    entities, total = service.collaborators.aggregate(
        service,
        call.token,
        call.project,
        "audience",
        query.where,
        given.get("aggregations"),
    )
    return Answer({"entities": entities, "metadata": {"totalHits": total}})


def scroll_people(call: Call, given: Json, query: Query) -> Answer:
    """Answer one page of the people that a query matches."""
    limit = read_limit(given, maximum=call.service.limit("scroll.page"))
    query = replace(query, limit=limit, cursor=read_cursor(given), scrolls=True)
    page = call.service.collaborators.paginate(
        call.service, call.token, call.project, "audience", query
    )
    metadata = {"totalHits": page.total, "limit": limit, "cursor": page.cursor}
    return Answer({"entities": _write(call, page.seqs, query), "metadata": metadata})


def read_query(call: Call) -> tuple[Json, Query]:
    """Return the body of a search and what it asks for."""
    given = call.body
    if not isinstance(given, dict):
        raise Refusal(400, "The body is expected to be an object")
    find = call.service.collaborators.find
    return given, find(call.service, call.project, "audience", given)


def _person(call: Call) -> AudienceContact:
    service, project, ident = call.service, call.project, call.facts["audience.id"]
    person = service.collaborators.reach.audience(service, project, ident)
    if person is not None:
        return person
    deleted = deletion_of(service, project, ident)
    if deleted is not None:
        raise Refusal(404, f"The person was deleted on {stamp(deleted)}")
    raise Refusal(404, "The project has no such person")


def _entity(call: Call, person: AudienceContact) -> Answer:
    level = call.service.collaborators.level(call.service, call.token)
    entity = write_person(call.service, call.project, person, level)
    return Answer({"entity": entity})


def _keys(call: Call, roles: Sequence[str], value: str) -> list[Key]:
    service = call.service
    found = []
    for role in roles:
        key = service.collaborators.normalise(service, role, value, None)
        if key is not None:
            found.append(Key(service.uid(role), key))
    return found


def _lookup(call: Call, role: str, value: str) -> Answer:
    service = call.service
    limit = service.limit("lookup.matches")
    seqs = people_having(service, call.project, role, value)[:limit]
    level = service.collaborators.level(service, call.token)
    people = [
        write_person(service, call.project, one, level)
        for one in audience_by_seq(service, tuple(seqs))
    ]
    if service.knobs.option("K-15") == "entities":
        return Answer({"entities": people})
    if not people:
        raise Refusal(404, "Nobody has that value")
    return Answer({"entity": people[0]})


def _write(call: Call, seqs: tuple[int, ...], query: Query) -> list[Json]:
    service = call.service
    level = service.collaborators.level(service, call.token)
    return [
        write_person(service, call.project, one, level, all_data=query.all_data)
        for one in audience_by_seq(service, seqs)
    ]
