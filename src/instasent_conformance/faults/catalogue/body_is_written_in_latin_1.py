"""A person is written in Latin-1."""

from __future__ import annotations

import json
from dataclasses import replace

from ...contract import Registry
from ...emulator import Settings, create_app
from ...transport import App
from ..registry import fault
from ..witness import Server
from ..wrapping import Asked, Forward, Reply, intercepting


def witness(server: Server) -> bool:
    """Read a name with an accent as UTF-8."""
    server.push(server.datasource(), server.person("u1", first_name="José"))
    token = server.reader("audience.get", level="basic")
    answer = server.ask("audience.by-value", token, "u1")
    return b"Jos\xe9" in answer.content


@fault(
    family="contract",
    law="schema-conformance",
    requirement="D-LOOKUP-02",
    witness=witness,
)
def plant(contract: Registry, settings: Settings) -> App:
    """Encode one resource as an older system did."""

    async def encode(asked: Asked, forward: Forward) -> Reply:
        reply = await forward(asked)
        if not asked.endpoint.startswith("audience.") or reply.status != 200:
            return reply
        text = json.dumps(reply.read(), ensure_ascii=False)
        return replace(reply, body=text.encode("latin-1", "replace"))

    app = create_app(contract, settings=settings)
    return intercepting(app, contract, settings, encode)
