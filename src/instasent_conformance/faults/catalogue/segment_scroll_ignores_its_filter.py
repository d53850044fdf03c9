"""The scroll of a segment holds all of it, whatever the filter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from ...contract import Registry
from ...emulator import Service, Settings
from ...emulator.filters import EVERYTHING, find
from ...emulator.records import (
    Project,
)
from ...emulator.service import (
    Query,
)
from ...transport import App
from ..planting import emulator_with
from ..registry import fault
from ..witness import Server
from ..wrapping import (
    noticing,
    present_endpoint,
)


def witness(server: Server) -> int:
    """Scroll a segment by a filter that one of its two people meets."""
    phones = ("+34600000001", "+34600000002")
    people = [server.person(f"u{n}", phone=one) for n, one in enumerate(phones)]
    server.push(server.datasource(), *people)
    token = server.full_token()
    uid = server.ask("segment.list", token).body["entities"][0]["uid"]
    body = {"root": server.test("user-id", "u1")}
    return len(server.ask("segment.scroll", token, uid, body=body).body["entities"])


@fault(family="filter", law="filters", requirement="V-SEGMENT-11", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Take the definition of a segment for the whole filter."""

    def whole(
        service: Service, project: Project, kind: str, given: Mapping[str, object]
    ) -> Query:
        query = find(service, project, kind, given)
        if present_endpoint() != "segment.scroll":
            return query
        return replace(query, where=EVERYTHING)

    app = emulator_with(contract, settings, find=whole)
    return noticing(app, contract, settings)
