"""Bringing organisations, projects, tokens and datasources into being."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence

from instasent_conformance.emulator.reach import datasource_by_id, project_by_id
from instasent_conformance.emulator.records import Datasource, Project
from instasent_conformance.emulator.service import Service

INITIAL_FUNDS = 1000.0
DEFAULT_SENDER_NAME = "Instasent"
SENDER_ACTIVE = "active"


def create_organization(
    service: Service, name: str, *, plan: str, funds: float = INITIAL_FUNDS
) -> str:
    """Create an organisation and return its id."""
    ident = service.collaborators.ids.take()
    service.store.run(
        "INSERT INTO organization VALUES (?, ?, ?, ?, ?)",
        *(ident, name, plan, funds, service.now()),
    )
    return ident


def create_project(
    service: Service,
    organization_id: str,
    *,
    name: str,
    unique: Sequence[str] | None = None,
    sender: str = DEFAULT_SENDER_NAME,
) -> Project:
    """Create a project with a default sender; it merges by every attribute it may."""
    ident = service.collaborators.ids.take()
    service.store.run(
        """INSERT INTO project (id, uid, organization_id, name, unique_attributes,
        created_at, updated_at) VALUES (?, ?, ?, ?, ?, ?, ?)""",
        *(ident, _slug(name, ident), organization_id, name),
        *(json.dumps(_unique(service, unique)), service.now(), service.now()),
    )
    create_sender(service, ident, sender, default=True)
    project = project_by_id(service, ident)
    assert project is not None
    return project


def _unique(service: Service, chosen: Sequence[str] | None) -> list[str]:
    return [
        one.uid
        for one in service.registry.attributes
        if one.unique == "primary"
        or (one.unique == "optional" and (chosen is None or one.uid in chosen))
    ]


def _slug(name: str, ident: str) -> str:
    plain = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:40]
    return f"{plain or 'project'}-{ident[:8]}"


def create_sender(
    service: Service, project_id: str, name: str, *, default: bool
) -> str:
    """Create an SMS sender and return its id."""
    ident = service.collaborators.ids.take()
    service.store.run(
        "INSERT INTO sender VALUES (?, ?, ?, ?, ?, ?)",
        *(ident, project_id, name, SENDER_ACTIVE, default, service.now()),
    )
    return ident


def create_datasource(
    service: Service,
    project: Project,
    *,
    name: str,
    options: Mapping[str, object],
    kind: str = "API",
) -> Datasource:
    """Create a datasource with its own token; later ones have higher numbers."""
    ids = service.collaborators.ids
    ident, now = ids.take(), service.now()
    uid = f"ds-{ids.take()[:12]}"
    priority = 1 + service.store.number(
        "SELECT max(priority) FROM datasource WHERE project_id = ?", project.id
    )
    token = create_token(
        service,
        organization_id=project.organization_id,
        kind="datasource",
        project_id=project.id,
        datasource_id=ident,
        title=name,
    )
    service.store.run(
        """INSERT INTO datasource (id, uid, project_id, name, type, priority, options,
        counters, token_id, created_at, updated_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, '{}', ?, ?, ?)""",
        *(ident, uid, project.id, name, kind, priority),
        *(json.dumps(dict(options)), token[0], now, now),
    )
    found = datasource_by_id(service, ident)
    assert found is not None
    return found


def create_token(
    service: Service,
    *,
    organization_id: str,
    kind: str,
    project_id: str | None,
    datasource_id: str | None = None,
    scopes: Sequence[str] = (),
    title: str = "",
) -> tuple[str, str]:
    """Create a token and return its id and its secret."""
    ids = service.collaborators.ids
    ident, secret = ids.take(), ids.secret()
    service.store.run(
        "INSERT INTO token VALUES (?, ?, ?, ?, ?, ?, ?, ?, 1)",
        *(ident, secret, kind, title, organization_id, project_id),
        *(datasource_id, service.now()),
    )
    service.store.many(
        "INSERT OR IGNORE INTO token_scope VALUES (?, ?)",
        [(ident, scope) for scope in scopes],
    )
    return ident, secret


def revoke_token(service: Service, token_id: str) -> bool:
    """Revoke a token and tell whether it was alive."""
    row = service.store.row(
        "UPDATE token SET live = 0 WHERE id = ? AND live = 1 RETURNING 1", token_id
    )
    return row is not None
