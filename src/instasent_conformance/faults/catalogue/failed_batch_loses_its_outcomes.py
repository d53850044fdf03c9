"""A batch whose items all fail is answered like any other error."""

from __future__ import annotations

from ...contract import Registry
from ...emulator import Settings, create_app
from ...transport import App
from ..registry import fault
from ..witness import Server
from ..wrapping import Asked, Forward, Reply, intercepting


def witness(server: Server) -> list[object]:
    """Push a bad contact and list what the answer holds."""
    answer = server.push(server.datasource(), {server.uid("email"): "a@a.example"})
    return [answer.status, sorted(answer.body)]


@fault(
    family="contract",
    law="schema-conformance",
    requirement="D-INGEST-14",
    witness=witness,
)
def plant(contract: Registry, settings: Settings) -> App:
    """Turn every status above 400 into the common error."""

    async def flatten(asked: Asked, forward: Forward) -> Reply:
        reply = await forward(asked)
        if asked.endpoint.startswith("stream.push") and reply.status == 422:
            return reply.saying({"message": "Every item failed"})
        return reply

    app = create_app(contract, settings=settings)
    return intercepting(app, contract, settings, flatten)
