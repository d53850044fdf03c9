"""Open a world whose contract names the event types that the target really has."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..canaries import Canaries
from ..cases.live_specs import Spec, parameter_spec
from ..client import NotAllowed, TargetUnreachable
from ..contract import EventType, Json, Registry
from ..target import Target, TokenUnavailable
from .model import member
from .owned import World

_LIST, _DETAIL, _PATH = "specs.events", "specs.event-parameters", "eventType"
_MOST = 12


def open_world(contract: Registry, target: Target, canaries: Canaries) -> World:
    """
    Return a world that pushes and filters events as the project describes them.

    Which event types there are is up to each project. Where discovery gives no answer
    of use, those of the contract stand in.
    """
    world = World(contract=contract, target=target, canaries=canaries)
    try:
        found = tuple(_described(world))
    except (NotAllowed, TargetUnreachable, TokenUnavailable):
        return world
    if found and _outline(found) != _outline(contract.event_types):
        world.contract = contract.with_event_types(found)
    return world


def _described(world: World) -> Iterator[EventType]:
    """Yield the event types of a project that the contract knows, then others."""
    known = [kind.uid for kind in world.contract.event_types]
    rows = {str(row.get("uid")): row for row in _rows(world, _LIST)}
    wanted = [uid for uid in known if uid in rows]
    wanted += [uid for uid in rows if uid not in known]
    for uid in wanted[:_MOST]:
        specs = map(parameter_spec, _rows(world, _DETAIL, uid))
        parameters = tuple(_parameter(spec) for spec in specs)
        yield EventType(uid=uid, fields=dict(rows[uid]), parameters=parameters)


def _parameter(spec: Spec) -> dict[str, Json]:
    """Return a parameter in the form in which the contract tells one."""
    return {
        "parameter": spec.uid,
        "dataType": spec.data_type,
        "required": spec.required,
        "maxLength": spec.max_length,
        "multiValue": spec.values,
    }


def _rows(world: World, endpoint: str, uid: str = "") -> list[dict[str, Any]]:
    path = {_PATH: uid} if uid else {}
    answer = world.send(world.bare_builder().build(endpoint, path=path)).response
    found = member(answer.body, "entities") if answer.succeeded else None
    return [one for one in found or [] if isinstance(one, dict)]


def _outline(kinds: tuple[EventType, ...]) -> Json:
    return [
        [kind.uid, [_parameter(parameter_spec(one)) for one in kind.parameters]]
        for kind in kinds
    ]
