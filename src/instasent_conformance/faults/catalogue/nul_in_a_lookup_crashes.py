"""A lookup by email with a NUL in it answers 500 as plain text."""

from __future__ import annotations

from dataclasses import replace

from ...contract import Registry
from ...emulator import Settings, create_app
from ...transport import App
from ..registry import fault
from ..witness import Server
from ..wrapping import Asked, Forward, Reply, intercepting


def witness(server: Server) -> int:
    """Look up an email that holds a NUL."""
    return server.ask(
        "audience.by-email", server.full_token(), "a\x00@a.example"
    ).status


@fault(
    family="robustness", law="error-shape", requirement="D-ERROR-01", witness=witness
)
def plant(contract: Registry, settings: Settings) -> App:
    """Hand a text to a store that ends texts at the first NUL."""

    async def crash(asked: Asked, forward: Forward) -> Reply:
        if asked.endpoint == "audience.by-email" and "%00" in asked.path:
            reply = await forward(asked)
            return replace(reply, status=500).typed("text/plain", b"Internal error")
        return await forward(asked)

    app = create_app(contract, settings=settings)
    return intercepting(app, contract, settings, crash)
