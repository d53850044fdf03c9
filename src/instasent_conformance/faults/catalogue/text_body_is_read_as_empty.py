"""A message whose body is no object is sent with an empty text."""

from __future__ import annotations

from dataclasses import replace

from ...contract import Registry
from ...emulator import Settings, create_app
from ...transport import App
from ..registry import fault
from ..witness import Server
from ..wrapping import Asked, Forward, Reply, intercepting


def witness(server: Server) -> int:
    """Send a list where a message is expected."""
    place = ("default", "+34600000001")
    return server.ask("sms.send", server.full_token(), *place, body=[]).status


@fault(
    family="robustness", law="error-shape", requirement="D-ERROR-03", witness=witness
)
def plant(contract: Registry, settings: Settings) -> App:
    """Read what is missing as a blank."""

    async def blank(asked: Asked, forward: Forward) -> Reply:
        if asked.endpoint == "sms.send" and isinstance(asked.read(), list):
            asked = replace(asked, body=b'{"text": " "}')
        return await forward(asked)

    app = create_app(contract, settings=settings)
    return intercepting(app, contract, settings, blank)
