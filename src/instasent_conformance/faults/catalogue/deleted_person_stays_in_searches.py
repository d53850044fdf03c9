"""A person who was deleted is still found by a search."""

from __future__ import annotations

from typing import Any

from ...contract import Registry
from ...emulator import Settings, create_app
from ...transport import App
from ..registry import ASSUMED, fault
from ..witness import Server
from ..wrapping import Asked, Forward, Reply, intercepting


def witness(server: Server) -> int:
    """Delete a person, and search for it."""
    server.push(server.datasource(), server.person("u1"))
    server.act("audience.delete-contact")
    return len(server.found(server.test("user-id", "u1")))


@fault(
    family="ingest",
    law="lifecycle",
    requirement="V-SUBSCRIBE-13",
    witness=witness,
    permitted=ASSUMED,
)
def plant(contract: Registry, settings: Settings) -> App:
    """Leave the index of the search to a job at night."""
    seen: dict[str, Any] = {}
    gone: set[str] = set()
    user_id = contract.attribute("user-id").uid

    async def keep(asked: Asked, forward: Forward) -> Reply:
        reply = await forward(asked)
        body = reply.read() if reply.status < 400 else None
        if not isinstance(body, dict):
            return reply
        if asked.endpoint == "audience.delete-contact":
            gone.add(asked.read()["audienceId"])
        found = body.get("entities", [body.get("entity")])
        if not isinstance(found, list) or not asked.endpoint.startswith("audience."):
            return reply
        for one in filter(_is_person, found):
            seen[one["id"]] = one
        if asked.endpoint not in ("audience.search", "audience.scroll"):
            return reply
        named = (seen[ident] for ident in gone & seen.keys())
        late = [
            one
            for one in named
            if str(one["attributesData"][user_id]).encode() in asked.body
        ]
        return reply.saying(body | {"entities": [*found, *late]})

    app = create_app(contract, settings=settings)
    return intercepting(app, contract, settings, keep)


def _is_person(one: Any) -> bool:
    return isinstance(one, dict) and "attributesData" in one
