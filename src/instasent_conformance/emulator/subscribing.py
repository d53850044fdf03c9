"""What is done to a person as a whole: opting in, opting out, being forgotten."""

from __future__ import annotations

import json
from collections.abc import Mapping

from instasent_conformance.emulator.clock import stamp
from instasent_conformance.emulator.contacts import contacts_of
from instasent_conformance.emulator.events import event_type
from instasent_conformance.emulator.merging import refresh
from instasent_conformance.emulator.reach import datasource_by_id
from instasent_conformance.emulator.records import AudienceContact, EventItem, Project
from instasent_conformance.emulator.service import Service

OPT_OUT = "channel_unsubscribe"
"""The type of the event that an opt-out leaves."""
REASONS = ("reason", "utm-source", "utm-medium", "utm-campaign")
"""What a caller may tell about an opt-out."""
_FORGET_OPT_OUT = """
DELETE FROM opt_out WHERE project_id = ? AND attribute = ? AND audience_id IN
(SELECT f.id FROM former_id f WHERE f.audience = ?)
"""


def subscribe(
    service: Service, project: Project, person: AudienceContact, role: str
) -> None:
    """Opt a person in to the channel that an attribute speaks of."""
    service.store.run(_FORGET_OPT_OUT, project.id, service.uid(role), person.seq)
    refresh(service, person.seq)


def unsubscribe(
    service: Service,
    project: Project,
    person: AudienceContact,
    role: str,
    detail: Mapping[str, object],
) -> None:
    """Opt a person out, and remember why; no later import opts it in again."""
    kept = json.dumps({**detail, "at": stamp(service.now())})
    service.store.run(
        "INSERT OR REPLACE INTO opt_out VALUES (?, ?, ?, ?)",
        *(project.id, person.id, service.uid(role), kept),
    )
    refresh(service, person.seq)
    if service.knobs.option("A-16") == "event":
        _record(service, project, person, role, detail)


def _record(
    service: Service,
    project: Project,
    person: AudienceContact,
    role: str,
    detail: Mapping[str, object],
) -> None:
    contact = contacts_of(service, person.seq)[0]
    datasource = datasource_by_id(service, contact.datasource_id)
    if datasource is None or event_type(service, OPT_OUT) is None:
        return
    given = {name: detail[name] for name in REASONS if detail.get(name) is not None}
    event = EventItem(
        event_id=service.collaborators.ids.take(),
        type=OPT_OUT,
        date=service.now(),
        user_id=contact.user_id,
        parameters={"channel": role.rpartition("-")[2], **given},
    )
    service.collaborators.store_event(service, project, datasource, event)


def remove_person(service: Service, project: Project, person: AudienceContact) -> None:
    """Destroy a person with every contact that feeds it."""
    rows = service.store.rows(
        "SELECT datasource_id, user_id FROM contact WHERE audience = ? ORDER BY seq",
        person.seq,
    )
    for datasource_id, user_id in rows:
        datasource = datasource_by_id(service, datasource_id)
        if datasource is not None:
            remove = service.collaborators.remove_contact
            remove(service, project, datasource, user_id)
