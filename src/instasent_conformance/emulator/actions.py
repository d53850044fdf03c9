"""Audience actions: judged at once, carried out now or when their turn comes."""

from __future__ import annotations

import json
from collections.abc import Mapping

from instasent_conformance.emulator.reach import known_as
from instasent_conformance.emulator.records import AudienceContact, Project
from instasent_conformance.emulator.service import Service

ACTION = "audience"
DELETE = "delete"
SUBSCRIBE = "subscribe"
UNSUBSCRIBE = "unsubscribe"


def enqueue_action(
    service: Service,
    project: Project,
    what: tuple[str, str],
    detail: Mapping[str, object],
) -> None:
    """Let an action wait; its person is looked up again when its turn comes."""
    due = service.now() + round(service.settings.queue_delay * 1000)
    service.store.run(
        """INSERT INTO queue (due, project_id, datasource_id, action, payload)
        VALUES (?, ?, '', ?, ?)""",
        *(due, project.id, ACTION, json.dumps([*what, dict(detail)])),
    )


def replay_action(service: Service, project: Project, payload: str) -> None:
    """Carry out an action that waited; one whose person is gone does nothing."""
    verb, role, detail = json.loads(payload)
    see, ident = service.collaborators.reach.audience, detail["audienceId"]
    # The id was good when the action was taken, whatever became of it meanwhile.
    person = see(service, project, ident) or known_as(service, project, ident)
    if person is not None:
        carry_out(service, project, person, (verb, role), detail)


def carry_out(
    service: Service,
    project: Project,
    person: AudienceContact,
    what: tuple[str, str],
    detail: Mapping[str, object],
) -> None:
    """Do to a person what a verb says."""
    verb, role = what
    parts = service.collaborators
    if verb == DELETE:
        parts.remove_person(service, project, person)
    elif verb == SUBSCRIBE:
        parts.subscribe(service, project, person, role)
    else:
        parts.unsubscribe(service, project, person, role, detail)
