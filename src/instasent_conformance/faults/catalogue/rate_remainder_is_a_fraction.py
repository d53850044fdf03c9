"""What is left of the rate window is a number with decimals."""

from __future__ import annotations

from dataclasses import replace

from ...contract import Registry
from ...emulator import Settings, create_app
from ...transport import App
from ..registry import fault
from ..witness import Server
from ..wrapping import Asked, Forward, Reply, intercepting


def witness(server: Server) -> str:
    """Read what is left after one request."""
    return server.ask("project.get", server.token()).headers["x-ratelimit-remaining"]


@fault(
    family="contract",
    law="schema-conformance",
    requirement="D-RATE-05",
    witness=witness,
)
def plant(contract: Registry, settings: Settings) -> App:
    """Write a bucket that refills continuously as it is."""

    async def refill(asked: Asked, forward: Forward) -> Reply:
        reply = await forward(asked)
        name = "x-ratelimit-remaining"
        left = reply.headers.get(name)
        if left is None:
            return reply
        return replace(reply, headers={**reply.headers, name: f"{left}.5"})

    app = create_app(contract, settings=settings)
    return intercepting(app, contract, settings, refill)
