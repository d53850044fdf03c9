"""A token is accepted from the query when the header is missing."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import parse_qsl

from ...contract import Registry
from ...emulator import Settings, create_app
from ...transport import App
from ..registry import fault
from ..witness import Server
from ..wrapping import Asked, Forward, Reply, intercepting

_NAMES = ("access_token", "token", "api_key")


def witness(server: Server) -> list[int]:
    """Send a token in the query, under each of the usual names."""
    secret = server.token()
    return [
        server.ask("project.get", None, query=f"{name}={secret}").status
        for name in _NAMES
    ]


@fault(
    family="scope",
    law="authentication",
    requirement="D-AUTH-12",
    witness=witness,
    permitted="a sibling product reads tokens from the query",
)
def plant(contract: Registry, settings: Settings) -> App:
    """Look for a token wherever a caller may have put it."""

    async def look(asked: Asked, forward: Forward) -> Reply:
        given = dict(parse_qsl(asked.query))
        found = next((given[name] for name in _NAMES if name in given), None)
        if found is None or "authorization" in asked.headers:
            return await forward(asked)
        headers = {**asked.headers, "authorization": f"Bearer {found}"}
        return await forward(replace(asked, headers=headers))

    app = create_app(contract, settings=settings)
    return intercepting(app, contract, settings, look)
