"""Every datasource of a project is created with the token of the first one."""

from __future__ import annotations

from ...contract import Registry
from ...emulator import Settings, create_app
from ...transport import App
from ..registry import fault
from ..witness import Server
from ..wrapping import Asked, Forward, Reply, intercepting


def witness(server: Server) -> bool:
    """Create two datasources, and compare their tokens."""
    return server.datasource("One").token == server.datasource("Two").token


@fault(
    family="contract",
    law="authentication",
    requirement="G-DSTOKEN-01",
    witness=witness,
)
def plant(contract: Registry, settings: Settings) -> App:
    """Look the token up by project, where there is one already."""
    first: dict[str, object] = {}

    async def reuse(asked: Asked, forward: Forward) -> Reply:
        reply = await forward(asked)
        if asked.endpoint != "datasource.create" or reply.status >= 300:
            return reply
        body = reply.read()
        entity = body["entity"]
        entity["token"] = first.setdefault(asked.path, entity["token"])
        return reply.saying(body)

    app = create_app(contract, settings=settings)
    return intercepting(app, contract, settings, reuse)
