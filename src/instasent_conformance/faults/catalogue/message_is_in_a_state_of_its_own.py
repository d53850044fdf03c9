"""A message that is sent is in a state that nobody knows."""

from __future__ import annotations

from typing import Any

from ...contract import Registry
from ...emulator import Settings, create_app
from ...transport import App
from ..registry import fault
from ..witness import Server
from ..wrapping import editing


def witness(server: Server) -> str:
    """Send a message, and read its state."""
    token = server.full_token()
    body = {"text": "Hi"}
    answer = server.ask("sms.send", token, "default", "+34600000001", body=body)
    return str(answer.body["entity"]["status"])


@fault(
    family="message",
    law="direct-sms",
    requirement="V-SMS-29",
    witness=witness,
)
def plant(contract: Registry, settings: Settings) -> App:
    """Show the state of the pipeline within."""

    def change(body: Any) -> Any:
        return body | {"entity": body["entity"] | {"status": "in-the-pipeline"}}

    app = create_app(contract, settings=settings)
    return editing(app, contract, settings, {"sms.send": change})
