"""A datasource contact names the person that it fed first, whatever became of it."""

from __future__ import annotations

from typing import Any

from ...contract import Registry
from ...emulator import Settings, create_app
from ...transport import App
from ..registry import fault
from ..witness import Server
from ..wrapping import editing


def witness(server: Server) -> bool:
    """Read a contact before and after it joins another person."""
    source, token = server.datasource(), server.full_token()
    phone = "+34600000001"
    server.push(source, server.person("u1", phone=phone), server.person("u2"))
    server.ask("stream.get-contact", token, source.id, "u2")
    server.push(source, server.person("u2", phone=phone))
    answer = server.ask("stream.get-contact", token, source.id, "u2")
    return bool(answer.body["contact"]["audienceId"] == server.seen()[0]["id"])


@fault(
    family="contract",
    law="agreement",
    requirement="V-PUSH-18",
    witness=witness,
    permitted="a former id may lead on to the person that it became",
)
def plant(contract: Registry, settings: Settings) -> App:
    """Resolve a reference once."""
    people: dict[str, str] = {}

    def change(body: Any) -> Any:
        contact = body["contact"]
        contact["audienceId"] = people.setdefault(contact["id"], contact["audienceId"])
        return body

    app = create_app(contract, settings=settings)
    return editing(app, contract, settings, {"stream.get-contact": change})
