"""Organisations, plans, tokens and subscriptions, as an operator sets them."""

from __future__ import annotations

from instasent_conformance.emulator.accounts import (
    create_organization,
    create_project,
    create_token,
    revoke_token,
)
from instasent_conformance.emulator.control.answering import Order
from instasent_conformance.emulator.errors import Refusal
from instasent_conformance.emulator.history import seed_history
from instasent_conformance.emulator.keeping import keep_meta
from instasent_conformance.emulator.reach import (
    datasources_of,
    organization,
    project_by_uid,
)
from instasent_conformance.emulator.records import Datasource, Organization, Project
from instasent_conformance.emulator.service import Service

Json = dict[str, object]


def list_organizations(service: Service, _order: Order) -> object:
    """List every organisation with its projects."""
    rows = service.store.rows("SELECT id FROM organization ORDER BY rowid")
    return [_describe(service, _organization(service, row[0])) for row in rows]


def add_organization(service: Service, order: Order) -> object:
    """Create an organisation with its projects."""
    plan = _plan(service, order)
    unique = order.body.get("unique_attributes")
    chosen = None if unique is None else order.texts("unique_attributes")
    _refuse_unmergeable(service, chosen or [])
    ident = create_organization(service, order.text("name"), plan=plan)
    if "funds" in order.body:
        _set_funds(service, ident, order.number("funds"))
    for name in order.texts("projects"):
        project = create_project(service, ident, name=name, unique=chosen)
        seed_history(service, project)
    keep_meta(service)
    return _describe(service, _organization(service, ident))


def change_plan(service: Service, order: Order) -> object:
    """Put an organisation on another plan."""
    found = _organization(service, order.ident)
    service.store.run(
        "UPDATE organization SET plan = ? WHERE id = ?",
        *(_plan(service, order), found.id),
    )
    return _describe(service, _organization(service, found.id))


def set_funds(service: Service, order: Order) -> object:
    """Set the prepaid balance of an organisation."""
    found = _organization(service, order.ident)
    _set_funds(service, found.id, order.number("funds"))
    return {"id": found.id, "funds": order.number("funds")}


def add_token(service: Service, order: Order) -> object:
    """Mint a token; without a project it reaches every one of the organisation."""
    kind = order.text("kind")
    if kind not in [one.kind for one in service.registry.token_kinds]:
        raise Refusal(400, f"kind: {kind!a} is no kind of token")
    owner = _organization(service, order.text("organization"))
    scopes = order.texts("scopes")
    for scope in scopes:
        if scope not in service.registry.scope_words:
            raise Refusal(400, f"scopes: {scope!a} is not a scope")
    project = _project(service, owner, order)
    datasource = None
    if kind == "datasource":
        datasource = _datasource(service, project, order)
    ident, secret = create_token(
        service,
        organization_id=owner.id,
        kind=kind,
        project_id=None if project is None else project.id,
        datasource_id=None if datasource is None else datasource.id,
        scopes=scopes,
        title=str(order.body.get("title") or ""),
    )
    keep_meta(service)
    return {"id": ident, "token": secret}


def remove_token(service: Service, order: Order) -> object:
    """Revoke a token."""
    if not revoke_token(service, order.ident):
        raise Refusal(404, "There is no such token")
    return {"id": order.ident, "revoked": True}


def set_subscription(service: Service, order: Order) -> object:
    """Subscribe a person to a channel, or opt the person out."""
    project = project_by_uid(service, order.text("project"))
    if project is None:
        raise Refusal(404, "There is no such project")
    find = service.collaborators.reach.audience
    person = find(service, project, order.text("audience"))
    role = f"subscribed-{order.text('channel')}"
    if person is None or role not in [one.role for one in service.registry.attributes]:
        raise Refusal(404, "There is no such person or channel")
    wanted = order.body.get("subscribed") is True
    if wanted:
        service.collaborators.subscribe(service, project, person, role)
    else:
        service.collaborators.unsubscribe(service, project, person, role, {})
    return {"audience": person.id, "subscribed": wanted}


def _organization(service: Service, ident: str) -> Organization:
    found = organization(service, ident)
    if found is None:
        raise Refusal(404, "There is no such organisation")
    return found


def _set_funds(service: Service, ident: str, funds: float) -> None:
    service.store.run("UPDATE organization SET funds = ? WHERE id = ?", funds, ident)


def _plan(service: Service, order: Order) -> str:
    plan = order.text("plan")
    if plan not in service.registry.plans:
        known = ", ".join(service.registry.plans)
        raise Refusal(400, f"plan: expected one of {known}")
    return plan


def _refuse_unmergeable(service: Service, chosen: list[str]) -> None:
    may = {one.uid for one in service.registry.attributes if one.unique != "never"}
    for uid in chosen:
        if uid not in may:
            raise Refusal(400, f"unique_attributes: {uid!a} cannot be one")


def _project(service: Service, owner: Organization, order: Order) -> Project | None:
    if order.body.get("project") is None:
        return None
    found = project_by_uid(service, order.text("project"))
    if found is None or found.organization_id != owner.id:
        raise Refusal(404, "The organisation has no such project")
    return found


def _datasource(service: Service, project: Project | None, order: Order) -> Datasource:
    name = order.text("datasource")
    if project is not None:
        for one in datasources_of(service, project):
            if name in (one.id, one.uid):
                return one
    raise Refusal(404, "The project has no such datasource")


def _describe(service: Service, found: Organization) -> Json:
    rows = service.store.rows(
        "SELECT id, uid, name FROM project WHERE organization_id = ? ORDER BY rowid",
        found.id,
    )
    projects = [{"id": row[0], "uid": row[1], "name": row[2]} for row in rows]
    return {
        "id": found.id,
        "name": found.name,
        "plan": found.plan,
        "projects": projects,
    }
