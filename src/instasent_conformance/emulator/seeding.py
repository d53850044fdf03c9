"""The initial world, brought into being through the ordinary ingest."""

from __future__ import annotations

from dataclasses import replace

from instasent_conformance.emulator.accounts import (
    DEFAULT_SENDER_NAME,
    create_datasource,
    create_organization,
    create_project,
    create_sender,
    create_token,
)
from instasent_conformance.emulator.errors import EmulatorError, InvalidItem
from instasent_conformance.emulator.grants import fill_grants
from instasent_conformance.emulator.history import seed_history
from instasent_conformance.emulator.identities import people_sharing
from instasent_conformance.emulator.ingest import CONTACTS, EVENTS
from instasent_conformance.emulator.keeping import keep_meta, recall_meta
from instasent_conformance.emulator.reach import audience_by_seq
from instasent_conformance.emulator.records import Datasource, Key, Project
from instasent_conformance.emulator.service import Batch, Service
from instasent_conformance.emulator.store import Store
from instasent_conformance.emulator.world_file import Json, read_world


def seed_world(service: Service) -> None:
    """Fill an empty store with the initial world; leave a used one alone."""
    if service.store.row("SELECT 1 FROM meta LIMIT 1"):
        return
    world = read_world(service.registry, service.settings.world)
    try:
        with service.store.transaction():
            for organization in world.get("organizations", ()):
                _add_organization(service, organization)
            keep_meta(service)
    except (InvalidItem, UnicodeEncodeError) as error:
        raise EmulatorError(
            f"the world {service.settings.world} cannot be used: {error}. "
            "Next step: correct that place of the file."
        ) from None
    service.first[:] = [service.store.dump()]


def reseed(service: Service) -> None:
    """Forget everything and begin again with the same time, ids and secrets."""
    service.store.commit()
    if not service.first:
        _seed_anew(service)
    service.store.load(service.first[0])
    service.windows.clear()
    recall_meta(service)


def _seed_anew(service: Service) -> None:
    """Build the first world beside the state, which was begun by an earlier start."""
    start, counter = service.origin
    parts = service.collaborators
    now, ids = parts.clock.now(), parts.ids.counter
    parts.clock.restore(start)
    parts.ids.counter = counter
    beside = replace(
        service,
        store=Store(None),
        windows={},
        catalogues={},
        spaces={},
        crowds={},
    )
    try:
        fill_grants(beside)
        seed_world(beside)
    finally:
        beside.store.close()
        parts.clock.restore(now)
        parts.ids.counter = ids


def _add_organization(service: Service, organization: Json) -> None:
    ident = create_organization(
        service, organization["name"], plan=organization["plan"]
    )
    for project in organization.get("projects", ()):
        _add_project(service, ident, project)
    for token in organization.get("tokens", ()):
        create_token(
            service,
            organization_id=ident,
            kind="product",
            project_id=None,
            scopes=token["scopes"],
            title=token["title"],
        )


def _add_project(service: Service, organization_id: str, given: Json) -> None:
    default, *others = given.get("senders") or [DEFAULT_SENDER_NAME]
    project = create_project(
        service,
        organization_id,
        name=given["name"],
        unique=given.get("unique_attributes"),
        sender=default,
    )
    for name in others:
        create_sender(service, project.id, name, default=False)
    for source in given.get("datasources", ()):
        options = {
            key: value
            for key, value in source.items()
            if key not in ("name", "contacts", "events")
        }
        datasource = create_datasource(
            service, project, name=source["name"], options=options
        )
        _push(service, project, datasource, CONTACTS, source.get("contacts", []))
        _push(service, project, datasource, EVENTS, source.get("events", []))
    for one in given.get("opt_outs", ()):
        _opt_out(service, project, one)
    seed_history(service, project)


def _opt_out(service: Service, project: Project, given: Json) -> None:
    people = people_sharing(
        service,
        project.id,
        [Key(uid, given["value"]) for uid in project.unique_attributes],
    )
    if not people:
        raise InvalidItem("opt_outs", f"{project.name} has no {given['value']!a}")
    role = f"subscribed-{given['channel']}"
    unsubscribe = service.collaborators.unsubscribe
    unsubscribe(
        service, project, audience_by_seq(service, (people[0],))[0], role, given
    )


def _push(
    service: Service,
    project: Project,
    datasource: Datasource,
    action: str,
    items: list[object],
) -> None:
    size = service.limit("batch.items")
    for start in range(0, len(items), size):
        part = items[start : start + size]
        batch = Batch(project, datasource, action, part, sync=True, dry_run=False)
        for outcome in service.collaborators.ingest(service, batch):
            if outcome.message is not None:
                place = f"{datasource.name}: {action}[{start + outcome.position}]"
                raise InvalidItem(f"{place}: {outcome.field}", outcome.message)
