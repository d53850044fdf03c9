"""The audience tags of a datasource are on none of the people that it feeds."""

from __future__ import annotations

import json
from collections.abc import Mapping

from ...contract import Json, Registry
from ...emulator import Service, Settings
from ...emulator.projection import disclose
from ...emulator.records import Project
from ...transport import App
from ..planting import emulator_with
from ..registry import ASSUMED, fault
from ..witness import Server

_OPTIONS = "SELECT options FROM datasource WHERE project_id = ?"
_TAGS = "audienceTags"


def witness(server: Server) -> object:
    """Push a contact into a datasource with a tag, and read its tags."""
    token = server.full_token()
    made: dict[str, Json] = {"name": "Tagged", _TAGS: ["vip"]}
    source = server.ask("datasource.create", token, body=made).body["entity"]["id"]
    contact: list[Json] = [server.person("u1")]
    server.ask("stream.push-contacts", token, source, body=contact, query="_sync")
    return server.seen()[0]["attributesData"].get(server.uid("tags"))


@fault(
    family="consolidation",
    law="consolidation",
    requirement="V-SOURCE-10",
    witness=witness,
    permitted=ASSUMED,
)
def plant(contract: Registry, settings: Settings) -> App:
    """Keep the tags for the menu that lists datasources."""

    def keep(
        service: Service, project: Project, data: Mapping[str, object], level: str
    ) -> dict[str, object]:
        shown, uid = disclose(service, project, data, level), service.uid("tags")
        rows = service.store.rows(_OPTIONS, project.id)
        kept = {tag for row in rows for tag in json.loads(row[0]).get(_TAGS) or ()}
        tags = shown.pop(uid, [])
        own = [tag for tag in tags if tag not in kept] if isinstance(tags, list) else []
        return shown | ({uid: own} if own else {})

    return emulator_with(contract, settings, disclose=keep)
