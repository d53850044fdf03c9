"""The list of direct messages holds none that carry a tracking term."""

from __future__ import annotations

from typing import Any

from ...contract import Registry
from ...emulator import Settings, create_app
from ...transport import App
from ..registry import fault
from ..witness import Server
from ..wrapping import editing


def witness(server: Server) -> int:
    """Send with a term and without, and count the direct messages."""
    token, to, text = server.full_token(), ("default", "+34600000001"), {"text": "Hi"}
    server.ask("sms.send", token, *to, body=text)
    server.ask("sms.send-tracked", token, *to, "spring", body=text)
    return len(server.ask("sms.list-direct", token).body["entities"])


@fault(family="message", law="direct-sms", requirement="V-SMS-24", witness=witness)
def plant(contract: Registry, settings: Settings) -> App:
    """Keep tracked messages in a list of their own."""

    def leave_out(body: Any) -> Any:
        rows = body["entities"]
        kept = [row for row in rows if "utm-term" not in row["metadata"]]
        return {**body, "entities": kept}

    app = create_app(contract, settings=settings)
    return editing(app, contract, settings, {"sms.list-direct": leave_out})
