"""Pieces for faults that replace a collaborator of the emulator."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from ..contract import Registry
from ..emulator import Service, Settings, create_app, default_collaborators
from ..emulator.reach import organization, project_by_uid
from ..emulator.records import Token
from ..transport import App
from .wrapping import present


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
    return create_app(
        contract,
        settings=settings,
        collaborators=replace(
            healthy, reach=replace(healthy.reach, **views), **others
        ),
    )


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
    owner = project and organization(service, project.organization_id)
    if project is None or owner is None:
        return None
    nobody = ("", "", "product", "", owner.id, project.id, None, 0, owner.plan)
    return Token(*nobody)
