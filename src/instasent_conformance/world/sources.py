"""Create the data sources of a run, and learn by which name the target knows them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..cases import MissingFact
from ..contract import Json
from ..tokens import ProjectAlias, Token
from .model import Datasource, member

if TYPE_CHECKING:
    from .owned import World

_NAMES = ("id", "uid")
"""No source says which of them the path of a stream takes; most likely the first."""


def create_datasource(world: World, name: str, project: ProjectAlias) -> Datasource:
    """
    Create a data source in a project.

    Raises:
        MissingFact: the target did not create one.
    """
    answer = world.send(
        world.bare_builder(project).build("datasource.create"),
        world.everything(project),
    ).response
    entity = member(answer.body, "entity")
    if not answer.succeeded or not isinstance(member(entity, _NAMES[0]), str):
        raise MissingFact("datasource.id")
    world.source_name = world.source_name or _opening(world, entity, project)
    identifier = str(member(entity, world.source_name))
    priority = member(entity, "priority")
    return Datasource(
        id=identifier,
        own_id=str(member(entity, _NAMES[0])),
        uid=str(member(entity, "uid")),
        name=member(entity, "name"),
        priority=priority if isinstance(priority, (int, float)) else None,
        token=_token(world, entity, name, identifier, project),
    )


def _opening(world: World, entity: Json, project: ProjectAlias) -> str:
    """Return which name of a new data source opens its stream; the first if none."""
    for name in _NAMES:
        path = {"datasource": str(member(entity, name))}
        request = world.bare_builder(project).build("stream.get", path=path)
        if world.send(request, world.everything(project)).response.succeeded:
            return name
    return _NAMES[0]


def _token(
    world: World, entity: Json, name: str, datasource: str, project: ProjectAlias
) -> Token | None:
    secret = member(member(entity, "token"), "token")
    if not isinstance(secret, str) or not secret:
        return None
    token = Token(
        alias=f"the token of the {name} data source ({project})",
        kind="datasource",
        project=project,
        scopes=frozenset(),
        plan=world.target.projects[project].plan,
        secret=secret,
        datasource=datasource,
    )
    world.target.client.scrubber.learn(secret, token.alias)
    return token
