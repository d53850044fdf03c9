"""The refusal of a push that is no array does not say what is wanted."""

from __future__ import annotations

from ...contract import Registry
from ...emulator import Settings, create_app
from ...transport import App
from ..registry import fault
from ..witness import Server
from ..wrapping import Asked, Forward, Reply, intercepting


def witness(server: Server) -> str:
    """Push an object, and read the refusal."""
    source = server.datasource()
    path = (source.token, source.id)
    return str(server.ask("stream.push-contacts", *path, body={}).body["message"])


@fault(
    family="contract",
    law="error-shape",
    requirement="D-ERROR-04",
    witness=witness,
)
def plant(contract: Registry, settings: Settings) -> App:
    """Have one text for all that is wrong."""

    async def blur(asked: Asked, forward: Forward) -> Reply:
        reply = await forward(asked)
        pushed = asked.endpoint in ("stream.push-contacts", "stream.push-events")
        if not pushed or reply.status != 400 or b"array" not in reply.body:
            return reply
        return reply.saying({"message": "The request is not valid"})

    app = create_app(contract, settings=settings)
    return intercepting(app, contract, settings, blur)
