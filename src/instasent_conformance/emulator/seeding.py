"""The initial world, brought into being through the ordinary ingest."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from instasent_conformance.emulator.accounts import (
    create_datasource,
    create_organization,
    create_project,
    create_sender,
    create_token,
)
from instasent_conformance.emulator.errors import EmulatorError
from instasent_conformance.emulator.grants import fill_grants
from instasent_conformance.emulator.history import seed_history
from instasent_conformance.emulator.ingest import CONTACTS, EVENTS
from instasent_conformance.emulator.keeping import keep_meta
from instasent_conformance.emulator.records import Datasource, Project
from instasent_conformance.emulator.service import Batch, Service

Json = dict[str, Any]

_WORLDS = Path(__file__).with_name("worlds")


def seed_world(service: Service) -> None:
    """Fill an empty store with the initial world; leave a used one alone."""
    if service.store.row("SELECT 1 FROM meta LIMIT 1"):
        return
    world = _read(service.settings.world)
    with service.store.transaction():
        for organization in world.get("organizations", ()):
            _add_organization(service, organization)
        keep_meta(service)


def reseed(service: Service) -> None:
    """Forget everything and begin again with the same time, ids and secrets."""
    with service.store.transaction():
        start, counter = service.origin
        for table in service.store.tables():
            service.store.run(f"DELETE FROM {table}")
        service.collaborators.clock.restore(start)
        service.collaborators.ids.counter = counter
        service.windows.clear()
        fill_grants(service)
        seed_world(service)


def _read(world: str | Path) -> Json:
    if world == "empty":
        return {}
    path = _WORLDS / "demo.json" if world == "demo" else Path(world)
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise EmulatorError(f"the world {path} cannot be read: {error}") from None
    if not isinstance(found, dict):
        raise EmulatorError(f"the world {path} is expected to be an object")
    return found


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
    project = create_project(
        service,
        organization_id,
        name=given["name"],
        unique=given.get("unique_attributes"),
    )
    for name in given.get("senders", ()):
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
    seed_history(service, project)


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
                raise EmulatorError(
                    f"{datasource.name}: {action}[{start + outcome.position}]: "
                    f"{outcome.field}: {outcome.message}"
                )
