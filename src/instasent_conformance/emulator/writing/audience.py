"""People and their events as JSON."""

from __future__ import annotations

from instasent_conformance.emulator.clock import stamp
from instasent_conformance.emulator.projection import write_attributes
from instasent_conformance.emulator.records import AudienceContact, Project
from instasent_conformance.emulator.service import Service
from instasent_conformance.emulator.writing.accounts import Json


def write_person(
    service: Service,
    project: Project,
    person: AudienceContact,
    level: str,
    *,
    all_data: bool = True,
) -> Json:
    """Write a person with the attributes that a level discloses."""
    references = service.knobs.option("K-17")
    disclose = service.collaborators.disclose
    shown = disclose(service, project, _data(service, person, references), level)
    if not all_data:
        essential = disclose(service, project, shown, _lowest_level(service))
        # What is hidden may have a form of its own, and is then no essential either.
        shown = {
            uid: value
            for uid, value in shown.items()
            if uid in essential and essential[uid] == value
        }
    body: Json = {
        "id": person.id,
        "audienceIds": list(person.ids),
        "createdAt": stamp(person.created_at),
        "updatedAt": stamp(person.updated_at),
        "indexedAt": stamp(person.updated_at),
        "deletedAt": None,
    }
    if references != "attributes":
        body["dsIds"] = list(person.datasource_ids)
        body["dsContactIds"] = list(person.contact_ids)
    attributes = write_attributes(service, shown)
    if service.knobs.option("K-16") == "flattened":
        return body | attributes
    body["attributesData"] = attributes
    return body


def _data(service: Service, person: AudienceContact, references: str) -> Json:
    data = dict(person.data)
    if references == "entity":
        for uid in service.row_of_uids(("sources", "source-contacts")):
            data.pop(uid, None)
    return data


def _lowest_level(service: Service) -> str:
    return min(service.registry.levels, key=lambda one: one.rank).level
