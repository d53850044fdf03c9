"""Every event of a merged person appears once for each of its datasources."""

from __future__ import annotations

from typing import Any

from ...contract import Registry
from ...emulator import Service, Settings
from ...emulator.reach import see_audience
from ...emulator.records import AudienceContact, Project
from ...transport import App
from ..planting import emulator_with
from ..registry import fault
from ..witness import Server
from ..wrapping import editing


def witness(server: Server) -> int:
    """Merge two datasources, push one event, and count the timeline."""
    sources = [server.datasource(name) for name in ("One", "Two")]
    for source in sources:
        server.push(source, server.person("u1"))
    server.push_events(sources[0], "u1", "e1")
    token = server.reader("audience.events")
    answer = server.ask("audience.events", token, server.seen()[0]["id"])
    return sum(len(group) for group in answer.body["entities"].values())


@fault(family="event", law="timeline", requirement="G-MERGE-12", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Join a timeline with every source of its person."""
    sources: list[int] = []

    def count(service: Service, project: Project, ident: str) -> AudienceContact | None:
        person = see_audience(service, project, ident)
        sources[:] = [len(person.contact_ids) if person else 1]
        return person

    def multiply(body: Any) -> Any:
        groups = body["entities"]
        body["entities"] = {kind: groups[kind] * sources[0] for kind in groups}
        return body

    app = emulator_with(contract, settings, reach_audience=count)
    return editing(app, contract, settings, {"audience.events": multiply})
