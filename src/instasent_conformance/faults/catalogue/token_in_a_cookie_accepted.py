"""A token is accepted from a cookie when the header is missing."""

from __future__ import annotations

from dataclasses import replace

from ...contract import Registry
from ...emulator import Settings, create_app
from ...transport import App
from ..registry import fault
from ..witness import Server
from ..wrapping import Asked, Forward, Reply, intercepting


def witness(server: Server) -> int:
    """Send a token in a cookie."""
    cookie = f"access_token={server.token()}"
    return server.ask("project.get", None, cookie=cookie).status


@fault(
    family="scope",
    law="authentication",
    requirement="D-AUTH-12",
    witness=witness,
)
def plant(contract: Registry, settings: Settings) -> App:
    """Treat a program as a browser that is signed in."""

    async def look(asked: Asked, forward: Forward) -> Reply:
        found = asked.headers.get("cookie", "").rpartition("=")[2]
        if not found or "authorization" in asked.headers:
            return await forward(asked)
        headers = {**asked.headers, "authorization": f"Bearer {found}"}
        return await forward(replace(asked, headers=headers))

    app = create_app(contract, settings=settings)
    return intercepting(app, contract, settings, look)
