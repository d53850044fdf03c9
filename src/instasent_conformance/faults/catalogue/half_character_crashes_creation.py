"""A datasource name that holds half a character answers 500."""

from __future__ import annotations

import json
from dataclasses import replace

from ...contract import Registry
from ...emulator import Settings, create_app
from ...transport import App
from ..registry import fault
from ..witness import Server
from ..wrapping import Asked, Forward, Reply, intercepting


def witness(server: Server) -> list[int]:
    """Create datasources whose names hold half a character, or no text at all."""
    token = server.full_token()
    return [
        server.ask("datasource.create", token, content=body).status
        for body in (
            b'{"name": "\\ud800", "audienceTags": []}',
            b'{"name": 7, "audienceTags": []}',
        )
    ]


@fault(
    family="robustness", law="error-shape", requirement="D-ERROR-03", witness=witness
)
def plant(contract: Registry, settings: Settings) -> App:
    """Encode a text late, where nobody expects it to fail."""

    async def crash(asked: Asked, forward: Forward) -> Reply:
        reply = await forward(asked)
        if asked.endpoint == "datasource.create" and reply.status == 400:
            try:
                json.dumps(asked.read(), ensure_ascii=False).encode()
            except UnicodeEncodeError:
                return replace(reply, status=500).saying({"message": "Server error"})
        return reply

    app = create_app(contract, settings=settings)
    return intercepting(app, contract, settings, crash)
