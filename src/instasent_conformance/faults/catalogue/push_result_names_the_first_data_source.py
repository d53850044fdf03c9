"""A push result names the data source that the first push of the project went to."""

from __future__ import annotations

from ...contract import Registry
from ...emulator import Settings, create_app
from ...transport import App
from ..registry import fault
from ..witness import Server
from ..wrapping import Asked, Forward, Reply, intercepting

_NAMES = ("datasourceId", "datasourceUid", "streamId")


def witness(server: Server) -> bool:
    """Push into two data sources, and read which one the second answer names."""
    first, second = server.datasource("First"), server.datasource("Second")
    server.push(first, server.person("u1"))
    answer = server.push(second, server.person("u2"))
    return bool(answer.body["datasourceId"] == second.id)


@fault(family="contract", law="ingest", requirement="V-PUSH-12", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Keep the head of a result for every project."""
    heads: dict[str, dict[str, object]] = {}

    async def keep(asked: Asked, forward: Forward) -> Reply:
        reply = await forward(asked)
        if not asked.endpoint.startswith("stream.push") or reply.status >= 300:
            return reply
        body = reply.read()
        own = {name: body[name] for name in _NAMES}
        return reply.saying(body | heads.setdefault(body["projectId"], own))

    app = create_app(contract, settings=settings)
    return intercepting(app, contract, settings, keep)
