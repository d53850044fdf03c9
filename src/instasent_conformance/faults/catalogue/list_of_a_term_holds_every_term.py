"""The list of a tracking term holds all direct messages."""

from __future__ import annotations

from dataclasses import replace

from ...contract import Registry
from ...emulator import Settings, create_app
from ...transport import App
from ..registry import fault
from ..witness import Server
from ..wrapping import (
    Asked,
    Forward,
    Reply,
    intercepting,
)


def witness(server: Server) -> list[int]:
    """Send with one term, and count the messages of it and of another."""
    token = server.full_token()
    to = ("default", "+34600000001", "one")
    server.ask("sms.send-tracked", token, *to, body={"text": "Hi"})
    return [
        len(server.ask("sms.list-direct-tracked", token, term).body["entities"])
        for term in ("one", "two")
    ]


@fault(family="message", law="direct-sms", requirement="V-SMS-26", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Route both lists to the same query."""

    async def drop(asked: Asked, forward: Forward) -> Reply:
        if asked.endpoint != "sms.list-direct-tracked":
            return await forward(asked)
        return await forward(replace(asked, path=asked.path.rpartition("/")[0]))

    app = create_app(contract, settings=settings)
    return intercepting(app, contract, settings, drop)
