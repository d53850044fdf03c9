"""A message read back goes to another number than its sending was answered with."""

from __future__ import annotations

from typing import Any

from ...contract import Registry
from ...emulator import Settings, create_app
from ...transport import App
from ..registry import ASSUMED, fault
from ..witness import Server
from ..wrapping import editing


def witness(server: Server) -> bool:
    """Compare a message with the answer to its sending."""
    token, body = server.full_token(), {"text": "Hi"}
    sent = server.ask("sms.send", token, "default", "+34600000001", body=body)
    read = server.ask("sms.get", token, sent.body["entity"]["id"])
    return bool(sent.body["entity"]["to"] == read.body["entity"]["to"])


@fault(
    family="message",
    law="direct-sms",
    requirement="V-SMS-17",
    witness=witness,
    permitted=ASSUMED,
)
def plant(contract: Registry, settings: Settings) -> App:
    """Store a number in a column that is too short."""

    def change(body: Any) -> Any:
        message = body["entity"]
        return body | {"entity": message | {"to": message["to"][:-1]}}

    app = create_app(contract, settings=settings)
    return editing(app, contract, settings, {"sms.get": change})
