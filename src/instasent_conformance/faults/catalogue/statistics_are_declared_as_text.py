"""The statistics of a datasource are declared as plain text."""

from __future__ import annotations

from ...contract import Registry
from ...emulator import Settings, create_app
from ...transport import App
from ..registry import fault
from ..witness import Server
from ..wrapping import Asked, Forward, Reply, intercepting


def witness(server: Server) -> str:
    """Read the type of the statistics."""
    source, token = server.datasource(), server.full_token()
    return server.ask("datasource.stats", token, source.id).headers["content-type"]


@fault(
    family="contract",
    law="schema-conformance",
    requirement="D-LOOKUP-02",
    witness=witness,
)
def plant(contract: Registry, settings: Settings) -> App:
    """Write one answer without its type."""

    async def mislabel(asked: Asked, forward: Forward) -> Reply:
        reply = await forward(asked)
        if asked.endpoint == "datasource.stats" and reply.status == 200:
            return reply.typed("text/plain; charset=utf-8")
        return reply

    app = create_app(contract, settings=settings)
    return intercepting(app, contract, settings, mislabel)
