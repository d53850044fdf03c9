"""Pieces for faults that replace a collaborator of the emulator."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from ..contract import Registry
from ..emulator import (
    Refusal,
    Service,
    Settings,
    create_app,
    default_collaborators,
)
from ..emulator.authz import authorize
from ..emulator.contacts import source_contact, store_contact
from ..emulator.filters import find
from ..emulator.merging import integrate, match
from ..emulator.reach import organization, project_by_uid
from ..emulator.records import Datasource, Key, Project, SourceContact, Token
from ..emulator.service import Query
from ..transport import App
from .layers import note_parts
from .wrapping import Asked, Forward, Reply, intercepting, present


def emulator_with(contract: Registry, settings: Settings, **parts: Any) -> App:
    """
    Build the emulator with some collaborators replaced.

    A part of `reach` is named with its prefix, such as `reach_sms`.
    """
    healthy = default_collaborators(seed=settings.seed)
    views = {
        name.removeprefix("reach_"): part
        for name, part in parts.items()
        if name.startswith("reach_")
    }
    others = {name: part for name, part in parts.items() if name[:6] != "reach_"}
    app = create_app(
        contract,
        settings=settings,
        collaborators=replace(healthy, reach=replace(healthy.reach, **views), **others),
    )
    note_parts(contract, parts, app)
    return app


Before = Callable[[Service, Project, Datasource, SourceContact], None]
"""Done before a contact is stored that its data source held already."""


def emulator_storing_again(
    contract: Registry, settings: Settings, before: Before
) -> App:
    """Build the emulator that does more where a contact is pushed again."""

    def store(
        service: Service,
        project: Project,
        datasource: Datasource,
        data: dict[str, object],
    ) -> str:
        user_id = str(data[service.uid("user-id")])
        known = source_contact(service, datasource.id, user_id)
        if known is not None:
            before(service, project, datasource, known)
        return store_contact(service, project, datasource, data)

    return emulator_with(contract, settings, store_contact=store)


Pick = Callable[[Service, str, Sequence[Key]], list[int]]
"""`(service, project id, keys)`: the people whom a contact with these keys joins."""


def emulator_joining(
    contract: Registry, settings: Settings, pick: Pick, **parts: Any
) -> App:
    """Build the emulator with another rule for joining people; look-ups keep theirs."""
    joining = False

    def join(
        service: Service, project: Project, contact: SourceContact, lost: Sequence[Key]
    ) -> int:
        nonlocal joining
        joining = True
        try:
            return integrate(service, project, contact, lost)
        finally:
            joining = False

    def find(service: Service, project_id: str, keys: Sequence[Key]) -> list[int]:
        return (pick if joining else match)(service, project_id, keys)

    return emulator_with(contract, settings, integrate=join, match=find, **parts)


def emulator_checking_late(
    contract: Registry, settings: Settings, endpoint: str
) -> App:
    """Build the emulator that does the work of one endpoint before it may refuse."""
    refusals: list[Refusal] = []

    def postpone(service: Service, token: Token, asked: str) -> Refusal | None:
        refusal = authorize(service, token, asked)
        if refusal is None or asked != endpoint:
            return refusal
        refusals.append(refusal)
        return None

    async def check(asked: Asked, forward: Forward) -> Reply:
        refusals.clear()
        reply = await forward(asked)
        if not refusals:
            return reply
        refusal = refusals.pop()
        late = replace(reply, status=refusal.status)
        return late.saying({"message": refusal.message})

    app = emulator_with(contract, settings, authorize=postpone)
    return intercepting(app, contract, settings, check)


Change = Callable[[dict[str, Any], int], None]
"""`(node, depth)`: changes a copy of one node of a filter; the root is at depth 1."""


def rewritten_filter(given: Mapping[str, object], change: Change) -> dict[str, object]:
    """Return a search or scroll body whose every condition was changed."""
    made = dict(given)
    if "root" in made:
        made["root"] = _rewritten(made["root"], change, 1)
    return made


def emulator_filtering(contract: Registry, settings: Settings, change: Change) -> App:
    """Build the emulator that reads another filter than the one it is given."""

    def misread(
        service: Service, project: Project, kind: str, given: Mapping[str, object]
    ) -> Query:
        return find(service, project, kind, rewritten_filter(given, change))

    return emulator_with(contract, settings, find=misread)


def emulator_joining_groups(
    contract: Registry, settings: Settings, join: str, *, level: int
) -> App:
    """Build the emulator that joins by one word what a group of a level holds."""

    def change(node: dict[str, Any], depth: int) -> None:
        if depth >= level and node.get("type") == "group":
            node["join"] = join

    return emulator_filtering(contract, settings, change)


def _rewritten(node: object, change: Change, depth: int) -> object:
    if not isinstance(node, dict):
        return node
    made = dict(node)
    change(made, depth)
    children = made.get("children")
    if isinstance(children, list):
        made["children"] = [_rewritten(one, change, depth + 1) for one in children]
    return made


def needed_scopes(contract: Registry, endpoint: str) -> frozenset[str]:
    """Return the scopes that open an endpoint under the assumed options."""
    for alternative in contract.access[endpoint].alternatives:
        if all(
            contract.knobs[knob].assumed == option
            for knob, option in alternative.when.items()
        ):
            return alternative.scopes[0]
    return frozenset()


def ghost(service: Service) -> Token | None:
    """Return a token nobody minted, for the project that the request names."""
    asked = present()
    uid = asked.facts.get("project.uid", "") if asked else ""
    project = project_by_uid(service, uid)
    if project is None:
        return None
    owner = organization(service, project.organization_id)
    if owner is None:
        return None
    nobody = ("", "", "product", "", owner.id, project.id, None, 0, owner.plan)
    return Token(*nobody)
