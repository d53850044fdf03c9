"""A push that is not JSON answers 500 with the trace of the server."""

from __future__ import annotations

from dataclasses import replace

from ...contract import Registry
from ...emulator import Settings, create_app
from ...transport import App
from ..registry import fault
from ..witness import Server
from ..wrapping import Asked, Forward, Reply, intercepting


def witness(server: Server) -> int:
    """Push half a body."""
    source = server.datasource()
    place = (source.token, source.id)
    return server.ask("stream.push-contacts", *place, content=b"[{").status


@fault(
    family="robustness", law="error-shape", requirement="D-INGEST-03", witness=witness
)
def plant(contract: Registry, settings: Settings) -> App:
    """Run with the debugging page switched on."""
    trace = b'Traceback (most recent call last):\n  File "/srv/app/push.py", line 41'

    async def expose(asked: Asked, forward: Forward) -> Reply:
        reply = await forward(asked)
        pushed = asked.endpoint.startswith("stream.push")
        if pushed and reply.status == 400 and asked.read() is None:
            return replace(reply, status=500).typed("text/plain", trace)
        return reply

    app = create_app(contract, settings=settings)
    return intercepting(app, contract, settings, expose)
